"""Waves: opened by the coordination, their dates moved in the open."""

from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from manufactures.models import Candidature, Vague
from manufactures.regles import refus_de_deplacer, refus_des_dates
from socle.comptes.acteur import Acteur
from socle.comptes.models import Programme
from socle.comptes.portee import programme_courant_id
from socle.journal.actions import noter
from socle.lib.dates import PARIS
from socle.lib.francais import echeance
from socle.lib.refus import Refus, exiger

CHAMPS = ("nom", "ouverture_at", "cloture_at", "cloture_prevue", "publication_at")
NOM_PRIS = Refus("vague_nom_pris", "Une vague porte déjà ce nom : choisissez-en un autre.")


@transaction.atomic
def creer_vague(
    *, nom: str, ouverture_at: datetime, cloture_at: datetime, publication_at: datetime | None, acteur: Acteur, cloture_prevue: str = ""
) -> Vague:
    """Open the next wave of the programme; its number follows the last one.

    Raises ``ActionRefusee`` for dates out of order, or a name that another wave has.
    """
    exiger(refus_des_dates(ouverture=ouverture_at, cloture=cloture_at, publication=publication_at))
    Programme.objects.select_for_update(of=("self",)).get(pk=programme_courant_id())  # two waves at once would take one number
    exiger(_refus_du_nom(nom))
    dernier = Vague.objects.aggregate(dernier=Max("numero"))["dernier"] or 0
    dates = {"ouverture_at": ouverture_at, "cloture_at": cloture_at, "publication_at": publication_at}
    vague = Vague.objects.create(numero=dernier + 1, nom=nom.strip(), cloture_prevue=cloture_prevue.strip(), **dates)
    noter("vague.creee", fil="programme", acteur=acteur, apres=_dire(vague), vague=vague.nom, cloture=echeance(cloture_at))
    return vague


@transaction.atomic
def modifier_vague(*, vague: Vague, valeurs: dict, acteur: Acteur, motif: str = "") -> Vague:
    """Change the name and the dates of a wave; the journal keeps what they were.

    ``valeurs`` maps each of ``CHAMPS`` to its value. Raises ``ActionRefusee`` for dates out of order, a name that another wave
    has, or a closing moved without a reason once it has passed with files deposited. Nothing changed writes nothing.
    """
    vague = Vague.objects.select_for_update(of=("self",)).get(pk=vague.pk)
    avant, cloture = _dire(vague), vague.cloture_at
    for champ in CHAMPS:
        if not _meme_minute(getattr(vague, champ), valeurs[champ]):
            setattr(vague, champ, valeurs[champ])
    exiger(refus_des_dates(ouverture=vague.ouverture_at, cloture=vague.cloture_at, publication=vague.publication_at))
    exiger(_refus_du_nom(vague.nom, vague))
    exiger(_refus_de_deplacer(vague, cloture, motif))
    if _dire(vague) != avant:
        vague.save(update_fields=CHAMPS)
        noter("vague.modifiee", fil="programme", acteur=acteur, motif=motif.strip(), avant=avant, apres=_dire(vague), vague=vague.nom)
    return vague


def _meme_minute(ancienne, nouvelle) -> bool:
    """Tell whether a date typed again, which has no seconds, is the one already there."""
    return isinstance(ancienne, datetime) and nouvelle == ancienne.replace(second=0, microsecond=0)


def _refus_du_nom(nom: str, vague: Vague | None = None) -> Refus | None:
    autres = Vague.objects.exclude(pk=vague.pk) if vague else Vague.objects
    return NOM_PRIS if autres.filter(nom__iexact=nom.strip()).exists() else None


def _refus_de_deplacer(vague: Vague, ancienne: datetime, motif: str) -> Refus | None:
    depots = Candidature.objects.filter(vague=vague, deposee_at__isnull=False).count()
    return refus_de_deplacer(ancienne=ancienne, nouvelle=vague.cloture_at, instant=timezone.now(), depots=depots, motif=motif)


def _dire(vague: Vague) -> dict:
    """Return a wave as the journal keeps it: hours of Paris, to the minute that people read and type."""
    lus = {champ: getattr(vague, champ) for champ in CHAMPS}
    return {c: v.astimezone(PARIS).isoformat(timespec="minutes") if isinstance(v, datetime) else v for c, v in lus.items()}
