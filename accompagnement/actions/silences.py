"""The project does not answer a report: the règlement says what happens, at the date told from the start."""

from django.db import transaction
from django.utils import timezone

from accompagnement.actions.annonces import annoncer_a_l_expert, annoncer_a_la_coordination
from accompagnement.actions.passages import faire_passer_mission, verrouiller_mission
from accompagnement.actions.registre import verrouiller_comptes
from accompagnement.actions.service_fait import debiter, validation
from accompagnement.enums import EffetSilence, OrigineVerdict, StatutMission, Verdict
from accompagnement.models import CompteRendu, EtapeMission, Mission, ServiceFait
from accompagnement.permissions import peut_valider
from accompagnement.queries.tarifs import avec_tarif
from accompagnement.regles_service import est_silencieux, refus_de_constater
from manufactures.queries.personnes import equipe_de
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.francais import echeance
from socle.lib.refus import ActionRefusee, Refus, exiger

SANS_COMPTE_RENDU = Refus("sans_compte_rendu", "L’expert n’a pas encore remis son compte rendu : il n’y a rien à valider.")


@transaction.atomic
def traiter_silence(*, mission: Mission) -> bool:
    """Apply the règlement to a report left unanswered; tell whether something was done: twice or late, it is done once."""
    mission = verrouiller_mission(mission)
    compte_rendu, maintenant = mission.comptes_rendus.order_by("-rang").first(), timezone.now()
    if compte_rendu is None or not est_silencieux(mission.etat, compte_rendu.reponse_avant, maintenant):
        return False
    if compte_rendu.effet_du_silence == EffetSilence.ACCEPTER:
        _accepter(mission, compte_rendu, maintenant)
        return True
    return _alerter(mission, compte_rendu, maintenant)


def _phrase(compte_rendu: CompteRendu) -> str:
    return f"Sans réponse du projet le {echeance(compte_rendu.reponse_avant)}"


def _accepter(mission: Mission, compte_rendu: CompteRendu, maintenant) -> None:
    motif = f"{_phrase(compte_rendu)} : accepté par la règle du programme."
    faire_passer_mission(mission, StatutMission.A_VALIDER, acteur=None, motif=motif, jugee_at=maintenant)
    ServiceFait.objects.create(
        mission=mission,
        compte_rendu=compte_rendu,
        origine=OrigineVerdict.SILENCE_REGLE,
        verdict=Verdict.ACCEPTE,
        demi_journees_acceptees=compte_rendu.demi_journees,
        motif=motif,
        juge_at=maintenant,
    )
    details = {"mission": mission.pk, "verdict": Verdict.ACCEPTE.label.lower()}
    noter("mission.silence", fil=mission.projet.fil, acteur=None, objet=f"mission:{mission.pk}", mission=mission.pk, suite="accepté par la règle")
    annoncer_a_l_expert("accompagnement_verdict", mission, contexte=details | {"motif": motif}, rang=compte_rendu.rang)


def _alerter(mission: Mission, compte_rendu: CompteRendu, maintenant) -> bool:
    """Tell the coordination once: the step written under the lock of the mission is the mark of it."""
    etat = StatutMission.A_ACCEPTER
    if mission.etapes.filter(de=etat, vers=etat, date__gte=compte_rendu.remis_at).exists():
        return False
    EtapeMission.objects.create(mission=mission, de=etat, vers=etat, motif=f"{_phrase(compte_rendu)}.", auteur=None, date=maintenant)
    suite = "la coordination est prévenue"
    noter("mission.silence", fil=mission.projet.fil, acteur=None, objet=f"mission:{mission.pk}", mission=mission.pk, suite=suite)
    contexte = {"avant": echeance(compte_rendu.reponse_avant)}
    annoncer_a_la_coordination("accompagnement_silence", mission, contexte=contexte, rang=compte_rendu.rang)
    return True


@transaction.atomic
def valider_sans_reponse(*, mission: Mission, motif: str, acteur: Acteur) -> ServiceFait:
    """Validate a report in the absence of the project's answer, with a reason: its half-days are debited.

    Raises ``ActionRefusee`` before the deadline told to the project, once it answered, without a reason, or for the expert.
    """
    comptes = verrouiller_comptes(mission.projet_id)
    compte_rendu, maintenant = _verrouiller_le_compte_rendu(mission), timezone.now()
    mission = compte_rendu.mission
    exiger(peut_valider(acteur, None, mission.expert.utilisateur_id))
    exiger(refus_de_constater(mission.etat, compte_rendu.reponse_avant, maintenant, motif))
    service_fait = ServiceFait.objects.create(
        mission=mission,
        compte_rendu=compte_rendu,
        origine=OrigineVerdict.SILENCE_CONSTATE,
        verdict=Verdict.ACCEPTE,
        demi_journees_acceptees=compte_rendu.demi_journees,
        motif=motif,
        juge_at=maintenant,
        **validation(compte_rendu, compte_rendu.demi_journees, maintenant, acteur),
    )
    phrase = f"{_phrase(compte_rendu)} : {motif}"
    faire_passer_mission(mission, StatutMission.VALIDE, acteur=acteur, motif=phrase, jugee_at=maintenant, validee_at=maintenant)
    debiter(mission, comptes, service_fait, acteur)
    return service_fait


def _verrouiller_le_compte_rendu(mission: Mission) -> CompteRendu:
    """Return the last report with its mission, locked, and the team to write to, in one statement."""
    lus = CompteRendu.objects.select_for_update(of=("mission",)).annotate(equipe=equipe_de("mission__projet"))
    lus = lus.select_related("mission__projet", "mission__besoin", "mission__expert__utilisateur", "mission__creneau")
    compte_rendu = avec_tarif(lus).filter(mission=mission.pk).order_by("-rang").first()
    if compte_rendu is None:
        raise ActionRefusee(SANS_COMPTE_RENDU)
    compte_rendu.mission.equipe = compte_rendu.equipe
    return compte_rendu
