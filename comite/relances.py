"""Reminders of the committee: convene in time, answer the convocation, read the files. Each reads the state and nothing else."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime

from django.urls import reverse
from django.utils import timezone

from comite.enums import Reponse, StatutSeance
from comite.models import Deport, Dossier, Membre, Note, ReponseConvocation, Seance
from comite.queries.reglement import convoquer_avant
from comite.queries.reponses import attendus_sans_reponse
from socle.comptes.enums import Role
from socle.comptes.models import Adhesion
from socle.comptes.portee import programme_courant
from socle.courriers.registre import Rappel, Relance, declarer
from socle.lib import francais


def _a_venir(statut: StatutSeance, instant: datetime) -> list[Seance]:
    return list(Seance.objects.filter(statut=statut, date_prevue__gt=instant).order_by("date_prevue", "pk"))


def _lien(nom: str, seance: Seance) -> str:
    return reverse(nom, args=[programme_courant().slug, seance.pk])


def _en_mandat(membre: Membre, seance: Seance) -> bool:
    jour = timezone.localdate(seance.date_prevue)
    return membre.comite_id == seance.comite_id and membre.mandat_debut <= jour and (membre.mandat_fin is None or membre.mandat_fin >= jour)


def _sieges(seances: list[Seance]) -> dict[int, list[Membre]]:
    """Return the seats held on the day of each sitting, in one statement; copies, so that an answer is that of one sitting."""
    champs = ("pk", "utilisateur_id", "comite_id", "suppleant_de_id", "voix", "mandat_debut", "mandat_fin")
    lignes = list(Membre.objects.order_by("siege", "pk").values(*champs)) if seances else []
    return {s.pk: [m for ligne in lignes if _en_mandat(m := Membre(**ligne), s)] for s in seances}


def seances_a_convoquer(instant: datetime) -> Iterator[Rappel]:
    """Return one reminder per sitting in preparation and person of the secretariat, before the last day the règlement allows."""
    seances = _a_venir(StatutSeance.EN_PREPARATION, instant)
    if not seances:
        return
    personnes = set(Adhesion.objects.filter(role=Role.COORDINATION, date_fin=None).values_list("utilisateur", flat=True))
    personnes |= set(Membre.objects.en_mandat(timezone.localdate(instant)).filter(est_secretariat=True).values_list("utilisateur", flat=True))
    for seance in seances:
        limite = convoquer_avant(seance)
        phrase = f"Les convocations à la {seance} partent au plus tard le {francais.echeance(limite)}."
        for pk in sorted(personnes):
            yield Rappel(f"convoquer:{seance.pk}", pk, phrase, _lien("seance_convoquer", seance), limite)


def reponses_attendues(instant: datetime) -> Iterator[Rappel]:
    """Return one reminder per member who has not answered: titulaires, and the suppléants of an excused one."""
    seances = _a_venir(StatutSeance.CONVOQUEE, instant)
    donnees = {(r.seance_id, r.membre_id): r.etat for r in ReponseConvocation.objects.filter(seance__in=seances).en_vigueur()}
    sieges = _sieges(seances)
    for seance in seances:
        membres = sieges[seance.pk]
        for membre in membres:
            membre.reponse = donnees.get((seance.pk, membre.pk), Reponse.SANS_REPONSE)
        phrase = f"Le comité se réunit le {francais.echeance(seance.date_prevue)} ({seance})\u00a0: dites si vous venez."
        for membre in attendus_sans_reponse(membres):
            cle = f"reponse:{seance.pk}:{seance.convoquee_at.timestamp():.0f}"
            yield Rappel(cle, membre.utilisateur_id, phrase, _lien("convocation_repondre", seance), seance.date_prevue)


def dossiers_a_lire(instant: datetime) -> Iterator[Rappel]:
    """Return one reminder per sitting and voting member with files she has not scored; those she is recused from are not counted."""
    seances = _a_venir(StatutSeance.CONVOQUEE, instant)
    dossiers = list(Dossier.objects.filter(point__seance__in=seances).values_list("pk", "point__seance", "point__projet"))
    if not dossiers:
        return
    notes = set(Note.objects.filter(dossier__in=[d[0] for d in dossiers]).values_list("membre", "dossier").distinct().order_by())
    deports = set(Deport.objects.filter(retire_at=None).values_list("membre", "projet"))
    sieges = _sieges(seances)
    for seance in seances:
        siens = [(pk, projet) for pk, s, projet in dossiers if s == seance.pk]
        votants = [m for m in sieges[seance.pk] if m.voix and not m.suppleant_de_id]
        restes = Counter(
            m.utilisateur_id for m in votants for pk, projet in siens if (m.pk, pk) not in notes and (m.pk, projet) not in deports
        )
        for personne, nombre in restes.items():
            phrase = f"{francais.pluriel(nombre, 'dossier')} à lire avant la {seance}, le {francais.echeance(seance.date_prevue)}."
            yield Rappel(f"dossiers:{seance.pk}", personne, phrase, _lien("seance_detail", seance), seance.date_prevue)


declarer(Relance("comite.convocation", "Séances à convoquer", seances_a_convoquer))
declarer(Relance("comite.reponse", "Réponses aux convocations", reponses_attendues, echelle=(-3, -2, -1)))
declarer(Relance("comite.dossiers", "Dossiers à lire avant la séance", dossiers_a_lire, echelle=(-5, -2)))
