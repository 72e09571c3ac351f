"""What people type in the committee's pages, turned into typed data."""

from decimal import Decimal

from django import forms

from comite.enums import CHOIX_OFFERTS, NOMS_DE_VOIX, REPONSES, Choix, LienInteret, ModeScrutin, Qualite, Reponse, TypeSeance
from comite.models import Critere, Membre
from comite.regles_interets import Interet, code_de_territoire
from manufactures.models import Projet
from socle.design.formulaires import ChampChoix, ChampDate, ChampDateHeure, ChampMontant, Formulaire

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


class DeclarationSeanceForm(Formulaire):
    """My links with the files of a sitting."""

    projets = forms.ModelMultipleChoiceField(
        Projet.objects.none(), label="Dossiers avec lesquels j’ai un lien", required=False, widget=forms.CheckboxSelectMultiple
    )
    lien = forms.ChoiceField(label="Nature du lien", choices=LienInteret, required=False)
    motif = forms.CharField(
        label="Précision", required=False, widget=forms.Textarea(attrs=_TEXTE), help_text="Lue par la présidence et le secrétariat seulement."
    )

    def __init__(self, *args, projets, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["projets"].queryset = projets

    def arguments(self) -> dict:
        """Return what the statement takes."""
        d = self.cleaned_data
        return {"projets": list(d["projets"]), "lien": LienInteret(d["lien"] or LienInteret.AUTRE), "motif": d["motif"]}


class DeclarationAnnuelleForm(Formulaire):
    """My yearly statement: one link per line in each box."""

    personnes = forms.CharField(
        label="Personnes proches", required=False, widget=forms.Textarea(attrs=_TEXTE),
        help_text="Une par ligne\u00a0: prénom et nom, ou adresse électronique.",
    )  # fmt: skip
    structures = forms.CharField(
        label="Structures", required=False, widget=forms.Textarea(attrs=_TEXTE),
        help_text="Employeur, mandat, conseil, parts\u00a0: une par ligne, son nom ou son SIREN.",
    )  # fmt: skip
    territoires = forms.CharField(
        label="Territoires", required=False, widget=forms.Textarea(attrs=_TEXTE),
        help_text="Mandat ou fonction\u00a0: un code par ligne, commune (code INSEE, par exemple 26108) ou département (26).",
    )  # fmt: skip
    autres = forms.CharField(
        label="Autres liens", required=False, widget=forms.Textarea(attrs=_TEXTE), help_text="Un par ligne, en quelques mots."
    )
    texte = forms.CharField(label="Précisions", required=False, max_length=4000, widget=forms.Textarea(attrs=_TEXTE))

    GENRES = {
        "personnes": LienInteret.PERSONNE, "structures": LienInteret.STRUCTURE,
        "territoires": LienInteret.TERRITOIRE, "autres": LienInteret.AUTRE,
    }  # fmt: skip

    @classmethod
    def depart(cls, declaration) -> dict[str, str]:
        """Return the initial values that renew a statement."""
        if declaration is None:
            return {}
        lignes = [(ligne.genre, ligne.valeur) for ligne in declaration.lignes.all()]
        return {champ: "\n".join(v for g, v in lignes if g == genre) for champ, genre in cls.GENRES.items()} | {"texte": declaration.texte}

    def _lignes(self, champ: str) -> list[str]:
        return [ligne.strip()[:300] for ligne in self.cleaned_data.get(champ, "").splitlines() if ligne.strip()]

    def clean_territoires(self) -> str:
        faux = [ligne for ligne in self._lignes("territoires") if not code_de_territoire(ligne)]
        if faux:
            raise forms.ValidationError(f"Écrivez un code de commune ou de département à la place de «\u00a0{faux[0]}\u00a0».")
        return self.cleaned_data["territoires"]

    def interets(self) -> list[Interet]:
        """Return the declared links, line by line."""
        return [Interet(genre, valeur) for champ, genre in self.GENRES.items() for valeur in self._lignes(champ)]


class NotePersonnelleForm(Formulaire):
    """What I write for myself."""

    texte = forms.CharField(label="Ma note", required=False, max_length=20_000, widget=forms.Textarea(attrs={"rows": 6}))


class RetraitForm(Formulaire):
    """Why a recusal is lifted."""

    motif = forms.CharField(label="Motif", widget=forms.Textarea(attrs=_TEXTE), help_text="Inscrit au journal, sous votre nom.")


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

    def total(self) -> Decimal:
        """Return what the form now puts to the vote, in euros: as typed where it can be read, else as proposed."""
        lus = self.cleaned_data if self.is_bound and hasattr(self, "cleaned_data") else self.initial
        return sum((Decimal(lus.get(f"montant_{ligne.code}") or 0) for ligne in self.lignes), Decimal(0))


class VoteForm(Formulaire):
    """One voice: my own seat's or one I carry."""

    vote = forms.ChoiceField(choices=Choix)
    pour = forms.ModelChoiceField(queryset=Membre.objects.all(), required=False)


class VoteSaisiForm(Formulaire):
    """The voice of a member heard from afar."""

    pour = forms.ModelChoiceField(label="Voix de", queryset=Membre.objects.none(), empty_label="Choisir un siège")
    vote = ChampChoix(label="Vote annoncé", choices=[])

    def __init__(self, *args, sieges, type_seance, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["pour"].queryset = Membre.objects.filter(pk__in=[s.pk for s in sieges]).select_related("utilisateur")
        self.fields["vote"].choices = [(c.value, NOMS_DE_VOIX.get(c, c.label)) for c in CHOIX_OFFERTS[TypeSeance(type_seance)]]


class CorrectionPresenceForm(Formulaire):
    """The right hours of a presence."""

    arrivee_at = ChampDateHeure(label="Arrivée")
    depart_at = ChampDateHeure(label="Départ", required=False)
    motif = forms.CharField(label="Motif", widget=forms.Textarea(attrs=_TEXTE), help_text="Il reste au journal de la séance.")


class PresidenceForm(Formulaire):
    """The member designated to preside; nobody ends the designation."""

    membre = forms.ModelChoiceField(
        label="Présidence de séance", queryset=Membre.objects.none(), required=False, empty_label="Personne, la présidence du comité préside"
    )

    def __init__(self, *args, presents, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["membre"].queryset = Membre.objects.filter(pk__in=[s.pk for s in presents]).select_related("utilisateur")


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

    def lignes(self) -> list[tuple]:
        """Return the two fields of each criterion, for the page."""
        return [(self[f"note_{c.code}"], self[f"texte_{c.code}"]) for c in self.criteres]

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
    secretariat = forms.BooleanField(label="Secrétariat du comité", required=False)
    mandat_debut = ChampDate(label="Début du mandat", required=False, help_text="Sans date, il commence le jour où la personne accepte.")
    mandat_fin = ChampDate(label="Fin du mandat", required=False, help_text="Dernier jour. Sans date, il court jusqu’à sa clôture.")

    def siege_offert(self) -> dict:
        """Return the seat in the words of ``asseoir_membre``; dates are written as JSON keeps them."""
        d = self.cleaned_data
        dates = {c: d[c].isoformat() for c in ("mandat_debut", "mandat_fin") if d[c]}
        return {c: d[c] for c in ("siege", "qualite", "organisation", "voix", "suppleance", "presidence", "secretariat")} | dates


class MembreForm(Formulaire):
    """What may be corrected of a seat."""

    qualite = forms.ChoiceField(label="Qualité", choices=Qualite)
    organisation = forms.CharField(label="Organisation", required=False, max_length=200, help_text="Service ou structure représentée.")
    voix = forms.BooleanField(label="Voix délibérative", required=False)
    est_presidence = forms.BooleanField(label="Présidence du comité", required=False)
    est_secretariat = forms.BooleanField(label="Secrétariat du comité", required=False)
    mandat_debut = ChampDate(label="Début du mandat")
    mandat_fin = ChampDate(label="Fin du mandat", required=False, help_text="Dernier jour du mandat.")


class RenouvellementForm(Formulaire):
    """Until when a mandate is carried on."""

    mandat_fin = ChampDate(label="Nouvelle fin du mandat", required=False, help_text="Sans date, il court jusqu’à sa clôture.")


class DateEtLieuForm(Formulaire):
    """Where and when a sitting takes place."""

    date_prevue = ChampDateHeure(label="Date et heure")
    lieu = forms.CharField(label="Lieu", max_length=300, help_text="Adresse de la salle, ou lien de la réunion à distance.")


class ReportForm(DateEtLieuForm):
    """A postponed sitting."""

    motif = forms.CharField(label="Motif du report", widget=forms.Textarea(attrs=_TEXTE), help_text="Les membres le liront.")
    motif_delai_court = forms.CharField(
        label="Motif du délai court", required=False, widget=forms.Textarea(attrs=_TEXTE),
        help_text="Seulement si la nouvelle date est plus proche que le délai de convocation du règlement.",
    )  # fmt: skip


class AnnulationForm(Formulaire):
    """Why a sitting does not take place."""

    motif = forms.CharField(label="Motif de l’annulation", widget=forms.Textarea(attrs=_TEXTE), help_text="Les membres le liront.")


class ReponseForm(Formulaire):
    """What a member answers to a convocation: one button, and who carries her voice if she cannot come."""

    reponse = forms.ChoiceField(choices=[(r.value, r.label) for r in REPONSES])
    mandataire = forms.ModelChoiceField(
        label="Membre qui portera ma voix", queryset=Membre.objects.none(), required=False, empty_label="Choisir un membre"
    )
    commentaire = forms.CharField(label="Précision pour le secrétariat", required=False, max_length=300)

    def __init__(self, *args, mandataires, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["mandataire"].queryset = mandataires

    def clean_reponse(self) -> Reponse:
        return Reponse(self.cleaned_data["reponse"])


def choix_de_vote(type_seance: str) -> list[dict]:
    """Return the choice cards of a kind of sitting."""
    return [{"valeur": c.value, "titre": c.label, "detail": AIDES_DU_CHOIX.get(c, "")} for c in CHOIX_OFFERTS[TypeSeance(type_seance)]]
