"""The story, from the first wave to this morning. Days are counted from today."""

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

from django.conf import settings

from comite.enums import Reponse
from incubation.enums import Moment
from manufactures.actions.importation import importer_laureats
from manufactures.actions.projets import faire_passer
from manufactures.enums import StatutProjet
from parcours.actions.programmes import creer_programme
from parcours.actions.reglement import changer_reglage
from parcours.demonstration import (
    accompagnements,
    candidatures,
    demandes,
    distribution,
    incubations,
    jetons,
    personnes,
    seances,
    sorties,
    suites,
    voisin,
)
from parcours.demonstration.agenda import Agenda, au_passe
from parcours.demonstration.candidatures import OUVERTE, TROISIEME
from parcours.demonstration.distribution import (
    ABANDON,
    ACCOMPAGNES,
    AJOURNE,
    ARGENT_4,
    ARRETE,
    BROUILLONS,
    CENTRE,
    DEPOSEE,
    DORMANT,
    EN_COMITE,
    EXPIRE,
    HORS_DELAI,
    IRRECEVABLE,
    LABEL_5,
    LIVRABLES_3,
    NOMBRE,
    NON_FINANCE,
    OUEST,
    PIECE_MANQUANTE,
    PROMOTION_1,
    PROMOTION_2,
    PROMOTION_3,
    RECEVABLES,
    REVENU,
    SOUS_RESERVE,
)
from parcours.demonstration.monde import Monde
from parcours.demonstration.personnes import (
    COORDINATEUR,
    COORDINATRICE,
    EXPERTE_ET_MEMBRE,
    MEMBRES,
    OBSERVATRICE,
    PRESIDENTE,
    SUPPLEANTE,
)
from parcours.modele import charger_modele
from socle.comptes.actions.adhesions import ouvrir_porte
from socle.comptes.enums import Role
from socle.comptes.models import Operateur
from socle.comptes.portee import programme_actif
from socle.courriers.actions import classer_partis

SLUG = "manufactures"
OPERATEUR = "Opérateur d’exemple"
LAUREATS = Path(settings.BASE_DIR) / "manufactures" / "donnees" / "laureats.csv"
DEBUT = -545


def raconter(aujourd_hui: date) -> Iterator[datetime]:
    """Play the whole demonstration; yield the instant of each scene."""
    agenda = Agenda(aujourd_hui)
    with au_passe(agenda.le(DEBUT, 9)):
        monde = _ouvrir(agenda)
    _prevoir(monde)
    yield from agenda.jouer(monde.programme)
    with au_passe(agenda.le(-14)):
        second = voisin.creer(monde)
    for programme in (monde.programme, second):
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
    monde = Monde(agenda, programme, comptes)
    with programme_actif(programme):
        _installer(monde)
    return monde


def _installer(monde: Monde) -> None:
    ouvrir_porte(utilisateur=monde.personne(COORDINATEUR), role=Role.COORDINATION)
    ouvrir_porte(utilisateur=monde.personne(OBSERVATRICE), role=Role.OBSERVATEUR)
    importer_laureats(contenu=LAUREATS.read_text("utf-8"), acteur=monde.acteur(COORDINATRICE))
    accompagnements.nommer_les_expertes(monde)
    seances.nommer_le_comite(monde)
    motif = "Deux territoires éloignés : deux petits groupes plutôt qu’un grand"
    petits = {"cle": "incubation.sous_promotion_min", "valeur": 5, "date_effet": monde.agenda.jour(DEBUT)}
    changer_reglage(motif=motif, acteur=monde.acteur(COORDINATRICE), **petits)


def _prevoir(monde: Monde) -> None:
    candidatures.prevoir_vagues(monde)
    _prevoir_candidatures(monde)
    for reunion in distribution.REUNIONS:
        seances.prevoir(monde, reunion)
    _prevoir_regards(monde)
    for cohorte in (PROMOTION_1, PROMOTION_2, PROMOTION_3):
        incubations.prevoir(monde, cohorte)
    _prevoir_promotions_finies(monde)
    _prevoir_promotion_en_cours(monde)
    _prevoir_accompagnement(monde)


def _prevoir_candidatures(monde: Monde) -> None:
    le, prevoir = monde.agenda.le, monde.agenda.prevoir
    for rang, numeros in distribution.CANDIDATS.items():
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


def _prevoir_regards(monde: Monde) -> None:
    """Before the sittings to come: one member stands aside, some have marked, others have not yet."""
    le, prevoir = monde.agenda.le, monde.agenda.prevoir
    prevoir(le(-4, 18), seances.se_deporter, monde, EXPERTE_ET_MEMBRE, RECEVABLES[1], LABEL_5)
    prevoir(le(-3, 18), seances.declarer, monde, LABEL_5, MEMBRES[0])
    prevoir(le(-3, 19), seances.noter, monde, LABEL_5, MEMBRES[0], list(RECEVABLES))
    prevoir(le(-2, 18), seances.declarer, monde, LABEL_5, EXPERTE_ET_MEMBRE)
    prevoir(le(-2, 19), seances.noter, monde, LABEL_5, EXPERTE_ET_MEMBRE, [RECEVABLES[0]])
    prevoir(le(-2, 20), seances.declarer, monde, ARGENT_4, MEMBRES[0])
    prevoir(le(-2, 20), seances.noter, monde, ARGENT_4, MEMBRES[0], [EN_COMITE, REVENU])
    _prevoir_reponses(monde)


def _prevoir_reponses(monde: Monde) -> None:
    """Members say whether they come, not all of them yet; one report is in; conditions are proved one after the other."""
    le, prevoir = monde.agenda.le, monde.agenda.prevoir
    prevoir(le(-3, 20), suites.repondre, monde, LABEL_5, PRESIDENTE, Reponse.PRESENT)
    prevoir(le(-3, 20), suites.repondre, monde, LABEL_5, MEMBRES[0], Reponse.PRESENT)
    prevoir(le(-2, 10), suites.repondre, monde, LABEL_5, MEMBRES[1], Reponse.EXCUSE, "Retenu en assemblée ce jour-là")
    prevoir(le(-2, 14), suites.repondre, monde, LABEL_5, SUPPLEANTE, Reponse.PRESENT)
    prevoir(le(-2, 21), suites.repondre, monde, LABEL_5, EXPERTE_ET_MEMBRE, Reponse.A_DISTANCE)
    prevoir(le(-1, 18), suites.repondre, monde, ARGENT_4, MEMBRES[0], Reponse.PRESENT)
    prevoir(le(-1, 18), suites.repondre, monde, ARGENT_4, MEMBRES[2], Reponse.REPRESENTE, mandataire=MEMBRES[0])
    prevoir(le(-1, 20), suites.rapporter, monde, LABEL_5)
    prevoir(le(-30, 11), suites.prouver, monde, SOUS_RESERVE, 1, "Le bail est signé devant notaire.")
    prevoir(le(-28, 15), suites.lever, monde, SOUS_RESERVE, 1, COORDINATEUR)
    prevoir(le(-3, 17), suites.prouver, monde, SOUS_RESERVE, 2, "La banque confirme son prêt.")


def _prevoir_promotions_finies(monde: Monde) -> None:
    le, prevoir = monde.agenda.le, monde.agenda.prevoir
    for cohorte in (PROMOTION_1, PROMOTION_2):
        suites = {n: "VVVVVVVV" if n % 2 else "V2VVV2VV" for n in cohorte.numeros}
        if ABANDON in suites:
            suites[ABANDON] = "VV"
        incubations.prevoir_livrables(monde, cohorte, suites)
        for numero in (n for n in cohorte.numeros if n != ABANDON):
            incubations.prevoir_maturite(monde, numero, Moment.ENTREE, cohorte.debut + 7, 2)
            incubations.prevoir_maturite(
                monde, numero, Moment.SORTIE, cohorte.debut + 107, 3 if numero in (AJOURNE, REVENU, NON_FINANCE) else 4
            )
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
    accompagnements.prevoir_le_deplacement(monde)
    for numero in (*ACCOMPAGNES, EXPIRE, DORMANT, ARRETE):
        accompagnements.prevoir_le_plan(monde, numero, -272)
    monde.agenda.prevoir(monde.agenda.le(-6, 16), accompagnements.proposer_un_avenant, monde, ACCOMPAGNES[1])
    monde.agenda.prevoir(monde.agenda.le(-40, 15), accompagnements.transferer_des_credits, monde, ACCOMPAGNES[0])
    for intervention in distribution.INTERVENTIONS:
        accompagnements.Intervention(monde, *intervention).prevoir()
    for demande in distribution.DEMANDES:
        demandes.prevoir(monde, *demande)
    monde.agenda.prevoir(monde.agenda.le(-1, 15), accompagnements.proposer_une_demi_journee, monde, ACCOMPAGNES[0])
    monde.agenda.prevoir(monde.agenda.le(-1, 16), demandes.demander_un_transfert, monde, ACCOMPAGNES[0])
    accompagnements.prevoir_releves(monde)
    monde.agenda.prevoir(monde.agenda.le(-9, 11), accompagnements.arreter, monde, ARRETE)
    sorties.prevoir_bilans(monde, EXPIRE, ACCOMPAGNES[1])
    sorties.prevoir_rapports(monde, ACCOMPAGNES[1])
    sorties.prevoir_collective(monde, (ACCOMPAGNES[0], ACCOMPAGNES[2]), ACCOMPAGNES[3])


def _ce_matin(monde: Monde) -> None:
    """What has just happened: its mails wait in the outbox, and leave as any other."""
    candidatures.demander_une_piece(monde, PIECE_MANQUANTE)
    candidatures.inviter_la_partenaire(monde, BROUILLONS[1])
