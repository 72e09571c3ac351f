"""The API of the committee: who reads, who votes, and who is told why not."""

import json

import pytest

from comite.actions.presences import donner_procuration, partir
from comite.actions.scrutins import annuler_scrutin
from comite.actions.seances import lever_seance, publier_decisions
from comite.api.demandes import PAS_UN_CHOIX
from comite.enums import Choix, ModeScrutin
from comite.models import Bulletin, Dossier, Participation, Presence, Urne
from socle.comptes.enums import Portee
from socle.comptes.portee import programme_actif
from tests.comite import fabriques as f
from tests.comite.clients_api import ATTRIBUER, ClientApi, codes, decider, probleme
from tests.comite.test_scrutin import regler

# --- Who reads what ------------------------------------------------------------------------------


def test_qui_lit_quoi_pendant_la_seance(seance, de):
    scrutin, dossier = f.scrutin_ouvert(seance), Dossier.objects.get()
    assert codes(de, "seances/") == (200, 200, 200, 200, 404, 404, 404)
    assert codes(de, f"seances/{seance.pk}/") == (200, 200, 200, 404, 404, 404, 404)
    assert codes(de, f"seances/{seance.pk}/presences/") == (200, 200, 200, 404, 404, 404, 404)
    assert codes(de, f"scrutins/{scrutin.pk}/") == (200, 200, 200, 404, 404, 404, 404)
    assert codes(de, "dossiers/") == (200, 200, 200, 200, 404, 404, 404)
    assert codes(de, f"dossiers/{dossier.pk}/") == (200, 200, 200, 404, 404, 404, 404)
    assert codes(de, "decisions/") == (200, 200, 200, 200, 200, 200, 404)
    assert [s["id"] for s in de("observateur").lire("seances/").json()["results"]] == []


def test_qui_ecrit_quoi(seance, de):
    bulletins = f"scrutins/{f.scrutin_ouvert(seance).pk}/bulletins/"
    assert codes(de, bulletins, ATTRIBUER) == (201, 201, 403, 404, 404, 404, 404)
    assert codes(de, f"seances/{seance.pk}/presences/", {"mouvement": "depart"}) == (201, 201, 400, 404, 404, 404, 404)


def test_l_observateur_attend_la_levee_puis_la_publication(seance, comite, de):
    decision = decider(seance, comite)
    lever_seance(seance=seance, acteur=None)
    detail, dossier = f"seances/{seance.pk}/", f"dossiers/{Dossier.objects.get().pk}/"
    avant = de("observateur").lire(detail).json()
    assert [(p["quorum"], p["scrutin"], p["decision"], p["dossier"]) for p in avant["agenda"]] == [(None, None, None, None)]
    assert probleme(de("observateur").lire(dossier)) == (403, "embargo")
    assert probleme(de("observateur").lire(f"scrutins/{decision.scrutin_id}/")) == (403, "salle_reservee")
    assert probleme(de("observateur").lire(f"{detail}presences/")) == (403, "salle_reservee")
    publier_decisions(seance=seance, acteur=None)
    apres = de("observateur").lire(detail).json()["agenda"][0]
    assert (apres["decision"]["sens"]["code"], apres["scrutin"]) == ("attribue", None)
    assert de("observateur").lire(dossier).status_code == 200


def test_une_seance_en_preparation_n_existe_que_pour_qui_la_prepare(comite, de):
    seance = f.creer_seance(type_seance="financement", date_prevue=f.dans(9), lieu="Ici", acteur=None)
    assert codes(de, f"seances/{seance.pk}/") == (404, 404, 200, 404, 404, 404, 404)


def test_ce_qui_n_existe_pas(comite, de):
    adresses = ("seances/0/", "seances/9/presences/", "scrutins/99999999999999999999/", "dossiers/7/", "decisions/7/")
    assert {probleme(de("presidente").lire(a)) for a in adresses} == {(404, "introuvable")}
    assert probleme(de("presidente").ecrire("scrutins/7/bulletins/", ATTRIBUER)) == (404, "introuvable")


# --- What is read --------------------------------------------------------------------------------


def test_une_seance_dit_son_ordre_du_jour_ses_sieges_et_son_scrutin(seance, pret, de):
    scrutin = f.scrutin_ouvert(seance)
    lue = de("membre").lire(f"seances/{seance.pk}/").json()
    assert (lue["reference"], lue["scrutin_ouvert"]) == (seance.reference, scrutin.pk)
    assert lue["statut"] == {"code": "ouverte", "libelle": "Séance ouverte"}
    (point,) = lue["agenda"]
    assert point == {
        "id": scrutin.point_id, "rang": 1, "projet": {"slug": pret.slug, "nom": pret.nom}, "retour_ajournement": False,
        "dossier": Dossier.objects.get().pk, "scrutin": {"id": scrutin.pk, "statut": {"code": "ouvert", "libelle": "Scrutin ouvert"}},
        "quorum": {"votants": 3, "presents": 3, "representes": 0, "requis": 2, "atteint": True, "deports": None}, "decision": None,
    }  # fmt: skip
    assert [(s["libelle"], s["present"], s["mandataire"]) for s in lue["sieges"]][1] == ("Siège\u00a02", True, None)


def test_ce_que_chacun_peut_faire_d_une_seance(seance, de):
    def droits(role):
        return {droit for droit, oui in de(role).lire(f"seances/{seance.pk}/").json()["abilities"].items() if oui}

    en_salle = {"entrer_en_salle", "lire_decisions"}
    assert droits("membre") == en_salle | {"noter_sa_presence"}
    assert droits("presidente") == en_salle | {"noter_sa_presence", "conduire", "noter_les_presences"}
    assert droits("coordinatrice") == en_salle | {"conduire", "noter_les_presences"}


@pytest.mark.parametrize("mode", ModeScrutin.values)
def test_un_scrutin_ouvert_ne_dit_aucune_voix(seance, comite, de, mode):
    regler("comite.resultat_en_direct", True)
    scrutin = f.scrutin_ouvert(seance, mode=mode)
    de("membre").voter(scrutin, {"choix": "ajourner"})
    lu = de("presidente").lire(f"scrutins/{scrutin.pk}/").json()
    assert (lu["voix"], lu["votes"], [s["id"] for s in lu["attendus"]]) == (None, 1, [comite[0].pk, comite[2].pk])
    assert [(v["siege"]["id"], v["a_vote"]) for v in lu["mes_voix"]] == [(comite[0].pk, False)]
    assert lu["abilities"] == {"voter": True, "clore": True, "annuler": True, "proclamer": False}
    assert de("membre").lire(f"scrutins/{scrutin.pk}/").json()["abilities"]["voter"] is False


def noms(scrutin, de):
    voix = de("membre").lire(f"scrutins/{scrutin.pk}/").json()["voix"]
    return [(v["choix"], v["nombre"], v["sieges"] and [s["id"] for s in v["sieges"]]) for v in voix if v["nombre"]]


def test_les_noms_a_cote_des_voix_quand_le_reglement_le_veut(seance, comite, de):
    scrutin = f.scrutin_clos(seance, {comite[0]: Choix.ATTRIBUER, comite[1]: Choix.AJOURNER, comite[2]: Choix.ATTRIBUER})
    assert noms(scrutin, de) == [("attribuer", 2, [comite[0].pk, comite[2].pk]), ("ajourner", 1, [comite[1].pk])]
    regler("comite.noms_au_proces_verbal", False)
    assert noms(scrutin, de) == [("attribuer", 2, None), ("ajourner", 1, None)]


def test_un_scrutin_secret_ne_nomme_personne(seance, comite, de):
    scrutin = f.scrutin_clos(seance, f.tous(comite, Choix.ATTRIBUER), mode=ModeScrutin.SECRET)
    assert noms(scrutin, de) == [("attribuer", 3, None)]


def test_un_scrutin_annule_ne_dit_plus_ses_voix(seance, comite, de):
    scrutin = f.scrutin_clos(seance, f.tous(comite, Choix.ATTRIBUER))
    annuler_scrutin(scrutin=scrutin, motif="essai", acteur=None)
    assert de("membre").lire(f"scrutins/{scrutin.pk}/").json()["voix"] is None
    assert de("membre").lire(f"seances/{seance.pk}/").json()["agenda"][0]["scrutin"] is None


def test_un_dossier_est_lu_comme_sa_page_sans_rien_de_plus(seance, de):
    dossier = de("membre").lire(f"dossiers/{Dossier.objects.get().pk}/").json()
    assert dossier["contenu"] == f.CONTENU
    assert dossier["empreinte"] == Dossier.objects.get().empreinte
    assert dossier["abilities"] == {"noter": True, "declarer_un_deport": True}
    assert set(dossier) == {"id", "seance", "projet", "fige_at", "empreinte", "code_de_verification", "abilities", "contenu"}


# --- Voting --------------------------------------------------------------------------------------


def test_voter_puis_se_repeter(seance, comite, de):
    scrutin = f.scrutin_ouvert(seance)
    reponse = de("membre").voter(scrutin)
    assert (reponse.status_code, reponse.json()["siege"]["id"], reponse.json()["par_procuration"]) == (201, comite[1].pk, False)
    assert set(reponse.json()) == {"scrutin", "siege", "par_procuration", "compte_at", "recu"}
    assert reponse.json()["recu"] == ""
    assert probleme(de("membre").voter(scrutin)) == (409, "deja_vote")
    assert (Bulletin.objects.get().membre, Bulletin.objects.get().choix) == (comite[1], Choix.ATTRIBUER)


def test_le_recu_d_un_vote_secret_ne_dit_pas_sa_voix(seance, de):
    scrutin = f.scrutin_ouvert(seance, mode=ModeScrutin.SECRET)
    reponse = de("membre").voter(scrutin)
    assert "attribuer" not in reponse.content.decode()
    assert (Participation.objects.count(), Bulletin.objects.count()) == (1, 0)
    assert reponse.json()["recu"] in Urne.objects.get().recus
    assert (reponse.json()["compte_at"], len(reponse.json()["recu"])) == (None, 9)


def test_un_scrutin_clos_n_entend_plus_personne(seance, comite, de):
    scrutin = f.scrutin_clos(seance, f.tous([comite[0], comite[2]], Choix.ATTRIBUER))
    assert probleme(de("membre").voter(scrutin)) == (409, "scrutin_clos")


def test_un_absent_signale_d_abord_son_arrivee(comite, pret, de):
    seance = f.seance_ouverte(pret, presents=[comite[0], comite[2]])
    scrutin = f.scrutin_ouvert(seance)
    assert probleme(de("membre").voter(scrutin)) == (409, "absent")
    assert de("membre").ecrire(f"seances/{seance.pk}/presences/", {"mouvement": "arrivee"}).status_code == 201
    assert de("membre").voter(scrutin).status_code == 201


def test_sans_quorum_aucune_voix_n_entre(seance, comite, de):
    scrutin = f.scrutin_ouvert(seance)
    for siege in (comite[0], comite[2]):
        partir(seance=seance, membre=siege, acteur=None)
    assert de("membre").lire(f"scrutins/{scrutin.pk}/").json()["abilities"]["voter"] is False
    refus = de("membre").voter(scrutin)
    assert probleme(refus) == (409, "quorum_perdu")
    assert refus.json()["detail"].startswith("Le quorum n’est plus atteint\u00a0: 1\u00a0voix pour 2 requises.")
    assert not Participation.objects.exists()


def test_une_voix_entendue_compte_encore_dans_le_quorum(seance, comite, de):
    scrutin = f.scrutin_ouvert(seance)
    de("presidente").voter(scrutin)
    for siege in (comite[0], comite[2]):
        partir(seance=seance, membre=siege, acteur=None)
    assert de("membre").voter(scrutin).status_code == 201


def test_sans_voix_deliberative(seance, comite, de):
    scrutin = f.scrutin_ouvert(seance)
    comite[1].voix = False
    comite[1].save()
    assert probleme(de("membre").voter(scrutin)) == (403, "sans_voix")
    assert probleme(de("coordinatrice").voter(scrutin)) == (403, "sans_siege")
    assert de("membre").lire(f"scrutins/{scrutin.pk}/").json()["abilities"]["voter"] is False


def test_la_voix_d_un_autre_se_donne_par_procuration(comite, pret, de):
    seance = f.seance_ouverte(pret, presents=comite[:2])
    donner_procuration(seance=seance, mandant=comite[2], mandataire=comite[1], acteur=None)
    scrutin = f.scrutin_ouvert(seance)
    reponse = de("membre").voter(scrutin, {"choix": "ajourner", "pour": comite[2].pk})
    assert (reponse.status_code, reponse.json()["par_procuration"], reponse.json()["siege"]["id"]) == (201, True, comite[2].pk)
    assert probleme(de("membre").voter(scrutin, {"choix": "ajourner", "pour": comite[0].pk})) == (409, "pas_votre_voix")
    assert probleme(de("membre").voter(scrutin, {"choix": "ajourner", "pour": comite[2].pk})) == (409, "deja_vote")


def test_un_jeton_de_lecture_ne_vote_pas(seance, de):
    scrutin = f.scrutin_ouvert(seance)
    assert probleme(de("membre", Portee.LECTURE).voter(scrutin))[0] == 403
    assert de("membre", Portee.LECTURE).lire(f"scrutins/{scrutin.pk}/").status_code == 200
    assert probleme(de("membre", Portee.ECRITURE).lire(f"scrutins/{scrutin.pk}/"))[0] == 403
    assert not Participation.objects.exists()


def test_le_jeton_d_un_autre_programme_n_ouvre_rien(seance, membre, autre_programme, de):
    scrutin = f.scrutin_ouvert(seance)
    with programme_actif(autre_programme):
        ailleurs = ClientApi(membre)
    assert probleme(ailleurs.voter(scrutin))[0] == 401
    assert probleme(ailleurs.lire("seances/"))[0] == 401


@pytest.mark.parametrize(
    ("corps", "erreurs"),
    [
        ({"choix": 12}, {"choix": [PAS_UN_CHOIX]}),
        ({"choix": "retenir"}, {"choix": [PAS_UN_CHOIX]}),
        ({"choix": ["attribuer"]}, {"choix": [PAS_UN_CHOIX]}),
        ({"choix": None}, {"choix": [PAS_UN_CHOIX]}),
        ({}, {"choix": [PAS_UN_CHOIX]}),
        ({"choix": "attribuer", "poure": 3}, {"poure": ["Ce champ n’est pas demandé\u00a0: retirez-le."]}),
        ({"choix": "attribuer", "pour": 10**30}, {"pour": ["Indiquez le numéro d’un siège de cette séance."]}),
        ({"choix": "attribuer", "pour": "moi"}, {"pour": ["Indiquez le numéro d’un siège de cette séance."]}),
        (["attribuer"], {"non_field_errors": ["Envoyez un objet JSON avec les champs demandés."]}),
    ],
)
def test_une_demande_mal_ecrite(seance, de, corps, erreurs):
    reponse = de("membre").voter(f.scrutin_ouvert(seance), json.dumps(corps))
    assert probleme(reponse) == (400, "invalide")
    assert reponse.json()["erreurs"] == erreurs
    assert not Participation.objects.exists()


@pytest.mark.parametrize(
    ("corps", "type_mime", "attendu"),
    [
        ("attribuer", "application/json", (400, "json_illisible")),
        (b"\xff\xfe", "application/json", (400, "json_illisible")),
        ("[" * 200_000, "application/json", (400, "json_illisible")),
        (json.dumps({"choix": "x" * 3_000_000}), "application/json", (413, "trop_lourd")),
        ("choix=attribuer", "application/x-www-form-urlencoded", (415, "unsupported_media_type")),
        ("", "application/json", (400, "invalide")),
    ],
)
def test_un_corps_qui_ne_se_lit_pas(seance, de, corps, type_mime, attendu):
    adresse = f"scrutins/{f.scrutin_ouvert(seance).pk}/bulletins/"
    assert probleme(de("membre").ecrire(adresse, corps, type_mime)) == attendu
    assert not Participation.objects.exists()


# --- Presences -----------------------------------------------------------------------------------


def test_arriver_partir_et_se_repeter(comite, pret, de):
    seance = f.seance_ouverte(pret)
    adresse = f"seances/{seance.pk}/presences/"
    arrivee, depart = {"mouvement": "arrivee"}, {"mouvement": "depart"}
    assert probleme(de("membre").ecrire(adresse, depart)) == (409, "pas_present")
    assert de("membre").ecrire(adresse, arrivee).json()["siege"]["id"] == comite[1].pk
    assert probleme(de("membre").ecrire(adresse, arrivee)) == (409, "deja_present")
    assert de("membre").ecrire(adresse, depart).json()["depart_at"] is not None
    assert de("membre").ecrire(adresse, arrivee).status_code == 201
    lues = de("presidente").lire(adresse).json()["results"]
    assert [(p["depart_at"] is None, p["abilities"]["noter_depart"]) for p in lues] == [(False, False), (True, True)]


def test_la_presence_d_un_autre_est_a_qui_conduit(comite, pret, de):
    seance = f.seance_ouverte(pret)
    adresse, donnees = f"seances/{seance.pk}/presences/", {"mouvement": "arrivee", "siege": comite[2].pk}
    assert probleme(de("membre").ecrire(adresse, donnees)) == (403, "pas_pour_un_autre")
    assert probleme(de("membre").ecrire(adresse, {"mouvement": "arrivee", "siege": 7})) == (403, "pas_pour_un_autre")
    assert probleme(de("coordinatrice").ecrire(adresse, {"mouvement": "arrivee", "siege": 7})) == (400, "invalide")
    assert de("coordinatrice").ecrire(adresse, donnees).status_code == 201
    assert Presence.objects.get().membre == comite[2]


def test_une_presence_attend_l_ouverture(comite, pret, de):
    seance = f.seance_convoquee(pret)
    assert probleme(de("membre").ecrire(f"seances/{seance.pk}/presences/", {"mouvement": "arrivee"})) == (409, "seance_non_ouverte")
    assert probleme(de("membre").ecrire(f"seances/{seance.pk}/presences/", {"mouvement": "la"})) == (400, "invalide")
