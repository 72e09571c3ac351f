"""What a team says of a mission: when it may, who reads it, from how many answers an average is shown."""

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from accompagnement.actions.avis import donner_avis
from accompagnement.actions.service_fait import valider_service_fait
from accompagnement.enums import STATUTS_FAITS, StatutMission
from accompagnement.enums_veille import Utilite
from accompagnement.models import AvisMission, Expert
from accompagnement.queries.avis import comparer, delais_par_besoin, experts_compares, note_moyenne, total_engage
from accompagnement.regles_avis import STATUTS_JUGES, moyenne_montrable, refus_de_donner_un_avis
from socle.lib.refus import ActionRefusee
from tests.accompagnement.fabriques import ExpertFactory, faire_juger, ouvrir


@pytest.fixture(autouse=True)
def _sans_second_facteur(settings):
    settings.MFA_EXIGEE = False


@pytest.fixture
def equipe(acteur_de, porteuse):
    return acteur_de(porteuse)


@pytest.fixture
def jugee(mission, experte, acteur_de, equipe):
    return faire_juger(mission, experte=acteur_de(experte), equipe=equipe)


@given(st.sampled_from(StatutMission), st.booleans())
def test_an_opinion_comes_after_the_verdict_and_freezes_with_the_service(statut, deja):
    permis = refus_de_donner_un_avis(statut, deja) is None

    assert permis == (statut in STATUTS_JUGES and not (deja and statut in STATUTS_FAITS))


@given(st.floats(1, 5), st.integers(0, 9), st.integers(1, 9))
def test_no_average_is_shown_under_the_number_of_answers(moyenne, nombre, minimum):
    assert (moyenne_montrable(moyenne, nombre, minimum) is None) == (nombre < minimum)


def test_no_opinion_before_the_verdict(mission, equipe):
    with pytest.raises(ActionRefusee, match="Dites d’abord"):
        donner_avis(mission=mission, note=Utilite.UTILE, acteur=equipe)
    with pytest.raises(IntegrityError, match="après le service fait"), transaction.atomic():
        AvisMission.objects.create(mission=mission, note=4, donne_at=mission.demandee_at, donne_par=equipe.utilisateur)


def test_an_opinion_changes_until_the_service_is_validated(jugee, equipe, acteur_de, coordinatrice):
    donner_avis(mission=jugee, note=Utilite.UTILE, aide="Le tableur", acteur=equipe)
    avis = donner_avis(mission=jugee, note=Utilite.MOYENNE, manque="Du temps", acteur=equipe)
    valider_service_fait(mission=jugee, acteur=acteur_de(coordinatrice))

    assert (AvisMission.objects.get().note, avis.manque, avis.aide) == (3, "Du temps", "")
    with pytest.raises(ActionRefusee, match="ne se change plus"):
        donner_avis(mission=jugee, note=Utilite.TRES_UTILE, acteur=equipe)
    with pytest.raises(IntegrityError, match="ne change plus"), transaction.atomic():
        AvisMission.objects.update(note=5)


def test_an_opinion_is_given_from_the_page_and_read_by_the_expert(jugee, porteuse, experte, client_de):
    page = f"/p/manufactures/accompagnement/missions/{jugee.pk}/"
    reponse = client_de(porteuse).post(f"{page}avis/", {"note": 5, "aide": "Un tableur très clair", "manque": ""})

    assert reponse.status_code == 302
    assert "Un tableur très clair" in client_de(experte).get(page).content.decode()
    assert "Un tableur très clair" in client_de(experte).get("/p/manufactures/accompagnement/mes-avis/").content.decode()


def test_an_opinion_without_a_note_is_asked_again(jugee, porteuse, client_de):
    reponse = client_de(porteuse).post(f"/p/manufactures/accompagnement/missions/{jugee.pk}/avis/", {"aide": "Bien"})

    assert reponse.status_code == 200
    assert not AvisMission.objects.exists()


def test_an_average_orders_experts_and_is_hidden_from_the_page_under_three_answers(jugee, equipe, expert):
    donner_avis(mission=jugee, note=Utilite.TRES_UTILE, acteur=equipe)
    autre = ExpertFactory()

    assert list(Expert.objects.annotate(m=note_moyenne()).order_by("pk").values_list("pk", "m")) == [(expert.pk, 5.0), (autre.pk, None)]
    (premier, _) = comparer(experts_compares(), total_engage(), seuil=40, minimum=3)
    assert (premier.moyenne, premier.avis) == (None, 1)
    assert comparer(experts_compares(), total_engage(), seuil=40, minimum=1)[0].moyenne == 5.0


def test_delays_are_medians_and_an_expert_who_gives_all_is_a_concentration(jugee, expert, besoin):
    (ligne,) = comparer(experts_compares(), total_engage(), seuil=40, minimum=3)
    (lu,) = [b for b in delais_par_besoin() if b == besoin]

    assert (ligne.demi_journees, ligne.part, ligne.concentre) == (1, 100, True)
    assert lu.missions_prevues == 1
    assert lu.delai == ligne.delai == jugee.creneau.debut - jugee.demandee_at


def test_the_page_of_delays_says_who_is_asked_most(jugee, coordinatrice, client_de):
    page = client_de(coordinatrice).get("/p/manufactures/accompagnement/suivi/experts/").content.decode()

    assert "Plus de 40\u00a0%" in page


def test_a_mission_refused_is_asked_of_nobody(expert, mission, reserver):
    reserver(ouvrir(expert, 2, dans=30)[1])

    assert total_engage() == 0
