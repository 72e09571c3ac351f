"""The steps of a candidature, as pages."""

from dataclasses import dataclass

from django.http import Http404
from django.urls import reverse

from manufactures.enums import RUBRIQUES, Etape
from manufactures.queries.dossier import Dossier
from manufactures.regles import Manque


@dataclass(frozen=True)
class Ligne:
    """One step: where it is, and what it lacks."""

    etape: Etape
    url: str
    manques: tuple[Manque, ...]

    @property
    def complete(self) -> bool:
        return not self.manques


def adresse_de(etape: str, dossier: Dossier, programme: str) -> str:
    """Return the page of a step."""
    slug = dossier.projet.slug
    if etape == Etape.STRUCTURE:
        return reverse("structure_saisir", args=[programme, slug])
    if etape == Etape.CONDITIONS:
        return reverse("condition_liste", args=[programme, slug])
    return reverse("candidature_rubrique", args=[programme, slug, str(etape)])


def etapes_de(dossier: Dossier, programme: str) -> list[Ligne]:
    """Return the steps in their order."""
    return [Ligne(etape, adresse_de(etape, dossier, programme), tuple(dossier.manques_de(etape))) for etape in Etape]


def suivante(etape: Etape, dossier: Dossier, programme: str) -> str:
    """Return the page that comes after a step."""
    toutes = list(Etape)
    return adresse_de(toutes[toutes.index(etape) + 1], dossier, programme)


def rubrique_ou_404(valeur: str) -> Etape:
    """Return the rubrique written in an address."""
    if valeur not in RUBRIQUES:
        raise Http404
    return Etape(valeur)
