"""The règlement intérieur of the committee, as dated settings.

The text names a Comité de Sélection and gives no rule of sitting: the defaults follow the décret 2006-672 on consultative
commissions (https://juriblio.fr/decrets/decret-no-2006-672-du-8-juin-2006/134857833/chapitre-iii).
"""

from comite.enums import ModeScrutin, RegleMajorite, UniteDelai
from socle.comptes.reglement import booleen, declarer, entier, fraction, montant


def _parmi(*valeurs: str):
    def lire(valeur) -> str:
        if valeur not in valeurs:
            raise ValueError(f"une valeur parmi {', '.join(valeurs)}")
        return valeur

    return lire


declarer("comite.convocation_jours", "Convocation\u00a0: délai avant la séance, en jours de l’unité choisie", 5, entier)
declarer(
    "comite.convocation_unite",
    "Convocation\u00a0: unité du délai (calendaires, ouvrables ou ouvres)",
    UniteDelai.CALENDAIRES.value,
    _parmi(*UniteDelai.values),
)
declarer("comite.suppleance_personnalites", "Suppléance admise pour les personnalités qualifiées", False, booleen)
declarer("comite.quorum", "Quorum\u00a0: part des membres votants, déports retirés", "1/2", fraction)
declarer("comite.seconde_convocation_sans_quorum", "Seconde convocation\u00a0: délibérer sans condition de quorum", True, booleen)
declarer("comite.procurations_max", "Procurations portées par un membre, au plus", 1, entier)
declarer("comite.voix_preponderante", "Voix prépondérante de la présidence en cas de partage égal", True, booleen)
declarer(
    "comite.majorite",
    "Majorité\u00a0: des voix exprimées (exprimes), relative, ou des voix présentes ou représentées (presents)",
    RegleMajorite.EXPRIMES.value,
    _parmi(*RegleMajorite.values),
)
declarer("comite.scrutin", "Mode de scrutin", ModeScrutin.NOMINAL.value, _parmi(*ModeScrutin.values))
declarer("comite.resultat_en_direct", "Scrutin nominal\u00a0: voix affichées pendant le vote", False, booleen)
declarer("comite.noms_au_proces_verbal", "Scrutin nominal\u00a0: noms à côté des voix au procès-verbal", True, booleen)
declarer("comite.note_max", "Note maximale d’un critère", 5, entier)
declarer("comite.commentaire_note_exige", "Notation\u00a0: commentaire exigé à la note la plus basse et à la plus haute", False, booleen)
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
# De minimis, règlement (UE) 2023/2831: 300 000 € over three years since 1 January 2024; 200 000 € before, règlement (UE) 1407/2013.
# The dated rows are written when the committee is set up.
declarer("comite.de_minimis_plafond", "Aides de minimis\u00a0: plafond par entreprise sur la période (euros)", 300_000, montant)
declarer("comite.de_minimis_annees", "Aides de minimis\u00a0: période glissante (années)", 3, entier)
declarer(
    "comite.de_minimis_depassement",
    "Aides de minimis\u00a0: au-delà du plafond, refuser d’ouvrir le scrutin ou alerter",
    "alerter",
    _parmi("refuser", "alerter"),
)
declarer("comite.declaration_avant_dossiers", "Déclaration d’intérêts exigée avant les dossiers de chaque séance et leur vote", True, booleen)
declarer(
    "comite.levee_des_reserves",
    "Qui lève les réserves d’une subvention\u00a0: la coordination, ou la présidence pendant une séance",
    "coordination",
    _parmi("coordination", "seance"),
)
declarer("comite.quatre_yeux", "Quatre yeux\u00a0: qui a préparé un dossier ou une preuve ne le valide pas", True, booleen)
