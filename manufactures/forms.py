"""What people type about projects: each form gives plain values to an action and saves nothing."""

from django import forms
from django.utils import timezone

from manufactures.enums import Etape, Fonction, StatutProjet
from manufactures.models import Vague
from manufactures.queries.annuaire import FiltreAnnuaire
from manufactures.queries.dossier import Dossier, Financeur
from manufactures.queries.liste import TRIS, Filtre
from socle.comptes import reglement
from socle.design.formulaires import ChampChoix, ChampDateHeure, ChampFichier, ChampMontant, ChampSiret, Formulaire
from socle.documents.actions import TYPES_COURANTS

FINANCEURS = range(1, 6)  # as many other funders as the page takes
INSEE = r"^(\d{2}|2[AB])\d{3}$"


class Brouillon(Formulaire):
    """A draft is saved with its holes: what is missing is asked for at deposit, not at each save."""

    def add_error(self, field, error):
        if getattr(error, "code", None) == "required":
            self.cleaned_data[field] = self.fields[field].to_python(None)
        else:
            super().add_error(field, error)


def _texte(libelle: str, aide: str, lignes: int = 8, max_length: int = 12_000) -> forms.CharField:
    return forms.CharField(label=libelle, help_text=aide, max_length=max_length, widget=forms.Textarea(attrs={"rows": lignes}))


class ProjetForm(Brouillon):
    nom = forms.CharField(label="Nom du projet", max_length=200)
    resume = _texte("Le projet en trois lignes", "Ce résumé paraît dans l’annuaire si le projet est labellisé.", 3, 600)
    filieres = forms.MultipleChoiceField(label="Filières", help_text="Une ou plusieurs.", widget=forms.CheckboxSelectMultiple)
    presentation = _texte("Présentation", "Ce que l’on fabriquera, avec quels équipements partagés, pour quels professionnels.")

    def __init__(self, *args, dossier: Dossier, **kwargs):
        super().__init__(*args, **kwargs)
        proposees = [e.libelle for e in reglement.valeur("manufactures.filieres")]
        toutes = dict.fromkeys(proposees + list(dossier.projet.filieres))
        self.fields["filieres"].choices = [(f, f) for f in toutes]

    @staticmethod
    def initiales(dossier: Dossier) -> dict:
        p = dossier.projet
        return {"nom": p.nom, "resume": p.resume, "filieres": p.filieres, "presentation": dossier.candidature.presentation}


class TerritoireForm(Brouillon):
    adresse = forms.CharField(label="Adresse du lieu", help_text="Celle de l’atelier, pas celle du siège.", max_length=300)
    commune = forms.CharField(label="Commune", max_length=120)
    code_insee = forms.RegexField(
        INSEE,
        label="Code INSEE de la commune",
        help_text="Cinq caractères, par exemple 07053 : ce n’est pas le code postal.",
        error_messages={"invalid": "Écrivez les cinq caractères du code INSEE, zéro compris, par exemple 07053."},
        required=False,
    )
    departement = forms.CharField(label="Département", max_length=80)
    region = forms.CharField(label="Région", max_length=80)
    surface_m2 = forms.IntegerField(label="Surface, en m²", min_value=1, max_value=1_000_000, required=False)
    type_territoire = ChampChoix(label="Type de territoire")
    territoire = _texte("Le territoire et ses partenaires", "Le besoin du territoire, les partenaires engagés, leurs apports.")

    def __init__(self, *args, dossier: Dossier, **kwargs):
        super().__init__(*args, **kwargs)
        types = {e.code: e.libelle for e in reglement.valeur("manufactures.territoires")}
        actuel = {dossier.projet.territoire: dossier.projet.territoire_libelle} if dossier.projet.territoire else {}
        self.fields["type_territoire"].choices = list((types | actuel).items())

    @staticmethod
    def initiales(dossier: Dossier) -> dict:
        projet, lieu = dossier.projet, (dossier.sites or ({},))[0]
        return {
            "adresse": lieu.get("adresse", ""),
            "commune": projet.commune,
            "code_insee": lieu.get("code_insee", ""),
            "departement": projet.departement,
            "region": projet.region,
            "surface_m2": lieu.get("surface_m2"),
            "type_territoire": projet.territoire,
            "territoire": dossier.candidature.territoire,
        }


class GouvernanceForm(Brouillon):
    gouvernance = _texte("La gouvernance", "Qui décide de quoi, et comment les usagers et les partenaires y prennent part.", 12)

    def __init__(self, *args, dossier: Dossier, **kwargs):
        super().__init__(*args, **kwargs)

    @staticmethod
    def initiales(dossier: Dossier) -> dict:
        return {"gouvernance": dossier.candidature.gouvernance}


class EconomieForm(Brouillon):
    economie = _texte("Le modèle économique", "Les recettes prévues, les charges, la part de ressources propres, les financeurs.", 12)

    def __init__(self, *args, dossier: Dossier, **kwargs):
        super().__init__(*args, **kwargs)
        for entree in reglement.valeur("manufactures.lignes_subvention"):
            libelle = f"Montant demandé, {entree.libelle.lower()}"
            champ = ChampMontant(label=libelle, help_text="En euros, par exemple 120 000.", max_digits=12, required=False)
            self.fields[f"montant_{entree.code}"] = champ
        for rang in FINANCEURS:
            self._ajouter_financeur(rang)

    def _ajouter_financeur(self, rang: int) -> None:
        self.fields[f"nom_{rang}"] = forms.CharField(label=f"Financeur {rang}", max_length=200, required=False)
        self.fields[f"financement_{rang}"] = ChampMontant(label=f"Montant du financeur {rang}, en euros", max_digits=12, required=False)
        self.fields[f"acquis_{rang}"] = forms.BooleanField(label=f"Le financement {rang} est acquis", required=False)

    @staticmethod
    def initiales(dossier: Dossier) -> dict:
        montants = {f"montant_{code}": montant for code, montant in dossier.montants.items() if montant}
        financeurs = {}
        for rang, financeur in zip(FINANCEURS, dossier.financeurs, strict=False):
            financeurs |= {f"nom_{rang}": financeur.nom, f"financement_{rang}": financeur.montant, f"acquis_{rang}": financeur.acquis}
        return {"economie": dossier.candidature.economie} | montants | financeurs

    def clean(self):
        donnees = super().clean()
        for rang in FINANCEURS:
            if donnees.get(f"nom_{rang}") and not donnees.get(f"financement_{rang}") and f"financement_{rang}" not in self.errors:
                self.add_error(f"financement_{rang}", "Indiquez le montant de ce financeur, en euros.")
            elif donnees.get(f"financement_{rang}") and not donnees.get(f"nom_{rang}"):
                self.add_error(f"nom_{rang}", "Nommez ce financeur.")
        return donnees

    @property
    def principaux(self) -> list:
        """The text, and the amounts asked."""
        return [self[nom] for nom in self.fields if nom == "economie" or nom.startswith("montant_")]

    @property
    def financeurs(self) -> list[list]:
        """The other funders, one row each."""
        return [[self[f"nom_{rang}"], self[f"financement_{rang}"], self[f"acquis_{rang}"]] for rang in FINANCEURS]

    @property
    def valeurs(self) -> dict:
        """Typed values: the amounts under ``montants``, the funders told in full under ``financeurs``."""
        lues = self.cleaned_data
        montants = {cle.removeprefix("montant_"): lu for cle, lu in lues.items() if cle.startswith("montant_")}
        rangees = [[lues.get(f"{champ}_{rang}") for champ in ("nom", "financement", "acquis")] for rang in FINANCEURS]
        financeurs = [Financeur(nom, montant, bool(acquis)) for nom, montant, acquis in rangees if nom and montant]
        texte = {"economie": lues["economie"]} if "economie" in lues else {}
        return {"montants": montants, "financeurs": financeurs} | texte


FORMULAIRES = {
    Etape.PROJET: ProjetForm,
    Etape.TERRITOIRE: TerritoireForm,
    Etape.GOUVERNANCE: GouvernanceForm,
    Etape.ECONOMIE: EconomieForm,
}


class StructureForm(Formulaire):
    nom = forms.CharField(label="Nom de la structure", max_length=300)
    siret = ChampSiret(label="SIRET", help_text="14 chiffres, ceux de l’établissement qui porte le projet. Demandé au dépôt.", required=False)
    rna = forms.CharField(label="Numéro RNA", help_text="Pour une association, par exemple W123456789.", max_length=10, required=False)
    registre_local = forms.CharField(
        label="Registre d’Alsace-Moselle",
        help_text="Pour une association inscrite au tribunal en Bas-Rhin, Haut-Rhin ou Moselle : volume et folio.",
        max_length=60,
        required=False,
    )
    forme_juridique = forms.ChoiceField(label="Forme juridique", required=False)
    adresse = forms.CharField(label="Adresse du siège", max_length=300, required=False)
    site_web = forms.URLField(label="Site web", required=False, assume_scheme="https")

    def __init__(self, *args, actuelle: str = "", **kwargs):
        super().__init__(*args, **kwargs)
        formes = [e.libelle for e in reglement.valeur("manufactures.formes_juridiques")]
        toutes = dict.fromkeys(formes + ([actuelle] if actuelle else []))
        self.fields["forme_juridique"].choices = [("", "À choisir"), *((f, f) for f in toutes)]

    def clean_rna(self):
        return self.cleaned_data["rna"].replace(" ", "").upper()


class PartenaireForm(Formulaire):
    nom = forms.CharField(label="Nom de la structure partenaire", max_length=300)
    siret = ChampSiret(label="SIRET", required=False)
    apport = forms.CharField(label="Son rôle dans le projet", max_length=300, required=False)


class ConditionForm(Brouillon):
    texte = _texte("Votre réponse", "Quelques phrases suffisent : la preuve fait le reste.", 4, 4000)


class PreuveForm(Formulaire):
    fichier = ChampFichier(label="La preuve", types=TYPES_COURANTS)


class VagueForm(Formulaire):
    nom = forms.CharField(label="Nom de la vague", max_length=100)
    ouverture_at = ChampDateHeure(label="Ouverture", help_text="Jour et heure de Paris.")
    cloture_at = ChampDateHeure(label="Clôture", help_text="À cette heure, les candidatures ne s’écrivent plus.")
    cloture_prevue = forms.CharField(
        label="Clôture annoncée", help_text="Telle que l’appel l’annonce, par exemple « avril 2022 ».", max_length=60, required=False
    )
    publication_at = ChampDateHeure(
        label="Publication", help_text="À cette heure, les projets labellisés paraissent dans l’annuaire.", required=False
    )


class VagueModifieeForm(VagueForm):
    motif = _texte("Motif", "Demandé si la clôture est passée et que des candidatures sont déposées. Il est écrit au journal.", 3, 1000)

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["motif"].required = False


class OuvertureForm(Formulaire):
    nom = forms.CharField(label="Nom du projet", max_length=200)
    vague = forms.ModelChoiceField(Vague.objects.none(), label="Vague", empty_label="À choisir")
    email_porteur = forms.EmailField(
        label="Adresse électronique de la personne qui porte le projet", help_text="Elle recevra une invitation à ouvrir son accès."
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["vague"].queryset = Vague.objects.filter(cloture_at__gt=timezone.now())


class InvitationForm(Formulaire):
    email = forms.EmailField(label="Adresse électronique")
    fonction = ChampChoix(
        label="Sa place dans l’équipe",
        choices=[
            (Fonction.PARTENAIRE, Fonction.PARTENAIRE.label, "Vient à toutes les sessions avec la personne qui porte le projet."),
            (Fonction.MEMBRE, Fonction.MEMBRE.label, "Lit et remplit le dossier, sans faire partie du binôme."),
            (Fonction.PORTEUR, Fonction.PORTEUR.label, "Prend la suite : la personne qui porte le projet aujourd’hui quittera l’équipe."),
        ],
    )

    def clean_fonction(self):
        return Fonction(self.cleaned_data["fonction"])


class SuccessionForm(Formulaire):
    successeur = forms.ModelChoiceField(None, label="Qui prend la suite", empty_label="À choisir")

    def __init__(self, *args, membres, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["successeur"].queryset = membres


class MotifForm(Formulaire):
    motif = _texte("Motif", "L’équipe du projet lira ce texte.", 4, 4000)


class PiecesForm(Formulaire):
    pieces = _texte("Pièces à ajouter", "L’équipe lira ce texte et pourra joindre de nouvelles preuves.", 4, 2000)


class FiltreForm(forms.Form):
    """The filters of the list, read from the address; what is wrong there is ignored."""

    q = forms.CharField(required=False, max_length=200)
    statut = forms.ChoiceField(choices=StatutProjet.choices, required=False)
    vague = forms.IntegerField(required=False, min_value=1, max_value=32767)
    filiere = forms.CharField(required=False, max_length=80)
    tri = forms.ChoiceField(choices=[(t, t) for t in TRIS], required=False)

    @property
    def filtre(self) -> Filtre:
        self.is_valid()
        lu = self.cleaned_data
        return Filtre(lu.get("q", ""), lu.get("statut", ""), lu.get("vague"), lu.get("filiere", ""), lu.get("tri") or "nom")


class FiltreAnnuaireForm(forms.Form):
    """The filters of the directory, read from the address."""

    q = forms.CharField(required=False, max_length=200)
    region = forms.CharField(required=False, max_length=80)
    filiere = forms.CharField(required=False, max_length=80)

    @property
    def filtre(self) -> FiltreAnnuaire:
        self.is_valid()
        lu = self.cleaned_data
        return FiltreAnnuaire(lu.get("q", ""), lu.get("region", ""), lu.get("filiere", ""))
