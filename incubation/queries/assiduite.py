"""Who came: signatures against the half-days held while a project was in its sous-promotion."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from incubation import regles
from incubation.enums import StatutSession
from incubation.models import Affectation, Emargement
from manufactures.enums import BINOME
from manufactures.models import Projet
from socle.comptes.reglement import valeur


@dataclass(frozen=True)
class Assiduite:
    """Signatures of the binôme, and those awaited."""

    signatures: int = 0
    attendues: int = 0

    @property
    def part(self) -> Fraction | None:
        """From 0 to 1, or None while no half-day was held."""
        return regles.assiduite(self.signatures, self.attendues)

    @property
    def pourcent(self) -> int | None:
        return None if self.part is None else round(self.part * 100)


def session_tenue(jour: date, prefixe: str = "") -> Q:
    """The sessions that count: closed, or convened and past."""
    close = Q(**{f"{prefixe}statut": StatutSession.CLOSE})
    return close | Q(**{f"{prefixe}statut": StatutSession.CONVOQUEE, f"{prefixe}date__lt": jour})


def assiduites(projets: Iterable[int], jour: date) -> dict[int, Assiduite]:
    """Return the attendance of projects by their id, in two statements."""
    projets = list(projets)
    dues = dict(_dues(jour).filter(projet__in=projets).values_list("projet", "n"))
    signees = dict(_signees(jour).filter(projet__in=projets).values_list("projet", "n"))
    binome = valeur("incubation.binome_attendu")
    return {pk: Assiduite(signees.get(pk, 0), regles.signatures_attendues(dues.get(pk, 0), binome)) for pk in projets}


def avec_assiduite(projets: QuerySet[Projet], jour: date) -> QuerySet[Projet]:
    """Add to projects what ``assiduite_lue`` asks, in the statement that reads them."""
    return projets.annotate(
        dues=Coalesce(Subquery(_dues(jour).filter(projet=OuterRef("pk")).values("n")), 0),
        signees=Coalesce(Subquery(_signees(jour).filter(projet=OuterRef("pk")).values("n")), 0),
    )


def assiduite_lue(projet: Projet) -> Assiduite:
    """Return the attendance of a project read by ``avec_assiduite``."""
    return Assiduite(projet.signees, regles.signatures_attendues(projet.dues, valeur("incubation.binome_attendu")))


def _dues(jour: date) -> QuerySet:
    """The half-days held while each project was there, a row ``projet``, ``n`` by project."""
    sejour = Q(sous_promotion__sessions__date__gte=F("date_debut"))
    sejour &= Q(date_fin=None) | Q(sous_promotion__sessions__date__lte=F("date_fin"))
    lignes = Affectation.objects.filter(session_tenue(jour, "sous_promotion__sessions__"), sejour)
    compte = Count("sous_promotion__sessions__matin_debut") + Count("sous_promotion__sessions__apres_midi_debut")
    return lignes.order_by().values("projet").annotate(n=compte)


def _signees(jour: date) -> QuerySet:
    """The signatures of each binôme, a row ``projet``, ``n`` by project."""
    lignes = Emargement.objects.filter(session_tenue(jour, "session__"), fonction__in=BINOME)
    return lignes.order_by().values("projet").annotate(n=Count("pk"))
