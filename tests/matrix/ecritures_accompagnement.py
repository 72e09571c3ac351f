"""Writes of the accompagnement: credits, half-days, missions."""

from datetime import timedelta
from uuid import uuid4

from django.utils import timezone

from accompagnement.actions.missions import repondre
from accompagnement.actions.service_fait import accepter_service_fait, remettre_compte_rendu
from accompagnement.enums import Reponse, Verdict
from accompagnement.models import Besoin, Creneau, Mission, RapportAnnuel
from incubation.models import BesoinIdentifie
from tests.accompagnement import fabriques as accompagnement
from tests.incubation.fabriques import fichier, jour_dans
from tests.manufactures.fabriques import MembreEquipeFactory, ProjetFactory
from tests.matrix.ecritures import ecriture, objet, simple, slug
from tests.matrix.monde import BESOIN, Monde

BESOINS = (BESOIN, "modele-juridique", "offre-formation")


@ecriture("ouvrir les crédits de trois besoins", "coordinatrice", "accompagnement_ouvrir")
def _(monde):
    projet = ProjetFactory(finance=True)
    MembreEquipeFactory(projet=projet, utilisateur=monde.personnes["porteuse"])
    for rang, code in enumerate(BESOINS, 1):
        champs = {"par": monde.personnes["porteuse"], "at": timezone.now(), "libelle": code, "objectif": "Un objectif"}
        BesoinIdentifie.objects.create(projet=projet, besoin_code=code, priorite=rang, demi_journees=4, **champs)
    return [projet.slug], {"date_debut": jour_dans(0).isoformat(), "besoin_modele-economique": 20, "besoin_modele-juridique": 12, "besoin_offre-formation": 8}


def _transfert(titre: str, vers: str) -> None:
    def preparer(monde: Monde) -> tuple[list, dict]:
        de, recoit = Besoin.objects.get(code=BESOIN), Besoin.objects.get(code=vers)
        return slug(monde, "accompagne"), {"de": de.pk, "vers": recoit.pk, "quantite": 1, "motif": "Autre besoin", "cle": uuid4()}

    ecriture(titre, "coordinatrice", "credits_transferer")(preparer)


_transfert("transférer des crédits", "modele-juridique")
_transfert("transférer à un nouveau besoin", "offre-formation")


@ecriture("inviter un expert", "coordinatrice", "expert_inviter")
def _(monde):
    return [], {"email": "experte.neuve@exemple.fr", "besoins": [b.pk for b in Besoin.objects.all()], "prix_demi_journee": "450", "a_distance": "on"}


@ecriture("ouvrir des créneaux", "experte", "creneau_liste")
def _(monde):
    jours, moments = [0, 1, 2, 3, 4], ["Matin", "Après-midi"]
    return [], {"debut": jour_dans(100).isoformat(), "fin": jour_dans(110).isoformat(), "jours": jours, "moments": moments}


simple("retirer un créneau", "experte", "creneau_retirer", "creneau")


@ecriture("réserver un créneau", "porteuse", "reservation_creneau")
def _(monde):
    creneau = objet(Creneau, monde, "creneau")
    return list(monde.arguments["expert_du_besoin"].values()), {"creneau": creneau.pk, "lieu": "sur_place", "objet": "Le budget", "cle": uuid4()}


simple("accepter une mission", "experte", "mission_repondre", "mission", reponse=Reponse.ACCEPTER, motif="")
simple("décliner une mission", "experte", "mission_repondre", "mission", reponse=Reponse.DECLINER, motif="Indisponible")
simple("annuler une mission", "porteuse", "mission_annuler", "mission", motif="Un report")


def _acceptee(monde: Monde) -> Mission:
    """The mission of the world, accepted, its half-day over."""
    mission = objet(Mission, monde, "mission")
    repondre(mission=mission, reponse=Reponse.ACCEPTER, motif="", acteur=monde.acteur("experte"))
    accompagnement.deplacer(mission.creneau, timezone.now() - timedelta(days=1))
    return mission


def _rendue(monde: Monde) -> Mission:
    mission = _acceptee(monde)
    remettre_compte_rendu(mission=mission, fait="Budget relu", demi_journees=1, acteur=monde.acteur("experte"))
    return mission


def _jugee(monde: Monde, verdict: Verdict, motif: str = "") -> Mission:
    mission = _rendue(monde)
    accepter_service_fait(mission=mission, verdict=verdict, motif=motif, acteur=monde.acteur("porteuse"))
    return mission


@ecriture("annuler une mission acceptée", "experte", "mission_annuler")
def _(monde):
    mission = objet(Mission, monde, "mission")
    repondre(mission=mission, reponse=Reponse.ACCEPTER, motif="", acteur=monde.acteur("experte"))
    return [mission.pk], {"motif": "Indisponible"}


@ecriture("remettre un compte rendu et sa pièce", "experte", "mission_rendre")
def _(monde):
    return [_acceptee(monde).pk], {"fait": "Budget relu", "demi_journees": 1, "piece": fichier()}


@ecriture("accepter le service fait", "porteuse", "mission_juger")
def _(monde):
    return [_rendue(monde).pk], {"verdict": Verdict.ACCEPTE, "motif": ""}


@ecriture("refuser le service fait", "porteuse", "mission_juger")
def _(monde):
    return [_rendue(monde).pk], {"verdict": Verdict.REFUSE, "motif": "Rien n’a été fait"}


@ecriture("valider le service fait", "coordinatrice", "mission_valider")
def _(monde):
    return [_jugee(monde, Verdict.ACCEPTE).pk], {}


@ecriture("valider un refus", "coordinatrice", "mission_valider")
def _(monde):
    return [_jugee(monde, Verdict.REFUSE, "Rien n’a été fait").pk], {}


@ecriture("donner son avis sur une mission", "porteuse", "mission_avis")
def _(monde):
    return [_jugee(monde, Verdict.ACCEPTE).pk], {"note": 4, "aide": "Un tableur", "manque": ""}


@ecriture("remettre un rapport annuel", "porteuse", "rapport_ecrire")
def _(monde):
    RapportAnnuel.objects.filter(annee=0).update(statut="brouillon", remis_at=None, remis_par=None)
    return [*slug(monde, "accompagne"), 0], {"indicateur_emplois": "3", "recit": "Trois emplois", "remettre": "1"}


simple("accepter un rapport annuel", "coordinatrice", "rapport_accepter", "rapport")
simple("demander de compléter un rapport", "coordinatrice", "rapport_renvoyer", "rapport", demande="Les usagers")
simple("imprimer un rapport annuel", "coordinatrice", "rapport_imprimer", "rapport")
