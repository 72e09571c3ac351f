"""Booking on a phone, by touch then by keyboard; the expert's whole loop; the service accepted, validated, debited."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.e2e.monde_de_la_reservation import BESOIN, GENS, adresse_de
from tests.e2e.personnes import LARGE, TELEPHONE, Personne

SLUG = "reservation-d-essai"
PROG = f"/p/{SLUG}"
CREDITS = f"{PROG}/accompagnement/projets/exemple-1/credits/"
MODULE = "from tests.e2e.monde_de_la_reservation import *; "
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
FOCUS = "document.activeElement"


@dataclass
class Reservation:
    """The people of the story, the running platform, and a file to hand in."""

    plateforme: object
    gens: dict[str, Personne]
    fichier: Path


@pytest.fixture
def reservation(plateforme, personne, tmp_path) -> Reservation:
    if plateforme.horloge:
        plateforme.aller_au("")  # another story left it in its own past
    plateforme.commander("creer_programme", "manufactures-de-proximite", "--slug", SLUG)
    plateforme.commander("shell", "--no-imports", "-c", f"{MODULE}creer('{SLUG}')")
    appareils = {"porteuse": {"taille": TELEPHONE, "tactile": True}}
    gens = {cle: personne(cle, **appareils.get(cle, {})).connecter(adresse_de(cle)) for cle in GENS}
    (fichier := tmp_path / "tresorerie.pdf").write_bytes(PDF)
    return Reservation(plateforme, gens, fichier)


def test_from_the_booking_to_the_debit(reservation):
    porteuse = reservation.gens["porteuse"]
    mission = reserver_au_doigt(porteuse)
    seconde = reserver_au_clavier(porteuse)
    assert seconde != mission
    repondre(reservation.gens["experte"], mission)
    rendre(reservation, mission)
    accepter(porteuse, mission)
    valider(reservation.gens["coordinatrice"], mission)
    lire_le_registre(porteuse)


# --- Booking -------------------------------------------------------------------------------------


def reserver_au_doigt(porteuse: Personne) -> str:
    """Three pages with a finger; without a purpose the summary takes the focus and leads to the field."""
    page = porteuse.aller(f"{PROG}/").page
    porteuse.toucher("Réserver une demi-journée", "link").lit("Étape 1 sur 3")
    page.locator(".opt", has_text="Modèle économique").tap()
    porteuse.toucher("Choisir un expert").lit("Étape 2 sur 3")
    porteuse.toucher("Choisir un créneau").lit("Étape 3 sur 3")
    la_liste_vient_avant_la_grille(porteuse)
    page.locator(".jour .opt").nth(1).tap()
    expect(page.locator("#recapitulatif")).to_contain_text("Après-midi")
    porteuse.toucher("Réserver ce créneau")
    assert page.evaluate(f"{FOCUS}.hasAttribute('data-resume')")
    page.locator("[data-resume] a").tap()
    assert page.evaluate(f"{FOCUS}.name") == "objet"
    porteuse.remplir(objet="Notre plan de trésorerie.").toucher("Réserver ce créneau").lit("rien n’est débité").lit("Proposée à l’expert")
    return page.url


def la_liste_vient_avant_la_grille(porteuse: Personne) -> None:
    """On a phone each half-day stands under the one before, after the name of its day; on a wide screen they share a line."""
    page = porteuse.page
    premiers = page.locator(".jour").first.locator("h3, .opt")
    boites = [premiers.nth(n).bounding_box() for n in range(premiers.count())]
    assert [b["y"] for b in boites] == sorted({b["y"] for b in boites})
    assert page.locator(".jour").last.bounding_box()["y"] < page.locator("#recapitulatif").bounding_box()["y"]
    page.set_viewport_size(LARGE)
    assert len({page.locator(".jour .opt").nth(n).bounding_box()["y"] for n in (0, 1)}) == 1
    page.set_viewport_size(TELEPHONE)


def reserver_au_clavier(porteuse: Personne) -> str:
    """The same without a finger: Tab, arrows, Space, Enter; the focus is seen all along, and stays on the half-day chosen."""
    page = porteuse.aller(f"{PROG}/").page
    porteuse.atteindre("a[href$='/reserver/']").presser("Enter")
    porteuse.atteindre("input[name=besoin]")
    porteuse.atteindre("input[value=offre-formation]", "ArrowDown").atteindre(f"input[value={BESOIN}]", "ArrowUp")
    porteuse.atteindre("main button").presser("Enter").atteindre("input[name=expert]")
    page.keyboard.press("Space")
    porteuse.atteindre("main button").presser("Enter").atteindre("input[name=lieu]").atteindre("input[name=creneau]")
    porteuse.atteindre("input[name=creneau]", "ArrowDown")
    choisi = page.evaluate(f"{FOCUS}.value")
    expect(page.locator("#recapitulatif")).to_contain_text(page.locator(f".jour:has([value='{choisi}']) h3").inner_text())
    assert page.evaluate(f"{FOCUS}.value") == choisi
    porteuse.atteindre("textarea[name=objet]")
    page.keyboard.type("La grille tarifaire.")
    porteuse.atteindre("#recapitulatif button").presser("Enter").lit("rien n’est débité")
    return page.url


# --- The expert ----------------------------------------------------------------------------------


def repondre(experte: Personne, mission: str) -> None:
    """She reads the request on her home, is told why she may not accept yet, declares that she has no interest, accepts."""
    experte.aller(f"{PROG}/").lit("Répondre à une demande").aller(mission).lit("Notre plan de trésorerie.")
    experte.choisir("reponse", "decliner").cliquer("Envoyer ma réponse").lit("Indiquez le motif")
    assert experte.page.evaluate(f"{FOCUS}.hasAttribute('data-resume')")
    experte.suivre("Déclarer mon intérêt").choisir("interet", "non").cliquer("Enregistrer ma déclaration")
    experte.aller(mission).choisir("reponse", "accepter").cliquer("Envoyer ma réponse").lit("Planifiée")


def rendre(r: Reservation, mission: str) -> None:
    """The day has passed: her home asks for the report; she hands it in with an action and a file."""
    numero = mission.rstrip("/").rsplit("/", 1)[1]
    r.plateforme.commander("shell", "--no-imports", "-c", f"{MODULE}passer('{SLUG}', {numero})")
    experte = r.gens["experte"].aller(f"{PROG}/").suivre("Remettre le compte rendu")
    experte.remplir(fait="Plan sur douze mois.", decide="Un point par mois.", suites="La grille tarifaire.")
    experte.remplir(action_1_libelle="Relancer les impayés", action_1_responsable="La porteuse").joindre("piece_1", r.fichier)
    experte.cliquer("Remettre le compte rendu").lit("Complétez cette action")
    experte.remplir(action_1_echeance="2031-03-01").joindre("piece_1", r.fichier).cliquer("Remettre le compte rendu")
    experte.lit("Relancer les impayés").lit("Télécharger la pièce jointe").aller(f"{PROG}/accompagnement/mes-missions/")


# --- The verdict and the debit -------------------------------------------------------------------


def accepter(porteuse: Personne, mission: str) -> None:
    """Her home asks for the verdict; nothing is debited by it."""
    porteuse.aller(f"{PROG}/").toucher("Accepter ou refuser le service fait", "link").lit("Plan sur douze mois.")
    assert porteuse.page.url == mission
    porteuse.page.locator(".opt", has_text="Oui").tap()
    porteuse.toucher("Enregistrer mon verdict").lit("Verdict enregistré")
    assert soldes(porteuse) == ["7", "0", "2", "5"]


def valider(coordinatrice: Personne, mission: str) -> None:
    coordinatrice.aller(f"{PROG}/").suivre("1 service fait à valider").aller(mission)
    coordinatrice.cliquer("Valider le service fait").lit("1 demi-journée au débit")


def lire_le_registre(porteuse: Personne) -> None:
    """Granted, used, held, left: the figures moved, and the movement that explains them opens."""
    assert soldes(porteuse) == ["7", "1", "1", "5"]
    porteuse.lit("Consommation").toucher("consommée", "link").lit("Consommation")


def soldes(porteuse: Personne) -> list[str]:
    return porteuse.aller(CREDITS).page.locator(".solde .chiffre").all_inner_texts()
