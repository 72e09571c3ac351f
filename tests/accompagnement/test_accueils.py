"""The homes of an expert and of a project in accompagnement: all that each has in hand, with its figures."""

import re
from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accompagnement.actions.missions import repondre
from accompagnement.actions.releves import etablir_releves
from accompagnement.enums import Reponse
from accompagnement.regles_service import fin_du_mois, premier_du_mois
from socle.lib.francais import date_longue
from tests.accompagnement.fabriques import deplacer, ouvrir

ACCUEIL = "/p/manufactures/"


def _page(reponse) -> str:
    return reponse.content.decode().replace("\u00a0", " ")


@pytest.fixture
def mois_d_apres(service_valide):
    """A half-day was used, validated, and is on the statement of its month; it is the day after that month."""
    mois = premier_du_mois(timezone.localdate())
    with time_machine.travel(fin_du_mois(mois) + timedelta(days=1, hours=12)):
        yield etablir_releves(mois=mois, acteur=None)[0]


@pytest.fixture
def en_main(mois_d_apres, expert, reserver, besoins, de_l_experte):
    """A request to answer, a half-day ahead and one gone by: of the economic model, of the legal one twice."""
    demandee, a_venir, passee = ouvrir(expert, 3)
    demande = reserver(demandee)
    prochaine, faite = (reserver(c, besoin=besoins["modele-juridique"]) for c in (a_venir, passee))
    for mission in (prochaine, faite):
        repondre(mission=mission, reponse=Reponse.ACCEPTER, acteur=de_l_experte)
    deplacer(passee, timezone.now() - timedelta(days=2))
    return demande, prochaine, faite


def test_the_home_of_an_expert_has_her_requests_days_reports_and_statement(en_main, mois_d_apres, client_de, experte):
    demande, prochaine, faite = en_main
    reponse = client_de(experte).get(ACCUEIL)
    expert, page = reponse.context["blocs"].expert, _page(reponse)

    assert (expert.demandes, [r.mission for r in expert.a_venir], expert.a_rendre) == ((demande,), [prochaine], (faite,))
    titres = {t.titre for t in reponse.context["taches"]}
    assert titres == {"Répondre à une demande", "Remettre le compte rendu", f"Facturer le relevé {mois_d_apres.numero}"}
    assert date_longue(prochaine.creneau.debut).capitalize().replace("\u00a0", " ") in page
    assert all(dit in page for dit in (mois_d_apres.numero, "450 €", "1 demi-journée", "Votre facture est attendue."))


def test_the_home_of_a_project_has_its_credits_by_need(en_main, suivi, client_de, porteuse):
    """Three half-days: one used, one held, one left; of the two others, two are held: one ahead, one whose report is due."""
    reponse = client_de(porteuse).get(ACCUEIL)
    credits, page = reponse.context["blocs"].accompagnement.credits, _page(reponse)

    assert {s.besoin.code: (s.accordees, s.reservees, s.consommees, s.disponibles) for s in credits.besoins if s.accordees} == {
        "modele-economique": (3, 1, 1, 1), "modele-juridique": (2, 2, 0, 0),
    }  # fmt: skip
    total = "5 demi-journées : 1 consommée, 3 réservées, 1 disponible"
    par_besoin = ("3 accordées, 1 consommée, 1 réservée", "1 disponible", "2 accordées, 0 consommée, 2 réservées", "0 disponible")
    lue = re.sub(r"<[^>]+>", "", page)  # each figure is a link to its movements
    assert total in page
    assert all(dit in lue for dit in par_besoin)
