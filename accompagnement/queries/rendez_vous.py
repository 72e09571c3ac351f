"""A confirmed mission written for any calendar (RFC 5545): one event for each half-day, that a later file moves or cancels."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import Q, QuerySet
from icalendar import Event

from accompagnement.enums import Lieu, StatutMission
from accompagnement.models import Creneau, Mission
from accompagnement.queries.abonnements import calendrier_vide, evenement, faits_lus, uid_de
from accompagnement.queries.demandes import creneaux_de
from accompagnement.regles_rendez_vous import demi_journees_nommees
from socle.journal.models import Evenement


def rendez_vous_en_ics(mission: Mission, maintenant: datetime, lien: str) -> bytes:
    """Return the half-days of a mission, and as cancelled those freed since or all when it is; ``lien``: the address of its page.

    A half-day is known by a name that a move keeps and that no other takes (``demi_journees_nommees``). SEQUENCE is the number of
    lines the journal has on the mission: each date set, moved, freed or cancelled writes one, and none is removed.
    """
    calendrier, lignes = calendrier_vide(), list(_journal(mission).values_list("verbe_code", "details"))
    tenus = [] if mission.etat == StatutMission.ANNULEE else creneaux_de(mission)
    siens = tenus or _tenus_a_l_annulation(mission)
    nommees = demi_journees_nommees(faits_lus(lignes), [c.pk for c in siens])
    creneaux = _creneaux([d.creneau for d in nommees], siens)
    for d in sorted(nommees, key=lambda d: (creneaux[d.creneau].debut, d.nom)):
        fait = _evenement(mission, d.nom, creneaux[d.creneau], maintenant, lien)
        fait.add("sequence", len(lignes))
        fait.add("status", "CONFIRMED" if tenus and d.tenue else "CANCELLED")
        calendrier.add_component(fait)
    return calendrier.to_ical()


def a_eu_des_dates(mission: Mission) -> bool:
    """Tell whether a mission has, or had, a half-day with its date."""
    return mission.creneau_id is not None or _journal(mission).filter(details__has_key="creneaux").exists()


def _journal(mission: Mission) -> QuerySet[Evenement]:
    """The lines of the journal on a mission, those of the shared mission it is a part of included, the oldest first."""
    objets = [f"mission:{mission.pk}", *([f"collective:{mission.collective_id}"] if mission.collective_id else [])]
    return Evenement.objects.filter(fil=mission.projet.fil, objet__in=objets).order_by("pk")


def _tenus_a_l_annulation(mission: Mission) -> list[Creneau]:
    """Return the slots that a mission cancelled held of its own until then."""
    tenus = Q(pk=mission.creneau_id) | Q(retenues__mission=mission.pk, retenues__liberee_at__gte=mission.annulee_at)
    return list(Creneau.objects.filter(tenus).distinct()) if mission.annulee_at else []


def _creneaux(voulus: Iterable[int], lus: Iterable[Creneau]) -> dict[int, Creneau]:
    """Return slots by key; those not read yet are, in one statement."""
    connus = {c.pk: c for c in lus}
    manquent = set(voulus) - set(connus)
    return connus | (Creneau.objects.in_bulk(manquent) if manquent else {})


def _evenement(mission: Mission, nom: int, creneau: Creneau, maintenant: datetime, lien: str) -> Event:
    titre = f"{mission.besoin}, {mission.projet.nom}, avec {mission.expert}"
    fait = evenement(uid_de(mission, nom), creneau, titre, _lieu(mission), f"{mission.objet}\n\n{lien}", maintenant)
    fait.add("url", lien)
    return fait


def _lieu(mission: Mission) -> str:
    """Write where it takes place: on site, with the town of the project."""
    mots = [Lieu(mission.lieu).label]
    if mission.lieu == Lieu.SUR_PLACE and mission.projet.commune:
        mots.append(mission.projet.commune)
    return ", ".join(mots)
