"""What writes cost: twelve statements at most, none of them three times, whatever the number of rows around."""

from datetime import date

from django.db import transaction

from accompagnement.actions.credits import transferer
from accompagnement.models import Besoin
from manufactures.models import Projet
from socle.comptes.actions.reglages import fixer_reglage
from socle.comptes.portee import contexte
from tests.accompagnement.fabriques import BESOINS
from tests.comite.pv import vient_de_s_identifier
from tests.matrix import (
    ecritures_accompagnement,
    ecritures_accompagnement_missions,
    ecritures_api,
    ecritures_candidature,
    ecritures_collectives,
    ecritures_comite,
    ecritures_comite_suites,
    ecritures_documents,
    ecritures_incubation,
    ecritures_programme,
)
from tests.matrix.ecritures import ECRITURES, Ecriture, envoyer, jeton_de
from tests.matrix.envois import routes_d_envoi
from tests.matrix.monde import BESOIN, Monde, grossir

PHASES = (
    ecritures_candidature,
    ecritures_comite,
    ecritures_comite_suites,
    ecritures_incubation,
    ecritures_accompagnement,
    ecritures_accompagnement_missions,
    ecritures_collectives,
    ecritures_api,
    ecritures_documents,
    ecritures_programme,
)
# Routes that take a POST and write nothing, or write once in the life of a programme.
SANS_ECRITURE = {
    "programme_creer": "copies a whole model into a new programme, some thirty statements, one or two by table; the platform opens one a year",
    "document_verifier": "leads to the page of the code typed",
    "verification_detail": "compares a file with what was signed and forgets it",
}


class _Annuler(Exception):
    """Leaves a block without a trace of what was written there."""


def mesurer(ecrit: Ecriture, monde: Monde, clients: dict, compter_requetes):
    """Do a write on the world, count its statements, and take it back."""
    try:
        with transaction.atomic():
            arguments, donnees = ecrit.preparer(monde)
            entetes, client = jeton_de(ecrit, monde), clients["anonyme" if ecrit.par_api else ecrit.role]
            if ecrit.identifie:
                vient_de_s_identifier(client, monde.personnes[ecrit.role])
            with compter_requetes() as cout:
                cout.reponse = envoyer(ecrit, arguments, donnees, client, entetes)
            raise _Annuler
    except _Annuler:
        contexte().lus.pop("reglement", None)  # a setting that was just taken back too
        return cout


def fautes(ecrit: Ecriture, cout) -> list[str]:
    return [
        phrase
        for faux, phrase in (
            (cout.reponse.status_code != ecrit.statut, f"{cout.reponse.status_code} au lieu de {ecrit.statut}"),
            (cout.nombre > ecrit.plafond, f"{cout.nombre} requêtes pour {ecrit.plafond}"),
            (cout.repetees != [], f"répétées : {cout.repetees}"),
        )
        if faux
    ]


def preparer(monde: Monde, clients: dict) -> None:
    """Rows around every object, the needs of the model, and the caches that a server keeps."""
    grossir(monde)
    besoins = [{"code": b["code"], "titre": b["titre"]} for b in BESOINS]
    fixer_reglage(cle="incubation.besoins", valeur=besoins, motif="Essai", date_effet=date(2022, 1, 1), auteur=None)
    besoins = {code: Besoin.objects.get(code=code) for code in (BESOIN, "modele-juridique")}
    projet, acteur = Projet.objects.get(**monde.arguments["accompagne"]), monde.acteur("coordinatrice")
    transferer(projet=projet, de=besoins["modele-juridique"], vers=besoins[BESOIN], quantite=2, motif="Essai", acteur=acteur, cle="essai")
    for client in clients.values():
        client.get("/p/manufactures/")


def test_chaque_ecriture_tient_son_budget(monde, clients, compter_requetes):
    preparer(monde, clients)
    couts = {e.titre: mesurer(e, monde, clients, compter_requetes) for e in ECRITURES}

    assert len(couts) == len(ECRITURES)
    assert {e.titre: faute for e in ECRITURES if (faute := fautes(e, couts[e.titre]))} == {}


def test_every_route_that_takes_a_post_has_its_write_in_the_table():
    assert routes_d_envoi() - {e.route for e in ECRITURES} == set(SANS_ECRITURE)
