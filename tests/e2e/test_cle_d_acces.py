"""A security key made by Chromium itself: added to an account, then the only thing needed to sign in."""

from playwright.sync_api import expect

SLUG = "cles-d-essai"
EMAIL = "porteuse@cles.example"
CREER = (
    "from socle.comptes.models import Programme; from socle.comptes.portee import programme_actif; from socle.comptes.enums import Role; "
    "from tests.conftest import creer_personne; "
    f"portee = programme_actif(Programme.objects.get(slug='{SLUG}')); portee.__enter__(); "
    f"creer_personne('{EMAIL}', 'Porteuse', Role.EQUIPE); portee.__exit__(None, None, None)"
)
CLE = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}


def test_a_key_is_added_then_opens_the_door_alone(plateforme, personne):
    if plateforme.horloge:
        plateforme.aller_au("")  # another story left it in its own past
    plateforme.commander("creer_programme", "manufactures-de-proximite", "--slug", SLUG)
    plateforme.commander("shell", "--no-imports", "-c", CREER)
    porteuse = personne("porteuse")
    porteuse.adresse = porteuse.adresse.replace("127.0.0.1", "localhost")  # a key belongs to a name, not to a number
    outils = porteuse.contexte.new_cdp_session(porteuse.page)
    outils.send("WebAuthn.enable")
    cle = outils.send("WebAuthn.addVirtualAuthenticator", {"options": CLE})["authenticatorId"]

    porteuse.connecter(EMAIL).aller("/compte/2fa/webauthn/add/").lit("Confirmer que c’est vous")
    porteuse.remplir(password=porteuse.mot_de_passe).page.locator("[name=password]").press("Enter")
    porteuse.page.wait_for_url("**/compte/2fa/webauthn/add/")
    porteuse.controler().remplir(name="Mon téléphone").page.get_by_label("sans mot de passe").check()
    with porteuse.page.expect_navigation():
        porteuse.page.get_by_role("button", name="Ajouter cette clé").click()
    porteuse.controler().aller("/compte/2fa/webauthn/").lit("Mon téléphone")
    assert len(outils.send("WebAuthn.getCredentials", {"authenticatorId": cle})["credentials"]) == 1

    porteuse.contexte.clear_cookies()
    porteuse.aller("/compte/login/")
    with porteuse.page.expect_navigation():
        porteuse.page.get_by_role("button", name="Se connecter avec une clé d’accès").click()
    porteuse.page.wait_for_url(lambda adresse: "/compte/" not in adresse)
    expect(porteuse.page.get_by_text("Porteuse").first).to_be_visible()
    porteuse.controler()
