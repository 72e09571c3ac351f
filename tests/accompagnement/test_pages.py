"""Pages by role: who reads, who acts, who is told no, who is told nothing; and how many statements they cost."""

from datetime import UTC, datetime, time, timedelta
from uuid import uuid4

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone

from accompagnement.actions.horloge import suspendre
from accompagnement.actions.missions import repondre
from accompagnement.enums import Reponse, StatutCreneau, StatutMission, Verdict
from accompagnement.enums_missions import SUITES
from accompagnement.models import Creneau, Mission
from accompagnement.permissions import ACCOMPAGNEMENT_SUSPENDU
from socle.comptes.portee import programme_actif
from tests.accompagnement.fabriques import ExpertFactory, deplacer, ouvrir
from tests.conftest import creer_personne

P = "manufactures"


@pytest.fixture(autouse=True)
def _sans_second_facteur(settings):
    settings.MFA_EXIGEE = False


def _url(nom, *args):
    return reverse(nom, args=[P, *args])


@pytest.fixture
def etrangere_du_projet(programme):
    """A porteuse of another project of the same programme."""
    return creer_personne("autre.porteuse@exemple.fr", "Autre porteuse", "equipe")


LECTEURS = {
    "credits_projet": {"porteuse": 200, "partenaire": 200, "coordinatrice": 200, "observateur": 200, "experte": 404, "membre": 404, "etrangere": 404, "etrangere_du_projet": 404},
    "credits_exporter": {"porteuse": 200, "coordinatrice": 200, "experte": 404, "etrangere": 404},
    "reservation_besoin": {"porteuse": 200, "coordinatrice": 403, "observateur": 403, "experte": 404},
    "credits_transferer": {"porteuse": 403, "coordinatrice": 200, "observateur": 403, "experte": 404},
}  # fmt: skip


@pytest.mark.parametrize(("route", "qui", "attendu"), [(r, q, a) for r, roles in LECTEURS.items() for q, a in roles.items()])
def test_qui_lit_les_credits(request, client_de, suivi, expert, route, qui, attendu):
    reponse = client_de(request.getfixturevalue(qui)).get(_url(route, suivi.slug))
    assert reponse.status_code == attendu


LISTES = {
    "mission_liste": {"coordinatrice": 200, "observateur": 200, "porteuse": 403, "experte": 403, "membre": 403, "etrangere": 404},
    "mission_exporter": {"coordinatrice": 200, "porteuse": 403},
    "expert_liste": {"coordinatrice": 200, "porteuse": 200, "experte": 200, "membre": 403, "etrangere": 404},
    "expert_inviter": {"coordinatrice": 200, "porteuse": 403, "observateur": 403},
    "expert_missions": {"experte": 200, "porteuse": 403, "coordinatrice": 403},
    "creneau_liste": {"experte": 200, "porteuse": 403},
}


@pytest.mark.parametrize(("route", "qui", "attendu"), [(r, q, a) for r, roles in LISTES.items() for q, a in roles.items()])
def test_qui_lit_les_listes(request, client_de, mission, route, qui, attendu):
    assert client_de(request.getfixturevalue(qui)).get(_url(route)).status_code == attendu


MISSION = {"porteuse": 200, "experte": 200, "coordinatrice": 200, "observateur": 200, "membre": 404, "etrangere": 404, "etrangere_du_projet": 404}


@pytest.mark.parametrize(("qui", "attendu"), MISSION.items())
def test_qui_lit_une_mission(request, client_de, mission, qui, attendu):
    assert client_de(request.getfixturevalue(qui)).get(_url("mission_detail", mission.pk)).status_code == attendu


def test_un_expert_ignore_la_mission_d_un_autre(client_de, mission):
    autre = ExpertFactory(utilisateur=creer_personne("autre.experte@exemple.fr", "Autre experte", "expert"))
    assert client_de(autre.utilisateur).get(_url("mission_detail", mission.pk)).status_code == 404


def test_une_mission_d_un_autre_programme_n_existe_pas(client_de, mission, autre_programme, etrangere):
    with programme_actif(autre_programme):
        adresse = reverse("mission_detail", args=[autre_programme.slug, mission.pk])
    assert client_de(etrangere).get(adresse).status_code == 404


@pytest.mark.parametrize("route", ["mission_repondre", "mission_rendre", "mission_juger", "mission_valider", "mission_annuler"])
def test_un_observateur_n_agit_pas(client_de, mission, observateur, route):
    assert client_de(observateur).post(_url(route, mission.pk)).status_code == 403
    assert Mission.objects.get(pk=mission.pk).etat == StatutMission.PROPOSEE


def _donnees(creneau, **champs):
    return {"creneau": creneau.pk, "lieu": "sur_place", "objet": "Le budget", "cle": uuid4()} | champs


def test_reserver_en_trois_pages(client_de, porteuse, suivi, creneau, expert):
    client = client_de(porteuse)
    etape_2 = client.get(_url("reservation_besoin", suivi.slug), {"besoin": "modele-economique"}).url
    etape_3 = client.get(etape_2, {"expert": expert.pk}).url
    page = client.get(etape_3, {"mois": f"{timezone.localtime(creneau.debut):%Y-%m}"})
    assert page.context["choisi"].creneau == creneau
    reponse = client.post(etape_3, _donnees(creneau, cle=page.context["cle"]))
    assert reponse.url == _url("mission_detail", Mission.objects.get().pk)


def test_un_creneau_pris_montre_les_suivants(client_de, porteuse, suivi, expert, reserver):
    pris, suivant = ouvrir(expert, 2)
    reserver(pris)
    adresse = _url("reservation_creneau", suivi.slug, "modele-economique", expert.pk)
    reponse = client_de(porteuse).post(f"{adresse}?mois={timezone.localtime(suivant.debut):%Y-%m}", _donnees(pris))
    assert reponse.status_code == 200
    assert "Ce créneau vient d’être pris. Voici les suivants." in reponse.content.decode()
    assert f'value="{suivant.pk}"' in reponse.content.decode()


def test_reserver_sans_credit_dit_quoi_faire_et_garde_ce_qui_est_ecrit(client_de, porteuse, suivi, expert, reserver, besoins):
    *premiers, dernier = ouvrir(expert, 3, dans=20)
    for creneau in premiers:
        reserver(creneau, besoin=besoins["modele-juridique"])
    adresse = _url("reservation_creneau", suivi.slug, "modele-juridique", expert.pk)
    page = client_de(porteuse).post(adresse, _donnees(dernier) | {"objet": "Les statuts de la coopérative"}).content.decode()
    assert "Il reste 0 demi-journée pour ce besoin\u00a0; demandez un transfert ou choisissez un autre besoin." in page
    assert "Les statuts de la coopérative</textarea>" in page
    dernier.refresh_from_db()
    assert (dernier.statut, Mission.objects.count()) == (StatutCreneau.OUVERT, 2)


def test_le_service_fait_de_bout_en_bout_par_les_pages(client_de, mission, creneau, experte, porteuse, coordinatrice):
    experte_, porteuse_, coordination = client_de(experte), client_de(porteuse), client_de(coordinatrice)
    experte_.post(_url("mission_repondre", mission.pk), {"reponse": Reponse.ACCEPTER, "motif": ""})
    deplacer(creneau, timezone.now() - timedelta(days=1))
    experte_.post(_url("mission_rendre", mission.pk), {"fait": "Budget relu", "demi_journees": 1})
    porteuse_.post(_url("mission_juger", mission.pk), {"verdict": Verdict.ACCEPTE, "motif": ""})
    coordination.post(_url("mission_valider", mission.pk))
    assert Mission.objects.get(pk=mission.pk).etat == StatutMission.VALIDE
    page = porteuse_.get(_url("mission_detail", mission.pk)).content.decode()
    assert "Budget relu" in page
    assert "Service fait validé" in page


def test_decliner_sans_motif_se_corrige_sur_place(client_de, mission, experte):
    reponse = client_de(experte).post(_url("mission_repondre", mission.pk), {"reponse": Reponse.DECLINER, "motif": ""})
    assert "Indiquez le motif" in reponse.content.decode()
    assert Mission.objects.get(pk=mission.pk).etat == StatutMission.PROPOSEE


def test_ouvrir_des_creneaux_deux_fois_n_en_ouvre_pas_plus(client_de, expert, experte):
    lundi = timezone.localdate() + timedelta(days=7 - timezone.localdate().weekday() + 7)
    donnees = {"debut": lundi, "fin": lundi + timedelta(days=13), "jours": [0, 1, 2, 3, 4], "moments": ["Matin", "Après-midi"]}
    client = client_de(experte)
    client.post(_url("creneau_liste"), donnees)
    ouverts = Creneau.objects.filter(expert=expert).count()
    client.post(_url("creneau_liste"), donnees)
    assert Creneau.objects.filter(expert=expert).count() == ouverts > 0


def test_inviter_un_expert(client_de, coordinatrice, besoins):
    donnees = {"email": "nouvelle@exemple.fr", "besoins": [b.pk for b in besoins.values()], "prix_demi_journee": "450"}
    reponse = client_de(coordinatrice).post(_url("expert_inviter"), donnees)
    assert reponse.url == _url("expert_liste")


def test_transferer_par_la_page(client_de, coordinatrice, suivi, besoins):
    donnees = {"de": besoins["modele-economique"].pk, "vers": besoins["modele-juridique"].pk, "quantite": 9, "motif": "Bail", "cle": uuid4()}
    client = client_de(coordinatrice)
    refus = client.post(_url("credits_transferer", suivi.slug), donnees).content.decode()
    assert "indiquez 3 au plus" in refus
    assert client.post(_url("credits_transferer", suivi.slug), donnees | {"quantite": 2}).url == _url("credits_projet", suivi.slug)


PAGES = {"mission_liste": ("coordinatrice", 8), "expert_liste": ("coordinatrice", 8), "expert_missions": ("experte", 8), "creneau_liste": ("experte", 8)}


@pytest.mark.parametrize("route", PAGES)
def test_une_liste_ne_coute_pas_plus_avec_trois_lignes(request, client_de, compter_requetes, expert, reserver, route):
    qui, plafond = PAGES[route]
    client, nombres = client_de(request.getfixturevalue(qui)), []
    for dans in (14, 30):
        for creneau in ouvrir(expert, 1 if dans == 14 else 2, dans=dans):
            reserver(creneau)
            ouvrir(ExpertFactory())
        with compter_requetes() as compte:
            assert client.get(_url(route)).status_code == 200
        nombres.append(compte.nombre)
    assert nombres[0] == nombres[1] <= plafond


def test_le_cout_des_pages(client_de, compter_requetes, porteuse, mission, suivi, expert):
    client, couts = client_de(porteuse), {}
    for nom, args in (("credits_projet", [suivi.slug]), ("mission_detail", [mission.pk]), ("reservation_creneau", [suivi.slug, "modele-economique", expert.pk])):
        with compter_requetes() as compte:
            assert client.get(_url(nom, *args)).status_code == 200
        couts[nom] = compte.nombre
    assert max(couts.values()) <= 12, couts


def test_le_cout_d_une_reservation(client_de, compter_requetes, porteuse, suivi, expert, creneau):
    client = client_de(porteuse)
    with compter_requetes() as compte:
        client.post(_url("reservation_creneau", suivi.slug, "modele-economique", expert.pk), _donnees(creneau))
    assert Mission.objects.count() == 1
    assert compte.nombre <= 12, compte.requetes


def test_un_accompagnement_suspendu_se_dit_a_l_equipe_et_a_l_expert(suivi, mission, client_de, acteur_de, porteuse, experte, coordinatrice):
    """The same sentence on the home, the credits and the mission; nothing is booked, what was agreed may still be cancelled."""
    acteur = acteur_de(coordinatrice)
    suspendre(plan=suivi.plan_accompagnement, date_debut=timezone.localdate(), mois=3, motif="Des travaux", acteur=acteur)
    elle, page = client_de(porteuse), _url("mission_detail", mission.pk)
    lues = [elle.get(u) for u in (f"/p/{P}/", _url("credits_projet", suivi.slug), page)] + [client_de(experte).get(page)]
    assert all(ACCOMPAGNEMENT_SUSPENDU.phrase in reponse.content.decode() for reponse in lues)
    assert all("restent à l’agenda" in r.content.decode() or "reste à l’agenda" in r.content.decode() for r in lues[1:])
    assert elle.get(_url("reservation_besoin", suivi.slug)).status_code == 403


def test_la_page_d_une_mission_dit_qui_agit_ensuite(mission, client_de, acteur_de, porteuse, experte, creneau):
    """Every state that waits for somebody says for whom; the clock counts."""
    assert set(SUITES) == set(StatutMission) - {StatutMission.PAYABLE, StatutMission.DECLINEE, StatutMission.ANNULEE}
    page = _url("mission_detail", mission.pk)
    assert SUITES[StatutMission.PROPOSEE] in client_de(porteuse).get(page).content.decode()
    repondre(mission=mission, reponse=Reponse.ACCEPTER, acteur=acteur_de(experte))
    deplacer(creneau, timezone.now() - timedelta(days=1))
    assert SUITES[StatutMission.COMPTE_RENDU_ATTENDU] in client_de(experte).get(page).content.decode()


def test_un_plan_fini_ne_propose_plus_de_reserver(suivi, client_de, porteuse):
    pages = f"/p/manufactures/accompagnement/projets/{suivi.slug}/credits/", "/p/manufactures/"
    lues = [client_de(porteuse).get(page).content.decode() for page in pages]
    assert [("Réserver" in lue, "s’est terminé le" in lue) for lue in lues] == [(True, False)] * 2
    fin = datetime.combine(suivi.plan_accompagnement.date_fin, time(12), tzinfo=UTC)
    with time_machine.travel(fin + timedelta(days=1)):
        credits, accueil = (client_de(porteuse).get(page).content.decode() for page in pages)
    assert "s’est terminé le" in credits
    assert "/reserver/" not in credits + accueil


@pytest.mark.parametrize("mois", ["9999-12", "0001-01", "janvier"])
def test_a_month_out_of_the_calendar_shows_the_present_one(client_de, porteuse, experte, coordinatrice, suivi, creneau, expert, mois):
    adresses = {
        porteuse: _url("reservation_creneau", suivi.slug, "modele-economique", expert.pk),
        experte: _url("creneau_liste"),
        coordinatrice: _url("releve_liste"),
    }

    assert {client_de(qui).get(adresse, {"mois": mois}).status_code for qui, adresse in adresses.items()} == {200}
