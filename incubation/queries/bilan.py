"""What the incubation leaves to the Comité and to the next phase: plain values."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from incubation import regles
from incubation.enums import EtatLivrable, Moment, SourceMaturite
from incubation.models import Affectation, BesoinIdentifie, Livrable, Maturite, Module, Revue
from incubation.queries.assiduite import assiduite_lue, avec_assiduite
from incubation.queries.releve import Signature, VersionRelue, signature_lue, signatures_lues, version_relue, versions_lues
from manufactures.models import Projet
from socle.comptes.reglement import valeur

_DATES = ("ouverture_at", "echeance_initiale_at", "echeance_at")
_AXE = ("numero", "code", "titre", "titre_court", "critique")  # what an axis is told by


@dataclass(frozen=True)
class LivrableAuBilan:
    """A livrable as the committee reads it."""

    numero: int
    titre: str
    critique: bool
    etat: EtatLivrable
    versions: list[VersionRelue]
    echeance_at: datetime
    valide_at: datetime | None


@dataclass(frozen=True)
class AxeAuBilan:
    """An axis of maturity: a rating from 0 to 5, or None, per moment, by the team and by the referent."""

    numero: int
    code: str
    titre: str
    critique: bool
    equipe: dict[Moment, int | None]
    referent: dict[Moment, int | None]
    preuve: str

    @property
    def derniere(self) -> int | None:
        """The last rating known, the referent's before the team's."""
        lues = [notes[moment] for moment in (Moment.SORTIE, Moment.MILIEU, Moment.ENTREE) for notes in (self.referent, self.equipe)]
        return next((note for note in lues if note is not None), None)


@dataclass(frozen=True)
class BilanIncubation:
    """The whole incubation of a project."""

    sous_promotion: str
    date_debut: date | None
    date_fin: date | None
    signatures: int
    signatures_attendues: int
    assiduite: Fraction | None
    livrables: list[LivrableAuBilan]
    presences: list[Signature]
    axes: list[AxeAuBilan]
    besoins: list[tuple[str, int, str, int]]  # (besoin_code, priorite, objectif, demi_journees)
    axes_sous_le_seuil: list[str]  # titles of the critical axes below the mark to reach before the Comité

    @property
    def livrables_valides(self) -> int:
        return sum(livrable.etat == EtatLivrable.VALIDE for livrable in self.livrables)

    @property
    def versions(self) -> list[VersionRelue]:
        return [version for livrable in self.livrables for version in livrable.versions]


def bilan_d_incubation(projet: Projet) -> BilanIncubation:
    """Return the bilan of a project, whatever its status now, in one statement.

    « C’est à l’issue de la phase d’incubation - accélération que le montant des financements sera validé et octroyé pour
    les projets matures. »
    """
    return bilans_d_incubation([projet])[projet.pk]


def bilans_d_incubation(projets: Iterable[Projet]) -> dict[int, BilanIncubation]:
    """Return the bilan of each project by its key, in one statement."""
    return {lu.pk: _bilan(lu) for lu in _lire(projets)}


def _bilan(lu: Projet) -> BilanIncubation:
    axes = [_axe(Module(**module), notes) for module, notes in ((a["module"], a["notes"]) for a in lu.axes)]
    sejour = lu.sejour or {"sous_promotion": "", "debut": None, "fin": None, "fin_promotion": None}
    presence = assiduite_lue(lu)
    return BilanIncubation(
        sous_promotion=sejour["sous_promotion"],
        date_debut=_date(sejour["debut"]),
        date_fin=_date(sejour["fin"] or sejour["fin_promotion"]),
        signatures=presence.signatures,
        signatures_attendues=presence.attendues,
        assiduite=presence.part,
        livrables=[_livrable(livrable) for livrable in lu.lus],
        presences=[signature_lue(s) for s in lu.presences],
        axes=axes,
        besoins=[(b["code"], b["priorite"], b["objectif"], b["demi_journees"]) for b in lu.besoins],
        axes_sous_le_seuil=_sous_le_seuil(axes),
    )


def _lire(projets: Iterable[Projet]) -> QuerySet[Projet]:
    """Read in one statement the last stay of projects, their presences, their livrables, their axes, their needs by priority."""
    sejours = Affectation.objects.filter(projet=OuterRef("pk")).order_by("-pk")
    groupe = {"sous_promotion": "sous_promotion__nom", "fin_promotion": "sous_promotion__promotion__date_fin"}
    besoins = BesoinIdentifie.objects.filter(projet=OuterRef("pk")).order_by("priorite", "besoin_code")
    besoin = JSONObject(code="besoin_code", priorite="priorite", objectif="objectif", demi_journees="demi_journees")
    axe = JSONObject(module=JSONObject(**{champ: champ for champ in _AXE}), notes=_notes(OuterRef(OuterRef("pk"))))
    return avec_assiduite(Projet.objects.filter(pk__in=[projet.pk for projet in projets]), timezone.localdate()).annotate(
        presences=signatures_lues(),
        lus=ArraySubquery(_livrables_lus()),
        axes=ArraySubquery(Module.objects.order_by("numero").values_list(axe)),
        sejour=Subquery(sejours.values_list(JSONObject(debut="date_debut", fin="date_fin", **groupe))[:1]),
        besoins=ArraySubquery(besoins.values_list(besoin)),
    )


def _date(texte: str | None) -> date | None:
    return date.fromisoformat(texte) if texte else None


def _livrables_lus() -> QuerySet:
    """The livrables of a project with their versions and the date of the last review, to read with it."""
    relectures = Revue.objects.filter(version__livrable=OuterRef("pk")).order_by("-at").values("at")
    livrables = Livrable.objects.filter(projet=OuterRef("pk")).order_by("module__numero", "pk")
    return livrables.values_list(
        JSONObject(
            **{champ: champ for champ in ("titre", "statut", *_DATES)},
            module=JSONObject(numero="module__numero", critique="module__critique"),
            versions=versions_lues(),
            relu_at=Subquery(relectures[:1]),
        )
    )


def _livrable(lu: dict) -> LivrableAuBilan:
    """Return a livrable read by ``_livrables_lus``."""
    dates = {champ: datetime.fromisoformat(lu[champ]) for champ in _DATES}
    livrable = Livrable(titre=lu["titre"], statut=lu["statut"], module=Module(**lu["module"]), **dates)
    etat = livrable.etat_a(timezone.now())
    valide_at = datetime.fromisoformat(lu["relu_at"]) if etat == EtatLivrable.VALIDE else None
    versions = [version_relue(livrable, version) for version in lu["versions"]]
    module = livrable.module
    return LivrableAuBilan(module.numero, livrable.titre, module.critique, etat, versions, livrable.echeance_at, valide_at)


def axes_de_maturite(projet: Projet) -> list[AxeAuBilan]:
    """Return every axis with the ratings given so far, in one statement."""
    return [_axe(module, module.notes) for module in Module.objects.annotate(notes=_notes(projet.pk))]


def _notes(projet) -> ArraySubquery:
    """The ratings of an axis for a project (its key, or a reference to it), the oldest first."""
    notes = Maturite.objects.filter(projet=projet, module=OuterRef("pk")).order_by("at", "pk")
    return ArraySubquery(notes.values_list(JSONObject(source="source", moment="moment", note="note", evidence="evidence")))


def _axe(module: Module, lues: list[dict]) -> AxeAuBilan:
    notes = {(n["source"], n["moment"]): n["note"] for n in lues}
    par_source = {source: {moment: notes.get((source, moment)) for moment in Moment} for source in SourceMaturite}
    preuve = next((n["evidence"] for n in reversed(lues) if n["evidence"]), "")
    equipe, referent = par_source[SourceMaturite.EQUIPE], par_source[SourceMaturite.REFERENT]
    return AxeAuBilan(module.numero, module.code, module.court, module.critique, equipe, referent, preuve)


def _sous_le_seuil(axes: list[AxeAuBilan]) -> list[str]:
    seuil = valeur("incubation.maturite_seuil_critique")
    notes = [(axe.titre, axe.critique, axe.derniere) for axe in axes if axe.derniere is not None]
    return regles.axes_critiques_faibles(notes, seuil - 1)
