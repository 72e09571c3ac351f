"""The API of the committee asked with tokens, as a program does."""

from comite.actions.decisions import proclamer_decision
from comite.enums import Choix
from comite.models import Decision
from socle.comptes.actions.jetons import creer_jeton
from socle.comptes.enums import Portee
from tests.comite import fabriques as f
from tests.conftest import Navigateur

BASE = "/api/v1/p/manufactures/"
ROLES = ("presidente", "membre", "coordinatrice", "observateur", "porteuse", "experte", "etrangere")
ATTRIBUER = {"choix": "attribuer"}
LES_DEUX = (Portee.LECTURE, Portee.ECRITURE)


class ClientApi:
    """A program that speaks for a person with a token of hers, in the programme in force."""

    def __init__(self, personne, portee=LES_DEUX, base=BASE):
        _, secret = creer_jeton(utilisateur=personne, nom="Essai", portee=list(portee))
        self.base, self.client, self.entetes = base, Navigateur(), {"Authorization": f"Bearer {secret}"}

    def lire(self, adresse):
        return self.client.get(self.base + adresse, headers=self.entetes)

    def ecrire(self, adresse, donnees, type_mime="application/json"):
        return self.client.post(self.base + adresse, donnees, content_type=type_mime, headers=self.entetes)

    def voter(self, scrutin, donnees=ATTRIBUER):
        return self.ecrire(f"scrutins/{scrutin.pk}/bulletins/", donnees)


def probleme(reponse) -> tuple[int, str]:
    """The status and the code of a problem, whose sentence is one."""
    corps = reponse.json()
    assert reponse.headers["Content-Type"] == "application/problem+json"
    assert corps["status"] == reponse.status_code
    assert corps["detail"].endswith(".")
    return reponse.status_code, corps["code"]


def codes(de, adresse, donnees=None):
    def statut(role):
        return (de(role).lire(adresse) if donnees is None else de(role).ecrire(adresse, donnees)).status_code

    return tuple(statut(role) for role in ROLES)


def decider(seance, sieges, choix=Choix.ATTRIBUER, **arguments) -> Decision:
    return proclamer_decision(scrutin=f.scrutin_clos(seance, f.tous(sieges, choix)), acteur=None, **arguments)
