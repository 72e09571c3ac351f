"""Which experts a mission asks, in which order, and why."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from fractions import Fraction

from django.db.models import Count, Exists, IntegerField, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accompagnement.enums import STATUTS_FAITS, STATUTS_SANS_CRENEAU, Lieu, StatutCreneau
from accompagnement.models import Creneau, Expert, ExpertBesoin, Mission, Sollicitation
from accompagnement.queries.avis import nombre_d_avis, note_moyenne
from accompagnement.queries.interets import avec_interet
from accompagnement.regles_missions import Candidat, Classe, bornes_de_charge, classer
from manufactures.departements import departement_nomme
from socle.comptes import reglement


@dataclass(frozen=True)
class Propose:
    """An expert proposed for a mission, with her score and reasons."""

    expert: Expert
    classe: Classe


def _nombre(lignes: QuerySet, par: str) -> Coalesce:
    comptees = lignes.order_by().values(par).annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(comptees), 0, output_field=IntegerField())


def _candidats(mission: Mission, maintenant: datetime) -> QuerySet[Expert]:
    """Active experts of the need, except those asked already for this mission or with an interest in the project, with what the ranking asks of them."""
    depuis, _ = bornes_de_charge(maintenant)
    recentes = Mission.objects.filter(demandee_at__gte=depuis).exclude(statut__in=STATUTS_SANS_CRENEAU)
    faites = Mission.objects.filter(expert=OuterRef("pk"), besoin=mission.besoin_id, statut__in=STATUTS_FAITS)
    a_venir = Creneau.objects.filter(expert=OuterRef("pk"), statut=StatutCreneau.RETENU, debut__gt=maintenant)
    sait = ExpertBesoin.objects.filter(expert=OuterRef("pk"), besoin=mission.besoin_id)
    demandes = Sollicitation.objects.filter(expert=OuterRef("pk"), mission=mission.pk)
    sans_interet = avec_interet(Expert.objects.all(), mission.projet).exclude(interet=True)
    return (
        sans_interet.filter(Exists(sait), ~Exists(demandes), actif=True)
        .select_related("utilisateur")
        .annotate(
            missions_du_besoin=_nombre(faites, "expert"),
            a_venir=_nombre(a_venir, "expert"),
            recentes=_nombre(recentes.filter(expert=OuterRef("pk")), "expert"),
            recentes_du_lot=_nombre(recentes.filter(expert__lot=OuterRef("lot")), "expert__lot"),
            recentes_de_tous=_nombre(recentes.filter(expert__isnull=False), "programme"),
            note=note_moyenne(),
            avis_donnes=nombre_d_avis(),
        )
        .order_by("pk")
    )


def experts_proposes(mission: Mission, maintenant: datetime) -> list[Propose]:
    """Rank the experts a mission may still ask, the best first (one statement, and the règlement)."""
    experts = {e.pk: e for e in _candidats(mission, maintenant)}
    projet = mission.projet
    lieux = [projet.commune, projet.departement, projet.region]
    poids = reglement.valeur("accompagnement.classement_poids")
    classes = classer([_candidat(e) for e in experts.values()], poids, lieux=lieux, lieu=Lieu(mission.lieu), departement=departement_nomme(projet.departement))
    return [Propose(experts[c.expert_pk], c) for c in classes]


def _candidat(expert: Expert) -> Candidat:
    return Candidat(
        expert_pk=expert.pk,
        missions_du_besoin=expert.missions_du_besoin,
        territoire=expert.territoire,
        departement=expert.departement,
        distance_max=expert.distance_max,
        a_distance=expert.a_distance,
        a_venir=expert.a_venir,
        recentes=expert.recentes,
        part_du_lot=Fraction(expert.recentes_du_lot, expert.recentes_de_tous) if expert.recentes_de_tous else Fraction(0),
        avis=Decimal(str(expert.note)) if expert.avis_donnes >= reglement.valeur("accompagnement.avis_moyenne_min") else None,
    )
