"""The API of the accompagnement: who reads, who books, who is told why not, and what a request sent twice does."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accompagnement.actions.demandes import proposer_mission
from accompagnement.api.urls import urlpatterns
from accompagnement.enums import StatutMission
from accompagnement.models import Mission
from accompagnement.queries.credits import credits_du_projet
from socle.api.idempotence import Rejouable
from socle.comptes.acteur import acteur_de
from socle.comptes.actions.idempotence import CONSERVATION, oublier_les_vieilles_demandes
from socle.comptes.enums import Portee
from socle.comptes.models import DemandeRejouable
from tests.accompagnement.fabriques import deplacer, ouvrir
from tests.comite.clients_api import ClientApi, probleme

COMPTE = "comptes-credits/"


@pytest.fixture
def api(suivi, expert, porteuse, partenaire, experte, coordinatrice, observateur, autre_porteur, membre):
    gens = {"porteuse": porteuse, "experte": experte, "coordinatrice": coordinatrice, "observateur": observateur}
    gens |= {"autre_porteur": autre_porteur, "membre": membre}
    return {role: ClientApi(personne) for role, personne in gens.items()}


@pytest.fixture
def demande(suivi, besoin, creneau):
    return {"projet": suivi.slug, "besoin": besoin.code, "creneau": creneau.pk, "objet": "Le budget"}


def _statuts(api, adresse):
    return {role: client.lire(adresse).status_code for role, client in api.items()}


def test_qui_lit_les_credits(api, suivi):
    lus = {"porteuse": 200, "experte": 404, "coordinatrice": 200, "observateur": 200, "autre_porteur": 404, "membre": 404}
    assert _statuts(api, f"{COMPTE}{suivi.slug}/") == lus
    assert _statuts(api, f"{COMPTE}{suivi.slug}/mouvements/") == lus


def test_qui_lit_les_experts_et_leurs_creneaux(api, creneau):
    lus = {"porteuse": 200, "experte": 200, "coordinatrice": 200, "observateur": 200, "autre_porteur": 200, "membre": 403}
    assert _statuts(api, "experts/") == lus
    assert _statuts(api, "creneaux/?besoin=modele-economique") == lus


def test_un_compte_dit_ce_qui_est_accorde_tenu_et_laisse(api, suivi, mission):
    compte = api["porteuse"].lire(f"{COMPTE}{suivi.slug}/").json()
    assert compte["total"] == {"accordees": 5, "consommees": 0, "reservees": 1, "expirees": 0, "disponibles": 4}
    assert [(b["besoin"]["code"], b["disponibles"]) for b in compte["besoins"]] == [("modele-economique", 2), ("modele-juridique", 2)]
    assert compte["abilities"] == {"reserver": True, "transferer": False}


def test_les_mouvements_se_filtrent(api, suivi, mission):
    def natures(parametres=""):
        lignes = api["porteuse"].lire(f"{COMPTE}{suivi.slug}/mouvements/{parametres}").json()["results"]
        return [(ligne["nature"]["code"], ligne["de"], ligne["vers"]) for ligne in lignes]

    tenue = ("reservation", "disponible:modele-economique", "reserve:modele-economique")
    assert natures()[0] == tenue
    assert natures("?nature=reservation") == [tenue]
    assert natures("?besoin=modele-juridique") == [("dotation", "enveloppe", "disponible:modele-juridique")]


@pytest.mark.parametrize("adresse", ["creneaux/?besoin=inconnu", "experts/?besoin=inconnu", "creneaux/?expert=moi", "missions/?besoin=x"])
def test_un_filtre_faux_est_dit(api, adresse):
    assert probleme(api["porteuse"].lire(adresse)) == (400, "invalide")


def test_les_creneaux_libres_d_un_besoin(api, expert, creneau, reserver):
    autre = ouvrir(expert, 1, dans=30)[0]
    assert [c["id"] for c in api["porteuse"].lire("creneaux/?besoin=modele-economique").json()["results"]] == [creneau.pk, autre.pk]
    reserver(creneau)
    assert [c["id"] for c in api["porteuse"].lire(f"creneaux/?expert={expert.pk}").json()["results"]] == [autre.pk]


def test_reserver(api, demande, suivi):
    reponse = api["porteuse"].ecrire("reservations/", demande)
    corps = reponse.json()
    assert (reponse.status_code, corps["etat"]["code"], corps["demi_journees"]) == (201, "proposee", 1)
    assert corps["abilities"] == {
        "repondre": False, "confirmer": False, "remettre_un_compte_rendu": False, "donner_un_verdict": False, "valider": False, "annuler": True,
    }  # fmt: skip
    assert credits_du_projet(suivi).total.reservees == 1


def test_qui_reserve(api, demande):
    statuts = {role: client.ecrire("reservations/", demande).status_code for role, client in api.items() if role not in ("porteuse", "experte")}
    assert statuts == {"coordinatrice": 403, "observateur": 403, "autre_porteur": 404, "membre": 404}
    assert not Mission.objects.exists()


def test_un_creneau_pris_est_un_409(api, demande):
    api["porteuse"].ecrire("reservations/", demande)
    assert probleme(api["porteuse"].ecrire("reservations/", demande)) == (409, "creneau_pris")


def test_un_credit_court_est_un_409(api, demande, expert):
    for creneau in ouvrir(expert, 3, dans=40):
        assert api["porteuse"].ecrire("reservations/", demande | {"creneau": creneau.pk}).status_code == 201
    assert probleme(api["porteuse"].ecrire("reservations/", demande)) == (409, "credit_insuffisant")


@pytest.mark.parametrize(
    ("champ", "valeur"),
    [("creneau", 999999), ("creneau", "midi"), ("creneau", None), ("besoin", "inconnu"), ("besoin", ""), ("lieu", "ailleurs"), ("quantite", 2)],
)
def test_une_reservation_mal_ecrite_dit_quel_champ(api, demande, champ, valeur):
    reponse = api["porteuse"].ecrire("reservations/", demande | {champ: valeur})
    assert probleme(reponse) == (400, "invalide")
    assert list(reponse.json()["erreurs"]) == [champ]
    assert reponse.json()["erreurs"][champ][0].endswith(".")


def test_un_jeton_de_lecture_ne_reserve_pas(demande, porteuse):
    assert ClientApi(porteuse, [Portee.LECTURE]).ecrire("reservations/", demande).status_code == 403


def test_la_boucle_entiere(api, demande, suivi, partenaire):
    pk = api["porteuse"].ecrire("reservations/", demande).json()["id"]
    assert api["experte"].ecrire(f"missions/{pk}/reponse/", {"reponse": "accepter"}).json()["etat"]["code"] == "planifiee"
    deplacer(Mission.objects.get(pk=pk).creneau, timezone.now() - timedelta(days=1))
    rendu = api["experte"].ecrire(f"missions/{pk}/compte-rendu/", {"fait": "Le budget est tenu", "demi_journees": 1})
    assert (rendu.status_code, rendu.json()["rang"]) == (201, 1)
    jugee = api["porteuse"].ecrire(f"missions/{pk}/service-fait/", {"verdict": "accepte"})
    assert (jugee.status_code, jugee.json()["valide_at"]) == (201, None)
    assert credits_du_projet(suivi).total.consommees == 0
    assert api["coordinatrice"].ecrire(f"missions/{pk}/validation/", {}).json()["demi_journees_acceptees"] == 1
    assert credits_du_projet(suivi).total.consommees == 1
    assert Mission.objects.get(pk=pk).etat == StatutMission.VALIDE


def test_annuler(api, demande, suivi):
    pk = api["porteuse"].ecrire("reservations/", demande).json()["id"]
    assert probleme(api["porteuse"].ecrire(f"reservations/{pk}/annulation/", {})) == (400, "invalide")
    assert api["porteuse"].ecrire(f"reservations/{pk}/annulation/", {"motif": "Empêchée"}).json()["etat"]["code"] == "annulee"
    assert probleme(api["porteuse"].ecrire(f"reservations/{pk}/annulation/", {"motif": "Encore"})) == (409, "mission_plus_annulable")
    assert credits_du_projet(suivi).total.disponibles == 5


@pytest.mark.parametrize("acte", ["reponse", "compte-rendu", "service-fait", "validation"])
def test_un_acte_d_un_autre_est_refuse(api, mission, acte):
    a_elle = {"reponse": "experte", "compte-rendu": "experte", "service-fait": "porteuse", "validation": "coordinatrice"}[acte]
    refus = {role: api[role].ecrire(f"missions/{mission.pk}/{acte}/", {}).status_code for role in api if role != a_elle}
    assert refus.pop("autre_porteur") == refus.pop("membre") == 404
    assert set(refus.values()) == {403}


def test_demander_une_mission_puis_l_ajuster(api, demande, suivi, expert, porteuse):
    jour = timezone.localdate()
    mission = {k: demande[k] for k in ("projet", "besoin", "objet")} | {"resultat_attendu": "Un budget", "demi_journees": 2}
    mission |= {"periode_debut": f"{jour:%Y-%m-%d}", "periode_fin": f"{jour + timedelta(days=60):%Y-%m-%d}"}
    pk = api["porteuse"].ecrire("missions/", mission).json()["id"]
    assert credits_du_projet(suivi).total.reservees == 2
    proposer_mission(mission=Mission.objects.get(pk=pk), expert_pk=expert.pk, acteur=acteur_de(porteuse))
    ajustement = {"reponse": "ajuster", "demi_journees": 3, "motif": "Trois temps"}
    assert api["experte"].ecrire(f"missions/{pk}/reponse/", ajustement).json()["etat"]["code"] == "a_confirmer"


def test_une_demi_journee_ne_s_ajuste_pas(api, mission):
    reponse = api["experte"].ecrire(f"missions/{mission.pk}/reponse/", {"reponse": "ajuster"})
    assert probleme(reponse) == (400, "invalide")


def test_une_mission_sans_credit_est_un_409(api, demande):
    jour = f"{timezone.localdate():%Y-%m-%d}"
    mission = {k: demande[k] for k in ("projet", "besoin", "objet")} | {"resultat_attendu": "Un budget", "demi_journees": 4}
    assert probleme(api["porteuse"].ecrire("missions/", mission | {"periode_debut": jour, "periode_fin": jour})) == (409, "credit_insuffisant")


# --- Sent twice ----------------------------------------------------------------------------------


def _avec_cle(client, cle, adresse, donnees):
    client.entetes["Idempotency-Key"] = cle
    return client.ecrire(adresse, donnees)


def test_la_meme_cle_rend_la_meme_reponse_et_ne_fait_rien_de_plus(api, demande, suivi):
    premiere = _avec_cle(api["porteuse"], "cle-1", "reservations/", demande)
    seconde = _avec_cle(api["porteuse"], "cle-1", "reservations/", demande)
    assert (seconde.status_code, seconde.content) == (201, premiere.content)
    assert (premiere.headers.get("Idempotency-Replayed"), seconde.headers["Idempotency-Replayed"]) == (None, "true")
    assert (Mission.objects.count(), credits_du_projet(suivi).total.reservees) == (1, 1)


def test_une_cle_ne_sert_qu_a_une_demande(api, demande):
    _avec_cle(api["porteuse"], "cle-1", "reservations/", demande)
    assert probleme(_avec_cle(api["porteuse"], "cle-1", "reservations/", demande | {"objet": "Autre"})) == (409, "cle_deja_prise")


def test_une_demande_refusee_ne_garde_pas_sa_cle(api, demande, reserver, creneau):
    mission = reserver(creneau)
    assert probleme(_avec_cle(api["porteuse"], "cle-1", "reservations/", demande)) == (409, "creneau_pris")
    assert not DemandeRejouable.objects.exists()
    api["porteuse"].entetes.pop("Idempotency-Key")
    api["porteuse"].ecrire(f"reservations/{mission.pk}/annulation/", {"motif": "Empêchée"})
    assert _avec_cle(api["porteuse"], "cle-1", "reservations/", demande).status_code == 201


def test_deux_personnes_ont_chacune_leurs_cles(api, mission):
    donnees = {"motif": "Empêchée"}
    assert _avec_cle(api["porteuse"], "cle-1", f"reservations/{mission.pk}/annulation/", donnees).status_code == 200
    assert probleme(_avec_cle(api["experte"], "cle-1", f"reservations/{mission.pk}/annulation/", donnees)) == (409, "mission_plus_annulable")


@pytest.mark.parametrize("cle", ["", "x" * 256])
def test_une_cle_illisible_est_dite(api, demande, cle):
    assert probleme(_avec_cle(api["porteuse"], cle, "reservations/", demande)) == (400, "invalide")


def test_tous_les_post_de_l_accompagnement_se_rejouent():
    ecrivent = [p.callback.cls for p in urlpatterns if hasattr(p.callback.cls, "post")]
    assert len(ecrivent) == 16
    assert all(issubclass(vue, Rejouable) for vue in ecrivent)


def test_les_vieilles_reponses_sont_oubliees(api, demande):
    _avec_cle(api["porteuse"], "cle-1", "reservations/", demande)
    assert oublier_les_vieilles_demandes() == 0
    DemandeRejouable.objects.update(created_at=timezone.now() - CONSERVATION - timedelta(minutes=1))
    assert oublier_les_vieilles_demandes() == 1
