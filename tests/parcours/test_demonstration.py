"""The demonstration, played once: every stage has its example, nothing invented passes for real, everybody comes in."""

import json
from datetime import date, timedelta
from io import StringIO

import pytest
from django.contrib.auth.hashers import check_password
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.db.models import Count, Q, Sum
from django.urls import reverse
from django.utils import timezone

from accompagnement.enums import NatureCompte, StatutCreneau, StatutMission
from accompagnement.enums_sortie import StatutBilan
from accompagnement.enums_veille import StatutRapport
from accompagnement.models import BilanAutonomie, CompteCredits, Creneau, Mission, MissionCollective, MouvementCredit, RapportAnnuel
from accompagnement.queries.avis import comparer_les_entreprises, total_engage
from accompagnement.queries.collectives import detail_de
from accompagnement.queries.veille import chercher_plans, seuils_en_vigueur
from comite.enums import SensDecision, StatutSeance, TypeSeance
from comite.models import Decision, Deport, PointOrdreDuJour, Seance
from incubation.enums import EtatLivrable
from incubation.models import BesoinIdentifie, Emargement, Livrable, Maturite, SessionIncubation, SousPromotion
from manufactures.enums import StatutProjet
from manufactures.models import Candidature, LigneDemandee, MembreEquipe, Passage, Projet, Structure, Vague
from parcours.demonstration.agenda import Agenda
from parcours.demonstration.comptes import comptes_de_demonstration
from parcours.demonstration.distribution import REUNIONS
from parcours.demonstration.personnes import MOT_DE_PASSE
from parcours.demonstration.pieces import couper, ecrire_pdf
from socle.comptes.models import Programme, Utilisateur
from socle.comptes.portee import programme_actif
from socle.courriers.enums import EtatCourrier
from socle.courriers.models import Courrier
from socle.journal.models import Evenement
from tests.conftest import Navigateur

REELS, EXEMPLES = Q(source__gt=""), Q(nom__startswith="Manufacture d’exemple ")


@pytest.fixture(scope="module")
def jouee(django_db_setup, django_db_blocker):
    """The demonstration, in one transaction that is rolled back after the tests of this file."""
    with django_db_blocker.unblock(), transaction.atomic():
        call_command("demonstration", forcer=True, stderr=StringIO())
        yield Programme.objects.get(slug="manufactures")
        transaction.set_rollback(True)


@pytest.fixture
def demo(jouee):
    """The first programme of the demonstration, open for the test."""
    with programme_actif(jouee):
        yield jouee


# --- Projects --------------------------------------------------------------------------------------


def test_every_stage_of_life_has_its_project(demo):
    exemples = Projet.objects.filter(EXEMPLES)

    assert set(exemples.values_list("statut", flat=True)) == set(StatutProjet)


def test_statuses_come_from_the_passages(demo):
    derniers = {p.projet_id: p.vers for p in Passage.objects.order_by("pk")}

    assert derniers == dict(Projet.objects.values_list("pk", "statut"))


def test_a_project_is_real_or_says_that_it_is_an_example(demo):
    assert Projet.objects.filter(REELS).count() == 32
    assert Projet.objects.exclude(REELS).exclude(EXEMPLES).count() == 0
    assert Projet.objects.filter(REELS & EXEMPLES).count() == 0


SUIVI = [Candidature, MembreEquipe, PointOrdreDuJour, Livrable, Maturite, BesoinIdentifie, Mission, MouvementCredit]


@pytest.mark.parametrize("modele", SUIVI)
def test_a_real_laureate_carries_its_public_facts_and_nothing_else(demo, modele):
    assert modele.objects.filter(projet__source__gt="").count() == 0
    assert modele.objects.exists()


def test_nobody_is_given_a_human_name_nor_a_real_address(demo):
    personnes = Utilisateur.objects.all()

    assert personnes.exclude(nom__startswith="d’exemple").count() == 0
    assert personnes.exclude(email__endswith=".example").count() == 0
    assert set(personnes.values_list("prenom", flat=True)) <= {
        "Administratrice", "Coordinatrice", "Coordinateur", "Observatrice", "Présidente", "Secrétaire", "Suppléante",
        "Membre", "Experte", "Porteuse", "Partenaire", "Responsable",
    }  # fmt: skip


def test_invented_structures_have_a_siret_that_no_company_has(demo):
    inventees = Structure.objects.filter(Q(projets__in=Projet.objects.filter(EXEMPLES)) | ~Q(siret=""))

    assert inventees.exclude(nom__startswith="Structure d’exemple ").count() == 0
    assert inventees.exclude(siret__startswith="000").count() == 0
    assert LigneDemandee.objects.exclude(candidature__projet__nom__startswith="Manufacture d’exemple").count() == 0


def test_the_three_real_waves_keep_their_dates_and_one_more_is_open(demo):
    publications = [timezone.localdate(v.publication_at) for v in Vague.objects.filter(numero__lte=3)]
    ouvertes = Vague.objects.filter(ouverture_at__lte=timezone.now(), cloture_at__gt=timezone.now() + timedelta(days=24))

    assert publications == [date(2021, 12, 8), date(2022, 3, 1), date(2022, 7, 18)]
    assert [v.nom for v in ouvertes] == ["Vague d’exemple"]


# --- Phases ----------------------------------------------------------------------------------------


def test_livrables_are_at_every_state_that_a_team_meets(demo):
    etats = {livrable.etat_a(timezone.now()) for livrable in Livrable.objects.all()}

    assert etats == set(EtatLivrable) - {EtatLivrable.SANS_OBJET}


def test_sessions_are_past_of_today_and_to_come_and_some_binomes_are_alone(demo):
    jours = set(SessionIncubation.objects.values_list("date", flat=True))
    prochain_jour_ouvre = Agenda(timezone.localdate()).jour(0)
    fonctions = {}
    for session, projet, fonction in Emargement.objects.values_list("session", "projet", "fonction"):
        fonctions.setdefault((session, projet), set()).add(fonction)

    assert prochain_jour_ouvre in jours
    assert min(jours) < timezone.localdate() < max(jours)
    assert {len(f) for f in fonctions.values()} == {1, 2}


def test_two_sous_promotions_at_work_have_their_projects_and_their_referent(demo):
    ouvertes = SousPromotion.objects.filter(affectations__date_fin=None, promotion__date_fin__gte=timezone.localdate())
    groupes = ouvertes.annotate(n=Count("affectations")).order_by("pk")

    assert len(groupes) == 2
    assert all(groupe.n >= 3 and groupe.referent for groupe in groupes)


def test_livrables_are_late_and_others_wait_for_a_review(demo):
    attente = [livrable.etat_a(timezone.now()) for livrable in Livrable.objects.all()]

    assert min(attente.count(EtatLivrable.EN_RETARD), attente.count(EtatLivrable.EN_RELECTURE)) >= 2


def test_experts_have_free_slots_and_credits_are_held_and_consumed(demo):
    libres = Creneau.objects.filter(statut=StatutCreneau.OUVERT, debut__gt=timezone.now())
    soldes = dict(CompteCredits.objects.order_by().values_list("nature").annotate(n=Sum("solde")))

    assert libres.values("expert").distinct().count() >= 3
    assert min(soldes[nature] for nature in (NatureCompte.DISPONIBLE, NatureCompte.RESERVE, NatureCompte.CONSOMME)) > 0


def test_a_sitting_of_each_kind_was_held_and_published(demo):
    passees = Seance.objects.filter(publiee_at__lt=timezone.now())

    assert set(passees.values_list("type", flat=True)) == set(TypeSeance)


LISTES = (
    "projet_liste", "promotion_liste", "session_liste", "livrable_liste", "incubation_suivi", "seance_liste", "mission_liste",
    "expert_liste", "plan_liste", "releve_liste", "collective_liste", "journal",
)  # fmt: skip


@pytest.mark.parametrize("route", LISTES)
def test_a_list_has_something_to_show(demo, settings, route):
    settings.MFA_EXIGEE = False
    client = Navigateur()
    client.force_login(Utilisateur.objects.get(email="coordinatrice@manufactures.example"))
    page = client.get(reverse(route, args=["manufactures"]))

    assert page.status_code == 200
    assert 'class="vide' not in page.content.decode()


def test_sittings_are_past_held_back_and_to_come(demo):
    retenues = Seance.objects.filter(levee_at__isnull=False, publiee_at=None)

    assert set(Seance.objects.filter(statut=StatutSeance.CONVOQUEE).values_list("type", flat=True)) == set(TypeSeance)
    assert list(retenues.values_list("points__projet__nom", flat=True)) == ["Manufacture d’exemple 28"]
    assert Seance.objects.count() == len(REUNIONS)


def test_each_decision_is_met_and_an_adjourned_project_came_back_by_itself(demo):
    assert set(Decision.objects.values_list("sens", flat=True)) == set(SensDecision) - {SensDecision.IRRECEVABLE}
    assert PointOrdreDuJour.objects.get(retour_ajournement=True).projet.nom == "Manufacture d’exemple 31"
    assert Deport.objects.get().projet.nom == "Manufacture d’exemple 7"


def test_missions_are_at_every_stage_that_an_action_reaches(demo):
    etats = {mission.etat_a(timezone.now(), de_l_expert=True) for mission in Mission.objects.select_related("creneau", "dernier_creneau")}
    jamais = {StatutMission.REALISEE}

    assert etats == set(StatutMission) - jamais


def test_the_ledger_adds_up(demo):
    entrees = dict(MouvementCredit.objects.order_by().values_list("vers").annotate(n=Sum("quantite")))
    sorties = dict(MouvementCredit.objects.order_by().values_list("de").annotate(n=Sum("quantite")))
    soldes = dict(CompteCredits.objects.values_list("pk", "solde"))
    par_projet = CompteCredits.objects.exclude(projet=None).order_by().values("projet").annotate(n=Sum("solde"))

    assert soldes == {pk: entrees.get(pk, 0) - sorties.get(pk, 0) for pk in soldes}
    assert sum(soldes.values()) == 0
    assert set(par_projet.values_list("n", flat=True)) == {40}


def test_the_end_of_two_years_and_a_shared_mission_have_their_examples(demo):
    expirees = CompteCredits.objects.filter(nature=NatureCompte.EXPIRE).aggregate(n=Sum("solde"))["n"]
    dormants = chercher_plans(timezone.now(), seuils_en_vigueur(), etat="dormants").values_list("projet__nom", flat=True)
    (collective,) = MissionCollective.objects.all()

    assert expirees > 0
    assert list(dormants) == ["Manufacture d’exemple 35"]
    assert set(RapportAnnuel.objects.values_list("statut", flat=True)) == {StatutRapport.REMIS, StatutRapport.ACCEPTE}
    assert set(BilanAutonomie.objects.values_list("statut", flat=True)) == {StatutBilan.REMIS, StatutBilan.CLOS}
    assert [li.demi_journees for li in detail_de(collective).inscrites] == [1, 2]
    assert [(e.nom, e.experts, e.concentree) for e in comparer_les_entreprises(total_engage(), 50)] == [("Cabinet d’exemple", 2, True)]


# --- Time and mails --------------------------------------------------------------------------------


def test_what_is_told_is_past_and_told_in_order(demo):
    instants = list(Evenement.objects.order_by("pk").values_list("created_at", flat=True))

    assert instants == sorted(instants)
    assert instants[-1] <= timezone.now()
    assert timezone.now() - instants[0] > timedelta(days=500)


def test_only_what_has_just_happened_waits_in_the_outbox(demo):
    en_attente = Courrier.objects.filter(etat=EtatCourrier.EN_ATTENTE)

    assert (en_attente.count(), Courrier.objects.retenus().count()) == (3, 2)
    assert en_attente.filter(created_at__lt=timezone.now() - timedelta(days=1)).count() == 0
    assert Courrier.objects.filter(parti_at__gt=timezone.now()).count() == 0


def test_constraints_that_wait_for_the_commit_hold(demo):
    connection.check_constraints()


def test_a_scene_to_come_is_refused(jouee):
    agenda = Agenda(timezone.localdate())
    agenda.prevoir(agenda.le(2), lambda: None)

    with pytest.raises(ValueError, match="to come"):
        list(agenda.jouer(jouee))


# --- Accounts --------------------------------------------------------------------------------------


def test_accounts_are_told_as_json(jouee):
    sortie = StringIO()
    call_command("comptes_demo", json=True, stdout=sortie)
    comptes = {(c["email"], c["programme"]): c for c in json.loads(sortie.getvalue())}

    assert comptes["porteuse.14@manufactures.example", "manufactures"] == {
        "email": "porteuse.14@manufactures.example",
        "mot_de_passe": MOT_DE_PASSE,
        "nom": "Porteuse d’exemple 14",
        "roles": ["equipe", "porteur"],
        "programme": "manufactures",
        "projet": "manufacture-d-exemple-14",
        "jeton_api": "demo-manufactures-porteuse-14",
    }
    assert comptes["experte.4@manufactures.example", "manufactures"]["roles"] == ["expert", "comite"]
    assert comptes["coordinatrice@manufactures.example", "ateliers-ruraux"]["roles"] == ["observateur"]


def test_accounts_are_told_as_a_short_table(jouee):
    sortie = StringIO()
    call_command("comptes_demo", stdout=sortie)

    assert "presidente@manufactures.example       Membre du comité, Présidence" in sortie.getvalue()
    assert sortie.getvalue().splitlines()[-1] == f"{Utilisateur.objects.count()}\u00a0comptes en tout (manage.py comptes_demo --json)."


@pytest.mark.parametrize("cle", ["porteuse.14", "coordinatrice", "presidente", "experte.1", "administratrice"])
def test_an_account_signs_in(jouee, settings, cle):
    settings.MFA_EXIGEE = False
    client = Navigateur()
    client.post(reverse("account_login"), {"login": f"{cle}@manufactures.example", "password": MOT_DE_PASSE})

    assert client.session["_auth_user_id"] == str(Utilisateur.objects.get(email=f"{cle}@manufactures.example").pk)


def test_all_accounts_have_the_common_password(jouee):
    (mot_de_passe,) = set(Utilisateur.objects.values_list("password", flat=True))

    assert check_password(MOT_DE_PASSE, mot_de_passe)


def test_each_token_opens_the_api_of_its_programme(jouee, settings):
    settings.SECURE_SSL_REDIRECT = False
    comptes = [c for c in comptes_de_demonstration() if c.jeton_api]
    entetes = {c: {"authorization": f"Bearer {c.jeton_api}"} for c in comptes}
    reponses = [Navigateur().get(f"/api/v1/p/{c.programme}/projets/", headers=e) for c, e in entetes.items()]

    assert len(comptes) > 80
    assert {r.status_code for r in reponses} == {200}


# --- The command -----------------------------------------------------------------------------------


def test_the_demonstration_leaves_what_exists_alone(autre_programme):
    call_command("demonstration", si_vide=True, forcer=True)

    assert list(Programme.objects.all()) == [autre_programme]
    with pytest.raises(CommandError, match="existe déjà"):
        call_command("demonstration", forcer=True)


def test_the_demonstration_is_not_played_on_a_real_installation_by_mistake(db, settings):
    settings.DEMO = False

    with pytest.raises(CommandError, match="DEMO=1"):
        call_command("demonstration")


def test_accounts_without_a_demonstration_are_said_to_be_missing(db):
    with pytest.raises(CommandError, match="lancez d’abord"):
        call_command("comptes_demo")


# --- Pieces ----------------------------------------------------------------------------------------


def test_a_piece_is_a_pdf_whose_table_points_at_its_objects():
    fichier = ecrire_pdf("Un titre (essai)", ("Été à l’atelier",))
    table = fichier.split(b"\nxref\n")[1].splitlines()[2:8]

    assert fichier[int(fichier.split(b"startxref\n")[1].split(b"\n")[0]) :].startswith(b"xref")
    assert [fichier[int(ligne[:10]) :][:7] for ligne in table] == [b"%d 0 obj" % n for n in range(1, 7)]
    assert rb"Un titre \(essai\)" in fichier


def test_lines_are_cut_between_words():
    assert couper("un deux trois quatre", 10) == ["un deux", "trois", "quatre"]
