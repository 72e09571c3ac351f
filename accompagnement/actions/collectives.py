"""A mission shared by several projects, while it is open: opened on the agenda of an expert, joined within credits, agreed to.

Locks: the shared mission first, then the accounts of its projects by key, then nothing; no other act takes them the other way.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count, Exists, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from accompagnement.actions.annonces_collectives import annoncer_la_collective
from accompagnement.actions.demandes import tenir
from accompagnement.actions.registre import refus_de_solde, verrouiller_comptes
from accompagnement.enums import Lieu, NatureMouvement, StatutCreneau, StatutMission
from accompagnement.enums_collectives import EtatPart, PartageCollectif, StatutCollective
from accompagnement.enums_missions import OrigineMission
from accompagnement.models import Besoin, Creneau, DeclarationExpert, Expert, Mission, MissionCollective, PartMission
from accompagnement.permissions import est_l_expert_de_la_collective, refus_de_l_etat
from accompagnement.queries.collectives import parts_avec_equipe
from accompagnement.regles import CRENEAU_PRIS, refus_de_periode
from accompagnement.regles_collectives import DEJA_DIT, PAS_OUVERTE, refus_d_ouvrir, refus_de_decliner, refus_de_rejoindre
from accompagnement.regles_experts import INTERET
from manufactures.models import Projet
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter, noter_ensemble
from socle.lib.francais import demi_journees as en_demi_journees
from socle.lib.refus import ActionRefusee, Refus, exiger

PAS_A_DISTANCE = Refus("pas_a_distance", "Cet expert n’intervient que sur place : choisissez « Sur place ».")


@dataclass(frozen=True)
class Annonce:
    """What is told of a shared mission to those who may join it."""

    titre: str
    objet: str
    resultat_attendu: str
    lieu: Lieu
    adresse: str
    partage: PartageCollectif
    inscriptions_avant: datetime


@transaction.atomic
def ouvrir_collective(
    *, annonce: Annonce, expert: Expert, creneaux: Sequence[int], invites: Sequence[Projet], acteur: Acteur, cle: str
) -> MissionCollective:
    """Open a mission to several projects: its half-days are taken in the agenda of the expert, some projects are invited.

    ``invites`` are best read by ``projets_a_inviter``, with their teams. The same key twice is one mission. Raises ``ActionRefusee`` when a slot is gone, or when it is too short to be shared.
    """
    maintenant, minimum = timezone.now(), reglement.valeur("accompagnement.collective_projets_min")
    exiger(PAS_A_DISTANCE if annonce.lieu == Lieu.A_DISTANCE and not expert.a_distance else None)
    pris, ouverte = _prendre(expert, set(creneaux), maintenant, cle)
    if ouverte:
        return ouverte
    maximum = reglement.valeur("accompagnement.mission_demi_journees_max")
    exiger(refus_d_ouvrir(len(pris), minimum, maximum, annonce.inscriptions_avant, pris[0].debut, maintenant))
    collective = MissionCollective.objects.create(
        **vars(annonce),
        expert=expert,
        demi_journees=len(pris),
        projets_min=minimum,
        debut=pris[0].debut,
        fin=pris[-1].fin,
        cle=cle,
        ouverte_par=acteur.utilisateur,
        ouverte_at=maintenant,
    )
    Creneau.objects.filter(pk__in=[c.pk for c in pris]).update(statut=StatutCreneau.RETENU, collective=collective)
    _annoncer_l_ouverture(collective, _inviter(collective, invites), acteur)
    return collective


def _prendre(expert: Expert, voulus: set[int], maintenant: datetime, cle: str) -> tuple[list[Creneau], MissionCollective | None]:
    """Return free slots, locked, in time; or the mission that the same key opened already, which has taken them or others."""
    libres = Creneau.objects.filter(pk__in=voulus, expert=expert, statut=StatutCreneau.OUVERT, debut__gt=maintenant)
    lus = libres.annotate(deja=Exists(MissionCollective.objects.filter(cle=cle))).select_for_update(of=("self",))
    pris = list(lus.order_by("debut", "pk"))
    if pris and len(pris) == len(voulus) and not pris[0].deja:
        return pris, None
    ouverte = MissionCollective.objects.filter(cle=cle).first()
    exiger(None if ouverte else CRENEAU_PRIS)
    return [], ouverte


def _inviter(collective: MissionCollective, invites: Sequence[Projet]) -> list[PartMission]:
    """Invite projects; return their parts with their teams, asked of the database when they were not read with the projects."""
    parts = PartMission.objects.bulk_create(PartMission(collective=collective, projet=p) for p in invites)
    if not all(hasattr(p, "equipe_a_prevenir") for p in invites):
        return parts_avec_equipe(collective)
    for part in parts:
        part.equipe = part.projet.equipe_a_prevenir
    return parts


def _annoncer_l_ouverture(collective: MissionCollective, parts: Sequence[PartMission], acteur: Acteur) -> None:
    details = {"collective": collective.titre, "demi_journees": en_demi_journees(collective.demi_journees)}
    fils = {fil: details for fil in ("programme", *(p.projet.fil for p in parts))}
    noter_ensemble("collective.ouverte", fils=fils, acteur=acteur, objet=f"collective:{collective.pk}")
    contexte = {"partage": collective.get_partage_display().lower()}
    annoncer_la_collective("accompagnement_collective_ouverte", collective, parts=parts, contexte=contexte, a_l_expert=True)


def verrouiller_collective(collective: MissionCollective, **lus) -> MissionCollective:
    """Return a shared mission as it stands, locked until the end of the transaction; ``lus`` is read with it."""
    vues = MissionCollective.objects.select_for_update(of=("self",)).select_related("expert__utilisateur").annotate(**lus)
    return vues.get(pk=collective.pk)


def _places(collective: MissionCollective, projet: Projet) -> dict:
    """What is read with the accounts of a project that joins: how many are in (``inscrits``), whether it is (``deja``).

    Read once the mission is locked: what a statement that waits for a row reads besides it is older than the wait.
    """
    inscrites = PartMission.objects.filter(collective=collective.pk, etat_part=EtatPart.INSCRITE).order_by()
    nombre = inscrites.values("collective").annotate(n=Count("pk")).values("n")
    return {"inscrits": Coalesce(Subquery(nombre), 0), "deja": Exists(inscrites.filter(projet=projet))}


@transaction.atomic
def rejoindre_collective(
    *, collective: MissionCollective, projet: Projet, besoin: Besoin, plafond: int, participants: int, acteur: Acteur, cle: str
) -> PartMission:
    """Let a project in: it says how many people come, from which need it pays, and the half-days it pays at most, held at once.

    Joined twice is joined once. Raises ``ActionRefusee`` when it is too late, when there is no part left, when the credit is
    short, when a half-day is out of its two years, or when the expert declared an interest in it.
    """
    dites = DeclarationExpert.objects.filter(expert=OuterRef("expert"), projet=projet).order_by("-pk")
    collective = verrouiller_collective(collective, interet=Subquery(dites.values("interet")[:1]))
    comptes = verrouiller_comptes(projet.pk, **_places(collective, projet))
    lu = next(iter(comptes.values()), None)
    if lu and lu.deja:
        return PartMission.objects.get(collective=collective, projet=projet)
    bornes = {"inscrits": lu.inscrits if lu else 0, "demi_journees": collective.demi_journees, "plafond": plafond, "personnes": participants}
    exiger(refus_de_rejoindre(collective.etat, collective.inscriptions_avant, timezone.now(), **bornes))
    exiger(INTERET if collective.interet else None)
    exiger(_refus_du_projet(projet, collective))
    exiger(refus_de_solde(comptes, besoin.pk, plafond))
    mission = _mission_du_projet(collective, projet, besoin, plafond, acteur, cle)
    tenir(mission, comptes, plafond, acteur, cle=f"mission:{mission.pk}:{NatureMouvement.RESERVATION}")
    part = _inscrire_la_part(collective, projet, mission, participants, acteur)
    details = {"collective": collective.titre, "plafond": en_demi_journees(plafond)}
    noter("collective.rejointe", fil=projet.fil, acteur=acteur, objet=f"collective:{collective.pk}", **details)
    return part


def _refus_du_projet(projet: Projet, collective: MissionCollective) -> Refus | None:
    plan = projet.plan_accompagnement
    return refus_de_l_etat(projet.etat) or next(
        (refus for jour in (collective.debut, collective.fin) if (refus := refus_de_periode(jour, plan.date_debut, plan.date_fin))), None
    )


def _mission_du_projet(collective: MissionCollective, projet: Projet, besoin: Besoin, plafond: int, acteur: Acteur, cle: str) -> Mission:
    """The mission of a project for its part: it holds the cap until the report says what the part is."""
    return Mission.objects.create(
        collective=collective,
        origine=OrigineMission.COLLECTIVE,
        projet=projet,
        besoin=besoin,
        expert=collective.expert,
        objet=collective.objet,
        resultat_attendu=collective.resultat_attendu,
        demi_journees=plafond,
        lieu=collective.lieu,
        statut=StatutMission.PROPOSEE,
        cle=cle,
        demandee_par=acteur.utilisateur,
        demandee_at=timezone.now(),
        reponse_avant=collective.inscriptions_avant,
    )


def _inscrire_la_part(collective: MissionCollective, projet: Projet, mission: Mission, participants: int, acteur: Acteur) -> PartMission:
    part = PartMission(
        collective=collective,
        projet=projet,
        etat_part=EtatPart.INSCRITE,
        participants=participants,
        plafond=mission.demi_journees,
        mission=mission,
        repondue_at=timezone.now(),
        repondue_par=acteur.utilisateur,
    )
    champs = ["etat_part", "participants", "plafond", "mission", "motif", "repondue_at", "repondue_par"]
    return PartMission.objects.bulk_create([part], update_conflicts=True, unique_fields=["collective", "projet"], update_fields=champs)[0]


@transaction.atomic
def decliner_invitation(*, collective: MissionCollective, projet: Projet, acteur: Acteur) -> PartMission:
    """Answer no to an invitation: nothing is held, and the project may still come in until the registrations close.

    Raises ``ActionRefusee`` when it is not invited, has answered, or when it is too late.
    """
    collective = verrouiller_collective(collective)
    part = PartMission.objects.select_related("projet").filter(collective=collective, projet=projet).first()
    exiger(refus_de_decliner(collective.etat, collective.inscriptions_avant, timezone.now(), part and part.etat))
    part.etat_part, part.repondue_at, part.repondue_par = EtatPart.RETIREE, timezone.now(), acteur.utilisateur
    part.save(update_fields=["etat_part", "repondue_at", "repondue_par"])
    noter("collective.declinee", fil=projet.fil, acteur=acteur, objet=f"collective:{collective.pk}", collective=collective.titre)
    return part


@transaction.atomic
def accepter_collective(*, collective: MissionCollective, acteur: Acteur) -> MissionCollective:
    """Record the agreement of the expert; declining is cancelling. Raises ``ActionRefusee`` for another person, or said already."""
    collective = verrouiller_collective(collective)
    exiger(est_l_expert_de_la_collective(acteur, collective.expert.utilisateur_id))
    exiger(None if collective.etat == StatutCollective.OUVERTE else PAS_OUVERTE)
    if collective.accord_at:
        raise ActionRefusee(DEJA_DIT)
    collective.accord_at = timezone.now()
    collective.save(update_fields=["accord_at"])
    noter("collective.acceptee", fil="programme", acteur=acteur, objet=f"collective:{collective.pk}", collective=collective.titre)
    return collective
