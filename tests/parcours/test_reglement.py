"""The règlement: every value dated, with its reason, none ever erased."""

from datetime import date
from fractions import Fraction

import pytest
import time_machine

from socle.comptes import reglement
from socle.comptes.actions.reglages import fixer_reglage
from socle.comptes.models import Reglage
from socle.comptes.portee import programme_actif, programme_courant
from socle.journal.models import Evenement

QUORUM = "/p/manufactures/reglement/comite.quorum/"


def changer(client, **champs):
    return client.post(QUORUM, {"valeur": '"2/3"', "date_effet": "2022-01-01", "motif": "Vote du comité"} | champs)


def test_a_setting_changes_with_its_reason_and_the_journal_tells_it(client_de, coordinatrice):
    fixer_reglage(cle="comite.quorum", valeur="1/2", motif="Ouverture", date_effet=date(2021, 1, 1), auteur=None)
    reponse = changer(client_de(coordinatrice))
    evenement = Evenement.objects.get(verbe_code="programme.regle")

    assert reponse.headers["Location"] == "/p/manufactures/reglement/"
    assert (evenement.motif, evenement.avant, evenement.apres) == ("Vote du comité", {"valeur": "1/2"}, {"valeur": "2/3"})
    page = client_de(coordinatrice).get("/p/manufactures/reglement/").content.decode()
    assert "2/3" in page
    assert "Vote du comité" in page
    assert [r.valeur for r in Reglage.objects.filter(cle="comite.quorum").order_by("pk")] == ["1/2", "2/3"]


def test_a_setting_of_a_future_date_waits_for_it(client_de, coordinatrice):
    client = client_de(coordinatrice)
    changer(client, date_effet="2999-01-01")
    fixer_reglage(cle="comite.quorum", valeur="1/2", motif="Ouverture", date_effet=date(2021, 1, 1), auteur=None)

    assert reglement.valeur("comite.quorum") == Fraction(1, 2)
    with time_machine.travel("2999-01-02T12:00:00+01:00"), programme_actif(programme_courant()):
        assert reglement.valeur("comite.quorum") == Fraction(2, 3)


@pytest.mark.parametrize(
    ("champs", "phrase"),
    [
        ({"valeur": '"la moitié"'}, "ne se lit pas"),
        ({"valeur": "pas du json"}, "Écrivez un nombre, true, false ou un texte entre guillemets."),
        ({"motif": ""}, "Remplissez ce champ."),
        ({"date_effet": "hier"}, "date"),
    ],
)
def test_a_value_that_does_not_read_is_explained(client_de, coordinatrice, champs, phrase):
    reponse = changer(client_de(coordinatrice), **champs)

    assert reponse.status_code == 200
    assert phrase in reponse.content.decode()
    assert not Reglage.objects.filter(motif="Vote du comité").exists()


@pytest.mark.parametrize(("role", "lire", "ecrire"), [("observateur", 200, 403), ("porteuse", 403, 403), ("etrangere", 404, 404)])
def test_only_the_coordination_changes_the_reglement(client_de, request, role, lire, ecrire):
    client = client_de(request.getfixturevalue(role))

    assert client.get("/p/manufactures/reglement/").status_code == lire
    assert (client.get(QUORUM).status_code, changer(client).status_code) == (ecrire, ecrire)
    assert Reglage.objects.count() == 0


def test_a_setting_that_nobody_declares_is_not_found(client_de, coordinatrice):
    assert client_de(coordinatrice).get("/p/manufactures/reglement/comite.inconnu/").status_code == 404
