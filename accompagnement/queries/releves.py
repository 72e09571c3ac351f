"""Statements: what goes on the next one, whose are read by whom, totals by month."""

from datetime import date

from django.contrib.postgres.aggregates import StringAgg
from django.db.models import Count, QuerySet, Sum, Value

from accompagnement.enums import StatutMission, StatutPaiement, Verdict
from accompagnement.models import ReleveMensuel, ServiceFait
from accompagnement.regles_service import fin_du_mois
from socle.comptes.acteur import Acteur

# What the list of statements may be narrowed to: a state of payment, or the invoices that wait for theirs.
A_REGLER = "a_regler"
PAIEMENTS = (*StatutPaiement.choices, (A_REGLER, "Facture reçue, à payer"))


def releves_a_regler() -> QuerySet[ReleveMensuel]:
    """Return the statements whose invoice is known and that are not paid."""
    return ReleveMensuel.objects.filter(paiement=StatutPaiement.A_PAYER).exclude(facture_reference="")


def services_a_relever(mois: date) -> QuerySet[ServiceFait]:
    """Return the services validated before the end of a month, on no statement, of experts who have none for it; by expert and day."""
    deja = ReleveMensuel.objects.filter(mois=mois).order_by().values("expert")
    valides = ServiceFait.objects.exclude(verdict=Verdict.REFUSE).exclude(mission__expert__in=deja)
    valides = valides.filter(valide_at__lt=fin_du_mois(mois), mission__statut=StatutMission.VALIDE, mission__ligne_de_releve=None)
    lus = valides.select_related("mission__projet", "mission__besoin", "mission__creneau", "mission__expert__utilisateur", "mission__bon_de_commande")
    return lus.order_by("mission__expert", "mission__creneau__debut", "pk")


def releves_visibles(acteur: Acteur) -> QuerySet[ReleveMensuel]:
    """Return the statements a person may read: all for coordination and observers, her own for an expert."""
    releves = ReleveMensuel.objects.select_related("expert__utilisateur", "etabli_par", "paiement_par")
    return releves if acteur.voit_tout else releves.filter(expert__utilisateur=acteur.pk)


def du_mois(releves: QuerySet[ReleveMensuel], mois: date | None, paiement: str = "") -> QuerySet[ReleveMensuel]:
    """Filter statements by month and state of payment."""
    if mois:
        releves = releves.filter(mois=mois)
    if paiement == A_REGLER:
        return releves.filter(pk__in=releves_a_regler().order_by().values("pk"))
    return releves.filter(paiement=paiement) if paiement else releves


def avec_lots(releves: QuerySet[ReleveMensuel]) -> QuerySet[ReleveMensuel]:
    """Add ``lots`` to statements: those of their lines, as they were frozen."""
    return releves.annotate(lots=StringAgg("lignes__lot", Value(", "), distinct=True))


def totaux(releves: QuerySet[ReleveMensuel]) -> dict:
    """Sum half-days and euros of statements, in one statement."""
    lus = releves.order_by().aggregate(nombre=Count("pk"), demi_journees=Sum("demi_journees"), montant=Sum("montant"))
    return {cle: valeur or 0 for cle, valeur in lus.items()}
