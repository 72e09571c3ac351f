from datetime import date

import pytest

from manufactures.actions.instruction import declarer_irrecevable, declarer_recevable, demander_piece
from manufactures.enums import Fonction, StatutProjet
from manufactures.queries.echanges import piece_attendue
from socle.comptes.actions.reglages import fixer_reglage
from socle.courriers.models import Courrier
from socle.journal.models import Evenement
from socle.lib.refus import ActionRefusee
from tests.manufactures.fabriques import MembreEquipeFactory, ProjetFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def acteur(coordinatrice, acteur_de):
    return acteur_de(coordinatrice)


@pytest.fixture
def depose(programme, porteuse, partenaire):
    projet = ProjetFactory(depose=True)
    MembreEquipeFactory(projet=projet, utilisateur=porteuse)
    MembreEquipeFactory(projet=projet, utilisateur=partenaire, fonction=Fonction.PARTENAIRE)
    return projet


def _refus(action, **arguments):
    with pytest.raises(ActionRefusee) as leve:
        action(**arguments)
    return leve.value.refus.code


def test_recevable_ecrit_au_binome(depose, acteur, porteuse, partenaire):
    declarer_recevable(projet=depose, acteur=acteur)
    depose.refresh_from_db()
    assert depose.etat is StatutProjet.RECEVABLE
    assert {c.destinataire for c in Courrier.objects.filter(gabarit="manufactures_recevable")} == {porteuse, partenaire}


def test_on_ne_repond_qu_une_fois(depose, acteur):
    declarer_recevable(projet=depose, acteur=acteur)
    assert _refus(declarer_recevable, projet=depose, acteur=acteur) == "rien_a_instruire"
    assert _refus(declarer_irrecevable, projet=depose, motif="x", acteur=acteur) == "rien_a_instruire"


def test_irrecevable_avec_son_motif(depose, acteur):
    assert _refus(declarer_irrecevable, projet=depose, motif=" ", acteur=acteur) == "motif_manquant"
    declarer_irrecevable(projet=depose, motif="Le local n’existe pas.", acteur=acteur)
    assert Evenement.objects.get(verbe_code="candidature.irrecevable").motif == "Le local n’existe pas."
    assert "Le local n’existe pas." in Courrier.objects.filter(gabarit="manufactures_irrecevable")[0].texte


def test_un_hors_delai_ne_devient_pas_recevable(programme, acteur):
    tardif = ProjetFactory(statut=StatutProjet.HORS_DELAI)
    assert _refus(declarer_recevable, projet=tardif, acteur=acteur) == "passage_impossible"
    declarer_irrecevable(projet=tardif, motif="Reçu après l’heure.", acteur=acteur)


def test_demander_une_piece_laisse_le_projet_depose(depose, acteur):
    assert not piece_attendue(depose)
    demander_piece(projet=depose, pieces="Le bail signé", acteur=acteur)
    depose.refresh_from_db()
    assert depose.etat is StatutProjet.DEPOSE
    assert piece_attendue(depose)
    assert "Le bail signé" in Courrier.objects.filter(gabarit="manufactures_piece")[0].texte


def test_une_demande_dit_quoi_et_quand_elle_peut_se_faire(depose, programme, acteur):
    assert _refus(demander_piece, projet=depose, pieces=" ", acteur=acteur) == "pieces_absentes"
    assert _refus(demander_piece, projet=ProjetFactory(), pieces="x", acteur=acteur) == "candidature_pas_deposee"


def test_la_lettre_de_refus_dit_les_voies_de_recours(depose, acteur):
    voies = "Vous pouvez saisir le tribunal administratif dans les deux mois."
    fixer_reglage(cle="courriers.voies_de_recours", valeur=voies, motif="Essai", date_effet=date(2020, 1, 1), auteur=None)
    declarer_irrecevable(projet=depose, motif="Le local n’existe pas.", acteur=acteur)
    assert [voies in c.texte for c in Courrier.objects.filter(gabarit="manufactures_irrecevable")] == [True, True]
