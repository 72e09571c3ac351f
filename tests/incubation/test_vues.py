"""Every page of the incubation, by every role: what works, what is unknown, what is refused, what only accepts a form."""

import csv
import io

import pytest
from django.urls import reverse
from django.utils import timezone

from incubation.actions.livrables import deposer_version
from incubation.models import Emargement, Livrable, Revue, SessionIncubation, VersionLivrable
from incubation.regles import code_de_presence
from socle.comptes.actions.reglages import fixer_reglage
from socle.documents.models import Edition, VersionDocument
from tests.incubation.fabriques import PDF, SessionFactory, fichier, jour_dans
from tests.manufactures.fabriques import MembreEquipeFactory, ProjetFactory, VagueFactory

PERSONNES = ("porteuse", "coordinatrice", "observateur", "autre_porteur", "experte", "etrangere")


@pytest.fixture
def personnes(porteuse, coordinatrice, observateur, autre_porteur, experte, etrangere):
    MembreEquipeFactory(projet=ProjetFactory(labellise=True), utilisateur=autre_porteur)
    return dict(zip(PERSONNES, (porteuse, coordinatrice, observateur, autre_porteur, experte, etrangere), strict=True))


@pytest.fixture
def objets(session, livrable, groupe, porteuse, acteur_de):
    version = deposer_version(livrable=livrable, fichier=fichier(), acteur=acteur_de(porteuse))
    pks = {"promotion": groupe.promotion_id, "groupe": groupe.pk, "session": session.pk, "livrable": livrable.pk, "version": version.pk}
    return pks | {"projet": livrable.projet.slug}


def adresse(route, *arguments):
    return reverse(route, args=["manufactures", *arguments])


# Status of a GET: team, coordination, observer, another team, expert, somebody of another programme.
LECTURES = [
    ("promotion_liste", None, (403, 200, 200, 403, 403, 404)),
    ("incubation_suivi", None, (403, 200, 200, 403, 403, 404)),
    ("promotion_ouvrir", None, (403, 200, 403, 403, 403, 404)),
    ("promotion_detail", "promotion", (404, 200, 200, 404, 404, 404)),
    ("promotion_exporter", "promotion", (404, 200, 200, 404, 404, 404)),
    ("sous_promotion_creer", "promotion", (404, 200, 403, 404, 404, 404)),
    ("projet_affecter", "groupe", (404, 200, 403, 404, 404, 404)),
    ("session_planifier", "groupe", (404, 200, 403, 404, 404, 404)),
    ("session_liste", None, (200, 200, 200, 200, 200, 404)),
    ("session_detail", "session", (200, 200, 200, 404, 404, 404)),
    ("session_inscrire", "session", (403, 200, 403, 404, 404, 404)),
    ("session_exporter", "session", (200, 200, 200, 404, 404, 404)),
    ("presence_salle", "session", (403, 200, 403, 404, 404, 404)),
    ("presence_salle_etat", "session", (403, 200, 403, 404, 404, 404)),
    ("presence_signer", "session", (200, 403, 403, 404, 404, 404)),
    ("livrable_liste", None, (403, 200, 200, 403, 403, 404)),
    ("livrable_exporter", None, (200, 200, 200, 200, 200, 404)),
    ("livrable_projet", "projet", (200, 200, 200, 404, 404, 404)),
    ("livrable_detail", "livrable", (200, 200, 200, 404, 404, 404)),
    ("livrable_prolonger", "livrable", (403, 200, 403, 404, 404, 404)),
    ("version_telecharger", "version", (302, 302, 302, 404, 404, 404)),
    ("maturite_detail", "projet", (200, 200, 200, 404, 404, 404)),
    ("besoin_liste", "projet", (200, 200, 200, 404, 404, 404)),
]
# Status of an empty POST; 302 is a redirect that says what happened, 200 the form again.
ECRITURES = [
    ("session_convoquer", "session", (403, 302, 403, 404, 404, 404)),
    ("session_clore", "session", (403, 302, 403, 404, 404, 404)),
    ("session_feuille", "session", (302, 302, 302, 404, 404, 404)),
    ("livrable_deposer", "livrable", (200, 403, 403, 404, 404, 404)),
    ("livrable_relire", "livrable", (403, 302, 403, 404, 404, 404)),
    ("livrable_message", "livrable", (200, 200, 200, 404, 404, 404)),
    ("maturite_detail", "projet", (200, 200, 403, 404, 404, 404)),
    ("besoin_liste", "projet", (200, 200, 403, 404, 404, 404)),
    ("promotion_ouvrir", None, (403, 200, 403, 403, 403, 404)),
    ("session_planifier", "groupe", (404, 200, 403, 404, 404, 404)),
    ("session_inscrire", "session", (403, 200, 403, 404, 404, 404)),
    ("livrable_prolonger", "livrable", (403, 200, 403, 404, 404, 404)),
    ("presence_signer", "session", (200, 403, 403, 404, 404, 404)),
]
FORMULAIRES_SEULS = [route for route, _, _ in ECRITURES[:6]]


@pytest.mark.parametrize(("route", "objet", "attendus"), LECTURES, ids=[x[0] for x in LECTURES])
def test_lire_selon_sa_place(route, objet, attendus, personnes, objets, client_de):
    url = adresse(route, *([objets[objet]] if objet else []))
    assert tuple(client_de(personnes[qui]).get(url).status_code for qui in PERSONNES) == attendus


@pytest.mark.parametrize(("route", "objet", "attendus"), ECRITURES, ids=[x[0] for x in ECRITURES])
def test_ecrire_selon_sa_place(route, objet, attendus, personnes, objets, client_de):
    url = adresse(route, *([objets[objet]] if objet else []))
    assert tuple(client_de(personnes[qui]).post(url).status_code for qui in PERSONNES) == attendus


@pytest.mark.parametrize("route", FORMULAIRES_SEULS)
def test_un_geste_ne_se_fait_pas_par_un_lien(route, objets, coordinatrice, client_de):
    objet = "session" if route.startswith("session") else "livrable"
    assert client_de(coordinatrice).get(adresse(route, objets[objet])).status_code == 405


def test_sans_connexion_on_va_a_la_porte(objets, client_de):
    reponse = client_de(None).get(adresse("session_detail", objets["session"]))
    assert (reponse.status_code, reponse.url.startswith("/compte/")) == (302, True)


def test_un_objet_d_un_numero_inconnu_est_404(objets, coordinatrice, client_de):
    client = client_de(coordinatrice)
    for route, objet, _ in LECTURES:
        if objet and objet != "projet":
            assert client.get(adresse(route, 999_999)).status_code == 404


def test_ouvrir_une_promotion_puis_la_remplir(programme, modules, labellise, coordinatrice, client_de):
    client = client_de(coordinatrice)
    debut = jour_dans(1)
    client.post(adresse("promotion_ouvrir"), {"vague": VagueFactory().pk, "nom": "Vague 3", "date_debut": debut.isoformat()})
    page = client.get(adresse("promotion_liste")).content.decode()
    assert "Vague 3" in page
    assert "1\u00a0projet labellisé sans sous-promotion" in page
    promotion = labellise.vague.promotions.first() if labellise.vague else _promotion()
    client.post(adresse("sous_promotion_creer", promotion.pk), {"nom": "Ouest"})
    reponse = client.post(adresse("projet_affecter", promotion.sous_promotions.get().pk), {"projet": labellise.pk}, follow=True)
    assert f"{labellise.nom} est en incubation" in reponse.content.decode()
    assert Livrable.objects.filter(projet=labellise).count() == 8


def _promotion():
    from incubation.models import Promotion

    return Promotion.objects.get()


def test_les_cases_du_plateau_sont_des_liens_nommes(objets, coordinatrice, client_de, livrable):
    page = client_de(coordinatrice).get(adresse("promotion_detail", objets["promotion"])).content.decode()
    assert f'aria-label="Module 1, En relecture, {livrable.projet.nom}"' in page
    assert f'href="{adresse("livrable_detail", livrable.pk)}"' in page


def test_le_plateau_s_exporte(objets, coordinatrice, client_de, livrable):
    reponse = client_de(coordinatrice).get(adresse("promotion_exporter", objets["promotion"]))
    lignes = list(csv.reader(io.StringIO(reponse.content.decode("utf-8-sig")), delimiter=";"))
    assert lignes[0][:2] == ["projet", "1. Écosystème"]
    assert lignes[1][:2] == [livrable.projet.nom, "En relecture"]


def test_planifier_une_session_garde_ce_qui_est_saisi(groupe, coordinatrice, client_de):
    saisi = {"titre": "Maîtriser son foncier", "jour": jour_dans(9).isoformat(), "tiers_lieu": "La Forge", "commune": "Annonay", "matin_debut": "09:00"}
    client = client_de(coordinatrice)
    page = client.post(adresse("session_planifier", groupe.pk), saisi).content.decode()
    assert "Indiquez le début et la fin du matin" in page
    assert 'value="La Forge"' in page
    assert client.post(adresse("session_planifier", groupe.pk), saisi | {"matin_fin": "12:30"}).status_code == 302
    assert SessionIncubation.objects.get().apres_midi_debut is None


def test_signer_de_son_telephone(session, porteuse, client_de):
    client, url = client_de(porteuse), adresse("presence_signer", session.pk)
    assert "n’est pas celui de la salle" in client.post(url, {"code": "abc"}).content.decode()
    page = client.post(url, {"code": code_de_presence(session.secret, timezone.now())}, follow=True).content.decode()
    assert "Votre présence est signée." in page
    assert Emargement.objects.get().utilisateur == porteuse


def test_la_salle_montre_le_code_et_le_compte(session, coordinatrice, client_de):
    page = client_de(coordinatrice).get(adresse("presence_salle", session.pk)).content.decode()
    code = code_de_presence(session.secret, timezone.now())
    assert f"{code[:3]} {code[3:]}" in page
    assert "0\u00a0signature sur 2" in page
    assert 'data-hx-trigger="every 5s"' in page


def test_le_code_n_est_montre_ni_hier_ni_demain(incube, groupe, coordinatrice, client_de):
    session = SessionFactory(sous_promotion=groupe, convoquee=True, date=jour_dans(1))
    page = client_de(coordinatrice).get(adresse("presence_salle", session.pk)).content.decode()
    assert "Pas de code à afficher" in page
    assert code_de_presence(session.secret, timezone.now())[:3] + " " not in page.partition("code-geant")[2]


def test_deposer_puis_relire_par_les_pages(livrable, porteuse, coordinatrice, client_de):
    client_de(porteuse).post(adresse("livrable_deposer", livrable.pk), {"fichier": fichier(), "message": "Prêt ajouté"})
    version = VersionLivrable.objects.get()
    attendu = livrable.module.attendus.first()
    client, url = client_de(coordinatrice), adresse("livrable_relire", livrable.pk)
    page = client.post(url, {"version": version.pk, "verdict": "a_completer"}).content.decode()
    assert "Dites ce qu’il faut compléter" in page
    reponse = {"version": version.pk, "verdict": "a_completer", "commentaire": "Équilibrez 2024.", f"avis_{attendu.pk}": "valide"}
    page = client.post(url, reponse, follow=True).content.decode()
    assert "Équilibrez 2024." in page
    assert Revue.objects.get().avis_par_attendu.get().attendu == attendu


def test_un_fichier_d_un_autre_format_est_refuse_avec_la_facon_de_reparer(livrable, porteuse, client_de):
    reponse = client_de(porteuse).post(adresse("livrable_deposer", livrable.pk), {"fichier": fichier("virus.exe", b"MZ"), "message": "x"})
    assert "ce format n’est pas lu ici" in reponse.content.decode()
    assert not VersionLivrable.objects.exists()


def test_30_mo_sont_refuses_sur_la_page_et_rien_n_est_perdu(livrable, porteuse, client_de, tmp_path):
    gros = fichier("film.pdf", PDF + b"0" * (30 * 1024 * 1024 - len(PDF)))
    page = client_de(porteuse).post(adresse("livrable_deposer", livrable.pk), {"fichier": gros, "message": "Le rôle de chacun, ajouté"}).content.decode()
    assert "Choisissez un fichier de 20\u00a0Mo au plus\u00a0: celui-ci fait 31,5\u00a0Mo." in page
    assert "Le rôle de chacun, ajouté</textarea>" in page
    assert (VersionLivrable.objects.count(), VersionDocument.objects.count(), list(tmp_path.glob("fichiers/**/*.pdf"))) == (0, 0, [])


def test_noter_puis_voir_le_radar(incube, modules, porteuse, client_de):
    client, url = client_de(porteuse), adresse("maturite_detail", incube.slug)
    notes = {f"note_{module.pk}": "2" for module in modules}
    page = client.post(f"{url}?moment=entree", notes, follow=True).content.decode()
    assert "Maturité par axe, entrée" in page
    assert "3\u00a0axes critiques sous 3 sur 5" in page


def test_identifier_un_besoin_de_la_liste(incube, porteuse, client_de):
    besoins = [{"code": "strategie-fonciere", "titre": "Stratégie foncière"}]
    fixer_reglage(cle="incubation.besoins", valeur=besoins, motif="Modèle", date_effet=jour_dans(-1), auteur=None)
    saisi = {"besoin_code": "strategie-fonciere", "priorite": 1, "objectif": "Sécuriser le bail", "demi_journees": 6}
    page = client_de(porteuse).post(adresse("besoin_liste", incube.slug), saisi, follow=True).content.decode()
    assert "Sécuriser le bail" in page


def test_la_feuille_se_demande_en_pdf(session, coordinatrice, client_de):
    reponse = client_de(coordinatrice).post(adresse("session_feuille", session.pk))
    assert reponse.url == adresse("edition_detail", Edition.objects.get(code="incubation.emargement", objet_id=session.pk).pk)
