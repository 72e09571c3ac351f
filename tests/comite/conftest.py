"""A committee of three with a project ready for each kind of sitting."""

import pytest

from socle.comptes.enums import Role
from tests.comite import fabriques, pv
from tests.comite.clients_api import LES_DEUX, ClientApi
from tests.conftest import creer_personne


@pytest.fixture(autouse=True)
def _sans_second_facteur(settings):
    settings.MFA_EXIGEE = False


@pytest.fixture
def troisieme(programme):
    return creer_personne("troisieme@exemple.fr", "Troisième", Role.COMITE)


@pytest.fixture
def comite(programme, presidente, membre, troisieme):
    """The three seats: presidency, member, third."""
    return fabriques.creer_comite(presidente, membre, troisieme)


@pytest.fixture
def pret(projet):
    """The project of the cast, at the end of its incubation."""
    return fabriques.avancer(projet, fabriques.StatutProjet.EN_INCUBATION)


@pytest.fixture
def seance(comite, pret):
    """An open sitting of financement with everybody there and one file."""
    return fabriques.seance_ouverte(pret, presents=comite)


@pytest.fixture
def de(request):
    """The client of the API that speaks for a role of the cast, its token made once."""
    faits = {}
    return lambda nom, *portee: faits.setdefault((nom, portee), ClientApi(request.getfixturevalue(nom), portee or LES_DEUX))


@pytest.fixture
def qui(request, client_de):
    """The browser of a role of the cast."""
    return lambda nom: client_de(request.getfixturevalue(nom))


@pytest.fixture
def a_signer(seance, comite):
    """The minutes of the sitting, its file decided, that nobody has signed."""
    return pv.pv_a_signer(seance, comite)


@pytest.fixture
def signe(a_signer, presidente, coordinatrice):
    """The same, signed by the two."""
    return pv.signer(a_signer, presidente, coordinatrice)
