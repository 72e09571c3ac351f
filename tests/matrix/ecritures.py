"""A table of writes: who does it, where, with what, on the world of the matrix. The phases fill it."""

from collections.abc import Callable
from dataclasses import dataclass

from django.urls import reverse

from socle.comptes.actions.jetons import creer_jeton
from socle.comptes.enums import Portee
from tests.incubation.fabriques import jour_dans
from tests.matrix.monde import Monde

BUDGET = 12  # statements of a write, the three of the request included


@dataclass(frozen=True)
class Ecriture:
    """A write: its title, who does it, the route, and ``preparer``, which returns the arguments and what is typed."""

    titre: str
    role: str
    route: str
    preparer: Callable[[Monde], tuple[list, dict]]
    plafond: int = BUDGET
    par_api: bool = False  # a program writes it, with a token
    statut: int = 302  # what it answers when it is done
    identifie: bool = False  # the person has just given her password again


ECRITURES: list[Ecriture] = []


def ecriture(titre: str, role: str, route: str, plafond: int = BUDGET, *, par_api: bool = False, statut: int = 0, identifie: bool = False):
    """Add a write to the table; ``statut``: what it answers, a redirection of a page and a creation of a program unless said."""

    def ajouter(preparer):
        ECRITURES.append(Ecriture(titre, role, route, preparer, plafond, par_api, statut or (201 if par_api else 302), identifie))
        return preparer

    return ajouter


def envoyer(ecrit: Ecriture, arguments: list, donnees: dict, client, entetes: dict):
    """Send a write as its page does, or as a program does: JSON, with a token."""
    en_json = {"content_type": "application/json"} if ecrit.par_api else {}
    return client.post(reverse(ecrit.route, args=["manufactures", *arguments]), donnees, headers=entetes, **en_json)


def jeton_de(ecrit: Ecriture, monde: Monde) -> dict:
    """The header of a token of the person who writes; none for a page."""
    if not ecrit.par_api:
        return {}
    _, secret = creer_jeton(utilisateur=monde.personnes[ecrit.role], nom="Essai", portee=list(Portee))
    return {"Authorization": f"Bearer {secret}"}


def objet(modele, monde: Monde, cle: str):
    """The object of the world that a kind of route names."""
    return modele.objects.get(**monde.arguments[cle])


def slug(monde: Monde, cle: str = "projet") -> list:
    return [monde.arguments[cle]["slug"]]


def cle_de(monde: Monde, cle: str) -> list:
    return [monde.arguments[cle]["pk"]]


def date_heure(champ: str, jours: int, heure: str = "12:00") -> dict:
    return {f"{champ}_0": jour_dans(jours).isoformat(), f"{champ}_1": heure}


def simple(titre: str, role: str, route: str, cle: str, plafond: int = BUDGET, /, **donnees) -> None:
    """A write on an object of the world, with constants."""

    def preparer(monde: Monde) -> tuple[list, dict]:
        arguments = monde.arguments[cle]
        return list(arguments.values()), donnees

    ECRITURES.append(Ecriture(titre, role, route, preparer, plafond))
