"""People in front of a browser: each has her own context, and every page she opens is checked."""

from dataclasses import dataclass, field
from pathlib import Path

from playwright.sync_api import Browser, Error, Page, expect

AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text()
REGLES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "RGAAv4", "best-practice"]
# Faults alone come back: what passed is thousands of lines by page.
AUDIT = """regles => axe.run({runOnly: {type: "tag", values: regles}, resultTypes: ["violations"]})
    .then(lu => lu.violations.map(v => [v.id, v.nodes[0].html.slice(0, 200)]))"""
# What htmx says of a request that was under way when its page was left, or its line cut.
REQUETES_COUPEES = ("htmx:afterRequest, [object", "htmx:sendError, [object", "htmx:sendAbort, [object")
GUETTEUR = "document.addEventListener('securitypolicyviolation', e => console.error('CSP ' + e.violatedDirective + ' ' + e.blockedURI))"
DEBORDE = """() => [...document.querySelectorAll("body *")]
    .filter(e => e.getBoundingClientRect().right > document.documentElement.clientWidth)
    .map(e => e.outerHTML).at(-1)"""
# What makes two pages of one address differ for who looks at them: a form more, a form refused, a dialog, an alert.
ETAT = """() => ["form", "[aria-invalid=true], [data-faux]", "dialog[open]", "[role=alert]"]
    .map(s => document.querySelectorAll(s).length).join()"""
LARGE, ETROIT, TELEPHONE = {"width": 1280, "height": 900}, {"width": 320, "height": 700}, {"width": 375, "height": 812}
# What carries the outline of the focus: the element itself, or the card around a radio.
FOCUS_VU = """() => {
    const seul = document.activeElement, porteur = seul.closest(".opt") || seul, ou = porteur.getBoundingClientRect();
    return getComputedStyle(porteur).outlineStyle !== "none" && ou.bottom > 0 && ou.top < innerHeight;
}"""


@dataclass
class Personne:
    """Somebody at work: ``page`` is her browser page, ``fautes`` what went wrong on it."""

    nom: str
    navigateur: Browser
    adresse: str
    mot_de_passe: str = "un-atelier-bien-rangé"
    fautes: list = field(default_factory=list)
    vues: set = field(default_factory=set)
    coupee: bool = False
    taille: dict = field(default_factory=lambda: LARGE)
    tactile: bool = False
    theme: str = "light"

    def __post_init__(self):
        self.contexte = self.navigateur.new_context(
            viewport=self.taille, has_touch=self.tactile, color_scheme=self.theme, locale="fr-FR", timezone_id="Europe/Paris"
        )
        self.contexte.set_default_timeout(15_000)
        self.contexte.add_init_script(GUETTEUR)
        self.page: Page = self.contexte.new_page()
        self.page.on("console", self._console)
        self.page.on("pageerror", lambda erreur: self.fautes.append(f"script: {erreur}"))

    def _console(self, message):
        refus_attendu = "Failed to load resource: the server responded with a status of 4" in message.text
        coupure = self.coupee and "net::ERR_INTERNET_DISCONNECTED" in message.text or message.text.startswith(REQUETES_COUPEES)
        if message.type == "error" and not refus_attendu and not coupure:
            self.fautes.append(f"console: {message.text} ({self.page.url})")

    # --- moving and acting -----------------------------------------------------------------

    def aller(self, chemin: str) -> "Personne":
        self.page.goto(chemin if chemin.startswith("http") else self.adresse + chemin)
        return self.controler()

    def cliquer(self, nom: str, role: str = "button", exact: bool = False) -> "Personne":
        self.page.get_by_role(role, name=nom, exact=exact).first.click()
        self.page.wait_for_load_state("load")
        return self.controler()

    def suivre(self, nom: str, exact: bool = False) -> "Personne":
        return self.cliquer(nom, "link", exact)

    def remplir(self, **champs) -> "Personne":
        """Fill fields found by their name attribute."""
        for nom, valeur in champs.items():
            self.page.locator(f"[name='{nom}']").first.fill(str(valeur))
        return self

    def choisir(self, nom: str, valeur: str) -> "Personne":
        """Pick a radio or a check box by name and value, by the keyboard: what has the focus changes, wherever the page scrolls."""
        champ = self.page.locator(f"input[name='{nom}'][value='{valeur}']")
        if not champ.is_checked():
            champ.press("Space")
        expect(champ).to_be_checked()
        return self

    def toucher(self, nom: str, role: str = "button") -> "Personne":
        """Tap with a finger what leads to another page."""
        with self.page.expect_navigation():
            self.page.get_by_role(role, name=nom).first.tap()
        return self.controler()

    def atteindre(self, selecteur: str, touche: str = "Tab") -> "Personne":
        """Press a key until the focus stands on an element; wherever it passes it must be seen."""
        for _ in range(60):
            self.page.keyboard.press(touche)
            self.page.wait_for_function(FOCUS_VU, timeout=3_000)  # the page may still scroll towards it
            if self.page.evaluate("selecteur => document.activeElement.matches(selecteur)", selecteur):
                return self
        raise AssertionError(f"{selecteur} is not reached by {touche} on {self.page.url}")

    def presser(self, touche: str) -> "Personne":
        """Press a key that leads to another page."""
        with self.page.expect_navigation():
            self.page.keyboard.press(touche)
        return self.controler()

    def joindre(self, nom: str, fichier: Path | dict) -> "Personne":
        self.page.locator(f"input[type=file][name='{nom}']").set_input_files(fichier)
        return self

    def couper(self, oui: bool) -> "Personne":
        """Cut, or mend, the line between this browser and the platform."""
        self.coupee = self.coupee or oui  # what was sent while it was cut may complain a little later
        self.contexte.set_offline(oui)
        return self

    def lit(self, texte: str) -> "Personne":
        expect(self.page.locator("body")).to_contain_text(texte)
        return self

    def ne_lit_pas(self, texte: str) -> "Personne":
        expect(self.page.locator("body")).not_to_contain_text(texte)
        return self

    def connecter(self, email: str, mot_de_passe: str | None = None) -> "Personne":
        self.aller("/compte/login/")
        self.remplir(login=email, password=mot_de_passe or self.mot_de_passe)
        self.page.locator("[name=password]").press("Enter")
        self.page.wait_for_url(lambda url: "/compte/login/" not in url)
        return self.controler()

    # --- looking ---------------------------------------------------------------------------

    def controler(self) -> "Personne":
        """Run axe and the reflow check at 320 px and at her own width, once per address, title and state of a page.

        A page that leaves while it is looked at is no page of hers any more: the one that comes is looked at instead.
        """
        try:
            self._regarder()
        except Error as partie:
            if "Execution context was destroyed" not in str(partie):
                raise
            self.page.wait_for_load_state("load")
            self._regarder()
        assert self.fautes == [], f"{self.nom}: {self.fautes}"
        return self

    def _regarder(self) -> None:
        cle = (self.page.url.split("?")[0], self.page.title(), self.page.evaluate(ETAT))
        if cle not in self.vues and "text/html" in self.page.evaluate("document.contentType"):
            for taille in (ETROIT, self.taille):
                self.page.set_viewport_size(taille)
                self._axe(taille["width"])
            self.vues.add(cle)

    def _axe(self, largeur: int) -> None:
        if self.page.evaluate("!window.axe"):
            self.page.evaluate(AXE)
        for regle, html in self.page.evaluate(AUDIT, REGLES):
            self.fautes.append(f"axe {regle} à {largeur} px sur {self.page.url}: {html}")
        debord = self.page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
        if debord > 0:
            self.fautes.append(f"déborde de {debord} px à {largeur} px sur {self.page.url}: {(self.page.evaluate(DEBORDE) or '')[:200]}")
