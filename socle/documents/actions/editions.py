"""The life of an edition: asked for, in progress, ready or failed, started again."""

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from socle.comptes.acteur import Acteur
from socle.documents import registre
from socle.documents.actions.fichiers import verser
from socle.documents.enums import EDITION_OUVERTE, EtatEdition
from socle.documents.models import Edition
from socle.lib.refus import ActionRefusee, Refus
from socle.lib.taches import enfiler

DEJA_LANCEE = Refus("edition_en_cours", "Ce document est déjà en préparation ou prêt. Ouvrez sa page pour le suivre.")


@transaction.atomic
def demander_edition(*, code: str, objet_id: int, acteur: Acteur | None, titre: str = "") -> Edition:
    """Ask for the PDF ``code`` of an object. The caller has checked that the person may read it.

    Asking again while it is in preparation returns the same edition. Raises ``KeyError`` for an undeclared code.
    """
    demandeur = acteur.utilisateur if acteur else None
    titre = titre or registre.modele(code).titre
    cle = {"code": code, "objet_id": objet_id, "demandeur": demandeur}
    en_cours = Edition.objects.filter(**cle, etat__in=EDITION_OUVERTE)
    if edition := en_cours.first():
        return edition
    try:
        with transaction.atomic():
            edition = Edition.objects.create(**cle, titre=titre)
    except IntegrityError:
        return en_cours.get()
    enfiler("documents.produire", edition.pk, edition.programme_id)
    return edition


@transaction.atomic
def commencer_edition(*, edition_id: int) -> Edition | None:
    """Take an edition in hand; None when it is already made (the task came twice)."""
    edition = _verrouiller(edition_id)
    if not edition.ouverte:
        return None
    edition.etat = EtatEdition.EN_COURS
    return _avancer(edition, 20)


@transaction.atomic
def avancer_edition(*, edition_id: int, progression: int) -> None:
    """Tell how far the work is, in per cent."""
    edition = _verrouiller(edition_id)
    if edition.ouverte:
        _avancer(edition, progression)


@transaction.atomic
def terminer_edition(*, edition_id: int, contenu: bytes, titre: str) -> Edition:
    """Store the PDF and make the edition ready; a second call finds it ready and stores nothing."""
    edition = _verrouiller(edition_id)
    if not edition.ouverte:
        return edition
    edition.titre = titre[:200]
    edition.version = verser(contenu=contenu, nom=f"{slugify(titre)}.pdf", type_mime="application/pdf", libelle=edition.titre)
    edition.etat, edition.terminee_at = EtatEdition.PRETE, timezone.now()
    return _avancer(edition, 100)


@transaction.atomic
def echouer_edition(*, edition_id: int, message: str) -> None:
    """Close an edition that could not be made, with the sentence shown to its requester."""
    edition = _verrouiller(edition_id)
    if edition.ouverte:
        edition.etat, edition.terminee_at, edition.message = EtatEdition.ECHEC, timezone.now(), message[:500]
        _avancer(edition, edition.progression)


@transaction.atomic
def relancer_edition(*, edition_id: int, acteur: Acteur | None) -> Edition:
    """Start a failed or stuck edition again. Raises ``ActionRefusee`` when it is in progress or ready."""
    edition = _verrouiller(edition_id)
    if not edition.relancable:
        raise ActionRefusee(DEJA_LANCEE)
    autres = Edition.objects.filter(code=edition.code, objet_id=edition.objet_id, demandeur=edition.demandeur_id)
    if autres.filter(etat__in=EDITION_OUVERTE).exclude(pk=edition.pk).exists():
        raise ActionRefusee(DEJA_LANCEE)
    edition.etat, edition.message, edition.terminee_at = EtatEdition.EN_ATTENTE, "", None
    _avancer(edition, 0)
    enfiler("documents.produire", edition.pk, edition.programme_id)
    return edition


def _verrouiller(edition_id: int) -> Edition:
    return Edition.objects.select_for_update(of=("self",)).get(pk=edition_id)


def _avancer(edition: Edition, progression: int) -> Edition:
    edition.progression, edition.progres_at = progression, timezone.now()
    edition.save()
    return edition
