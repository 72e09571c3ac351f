"""Home pages: what each person has to do, and where things stand. Eight statements at most, the request's three included."""

from collections.abc import Iterable
from dataclasses import dataclass

from accompagnement.queries.a_faire import a_faire as a_faire_accompagnement
from comite.queries.a_faire import a_faire as a_faire_comite
from incubation.queries.a_faire import a_faire as a_faire_incubation
from manufactures.enums import StatutProjet
from manufactures.models import Projet
from manufactures.queries.a_faire import a_faire as a_faire_manufactures
from parcours.queries.projets import avec_passages
from socle.comptes.acteur import Acteur
from socle.comptes.enums import Role
from socle.lib.taches_a_faire import Tache, par_echeance

_S = StatutProjet
CANDIDATURE = frozenset({_S.BROUILLON, _S.DEPOSE, _S.RECEVABLE, _S.LISTE_ATTENTE, _S.LABELLISE})
INCUBATION = frozenset({_S.EN_INCUBATION, _S.EN_COMITE, _S.AJOURNE, _S.SOUS_RESERVE})
ACCOMPAGNEMENT = frozenset({_S.FINANCE, _S.EN_ACCOMPAGNEMENT})


@dataclass(frozen=True)
class Phases:
    """Which phases may ask something of a person: the others are not even queried."""

    manufactures: bool
    incubation: bool
    comite: bool
    accompagnement: bool


def phases_de(acteur: Acteur, projets: Iterable[Projet]) -> Phases:
    """Return the phases to ask, from the person's roles and from where her projects stand."""
    statuts = {p.etat for p in projets}
    return Phases(
        manufactures=acteur.est_coordination or bool(statuts & CANDIDATURE),
        incubation=acteur.est_coordination or bool(statuts & INCUBATION),
        comite=acteur.a(Role.COORDINATION, Role.COMITE),
        accompagnement=acteur.a(Role.COORDINATION, Role.EXPERT) or bool(statuts & ACCOMPAGNEMENT),
    )


def taches_de(acteur: Acteur, phases: Phases) -> list[Tache]:
    """Return what the person has to do, the soonest first."""
    sources = (
        (phases.manufactures, a_faire_manufactures),
        (phases.incubation, a_faire_incubation),
        (phases.comite, a_faire_comite),
        (phases.accompagnement, a_faire_accompagnement),
    )
    return par_echeance([tache for concernee, a_faire in sources if concernee for tache in a_faire(acteur)])


def mes_projets(acteur: Acteur) -> list[Projet]:
    """Return the projects where the person sits, with their passages, the youngest first."""
    sieges = Projet.objects.filter(equipe__utilisateur=acteur.pk, equipe__date_fin=None)
    return list(avec_passages(sieges.select_related("vague", "referent")).order_by("-pk"))


_LETTRES = ("Rien", "Une chose", "Deux choses", "Trois choses", "Quatre choses", "Cinq choses", "Six choses", "Sept choses", "Huit choses")


def titre_accueil(nombre: int) -> str:
    """Return the title that counts what is asked."""
    quantite = _LETTRES[nombre] if nombre < len(_LETTRES) else f"{nombre} choses"
    return f"{quantite} à faire"
