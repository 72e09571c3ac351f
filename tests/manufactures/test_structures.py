import pytest

from manufactures.actions.structures import ajouter_partenaire, retirer_partenaire, saisir_structure
from manufactures.models import Structure
from socle.lib.refus import ActionRefusee
from tests.manufactures.fabriques import CandidatureFactory, ProjetFactory, StructureFactory, siret_valide

pytestmark = pytest.mark.django_db


@pytest.fixture
def acteur(porteuse, acteur_de):
    return acteur_de(porteuse)


@pytest.fixture
def candidature(programme):
    return CandidatureFactory(projet__structure=None)


def _saisir(candidature, acteur, **valeurs):
    return saisir_structure(candidature=candidature, valeurs={"nom": "La Fabrique"} | valeurs, acteur=acteur)


def _refus(action, **arguments):
    with pytest.raises(ActionRefusee) as leve:
        action(**arguments)
    return leve.value.refus.code


def test_une_structure_se_saisit_sans_siret_puis_se_complete(candidature, acteur):
    premiere = _saisir(candidature, acteur)
    seconde = _saisir(candidature, acteur, siret=siret_valide(42))
    assert premiere.pk == seconde.pk
    assert Structure.objects.get(pk=seconde.pk).siret == siret_valide(42)


def test_le_meme_siret_est_la_meme_structure(candidature, acteur):
    connue = StructureFactory()
    assert _saisir(candidature, acteur, siret=connue.siret).pk == connue.pk


def test_la_structure_d_un_autre_projet_garde_son_nom_et_se_complete(candidature, acteur):
    partagee = ProjetFactory(structure__adresse="").structure
    lue = _saisir(candidature, acteur, siret=partagee.siret, nom="Autre nom", adresse="1, rue du Four")
    assert (lue.nom, lue.adresse) == (partagee.nom, "1, rue du Four")


def test_un_siret_faux_est_refuse(candidature, acteur):
    assert _refus(_saisir, candidature=candidature, acteur=acteur, siret="12345678901234") == "siret_faux"


def test_la_recherche_trouve_la_structure(candidature, acteur):
    from manufactures.models import Projet

    _saisir(candidature, acteur, nom="Coopérative du Fer")
    assert list(Projet.objects.chercher("COOPERATIVE du fer")) == [candidature.projet]


def test_un_partenaire_s_ajoute_une_fois(candidature, acteur):
    partenaire = ajouter_partenaire(candidature=candidature, nom="La Commune", siret="", apport="Le local", acteur=acteur)
    encore = {"candidature": candidature, "nom": " la commune", "siret": "", "apport": "", "acteur": acteur}
    assert _refus(ajouter_partenaire, **encore) == "deja_partenaire"
    retirer_partenaire(candidature=candidature, partenaire=partenaire, acteur=acteur)
    assert not candidature.projet.partenaires.exists()


def test_la_porteuse_n_est_pas_son_propre_partenaire(candidature, acteur):
    structure = _saisir(candidature, acteur, siret=siret_valide(7))
    soi = {"candidature": candidature, "nom": "x", "siret": structure.siret, "apport": "", "acteur": acteur}
    assert _refus(ajouter_partenaire, **soi) == "structure_porteuse"
