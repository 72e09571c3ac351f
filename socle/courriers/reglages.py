"""Settings of the règlement about reminders."""

from socle.comptes.reglement import booleen, declarer, entier


def echelle(valeur) -> tuple[int, ...]:
    """Read a ladder: whole numbers of jours ouvrés, negative before the deadline."""
    return tuple(sorted(entier(n) for n in valeur))


declarer("courriers.relances_actives", "Relances envoyées", True, booleen)
declarer("courriers.echelle", "Échelle des relances, en jours ouvrés autour de l’échéance", [-14, -7, -1, 3, 10], echelle)
declarer("courriers.reponse_coordination_jours_ouvres", "Réponse promise par la coordination, en jours ouvrés", 2, entier)
declarer("courriers.rappel_telephonique", "Rappel téléphonique proposé", True, booleen)
declarer("courriers.voies_de_recours", "Voies de recours écrites au pied des décisions", "")
declarer("courriers.gabarits", "Modèles de lettres", {})
