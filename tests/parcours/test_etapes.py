"""The steps between phases: the file frozen for the committee, the support opened once the grant is public."""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from accompagnement.actions.plan import proposer_plan, signer_plan, signer_plan_pour_l_equipe
from accompagnement.actions.sortie import ouvrir_bilan
from accompagnement.enums import NatureCompte, NatureMouvement
from accompagnement.models import Besoin, CompteCredits, MouvementCredit, PlanAccompagnement
from comite.actions.dossiers import empreinte_de
from comite.actions.seances import creer_seance, publier_decisions
from comite.enums import TypeSeance
from comite.models import Dossier, PointOrdreDuJour, Seance
from comite.pdf import sections_de as sections_imprimees
from comite.queries.arbitrage import lire_arbitrage
from incubation.actions.maturite import identifier_besoin
from incubation.enums import Moment, Priorite, SourceMaturite
from incubation.models import Maturite, Module
from manufactures.enums import StatutProjet
from parcours.actions.etapes import figer_les_dossiers, preparer_accompagnement, verser_au_comite
from parcours.queries.plan import conditions_du_comite, lignes_proposees, maturites_de_sortie
from socle.comptes.actions.reglages import fixer_reglage
from socle.courriers.models import Courrier
from socle.journal.models import Evenement
from tests.accompagnement.fabriques import BESOINS, installer_le_programme, lignes_voulues
from tests.comite.fabriques import dans, refus_de
from tests.parcours import fabriques as f

S = StatutProjet


@pytest.fixture
def coordination(coordinatrice, acteur_de):
    return acteur_de(coordinatrice)


@pytest.fixture
def besoins(programme, coordinatrice):
    installer_le_programme()
    for cle, valeur in (("incubation.besoins", BESOINS), ("accompagnement.credits_par_projet", 10)):
        fixer_reglage(cle=cle, valeur=valeur, motif="Essai", date_effet=date(2022, 1, 1), auteur=None)


@pytest.fixture
def incube(modules, besoins, sieges, porteuse, partenaire, coordinatrice):
    return f.incuber(porteuse, partenaire, coordinatrice, resume="Un atelier du bois.")


@pytest.fixture
def finance(incube, coordination):
    identifier(incube, coordination)
    f.decider(incube, S.FINANCE, publiee=True)
    return incube


def identifier(projet, acteur):
    for code, priorite, n in (("modele-juridique", Priorite.BASSE, 2), ("modele-economique", Priorite.HAUTE, 6)):
        identifier_besoin(projet=projet, besoin_code=code, priorite=priorite, objectif=f"Objectif {code}", demi_journees=n, acteur=acteur)


def seance_de(genre=TypeSeance.FINANCEMENT) -> Seance:
    return creer_seance(type_seance=genre, date_prevue=dans(30), lieu="Salle d’exemple", acteur=None)


def ouvrir(projet, acteur, lignes=None):
    """Prepare a plan of ten half-days."""
    lignes = lignes or [replace(ligne, indicateur="Un chiffre") for ligne in lignes_proposees(projet, 10)]
    besoins = {b.code: b for b in Besoin.objects.all()}
    donnees = {"lignes": lignes, "date_debut": date(2022, 9, 1), "besoins": besoins, "conditions": conditions_du_comite(projet)}
    return preparer_accompagnement(projet=projet, acteur=acteur, **donnees)


def signer(plan, coordination, porteuse) -> None:
    proposer_plan(plan=plan, acteur=coordination)
    signer_plan_pour_l_equipe(plan=plan, acteur=porteuse)
    signer_plan(plan=plan, acteur=coordination)


def parts_de(lignes) -> dict[str, int]:
    return {ligne.besoin: ligne.demi_journees for ligne in lignes}


# --- The file ------------------------------------------------------------------------------------


def sections_de(point) -> dict:
    return {s["titre"]: s for s in Dossier.objects.get(point=point).contenu["sections"]}


def test_a_file_for_the_label_holds_the_candidature_only(criteres, porteuse, coordination):
    projet = f.creer(S.RECEVABLE, porteuse, resume="Un atelier du bois.")
    sections = sections_de(verser_au_comite(projet=projet, seance=seance_de(TypeSeance.LABELLISATION), acteur=coordination))

    assert list(sections)[:3] == ["Identité du projet", "Équipe et partenaires", "Le projet"]
    assert list(sections)[-2:] == ["Conditions d’admission", "Montants demandés"]
    assert sections["Identité du projet"]["texte"] == "Un atelier du bois."
    assert len(sections["Conditions d’admission"]["faits"]) == 3
    assert "Incubation" not in sections
    projet.refresh_from_db()
    assert projet.etat is S.RECEVABLE


def test_a_file_for_a_grant_adds_what_the_incubation_showed(incube, coordination):
    identifier(incube, coordination)
    module = Module.objects.get(numero=3)
    champs = {"source": SourceMaturite.REFERENT, "par": coordination.utilisateur, "at": timezone.now()}
    Maturite.objects.create(projet=incube, module=module, moment=Moment.ENTREE, note=1, **champs)
    sections = sections_de(verser_au_comite(projet=incube, seance=seance_de(), acteur=coordination))

    assert dict(sections["Incubation"]["faits"])["Livrables validés"] == "0 sur 8"
    assert dict(sections["Incubation"]["faits"])["Présence du binôme"] == "0 sur 0\u00a0signature attendue"
    assert [ligne[0] for ligne in sections["Incubation"]["tableau"]["lignes"]] == [str(n) for n in range(1, 9)]
    assert sections["Maturité"]["tableau"]["lignes"][2][:2] == ["Économie (critique)", "1 · –"]
    assert sections["Maturité"]["faits"] == [["Axes critiques sous le seuil", "Économie"]]
    besoin = sections["Besoins d’accompagnement identifiés"]["tableau"]["lignes"][0]
    assert besoin == [BESOINS[0]["titre"], str(Priorite.HAUTE.value), "Objectif modele-economique", "6\u00a0demi-journées"]


def test_a_file_holds_the_amounts_asked_for(incube, coordination):
    point = verser_au_comite(projet=incube, seance=seance_de(), acteur=coordination)

    assert Dossier.objects.get(point=point).contenu["montants_demandes"] == {"investissement": "120000.00"}
    lignes = sections_de(point)["Montants demandés"]["tableau"]["lignes"]
    assert [[c.replace("\u00a0", " ").replace("\u202f", " ") for c in ligne] for ligne in lignes] == [["Investissement", "120 000 €"], ["Total", "120 000 €"]]


def test_a_file_holds_the_other_funders_and_the_arbitration_reads_them(incube, coordination):
    candidature = incube.candidatures.get()
    for rang, (montant, acquis) in enumerate(((50_000, True), (9_000, False)), 1):
        candidature.financeurs.create(rang=rang, nom=f"Financeur {rang}", montant=montant, acquis=acquis)
    point = verser_au_comite(projet=incube, seance=seance_de(), acteur=coordination)
    contenu = Dossier.objects.get(point=point).contenu
    assert contenu["autres_financeurs"] == [["Financeur 1", "50000.00", "acquis"], ["Financeur 2", "9000.00", "demandé"]]
    lus = next(s for s in sections_imprimees(contenu) if s["titre"] == "Autres financeurs")["faits"]
    assert lus == [["Financeur 1", "50\u00a0000\u00a0€, acquis"], ["Financeur 2", "9\u00a0000\u00a0€, demandé"]]
    (ligne,) = lire_arbitrage(point.seance, None).lignes
    assert (ligne.autres, ligne.acquis) == (59_000, 50_000)


def test_a_frozen_file_does_not_follow_the_project(incube, coordination):
    point = verser_au_comite(projet=incube, seance=seance_de(), acteur=coordination)
    avant = Dossier.objects.get(point=point)
    incube.resume = "Un tout autre texte."
    incube.save(update_fields=["resume"])
    apres = Dossier.objects.get(point=point)

    assert (apres.contenu, apres.empreinte) == (avant.contenu, avant.empreinte)
    assert apres.empreinte == empreinte_de(apres.contenu)
    assert incube.etat is S.EN_INCUBATION
    incube.refresh_from_db()
    assert incube.etat is S.EN_COMITE


def test_a_file_is_frozen_once(incube, coordination):
    seance = seance_de()
    verser_au_comite(projet=incube, seance=seance, acteur=coordination)

    assert refus_de(verser_au_comite, projet=incube, seance=seance, acteur=coordination) == "dossier_fige"
    assert refus_de(verser_au_comite, projet=incube, seance=seance_de(), acteur=coordination) == "projet_inscrit_ailleurs"
    assert (PointOrdreDuJour.objects.count(), Dossier.objects.count()) == (1, 1)


def test_files_of_adjourned_projects_are_frozen_when_they_come_back(incube, coordination):
    f.decider(incube, S.AJOURNE, publiee=True)
    retour = creer_seance(type_seance=TypeSeance.FINANCEMENT, date_prevue=dans(70), lieu="Salle", acteur=None)
    figes = figer_les_dossiers(seance=retour, acteur=coordination)

    assert [d.point.projet for d in figes] == [incube]
    assert figes[0].point.retour_ajournement
    assert figer_les_dossiers(seance=retour, acteur=coordination) == []
    assert Evenement.objects.filter(verbe_code="projet.dossier_fige").get().details == {"seance": retour.reference}


def test_the_page_freezes_the_file_and_leads_back(client_de, coordinatrice, incube, adresse):
    seance, page = seance_de(), adresse("projet_verser", incube.slug)
    client = client_de(coordinatrice)

    assert seance.reference in client.get(page).content.decode()
    assert client.post(page, {"seance": seance.pk}).headers["Location"] == adresse("projet_detail", incube.slug)
    assert "Ce projet est déjà à l’ordre du jour" in client.post(page, {"seance": seance_de().pk}).content.decode()


@pytest.mark.parametrize(
    ("seance", "phrase"), [("", "Choisissez une réponse"), ("²", "Choisissez une réponse"), ("999999", "Cette séance n’existe pas")]
)
def test_the_page_asks_for_a_sitting_that_exists(client_de, coordinatrice, incube, adresse, seance, phrase):
    seance_de()
    page = client_de(coordinatrice).post(adresse("projet_verser", incube.slug), {"seance": seance})
    assert (page.status_code, phrase in page.content.decode()) == (200, True)
    assert PointOrdreDuJour.objects.count() == 0


def test_the_button_of_a_sitting_freezes_what_is_missing(client_de, coordinatrice, incube, adresse):
    f.decider(incube, S.AJOURNE, publiee=True)
    retour = creer_seance(type_seance=TypeSeance.FINANCEMENT, date_prevue=dans(70), lieu="Salle", acteur=None)
    client, page = client_de(coordinatrice), adresse("dossiers_figer", retour.pk)

    assert client.post(page).headers["Location"] == adresse("seance_detail", retour.pk)
    assert Dossier.objects.filter(point__seance=retour).count() == 1
    assert client.get(page).status_code == 405
    assert client.post(adresse("dossiers_figer", 999_999)).status_code == 404


# --- The support ---------------------------------------------------------------------------------


def test_the_support_opens_with_exact_sums_once_both_have_signed(finance, coordination, porteuse, acteur_de):
    plan = ouvrir(finance, coordination)
    assert CompteCredits.objects.get(nature=NatureCompte.ENVELOPPE).solde == 100
    signer(plan, coordination, acteur_de(porteuse))

    lignes = list(plan.lignes.order_by("priorite").values_list("besoin__code", "demi_journees", "objectif"))
    assert lignes == [("modele-economique", 8, "Objectif modele-economique"), ("modele-juridique", 2, "Objectif modele-juridique")]
    mouvements = MouvementCredit.objects.filter(projet=finance, nature=NatureMouvement.DOTATION)
    assert sorted(mouvements.values_list("quantite", flat=True)) == [2, 8]
    assert CompteCredits.objects.get(nature=NatureCompte.ENVELOPPE).solde == 90
    finance.refresh_from_db()
    assert finance.etat is S.EN_ACCOMPAGNEMENT
    evenement = Evenement.objects.get(verbe_code="projet.accompagnement_ouvert")
    assert (evenement.fil, evenement.phrase) == (finance.fil, "La coordination a ouvert l’accompagnement\u00a0: 10 demi-journées sur 24 mois")


def test_the_support_opens_under_a_published_reserve_whose_conditions_are_in_the_plan(incube, coordination, porteuse, acteur_de):
    identifier(incube, coordination)
    f.decider(incube, S.SOUS_RESERVE, publiee=True)
    plan = ouvrir(incube, coordination)
    assert plan.conditions == ["Signer le bail."]
    signer(plan, coordination, acteur_de(porteuse))
    incube.refresh_from_db()

    assert incube.etat is S.EN_ACCOMPAGNEMENT


def test_a_plan_is_prepared_once(finance, coordination):
    ouvrir(finance, coordination)

    assert refus_de(ouvrir, projet=finance, acteur=coordination) == "plan_deja_prepare"
    assert PlanAccompagnement.objects.count() == 1


@pytest.mark.parametrize("statut", [S.AJOURNE, S.NON_FINANCE])
def test_the_plan_waits_for_the_grant(incube, coordination, statut):
    assert refus_de(ouvrir, projet=incube, acteur=coordination) == "pas_finance"
    f.decider(incube, statut, publiee=True)

    assert refus_de(ouvrir, projet=incube, acteur=coordination) == "pas_finance"


def test_the_plan_waits_for_the_publication(incube, coordination):
    decision = f.decider(incube, S.FINANCE, publiee=False)
    assert refus_de(ouvrir, projet=incube, acteur=coordination) == "decision_non_publiee"
    assert not Courrier.objects.filter(gabarit="accompagnement_plan").exists()
    publier_decisions(seance=decision.point.seance, acteur=None)

    assert ouvrir(incube, coordination).projet == incube


def test_a_project_that_has_a_plan_signed_says_so(finance, coordination, porteuse, acteur_de):
    signer(ouvrir(finance, coordination), coordination, acteur_de(porteuse))

    assert refus_de(ouvrir, projet=finance, acteur=coordination) == "accompagnement_ouvert"


@pytest.mark.parametrize(
    ("parts", "code"),
    [([("inconnu", 10)], "besoin_inconnu"), ([("modele-economique", 9)], "repartition_fausse"),
     ([("modele-economique", 5), ("modele-economique", 5)], "besoin_double")],
)  # fmt: skip
def test_a_wrong_sharing_prepares_nothing(finance, coordination, parts, code):
    assert refus_de(ouvrir, projet=finance, acteur=coordination, lignes=lignes_voulues(*parts)) == code
    finance.refresh_from_db()
    assert (finance.etat, PlanAccompagnement.objects.count()) == (S.FINANCE, 0)


def test_the_lines_proposed_follow_the_needs_flagged(finance):
    assert parts_de(lignes_proposees(finance, 8)) == {"modele-economique": 6, "modele-juridique": 2}
    assert parts_de(lignes_proposees(finance, 4)) == {"modele-economique": 3, "modele-juridique": 1}


def test_the_page_prepares_the_plan_from_its_form(client_de, coordinatrice, finance, adresse):
    page, client = adresse("plan_preparer", finance.slug), client_de(coordinatrice)
    assert "Objectif modele-juridique" in client.get(page).content.decode()
    champs = {"date_debut": "2022-09-01", "dj_modele-economique": 6, "dj_modele-juridique": 3}
    refusee = client.post(page, champs).content.decode().replace("\u00a0", " ")

    assert "La somme fait 9 demi-journées ; répartissez-en exactement 10." in refusee
    assert client.post(page, champs | {"dj_modele-juridique": 4}).headers["Location"] == adresse("plan_detail", finance.slug)
    assert client.get(page).headers["Location"] == adresse("plan_detail", finance.slug)


def test_without_any_need_flagged_the_sharing_goes_over_all_needs(incube):
    assert parts_de(lignes_proposees(incube, 9)) == {b["code"]: 3 for b in BESOINS}


def test_the_page_says_why_before_the_publication(client_de, coordinatrice, incube, adresse):
    f.decider(incube, S.FINANCE, publiee=False)
    page = client_de(coordinatrice).get(adresse("plan_preparer", incube.slug)).content.decode()

    assert "La décision du comité n’est pas encore publiée" in page
    assert "dj_modele-economique" not in page


def test_the_exit_review_starts_from_the_maturity_at_the_end_of_incubation(incube, coordination):
    module = Module.objects.order_by("numero").first()
    champs = {"projet": incube, "module": module, "par": coordination.utilisateur, "at": timezone.now()}
    for moment, source, note in ((Moment.ENTREE, SourceMaturite.EQUIPE, 1), (Moment.SORTIE, SourceMaturite.EQUIPE, 4)):
        Maturite.objects.create(moment=moment, source=source, note=note, **champs)
    bilan = ouvrir_bilan(projet=incube, maturites=maturites_de_sortie(incube), acteur=coordination)

    assert bilan.maturites == [{"axe": module.code, "libelle": module.titre, "projet": 4, "referent": None}]
