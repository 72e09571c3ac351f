"""What the buttons and the API promise is what the apps accept."""

from datetime import timedelta

import pytest
from django.utils import timezone

from manufactures.enums import StatutProjet
from manufactures.models import Projet
from parcours.droits import droits_sur_projet
from tests.manufactures.fabriques import MembreEquipeFactory, ProjetFactory, VagueFactory

pytestmark = pytest.mark.django_db
S = StatutProjet


def droits(acteur, projet) -> set[str]:
    lu = Projet.objects.avec_siege_de(acteur).select_related("vague").get(pk=projet.pk)
    return {droit for droit, permis in droits_sur_projet(acteur, lu, {}).items() if permis}


@pytest.fixture
def brouillon(programme, porteuse):
    projet = ProjetFactory(vague=VagueFactory())
    MembreEquipeFactory(projet=projet, utilisateur=porteuse)
    return projet


def test_l_equipe_ecrit_la_coordination_lit(brouillon, acteur_de, porteuse, autre_porteur, coordinatrice, observateur):
    assert droits(acteur_de(porteuse), brouillon) == {"modifier_candidature", "deposer_candidature"}
    assert droits(acteur_de(coordinatrice), brouillon) == {"lire_brouillon"}
    assert droits(acteur_de(autre_porteur), brouillon) == droits(acteur_de(observateur), brouillon) == set()


def test_apres_la_cloture_un_brouillon_se_depose_mais_ne_s_ecrit_plus(brouillon, acteur_de, porteuse):
    cloture = timezone.now() - timedelta(seconds=1)
    type(brouillon.vague).objects.filter(pk=brouillon.vague_id).update(cloture_at=cloture)
    assert droits(acteur_de(porteuse), brouillon) == {"deposer_candidature"}


@pytest.mark.parametrize(("statut", "permis"), [
    (S.DEPOSE, {"instruire"}), (S.HORS_DELAI, {"instruire"}), (S.RECEVABLE, {"verser_au_comite"}), (S.LABELLISE, {"affecter"}), (S.SORTI, set()),
])  # fmt: skip
def test_la_coordination_a_chaque_etape(programme, acteur_de, coordinatrice, porteuse, statut, permis):
    projet = ProjetFactory(statut=statut)
    MembreEquipeFactory(projet=projet, utilisateur=porteuse)
    assert droits(acteur_de(coordinatrice), projet) == permis
    assert droits(acteur_de(porteuse), projet) == set()
