"""The world of a sitting, made by the actions of the apps in the database of the running platform (``manage.py shell``)."""

import json
from datetime import date

from comite.actions.deports import declarer_deport
from comite.actions.dossiers import figer_dossier
from comite.actions.ordre_du_jour import inscrire_projet
from comite.actions.seances import convoquer, creer_seance
from comite.enums import TypeSeance
from comite.models import Dossier
from manufactures.enums import Fonction
from manufactures.models import MembreEquipe
from socle.comptes.acteur import acteur_de
from socle.comptes.enums import Role
from socle.comptes.models import Programme
from socle.comptes.portee import programme_actif
from tests.comite import fabriques as f
from tests.conftest import creer_personne

MEMBRES = ("presidente", "membre", "clavier", "recusee")


def adresse_de(cle: str) -> str:
    return f"{cle}@seance.example"


def creer(slug: str) -> None:
    """A sitting convened by the coordination, who froze its two files; four members, one recused from the first. Print its addresses."""
    with programme_actif(Programme.objects.get(slug=slug)):
        coordination = acteur_de(creer_personne(adresse_de("coordination"), "Coordination", Role.COORDINATION))
        comite = f.creer_comite(*(creer_personne(adresse_de(cle), cle.capitalize(), Role.COMITE) for cle in MEMBRES))
        projets = [f.creer_projet(1), f.creer_projet(2)]
        porteuse = creer_personne(adresse_de("porteuse"), "Porteuse", Role.EQUIPE)
        MembreEquipe.objects.create(projet=projets[0], utilisateur=porteuse, fonction=Fonction.PORTEUR, date_debut=date(2022, 1, 1))
        seance = creer_seance(type_seance=TypeSeance.FINANCEMENT, date_prevue=f.dans(1), lieu="Salle d’exemple", acteur=coordination)
        for projet in projets:
            point = inscrire_projet(seance=seance, projet=projet, acteur=coordination)
            figer_dossier(point=point, contenu=f.CONTENU, acteur=coordination)
        convoquer(seance=seance, acteur=coordination, motif_delai_court="Urgence d’exemple")
        declarer_deport(membre=comite[3], projet=projets[0], acteur=None)
        dossiers = dict(Dossier.objects.values_list("point__projet__slug", "pk"))
        points = dict(seance.points.values_list("projet__slug", "pk"))
        print(json.dumps({"seance": seance.pk, "dossiers": dossiers, "points": points}))
