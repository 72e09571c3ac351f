"""What the end of two years looks like: credits that expired, credits that sleep, reports, reviews; and a mission shared by several projects."""

from datetime import timedelta
from decimal import Decimal

from django.utils import timezone

from accompagnement.actions.collectives import Annonce, accepter_collective, ouvrir_collective, rejoindre_collective
from accompagnement.actions.expirations import expirer_credits
from accompagnement.actions.rapports import accepter_rapport, ecrire_rapport
from accompagnement.actions.sortie import NoteDonnee, clore_bilan, donner_avis_de_sortie, ouvrir_bilan, remplir_bilan, sortir_le_projet
from accompagnement.enums import Lieu
from accompagnement.enums_collectives import PartageCollectif
from accompagnement.enums_sortie import ConclusionBilan, CoteBilan
from accompagnement.models import Creneau, Expert, MissionCollective
from accompagnement.queries.credits import credits_du_projet
from accompagnement.regles_rapport import ENTREE
from manufactures.models import Projet
from parcours.demonstration.monde import Monde
from parcours.demonstration.personnes import COORDINATEUR, COORDINATRICE, EXPERTES, porteuse
from parcours.queries.plan import maturites_de_sortie

CHIFFRES = {
    "chiffre-affaires": (84_000, 142_000),
    "ressources-propres": (31_000, 96_000),
    "ressources-publiques": (60_000, 41_000),
    "emplois": ("1.5", "3.5"),
    "residents": (6, 14),
    "usagers": (220, 610),
    "partenaires": (5, 11),
}
RECITS = (
    "L’atelier ouvre trois jours par semaine ; deux résidents sont là depuis le premier mois.",
    "L’atelier ouvre cinq jours par semaine. La formation est devenue la première ressource propre.",
)
# Axis, level and words of the team, level of the coordination.
AXES = (
    ("equilibre-economique", 3, "Les abonnements et la formation couvrent huit mois de charges sur douze.", 3),
    ("gouvernance", 4, "Le conseil se réunit chaque mois et deux résidents y siègent.", 4),
    ("offre-services", 4, "Trois offres tiennent seules : location, formation, petites séries.", 3),
    ("dynamique-partenariale", 4, "La communauté de communes et le lycée ont signé pour trois ans.", 4),
    ("ancrage-territorial", 5, "Six cents personnes sont passées à l’atelier cette année, dont une sur deux de la commune.", 5),
)
PREUVE = "Comptes de l’année et conventions signées"
MOTIVATION = "Quatre axes sur cinq tiennent sans appui. L’équilibre reste à consolider pendant une année."
SUITES = "L’équipe suit son seuil chaque trimestre ; le réseau régional des tiers-lieux prend le relais du conseil économique."


def prevoir_bilans(monde: Monde, fini: int, bientot: int) -> None:
    """One project whose two years are over, its credits expired and its review closed; one whose end is near."""
    le, prevoir = monde.agenda.le, monde.agenda.prevoir
    prevoir(le(-60, 10), ouvrir_le_bilan, monde, fini)
    prevoir(le(-40, 15), remettre_le_bilan, monde, fini)
    prevoir(le(-35, 11), donner_l_avis, monde, fini)
    prevoir(le(-14, 5), lambda: expirer_credits(projet=monde.projet(fini)))
    prevoir(le(-12, 16), clore_le_bilan, monde, fini)
    prevoir(le(-7, 10), lambda: sortir_le_projet(projet=monde.projet(fini), acteur=monde.acteur(COORDINATEUR)))
    prevoir(le(-20, 10), ouvrir_le_bilan, monde, bientot)
    prevoir(le(-3, 15), remettre_le_bilan, monde, bientot)


def ouvrir_le_bilan(monde: Monde, numero: int) -> None:
    projet = monde.projet(numero)
    ouvrir_bilan(projet=projet, maturites=maturites_de_sortie(projet), acteur=monde.acteur(COORDINATRICE))


def remettre_le_bilan(monde: Monde, numero: int) -> None:
    notes = [NoteDonnee(axe, niveau, mots, PREUVE) for axe, niveau, mots, _ in AXES]
    remplir_bilan(bilan=monde.projet(numero).bilan_autonomie, notes=notes, remettre=True, acteur=monde.acteur(porteuse(numero)))


def donner_l_avis(monde: Monde, numero: int) -> None:
    notes = [NoteDonnee(axe, niveau, "Lu avec l’équipe pendant la visite.") for axe, _, _, niveau in AXES]
    bilan = monde.projet(numero).bilan_autonomie
    donner_avis_de_sortie(bilan=bilan, cote=CoteBilan.COORDINATION, notes=notes, acteur=monde.acteur(COORDINATRICE))


def clore_le_bilan(monde: Monde, numero: int) -> None:
    champs = {"conclusion": ConclusionBilan.RELAIS, "motivation": MOTIVATION, "suites": SUITES}
    clore_bilan(bilan=monde.projet(numero).bilan_autonomie, acteur=monde.acteur(COORDINATEUR), **champs)


def prevoir_rapports(monde: Monde, numero: int) -> None:
    """The situation at the entry, accepted; the report of last year, handed in and to be read."""
    monde.agenda.prevoir(monde.agenda.le(-200, 14), rendre_rapport, monde, numero, ENTREE, 0)
    monde.agenda.prevoir(monde.agenda.le(-190, 10), accepter_l_entree, monde, numero)
    monde.agenda.prevoir(monde.agenda.le(-7, 14), rendre_rapport, monde, numero, monde.agenda.aujourd_hui.year - 1, 1)


def rendre_rapport(monde: Monde, numero: int, annee: int, rang: int) -> None:
    valeurs = {code: Decimal(chiffres[rang]) for code, chiffres in CHIFFRES.items()}
    champs = {"valeurs": valeurs, "recit": RECITS[rang], "remettre": True}
    ecrire_rapport(projet=monde.projet(numero), annee=annee, acteur=monde.acteur(porteuse(numero)), **champs)


def accepter_l_entree(monde: Monde, numero: int) -> None:
    accepter_rapport(rapport=monde.projet(numero).rapports_annuels.get(annee=ENTREE), acteur=monde.acteur(COORDINATRICE))


def prevoir_collective(monde: Monde, inscrits: tuple[int, ...], invite: int) -> None:
    """A mission of three half-days open to three projects: two are in, the third has not answered."""
    monde.agenda.prevoir(monde.agenda.le(-6, 10), ouvrir, monde, inscrits, invite)


def ouvrir(monde: Monde, inscrits: tuple[int, ...], invite: int) -> None:
    expert = Expert.objects.get(utilisateur=monde.personne(EXPERTES[1]))
    maintenant = timezone.now()
    libres = Creneau.objects.filter(expert=expert).libres_apres(maintenant + timedelta(days=27))[:3]
    annonce = Annonce(
        titre="Écrire une convention d’atelier partagé",
        objet="Comparer nos conventions d’occupation et écrire un modèle commun, relu clause par clause.",
        resultat_attendu="Un modèle de convention que chaque atelier adapte",
        lieu=Lieu.A_DISTANCE,
        adresse="",
        partage=PartageCollectif.PARTICIPANTS,
        inscriptions_avant=maintenant + timedelta(days=14),
    )
    collective = ouvrir_collective(
        annonce=annonce,
        expert=expert,
        creneaux=[c.pk for c in libres],
        invites=[monde.projet(n) for n in (*inscrits, invite)],
        acteur=monde.acteur(COORDINATRICE),
        cle="demo-collective",
    )
    monde.agenda.avancer(hours=2)
    accepter_collective(collective=collective, acteur=monde.acteur(EXPERTES[1]))
    for rang, numero in enumerate(inscrits):
        monde.agenda.avancer(minutes=20)
        inscrire(monde, collective, numero, 2 + rang)


def inscrire(monde: Monde, collective: MissionCollective, numero: int, participants: int) -> None:
    """The need with the most half-days left pays, two at most."""
    projet = Projet.objects.select_related("plan_accompagnement").get(pk=monde.projet(numero).pk)
    solde = max(credits_du_projet(projet).besoins, key=lambda s: s.disponibles)
    champs = {"besoin": solde.besoin, "plafond": 2, "participants": participants, "cle": f"demo-collective-{numero}"}
    rejoindre_collective(collective=collective, projet=projet, acteur=monde.acteur(porteuse(numero)), **champs)
