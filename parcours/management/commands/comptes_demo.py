"""``comptes_demo``: the accounts of the demonstration, as a short table or as JSON."""

import json

from django.core.management.base import BaseCommand, CommandError

from parcours.demonstration.comptes import Compte, comptes_de_demonstration, libelles
from parcours.demonstration.personnes import (
    ADMINISTRATRICE,
    COORDINATEUR,
    COORDINATRICE,
    DOMAINE,
    DOMAINE_VOISIN,
    EXPERTES,
    MEMBRES,
    MOT_DE_PASSE,
    OBSERVATRICE,
    PRESIDENTE,
    porteuse,
)
from socle.lib.francais import pluriel

# The accounts worth trying first, and what they open on.
UTILES = {
    COORDINATRICE: "tout le programme, et un second en observation",
    COORDINATEUR: "valide le service fait (quatre yeux)",
    porteuse(1): "candidature presque complète, vague ouverte",
    porteuse(14): "incubation en cours, livrable à compléter",
    porteuse(23): "accompagnement : crédits et missions",
    PRESIDENTE: "décisions à publier, séances à venir",
    MEMBRES[0]: "dossiers à noter",
    EXPERTES[3]: "experte et membre du comité, un déport",
    EXPERTES[0]: "demandes et comptes rendus",
    OBSERVATRICE: "chiffres et décisions, en lecture",
    ADMINISTRATRICE: "ouvre les programmes",
}


class Command(BaseCommand):
    help = "Prints the accounts of the demonstration."

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="all accounts, as a list of objects")

    def handle(self, **options):
        comptes = comptes_de_demonstration()
        if not comptes:
            raise CommandError("La démonstration n’est pas installée : lancez d’abord « manage.py demonstration ».")
        if options["json"]:
            self.stdout.write(json.dumps([c.en_json() for c in comptes], ensure_ascii=False, indent=2))
            return
        self._tableau(comptes)

    def _tableau(self, comptes: list[Compte]) -> None:
        self.stdout.write(f"Mot de passe commun : {MOT_DE_PASSE}\n")
        par_adresse = {c.email: c for c in reversed(comptes)}
        utiles = [(par_adresse[f"{cle}@{DOMAINE}"], regard) for cle, regard in UTILES.items()]
        utiles += [(c, "l’autre programme") for c in comptes if c.email == f"responsable@{DOMAINE_VOISIN}"]
        adresses, roles = max(len(c.email) for c, _ in utiles), max(len(libelles(c)) for c, _ in utiles)
        for compte, regard in utiles:
            self.stdout.write(f"  {compte.email:<{adresses}}  {libelles(compte):<{roles}}  {regard}")
        adresses_en_tout = len({c.email for c in comptes})
        self.stdout.write(f"\n{pluriel(adresses_en_tout, 'compte')} en tout (manage.py comptes_demo --json).")
