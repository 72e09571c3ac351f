"""What people type about missions asked for, turned into typed values; nothing is saved here."""

from django import forms
from django.utils import timezone

from accompagnement.enums import Lieu
from accompagnement.enums_missions import Constat, ReponseMission
from accompagnement.forms import cle_nouvelle
from accompagnement.forms_rendez_vous import champ_creneau
from accompagnement.models import Besoin, Mission
from accompagnement.queries.credits import Credits
from socle.design.formulaires import ChampChoix, ChampDate, Formulaire
from socle.lib.francais import demi_journees as en_demi_journees

MOTIF_REQUIS = "Indiquez le motif : il est lu par les autres personnes de la mission."


def _texte(libelle: str, lignes: int = 3, *, requis: bool = True, aide: str = "") -> forms.CharField:
    return forms.CharField(label=libelle, required=requis, max_length=5000, help_text=aide, widget=forms.Textarea(attrs={"rows": lignes}))


class DemandeMissionForm(Formulaire):
    """A mission of several half-days: need, expected result, how many, where, when."""

    besoin = forms.TypedChoiceField(label="Besoin")
    objet = _texte("Ce que vous voulez travailler", aide="L’expert le lit avant de répondre.")
    resultat_attendu = _texte("Résultat attendu", 2, aide="Il figure sur le bon de commande : un document, une décision, un chiffre.")
    demi_journees = forms.IntegerField(label="Demi-journées", min_value=1, initial=2, help_text="Elles sont réservées dès la demande.")
    lieu = ChampChoix(label="Lieu", choices=[(Lieu.SUR_PLACE, "Sur place"), (Lieu.A_DISTANCE, "À distance")], initial=Lieu.SUR_PLACE)
    periode_debut = ChampDate(label="Souhaitée à partir du")
    periode_fin = ChampDate(label="Souhaitée jusqu’au")
    cle = forms.UUIDField(widget=forms.HiddenInput, initial=cle_nouvelle)

    def __init__(self, *args, credits: Credits, **kwargs):
        super().__init__(*args, **kwargs)
        besoins: dict[str, Besoin] = {s.besoin.code: s.besoin for s in credits.besoins}
        restes = [(s.besoin.code, f"{s.besoin}, {en_demi_journees(s.disponibles)}") for s in credits.besoins if s.disponibles]
        self.fields["besoin"].choices, self.fields["besoin"].coerce = restes, besoins.__getitem__
        self.fields["periode_debut"].widget.attrs["min"] = f"{timezone.localdate():%Y-%m-%d}"

    def clean(self):
        lu = super().clean()
        if lu.get("periode_debut") and lu.get("periode_fin") and lu["periode_fin"] < lu["periode_debut"]:
            self.add_error("periode_fin", "La fin de la période vient avant son début : corrigez l’une des deux dates.")
        return lu


class ReponseMissionForm(Formulaire):
    """The expert's answer to a mission asked for."""

    reponse = ChampChoix(
        label="Votre réponse",
        choices=[
            (ReponseMission.ACCEPTER, "Accepter", "Telle que demandée"),
            (ReponseMission.AJUSTER, "Ajuster", "Un autre nombre de demi-journées ou d’autres conditions ; l’équipe confirme"),
            (ReponseMission.DECLINER, "Décliner", "La mission est proposée à l’expert suivant"),
        ],
    )
    demi_journees = forms.IntegerField(label="Demi-journées, si vous ajustez", min_value=1, required=False)
    motif = _texte("Conditions ou motif", 2, requis=False, aide="À remplir si vous ajustez ou déclinez. L’équipe le lit.")

    def __init__(self, *args, mission: Mission, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["demi_journees"].initial = mission.demi_journees

    def clean(self):
        lu = super().clean()
        if lu.get("reponse") in (ReponseMission.AJUSTER, ReponseMission.DECLINER) and not lu.get("motif", "").strip():
            self.add_error("motif", "Indiquez vos conditions ou votre motif : l’équipe les lit.")
        return lu


class AccordForm(Formulaire):
    """A yes, or a no with its reason: the project on an adjustment, the coordination above the threshold."""

    accord = ChampChoix(label="Votre décision", choices=[("oui", "D’accord"), ("non", "Pas d’accord")])
    motif = _texte("Motif, si vous n’êtes pas d’accord", 2, requis=False)

    @property
    def oui(self) -> bool:
        return self.cleaned_data["accord"] == "oui"

    def clean(self):
        lu = super().clean()
        if lu.get("accord") == "non" and not lu.get("motif", "").strip():
            self.add_error("motif", MOTIF_REQUIS)
        return lu


class PlanificationForm(Formulaire):
    """One free slot of the expert for the next half-day of a mission."""

    creneau = champ_creneau()


class ConstatForm(Formulaire):
    """What happened at a half-day."""

    constat = ChampChoix(label="Que s’est-il passé ?", choices=Constat.choices)
    precision = _texte("Précision", 2, requis=False, aide="Elle est lue par l’autre côté et par la coordination.")
