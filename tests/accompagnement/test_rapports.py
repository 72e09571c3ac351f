"""The yearly report: what is due, what is compared, who writes, who answers."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
import time_machine
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from accompagnement.actions.rapports import accepter_rapport, ecrire_rapport, renvoyer_rapport
from accompagnement.enums_veille import StatutRapport
from accompagnement.models import RapportAnnuel
from accompagnement.pdf import contexte_rapport
from accompagnement.queries.rapports import lignes_du_rapport, rapports_du_projet
from accompagnement.queries.veille import projets_a_alerter
from accompagnement.regles_rapport import (
    ENTREE,
    annees_a_rendre,
    ecart,
    echeance_du_rapport,
    rapports_a_remettre,
    rapports_en_retard,
    refus_de_remettre,
)
from accompagnement.relances import rapports_attendus
from manufactures.models import MembreEquipe
from socle.documents.registre import reste_lisible
from socle.lib.dates import a_paris, ajouter_mois
from socle.lib.refus import ActionRefusee
from tests.documents.lecture import texte_du_document

JOURS = st.dates(date(2022, 1, 1), date(2026, 12, 31))
NOMBRES = st.none() | st.decimals(0, 10**6, places=2)


@pytest.fixture(autouse=True)
def _sans_second_facteur(settings):
    settings.MFA_EXIGEE = False


@given(JOURS, JOURS, st.integers(1, 6))
def test_a_year_is_due_once_it_is_over_and_its_last_day_comes_after(debut, jour, mois):
    annees = annees_a_rendre(debut, ajouter_mois(debut, 24), jour)

    assert annees == sorted(set(annees))
    assert (ENTREE in annees) == (jour >= debut)
    assert all(debut.year <= a < jour.year and date(a, 12, 31) < echeance_du_rapport(a, debut, mois) for a in annees if a)


@given(JOURS, JOURS, st.integers(1, 6), st.sets(st.integers(2021, 2026)))
def test_a_report_is_late_after_its_last_day_and_until_it_is_handed_in(debut, jour, mois, remis):
    fin = ajouter_mois(debut, 24)
    retards = rapports_en_retard(debut, fin, jour, mois, remis)
    annees = [annee for annee, _ in retards]

    assert [limite for _, limite in retards] == sorted(limite for _, limite in retards)
    assert not set(annees) & remis
    dus = {a for a in annees_a_rendre(debut, fin, jour) if echeance_du_rapport(a, debut, mois) < jour}
    assert set(annees) == dus - remis
    a_remettre = rapports_a_remettre(debut, fin, jour, mois, remis)
    assert [annee for annee, _ in a_remettre] == [a for a in annees_a_rendre(debut, fin, jour) if a not in remis]
    assert set(retards) == {du for du in a_remettre if du[1] < jour}


@given(NOMBRES, NOMBRES)
def test_a_difference_needs_two_figures(valeur, autre):
    assert (ecart(valeur, autre) is None) == (None in (valeur, autre))


@given(st.dictionaries(st.sampled_from("abc"), NOMBRES), st.text())
def test_a_report_handed_in_has_a_figure_and_words(valeurs, recit):
    chiffree = any(valeurs.get(code) is not None for code in "abc")

    assert (refus_de_remettre(valeurs, list("abc"), recit) is None) == (chiffree and bool(recit.strip()))


@pytest.fixture
def equipe(acteur_de, porteuse):
    return acteur_de(porteuse)


@pytest.fixture
def coordination(acteur_de, coordinatrice):
    return acteur_de(coordinatrice)


@pytest.fixture
def remis(suivi, equipe):
    return ecrire_rapport(projet=suivi, annee=ENTREE, valeurs={"emplois": Decimal(2)}, recit="Deux emplois", remettre=True, acteur=equipe)


def test_a_draft_is_kept_and_handed_in_once(suivi, equipe):
    for emplois in (1, 2):
        ecrire_rapport(projet=suivi, annee=ENTREE, valeurs={"emplois": Decimal(emplois), "usagers": None}, recit="", acteur=equipe)
    with pytest.raises(ActionRefusee, match="Écrivez en quelques lignes"):
        ecrire_rapport(projet=suivi, annee=ENTREE, valeurs={"emplois": Decimal(2)}, recit=" ", remettre=True, acteur=equipe)
    rapport = RapportAnnuel.objects.get()

    assert (rapport.etat, rapport.valeurs) == (StatutRapport.BROUILLON, {"emplois": "2"})


def test_what_was_handed_in_is_not_rewritten(remis, suivi, equipe):
    with pytest.raises(ActionRefusee, match="ne s’écrit plus"):
        ecrire_rapport(projet=suivi, annee=ENTREE, valeurs={}, recit="", acteur=equipe)
    with pytest.raises(IntegrityError, match="ne se réécrit pas"), transaction.atomic():
        RapportAnnuel.objects.update(recit="Autre chose")


def test_a_report_sent_back_is_written_again_then_accepted(remis, suivi, equipe, coordination):
    renvoyer_rapport(rapport=remis, demande="Les usagers", acteur=coordination)
    encore = ecrire_rapport(projet=suivi, annee=ENTREE, valeurs={"usagers": Decimal(40)}, recit="Oui", remettre=True, acteur=equipe)

    assert accepter_rapport(rapport=encore, acteur=coordination).etat is StatutRapport.ACCEPTE
    with pytest.raises(ActionRefusee, match="n’attend pas de réponse"):
        renvoyer_rapport(rapport=encore, demande="Encore", acteur=coordination)


def test_only_the_coordination_answers(remis, equipe):
    with pytest.raises(ActionRefusee, match="réservée à la coordination"):
        accepter_rapport(rapport=remis, acteur=equipe)


def test_figures_stand_beside_the_entry_and_the_year_before(remis, suivi, equipe):
    for annee, emplois in ((2023, 5), (2024, 4)):
        ecrire_rapport(projet=suivi, annee=annee, valeurs={"emplois": Decimal(emplois)}, recit="", acteur=equipe)
    (ligne,) = [li for li in lignes_du_rapport(2024, rapports_du_projet(suivi), remis.indicateurs) if li.code == "emplois"]

    assert (ligne.valeur, ligne.entree, ligne.avant) == (4, 2, 5)
    assert (ligne.depuis_l_entree, ligne.depuis_un_an) == (2, -1)


def test_the_team_writes_the_entry_and_the_coordination_reads_it(suivi, porteuse, coordinatrice, client_de):
    page = f"/p/manufactures/accompagnement/projets/{suivi.slug}/rapports/"
    reponse = client_de(porteuse).post(f"{page}0/ecrire/", {"indicateur_emplois": "3,5", "recit": "Un temps partiel", "remettre": "1"})
    lue = client_de(coordinatrice).get(f"{page}0/").content.decode()

    assert reponse.status_code == 302
    assert "3,5" in lue
    assert "Accepter le rapport" in lue


def test_a_year_that_is_not_over_has_no_report(suivi, porteuse, client_de):
    page = f"/p/manufactures/accompagnement/projets/{suivi.slug}/rapports/2090/ecrire/"

    assert client_de(porteuse).get(page).status_code == 404


def test_the_document_prints_the_figures(remis):
    contexte = contexte_rapport(remis.pk)

    assert (contexte.titre, contexte.etat) == ("Situation à l’entrée", "Rapport\u00a0: remis")
    assert [(acte, nom) for acte, nom, _ in contexte.signatures] == [("Remis par l’équipe", str(remis.remis_par))]
    assert [li.valeur for li in contexte.lignes if li.code == "emplois"] == [2]


def test_the_printed_report_says_figures_differences_and_words(programme, remis, suivi, equipe):
    ecrire_rapport(projet=suivi, annee=2023, valeurs={"emplois": Decimal("3.5")}, recit="Une embauche", remettre=True, acteur=equipe)
    lu = texte_du_document("accompagnement.rapport_annuel", RapportAnnuel.objects.get(annee=2023).pk, programme)

    figures = "Emplois, en équivalents temps plein 3,5 2 +1,5 2"
    for said in ("Rapport annuel 2023", suivi.nom, f"Remis par l’équipe {equipe.utilisateur}", figures, "Une embauche"):
        assert said in lu, (said, lu)


def test_a_report_not_written_starts_with_the_figures_of_the_year_before(remis, suivi, equipe, porteuse, client_de):
    annee = suivi.plan_accompagnement.date_debut.year
    ecrire_rapport(projet=suivi, annee=annee - 1, valeurs={"emplois": Decimal(5)}, recit="Cinq emplois", acteur=equipe)
    page = f"/p/manufactures/accompagnement/projets/{suivi.slug}/rapports/{annee}/ecrire/"
    with time_machine.travel(a_paris(date(annee + 1, 1, 15))):
        formulaire = client_de(porteuse).get(page).context["formulaire"]
        ecrire_rapport(projet=suivi, annee=annee, valeurs={"emplois": Decimal(7)}, recit="Sept", acteur=equipe)
        repris = client_de(porteuse).get(page).context["formulaire"]

    assert (formulaire["indicateur_emplois"].value(), formulaire["recit"].value()) == (5, "")
    assert 'value="5"' in str(formulaire["indicateur_emplois"])
    assert formulaire.fields["indicateur_emplois"].help_text == "À l’entrée\u00a0: 2, L’année d’avant\u00a0: 5."
    assert formulaire["indicateur_usagers"].value() is None
    assert (repris["indicateur_emplois"].value(), repris["recit"].value()) == (7, "Sept")


def test_the_document_closes_to_who_reads_the_report_no_more(remis, suivi, equipe, acteur_de, observateur, autre_porteur):
    code, lecteurs = "accompagnement.rapport_annuel", (equipe, acteur_de(observateur), acteur_de(autre_porteur))
    assert [reste_lisible(code, remis.pk, acteur) for acteur in lecteurs] == [True, True, False]
    MembreEquipe.objects.filter(projet=suivi, utilisateur=equipe.pk).update(date_fin="2023-01-01")
    assert not reste_lisible(code, remis.pk, equipe)


def test_a_report_due_is_reminded_to_the_team_until_it_is_handed_in(suivi, equipe, porteuse, partenaire):
    instant = a_paris(suivi.plan_accompagnement.date_debut)
    assert {r.destinataire_pk for r in rapports_attendus(projets_a_alerter(instant))} == {porteuse.pk, partenaire.pk}

    ecrire_rapport(projet=suivi, annee=ENTREE, valeurs={"emplois": Decimal(2)}, recit="Deux", remettre=True, acteur=equipe)
    assert list(rapports_attendus(projets_a_alerter(instant))) == []


def test_the_team_sees_a_late_report_and_the_review_of_the_last_months(suivi, equipe, porteuse, client_de):
    def titres(jour):
        with time_machine.travel(a_paris(jour)):
            taches = client_de(porteuse).get("/p/manufactures/").context["taches"]
            return [(t.titre, t.en_retard) for t in taches if t.icone == "file-earmark-text"]

    plan = suivi.plan_accompagnement
    limite = echeance_du_rapport(ENTREE, plan.date_debut, 3)
    assert titres(limite) == []
    assert titres(limite + timedelta(days=1)) == [("Remettre «\u00a0Situation à l’entrée\u00a0»", True)]
    ecrire_rapport(projet=suivi, annee=ENTREE, valeurs={"emplois": Decimal(2)}, recit="Deux emplois", remettre=True, acteur=equipe)
    assert titres(limite + timedelta(days=1)) == []
    assert ("Remettre le bilan d’autonomie", False) in titres(plan.date_fin - timedelta(days=1))
