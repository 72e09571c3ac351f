"""A half-day moved: one transaction, the credit kept, the rule of cancellation for those who move too late."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from accompagnement.actions.deplacements import deplacer_demi_journee
from accompagnement.actions.horloge import suspendre
from accompagnement.actions.missions import repondre
from accompagnement.enums import Reponse, StatutCreneau, StatutMission
from accompagnement.models import Creneau, DemiJourneeRetenue, Mission
from accompagnement.queries.a_faire import missions_lues
from accompagnement.queries.credits import credits_du_projet, ecarts_du_registre, somme_des_comptes
from accompagnement.queries.demandes import creneaux_de
from accompagnement.queries.pour_projet import accompagnement_du_projet
from accompagnement.regles import peut_annuler_gratuitement, refus_de_deplacer
from socle.courriers.models import Courrier
from socle.lib.francais import date_longue
from socle.lib.refus import ActionRefusee
from tests.accompagnement.fabriques import deplacer, ouvrir

ZERO = datetime(2026, 3, 2, 8, tzinfo=UTC)


@pytest.fixture
def vers(expert):
    return ouvrir(expert, 1, dans=40)[0]


@pytest.fixture
def acceptee(mission, de_l_experte):
    return repondre(mission=mission, reponse=Reponse.ACCEPTER, acteur=de_l_experte)


@pytest.fixture
def bouger(acceptee, creneau, vers, acteur_de, porteuse):
    def faire(**champs):
        defauts = {"mission": acceptee, "creneau_pk": creneau.pk, "vers_pk": vers.pk, "motif": "Un empêchement", "par_l_equipe": True}
        return deplacer_demi_journee(**defauts | {"acteur": acteur_de(porteuse)} | champs)

    return faire


def _bilan(projet, *creneaux) -> tuple:
    assert (list(ecarts_du_registre()), somme_des_comptes()) == ([], 0)
    c = credits_du_projet(projet).total
    return (c.reservees, c.consommees, c.disponibles, *(Creneau.objects.get(pk=k.pk).statut for k in creneaux))


def test_a_temps_tout_bouge_et_rien_n_est_debite(bouger, acceptee, suivi, creneau, vers):
    assert bouger() == 0
    relue = Mission.objects.get(pk=acceptee.pk)
    assert (relue.creneau_id, relue.etat) == (vers.pk, StatutMission.PLANIFIEE)
    assert _bilan(suivi, creneau, vers) == (1, 0, 4, StatutCreneau.OUVERT, StatutCreneau.RETENU)
    assert Courrier.objects.filter(gabarit="accompagnement_deplacee").count() == 3


def test_trop_tard_le_projet_paie_et_retient_autant(bouger, suivi, creneau, vers):
    deplacer(creneau, timezone.now() + timedelta(hours=2))
    assert bouger() == 1
    assert _bilan(suivi, creneau, vers) == (1, 1, 3, StatutCreneau.OUVERT, StatutCreneau.RETENU)


def test_trop_tard_et_sans_credit_rien_ne_bouge(bouger, reserver, suivi, creneau, vers, expert):
    for n, libre in enumerate(ouvrir(expert, 2, dans=60)):
        reserver(libre, cle=f"reste-{n}")
    deplacer(creneau, timezone.now() + timedelta(hours=2))
    with pytest.raises(ActionRefusee, match="Il reste 0 demi-journée"):
        bouger()
    assert _bilan(suivi, creneau, vers) == (3, 0, 2, StatutCreneau.RETENU, StatutCreneau.OUVERT)


def test_l_experte_deplace_sans_debit_mais_pas_trop_pres(bouger, suivi, creneau, vers, expert, de_l_experte):
    deplacer(creneau, timezone.now() + timedelta(hours=2))
    proche = deplacer(ouvrir(expert, 1, dans=50)[0], timezone.now() + timedelta(hours=30))
    with pytest.raises(ActionRefusee, match="plus de 48"):
        bouger(vers_pk=proche.pk, acteur=de_l_experte, par_l_equipe=False)
    assert bouger(acteur=de_l_experte, par_l_equipe=False) == 0
    assert _bilan(suivi, creneau, vers) == (1, 0, 4, StatutCreneau.RETIRE, StatutCreneau.RETENU)


def test_deux_envois_ne_deplacent_qu_une_fois_et_un_creneau_pris_se_refuse(bouger, suivi, creneau, vers, expert):
    bouger()
    with pytest.raises(ActionRefusee, match="n’est plus à cette mission"):
        bouger()
    pris = ouvrir(expert, 1, dans=60)[0]
    Creneau.objects.filter(pk=pris.pk).update(statut=StatutCreneau.RETENU)
    with pytest.raises(ActionRefusee, match="vient d’être pris"):
        bouger(creneau_pk=vers.pk, vers_pk=pris.pk)
    assert _bilan(suivi, creneau, vers)[:3] == (1, 0, 4)


def test_la_page_dit_le_prix_puis_deplace(client_de, acceptee, creneau, vers, porteuse):
    adresse = reverse("demi_journee_deplacer", args=["manufactures", acceptee.pk, creneau.pk])
    assert adresse in client_de(porteuse).get(reverse("mission_detail", args=["manufactures", acceptee.pk])).content.decode()
    assert "ne coûte rien" in client_de(porteuse).get(adresse).content.decode()
    assert client_de(porteuse).post(adresse, {"creneau": vers.pk, "motif": "Un empêchement"}).status_code == 302
    assert Mission.objects.get(pk=acceptee.pk).creneau_id == vers.pk


@given(st.integers(-50, 300), st.integers(-50, 300), st.integers(0, 72))
def test_un_deplacement_laisse_toujours_le_temps_d_annuler(ancien, nouveau, heures):
    debut, vers = ZERO + timedelta(hours=ancien), ZERO + timedelta(hours=nouveau)
    permis = refus_de_deplacer(debut, vers, ZERO, heures) is None
    assert permis == (ancien > 0 and ancien != nouveau and peut_annuler_gratuitement(vers, ZERO, heures))


def _page(client, route: str, *args) -> str:
    return client.get(reverse(route, args=["manufactures", *args])).content.decode()


def test_le_lien_est_sur_la_mission_les_credits_et_l_accueil(acceptee, creneau, suivi, client_de, porteuse):
    adresse = reverse("demi_journee_deplacer", args=["manufactures", acceptee.pk, creneau.pk])
    client = client_de(porteuse)
    pages = (("mission_detail", acceptee.pk), ("credits_projet", suivi.slug), ("programme_accueil",))
    assert [route for route, *args in pages if adresse not in _page(client, route, *args)] == []


def test_suspendu_rien_ne_se_deplace_et_la_page_dit_pourquoi(acceptee, creneau, suivi, client_de, porteuse, coordinatrice, acteur_de):
    acteur = acteur_de(coordinatrice)
    suspendre(plan=suivi.plan_accompagnement, date_debut=timezone.localdate(), mois=3, motif="Des travaux", acteur=acteur)
    adresse = reverse("demi_journee_deplacer", args=["manufactures", acceptee.pk, creneau.pk])
    for route, args in (("mission_detail", [acceptee.pk]), ("credits_projet", [suivi.slug]), ("programme_accueil", [])):
        page = _page(client_de(porteuse), route, *args)
        assert adresse not in page and "est suspendu" in page


def test_une_demande_sans_reponse_est_a_venir_sans_se_deplacer(mission, creneau, suivi, client_de, porteuse):
    page = _page(client_de(porteuse), "credits_projet", suivi.slug)
    assert reverse("mission_detail", args=["manufactures", mission.pk]) in page
    assert reverse("demi_journee_deplacer", args=["manufactures", mission.pk, creneau.pk]) not in page


@pytest.fixture
def sur_deux(acceptee, creneau, expert):
    """The same mission with a second half-day, later than the first."""
    second = ouvrir(expert, 1, dans=30)[0]
    Creneau.objects.filter(pk=second.pk).update(statut=StatutCreneau.RETENU)
    DemiJourneeRetenue.objects.create(mission=acceptee, creneau=second, retenue_at=timezone.now())
    Mission.objects.filter(pk=acceptee.pk).update(dernier_creneau=second, demi_journees=2)
    return second


@pytest.mark.parametrize("laquelle", ["la première après la seconde", "la seconde encore après", "la seconde avant la première"])
def test_de_deux_demi_journees_celle_qui_bouge_reprend_sa_place(bouger, acceptee, creneau, vers, expert, sur_deux, laquelle):
    tot = deplacer(ouvrir(expert, 1, dans=70)[0], creneau.debut - timedelta(days=3))
    ancien, cible, attendus = {
        "la première après la seconde": (creneau, vers, [sur_deux, vers]),
        "la seconde encore après": (sur_deux, vers, [creneau, vers]),
        "la seconde avant la première": (sur_deux, tot, [tot, creneau]),
    }[laquelle]
    assert bouger(creneau_pk=ancien.pk, vers_pk=cible.pk) == 0
    relue = Mission.objects.get(pk=acceptee.pk)
    assert (creneaux_de(relue), relue.creneau, relue.dernier_creneau, relue.etat) == (attendus, *attendus, StatutMission.PLANIFIEE)
    tenues = DemiJourneeRetenue.objects.filter(mission=relue, liberee_at=None)
    assert [ligne.creneau for ligne in tenues] == attendus[1:]
    assert DemiJourneeRetenue.objects.filter(mission=relue, creneau=sur_deux, liberee_at__isnull=False).count() == 1


@pytest.mark.parametrize("passees", [0, 1])
def test_le_prochain_rendez_vous_est_la_prochaine_date_de_la_mission(acceptee, creneau, suivi, sur_deux, porteuse, acteur_de, client_de, passees):
    if passees:
        deplacer(creneau, timezone.now() - timedelta(days=1))
    maintenant, prochaine = timezone.now(), [creneau, sur_deux][passees]
    lues = missions_lues(acteur_de(porteuse), suivi, maintenant)
    lus = [accompagnement_du_projet(suivi, maintenant, missions) for missions in (None, lues)]
    assert [[r.creneau for r in lu.rendez_vous] for lu in lus] == [[creneau, sur_deux][passees:]] * 2
    adresse = reverse("demi_journee_deplacer", args=["manufactures", acceptee.pk, prochaine.pk])
    assert adresse in _page(client_de(porteuse), "programme_accueil")
    assert date_longue(prochaine.debut) in _page(client_de(porteuse), "projet_detail", suivi.slug)


@pytest.mark.parametrize(("qui", "la_voit"), [("porteuse", True), ("partenaire", True), ("coordinatrice", False), ("observateur", False)])
def test_seule_l_equipe_voit_ou_deplacer(request, acceptee, creneau, suivi, client_de, settings, qui, la_voit):
    settings.MFA_EXIGEE = False
    adresse, client = reverse("demi_journee_deplacer", args=["manufactures", acceptee.pk, creneau.pk]), client_de(request.getfixturevalue(qui))
    page = _page(client, "credits_projet", suivi.slug)
    assert reverse("mission_detail", args=["manufactures", acceptee.pk]) in page
    assert ((adresse in page), client.get(adresse).status_code) == ((True, 200) if la_voit else (False, 403))
