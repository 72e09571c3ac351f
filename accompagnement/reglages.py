"""Settings of the accompagnement; defaults are those of PRODUCT §3, a programme dates its own values."""

from accompagnement.enums import EffetSilence
from socle.comptes.reglement import declarer, entier, montant


def _effet(valeur) -> str:
    if valeur not in EffetSilence.values:
        raise ValueError("alerter_coordination ou accepter")
    return valeur


declarer("accompagnement.duree_mois", "Durée de l’accompagnement, en mois", 24, entier)
declarer("accompagnement.unite_credit", "Unité des crédits", "demi-journée", str)
declarer("accompagnement.credits_par_projet", "Crédits par projet, en demi-journées", 40, entier)
declarer("accompagnement.enveloppe_ingenierie", "Enveloppe d’ingénierie, en euros", 3_400_000, montant)
declarer("accompagnement.valeur_demi_journee", "Valeur d’une demi-journée, en euros", 450, montant)
declarer("accompagnement.seuil_approbation", "Approbation de la coordination au-delà de, en demi-journées", 6, entier)
declarer("accompagnement.annulation_gratuite_heures", "Annulation gratuite jusqu’à, en heures avant", 48, entier)
declarer("accompagnement.annulation_tardive_debit", "Débit d’une annulation tardive, en demi-journées", 1, entier)
declarer("accompagnement.reponse_expert_jours_ouvres", "Réponse de l’expert, en jours ouvrés", 5, entier)
declarer("accompagnement.compte_rendu_jours_ouvres", "Remise du compte rendu, en jours ouvrés", 5, entier)
declarer("accompagnement.service_fait_silence_jours_ouvres", "Silence du projet sur le service fait, en jours ouvrés", 10, entier)
declarer("accompagnement.service_fait_silence_effet", "Effet de ce silence", "alerter_coordination", _effet)
declarer("accompagnement.credits_dormants_mois", "Crédits dormants au-delà de, en mois", 6, entier)
declarer("accompagnement.expiration_alerte_jours_calendaires", "Alerte avant l’expiration, en jours calendaires", 90, entier)
declarer("accompagnement.suspension_mois_max", "Suspension, en mois au plus", 12, entier)
declarer("accompagnement.axes_autonomie", "Axes d’autonomie à la sortie", [])
