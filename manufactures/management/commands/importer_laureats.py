"""``importer_laureats CHEMIN --programme SLUG``: take the official list of laureates, as it is found."""

from pathlib import Path

from django.core.management.base import BaseCommand, CommandError

from manufactures.actions.importation import importer_laureats
from manufactures.regles_import import ListeIllisible
from socle.comptes.models import Programme
from socle.comptes.portee import programme_actif


class Command(BaseCommand):
    help = "Imports the official list of laureates (CSV), tells what it repaired and what it refused; can be run again."

    def add_arguments(self, parser):
        parser.add_argument("chemin", type=Path)
        parser.add_argument("--programme", required=True, help="address (slug) of the programme")

    def handle(self, *, chemin, programme, **options):
        objet = Programme.objects.filter(slug=programme).first()
        if objet is None:
            raise CommandError(f"Aucun programme à l’adresse « {programme} ».")
        try:
            with programme_actif(objet):
                rapport = importer_laureats(contenu=lire(chemin), acteur=None)
        except (ListeIllisible, OSError) as erreur:
            raise CommandError(str(erreur)) from erreur
        self._raconter(rapport)

    def _raconter(self, rapport):
        for titre, constats in (("Réparé", rapport.reparations), ("Refusé", rapport.refus)):
            for constat in constats:
                self.stdout.write(f"{titre}, ligne {constat.ligne}, {constat.nom} : {constat.phrase}")
        faits = f"{rapport.crees} créés, {rapport.mis_a_jour} mis à jour, {rapport.inchanges} inchangés"
        self.stdout.write(f"{faits}, {len(rapport.refus)} refusés.")


def lire(chemin: Path) -> str:
    """Return the text of a file in UTF-8, else as older spreadsheets write it."""
    octets = chemin.read_bytes()
    try:
        return octets.decode("utf-8-sig")
    except UnicodeDecodeError:
        return octets.decode("cp1252", errors="replace")
