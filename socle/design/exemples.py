"""Made-up data for the page of components: nothing of any programme."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from types import SimpleNamespace
from zoneinfo import ZoneInfo

from django import forms
from django.core.paginator import Paginator

from socle.design.formulaires import ChampChoix, ChampDateHeure, ChampFichier, ChampMontant, ChampSiret, Formulaire
from socle.design.graphiques import Axe, Serie, barres_empilees, legende, radar

PARIS = ZoneInfo("Europe/Paris")
TONS = ("minium", "laiton", "bleu", "feuille", "garance", "prune", "gris", "vert")


@dataclass(frozen=True)
class StatutExemple:
    """A status as the enums of the apps expose it."""

    label: str
    icone: str
    ton: str


STATUTS = (
    StatutExemple("À compléter", "pencil-square", "minium"),
    StatutExemple("Ajourné", "arrow-repeat", "laiton"),
    StatutExemple("En relecture", "eye-fill", "bleu"),
    StatutExemple("Validé", "check-circle-fill", "feuille"),
    StatutExemple("En retard", "alarm-fill", "garance"),
    StatutExemple("En comité", "people-fill", "prune"),
    StatutExemple("À venir", "clock", "gris"),
    StatutExemple("En accompagnement", "signpost-split-fill", "vert"),
)


class FormulaireExemple(Formulaire):
    """One field of each kind."""

    adresse = forms.EmailField(label="Adresse électronique", help_text="Celle qui a reçu votre invitation.")
    siret = ChampSiret(label="SIRET de la structure", help_text="14 chiffres, avec ou sans espaces.")
    montant = ChampMontant(label="Montant demandé", help_text="En euros, par exemple 260 000,50.")
    limite = ChampDateHeure(label="Date et heure limites")
    territoire = forms.ChoiceField(label="Territoire", choices=[("", "Choisir"), ("rural", "Rural"), ("ville", "Ville")])
    vote = ChampChoix(
        label="Mon vote",
        choices=[("attribuer", "Attribuer"), ("reserve", "Attribuer sous réserve", "Conditions, preuve et date à saisir")],
    )
    piece = ChampFichier(label="Votre fichier", types=("pdf", "ods", "xlsx"))
    message = forms.CharField(label="Ce qui a changé", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    accord = forms.BooleanField(label="J’ai lu le règlement du programme")


def contexte_exemple() -> dict:
    """Return all the page of components needs."""
    return {
        "navigation": [_lien("Accueil", True), _lien("Mon projet"), _lien("Livrables"), _lien("Documents")],
        "identite": {"libelle": "Porteuse", "detail": "Manufacture d’exemple 12"},
        "cloche": {"url": "#", "nombre": 2},
        "tons": TONS,
        "statuts": STATUTS,
        "maintenant": datetime(2022, 11, 17, 14, 30, tzinfo=PARIS),
        "echeance": datetime(2022, 11, 21, 18, tzinfo=PARIS),
        "vie": _vie(),
        "pas": [_etape("fait", "Besoin"), _etape("ici", "Expert"), _etape("avenir", "Créneau")],
        "onglets": [_lien("Parcours", True), _lien("Équipe"), _lien("Documents")],
        "page": Paginator(range(60), 20).page(2),
        "credits": [("j-use", "Consommées", 14), ("j-tenu", "Réservées", 6), ("j-reste", "Disponibles", 20)],
        "enveloppe": _enveloppe(),
        "formulaire": FormulaireExemple(),
        "formulaire_refuse": FormulaireExemple({"refus-adresse": "porteuse@atelier", "refus-siret": "3600", "refus-montant": "260.000"}, prefix="refus"),
        **_graphiques(),
    }


def _lien(libelle, actif=False):
    return {"libelle": libelle, "url": "#contenu", "actif": actif}


def _etape(classe, titre, quand=""):
    return SimpleNamespace(classe=classe, titre=titre, quand=quand)


def _vie():
    faites = (("Candidature", "2 nov. 2021"), ("Label", "8 déc. 2021"), ("Incubation", "10 mai 2022"), ("Comité", "2 juin 2022"), ("Subvention", "248 000 €"))
    return [*(_etape("fait", *etape) for etape in faites), _etape("ici", "Accompagnement", "14 demi-journées faites"), _etape("avenir", "Sortie", "30 juin 2024")]


def _enveloppe():
    return {"total": Decimal(26_600_000), "passe": Decimal(5_040_000), "decide": Decimal(502_000), "dossier": Decimal(255_000)}


def _graphiques():
    budget = [
        Serie("Ventes et services", (40, 58, 96, 130), "j-s1"),
        Serie("Cotisations et locations", (12, 18, 25, 31), "j-s3"),
        Serie("Subventions", (120, 90, 60, 40), "j-s2", publique=True),
    ]
    axes = [Axe(nom, critique=rang in (1, 2, 3)) for rang, nom in enumerate(("Écosystème", "Foncier", "Économie", "Juridique", "Lieu", "Offre", "Communication", "Impact"))]
    notes = [Serie("Entrée", (2, 1, 1, 2, 2, 3, 1, 2), "entree"), Serie("Sortie", (4, 3, 4, 3, 4, 4, 3, 3), "sortie")]
    phrase = "Ressources par année, en milliers d’euros ; les chiffres sont dans le tableau."
    return {
        "annees": ("2022", "2023", "2024", "2025"),
        "budget": budget,
        "axes": axes,
        "notes": notes,
        "legende_budget": legende("budget", budget),
        "graphe_budget": barres_empilees("budget", "Ressources sur quatre ans", phrase, ("2022", "2023", "2024", "2025"), budget),
        "graphe_budget_etroit": barres_empilees("budget-m", "Ressources sur quatre ans", phrase, ("2022", "2023", "2024", "2025"), budget, largeur=311),
        "graphe_maturite": radar("maturite", "Maturité par axe", "Notes de 0 à 5, à l’entrée et à la sortie.", axes, notes),
        "graphe_maturite_etroit": radar("maturite-m", "Maturité par axe", "Notes de 0 à 5, à l’entrée et à la sortie.", axes, notes, largeur=311),
    }
