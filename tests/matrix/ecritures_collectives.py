"""Writes of missions shared by several projects, whose cost does not grow with the projects; and of the exit review."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from accompagnement.actions.collectives import accepter_collective, rejoindre_collective
from accompagnement.actions.sortie import NoteDonnee, remplir_bilan
from accompagnement.actions.suites_collectives import confirmer_collective
from accompagnement.models import Besoin, Expert, MissionCollective
from manufactures.models import Projet
from tests.accompagnement import fabriques as accompagnement
from tests.manufactures.fabriques import ProjetFactory
from tests.matrix.ecritures import date_heure, ecriture, objet, simple
from tests.matrix.monde import Monde

TOUS = 14  # accounts, lines, missions and steps of several projects: two statements more than an act on one


def _inscrits(monde: Monde, confirmee: bool = False) -> MissionCollective:
    """The shared mission with two projects in, agreed to by the expert, confirmed if asked for."""
    collective, besoin = objet(MissionCollective, monde, "collective"), Besoin.objects.get(code="modele-juridique")
    autre = ProjetFactory(en_accompagnement=True)
    accompagnement.doter(autre, ("modele-juridique", 2))
    expert = Expert.objects.get(pk=collective.expert_id)
    accompagnement.sans_interet([expert], [autre])
    for projet in (objet(Projet, monde, "accompagne"), autre):
        champs = {"besoin": besoin, "plafond": 2, "participants": 2, "cle": str(uuid4())}
        rejoindre_collective(collective=collective, projet=projet, acteur=monde.acteur("porteuse"), **champs)
    accepter_collective(collective=collective, acteur=monde.acteur("experte"))
    return confirmer_collective(collective=collective, acteur=monde.acteur("coordinatrice")) if confirmee else collective


@ecriture("ouvrir une mission collective", "coordinatrice", "collective_ouvrir", TOUS)
def _(monde):
    expert = Expert.objects.get(utilisateur=monde.personnes["experte"])
    creneaux = [c.pk for c in accompagnement.ouvrir(expert, 2, dans=120)]
    mots = {"titre": "À plusieurs", "objet": "Les prix", "lieu": "sur_place", "partage": "egal", "cle": str(uuid4())}
    invites = [objet(Projet, monde, "accompagne").pk]
    return [], mots | {"expert": expert.pk, "creneaux": creneaux, "invites": invites} | date_heure("inscriptions_avant", 10)


simple("accepter une mission collective", "experte", "collective_accepter", "collective")


@ecriture("rejoindre une mission collective", "porteuse", "collective_rejoindre")
def _(monde):
    return list(monde.arguments["collective_projet"].values()), {"besoin": "modele-juridique", "participants": 2, "plafond": 2, "cle": str(uuid4())}


simple("décliner l’invitation à une mission collective", "porteuse", "collective_decliner", "collective_projet")


@ecriture("confirmer une mission collective", "coordinatrice", "collective_confirmer")
def _(monde):
    return [_inscrits(monde).pk], {}


@ecriture("quitter une mission collective encore ouverte", "porteuse", "collective_quitter", TOUS)
def _(monde):
    _inscrits(monde)
    return list(monde.arguments["collective_projet"].values()), {"motif": "Congés"}


@ecriture("annuler une mission collective", "coordinatrice", "collective_annuler", TOUS)
def _(monde):
    return [_inscrits(monde, confirmee=True).pk], {"motif": "Pas de salle"}


@ecriture("remettre le compte rendu d’une mission collective", "experte", "collective_rendre", TOUS)
def _(monde):
    collective = _inscrits(monde, confirmee=True)
    for rang, creneau in enumerate(collective.creneaux.order_by("debut")):
        accompagnement.deplacer(creneau, timezone.now() - timedelta(days=3 - rang))
    return [collective.pk], {"fait": "Une grille"}


_AXES = ("equilibre-economique", "gouvernance", "offre-services", "dynamique-partenariale", "ancrage-territorial")
_NOTES = {f"{champ}_{axe}": valeur for axe in _AXES for champ, valeur in (("niveau", "3"), ("commentaire", "En bonne voie"))}
simple("remettre le bilan d’autonomie", "porteuse", "bilan_remplir", "accompagne", remettre="1", **_NOTES)
simple("donner un avis de sortie", "coordinatrice", "bilan_noter", "accompagne", **_NOTES)
simple("ouvrir un bilan déjà ouvert", "coordinatrice", "bilan_ouvrir", "accompagne")


@ecriture("clore un bilan d’autonomie", "coordinatrice", "bilan_clore")
def _(monde):
    projet = objet(Projet, monde, "accompagne")
    notes = [NoteDonnee(axe, 3, "En bonne voie") for axe in _AXES]
    remplir_bilan(bilan=projet.bilan_autonomie, notes=notes, remettre=True, acteur=monde.acteur("porteuse"))
    return [projet.slug], {"conclusion": "autonome", "motivation": "Tout tient", "suites": "Un point dans un an"}
