"""The plan of a project: written in turn, signed by two persons, then frozen; its clock."""

from datetime import date, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accompagnement.actions.horloge import prolonger, reprendre, suspendre
from accompagnement.actions.plan import ajuster_plan, proposer_plan, signer_plan, signer_plan_pour_l_equipe
from accompagnement.actions.reservations import reserver_creneau
from accompagnement.enums import PASSAGES_DU_PLAN, Lieu, StatutPlan
from accompagnement.models import Besoin, LignePlan, MouvementCredit, PlanAccompagnement, Suspension
from accompagnement.pdf import CODE_PLAN, contexte_plan
from accompagnement.queries.credits import credits_du_projet, ecarts_du_registre
from manufactures.enums import Fonction, StatutProjet
from socle.courriers.models import Courrier
from socle.documents.models import Edition
from socle.journal.models import Evenement
from socle.lib.refus import ActionRefusee
from tests.accompagnement.fabriques import doter, lignes_voulues, preparer, signer_le_plan
from tests.documents.lecture import texte_du_document
from tests.manufactures.fabriques import MembreEquipeFactory, ProjetFactory

S = StatutPlan
SANS_SIGNATURE = dict.fromkeys(("signe_at", "signe_par", "signe_equipe_at", "signe_equipe_par"))
PARTS = (("modele-economique", 6), ("modele-juridique", 4))


@pytest.fixture
def projet(besoins, porteuse, partenaire):
    projet = ProjetFactory(finance=True)
    MembreEquipeFactory(projet=projet, utilisateur=porteuse)
    MembreEquipeFactory(projet=projet, utilisateur=partenaire, fonction=Fonction.PARTENAIRE)
    return projet


@pytest.fixture
def plan(projet):
    return preparer(projet, *PARTS)


@pytest.fixture(autouse=True)
def _sans_second_facteur(settings):
    settings.MFA_EXIGEE = False


@pytest.fixture
def coordination(coordinatrice, acteur_de):
    return acteur_de(coordinatrice)


@pytest.fixture
def equipe(porteuse, acteur_de):
    return acteur_de(porteuse)


def refus(faire, **champs) -> str:
    with pytest.raises(ActionRefusee) as refusee:
        faire(**champs)
    return refusee.value.refus.code


def ajuster(plan, acteur, *parts, par_l_equipe):
    besoins = {b.code: b for b in Besoin.objects.all()}
    return ajuster_plan(
        plan=plan, lignes=lignes_voulues(*parts), besoins=besoins, commentaire="Plus de juridique", acteur=acteur, par_l_equipe=par_l_equipe
    )


def page(nom: str, projet, *suite) -> str:
    return reverse(nom, args=["manufactures", projet.slug, *suite])


# --- Signing ------------------------------------------------------------------------------------


def test_credits_wait_for_both_signatures(plan, projet, coordination, equipe):
    proposer_plan(plan=plan, acteur=coordination)
    signer_plan_pour_l_equipe(plan=plan, acteur=equipe)
    assert credits_du_projet(projet).besoins == ()
    signer_plan(plan=plan, acteur=coordination)
    projet.refresh_from_db()

    assert credits_du_projet(projet).total.disponibles == 10
    assert projet.etat is StatutProjet.EN_ACCOMPAGNEMENT
    assert not ecarts_du_registre().exists()
    codes = ["plan.prepare", "plan.propose", "plan.signe_equipe", "credits.ouverts", "projet.accompagnement_ouvert"]
    assert list(Evenement.objects.filter(fil=projet.fil).order_by("pk").values_list("verbe_code", flat=True)) == codes
    assert sorted(Courrier.objects.values_list("gabarit", flat=True)) == ["accompagnement_credits"] * 2 + ["accompagnement_plan"] * 2


def test_each_signs_in_turn_and_once(plan, coordination, equipe):
    assert refus(signer_plan_pour_l_equipe, plan=plan, acteur=equipe) == "pas_encore"
    proposer_plan(plan=plan, acteur=coordination)
    assert refus(signer_plan, plan=plan, acteur=coordination) == "pas_encore"
    signer_plan_pour_l_equipe(plan=plan, acteur=equipe)
    signer_plan(plan=plan, acteur=coordination)

    assert refus(signer_plan, plan=plan, acteur=coordination) == "plan_signe"
    assert refus(ajuster, plan=plan, acteur=coordination, par_l_equipe=False) == "plan_signe"
    assert MouvementCredit.objects.filter(projet=plan.projet).count() == 2


def test_one_person_does_not_sign_for_both(plan, coordination, coordinatrice):
    proposer_plan(plan=plan, acteur=coordination)
    signer_plan_pour_l_equipe(plan=plan, acteur=coordination)
    assert refus(signer_plan, plan=plan, acteur=coordination) == "deux_signataires"
    with pytest.raises(IntegrityError, match="plan_deux_signataires"), transaction.atomic():
        PlanAccompagnement.objects.update(statut=S.SIGNE, signe_at=timezone.now(), signe_par=coordinatrice)


def test_a_short_envelope_signs_nothing(besoins, coordination, equipe):
    plan = preparer(ProjetFactory(finance=True), ("modele-economique", 101))
    proposer_plan(plan=plan, acteur=coordination)
    signer_plan_pour_l_equipe(plan=plan, acteur=equipe)
    assert refus(signer_plan, plan=plan, acteur=coordination) == "enveloppe_courte"
    plan.refresh_from_db()
    assert plan.etat is S.SIGNE_EQUIPE


def test_the_team_adjusts_and_every_version_stays(plan, coordination, equipe):
    assert refus(ajuster, plan=plan, acteur=equipe, par_l_equipe=True) == "pas_a_votre_tour"
    proposer_plan(plan=plan, acteur=coordination)
    ajuste = ajuster(plan, equipe, ("modele-economique", 5), ("modele-juridique", 5), par_l_equipe=True)
    assert ajuste.etat is S.AJUSTE
    proposer_plan(plan=plan, acteur=coordination)

    versions = plan.versions.order_by("numero")
    assert [[ligne["demi_journees"] for ligne in v.lignes] for v in versions] == [[6, 4], [5, 5]]
    assert [(v.auteur, v.commentaire) for v in versions] == [(None, ""), (equipe.utilisateur, "Plus de juridique")]
    assert list(plan.lignes.values_list("demi_journees", flat=True)) == [5, 5]
    assert Courrier.objects.filter(gabarit="accompagnement_plan").count() == 4


def test_what_the_coordination_takes_up_again_is_to_be_signed_again(plan, coordination, equipe):
    proposer_plan(plan=plan, acteur=coordination)
    signer_plan_pour_l_equipe(plan=plan, acteur=equipe)
    repris = ajuster(plan, coordination, *PARTS, par_l_equipe=False)
    assert (repris.etat, repris.signe_equipe_par) == (S.BROUILLON, None)
    assert refus(signer_plan, plan=plan, acteur=coordination) == "pas_encore"


def test_an_adjusted_plan_keeps_its_sum(plan, coordination):
    assert refus(lambda **c: ajuster(plan, coordination, ("modele-economique", 9), par_l_equipe=False)) == "repartition_fausse"


# --- What the database refuses ------------------------------------------------------------------


def test_the_passages_of_the_database_are_those_of_the_code(plan):
    permis = set()
    with transaction.atomic():
        curseur = transaction.get_connection().cursor()
        for de in S:
            for vers in S:
                curseur.execute("SELECT passage_de_plan_permis(%s, %s)", [de, vers])
                permis |= {(de, vers)} if curseur.fetchone()[0] and de != vers else set()
    assert permis == {(de, vers) for de, suites in PASSAGES_DU_PLAN.items() for vers in suites if de != vers}


@pytest.mark.parametrize(
    "tricher",
    [
        lambda plan: plan.lignes.update(demi_journees=40),
        lambda plan: plan.lignes.first().delete(),
        lambda plan: LignePlan.objects.create(plan=plan, besoin=Besoin.objects.get(code="offre-formation"), demi_journees=1, priorite=9),
        lambda plan: PlanAccompagnement.objects.update(date_debut=date(2020, 1, 1)),
        lambda plan: PlanAccompagnement.objects.update(demi_journees=99),
        lambda plan: PlanAccompagnement.objects.update(statut=S.BROUILLON, **SANS_SIGNATURE),
        lambda plan: plan.versions.update(commentaire="Autre"),
    ],
)
def test_a_signed_plan_is_not_written_again(plan, tricher):
    signer_le_plan(plan)
    with pytest.raises(DatabaseError), transaction.atomic():
        tricher(plan)


def test_no_credit_is_granted_by_a_plan_that_is_not_signed(plan, suivi):
    dotation = MouvementCredit.objects.filter(projet=suivi).first()
    dotation.pk, dotation.cle, dotation.projet = None, "triche", plan.projet
    with pytest.raises(DatabaseError, match="sans plan d’accompagnement signé"), transaction.atomic():
        dotation.save(force_insert=True)


def test_a_plan_is_not_born_signed(projet, coordinatrice, porteuse):
    maintenant, debut = timezone.now(), timezone.localdate()
    signatures = {"signe_at": maintenant, "signe_par": coordinatrice, "signe_equipe_at": maintenant, "signe_equipe_par": porteuse}
    champs = {"demi_journees": 1, "date_debut": debut, "date_fin": debut + timedelta(days=9), "propose_at": maintenant}
    with pytest.raises(DatabaseError, match="se prépare avant de se signer"), transaction.atomic():
        PlanAccompagnement.objects.create(projet=projet, statut=S.SIGNE, **champs, **signatures)


# --- The clock ----------------------------------------------------------------------------------


@pytest.fixture
def en_cours(suivi):
    return PlanAccompagnement.objects.get(projet=suivi)


def dans(jours: int) -> date:
    return timezone.localdate() + timedelta(days=jours)


def test_the_clock_stops_and_the_end_moves_by_the_days_suspended(en_cours, coordination):
    fin = en_cours.date_fin
    suspendre(plan=en_cours, date_debut=dans(-20), mois=3, motif="Des travaux", acteur=coordination)
    en_cours.projet.refresh_from_db()
    assert en_cours.projet.etat is StatutProjet.SUSPENDU
    reprendre(plan=en_cours, date_reprise=dans(-5), acteur=coordination)
    en_cours.refresh_from_db()
    en_cours.projet.refresh_from_db()

    assert (en_cours.date_fin, en_cours.projet.etat) == (fin + timedelta(days=15), StatutProjet.EN_ACCOMPAGNEMENT)
    assert refus(reprendre, plan=en_cours, date_reprise=dans(0), acteur=coordination) == "pas_suspendu"
    assert set(Courrier.objects.values_list("gabarit", flat=True)) >= {"accompagnement_suspension", "accompagnement_reprise"}


def test_while_it_is_suspended_nothing_is_booked(en_cours, coordination, creneau, porteuse, besoin, acteur_de, reserver):
    suspendre(plan=en_cours, date_debut=dans(0), mois=3, motif="Des travaux", acteur=coordination)
    en_cours.projet.refresh_from_db()
    with pytest.raises(ActionRefusee, match="est suspendu\xa0: rien ne se réserve avant sa reprise"):
        reserver(creneau, projet=en_cours.projet)
    en_cours.projet.statut = StatutProjet.EN_ACCOMPAGNEMENT  # as a booking that read the project before the suspension
    champs = {"projet": en_cours.projet, "besoin": besoin, "creneau": creneau, "lieu": Lieu.SUR_PLACE, "objet": "Budget", "cle": "c"}
    with pytest.raises(DatabaseError, match="pendant une suspension"), transaction.atomic():
        reserver_creneau(**champs, acteur=acteur_de(porteuse))
    assert credits_du_projet(en_cours.projet).total.disponibles == 5


def test_two_suspensions_never_overlap(en_cours, coordination):
    suspendre(plan=en_cours, date_debut=dans(-20), mois=1, motif="Des travaux", acteur=coordination)
    assert refus(suspendre, plan=en_cours, date_debut=dans(0), mois=1, motif="Encore", acteur=coordination) == "deja_suspendu"
    premiere = Suspension.objects.get()
    premiere.pk, premiere.date_debut = None, dans(-3)
    with pytest.raises(IntegrityError, match="suspension_sans_chevauchement"), transaction.atomic():
        premiere.save(force_insert=True)


def test_an_extension_moves_the_end_with_its_reason(en_cours, coordination):
    fin = en_cours.date_fin
    prolonger(plan=en_cours, date_fin=fin + timedelta(days=90), motif="Bail tardif", acteur=coordination)
    en_cours.refresh_from_db()
    assert en_cours.date_fin == fin + timedelta(days=90)
    assert refus(prolonger, plan=en_cours, date_fin=fin + timedelta(days=400), motif="Encore", acteur=coordination) == "prolongation_longue"
    assert Evenement.objects.get(verbe_code="plan.prolonge").motif == "Bail tardif"


# --- Pages --------------------------------------------------------------------------------------


def test_the_acts_follow_each_other_on_the_pages(client_de, projet, plan, porteuse, coordinatrice):
    equipe, coordination = client_de(porteuse), client_de(coordinatrice)
    assert equipe.get(page("plan_detail", projet)).status_code == 404
    coordination.post(page("plan_proposer", projet))
    assert "Lire et signer le plan d’accompagnement" in equipe.get("/p/manufactures/").content.decode()
    equipe.post(page("plan_signer", projet))
    assert "Signer 1\xa0plan d’accompagnement" in coordination.get("/p/manufactures/").content.decode()
    coordination.post(page("plan_signer", projet))

    lue = equipe.get(page("plan_detail", projet)).content.decode()
    assert "Signé par tous" in lue
    assert "Proposer un avenant" in lue
    assert "Suspendre l’accompagnement" not in lue


def test_the_partner_reads_and_adjusts_but_does_not_sign(client_de, projet, plan, partenaire, coordination):
    proposer_plan(plan=plan, acteur=coordination)
    client = client_de(partenaire)
    assert "La porteuse ou le porteur du projet signe" in client.get(page("plan_detail", projet)).content.decode()
    assert client.post(page("plan_signer", projet)).status_code == 403
    champs = {"dj_modele-economique": 4, "dj_modele-juridique": 6, "commentaire": "Plus de juridique"}
    assert client.post(page("plan_ajuster", projet), champs).status_code == 302
    assert sorted(plan.lignes.values_list("demi_journees", flat=True)) == [4, 6]


def test_the_pdf_of_a_signed_plan_has_names_and_dates(client_de, plan, porteuse):
    signe = signer_le_plan(plan)
    contexte = contexte_plan(plan.pk)
    assert [nom for _, nom, _ in contexte.signatures] == [str(signe.signe_equipe_par), str(signe.signe_par)]
    assert (contexte.etat, [ligne["demi_journees"] for ligne in contexte.lignes]) == ("Version signée", [6, 4])
    client_de(porteuse).post(page("plan_editer", plan.projet))
    assert Edition.objects.get().code == CODE_PLAN


def test_the_printed_plan_says_needs_half_days_and_who_signed(programme, plan):
    signe = signer_le_plan(plan)
    lu = texte_du_document(CODE_PLAN, plan.pk, programme)
    besoins = "1. Modèle économique 6 demi-journées", "2. Modèle juridique 4 demi-journées", "Indicateur de réussite Indicateur d’exemple"
    signatures = f"Pour l’équipe {signe.signe_equipe_par}", f"Pour la coordination {signe.signe_par}"
    for dit in (plan.projet.nom, "10 demi-journées d’expertise", *besoins, *signatures):
        assert dit in lu, lu[:600] + dit


def test_another_team_does_not_read_the_plan(client_de, suivi, autre_porteur):
    assert client_de(autre_porteur).get(page("plan_detail", suivi)).status_code == 404


def test_the_factory_gives_what_others_rely_on(besoins):
    plan = doter(ProjetFactory(en_accompagnement=True), ("modele-economique", 3))
    assert (plan.est_signe, credits_du_projet(plan.projet).total.disponibles) == (True, 3)
