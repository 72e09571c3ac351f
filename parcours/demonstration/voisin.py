"""A second programme, small and of another model: what shows the walls between programmes."""

from datetime import date, time, timedelta

from manufactures.actions.candidatures import enregistrer_section, ouvrir_projet
from manufactures.actions.installation import installer
from manufactures.enums import Etape
from manufactures.models import Candidature
from parcours.actions.programmes import creer_programme
from parcours.demonstration.monde import vague
from parcours.demonstration.personnes import VOISINES
from parcours.modele import charger_modele
from socle.comptes.acteur import acteur_de
from socle.comptes.actions.adhesions import ouvrir_porte
from socle.comptes.enums import Role
from socle.comptes.models import Operateur, Programme, Utilisateur
from socle.comptes.portee import programme_actif
from socle.lib.dates import a_paris

SLUG = "ateliers-ruraux"
NUMERO, NEUF_HEURES = 2, time(9)


def creer(operateur: Operateur, comptes: dict[str, Utilisateur], visiteuse: Utilisateur, aujourd_hui: date) -> Programme:
    """Open the programme with its coordinator, one draft, and a person of the first programme who observes this one."""
    coordinatrice, porteuse = (comptes[p.email] for p in VOISINES)
    programme = creer_programme(modele=charger_modele(SLUG), slug=SLUG, operateur=operateur, auteur=coordinatrice)
    with programme_actif(programme):
        ouvrir_porte(utilisateur=visiteuse, role=Role.OBSERVATEUR)
        ouvrir_porte(utilisateur=porteuse, role=Role.EQUIPE)
        bornes = {
            "ouverture_at": a_paris(aujourd_hui - timedelta(days=15), NEUF_HEURES),
            "cloture_at": a_paris(aujourd_hui + timedelta(days=40)),
        }
        installer(vagues=[{"numero": NUMERO, "nom": "Appel d’exemple"} | bornes], conditions=[])
        _ouvrir_un_brouillon(coordinatrice, porteuse)
    return programme


def _ouvrir_un_brouillon(coordinatrice: Utilisateur, porteuse: Utilisateur) -> None:
    projet = ouvrir_projet(nom="Atelier d’exemple 1", vague=vague(NUMERO), acteur=acteur_de(coordinatrice), porteur=porteuse)
    valeurs = {
        "resume": "Un atelier de bois ouvert un jour par semaine.",
        "filieres": ["Bois"],
        "presentation": "Trois machines et un établi.",
    }
    candidature = Candidature.objects.get(projet=projet)
    enregistrer_section(candidature=candidature, section=Etape.PROJET, valeurs=valeurs, acteur=acteur_de(porteuse))
