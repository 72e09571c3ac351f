"""Statements: what goes on the next one, whose are read by whom, totals by month."""

from datetime import date, datetime

from django.db.models import Count, QuerySet, Sum

from accompagnement.enums import StatutMission, Verdict
from accompagnement.models import ReleveMensuel, ServiceFait
from socle.comptes.acteur import Acteur


def services_a_relever(avant: datetime) -> QuerySet[ServiceFait]:
    """Return the services validated before an instant that are on no statement, by expert and day."""
    valides = ServiceFait.objects.exclude(verdict=Verdict.REFUSE)
    valides = valides.filter(valide_at__lt=avant, mission__statut=StatutMission.VALIDE, mission__ligne_de_releve=None)
    lus = valides.select_related("mission__projet", "mission__besoin", "mission__creneau", "mission__expert__utilisateur")
    return lus.order_by("mission__expert", "mission__creneau__debut", "pk")


def releves_visibles(acteur: Acteur) -> QuerySet[ReleveMensuel]:
    """Return the statements a person may read: all for coordination and observers, her own for an expert."""
    releves = ReleveMensuel.objects.select_related("expert__utilisateur", "etabli_par", "paiement_par")
    return releves if acteur.voit_tout else releves.filter(expert__utilisateur=acteur.pk)


def du_mois(releves: QuerySet[ReleveMensuel], mois: date | None, paiement: str = "") -> QuerySet[ReleveMensuel]:
    """Filter statements by month and state of payment."""
    if mois:
        releves = releves.filter(mois=mois)
    return releves.filter(paiement=paiement) if paiement else releves


def totaux(releves: QuerySet[ReleveMensuel]) -> dict:
    """Sum half-days and euros of statements, in one statement."""
    lus = releves.order_by().aggregate(nombre=Count("pk"), demi_journees=Sum("demi_journees"), montant=Sum("montant"))
    return {cle: valeur or 0 for cle, valeur in lus.items()}
