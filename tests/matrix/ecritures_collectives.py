"""Writes of missions shared by several projects, whose cost does not grow with the projects; and of the exit review."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from accompagnement.actions.collectives import accepter_collective, rejoindre_collective
from accompagnement.actions.expirations import expirer_credits
from accompagnement.actions.sortie import NoteDonnee, clore_bilan, ouvrir_bilan, remplir_bilan
from accompagnement.actions.suites_collectives import confirmer_collective
from accompagnement.models import Besoin, BilanAutonomie, Expert, MissionCollective
from manufactures.models import Projet
from tests.accompagnement import fabriques as accompagnement
from tests.manufactures.fabriques import MembreEquipeFactory, ProjetFactory
from tests.matrix.ecritures import cle_de, date_heure, ecriture, objet, simple
from tests.matrix.monde import Monde


def _inscrits(monde: Monde, confirmee: bool = False, autres: int = 1) -> MissionCollective:
    """The shared mission with the project of the matrix and others in, agreed to by the expert, confirmed if asked for."""
    collective, besoin = objet(MissionCollective, monde, "collective"), Besoin.objects.get(code="modele-juridique")
    venus = [ProjetFactory(en_accompagnement=True) for _ in range(autres)]
    for venu in venus:
        accompagnement.doter(venu, ("modele-juridique", 2))
    accompagnement.sans_interet([Expert.objects.get(pk=collective.expert_id)], venus)
    for projet in (objet(Projet, monde, "accompagne"), *venus):
        champs = {"besoin": besoin, "plafond": 2, "participants": 2, "cle": str(uuid4())}
        rejoindre_collective(collective=collective, projet=projet, acteur=monde.acteur("porteuse"), **champs)
    accepter_collective(collective=collective, acteur=monde.acteur("experte"))
    return confirmer_collective(collective=collective, acteur=monde.acteur("coordinatrice")) if confirmee else collective


def _a_rendre(monde: Monde) -> list:
    """A shared mission confirmed, whose half-days are over."""
    collective = _inscrits(monde, confirmee=True)
    for rang, creneau in enumerate(collective.creneaux.order_by("debut")):
        accompagnement.deplacer(creneau, timezone.now() - timedelta(days=5 - rang))
    return [collective.pk]


@ecriture("ouvrir une mission collective", "coordinatrice", "collective_ouvrir")
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


@ecriture("quitter une mission collective encore ouverte", "porteuse", "collective_quitter")
def _(monde):
    _inscrits(monde)
    return list(monde.arguments["collective_projet"].values()), {"motif": "Congés"}


@ecriture("quitter une mission collective confirmée, que les autres se partagent", "porteuse", "collective_quitter")
def _(monde):
    _inscrits(monde, confirmee=True, autres=2)
    return list(monde.arguments["collective_projet"].values()), {"motif": "Congés"}


@ecriture("quitter une mission collective confirmée, qui ne peut se faire à moins", "porteuse", "collective_quitter")
def _(monde):
    _inscrits(monde, confirmee=True)
    return list(monde.arguments["collective_projet"].values()), {"motif": "Congés"}


@ecriture("annuler une mission collective", "coordinatrice", "collective_annuler")
def _(monde):
    return [_inscrits(monde, confirmee=True).pk], {"motif": "Pas de salle"}


@ecriture("remettre le compte rendu d’une mission collective", "experte", "collective_rendre")
def _(monde):
    return _a_rendre(monde), {"fait": "Une grille"}


@ecriture("ouvrir une mission collective par l’API", "coordinatrice", "api_collective_liste", par_api=True)
def _(monde):
    expert = Expert.objects.get(utilisateur=monde.personnes["experte"])
    creneaux = [c.pk for c in accompagnement.ouvrir(expert, 2, dans=120)]
    mots = {"titre": "À plusieurs", "objet": "Les prix", "partage": "egal", "invites": [monde.arguments["accompagne"]["slug"]]}
    return [], mots | {"expert": expert.pk, "creneaux": creneaux, "inscriptions_avant": (timezone.now() + timedelta(days=10)).isoformat()}


@ecriture("rejoindre une mission collective par l’API", "porteuse", "api_collective_inscription", par_api=True)
def _(monde):
    besoin = {"besoin": "modele-juridique", "participants": 2, "plafond": 2}
    return cle_de(monde, "collective"), besoin | {"projet": monde.arguments["accompagne"]["slug"]}


@ecriture("décliner une invitation par l’API", "porteuse", "api_collective_refus", par_api=True, statut=200)
def _(monde):
    return cle_de(monde, "collective"), {"projet": monde.arguments["accompagne"]["slug"]}


@ecriture("quitter une mission collective par l’API", "porteuse", "api_collective_retrait", par_api=True, statut=200)
def _(monde):
    return [_inscrits(monde, confirmee=True, autres=2).pk], {"projet": monde.arguments["accompagne"]["slug"], "motif": "Congés"}


@ecriture("quitter par l’API une mission collective qui ne peut se faire à moins", "porteuse", "api_collective_retrait", par_api=True, statut=200)
def _(monde):
    return [_inscrits(monde, confirmee=True).pk], {"projet": monde.arguments["accompagne"]["slug"], "motif": "Congés"}


@ecriture("accepter une mission collective par l’API", "experte", "api_collective_accord", par_api=True, statut=200)
def _(monde):
    return cle_de(monde, "collective"), {}


@ecriture("confirmer une mission collective par l’API", "coordinatrice", "api_collective_confirmation", par_api=True, statut=200)
def _(monde):
    return [_inscrits(monde).pk], {}


@ecriture("annuler une mission collective par l’API", "coordinatrice", "api_collective_annulation", par_api=True, statut=200)
def _(monde):
    return [_inscrits(monde, confirmee=True).pk], {"motif": "Pas de salle"}


@ecriture("remettre un compte rendu collectif par l’API", "experte", "api_collective_compte_rendu", par_api=True, statut=200)
def _(monde):
    return _a_rendre(monde), {"fait": "Une grille"}


_AXES = ("equilibre-economique", "gouvernance", "offre-services", "dynamique-partenariale", "ancrage-territorial")
_NOTES = {f"{champ}_{axe}": valeur for axe in _AXES for champ, valeur in (("niveau", "3"), ("commentaire", "En bonne voie"))}
simple("remettre le bilan d’autonomie", "porteuse", "bilan_remplir", "accompagne", remettre="1", **_NOTES)
simple("donner un avis de sortie", "coordinatrice", "bilan_noter", "accompagne", **_NOTES)
simple("ouvrir un bilan déjà ouvert", "coordinatrice", "bilan_ouvrir", "accompagne")


def _remettre(monde: Monde, projet: Projet) -> BilanAutonomie:
    notes = [NoteDonnee(axe, 3, "En bonne voie") for axe in _AXES]
    bilan = ouvrir_bilan(projet=projet, maturites=[], acteur=monde.acteur("porteuse"))
    return remplir_bilan(bilan=bilan, notes=notes, remettre=True, acteur=monde.acteur("porteuse"))


_CONCLUSION = {"conclusion": "autonome", "motivation": "Tout tient", "suites": "Un point dans un an"}


@ecriture("clore un bilan d’autonomie", "coordinatrice", "bilan_clore")
def _(monde):
    return [_remettre(monde, objet(Projet, monde, "accompagne")).projet.slug], _CONCLUSION


@ecriture("clore un accompagnement", "coordinatrice", "projet_sortir")
def _(monde):
    projet = ProjetFactory(en_accompagnement=True)
    MembreEquipeFactory(projet=projet, utilisateur=monde.personnes["porteuse"])
    accompagnement.doter(projet, ("modele-juridique", 2))
    clore_bilan(bilan=_remettre(monde, projet), acteur=monde.acteur("coordinatrice"), **_CONCLUSION)
    accompagnement.finir(projet)
    expirer_credits(projet=projet)
    return [projet.slug], {}
