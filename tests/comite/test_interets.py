"""Interests declared, conflicts found, readings kept, notes that stay private, files that verify."""

import io
from datetime import date

import pikepdf
import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from comite.actions.deports import confirmer_deport, declarer_deport, detecter_conflits, retirer_deport
from comite.actions.dossiers import empreinte_verifiee
from comite.actions.interets import declarer_interets, declarer_pour_seance, ouvrir_dossier
from comite.actions.scrutins import voter
from comite.enums import Choix, LienInteret
from comite.models import DeclarationInterets, Deport, Dossier, LectureDossier, NotePersonnelle
from comite.regles_interets import FaitsDuProjet, Interet, code_de_territoire, conflit, siren_de
from manufactures.models import Site
from socle.comptes.acteur import acteur_de
from socle.comptes.actions.reglages import fixer_reglage
from socle.documents import registre
from socle.documents.rendu import rendre_pdf
from socle.journal.models import Evenement
from tests.comite import fabriques as f
from tests.comite.fabriques import refus_de

FAITS = FaitsDuProjet.lus(personnes=["Ada Exemple", "ada@exemple.fr"], structures=["L’Atelier"], sirets=["90000000100019"], communes=["26108"])
G = LienInteret


@pytest.mark.parametrize(
    ("genre", "valeur", "touche"),
    [
        (G.PERSONNE, "ADA  exemple", True), (G.PERSONNE, "Ada@Exemple.fr", True), (G.PERSONNE, "Ada", False),
        (G.STRUCTURE, "l'atelier", True), (G.STRUCTURE, "900 000 001", True), (G.STRUCTURE, "90000000100019", True),
        (G.STRUCTURE, "900000002", False), (G.TERRITOIRE, "26", True), (G.TERRITOIRE, "26108", True), (G.TERRITOIRE, "26109", False),
        (G.AUTRE, "Ada Exemple", False), (G.STRUCTURE, "", False), (G.PERSONNE, " ", False),
    ],
)  # fmt: skip
def test_ce_qui_touche_un_projet(genre, valeur, touche):
    assert (conflit([Interet(genre, valeur)], FAITS) is not None) is touche


@given(st.sampled_from(G), st.text(max_size=30))
def test_rien_ne_touche_un_projet_dont_on_ne_sait_rien(genre, valeur):
    assert conflit([Interet(genre, valeur)], FaitsDuProjet()) is None


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=4))
def test_declarer_plus_ne_rouvre_jamais_un_dossier(valeur, autres):
    interets = [Interet(G.PERSONNE, "ada exemple"), *(Interet(G.AUTRE, autre) for autre in autres)]
    assert conflit([Interet(G.STRUCTURE, valeur), *interets], FAITS) is not None


@given(st.text(max_size=20))
def test_un_siren_a_neuf_chiffres_et_un_code_est_connu(texte):
    assert len(siren_de(texte)) in (0, 9)
    assert code_de_territoire(texte) in ("", texte.strip().upper())


def test_un_lien_declare_ferme_le_dossier_et_la_levee_tient(seance, comite, pret, membre, presidente):
    Site.objects.create(projet=pret, code_insee="26108")
    declarer_interets(membre=comite[1], interets=[Interet(G.TERRITOIRE, "26")], texte="", acteur=acteur_de(membre))
    deport = Deport.objects.get()
    assert (deport.membre, deport.provisoire, deport.lien) == (comite[1], True, G.TERRITOIRE)
    assert confirmer_deport(deport=deport, acteur=acteur_de(presidente)).provisoire is False
    assert refus_de(retirer_deport, deport=deport, acteur=acteur_de(membre), motif="Non") == "pas_la_presidence"
    retirer_deport(deport=deport, acteur=acteur_de(presidente), motif="Mandat échu")
    assert detecter_conflits(projets=[pret.pk]) == []


def test_un_membre_de_l_equipe_est_ecarte_sans_rien_declarer(comite, pret, porteuse):
    siege = f.nommer_membre(utilisateur=porteuse, siege=8, qualite="etat", acteur=None, mandat_debut=date(2020, 1, 1))
    f.seance_convoquee(pret)
    assert [d.membre for d in Deport.objects.filter(projet=pret)] == [siege]


def test_un_deport_apres_lecture_se_dit_a_la_presidence(seance, comite, pret, presidente, client_de):
    deport = declarer_deport(membre=comite[1], projet=pret, acteur=None, seance=seance)
    assert deport.lecture_at == LectureDossier.objects.get(membre=comite[1]).premiere_at
    assert Evenement.objects.filter(verbe_code="deport.apres_lecture").count() == 1
    page = client_de(presidente).get(reverse("deport_liste", args=["manufactures", seance.pk])).content.decode()
    assert "a lu le dossier le" in page


@pytest.fixture
def sans_declaration(seance, comite):
    """A second sitting, convened and open, before which nobody has said anything."""
    autre = f.creer_seance(type_seance="financement", date_prevue=f.dans(8), lieu="Ici", acteur=None)
    f.figer_dossier(point=f.inscrire_projet(seance=autre, projet=f.creer_projet(77), acteur=None), contenu=f.CONTENU, acteur=None)
    autre = f.ouvrir_seance(seance=f.convoquer(seance=autre, acteur=None, motif_delai_court="urgence"), acteur=None)
    for siege in comite:
        f.arriver(seance=autre, membre=siege, acteur=None)
    return autre


def test_sans_declaration_ni_dossier_ni_voix(sans_declaration, comite, membre, client_de):
    dossier, client = Dossier.objects.get(point__seance=sans_declaration), client_de(membre)
    page = reverse("dossier_detail", args=["manufactures", dossier.pk])
    scrutin = f.scrutin_ouvert(sans_declaration)
    assert refus_de(voter, scrutin=scrutin, choix=Choix.ATTRIBUER, acteur=acteur_de(membre)) == "declaration_attendue"
    assert refus_de(ouvrir_dossier, dossier=dossier, membre=comite[1], acteur=acteur_de(membre)) == "declaration_attendue"
    assert "Un atelier partagé" not in client.get(page).content.decode()
    client.post(reverse("dossier_ouvrir", args=["manufactures", dossier.pk]), {"sans_lien": "1"})
    assert "Un atelier partagé" in client.get(page).content.decode()
    assert voter(scrutin=scrutin, choix=Choix.ATTRIBUER, acteur=acteur_de(membre)).pk


def test_le_reglement_peut_s_en_passer(sans_declaration, membre):
    scrutin = f.scrutin_ouvert(sans_declaration)
    fixer_reglage(cle="comite.declaration_avant_dossiers", valeur=False, motif="Essai", date_effet=date(2022, 1, 1), auteur=None)
    assert voter(scrutin=scrutin, choix=Choix.ATTRIBUER, acteur=acteur_de(membre)).pk


def test_dire_un_lien_ferme_le_dossier(sans_declaration, comite, membre):
    projet = sans_declaration.points.get().projet
    declarer_pour_seance(seance=sans_declaration, membre=comite[1], acteur=acteur_de(membre), projets=[projet], lien=G.PERSONNE)
    assert Deport.objects.get().projet == projet
    assert refus_de(declarer_pour_seance, seance=sans_declaration, membre=comite[1], acteur=None, projets=[projet]) == "hors_ordre_du_jour"


@pytest.mark.parametrize("modele", [DeclarationInterets, LectureDossier, Dossier])
def test_declarations_lectures_et_dossiers_ne_changent_plus(seance, modele):
    for changer in (modele.objects.all().delete, lambda: modele.objects.update(programme=seance.programme_id)):
        with pytest.raises(DatabaseError), transaction.atomic():
            changer()


def test_une_note_personnelle_n_est_lue_que_par_son_auteur(seance, membre, presidente, coordinatrice, client_de):
    adresse = reverse("note_garder", args=["manufactures", Dossier.objects.get().pk])
    page = reverse("dossier_detail", args=["manufactures", Dossier.objects.get().pk])
    fragment = client_de(membre).post(adresse, {"texte": "Bail douteux"}, headers={"HX-Request": "true"}).content.decode()
    assert "Note enregistrée à" in fragment
    lu = {qui.prenom: "Bail douteux" in client_de(qui).get(page).content.decode() for qui in (membre, presidente, coordinatrice)}
    assert lu == {"Membre": True, "Présidente": False, "Coordinatrice": False}
    assert client_de(coordinatrice).post(adresse, {"texte": "Autre"}).status_code == 403
    client_de(membre).post(adresse, {"effacer": "1", "texte": "Bail douteux"})
    assert NotePersonnelle.objects.count() == 0


def rendre(code: str, pk: int, programme) -> bytes:
    modele = registre.modele(code)
    return rendre_pdf(modele.gabarit, {"programme": programme} | modele.lire(pk))


def test_le_pdf_d_un_dossier_est_accessible_et_toujours_le_meme(seance, programme):
    dossier = Dossier.objects.get()
    contenu = rendre("comite.dossier", dossier.pk, programme)
    assert rendre("comite.dossier", dossier.pk, programme) == contenu
    with pikepdf.open(io.BytesIO(contenu)) as pdf:
        assert (str(pdf.Root.Lang), bool(pdf.Root.MarkInfo.Marked)) == ("fr", True)
        with pdf.open_outline() as plan:
            titres = [t.title for racine in plan.root for t in (racine, *racine.children)]
    assert "1. Le projet" in titres


def test_un_octet_change_fait_echouer_la_verification(seance):
    dossier = Dossier.objects.get()
    assert empreinte_verifiee(dossier)
    dossier.contenu["sections"][0]["texte"] = dossier.contenu["sections"][0]["texte"].replace("U", "u", 1)
    assert not empreinte_verifiee(dossier)


def test_le_livret_porte_les_dossiers_de_son_lecteur(comite, pret, membre, programme, client_de):
    seance = f.seance_ouverte(pret, f.creer_projet(2), f.creer_projet(3), presents=comite)
    declarer_deport(membre=comite[1], projet=seance.points.get(rang=3).projet, acteur=None)
    client_de(membre).post(reverse("livret_editer", args=["manufactures", seance.pk]))
    livret = seance.livrets.get()
    lisibles = list(Dossier.objects.filter(point__rang__lt=3).order_by("point__rang").values_list("pk", flat=True))
    assert (livret.membre, livret.dossiers) == (comite[1], lisibles)
    with pikepdf.open(io.BytesIO(rendre("comite.livret", livret.pk, programme))) as pdf, pdf.open_outline() as plan:
        assert str(pdf.docinfo.Title).startswith("Livret de la séance")
        titres = [str(t.title) for racine in plan.root for t in (racine, *racine.children)]
    assert [titres.count(f.CONTENU["titre"]), "Ordre du jour" in titres] == [2, True]
