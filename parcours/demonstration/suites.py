"""Around the sittings: answers to a convocation, a report, and what becomes of the conditions of a decision."""

from decimal import Decimal

from comite.actions.convocations import repondre_convocation
from comite.actions.notation import deposer_rapport
from comite.actions.suites import deposer_preuve, lever_condition
from comite.enums import Reponse, TypeSeance
from comite.models import ConditionALever, Membre, Rapporteur
from parcours.demonstration.monde import Monde
from parcours.demonstration.personnes import porteuse
from parcours.demonstration.pieces import piece
from parcours.demonstration.seances import Reunion, seance_de

RAPPORT = (
    "Projet cohérent avec le territoire. Le plan de financement est équilibré et les partenaires sont engagés par écrit.\n\n"
    "Un point à éclaircir en séance : la reprise du matériel du fablab voisin."
).replace(" :", "\u00a0:")


def repondre(monde: Monde, reunion: Reunion, cle: str, reponse: Reponse, commentaire: str = "", mandataire: str = "") -> None:
    """Let a member say whether she comes; ``mandataire`` is the key of who carries her voice."""
    membre = Membre.objects.get(utilisateur=monde.personne(cle))
    porteur = Membre.objects.get(utilisateur=monde.personne(mandataire)) if mandataire else None
    champs = {"reponse": reponse, "commentaire": commentaire, "mandataire": porteur}
    repondre_convocation(seance=seance_de(monde, reunion), membre=membre, acteur=monde.acteur(cle), **champs)


def rapporter(monde: Monde, reunion: Reunion) -> None:
    """Hand in the report of the first rapporteur of a sitting to come."""
    rapporteurs = Rapporteur.objects.filter(point__seance=monde.seances[reunion.nom]).select_related("point__seance", "point__dossier", "membre__utilisateur")
    rapporteur = rapporteurs.order_by("point__rang", "pk").first()
    demandes = rapporteur.point.dossier.contenu.get("montants_demandes", {}) if rapporteur.point.seance.type == TypeSeance.FINANCEMENT else {}
    montants = {ligne: (Decimal(montant) * 9 / 10).quantize(Decimal(100)) for ligne, montant in demandes.items()}
    deposer_rapport(point=rapporteur.point, texte=RAPPORT, montants=montants, acteur=monde.acteur(rapporteur.membre.utilisateur.email.partition("@")[0]))


def prouver(monde: Monde, numero: int, rang: int, message: str) -> None:
    """Let the porteuse hand in the proof of a condition of her decision."""
    condition = _condition(monde, numero, rang)
    fichier = piece(f"preuve-{rang}.pdf", condition.preuve_attendue, condition.texte, "Document d’exemple.")
    deposer_preuve(condition=condition, fichier=fichier, acteur=monde.acteur(porteuse(numero)), message=message)


def lever(monde: Monde, numero: int, rang: int, cle: str) -> None:
    lever_condition(condition=_condition(monde, numero, rang), acteur=monde.acteur(cle), message="Pièce conforme.")


def _condition(monde: Monde, numero: int, rang: int) -> ConditionALever:
    return ConditionALever.objects.get(decision__point__projet=monde.cles[numero], rang=rang)
