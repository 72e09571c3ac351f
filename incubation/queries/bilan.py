"""What the incubation leaves to the Comité and to the next phase: plain values."""

from dataclasses import dataclass
from datetime import date, datetime
from fractions import Fraction

from django.db.models import Count, Max
from django.utils import timezone

from incubation import regles
from incubation.enums import EtatLivrable, Moment, SourceMaturite
from incubation.models import Affectation, BesoinIdentifie, Livrable, Maturite, Module
from incubation.queries.assiduite import assiduites
from manufactures.models import Projet
from socle.comptes.reglement import valeur


@dataclass(frozen=True)
class LivrableAuBilan:
    """A livrable as the committee reads it."""

    numero: int
    titre: str
    critique: bool
    etat: EtatLivrable
    versions: int
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
    axes: list[AxeAuBilan]
    besoins: list[tuple[str, int, str, int]]  # (besoin_code, priorite, objectif, demi_journees)
    axes_sous_le_seuil: list[str]  # titles of the critical axes below the mark to reach before the Comité

    @property
    def livrables_valides(self) -> int:
        return sum(livrable.etat == EtatLivrable.VALIDE for livrable in self.livrables)


def bilan_d_incubation(projet: Projet) -> BilanIncubation:
    """Return the bilan of a project, whatever its status now, in eight statements at most.

    « C’est à l’issue de la phase d’incubation - accélération que le montant des financements sera validé et octroyé pour
    les projets matures. »
    """
    sejour = Affectation.objects.filter(projet=projet).select_related("sous_promotion__promotion").order_by("-pk").first()
    presence = assiduites([projet.pk], timezone.localdate())[projet.pk]
    axes = axes_de_maturite(projet)
    return BilanIncubation(
        sous_promotion=sejour.sous_promotion.nom if sejour else "",
        date_debut=sejour.date_debut if sejour else None,
        date_fin=(sejour.date_fin or sejour.sous_promotion.promotion.date_fin) if sejour else None,
        signatures=presence.signatures,
        signatures_attendues=presence.attendues,
        assiduite=presence.part,
        livrables=_livrables(projet),
        axes=axes,
        besoins=list(BesoinIdentifie.objects.filter(projet=projet).values_list("besoin_code", "priorite", "objectif", "demi_journees")),
        axes_sous_le_seuil=_sous_le_seuil(axes),
    )


def _livrables(projet: Projet) -> list[LivrableAuBilan]:
    instant = timezone.now()
    livrables = Livrable.objects.filter(projet=projet).select_related("module")
    livrables = livrables.annotate(n=Count("versions"), relu_at=Max("versions__revue__at")).order_by("module__numero", "pk")
    return [_livrable(livrable, livrable.etat_a(instant)) for livrable in livrables]


def _livrable(livrable: Livrable, etat: EtatLivrable) -> LivrableAuBilan:
    valide_at = livrable.relu_at if etat == EtatLivrable.VALIDE else None
    module = livrable.module
    return LivrableAuBilan(module.numero, livrable.titre, module.critique, etat, livrable.n, livrable.echeance_at, valide_at)


def axes_de_maturite(projet: Projet) -> list[AxeAuBilan]:
    """Return every axis with the ratings given so far, in two statements."""
    notes = list(Maturite.objects.filter(projet=projet).order_by("at", "pk"))
    return [_axe(module, [n for n in notes if n.module_id == module.pk]) for module in Module.objects.all()]


def _axe(module: Module, notes: list[Maturite]) -> AxeAuBilan:
    par_source = {
        source: {moment: next((n.note for n in notes if n.source == source and n.moment == moment), None) for moment in Moment}
        for source in SourceMaturite
    }
    preuve = next((n.evidence for n in reversed(notes) if n.evidence), "")
    equipe, referent = par_source[SourceMaturite.EQUIPE], par_source[SourceMaturite.REFERENT]
    return AxeAuBilan(module.numero, module.code, module.court, module.critique, equipe, referent, preuve)


def _sous_le_seuil(axes: list[AxeAuBilan]) -> list[str]:
    seuil = valeur("incubation.maturite_seuil_critique")
    notes = [(axe.titre, axe.critique, axe.derniere) for axe in axes if axe.derniere is not None]
    return regles.axes_critiques_faibles(notes, seuil - 1)
