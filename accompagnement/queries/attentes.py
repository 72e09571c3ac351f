"""The waiting list: who waits, what each place may be offered, what a project and the coordination read of it."""

from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, TruncDate

from accompagnement.enums import NatureCompte
from accompagnement.enums_missions import ATTENTES_OUVERTES, StatutAttente
from accompagnement.models import AttenteDeCreneau, CompteCredits, Creneau, DeclarationExpert, ExpertBesoin
from accompagnement.queries.missions import equipe_de
from manufactures.enums import StatutProjet
from manufactures.models import Projet
from socle.comptes.acteur import Acteur
from socle.lib.dates import PARIS


def attentes_a_servir() -> QuerySet[AttenteDeCreneau]:
    """Return the places in line whose project may book now: in accompagnement, with a credit left for the need."""
    credit = CompteCredits.objects.filter(projet=OuterRef("projet"), besoin=OuterRef("besoin"), nature=NatureCompte.DISPONIBLE, solde__gt=0)
    en_attente = AttenteDeCreneau.objects.filter(Exists(credit), statut=StatutAttente.EN_ATTENTE, projet__statut=StatutProjet.EN_ACCOMPAGNEMENT)
    return en_attente.order_by("demandee_at", "pk")


def avec_la_file(creneaux: QuerySet[Creneau]) -> QuerySet[Creneau]:
    """Add to half-days who waits for them, in order (``file``, places; ``projets``, theirs), and to whom each is offered, until when.

    A half-day suits a place when its expert answers the need, is the one wanted if one is, has no interest in the project, and when
    it lies in the plan.
    """
    sait = ExpertBesoin.objects.filter(expert=OuterRef(OuterRef("expert")), besoin=OuterRef("besoin"), expert__actif=True)
    dites = DeclarationExpert.objects.filter(expert=OuterRef(OuterRef("expert")), projet=OuterRef("projet")).order_by("-pk")
    lui_va = attentes_a_servir().alias(interet=Coalesce(Subquery(dites.values("interet")[:1]), False)).filter(
        Q(expert=None) | Q(expert=OuterRef("expert")),
        Exists(sait),
        interet=False,
        projet__plan_accompagnement__date_debut__lte=OuterRef("jour"),
        projet__plan_accompagnement__date_fin__gte=OuterRef("jour"),
    )
    offre = AttenteDeCreneau.objects.filter(creneau=OuterRef("pk"), statut=StatutAttente.OFFERTE)
    return creneaux.annotate(jour=TruncDate("debut", tzinfo=PARIS)).annotate(
        file=ArraySubquery(lui_va.values("pk")),
        projets=ArraySubquery(lui_va.values("projet")),
        offert_a=Subquery(offre.values("projet")[:1]),
        offert_jusqu_au=Subquery(offre.values("offre_jusqu_au")[:1]),
    )


def creneau_avec_sa_file(creneau: Creneau) -> Creneau:
    """Return a half-day with who waits for it, read now unless it was read so."""
    return creneau if hasattr(creneau, "projets") else avec_la_file(Creneau.objects.select_related("expert__utilisateur")).get(pk=creneau.pk)


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
