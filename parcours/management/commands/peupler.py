"""``peupler --programmes N --projets M --graine S``: a database of the size one wants, the same for the same seed."""

import sys
import time
from datetime import date
from random import Random

from django.core.management.base import BaseCommand, CommandError

from accompagnement.models import Besoin
from incubation.models import Module, Promotion
from manufactures.models import Vague
from parcours.actions.programmes import creer_programme
from parcours.modele import charger_modele
from parcours.peuplement.phases import peupler_accompagnement, peupler_incubation
from parcours.peuplement.projets import peupler_projets
from socle.comptes import reglement
from socle.comptes.models import Operateur, Programme
from socle.comptes.portee import programme_actif

LOT = 500  # projects per transaction
MAX_PAR_PROGRAMME = 99_999  # SIRET of examples hold five digits of rank


class Command(BaseCommand):
    help = "Fills example programmes with M example projects each, at every stage of their life, for load tests."

    def add_arguments(self, parser):
        parser.add_argument("--programmes", type=int, default=1)
        parser.add_argument("--projets", type=int, default=400, help="projects in each programme")
        parser.add_argument("--graine", type=int, default=1, help="seed: the same one gives the same projects")

    def handle(self, *, programmes, projets, graine, **options):
        if not 0 < projets <= MAX_PAR_PROGRAMME or programmes < 1:
            raise CommandError(f"--programmes must be 1 or more, --projets from 1 to {MAX_PAR_PROGRAMME}.")
        debut, fait = time.monotonic(), 0
        for numero in range(1, programmes + 1):
            for taille in self._peupler(f"charge-{graine}-{numero}", projets, Random(f"{graine}-{numero}")):  # noqa: S311
                fait += taille
                self._montrer(fait, programmes * projets, debut)
        self.stdout.write(f"\n{fait} projects in {time.monotonic() - debut:.1f} s")

    def _peupler(self, slug: str, projets: int, hasard: Random):
        """Fill one programme, a batch per transaction, and yield the size of each batch."""
        programme = self._programme(slug, projets)
        for debut in range(1, projets + 1, LOT):
            taille = min(LOT, projets - debut + 1)
            with programme_actif(programme):
                self._lot(slug, debut, taille, hasard)
            yield taille

    def _programme(self, slug: str, projets: int) -> Programme:
        if Programme.objects.filter(slug=slug).exists():
            raise CommandError(f"The programme {slug} exists already: choose another --graine.")
        operateur, _ = Operateur.objects.get_or_create(nom="Opérateur d’exemple")
        modele = charger_modele("manufactures-de-proximite")
        assez = {"accompagnement.enveloppe_ingenierie": 450 * 40 * max(projets, 100)}
        return creer_programme(
            modele=modele, slug=slug, nom=f"Programme d’exemple {slug}", operateur=operateur, auteur=None, reglages=assez
        )

    def _lot(self, slug: str, debut: int, taille: int, hasard: Random) -> None:
        vagues = list(Vague.objects.order_by("numero"))
        lignes = [ligne.code for ligne in reglement.valeur("manufactures.lignes_subvention")]
        vague = vagues[debut // LOT % len(vagues)]
        lot = peupler_projets(slug=slug, debut=debut, nombre=taille, vague=vague, lignes=lignes, hasard=hasard)
        promotion, _ = Promotion.objects.get_or_create(
            nom=f"Promotion {vague.nom}", defaults={"vague": vague, "date_debut": date(2022, 9, 1), "date_fin": date(2023, 1, 1)}
        )
        peupler_incubation(lot, promotion, list(Module.objects.order_by("numero")))
        peupler_accompagnement(lot, list(Besoin.objects.order_by("ordre")), date(2023, 3, 1))

    def _montrer(self, fait: int, total: int, debut: float) -> None:
        if sys.stderr.isatty() or fait == total:
            plein = 30 * fait // total
            barre = "█" * plein + "·" * (30 - plein)
            self.stderr.write(f"\r{barre} {fait}/{total} ({fait / (time.monotonic() - debut):.0f}/s)", ending="")
