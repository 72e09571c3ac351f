"""The pages, role by role: who enters, who is told why not, who never knew."""

import pytest
from django.urls import reverse

from comite.actions.decisions import proclamer_decision
from comite.actions.deports import declarer_deport
from comite.actions.proces_verbaux import generer_pv
from comite.actions.seances import lever_seance, publier_decisions
from comite.enums import Choix, StatutSeance
from comite.models import Bulletin, Decision, Deport, Dossier, Note, Scrutin, Seance
from socle.comptes.models import Invitation
from tests.comite import fabriques as f

ROLES = ("presidente", "membre", "coordinatrice", "observateur", "porteuse", "experte", "etrangere")


def url(nom, *cles):
    return reverse(nom, args=["manufactures", *cles])


def codes(qui, adresse, roles=ROLES):
    return {role: qui(role).get(adresse).status_code for role in roles}


def attendus(presidente, membre, coordinatrice, observateur):
    return dict(zip(ROLES, (presidente, membre, coordinatrice, observateur, 404, 404, 404), strict=True))


def test_qui_entre_ou(seance, qui):
    point, dossier = seance.points.get(), Dossier.objects.get()
    scrutin = f.scrutin_ouvert(seance)
    assert codes(qui, url("seance_liste")) == attendus(200, 200, 200, 200)
    assert codes(qui, url("seance_detail", seance.pk)) == attendus(200, 200, 200, 404)
    assert codes(qui, url("seance_salle", seance.pk)) == attendus(200, 200, 200, 404)
    assert codes(qui, url("point_salle", seance.pk, point.pk)) == attendus(200, 200, 200, 404)
    assert codes(qui, url("dossier_detail", dossier.pk)) == attendus(200, 200, 200, 404)
    assert codes(qui, url("seance_creer")) == attendus(403, 403, 200, 403)
    assert codes(qui, url("scrutin_annuler", scrutin.pk)) == attendus(200, 403, 200, 404)
    assert codes(qui, url("siege_inviter")) == attendus(403, 403, 200, 403)
    assert codes(qui, url("deport_declarer", seance.pk)) == attendus(200, 200, 200, 404)


def test_un_membre_ne_connait_pas_une_seance_en_preparation(comite, qui):
    seance = f.creer_seance(type_seance="financement", date_prevue=f.dans(9), lieu="Ici", acteur=None)
    assert codes(qui, url("seance_detail", seance.pk)) == attendus(404, 404, 200, 404)


def test_le_deporte_n_atteint_rien_du_dossier(seance, comite, pret, qui):
    declarer_deport(membre=comite[1], projet=pret, acteur=None)
    scrutin, dossier, point = f.scrutin_ouvert(seance), Dossier.objects.get(), seance.points.get()
    client = qui("membre")
    lectures = [("dossier_detail", dossier.pk), ("point_salle", seance.pk, point.pk), ("salle_direct", seance.pk, point.pk)]
    assert {client.get(url(*c)).status_code for c in lectures} == {404}
    actes = [("scrutin_voter", scrutin.pk), ("dossier_noter", dossier.pk), ("scrutin_clore", scrutin.pk), ("point_retirer", point.pk)]
    assert {client.post(url(*c), {"vote": "attribuer"}).status_code for c in actes} == {404}
    for page in ("seance_detail", "seance_salle", "deport_declarer"):
        assert str(pret) not in client.get(url(page, seance.pk)).content.decode()


def test_le_deporte_ne_lit_ni_la_decision_ni_son_point_au_proces_verbal(seance, comite, pret, qui):
    declarer_deport(membre=comite[1], projet=pret, acteur=None)
    proclamer_decision(scrutin=f.scrutin_clos(seance, f.tous([comite[0], comite[2]], Choix.ATTRIBUER)), acteur=None)
    generer_pv(seance=lever_seance(seance=seance, acteur=None), acteur=None)
    assert str(pret) not in qui("membre").get(url("decision_liste")).content.decode()
    page = qui("membre").get(url("seance_pv", seance.pk)).content.decode()
    assert "255\u00a0000" not in page
    assert "Produire le PDF" not in page
    assert qui("membre").post(url("pv_editer", seance.pk)).status_code == 403


def test_voter_depuis_la_salle(seance, comite, qui):
    scrutin, client = f.scrutin_ouvert(seance), qui("membre")
    page = client.get(url("seance_salle", seance.pk)).content.decode()
    assert 'data-gabarit="Voter «\u00a0{}\u00a0»"' in page
    reponse = client.post(url("scrutin_voter", scrutin.pk), {"vote": "ajourner"}, follow=True)
    assert "Votre vote est compté\u00a0: ajourner." in reponse.content.decode()
    assert Bulletin.objects.get().choix == Choix.AJOURNER
    deux = client.post(url("scrutin_voter", scrutin.pk), {"vote": "attribuer"}, follow=True).content.decode()
    assert "La voix du siège\u00a02 est déjà comptée" in deux


def test_les_voix_ne_se_lisent_pas_avant_la_cloture(seance, comite, qui):
    scrutin = f.scrutin_ouvert(seance)
    f.voter(scrutin=scrutin, choix=Choix.AJOURNER, acteur=f.acteur_de(comite[1].utilisateur))
    page = qui("presidente").get(url("seance_salle", seance.pk)).content.decode()
    assert "1 vote sur 3" in page
    assert 'class="voix"' not in page
    assert qui("presidente").get(url("scrutin_proclamer", scrutin.pk)).status_code == 302


def test_l_ordre_du_jour_suit_les_rangs(comite, qui):
    projets = [f.creer_projet(n) for n in (3, 1, 2)]
    seance = f.seance_ouverte(*projets, presents=comite)
    seance.points.filter(projet=projets[0]).update(rang=9)
    points = qui("membre").get(url("seance_detail", seance.pk)).context["points"]
    assert [p.projet for p in points] == [projets[1], projets[2], projets[0]]


def test_le_direct_se_tait_quand_rien_ne_bouge(seance, qui):
    f.scrutin_ouvert(seance)
    client, direct = qui("membre"), url("salle_direct", seance.pk, seance.points.get().pk)
    salle = client.get(url("seance_salle", seance.pk)).context
    vu = {"etat": salle["salle"].phase, "vu": salle["pouls"]}
    assert client.get(direct, vu).status_code == 204
    assert "HX-Refresh" not in client.get(direct, vu | {"vu": "autre"}).headers
    assert client.get(direct, {"etat": "avant", "vu": "autre"}).headers["HX-Refresh"] == "true"


def test_la_presidence_mene_le_scrutin_de_bout_en_bout(seance, comite, pret, qui):
    client, point = qui("presidente"), seance.points.get()
    montants = {"montant_investissement": "200 000", "montant_demarrage": "55 000,00", "mode": "nominal"}
    client.post(url("scrutin_ouvrir", point.pk), montants)
    scrutin = Scrutin.objects.get()
    for m in comite:
        f.voter(scrutin=scrutin, choix=Choix.SOUS_RESERVE, acteur=f.acteur_de(m.utilisateur))
    client.post(url("scrutin_clore", scrutin.pk))
    incomplet = client.post(url("scrutin_proclamer", scrutin.pk), {"conditions": "Accord"}).content.decode()
    assert [c in incomplet for c in ('href="#id_date_limite', 'href="#id_preuve_attendue', "Accord</textarea>")] == [True] * 3
    assert not Decision.objects.exists()
    suite = {"conditions": "Accord", "date_limite_0": "2999-01-01", "date_limite_1": "18:00", "preuve_attendue": "Délibération"}
    client.post(url("scrutin_proclamer", scrutin.pk), suite)
    assert (Decision.objects.get().conditions, Decision.objects.get().montant) == ("Accord", 255_000)


def test_un_montant_refuse_garde_la_saisie(seance, qui):
    donnees = {"montant_investissement": "30 000 000", "montant_demarrage": "0", "mode": "nominal"}
    reponse = qui("presidente").post(url("scrutin_ouvrir", seance.points.get().pk), donnees)
    assert "L’enveloppe n’a plus que 26\u00a0600\u00a0000\u00a0€" in reponse.content.decode()
    assert "30 000 000" in reponse.content.decode()


def test_preparer_et_convoquer_par_les_pages(comite, pret, qui):
    client = qui("coordinatrice")
    client.post(url("seance_creer"), {"type_seance": "financement", "date_prevue_0": "2999-11-17", "date_prevue_1": "09:30", "lieu": "Ici"})
    seance = Seance.objects.get()
    client.post(url("point_inscrire", seance.pk), {"projet": pret.pk})
    client.post(url("seance_convoquer", seance.pk), {"motif_delai_court": ""})
    seance.refresh_from_db()
    assert (seance.etat, seance.points.count()) == (StatutSeance.CONVOQUEE, 1)


def test_noter_un_dossier(seance, qui):
    dossier = Dossier.objects.get()
    notes = {"note_local": 4, "texte_local": "Bail", "note_economie": 3, "texte_economie": ""}
    qui("membre").post(url("dossier_noter", dossier.pk), notes)
    assert sorted(Note.objects.values_list("valeur", "commentaire")) == [(3, ""), (4, "Bail")]
    assert qui("coordinatrice").post(url("dossier_noter", dossier.pk), notes).status_code == 403


def test_declarer_mon_deport(seance, comite, pret, qui):
    donnees = {"membre": comite[1].pk, "projet": pret.pk, "lien": "structure", "motif": ""}
    assert qui("membre").post(url("deport_declarer", seance.pk), donnees).status_code == 302
    assert Deport.objects.get().membre == comite[1]


def test_inviter_par_la_page(comite, qui):
    donnees = {"email": "n@exemple.fr", "siege": 7, "qualite": "etat", "organisation": "", "voix": "on"}
    qui("coordinatrice").post(url("siege_inviter"), donnees)
    assert Invitation.objects.get().siege["siege"] == 7


def test_les_decisions_attendent_la_publication_pour_l_observateur(seance, comite, pret, qui):
    proclamer_decision(scrutin=f.scrutin_clos(seance, f.tous(comite, Choix.ATTRIBUER)), acteur=None)
    lever_seance(seance=seance, acteur=None)
    client = qui("observateur")
    assert str(pret) not in client.get(url("decision_liste")).content.decode()
    assert client.get(url("seance_pv", seance.pk)).status_code == 403
    publier_decisions(seance=seance, acteur=None)
    assert str(pret) in client.get(url("decision_liste")).content.decode()


@pytest.mark.parametrize("nom", ["seance_liste", "decision_liste", "membre_liste"])
def test_les_listes_ne_coutent_pas_plus_avec_leurs_lignes(comite, qui, compter_requetes, nom):
    def couter(client):
        with compter_requetes() as requetes:
            assert client.get(url(nom)).status_code == 200
        return requetes.nombre

    client, nombres = qui("coordinatrice"), []
    for tour in (1, 2, 3):
        seance = f.seance_ouverte(f.creer_projet(tour), presents=comite)
        proclamer_decision(scrutin=f.scrutin_clos(seance, f.tous(comite, Choix.ATTRIBUER)), acteur=None)
        nombres.append(couter(client))
    assert nombres[0] == nombres[2] <= 8


def test_le_cout_de_la_salle_et_du_vote(seance, comite, qui, compter_requetes):
    scrutin, client = f.scrutin_ouvert(seance), qui("membre")
    adresse = url("point_salle", seance.pk, seance.points.get().pk)
    client.get(adresse)
    with compter_requetes() as lecture:
        client.get(adresse)
    with compter_requetes() as ecriture:
        client.post(url("scrutin_voter", scrutin.pk), {"vote": "attribuer"})
    assert lecture.nombre <= 12, lecture.requetes
    assert ecriture.nombre <= 12
