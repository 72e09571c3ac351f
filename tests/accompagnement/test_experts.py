"""Profile, price, interests and directory of experts."""

from datetime import timedelta
from decimal import Decimal
from io import BytesIO
from zipfile import ZipFile

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from accompagnement.actions.conditions import appliquer_conditions, declarer_interet, fixer_conditions
from accompagnement.actions.experts import modifier_profil
from accompagnement.actions.missions import repondre
from accompagnement.enums import Reponse, StatutMission
from accompagnement.models import ConditionsMarche, DeclarationExpert, Expert, Mission
from accompagnement.queries.experts import annuaire, parts
from accompagnement.queries.interets import interet_declare
from accompagnement.regles_experts import refus_d_interet, refus_de_demander
from socle.comptes.acteur import acteur_de as acteur_en_vigueur
from socle.comptes.enums import Role
from socle.comptes.models import Adhesion
from socle.journal.models import Evenement
from socle.lib.refus import ActionRefusee
from tests.accompagnement.fabriques import ExpertFactory, ouvrir

P = "manufactures"


@pytest.fixture(autouse=True)
def _sans_second_facteur(settings):
    settings.MFA_EXIGEE = False


def _url(nom, *args):
    return reverse(nom, args=[P, *args])


# --- Interests -----------------------------------------------------------------------------------


@pytest.fixture
def nouvelle(suivi, besoins):
    """An expert who said nothing yet of the project."""
    return ExpertFactory(declare=False)


def declarer(expert, projet, interet, texte=""):
    return declarer_interet(expert=expert, projet=projet, interet=interet, texte=texte, acteur=acteur_en_vigueur(expert.utilisateur))


def accepter(mission):
    return repondre(mission=mission, reponse=Reponse.ACCEPTER, acteur=acteur_en_vigueur(mission.expert.utilisateur))


def test_sans_declaration_on_peut_demander_mais_pas_accepter(nouvelle, suivi, reserver):
    mission = reserver(ouvrir(nouvelle)[0])
    with pytest.raises(ActionRefusee, match="déclarez si vous y avez un intérêt"):
        accepter(mission)
    declarer(nouvelle, suivi, False)
    assert accepter(mission).etat == StatutMission.PLANIFIEE


def test_un_interet_ferme_la_demande_et_l_acceptation(nouvelle, suivi, reserver):
    creneaux = ouvrir(nouvelle, 2)
    mission = reserver(creneaux[0])
    declarer(nouvelle, suivi, True, "Associée d’un membre de l’équipe")
    with pytest.raises(ActionRefusee, match="déclinez cette mission"):
        accepter(mission)
    with pytest.raises(ActionRefusee, match="choisissez un autre expert"):
        reserver(creneaux[1])
    assert Mission.objects.count() == 1


def test_la_derniere_declaration_compte_et_les_autres_restent(nouvelle, suivi):
    declarer(nouvelle, suivi, True, "Ancienne associée")
    declarer(nouvelle, suivi, False)
    assert interet_declare(nouvelle, suivi) is False
    assert DeclarationExpert.objects.filter(expert=nouvelle).count() == 2
    assert Evenement.objects.filter(verbe_code="expert.declaration", fil=suivi.fil).count() == 2
    with pytest.raises(DatabaseError), transaction.atomic():
        DeclarationExpert.objects.filter(expert=nouvelle).update(interet=True)


def test_un_interet_s_explique_et_ne_se_declare_que_pour_soi(nouvelle, suivi, porteuse):
    with pytest.raises(ActionRefusee, match="en une phrase"):
        declarer(nouvelle, suivi, True)
    with pytest.raises(ActionRefusee, match="Seul l’expert"):
        declarer_interet(expert=nouvelle, projet=suivi, interet=False, acteur=acteur_en_vigueur(porteuse))


@pytest.mark.parametrize(("interet", "accepte", "demande"), [(None, "interet_a_declarer", None), (True, "interet_declare", "interet_declare"), (False, None, None)])
def test_la_regle_de_l_interet(interet, accepte, demande):
    codes = [refus.code if refus else None for refus in (refus_d_interet(interet, "Un projet"), refus_de_demander(interet))]
    assert codes == [accepte, demande]


def test_de_la_mission_a_la_declaration_puis_a_l_acceptation(client_de, nouvelle, suivi, reserver):
    Adhesion.objects.create(utilisateur=nouvelle.utilisateur, role=Role.EXPERT, date_debut="2022-01-01")
    mission, client = reserver(ouvrir(nouvelle)[0]), client_de(nouvelle.utilisateur)
    adresse = _url("interet_declarer", suivi.slug)
    assert adresse in client.get(_url("mission_detail", mission.pk)).content.decode()
    assert client.post(adresse, {"interet": "non"}).url == _url("expert_missions")
    client.post(_url("mission_repondre", mission.pk), {"reponse": Reponse.ACCEPTER, "motif": ""})
    assert Mission.objects.get(pk=mission.pk).etat == StatutMission.PLANIFIEE


def test_la_page_de_reservation_dit_pourquoi_un_expert_est_ecarte(client_de, porteuse, nouvelle, suivi):
    ouvrir(nouvelle)
    declarer(nouvelle, suivi, True, "Associée")
    page = client_de(porteuse).get(_url("reservation_expert", suivi.slug, "modele-economique")).content.decode()
    assert "A déclaré un intérêt dans votre projet" in page


# --- Lot and price -------------------------------------------------------------------------------


def fixer(expert, coordinatrice, prix, jours, **champs):
    date_effet = timezone.localdate() + timedelta(days=jours)
    defauts = {"lot": "Lot 1", "motif": "Avenant", "acteur": acteur_en_vigueur(coordinatrice)}
    return fixer_conditions(expert=expert, prix_demi_journee=Decimal(prix), date_effet=date_effet, **defauts | champs)


def prix(expert):
    return Expert.objects.get(pk=expert.pk).prix_demi_journee


def test_un_prix_a_venir_attend_son_jour_et_deux_passages_n_y_changent_rien(expert, coordinatrice, monkeypatch):
    fixer(expert, coordinatrice, "480", 0)
    fixer(expert, coordinatrice, "520", 3)
    assert prix(expert) == 480
    demain = timezone.localdate() + timedelta(days=3)
    monkeypatch.setattr("accompagnement.actions.conditions.timezone.localdate", lambda: demain)
    assert (appliquer_conditions(), appliquer_conditions()) == (1, 0)
    assert prix(expert) == 520
    assert ConditionsMarche.objects.filter(expert=expert).count() == 2


def test_un_prix_se_fixe_par_la_coordination_avec_un_motif(expert, coordinatrice, experte):
    for champs, phrase in (({"acteur": acteur_en_vigueur(experte)}, "coordination"), ({"motif": " "}, "motif"), ({"prix": "0"}, "plus grand que zéro")):
        with pytest.raises(ActionRefusee, match=phrase):
            fixer(expert, coordinatrice, champs.pop("prix", "480"), 0, **champs)
    assert prix(expert) == 450


# --- Profile -------------------------------------------------------------------------------------


def test_l_experte_ecrit_son_profil_et_pas_son_prix(client_de, expert, experte):
    client = client_de(experte)
    donnees = {"besoin_modele-juridique": "on", "preuve_modele-juridique": "Trois coopératives", "langues": ["fr", "lsf"], "sur_place": "on"}
    donnees |= {"societe": "Atelier conseil", "siren": "552 100 554", "prix_demi_journee": "9999", "lot": "Lot 9", "feries": "57"}
    assert client.post(_url("expert_modifier"), donnees).url == _url("expert_detail", expert.pk)
    lu = Expert.objects.get(pk=expert.pk)
    assert (lu.siren, lu.langues, lu.a_distance, lu.feries, lu.lot, lu.prix_demi_journee) == ("552100554", ["fr", "lsf"], False, "57", "", 450)
    assert list(lu.competences.values_list("besoin__code", "preuve")) == [("modele-juridique", "Trois coopératives")]


@pytest.mark.parametrize(
    ("change", "phrase"),
    [({"siren": "552100555"}, "SIREN"), ({"sur_place": ""}, "sur place"), ({"besoin_modele-juridique": ""}, "au moins un besoin")],
)
def test_un_profil_incomplet_se_corrige_sur_place(client_de, expert, experte, change, phrase):
    donnees = {"besoin_modele-juridique": "on", "langues": ["fr"], "sur_place": "on"} | change
    reponse = client_de(experte).post(_url("expert_modifier"), {k: v for k, v in donnees.items() if v})
    assert (reponse.status_code, phrase in reponse.content.decode()) == (200, True)


def test_un_profil_ne_s_ecrit_que_par_son_expert(expert, porteuse):
    with pytest.raises(ActionRefusee):
        modifier_profil(expert=expert, competences={1: ""}, profil={}, acteur=acteur_en_vigueur(porteuse))


@pytest.mark.parametrize(("qui", "prix_lu"), [("porteuse", False), ("coordinatrice", True), ("observateur", True)])
def test_le_prix_n_est_lu_que_par_la_coordination_et_les_observateurs(request, client_de, expert, coordinatrice, qui, prix_lu):
    fixer(expert, coordinatrice, "487", 0)
    page = client_de(request.getfixturevalue(qui)).get(_url("expert_detail", expert.pk)).content.decode()
    assert ("487" in page) is prix_lu


# --- Directory -----------------------------------------------------------------------------------


def trouves(**filtre):
    return {str(e.societe) for e in annuaire(timezone.now(), **filtre)}


def test_l_annuaire_cherche_par_mots_besoin_territoire_langue_et_distance(besoins):
    ExpertFactory(societe="Droit vif", besoins=["modele-juridique"], territoire="Ouest", zones="35, Bretagne", langues=["fr", "br"])
    ExpertFactory(societe="Chiffres", besoins=["modele-economique"], territoire="Sud", langues=["fr"], a_distance=False)
    assert trouves(q="droit") == trouves(q="juridique vif") == trouves(territoire="bretagne") == trouves(langue="br") == {"Droit vif"}
    assert trouves(besoin="modele-economique") == {"Chiffres"}
    assert trouves(distance=True) == {"Droit vif"}
    assert trouves(q="droit chiffres") == set()


def test_la_charge_et_la_part_par_expert_et_par_societe(reserver, suivi):
    ada, ida, eva = (ExpertFactory(siren=siren) for siren in ("552100554", "552100554", ""))
    for expert, dans in ((ada, 10), (ida, 60), (eva, 12)):
        accepter(reserver(ouvrir(expert, dans=dans)[0]))
    lus = {e.pk: e for e in annuaire(timezone.now())}
    assert [(lus[e.pk].charge_30, lus[e.pk].charge_90) for e in (ada, ida, eva)] == [(1, 1), (0, 1), (1, 1)]
    assert [(parts(lus[e.pk]).expert, parts(lus[e.pk]).societe) for e in (ada, eva)] == [(33, 67), (33, 33)]


def test_les_exports_disent_les_memes_experts_et_aucune_formule(client_de, coordinatrice, besoins):
    ExpertFactory(societe="=1+1", besoins=["modele-juridique"])
    ExpertFactory(societe="Chiffres", besoins=["modele-economique"])
    client = client_de(coordinatrice)
    texte = client.get(_url("expert_exporter"), {"besoin": "modele-juridique"}).content.decode("utf-8-sig")
    lignes = texte.splitlines()
    assert (len(lignes), ";=1" in lignes[1], "450,00" in lignes[1]) == (2, False, True)
    with ZipFile(BytesIO(client.get(_url("expert_tableur")).content)) as classeur:
        feuille = classeur.read("xl/worksheets/sheet1.xml").decode()
    assert (feuille.count("<row "), "<f>" in feuille) == (3, False)


def test_une_recherche_sans_reponse_dit_quoi_faire(client_de, porteuse, expert):
    page = client_de(porteuse).get(_url("expert_liste"), {"q": "introuvable"}).content.decode()
    assert "Aucun expert ne répond" in page
    assert "Retirez un mot ou un filtre" in page
