"""The types of territory are those of the programme, not of the platform."""

import pytest
from django.urls import reverse

from comite.enums import TypeSeance
from manufactures.actions.candidatures import enregistrer_section, ouvrir_projet
from manufactures.enums import Etape
from manufactures.models import Candidature, Projet
from parcours.actions.programmes import creer_programme as ouvrir_programme
from parcours.modele import charger_modele
from parcours.queries.dossier import contenus_des_dossiers
from socle.comptes.acteur import acteur_de
from socle.comptes.enums import Role
from socle.comptes.models import Operateur
from socle.comptes.portee import programme_actif
from socle.lib.refus import ActionRefusee
from tests.conftest import creer_personne
from tests.manufactures.fabriques import VagueFactory

pytestmark = pytest.mark.django_db
MODELES = [("ateliers-ruraux", "montagne", "Montagne", "qpv"), ("manufactures-de-proximite", "rural", "Rural", "montagne")]


@pytest.fixture
def brouillon(request, db, settings):
    """A draft in a programme of the model, with the porteuse who writes it."""
    settings.MFA_EXIGEE = False
    operateur, _ = Operateur.objects.get_or_create(nom="Opérateur d’exemple")
    programme = ouvrir_programme(modele=charger_modele(request.param), slug=request.param, operateur=operateur, auteur=None)
    with programme_actif(programme):
        porteuse = creer_personne("une.porteuse@exemple.fr", "Porteuse", Role.EQUIPE)
        projet = ouvrir_projet(nom="Atelier d’exemple", vague=VagueFactory(numero=50), acteur=None, porteur=porteuse)
        yield Candidature.objects.get(projet=projet), porteuse


@pytest.mark.parametrize(("brouillon", "sien", "libelle", "autre"), MODELES, indirect=["brouillon"])
def test_un_programme_prend_ses_territoires_et_refuse_ceux_de_l_autre(brouillon, sien, libelle, autre):
    candidature, porteuse = brouillon

    def ecrire(code):
        enregistrer_section(candidature=candidature, section=Etape.TERRITOIRE, valeurs={"type_territoire": code}, acteur=acteur_de(porteuse))

    ecrire(sien)
    with pytest.raises(ActionRefusee, match="Ce type de territoire n’est pas de ce programme"):
        ecrire(autre)
    projet = Projet.objects.get(pk=candidature.projet_id)
    assert (projet.territoire, projet.territoire_libelle) == (sien, libelle)
    assert ["Territoire", libelle] in contenus_des_dossiers([projet], TypeSeance.LABELLISATION)[projet.pk]["sections"][0]["faits"]


@pytest.mark.parametrize(("brouillon", "sien", "libelle", "autre"), MODELES, indirect=["brouillon"])
def test_la_page_propose_les_territoires_du_programme(brouillon, client_de, sien, libelle, autre):
    candidature, porteuse = brouillon
    programme = candidature.programme.slug
    page = reverse("candidature_rubrique", args=[programme, candidature.projet.slug, "territoire"])
    contenu = client_de(porteuse).get(page).content.decode()
    assert (f'value="{sien}"' in contenu, f'value="{autre}"' in contenu) == (True, False)
    refusee = client_de(porteuse).post(page, {"type_territoire": autre})
    assert "Choisissez une réponse proposée." in refusee.content.decode()
    assert Projet.objects.get().territoire == ""


def test_un_territoire_retire_du_reglement_se_lit_encore(projet):
    projet.territoire = "faubourg"
    assert projet.territoire_libelle == "faubourg"
