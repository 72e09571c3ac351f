"""Writes of the committee once a ballot is closed: decisions, minutes, conditions, seats and convocations."""

from comite.actions.additifs import rediger_additif
from comite.actions.decisions import proclamer_decision
from comite.actions.notation import noter_dossier
from comite.actions.proces_verbaux import generer_pv
from comite.actions.reports import constater_carence
from comite.actions.scrutins import clore_scrutin
from comite.actions.seances import lever_seance
from comite.actions.signatures import signer_pv
from comite.enums import Choix
from comite.models import Dossier, Membre, Scrutin, Seance
from manufactures.enums import Fonction
from socle.comptes.enums import Preuve
from tests.comite import fabriques as comite
from tests.incubation.fabriques import fichier
from tests.manufactures.fabriques import MembreEquipeFactory
from tests.matrix.ecritures import cle_de, date_heure, ecriture, objet, simple
from tests.matrix.ecritures_comite import point_sans_scrutin, projets_a_examiner, scrutin_vote, seance_en_preparation, siege_de
from tests.matrix.monde import Monde


def _clos(monde: Monde, choix: Choix) -> Scrutin:
    """The ballot of the second item, closed, its project with a team of three to write to."""
    scrutin = objet(Scrutin, monde, "scrutin")
    for role, fonction in (("porteuse", Fonction.PORTEUR), ("partenaire", Fonction.PARTENAIRE), ("autre_porteur", Fonction.MEMBRE)):
        MembreEquipeFactory(projet=scrutin.point.projet, utilisateur=monde.personnes[role], fonction=fonction)
    return clore_scrutin(scrutin=scrutin_vote(scrutin, monde, choix), acteur=None)


@ecriture("proclamer une attribution", "presidente", "scrutin_proclamer")
def _(monde):
    return [_clos(monde, Choix.ATTRIBUER).pk], {"motifs": ""}


@ecriture("proclamer une attribution sous réserve", "presidente", "scrutin_proclamer")
def _(monde):
    suite = {"conditions": "Accord", "preuve_attendue": "Délibération", "date_limite_0": "2999-01-01", "date_limite_1": "18:00"}
    deuxieme = {"texte_2": "Bail", "preuve_2": "Bail signé", "echeance_2_0": "2999-01-01", "echeance_2_1": "18:00"}
    return [_clos(monde, Choix.SOUS_RESERVE).pk], suite | deuxieme


@ecriture("proclamer un ajournement", "presidente", "scrutin_proclamer")
def _(monde):
    scrutin, seance = _clos(monde, Choix.AJOURNER), seance_en_preparation(monde)
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
    return [point_sans_scrutin(monde).seance_id], {}


@ecriture("lever la séance", "presidente", "seance_lever")
def _(monde):
    return [_decidee(monde).pk], {}


@ecriture("établir le procès-verbal", "presidente", "pv_generer")
def _(monde):
    return [lever_seance(seance=_decidee(monde), acteur=None).pk], {}


def _redige(monde: Monde) -> Seance:
    """The open sitting decided and lifted, its minutes drawn."""
    return generer_pv(seance=lever_seance(seance=_decidee(monde), acteur=None), acteur=None).seance


@ecriture("établir de nouveau le procès-verbal", "presidente", "pv_generer")
def _(monde):
    return [_redige(monde).pk], {}


@ecriture("corriger le procès-verbal", "coordinatrice", "pv_corriger")
def _(monde):
    return [_redige(monde).pk], {"ouverture": "La présidente ouvre la séance.", "errata": ""}


@ecriture("faire noter un désaccord", "membre", "desaccord_noter")
def _(monde):
    return [_redige(monde).points.first().pk], {"texte": "Le bail n’est pas signé."}


def _signe(monde: Monde) -> Seance:
    seance = _redige(monde)
    for role in ("presidente", "coordinatrice"):
        signer_pv(seance=seance, acteur=monde.acteur(role), preuve=Preuve.MOT_DE_PASSE, empreinte=seance.proces_verbal.empreinte)
    return seance


@ecriture("rédiger un additif", "coordinatrice", "additif_rediger")
def _(monde):
    return [_signe(monde).pk], {"texte": "Lire «\u00a0atelier »."}


@ecriture("abandonner un additif", "coordinatrice", "additif_abandonner")
def _(monde):
    additif = rediger_additif(seance=_signe(monde), texte="Erreur", acteur=None)
    return [additif.pv.seance_id, additif.numero], {}


@ecriture("publier les décisions", "presidente", "seance_publier")
def _(monde):
    return [lever_seance(seance=_decidee(monde), acteur=None).pk], {}


@ecriture("déposer la preuve d’une condition", "porteuse", "condition_deposer")
def _(monde):
    return cle_de(monde, "condition_a_lever"), {"fichier": fichier("bail.pdf"), "message": "Voici"}


simple("retirer une preuve", "partenaire", "condition_retirer", "condition_a_lever")
simple("refuser une preuve", "coordinatrice", "condition_refuser", "condition_a_lever", motif="Signature absente")
simple("lever la dernière condition", "coordinatrice", "condition_lever", "condition_a_lever", message="")
simple("faire monter depuis la liste d’attente", "coordinatrice", "attente_monter", "place_en_attente", motif="Abandon")
simple("demander la lettre de notification", "porteuse", "lettre_editer", "decision")


@ecriture("inviter au comité", "coordinatrice", "siege_inviter")
def _(monde):
    return [], {"email": "membre.neuf@exemple.fr", "siege": 7, "qualite": "etat", "organisation": "", "voix": "on"}


simple("clore un mandat", "coordinatrice", "membre_clore", "siege_du_comite")


def _reponse(monde: Monde, reponse: str, **champs) -> tuple[list, dict]:
    return cle_de(monde, "convoquee"), {"reponse": reponse, "commentaire": "", **champs}


@ecriture("répondre à une convocation", "membre", "convocation_repondre")
def _(monde):
    return _reponse(monde, "excuse")


@ecriture("répondre par une procuration", "membre", "convocation_repondre")
def _(monde):
    return _reponse(monde, "represente", mandataire=siege_de(monde, "presidente").pk)


@ecriture("convoquer les nouveaux membres", "coordinatrice", "nouveaux_convoquer")
def _(monde):
    seance = comite.seance_convoquee(*projets_a_examiner(3))
    for n in (1, 2, 3):
        comite.nommer_membre(utilisateur=comite.creer_personne(f"tard{n}@exemple.fr", "Tard"), siege=40 + n, qualite="etat", acteur=None)
    return [seance.pk], {}


@ecriture("ordonner l’ordre du jour", "coordinatrice", "seance_ordre")
def _(monde):
    seance = seance_en_preparation(monde, *projets_a_examiner(3))
    return [seance.pk], {"point": [p.pk for p in seance.points.order_by("-rang")]}


@ecriture("suivre l’ordre proposé", "presidente", "ordre_appliquer")
def _(monde):
    seance = comite.seance_convoquee(*projets_a_examiner(3))
    return [seance.pk], {"point": [p.pk for p in seance.points.order_by("-rang")]}


@ecriture("modifier une séance", "coordinatrice", "seance_modifier")
def _(monde):
    return [seance_en_preparation(monde, *projets_a_examiner(3)).pk], {**date_heure("date_prevue", 50), "lieu": "Ailleurs"}


@ecriture("reporter une séance de trois projets", "coordinatrice", "seance_reporter")
def _(monde):
    champs = {"lieu": "Ailleurs", "motif": "Salle prise", "motif_delai_court": "Urgence"}
    return [comite.seance_convoquee(*projets_a_examiner(3)).pk], {**date_heure("date_prevue", 50), **champs}


@ecriture("annuler une séance", "coordinatrice", "seance_annuler")
def _(monde):
    return [comite.seance_convoquee(*projets_a_examiner(3)).pk], {"motif": "Salle prise"}


@ecriture("constater que le quorum manque", "presidente", "carence_constater")
def _(monde):
    return [comite.seance_ouverte(*projets_a_examiner(3)).pk], {}


@ecriture("préparer une seconde convocation", "coordinatrice", "seance_reconvoquer")
def _(monde):
    seance = comite.seance_ouverte(*projets_a_examiner(3))
    for dossier in Dossier.objects.filter(point__seance=seance):
        noter_dossier(dossier=dossier, notes={"local": (4, "Bail")}, acteur=monde.acteur("membre"))
    return [constater_carence(seance=seance, acteur=None).pk], {**date_heure("date_prevue", 50), "lieu": "Ici"}


@ecriture("modifier un siège", "coordinatrice", "membre_modifier")
def _(monde):
    champs = {"qualite": "etat", "organisation": "Service", "voix": "on", "mandat_debut": "2020-01-01", "mandat_fin": ""}
    return cle_de(monde, "siege_du_comite"), champs


@ecriture("renouveler un mandat", "coordinatrice", "mandat_renouveler")
def _(monde):
    membre = siege_de(monde, "membre")
    Membre.objects.filter(pk=membre.pk).update(mandat_fin=comite.dans(30).date())
    return [membre.pk], {"mandat_fin": comite.dans(90).date().isoformat()}
simple("dire mes liens avec une séance", "membre", "seance_interets", "seance", sans_lien="1")
simple("faire ma déclaration annuelle", "membre", "mes_interets", "", structures="Structure A\nStructure B", territoires="26", personnes="", autres="", texte="")
simple("ouvrir un dossier", "membre", "dossier_ouvrir", "dossier")
simple("garder ma note", "membre", "note_garder", "dossier", texte="À revoir")
simple("demander mon livret", "membre", "livret_editer", "seance")
simple("retirer un déport", "presidente", "deport_retirer", "deport", motif="Erreur de personne")
