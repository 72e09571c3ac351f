"""What people type in the committee's pages, turned into typed data."""

from decimal import Decimal

from django import forms

from comite.enums import CHOIX_OFFERTS, Choix, LienInteret, ModeScrutin, Qualite, TypeSeance
from comite.models import Critere, Membre
from manufactures.models import Projet
from socle.design.formulaires import ChampChoix, ChampDateHeure, ChampMontant, Formulaire

_TEXTE = {"rows": 3}
AIDES_DU_CHOIX = {
    Choix.SOUS_RESERVE: "Conditions, preuve et date à saisir",
    Choix.AJOURNER: "Points à lever et séance de retour",
    Choix.NE_PAS_ATTRIBUER: "Motif inscrit au procès-verbal",
    Choix.NE_PAS_RETENIR: "Motif inscrit au procès-verbal",
    Choix.IRRECEVABLE: "Motif inscrit au procès-verbal",
}


class SeanceForm(Formulaire):
    """A new sitting."""

    type_seance = ChampChoix(
        label="Type de séance",
        choices=[
            (TypeSeance.FINANCEMENT, "Financement", "Décide des subventions à la fin de l’incubation"),
            (TypeSeance.LABELLISATION, "Labellisation", "Choisit les projets qui entrent en incubation"),
        ],
    )
    date_prevue = ChampDateHeure(label="Date et heure")
    lieu = forms.CharField(label="Lieu", max_length=300, help_text="Adresse de la salle, ou lien de la réunion à distance.")


class ConvocationForm(Formulaire):
    """What goes with a convocation."""

    motif_delai_court = forms.CharField(
        label="Motif du délai court", required=False, widget=forms.Textarea(attrs=_TEXTE),
        help_text="Seulement si la séance a lieu plus tôt que le règlement ne le prévoit. Il sera inscrit au procès-verbal.",
    )  # fmt: skip


class InscriptionForm(Formulaire):
    """A project to put on the agenda."""

    projet = forms.ModelChoiceField(label="Projet prêt à être examiné", queryset=Projet.objects.none(), empty_label="Choisir un projet")

    def __init__(self, *args, projets, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["projet"].queryset = projets


class DeportForm(Formulaire):
    """A recusal: the member declares her own, the chair and the secretary any."""

    membre = forms.ModelChoiceField(label="Membre", queryset=Membre.objects.none(), empty_label="Choisir un membre")
    projet = forms.ModelChoiceField(label="Projet", queryset=Projet.objects.none(), empty_label="Choisir un projet")
    lien = forms.ChoiceField(label="Nature du lien", choices=LienInteret)
    motif = forms.CharField(
        label="Précision", required=False, widget=forms.Textarea(attrs=_TEXTE), help_text="Lue par la présidence et le secrétariat seulement."
    )

    def __init__(self, *args, membres, projets, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["membre"].queryset, self.fields["projet"].queryset = membres, projets


class ProcurationForm(Formulaire):
    """A proxy."""

    mandant = forms.ModelChoiceField(label="Membre représenté", queryset=Membre.objects.none(), empty_label="Choisir un membre")
    mandataire = forms.ModelChoiceField(label="Membre qui portera sa voix", queryset=Membre.objects.none(), empty_label="Choisir un membre")

    def __init__(self, *args, mandants, mandataires, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mandant"].queryset, self.fields["mandataire"].queryset = mandants, mandataires


class OuvertureScrutinForm(Formulaire):
    """What is put to the vote: the amounts of a grant, line by line, and the mode."""

    mode = forms.ChoiceField(label="Mode de scrutin", choices=ModeScrutin)

    def __init__(self, *args, lignes, **kwargs):
        super().__init__(*args, **kwargs)
        self.lignes = lignes
        for ligne in lignes:
            self.fields[f"montant_{ligne.code}"] = ChampMontant(label=f"{ligne.libelle}, montant mis aux voix en euros")

    def montants(self) -> dict[str, Decimal]:
        """Return the amounts by line, in euros."""
        return {ligne.code: self.cleaned_data[f"montant_{ligne.code}"] for ligne in self.lignes}


class VoteForm(Formulaire):
    """One voice: my own seat's or one I carry."""

    vote = forms.ChoiceField(choices=Choix)
    pour = forms.ModelChoiceField(queryset=Membre.objects.all(), required=False)


class MotifForm(Formulaire):
    """A reason, for an act that needs one."""

    motif = forms.CharField(label="Motif", widget=forms.Textarea(attrs=_TEXTE), help_text="Il sera inscrit au procès-verbal.")


class NotationForm(Formulaire):
    """My marks on a file: one whole number and one comment per criterion."""

    def __init__(self, *args, criteres: list[Critere], maximum: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.criteres = criteres
        for critere in criteres:
            self.fields[f"note_{critere.code}"] = forms.IntegerField(
                label=critere.libelle, min_value=0, max_value=maximum,
                help_text=f"De 0 à {maximum}, poids {critere.poids}. {critere.aide}".strip(),
            )  # fmt: skip
            self.fields[f"texte_{critere.code}"] = forms.CharField(
                label=f"Commentaire, {critere.libelle.lower()}", required=False, widget=forms.Textarea(attrs={"rows": 2})
            )

    def notes(self) -> dict[str, tuple[int, str]]:
        """Return the marks and comments by criterion code."""
        d = self.cleaned_data
        return {c.code: (d[f"note_{c.code}"], d[f"texte_{c.code}"]) for c in self.criteres}


class InvitationMembreForm(Formulaire):
    """A seat to offer by e-mail."""

    email = forms.EmailField(label="Adresse électronique")
    siege = forms.IntegerField(label="Siège", min_value=1, max_value=99)
    qualite = forms.ChoiceField(label="Qualité", choices=Qualite)
    organisation = forms.CharField(label="Organisation", required=False, max_length=200)
    voix = forms.BooleanField(label="Voix délibérative", required=False, initial=True)
    suppleance = forms.BooleanField(label="Suppléance du titulaire de ce siège", required=False)
    presidence = forms.BooleanField(label="Présidence du comité", required=False)

    def siege_offert(self) -> dict:
        """Return the seat in the words of ``asseoir_membre``."""
        d = self.cleaned_data
        return {c: d[c] for c in ("siege", "qualite", "organisation", "voix", "suppleance", "presidence")}


def choix_de_vote(type_seance: str) -> list[dict]:
    """Return the choice cards of a kind of sitting."""
    return [{"valeur": c.value, "titre": c.label, "detail": AIDES_DU_CHOIX.get(c, "")} for c in CHOIX_OFFERTS[TypeSeance(type_seance)]]
