"""Scoring: each for herself before the discussion, then all together; rapporteurs; who is late."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from comite.actions.decisions import proclamer_decision
from comite.actions.deports import declarer_deport
from comite.actions.notation import deposer_rapport, designer_rapporteurs, noter_dossier, ouvrir_les_notes
from comite.enums import Choix, Qualite
from comite.models import Dossier, Membre, Note, Rapporteur
from comite.queries.a_faire import a_faire
from comite.queries.arbitrage import lire_arbitrage
from comite.queries.depouillements import notations
from comite.queries.notation import notations_attendues, notations_lues, notes_du_dossier, rangs_de
from comite.queries.salle import lire_salle, points_de
from comite.relances import notes_attendues
from socle.comptes.acteur import acteur_de
from socle.comptes.actions.reglages import fixer_reglage
from socle.courriers.models import Courrier
from tests.comite import fabriques as f
from tests.comite.fabriques import refus_de

SECRET = "Bail introuvable"


@pytest.fixture
def dossier(seance) -> Dossier:
    return Dossier.objects.get()


def url(nom, *cles):
    return reverse(nom, args=["manufactures", *cles])


def donner(dossier, membre, local, economie=None, texte=""):
    notes = {"local": (local, texte)} | ({} if economie is None else {"economie": (economie, "")})
    return noter_dossier(dossier=dossier, notes=notes, acteur=acteur_de(membre.utilisateur))


def lire(client, dossier) -> str:
    return client.get(url("dossier_notes", dossier.pk)).content.decode()


# --- Hidden before one's own ---


def test_les_notes_des_autres_attendent_les_miennes_completes(dossier, comite, client_de):
    donner(dossier, comite[0], 5, 1, SECRET)
    client = client_de(comite[1].utilisateur)
    assert SECRET not in lire(client, dossier)
    donner(dossier, comite[1], 4)
    assert SECRET not in lire(client, dossier)
    donner(dossier, comite[1], 4, 4)
    assert SECRET in lire(client, dossier)


def test_rien_ne_fuit_avant_ni_page_ni_salle_ni_tableau(dossier, comite, client_de):
    donner(dossier, comite[0], 5, 1, SECRET)
    client, seance = client_de(comite[1].utilisateur), dossier.point.seance
    pages = [url("dossier_notes", dossier.pk), url("dossier_detail", dossier.pk), url("seance_salle", seance.pk), url("seance_detail", seance.pk),
             url("seance_arbitrage", seance.pk), url("arbitrage_csv", seance.pk), url("salle_direct", seance.pk, dossier.point_id)]  # fmt: skip
    corps = "".join(client.get(page).content.decode() for page in pages)
    assert [mot for mot in (SECRET, "68,0", "68,00") if mot in corps] == []
    assert client.get(url("notes_csv", dossier.pk)).status_code == 403
    assert notations_lues(seance.pk, comite[1]) == {}
    assert notations(seance.pk)[dossier.point_id].note == 68


def test_la_presidence_ouvre_et_tout_se_fige(dossier, comite, coordinatrice, client_de):
    donner(dossier, comite[0], 5, 1, SECRET)
    assert refus_de(ouvrir_les_notes, point=dossier.point, acteur=acteur_de(comite[1].utilisateur)) == "pas_la_presidence"
    ouvrir_les_notes(point=dossier.point, acteur=acteur_de(comite[0].utilisateur))
    ouvrir_les_notes(point=dossier.point, acteur=acteur_de(comite[0].utilisateur))
    assert all(SECRET in lire(client_de(u), dossier) for u in (comite[1].utilisateur, coordinatrice))
    assert "68,00" in client_de(coordinatrice).get(url("notes_csv", dossier.pk)).content.decode()
    tard = {"dossier": dossier, "notes": {"local": (1, "")}, "acteur": acteur_de(comite[1].utilisateur)}
    assert refus_de(noter_dossier, **tard) == "notes_ouvertes"


def test_la_base_refuse_une_note_ouverte_deportee_ou_sans_voix(dossier, comite, troisieme):
    critere = donner(dossier, comite[0], 5, 1)[0].critere
    declarer_deport(membre=comite[1], projet=dossier.point.projet, acteur=None)
    Membre.objects.filter(pk=comite[2].pk).update(voix=False)
    for membre in comite[1:]:
        with pytest.raises(IntegrityError), transaction.atomic():
            Note.objects.create(dossier=dossier, membre=membre, critere=critere, valeur=3)
    ouvrir_les_notes(point=dossier.point, acteur=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Note.objects.filter(membre=comite[0]).update(valeur=2)


def test_un_deport_tardif_retire_les_notes_de_tous_les_calculs(dossier, comite):
    donner(dossier, comite[0], 5, 5)
    donner(dossier, comite[1], 1, 1)
    declarer_deport(membre=comite[1], projet=dossier.point.projet, acteur=None)
    lues = notes_du_dossier(dossier, comite[0])
    assert [ligne.membre for ligne in lues.lignes] == [comite[0]]
    assert (lues.note, lues.ensemble.ecart, [m.pk for m in lues.en_retard]) == (100, 0, [comite[2].pk])
    seance, point = dossier.point.seance_id, dossier.point_id
    assert notations(seance)[point].note == notations_lues(seance, comite[0])[point].note == 100


def test_le_tableau_signale_la_note_eloignee(dossier, comite, client_de):
    for membre, local in zip(comite, (5, 4, 1), strict=True):
        donner(dossier, membre, local, 3)
    lues = notes_du_dossier(dossier, comite[0])
    assert [ligne.membre for ligne in lues.lignes if ligne.cases[0].a_discuter] == [comite[2]]
    assert (lues.dispersions[0].ecart, lues.dispersions[1].ecart_type, lues.a_discuter) == (4, 0, 1)
    assert "1 note à discuter" in lire(client_de(comite[0].utilisateur), dossier).replace("\u00a0", " ")


def test_un_commentaire_est_exige_aux_extremes_si_le_reglement_le_dit(dossier, comite):
    fixer_reglage(cle="comite.commentaire_note_exige", valeur=True, motif="Essai", date_effet=date(2022, 1, 1), auteur=None)
    noter = {"dossier": dossier, "acteur": acteur_de(comite[0].utilisateur)}
    assert refus_de(noter_dossier, notes={"local": (0, " "), "economie": (3, "")}, **noter) == "commentaire_exige"
    assert len(noter_dossier(notes={"local": (5, "Bail"), "economie": (3, "")}, **noter)) == 2
    assert refus_de(noter_dossier, notes={"inconnu": (3, "")}, **noter) == "critere_inconnu"


# --- Ranks ---


def test_les_rangs_se_comptent_parmi_les_dossiers_que_l_on_lit(comite):
    seance = f.seance_ouverte(f.creer_projet(1), f.creer_projet(2), f.creer_projet(3), presents=comite)
    dossiers = list(Dossier.objects.order_by("point__rang"))
    for d, note in zip(dossiers, (5, 4, 3), strict=True):
        donner(d, comite[0], note, note)
    donner(dossiers[1], comite[1], 4, 4)
    donner(dossiers[2], comite[1], 3, 3)
    lues = notations_lues(seance.pk, comite[1])
    assert {pk: (n.rang, n.sur) for pk, n in lues.items()} == {dossiers[1].point_id: (1, 2), dossiers[2].point_id: (2, 2)}
    declarer_deport(membre=comite[0], projet=dossiers[0].point.projet, acteur=None)
    assert {n.sur for n in notations_lues(seance.pk, comite[0]).values()} == {2}


def test_le_rang_decide_se_lit_a_cote_du_rang_note(dossier, comite, client_de):
    seance = dossier.point.seance
    donner(dossier, comite[0], 4, 4)
    scrutin = f.scrutin_clos(seance, f.tous(comite, Choix.ATTRIBUER))
    proclamer_decision(scrutin=scrutin, acteur=None, rang_decide=3, motif_ecart="Territoire sans autre lieu")
    rang = rangs_de(points_de(seance, None), notations_lues(seance.pk, None))[0]
    assert (rang.notation.rang, rang.decide, rang.motif_ecart) == (1, 1, "Territoire sans autre lieu")
    assert "Territoire sans autre lieu" in client_de(comite[1].utilisateur).get(url("seance_detail", seance.pk)).content.decode()


# --- Rapporteurs ---


def designer(seance, *membres):
    return designer_rapporteurs(seance=seance, choix={seance.points.get().pk: [m.pk for m in membres]}, acteur=None)


def test_le_rapporteur_est_prevenu_et_sa_page_le_dit(comite, pret, membre):
    seance = f.seance_convoquee(pret)
    designer(seance, comite[1])
    designer(seance, comite[1])
    assert Courrier.objects.filter(gabarit="comite_rapporteur").get().destinataire == membre
    assert "Écrire mon rapport" in [t.titre for t in a_faire(acteur_de(membre))]
    deposer_rapport(point=seance.points.get(), texte="Favorable", acteur=acteur_de(membre))
    assert "Écrire mon rapport" not in [t.titre for t in a_faire(acteur_de(membre))]
    assert refus_de(designer_rapporteurs, seance=seance, choix={seance.points.get().pk: []}, acteur=None) == "rapport_depose"


def test_ni_deporte_ni_troisieme_rapporteur(seance, comite, pret):
    declarer_deport(membre=comite[1], projet=pret, acteur=None)
    choix = lambda *membres: {"seance": seance, "choix": {seance.points.get().pk: [m.pk for m in membres]}, "acteur": None}  # noqa: E731
    assert refus_de(designer_rapporteurs, **choix(comite[1])) == "rapporteur_deporte"
    assert refus_de(designer_rapporteurs, **choix(*comite)) == "trop_de_rapporteurs"
    with pytest.raises(IntegrityError), transaction.atomic():
        Rapporteur.objects.create(point=seance.points.get(), membre=comite[1])


def test_le_rapport_se_lit_avec_les_notes_et_se_retire_avec_le_deport(dossier, comite, client_de):
    designer(dossier.point.seance, comite[1])
    deposer_rapport(point=dossier.point, texte="Avis réservé sur le bail", acteur=acteur_de(comite[1].utilisateur))
    lecteur = client_de(comite[0].utilisateur)
    assert "Avis réservé" not in lire(lecteur, dossier)
    donner(dossier, comite[0], 3, 3)
    assert "Avis réservé" in lire(lecteur, dossier)
    assert refus_de(deposer_rapport, point=dossier.point, texte="Non", acteur=acteur_de(comite[0].utilisateur)) == "pas_rapporteur"
    ouvrir_les_notes(point=dossier.point, acteur=None)
    assert refus_de(deposer_rapport, point=dossier.point, texte="Non", acteur=acteur_de(comite[1].utilisateur)) == "rapport_clos"
    declarer_deport(membre=comite[1], projet=dossier.point.projet, acteur=None)
    assert "Avis réservé" not in lire(lecteur, dossier)


def test_la_proposition_de_rapporteurs_ecarte_les_deportes(seance, comite, pret, coordinatrice, client_de):
    declarer_deport(membre=comite[0], projet=pret, acteur=None)
    client, adresse = client_de(coordinatrice), url("rapporteur_designer", seance.pk)
    formulaire = client.get(adresse, {"proposition": 1}).context["formulaire"]
    assert set(formulaire.initial.values()) <= {comite[1].pk, comite[2].pk}
    assert formulaire.initial
    client.post(adresse, formulaire.initial)
    assert Rapporteur.objects.get().membre_id in {comite[1].pk, comite[2].pk}


# --- Late scorers ---


def test_la_relance_va_a_qui_n_a_pas_tout_note(comite, pret, compter_requetes):
    f.seance_convoquee(pret, f.creer_projet(4))
    dossiers = list(Dossier.objects.order_by("point__rang"))
    for d in dossiers:
        donner(d, comite[0], 3, 3)
    donner(dossiers[0], comite[1], 3)
    declarer_deport(membre=comite[2], projet=dossiers[1].point.projet, acteur=None)
    with compter_requetes() as requetes:
        attendues = {a.utilisateur_pk: a.dossiers for a in notations_attendues(timezone.now())}
    assert attendues == {comite[1].utilisateur_id: 2, comite[2].utilisateur_id: 1}
    assert requetes.nombre == 1
    ouvrir_les_notes(point=dossiers[0].point, acteur=None)
    phrases = {r.destinataire_pk: r.phrase.replace("\u00a0", " ") for r in notes_attendues(timezone.now())}
    assert list(phrases) == [comite[1].utilisateur_id]
    assert "il vous reste 1 dossier à noter" in phrases[comite[1].utilisateur_id]


def test_a_faire_compte_les_dossiers_a_noter(comite, pret, membre):
    f.seance_convoquee(pret, f.creer_projet(4))
    donner(Dossier.objects.order_by("point__rang")[0], comite[1], 3, 3)
    tache = next(t for t in a_faire(acteur_de(membre)) if t.titre == "Noter les dossiers avant la séance")
    assert tache.detail.startswith("1\u00a0dossier")


def test_un_siege_consultatif_ne_note_pas(dossier, comite, experte):
    siege = f.nommer_membre(utilisateur=experte, siege=9, qualite=Qualite.AUTRE, acteur=None, mandat_debut=date(2020, 1, 1))
    Membre.objects.filter(pk=siege.pk).update(voix=False)
    assert refus_de(noter_dossier, dossier=dossier, notes={"local": (3, "")}, acteur=acteur_de(experte)) == "sans_voix"


# --- One seat, one mark ---


@pytest.mark.parametrize(("venus", "attendue"), [("titulaire", 20), ("suppleant", 100), ("les deux", 20), ("personne", 20)])
def test_un_siege_ne_compte_qu_une_fois(comite, pret, venus, attendue):
    """Every average: the page of the file, the record, the ranks of a reader, the arbitration, the room."""
    titulaire, suppleant = comite[1], f.nommer_suppleant(siege=2)
    la = {"titulaire": [titulaire], "suppleant": [suppleant], "les deux": [titulaire, suppleant], "personne": []}[venus]
    seance = f.seance_ouverte(pret, presents=[comite[0], comite[2], *la])
    dossier = Dossier.objects.get()
    donner(dossier, titulaire, 1, 1)
    donner(dossier, suppleant, 5, 5)
    lues = notes_du_dossier(dossier, suppleant)
    assert (lues.note, lues.ensemble.moyenne, lues.dispersions[0].nombre, lues.ma_note) == (attendue, attendue, 1, 100)
    assert {ligne.membre: ligne.comptee for ligne in lues.lignes} == {titulaire: attendue == 20, suppleant: attendue == 100}
    siennes = notations_lues(seance.pk, suppleant)
    assert notations(seance.pk)[dossier.point_id].note == siennes[dossier.point_id].note == attendue
    assert lire_arbitrage(seance, suppleant).lignes[0].notation.note == attendue
    points = points_de(seance, suppleant)
    assert lire_salle(seance, suppleant, points, points[0]).notation.note == attendue


def test_le_suppleant_compte_quand_il_est_seul_a_noter(comite, dossier):
    suppleant = f.nommer_suppleant(siege=2)
    donner(dossier, comite[0], 1, 1)
    donner(dossier, suppleant, 5, 5)
    assert notations(dossier.point.seance_id)[dossier.point_id].note == notes_du_dossier(dossier, suppleant).note == 60


def test_la_page_et_l_export_disent_quelle_note_ne_compte_pas(comite, dossier, client_de):
    suppleant = f.nommer_suppleant(siege=2)
    donner(dossier, comite[1], 1, 1)
    donner(dossier, suppleant, 5, 5)
    client = client_de(comite[1].utilisateur)
    assert lire(client, dossier).count("ne compte pas") == 1
    lignes = client.get(url("notes_csv", dossier.pk)).content.decode().splitlines()
    assert [ligne.rsplit(";", 1)[1] for ligne in lignes] == ["compte", "oui", "oui", "non", "non"]
