"""Home pages: what each person has to do, and where things stand. Eight statements at most, the request's three included."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, OuterRef, Value
from django.db.models.functions import Cast, Concat, JSONObject
from django.utils import timezone

from accompagnement.models import Mission, ReleveMensuel
from accompagnement.permissions import peut_reserver
from accompagnement.queries.a_faire import a_faire as a_faire_accompagnement
from accompagnement.queries.a_faire import missions_lues
from accompagnement.queries.a_faire_echeances import a_faire_des_echeances, avec_echeances
from accompagnement.queries.a_faire_offres import a_faire_des_offres, avec_offres
from accompagnement.queries.a_faire_plan import a_faire_du_plan, avec_plan
from accompagnement.queries.a_faire_releves import a_faire_des_releves
from accompagnement.queries.accueil_expert import BlocExpert, bloc_expert
from accompagnement.queries.pour_projet import AccompagnementDuProjet, accompagnement_du_projet
from accompagnement.regles import refus_de_plan_fini
from comite.queries.a_faire import a_faire as a_faire_comite
from comite.queries.embargo import statut_sous_embargo
from comite.queries.suites import a_faire_conditions
from incubation.queries.a_faire import a_faire as a_faire_incubation
from manufactures.enums import StatutProjet
from manufactures.models import Projet
from manufactures.queries.a_faire import a_faire as a_faire_manufactures
from manufactures.queries.a_faire import avec_ce_qui_manque
from parcours.droits import statut_montre
from parcours.queries.projets import avec_passages, vie_de
from parcours.regles import Etape
from socle.comptes.acteur import Acteur
from socle.comptes.enums import Role
from socle.journal.models import Evenement
from socle.journal.registre import Public, verbes_lus_par
from socle.lib.refus import Refus
from socle.lib.taches_a_faire import Tache, par_echeance

_S = StatutProjet
CANDIDATURE = frozenset({_S.BROUILLON, _S.DEPOSE, _S.RECEVABLE, _S.LISTE_ATTENTE, _S.LABELLISE})
INCUBATION = frozenset({_S.EN_INCUBATION, _S.EN_COMITE, _S.AJOURNE, _S.SOUS_RESERVE})
ACCOMPAGNEMENT = frozenset({_S.FINANCE, _S.EN_ACCOMPAGNEMENT})
AVEC_CREDITS = frozenset({_S.EN_ACCOMPAGNEMENT, _S.SUSPENDU, _S.SORTI})
AVEC_CONDITIONS = frozenset({_S.SOUS_RESERVE, _S.AJOURNE, _S.EN_COMITE})
SANS_DECISION = CANDIDATURE - {_S.LISTE_ATTENTE, _S.LABELLISE} | {_S.EN_INCUBATION, _S.EN_COMITE, _S.EN_ACCOMPAGNEMENT, _S.SORTI}


@dataclass(frozen=True)
class Phases:
    """Which phases may ask something of a person; the others are not even queried. ``decision``: one may be under embargo."""

    manufactures: bool
    incubation: bool
    comite: bool
    accompagnement: bool
    decision: bool
    suites: bool


def phases_de(acteur: Acteur, projets: Iterable[Projet], embargo: Mapping[int, StatutProjet] | None = None) -> Phases:
    """Return the phases to ask, from the person's roles and from where her projects stand.

    The coordination's candidatures, livrables and sessions are counted by the cockpit, not listed.
    """
    statuts = {statut_montre(p, embargo or {}) for p in projets}
    return Phases(
        manufactures=bool(statuts & CANDIDATURE),
        incubation=bool(statuts & INCUBATION),
        comite=acteur.a(Role.COORDINATION, Role.COMITE),
        accompagnement=acteur.a(Role.COORDINATION, Role.EXPERT) or bool(statuts & ACCOMPAGNEMENT),
        decision=bool(statuts - SANS_DECISION),
        suites=bool(statuts & AVEC_CONDITIONS) and not acteur.est_coordination,  # hers are read with the secretary’s
    )


def taches_de(
    acteur: Acteur,
    phases: Phases,
    projets: list[Projet] | None = None,
    missions: list[Mission] | None = None,
    releves: Iterable[ReleveMensuel] = (),
) -> list[Tache]:
    """Return what the person has to do, the soonest first. ``projets``, ``missions``, ``releves``: hers, when they are read already."""
    sources = (
        (phases.manufactures, partial(a_faire_manufactures, projets=projets)),
        (phases.incubation, a_faire_incubation),
        (phases.comite, a_faire_comite),
        (phases.accompagnement, partial(a_faire_accompagnement, missions=missions, offres=projets is None)),
        (phases.suites, a_faire_conditions),
    )
    taches = [tache for concernee, a_faire in sources if concernee for tache in a_faire(acteur)]
    return par_echeance(taches + _taches_des_projets(projets or []) + a_faire_des_releves(releves))


def _taches_des_projets(lus: list[Projet]) -> list[Tache]:
    return a_faire_du_plan(lus) + a_faire_des_echeances(lus, timezone.now()) + a_faire_des_offres(lus)


@dataclass(frozen=True)
class Blocs:
    """What stands under the tasks: my main project, my credits, my missions, and what just happened."""

    projet: Projet | None = None
    statut: StatutProjet | None = None
    vie: tuple[Etape, ...] = ()
    autres: int = 0
    accompagnement: AccompagnementDuProjet | None = None
    expert: BlocExpert | None = None
    evenements: tuple[Evenement, ...] = ()
    refus_de_reserver: Refus | None = None


def missions_du_projet_ouvert(acteur: Acteur, projets: list[Projet], embargo: Mapping[int, StatutProjet]) -> list[Mission] | None:
    """Read the missions that wait for a person with those of her main project, when it has credits; None: nothing is read."""
    if not projets or statut_montre(projets[0], embargo) not in AVEC_CREDITS:
        return None
    return missions_lues(acteur, projets[0], timezone.now())


def blocs_de(
    acteur: Acteur, projets: list[Projet], embargo: Mapping[int, StatutProjet], missions: list[Mission] | None = None
) -> Blocs:
    """Return the blocks of a home page, by role."""
    expert = bloc_expert(acteur, timezone.now()) if acteur.est_expert else None
    if not projets:
        return Blocs(expert=expert)
    projet = projets[0]
    statut = statut_montre(projet, embargo)
    credits = accompagnement_du_projet(projet, timezone.now(), missions) if statut in AVEC_CREDITS else None
    vie = tuple(vie_de(projet, statut))
    refus = peut_reserver(projet.ma_fonction, statut) or (refus_de_plan_fini(projet.fin_du_plan, timezone.localdate()) if projet.fin_du_plan else None)
    return Blocs(projet, statut, vie, len(projets) - 1, credits, expert, _derniers_evenements(projet), refus)


def _derniers_evenements(projet: Projet) -> tuple[Evenement, ...]:
    lus = ({**lu, "created_at": datetime.fromisoformat(lu["created_at"])} for lu in projet.derniers_lus)
    return tuple(Evenement(**lu) for lu in lus)


def _derniers_lus() -> ArraySubquery:
    """The last four events of a project that its team may read."""
    fil = Concat(Value("projet:"), Cast(OuterRef("pk"), CharField()))
    lisibles = Evenement.objects.filter(fil=fil, verbe_code__in=verbes_lus_par(Public.EQUIPE)).order_by("-pk")
    champs = ("verbe_code", "auteur_libelle", "details", "created_at")
    return ArraySubquery(lisibles.values_list(JSONObject(**{champ: champ for champ in champs}))[:4])


def mes_projets(acteur: Acteur) -> list[Projet]:
    """Return the projects where the person sits, with their passages and what is missing there, the youngest first."""
    sieges = Projet.objects.filter(equipe__utilisateur=acteur.pk, equipe__date_fin=None).select_related("vague", "referent")
    maintenant, lus = timezone.now(), avec_plan(avec_ce_qui_manque(avec_passages(sieges), acteur))
    lus = avec_offres(avec_echeances(lus, maintenant), maintenant)
    return list(lus.annotate(statut_tu=statut_sous_embargo(), derniers_lus=_derniers_lus()).order_by("-pk"))


def embargo_de(projets: Iterable[Projet]) -> dict[int, StatutProjet]:
    """Return ``{project: status to show}`` for those of ``mes_projets`` whose decision is not published."""
    return {projet.pk: StatutProjet(projet.statut_tu) for projet in projets if projet.statut_tu}


_LETTRES = ("Rien", "Une chose", "Deux choses", "Trois choses", "Quatre choses", "Cinq choses", "Six choses", "Sept choses", "Huit choses")


def titre_accueil(nombre: int) -> str:
    """Return the title that counts what is asked."""
    quantite = _LETTRES[nombre] if nombre < len(_LETTRES) else f"{nombre} choses"
    return f"{quantite} à faire"
