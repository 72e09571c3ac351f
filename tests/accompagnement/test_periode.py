"""Half-days lie within the plan, extensions included, and not in a suspension: said by the rule, kept by the database."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accompagnement.actions.deplacements import deplacer_demi_journee
from accompagnement.actions.horloge import prolonger, reprendre, suspendre
from accompagnement.actions.missions import repondre
from accompagnement.actions.planification import planifier_demi_journee
from accompagnement.enums import Reponse, StatutCreneau
from accompagnement.models import Creneau, Mission, PlanAccompagnement
from accompagnement.regles import refus_de_periode, refus_de_periode_voulue
from manufactures.models import Projet
from socle.lib.refus import ActionRefusee
from tests.accompagnement.fabriques import finir, ouvrir

ZERO = date(2026, 3, 2)


@pytest.fixture
def au_dela(expert, suivi):
    """A half-day beyond the end of the plan, which is in thirty days."""
    finir(suivi, -30)
    suivi.plan_accompagnement.refresh_from_db()
    return ouvrir(expert, 1, dans=45)[0]


def _poser(mission: Mission, creneau: Creneau) -> None:
    """Write past every action."""
    with transaction.atomic():
        Mission.objects.filter(pk=mission.pk).update(creneau=creneau)


def test_la_base_refuse_une_demi_journee_hors_du_plan(mission, au_dela):
    with pytest.raises(IntegrityError, match="dans les dates du plan"):
        _poser(mission, au_dela)


def test_une_prolongation_l_ouvre(mission, au_dela, suivi, acteur_de, coordinatrice):
    plan = suivi.plan_accompagnement
    prolonger(plan=plan, date_fin=plan.date_fin + timedelta(days=60), motif="Un bail tardif", acteur=acteur_de(coordinatrice))
    _poser(mission, au_dela)
    assert Mission.objects.get(pk=mission.pk).creneau_id == au_dela.pk


def test_la_base_refuse_une_demi_journee_pendant_une_suspension(mission, expert, suivi, acteur_de, coordinatrice):
    libre, coordination = ouvrir(expert, 1, dans=40)[0], acteur_de(coordinatrice)
    plan = suivi.plan_accompagnement
    suspendre(plan=plan, date_debut=timezone.localdate() - timedelta(days=5), mois=3, motif="Des travaux", acteur=coordination)
    with pytest.raises(IntegrityError, match="pendant une suspension"):
        _poser(mission, libre)
    reprendre(plan=plan, date_reprise=timezone.localdate(), acteur=coordination)
    _poser(mission, libre)
    assert PlanAccompagnement.objects.get(pk=plan.pk).date_fin > plan.date_fin


def test_suspendu_on_ne_planifie_ni_ne_deplace(mission, creneau, expert, suivi, acteur_de, coordinatrice, porteuse, de_l_experte):
    libre, elle = ouvrir(expert, 1, dans=40)[0], acteur_de(porteuse)
    repondre(mission=mission, reponse=Reponse.ACCEPTER, acteur=de_l_experte)
    plan = suivi.plan_accompagnement
    suspendre(plan=plan, date_debut=timezone.localdate(), mois=3, motif="Des travaux", acteur=acteur_de(coordinatrice))
    assert Projet.objects.get(pk=suivi.pk).statut == "suspendu"
    champs = {"mission": mission, "vers_pk": libre.pk, "motif": "Un report", "acteur": elle, "par_l_equipe": True}
    with pytest.raises(ActionRefusee, match="est suspendu"):
        deplacer_demi_journee(creneau_pk=creneau.pk, **champs)
    assert Creneau.objects.get(pk=libre.pk).statut == StatutCreneau.OUVERT


def test_une_mission_se_demande_et_se_planifie_dans_le_plan(demander, demandee, suivi, au_dela):
    with pytest.raises(ActionRefusee, match="changez la période souhaitée"):
        demander(cle="trop-loin")
    with pytest.raises(ActionRefusee):
        planifier_demi_journee(mission=demandee, creneau=au_dela, acteur=None)


@given(st.integers(-40, 800), st.integers(0, 800))
def test_la_regle_garde_les_deux_bords(jour, duree):
    debut, dernier = datetime(2026, 3, 2, 9, tzinfo=UTC) + timedelta(days=jour), ZERO + timedelta(days=duree)
    assert (refus_de_periode(debut, ZERO, dernier) is None) == (0 <= jour <= duree)
    voulu = ZERO + timedelta(days=jour)
    assert (refus_de_periode_voulue(voulu, voulu, ZERO, dernier) is None) == (0 <= jour <= duree)
