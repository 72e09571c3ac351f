"""The outbox: write, hold back, publish, send, try again."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import F, QuerySet
from django.utils import timezone

from socle.comptes.acteur import Acteur
from socle.comptes.models import Utilisateur
from socle.comptes.portee import programme_courant
from socle.courriers.enums import EtatCourrier
from socle.courriers.envoi import expedier_message, nouvel_identifiant
from socle.courriers.gabarits import Redaction, composer
from socle.courriers.models import Courrier, PieceJointe
from socle.courriers.regles import attente_avant_essai
from socle.lib.refus import ActionRefusee, Refus
from socle.lib.taches import enfiler

PAS_EN_ECHEC = Refus("courrier_pas_en_echec", "Ce courrier n’est pas en échec\u00a0: il attend son tour ou il est déjà parti.")
ERREURS_D_ENVOI = (OSError, ValueError)  # SMTPException is an OSError; an address that cannot be written is a ValueError


@dataclass(frozen=True)
class Piece:
    """A small file to send with a mail."""

    nom: str
    type_mime: str
    contenu: bytes


@dataclass(frozen=True)
class Lettre:
    """One mail to write: to whom, what it says, the key that makes it unique in the programme, its thread, its files."""

    a: Utilisateur | str
    contexte: dict[str, Any]
    cle: str
    fil: str = ""
    pieces: tuple[Piece, ...] = ()

    @property
    def destinataire(self) -> Utilisateur | None:
        return self.a if isinstance(self.a, Utilisateur) else None

    @property
    def est_fermee(self) -> bool:
        """The person's account is closed: nobody writes to it any more."""
        return self.destinataire is not None and not self.destinataire.is_active


def poster(
    *,
    gabarit: str,
    a: Utilisateur | str,
    contexte: dict[str, Any],
    cle: str,
    fil: str = "",
    retenu: bool = False,
    pieces: Iterable[Piece] = (),
) -> Courrier | None:
    """Write a mail in the outbox, in the caller's transaction, and have it sent after commit.

    ``cle`` makes it unique in the programme: the same mail twice is one, the first. ``retenu`` holds it back until
    ``publier``. None when the person's account is closed: nobody writes to it any more.
    """
    lettre = Lettre(a, contexte, cle, fil, tuple(pieces))
    return next(iter(poster_ensemble(gabarit=gabarit, lettres=[lettre], retenu=retenu)), None)


_en_attente: ContextVar[list[tuple[Lettre, Courrier]] | None] = ContextVar("courriers_en_attente", default=None)


@transaction.atomic
def poster_ensemble(*, gabarit: str, lettres: Iterable[Lettre], retenu: bool = False) -> list[Courrier]:
    """Write several mails in one statement, each as ``poster`` does; return them in order, closed accounts left out."""
    ecrites = [(lettre, _ecrire(gabarit, lettre, retenu)) for lettre in lettres if not lettre.est_fermee]
    en_attente = _en_attente.get()
    if en_attente is None:
        return _deposer(ecrites)
    en_attente.extend(ecrites)
    return [courrier for _, courrier in ecrites]


@contextmanager
def poster_a_la_fin() -> Iterator[None]:
    """Write the mails of a block, whatever their templates, in one statement when it ends.

    Until then a mail has no key. A block that fails posts nothing, as its transaction leaves nothing.
    """
    if _en_attente.get() is not None:
        yield
        return
    jeton = _en_attente.set(ecrites := [])
    try:
        yield
    finally:
        _en_attente.reset(jeton)
    _deposer(ecrites)


def _deposer(ecrites: list[tuple[Lettre, Courrier]]) -> list[Courrier]:
    nouveaux, par_cle = _inserer([courrier for _, courrier in ecrites])
    _joindre([lettre for lettre, _ in ecrites], nouveaux)
    for courrier in nouveaux:
        if courrier.etat == EtatCourrier.EN_ATTENTE:
            enfiler("courriers.expedier", courrier.pk, courrier.programme_id)
    return [par_cle[lettre.cle] for lettre, _ in ecrites]


def _ecrire(gabarit: str, lettre: Lettre, retenu: bool) -> Courrier:
    redaction = composer(gabarit, lettre.contexte, str(programme_courant()))
    adresse = lettre.destinataire.email if lettre.destinataire else lettre.a
    champs = {"gabarit": gabarit, "destinataire": lettre.destinataire, "adresse": adresse, "cle": lettre.cle, "fil": lettre.fil}
    return Courrier(**champs, **_etat_initial(retenu), **vars(redaction))


def _inserer(courriers: list[Courrier]) -> tuple[list[Courrier], dict[str, Courrier]]:
    """Insert mails; return the new ones, then all by key. Nobody looks first: a mail posted before is rare, its key tells it."""
    try:
        with transaction.atomic():
            nouveaux = Courrier.objects.bulk_create(courriers)
    except IntegrityError:
        Courrier.objects.bulk_create(courriers, ignore_conflicts=True)
        par_cle = {c.cle: c for c in Courrier.objects.filter(cle__in=[c.cle for c in courriers])}
        ecrits = {c.message_id for c in courriers}
        return [c for c in par_cle.values() if c.message_id in ecrits], par_cle
    return nouveaux, {c.cle: c for c in nouveaux}


def _joindre(lettres: list[Lettre], nouveaux: list[Courrier]) -> None:
    pieces = {lettre.cle: lettre.pieces for lettre in reversed(lettres)}  # of two letters with one key, the first
    PieceJointe.objects.bulk_create(PieceJointe(courrier=c, **vars(piece)) for c in nouveaux for piece in pieces[c.cle])


def _etat_initial(retenu: bool) -> dict[str, Any]:
    etat = EtatCourrier.RETENU if retenu else EtatCourrier.EN_ATTENTE
    return {"etat": etat, "prochain_essai_at": None if retenu else timezone.now(), "message_id": nouvel_identifiant()}


@transaction.atomic
def classer_partis() -> int:
    """Mark what waits as gone when its turn came, without sending it: a demonstration tells a past. Return how many."""
    en_attente = Courrier.objects.filter(etat=EtatCourrier.EN_ATTENTE)
    return en_attente.update(etat=EtatCourrier.PARTI, parti_at=F("prochain_essai_at"), prochain_essai_at=None)


@transaction.atomic
def publier(*, courriers: Iterable[Courrier], acteur: Acteur | None) -> int:
    """Let mails go that were held back; return how many (those already published are left alone)."""
    cles = courriers.values("pk") if isinstance(courriers, QuerySet) else [c.pk for c in courriers]
    retenus = list(Courrier.objects.select_for_update().retenus().filter(pk__in=cles))
    liberes = Courrier.objects.filter(pk__in=[c.pk for c in retenus])
    liberes.update(etat=EtatCourrier.EN_ATTENTE, prochain_essai_at=timezone.now())
    for courrier in retenus:
        enfiler("courriers.expedier", courrier.pk, courrier.programme_id)
    return len(retenus)


@transaction.atomic
def reessayer(*, courrier_id: int, acteur: Acteur | None) -> Courrier:
    """Give a failed mail six new tries. Raises ``ActionRefusee`` when it has not failed."""
    courrier = Courrier.objects.select_for_update().get(pk=courrier_id)
    if not courrier.est_en_echec:
        raise ActionRefusee(PAS_EN_ECHEC)
    courrier.tentatives = 0
    return _remettre_en_attente(courrier)


def _remettre_en_attente(courrier: Courrier) -> Courrier:
    courrier.etat, courrier.prochain_essai_at = EtatCourrier.EN_ATTENTE, timezone.now()
    courrier.save(update_fields=["etat", "prochain_essai_at", "tentatives"])
    enfiler("courriers.expedier", courrier.pk, courrier.programme_id)
    return courrier


@transaction.atomic
def expedier(*, courrier_id: int) -> Courrier | None:
    """Send a waiting mail; None when another worker holds it or it is not waiting any more.

    The row stays locked while the SMTP server answers. A crash between its answer and our commit sends the mail again
    with the same Message-ID. A failure is counted and tried again later, six times, then the mail is a failure.
    """
    en_attente = Courrier.objects.select_for_update(skip_locked=True).filter(pk=courrier_id, etat=EtatCourrier.EN_ATTENTE)
    courrier = en_attente.first()
    if courrier is None:
        return None
    try:
        _envoyer(courrier)
    except ERREURS_D_ENVOI as erreur:
        _compter_l_echec(courrier, erreur)
    else:
        courrier.etat, courrier.parti_at, courrier.prochain_essai_at = EtatCourrier.PARTI, timezone.now(), None
        courrier.derniere_erreur = ""
    courrier.save()
    return courrier


def _envoyer(courrier: Courrier) -> None:
    redaction = Redaction(courrier.sujet, courrier.texte, courrier.html)
    pieces = [(p.nom, bytes(p.contenu), p.type_mime) for p in courrier.pieces.all()]
    expedier_message(redaction, courrier.adresse, courrier.message_id, pieces)


def _compter_l_echec(courrier: Courrier, erreur: Exception) -> None:
    courrier.tentatives += 1
    courrier.derniere_erreur = f"{type(erreur).__name__} {erreur}"[:500]
    attente = attente_avant_essai(courrier.tentatives)
    courrier.prochain_essai_at = timezone.now() + attente if attente else None
    courrier.etat = EtatCourrier.EN_ATTENTE if attente else EtatCourrier.ECHEC
