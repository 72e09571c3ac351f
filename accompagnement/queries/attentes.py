"""The waiting list: who waits, what each place may be offered, what a project and the coordination read of it."""

from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import BooleanField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet

from accompagnement.enums import NatureCompte
from accompagnement.enums_missions import ATTENTES_OUVERTES, StatutAttente
from accompagnement.models import AttenteDeCreneau, CompteCredits, Creneau, DeclarationExpert, ExpertBesoin
from accompagnement.queries.missions import equipe_de
from accompagnement.regles_attente import Libre, Place
from manufactures.enums import StatutProjet
from manufactures.models import Projet
from socle.comptes.acteur import Acteur


def attentes_ouvertes() -> QuerySet[AttenteDeCreneau]:
    """Return the places open in the programme, in order, with ``servable`` and what ``place_de`` reads."""
    retirees = DeclarationExpert.objects.filter(expert=OuterRef("expert"), projet=OuterRef("projet"), pk__gt=OuterRef("pk"), interet=False)
    interets = DeclarationExpert.objects.filter(projet=OuterRef("projet"), interet=True).exclude(Exists(retirees))
    savent = ExpertBesoin.objects.filter(besoin=OuterRef("besoin"), expert__actif=True)
    credit = CompteCredits.objects.filter(projet=OuterRef("projet"), besoin=OuterRef("besoin"), nature=NatureCompte.DISPONIBLE, solde__gt=0)
    peut = Q(Exists(credit), projet__statut=StatutProjet.EN_ACCOMPAGNEMENT)
    lues = AttenteDeCreneau.objects.filter(statut__in=sorted(ATTENTES_OUVERTES)).annotate(
        servable=ExpressionWrapper(peut, BooleanField()),
        savent=ArraySubquery(savent.order_by("expert").values("expert")),
        ont_interet=ArraySubquery(interets.order_by("expert").values("expert")),
        du=F("projet__plan_accompagnement__date_debut"),
        au=F("projet__plan_accompagnement__date_fin"),
    )
    return lues.order_by("demandee_at", "pk")


def place_de(attente: AttenteDeCreneau) -> Place:
    """Read what the fair rule asks of a place."""
    experts = {attente.expert_id} & set(attente.savent) if attente.expert_id else set(attente.savent)
    return Place(attente.pk, attente.projet_id, attente.demandee_at, frozenset(experts - set(attente.ont_interet)), attente.du, attente.au)


def places_a_servir(attentes: list[AttenteDeCreneau]) -> list[Place]:
    """Return the places that may be offered a half-day now."""
    return [place_de(a) for a in attentes if a.servable and a.etat == StatutAttente.EN_ATTENTE]


def libre_de(creneau: Creneau) -> Libre:
    return Libre(creneau.pk, creneau.expert_id, creneau.debut)


def attentes_du_projet(projet: Projet) -> QuerySet[AttenteDeCreneau]:
    """Return the open places of a project with what its page shows; ``rang`` is counted by ``rangs``."""
    ouvertes = AttenteDeCreneau.objects.filter(projet=projet, statut__in=sorted(ATTENTES_OUVERTES))
    return ouvertes.select_related("besoin", "expert__utilisateur", "creneau__expert__utilisateur").order_by("demandee_at", "pk")


def attentes_du_programme() -> QuerySet[AttenteDeCreneau]:
    """Return all open places, the first in line first."""
    ouvertes = AttenteDeCreneau.objects.filter(statut__in=sorted(ATTENTES_OUVERTES))
    return ouvertes.select_related("projet", "besoin", "expert__utilisateur", "creneau__expert__utilisateur").order_by("besoin__ordre", "besoin", "demandee_at", "pk")


def rangs(attentes: list[AttenteDeCreneau]) -> list[tuple[AttenteDeCreneau, int]]:
    """Return places with how many wait before each for the same need, plus one. One statement."""
    files: dict[int, list[int]] = {}
    en_attente = AttenteDeCreneau.objects.filter(statut=StatutAttente.EN_ATTENTE, besoin__in=[a.besoin_id for a in attentes])
    for besoin, pk in en_attente.order_by("demandee_at", "pk").values_list("besoin", "pk"):
        files.setdefault(besoin, []).append(pk)
    return [(a, files[a.besoin_id].index(a.pk) + 1 if a.pk in files.get(a.besoin_id, ()) else 0) for a in attentes]


def offres_pour(acteur: Acteur, maintenant: datetime) -> QuerySet[AttenteDeCreneau]:
    """Return the half-days offered to the projects of a person."""
    offertes = AttenteDeCreneau.objects.filter(equipe_de(acteur), statut=StatutAttente.OFFERTE, offre_jusqu_au__gt=maintenant)
    return offertes.select_related("projet", "besoin", "creneau__expert__utilisateur").order_by("offre_jusqu_au", "pk")
