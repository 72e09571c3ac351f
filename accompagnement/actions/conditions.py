"""Lot and unit price of the framework contract, dated; and what an expert says of her interest in a project."""

from datetime import date
from decimal import Decimal

from django.db import transaction
from django.db.models import F, Q, Subquery
from django.utils import timezone

from accompagnement.models import ConditionsMarche, DeclarationExpert, Expert
from accompagnement.permissions import est_l_expert, peut_coordonner
from accompagnement.queries.interets import interet_declare
from accompagnement.queries.tarifs import conditions_au
from accompagnement.regles_experts import refus_d_interet, refus_de_conditions, refus_de_declaration
from manufactures.models import Projet
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.francais import date_entiere, montant
from socle.lib.refus import exiger


@transaction.atomic
def fixer_conditions(
    *, expert: Expert, lot: str, prix_demi_journee: Decimal, date_effet: date, motif: str, acteur: Acteur
) -> ConditionsMarche:
    """Set lot and price (euros for a half-day) from a day on; those before stay written. Raises ``ActionRefusee``."""
    exiger(peut_coordonner(acteur))
    exiger(refus_de_conditions(prix_demi_journee, motif))
    conditions = ConditionsMarche.objects.create(
        expert=expert, lot=lot, prix_demi_journee=prix_demi_journee, date_effet=date_effet, motif=motif, fixees_par=acteur.utilisateur
    )
    dit = ", ".join(filter(None, (lot, f"{montant(prix_demi_journee)} la demi-journée")))
    faits = {"expert": str(expert), "conditions": dit, "date_effet": date_entiere(date_effet)}
    noter("expert.conditions", fil="programme", acteur=acteur, objet=f"expert:{expert.pk}", motif=motif, **faits)
    appliquer_conditions()
    return conditions


def appliquer_conditions() -> int:
    """Write on each expert the conditions in force today; return how many change. Twice changes nothing more."""
    du_jour = conditions_au("pk", timezone.localdate())
    experts = Expert.objects.annotate(
        prix_du_jour=Subquery(du_jour.values("prix_demi_journee")[:1]), lot_du_jour=Subquery(du_jour.values("lot")[:1])
    ).filter(prix_du_jour__isnull=False)
    a_changer = experts.exclude(Q(prix_demi_journee=F("prix_du_jour")) & Q(lot=F("lot_du_jour")))
    return a_changer.update(prix_demi_journee=F("prix_du_jour"), lot=F("lot_du_jour"))


@transaction.atomic
def declarer_interet(*, expert: Expert, projet: Projet, interet: bool, texte: str = "", acteur: Acteur) -> DeclarationExpert:
    """Keep what an expert says of a project, before her first mission for it; the last declaration counts.

    Raises ``ActionRefusee`` for another person, or an interest that is not explained.
    """
    exiger(est_l_expert(acteur, expert.utilisateur_id))
    exiger(refus_de_declaration(interet, texte))
    declaration = DeclarationExpert.objects.create(
        expert=expert, projet=projet, interet=interet, texte=texte if interet else "", declaree_par=acteur.utilisateur
    )
    dit = "avoir un intérêt" if interet else "n’avoir aucun intérêt"
    noter("expert.declaration", fil=projet.fil, acteur=acteur, objet=f"expert:{expert.pk}", interet=dit, projet=projet.nom, motif=texte)
    return declaration


def exiger_sans_interet(*, expert: Expert, projet: Projet) -> None:
    """Raise ``ActionRefusee`` unless the expert declared that she has no interest in the project."""
    exiger(refus_d_interet(interet_declare(expert, projet), projet.nom))
