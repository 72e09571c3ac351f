"""Writes of the accompagnement: credits, half-days, missions."""

from datetime import timedelta
from uuid import uuid4

import time_machine
from django.utils import timezone

from accompagnement.actions.avenants import retirer_avenant
from accompagnement.actions.credits import transferer
from accompagnement.actions.horloge import suspendre
from accompagnement.actions.missions import repondre
from accompagnement.actions.plan import proposer_plan, signer_plan_pour_l_equipe
from accompagnement.actions.releves import facturer
from accompagnement.actions.service_fait import accepter_service_fait, remettre_compte_rendu, valider_service_fait
from accompagnement.enums import NatureMouvement, Reponse, Verdict
from accompagnement.forms_service import PIECES
from accompagnement.models import (
    Avenant,
    Besoin,
    Creneau,
    Mission,
    PlanAccompagnement,
    RapportAnnuel,
    ReleveMensuel,
)
from accompagnement.regles_service import fin_du_mois, mois_a_relever
from incubation.models import BesoinIdentifie
from manufactures.models import Projet
from socle.comptes.acteur import Acteur, acteur_de
from socle.comptes.enums import Role
from socle.lib.dates import ajouter_mois
from tests.accompagnement import fabriques as accompagnement
from tests.conftest import creer_personne
from tests.incubation.fabriques import fichier, jour_dans
from tests.manufactures.fabriques import MembreEquipeFactory, ProjetFactory
from tests.matrix.ecritures import ecriture, objet, simple, slug
from tests.matrix.monde import BESOIN, Monde

BESOINS = (BESOIN, "modele-juridique", "offre-formation")


def _finance(monde: Monde) -> Projet:
    """A funded project with its porteuse and three needs flagged."""
    projet = ProjetFactory(finance=True)
    MembreEquipeFactory(projet=projet, utilisateur=monde.personnes["porteuse"])
    for rang, code in enumerate(BESOINS, 1):
        champs = {"par": monde.personnes["porteuse"], "at": timezone.now(), "libelle": code, "objectif": "Un objectif"}
        BesoinIdentifie.objects.create(projet=projet, besoin_code=code, priorite=rang, demi_journees=4, **champs)
    return projet


def _lignes(*parts: int) -> dict:
    """What is typed for the three needs."""
    return {f"{champ}_{code}": valeur for code, n in zip(BESOINS, parts, strict=True) for champ, valeur in (("dj", n), ("objectif", "Un but"))}


@ecriture("préparer le plan de trois besoins", "coordinatrice", "plan_preparer")
def _(monde):
    return [_finance(monde).slug], {"date_debut": jour_dans(0).isoformat()} | _lignes(20, 12, 8)


def _plan(monde: Monde, jusqu_a: str = "") -> PlanAccompagnement:
    """A plan of three needs, proposed or signed by its porteuse."""
    plan = accompagnement.preparer(_finance(monde), *zip(BESOINS, (20, 12, 8), strict=True))
    if jusqu_a in {"propose", "signe_equipe"}:
        proposer_plan(plan=plan, acteur=monde.acteur("coordinatrice"))
    if jusqu_a == "signe_equipe":
        signer_plan_pour_l_equipe(plan=plan, acteur=monde.acteur("porteuse"))
    return plan


@ecriture("proposer un plan", "coordinatrice", "plan_proposer")
def _(monde):
    return [_plan(monde).projet.slug], {}


@ecriture("ajuster un plan", "porteuse", "plan_ajuster")
def _(monde):
    return [_plan(monde, "propose").projet.slug], {"commentaire": "Plus de juridique"} | _lignes(18, 14, 8)


@ecriture("signer un plan pour l’équipe", "porteuse", "plan_signer")
def _(monde):
    return [_plan(monde, "propose").projet.slug], {}


@ecriture("ouvrir les crédits de trois besoins", "coordinatrice", "plan_signer")
def _(monde):
    return [_plan(monde, "signe_equipe").projet.slug], {}


@ecriture("proposer un avenant", "porteuse", "avenant_proposer")
def _(monde):
    plan = accompagnement.signer_le_plan(_plan(monde))
    return [plan.projet.slug], {"objet": "Plus de juridique", "motif": "Un besoin de plus"} | _lignes(18, 16, 8)


@ecriture("signer un avenant", "porteuse", "avenant_signer")
def _(monde):
    return list(monde.arguments["avenant"].values()), {}


@ecriture("signer un avenant qui ouvre un besoin", "porteuse", "avenant_signer")
def _(monde):
    projet, acteur = objet(Projet, monde, "accompagne"), monde.acteur("coordinatrice")
    retirer_avenant(avenant=Avenant.objects.get(plan__projet=projet), motif="Un autre besoin", acteur=acteur)
    avenant = accompagnement.avenant_propose(projet, acteur, besoin="offre-formation", ajout=3)
    return [projet.slug, avenant.numero], {}


@ecriture("retirer un avenant", "porteuse", "avenant_retirer")
def _(monde):
    return list(monde.arguments["avenant"].values()), {"motif": "Un autre besoin"}


@ecriture("suspendre un accompagnement", "coordinatrice", "plan_suspendre")
def _(monde):
    return slug(monde, "accompagne"), {"date_debut": jour_dans(0).isoformat(), "mois": 3, "motif": "Des travaux"}


@ecriture("reprendre un accompagnement", "coordinatrice", "plan_reprendre")
def _(monde):
    plan, acteur = PlanAccompagnement.objects.get(projet__slug=slug(monde, "accompagne")[0]), monde.acteur("coordinatrice")
    suspendre(plan=plan, date_debut=jour_dans(-10), mois=3, motif="Des travaux", acteur=acteur)
    return slug(monde, "accompagne"), {"date_reprise": jour_dans(0).isoformat()}


@ecriture("prolonger un accompagnement", "coordinatrice", "plan_prolonger")
def _(monde):
    plan = PlanAccompagnement.objects.get(projet__slug=slug(monde, "accompagne")[0])
    return slug(monde, "accompagne"), {"date_fin": ajouter_mois(plan.date_fin, 2).isoformat(), "motif": "Un bail tardif"}


@ecriture("demander le PDF d’un plan", "porteuse", "plan_editer")
def _(monde):
    return slug(monde, "accompagne"), {}


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


def mission_acceptee(monde: Monde) -> Mission:
    """The mission of the world, accepted, its half-day over."""
    mission = objet(Mission, monde, "mission")
    repondre(mission=mission, reponse=Reponse.ACCEPTER, motif="", acteur=monde.acteur("experte"))
    accompagnement.deplacer(mission.creneau, timezone.now() - timedelta(days=1))
    return mission


def mission_rendue(monde: Monde) -> Mission:
    mission = mission_acceptee(monde)
    remettre_compte_rendu(mission=mission, fait="Budget relu", demi_journees=1, acteur=monde.acteur("experte"))
    return mission


def mission_jugee(monde: Monde, verdict: Verdict, motif: str = "") -> Mission:
    mission = mission_rendue(monde)
    accepter_service_fait(mission=mission, verdict=verdict, motif=motif, acteur=monde.acteur("porteuse"))
    return mission


@ecriture("annuler une mission acceptée", "experte", "mission_annuler")
def _(monde):
    mission = objet(Mission, monde, "mission")
    repondre(mission=mission, reponse=Reponse.ACCEPTER, motif="", acteur=monde.acteur("experte"))
    return [mission.pk], {"motif": "Indisponible"}


ACTION_DU_RAPPORT = {"action_1_libelle": "Envoyer le tableau", "action_1_responsable": "Ada", "action_1_echeance": "2030-01-07"}


@ecriture("remettre un compte rendu", "experte", "mission_rendre")
def _(monde):
    return [mission_acceptee(monde).pk], {"fait": "Budget relu", "demi_journees": 1}


# A file is two rows of the documents and one of ours, the actions are one more statement.
@ecriture("remettre un compte rendu, ses pièces et ses actions", "experte", "mission_rendre")
def _(monde):
    pieces = {f"piece_{n}": fichier() for n in PIECES}
    return [mission_acceptee(monde).pk], {"fait": "Budget relu", "demi_journees": 1, **pieces, **ACTION_DU_RAPPORT}


@ecriture("accepter le service fait", "porteuse", "mission_juger")
def _(monde):
    return [mission_rendue(monde).pk], {"verdict": Verdict.ACCEPTE, "motif": ""}


@ecriture("refuser le service fait", "porteuse", "mission_juger")
def _(monde):
    return [mission_rendue(monde).pk], {"verdict": Verdict.REFUSE, "motif": "Rien n’a été fait"}


@ecriture("valider le service fait", "coordinatrice", "mission_valider")
def _(monde):
    return [mission_jugee(monde, Verdict.ACCEPTE).pk], {}


@ecriture("valider un refus", "coordinatrice", "mission_valider")
def _(monde):
    return [mission_jugee(monde, Verdict.REFUSE, "Rien n’a été fait").pk], {}


def _seconde() -> Acteur:
    return acteur_de(creer_personne("seconde.coordination@exemple.fr", "Seconde", Role.COORDINATION))


@ecriture("contre-passer un transfert", "coordinatrice", "mouvement_contre_passer")
def _(monde):
    projet = objet(Projet, monde, "accompagne")
    de, vers = Besoin.objects.get(code=BESOIN), Besoin.objects.get(code="modele-juridique")
    ligne = transferer(projet=projet, de=de, vers=vers, quantite=1, motif="Essai", acteur=_seconde(), cle="a-renverser")
    return [ligne.pk], {"piece": "Note du 3 mars", "motif": "Besoin abandonné"}


@ecriture("contre-passer un débit", "coordinatrice", "mouvement_contre_passer")
def _(monde):
    mission = mission_jugee(monde, Verdict.ACCEPTE)
    valider_service_fait(mission=mission, acteur=_seconde())
    return [mission.mouvements.get(nature=NatureMouvement.CONSOMMATION).pk], {"piece": "Note du 3 mars", "motif": "Débit en trop"}



# --- The agenda and the profile of an expert ---------------------------------------------------

simple("rouvrir un créneau", "experte", "creneau_rouvrir", "creneau")
simple("retirer une règle de la semaine", "experte", "disponibilite_retirer", "disponibilite")
simple("retirer une exception", "experte", "exception_retirer", "exception")
simple("relire un calendrier", "experte", "calendrier_lire", "calendrier")
simple("retirer un calendrier", "experte", "calendrier_retirer", "calendrier")


@ecriture("offrir sa semaine", "experte", "disponibilite_ajouter")
def _(monde):
    return [], {"regle-jours": [0, 2], "regle-moments": ["matin", "apres_midi"], "regle-du": jour_dans(0).isoformat()}


@ecriture("fermer des jours", "experte", "exception_ajouter")
def _(monde):
    jours = {"exception-du": jour_dans(1).isoformat(), "exception-au": jour_dans(90).isoformat()}
    return [], jours | {"exception-nature": "fermee", "exception-libelle": "Congés"}


@ecriture("suivre un calendrier", "experte", "calendrier_ajouter")
def _(monde):
    return [], {"calendrier-adresse": "https://autre.example/b.ics"}


@ecriture("modifier son profil", "experte", "expert_modifier")
def _(monde):
    besoin = {f"besoin_{BESOIN}": "on", f"preuve_{BESOIN}": "Trois ateliers menés à l’équilibre"}
    return [], besoin | {"langues": ["fr", "en"], "a_distance": "on", "feries": "57", "presentation": "Dix ans d’ateliers"}


@ecriture("fixer lot et prix", "coordinatrice", "expert_conditions")
def _(monde):
    champs = {"lot": "Lot 2", "prix_demi_journee": "480", "date_effet": jour_dans(0).isoformat(), "motif": "Avenant 1"}
    return list(monde.arguments["expert"].values()), champs


@ecriture("déclarer n’avoir aucun intérêt", "experte", "interet_declarer")
def _(monde):
    return slug(monde, "accompagne"), {"interet": "non"}



@ecriture("donner son avis sur une mission", "porteuse", "mission_avis")
def _(monde):
    return [mission_jugee(monde, Verdict.ACCEPTE).pk], {"note": 4, "aide": "Un tableur", "manque": ""}


@ecriture("remettre un rapport annuel", "porteuse", "rapport_ecrire")
def _(monde):
    RapportAnnuel.objects.filter(annee=0).update(statut="brouillon", remis_at=None, remis_par=None)
    return [*slug(monde, "accompagne"), 0], {"indicateur_emplois": "3", "recit": "Trois emplois", "remettre": "1"}


simple("accepter un rapport annuel", "coordinatrice", "rapport_accepter", "rapport")
simple("demander de compléter un rapport", "coordinatrice", "rapport_renvoyer", "rapport", demande="Les usagers")
simple("imprimer un rapport annuel", "coordinatrice", "rapport_imprimer", "rapport")



@ecriture("arbitrer une contestation", "coordinatrice", "mission_arbitrer")
def _(monde):
    return [mission_jugee(monde, Verdict.REFUSE, "Rien n’a été fait").pk], {"acceptees": 1, "motif": "Constaté sur place"}


@ecriture("redemander un compte rendu", "coordinatrice", "mission_redemander")
def _(monde):
    return [mission_jugee(monde, Verdict.REFUSE, "Rien n’a été fait").pk], {"motif": "Dites les heures"}


@ecriture("valider sans réponse du projet", "coordinatrice", "mission_constater")
def _(monde):
    """The report came long ago: the deadline told to the project is over."""
    mission = mission_acceptee(monde)
    accompagnement.deplacer(mission.creneau, timezone.now() - timedelta(days=41))
    with time_machine.travel(timezone.now() - timedelta(days=40)):
        remettre_compte_rendu(mission=mission, fait="Budget relu", demi_journees=1, acteur=monde.acteur("experte"))
    return [mission.pk], {"motif": "Équipe jointe par téléphone"}


@ecriture("établir les relevés d’un mois", "coordinatrice", "releve_etablir")
def _(monde):
    mission, mois = mission_jugee(monde, Verdict.ACCEPTE), mois_a_relever(timezone.localdate())
    with time_machine.travel(fin_du_mois(mois) - timedelta(days=2)):
        valider_service_fait(mission=mission, acteur=monde.acteur("coordinatrice"))
    return [], {"mois": f"{mois:%Y-%m}"}


def _facture(monde: Monde) -> ReleveMensuel:
    champs = {"releve": objet(ReleveMensuel, monde, "releve"), "reference": "F-1", "date": timezone.localdate()}
    return facturer(acteur=monde.acteur("experte"), **champs)


@ecriture("payer un relevé", "coordinatrice", "releve_payer")
def _(monde):
    return [_facture(monde).pk], {"paye_le": jour_dans(0).isoformat()}


@ecriture("rejeter une facture", "coordinatrice", "releve_rejeter")
def _(monde):
    return [_facture(monde).pk], {"motif": "Le lot manque"}


simple("obtenir une attestation", "porteuse", "mission_attester", "service_valide")
simple("obtenir le PDF d’un relevé", "experte", "releve_editer", "releve")
simple("indiquer sa facture", "experte", "releve_facturer", "releve", reference="F-1", date=jour_dans(0).isoformat())
simple("ajouter une action", "porteuse", "action_ajouter", "accompagne", libelle="Signer", responsable="Ada", echeance="2030-01-07")
simple("cocher une action", "porteuse", "action_terminer", "action")
