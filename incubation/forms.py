"""What people type about the incubation: each form gives plain values to an action and saves nothing."""

from django import forms
from django.db.models import QuerySet

from incubation.actions.livrables import TYPES
from incubation.enums import DemiJournee, ModeEmargement, Priorite, Verdict
from incubation.models import Attendu, Livrable, Maturite, Module, SessionIncubation
from manufactures.models import MembreEquipe, Projet, Vague
from socle.comptes.enums import Role
from socle.comptes.models import Utilisateur
from socle.comptes.reglement import valeur
from socle.design.formulaires import ChampChoix, ChampDate, ChampDateHeure, ChampFichier, Formulaire


def _texte(libelle: str, aide: str = "", lignes: int = 3, **options) -> forms.CharField:
    return forms.CharField(label=libelle, help_text=aide, widget=forms.Textarea(attrs={"rows": lignes}), **options)


def _heure(libelle: str) -> forms.TimeField:
    return forms.TimeField(
        label=libelle,
        required=False,
        widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}),
        error_messages={"invalid": "Indiquez une heure, par exemple 09:00."},
    )


def _personnes(*roles: Role) -> QuerySet[Utilisateur]:
    adherents = Utilisateur.objects.filter(adhesions__role__in=roles, adhesions__date_fin=None, is_active=True)
    return adherents.order_by("prenom", "nom", "pk").distinct()


class PromotionForm(Formulaire):
    vague = forms.ModelChoiceField(Vague.objects.none(), label="Vague", empty_label="Choisir une vague")
    nom = forms.CharField(label="Nom de la promotion", help_text="Par exemple\u00a0: Promotion de la vague 3.", max_length=100)
    date_debut = ChampDate(label="Premier jour")
    date_fin = ChampDate(label="Dernier jour", required=False, help_text="Laissez vide pour la durée du règlement.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["vague"].queryset = Vague.objects.all()


class SousPromotionForm(Formulaire):
    nom = forms.CharField(label="Nom de la sous-promotion", help_text="Par exemple\u00a0: Ouest.", max_length=100)
    referent = forms.ModelChoiceField(Utilisateur.objects.none(), label="Référent", required=False, empty_label="Personne pour l’instant")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["referent"].queryset = _personnes(Role.COORDINATION)


class AffectationForm(Formulaire):
    projet = forms.ModelChoiceField(Projet.objects.none(), label="Projet labellisé", empty_label="Choisir un projet")

    def __init__(self, *args, projets: QuerySet[Projet], **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["projet"].queryset = projets


class SessionForm(Formulaire):
    titre = forms.CharField(label="Titre de la session", max_length=200)
    module = forms.ModelChoiceField(Module.objects.none(), label="Module", required=False, empty_label="Aucun module en particulier")
    jour = ChampDate(label="Date")
    matin_debut, matin_fin = _heure("Matin, début"), _heure("Matin, fin")
    apres_midi_debut, apres_midi_fin = _heure("Après-midi, début"), _heure("Après-midi, fin")
    tiers_lieu = forms.CharField(label="Tiers-lieu d’accueil", max_length=200)
    adresse = forms.CharField(label="Adresse", max_length=300, required=False)
    commune = forms.CharField(label="Commune", max_length=120)
    animateur = forms.ModelChoiceField(Utilisateur.objects.none(), label="Animateur", required=False, empty_label="À désigner")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["module"].queryset = Module.objects.all()
        self.fields["animateur"].queryset = _personnes(Role.COORDINATION, Role.EXPERT)

    def clean(self):
        """Both hours of a half-day, or none."""
        donnees = super().clean()
        for demi, nom in (("matin", "du matin"), ("apres_midi", "de l’après-midi")):
            heures = (donnees.get(f"{demi}_debut"), donnees.get(f"{demi}_fin"))
            if (heures[0] is None) != (heures[1] is None):
                self.add_error(f"{demi}_fin", f"Indiquez le début et la fin {nom}, ou laissez les deux vides.")
            donnees[demi] = heures if all(heures) else None
        return donnees

    @property
    def valeurs(self) -> dict:
        """What ``planifier_session`` takes."""
        heures = {"matin_debut", "matin_fin", "apres_midi_debut", "apres_midi_fin"}
        return {cle: contenu for cle, contenu in self.cleaned_data.items() if cle not in heures}


class InscriptionForm(Formulaire):
    personne = forms.ChoiceField(label="Personne")
    demi_journee = ChampChoix(label="Demi-journée")
    mode = ChampChoix(
        label="Preuve",
        choices=[
            (ModeEmargement.FEUILLE, "Feuille papier", "La personne a signé la feuille imprimée."),
            (ModeEmargement.COORDINATION, "Constatée sur place", "La personne était là et n’a pas pu signer."),
        ],
        initial=ModeEmargement.FEUILLE,
    )
    motif = forms.CharField(label="Motif", help_text="Il paraît sur la feuille, par exemple\u00a0: téléphone déchargé.", max_length=300)

    def __init__(self, *args, session: SessionIncubation, sieges: list[MembreEquipe], **kwargs):
        super().__init__(*args, **kwargs)
        self.personnes = {str(s.utilisateur_id): s.utilisateur for s in sieges}
        self.fields["personne"].choices = [("", "Choisir une personne")] + [
            (s.utilisateur_id, f"{s.projet.nom}, {s.utilisateur} ({s.get_fonction_display().lower()})") for s in sieges
        ]
        self.fields["demi_journee"].choices = [(d.value, d.label) for d in session.demi_journees]

    @property
    def valeurs(self) -> dict:
        """What ``inscrire_presence`` takes."""
        donnees = self.cleaned_data
        return {
            "utilisateur": self.personnes[donnees["personne"]],
            "demi_journee": DemiJournee(donnees["demi_journee"]),
            "mode": ModeEmargement(donnees["mode"]),
            "motif": donnees["motif"],
        }


class SignatureForm(Formulaire):
    code = forms.CharField(
        label="Code affiché dans la salle",
        help_text="6 chiffres. Il change chaque minute, le précédent reste accepté une minute de plus.",
        max_length=12,
        widget=forms.TextInput(attrs={"class": "form-control saisie-code", "inputmode": "numeric", "autocomplete": "off"}),
    )


class DepotForm(Formulaire):
    fichier = ChampFichier(label="Votre fichier", types=sorted(TYPES))
    message = _texte("Ce qui a changé", "La coordination lira d’abord ces lignes.", required=False, max_length=2000)


class RelectureForm(Formulaire):
    verdict = ChampChoix(
        label="Avis sur cette version",
        choices=[
            (Verdict.VALIDE, "Valider la version", "Le livrable est acquis."),
            (Verdict.A_COMPLETER, "Demander un complément", "L’équipe reçoit vos lignes et une nouvelle échéance."),
        ],
    )
    commentaire = _texte("Commentaire", "Nécessaire pour demander un complément.", required=False, max_length=4000)

    def __init__(self, *args, attendus: list[Attendu], **kwargs):
        super().__init__(*args, **kwargs)
        self.attendus = attendus
        avis = [("", "Pas d’avis particulier"), *((v.value, v.label) for v in Verdict)]
        for attendu in attendus:
            self.fields[f"avis_{attendu.pk}"] = forms.ChoiceField(label=attendu.texte, choices=avis, required=False)
            self.fields[f"mot_{attendu.pk}"] = forms.CharField(label="Précision sur cet attendu", required=False, max_length=1000)

    @property
    def avis(self) -> dict[Attendu, tuple[Verdict, str]]:
        """The opinions given attendu by attendu."""
        donnees = self.cleaned_data
        donnes = {attendu: donnees[f"avis_{attendu.pk}"] for attendu in self.attendus}
        return {a: (Verdict(avis), donnees[f"mot_{a.pk}"]) for a, avis in donnes.items() if avis}


class DelaiForm(Formulaire):
    echeance_at = ChampDateHeure(label="Nouvelle échéance")
    motif = _texte("Motif", "Il sera lu par l’équipe et gardé au journal.", max_length=1000)

    @staticmethod
    def initiales(livrable: Livrable) -> dict:
        return {"echeance_at": livrable.echeance_at}


class MessageForm(Formulaire):
    texte = _texte("Votre message", lignes=2, max_length=4000)


class MaturiteForm(Formulaire):
    """One rating and its évidence per axis; an axis left empty is not rated."""

    def __init__(self, *args, modules: list[Module], **kwargs):
        super().__init__(*args, **kwargs)
        self.modules = modules
        notes = [("", "Pas encore notée"), *((str(n), f"{n} sur {self._maximum()}") for n in range(self._maximum() + 1))]
        for module in modules:
            self.fields[f"note_{module.pk}"] = forms.ChoiceField(label=str(module), choices=notes, required=False)
            self.fields[f"preuve_{module.pk}"] = forms.CharField(
                label="Preuve", help_text="Ce qui permet de le dire\u00a0: un document, un fait daté.", required=False, max_length=1000
            )

    @staticmethod
    def _maximum() -> int:
        return valeur("incubation.maturite_note_max")

    @property
    def notes(self) -> dict[Module, tuple[int, str]]:
        """The axes rated."""
        donnees = self.cleaned_data
        donnees_par_module = {m: (donnees[f"note_{m.pk}"], donnees[f"preuve_{m.pk}"]) for m in self.modules}
        return {m: (int(note), preuve) for m, (note, preuve) in donnees_par_module.items() if note}

    @staticmethod
    def initiales(maturites: list[Maturite]) -> dict:
        notes = {f"note_{m.module_id}": str(m.note) for m in maturites}
        return notes | {f"preuve_{m.module_id}": m.evidence for m in maturites}


class BesoinForm(Formulaire):
    besoin_code = forms.ChoiceField(label="Besoin")
    priorite = forms.TypedChoiceField(label="Priorité", choices=Priorite.choices, coerce=int, initial=Priorite.MOYENNE)
    objectif = _texte("Objectif", "Ce que l’accompagnement doit permettre.", max_length=2000)
    demi_journees = forms.IntegerField(label="Demi-journées proposées", min_value=0, max_value=200)

    def __init__(self, *args, besoins: list[dict], **kwargs):
        """``besoins`` are the needs of the programme's model: code and title."""
        super().__init__(*args, **kwargs)
        self.fields["besoin_code"].choices = [("", "Choisir un besoin"), *((b["code"], b["titre"]) for b in besoins)]
