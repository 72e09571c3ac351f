"""Who may see an edition, and which file may leave."""

from django.conf import settings

from socle.comptes.acteur import Acteur
from socle.documents.enums import EtatAnalyse
from socle.lib.refus import Refus

EN_ANALYSE = Refus("fichier_en_analyse", "L’antivirus n’a pas encore examiné ce fichier. Revenez dans quelques minutes.")
INFECTE = Refus(
    "fichier_infecte",
    "L’antivirus a reconnu un programme dangereux dans ce fichier\u00a0: il reste fermé. "
    "Demandez une nouvelle version à la personne qui l’a déposé.",
)


def antivirus_exige() -> bool:
    """Tell whether this installation has an antivirus; then nothing leaves before its verdict."""
    return bool(getattr(settings, "ANTIVIRUS_ADRESSE", ""))


def refus_de_telecharger(etat: EtatAnalyse) -> Refus | None:
    """Refuse an infected file always, and an unexamined one where an antivirus is set up."""
    if etat == EtatAnalyse.INFECTE:
        return INFECTE
    return EN_ANALYSE if antivirus_exige() and etat == EtatAnalyse.NON_ANALYSE else None


def peut_lire_edition(acteur: Acteur, demandeur_id: int | None) -> bool:
    """An edition is read by the person who asked for it and by the coordination."""
    return acteur.est_coordination or demandeur_id == acteur.pk
