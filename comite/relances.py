"""Reminders of the committee: convene in time, answer the convocation, score the files, prove the conditions. Each reads the state and nothing else."""

from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse

from comite.models import ConditionALever, Seance
from comite.queries.notation import notations_attendues
from comite.queries.rappels import SeanceARappeler, seances_a_rappeler
from comite.queries.reglement import convoquer_avant
from comite.queries.reponses import attendus_sans_reponse
from comite.queries.suites import conditions_lues
from manufactures.queries.personnes import equipe_de
from socle.comptes.portee import programme_courant
from socle.courriers.registre import Rappel, Relance, declarer
from socle.lib import francais


def _lien(nom: str, seance: Seance) -> str:
    return reverse(nom, args=[programme_courant().slug, seance.pk])


def seances_a_convoquer(seances: list[SeanceARappeler]) -> Iterator[Rappel]:
    """Return one reminder per sitting in preparation and person of the secretariat, before the last day the règlement allows."""
    for lue in seances:
        limite = convoquer_avant(lue.seance)
        phrase = f"Les convocations à la {lue.seance} partent au plus tard le {francais.echeance(limite)}."
        for pk in lue.secretariat:
            yield Rappel(f"convoquer:{lue.seance.pk}", pk, phrase, _lien("seance_convoquer", lue.seance), limite)


def reponses_attendues(seances: list[SeanceARappeler]) -> Iterator[Rappel]:
    """Return one reminder per member who has not answered: titulaires, and the suppléants of an excused one."""
    for lue in seances:
        seance = lue.seance
        phrase = f"Le comité se réunit le {francais.echeance(seance.date_prevue)} ({seance})\u00a0: dites si vous venez."
        for siege in attendus_sans_reponse(lue.sieges):
            cle = f"reponse:{seance.pk}:{seance.convoquee_at.timestamp():.0f}"
            yield Rappel(cle, siege.utilisateur_id, phrase, _lien("convocation_repondre", seance), seance.date_prevue)


def notes_attendues(instant: datetime) -> Iterator[Rappel]:
    """Return one reminder per member and sitting to come with files she has not scored; never the name of a file."""
    for attendue in notations_attendues(instant):
        seance = attendue.seance
        dossiers = francais.pluriel(attendue.dossiers, "dossier")
        yield Rappel(
            cle=f"notes:{seance.pk}",
            destinataire_pk=attendue.utilisateur_pk,
            phrase=f"{str(seance).capitalize()} du {francais.echeance(seance.date_prevue)}\u00a0: il vous reste {dossiers} à noter.",
            lien=_lien("seance_detail", seance),
            echeance=seance.date_prevue,
        )


def conditions_a_prouver(instant: datetime) -> Iterator[Rappel]:
    """Return one reminder per condition still to be proved and per person who owes it, once its decision is published. One statement."""
    attendues = conditions_lues().publiees().a_l_equipe().annotate(equipe=equipe_de("decision__point__projet"))
    for condition in attendues.order_by("echeance", "pk"):
        gens = [condition.responsable_id] if condition.responsable_id else [personne["id"] for personne in condition.equipe]
        for rang, personne_pk in enumerate(gens):
            yield _rappel(condition, personne_pk, condition.decision.point.projet.referent_id if rang == 0 else None)


def _rappel(condition: ConditionALever, personne_pk: int, referent_pk: int | None) -> Rappel:
    projet = condition.decision.point.projet
    return Rappel(
        cle=f"condition:{condition.pk}",
        destinataire_pk=personne_pk,
        phrase=f"{projet.nom}\u00a0: la preuve de «\u00a0{condition.texte}\u00a0» est attendue le {francais.echeance(condition.echeance)}.",
        lien=reverse("condition_detail", args=[programme_courant().slug, condition.pk]),
        echeance=condition.echeance,
        referent_pk=referent_pk,
    )


declarer(Relance("comite.convocation", "Séances à convoquer", seances_a_convoquer, lecture=seances_a_rappeler))
declarer(Relance("comite.reponse", "Réponses aux convocations", reponses_attendues, echelle=(-3, -2, -1), lecture=seances_a_rappeler))
declarer(Relance("comite.notes", "Notes attendues avant une séance", notes_attendues))
declarer(Relance("comite.condition", "Conditions et points à lever", conditions_a_prouver))
