"""Opening projects, writing candidatures, depositing them, answering them."""

from manufactures.actions.candidatures import enregistrer_section, joindre_preuve, ouvrir_projet, repondre_condition
from manufactures.actions.depot import deposer_candidature
from manufactures.actions.equipes import asseoir_membre, inviter_membre
from manufactures.actions.instruction import declarer_irrecevable, declarer_recevable, demander_piece
from manufactures.actions.structures import ajouter_partenaire, saisir_structure
from manufactures.actions.vagues import creer_vague
from manufactures.enums import Fonction
from manufactures.models import Candidature
from parcours.demonstration.exemples import Exemple
from parcours.demonstration.monde import Monde, vague
from parcours.demonstration.personnes import COORDINATRICE, DOMAINE, partenaire, porteuse
from parcours.demonstration.pieces import piece
from parcours.peuplement.faux import siret_d_exemple
from socle.comptes.actions.adhesions import ouvrir_porte
from socle.comptes.enums import Role

# number of the wave, its name, opening, closing and publication in days from today
VAGUES = (
    (4, "Vague d’exemple 1", -520, -470, -425),
    (5, "Vague d’exemple 2", -300, -250, -210),
    (6, "Vague d’exemple 3", -140, -100, -68),
    (7, "Vague d’exemple", -20, 25, None),
)
PREMIERE, DEUXIEME, TROISIEME, OUVERTE = (numero for numero, *_ in VAGUES)
OUVERTURES = {numero: ouverture for numero, _, ouverture, *_ in VAGUES}
CLOTURES = {numero: cloture for numero, _, _, cloture, _ in VAGUES}


def prevoir_vagues(monde: Monde) -> None:
    """Plan the opening of the example waves, each two weeks before its first day."""
    for _, nom, ouverture, cloture, publication in VAGUES:
        monde.agenda.prevoir(monde.agenda.le(ouverture - 15), ouvrir_vague, monde, nom, ouverture, cloture, publication)


def ouvrir_vague(monde: Monde, nom: str, ouverture: int, cloture: int, publication: int | None) -> None:
    debut, fin = (monde.agenda.le(ecart, 12) for ecart in (ouverture, cloture))
    publiee = monde.agenda.le(publication) if publication else None
    creer_vague(nom=nom, ouverture_at=debut, cloture_at=fin, publication_at=publiee, acteur=monde.acteur(COORDINATRICE))


def prevoir(monde: Monde, numero: int, rang_vague: int, *, depot: int | None = None, binome: bool = True) -> None:
    """Plan a candidature, opened 24 days before it is deposited, or a draft of the last weeks."""
    le = monde.agenda.le
    ouverture = max(depot - 24, OUVERTURES[rang_vague] + 1) if depot else -12
    monde.agenda.prevoir(le(ouverture, 9, numero % 60), ouvrir, monde, numero, rang_vague, binome=binome)
    if depot:
        monde.agenda.prevoir(le(depot, 15, numero % 60), deposer, monde, numero)


def ouvrir(monde: Monde, numero: int, rang_vague: int, *, binome: bool = True) -> None:
    """Open a project, seat its porteuse and, unless told otherwise, her partner."""
    ouvrir_porte(utilisateur=monde.personne(porteuse(numero)), role=Role.EQUIPE)
    acteur, porteur = monde.acteur(COORDINATRICE), monde.personne(porteuse(numero))
    projet = ouvrir_projet(nom=Exemple(numero).nom, vague=vague(rang_vague), acteur=acteur, porteur=porteur)
    monde.cles[numero] = projet.pk
    if binome:
        ouvrir_porte(utilisateur=monde.personne(partenaire(numero)), role=Role.EQUIPE)
        asseoir_membre(utilisateur=monde.personne(partenaire(numero)), siege={"projet": projet.pk, "fonction": Fonction.PARTENAIRE})


def candidature_de(monde: Monde, numero: int) -> Candidature:
    return Candidature.objects.get(projet=monde.cles[numero])


def remplir(monde: Monde, numero: int, *, rubriques: int = 4, preuves: int = 3) -> Candidature:
    """Write the first rubriques of a candidature, its structure, and as many proved conditions as told."""
    exemple, acteur, candidature = Exemple(numero), monde.acteur(porteuse(numero)), candidature_de(monde, numero)
    for etape, valeurs in list(exemple.rubriques().items())[:rubriques]:
        enregistrer_section(candidature=candidature, section=etape, valeurs=valeurs, acteur=acteur)
    if preuves:
        saisir_structure(candidature=candidature, valeurs=exemple.structure, acteur=acteur)
        voisine = numero + 100
        champs = {"nom": f"Structure d’exemple {voisine}", "siret": siret_d_exemple(voisine), "apport": "Prête une salle et deux machines"}
        ajouter_partenaire(candidature=candidature, acteur=acteur, **champs)
    for code, texte in list(exemple.reponses().items())[:preuves]:
        repondre_condition(candidature=candidature, code=code, texte=texte, acteur=acteur)
        fichier = piece(f"{code}.pdf", f"Pièce d’exemple, {exemple.nom}", texte)
        joindre_preuve(candidature=candidature, code=code, fichier=fichier, acteur=acteur)
    return candidature


def deposer(monde: Monde, numero: int) -> None:
    candidature = remplir(monde, numero)
    deposer_candidature(candidature=candidature, acteur=monde.acteur(porteuse(numero)))


def deposer_en_retard(monde: Monde, numero: int) -> None:
    deposer_candidature(candidature=candidature_de(monde, numero), acteur=monde.acteur(porteuse(numero)))


def juger_recevable(monde: Monde, numero: int) -> None:
    declarer_recevable(projet=monde.projet(numero), acteur=monde.acteur(COORDINATRICE))


def juger_irrecevable(monde: Monde, numero: int) -> None:
    motif = "Le local proposé n’est pas disponible avant la fin de l’appel et aucune autre adresse n’est indiquée."
    declarer_irrecevable(projet=monde.projet(numero), motif=motif, acteur=monde.acteur(COORDINATRICE))


def demander_une_piece(monde: Monde, numero: int) -> None:
    pieces = "La lettre d’engagement du propriétaire du local : celle du dossier n’est pas signée"
    demander_piece(projet=monde.projet(numero), pieces=pieces, acteur=monde.acteur(COORDINATRICE))


def inviter_la_partenaire(monde: Monde, numero: int) -> None:
    email = f"{partenaire(numero)}@{DOMAINE}"
    inviter_membre(projet=monde.projet(numero), email=email, fonction=Fonction.PARTENAIRE, acteur=monde.acteur(porteuse(numero)))
