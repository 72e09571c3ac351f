"""The world of a sitting, made by the actions of the apps in the database of the running platform (``manage.py shell``)."""

import json
from datetime import date

from comite.actions.deports import declarer_deport
from comite.models import Dossier
from manufactures.enums import Fonction
from manufactures.models import MembreEquipe
from socle.comptes.enums import Role
from socle.comptes.models import Programme
from socle.comptes.portee import programme_actif
from tests.comite import fabriques as f
from tests.conftest import creer_personne

MEMBRES = ("presidente", "membre", "clavier", "recusee")


def adresse_de(cle: str) -> str:
    return f"{cle}@seance.example"


def creer(slug: str) -> None:
    """A convened sitting of two files, its four members, one recused from the first, whose porteuse waits. Print its addresses."""
    with programme_actif(Programme.objects.get(slug=slug)):
        creer_personne(adresse_de("coordination"), "Coordination", Role.COORDINATION)
        comite = f.creer_comite(*(creer_personne(adresse_de(cle), cle.capitalize(), Role.COMITE) for cle in MEMBRES))
        projets = [f.creer_projet(1), f.creer_projet(2)]
        porteuse = creer_personne(adresse_de("porteuse"), "Porteuse", Role.EQUIPE)
        MembreEquipe.objects.create(projet=projets[0], utilisateur=porteuse, fonction=Fonction.PORTEUR, date_debut=date(2022, 1, 1))
        seance = f.seance_convoquee(*projets, jours=1)
        declarer_deport(membre=comite[3], projet=projets[0], acteur=None)
        dossiers = dict(Dossier.objects.values_list("point__projet__slug", "pk"))
        points = dict(seance.points.values_list("projet__slug", "pk"))
        print(json.dumps({"seance": seance.pk, "dossiers": dossiers, "points": points}))
