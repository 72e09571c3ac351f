"""The world of a booking, made by the factories of the apps in the database of the running platform (``manage.py shell``)."""

from datetime import timedelta

from django.utils import timezone

from accompagnement.models import Mission
from manufactures.enums import Fonction
from manufactures.models import MembreEquipe
from socle.comptes.enums import Role
from socle.comptes.models import Programme
from socle.comptes.portee import programme_actif
from socle.lib.dates import ajouter_mois
from tests.accompagnement import fabriques as f
from tests.conftest import creer_personne
from tests.manufactures.fabriques import ProjetFactory, UtilisateurFactory

BESOIN = "modele-economique"
GENS = {"porteuse": Role.EQUIPE, "experte": Role.EXPERT, "coordinatrice": Role.COORDINATION}


def adresse_de(cle: str) -> str:
    return f"{cle}@reservation.example"


def creer(slug: str) -> None:
    """A project with credits for two needs; an expert with four half-days at the start of a month, who has declared nothing yet."""
    UtilisateurFactory.reset_sequence(1_000)  # another world of this database may have made the first ones
    with programme_actif(Programme.objects.get(slug=slug)):
        gens = {cle: creer_personne(adresse_de(cle), cle.capitalize(), role) for cle, role in GENS.items()}
        projet = ProjetFactory(en_accompagnement=True, nom="Manufacture d’exemple 1", slug="exemple-1")
        MembreEquipe.objects.create(projet=projet, utilisateur=gens["porteuse"], fonction=Fonction.PORTEUR, date_debut=timezone.localdate())
        f.doter(projet, (BESOIN, 4), ("offre-formation", 3))
        experte = f.ExpertFactory(utilisateur=gens["experte"], besoins=[BESOIN], declare=False)
        debut = ajouter_mois(timezone.localdate().replace(day=3), 2)
        f.ouvrir(experte, 4, dans=(debut - timezone.localdate()).days)


def passer(slug: str, mission: int) -> None:
    """Let the half-day of a mission be over since yesterday."""
    with programme_actif(Programme.objects.get(slug=slug)):
        creneau = Mission.objects.select_related("creneau").get(pk=mission).creneau
        f.deplacer(creneau, timezone.now() - timedelta(days=1))
