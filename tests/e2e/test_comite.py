"""One sitting in the browsers of its people: chair, members, one by the keyboard, one recused, the screen, a porteuse under embargo."""

import json
import re
from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.e2e.monde_du_comite import MEMBRES, adresse_de
from tests.e2e.personnes import Personne

SLUG = "seance-d-essai"
PROG = f"/p/{SLUG}"
UN, DEUX = "Manufacture d’exemple 1", "Manufacture d’exemple 2"
PROJET_UN, PROJET_DEUX = "exemple-1", "exemple-2"
FOCUS = "document.activeElement"


@dataclass
class Seance:
    """The sitting, its people, and the numbers of its objects."""

    plateforme: object
    gens: dict[str, Personne]
    numeros: dict

    @property
    def page(self) -> str:
        return f"{PROG}/comite/seances/{self.numeros['seance']}/"

    @property
    def salle(self) -> str:
        return f"{self.page}salle/"

    def point(self, projet: str) -> str:
        return f"{self.salle}{self.numeros['points'][projet]}/"

    def lettres(self) -> list[str]:
        """The subjects of the mails that the porteuse received."""
        return [courriel["subject"] for a, courriel in self.plateforme.boite.courriels if a == adresse_de("porteuse")]


@pytest.fixture
def seance(plateforme, personne) -> Seance:
    plateforme.commander("creer_programme", "manufactures-de-proximite", "--slug", SLUG)
    creation = f"from tests.e2e.monde_du_comite import creer; creer('{SLUG}')"
    numeros = json.loads(plateforme.commander("shell", "--no-imports", "-c", creation).splitlines()[-1])
    gens = {cle: personne(cle).connecter(adresse_de(cle)) for cle in (*MEMBRES, "coordination", "porteuse")}
    gens["ecran"] = personne("ecran").connecter(adresse_de("presidente"))
    return Seance(plateforme, gens, numeros)


def test_une_seance_de_bout_en_bout(seance):
    se_preparer(seance)
    ordonner(seance)
    ouvrir(seance)
    lire_pendant_la_seance(seance)
    avant = ce_que_lit_la_porteuse(seance)
    voter_a_plusieurs(seance)
    la_recusee_ne_trouve_rien(seance)
    clore_et_proclamer(seance, PROJET_UN)
    la_ligne_se_coupe(seance)
    la_recusee_vote_sur_l_autre_dossier(seance)
    assert ce_que_lit_la_porteuse(seance) == avant
    lever(seance)
    assert ce_que_lit_la_porteuse(seance) == avant
    la_recusee_ne_trouve_rien(seance)
    assert seance.lettres() == []
    code = signer(seance)
    assert ce_que_lit_la_porteuse(seance) == avant
    publier(seance)
    verifier(seance, code)
    la_porteuse_apprend_la_decision(seance, avant)
    la_recusee_ne_trouve_rien(seance)
    lire_apres_la_seance(seance)


# --- Before the sitting --------------------------------------------------------------------------


def se_preparer(s: Seance) -> None:
    """Members say that they come, state their interests, then open their files; one does it from the door of a file."""
    s.gens["membre"].aller(s.page).suivre("Répondre à la convocation").cliquer("Je viens sur place").lit("c’est noté")
    s.gens["clavier"].aller(f"{s.page}reponse/").cliquer("Je participe à distance")
    s.gens["coordination"].aller(s.page).suivre("Voir qui vient").lit("Sur place").lit("À distance").lit("Sans réponse")
    for cle in ("presidente", "clavier", "recusee"):
        s.gens[cle].aller(f"{s.page}declaration/").cliquer("Je n’ai pas de lien avec ces dossiers").lit("Votre déclaration est enregistrée")
    dossier = f"{PROG}/comite/dossiers/{s.numeros['dossiers'][PROJET_UN]}/"
    s.gens["membre"].aller(dossier).ne_lit_pas("Un atelier partagé").cliquer("Je n’ai de lien avec aucun dossier").lit("Un atelier partagé")
    s.gens["presidente"].aller(dossier).cliquer("Ouvrir le dossier").lit("Un atelier partagé")


# --- The agenda ----------------------------------------------------------------------------------


def ordonner(s: Seance) -> None:
    """Drag the second file over the first and save; then put it back with the keyboard alone."""
    secretaire = s.gens["coordination"].aller(f"{s.page}ordre/")
    points = secretaire.page.locator("[data-point]")
    secretaire.page.locator("[data-point]", has_text=DEUX).drag_to(points.first, target_position={"x": 40, "y": 4})
    expect(secretaire.page.locator("[data-ordre-change]")).to_contain_text("enregistrez-le")
    secretaire.cliquer("Enregistrer cet ordre")
    secretaire.aller(f"{s.page}ordre/")
    expect(points.first).to_contain_text(DEUX)
    secretaire.page.get_by_role("button", name=f"Descendre {DEUX}").focus()
    secretaire.page.keyboard.press("Enter")
    expect(points.first).to_contain_text(UN)


# --- The room ------------------------------------------------------------------------------------


def ouvrir(s: Seance) -> None:
    """The chair opens the sitting and notes her arrival; each member notes her own."""
    s.gens["presidente"].aller(s.page).cliquer("Ouvrir la séance")
    s.gens["presidente"].aller(s.salle).page.get_by_text("Modifier les présences").click()
    s.gens["presidente"].cliquer("Noter l’arrivée de Presidente")
    for cle in MEMBRES[1:]:
        s.gens[cle].aller(s.salle).cliquer(f"Noter l’arrivée de {cle.capitalize()}")


def voter_a_plusieurs(s: Seance) -> None:
    """The ballot opens under the eyes of all; each vote shows to the chair without a reload, never what it said."""
    presidente = s.gens["presidente"].aller(s.point(PROJET_UN)).cliquer("Ouvrir le scrutin").lit("Scrutin ouvert")
    voter_au_clavier(s.gens["clavier"].aller(s.point(PROJET_UN)), "Attribuer")
    expect(presidente.page.locator("body")).to_contain_text("1 vote sur 3", timeout=20_000)
    assert presidente.page.get_by_role("heading", name="Voix", exact=True).count() == 0
    projeter(s)
    voter(s, "membre", PROJET_UN)
    expect(s.gens["ecran"].page.locator("#direct")).to_contain_text("2 votes sur 3", timeout=20_000)
    expect(presidente.page.locator("body")).to_contain_text("2 votes sur 3", timeout=20_000)
    voter(s, "presidente", PROJET_UN)


def projeter(s: Seance) -> None:
    """The screen waits until the recused member is out; then it shows the file, the open ballot, how many have voted, no vote to give."""
    s.gens["ecran"].aller(s.salle).suivre("Projeter").lit("Un instant").ne_lit_pas(UN)
    s.gens["presidente"].aller(s.point(PROJET_UN)).cliquer("Noter la sortie de Recusee").lit("sortie à")
    expect(s.gens["ecran"].page.locator("#direct")).to_contain_text(UN, timeout=20_000)
    s.gens["ecran"].aller(f"{s.page}projection/").lit("1 vote sur 3")
    assert s.gens["ecran"].page.locator("input[name=vote], button").count() == 0


def voter(s: Seance, cle: str, projet: str) -> None:
    membre = s.gens[cle].aller(s.point(projet)).choisir("vote", "attribuer")
    membre.cliquer("Voter").lit("Votre vote est compté")


def tabuler_jusqu_a(personne: Personne, selecteur: str, touche: str = "Tab") -> None:
    """Press a key until the focus stands on an element; it must be seen there."""
    for _ in range(60):
        personne.page.keyboard.press(touche)
        if personne.page.evaluate(f"selecteur => {FOCUS}.matches(selecteur)", selecteur):
            return
    raise AssertionError(f"{selecteur} is not reached by {touche} on {personne.page.url}")


def voter_au_clavier(personne: Personne, choix: str) -> None:
    """Vote without a mouse: Tab to the answers, arrows through them, Tab to the button, which says the choice, Enter."""
    clavier, bouton = personne.page.keyboard, "button[data-redit-choix=vote]"
    tabuler_jusqu_a(personne, "input[name=vote]")
    clavier.press("Space")
    tabuler_jusqu_a(personne, "input[name=vote][value=abstention]", "ArrowDown")
    tabuler_jusqu_a(personne, "input[name=vote][value=attribuer]", "ArrowUp")
    tabuler_jusqu_a(personne, bouton)
    expect(personne.page.locator(bouton)).to_have_text(f"Voter «\u00a0{choix}\u00a0»")
    assert personne.page.evaluate(f"getComputedStyle({FOCUS}).outlineStyle") != "none"
    clavier.press("Enter")
    personne.lit("Votre vote est compté").controler()


def clore_et_proclamer(s: Seance, projet: str) -> None:
    """The chair proclaims; the coordination, who froze the file, reads why she may not."""
    presidente = s.gens["presidente"].aller(s.point(projet)).cliquer("Clore le scrutin").suivre("Proclamer la décision")
    s.gens["coordination"].aller(presidente.page.url).lit("Vous avez figé ce dossier")
    presidente.remplir(motifs="Modèle équilibré.").cliquer("Proclamer la décision").lit("Attribué")
    s.gens["membre"].aller(s.point(projet)).lit("Attribué")


def la_ligne_se_coupe(s: Seance) -> None:
    """On the other file four votes are awaited, not three; one leaves while the line is cut: the page says so, and sends it again."""
    s.gens["recusee"].aller(s.salle).lit("hors de la salle").cliquer("Noter le retour").lit("Retour noté")
    presidente = s.gens["presidente"].aller(s.point(PROJET_DEUX)).cliquer("Ouvrir le scrutin").lit("Scrutin ouvert").lit("0 vote sur 4")
    membre = s.gens["membre"].aller(s.point(PROJET_DEUX)).choisir("vote", "attribuer").couper(True)
    membre.page.get_by_role("button", name="Voter").click()
    membre.lit("Connexion perdue, nouvel essai").ne_lit_pas("Votre vote est compté").couper(False)
    expect(membre.page.locator("body")).to_contain_text("Votre vote est compté", timeout=30_000)
    expect(presidente.page.locator("#direct")).to_contain_text("1 vote sur 4", timeout=20_000)
    presidente.couper(True).lit("Connexion perdue, nouvel essai").couper(False)
    expect(presidente.page.locator("#ligne")).to_have_text("Connexion rétablie.", timeout=30_000)


# --- The other pages, each opened once for axe and for its reflow --------------------------------


def lire_pendant_la_seance(s: Seance) -> None:
    """Rapporteurs, marks, interests and compared amounts, as those who work on them see them."""
    s.gens["coordination"].aller(f"{s.page}rapporteurs/").lit(UN)
    s.gens["membre"].aller(f"{PROG}/comite/mes-interets/").lit("Faire ma déclaration")
    s.gens["membre"].aller(f"{PROG}/comite/dossiers/{s.numeros['dossiers'][PROJET_UN]}/notes/").lit("Enregistrer mes notes")
    presidente = s.gens["presidente"].aller(f"{s.page}arbitrage/").remplir(nom="Essai")
    presidente.cliquer("Créer le scénario").lit("Montants essayés")


def lire_apres_la_seance(s: Seance) -> None:
    """Minutes, signature, letters, what is left to lift, and the public page of verification."""
    for chemin in ("conditions/", "liste-attente/", "aides-de-minimis/", "proces-verbaux/"):
        s.gens["coordination"].aller(f"{PROG}/comite/{chemin}")
    s.gens["presidente"].aller(f"{s.page}publication/").suivre("Lire la lettre de notification").lit("attribué")
    s.gens["porteuse"].aller(f"{PROG}/verifier/7K4M-92QX-TR/").lit("Ce code n’est pas connu")


# --- The recused member --------------------------------------------------------------------------


def la_recusee_ne_trouve_rien(s: Seance) -> None:
    """Neither in the pages that lead to files, nor at the addresses typed: there is nothing, as for a number that never was."""
    recusee, dossiers = s.gens["recusee"], f"{PROG}/comite/dossiers/"
    for chemin in (f"{PROG}/", f"{PROG}/comite/seances/", f"{PROG}/comite/decisions/"):
        recusee.aller(chemin).ne_lit_pas(UN)
    for chemin in (s.page, s.salle, f"{s.page}deports/", f"{s.page}declaration/"):
        recusee.aller(chemin).ne_lit_pas(UN)
    tapees = [s.point(PROJET_UN), s.point(PROJET_UN) + "direct/", f"{dossiers}{s.numeros['dossiers'][PROJET_UN]}/", f"{dossiers}987654/"]
    reponses = [recusee.contexte.request.get(s.plateforme.adresse + chemin) for chemin in tapees]
    assert [r.status for r in reponses] == [404] * len(tapees)
    assert {UN in r.text() for r in reponses} == {False}
    recusee.aller(tapees[2]).ne_lit_pas(UN)
    assert recusee.aller(s.salle).lit(DEUX).page.get_by_role("link", name="Manufacture d’exemple").count() == 1


def la_recusee_vote_sur_l_autre_dossier(s: Seance) -> None:
    """On the other file her voice counts as any other."""
    for cle in ("recusee", "clavier", "presidente"):
        voter(s, cle, PROJET_DEUX)
    clore_et_proclamer(s, PROJET_DEUX)


# --- The embargo ---------------------------------------------------------------------------------


def ce_que_lit_la_porteuse(s: Seance) -> list[str]:
    """The text of her home, of the project's page and of its journal, and what the committee's pages answer her."""
    porteuse = s.gens["porteuse"]
    pages = (f"{PROG}/", f"{PROG}/projets/{PROJET_UN}/", f"{PROG}/projets/{PROJET_UN}/journal/")
    lus = [porteuse.aller(page).page.locator("main").inner_text() for page in pages]
    fermees = (f"{PROG}/comite/decisions/", s.page, f"{s.page}proces-verbal/", s.point(PROJET_UN))
    return lus + [str(porteuse.contexte.request.get(s.plateforme.adresse + page).status) for page in fermees]


def lever(s: Seance) -> None:
    s.gens["presidente"].aller(s.salle).cliquer("Lever la séance")
    s.gens["coordination"].aller(f"{s.page}proces-verbal/").cliquer("Établir le procès-verbal").lit("quorum")


def signer(s: Seance) -> str:
    """The chair, then the coordination that keeps the secretariat, prove again who they are and sign; return the code of the minutes."""
    coordination = s.gens["coordination"].aller(f"{s.page}proces-verbal/corriger/").lit("Textes libres")
    for personne in (s.gens["presidente"], coordination):
        personne.aller(f"{s.page}proces-verbal/signer/").remplir(password="pas-le-bon").cliquer("Confirmer").ne_lit_pas("Signer le document")
        personne.remplir(password=personne.mot_de_passe).cliquer("Confirmer").cliquer("Signer le document").lit("Votre signature est enregistrée")
    code = re.search(r"\b[0-9A-Z]{4}-[0-9A-Z]{4}-[0-9A-Z]{2}\b", coordination.lit("Version signée").page.locator("main").inner_text()).group()
    s.gens["porteuse"].aller(f"{PROG}/verifier/{code}/").lit("Ce code n’est pas connu")
    return code


def verifier(s: Seance, code: str) -> None:
    """Once published, the code typed by anybody is right, and the PDF kept by the worker is the one that was signed."""
    porteuse = s.gens["porteuse"].aller(f"{PROG}/verifier/").lit("Code du document").remplir(code=code).cliquer("Vérifier ce code")
    porteuse.lit("Authentique.").lit(code).lit("La présidence").lit("Le secrétariat")
    presidente = s.gens["presidente"].aller(f"{s.page}proces-verbal/").page
    garde = presidente.get_by_role("button", name="Télécharger le PDF signé")
    for _ in range(60):
        if garde.count():
            break
        presidente.wait_for_timeout(500)
        presidente.reload()
    with presidente.expect_download(timeout=60_000) as recu:
        garde.click()
    fichier = {"name": "proces-verbal.pdf", "mimeType": "application/pdf", "buffer": recu.value.path().read_bytes()}
    porteuse.aller(f"{PROG}/verifier/{code}/").joindre("fichier", fichier).cliquer("Comparer ce fichier").lit("Fichier authentique")


def publier(s: Seance) -> None:
    """The coordination reads the letters again; the chair, who froze nothing, lets them leave."""
    s.gens["coordination"].aller(s.page).suivre("Relire et publier").lit("1 destinataire").lit("Vous avez figé un dossier")
    s.gens["presidente"].aller(s.page).suivre("Relire et publier").cliquer("Publier les décisions").lit("décisions sont publiées")


def la_porteuse_apprend_la_decision(s: Seance, avant: list[str]) -> None:
    """Home, project and letter tell the decision; the committee's own pages stay closed to her."""
    apres = ce_que_lit_la_porteuse(s)
    assert [ancien == nouveau for ancien, nouveau in zip(avant, apres, strict=True)] == [False, False, False, True, True, True, True]
    assert apres[3:] == ["404"] * 4
    s.gens["porteuse"].aller(f"{PROG}/projets/{PROJET_UN}/").lit("Financé").lit("280 000 €")
    s.plateforme.boite.attendre(adresse_de("porteuse"), "", contenant=UN)
