"""What people type to propose, to wait for and to move a half-day; nothing is saved here."""

from django import forms

from accompagnement.enums import Lieu
from accompagnement.forms import cle_nouvelle
from accompagnement.models import Besoin, Expert
from accompagnement.queries.credits import Credits
from socle.design.formulaires import ChampChoix, Formulaire

CRENEAU_REQUIS = "Choisissez une demi-journée libre."


def champ_creneau() -> forms.IntegerField:
    return forms.IntegerField(error_messages={"required": CRENEAU_REQUIS, "invalid": CRENEAU_REQUIS})


def _texte(libelle: str, aide: str) -> forms.CharField:
    return forms.CharField(label=libelle, max_length=5000, help_text=aide, widget=forms.Textarea(attrs={"rows": 3}))


class PropositionForm(Formulaire):
    """A half-day that an expert proposes to a project."""

    besoin = forms.TypedChoiceField(label="Besoin")
    creneau = champ_creneau()
    lieu = ChampChoix(label="Lieu", choices=Lieu.choices, initial=Lieu.SUR_PLACE)
    objet = _texte("Pourquoi vous proposez cette demi-journée", "L’équipe le lit avant de confirmer.")
    cle = forms.UUIDField(widget=forms.HiddenInput, initial=cle_nouvelle)

    def __init__(self, *args, besoins: list[Besoin], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["besoin"].choices = [(b.code, str(b)) for b in besoins]
        self.fields["besoin"].coerce = {b.code: b for b in besoins}.__getitem__

    def proposer_les_lieux(self, expert: Expert) -> None:
        """Show only the places where an expert works."""
        self.fields["lieu"].choices = [(lieu.value, lieu.label) for lieu in Lieu if expert.a_distance or lieu != Lieu.A_DISTANCE]


class AttenteForm(Formulaire):
    """A place in the waiting list of a need: for any expert, or for one."""

    besoin = forms.TypedChoiceField(label="Besoin")
    expert = forms.TypedChoiceField(label="Expert", required=False, empty_value=None)

    def __init__(self, *args, credits: Credits, **kwargs):
        super().__init__(*args, **kwargs)
        besoins = {s.besoin.code: s.besoin for s in credits.besoins if s.disponibles}
        experts = {str(e.pk): e for e in Expert.objects.filter(actif=True).select_related("utilisateur")}
        self.fields["besoin"].choices = [(code, str(besoin)) for code, besoin in besoins.items()]
        self.fields["besoin"].coerce = besoins.__getitem__
        self.fields["expert"].choices = [("", "N’importe quel expert de ce besoin"), *((pk, str(e)) for pk, e in experts.items())]
        self.fields["expert"].coerce = experts.__getitem__


class DeplacementForm(Formulaire):
    """Another half-day of the same expert, and why."""

    creneau = champ_creneau()
    motif = _texte("Motif", "Il est lu par l’équipe, l’expert et la coordination.")
