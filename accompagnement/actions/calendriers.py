"""Busy calendars of an expert: an address given, read apart, its busy times kept until the next reading that succeeds."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.conf import settings
from django.db import IntegrityError, transaction
from django.utils import timezone

from accompagnement.actions.agenda import Bilan, accorder, fenetre, verrouiller_expert
from accompagnement.calendrier import Illisible, lire_a_part
from accompagnement.enums import EtatCalendrier
from accompagnement.models import CalendrierOccupe, Expert, PlageOccupee
from accompagnement.regles_agenda import Plage, refus_de_calendrier
from socle.comptes.acteur import Acteur
from socle.comptes.portee import programme_courant_id
from socle.journal.actions import noter
from socle.lib.dates import a_paris
from socle.lib.refus import ActionRefusee, Refus, exiger
from socle.lib.reseau import AdresseRefusee, LectureImpossible, TropGros, lire_adresse
from socle.lib.taches import enfiler

TAILLE_MAX = 2_000_000  # bytes
SECONDES = 15
D_AVANCE = timedelta(days=60)  # read beyond the agenda, so that « nothing new » is still true when the days go by
ENTRE_DEUX_DEMANDES = timedelta(minutes=1)
HTTPS_SEUL = Refus("adresse_https", "Collez l’adresse complète de votre calendrier : elle commence par https://.")
DEJA_SUIVI = Refus("calendrier_deja_suivi", "Ce calendrier est déjà dans votre liste.")
VIENT_D_ETRE_LU = Refus("lecture_recente", "Ce calendrier vient d’être lu : attendez une minute avant de redemander.")


@transaction.atomic
def ajouter_calendrier(*, expert: Expert, adresse: str, acteur: Acteur) -> CalendrierOccupe:
    """Follow a calendar. Raises ``ActionRefusee`` for an address that is not https, already there, or one too many."""
    adresse = adresse.strip().replace("webcal://", "https://", 1)
    exiger(None if adresse.startswith("https://") or settings.CALENDRIERS_LOCAUX else HTTPS_SEUL)
    expert = verrouiller_expert(expert.pk)
    exiger(refus_de_calendrier(expert.calendriers.count()))
    try:
        with transaction.atomic():
            calendrier = CalendrierOccupe.objects.create(expert=expert, adresse=adresse)
    except IntegrityError as doublon:
        raise ActionRefusee(DEJA_SUIVI) from doublon
    noter("expert.calendrier", fil="programme", acteur=acteur, objet=f"expert:{expert.pk}", quoi=f"{calendrier.hote}, ajouté")
    _demander(calendrier)
    return calendrier


def demander_lecture(*, calendrier: CalendrierOccupe) -> None:
    """Ask for a reading now. Raises ``ActionRefusee`` when one was just made."""
    recente = calendrier.essaye_at and timezone.now() - calendrier.essaye_at < ENTRE_DEUX_DEMANDES
    exiger(VIENT_D_ETRE_LU if recente else None)
    _demander(calendrier)


def _demander(calendrier: CalendrierOccupe) -> None:
    enfiler("accompagnement.lire_calendrier", calendrier.pk, programme_courant_id())


@transaction.atomic
def retirer_calendrier(*, calendrier: CalendrierOccupe, acteur: Acteur) -> Bilan:
    """Stop following a calendar: what it said goes with it."""
    expert = verrouiller_expert(calendrier.expert_id)
    hote = calendrier.hote
    calendrier.delete()
    noter("expert.calendrier", fil="programme", acteur=acteur, objet=f"expert:{expert.pk}", quoi=f"{hote}, retiré")
    return accorder(expert)


# --- Reading: outside any transaction, since a host may keep us waiting ---------------------------


@dataclass(frozen=True)
class Demande:
    """What a reading needs to know of a calendar."""

    adresse: str
    etag: str
    modifie: str
    debut: datetime
    fin: datetime


@dataclass(frozen=True)
class Lecture:
    """What a reading gave; no ``plages``: what was known stays."""

    etat: EtatCalendrier
    explication: str = ""
    plages: tuple[Plage, ...] | None = None
    etag: str = ""
    modifie: str = ""
    jusqu_au: date | None = None


def preparer_lecture(*, calendrier_id: int) -> Demande | None:
    """Return what to read, None when the calendar is gone."""
    calendrier = CalendrierOccupe.objects.filter(pk=calendrier_id).first()
    if calendrier is None:
        return None
    premier, dernier = fenetre(timezone.now())
    connu = calendrier.couvert_jusqu_au is not None and calendrier.couvert_jusqu_au >= dernier
    tampons = (calendrier.etag, calendrier.modifie) if connu else ("", "")
    return Demande(calendrier.adresse, *tampons, a_paris(premier, time(0)), a_paris(dernier + D_AVANCE, time(0)))


def lire(demande: Demande) -> Lecture:
    """Fetch and read a calendar; whatever goes wrong is an answer, never an exception."""
    try:
        reponse = lire_adresse(
            demande.adresse, taille_max=TAILLE_MAX, secondes=SECONDES, local_permis=settings.CALENDRIERS_LOCAUX,
            etag=demande.etag, modifie=demande.modifie,
        )  # fmt: skip
        if reponse.statut == 304:
            return Lecture(EtatCalendrier.LU)
        plages = tuple(lire_a_part(reponse.contenu, demande.debut, demande.fin))
    except AdresseRefusee as refus:
        return Lecture(EtatCalendrier.REFUSE, str(refus))
    except TropGros:
        return Lecture(EtatCalendrier.ILLISIBLE, "il dépasse 2 Mo")
    except Illisible as panne:
        return Lecture(EtatCalendrier.ILLISIBLE, str(panne))
    except LectureImpossible as panne:
        return Lecture(EtatCalendrier.MUET, str(panne))
    return Lecture(EtatCalendrier.LU, "", plages, reponse.etag, reponse.modifie, demande.fin.date())


@transaction.atomic
def enregistrer_lecture(*, calendrier_id: int, lecture: Lecture) -> None:
    """Keep what a reading gave, and make the free half-days follow. A booked one stays: its expert is warned on her page."""
    calendrier = CalendrierOccupe.objects.filter(pk=calendrier_id).first()
    if calendrier is None:
        return
    expert = verrouiller_expert(calendrier.expert_id)
    calendrier.etat, calendrier.explication, calendrier.essaye_at = lecture.etat, lecture.explication, timezone.now()
    if lecture.etat == EtatCalendrier.LU:
        calendrier.lu_at = calendrier.essaye_at
    if lecture.plages is not None:
        calendrier.etag, calendrier.modifie, calendrier.couvert_jusqu_au = lecture.etag, lecture.modifie, lecture.jusqu_au
        PlageOccupee.objects.filter(calendrier=calendrier).delete()
        PlageOccupee.objects.bulk_create(PlageOccupee(calendrier=calendrier, debut=p.debut, fin=p.fin) for p in lecture.plages)
    calendrier.save()
    accorder(expert)
