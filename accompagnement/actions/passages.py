"""Moving a mission from a status to the next: one function, which also writes the step."""

from datetime import datetime

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accompagnement.actions.prises import annoncer_un_creneau
from accompagnement.enums import PASSAGES, StatutCreneau, StatutMission
from accompagnement.enums_missions import ISSUES_OUVERTES, IssueSollicitation
from accompagnement.models import CompteRendu, Creneau, DemiJourneeRetenue, EtapeMission, Mission, Sollicitation
from accompagnement.queries.missions import sous_verrou
from manufactures.queries.personnes import equipe_de
from socle.comptes.acteur import Acteur
from socle.lib.refus import ActionRefusee, Refus


def verrouiller_mission(mission: Mission) -> Mission:
    """Return the mission as it stands, its row locked until the end of the transaction (accounts are locked before).

    ``equipe``, the team to write to, and ``rendus``, how many reports came in, are read with it: reports change under this lock.
    """
    return sous_verrou(avec_annonces(Mission.objects.pour_affichage()).filter(pk=mission.pk))


def avec_annonces(missions: QuerySet[Mission]) -> QuerySet[Mission]:
    """Add to missions what their mails ask for."""
    rendus = CompteRendu.objects.filter(mission=OuterRef("pk")).order_by().values("mission").annotate(n=Count("pk")).values("n")
    return missions.annotate(equipe=equipe_de("projet"), rendus=Coalesce(Subquery(rendus), 0))


def faire_passer_mission(mission: Mission, vers: StatutMission, *, acteur: Acteur | None, motif: str = "", **champs) -> None:
    """Move a locked mission and set ``champs`` with it. Raises ``ActionRefusee`` when the passage does not exist."""
    de = mission.etat
    if vers not in PASSAGES[de]:
        raise ActionRefusee(Refus("mission_deja_passee", f"Cette mission est « {de.label} » : rechargez la page pour voir où elle en est."))
    for champ, valeur in (champs | {"statut": vers}).items():
        setattr(mission, champ, valeur)
    mission.save(update_fields=["statut", *champs])
    auteur = acteur.utilisateur if acteur else None
    EtapeMission.objects.create(mission=mission, de=de, vers=vers, motif=motif, auteur=auteur, date=timezone.now())


def rendre_creneau(mission: Mission, *, statut: StatutCreneau = StatutCreneau.OUVERT) -> None:
    """Give the slot of a mission, and those of its further half-days, back to its expert's agenda."""
    siens = Q(pk=mission.creneau_id)
    if mission.dernier_creneau_id:
        siens |= Q(retenues__mission=mission.pk)
    a_elle = Creneau.objects.filter(siens, statut=StatutCreneau.RETENU).values("pk")
    Creneau.objects.filter(pk__in=a_elle, debut__gt=timezone.now()).update(statut=statut)
    annoncer_un_creneau()


def liberer_la_demande(mission: Mission, maintenant: datetime) -> None:
    """Close what a mission asked for leaves open: the request to an expert, the further half-days."""
    Sollicitation.objects.filter(mission=mission, issue__in=ISSUES_OUVERTES).update(issue=IssueSollicitation.RETIREE, close_at=maintenant)
    DemiJourneeRetenue.objects.filter(mission=mission, liberee_at=None).update(liberee_at=maintenant)
