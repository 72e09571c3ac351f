"""``verifier_registre [--programme SLUG]``: compare the ledger to itself; ends with a failure when a balance has drifted."""

from django.core.management.base import BaseCommand, CommandError

from accompagnement.queries.enveloppe import Controle, controle_du_registre, enveloppe_du_programme
from socle.comptes.models import Programme
from socle.comptes.portee import programme_actif
from socle.lib.francais import pluriel


class Command(BaseCommand):
    help = "Checks that each balance of credits is the sum of its movements and that all add up to zero; exit code 1 when not."

    def add_arguments(self, parser):
        parser.add_argument("--programme", help="address (slug) of a programme; all of them without it")

    def handle(self, *, programme, **options):
        programmes = Programme.objects.filter(slug=programme) if programme else Programme.objects.all()
        if programme and not programmes:
            raise CommandError(f"Aucun programme à l’adresse «\u00a0{programme}\u00a0».")
        faux = [phrase for objet in programmes if (phrase := self._verifier(objet))]
        if faux:
            raise CommandError(" ".join(faux))

    def _verifier(self, programme: Programme) -> str:
        with programme_actif(programme):
            controle: Controle = controle_du_registre(somme=enveloppe_du_programme().somme)
        if controle.juste:
            self.stdout.write(f"{programme.slug}\u00a0: le registre est juste.")
            return ""
        ecarts = f"{pluriel(controle.ecarts, 'compte')} loin de ses mouvements, somme des comptes {controle.somme}."
        return f"{programme.slug}\u00a0: {ecarts}"
