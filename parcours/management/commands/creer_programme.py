"""``creer_programme MODELE``: open a programme from a model file, as the operator's page does."""

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction

from parcours.actions.acces import inviter_par_la_plateforme
from parcours.actions.programmes import creer_programme
from parcours.modele import ModeleInvalide, charger_modele, modeles_disponibles
from socle.comptes.models import Operateur
from socle.comptes.portee import programme_actif
from socle.lib.refus import ActionRefusee


class Command(BaseCommand):
    help = "Opens a programme from a model: its waves, modules, needs, criteria and settings."

    def add_arguments(self, parser):
        parser.add_argument("modele", help=f"a file, or one of: {', '.join(modeles_disponibles())}")
        parser.add_argument("--slug", help="address of the programme (default: the model's code)")
        parser.add_argument("--nom", default="", help="name of the programme (default: the model's)")
        parser.add_argument("--operateur", default="Opérateur du programme", help="body that runs it; made if missing")
        parser.add_argument("--coordination", metavar="E-MAIL", help="invite this person to coordinate it")

    @transaction.atomic
    def handle(self, *, modele, slug, nom, operateur, coordination, **options):
        try:
            lu = charger_modele(modele)
            organisme, _ = Operateur.objects.get_or_create(nom=operateur)
            programme = creer_programme(modele=lu, slug=slug or lu.code, nom=nom, operateur=organisme, auteur=None)
        except (ModeleInvalide, ActionRefusee) as erreur:
            raise CommandError(str(erreur)) from None
        if coordination:
            with programme_actif(programme):
                inviter_par_la_plateforme(email=coordination)
        self.stdout.write(f"/p/{programme.slug}/")
