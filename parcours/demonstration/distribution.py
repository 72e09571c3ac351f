"""Who plays what: the example projects by number, their promotions, the sittings, the missions. Days from today."""

from decimal import Decimal

from comite.enums import Choix, TypeSeance
from parcours.demonstration.candidatures import DEUXIEME, PREMIERE, TROISIEME
from parcours.demonstration.incubations import Cohorte, Groupe
from parcours.demonstration.personnes import COORDINATEUR, COORDINATRICE, EXPERTE_ET_MEMBRE, EXPERTES, MEMBRES, PRESIDENTE, SUPPLEANTE
from parcours.demonstration.seances import Deliberation, Reunion

# --- Projects, by the number of « Manufacture d’exemple » ----------------------------------------

BROUILLONS = (1, 2)
DEPOSEE, PIECE_MANQUANTE = 3, 4
HORS_DELAI = 5
RECEVABLES = (6, 7)
IRRECEVABLE, LISTE_ATTENTE, NON_RETENU = 8, 9, 10
LABELLISES = (11, 12)
OUEST, CENTRE = (13, 14, 15, 16, 17), (18, 19, 20, 21, 22)
ACCOMPAGNES = (23, 24, 25, 26)
NON_FINANCE, FINANCE, SOUS_RESERVE, AJOURNE, REVENU, EN_COMITE, ABANDON = 27, 28, 29, 30, 31, 32, 33
EXPIRE, DORMANT, ARRETE = 34, 35, 36
NOMBRE = 36

CANDIDATS = {
    PREMIERE: (*ACCOMPAGNES, NON_FINANCE, EXPIRE, DORMANT, ARRETE),
    DEUXIEME: (FINANCE, SOUS_RESERVE, AJOURNE, REVENU, EN_COMITE, ABANDON),
    TROISIEME: (*OUEST, *CENTRE, *LABELLISES, *RECEVABLES, IRRECEVABLE, LISTE_ATTENTE, NON_RETENU),
}

# --- Promotions ----------------------------------------------------------------------------------

NORD = Groupe("Nord", COORDINATRICE, CANDIDATS[PREMIERE], (-410, -380, -350, -320))
SUD = Groupe("Sud", COORDINATEUR, CANDIDATS[DEUXIEME], (-196, -168, -140, -112))
GROUPE_OUEST = Groupe("Ouest", COORDINATRICE, OUEST, (-54, -40, -26, -12, 0, 16, 30, 44))
GROUPE_CENTRE = Groupe("Centre", COORDINATEUR, CENTRE, (-53, -39, -25, -11, 7, 17, 31, 45))
PROMOTION_1 = Cohorte("Promotion d’exemple 1", PREMIERE, -418, (NORD,))
PROMOTION_2 = Cohorte("Promotion d’exemple 2", DEUXIEME, -205, (SUD,))
PROMOTION_3 = Cohorte("Promotion d’exemple 3", TROISIEME, -60, (GROUPE_OUEST, GROUPE_CENTRE))
# One letter per module: see incubations.prevoir_livrables.
LIVRABLES_3 = {
    13: "VVVR",
    14: "V2C",
    15: "VVRV",
    16: "VV-",
    17: "VC-",
    18: "2VVVR",
    19: "VVD",
    20: "VRR",
    21: "VVV",
    22: "R--",
}

# --- Sittings ------------------------------------------------------------------------------------


def _retenir(*numeros: int) -> tuple[Deliberation, ...]:
    return tuple(Deliberation(n, Choix.RETENIR) for n in numeros)


LABEL_1 = Reunion(
    "label_1",
    TypeSeance.LABELLISATION,
    -432,
    (*_retenir(*ACCOMPAGNES, EXPIRE, DORMANT, ARRETE), Deliberation(NON_FINANCE, Choix.RETENIR, autrement={MEMBRES[1]: Choix.LISTE_ATTENTE})),
)
ARGENT_1 = Reunion(
    "argent_1",
    TypeSeance.FINANCEMENT,
    -278,
    (
        *(Deliberation(n, Choix.ATTRIBUER) for n in (*ACCOMPAGNES, EXPIRE, DORMANT, ARRETE)),
        Deliberation(
            NON_FINANCE,
            Choix.NE_PAS_ATTRIBUER,
            motifs="Les trois axes critiques restent faibles à la fin de l’incubation et le local n’est plus disponible.",
            autrement={MEMBRES[0]: Choix.AJOURNER},
        ),
    ),
)
LABEL_2 = Reunion("label_2", TypeSeance.LABELLISATION, -215, _retenir(*CANDIDATS[DEUXIEME]))
LABEL_3 = Reunion(
    "label_3",
    TypeSeance.LABELLISATION,
    -72,
    (
        *_retenir(*OUEST, *CENTRE),
        Deliberation(
            NON_RETENU,
            Choix.NE_PAS_RETENIR,
            motifs="Le local n’est pas assuré et aucun partenaire du territoire ne s’est engagé par écrit.",
            autrement={MEMBRES[2]: Choix.LISTE_ATTENTE},
        ),
    ),
)
ARGENT_2 = Reunion(
    "argent_2",
    TypeSeance.FINANCEMENT,
    -50,
    (
        Deliberation(
            SOUS_RESERVE,
            Choix.SOUS_RESERVE,
            motifs="Modèle économique convaincant, sous réserve de la maîtrise du local.",
            conditions="Signer le bail de neuf ans avec la commune.",
            preuve="Bail signé par les deux parties",
            suivantes=(
                ("Obtenir l’accord écrit de la banque.", "Lettre d’accord de la banque"),
                ("Assurer les machines et le local.", "Attestation d’assurance"),
            ),
            part=Decimal("0.8"),
            autrement={MEMBRES[2]: Choix.ATTRIBUER},
        ),
        Deliberation(
            AJOURNE,
            Choix.AJOURNER,
            motifs="Le plan de financement n’est pas bouclé la deuxième année.",
            points_a_lever="Boucler la deuxième année du plan de financement et obtenir l’accord écrit de la banque.",
            preuve="Plan de financement signé et lettre de la banque",
            retour=60,
            autrement={MEMBRES[2]: Choix.NE_PAS_ATTRIBUER},
        ),
        Deliberation(
            REVENU,
            Choix.AJOURNER,
            motifs="Le bail n’est pas signé et la durée proposée ne couvre pas l’amortissement des machines.",
            points_a_lever="Obtenir un bail de neuf ans au moins.",
            preuve="Bail signé par les deux parties",
            retour=12,
        ),
    ),
    presents=(PRESIDENTE, MEMBRES[0], SUPPLEANTE, MEMBRES[2], EXPERTE_ET_MEMBRE),
)
LABEL_4 = Reunion(
    "label_4",
    TypeSeance.LABELLISATION,
    -9,
    (
        *_retenir(*LABELLISES),
        Deliberation(LISTE_ATTENTE, Choix.LISTE_ATTENTE, motifs="Projet solide, en attente de la confirmation du local."),
    ),
    presents=(PRESIDENTE, MEMBRES[0], MEMBRES[1], EXPERTE_ET_MEMBRE),
    procuration=(MEMBRES[2], MEMBRES[0]),
)
ARGENT_3 = Reunion(
    "argent_3",
    TypeSeance.FINANCEMENT,
    -1,
    (
        Deliberation(FINANCE, Choix.ATTRIBUER, part=Decimal("0.8"), autrement={MEMBRES[1]: Choix.SOUS_RESERVE}),
    ),
    publiee=None,
)
LABEL_5 = Reunion("label_5", TypeSeance.LABELLISATION, 9, _retenir(*RECEVABLES), preparee=24)
ARGENT_4 = Reunion(
    "argent_4",
    TypeSeance.FINANCEMENT,
    14,
    (Deliberation(EN_COMITE, Choix.ATTRIBUER), Deliberation(REVENU, Choix.ATTRIBUER)),
    preparee=22,
)
REUNIONS = (LABEL_1, ARGENT_1, LABEL_2, LABEL_3, ARGENT_2, LABEL_4, ARGENT_3, LABEL_5, ARGENT_4)

# --- Missions: project, need, expert, about when, last act ---------------------------------------

_ECO, _JUR, _COM, _IMP = "modele-economique", "modele-juridique", "commercialisation-distribution", "mesure-impact"
_E1, _E2, _, _E4 = EXPERTES
INTERVENTIONS = (
    *((n, _ECO, _E1, ecart, "validee") for ecart in (-240, -170, -100) for n in ACCOMPAGNES),
    *((n, _JUR, _E2, ecart, "validee") for ecart in (-210, -130) for n in ACCOMPAGNES),
    *((n, _IMP, _E4, -150, "validee") for n in ACCOMPAGNES[:3]),
    (23, _COM, _E1, -60, "annulee_tard"),
    (23, _JUR, _E2, -6, "compte_rendu_attendu"),
    (23, _ECO, _E4, -17, "a_accepter"),
    (23, _ECO, _E1, 8, "planifiee"),
    (23, _IMP, _E4, 11, "proposee"),
    (24, _ECO, _E4, -10, "a_accepter"),
    (24, _COM, _E1, -55, "annulee_a_temps"),
    (24, _JUR, _E2, 9, "planifiee"),
    (25, _JUR, _E2, -20, "a_valider"),
    (25, _COM, _E1, 15, "declinee"),
    (25, _ECO, _E1, 17, "proposee"),
    (26, _IMP, _E4, -25, "contestee"),
    (26, _ECO, _E1, 4, "planifiee"),
    (EXPIRE, _ECO, _E1, -150, "validee"),
    (EXPIRE, _JUR, _E2, -90, "validee"),
    (ARRETE, _JUR, _E2, -35, "validee"),
)
# project, need, expert, days from today, half-days, last act
DEMANDES = (
    (23, _COM, _E1, -3, 7, "a_approuver"),
    (24, _COM, _E1, -2, 3, "a_confirmer"),
    (25, _JUR, _E2, -4, 4, "a_planifier"),
    (26, _COM, _E1, -1, 2, "demandee"),
)
