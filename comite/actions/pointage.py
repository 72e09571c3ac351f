"""A wrong hour of arrival or departure, corrected by whoever presides, with its trace."""

from datetime import datetime

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from comite.actions.ordre_du_jour import verrouiller_seance
from comite.enums import StatutSeance
from comite.models import Presence, Seance
from comite.permissions import peut_presider
from comite.queries.sieges import siege_de
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib import francais
from socle.lib.refus import Refus, exiger

PV_ETABLI = Refus("pv_etabli", "Le procès-verbal est établi\u00a0: les heures de présence ne changent plus ici.")
MOTIF_MANQUANT = Refus("motif_manquant", "Indiquez pourquoi cette heure est corrigée\u00a0: le motif reste au journal de la séance.")
HORS_SEANCE = Refus("hors_seance", "L’arrivée et le départ se placent entre l’ouverture de la séance et maintenant, ou sa levée.")
DEPART_AVANT = Refus("depart_avant_arrivee", "Le départ vient après l’arrivée.")
CHEVAUCHEMENT = Refus("presences_croisees", "Cette personne est déjà notée présente à ces heures-là\u00a0: corrigez l’autre ligne d’abord.")
DEPART_MANQUANT = Refus("depart_manquant", "La séance est levée\u00a0: indiquez l’heure du départ.")
_MODIFIABLES = (StatutSeance.OUVERTE, StatutSeance.SUSPENDUE, StatutSeance.LEVEE)


@transaction.atomic
def corriger_presence(
    *, presence: Presence, arrivee_at: datetime, depart_at: datetime | None, motif: str, acteur: Acteur | None
) -> Presence:
    """Correct the hours of a presence, with the reason. The quorum of ballots already opened stays the one counted then."""
    exiger(peut_presider(acteur, siege_de(acteur), presence.seance))
    seance = verrouiller_seance(presence.seance)
    presence = Presence.objects.select_for_update(of=("self",)).select_related("membre__utilisateur").get(pk=presence.pk)
    avant = _heures(presence)
    presence.arrivee_at, presence.depart_at = _dans_la_seance(seance, arrivee_at), depart_at and _dans_la_seance(seance, depart_at)
    exiger(None if motif.strip() else MOTIF_MANQUANT)
    exiger(_refus_de_corriger(seance, presence))
    presence.save(update_fields=["arrivee_at", "depart_at"])
    noter(
        "presence.corrigee", fil=seance.fil, acteur=acteur, motif=motif.strip(), avant=avant, apres=_heures(presence),
        personne=str(presence.membre),
    )  # fmt: skip
    return presence


def _heures(presence: Presence) -> dict[str, str]:
    depart = francais.heure(presence.depart_at) if presence.depart_at else ""
    return {"arrivee": francais.heure(presence.arrivee_at), "depart": depart}


def _dans_la_seance(seance: Seance, instant: datetime) -> datetime:
    """Hours are typed to the minute: the minute of the opening is the opening, that of the end is the end."""
    for borne in (seance.ouverte_at, seance.levee_at):
        if borne and instant.replace(second=0, microsecond=0) == borne.replace(second=0, microsecond=0):
            return borne
    return instant


def _refus_de_corriger(seance: Seance, presence: Presence) -> Refus | None:
    if seance.etat not in _MODIFIABLES:
        return PV_ETABLI
    fin = seance.levee_at or timezone.now()
    if presence.depart_at is None and seance.levee_at:
        return DEPART_MANQUANT
    if not seance.ouverte_at <= presence.arrivee_at <= fin or (presence.depart_at and presence.depart_at > fin):
        return HORS_SEANCE
    if presence.depart_at and presence.depart_at < presence.arrivee_at:
        return DEPART_AVANT
    return CHEVAUCHEMENT if _se_croise(presence) else None


def _se_croise(presence: Presence) -> bool:
    autres = Presence.objects.filter(seance=presence.seance_id, membre=presence.membre_id).exclude(pk=presence.pk)
    finit_apres = Q(depart_at=None) | Q(depart_at__gt=presence.arrivee_at)
    commence_avant = Q(arrivee_at__lt=presence.depart_at) if presence.depart_at else Q()
    return autres.filter(finit_apres, commence_avant).exists()
