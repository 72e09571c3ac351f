"""What people type in the accompagnement, turned into typed values; nothing is saved here."""

from urllib.parse import urlencode
from uuid import UUID, uuid4

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils import timezone

from accompagnement.enums import Figure, Lieu, NatureMouvement, Reponse, StatutMission
from accompagnement.enums_veille import Utilite
from accompagnement.models import Besoin
from accompagnement.regles import APRES_MIDI, MATIN
from socle.comptes import reglement
from socle.design.formulaires import ChampChoix, ChampDate, ChampMontant, Formulaire

TOUS = "tous"  # what ``suivis`` says of the watch without a filter
JOURS = ((0, "Lundi"), (1, "Mardi"), (2, "Mercredi"), (3, "Jeudi"), (4, "Vendredi"))


def _texte(libelle: str, lignes: int = 3, *, requis: bool = True, aide: str = "") -> forms.CharField:
    return forms.CharField(label=libelle, required=requis, max_length=5000, help_text=aide, widget=forms.Textarea(attrs={"rows": lignes}))


class ReservationForm(Formulaire):
    """The third step: slot, place, purpose, and the key that makes the booking unique."""

    creneau = forms.IntegerField(error_messages={"required": "Choisissez une demi-journée libre.", "invalid": "Choisissez une demi-journée libre."})
    lieu = forms.ChoiceField(choices=Lieu)
    objet = _texte("Ce que vous voulez travailler", aide="L’expert le lit avant de répondre.")
    cle = forms.UUIDField(error_messages={"required": "Rechargez la page, puis réservez.", "invalid": "Rechargez la page, puis réservez."})


def cle_nouvelle() -> UUID:
    """Return the key of a form shown for the first time."""
    return uuid4()


class ReponseForm(Formulaire):
    """The expert's answer to a request."""

    reponse = ChampChoix(
        label="Votre réponse",
        choices=[
            (Reponse.ACCEPTER, "Accepter", "La demi-journée est inscrite à votre agenda"),
            (Reponse.DECLINER, "Décliner", "Le créneau et le crédit sont rendus"),
        ],
    )
    motif = _texte("Motif, si vous déclinez", 2, requis=False)

    def clean(self):
        donnees = super().clean()
        if donnees.get("reponse") == Reponse.DECLINER and not donnees.get("motif", "").strip():
            self.add_error("motif", "Indiquez le motif : l’équipe le lit et choisit un autre expert.")
        return donnees


class AnnulationForm(Formulaire):
    """Why a mission is cancelled."""

    motif = _texte("Motif de l’annulation", 2, aide="Il est lu par l’équipe, l’expert et la coordination.")


class TransfertForm(Formulaire):
    """Half-days moved from a need to another."""

    de = forms.TypedChoiceField(label="Du besoin")
    vers = forms.TypedChoiceField(label="Vers le besoin")
    quantite = forms.IntegerField(label="Demi-journées", min_value=1)
    motif = _texte("Motif", 2, aide="Il est lu par l’équipe du projet et reste au registre.")
    cle = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        besoins = {str(besoin.pk): besoin for besoin in Besoin.objects.all()}  # read once for both fields
        choix = [(pk, str(besoin)) for pk, besoin in besoins.items()]
        self.fields["de"].choices, self.fields["vers"].choices = choix, [("", "---------"), *choix]
        self.fields["de"].coerce = self.fields["vers"].coerce = besoins.__getitem__


class DemandeTransfertForm(TransfertForm):
    """Half-days that a team asks to move from a need to another."""

    motif = _texte("Motif", 2, aide="La coordination le lit avant de répondre.")
    cle = None


class JugementTransfertForm(Formulaire):
    """What the coordination answers to a request of transfer."""

    accord = ChampChoix(
        label="Votre décision",
        choices=[
            ("oui", "Accepter", "Les demi-journées passent d’un besoin à l’autre aussitôt"),
            ("non", "Refuser", "Rien ne bouge, l’équipe lit votre motif"),
        ],
    )
    motif = _texte("Motif, si vous refusez", 2, requis=False)


class CreneauxForm(Formulaire):
    """A range of dates in which half-days are opened."""

    debut = ChampDate(label="Du")
    fin = ChampDate(label="Au", help_text="Trois mois au plus. Les jours fériés sont laissés de côté.")
    jours = forms.TypedMultipleChoiceField(
        label="Jours", choices=JOURS, coerce=int, initial=[jour for jour, _ in JOURS], widget=forms.CheckboxSelectMultiple
    )
    moments = forms.MultipleChoiceField(
        label="Demi-journées",
        choices=[(MATIN[0], "Matin, 9 h – 12 h 30"), (APRES_MIDI[0], "Après-midi, 14 h – 17 h 30")],
        initial=[MATIN[0], APRES_MIDI[0]],
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["debut"].widget.attrs["min"] = f"{timezone.localdate():%Y-%m-%d}"


class InvitationExpertForm(Formulaire):
    """What the framework contract says of an invited expert."""

    email = forms.EmailField(label="Adresse électronique")
    besoins = forms.ModelMultipleChoiceField(Besoin.objects.none(), label="Besoins accompagnés", widget=forms.CheckboxSelectMultiple)
    territoire = forms.CharField(label="Territoire", required=False, max_length=200, help_text="Régions ou départements où l’expert se déplace.")
    lot = forms.CharField(label="Lot du marché", required=False, max_length=60)
    prix_demi_journee = ChampMontant(label="Prix de la demi-journée", help_text="En euros, par exemple 450.")
    a_distance = forms.BooleanField(label="Intervient aussi à distance", required=False, initial=True)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["besoins"].queryset = Besoin.objects.all()
        self.fields["prix_demi_journee"].initial = reglement.valeur("accompagnement.valeur_demi_journee")


class FiltreMissionsForm(Formulaire):
    """The filters of the list of missions, read from the address."""

    statut = forms.ChoiceField(required=False, choices=StatutMission)
    besoin = forms.CharField(required=False, max_length=60)
    expert = forms.IntegerField(required=False)
    projet = forms.CharField(required=False, max_length=100)

    @property
    def filtre(self) -> dict:
        """Return the filters that can be read; a filter that means nothing is left out."""
        self.is_valid()
        return {cle: valeur for cle, valeur in self.cleaned_data.items() if valeur}


class FiltreMouvementsForm(Formulaire):
    """The filters of the ledger, read from the address."""

    compte = forms.ChoiceField(required=False, choices=Figure)
    besoin = forms.SlugField(required=False, max_length=60)
    nature = forms.ChoiceField(required=False, choices=NatureMouvement)
    expert = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    jusqu_au = ChampDate(required=False)
    suivis = forms.CharField(required=False, max_length=3000)  # the filters of the watch, 200 characters of which each may take 12

    def clean_suivis(self) -> str:
        adresse = self.cleaned_data["suivis"]
        lu = FiltreSuiviForm(QueryDict(adresse))
        if adresse and not (lu.is_valid() and (lu.filtre or adresse == TOUS)):
            raise ValidationError("Choisissez les projets dans le suivi des crédits.")
        return adresse

    @property
    def filtre(self) -> dict:
        """Return the filters that can be read; one that means nothing is left out, but ``suivis`` is then None: of no project."""
        self.is_valid()
        lus = {cle: valeur for cle, valeur in self.cleaned_data.items() if valeur}
        return lus | ({"suivis": None} if "suivis" in self.errors else {})


class ContrePassationForm(Formulaire):
    """Why a line of the ledger is reversed, and what proves it."""

    piece = forms.CharField(label="Pièce", max_length=200, help_text="Le document qui fonde la correction, par exemple « Note du 3 mars ».")
    motif = _texte("Motif", aide="Il reste au registre et sera lu par l’équipe du projet.")



class AvisForm(Formulaire):
    """What a team says of a mission."""

    note = ChampChoix(label="La mission vous a-t-elle été utile ?", choices=Utilite.choices)
    aide = _texte("Ce qui a aidé", 2, requis=False, aide="L’expert et la coordination le lisent, aucun autre projet.")
    manque = _texte("Ce qui a manqué", 2, requis=False)


class FiltreSuiviForm(Formulaire):
    """The filters of the watch over credits, read from the address."""

    projet = forms.CharField(required=False, max_length=100)
    vague = forms.IntegerField(required=False, min_value=1, max_value=2**15 - 1)
    territoire = forms.CharField(required=False, max_length=40)
    besoin = forms.CharField(required=False, max_length=60)
    expert = forms.IntegerField(required=False, min_value=1, max_value=2**31 - 1)
    etat = forms.ChoiceField(required=False, choices=[("dormants", "Crédits dormants"), ("bientot", "Fin proche"), ("a_clore", "À clore")])

    @property
    def adresse(self) -> str:
        """Return the filters that can be read as ``FiltreMouvementsForm.suivis`` reads them."""
        return urlencode(self.filtre) or TOUS

    @property
    def filtre(self) -> dict:
        """Return the filters that can be read; a filter that means nothing is left out."""
        self.is_valid()
        return {cle: valeur for cle, valeur in self.cleaned_data.items() if valeur}
