"""What the reminders of the accompagnement read: reports to answer and actions to do, project by project, in one statement."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject

from accompagnement.enums import StatutMission
from accompagnement.models import ActionDuProjet, CompteRendu, Mission
from accompagnement.queries.collectives import une_par_collective
from accompagnement.queries.missions import cles_de_la_coordination
from accompagnement.queries.plan_action import actions_ouvertes
from accompagnement.queries.silences import comptes_rendus_attendus
from manufactures.models import Projet
from manufactures.queries.personnes import equipe_de

CHAMPS_DU_RENDU = ("id", "mission_id", "reponse_avant", "effet_du_silence")
CHAMPS_DE_L_ACTION = ("id", "libelle", "responsable", "echeance")


@dataclass(frozen=True)
class ProjetARappeler:
    """A project with something open: the ids of its team, the reports it has to answer, its actions to do."""

    projet: Projet
    equipe: list[int]
    rendus: list[CompteRendu]
    actions: list[ActionDuProjet]


def projets_a_rappeler(instant: datetime) -> list[ProjetARappeler]:
    """Return the projects that have a report to answer or an action to do, whatever the day. One statement."""
    rendus = comptes_rendus_attendus().filter(mission__projet=OuterRef("pk"))
    actions = actions_ouvertes().filter(projet=OuterRef("pk"))
    lus = Projet.objects.annotate(
        personnes=equipe_de("pk"),
        rendus=ArraySubquery(_lignes(rendus, CHAMPS_DU_RENDU)),
        actions=ArraySubquery(_lignes(actions, CHAMPS_DE_L_ACTION)),
    )
    return [_lire(projet) for projet in lus.filter(Q(rendus__len__gt=0) | Q(actions__len__gt=0)).order_by("pk")]


def _lignes(lues: QuerySet, champs: tuple[str, ...]) -> QuerySet:
    return lues.values_list(JSONObject(**{champ: F(champ) for champ in champs}))


def _lire(projet: Projet) -> ProjetARappeler:
    return ProjetARappeler(
        projet,
        [personne["id"] for personne in projet.personnes],
        [CompteRendu(**ligne | {"reponse_avant": datetime.fromisoformat(ligne["reponse_avant"])}) for ligne in projet.rendus],
        [ActionDuProjet(**ligne | {"echeance": date.fromisoformat(ligne["echeance"])}) for ligne in projet.actions],
    )


def missions_d_un_expert_a_rappeler(instant: datetime) -> list[Mission]:
    """Return the missions that wait for their expert, a shared one once, each with the ids of the ``coordination``. One statement."""
    a_repondre = Q(statut=StatutMission.PROPOSEE, reponse_avant__gt=instant) & (Q(collective=None) | Q(collective__accord_at=None))
    a_rendre = Q(statut=StatutMission.PLANIFIEE, creneau__fin__lte=instant) & (Q(dernier_creneau=None) | Q(dernier_creneau__fin__lte=instant))
    attendues = Mission.objects.pour_affichage().select_related("collective").filter(a_repondre | a_rendre, expert__isnull=False)
    return une_par_collective(attendues.annotate(coordination=cles_de_la_coordination()).order_by("reponse_avant", "pk"))
