"""The end of the two years: what is left expires once, whoever runs it and however late; an extension gives it back."""

from datetime import timedelta

import pytest
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accompagnement.actions import expirations
from accompagnement.actions.expirations import expirer_credits, rendre_les_expires
from accompagnement.actions.missions import repondre
from accompagnement.enums import NatureMouvement, Reponse
from accompagnement.queries.credits import credits_du_projet, ecarts_du_registre, somme_des_comptes
from accompagnement.queries.expirations import projets_a_solder
from accompagnement.regles_registre import peut_rendre_les_expires, quantite_a_expirer
from accompagnement.tasks import expirer_les_credits
from socle.courriers.models import Courrier
from socle.journal.models import Evenement
from tests.accompagnement.fabriques import finir

JOURS = st.dates(min_value=timezone.localdate() - timedelta(days=900), max_value=timezone.localdate() + timedelta(days=900))


def _etat(projet) -> tuple[int, int, int]:
    t = credits_du_projet(projet).total
    assert (list(ecarts_du_registre()), somme_des_comptes()) == ([], 0)
    return t.disponibles, t.reservees, t.expirees


def _lignes(projet) -> list[tuple]:
    return list(projet.mouvements_credit.order_by("pk").values_list("nature", "besoin", "quantite", "cle"))


@given(st.integers(0, 40), JOURS, JOURS)
def test_tout_expire_le_lendemain_de_la_fin_ou_rien(disponibles, fin, jour):
    assert quantite_a_expirer(disponibles, fin, jour) == (disponibles if jour > fin else 0)
    assert peut_rendre_les_expires(fin, jour) == (quantite_a_expirer(1, fin, jour) == 0)


@pytest.mark.parametrize(("jours", "etat"), [(0, (5, 0, 0)), (1, (0, 0, 5)), (40, (0, 0, 5))])
def test_le_dernier_jour_compte_encore(suivi, jours, etat):
    finir(suivi, jours)
    expirer_les_credits()
    expirer_credits(projet=suivi)
    assert _etat(suivi) == etat


def test_deux_passages_font_les_memes_lignes(suivi):
    finir(suivi)
    assert expirer_credits(projet=suivi) == 5
    lignes = _lignes(suivi)
    assert expirer_credits(projet=suivi, jour=timezone.localdate() + timedelta(days=90)) == 0
    expirer_les_credits()
    assert _lignes(suivi) == lignes
    assert Evenement.objects.filter(verbe_code="credits.expires").count() == 1


def test_une_reserve_tient_jusqu_a_sa_liberation(suivi, mission, experte, acteur_de):
    finir(suivi)
    expirer_les_credits()
    assert _etat(suivi) == (0, 1, 4)
    repondre(mission=mission, reponse=Reponse.DECLINER, motif="Indisponible", acteur=acteur_de(experte))
    assert _etat(suivi) == (1, 0, 4)
    expirer_les_credits()
    expirer_les_credits()
    assert _etat(suivi) == (0, 0, 5)


def test_une_prolongation_rend_ce_qui_avait_expire_puis_une_autre_fin_expire(suivi):
    finir(suivi)
    expirer_les_credits()
    finir(suivi, -100)
    for _ in range(2):
        expirer_les_credits()
    assert _etat(suivi) == (5, 0, 0)
    finir(suivi, 2)
    expirer_les_credits()
    assert _etat(suivi) == (0, 0, 5)
    finir(suivi)
    assert projets_a_solder(timezone.localdate()) == []


def test_la_prolongation_est_signee_de_son_auteur(suivi, coordinatrice, acteur_de):
    finir(suivi)
    expirer_credits(projet=suivi)
    finir(suivi, -10)
    champs = {"projet": suivi, "source": "Avenant 1", "motif": "Travaux retardés", "acteur": acteur_de(coordinatrice)}
    assert (rendre_les_expires(**champs), rendre_les_expires(**champs)) == (5, 0)
    rendus = suivi.mouvements_credit.filter(nature=NatureMouvement.CONTRE_PASSATION)
    assert {(m.auteur, m.source, m.corrige.etat) for m in rendus} == {(coordinatrice, "Avenant 1", NatureMouvement.EXPIRATION)}


def test_rien_n_est_rendu_tant_que_le_plan_est_fini(suivi):
    finir(suivi)
    expirer_credits(projet=suivi)
    assert rendre_les_expires(projet=suivi, source="Essai", motif="Essai", acteur=None) == 0
    assert _etat(suivi) == (0, 0, 5)


def test_l_equipe_et_la_coordination_sont_prevenues_une_fois(suivi, porteuse, partenaire, coordinatrice):
    finir(suivi)
    expirer_les_credits()
    expirer_les_credits()
    lettres = Courrier.objects.filter(gabarit="accompagnement_expiration").values_list("adresse", flat=True)
    assert sorted(lettres) == sorted(p.email for p in (porteuse, partenaire, coordinatrice))


def test_un_passage_interrompu_ne_laisse_rien(suivi, monkeypatch):
    finir(suivi)
    avant = _lignes(suivi)
    with monkeypatch.context() as panne:
        panne.setattr(expirations, "noter", lambda *args, **kwargs: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            expirer_credits(projet=suivi)
    assert (_lignes(suivi), _etat(suivi)) == (avant, (5, 0, 0))
    assert expirer_credits(projet=suivi) == 5
