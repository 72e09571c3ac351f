"""The story, from the first wave to this morning. Days are counted from today."""

from collections.abc import Iterator
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

from django.conf import settings

from comite.enums import Choix, TypeSeance
from incubation.enums import Moment
from manufactures.actions.importation import importer_laureats
from manufactures.actions.projets import faire_passer
from manufactures.enums import StatutProjet
from parcours.actions.programmes import creer_programme
from parcours.actions.reglement import changer_reglage
from parcours.demonstration import accompagnements, candidatures, incubations, jetons, personnes, seances, voisin
from parcours.demonstration.agenda import Agenda, au_passe
from parcours.demonstration.candidatures import DEUXIEME, OUVERTE, PREMIERE, TROISIEME
from parcours.demonstration.incubations import Cohorte, Groupe
from parcours.demonstration.monde import Monde
from parcours.demonstration.personnes import COORDINATEUR, COORDINATRICE, EXPERTE_ET_MEMBRE, EXPERTES, MEMBRES, OBSERVATRICE, PRESIDENTE, SUPPLEANTE
from parcours.demonstration.seances import Deliberation, Reunion
from parcours.modele import charger_modele
from socle.comptes.actions.adhesions import ouvrir_porte
from socle.comptes.enums import Role
from socle.comptes.models import Operateur
from socle.comptes.portee import programme_actif
from socle.courriers.actions import classer_partis

SLUG = "manufactures"
OPERATEUR = "Opérateur d’exemple"
LAUREATS = Path(settings.BASE_DIR) / "manufactures" / "donnees" / "laureats.csv"
DEBUT = -530

# --- Who is where, by number of « Manufacture d’exemple » --------------------------------------

BROUILLONS = (1, 2)
DEPOSEE, PIECE_MANQUANTE = 3, 4
HORS_DELAI = 5
RECEVABLES = (6, 7)
IRRECEVABLE, LISTE_ATTENTE, NON_RETENU = 8, 9, 10
LABELLISES = (11, 12)
OUEST, CENTRE = (13, 14, 15, 16, 17), (18, 19, 20, 21, 22)
ACCOMPAGNES = (23, 24, 25, 26)
NON_FINANCE, FINANCE, SOUS_RESERVE, AJOURNE, REVENU, EN_COMITE, ABANDON = 27, 28, 29, 30, 31, 32, 33
NOMBRE = 33

PROMOTION_1 = Cohorte("Promotion d’exemple 1", PREMIERE, -418, (Groupe("Nord", COORDINATRICE, (*ACCOMPAGNES, NON_FINANCE), (-410, -380, -350, -320)),))
PROMOTION_2 = Cohorte(
    "Promotion d’exemple 2",
    DEUXIEME,
    -205,
    (Groupe("Sud", COORDINATEUR, (FINANCE, SOUS_RESERVE, AJOURNE, REVENU, EN_COMITE, ABANDON), (-196, -168, -140, -112)),),
)
PROMOTION_3 = Cohorte(
    "Promotion d’exemple 3",
    TROISIEME,
    -60,
    (Groupe("Ouest", COORDINATRICE, OUEST, (-54, -40, -26, -12, 0, 16, 30, 44)), Groupe("Centre", COORDINATEUR, CENTRE, (-53, -39, -25, -11, 7, 17, 31, 45))),
)
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


def _label(*numeros: int, choix: Choix = Choix.RETENIR, **options) -> tuple[Deliberation, ...]:
    return tuple(Deliberation(n, choix, **options) for n in numeros)


def reunions() -> dict[str, Reunion]:
    """The sittings, the oldest first."""
    label, argent = TypeSeance.LABELLISATION, TypeSeance.FINANCEMENT
    partagee = {MEMBRES[1]: Choix.LISTE_ATTENTE}
    refus = "Les trois axes critiques restent faibles à la fin de l’incubation et le local n’est plus disponible."
    return {
        "label_1": Reunion(label, -432, (*_label(*ACCOMPAGNES), *_label(NON_FINANCE, autrement=partagee))),
        "argent_1": Reunion(
            argent,
            -278,
            (
                *(Deliberation(n, Choix.ATTRIBUER) for n in ACCOMPAGNES),
                Deliberation(NON_FINANCE, Choix.NE_PAS_ATTRIBUER, motifs=refus, autrement={MEMBRES[0]: Choix.AJOURNER}),
            ),
        ),
        "label_2": Reunion(label, -215, _label(FINANCE, SOUS_RESERVE, AJOURNE, REVENU, EN_COMITE, ABANDON)),
        "label_3": Reunion(
            label,
            -72,
            (
                *_label(*OUEST, *CENTRE),
                Deliberation(
                    NON_RETENU,
                    Choix.NE_PAS_RETENIR,
                    motifs="Le local n’est pas assuré et aucun partenaire du territoire ne s’est engagé par écrit.",
                    autrement={MEMBRES[2]: Choix.LISTE_ATTENTE},
                ),
            ),
        ),
        "argent_2": Reunion(
            argent,
            -50,
            (
                Deliberation(FINANCE, Choix.ATTRIBUER),
                Deliberation(
                    AJOURNE,
                    Choix.AJOURNER,
                    motifs="Le plan de financement n’est pas bouclé la deuxième année.",
                    points_a_lever="Boucler la deuxième année du plan de financement et obtenir l’accord écrit de la banque.",
                    retour=60,
                    autrement={MEMBRES[2]: Choix.NE_PAS_ATTRIBUER},
                ),
                Deliberation(
                    REVENU,
                    Choix.AJOURNER,
                    motifs="Le bail n’est pas signé et la durée proposée ne couvre pas l’amortissement des machines.",
                    points_a_lever="Obtenir un bail de neuf ans au moins.",
                    retour=12,
                ),
            ),
            presents=(PRESIDENTE, MEMBRES[0], SUPPLEANTE, MEMBRES[2], EXPERTE_ET_MEMBRE),
        ),
        "label_4": Reunion(
            label,
            -9,
            (
                *_label(*LABELLISES),
                Deliberation(LISTE_ATTENTE, Choix.LISTE_ATTENTE, motifs="Projet solide, en attente de la confirmation du local."),
            ),
            presents=(PRESIDENTE, MEMBRES[0], MEMBRES[1], EXPERTE_ET_MEMBRE),
            procuration=(MEMBRES[2], MEMBRES[0]),
        ),
        "argent_3": Reunion(
            argent,
            -1,
            (
                Deliberation(
                    SOUS_RESERVE,
                    Choix.SOUS_RESERVE,
                    motifs="Modèle économique convaincant, sous réserve de la maîtrise du local.",
                    conditions="Signer le bail de neuf ans avec la commune.",
                    part=Decimal("0.8"),
                    autrement={MEMBRES[1]: Choix.ATTRIBUER},
                ),
            ),
            publiee=None,
        ),
        "label_5": Reunion(label, 9, _label(*RECEVABLES), preparee=24),
        "argent_4": Reunion(argent, 14, (Deliberation(EN_COMITE, Choix.ATTRIBUER), Deliberation(REVENU, Choix.ATTRIBUER)), preparee=22),
    }


# --- Telling it --------------------------------------------------------------------------------


def raconter(aujourd_hui: date) -> Iterator[datetime]:
    """Play the whole demonstration; yield the instant of each scene."""
    agenda = Agenda(aujourd_hui)
    with au_passe(agenda.le(DEBUT, 9)):
        monde = _ouvrir(agenda)
    _prevoir(monde)
    yield from agenda.jouer(monde.programme)
    for programme in (monde.programme, monde.voisin):
        with programme_actif(programme):
            classer_partis()
            jetons.donner(programme.slug)
    with programme_actif(monde.programme):
        _ce_matin(monde)


def _ouvrir(agenda: Agenda) -> Monde:
    """Make the accounts and both programmes, the first with its real laureates."""
    gens = [*personnes.PROGRAMME, *personnes.VOISINES]
    for numero in range(1, NOMBRE + 1):
        gens += personnes.binome(numero)[: 1 if numero == BROUILLONS[1] else 2]  # her partner is invited, and has no account yet
    comptes = personnes.ouvrir_comptes(gens)
    operateur, _ = Operateur.objects.get_or_create(nom=OPERATEUR)
    auteur = comptes[f"{COORDINATRICE}@{personnes.DOMAINE}"]
    programme = creer_programme(modele=charger_modele("manufactures-de-proximite"), slug=SLUG, operateur=operateur, auteur=auteur)
    monde = Monde(agenda, programme, comptes, voisin.creer(operateur, comptes, auteur, agenda.aujourd_hui))
    with programme_actif(programme):
        _installer(monde)
    return monde


def _installer(monde: Monde) -> None:
    ouvrir_porte(utilisateur=monde.personne(COORDINATEUR), role=Role.COORDINATION)
    ouvrir_porte(utilisateur=monde.personne(OBSERVATRICE), role=Role.OBSERVATEUR)
    importer_laureats(contenu=LAUREATS.read_text("utf-8"), acteur=monde.acteur(COORDINATRICE))
    candidatures.ouvrir_vagues(monde)
    accompagnements.nommer_les_expertes(monde)
    seances.nommer_le_comite(monde)
    motif = "Deux territoires éloignés : deux petits groupes plutôt qu’un grand"
    petits = {"cle": "incubation.sous_promotion_min", "valeur": 5, "date_effet": monde.agenda.jour(DEBUT)}
    changer_reglage(motif=motif, acteur=monde.acteur(COORDINATRICE), **petits)


def _prevoir(monde: Monde) -> None:
    _prevoir_candidatures(monde)
    assemblees = reunions()
    for reunion in assemblees.values():
        seances.prevoir(monde, reunion)
    _prevoir_regards(monde, assemblees)
    for cohorte in (PROMOTION_1, PROMOTION_2, PROMOTION_3):
        incubations.prevoir(monde, cohorte)
    _prevoir_promotions_finies(monde)
    _prevoir_promotion_en_cours(monde)
    _prevoir_accompagnement(monde)


def _prevoir_candidatures(monde: Monde) -> None:
    le, prevoir = monde.agenda.le, monde.agenda.prevoir
    premiere, deuxieme = (*ACCOMPAGNES, NON_FINANCE), (FINANCE, SOUS_RESERVE, AJOURNE, REVENU, EN_COMITE, ABANDON)
    troisieme = (*OUEST, *CENTRE, *LABELLISES, *RECEVABLES, IRRECEVABLE, LISTE_ATTENTE, NON_RETENU)
    for rang, numeros in ((PREMIERE, premiere), (DEUXIEME, deuxieme), (TROISIEME, troisieme)):
        cloture = candidatures.CLOTURES[rang]
        for numero in numeros:
            candidatures.prevoir(monde, numero, rang, depot=cloture - 3 - numero % 9)
            if numero not in (*RECEVABLES, IRRECEVABLE):
                prevoir(le(cloture + 3 + numero % 4, 10, numero), candidatures.juger_recevable, monde, numero)
    prevoir(le(-90, 10), candidatures.juger_irrecevable, monde, IRRECEVABLE)
    for numero in RECEVABLES:
        prevoir(le(-22, 10, numero), candidatures.juger_recevable, monde, numero)
    _prevoir_vague_ouverte(monde)


def _prevoir_vague_ouverte(monde: Monde) -> None:
    le, prevoir = monde.agenda.le, monde.agenda.prevoir
    for numero, depot in ((DEPOSEE, -4), (PIECE_MANQUANTE, -9)):
        candidatures.prevoir(monde, numero, OUVERTE, depot=depot)
    for numero in BROUILLONS:
        candidatures.prevoir(monde, numero, OUVERTE, binome=numero == BROUILLONS[0])
    prevoir(le(-2, 16), candidatures.remplir, monde, BROUILLONS[0], preuves=2)
    prevoir(le(-3, 11), candidatures.remplir, monde, BROUILLONS[1], rubriques=1, preuves=0)
    prevoir(le(-118, 9), candidatures.ouvrir, monde, HORS_DELAI, TROISIEME)
    prevoir(le(-104, 17), candidatures.remplir, monde, HORS_DELAI)
    prevoir(le(candidatures.CLOTURES[TROISIEME], 18, 40), candidatures.deposer_en_retard, monde, HORS_DELAI)


def _prevoir_regards(monde: Monde, assemblees: dict[str, Reunion]) -> None:
    """Before the sittings to come: one member stands aside, some have marked, others have not yet."""
    le, prevoir = monde.agenda.le, monde.agenda.prevoir
    label, argent = assemblees["label_5"], assemblees["argent_4"]
    prevoir(le(-4, 18), seances.se_deporter, monde, EXPERTE_ET_MEMBRE, RECEVABLES[1], label)
    prevoir(le(-3, 19), seances.noter, monde, label, MEMBRES[0], list(RECEVABLES))
    prevoir(le(-2, 19), seances.noter, monde, label, EXPERTE_ET_MEMBRE, [RECEVABLES[0]])
    prevoir(le(-2, 20), seances.noter, monde, argent, MEMBRES[0], [EN_COMITE, REVENU])


def _prevoir_promotions_finies(monde: Monde) -> None:
    le, prevoir = monde.agenda.le, monde.agenda.prevoir
    for cohorte in (PROMOTION_1, PROMOTION_2):
        suites = {n: "VVVVVVVV" if n % 2 else "V2VVV2VV" for n in cohorte.numeros}
        if ABANDON in suites:
            suites[ABANDON] = "VV"
        incubations.prevoir_livrables(monde, cohorte, suites)
        for numero in (n for n in cohorte.numeros if n != ABANDON):
            incubations.prevoir_maturite(monde, numero, Moment.ENTREE, cohorte.debut + 7, 2)
            incubations.prevoir_maturite(monde, numero, Moment.SORTIE, cohorte.debut + 107, 3 if numero in (AJOURNE, REVENU, NON_FINANCE) else 4)
            prevoir(le(cohorte.debut + 109, 11, numero), incubations.identifier, monde, numero)
    prevoir(le(-145, 11), lambda: _abandonner(monde))


def _abandonner(monde: Monde) -> None:
    motif = "Le local a été vendu et l’équipe renonce au projet."
    faire_passer(projet=monde.projet(ABANDON), vers=StatutProjet.ABANDON, acteur=monde.acteur(COORDINATEUR), motif=motif)


def _prevoir_promotion_en_cours(monde: Monde) -> None:
    le, prevoir = monde.agenda.le, monde.agenda.prevoir
    incubations.prevoir_livrables(monde, PROMOTION_3, LIVRABLES_3)
    for numero in (*OUEST, *CENTRE):
        incubations.prevoir_maturite(monde, numero, Moment.ENTREE, PROMOTION_3.debut + 7, 2)
    for numero in (13, 15, 16, 17, 18, 21):
        incubations.prevoir_maturite(monde, numero, Moment.MILIEU, -6, 3)
    for numero, nombre in ((13, 3), (17, 2), (18, 4)):
        prevoir(le(-5, 11, numero), incubations.identifier, monde, numero, nombre)
    prevoir(le(-6, 12), incubations.dialoguer, monde, 14, 3)


def _prevoir_accompagnement(monde: Monde) -> None:
    accompagnements.prevoir_creneaux(monde)
    for numero in ACCOMPAGNES:
        monde.agenda.prevoir(monde.agenda.le(-272, 10, numero), accompagnements.ouvrir, monde, numero)
    monde.agenda.prevoir(monde.agenda.le(-40, 15), accompagnements.transferer_des_credits, monde, ACCOMPAGNES[0])
    for intervention in INTERVENTIONS:
        accompagnements.Intervention(monde, *intervention).prevoir()


_ECO, _JUR, _COM, _IMP = "modele-economique", "modele-juridique", "commercialisation-distribution", "mesure-impact"
_E1, _E2, _E3, _E4 = EXPERTES
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
)


def _ce_matin(monde: Monde) -> None:
    """What has just happened: its mails wait in the outbox, and leave as any other."""
    candidatures.demander_une_piece(monde, PIECE_MANQUANTE)
    candidatures.inviter_la_partenaire(monde, BROUILLONS[1])
