"""A mission asked for: its credits held at once, an expert asked in the order of the ranking, the next one when she says no."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from accompagnement.actions.annonces import annoncer_a_l_expert, annoncer_aux_suiveurs
from accompagnement.actions.passages import faire_passer_mission
from accompagnement.actions.registre import refus_de_solde, tenir, verrouiller_comptes
from accompagnement.enums import Lieu, NatureMouvement, StatutMission
from accompagnement.enums_missions import IssueSollicitation, OrigineMission
from accompagnement.models import Besoin, Mission, Sollicitation
from accompagnement.permissions import refus_de_l_etat, refus_sur_une_part
from accompagnement.queries.classement import Propose, experts_proposes
from accompagnement.queries.missions import avec_suiveurs, sous_verrou
from accompagnement.regles import refus_de_periode_voulue
from accompagnement.regles_missions import echeance_de_mission, refus_de_demander
from manufactures.models import Projet
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.courriers.actions import poster_a_la_fin
from socle.journal.actions import noter
from socle.lib.francais import demi_journees as en_demi_journees
from socle.lib.francais import echeance
from socle.lib.refus import ActionRefusee, Refus, exiger, premier_refus

PAS_PROPOSE = Refus("expert_pas_propose", "Cet expert ne peut pas être sollicité pour cette mission : choisissez-en un de la liste.")
CLOSE = Refus("sollicitation_close", "Cette demande n’attend plus cette réponse : rechargez la page pour voir où elle en est.")
RESULTAT_MANQUANT = Refus("resultat_manquant", "Indiquez le résultat attendu : il figure sur le bon de commande.")


@transaction.atomic
def demander_mission(
    *,
    projet: Projet,
    besoin: Besoin,
    objet: str,
    resultat_attendu: str,
    demi_journees: int,
    lieu: Lieu,
    periode_debut: date,
    periode_fin: date,
    acteur: Acteur,
    cle: str,
) -> Mission:
    """Ask for a mission of several half-days and hold their credits at once; the expert is asked next.

    « Il prend la forme de crédits mobilisables selon des besoins ponctuels préalablement identifiés. » The same key twice is
    one mission. Raises ``ActionRefusee`` when the credit is short, the project is not in accompagnement, or a bound is broken.
    """
    comptes = verrouiller_comptes(projet.pk)
    if deja := Mission.objects.filter(projet=projet, cle=cle).first():
        return deja
    exiger(_refus_de_demander(projet, besoin, comptes, demi_journees, resultat_attendu, (periode_debut, periode_fin)))
    mission = Mission.objects.create(
        projet=projet,
        besoin=besoin,
        origine=OrigineMission.DEMANDE,
        objet=objet,
        resultat_attendu=resultat_attendu,
        demi_journees=demi_journees,
        lieu=lieu,
        periode_debut=periode_debut,
        periode_fin=periode_fin,
        statut=StatutMission.DEMANDEE,
        cle=cle,
        demandee_par=acteur.utilisateur,
        demandee_at=timezone.now(),
    )
    _ouvrir(mission, comptes, acteur)
    return mission


def _refus_de_demander(
    projet: Projet, besoin: Besoin, comptes: dict, demi_journees: int, resultat_attendu: str, periode: tuple[date, date]
) -> Refus | None:
    """What is asked of a mission, its credits last."""
    debut, fin = periode
    plan, maximum = projet.plan_accompagnement, reglement.valeur("accompagnement.mission_demi_journees_max")
    return premier_refus(
        refus_de_l_etat(projet.etat),
        None if resultat_attendu.strip() else RESULTAT_MANQUANT,
        refus_de_demander(demi_journees, maximum, (fin - debut).days),
        refus_de_periode_voulue(debut, fin, plan.date_debut, plan.date_fin),
        refus_de_solde(comptes, besoin.pk, demi_journees),
    )


def _ouvrir(mission: Mission, comptes: dict, acteur: Acteur) -> None:
    """Hold the credits of a new mission and write it in the journal."""
    tenir(mission, comptes, mission.demi_journees, acteur, cle=f"mission:{mission.pk}:{NatureMouvement.RESERVATION}")
    details = {"besoin": str(mission.besoin), "demi_journees": en_demi_journees(mission.demi_journees)}
    noter("mission.ouverte", fil=mission.projet.fil, acteur=acteur, objet=f"mission:{mission.pk}", **details)


def verrouiller_demande(mission: Mission) -> Mission:
    """Return a mission locked, with ``equipe`` and ``coordination``, the people who follow it."""
    lues = Mission.objects.pour_affichage().select_related("projet__plan_accompagnement")
    return sous_verrou(avec_suiveurs(lues).filter(pk=mission.pk))


def verrouiller_sollicitation(mission: Mission, voulue: IssueSollicitation) -> Sollicitation:
    """Return the open request of a mission, both rows locked in one statement, with the people who follow the mission.

    Raises ``ActionRefusee`` when the request does not wait for this.
    """
    ouvertes = avec_suiveurs(Sollicitation.objects.select_for_update(of=("self", "mission")), "mission__projet")
    lues = ouvertes.select_related("mission__projet", "mission__besoin", "mission__expert__utilisateur", "mission__creneau")
    sollicitation = lues.filter(mission=mission.pk, issue=voulue).first()
    if sollicitation is None:
        raise ActionRefusee(CLOSE)
    sollicitation.mission.equipe, sollicitation.mission.coordination = sollicitation.equipe, sollicitation.coordination
    return sollicitation


@transaction.atomic
def proposer_mission(*, mission: Mission, expert_pk: int, acteur: Acteur) -> Sollicitation:
    """Ask an expert of the ranking, the first or another. Raises ``ActionRefusee`` when she is not in it or one is asked already."""
    mission = verrouiller_demande(mission)
    exiger(refus_sur_une_part(mission.collective_id))
    choisi = next((p for p in experts_proposes(mission, timezone.now()) if p.expert.pk == expert_pk), None)
    exiger(PAS_PROPOSE if choisi is None else None)
    return _solliciter(mission, choisi, mission.sollicitations.count() + 1, acteur)


def _solliciter(mission: Mission, choisi: Propose, rang: int, acteur: Acteur | None, motif: str = "") -> Sollicitation:
    maintenant = timezone.now()
    limite = echeance_de_mission(maintenant, reglement.valeur("accompagnement.reponse_expert_jours_ouvres"))
    faire_passer_mission(mission, StatutMission.PROPOSEE, acteur=acteur, motif=motif, expert=choisi.expert, reponse_avant=limite)
    sollicitation = Sollicitation.objects.create(
        mission=mission,
        expert=choisi.expert,
        rang=rang,
        raisons=[r.phrase for r in choisi.classe.raisons],
        demandee_at=maintenant,
        reponse_avant=limite,
    )
    details = {"expert": str(choisi.expert), "mission": mission.pk}
    noter("mission.sollicitee", fil=mission.projet.fil, acteur=acteur, objet=f"mission:{mission.pk}", **details)
    contexte = {
        "objet": mission.objet,
        "resultat": mission.resultat_attendu,
        "demi_journees": en_demi_journees(mission.demi_journees),
        "lieu": Lieu(mission.lieu).label,
        "reponse_avant": echeance(limite),
    }
    annoncer_a_l_expert("accompagnement_sollicitation", mission, contexte=contexte, rang=sollicitation.rang)
    return sollicitation


def passer_au_suivant(mission: Mission, *, rang: int, motif: str, acteur: Acteur | None) -> Sollicitation | None:
    """Ask the next expert of a locked mission, or give it to the coordination when nobody is left; both ways, say it to all.

    ``rang``: of the request that has just been closed.
    """
    avant, sollicitation = str(mission.expert), None
    suivants = experts_proposes(mission, timezone.now())
    with poster_a_la_fin():
        if suivants:
            sollicitation = _solliciter(mission, suivants[0], rang + 1, acteur, motif)
        else:
            faire_passer_mission(mission, StatutMission.DEMANDEE, acteur=acteur, motif=motif, expert=None, reponse_avant=None)
        contexte = {"avant": avant, "motif": motif, "suivant": str(mission.expert) if sollicitation else ""}
        annoncer_aux_suiveurs("accompagnement_suivant", mission, contexte=contexte, rang=rang)
    return sollicitation


def clore_sollicitation(sollicitation: Sollicitation, issue: IssueSollicitation, *, motif: str = "") -> None:
    """Close a request with what came of it."""
    sollicitation.issue, sollicitation.close_at, sollicitation.motif = issue, timezone.now(), motif or sollicitation.motif
    sollicitation.save(update_fields=["issue", "close_at", "motif"])


def sollicitations_en_retard(maintenant: datetime) -> list[int]:
    """Return the requests whose time is over without an answer."""
    retards = Sollicitation.objects.filter(issue=IssueSollicitation.EN_COURS, reponse_avant__lt=maintenant)
    return list(retards.order_by("reponse_avant", "pk").values_list("pk", flat=True))


@transaction.atomic
def passer_une_demande_en_retard(*, sollicitation_pk: int) -> bool:
    """Ask the next expert when one did not answer in time; done again, or late, it changes nothing more."""
    lue = Sollicitation.objects.select_related("mission").get(pk=sollicitation_pk)
    try:
        sollicitation = verrouiller_sollicitation(lue.mission, IssueSollicitation.EN_COURS)
    except ActionRefusee:
        return False
    mission = sollicitation.mission
    if sollicitation.pk != lue.pk or sollicitation.reponse_avant >= timezone.now():
        return False
    clore_sollicitation(sollicitation, IssueSollicitation.SANS_REPONSE)
    passer_au_suivant(mission, rang=sollicitation.rang, motif=f"{mission.expert} n’a pas répondu à temps", acteur=None)
    return True
