import pytest

from manufactures.actions.candidatures import joindre_preuve
from manufactures.actions.equipes import inviter_membre
from manufactures.actions.instruction import demander_piece
from manufactures.enums import Fonction, StatutProjet
from manufactures.queries.a_faire import a_faire
from manufactures.queries.pour_projet import pour_projet
from tests.manufactures.fabriques import CandidatureFactory, MembreEquipeFactory, ProjetFactory, VagueFactory
from tests.manufactures.test_candidatures import fichier

pytestmark = pytest.mark.django_db


def _titres(personne, acteur_de):
    return [t.titre for t in a_faire(acteur_de(personne))]


@pytest.fixture
def brouillon(programme, porteuse):
    projet = ProjetFactory(vague=VagueFactory())
    MembreEquipeFactory(projet=projet, utilisateur=porteuse)
    return projet


def test_une_porteuse_seule_depose_et_invite(brouillon, porteuse, acteur_de):
    taches = a_faire(acteur_de(porteuse))
    assert [t.titre for t in taches] == ["Compléter et déposer votre candidature", "Inviter votre partenaire de binôme"]
    assert taches[0].echeance == brouillon.vague.cloture_at
    assert taches[0].url == f"/p/manufactures/projets/{brouillon.slug}/candidature/"


def test_un_partenaire_invite_n_est_plus_a_inviter(brouillon, porteuse, acteur_de):
    inviter_membre(projet=brouillon, email="p@exemple.fr", fonction=Fonction.PARTENAIRE, acteur=acteur_de(porteuse))
    assert _titres(porteuse, acteur_de) == ["Compléter et déposer votre candidature"]


def test_un_siege_fini_ne_demande_plus_rien(brouillon, porteuse, acteur_de):
    brouillon.equipe.update(date_fin="2030-01-01")
    assert _titres(porteuse, acteur_de) == []


def test_une_piece_demandee_puis_jointe(programme, porteuse, partenaire, coordinatrice, acteur_de):
    candidature = CandidatureFactory(deposee=True, projet__statut=StatutProjet.DEPOSE)
    for personne, fonction in ((porteuse, Fonction.PORTEUR), (partenaire, Fonction.PARTENAIRE)):
        MembreEquipeFactory(projet=candidature.projet, utilisateur=personne, fonction=fonction)
    assert _titres(partenaire, acteur_de) == []
    demander_piece(projet=candidature.projet, pieces="Le bail", acteur=acteur_de(coordinatrice))
    assert _titres(partenaire, acteur_de) == ["Joindre la pièce demandée par la coordination"]
    joindre_preuve(candidature=candidature, code="local-adapte", fichier=fichier(), acteur=acteur_de(porteuse))
    assert _titres(partenaire, acteur_de) == []


def test_la_coordination_instruit_ce_qui_est_depose(programme, coordinatrice, acteur_de):
    assert _titres(coordinatrice, acteur_de) == []
    for _ in range(2):
        CandidatureFactory(deposee=True, projet__statut=StatutProjet.DEPOSE)
    assert _titres(coordinatrice, acteur_de) == ["Instruire 2\u00a0candidatures"]


@pytest.mark.parametrize("nombre", [1, 3])
def test_une_seule_requete_par_personne(programme, porteuse, acteur_de, compter_requetes, nombre):
    for _ in range(nombre):
        MembreEquipeFactory(projet=ProjetFactory(vague=VagueFactory()), utilisateur=porteuse)
    acteur = acteur_de(porteuse)
    with compter_requetes() as compte:
        assert len(a_faire(acteur)) == 2 * nombre
    assert compte.nombre == 1


def test_la_page_du_projet_se_lit_en_deux_requetes(programme, compter_requetes):
    candidature = CandidatureFactory(complete=True)
    MembreEquipeFactory(projet=candidature.projet)
    with compter_requetes() as compte:
        lu = pour_projet(candidature.projet)
        assert (len(lu.equipe), str(lu.equipe[0].utilisateur)[:8], lu.dossier.manques) == (1, "Personne", [])
    assert compte.nombre == 2
    assert pour_projet(ProjetFactory()).dossier is None
