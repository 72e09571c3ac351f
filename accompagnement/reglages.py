"""Settings of the accompagnement; defaults are those of PRODUCT §3, a programme dates its own values."""

from accompagnement.enums import EffetSilence
from accompagnement.enums_collectives import PartageCollectif
from accompagnement.regles_missions import CRITERES
from manufactures.reglages import entrees
from socle.comptes.reglement import declarer, entier, montant


def _effet(valeur) -> str:
    if valeur not in EffetSilence.values:
        raise ValueError("alerter_coordination ou accepter")
    return valeur


def _mois(valeurs) -> tuple[int, ...]:
    lus = tuple(entier(valeur) for valeur in valeurs)
    if min(lus, default=1) < 1:
        raise ValueError("une liste de nombres de mois")
    return lus


# « favoriser leur autonomie […] en matière d’équilibre économique, de gouvernance, de déploiement de leur offre de services,
# de leur dynamique partenariale et de leur ancrage territorial »
AXES = [
    {"code": "equilibre-economique", "libelle": "Équilibre économique"},
    {"code": "gouvernance", "libelle": "Gouvernance"},
    {"code": "offre-services", "libelle": "Déploiement de l’offre de services"},
    {"code": "dynamique-partenariale", "libelle": "Dynamique partenariale"},
    {"code": "ancrage-territorial", "libelle": "Ancrage territorial"},
]

INDICATEURS = [
    {"code": "chiffre-affaires", "libelle": "Chiffre d’affaires, en euros"},
    {"code": "ressources-propres", "libelle": "Ressources propres, en euros"},
    {"code": "ressources-publiques", "libelle": "Ressources publiques, en euros"},
    {"code": "emplois", "libelle": "Emplois, en équivalents temps plein"},
    {"code": "residents", "libelle": "Professionnels résidents"},
    {"code": "usagers", "libelle": "Usagers dans l’année"},
    {"code": "heures-formation", "libelle": "Heures de formation données"},
    {"code": "partenaires", "libelle": "Partenaires actifs"},
    {"code": "surface", "libelle": "Surface ouverte, en m²"},
]

declarer("accompagnement.duree_mois", "Durée de l’accompagnement, en mois", 24, entier)
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
declarer("accompagnement.suspension_mois_max", "Suspension, en mois au plus", 12, entier)
declarer("accompagnement.transfert_part_max", "Part d’un besoin transférable sans avenant, en %", 25, entier)
declarer("accompagnement.prolongation_mois_max", "Prolongation, en mois au plus", 12, entier)
declarer("accompagnement.agenda_jours_calendaires", "Agenda des experts ouvert à la réservation, en jours calendaires", 90, entier)
declarer("accompagnement.axes_autonomie", "Axes d’autonomie à la sortie", AXES, entrees)
declarer("accompagnement.alertes_expiration_mois", "Alertes avant la fin des crédits, en mois", [6, 3, 1], _mois)
declarer("accompagnement.prevision_jours_min", "Première prévision des crédits inutilisés, en jours après le début", 30, entier)
declarer("accompagnement.prolongation_conseillee_mois", "Prolongation conseillée à moins de, en mois avant la fin", 3, entier)
declarer("accompagnement.avis_moyenne_min", "Moyenne d’un expert montrée à partir de, en avis", 3, entier)
declarer("accompagnement.concentration_signalee_pourcent", "Part des demi-journées signalée pour un expert, en pour cent", 40, entier)
declarer("accompagnement.indicateurs_rapport", "Indicateurs du rapport annuel", INDICATEURS, entrees)
declarer("accompagnement.rapport_annuel_mois", "Remise du rapport annuel, en mois après l’année", 3, entier)


def _poids(valeur) -> dict[str, int]:
    if set(valeur) - set(CRITERES) or not valeur or any(entier(p) < 0 for p in valeur.values()):
        raise ValueError("un poids par critère : competence, distance, charge, avis, equite")
    return {critere: entier(poids) for critere, poids in valeur.items()}


declarer("accompagnement.classement_poids", "Poids du classement des experts", dict(zip(CRITERES, (30, 25, 15, 15, 15), strict=True)), _poids)
declarer("accompagnement.mission_demi_journees_max", "Demi-journées d’une mission, au plus", 20, entier)
declarer("accompagnement.deplacement_forfait", "Déplacement par demi-journée sur place, en euros HT", 0, montant)
declarer("accompagnement.absence_projet_debit", "Débit d’une absence du projet, en demi-journées", 1, entier)
declarer("accompagnement.confirmation_projet_jours_ouvres", "Réponse du projet à une demi-journée proposée, en jours ouvrés", 5, entier)
declarer("accompagnement.offre_attente_heures", "Créneau offert à la liste d’attente, gardé pendant, en heures", 48, entier)
declarer("accompagnement.deplacement_par_km", "Déplacement sur place, en euros HT par kilomètre", 0, montant)



def _partage(valeur) -> str:
    if valeur not in PartageCollectif.values:
        raise ValueError("egal ou participants")
    return valeur


declarer("accompagnement.collective_partage", "Partage du coût d’une mission collective", PartageCollectif.EGAL.value, _partage)
declarer("accompagnement.collective_projets_min", "Projets d’une mission collective, au moins", 2, entier)
declarer("accompagnement.bilan_rappel_mois", "Bilan d’autonomie rappelé, en mois avant la fin", 3, entier)
declarer("accompagnement.concentration_entreprise_pourcent", "Part des demi-journées signalée pour une entreprise, en pour cent", 50, entier)
