"""The room as each person sees it: live at a low price, the same answer to a vote sent twice, nothing that betrays a recusal."""

from datetime import date
from decimal import Decimal

import pytest
from django.urls import reverse

from comite.actions.decisions import proclamer_decision
from comite.actions.deports import declarer_deport
from comite.actions.notation import deposer_rapport, designer_rapporteurs, noter_dossier, ouvrir_les_notes
from comite.actions.presences import arriver, donner_procuration, partir
from comite.actions.presidence import designer_presidence
from comite.actions.seances import lever_seance, publier_decisions
from comite.actions.sorties import sortir
from comite.enums import AfficheScrutin, Choix, ModePresence, ModeScrutin
from comite.models import Bulletin, Participation
from comite.queries.pouls import pouls
from socle.comptes.acteur import acteur_de
from socle.comptes.actions.reglages import fixer_reglage
from tests.comite import fabriques as f


def url(nom, *cles):
    return reverse(nom, args=["manufactures", *cles])


def voter(client, scrutin, choix, **champs):
    return client.post(url("scrutin_voter", scrutin.pk), {"vote": choix, **champs}, follow=True).content.decode()


def test_un_vote_envoye_deux_fois_a_la_meme_reponse(seance, comite, qui):
    scrutin, client = f.scrutin_ouvert(seance), qui("membre")
    pages = [voter(client, scrutin, "ajourner") for _ in range(2)]
    assert ["Votre vote est compté\u00a0: ajourner." in page for page in pages] == [True, True]
    f.voter(scrutin=scrutin, choix=Choix.ATTRIBUER, acteur=acteur_de(comite[0].utilisateur))
    f.clore_scrutin(scrutin=scrutin, acteur=None)
    assert "Votre vote est compté\u00a0: ajourner." in voter(client, scrutin, "ajourner")
    assert "n’est plus ouvert" in voter(qui("troisieme"), scrutin, "ajourner")
    assert Bulletin.objects.count() == 2


def test_un_second_onglet_qui_vote_autrement_ne_change_rien(seance, comite, qui):
    scrutin, client = f.scrutin_ouvert(seance), qui("membre")
    assert "Votre vote est compté\u00a0: ajourner." in voter(client, scrutin, "ajourner")
    page = voter(client, scrutin, "attribuer")
    assert "est déjà comptée\u00a0: elle ne se donne qu’une fois." in page
    assert "Votre vote est compté\u00a0: attribuer" not in page
    assert [(b.choix, b.membre) for b in Bulletin.objects.all()] == [(Choix.AJOURNER, comite[1])]


def test_un_vote_secret_rend_son_recu_autant_de_fois_qu_on_le_demande(seance, comite, qui):
    scrutin, client = f.scrutin_ouvert(seance, mode=ModeScrutin.SECRET), qui("membre")
    pages = [voter(client, scrutin, choix) for choix in ("ajourner", "attribuer")]
    recu = f.voter(scrutin=scrutin, choix=Choix.ATTRIBUER, acteur=acteur_de(comite[0].utilisateur)).recu
    salle = client.get(url("seance_salle", seance.pk))
    (voix, sien), *_ = salle.context["salle"].mes_recus
    assert [f"Votre vote est compté. Reçu\u00a0: {sien}." in page for page in pages] == [True, True]
    assert (recu in salle.content.decode(), Participation.objects.count()) == (False, 2)
    f.clore_scrutin(scrutin=scrutin, acteur=None)
    assert sien in client.get(url("seance_salle", seance.pk)).content.decode()


def test_un_battement_sans_nouvelle_coute_quatre_requetes(seance, qui, compter_requetes):
    f.scrutin_ouvert(seance)
    client, point = qui("membre"), seance.points.get().pk
    vu = {"vu": client.get(url("seance_salle", seance.pk)).context["pouls"], "etat": ""}
    with compter_requetes() as cout:
        assert client.get(url("salle_direct", seance.pk, point), vu).status_code == 204
    assert cout.nombre <= 4, cout.requetes


def test_le_pouls_bat_a_chaque_mouvement(seance, comite, membre):
    acteur, battements = acteur_de(membre), []
    point = seance.points.get()

    def battre():
        battements.append(pouls(acteur, seance.pk, point.pk))

    battre()
    partir(seance=seance, membre=comite[2], acteur=None)
    battre()
    donner_procuration(seance=seance, mandant=comite[2], mandataire=comite[0], acteur=None)
    battre()
    scrutin = f.scrutin_ouvert(seance)
    battre()
    f.voter(scrutin=scrutin, choix=Choix.ATTRIBUER, acteur=acteur)
    battre()
    partir(seance=seance, membre=comite[0], acteur=None)
    battre()
    designer_presidence(seance=seance, membre=comite[1], acteur=None)
    battre()
    assert len(set(battements)) == len(battements)


def test_le_dossier_d_un_deporte_ne_fait_pas_battre_sa_page(comite, pret, membre, experte):
    seance = f.seance_ouverte(pret, f.creer_projet(5), presents=comite)
    declarer_deport(membre=comite[1], projet=pret, acteur=None)
    cache, ouvert = seance.points.order_by("rang")
    avant = pouls(acteur_de(membre), seance.pk, ouvert.pk)
    scrutin = f.scrutin_ouvert(seance)
    f.voter(scrutin=scrutin, choix=Choix.ATTRIBUER, acteur=acteur_de(comite[0].utilisateur))
    assert pouls(acteur_de(membre), seance.pk, ouvert.pk) == avant
    assert pouls(acteur_de(membre), seance.pk, cache.pk) is None
    assert pouls(acteur_de(experte), seance.pk, ouvert.pk) is None


def test_l_enveloppe_se_tait_pour_un_deporte_jusqu_a_la_publication(comite, pret, qui):
    seance = f.seance_ouverte(pret, f.creer_projet(5), presents=comite)
    declarer_deport(membre=comite[1], projet=pret, acteur=None)
    enveloppe = [qui(nom).get(url("seance_salle", seance.pk)).context["salle"].enveloppe for nom in ("membre", "presidente")]
    assert [e is None for e in enveloppe] == [True, False]
    proclamer_decision(scrutin=f.scrutin_clos(seance, f.tous([comite[0], comite[2]], Choix.ATTRIBUER)), acteur=None)
    publier_decisions(seance=lever_seance(seance=seance, acteur=None), acteur=None)
    assert qui("membre").get(url("seance_salle", seance.pk)).context["salle"].enveloppe is not None


def test_une_seance_levee_garde_le_quorum_de_sa_fin(seance, comite, qui):
    partir(seance=seance, membre=comite[2], acteur=None)
    lever_seance(seance=seance, acteur=None)
    voix = qui("membre").get(url("seance_salle", seance.pk)).context["salle"].voix
    assert (voix.presents, voix.atteint) == (2, True)


def test_signaler_sa_presence_a_distance(comite, pret, qui):
    seance = f.seance_ouverte(pret, presents=comite[:1])
    qui("membre").post(url("presence_noter", seance.pk), {"membre": comite[1].pk, "a_distance": "1"})
    assert seance.presences.get(membre=comite[1]).mode == ModePresence.A_DISTANCE
    assert "à voter, à distance" not in qui("membre").get(url("seance_salle", seance.pk)).content.decode()
    f.scrutin_ouvert(seance)
    assert "à voter, à distance" in qui("membre").get(url("seance_salle", seance.pk)).content.decode()


def test_la_projection_ne_nomme_personne_dans_un_scrutin_secret(seance, comite, pret, qui):
    declarer_deport(membre=comite[2], projet=pret, acteur=None)
    sortir(point=seance.points.select_related("projet", "seance").get(), membre=comite[2], acteur=None)
    scrutin, client, adresse = f.scrutin_ouvert(seance, mode=ModeScrutin.SECRET), qui("coordinatrice"), url("seance_projection", seance.pk)
    f.voter(scrutin=scrutin, choix=Choix.ATTRIBUER, acteur=acteur_de(comite[0].utilisateur))
    page = client.get(adresse).content.decode()
    assert [str(m) in page for m in comite] == [False] * 3
    assert ("sur 2, scrutin secret" in page, "déport" in page.lower(), "scrutins/" in page) == (True, False, False)
    assert qui("membre").get(adresse).status_code == 403


def test_la_projection_suit_la_seance(seance, comite, qui):
    client, adresse = qui("presidente"), url("seance_projection", seance.pk)
    vu = {"vu": client.get(adresse).context["pouls"]}
    assert client.get(adresse, vu).status_code == 204
    f.scrutin_ouvert(seance)
    suite = client.get(adresse, vu).content.decode()
    assert ("<html" in suite, "à voter" in suite) == (False, True)


def test_saisir_un_vote_par_la_page(comite, pret, qui):
    seance = f.seance_ouverte(pret, presents=comite[:2])
    arriver(seance=seance, membre=comite[2], mode=ModePresence.A_DISTANCE, acteur=None)
    scrutin, client = f.scrutin_ouvert(seance), qui("presidente")
    client.post(url("vote_saisir", scrutin.pk), {"pour": comite[2].pk, "vote": "ajourner"})
    assert "a voté, saisi par la présidence" in qui("membre").get(url("seance_salle", seance.pk)).content.decode()


# --- A tie, and the agenda ---------------------------------------------------------------------


@pytest.mark.parametrize(("mode", "attendu"), [
    (ModeScrutin.NOMINAL, "Égalité, voix prépondérante de la présidence\u00a0: «\u00a0Attribuer\u00a0»."),
    (ModeScrutin.SECRET, "Égalité, voix prépondérante de la présidence."),
])  # fmt: skip
def test_une_egalite_se_dit_en_salle_et_au_mur(comite, pret, qui, mode, attendu):
    seance = f.seance_ouverte(pret, presents=comite[:2])
    scrutin = f.scrutin_clos(seance, {comite[0]: Choix.ATTRIBUER, comite[1]: Choix.AJOURNER}, mode=mode)
    pages = [qui("membre").get(url("seance_salle", seance.pk)), qui("presidente").get(url("seance_projection", seance.pk))]
    assert [attendu in page.content.decode() for page in pages] == [True, True]
    assert pages[0].context["salle"].etat == AfficheScrutin.EGALITE
    proclamer_decision(scrutin=scrutin, acteur=acteur_de(comite[0].utilisateur), voix_presidence=Choix.ATTRIBUER)
    assert "Égalité, voix prépondérante de la présidence." in qui("membre").get(url("seance_salle", seance.pk)).content.decode()


def test_sans_voix_preponderante_l_egalite_ne_decide_rien(comite, pret, qui, presidente):
    fixer_reglage(cle="comite.voix_preponderante", valeur=False, motif="Essai", date_effet=date(2020, 1, 1), auteur=None)
    seance = f.seance_ouverte(pret, presents=comite[:2])
    f.scrutin_clos(seance, {comite[0]: Choix.ATTRIBUER, comite[1]: Choix.AJOURNER})
    page = qui("presidente").get(url("seance_salle", seance.pk)).content.decode()
    assert ("Aucune réponse n’a la majorité." in page, "Égalité" in page, "Proclamer la décision" in page) == (True, False, False)


def test_l_ordre_du_jour_suit_les_scrutins_meme_d_un_autre_point(comite, pret, qui):
    seance = f.seance_ouverte(pret, f.creer_projet(5), presents=comite)
    lu = seance.points.order_by("rang")[1]
    client = qui("membre")
    scrutin = f.scrutin_clos(seance, f.tous(comite, Choix.ATTRIBUER))
    direct = client.get(url("salle_direct", seance.pk, lu.pk), {"etat": "", "vu": ""}).content.decode()
    assert ("Scrutin clos" in direct, direct.count("data-hx-swap-oob")) == (True, 3)
    proclamer_decision(scrutin=scrutin, acteur=None)
    page = client.get(url("point_salle", seance.pk, lu.pk)).content.decode()
    assert ("Scrutin clos" in page, page.count("Attribué")) == (False, 2)


# --- The pieces of the file, and who reports on it -----------------------------------------------


@pytest.fixture
def rapportee(comite, pret):
    """An open sitting whose file has a report with amounts, its marks open to all."""
    seance = f.seance_ouverte(pret, presents=comite)
    point = seance.points.select_related("dossier").get()
    designer_rapporteurs(seance=seance, choix={point.pk: [comite[1].pk]}, acteur=None)
    montants = {"investissement": Decimal(190_000), "demarrage": Decimal(41_000)}
    deposer_rapport(point=point, texte="Favorable", montants=montants, acteur=acteur_de(comite[1].utilisateur))
    notes = {"local": (4, ""), "economie": (4, "")}
    noter_dossier(dossier=point.dossier, notes=notes, acteur=acteur_de(comite[0].utilisateur))
    return seance


def test_le_rapporteur_et_ses_montants_se_lisent_avec_les_notes(rapportee, qui):
    adresse = url("seance_salle", rapportee.pk)
    lues = {nom: qui(nom).get(adresse).content.decode() for nom in ("presidente", "membre")}
    assert all("Rapporteur</h2>" in lue for lue in lues.values())
    assert ["231\u00a0000\u00a0€" in lue for lue in lues.values()] == [True, False]
    assert 'value="190\u00a0000"' in lues["presidente"] or 'value="190000' in lues["presidente"]
    ouvrir_les_notes(point=rapportee.points.get(), acteur=None)
    assert "231\u00a0000\u00a0€" in qui("membre").get(adresse).content.decode()


def test_la_synthese_se_lit_en_salle_une_fois_le_dossier_ouvert(seance, qui, client_de):
    adresse = url("point_salle", seance.pk, seance.points.get().pk) + "?onglet=synthese"
    assert "<dt>Commune</dt><dd>Exemple</dd>" in qui("membre").get(adresse).content.decode()
    lue = client_de(f.nommer_suppleant(siege=2).utilisateur).get(adresse).content.decode()
    assert ("<dt>Commune</dt>" in lue, "pas encore ouvert" in lue) == (False, True)


def test_la_salle_annonce_qu_un_rang_sera_a_motiver(comite, pret, qui):
    seance = f.seance_ouverte(pret, f.creer_projet(5), presents=comite)
    for point, note in zip(seance.points.select_related("dossier").order_by("rang"), (2, 4), strict=True):
        noter_dossier(dossier=point.dossier, notes={"local": (note, ""), "economie": (note, "")}, acteur=acteur_de(comite[0].utilisateur))
    scrutin = f.scrutin_clos(seance, f.tous(comite, Choix.ATTRIBUER))
    proclamer_decision(scrutin=scrutin, acteur=None, rang_decide=1, motif_ecart="Seul projet bois de son bassin")
    page = qui("presidente").get(url("point_salle", seance.pk, seance.points.order_by("rang")[1].pk)).content.decode()
    assert "Rang noté 1, rang décidé 2." in page
