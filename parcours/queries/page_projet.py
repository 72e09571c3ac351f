"""Everything the page of a project shows, in twelve statements at most."""

from dataclasses import dataclass

from django.utils import timezone

from accompagnement.queries.pour_projet import AccompagnementDuProjet, accompagnement_du_projet
from comite.queries.embargo import statuts_sous_embargo
from comite.queries.pour_projet import PassageEnComite
from comite.queries.pour_projet import pour_projet as comite_du_projet
from incubation.queries.pour_projet import IncubationDuProjet
from incubation.queries.pour_projet import pour_projet as incubation_du_projet
from manufactures.enums import StatutProjet
from manufactures.models import MembreEquipe, Projet
from parcours.droits import statut_montre
from parcours.queries.projets import avec_passages, vie_de
from parcours.regles import NOEUD_DU_STATUT, Etape
from socle.comptes.acteur import Acteur

_S = StatutProjet
_AVANT_INCUBATION = frozenset({_S.BROUILLON, _S.DEPOSE, _S.HORS_DELAI, _S.RECEVABLE, _S.IRRECEVABLE, _S.LABELLISE, _S.LISTE_ATTENTE, _S.NON_RETENU})
_AVEC_CREDITS = frozenset({_S.EN_ACCOMPAGNEMENT, _S.SUSPENDU, _S.SORTI})
_SANS_COMITE = frozenset({_S.BROUILLON, _S.DEPOSE, _S.HORS_DELAI})


@dataclass(frozen=True)
class PageProjet:
    """A project as its reader may see it; a phase not reached is None."""

    projet: Projet
    statut: StatutProjet
    vie: tuple[Etape, ...]
    equipe: tuple[MembreEquipe, ...]
    incubation: IncubationDuProjet | None
    comite: PassageEnComite | None
    accompagnement: AccompagnementDuProjet | None

    @property
    def etape(self) -> int:
        return NOEUD_DU_STATUT.get(self.statut, 0)


def page_du_projet(acteur: Acteur, slug: str) -> PageProjet | None:
    """Return a project with its phases, or None for a stranger to it."""
    visibles = Projet.objects.visibles_par(acteur).select_related("vague", "structure", "referent")
    projet = avec_passages(visibles).filter(slug=slug).first()
    if projet is None:
        return None
    statut = projet.etat if acteur.voit_tout or projet.etat in _SANS_COMITE else statut_montre(projet, statuts_sous_embargo())
    return PageProjet(
        projet=projet,
        statut=statut,
        vie=tuple(vie_de(projet, statut)),
        equipe=tuple(projet.equipe.filter(date_fin=None).select_related("utilisateur").order_by("pk")),
        incubation=None if statut in _AVANT_INCUBATION else incubation_du_projet(projet),
        comite=None if statut in _SANS_COMITE else comite_du_projet(projet, avec_embargo=not acteur.voit_tout),
        accompagnement=accompagnement_du_projet(projet, timezone.now()) if statut in _AVEC_CREDITS else None,
    )
