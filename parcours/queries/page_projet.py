"""Everything the page of a project shows, in twelve statements at most."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils import timezone

from accompagnement.enums import StatutPlan
from accompagnement.queries.a_faire_plan import avec_plan
from accompagnement.queries.pour_projet import AccompagnementDuProjet, accompagnement_du_projet
from comite.queries.embargo import statuts_sous_embargo
from comite.queries.pour_projet import PassageEnComite
from comite.queries.pour_projet import pour_projet as comite_du_projet
from comite.queries.sieges import est_deporte
from incubation.queries.pour_projet import IncubationDuProjet
from incubation.queries.pour_projet import pour_projet as incubation_du_projet
from manufactures.enums import StatutProjet
from manufactures.models import MembreEquipe, Projet
from manufactures.permissions import lit_avant_publication
from parcours.droits import statut_montre
from parcours.queries.projets import avec_passages, vie_de
from parcours.regles import FINANCES, Etape
from socle.comptes.acteur import Acteur

_S = StatutProjet
_AVANT_INCUBATION = frozenset({_S.BROUILLON, _S.DEPOSE, _S.HORS_DELAI, _S.RECEVABLE, _S.IRRECEVABLE, _S.LABELLISE, _S.LISTE_ATTENTE, _S.NON_RETENU})
_AVEC_CREDITS = frozenset({_S.EN_ACCOMPAGNEMENT, _S.SUSPENDU, _S.SORTI})
_SANS_COMITE = frozenset({_S.BROUILLON, _S.DEPOSE, _S.HORS_DELAI})


@dataclass(frozen=True)
class PageProjet:
    """A project as its reader may see it; a phase not reached is None, and the committee for who stepped away from the file.

    ``embargo``: statuses before decisions not published. ``fermes``: the file, when the reader stepped away from it.
    """

    projet: Projet
    statut: StatutProjet
    vie: tuple[Etape, ...]
    equipe: tuple[MembreEquipe, ...]
    incubation: IncubationDuProjet | None
    comite: PassageEnComite | None
    accompagnement: AccompagnementDuProjet | None
    embargo: Mapping[int, StatutProjet]
    fermes: frozenset[int]
    plan: StatutPlan | None = None


def page_du_projet(acteur: Acteur, slug: str) -> PageProjet | None:
    """Return a project with its phases, or None for a stranger to it."""
    visibles = Projet.objects.visibles_par(acteur).avec_siege_de(acteur).select_related("vague", "structure", "referent")
    projet = avec_plan(avec_passages(visibles)).filter(slug=slug).first()
    if projet is None:
        return None
    deporte = est_deporte(acteur, projet.pk)
    avant_publication = lit_avant_publication(acteur) and not deporte
    embargo = _embargo(projet.etat, avant_publication)
    statut = projet.etat if avant_publication else statut_montre(projet, embargo)
    return PageProjet(
        projet=projet,
        statut=statut,
        vie=tuple(vie_de(projet, statut)),
        equipe=tuple(projet.equipe.filter(date_fin=None).select_related("utilisateur").order_by("pk")),
        incubation=None if statut in _AVANT_INCUBATION else incubation_du_projet(projet),
        comite=None if deporte or statut in _SANS_COMITE else comite_du_projet(projet, avec_embargo=not avant_publication),
        accompagnement=accompagnement_du_projet(projet, timezone.now()) if statut in _AVEC_CREDITS else None,
        embargo=embargo,
        fermes=frozenset({projet.pk}) if deporte else frozenset(),
        plan=StatutPlan(projet.statut_du_plan) if projet.statut_du_plan and not deporte else None,
    )


def _embargo(etat: StatutProjet, avant_publication: bool) -> Mapping[int, StatutProjet]:
    """Read the embargo only when it changes what is shown, or what may be opened."""
    utile = etat in FINANCES if avant_publication else etat not in _SANS_COMITE
    return statuts_sous_embargo() if utile else {}
