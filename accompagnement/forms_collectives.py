"""What people type about missions shared by several projects; nothing is saved here."""

from collections.abc import Iterable

from django import forms

from accompagnement.actions.collectives import Annonce
from accompagnement.enums import Lieu
from accompagnement.enums_collectives import PartageCollectif
from accompagnement.forms import cle_nouvelle
from accompagnement.models import Besoin, Creneau
from accompagnement.queries.credits import Credits
from manufactures.models import Projet
from socle.comptes import reglement
from socle.design.formulaires import ChampChoix, ChampDateHeure, Formulaire
from socle.lib.francais import date_longue, plage
from socle.lib.francais import demi_journees as en_demi_journees


def _texte(libelle: str, lignes: int = 3, *, requis: bool = True, aide: str = "") -> forms.CharField:
    return forms.CharField(label=libelle, required=requis, max_length=5000, help_text=aide, widget=forms.Textarea(attrs={"rows": lignes}))


class OuvertureForm(Formulaire):
    """The half-days, what is done, how the cost is shared, who is invited."""

    titre = forms.CharField(label="Titre", max_length=200, help_text="Par exemple : fixer ses prix à plusieurs ateliers.")
    creneaux = forms.TypedMultipleChoiceField(
        label="Demi-journées", coerce=int, widget=forms.CheckboxSelectMultiple, help_text="Libres dans l’agenda de l’expert ; elles lui sont prises aussitôt."
    )
    objet = _texte("Ce que les projets vont travailler")
    resultat_attendu = _texte("Résultat attendu", 2, requis=False)
    lieu = ChampChoix(label="Lieu", choices=Lieu.choices, initial=Lieu.SUR_PLACE)
    adresse = forms.CharField(label="Adresse ou lien", max_length=300, required=False)
    partage = ChampChoix(
        label="Partage du coût",
        choices=[
            (PartageCollectif.EGAL, "Parts égales", "Chaque projet paie autant, à une demi-journée près"),
            (PartageCollectif.PARTICIPANTS, "Selon le nombre de participants", "Qui vient à plusieurs paie davantage"),
        ],
    )
    inscriptions_avant = ChampDateHeure(label="Inscriptions jusqu’au", help_text="Avant la première demi-journée.")
    invites = forms.MultipleChoiceField(
        label="Projets invités", required=False, widget=forms.CheckboxSelectMultiple,
        help_text="Ils reçoivent un courriel. Les autres projets en accompagnement voient la mission et peuvent s’inscrire.",
    )  # fmt: skip
    cle = forms.UUIDField(widget=forms.HiddenInput, initial=cle_nouvelle)

    def __init__(self, *args, creneaux: Iterable[Creneau], projets: Iterable[Projet], **kwargs):
        super().__init__(*args, **kwargs)
        self.projets = {str(p.pk): p for p in projets}
        self.fields["creneaux"].choices = [(str(c.pk), f"{date_longue(c.debut)}, {plage(c.debut, c.fin)}") for c in creneaux]
        self.fields["invites"].choices = [(pk, p.nom) for pk, p in self.projets.items()]
        self.fields["partage"].initial = reglement.valeur("accompagnement.collective_partage")

    @property
    def lu(self) -> dict:
        """Return what was typed, as the action takes it."""
        lu = self.cleaned_data
        champs = ("titre", "objet", "resultat_attendu", "adresse", "inscriptions_avant")
        annonce = Annonce(**{c: lu[c] for c in champs}, lieu=Lieu(lu["lieu"]), partage=PartageCollectif(lu["partage"]))
        return {"annonce": annonce, "creneaux": lu["creneaux"], "invites": [self.projets[pk] for pk in lu["invites"]], "cle": str(lu["cle"])}


class InscriptionForm(Formulaire):
    """A project comes in: which need pays, how many people, how much at most."""

    besoin = forms.TypedChoiceField(label="Besoin qui paie")
    participants = forms.IntegerField(label="Personnes qui viennent", min_value=1, max_value=500, initial=2)
    plafond = forms.IntegerField(
        label="Demi-journées au plus", min_value=1, help_text="Elles sont réservées dès l’inscription ; vous ne payez jamais davantage, et souvent moins."
    )
    cle = forms.UUIDField(widget=forms.HiddenInput, initial=cle_nouvelle)

    def __init__(self, *args, credits: Credits, demi_journees: int, **kwargs):
        super().__init__(*args, **kwargs)
        besoins: dict[str, Besoin] = {s.besoin.code: s.besoin for s in credits.besoins}
        self.restes = [(s.besoin.code, f"{s.besoin}, {en_demi_journees(s.disponibles)}") for s in credits.besoins if s.disponibles]
        self.fields["besoin"].choices, self.fields["besoin"].coerce = self.restes, besoins.__getitem__
        self.fields["plafond"].widget.attrs["max"] = demi_journees

    @property
    def lu(self) -> dict:
        return self.cleaned_data | {"cle": str(self.cleaned_data["cle"])}


class MotifCollectiveForm(Formulaire):
    """Why a project leaves, or why the mission is cancelled."""

    motif = _texte("Motif", 2, aide="Il est lu par l’expert, les projets et la coordination.")


class CompteRenduCollectifForm(Formulaire):
    """One report for all the projects."""

    fait = _texte("Ce qui a été fait")
    decide = _texte("Ce qui a été décidé", requis=False)
    suites = _texte("La suite", requis=False)
