"""Links of the layout by role."""

import pytest

from parcours.navigation import AUX_CREDITS, PAR_ROLE, identite, liens
from socle.comptes.acteur import Acteur
from socle.comptes.enums import Role
from socle.comptes.models import Utilisateur

PERSONNE = Utilisateur(email="a@exemple.fr", prenom="A", nom="d’exemple")


def acteur(*roles):
    return Acteur(PERSONNE, frozenset(roles))


@pytest.mark.parametrize("role", PAR_ROLE)
def test_every_role_has_a_home_and_at_most_eight_links(role):
    lus = liens(acteur(role), "prog", "/p/prog/")

    assert lus[0].url == "/p/prog/"
    assert len(lus) <= 8
    assert [lien.actif for lien in lus] == [True] + [False] * (len(lus) - 1)


def test_the_deepest_link_is_the_current_one():
    actifs = [lien.libelle for lien in liens(acteur(Role.COORDINATION), "prog", "/p/prog/projets/x/") if lien.actif]

    assert actifs == ["Projets"]


def test_several_roles_share_their_links_once():
    urls = [lien.url for lien in liens(acteur(Role.EQUIPE, Role.EXPERT), "prog", "/p/prog/")]

    assert len(urls) == len(set(urls))


def test_account_menu_tells_every_role():
    assert identite(acteur(Role.EXPERT, Role.COMITE)).detail == "Membre du comité · Expert"


def test_the_credits_of_a_project_in_accompagnement_come_after_the_projects():
    elle = Acteur(PERSONNE, frozenset({Role.EQUIPE, Role.EXPERT}), {AUX_CREDITS: "la-fabrique"})
    lus = liens(elle, "prog", "/p/prog/accompagnement/projets/la-fabrique/credits/")
    libelles = [lien.libelle for lien in lus]

    assert libelles[libelles.index("Mes projets") + 1] == "Mes crédits"
    assert [lien.libelle for lien in lus if lien.actif] == ["Mes crédits"]
    assert "Mes crédits" not in [lien.libelle for lien in liens(acteur(Role.EQUIPE), "prog", "/p/prog/")]
