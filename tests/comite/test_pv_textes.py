"""What the minutes tell, what a secretary may correct in them, and how a disagreement enters."""

from datetime import timedelta

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from comite.actions.decisions import proclamer_decision
from comite.actions.deports import declarer_deport
from comite.actions.desaccords import noter_desaccord
from comite.actions.presences import arriver, donner_procuration, partir
from comite.actions.presidence import designer_presidence
from comite.actions.proces_verbaux import corriger_pv, generer_pv
from comite.actions.reports import constater_carence, reconvoquer
from comite.actions.scrutins import annuler_scrutin
from comite.actions.seances import lever_seance, ouvrir_seance, suspendre_seance
from comite.actions.votes_saisis import saisir_vote
from comite.enums import Choix, ModePresence, ModeScrutin
from comite.models import CorrectionPV, Decision, Desaccord, ProcesVerbal, Seance
from comite.pdf import contexte_pv
from comite.regles_pv import appliquer_textes, code_de_verification, differences, empreinte_de, morceau_du_code, textes_de
from socle.comptes.acteur import acteur_de
from socle.comptes.actions.reglages import fixer_reglage
from socle.documents.composition import rendre_html
from tests.comite import fabriques as f
from tests.comite import pv as p
from tests.comite.fabriques import refus_de


def relire(pv) -> dict:
    return ProcesVerbal.objects.get(pk=pv.pk).contenu


# --- Told from the events ----------------------------------------------------------------------


def test_le_pv_dit_qui_tient_la_seance_et_l_enveloppe(a_signer):
    faits = dict(a_signer.contenu["composition"])
    assert faits["Présidence"] == "Présidente d’exemple (siège\u00a01, présidence)"
    assert faits["Secrétariat"] == "la coordination"
    assert a_signer.contenu["enveloppe"][0][1:] == ["26\u00a0600\u00a0000\u00a0€", "255\u00a0000\u00a0€", "26\u00a0345\u00a0000\u00a0€"]
    assert "Investissement 200\u00a0000\u00a0€, démarrage 55\u00a0000\u00a0€" in a_signer.contenu["points"][0]["precisions"]


def test_le_pv_dit_qui_etait_a_distance(comite, pret):
    seance = f.seance_ouverte(pret, presents=comite[:1])
    arriver(seance=seance, membre=comite[1], mode=ModePresence.A_DISTANCE, acteur=None)
    arriver(seance=seance, membre=comite[2], mode=ModePresence.A_DISTANCE, acteur=None)
    partir(seance=seance, membre=comite[2], acteur=None)
    arriver(seance=seance, membre=comite[2], mode=ModePresence.EN_SALLE, acteur=None)
    faits = dict(p.pv_a_signer(seance, comite).contenu["composition"])
    assert faits["Présents"] == "Présidente d’exemple (siège\u00a01, présidence)\u00a0; Troisième d’exemple (siège\u00a03)"
    assert (faits["À distance"], faits["Absents"]) == (f"{comite[1]} (siège\u00a02)", "aucun")
    assert faits["Mouvements"].endswith(", en salle")


def test_le_pv_dit_la_procuration_de_qui_part_et_qui_a_parle_pour_elle(comite, pret):
    seance = f.seance_ouverte(pret, presents=[comite[0], comite[2]])
    arriver(seance=seance, membre=comite[1], mode=ModePresence.A_DISTANCE, acteur=None)
    donner_procuration(seance=seance, mandant=comite[2], mandataire=comite[0], acteur=None)
    partir(seance=seance, membre=comite[2], acteur=None)
    scrutin, presidente = f.scrutin_ouvert(seance), acteur_de(comite[0].utilisateur)
    for pour in (None, comite[2]):
        f.voter(scrutin=scrutin, choix=Choix.ATTRIBUER, pour=pour, acteur=presidente)
    saisir_vote(scrutin=scrutin, pour=comite[1], choix=Choix.ATTRIBUER, acteur=presidente)
    proclamer_decision(scrutin=f.clore_scrutin(scrutin=scrutin, acteur=None), acteur=None)
    lu = generer_pv(seance=lever_seance(seance=seance, acteur=None), acteur=None).contenu
    assert dict(lu["composition"])["Représentés"] == f"{comite[2]} (siège\u00a03), procuration à {comite[0]}"
    noms = f"{comite[0]}, {comite[1]} (saisi par la présidence), {comite[2]} (par procuration)"
    assert lu["points"][0]["scrutins"][0]["noms"] == [["Attribuer", noms]]


def test_le_pv_nomme_la_suppleance_qui_a_vote_et_pour_qui(comite, pret):
    suppleant = f.nommer_suppleant(siege=2)
    seance = f.seance_ouverte(pret, presents=[comite[0], comite[2], suppleant])
    proclamer_decision(scrutin=f.scrutin_clos(seance, f.tous([comite[0], comite[2], suppleant], Choix.ATTRIBUER)), acteur=None)
    pv = generer_pv(seance=lever_seance(seance=seance, acteur=None), acteur=None)
    (_, noms), = pv.contenu["points"][0]["scrutins"][0]["noms"]
    assert noms == f"{comite[0]}, {suppleant} pour {comite[1]}, {comite[2]}"


def test_le_pv_dit_la_regle_de_quorum_du_jour_de_la_seance(seance):
    lever_seance(seance=seance, acteur=None)
    Seance.objects.update(convoquee_at=timezone.now() - timedelta(days=40), ouverte_at=timezone.now() - timedelta(days=30))
    fixer_reglage(cle="comite.quorum", valeur="2/3", motif="Essai", date_effet=timezone.localdate() - timedelta(days=2), auteur=None)
    composition = dict(generer_pv(seance=seance, acteur=None).contenu["composition"])
    assert "la moitié" in composition["Membres votants"]


def test_le_pv_dit_les_suspensions(seance, comite):
    suspendre_seance(seance=seance, acteur=None)
    ouvrir_seance(seance=seance, acteur=None)
    suspension = dict(p.pv_a_signer(seance, comite).contenu["composition"])["Suspensions"]
    assert [mot in suspension for mot in ("dès ", " et jusqu’à ", ";")] == [True, True, False]


def test_le_pv_nomme_qui_a_preside_la_seance(seance, comite):
    partir(seance=seance, membre=comite[0], acteur=None)
    for designe in (comite[1], comite[2], None):
        designer_presidence(seance=seance, membre=designe, acteur=None)
    faits = dict(p.pv_a_signer(seance, comite[1:]).contenu["composition"])
    premier, second = faits["Présidence de séance"].split("\u00a0; ")
    assert (str(comite[1]) in premier, "jusqu’à" in premier) == (True, False)
    assert (str(comite[2]) in second, "jusqu’à" in second) == (True, True)


def test_sans_designation_ni_distance_le_pv_n_en_dit_rien(a_signer):
    assert not {"Présidence de séance", "À distance"} & dict(a_signer.contenu["composition"]).keys()


def test_le_document_signe_porte_version_signee_et_son_pied_la_date(a_signer, comite, coordinatrice):
    avant = rendre_html("comite/pdf/proces_verbal.html", vars(contexte_pv(a_signer.pk)))
    p.signer(a_signer, comite[0].utilisateur, coordinatrice)
    apres = rendre_html("comite/pdf/proces_verbal.html", vars(contexte_pv(a_signer.pk)))
    assert ("Version signée" in avant, "Version signée" in apres) == (False, True)
    assert 'data-verification="Signé le ' in apres


def test_le_pv_dit_un_scrutin_annule_et_son_motif(seance, comite):
    annuler_scrutin(scrutin=f.scrutin_ouvert(seance), motif="Montant faux", acteur=None)
    annule, tenu = p.pv_a_signer(seance, comite).contenu["points"][0]["scrutins"]
    assert (annule["annule"], annule["voix"], annule["noms"]) == ("Montant faux", [], [])
    assert (tenu["annule"], tenu["voix"][0]) == ("", 3)


def test_un_deport_se_lit_dans_son_point_et_nulle_part_ailleurs(seance, comite, pret):
    declarer_deport(membre=comite[2], projet=pret, acteur=None)
    pv = p.pv_a_signer(seance, comite[:2])
    assert pv.contenu["points"][0]["deports"] == ["Troisième d’exemple (siège\u00a03)"]
    assert str(pret) not in str(pv.contenu["composition"])


def test_une_seconde_convocation_se_lit(comite, pret, seance):
    for membre in comite:
        partir(seance=seance, membre=membre, acteur=None)
    premiere = constater_carence(seance=seance, acteur=None)
    assert "quorum manqué" in dict(generer_pv(seance=premiere, acteur=None).contenu["composition"])["Constat de carence"]
    seconde = reconvoquer(seance=premiere, date_prevue=f.dans(2), lieu="Ici", acteur=None)
    f.ouvrir_seance(seance=f.convoquer(seance=seconde, acteur=None, motif_delai_court="urgence"), acteur=None)
    pv = generer_pv(seance=lever_seance(seance=seconde, acteur=None), acteur=None)
    convocation = dict(pv.contenu["composition"])["Convocation"]
    assert "délai court\u00a0: urgence" in convocation
    assert f"seconde convocation de la {seance}" in convocation
    assert [point["projet"] for point in pv.contenu["points"]] == [str(pret)]


# --- Corrected ---------------------------------------------------------------------------------


def test_une_correction_garde_qui_quand_et_quoi(a_signer, coordinatrice):
    cle, avant = f"point-{a_signer.contenu['points'][0]['point']}", a_signer.empreinte
    correction = corriger_pv(seance=a_signer.seance, textes={cle: "Lire le bail ", "errata": ""}, acteur=acteur_de(coordinatrice))
    assert correction.differences == [{"endroit": "Manufacture d’exemple 1", "cle": cle, "avant": "", "apres": "Lire le bail"}]
    assert (correction.numero, correction.auteur) == (1, coordinatrice)
    pv = ProcesVerbal.objects.get()
    assert pv.empreinte == correction.empreinte == empreinte_de(pv.contenu) != avant
    assert corriger_pv(seance=pv.seance, textes={cle: "Lire le bail"}, acteur=None) is None


def test_etablir_de_nouveau_garde_les_corrections(a_signer):
    corriger_pv(seance=a_signer.seance, textes={"ouverture": "La présidente ouvre la séance."}, acteur=None)
    generer_pv(seance=a_signer.seance, acteur=None)
    assert relire(a_signer)["ouverture"] == "La présidente ouvre la séance."
    assert CorrectionPV.objects.count() == 1


def test_une_correction_ne_touche_ni_chiffre_ni_voix(a_signer):
    tentative = {"titre": "Faux", "montant": "1 €", "composition": "Faux", "point-999999": "Faux", "errata": "Juste"}
    corriger_pv(seance=a_signer.seance, textes=tentative, acteur=None)
    assert relire(a_signer) == a_signer.contenu | {"errata": "Juste"}


def test_seul_le_secretariat_corrige(a_signer, presidente):
    assert refus_de(corriger_pv, seance=a_signer.seance, textes={}, acteur=acteur_de(presidente)) == "pas_la_coordination"


TEXTES = st.dictionaries(st.sampled_from(["ouverture", "errata", "point-1", "point-2", "titre", "points"]), st.text("abé ", max_size=6))


@given(TEXTES, TEXTES)
def test_corriger_ne_change_que_les_textes_libres_et_le_dit(premier, second):
    contenu = {"titre": "T", "points": [{"point": n, "projet": f"P{n}", "voix": [n]} for n in (1, 2)]}
    avant = appliquer_textes(contenu, premier)
    apres = appliquer_textes(avant, second)
    assert (apres["titre"], [(q["point"], q["voix"]) for q in apres["points"]]) == ("T", [(1, [1]), (2, [2])])
    changes = {d["cle"]: d["apres"] for d in differences(avant, apres)}
    assert textes_de(avant) | changes == textes_de(apres)
    assert set(changes) <= set(second)


@given(st.text("0123456789abcdef", min_size=64, max_size=64))
def test_le_code_ramene_a_son_empreinte(empreinte):
    code = code_de_verification(empreinte)
    assert morceau_du_code(code) == empreinte[4:16]
    assert morceau_du_code(f" {code.replace('-', '').lower()} ") == empreinte[4:16]
    assert morceau_du_code(code + "7") is None


# --- Disagreement ------------------------------------------------------------------------------


def noter(point, personne, texte="Le bail n’est pas signé."):
    return noter_desaccord(point=point, texte=texte, acteur=acteur_de(personne))


def refus(point, personne, texte="Non") -> str:
    return refus_de(noter_desaccord, point=point, texte=texte, acteur=acteur_de(personne))


def test_un_desaccord_note_en_seance_ou_apres_entre_au_pv(seance, comite, membre, troisieme):
    point = seance.points.get()
    proclamer_decision(scrutin=f.scrutin_clos(seance, f.tous(comite, Choix.ATTRIBUER)), acteur=None)
    noter(point, membre)
    pv = generer_pv(seance=lever_seance(seance=seance, acteur=None), acteur=None)
    assert pv.contenu["points"][0]["desaccords"] == [["Membre d’exemple (siège\u00a02)", "Le bail n’est pas signé."]]
    noter(point, troisieme, "Moi non plus")
    noms = [nom for nom, _ in relire(pv)["points"][0]["desaccords"]]
    assert noms == ["Membre d’exemple (siège\u00a02)", "Troisième d’exemple (siège\u00a03)"]
    assert ProcesVerbal.objects.get().empreinte == empreinte_de(relire(pv))


def test_qui_ne_fait_pas_noter_de_desaccord(seance, comite, membre, coordinatrice, presidente):
    point = seance.points.get()
    assert refus(point, membre) == "pas_decide"
    pv = p.pv_a_signer(seance, comite)
    assert refus(point, coordinatrice) == "pas_membre"
    assert refus(point, membre, "  ") == "texte_manquant"
    noter(point, membre)
    assert refus(point, membre) == "desaccord_note"
    p.signer(ProcesVerbal.objects.get(pk=pv.pk), presidente)
    assert refus(point, presidente) == "pv_signe"


def test_un_absent_n_a_pas_de_desaccord_a_noter(comite, pret, troisieme):
    seance = f.seance_ouverte(pret, presents=comite[:2])
    p.pv_a_signer(seance, comite[:2])
    assert refus(seance.points.get(), troisieme) == "pas_present"


def test_la_base_refuse_le_desaccord_d_un_deporte(seance, comite, pret, troisieme):
    p.pv_a_signer(seance, comite)
    declarer_deport(membre=comite[2], projet=pret, acteur=None)
    assert refus(seance.points.get(), troisieme) == "deporte"
    with pytest.raises(DatabaseError, match="déporté"), transaction.atomic():
        Desaccord.objects.create(decision=Decision.objects.get(), membre=comite[2], texte="Non")


def test_un_scrutin_secret_avertit_et_ne_revele_que_soi(seance, comite, membre, client_de, settings):
    settings.MFA_EXIGEE = False
    pv = p.pv_a_signer(seance, comite, mode=ModeScrutin.SECRET)
    point, client = seance.points.get(), client_de(membre)
    adresse = f"/p/manufactures/comite/points/{point.pk}/desaccord/"
    assert "Ce scrutin était secret" in client.get(adresse).content.decode()
    assert client.post(adresse, {"texte": "Non"}).status_code == 302
    lu = relire(pv)["points"][0]
    assert (lu["scrutins"][0]["noms"], [nom for nom, _ in lu["desaccords"]]) == ([], ["Membre d’exemple (siège\u00a02)"])
