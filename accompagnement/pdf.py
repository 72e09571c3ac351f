"""The documents of the watch: the yearly report of a project."""

from dataclasses import dataclass

from accompagnement.models import RapportAnnuel
from accompagnement.queries.rapports import LigneIndicateur, lignes_du_rapport, rapports_du_projet
from socle.documents.registre import declarer


@dataclass(frozen=True)
class ContexteRapport:
    """What a yearly report prints."""

    titre: str
    numero: str
    etat: str
    projet: str
    lignes: list[LigneIndicateur]
    recit: str


def contexte_rapport(rapport_id: int) -> ContexteRapport:
    """Read a report, its figures beside those of the entry and of the year before."""
    rapport = RapportAnnuel.objects.select_related("projet").get(pk=rapport_id)
    lignes = lignes_du_rapport(rapport.annee, rapports_du_projet(rapport.projet), rapport.indicateurs)
    return ContexteRapport(rapport.titre, f"Rapport {rapport.pk}", rapport.etat.label, str(rapport.projet), lignes, rapport.recit)


declarer("accompagnement.rapport_annuel", "Rapport annuel", contexte_rapport, gabarit="accompagnement/pdf/rapport_annuel.html")
