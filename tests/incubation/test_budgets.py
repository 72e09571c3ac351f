"""The pages cost the same for one row and for three, and stay within the budget of the house."""

import pytest
from django.urls import reverse

from incubation.actions.affectations import affecter_projet
from incubation.actions.livrables import deposer_version, ecrire_message, relire_version
from incubation.enums import Verdict
from manufactures.enums import Fonction
from tests.incubation.fabriques import PDF, PromotionFactory, SessionFactory, fichier
from tests.manufactures.fabriques import MembreEquipeFactory, ProjetFactory


@pytest.fixture
def cout(coordinatrice, client_de, compter_requetes):
    """What a page costs to the coordination; a first visit warms what is cached for all."""
    client = client_de(coordinatrice)

    def mesurer(route, *arguments):
        url = reverse(route, args=["manufactures", *arguments])
        client.get(url)
        with compter_requetes() as compte:
            assert client.get(url).status_code == 200
        return compte

    return mesurer


def placer(groupe, coordination):
    projet = ProjetFactory(labellise=True)
    MembreEquipeFactory(projet=projet)
    MembreEquipeFactory(projet=projet, fonction=Fonction.PARTENAIRE)
    affecter_projet(projet=projet, sous_promotion=groupe, acteur=coordination)


def agrandir(groupe, coordination):
    """Two more of everything."""
    for _ in range(2):
        placer(groupe, coordination)
        SessionFactory(sous_promotion=groupe, convoquee=True)
        PromotionFactory()


LISTES = [("promotion_liste", 8), ("session_liste", 8), ("livrable_liste", 8), ("incubation_suivi", 8)]


@pytest.mark.parametrize(("route", "budget"), LISTES)
def test_une_liste_coute_autant_pour_1_et_3(route, budget, session, groupe, coordination, cout):
    un = cout(route)
    agrandir(groupe, coordination)
    trois = cout(route)
    assert un.nombre == trois.nombre <= budget, trois.requetes
    assert trois.repetees == []


def test_les_pages_d_un_groupe_coutent_autant_pour_1_et_3(session, groupe, coordination, cout):
    pages = (("promotion_detail", groupe.promotion_id), ("session_detail", session.pk), ("presence_salle", session.pk))
    un = [cout(*page).nombre for page in pages]
    agrandir(groupe, coordination)
    trois = [cout(*page).nombre for page in pages]
    assert un == trois
    assert max(trois) <= 12


def test_la_page_d_un_livrable_coute_autant_pour_1_et_3_versions(livrable, porteuse, acteur_de, coordination, cout):
    equipe = acteur_de(porteuse)

    def deposer(n):
        version = deposer_version(livrable=livrable, fichier=fichier(contenu=PDF + bytes([n])), acteur=equipe)
        avis = {livrable.module.attendus.first(): (Verdict.A_COMPLETER, "Précisez.")}
        relire_version(version=version, verdict=Verdict.A_COMPLETER, commentaire="Précisez.", avis=avis, acteur=coordination)
        ecrire_message(livrable=livrable, texte="Entendu.", acteur=equipe)

    deposer(1)
    un = cout("livrable_detail", livrable.pk)
    deposer(2)
    deposer(3)
    trois = cout("livrable_detail", livrable.pk)
    assert un.nombre == trois.nombre <= 12, trois.requetes


def test_deposer_tient_dans_le_budget_d_une_ecriture(livrable, porteuse, client_de, compter_requetes):
    client = client_de(porteuse)
    url = reverse("livrable_deposer", args=["manufactures", livrable.pk])
    with compter_requetes() as compte:
        assert client.post(url, {"fichier": fichier(), "message": ""}).status_code == 302
    assert compte.nombre <= 12, compte.requetes
