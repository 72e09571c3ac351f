"""Which projects the end of a plan, or its extension, asks the ledger to follow."""

from datetime import date

from django.db.models import Count, Exists, IntegerField, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accompagnement.enums import NatureCompte, NatureMouvement
from accompagnement.models import CompteCredits, MouvementCredit, PlanAccompagnement, Suspension


def expirations_a_rendre(projet) -> QuerySet[MouvementCredit]:
    """Return the expirations of a project (or of an outer reference) that no correction has reversed."""
    return MouvementCredit.objects.filter(projet=projet, nature=NatureMouvement.EXPIRATION, correction=None).order_by("pk")


def projets_a_solder(jour: date) -> list[int]:
    """Return the projects whose plan is over with half-days left, its clock not stopped, and those whose plan runs again after an expiry."""
    restes = CompteCredits.objects.filter(projet=OuterRef("projet"), nature=NatureCompte.DISPONIBLE, solde__gt=0)
    arrete = Exists(Suspension.objects.filter(plan=OuterRef("pk"), date_reprise=None))
    finis = Q(Exists(restes), ~arrete, date_fin__lt=jour)
    repris = Q(Exists(expirations_a_rendre(OuterRef("projet"))), date_fin__gte=jour)
    return list(PlanAccompagnement.objects.filter(finis | repris).order_by("projet").values_list("projet", flat=True))


def plan_a_solder(projet_pk: int) -> PlanAccompagnement:
    """Return the plan of a project with ``expirations``, how many lines of expiry it has, corrected ones included."""
    lignes = MouvementCredit.objects.filter(projet=OuterRef("projet"), nature=NatureMouvement.EXPIRATION).order_by().values("projet")
    compte = Subquery(lignes.annotate(n=Count("pk")).values("n"), output_field=IntegerField())
    return PlanAccompagnement.objects.annotate(expirations=Coalesce(compte, 0)).get(projet=projet_pk)
