"""Doors of the accompagnement: each fetches what a page needs and authorises at once (404 stranger, 403 with the sentence)."""

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from accompagnement.actions.passages import avec_annonces
from accompagnement.enums import STATUTS_ENGAGES, Verdict
from accompagnement.enums_missions import Cote
from accompagnement.models import (
    ActionDuProjet,
    AttenteDeCreneau,
    Avenant,
    Besoin,
    CalendrierOccupe,
    Creneau,
    Disponibilite,
    ExceptionAgenda,
    Expert,
    ExpertBesoin,
    Mission,
    MouvementCredit,
    PieceCompteRendu,
    PlanAccompagnement,
    RapportAnnuel,
    ReleveMensuel,
    ServiceFait,
)
from accompagnement.permissions import (
    EXPERT,
    RELEVE,
    est_l_expert,
    peut_annuler,
    peut_choisir_l_expert,
    peut_coordonner,
    peut_ecrire_le_plan,
    peut_facturer,
    peut_juger,
    peut_lire_l_annuaire,
    peut_planifier,
    peut_reserver,
    peut_signer_le_plan,
    peut_tenir_le_plan,
    peut_tout_lire,
)
from accompagnement.queries.attentes import avec_la_file
from accompagnement.queries.experts import avec_charge, experts_avec_agenda
from accompagnement.queries.missions import fonction_de, missions_de_l_expert, missions_visibles
from accompagnement.queries.plan import plans_visibles
from accompagnement.queries.propositions import projets_a_servir
from accompagnement.queries.rapports import rapports_visibles
from accompagnement.queries.releves import releves_visibles
from manufactures.models import Projet
from socle.comptes.acteur import Acteur
from socle.comptes.secrets import empreinte
from socle.documents.models import VersionDocument
from socle.lib.refus import autoriser


def exiger_coordination(acteur: Acteur) -> None:
    """Raise ``AccesInterdit`` for anybody but the coordination."""
    autoriser(peut_coordonner(acteur))


def exiger_regard(acteur: Acteur) -> None:
    """Raise ``AccesInterdit`` for anybody but the coordination and the observers."""
    autoriser(peut_tout_lire(acteur))


def exiger_annuaire(acteur: Acteur) -> None:
    """Raise ``AccesInterdit`` for those who do not work with experts."""
    autoriser(peut_lire_l_annuaire(acteur))


def projets_lisibles(acteur: Acteur) -> QuerySet[Projet]:
    """Return the projects in accompagnement whose credits a person may read, with her ``fonction`` in the team."""
    projets = Projet.objects.visibles_par(acteur).filter(plan_accompagnement__signe_at__isnull=False)
    return projets.annotate(fonction=fonction_de(acteur, "pk"))


def projet_lisible(acteur: Acteur, slug: str) -> Projet:
    """Return one of them, with its plan."""
    return get_object_or_404(projets_lisibles(acteur).select_related("plan_accompagnement"), slug=slug)


def projet_reservable(acteur: Acteur, slug: str) -> Projet:
    """Return a project for somebody who books its credits."""
    projet = projet_lisible(acteur, slug)
    autoriser(peut_reserver(projet.fonction, projet.etat))
    return projet


def projet_coordonne(acteur: Acteur, slug: str) -> Projet:
    """Return a project for an act of the coordination on its credits."""
    projet = projet_lisible(acteur, slug)
    exiger_coordination(acteur)
    return projet


def besoin_du_programme(code: str) -> Besoin:
    """Return a need of the programme."""
    return get_object_or_404(Besoin, code=code)


def expert_du_besoin(pk: int, code: str) -> tuple[Expert, Besoin]:
    """Return an active expert and the need of the programme she answers."""
    competences = ExpertBesoin.objects.select_related("expert__utilisateur", "besoin")
    competence = get_object_or_404(competences, expert=pk, expert__actif=True, besoin__code=code)
    return competence.expert, competence.besoin


def creneau_de_l_agenda(pk: int, **de) -> Creneau:
    """Return a half-day ``de`` an expert, with who waits for it."""
    return get_object_or_404(avec_la_file(Creneau.objects.select_related("expert__utilisateur")), pk=pk, **de)


def mission_lisible(acteur: Acteur, pk: int) -> Mission:
    """Return a mission for the team, its expert, the coordination or an observer; nobody else knows of it."""
    return get_object_or_404(missions_visibles(acteur).select_related("avis"), pk=pk)


def mission_de_l_expert(acteur: Acteur, pk: int) -> Mission:
    """Return a mission for an act of its expert."""
    mission = mission_lisible(acteur, pk)
    autoriser(est_l_expert(acteur, _expert_pk(mission)))
    return mission


def mission_a_rendre(acteur: Acteur, pk: int) -> Mission:
    """Return a mission, under its lock, for the report of its expert."""
    mission = get_object_or_404(avec_annonces(missions_visibles(acteur).select_for_update(of=("self",)).select_related("avis")), pk=pk)
    autoriser(est_l_expert(acteur, _expert_pk(mission)))
    return mission


def mission_de_l_equipe(acteur: Acteur, pk: int) -> Mission:
    """Return a mission for an act of the team."""
    mission = mission_lisible(acteur, pk)
    autoriser(peut_juger(mission.fonction))
    return mission


def mission_coordonnee(acteur: Acteur, pk: int) -> Mission:
    """Return a mission for an act of the coordination."""
    mission = mission_lisible(acteur, pk)
    exiger_coordination(acteur)
    return mission


def mission_annulable(acteur: Acteur, pk: int) -> Mission:
    """Return a mission for one of the three parties that may cancel it."""
    mission = mission_lisible(acteur, pk)
    autoriser(peut_annuler(acteur, mission.fonction, _expert_pk(mission)))
    return mission


def mission_a_proposer(acteur: Acteur, pk: int) -> Mission:
    """Return a mission for those who choose its expert: the team or the coordination."""
    mission = mission_lisible(acteur, pk)
    autoriser(peut_choisir_l_expert(acteur, mission.fonction))
    return mission


def mission_commandee(acteur: Acteur, pk: int) -> Mission:
    """Return a mission that has its order, for those who read it."""
    return get_object_or_404(missions_visibles(acteur).select_related("bon_de_commande"), pk=pk, bon_de_commande__isnull=False)


def mission_planifiable(acteur: Acteur, pk: int) -> tuple[Mission, Cote]:
    """Return a mission for its team or its expert, and on which side the person stands."""
    mission = mission_lisible(acteur, pk)
    autoriser(peut_planifier(acteur, mission.fonction, _expert_pk(mission)))
    return mission, Cote.PROJET if mission.fonction else Cote.EXPERT


def mission_a_constater(acteur: Acteur, pk: int) -> tuple[Mission, Cote]:
    """Return a mission for one who was at its half-day, or who settles, and her side."""
    mission = mission_lisible(acteur, pk)
    autoriser(peut_annuler(acteur, mission.fonction, _expert_pk(mission)))
    if mission.fonction:
        return mission, Cote.PROJET
    return mission, Cote.EXPERT if acteur.pk == _expert_pk(mission) else Cote.COORDINATION


def piece_de_la_mission(acteur: Acteur, pk: int, piece: int) -> VersionDocument:
    """Return a file joined to a report of a mission that the person may read."""
    pieces = PieceCompteRendu.objects.filter(compte_rendu__mission=mission_lisible(acteur, pk)).select_related("document")
    version = get_object_or_404(pieces, pk=piece).document.versions.order_by("-numero").first()
    if version is None:
        raise Http404
    return version


def service_fait_atteste(acteur: Acteur, pk: int) -> ServiceFait:
    """Return the validated service of a mission that the person may read, for its certificate."""
    valides = ServiceFait.objects.exclude(valide_at=None).exclude(verdict=Verdict.REFUSE)
    return get_object_or_404(valides, mission=mission_lisible(acteur, pk))


def expert_connecte(acteur: Acteur) -> Expert:
    """Return the profile of the signed-in expert; 403 for another role, 404 for an expert without a profile."""
    autoriser(None if acteur.est_expert else EXPERT)
    return get_object_or_404(Expert.objects.select_related("utilisateur"), utilisateur=acteur.pk)


def creneau_de_l_expert(acteur: Acteur, pk: int) -> Creneau:
    """Return a half-day of the signed-in expert."""
    return get_object_or_404(Creneau, pk=pk, expert=expert_connecte(acteur))


def disponibilite_de_l_expert(acteur: Acteur, pk: int) -> Disponibilite:
    """Return a week rule of the signed-in expert."""
    return _de_l_expert(Disponibilite, acteur, pk)


def exception_de_l_expert(acteur: Acteur, pk: int) -> ExceptionAgenda:
    """Return an exception of the agenda of the signed-in expert."""
    return _de_l_expert(ExceptionAgenda, acteur, pk)


def calendrier_de_l_expert(acteur: Acteur, pk: int) -> CalendrierOccupe:
    """Return a busy calendar of the signed-in expert."""
    return _de_l_expert(CalendrierOccupe, acteur, pk)


def expert_abonne(secret: str) -> Expert:
    """Return the active expert who gave out this secret; whoever holds it reads her booked half-days, and only that."""
    return get_object_or_404(Expert, jeton_agenda=empreinte(secret), actif=True)


def _de_l_expert(modele: type[Disponibilite | ExceptionAgenda | CalendrierOccupe], acteur: Acteur, pk: int):
    autoriser(None if acteur.est_expert else EXPERT)
    return get_object_or_404(modele.objects.select_related("expert__utilisateur"), pk=pk, expert__utilisateur=acteur.pk)


def expert_lisible(acteur: Acteur, pk: int) -> Expert:
    """Return the profile of an active expert, with her load and spread, for those who work with her."""
    exiger_annuaire(acteur)
    maintenant = timezone.now()
    return get_object_or_404(avec_charge(experts_avec_agenda(maintenant), maintenant), pk=pk)


def expert_coordonne(acteur: Acteur, pk: int) -> Expert:
    """Return the profile of an expert for an act of the coordination."""
    exiger_coordination(acteur)
    return get_object_or_404(Expert.objects.select_related("utilisateur"), pk=pk)


def projet_de_l_expert(acteur: Acteur, slug: str) -> tuple[Expert, Projet]:
    """Return the signed-in expert and a project that asked for her, or that she may propose a half-day to; 404 for another."""
    expert = expert_connecte(acteur)
    demandent = Q(Exists(Mission.objects.filter(projet=OuterRef("pk"), expert=expert))) | Q(pk__in=projets_a_servir(acteur).values("pk"))
    return expert, get_object_or_404(Projet.objects.filter(demandent), slug=slug)


def projet_a_servir(acteur: Acteur, slug: str) -> Projet:
    """Return a project the signed-in expert may propose a half-day to, as ``projets_a_servir`` reads it; 404 for another."""
    autoriser(None if acteur.est_expert else EXPERT)
    return get_object_or_404(projets_a_servir(acteur), slug=slug)


def rapport_lisible(acteur: Acteur, slug: str, annee: int) -> RapportAnnuel:
    """Return a yearly report of a project whose credits a person may read; its draft is for its team and the coordination."""
    projet = projet_lisible(acteur, slug)
    rapport = get_object_or_404(rapports_visibles(acteur).select_related("remis_par", "accepte_par"), projet=projet, annee=annee)
    rapport.projet = projet
    return rapport


def rapport_coordonne(acteur: Acteur, slug: str, annee: int) -> RapportAnnuel:
    """Return a yearly report for the answer of the coordination."""
    rapport = rapport_lisible(acteur, slug, annee)
    exiger_coordination(acteur)
    return rapport


def _expert_pk(mission: Mission) -> int | None:
    return mission.expert.utilisateur_id if mission.expert else None


def plan_lisible(acteur: Acteur, slug: str, *, verrouille: bool = False) -> PlanAccompagnement:
    """Return the plan of a project for its team (once proposed), the coordination or an observer, with her ``fonction``."""
    plans = plans_visibles(acteur)
    return get_object_or_404(plans.verrouiller() if verrouille else plans, projet__slug=slug)


def plan_a_ecrire(acteur: Acteur, slug: str, *, verrouille: bool = False) -> PlanAccompagnement:
    """Return a plan for somebody who adjusts it or proposes an avenant."""
    plan = plan_lisible(acteur, slug, verrouille=verrouille)
    autoriser(peut_ecrire_le_plan(acteur, plan.fonction))
    return plan


def plan_a_signer(acteur: Acteur, slug: str) -> PlanAccompagnement:
    """Return a plan, under its lock, for one of the two sides that sign it."""
    plan = plan_lisible(acteur, slug, verrouille=True)
    autoriser(peut_signer_le_plan(acteur, plan.fonction))
    return plan


def plan_coordonne(acteur: Acteur, slug: str) -> PlanAccompagnement:
    """Return a plan for an act of the coordination."""
    plan = plan_lisible(acteur, slug)
    exiger_coordination(acteur)
    return plan


def avenant_lisible(acteur: Acteur, slug: str, numero: int, *, verrouille: bool = False) -> Avenant:
    """Return an avenant for those who read its plan, with the ``fonction`` of the person."""
    avenants = Avenant.objects.filter(plan__in=plans_visibles(acteur).values("pk"), plan__projet__slug=slug)
    avenants = avenants.select_related("plan__projet", "propose_par", "signe_par", "signe_equipe_par", "retire_par")
    avenants = avenants.annotate(fonction=fonction_de(acteur, "plan__projet"))
    return get_object_or_404(avenants.verrouiller() if verrouille else avenants, numero=numero)


def avenant_a_ecrire(acteur: Acteur, slug: str, numero: int) -> Avenant:
    """Return an avenant for one of the two parties, to withdraw it."""
    avenant = avenant_lisible(acteur, slug, numero)
    autoriser(peut_ecrire_le_plan(acteur, avenant.fonction))
    return avenant


def avenant_a_signer(acteur: Acteur, slug: str, numero: int) -> Avenant:
    """Return an avenant, under its lock, for one of the two sides that sign it."""
    avenant = avenant_lisible(acteur, slug, numero, verrouille=True)
    autoriser(peut_signer_le_plan(acteur, avenant.fonction))
    return avenant


def attente_du_projet(acteur: Acteur, slug: str, pk: int) -> AttenteDeCreneau:
    """Return a place of a project in the waiting list, for an act of its team."""
    projet = projet_lisible(acteur, slug)
    autoriser(peut_juger(projet.fonction))
    return get_object_or_404(AttenteDeCreneau, pk=pk, projet=projet)


def mouvement_lisible(acteur: Acteur, pk: int) -> MouvementCredit:
    """Return a line of the ledger with all its page shows: those of a project for its readers, the others for the programme's."""
    lignes = MouvementCredit.objects.pour_affichage().select_related("projet", "mission", "corrige")
    if not acteur.voit_tout:
        lignes = lignes.filter(projet__in=Projet.objects.visibles_par(acteur).filter(plan_accompagnement__isnull=False))
    return get_object_or_404(lignes, pk=pk)


def mouvement_coordonne(acteur: Acteur, pk: int) -> MouvementCredit:
    """Return a line of the ledger for an act of the coordination."""
    ligne = mouvement_lisible(acteur, pk)
    exiger_coordination(acteur)
    return ligne


def exiger_lecture_des_releves(acteur: Acteur) -> None:
    """Raise ``AccesInterdit`` for those who read no statement: teams and committee."""
    autoriser(None if acteur.voit_tout or acteur.est_expert else RELEVE)


def releve_lisible(acteur: Acteur, pk: int) -> ReleveMensuel:
    """Return a statement for its expert, the coordination or an observer; nobody else knows of it."""
    return get_object_or_404(releves_visibles(acteur), pk=pk)


def releve_de_l_expert(acteur: Acteur, pk: int) -> ReleveMensuel:
    """Return a statement for an act of its expert."""
    releve = releve_lisible(acteur, pk)
    autoriser(peut_facturer(acteur, releve.expert.utilisateur_id))
    return releve


def releve_coordonne(acteur: Acteur, pk: int) -> ReleveMensuel:
    """Return a statement for an act of the coordination."""
    releve = releve_lisible(acteur, pk)
    exiger_coordination(acteur)
    return releve


def plan_action_lisible(acteur: Acteur, slug: str) -> Projet:
    """Return a project whose plan d’actions a person reads: her team, the coordination, or an expert who works for it."""
    projets = Projet.objects.filter(plan_accompagnement__isnull=False).annotate(fonction=fonction_de(acteur, "pk"))
    projet = get_object_or_404(projets, slug=slug)
    expert = acteur.est_expert and missions_de_l_expert(acteur).filter(projet=projet, statut__in=sorted(STATUTS_ENGAGES)).exists()
    if projet.fonction or acteur.voit_tout or expert:
        return projet
    raise Http404


def plan_action_tenu(acteur: Acteur, slug: str) -> Projet:
    """Return a project for an act of its team on the plan d’actions."""
    projet = plan_action_lisible(acteur, slug)
    autoriser(peut_tenir_le_plan(projet.fonction))
    return projet


def action_tenue(acteur: Acteur, slug: str, pk: int) -> ActionDuProjet:
    """Return an action of a project for her team."""
    return get_object_or_404(ActionDuProjet, pk=pk, projet=plan_action_tenu(acteur, slug))
