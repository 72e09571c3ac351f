"""The règlement intérieur of the committee, as dated settings.

The text names a Comité de Sélection and gives no rule of sitting: the defaults follow the décret 2006-672 on consultative
commissions (https://juriblio.fr/decrets/decret-no-2006-672-du-8-juin-2006/134857833/chapitre-iii).
"""

from comite.enums import ModeScrutin
from socle.comptes.reglement import booleen, declarer, entier, fraction, montant


def _parmi(*valeurs: str):
    def lire(valeur) -> str:
        if valeur not in valeurs:
            raise ValueError(f"une valeur parmi {', '.join(valeurs)}")
        return valeur

    return lire


declarer("comite.convocation_jours_calendaires", "Convocation envoyée avant la séance (jours calendaires)", 5, entier)
declarer("comite.quorum", "Quorum\u00a0: part des membres votants, déports retirés", "1/2", fraction)
declarer("comite.seconde_convocation_sans_quorum", "Seconde convocation\u00a0: délibérer sans condition de quorum", True, booleen)
declarer("comite.procurations_max", "Procurations portées par un membre, au plus", 1, entier)
declarer("comite.voix_preponderante", "Voix prépondérante de la présidence en cas de partage égal", True, booleen)
declarer("comite.scrutin", "Mode de scrutin", ModeScrutin.NOMINAL.value, _parmi(*ModeScrutin.values))
declarer("comite.resultat_en_direct", "Scrutin nominal\u00a0: voix affichées pendant le vote", False, booleen)
declarer("comite.noms_au_proces_verbal", "Scrutin nominal\u00a0: noms à côté des voix au procès-verbal", True, booleen)
declarer("comite.note_max", "Note maximale d’un critère", 5, entier)
declarer("comite.ajournement_mois_max", "Ajournement\u00a0: retour au plus tard (mois)", 6, entier)
declarer("comite.enveloppe_subventions", "Enveloppe des subventions (euros)", 26_600_000, montant)
declarer(
    "comite.depassement_enveloppe",
    "Montants mis aux voix au-delà de l’enveloppe\u00a0: refuser d’ouvrir le scrutin, ou alerter (la décision reste impossible)",
    "refuser",
    _parmi("refuser", "alerter"),
)
declarer("comite.avance_taux", "Avance, part de la subvention", "0.30", fraction)
declarer("comite.acomptes_taux_max", "Avance et acomptes, part maximale de la subvention", "0.80", fraction)
declarer(
    "comite.levee_des_reserves",
    "Qui lève les réserves d’une subvention\u00a0: la coordination, ou la présidence pendant une séance",
    "coordination",
    _parmi("coordination", "seance"),
)
declarer("comite.quatre_yeux", "Quatre yeux\u00a0: qui a préparé un dossier ou une preuve ne le valide pas", True, booleen)
