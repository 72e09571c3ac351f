"""The agenda of an expert on the real database: rules make half-days, and nothing booked ever moves."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from accompagnement.actions.agenda import (
    ajouter_disponibilites,
    ajouter_exception,
    fenetre,
    retirer_disponibilite,
    retirer_exception,
    tenir_agenda,
)
from accompagnement.actions.calendriers import Lecture, enregistrer_lecture
from accompagnement.actions.creneaux import retirer_creneau, rouvrir_creneau
from accompagnement.calendrier import plages_du_calendrier
from accompagnement.enums import EtatCalendrier, Moment, NatureException, StatutCreneau
from accompagnement.models import CalendrierOccupe, Creneau
from accompagnement.regles import moment_de_la_demi_journee
from accompagnement.regles_agenda import Plage
from accompagnement.tasks import tenir_les_agendas
from socle.comptes.acteur import acteur_de as acteur_en_vigueur
from socle.lib.dates import PARIS, est_ouvre
from socle.lib.refus import ActionRefusee
from tests.accompagnement.fabriques import ouvrir


@pytest.fixture
def semaine(expert, experte):
    """Every morning of the week, from today."""
    champs = {"jours": range(5), "moments": [Moment.MATIN], "du": timezone.localdate(), "au": None}
    ajouter_disponibilites(expert=expert, acteur=acteur_en_vigueur(experte), **champs)
    return expert


def libres(expert):
    return list(Creneau.objects.filter(expert=expert, statut=StatutCreneau.OUVERT, debut__gt=timezone.now()).order_by("debut"))


def fermer(expert, experte, du, au, nature=NatureException.FERMEE):
    return ajouter_exception(expert=expert, nature=nature, du=du, au=au, libelle="Congés", acteur=acteur_en_vigueur(experte))


def jour_de(creneau):
    return creneau.debut.astimezone(PARIS).date()


def test_une_regle_ouvre_les_matins_ouvres_de_la_fenetre(semaine):
    premier, dernier = fenetre(timezone.now())
    jours = [premier + timedelta(days=n) for n in range(1, (dernier - premier).days + 1)]
    ouverts = libres(semaine)
    assert {jour_de(c) for c in ouverts} - {premier} == {j for j in jours if est_ouvre(j)}
    assert {moment_de_la_demi_journee(c.debut) for c in ouverts} == {Moment.MATIN}


def test_deux_fois_ou_par_la_tache_du_jour_rien_ne_change(semaine):
    avant = list(Creneau.objects.order_by("pk").values_list("pk", "statut", "par_l_agenda"))
    bilan = tenir_agenda(expert_pk=semaine.pk)
    tenir_les_agendas()
    assert (bilan.ouvertes, bilan.retirees) == (0, 0)
    assert list(Creneau.objects.order_by("pk").values_list("pk", "statut", "par_l_agenda")) == avant


def test_une_regle_retiree_ne_retire_que_le_libre_a_venir(semaine, experte, reserver):
    reserve = libres(semaine)[3]
    reserver(reserve)
    for regle in semaine.disponibilites.all():
        retirer_disponibilite(regle=regle, acteur=acteur_en_vigueur(experte))
    assert libres(semaine) == []
    assert Creneau.objects.get(pk=reserve.pk).statut == StatutCreneau.RETENU


def test_une_exception_ferme_puis_rend_les_memes_creneaux(semaine, experte, reserver):
    avant = libres(semaine)
    reserver(avant[2])
    bilan = fermer(semaine, experte, jour_de(avant[1]), jour_de(avant[4]))
    restants = [avant[0], *avant[5:]]
    assert (bilan.retirees, libres(semaine)) == (3, restants)
    retirer_exception(exception=semaine.exceptions.get(), acteur=acteur_en_vigueur(experte))
    assert libres(semaine) == [avant[0], avant[1], *avant[3:]]


def test_un_samedi_s_ouvre_par_exception(expert, experte):
    aujourd_hui = timezone.localdate()
    samedi = aujourd_hui + timedelta(days=12 - aujourd_hui.weekday())
    fermer(expert, experte, samedi, samedi, NatureException.OUVERTE)
    assert [jour_de(c) for c in libres(expert)] == [samedi, samedi]


def test_ce_qui_est_retire_a_la_main_reste_retire_jusqu_a_la_reouverture(semaine):
    creneau = libres(semaine)[0]
    retirer_creneau(creneau=creneau)
    tenir_agenda(expert_pk=semaine.pk)
    assert creneau not in libres(semaine)
    rouvrir_creneau(creneau=creneau)
    assert libres(semaine)[0] == creneau
    with pytest.raises(ActionRefusee, match="ne se rouvre pas"):
        rouvrir_creneau(creneau=creneau)


def test_un_creneau_ouvert_a_la_main_suit_les_fermetures_mais_pas_les_regles(expert, experte):
    a_la_main = ouvrir(expert, 1, dans=20)[0]
    tenir_agenda(expert_pk=expert.pk)
    assert libres(expert) == [a_la_main]
    fermer(expert, experte, jour_de(a_la_main), jour_de(a_la_main))
    assert libres(expert) == []
    retirer_exception(exception=expert.exceptions.get(), acteur=acteur_en_vigueur(experte))
    assert libres(expert) == [a_la_main]


def test_la_meme_exception_deux_fois_a_sa_phrase(semaine, experte):
    demain = timezone.localdate() + timedelta(days=1)
    fermer(semaine, experte, demain, demain)
    with pytest.raises(ActionRefusee, match="déjà dans votre agenda"):
        fermer(semaine, experte, demain, demain)


# --- Busy times ----------------------------------------------------------------------------------


@pytest.fixture
def calendrier(expert):
    return CalendrierOccupe.objects.create(expert=expert, adresse="https://agenda.example/a.ics")


def occuper(calendrier, *creneaux):
    plages = tuple(Plage(c.debut + timedelta(hours=1), c.debut + timedelta(hours=2)) for c in creneaux)
    lu_jusqu_au = timezone.localdate() + timedelta(days=150)
    enregistrer_lecture(calendrier_id=calendrier.pk, lecture=Lecture(EtatCalendrier.LU, plages=plages, jusqu_au=lu_jusqu_au))


def test_une_occupation_retire_le_libre_et_ne_fait_que_prevenir_du_reserve(semaine, calendrier, reserver, client_de, experte):
    libre, reserve, *_ = libres(semaine)[2:]
    mission = reserver(reserve)
    occuper(calendrier, libre, reserve)
    assert libre not in libres(semaine)
    assert Creneau.objects.get(pk=reserve.pk).statut == StatutCreneau.RETENU
    page = client_de(experte).get(reverse("creneau_liste", args=["manufactures"]), {"mois": f"{jour_de(reserve):%Y-%m}"})
    assert [case.creneau for case in page.context["agenda"].en_conflit] == [reserve]
    assert reverse("mission_detail", args=["manufactures", mission.pk]) in page.content.decode()


def test_un_calendrier_muet_garde_ce_qu_il_avait_dit_et_le_dit(semaine, calendrier, client_de, experte, settings):
    libre = libres(semaine)[2]
    occuper(calendrier, libre)
    enregistrer_lecture(calendrier_id=calendrier.pk, lecture=Lecture(EtatCalendrier.MUET, "pas de réponse à temps"))
    assert libre not in libres(semaine)
    page = client_de(experte).get(reverse("creneau_liste", args=["manufactures"])).content.decode()
    assert "Pas de réponse à temps ; dernière lecture le" in page


def test_une_heure_rendue_rouvre_la_demi_journee(semaine, calendrier):
    avant = libres(semaine)
    occuper(calendrier, *avant[:3])
    assert libres(semaine) == avant[3:]
    occuper(calendrier)
    assert libres(semaine) == avant


# --- Her own calendar ----------------------------------------------------------------------------


def test_le_lien_d_abonnement_dit_les_demi_journees_reservees_et_se_retire(semaine, reserver, client, client_de, experte):
    creneau = libres(semaine)[4]
    reserver(creneau)
    client_experte = client_de(experte)
    adresse = client_experte.post(reverse("abonnement_donner", args=["manufactures"])).context["adresse_abonnement"]
    chemin = "/" + adresse.split("/", 3)[3]
    lues = plages_du_calendrier(client.get(chemin).content, creneau.debut - timedelta(days=9), creneau.fin + timedelta(days=90))
    assert lues == [Plage(creneau.debut, creneau.fin)]
    client_experte.post(reverse("abonnement_retirer", args=["manufactures"]))
    assert client.get(chemin).status_code == 404
