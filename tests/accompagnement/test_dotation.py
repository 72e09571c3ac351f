"""A complement to the credits of a project, and the movements of the programme as a workbook."""

from io import BytesIO
from zipfile import ZipFile

import pytest

from accompagnement.enums import NatureMouvement
from accompagnement.models import MouvementCredit
from accompagnement.queries.avis import comparer_les_entreprises, total_engage
from accompagnement.queries.credits import credits_du_projet, ecarts_du_registre

PAGE = "/p/manufactures/accompagnement"
DOTATION = {"dj_modele-economique": "2", "source": "Décision du 12 mars", "motif": "Un second bâtiment"}
CLE = {"cle": "5f0c2f3e-52f5-4b7e-9d0a-4a5d8d0f6c13"}


@pytest.fixture(autouse=True)
def _sans_second_facteur(settings):
    settings.MFA_EXIGEE = False


def test_the_coordination_adds_half_days_once_on_the_ground_of_a_decision(suivi, coordinatrice, client_de):
    page, avant = f"{PAGE}/projets/{suivi.slug}/credits/dotation/", credits_du_projet(suivi).total.accordees
    for _ in range(2):  # sent twice, it is one grant
        assert client_de(coordinatrice).post(page, DOTATION | CLE).status_code == 302

    assert credits_du_projet(suivi).total.accordees == avant + 2
    assert MouvementCredit.objects.filter(nature=NatureMouvement.DOTATION, source="Décision du 12 mars").count() == 1
    assert list(ecarts_du_registre()) == []


def test_it_takes_a_number_and_stays_with_the_coordination(suivi, coordinatrice, porteuse, client_de):
    page = f"{PAGE}/projets/{suivi.slug}/credits/dotation/"
    vide = client_de(coordinatrice).post(page, DOTATION | CLE | {"dj_modele-economique": ""})

    assert "au moins 1 demi-journée" in vide.content.decode()
    assert client_de(porteuse).post(page, DOTATION | CLE).status_code == 403


def test_the_movements_of_the_programme_are_a_workbook(suivi, coordinatrice, client_de):
    reponse = client_de(coordinatrice).get(f"{PAGE}/enveloppe/mouvements.xlsx")
    lignes = ZipFile(BytesIO(reponse.content)).read("xl/worksheets/sheet1.xml").count(b"<row ")

    assert lignes == MouvementCredit.objects.count() + 1


def test_the_experts_of_a_firm_add_up(service_valide, expert):
    expert.societe, expert.siren = "Atelier Conseil", "552100554"
    expert.save(update_fields=["societe", "siren"])
    (ligne,) = comparer_les_entreprises(total_engage(), 50)

    assert (ligne.nom, ligne.experts, ligne.demi_journees, ligne.part, ligne.concentree) == ("Atelier Conseil", 1, 1, 100, True)
