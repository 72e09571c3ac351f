"""The people of the story, and what each step leaves behind: a mail, a line of the journal, another « à faire »."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from tests.e2e.personnes import Personne
from tests.e2e.plateforme import Plateforme

PROG = "/p/manufactures"
COORD, COORD2 = "coordination@ftl.example", "coordination2@ftl.example"
PRESIDENTE, MEMBRE, RECUSEE = "presidente@comite.example", "membre@comite.example", "recusee@comite.example"
EXPERTE = "experte@lot1.example"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"
EN_SOMBRE = frozenset({"membre", "experte"})  # those whose screen is dark


def nom_du(numero: int) -> str:
    return f"Manufacture d’exemple {numero}"


def slug_du(numero: int) -> str:
    return f"manufacture-d-exemple-{numero}"


def binome_du(numero: int) -> tuple[str, str]:
    return f"porteuse{numero}@atelier.example", f"partenaire{numero}@atelier.example"


@dataclass
class Histoire:
    """The people of the story and the means to move the clock."""

    plateforme: Plateforme
    ouvrir: object
    dossier: Path
    gens: dict[str, Personne]

    def fichier(self, nom: str, contenu: bytes = PDF) -> Path:
        chemin = self.dossier / nom
        chemin.write_bytes(contenu)
        return chemin

    def entrer(self, cle: str, email: str) -> Personne:
        """Open the invitation received by mail, make the account, and stay signed in."""
        personne = self.gens[cle] = self.ouvrir(cle, theme="dark" if cle in EN_SOMBRE else "light")
        personne.email = email
        personne.aller(self.plateforme.boite.invitation(email)).remplir(prenom=cle.capitalize(), nom="d’exemple", mot_de_passe=personne.mot_de_passe)
        return personne.cliquer("Créer mon compte et entrer").lit("Bienvenue")

    def aller_au(self, instant: str) -> None:
        """Weeks later: the platform restarts at another date and people sign in again."""
        self.plateforme.aller_au(instant)
        for personne in self.gens.values():
            personne.contexte.clear_cookies()
            personne.connecter(personne.email)

    # --- what a step leaves behind -----------------------------------------------------------

    @contextmanager
    def etape(
        self, journal: str, *, courriels: dict[str, str] | None = None, apparait: dict[str, str] | None = None, disparait: dict[str, str] | None = None
    ) -> Iterator[None]:
        """Live one step; each of its traces must be new.

        ``journal``: words of the line it adds. ``courriels``: ``{address: words of the subject}``. ``apparait``, ``disparait``:
        ``{person: beginning of the title of a task}`` that her home did not show and shows now, and the reverse.
        """
        apparait, disparait, marque = apparait or {}, disparait or {}, len(self.plateforme.boite.courriels)
        avant = self._journal(journal)
        self._a_faire(disparait, apparait)
        yield
        assert self._journal(journal) > avant, f"the journal does not say “{journal}”"
        for adresse, sujet in (courriels or {}).items():
            self.plateforme.boite.attendre(adresse, sujet, depuis=marque)
        self._a_faire(apparait, disparait)

    def _journal(self, phrase: str) -> int:
        """How many of the last fifty lines of the journal hold these words."""
        lignes = self.gens["coordination"].aller(f"{PROG}/journal/").page.locator("ol.journal li").all_inner_texts()
        return sum(phrase in plat(ligne) for ligne in lignes)

    def _a_faire(self, montrees: dict[str, str], absentes: dict[str, str]) -> None:
        """Read the homes concerned: each has the task it must have, and not the other one."""
        for cle in {**montrees, **absentes}:
            taches = [plat(titre) for titre in self.gens[cle].aller(f"{PROG}/").page.locator("ol.afaire h3").all_inner_texts()]
            for titre, voulu in ((montrees.get(cle), True), (absentes.get(cle), False)):
                assert titre is None or any(t.startswith(titre) for t in taches) is voulu, (cle, titre, voulu, taches)


def plat(texte: str) -> str:
    """The same words with plain spaces."""
    return texte.replace("\u00a0", " ")


def choisir_le_projet(personne: Personne, numero: int) -> None:
    personne.page.locator("select[name=projet]").select_option(label=nom_du(numero))
