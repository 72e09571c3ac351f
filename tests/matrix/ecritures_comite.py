"""Writes of the committee: agenda, room, ballots, decisions."""

from comite.actions.decisions import proclamer_decision
from comite.actions.presences import donner_procuration
from comite.actions.scrutins import annuler_scrutin, clore_scrutin, voter
from comite.actions.seances import creer_seance, lever_seance
from comite.enums import Choix, ModeScrutin, TypeSeance
from comite.models import Membre, PointOrdreDuJour, Scrutin, Seance
from manufactures.enums import Fonction
from manufactures.models import Projet
from tests.comite import fabriques as comite
from tests.incubation.fabriques import fichier
from tests.manufactures.fabriques import CandidatureFactory, MembreEquipeFactory, ProjetFactory
from tests.matrix.ecritures import cle_de, date_heure, ecriture, objet, simple, slug
from tests.matrix.monde import Monde


def _preparation(monde: Monde, *projets: Projet, type_seance=TypeSeance.FINANCEMENT) -> Seance:
    seance = creer_seance(type_seance=type_seance, date_prevue=comite.dans(30), lieu="Ici", acteur=None)
    for projet in projets:
        comite.figer_dossier(point=comite.inscrire_projet(seance=seance, projet=projet, acteur=None), contenu=comite.CONTENU, acteur=None)
    return seance


def _projets(nombre: int) -> list[Projet]:
    return [comite.creer_projet(7_000_000 + n) for n in range(nombre)]


@ecriture("créer une séance", "coordinatrice", "seance_creer")
def _(monde):
    return [], {"type_seance": "financement", **date_heure("date_prevue", 40), "lieu": "Ici"}


@ecriture("inscrire un projet à l’ordre du jour", "coordinatrice", "point_inscrire")
def _(monde):
    return [_preparation(monde).pk], {"projet": _projets(1)[0].pk}


@ecriture("retirer un point", "coordinatrice", "point_retirer")
def _(monde):
    return [comite.inscrire_projet(seance=_preparation(monde), projet=_projets(1)[0], acteur=None).pk], {}


# Two locks, then the whole candidature is read to be frozen.
@ecriture("verser une candidature au comité", "coordinatrice", "projet_verser", plafond=16)
def _(monde):
    projet = ProjetFactory(recevable=True)
    CandidatureFactory(projet=projet, complete=True)
    return [projet.slug], {"seance": _preparation(monde, type_seance=TypeSeance.LABELLISATION).pk}


# The whole incubation is read to be frozen: presences, livrables, maturity, needs.
@ecriture("verser un projet incubé au comité", "coordinatrice", "projet_verser", plafond=24)
def _(monde):
    CandidatureFactory(projet=objet(Projet, monde, "incube"), complete=True)
    return slug(monde, "incube"), {"seance": _preparation(monde).pk}


@ecriture("convoquer une séance de trois projets", "coordinatrice", "seance_convoquer")
def _(monde):
    return [_preparation(monde, *_projets(3)).pk], {"motif_delai_court": "Urgence"}


@ecriture("ouvrir la séance", "presidente", "seance_ouvrir")
def _(monde):
    return [comite.seance_convoquee(*_projets(1)).pk], {}


@ecriture("noter une arrivée", "presidente", "presence_noter")
def _(monde):
    return [comite.seance_ouverte(*_projets(1)).pk], {"membre": _membre(monde, "membre").pk}


def _membre(monde: Monde, role: str) -> Membre:
    return Membre.objects.get(utilisateur=monde.personnes[role])


@ecriture("noter un départ", "presidente", "presence_noter")
def _(monde):
    return cle_de(monde, "seance"), {"membre": _membre(monde, "membre").pk, "depart": "1"}


@ecriture("déclarer un déport", "membre", "deport_declarer")
def _(monde):
    point = comite.seance_convoquee(*_projets(1)).points.get()
    return [point.seance_id], {"membre": _membre(monde, "membre").pk, "projet": point.projet_id, "lien": "structure", "motif": ""}


@ecriture("donner procuration", "membre", "procuration_donner")
def _(monde):
    return cle_de(monde, "seance"), {"mandant": _membre(monde, "membre").pk, "mandataire": _membre(monde, "presidente").pk}


@ecriture("retirer une procuration", "membre", "procuration_retirer")
def _(monde):
    mandant = _membre(monde, "membre")
    donner_procuration(seance=objet(Seance, monde, "seance"), mandant=mandant, mandataire=_membre(monde, "presidente"), acteur=None)
    return [*cle_de(monde, "seance"), mandant.pk], {}


@ecriture("noter un dossier", "membre", "dossier_noter")
def _(monde):
    return cle_de(monde, "dossier"), {"note_local": 4, "texte_local": "Bail", "note_economie": 3, "texte_economie": ""}


def _sans_scrutin(monde: Monde) -> PointOrdreDuJour:
    """The second item of the open sitting, its ballot cancelled."""
    annuler_scrutin(scrutin=objet(Scrutin, monde, "scrutin"), motif="essai", acteur=None)
    return objet(PointOrdreDuJour, monde, "point")


@ecriture("ouvrir un scrutin", "presidente", "scrutin_ouvrir")
def _(monde):
    return [_sans_scrutin(monde).pk], {"montant_investissement": "200000", "montant_demarrage": "55000", "mode": "nominal"}


# The urn is one row more.
@ecriture("ouvrir un scrutin secret", "presidente", "scrutin_ouvrir", plafond=13)
def _(monde):
    return [_sans_scrutin(monde).pk], {"montant_investissement": "200000", "montant_demarrage": "55000", "mode": "secret"}


def _voter(scrutin: Scrutin, monde: Monde, choix: Choix) -> Scrutin:
    for role in ("presidente", "membre"):
        voter(scrutin=scrutin, choix=choix, acteur=monde.acteur(role))
    return scrutin


def _secret(monde: Monde) -> Scrutin:
    return comite.ouvrir_scrutin(point=_sans_scrutin(monde), acteur=None, montants=comite.MONTANTS, mode=ModeScrutin.SECRET)


simple("voter", "membre", "scrutin_voter", "scrutin", vote="attribuer")
simple("annuler un scrutin", "presidente", "scrutin_annuler", "scrutin", motif="Erreur de montant")


@ecriture("voter à bulletin secret", "membre", "scrutin_voter")
def _(monde):
    return [_secret(monde).pk], {"vote": "attribuer"}


@ecriture("clore un scrutin", "presidente", "scrutin_clore")
def _(monde):
    return [_voter(objet(Scrutin, monde, "scrutin"), monde, Choix.ATTRIBUER).pk], {}


@ecriture("clore un scrutin secret", "presidente", "scrutin_clore")
def _(monde):
    return [_voter(_secret(monde), monde, Choix.ATTRIBUER).pk], {}


def _clos(monde: Monde, choix: Choix) -> Scrutin:
    """The ballot of the second item, closed, its project with a team of three to write to."""
    scrutin = objet(Scrutin, monde, "scrutin")
    for role, fonction in (("porteuse", Fonction.PORTEUR), ("partenaire", Fonction.PARTENAIRE), ("autre_porteur", Fonction.MEMBRE)):
        MembreEquipeFactory(projet=scrutin.point.projet, utilisateur=monde.personnes[role], fonction=fonction)
    return clore_scrutin(scrutin=_voter(scrutin, monde, choix), acteur=None)


@ecriture("proclamer une attribution", "presidente", "scrutin_proclamer")
def _(monde):
    return [_clos(monde, Choix.ATTRIBUER).pk], {"motifs": ""}


# One more table, the conditions.
@ecriture("proclamer une attribution sous réserve", "presidente", "scrutin_proclamer", plafond=13)
def _(monde):
    suite = {"conditions": "Accord", "preuve_attendue": "Délibération", "date_limite_0": "2999-01-01", "date_limite_1": "18:00"}
    deuxieme = {"texte_2": "Bail", "preuve_2": "Bail signé", "echeance_2_0": "2999-01-01", "echeance_2_1": "18:00"}
    return [_clos(monde, Choix.SOUS_RESERVE).pk], suite | deuxieme


# Two more tables, adjournment and points; the return sitting is locked, its agenda read, and the project put on it.
@ecriture("proclamer un ajournement", "presidente", "scrutin_proclamer", plafond=16)
def _(monde):
    scrutin, seance = _clos(monde, Choix.AJOURNER), _preparation(monde)
    retour = {"points_a_lever": "Le bail", "preuve_attendue": "Le bail signé", "personne_en_charge": monde.personnes["porteuse"].pk}
    return [scrutin.pk], {"motifs": "Bail", "seance_retour": seance.pk, **retour}


def _decidee(monde: Monde) -> Seance:
    """The open sitting, both items decided."""
    seance = objet(Seance, monde, "seance")
    premier = Scrutin.objects.exclude(pk=monde.arguments["scrutin"]["pk"]).get(point__seance=seance)
    for scrutin in (premier, _clos(monde, Choix.ATTRIBUER)):
        proclamer_decision(scrutin=scrutin, acteur=None)
    return seance


@ecriture("suspendre la séance", "presidente", "seance_suspendre")
def _(monde):
    return [_sans_scrutin(monde).seance_id], {}


@ecriture("lever la séance", "presidente", "seance_lever")
def _(monde):
    return [_decidee(monde).pk], {}


# The minutes read all that happened in the sitting.
@ecriture("établir le procès-verbal", "presidente", "pv_generer", plafond=21)
def _(monde):
    return [lever_seance(seance=_decidee(monde), acteur=None).pk], {}


@ecriture("publier les décisions", "presidente", "seance_publier")
def _(monde):
    return [lever_seance(seance=_decidee(monde), acteur=None).pk], {}


@ecriture("déposer la preuve d’une condition", "porteuse", "condition_deposer")
def _(monde):
    return cle_de(monde, "condition_a_lever"), {"fichier": fichier("bail.pdf"), "message": "Voici"}


simple("retirer une preuve", "partenaire", "condition_retirer", "condition_a_lever")
simple("refuser une preuve", "coordinatrice", "condition_refuser", "condition_a_lever", motif="Signature absente")
# The last condition makes the grant firm: the project passes and the team is told, two acts in the journal.
simple("lever la dernière condition", "coordinatrice", "condition_lever", "condition_a_lever", 14, message="")
simple("faire monter depuis la liste d’attente", "coordinatrice", "attente_monter", "place_en_attente", motif="Abandon")
simple("demander la lettre de notification", "porteuse", "lettre_editer", "decision")


@ecriture("inviter au comité", "coordinatrice", "siege_inviter")
def _(monde):
    return [], {"email": "membre.neuf@exemple.fr", "siege": 7, "qualite": "etat", "organisation": "", "voix": "on"}


simple("clore un mandat", "coordinatrice", "membre_clore", "siege_du_comite")
