"""The exit review: opened with the maturity of the incubation, rated by each side, closed for good, reminded before the end."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accompagnement.actions.expirations import expirer_credits
from accompagnement.actions.sortie import NoteDonnee, clore_bilan, donner_avis_de_sortie, ouvrir_bilan, remplir_bilan, sortir_le_projet
from accompagnement.enums_sortie import ConclusionBilan, CoteBilan, StatutBilan
from accompagnement.models import BilanAutonomie, NoteAutonomie
from accompagnement.pdf import contexte_bilan
from accompagnement.queries.sortie import bilans_visibles, lignes_du_bilan
from accompagnement.queries.veille import chercher_plans, projets_a_alerter, seuils_en_vigueur
from accompagnement.regles_sortie import est_a_faire, refus_de_clore, refus_de_remettre, refus_de_sortir
from accompagnement.relances import bilans_attendus
from manufactures.enums import StatutProjet
from socle.courriers.models import Courrier
from socle.journal.models import Evenement
from socle.lib.dates import a_paris, ajouter_mois
from socle.lib.refus import ActionRefusee
from tests.accompagnement.fabriques import ExpertFactory, finir
from tests.documents.lecture import texte_du_document

CODES = ("equilibre-economique", "gouvernance", "offre-services", "dynamique-partenariale", "ancrage-territorial")
MATURITES = [{"axe": "juridique", "libelle": "Modèle juridique", "projet": 2, "referent": 3}]


@pytest.fixture(autouse=True)
def _sans_second_facteur(settings):
    settings.MFA_EXIGEE = False


@pytest.fixture
def equipe(acteur_de, porteuse):
    return acteur_de(porteuse)


@pytest.fixture
def coordination(acteur_de, coordinatrice):
    return acteur_de(coordinatrice)


@pytest.fixture
def bilan(suivi, equipe):
    return ouvrir_bilan(projet=suivi, maturites=MATURITES, acteur=equipe)


@pytest.fixture
def remis(bilan, equipe):
    return remplir_bilan(bilan=bilan, notes=notes(*CODES), remettre=True, acteur=equipe)


def notes(*codes: str, niveau: int = 3) -> list[NoteDonnee]:
    return [NoteDonnee(code, niveau, "En bonne voie", "Les comptes") for code in codes]


def clore(bilan, acteur):
    return clore_bilan(bilan=bilan, conclusion=ConclusionBilan.AUTONOME, motivation="Tout tient", suites="Un point dans un an", acteur=acteur)


@given(st.dates(date(2023, 1, 1), date(2027, 1, 1)), st.dates(date(2022, 1, 1), date(2027, 1, 1)), st.integers(0, 12))
def test_it_is_due_from_some_months_before_the_end_on(fin, jour, mois):
    assert est_a_faire(fin, jour, mois) == (ajouter_mois(fin, -mois) <= jour)
    assert not est_a_faire(fin, jour, mois) or est_a_faire(fin, jour, mois + 1)


@given(st.sets(st.sampled_from(CODES)))
def test_it_is_handed_in_whole(notees):
    axes = [{"code": code, "libelle": code} for code in CODES]

    assert (refus_de_remettre(axes, notees) is None) == (notees == set(CODES))


@given(st.sampled_from(StatutBilan), st.sampled_from(["", " ", "Oui"]), st.sampled_from(["", "Oui"]))
def test_it_is_closed_once_handed_in_with_words(statut, motivation, suites):
    possible = statut == StatutBilan.REMIS and motivation == "Oui" and suites == "Oui"

    assert (refus_de_clore(statut, motivation, suites) is None) == possible


def test_opened_twice_it_is_one_with_the_axes_of_the_text(bilan, suivi, coordination):
    encore = ouvrir_bilan(projet=suivi, maturites=[], acteur=coordination)

    assert encore.pk == bilan.pk
    assert [axe["code"] for axe in encore.axes] == list(CODES)
    assert encore.maturites == MATURITES


def test_a_draft_may_leave_axes_out_a_review_handed_in_may_not(bilan, equipe):
    remplir_bilan(bilan=bilan, notes=notes("gouvernance"), remettre=False, acteur=equipe)
    with pytest.raises(ActionRefusee, match="il manque"):
        remplir_bilan(bilan=bilan, notes=notes("gouvernance"), remettre=True, acteur=equipe)
    with pytest.raises(ActionRefusee, match="pourquoi ce niveau"):
        remplir_bilan(bilan=bilan, notes=[NoteDonnee("gouvernance", 3, " ")], remettre=False, acteur=equipe)


def test_each_side_rates_and_its_notes_replace_those_it_had(remis, coordination):
    for niveau in (1, 4):
        donner_avis_de_sortie(bilan=remis, cote=CoteBilan.COORDINATION, notes=notes("gouvernance", niveau=niveau), acteur=coordination)
    (ligne,) = [li for li in lignes_du_bilan(remis) if li.code == "gouvernance"]

    assert (ligne.projet.niveau, ligne.coordination.niveau, ligne.experts) == (3, 4, ())


def test_closed_it_is_read_and_nothing_more(remis, coordination):
    clore(remis, coordination)
    for changer in (lambda: BilanAutonomie.objects.update(suites="Autre"), lambda: NoteAutonomie.objects.update(niveau=0)):
        with pytest.raises(IntegrityError, match="bilan clos"), transaction.atomic():
            changer()
    with pytest.raises(ActionRefusee, match="clos"):
        donner_avis_de_sortie(bilan=remis, cote=CoteBilan.COORDINATION, notes=notes("gouvernance"), acteur=coordination)


def test_it_is_not_closed_before_the_team_nor_by_the_team(bilan, equipe, coordination):
    with pytest.raises(ActionRefusee, match="pas encore remis"):
        clore(bilan, coordination)
    with pytest.raises(ActionRefusee, match="coordination"):
        clore(bilan, equipe)


def test_the_document_says_all_on_a_page(remis, coordination):
    contexte = contexte_bilan(clore(remis, coordination).pk)

    assert contexte.conclusion == "Projet autonome"
    assert [li.projet.niveau for li in contexte.lignes] == [3] * 5
    assert [(acte, nom) for acte, nom, _ in contexte.signatures] == [
        ("Remis par l’équipe", str(remis.remis_par)), ("Clos par la coordination", str(coordination.utilisateur))
    ]


def test_the_printed_review_says_levels_reasons_and_the_conclusion(programme, remis, coordination):
    donner_avis_de_sortie(bilan=remis, cote=CoteBilan.COORDINATION, notes=notes("gouvernance", niveau=5), acteur=coordination)
    lu = texte_du_document("accompagnement.bilan_autonomie", clore(remis, coordination).pk, programme)

    signatures = f"Remis par l’équipe {remis.remis_par}", f"Clos par la coordination {coordination.utilisateur}"
    lignes = "Gouvernance 3 5 – En bonne voie", "Équilibre économique 3 – – En bonne voie", "Modèle juridique 2 3"
    for said in (remis.projet.nom, *signatures, *lignes, "Conclusion : Projet autonome", "Tout tient", "Un point dans un an"):
        assert said in lu, (said, lu)


def test_an_expert_of_the_project_reads_it_and_another_does_not(remis, service_valide, acteur_de, experte, membre):
    autre = ExpertFactory().utilisateur
    lus = {qui: [b.pk for b in bilans_visibles(acteur_de(qui))] for qui in (experte, autre, membre)}

    assert lus == {experte: [remis.pk], autre: [], membre: []}


def test_an_expert_of_the_project_rates_an_axis_in_her_name(remis, service_valide, experte, porteuse, client_de):
    page = f"/p/manufactures/accompagnement/projets/{remis.projet.slug}/bilan-autonomie/"
    for niveau in (1, 4):  # the second time replaces the first
        donnees = {"niveau_gouvernance": niveau, "commentaire_gouvernance": "Le conseil se réunit", "preuve_gouvernance": ""}
        assert client_de(experte).post(f"{page}avis/", donnees).status_code == 302
    note = NoteAutonomie.objects.get(cote=CoteBilan.EXPERT)

    assert (note.axe, note.niveau, note.par) == ("gouvernance", 4, experte)
    assert client_de(experte).get(f"{page}avis/").context["formulaire"]["niveau_gouvernance"].value() == 4
    assert "Le conseil se réunit" in client_de(porteuse).get(page).content.decode()
    assert client_de(experte).get(f"{page}remplir/").status_code == 403


def test_each_expert_keeps_her_own_notes_and_a_stranger_has_no_page(remis, service_valide, acteur_de, experte, besoin, client_de):
    autre = ExpertFactory().utilisateur
    for qui, niveau in ((experte, 2), (autre, 5)):
        donner_avis_de_sortie(bilan=remis, cote=CoteBilan.EXPERT, notes=notes("gouvernance", niveau=niveau), acteur=acteur_de(qui))
    (ligne,) = [li for li in lignes_du_bilan(remis) if li.code == "gouvernance"]

    assert [(n.par, n.niveau) for n in ligne.experts] == [(experte, 2), (autre, 5)]
    assert (ligne.projet.niveau, ligne.coordination) == (3, None)
    assert client_de(autre).get(f"/p/manufactures/accompagnement/projets/{remis.projet.slug}/bilan-autonomie/avis/").status_code == 404


def test_it_is_reminded_to_the_team_until_handed_in(suivi, bilan, equipe, porteuse, partenaire):
    instant = a_paris(ajouter_mois(suivi.plan_accompagnement.date_fin, -3) + timedelta(days=1))
    assert {r.destinataire_pk for r in bilans_attendus(projets_a_alerter(instant))} == {porteuse.pk, partenaire.pk}
    assert list(bilans_attendus(projets_a_alerter(instant - timedelta(days=3)))) == []

    remplir_bilan(bilan=bilan, notes=notes(*CODES), remettre=True, acteur=equipe)
    assert list(bilans_attendus(projets_a_alerter(instant))) == []


def test_the_team_opens_it_fills_it_in_and_the_coordination_closes_it(suivi, porteuse, coordinatrice, client_de):
    page = f"/p/manufactures/accompagnement/projets/{suivi.slug}/bilan-autonomie/"
    ouverte = client_de(porteuse).post(f"/p/manufactures/projets/{suivi.slug}/bilan-autonomie/")
    donnees = {f"{champ}_{c}": v for c in CODES for champ, v in (("niveau", "4"), ("commentaire", "Solide"))}
    remise = client_de(porteuse).post(f"{page}remplir/", donnees | {"remettre": "1"})
    close = client_de(coordinatrice).post(f"{page}cloture/", {"conclusion": "autonome", "motivation": "Tout tient", "suites": "Rien"})

    assert [r.status_code for r in (ouverte, remise, close)] == [302, 302, 302]
    assert "Projet autonome" in client_de(porteuse).get(page).content.decode()


# --- The project leaves ----------------------------------------------------------------------------


@given(st.booleans(), st.dates(date(2024, 1, 1), date(2026, 1, 1)), st.dates(date(2024, 1, 1), date(2026, 1, 1)), st.integers(0, 40))
def test_a_project_leaves_once_concluded_over_and_settled(conclu, fin, jour, restantes):
    assert (refus_de_sortir(conclu, fin, jour, restantes) is None) == (conclu and jour > fin and restantes == 0)


@pytest.fixture
def conclu(remis, coordination, suivi):
    clore(remis, coordination)
    return suivi


def test_the_coordination_lets_a_project_go_when_all_is_settled(conclu, coordination):
    finir(conclu)
    expirer_credits(projet=conclu)
    sortir_le_projet(projet=conclu, acteur=coordination)

    conclu.refresh_from_db()
    assert conclu.etat is StatutProjet.SORTI
    assert Evenement.objects.filter(fil=conclu.fil, verbe_code="projet.sorti").count() == 1
    assert Courrier.objects.filter(gabarit="accompagnement_sortie").count() == conclu.equipe.filter(date_fin=None).count() > 0
    with pytest.raises(ActionRefusee, match="ne peut pas passer"):
        sortir_le_projet(projet=conclu, acteur=coordination)


def test_a_project_stays_while_its_review_is_open_its_plan_runs_or_credits_are_left(remis, suivi, coordination):
    with pytest.raises(ActionRefusee, match="n’est pas clos"):
        sortir_le_projet(projet=suivi, acteur=coordination)
    clore(remis, coordination)
    with pytest.raises(ActionRefusee, match="Le plan court"):
        sortir_le_projet(projet=suivi, acteur=coordination)
    finir(suivi)
    with pytest.raises(ActionRefusee, match="à solder d’abord"):
        sortir_le_projet(projet=suivi, acteur=coordination)


def test_the_page_of_the_review_lets_the_coordination_conclude_then_says_nothing_more(conclu, coordinatrice, client_de):
    client, page = client_de(coordinatrice), f"/p/manufactures/accompagnement/projets/{conclu.slug}/bilan-autonomie/"
    assert "Le plan court jusqu’au" in client.get(page).content.decode()
    finir(conclu)
    assert list(chercher_plans(timezone.now(), seuils_en_vigueur(), etat="a_clore")) == []  # nothing to do yet: credits are left
    expirer_credits(projet=conclu)
    assert [p.projet for p in chercher_plans(timezone.now(), seuils_en_vigueur(), etat="a_clore")] == [conclu]
    assert "accompagnement à conclure" in client.get("/p/manufactures/").content.decode()

    reponse = client.post(f"/p/manufactures/accompagnement/projets/{conclu.slug}/sortie/", follow=True).content.decode()
    assert "sort du programme" in reponse
    assert "Clore l’accompagnement" not in reponse
    assert "accompagnement à conclure" not in client.get("/p/manufactures/").content.decode()


def test_the_team_does_not_close_its_own_support(conclu, equipe):
    with pytest.raises(ActionRefusee, match="coordination"):
        sortir_le_projet(projet=conclu, acteur=equipe)
