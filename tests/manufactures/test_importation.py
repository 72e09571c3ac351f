from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from manufactures.actions.importation import importer_laureats
from manufactures.enums import StatutProjet
from manufactures.models import Projet, Structure
from socle.journal.models import Evenement
from tests.manufactures.fabriques import CandidatureFactory, VagueFactory

pytestmark = pytest.mark.django_db
LISTE = Path(__file__).parents[2] / "manufactures/donnees/laureats.csv"
OFFICIELLE = """id_manup;nom;insee_com;commune;departement;vague
7;LA FABRIQUE DU LOCH;="56007";AURAY;Morbihan;3
8;Le Rhum;97414;Saint-Louis;Guadeloupe;
9;Deux lieux;"56121;56083";"Lorient;Hennebont";Morbihan;1
;;;;;
7;La Fabrique bis;;;;
"""


def _importer(contenu=OFFICIELLE):
    return importer_laureats(contenu=contenu, acteur=None)


def test_la_liste_cree_des_labellises_sans_passer_par_la_candidature(programme):
    vague = VagueFactory(numero=3)
    rapport = _importer()
    assert (rapport.crees, rapport.mis_a_jour, rapport.inchanges) == (3, 0, 0)
    projet = Projet.objects.get(nom="La Fabrique du Loch")
    assert (projet.etat, projet.vague, projet.passages.get().de) == (StatutProjet.LABELLISE, vague, "")
    assert list(projet.sites.values_list("code_insee", flat=True)) == ["56007"]


def test_ce_qui_est_repare_et_refuse_se_dit(programme):
    rapport = _importer()
    assert [(c.ligne, c.phrase) for c in rapport.refus] == [(6, "déjà présent plus haut dans le fichier")]
    phrases = " | ".join(c.phrase for c in rapport.reparations)
    assert "97414 → 97126" in phrases
    assert "remis en casse" in phrases
    assert "2 lieux" in phrases


def test_recommencer_ne_change_rien(programme):
    _importer()
    rapport = _importer()
    assert (rapport.crees, rapport.mis_a_jour, rapport.inchanges) == (0, 0, 3)
    assert Projet.objects.count() == 3


def test_un_nom_corrige_se_retrouve_par_son_numero(programme):
    _importer()
    rapport = _importer(OFFICIELLE.replace("Le Rhum", "La Rhumerie").replace("Lorient;Hennebont", "Lorient;Lanester"))
    assert (rapport.crees, rapport.mis_a_jour, rapport.inchanges) == (0, 2, 1)
    assert Projet.objects.filter(nom="La Rhumerie").count() == 1
    assert list(Projet.objects.get(nom="Deux lieux").sites.values_list("commune", flat=True)) == ["Lorient", "Lanester"]


def test_un_projet_qui_a_une_candidature_n_est_pas_modifie(programme):
    _importer()
    projet = Projet.objects.get(nom="Le Rhum")
    CandidatureFactory(projet=projet)
    rapport = _importer(OFFICIELLE.replace("Saint-Louis", "Ailleurs"))
    assert rapport.refus[0].phrase.startswith("ce projet a une candidature ici")
    projet.refresh_from_db()
    assert projet.commune == "Saint-Louis"


def test_les_laureats_livres_s_importent_deux_fois(programme):
    contenu = LISTE.read_text(encoding="utf-8")
    lignes = contenu.count("\n") - 1
    assert _importer(contenu).crees == lignes == 32
    assert _importer(contenu).inchanges == 32
    assert Structure.objects.filter(nom="Communauté de communes du Pays Beaume-Drobie").count() == 1
    assert not Projet.objects.filter(source="").exists()


def test_la_commande_raconte(programme, capsys):
    call_command("importer_laureats", LISTE, programme="manufactures")
    assert "32 créés, 0 mis à jour, 0 inchangés, 0 refusés." in capsys.readouterr().out
    assert Evenement.objects.get(verbe_code="projets.importes").details["crees"] == 32


@pytest.mark.parametrize(("chemin", "slug"), [(LISTE, "inconnu"), (Path("/rien.csv"), "manufactures"), (Path(__file__), "manufactures")])
def test_la_commande_refuse_avec_une_phrase(programme, chemin, slug):
    with pytest.raises(CommandError):
        call_command("importer_laureats", chemin, programme=slug)
