from dataclasses import replace
from datetime import date, datetime, timedelta

import pytest
import time_machine
from django.db import InternalError, ProgrammingError, transaction
from hypothesis import given
from hypothesis import strategies as st

from socle.comptes.actions.reglages import fixer_reglage
from socle.comptes.portee import programme_actif
from socle.courriers import actions
from socle.courriers.models import Courrier, RelanceEnvoyee
from socle.courriers.queries import previsions
from socle.courriers.registre import Rappel, Relance
from socle.courriers.regles import echelon_du, va_au_referent
from socle.courriers.tasks import relancer as tache_relancer
from socle.lib.dates import PARIS, ajouter_jours_ouvres, est_ouvre

ECHELLE = (-14, -7, -1, 3, 10)
JEUDI = date(2022, 11, 24)


def a_8_h(jour: date) -> datetime:
    return datetime(jour.year, jour.month, jour.day, 8, tzinfo=PARIS)


@pytest.fixture
def livrable(relances, porteuse, coordinatrice):
    """One thing due on Thursday 24 November 2022, still open while ``ouverts`` holds it."""
    echeance = datetime(2022, 11, 24, 18, tzinfo=PARIS)
    phrase, lien = "Déposez le budget avant le 24 novembre.", "/p/manufactures/l/1/"
    rappel = Rappel("livrable:1", porteuse.pk, phrase, lien, echeance, coordinatrice.pk)
    ouverts = [rappel]
    relances.declarer(Relance("livrables", "Livrables attendus", lambda instant: list(ouverts)))
    return ouverts


# --- The ladder --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("jour", "echelon"),
    [
        (date(2022, 11, 2), None), (date(2022, 11, 3), -14), (date(2022, 11, 4), -14), (date(2022, 11, 7), None),
        (date(2022, 11, 15), -7), (date(2022, 11, 23), -1),
        (JEUDI, -1), (date(2022, 11, 25), None), (date(2022, 11, 29), 3), (date(2022, 12, 8), 10), (date(2022, 12, 12), None),
    ],
)  # fmt: skip
def test_les_echelons_se_comptent_en_jours_ouvres(jour, echelon):
    assert echelon_du(JEUDI, jour, ECHELLE) == echelon  # 11 November is a public holiday


@given(echeance=st.dates(date(2021, 1, 1), date(2026, 12, 31)), echelon=st.sampled_from(ECHELLE))
def test_un_echelon_tombe_toujours_un_jour_ouvre_et_le_lendemain_le_rattrape(echeance, echelon):
    jour = ajouter_jours_ouvres(echeance, echelon)
    assert est_ouvre(jour)
    assert echelon_du(echeance, jour, ECHELLE) == echelon
    assert echelon_du(echeance, ajouter_jours_ouvres(jour, 1), ECHELLE) == echelon
    assert echelon_du(echeance, ajouter_jours_ouvres(jour, 2), ECHELLE) != echelon


def test_seul_le_dernier_retard_va_au_referent():
    assert [va_au_referent(n, ECHELLE) for n in ECHELLE] == [False, False, False, False, True]
    assert not va_au_referent(3, (-1, 3))


# --- Sending -----------------------------------------------------------------------------------


def test_un_rappel_part_le_jour_de_son_echelon_une_fois(livrable, porteuse):
    mardi = date(2022, 11, 15)
    assert [actions.relancer(instant=a_8_h(mardi)) for _ in range(2)] == [1, 0]
    courrier = Courrier.objects.get()
    assert (courrier.destinataire, courrier.sujet) == (porteuse, "1 rappel pour vous, Programme manufactures")
    assert "Déposez le budget avant le 24 novembre. http" in courrier.texte
    assert [str(r) for r in RelanceEnvoyee.objects.all()] == ["livrables livrable:1@2022-11-24-7"]


def test_ce_qui_est_fait_n_est_plus_rappele(livrable):
    livrable.clear()
    assert actions.relancer(instant=a_8_h(date(2022, 11, 15))) == 0


def test_un_jour_manque_se_rattrape_le_lendemain_sans_doubler(livrable):
    assert actions.relancer(instant=a_8_h(date(2022, 11, 16))) == 1
    assert actions.relancer(instant=a_8_h(date(2022, 11, 17))) == 0


@pytest.mark.parametrize("jour", [date(2022, 11, 11), date(2022, 11, 12), date(2022, 11, 13)])
def test_rien_ne_part_un_jour_non_ouvre(relances, porteuse, jour):
    relances.declarer(Relance("avis", "Avis", lambda instant: [Rappel("a", porteuse.pk, "Répondez.", "/")]))
    assert actions.relancer(instant=a_8_h(jour)) == 0
    assert actions.relancer(instant=a_8_h(date(2022, 11, 14))) == 1


def test_une_personne_recoit_un_seul_courriel(relances, porteuse, partenaire):
    for code in ("a", "b"):
        rappels = [Rappel(f"{code}{n}", pk, f"Phrase {code}{n}.", "/") for n, pk in enumerate((porteuse.pk, porteuse.pk, partenaire.pk))]
        relances.declarer(Relance(code, code, lambda instant, rappels=rappels: rappels))
    assert actions.relancer(instant=a_8_h(JEUDI)) == 2
    sujets = {c.destinataire: c.sujet[:9] for c in Courrier.objects.select_related("destinataire")}
    assert sujets == {porteuse: "4 rappels", partenaire: "2 rappels"}


def test_ce_qui_arrive_dans_la_journee_attend_le_lendemain(livrable, porteuse):
    actions.relancer(instant=a_8_h(date(2022, 11, 15)))
    livrable.append(Rappel("neuf", porteuse.pk, "Répondez.", "/"))
    assert actions.relancer(instant=a_8_h(date(2022, 11, 15))) == 0
    assert actions.relancer(instant=a_8_h(date(2022, 11, 16))) == 1
    assert "Répondez." in Courrier.objects.first().texte


def test_le_dernier_echelon_va_au_referent(livrable, coordinatrice):
    actions.relancer(instant=a_8_h(date(2022, 12, 8)))
    assert Courrier.objects.get().destinataire == coordinatrice


def test_le_referent_de_plusieurs_personnes_est_prevenu_une_fois(livrable, partenaire, coordinatrice):
    livrable.append(replace(livrable[0], destinataire_pk=partenaire.pk))
    actions.relancer(instant=a_8_h(date(2022, 12, 8)))

    assert list(RelanceEnvoyee.objects.values_list("destinataire", flat=True)) == [coordinatrice.pk]


def test_les_relances_se_mettent_en_pause(livrable):
    fixer_reglage(cle="courriers.relances_actives", valeur=False, motif="trêve", date_effet=date(2022, 1, 1), auteur=None)
    assert actions.relancer(instant=a_8_h(date(2022, 11, 15))) == 0


def test_l_echelle_est_celle_du_reglement_ou_de_la_relance(livrable, relances, porteuse):
    fixer_reglage(cle="courriers.echelle", valeur=[-2], motif="essai", date_effet=date(2022, 1, 1), auteur=None)
    assert actions.relancer(instant=a_8_h(date(2022, 11, 22))) == 1
    rappel = Rappel("x", porteuse.pk, "Venez.", "/", datetime(2022, 12, 16, tzinfo=PARIS))
    relances.declarer(Relance("propre", "Propre", lambda instant: [rappel], echelle=(-5,)))
    assert actions.relancer(instant=a_8_h(date(2022, 12, 9))) == 1


def test_la_tache_passe_dans_chaque_programme(livrable, autre_programme):
    with time_machine.travel("2022-11-15 08:00:00+01:00"):
        tache_relancer()
    assert Courrier.objects.count() == 1
    with programme_actif(autre_programme):
        assert Courrier.objects.count() == 1


def test_une_relance_envoyee_ne_s_efface_pas(livrable):
    actions.relancer(instant=a_8_h(date(2022, 11, 15)))
    with pytest.raises((ProgrammingError, InternalError)), transaction.atomic():
        RelanceEnvoyee.objects.all().delete()


# --- Forecast ----------------------------------------------------------------------------------


def test_les_previsions_disent_jour_par_jour_ce_qui_partira(livrable, porteuse, coordinatrice):
    prevues = previsions(date(2022, 11, 15), 24)
    assert [(p.jour, p.destinataire) for p in prevues] == [
        (date(2022, 11, 15), porteuse), (date(2022, 11, 23), porteuse), (date(2022, 11, 29), porteuse), (date(2022, 12, 8), coordinatrice),
    ]  # fmt: skip


def test_les_previsions_sont_ce_qui_part_vraiment(livrable):
    debut = date(2022, 11, 1)
    prevues = [(p.jour, p.destinataire.pk) for p in previsions(debut, 45)]
    parties = []
    for ecart in range(45):
        jour = debut + timedelta(days=ecart)
        actions.relancer(instant=a_8_h(jour))
        parties += [(jour, pk) for pk in Courrier.objects.filter(cle__contains=str(jour)).values_list("destinataire", flat=True)]
    assert parties == prevues
    assert len(parties) == 5


def test_les_previsions_ne_coutent_pas_plus_pour_trois_rappels(livrable, partenaire, compter_requetes):
    with compter_requetes() as un:
        previsions(date(2022, 11, 15), 14)
    livrable += [Rappel(f"l:{n}", partenaire.pk, "x", "/", livrable[0].echeance) for n in range(2)]
    with compter_requetes() as trois:
        previsions(date(2022, 11, 15), 14)
    assert (un.nombre, trois.nombre) == (2, 1)  # the règlement is read once per scope
