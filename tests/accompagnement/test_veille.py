"""The watch over credits: what each project holds and what to do, read in one statement; the levels month by month."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.utils import timezone

from accompagnement.actions.credits import transferer
from accompagnement.enums import Figure
from accompagnement.queries.consommation import niveaux_de_l_enveloppe, niveaux_de_l_expert, niveaux_du_besoin, niveaux_du_projet
from accompagnement.queries.registre import mouvements_de, somme_des_mouvements
from accompagnement.queries.veille import chercher_plans, ensemble, seuils_en_vigueur, suivre
from accompagnement.regles_veille import Geste, Usage
from manufactures.actions.projets import faire_passer
from manufactures.enums import StatutProjet
from manufactures.models import Projet
from tests.accompagnement.fabriques import ENVELOPPE, doter, faire_valider
from tests.manufactures.fabriques import ProjetFactory, VagueFactory


@pytest.fixture(autouse=True)
def _sans_second_facteur(settings):
    settings.MFA_EXIGEE = False


def lire(maintenant=None, **filtre):
    maintenant, seuils = maintenant or timezone.now(), seuils_en_vigueur()
    return suivre(chercher_plans(maintenant, seuils, **filtre), maintenant, seuils)


def dans(mois: int):
    return timezone.now() + timedelta(days=31 * mois)


def test_a_project_shows_what_it_was_granted_and_what_is_held(suivi, mission):
    (lu,) = lire()

    assert (lu.projet, lu.usage) == (suivi, Usage(5, 0, 1, 0))
    assert lu.besoins == (("Modèle économique", Usage(3, 0, 1)), ("Modèle juridique", Usage(2, 0, 0)))


def test_with_a_need_figures_are_those_of_the_need(suivi, mission):
    (lu,) = lire(besoin="modele-juridique")

    assert lu.usage == Usage(2, 0, 0)
    assert lire(besoin="offre-formation") == []


def test_filters_keep_the_projects_they_name(suivi, mission, expert):
    autre = ProjetFactory(en_accompagnement=True, nom="Un autre", territoire="rural")
    doter(autre, ("offre-formation", 4))

    assert [s.projet for s in lire(projet="autre")] == [s.projet for s in lire(territoire="rural")] == [autre]
    assert [s.projet for s in lire(expert=expert.pk)] == [suivi]
    assert lire(vague=99) == []


def test_a_project_out_of_accompagnement_is_watched_no_more(suivi):
    faire_passer(projet=suivi, vers=StatutProjet.SORTI, acteur=None)

    assert lire() == []


def test_a_suspended_project_stays_under_watch(suivi):
    faire_passer(projet=suivi, vers=StatutProjet.SUSPENDU, acteur=None, motif="Travaux")

    assert [s.projet for s in lire()] == [suivi]


def test_six_months_without_a_movement_is_dormant_for_the_filter_and_for_the_line(suivi):
    assert lire(etat="dormants") == []
    (lu,) = lire(dans(7), etat="dormants")

    assert lu.dormant
    assert lu.conseil.geste is Geste.PROPOSER


def test_a_project_is_near_its_end_from_the_first_threshold(suivi):
    fin = suivi.plan_accompagnement.date_fin
    assert lire(etat="bientot") == []

    assert [s.projet for s in lire(timezone.now() + (fin - timezone.localdate()) - timedelta(days=170), etat="bientot")] == [suivi]


def test_totals_are_those_of_the_projects_found(suivi, mission):
    doter(ProjetFactory(en_accompagnement=True), ("modele-juridique", 4))
    plans = chercher_plans(timezone.now(), seuils_en_vigueur())

    assert (ensemble(plans).projets, ensemble(plans).usage) == (2, Usage(9, 0, 1, 0))
    assert ensemble(plans, "modele-juridique").usage == Usage(6, 0, 0, 0)


@pytest.fixture
def validee(mission, experte, porteuse, coordinatrice, acteur_de):
    """One half-day reported, judged and validated."""
    return faire_valider(mission, experte=acteur_de(experte), equipe=acteur_de(porteuse), coordination=acteur_de(coordinatrice))


def test_what_is_announced_promised_and_used_are_three_numbers(suivi, mission, besoin, expert):
    (niveau,) = niveaux_du_projet(suivi)
    assert (niveau.annoncees, niveau.engagees, niveau.consommees, niveau.restantes) == (5, 1, 0, 5)

    (niveau,) = niveaux_de_l_enveloppe()
    assert (niveau.annoncees, niveau.engagees, niveau.consommees) == (ENVELOPPE, 1, 0)

    (niveau,) = niveaux_de_l_expert(expert)
    assert (niveau.annoncees, niveau.engagees, niveau.consommees) == (1, 1, 0)


def test_a_transfer_leaves_one_need_and_comes_to_the_other(suivi, besoins, acteur_de, coordinatrice):
    de, vers = besoins["modele-economique"], besoins["modele-juridique"]
    transferer(projet=suivi, de=de, vers=vers, quantite=2, motif="Essai", acteur=acteur_de(coordinatrice), cle="essai")

    assert [niveaux_du_besoin(b)[-1].annoncees for b in (de, vers)] == [1, 4]


def test_a_service_validated_is_used_for_the_project_the_need_and_the_expert(suivi, validee, besoin, expert):
    lus = [niveaux[-1] for niveaux in (niveaux_du_projet(suivi), niveaux_du_besoin(besoin), niveaux_de_l_expert(expert))]

    assert [(n.annoncees, n.engagees, n.consommees, n.restantes) for n in lus] == [(5, 1, 1, 4), (3, 1, 1, 2), (1, 1, 1, 0)]


def test_pages_show_the_figures_and_the_picture(suivi, validee, besoin, expert, coordinatrice, client_de):
    client = client_de(coordinatrice)
    credits = client.get("/p/manufactures/accompagnement/suivi/").content.decode()
    enveloppe, du_besoin, de_l_expert = (
        client.get(f"/p/manufactures/accompagnement/suivi/consommation/{q}").content.decode()
        for q in ("", f"?besoin={besoin.code}", f"?expert={expert.pk}")
    )

    assert suivi.nom in credits
    assert "99\u00a0restantes" in enveloppe
    assert "2\u00a0restantes" in du_besoin
    assert "0\u00a0restante" in de_l_expert


def _liens_aux_mouvements(page: str) -> list[str]:
    return [unescape(lien) for lien in re.findall(r'<a href="([^"]*/mouvements/[^"]*)">', page)]


def test_each_figure_of_a_project_opens_the_movements_that_make_it(suivi, mission, besoin, coordinatrice, client_de):
    client = client_de(coordinatrice)
    page = client.get(f"/p/manufactures/accompagnement/suivi/?besoin={besoin.code}").content.decode()
    liens = _liens_aux_mouvements(page)[:4]
    noms = dict(re.findall(r'data-l="([^"]*)"><a href="[^"]*[?]compte=(\w+)', page))

    assert [lien.partition("?")[2] for lien in liens] == [
        f"compte={figure}&besoin={besoin.code}" for figure in ("accordees", "consommees", "reservees", "disponibles")
    ]
    assert [client.get(lien).context["somme"].nombre for lien in liens] == [3, 0, 1, 2]
    assert noms == {Figure(compte).label: compte for compte in noms.values()}


@pytest.fixture
def autres_projets(suivi):
    """Two more projects, one under way elsewhere and one that left; that of the tests is of a wave of its own."""
    ailleurs, sorti = (ProjetFactory(en_accompagnement=True, territoire="rural") for _ in range(2))
    for projet in (ailleurs, sorti):
        doter(projet, ("modele-juridique", 4), ("modele-economique", 2))
    faire_passer(projet=sorti, vers=StatutProjet.SORTI, acteur=None)
    Projet.objects.filter(pk=suivi.pk).update(vague=VagueFactory(numero=7))
    return ailleurs, sorti


@pytest.mark.parametrize(
    "filtre", ["", "besoin={besoin}", "territoire=rural", "expert={expert}", "projet={nom}", "vague=7", "besoin={besoin}&territoire=rural"]
)
def test_each_total_opens_the_movements_of_the_projects_found(suivi, mission, autres_projets, besoin, expert, coordinatrice, client_de, filtre):
    client = client_de(coordinatrice)
    filtre = filtre.format(besoin=besoin.code, expert=expert.pk, nom=suivi.nom)
    page = client.get(f"/p/manufactures/accompagnement/suivi/?{filtre}")
    usage, liens = page.context["total"].usage, _liens_aux_mouvements(page.content.decode())[-4:]
    listes = [client.get(lien).context for lien in liens]

    assert usage.accordees, liens
    assert [liste["somme"].nombre for liste in listes] == [usage.accordees, usage.consommees, usage.reservees, usage.disponibles]
    assert {m.projet_id for liste in listes for m in liste["page"]} == {s.projet.pk for s in page.context["suivis"]}


def test_the_movements_of_the_projects_found_are_exported_and_lead_back(suivi, autres_projets, coordinatrice, client_de):
    client, liste = client_de(coordinatrice), "/p/manufactures/accompagnement/enveloppe/mouvements"
    demande = "compte=accordees&suivis=territoire%3Drural"

    page = client.get(f"{liste}/?{demande}").content.decode()
    assert 'href="/p/manufactures/accompagnement/suivi/?territoire=rural"' in page
    assert '<input type="hidden" name="suivis" value="territoire=rural">' in page
    lignes = client.get(f"{liste}.csv?{demande}").content.decode().splitlines()[1:]
    assert len(lignes) == 2
    assert all(autres_projets[0].nom in ligne for ligne in lignes)


def test_a_long_accented_search_opens_what_it_found(suivi, autres_projets, coordinatrice, client_de):
    client, nom = client_de(coordinatrice), "é" * 100
    Projet.objects.filter(pk=autres_projets[0].pk).update(nom=nom)
    page = client.get("/p/manufactures/accompagnement/suivi/", {"projet": nom, "inconnu": "x" * 4000})

    assert page.context["total"].usage.accordees == 6
    assert [client.get(lien).context["somme"].nombre for lien in _liens_aux_mouvements(page.content.decode())[-4:]] == [6, 0, 0, 6]


@pytest.mark.parametrize("suivis", ["x" * 3001, "projets=tous", "vague=abc", f"projet={'e' * 101}"])
def test_projects_that_do_not_read_are_none_rather_than_all(suivi, coordinatrice, client_de, suivis):
    client, liste = client_de(coordinatrice), "/p/manufactures/accompagnement/enveloppe/mouvements/"
    page = client.get(liste, {"compte": "accordees", "suivis": suivis})

    assert page.context["page"].paginator.count == 0
    assert "Choisissez-les dans le suivi des crédits" in page.content.decode()
    assert client.get(liste, {"suivis": "tous"}).context["page"].paginator.count > 0


PAGES_DE_CONSOMMATION = [
    "suivi/consommation/",
    "suivi/consommation/?besoin={besoin}",
    "suivi/consommation/?expert={expert}",
    "projets/{projet}/consommation/",
    "projets/{projet}/consommation/?besoin={besoin}",
]


@pytest.mark.parametrize("page", PAGES_DE_CONSOMMATION)
def test_each_figure_of_a_month_opens_the_movements_that_make_it(suivi, validee, besoin, expert, coordinatrice, client_de, page):
    client, noms = client_de(coordinatrice), {"besoin": besoin.code, "expert": expert.pk, "projet": suivi.slug}
    lue = client.get(f"/p/manufactures/accompagnement/{page.format(**noms)}")
    liens = re.findall(r'<a class="text-reset" href="([^"]*jusqu_au=[^"]*)">', lue.content.decode())
    niveau = lue.context["releves"][-1]

    sommes = [client.get(unescape(lien)).context["somme"].nombre for lien in liens[-4:]]
    assert sommes == [niveau.annoncees, niveau.engagees, niveau.consommees, niveau.restantes]


def test_movements_stop_at_the_day_asked_for(suivi, validee):
    jour = timezone.localdate()
    assert [somme_des_mouvements(mouvements_de(suivi, compte="accordees", jusqu_au=j), "accordees")[1].nombre for j in (jour, jour - timedelta(days=1))] == [5, 0]


def test_the_export_gives_one_line_per_project(suivi, mission, coordinatrice, client_de):
    lignes = client_de(coordinatrice).get("/p/manufactures/accompagnement/suivi/export.csv").content.decode().splitlines()

    assert len(lignes) == 2
    assert lignes[1].startswith(f"{suivi.nom};")
    assert ";5;0;1;4;0;" in lignes[1]


def test_the_team_reads_the_forecast_of_its_project(suivi, porteuse, client_de):
    page = client_de(porteuse).get(f"/p/manufactures/accompagnement/projets/{suivi.slug}/consommation/").content.decode()

    assert page.count('class="graphe"') == 2
    assert "Prévision" in page


def test_a_team_reads_the_use_of_one_need_of_its_project_alone(suivi, validee, besoin, porteuse, client_de):
    client, page = client_de(porteuse), f"/p/manufactures/accompagnement/projets/{suivi.slug}/consommation/"
    doter(ProjetFactory(en_accompagnement=True), (besoin.code, 9))  # another project's half-days of the same need
    du_besoin, de_tout = (client.get(page + q).context["releves"][-1].annoncees for q in (f"?besoin={besoin.code}", ""))

    assert (du_besoin, de_tout) == (3, 5)
    assert client.get(f"{page}?besoin=inconnu").status_code == 404


def test_the_list_costs_the_same_with_one_row_and_with_three(suivi, mission, coordinatrice, client_de, compter_requetes):
    client, couts = client_de(coordinatrice), []
    for plus in (0, 2):
        for _ in range(plus):
            doter(ProjetFactory(en_accompagnement=True), ("modele-economique", 3), ("offre-formation", 1))
        client.get("/p/manufactures/accompagnement/suivi/")
        with compter_requetes() as cout:
            client.get("/p/manufactures/accompagnement/suivi/")
        couts.append(cout.nombre)

    assert couts[0] == couts[1] <= 8
