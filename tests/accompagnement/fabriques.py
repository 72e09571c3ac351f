"""Factories of the accompagnement; they need a programme in force."""

from dataclasses import replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from accompagnement.actions.avenants import proposer_avenant
from accompagnement.actions.installation import installer
from accompagnement.actions.missions import repondre
from accompagnement.actions.plan import doter_le_plan, preparer_plan, verrouiller_plan
from accompagnement.actions.releves import etablir_releves
from accompagnement.actions.service_fait import accepter_service_fait, remettre_compte_rendu, valider_service_fait
from accompagnement.enums import EffetSilence, Reponse, StatutCreneau, StatutMission, StatutPlan, Verdict
from accompagnement.models import (
    Avenant,
    Besoin,
    CompteRendu,
    Creneau,
    DeclarationExpert,
    Expert,
    ExpertBesoin,
    Mission,
    PieceCompteRendu,
    PlanAccompagnement,
    ReleveMensuel,
    ServiceFait,
)
from accompagnement.queries.credits import credits_du_projet
from accompagnement.queries.plan import lignes_voulues as lignes_de
from accompagnement.regles import demi_journees_entre
from accompagnement.regles_plan import LigneVoulue
from manufactures.models import Projet
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.comptes.actions.reglages import fixer_reglage
from socle.comptes.models import Utilisateur
from socle.comptes.portee import contexte
from socle.documents.actions import deposer
from socle.lib.dates import a_paris
from tests.manufactures.fabriques import UtilisateurFactory

BESOINS = [
    {"code": "modele-economique", "titre": "Accompagner la consolidation du modèle économique", "titre_court": "Modèle économique"},
    {"code": "modele-juridique", "titre": "Accompagner la structuration du modèle juridique", "titre_court": "Modèle juridique"},
    {"code": "offre-formation", "titre": "Accompagner le déploiement de l’offre de formation", "titre_court": "Offre de formation"},
]
ENVELOPPE = 100


def installer_le_programme() -> None:
    """Needs and an envelope of 100 half-days; any part of a need may be transferred, save in the tests of that rule."""
    installer(besoins=BESOINS, enveloppe_demi_journees=ENVELOPPE)
    permettre_les_transferts(100)


def permettre_les_transferts(part: int) -> None:
    """Set the part of a need, in %, that may be transferred without an avenant."""
    champs = {"cle": "accompagnement.transfert_part_max", "valeur": part, "motif": "Essai", "auteur": None}
    fixer_reglage(**champs, date_effet=date(2022, 1, 1))
    contexte().lus.pop("reglement_change")  # read through the cache again, as on a server where it was set long ago
    reglement.valeur("accompagnement.transfert_part_max")


def doter(projet, *repartition: tuple[str, int]) -> PlanAccompagnement:
    """Give a project a plan signed by two persons and its credits, from the first of last month, for its two years."""
    debut = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    plan = signer_le_plan(preparer(projet, *repartition, date_debut=debut))
    sans_interet(Expert.objects.all(), [projet])
    return plan


def lignes_voulues(*repartition: tuple[str, int]) -> list[LigneVoulue]:
    return [
        LigneVoulue(code, n, objectif="Objectif d’exemple", indicateur="Indicateur d’exemple", priorite=rang)
        for rang, (code, n) in enumerate(repartition, 1)
    ]


def preparer(projet, *repartition: tuple[str, int], date_debut: date | None = None, **champs) -> PlanAccompagnement:
    """Write a plan in preparation."""
    lignes, debut = lignes_voulues(*repartition), date_debut or timezone.localdate()
    besoins, total = {b.code: b for b in Besoin.objects.all()}, sum(n for _, n in repartition)
    return preparer_plan(
        projet=projet, demi_journees=total, lignes=lignes, date_debut=debut, besoins=besoins, **{"acteur": None} | champs
    )


def signer_le_plan(plan: PlanAccompagnement) -> PlanAccompagnement:
    """Have a plan signed by a porteuse and by the coordination of its own, whatever the status of the project."""
    maintenant, ligne = timezone.now(), PlanAccompagnement.objects.filter(pk=plan.pk)
    ligne.update(statut=StatutPlan.PROPOSE, propose_at=maintenant)
    ligne.update(statut=StatutPlan.SIGNE_EQUIPE, signe_equipe_at=maintenant, signe_equipe_par=UtilisateurFactory())
    ligne.update(statut=StatutPlan.SIGNE, signe_at=maintenant, signe_par=UtilisateurFactory())
    plan = verrouiller_plan(plan)
    doter_le_plan(plan=plan, acteur=None)
    return plan


def avenant_propose(projet, acteur, *, besoin: str = "modele-juridique", ajout: int = 1, pour_l_equipe: bool = False) -> Avenant:
    """Propose an avenant that gives a need ``ajout`` half-days more than it has."""
    plan, besoins = PlanAccompagnement.objects.get(projet=projet), {b.code: b for b in Besoin.objects.all()}
    actuelles = lignes_de(plan.lignes.select_related("besoin"), credits_du_projet(projet))
    lignes = [replace(li, demi_journees=li.demi_journees + ajout) if li.besoin == besoin else li for li in actuelles]
    if besoin not in {li.besoin for li in actuelles}:
        lignes += lignes_voulues((besoin, ajout))
    champs = {"objet": "Objet d’exemple", "motif": "Motif d’exemple", "lignes": lignes, "besoins": besoins}
    return proposer_avenant(plan=plan, acteur=acteur, signe_pour_l_equipe=pour_l_equipe, **champs)


def sans_interet(experts, projets) -> None:
    """Experts declare that they have no interest in projects: without it they cannot accept a mission."""
    DeclarationExpert.objects.bulk_create(
        DeclarationExpert(expert=e, projet=p, interet=False, declaree_par_id=e.utilisateur_id) for e in experts for p in projets
    )


class ExpertFactory(DjangoModelFactory):
    """An expert of every need of the programme, or of ``besoins`` (codes), who has no interest in its projects (``declare``)."""

    class Meta:
        model = Expert
        skip_postgeneration_save = True

    utilisateur = factory.SubFactory(UtilisateurFactory)
    prix_demi_journee = Decimal("450")
    territoire = "Exemplie"

    @factory.post_generation
    def besoins(self, create, extracted, **kwargs):
        voulus = Besoin.objects.filter(code__in=extracted) if extracted else Besoin.objects.all()
        ExpertBesoin.objects.bulk_create(ExpertBesoin(expert=self, besoin=b) for b in voulus)

    @factory.post_generation
    def declare(self, create, extracted, **kwargs):
        if extracted is not False:
            _declarer(self)


def _declarer(expert: Expert) -> None:
    sans_interet([expert], Projet.objects.filter(plan_accompagnement__isnull=False))


def ouvrir(expert: Expert, nombre: int = 1, *, dans: int = 14) -> list[Creneau]:
    """Open ``nombre`` free half-days of an expert, from ``dans`` days ahead."""
    premier = timezone.localdate() + timedelta(days=dans)
    demi_journees = demi_journees_entre(premier, premier + timedelta(days=60))[:nombre]
    return [Creneau.objects.create(expert=expert, debut=d.debut, fin=d.fin) for d in demi_journees]


def deplacer(creneau: Creneau, debut: datetime) -> Creneau:
    """Put a half-day elsewhere in time, as if it had been booked long before."""
    creneau.debut, creneau.fin = debut, debut + timedelta(hours=3, minutes=30)
    creneau.save(update_fields=["debut", "fin"])
    return creneau


def mission_sans_date(projet: int, creneau: int, personne: int, *, demi_journees: int) -> Mission:
    """A mission that the expert of a slot accepted, its dates to choose; no credit moves."""
    maintenant, expert = timezone.now(), Expert.objects.get(creneaux=creneau)
    return Mission.objects.create(
        projet_id=projet, besoin=Besoin.objects.get(code="modele-economique"), expert=expert, objet="Le budget",
        demi_journees=demi_journees, statut=StatutMission.A_PLANIFIER, cle="sans-date", demandee_par_id=personne, demandee_at=maintenant, repondue_at=maintenant,
    )  # fmt: skip


def retire(creneau: Creneau) -> bool:
    return Creneau.objects.get(pk=creneau.pk).statut == StatutCreneau.RETIRE


def experte_du_programme(utilisateur: Utilisateur) -> Expert:
    """The profile of the expert of the cast."""
    return ExpertFactory(utilisateur=utilisateur)


def finir(projet, jours: int = 1) -> None:
    """Let the plan of a project end ``jours`` ago (below zero: in the days to come)."""
    PlanAccompagnement.objects.filter(projet=projet).update(date_fin=timezone.localdate() - timedelta(days=jours))



def faire_juger(mission: Mission, *, experte: Acteur, equipe: Acteur) -> Mission:
    """Bring a mission asked for to the verdict of the team: accepted, its half-day over, its report handed in."""
    repondre(mission=mission, reponse=Reponse.ACCEPTER, acteur=experte)
    deplacer(mission.creneau, timezone.now() - timedelta(days=1))
    remettre_compte_rendu(mission=mission, fait="Budget relu", demi_journees=mission.demi_journees, acteur=experte)
    accepter_service_fait(mission=mission, verdict=Verdict.ACCEPTE, acteur=equipe)
    return Mission.objects.get(pk=mission.pk)


def faire_valider(mission: Mission, *, experte: Acteur, equipe: Acteur, coordination: Acteur) -> Mission:
    """The same, then validated by the coordination: its half-days are debited."""
    valider_service_fait(mission=faire_juger(mission, experte=experte, equipe=equipe), acteur=coordination)
    return Mission.objects.get(pk=mission.pk)



def relever(expert: Expert, projet, besoin: Besoin, juge: Utilisateur, mois: date) -> tuple[ReleveMensuel, PieceCompteRendu]:
    """A mission of the 10th of a month, reported, accepted, validated, on the statement of that month, with a file; no credit moves."""
    debut = a_paris(mois.replace(day=10), time(9))
    coordination = UtilisateurFactory()
    pris = timezone.now()  # booked within the plan, then put where the month of the statement wants it
    creneau = Creneau.objects.create(expert=expert, debut=pris, fin=pris + timedelta(hours=3), statut=StatutCreneau.RETENU)
    dates = {champ: debut + timedelta(days=1) for champ in ("demandee_at", "repondue_at", "rendue_at", "jugee_at", "validee_at")}
    mission = Mission.objects.create(
        projet=projet, besoin=besoin, expert=expert, creneau=creneau, objet="Le budget", statut=StatutMission.VALIDE,
        cle=f"relevee-{creneau.pk}", demandee_par=juge, **dates,
    )  # fmt: skip
    deplacer(creneau, debut)
    champs = {"fait": "Budget relu", "demi_journees": 1, "reponse_avant": debut, "effet_du_silence": EffetSilence.ALERTER}
    rendu = CompteRendu.objects.create(mission=mission, rang=1, remis_at=dates["rendue_at"], remis_par=expert.utilisateur, **champs)
    ServiceFait.objects.create(
        mission=mission, compte_rendu=rendu, verdict=Verdict.ACCEPTE, demi_journees_acceptees=1, juge_at=dates["jugee_at"], juge_par=juge,
        valide_at=dates["validee_at"], valide_par=coordination, prix_demi_journee=expert.prix_demi_journee,
    )  # fmt: skip
    document = deposer(fichier=SimpleUploadedFile("note.pdf", b"%PDF-1.4", "application/pdf"), libelle="Note", acteur=None).document
    piece = PieceCompteRendu.objects.create(compte_rendu=rendu, document=document)
    return etablir_releves(mois=mois, acteur=None)[0], piece
