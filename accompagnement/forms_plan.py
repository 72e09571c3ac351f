"""What people type in a plan, its avenants and its clock, turned into typed values; nothing is saved here."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django import forms

from accompagnement.models import Besoin
from accompagnement.regles_plan import LigneVoulue
from socle.design.formulaires import ChampDate, Formulaire


def _phrase(libelle: str, aide: str = "", **options) -> forms.CharField:
    options = {"required": False, "max_length": 300} | options
    return forms.CharField(label=libelle, help_text=aide, **options)


def _texte(libelle: str, lignes: int = 2, aide: str = "", **options) -> forms.CharField:
    zone = forms.Textarea(attrs={"rows": lignes})
    return forms.CharField(label=libelle, help_text=aide, max_length=3000, widget=zone, **options)


def _nombre(libelle: str, minimum: int, maximum: int, initial: int | None) -> forms.IntegerField:
    return forms.IntegerField(label=libelle, required=False, min_value=minimum, max_value=maximum, initial=initial)


@dataclass(frozen=True)
class Groupe:
    """The fields of one need, for the page: figures side by side, then words."""

    besoin: Besoin
    chiffres: list
    mots: list
    ouvert: bool


class LignesForm(Formulaire):
    """The lines of a plan, need by need: empty half-days leave a need out."""

    CHIFFRES, MOTS = ("dj", "priorite", "debut", "fin"), ("objectif", "indicateur", "cible", "condition")

    def __init__(
        self, *args, besoins: Mapping[str, Besoin], duree: int, lignes: Sequence[LigneVoulue] = (), conditions: Sequence[str] = (), **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.besoins, self.duree, self.conditions = besoins, duree, list(conditions)
        self.proposees = {ligne.besoin: ligne for ligne in lignes}
        for code in besoins:
            self._ajouter(code, self.proposees.get(code))

    def _ajouter(self, code: str, ligne: LigneVoulue | None) -> None:
        lu = ligne or LigneVoulue(code, 0, mois_fin=self.duree)
        champs = {
            "dj": _nombre("Demi-journées", 0, 999, lu.demi_journees or None),
            "priorite": _nombre("Priorité", 1, 99, ligne and lu.priorite),
            "debut": _nombre("Du mois", 1, self.duree, lu.mois_debut),
            "fin": _nombre("Au mois", 1, self.duree, lu.mois_fin),
            "objectif": _texte("Objectif", required=False, initial=lu.objectif),
            "indicateur": _phrase("Indicateur de réussite", initial=lu.indicateur),
            "cible": _phrase("Cible", initial=lu.cible, max_length=120),
        }
        if self.conditions:
            choix = [("", "Aucune"), *((str(n), f"{n}. {texte[:90]}") for n, texte in enumerate(self.conditions, 1))]
            connue = self.conditions.index(lu.condition) + 1 if lu.condition in self.conditions else ""
            champs["condition"] = forms.ChoiceField(label="Répond à la condition", choices=choix, required=False, initial=str(connue))
        self.fields |= {f"{nom}_{code}": champ for nom, champ in champs.items()}

    @property
    def groupes(self) -> list[Groupe]:
        """Return the needs with their fields; those left out are folded, unless something there is to be mended."""
        return [self._groupe(code, besoin) for code, besoin in self.besoins.items()]

    def _groupe(self, code: str, besoin: Besoin) -> Groupe:
        chiffres = [self[f"{nom}_{code}"] for nom in self.CHIFFRES]
        mots = [self[f"{nom}_{code}"] for nom in self.MOTS if f"{nom}_{code}" in self.fields]
        return Groupe(besoin, chiffres, mots, bool(chiffres[0].value()) or any(champ.errors for champ in (*chiffres, *mots)))

    def lignes(self) -> list[LigneVoulue]:
        """Return the lines wanted; a need without half-days is left out."""
        return [self._ligne(code, rang) for rang, code in enumerate(self.besoins, 1) if self.cleaned_data.get(f"dj_{code}")]

    def _ligne(self, code: str, rang: int) -> LigneVoulue:
        lu = {nom: self.cleaned_data.get(f"{nom}_{code}") for nom in (*self.CHIFFRES, *self.MOTS)}
        return LigneVoulue(
            besoin=code,
            demi_journees=lu["dj"],
            objectif=lu["objectif"],
            indicateur=lu["indicateur"],
            cible=lu["cible"],
            priorite=lu["priorite"] or rang + 99,
            mois_debut=lu["debut"] or 1,
            mois_fin=lu["fin"] or self.duree,
            condition=self.conditions[int(lu["condition"]) - 1] if lu["condition"] else "",
        )


class PreparationForm(LignesForm):
    """The first version of a plan."""

    date_debut = ChampDate(label="Début de l’accompagnement")


class AjustementForm(LignesForm):
    """Another version of a plan, with what its author has to say."""

    commentaire = _texte("Commentaire", aide="Dites ce qui change et pourquoi : l’autre partie le lit.")


class AvenantForm(LignesForm):
    """A change of a signed plan."""

    objet = _phrase("Objet de l’avenant", "Par exemple : un besoin de plus, la formation.", required=True, max_length=200)
    motif = _texte("Motif", aide="Il reste au plan et au registre des crédits.")


class RetraitForm(Formulaire):
    """Why an avenant is withdrawn."""

    motif = _texte("Motif du retrait", aide="Il est lu par l’autre partie.")


class SuspensionForm(Formulaire):
    """The clock stops."""

    date_debut = ChampDate(label="Suspendre à partir du")
    mois = forms.IntegerField(label="Durée prévue, en mois", min_value=1, max_value=60)
    motif = _texte("Motif", aide="Il est lu par l’équipe du projet.")


class RepriseForm(Formulaire):
    """The clock starts again."""

    date_reprise = ChampDate(label="Reprendre à partir du")


class ProlongationForm(Formulaire):
    """A later end."""

    date_fin = ChampDate(label="Nouvelle fin de l’accompagnement")
    motif = _texte("Motif", aide="Il est lu par l’équipe du projet.")


class DotationForm(Formulaire):
    """Half-days granted beside the plan: so many by need, on what ground, why."""

    source = forms.CharField(label="Pièce", max_length=200, help_text="La décision qui fonde cet ajout, par exemple : décision du 12 mars 2026.")
    motif = _texte("Motif", aide="Il est lu par l’équipe du projet et reste au registre.")
    cle = forms.UUIDField(widget=forms.HiddenInput)

    def __init__(self, *args, besoins: Sequence[Besoin], **kwargs):
        super().__init__(*args, **kwargs)
        self.codes = [besoin.code for besoin in besoins]
        for besoin in besoins:
            self.fields[f"dj_{besoin.code}"] = _nombre(f"{besoin}, demi-journées", 0, 500, None)
        self.order_fields([*(f"dj_{code}" for code in self.codes), "source", "motif", "cle"])

    @property
    def lu(self) -> dict:
        """Return what was typed, as the action takes it; a need left empty is left out."""
        lu = self.cleaned_data
        lignes = [(code, lu[f"dj_{code}"]) for code in self.codes if lu[f"dj_{code}"]]
        return {"lignes": lignes, "source": lu["source"], "motif": lu["motif"], "cle": str(lu["cle"])}
