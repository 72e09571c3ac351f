"""What becomes of a shared mission: confirmed or cancelled, left and shared again, reported; each project then judges its part."""

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import Case, F, IntegerField, OuterRef, Value, When
from django.db.models.functions import JSONObject
from django.utils import timezone

from accompagnement.actions.annonces_collectives import annoncer_la_collective
from accompagnement.actions.collectives import verrouiller_collective
from accompagnement.actions.registre import inscrire, mouvement
from accompagnement.actions.service_fait import regle_du_silence
from accompagnement.enums import NatureCompte, NatureMouvement, StatutCreneau, StatutMission
from accompagnement.enums_collectives import EtatPart, PartageCollectif, StatutCollective
from accompagnement.models import CompteCredits, CompteRendu, Creneau, EtapeMission, Mission, MissionCollective, PartMission
from accompagnement.permissions import est_l_expert_de_la_collective, peut_annuler_la_collective, peut_coordonner
from accompagnement.queries.collectives import declarations_manquantes, dernier_debut, participants_de, parts_avec_equipe
from accompagnement.regles_collectives import (
    MOTIF_MANQUANT,
    partager,
    refus_d_annuler,
    refus_de_confirmer,
    refus_de_partager,
    refus_de_quitter,
    refus_de_rendre,
)
from manufactures.models import Projet
from manufactures.queries.personnes import equipe_de
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter_a_la_fin, noter_ensemble
from socle.lib.francais import demi_journees as en_demi_journees
from socle.lib.francais import echeance, enumeration, pluriel
from socle.lib.refus import ActionRefusee, Refus, exiger

PAS_INSCRIT = Refus("pas_inscrit", "Ce projet n’est pas inscrit à cette mission : rechargez la page pour voir où elle en est.")
_DE_LA_PART = ("id", "etat_part", "participants", "plafond", "mission_id")
CLOTURE = "Les inscriptions sont closes et les conditions ne sont pas réunies"


def _inscrites(parts: list[PartMission]) -> list[PartMission]:
    return [p for p in parts if p.inscrite]


def _verrouiller_les_parts(collective: MissionCollective, *etats: EtatPart) -> tuple[list[PartMission], dict]:
    """Return the parts of a locked mission in ``etats``, with their missions and teams (``equipe``), and the accounts of their projects.

    One statement locks the accounts and reads the parts: these move under the lock of the mission only. Each project that may be
    invited has accounts, which the signature of its plan opened.
    """
    lien = "projet__parts_de_mission"
    siennes = CompteCredits.objects.filter(**{f"{lien}__collective": collective.pk, f"{lien}__etat_part__in": sorted(etats)})
    lue = JSONObject(**{champ: F(f"{lien}__{champ}") for champ in _DE_LA_PART})
    lus = siennes.annotate(part_lue=lue, besoin_payeur=F(f"{lien}__mission__besoin"), equipe=equipe_de("projet")).select_related("projet")
    comptes = list(lus.select_for_update(of=("self",)).order_by("pk"))
    parts = {c.projet_id: _part(collective, c) for c in comptes}
    return sorted(parts.values(), key=lambda p: p.pk), {(c.projet_id, c.besoin_id, NatureCompte(c.nature)): c for c in comptes}


def _part(collective: MissionCollective, lu: CompteCredits) -> PartMission:
    part = PartMission(collective=collective, projet=lu.projet, **lu.part_lue)
    part.equipe = lu.equipe
    if part.mission_id:
        part.mission = Mission(pk=part.mission_id, projet=lu.projet, besoin_id=lu.besoin_payeur)
    return part


def _passer(parts: list[PartMission], de: StatutMission, vers: StatutMission, acteur: Acteur | None, motif: str = "", **champs) -> None:
    """Move the missions of the parts together and write their steps: two statements whatever their number."""
    pks, maintenant = [p.mission_id for p in parts], timezone.now()
    Mission.objects.filter(pk__in=pks, statut=de).update(statut=vers, **champs)
    auteur = acteur.utilisateur if acteur else None
    EtapeMission.objects.bulk_create(EtapeMission(mission_id=pk, de=de, vers=vers, motif=motif, auteur=auteur, date=maintenant) for pk in pks)


def _liberer(
    parts: list[PartMission], quantites: dict[int, int], comptes: dict, source: str, motif: str, acteur: Acteur | None, suffixe: str
) -> None:
    """Give back half-days that the missions of the parts hold, ``quantites`` by project, in one statement."""
    inscrire(
        *(
            mouvement(
                nature=NatureMouvement.LIBERATION,
                de=comptes[p.projet_id, p.mission.besoin_id, NatureCompte.RESERVE],
                vers=comptes[p.projet_id, p.mission.besoin_id, NatureCompte.DISPONIBLE],
                quantite=quantites[p.projet_id],
                source=f"mission {p.mission_id}, {source}",
                motif=motif,
                acteur=acteur,
                cle=f"mission:{p.mission_id}:{suffixe}",
                mission=p.mission,
            )
            for p in parts
            if quantites[p.projet_id]
        )
    )


def _dire(
    code: str, collective: MissionCollective, parts: list[PartMission], acteur: Acteur | None, dues: dict | None = None, motif: str = "", **faits
) -> None:
    """Tell an act in the thread of each project, with its own part; ``faits``: what is kept of it besides."""
    dues, faits = dues or {}, faits | {"collective": collective.titre}
    fils = {"programme": faits | {"part": en_demi_journees(sum(dues.values()))}}
    fils |= {p.projet.fil: faits | {"part": en_demi_journees(dues.get(p.projet_id, 0))} for p in parts}
    noter_ensemble(code, fils=fils, acteur=acteur, objet=f"collective:{collective.pk}", motif=motif)


def _parts_en_mots(dues: dict[int, int]) -> dict[int, dict]:
    return {pk: {"part": en_demi_journees(n)} for pk, n in dues.items()}


@transaction.atomic
def confirmer_collective(*, collective: MissionCollective, acteur: Acteur | None) -> MissionCollective:
    """Close the registrations: the half-days are sure, each project knows its part. By the coordination, or the platform at the date.

    Raises ``ActionRefusee`` without the expert's agreement, while projects do not cover the whole, or while the expert has not
    declared that she has no interest in one of them.
    """
    exiger(peut_coordonner(acteur) if acteur else None)
    siens = Creneau.objects.filter(collective=OuterRef("pk")).order_by("debut", "pk")
    collective = verrouiller_collective(collective, dates=ArraySubquery(siens.values("pk")))
    parts = _inscrites(parts_avec_equipe(collective))
    inscrits, minimum = participants_de(parts), collective.projets_min
    exiger(refus_de_confirmer(collective.etat, bool(collective.accord_at), collective.demi_journees, inscrits, minimum))
    exiger(_refus_d_interet(collective, parts))
    dues = partager(collective.demi_journees, inscrits, PartageCollectif(collective.partage))
    maintenant = timezone.now()
    premier, dernier = collective.dates[0], collective.dates[-1]
    champs = {"creneau_id": premier, "dernier_creneau_id": dernier if dernier != premier else None, "repondue_at": maintenant}
    _passer(parts, StatutMission.PROPOSEE, StatutMission.PLANIFIEE, acteur, **champs)
    collective.statut, collective.confirmee_at = StatutCollective.CONFIRMEE, maintenant
    collective.save(update_fields=["statut", "confirmee_at"])
    _dire("collective.confirmee", collective, parts, acteur, dues, creneaux=collective.dates)
    contexte = {"projets": pluriel(len(parts), "projet"), "part": ""}
    annoncer_la_collective(
        "accompagnement_collective_confirmee", collective, parts=parts, contexte=contexte, propres=_parts_en_mots(dues), a_l_expert=True
    )
    return collective


def _refus_d_interet(collective: MissionCollective, parts: list[PartMission]) -> Refus | None:
    muets, lies = declarations_manquantes(collective, parts)
    if lies:
        return Refus("interet_declare", f"{collective.expert} a déclaré un intérêt dans {enumeration(lies)} : ce projet doit se retirer.")
    if muets:
        return Refus("interet_a_declarer", f"{collective.expert} doit d’abord déclarer si elle ou il a un intérêt dans {enumeration(muets)}.")
    return None


@transaction.atomic
def quitter_collective(
    *, collective: MissionCollective, projet: Projet, motif: str, acteur: Acteur, verrouillee: bool = False
) -> StatutCollective:
    """Take a project out and give its half-days back; once confirmed, the others share again, or the mission is cancelled.

    Returns where the mission stands then. ``verrouillee``: the door read the mission under its lock. Raises ``ActionRefusee``
    after the free delay, without a reason, or when it is not in.
    """
    collective = collective if verrouillee else verrouiller_collective(collective)
    heures, maintenant = reglement.valeur("accompagnement.annulation_gratuite_heures"), timezone.now()
    exiger(refus_de_quitter(collective.etat, collective.debut, maintenant, heures))
    exiger(None if motif.strip() else MOTIF_MANQUANT)
    parts, comptes = _verrouiller_les_parts(collective, EtatPart.INSCRITE)
    partie = next((p for p in parts if p.projet_id == projet.pk), None)
    if partie is None:
        raise ActionRefusee(PAS_INSCRIT)
    retrait = {"etat_part": EtatPart.RETIREE, "motif": motif, "repondue_at": maintenant, "repondue_par": acteur.utilisateur}
    PartMission.objects.filter(pk=partie.pk).update(**retrait)
    with noter_a_la_fin():
        dit = {"collective": collective.titre, "projet": projet.nom}
        fils = dict.fromkeys((projet.fil, "programme"), dit)
        noter_ensemble("collective.quittee", fils=fils, acteur=acteur, objet=f"collective:{collective.pk}", motif=motif)
        _continuer_sans(partie, collective, [p for p in parts if p is not partie], comptes, motif, acteur)
    return collective.etat


def _continuer_sans(
    partie: PartMission, collective: MissionCollective, restent: list[PartMission], comptes: dict, motif: str, acteur: Acteur
) -> None:
    """Give back what a project held. The others, once sure of their part, share again; when they cannot, nobody pays. All read why."""
    confirmee, inscrits = collective.etat == StatutCollective.CONFIRMEE, participants_de(restent)
    refus = refus_de_partager(collective.demi_journees, inscrits, collective.projets_min) if confirmee else None
    if refus:
        pourquoi = f"{partie.projet.nom} s’est retiré («\u00a0{motif}\u00a0»). {refus.phrase}"
        _annuler(collective, restent, comptes, pourquoi, acteur, partie=partie)
        return
    _rendre_les_missions(collective, [partie], comptes, f"{partie.projet.nom} se retire : {motif}", acteur)
    if confirmee:
        dues = partager(collective.demi_journees, inscrits, PartageCollectif(collective.partage))
        _dire("collective.repartagee", collective, restent, acteur, dues)
        _annoncer_le_retrait("accompagnement_collective_repartagee", partie, collective, restent, motif, _parts_en_mots(dues))
    else:
        _annoncer_le_retrait("accompagnement_collective_quittee", partie, collective, restent, motif)


def _annoncer_le_retrait(
    gabarit: str, partie: PartMission, collective: MissionCollective, restent: list[PartMission], motif: str, propres: dict | None = None
) -> None:
    """Write to the others and to the expert who left, and why; ``propres``: what each pays from then on."""
    contexte, cle = {"parti": partie.projet.nom, "motif": motif, "part": ""}, f"sans:{partie.projet_id}:{timezone.now():%Y%m%d%H%M%S}"
    annoncer_la_collective(gabarit, collective, parts=restent, contexte=contexte, propres=propres, a_l_expert=True, cle=cle)


def _rendre_les_missions(collective: MissionCollective, parts: list[PartMission], comptes: dict, motif: str, acteur: Acteur | None) -> None:
    """Cancel the missions of some projects: all they hold is free again."""
    de = StatutMission.PLANIFIEE if collective.etat == StatutCollective.CONFIRMEE else StatutMission.PROPOSEE
    auteur = acteur.utilisateur if acteur else None
    champs = {"annulee_at": timezone.now(), "annulee_par": auteur, "motif_annulation": motif}
    _passer(parts, de, StatutMission.ANNULEE, acteur, motif, **champs)
    _liberer(parts, {p.projet_id: p.plafond for p in parts}, comptes, "mission collective quittée", motif, acteur, str(NatureMouvement.LIBERATION))


@transaction.atomic
def annuler_collective(
    *, collective: MissionCollective, motif: str, acteur: Acteur | None, verrouillee: bool = False
) -> MissionCollective:
    """Cancel for all, free of charge: half-days and slots are given back. Raises ``ActionRefusee`` once it began or without a reason.

    ``verrouillee``: the door read the mission under its lock.
    """
    collective = collective if verrouillee else verrouiller_collective(collective)
    exiger(peut_annuler_la_collective(acteur, collective.expert.utilisateur_id) if acteur else None)
    exiger(refus_d_annuler(collective.etat, collective.debut, timezone.now(), motif))
    parts, comptes = _verrouiller_les_parts(collective, EtatPart.INVITEE, EtatPart.INSCRITE)
    _annuler(collective, parts, comptes, motif, acteur)
    return collective


def _annuler(
    collective: MissionCollective, parts: list[PartMission], comptes: dict, motif: str, acteur: Acteur | None, *, partie: PartMission | None = None
) -> None:
    """Cancel for all; ``partie``: the part of who just left, given back in the same statements but told apart."""
    inscrites = _inscrites([partie, *parts] if partie else parts)
    if inscrites:
        _rendre_les_missions(collective, inscrites, comptes, motif, acteur)
    par_l_expert = acteur is not None and acteur.pk == collective.expert.utilisateur_id
    collective.annuler(motif, StatutCreneau.RETIRE if par_l_expert else StatutCreneau.OUVERT)
    _dire("collective.annulee", collective, parts, acteur, motif=motif)
    contexte, propres = {"motif": motif, "rendues": bool(inscrites)}, {p.projet_id: {"rendues": p.inscrite} for p in parts}
    annoncer_la_collective(
        "accompagnement_collective_annulee", collective, parts=parts, contexte=contexte, propres=propres, a_l_expert=not par_l_expert
    )


@transaction.atomic
def rendre_collective(
    *, collective: MissionCollective, fait: str, decide: str = "", suites: str = "", acteur: Acteur, verrouillee: bool = False
) -> MissionCollective:
    """Let the expert report once for all: each project gets the report for its part, and judges it as any other.

    What a project held above its part is given back. ``verrouillee``: the door read the mission under its lock, with
    ``dernier_debut``. Raises ``ActionRefusee`` for another person, or before the last half-day.
    """
    collective = collective if verrouillee else verrouiller_collective(collective, dernier_debut=dernier_debut())
    exiger(est_l_expert_de_la_collective(acteur, collective.expert.utilisateur_id))
    maintenant = timezone.now()
    exiger(refus_de_rendre(collective.etat, collective.dernier_debut, maintenant))
    parts, comptes = _verrouiller_les_parts(collective, EtatPart.INSCRITE)
    dues = partager(collective.demi_journees, participants_de(parts), PartageCollectif(collective.partage))
    au_dela, motif = {p.projet_id: p.plafond - dues[p.projet_id] for p in parts}, "Le coût est partagé entre les projets venus"
    _liberer(parts, au_dela, comptes, "au-delà de sa part", motif, acteur, "au-dela")
    regle, mots = regle_du_silence(maintenant), {"fait": fait, "decide": decide, "suites": suites}
    rendus = [
        CompteRendu(mission_id=p.mission_id, rang=1, demi_journees=dues[p.projet_id], remis_at=maintenant, remis_par=acteur.utilisateur, **mots, **regle)
        for p in parts
    ]
    CompteRendu.objects.bulk_create(rendus)
    cas = Case(*(When(pk=p.mission_id, then=Value(dues[p.projet_id])) for p in parts), output_field=IntegerField())
    _passer(parts, StatutMission.PLANIFIEE, StatutMission.A_ACCEPTER, acteur, rendue_at=maintenant, demi_journees=cas)
    collective.statut, collective.rendue_at = StatutCollective.RENDUE, maintenant
    collective.save(update_fields=["statut", "rendue_at"])
    _dire("collective.rendue", collective, parts, acteur, dues)
    contexte = {"reponse_avant": echeance(rendus[0].reponse_avant), "effet": rendus[0].suite_du_silence}
    annoncer_la_collective("accompagnement_collective_rendue", collective, parts=parts, contexte=contexte, propres=_parts_en_mots(dues))
    return collective


@transaction.atomic
def clore_les_inscriptions(*, collective: MissionCollective) -> StatutCollective:
    """At the end of the registrations, confirm what can be and cancel the rest; done again, or late, it changes nothing more."""
    collective = verrouiller_collective(collective)
    if collective.etat != StatutCollective.OUVERTE or timezone.now() < collective.inscriptions_avant:
        return collective.etat
    try:
        return confirmer_collective(collective=collective, acteur=None).etat
    except ActionRefusee as refusee:
        refus = refusee.refus
    return annuler_collective(collective=collective, motif=f"{CLOTURE}. {refus.phrase}", acteur=None).etat
