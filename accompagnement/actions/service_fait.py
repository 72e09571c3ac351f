"""After the half-day: the expert reports, the project judges, the coordination validates; only then is it debited."""

from collections.abc import Sequence
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from accompagnement.actions.annonces import annoncer_a_l_expert, annoncer_a_tous, annoncer_la_mission
from accompagnement.actions.passages import faire_passer_mission, verrouiller_mission
from accompagnement.actions.plan_action import ActionPrevue, prevoir_actions
from accompagnement.actions.registre import solder_mission, verrouiller_comptes
from accompagnement.enums import OrigineVerdict, StatutMission, Verdict
from accompagnement.models import CompteRendu, Mission, PieceCompteRendu, ServiceFait, VerdictDemiJournee
from accompagnement.permissions import est_l_expert, peut_valider, refus_sur_une_part
from accompagnement.queries.demandes import creneaux_de
from accompagnement.queries.tarifs import avec_tarif, tarif_du_service
from accompagnement.regles import quantite_acceptee, refus_de_rendre, refus_du_verdict
from accompagnement.regles_missions import debit_en_mots
from accompagnement.regles_service import VerdictDuJour, echeance_du_verdict, refus_des_jours, verdict_des_jours
from accompagnement.verbes import PAR_L_EXPERT
from manufactures.queries.personnes import equipe_de
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.documents.actions import deposer_ensemble
from socle.journal.actions import noter
from socle.lib.francais import echeance as en_toutes_lettres
from socle.lib.refus import ActionRefusee, Refus, exiger, premier_refus

RIEN_A_VALIDER = Refus("rien_a_valider", "Le projet n’a pas encore donné son verdict sur cette mission.")
CONFLIT_D_INTERET = Refus("expert_juge", "L’expert d’une mission ne juge pas son propre service.")


@transaction.atomic
def remettre_compte_rendu(
    *,
    mission: Mission,
    fait: str,
    decide: str = "",
    suites: str = "",
    demi_journees: int,
    pieces: Sequence[UploadedFile] = (),
    actions: Sequence[ActionPrevue] = (),
    acteur: Acteur,
    verrouillee: bool = False,
) -> CompteRendu:
    """Let the expert say what was done, decided, and what comes next; after a dispute, a new report answers.

    Its ``actions`` go to the project's plan d’actions. The deadline of the project's answer and what its silence does are those
    of the règlement of that day.
    ``verrouillee``: the door read the mission under its lock, with what its mails ask for. Raises ``ActionRefusee`` for another
    person, before the half-day began, or for more half-days than booked.
    """
    mission, maintenant = mission if verrouillee else verrouiller_mission(mission), timezone.now()
    exiger(est_l_expert(acteur, mission.expert.utilisateur_id))
    exiger(_refus_de_rendre(mission, demi_journees, maintenant))
    compte_rendu = CompteRendu.objects.create(
        mission=mission,
        rang=mission.rendus + 1,
        fait=fait,
        decide=decide,
        suites=suites,
        demi_journees=demi_journees,
        remis_at=maintenant,
        remis_par=acteur.utilisateur,
        **regle_du_silence(maintenant),
    )
    _joindre(compte_rendu, pieces, acteur)
    prevoir_actions(projet=mission.projet, mission=mission, actions=actions, acteur=acteur)
    faire_passer_mission(mission, StatutMission.A_ACCEPTER, acteur=acteur, rendue_at=maintenant)
    noter("mission.rendue", fil=mission.projet.fil, acteur=acteur, auteur_libelle=PAR_L_EXPERT, objet=f"mission:{mission.pk}", mission=mission.pk)
    _annoncer_le_compte_rendu(mission, compte_rendu)
    return compte_rendu


def _refus_de_rendre(mission: Mission, demi_journees: int, maintenant: datetime) -> Refus | None:
    """A part of a shared mission is first reported with the whole."""
    dernier = mission.dernier.debut if mission.dernier else None
    return premier_refus(
        refus_sur_une_part(mission.collective_id) if mission.etat == StatutMission.PLANIFIEE else None,
        refus_de_rendre(mission.etat, dernier, maintenant, demi_journees, mission.demi_journees),
    )


def regle_du_silence(maintenant: datetime) -> dict:
    """Return until when a project may answer a report and what its silence does, by the règlement of that day."""
    jours = reglement.valeur("accompagnement.service_fait_silence_jours_ouvres")
    effet = reglement.valeur("accompagnement.service_fait_silence_effet")
    return {"reponse_avant": echeance_du_verdict(maintenant, jours), "effet_du_silence": effet}


def _joindre(compte_rendu: CompteRendu, pieces: Sequence[UploadedFile], acteur: Acteur) -> None:
    libelle = f"Compte rendu, {compte_rendu.mission}"
    versions = deposer_ensemble(fichiers=pieces, libelle=libelle, acteur=acteur) if pieces else ()
    PieceCompteRendu.objects.bulk_create(PieceCompteRendu(compte_rendu=compte_rendu, document=v.document) for v in versions)


def _annoncer_le_compte_rendu(mission: Mission, compte_rendu: CompteRendu) -> None:
    contexte = {"avant": en_toutes_lettres(compte_rendu.reponse_avant), "effet": compte_rendu.suite_du_silence}
    annoncer_la_mission("accompagnement_compte_rendu", mission, contexte=contexte, rang=compte_rendu.rang)


@transaction.atomic
def accepter_service_fait(*, mission: Mission, verdict: Verdict, acceptees: int = 0, motif: str = "", acteur: Acteur) -> ServiceFait:
    """Record the project's verdict on the last report: accepted, in part, or refused with its reason.

    « Cette phase d’accompagnement doit permettre d’assurer le suivi des équipes projets. » Nothing is debited yet.
    Raises ``ActionRefusee`` when there is no report to judge, without a reason, or when the expert judges herself.
    """
    mission = verrouiller_mission(mission)
    exiger(CONFLIT_D_INTERET if acteur.pk == mission.expert.utilisateur_id else None)
    compte_rendu = mission.comptes_rendus.order_by("-rang").first()
    exiger(refus_du_verdict(verdict, acceptees, compte_rendu.demi_journees if compte_rendu else mission.demi_journees, motif))
    maintenant = timezone.now()
    vers = StatutMission.CONTESTEE if verdict == Verdict.REFUSE else StatutMission.A_VALIDER
    faire_passer_mission(mission, vers, acteur=acteur, motif=motif, jugee_at=maintenant)
    service_fait = ServiceFait.objects.create(
        mission=mission,
        compte_rendu=compte_rendu,
        verdict=verdict,
        demi_journees_acceptees=quantite_acceptee(verdict, acceptees, compte_rendu.demi_journees),
        motif=motif,
        juge_at=maintenant,
        juge_par=acteur.utilisateur,
    )
    details = {"mission": mission.pk, "verdict": Verdict(verdict).label.lower()}
    noter("mission.jugee", fil=mission.projet.fil, acteur=acteur, objet=f"mission:{mission.pk}", motif=motif, **details)
    annoncer_a_l_expert("accompagnement_verdict", mission, contexte=details | {"motif": motif}, rang=service_fait.compte_rendu.rang)
    return service_fait


@transaction.atomic
def accepter_demi_journees(*, mission: Mission, jours: Sequence[VerdictDuJour], acteur: Acteur) -> ServiceFait:
    """Record the project's verdict half-day by half-day; those refused keep their reason, and are given back at the validation.

    Raises ``ActionRefusee`` when one is left out, refused without a reason, or when the report counts other half-days.
    """
    tenus, rendu = creneaux_de(mission), mission.comptes_rendus.order_by("-rang").first()
    exiger(refus_des_jours(jours, [c.pk for c in tenus], rendu.demi_journees if rendu else 0))
    verdict, acceptees, motif = verdict_des_jours(jours)
    service_fait = accepter_service_fait(mission=mission, verdict=verdict, acceptees=acceptees, motif=motif, acteur=acteur)
    VerdictDemiJournee.objects.bulk_create(
        VerdictDemiJournee(service_fait=service_fait, creneau_id=j.creneau_pk, acceptee=j.acceptee, motif=j.motif) for j in jours
    )
    return service_fait


@transaction.atomic
def valider_service_fait(*, mission: Mission, acteur: Acteur) -> ServiceFait:
    """Validate the project's verdict: debit what is accepted, give the rest back, or close a mission refused.

    Four eyes: never the person who judged nor the expert. Raises ``ActionRefusee`` when there is nothing to validate.
    """
    comptes = verrouiller_comptes(mission.projet_id)
    service_fait = _verrouiller_le_verdict(mission)
    mission = service_fait.mission
    exiger(peut_valider(acteur, service_fait.juge_par_id, mission.expert.utilisateur_id))
    champs = validation(service_fait, service_fait.demi_journees_acceptees, timezone.now(), acteur)
    for champ, valeur in champs.items():
        setattr(service_fait, champ, valeur)
    service_fait.save(update_fields=list(champs))
    _clore(mission, service_fait, acteur)
    debiter(mission, comptes, service_fait, acteur)
    return service_fait


def validation(lu: ServiceFait | CompteRendu, acceptees: int, maintenant: datetime, acteur: Acteur) -> dict:
    """Return what a validation writes: who, when, and the price, lot and travel of ``tarif_du_service``; ``lu``: read ``avec_tarif``."""
    return {"valide_at": maintenant, "valide_par": acteur.utilisateur} | tarif_du_service(lu, acceptees)


# What the ledger says of a debit, by what the verdict stands on.
SOURCES = {
    OrigineVerdict.PROJET: "service fait validé par la coordination",
    OrigineVerdict.SILENCE_REGLE: "service fait accepté par la règle du silence, validé par la coordination",
    OrigineVerdict.SILENCE_CONSTATE: "service fait validé par la coordination en l’absence de réponse du projet",
    OrigineVerdict.ARBITRAGE: "service fait arbitré puis validé par la coordination",
}


def debiter(mission: Mission, comptes: dict, service_fait: ServiceFait, acteur: Acteur) -> None:
    """Debit what a validated verdict accepts, give the rest back, and tell everybody."""
    source = f"mission {mission.pk}, {SOURCES[OrigineVerdict(service_fait.origine)]}"
    motif = service_fait.motif or f"Accepté : {mission.objet}"
    solder_mission(mission=mission, comptes=comptes, consommees=service_fait.demi_journees_acceptees, source=source, motif=motif, acteur=acteur)
    _annoncer_la_validation(mission, service_fait, acteur)


def _verrouiller_le_verdict(mission: Mission) -> ServiceFait:
    """Return the verdict that waits, with its mission and the team to write to, both rows locked in one statement."""
    attendus = ServiceFait.objects.select_for_update(of=("self", "mission")).annotate(equipe=equipe_de("mission__projet"))
    lus = attendus.select_related("mission__projet", "mission__besoin", "mission__expert__utilisateur", "mission__creneau")
    service_fait = avec_tarif(lus).filter(mission=mission.pk, valide_at=None).order_by("-pk").first()
    if service_fait is None or service_fait.mission.etat not in (StatutMission.A_VALIDER, StatutMission.CONTESTEE):
        raise ActionRefusee(RIEN_A_VALIDER)
    service_fait.mission.equipe = service_fait.equipe
    return service_fait


def _clore(mission: Mission, service_fait: ServiceFait, acteur: Acteur) -> None:
    instant = service_fait.valide_at
    if service_fait.etat != Verdict.REFUSE:
        faire_passer_mission(mission, StatutMission.VALIDE, acteur=acteur, validee_at=instant)
        return
    motif = f"Service refusé par le projet, refus confirmé par la coordination : {service_fait.motif}"
    faire_passer_mission(
        mission,
        StatutMission.ANNULEE,
        acteur=acteur,
        motif=motif,
        annulee_at=instant,
        annulee_par=acteur.utilisateur,
        motif_annulation=motif,
    )


def _annoncer_la_validation(mission: Mission, service_fait: ServiceFait, acteur: Acteur) -> None:
    debit = service_fait.demi_journees_acceptees
    details = {"mission": mission.pk, "debit": debit_en_mots(debit)}
    noter("mission.validee", fil=mission.projet.fil, acteur=acteur, objet=f"mission:{mission.pk}", **details)
    annoncer_a_tous("accompagnement_validee", mission, contexte=details)
