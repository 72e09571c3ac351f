"""What statements ask of an expert: her invoice. They are read once, for her tasks and for her home."""

from collections.abc import Iterable

from django.urls import reverse
from django.utils.formats import date_format

from accompagnement.enums import StatutPaiement
from accompagnement.models import ReleveMensuel
from accompagnement.queries.releves import releves_visibles
from socle.comptes.acteur import Acteur
from socle.comptes.portee import programme_courant
from socle.lib.francais import montant
from socle.lib.taches_a_faire import Tache

DERNIERS = 12


def releves_recents(acteur: Acteur) -> list[ReleveMensuel]:
    """Return the last statements of an expert, the newest first (one statement); nothing for anybody else."""
    return list(releves_visibles(acteur).order_by("-mois", "-pk")[:DERNIERS]) if acteur.est_expert and not acteur.voit_tout else []


def a_faire_des_releves(releves: Iterable[ReleveMensuel]) -> list[Tache]:
    """Return a task for each statement without an invoice, or whose invoice was sent back."""
    return [_facturer(r) for r in releves if r.attend_sa_facture]


def _facturer(releve: ReleveMensuel) -> Tache:
    rejete = releve.etat == StatutPaiement.REJETE
    titre = f"Corriger la facture du relevé {releve.numero}" if rejete else f"Facturer le relevé {releve.numero}"
    mois = date_format(releve.mois, "F Y").capitalize()
    detail = f"{mois}, {montant(releve.montant)}."
    url = reverse("releve_detail", args=[programme_courant().slug, releve.pk])
    ton = "garance" if rejete else "laiton"
    return Tache(titre, f"{detail} {releve.motif_rejet}".strip(), url, "Indiquer ma facture", "receipt", ton)
