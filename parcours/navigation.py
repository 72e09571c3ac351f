"""The links of the second row, at most eight, and the words of the account menu: both follow from the roles."""

from dataclasses import dataclass

from django.urls import reverse

from socle.comptes.acteur import Acteur
from socle.comptes.enums import Role


@dataclass(frozen=True)
class Lien:
    """One link of the layout."""

    libelle: str
    url: str
    actif: bool = False


@dataclass(frozen=True)
class Identite:
    """Who is signed in, in the account menu."""

    libelle: str
    detail: str


AUX_CREDITS = "projet_aux_credits"  # what is read of an acteur: the address of her project in accompagnement
_EQUIPE = (("Accueil", "programme_accueil"), ("Mes projets", "mes_projets"), ("Annuaire", "annuaire_liste"))
_COORDINATION = (
    ("Tableau de bord", "programme_accueil"),
    ("Projets", "projet_liste"),
    ("Incubation", "promotion_liste"),
    ("Comité", "seance_liste"),
    ("Accompagnement", "mission_liste"),
    ("Experts", "expert_liste"),
    ("Courriers", "courrier_liste"),
    ("Règlement", "reglement"),
)
_OBSERVATION = (
    ("Tableau de bord", "programme_accueil"),
    ("Projets", "projet_liste"),
    ("Comité", "seance_liste"),
    ("Accompagnement", "veille_credits"),
    ("Annuaire", "annuaire_liste"),
)
_COMITE = (("Accueil", "programme_accueil"), ("Séances", "seance_liste"), ("Mes intérêts", "mes_interets"), ("Annuaire", "annuaire_liste"))
_EXPERT = (("Accueil", "programme_accueil"), ("Mes missions", "expert_missions"), ("Mes créneaux", "creneau_liste"), ("Annuaire", "annuaire_liste"))
PAR_ROLE = {
    Role.COORDINATION: _COORDINATION,
    Role.OBSERVATEUR: _OBSERVATION,
    Role.COMITE: _COMITE,
    Role.EXPERT: _EXPERT,
    Role.EQUIPE: _EQUIPE,
}


def liens(acteur: Acteur, slug: str, chemin: str) -> list[Lien]:
    """Return the links of all the person's roles, each once, the one of the current page marked."""
    noms = dict.fromkeys(nom for role in PAR_ROLE if role in acteur.roles for nom in PAR_ROLE[role])
    adresses = [(libelle, reverse(route, args=[slug])) for libelle, route in _sans_doublon(noms)]
    if projet := acteur.lus.get(AUX_CREDITS):
        adresses.insert(_rang_des_credits(adresses), ("Mes crédits", reverse("credits_projet", args=[slug, projet])))
    adresses = adresses[:8]
    ici = _ici([u for _, u in adresses], chemin)
    return [Lien(libelle, url, url == ici) for libelle, url in adresses]


def _rang_des_credits(adresses: list[tuple[str, str]]) -> int:
    """Credits come after the projects of the team."""
    return next((rang for rang, (libelle, _) in enumerate(adresses, start=1) if libelle == "Mes projets"), len(adresses))


def _ici(adresses: list[str], chemin: str) -> str:
    """Return the longest address that begins a path; under the home alone, the first of the same section (``/p/slug/comite/``)."""
    debut = max((u for u in adresses if chemin.startswith(u)), key=len, default="")
    section = "/".join(chemin.split("/")[:4]) + "/"
    accueil = debut.count("/") <= 3
    return next((u for u in adresses if accueil and u.startswith(section)), debut)


def _sans_doublon(noms) -> list[tuple[str, str]]:
    routes = {}
    for libelle, route in noms:
        routes.setdefault(route, libelle)
    return [(libelle, route) for route, libelle in routes.items()]


def identite(acteur: Acteur) -> Identite:
    """Return the person's name and her roles in this programme."""
    roles = [role.label for role in PAR_ROLE if role in acteur.roles]
    return Identite(str(acteur.utilisateur), " · ".join(roles))
