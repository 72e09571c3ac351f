"""The journal: declared verbs only, whole sentences, nothing changed afterwards."""

import pytest
from django.db import DatabaseError, connection, transaction

from socle.comptes.enums import Role
from socle.comptes.portee import programme_actif
from socle.journal import registre
from socle.journal.actions import noter, noter_a_la_fin, noter_ensemble
from socle.journal.models import Evenement
from socle.journal.registre import Public


@pytest.fixture(autouse=True)
def _verbes_d_essai(monkeypatch):
    monkeypatch.setattr(registre, "_verbes", {})
    registre.declarer("essai.fait", "a fait {quoi}", icone="check-lg", publics=(Public.EQUIPE,))
    registre.declarer("essai.muet", "a agi")


def test_an_event_tells_who_did_what(programme, coordinatrice, acteur_de):
    evenement = noter("essai.fait", fil="projet:1", acteur=acteur_de(coordinatrice), quoi="un essai")

    assert str(evenement) == "La coordination a fait un essai"
    assert (evenement.auteur, evenement.programme, evenement.verbe.icone) == (coordinatrice, programme, "check-lg")


@pytest.mark.parametrize(("role", "titre"), [(Role.COMITE, "Le comité"), (Role.EXPERT, "L’expert"), (Role.EQUIPE, "L’équipe")])
def test_an_author_is_named_by_her_door(programme, acteur_de, role, titre):
    from tests.conftest import creer_personne

    acteur = acteur_de(creer_personne("p@exemple.fr", "Personne", role))

    assert noter("essai.muet", fil="projet:1", acteur=acteur).auteur_libelle == titre


def test_the_platform_is_an_author_without_account(programme):
    evenement = noter("essai.muet", fil="projet:1", acteur=None)

    assert (evenement.auteur, str(evenement)) == (None, "La plateforme a agi")


def test_an_undeclared_verb_is_refused(programme):
    with pytest.raises(KeyError, match="essai.inconnu"):
        noter("essai.inconnu", fil="projet:1", acteur=None)
    assert Evenement.objects.count() == 0


def test_a_sentence_with_a_hole_is_refused(programme):
    with pytest.raises(KeyError, match="quoi"):
        noter("essai.fait", fil="projet:1", acteur=None)
    assert Evenement.objects.count() == 0


def test_a_verb_is_declared_once():
    with pytest.raises(ValueError, match="declared twice: essai.fait"):
        registre.declarer("essai.fait", "a refait")


def test_only_the_verbs_of_a_public_are_read_by_it():
    assert registre.verbes_lus_par(Public.EQUIPE) == ["essai.fait"]
    assert registre.verbes_lus_par(Public.COMITE) == []


def test_a_thread_is_read_newest_first_and_alone(programme):
    for fil, quoi in (("projet:1", "a"), ("projet:12", "b"), ("projet:1", "c")):
        noter("essai.fait", fil=fil, acteur=None, quoi=quoi)

    assert [e.details["quoi"] for e in Evenement.objects.du_fil("projet:1")] == ["c", "a"]


def test_a_thread_of_the_same_name_in_another_programme_is_another(programme, autre_programme):
    with programme_actif(autre_programme):
        noter("essai.muet", fil="projet:1", acteur=None)

    assert list(Evenement.objects.du_fil("projet:1")) == []


@pytest.mark.parametrize("sql", ["UPDATE journal_evenement SET motif = 'x'", "DELETE FROM journal_evenement", "TRUNCATE journal_evenement"])
def test_an_event_is_never_changed_nor_removed(programme, sql):
    noter("essai.muet", fil="projet:1", acteur=None)
    with pytest.raises(DatabaseError, match="permission denied"), transaction.atomic(), connection.cursor() as curseur:
        curseur.execute(sql)

    assert Evenement.objects.count() == 1


def test_before_after_and_reason_are_kept(programme):
    noter("essai.muet", fil="projet:1", acteur=None, motif="Parce que", avant={"n": 1}, apres={"n": 2})

    assert Evenement.objects.values_list("motif", "avant", "apres").get() == ("Parce que", {"n": 1}, {"n": 2})


def test_un_acte_fait_de_plusieurs_les_raconte_en_une_requete(programme, compter_requetes):
    with compter_requetes() as compte, noter_a_la_fin():
        noter("essai.fait", fil="programme", acteur=None, quoi="un")
        with noter_a_la_fin():
            noter_ensemble("essai.fait", fils={"projet:1": {"quoi": "deux"}, "projet:2": {"quoi": "trois"}}, acteur=None)
    assert compte.nombre == 1
    assert [e.details["quoi"] for e in Evenement.objects.order_by("pk")] == ["un", "deux", "trois"]


def test_un_acte_qui_echoue_ne_raconte_rien(programme):
    with pytest.raises(ValueError, match="échec"), noter_a_la_fin():
        noter("essai.fait", fil="programme", acteur=None, quoi="un")
        raise ValueError("échec")
    noter("essai.fait", fil="programme", acteur=None, quoi="deux")
    assert [e.details["quoi"] for e in Evenement.objects.all()] == ["deux"]
