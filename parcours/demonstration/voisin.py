"""A second programme, small and of another model: what shows the walls between programmes."""

from datetime import time, timedelta

from manufactures.actions.candidatures import enregistrer_section, ouvrir_projet
from manufactures.actions.vagues import creer_vague
from manufactures.enums import Etape
from manufactures.models import Candidature, Vague
from parcours.actions.programmes import creer_programme
from parcours.demonstration.monde import Monde
from parcours.demonstration.personnes import COORDINATRICE, VOISINES
from parcours.modele import charger_modele
from socle.comptes.acteur import acteur_de
from socle.comptes.actions.adhesions import ouvrir_porte
from socle.comptes.enums import Role
from socle.comptes.models import Programme, Utilisateur
from socle.comptes.portee import programme_actif
from socle.lib.dates import a_paris

SLUG = "ateliers-ruraux"
NEUF_HEURES = time(9)


def creer(monde: Monde) -> Programme:
    """Open the programme with its coordinator, one draft, and a person of the first programme who observes this one."""
    coordinatrice, porteuse = (monde.comptes[p.email] for p in VOISINES)
    programme = creer_programme(modele=charger_modele(SLUG), slug=SLUG, operateur=monde.programme.operateur, auteur=coordinatrice)
    with programme_actif(programme):
        ouvrir_porte(utilisateur=monde.personne(COORDINATRICE), role=Role.OBSERVATEUR)
        ouvrir_porte(utilisateur=porteuse, role=Role.EQUIPE)
        debut, fin = (a_paris(monde.agenda.aujourd_hui + timedelta(days=ecart), NEUF_HEURES) for ecart in (-15, 40))
        appel = creer_vague(nom="Appel d’exemple", ouverture_at=debut, cloture_at=fin, publication_at=None, acteur=acteur_de(coordinatrice))
        _ouvrir_un_brouillon(appel, coordinatrice, porteuse)
    return programme


def _ouvrir_un_brouillon(appel: Vague, coordinatrice: Utilisateur, porteuse: Utilisateur) -> None:
    projet = ouvrir_projet(nom="Atelier d’exemple 1", vague=appel, acteur=acteur_de(coordinatrice), porteur=porteuse)
    valeurs = {
        "resume": "Un atelier de bois ouvert un jour par semaine.",
        "filieres": ["Bois"],
        "presentation": "Trois machines et un établi.",
    }
    candidature = Candidature.objects.get(projet=projet)
    enregistrer_section(candidature=candidature, section=Etape.PROJET, valeurs=valeurs, acteur=acteur_de(porteuse))
