"""Where an expert may propose a half-day: projects in accompagnement that have a credit left for a need she answers."""

from django.db.models import Exists, OuterRef, QuerySet, Subquery

from accompagnement.enums import NatureCompte
from accompagnement.models import Besoin, CompteCredits, Creneau, DeclarationExpert, Expert, ExpertBesoin
from manufactures.enums import StatutProjet
from manufactures.models import Projet


def projets_a_servir(expert: Expert, mots: str = "") -> QuerySet[Projet]:
    """Return these projects, with ``interet``, what she last declared; those with an interest are left out."""
    dites = DeclarationExpert.objects.filter(expert=expert, projet=OuterRef("pk")).order_by("-pk")
    ouverts = Projet.objects.filter(Exists(_credits(expert, OuterRef("pk"))), statut=StatutProjet.EN_ACCOMPAGNEMENT)
    ouverts = ouverts.filter(plan_accompagnement__signe_at__isnull=False).select_related("plan_accompagnement")
    ouverts = ouverts.annotate(interet=Subquery(dites.values("interet")[:1])).exclude(interet=True)
    return (ouverts.chercher(mots) if mots else ouverts).order_by("nom", "pk")


def besoins_a_proposer(expert: Expert, projet: Projet) -> list[Besoin]:
    """Return the needs of a project that she answers and that have a credit left."""
    return list(Besoin.objects.filter(pk__in=_credits(expert, projet.pk).values("besoin")))


def _credits(expert: Expert, projet) -> QuerySet[CompteCredits]:
    siens = ExpertBesoin.objects.filter(expert=expert).values("besoin")
    return CompteCredits.objects.filter(projet=projet, besoin__in=siens, nature=NatureCompte.DISPONIBLE, solde__gt=0)


def creneaux_a_proposer(expert: Expert, maintenant, nombre: int) -> list[Creneau]:
    """Return her next free half-days."""
    return list(Creneau.objects.filter(expert=expert).libres_apres(maintenant)[:nombre])
