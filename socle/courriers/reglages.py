"""Settings of the règlement about reminders."""

from socle.comptes.reglement import booleen, declarer, entier


def echelle(valeur) -> tuple[int, ...]:
    """Read a ladder: whole numbers of jours ouvrés, negative before the deadline."""
    return tuple(sorted(entier(n) for n in valeur))


declarer("courriers.relances_actives", "Relances envoyées", True, booleen)
declarer("courriers.echelle", "Échelle des relances, en jours ouvrés autour de l’échéance", [-14, -7, -1, 3, 10], echelle)
