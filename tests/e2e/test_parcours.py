"""One project lives its whole life in the browsers of its people; a second one is adjourned and comes back by itself."""

from dataclasses import dataclass

import pytest
from playwright.sync_api import expect

from tests.e2e.personnes import Personne

PROG = "/p/manufactures"
COORD, COORD2 = "coordination@ftl.example", "coordination2@ftl.example"
PRESIDENTE, MEMBRE, RECUSEE = "presidente@comite.example", "membre@comite.example", "recusee@comite.example"
EXPERTE = "experte@lot1.example"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass
class Histoire:
    """The people of the story and the means to move the clock."""

    plateforme: object
    ouvrir: object
    dossier: object
    gens: dict

    def fichier(self, nom: str, contenu: bytes = PDF):
        chemin = self.dossier / nom
        chemin.write_bytes(contenu)
        return chemin

    def entrer(self, cle: str, email: str, sujet: str = "invitation") -> Personne:
        """Open the invitation received by mail, make the account, and stay signed in."""
        lien = self.plateforme.boite.lien(email, sujet)
        personne = self.gens[cle] = self.ouvrir(cle)
        personne.email = email
        personne.aller(lien).remplir(prenom=cle.capitalize(), nom="d’exemple", mot_de_passe=personne.mot_de_passe)
        return personne.cliquer("Créer mon compte et entrer").lit("Bienvenue")

    def aller_au(self, instant: str) -> None:
        """Weeks later: the platform restarts at another date and people sign in again."""
        self.plateforme.aller_au(instant)
        for personne in self.gens.values():
            personne.contexte.clear_cookies()
            personne.connecter(personne.email)


@pytest.fixture
def histoire(plateforme, personne, tmp_path):
    plateforme.aller_au("2021-10-11T10:00:00+02:00")
    plateforme.commander("creer_programme", "manufactures-de-proximite", "--slug", "manufactures", "--coordination", COORD)
    return Histoire(plateforme, personne, tmp_path, {})


def test_a_project_lives_its_whole_life(histoire):
    reunir_les_gens(histoire)
    porter_et_deposer(histoire, 1)
    porter_et_deposer(histoire, 2)
    instruire(histoire)
    labelliser(histoire)
    incuber(histoire)
    financer(histoire)
    accompagner(histoire)
    faire_revenir_l_ajourne(histoire)


def reunir_les_gens(h: Histoire) -> None:
    coordination = h.entrer("coordination", COORD)
    coordination.aller(f"{PROG}/personnes/inviter/").remplir(email=COORD2).cliquer("Envoyer l’invitation").lit(COORD2)
    h.entrer("coordination2", COORD2)
