"""Writes of the committee: agenda, room, ballots, decisions."""

from comite.actions.additifs import rediger_additif
from comite.actions.decisions import proclamer_decision
from comite.actions.deports import declarer_deport
from comite.actions.notation import designer_rapporteurs, noter_dossier
from comite.actions.presences import donner_procuration
from comite.actions.proces_verbaux import generer_pv
from comite.actions.reports import constater_carence
from comite.actions.scrutins import annuler_scrutin, clore_scrutin, voter
from comite.actions.seances import creer_seance, lever_seance
from comite.actions.signatures import signer_pv
from comite.actions.sorties import sortir
from comite.enums import Choix, ModePresence, ModeScrutin, TypeSeance
from comite.models import Dossier, Membre, PointOrdreDuJour, Presence, Scrutin, Seance
from manufactures.enums import Fonction
from manufactures.models import Projet
from socle.comptes.enums import Preuve
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
@ecriture("verser une candidature au comité", "coordinatrice", "projet_verser")
def _(monde):
    projet = ProjetFactory(recevable=True)
    CandidatureFactory(projet=projet, complete=True)
    return [projet.slug], {"seance": _preparation(monde, type_seance=TypeSeance.LABELLISATION).pk}


@ecriture("verser un projet incubé au comité", "coordinatrice", "projet_verser")
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


def _dehors(monde: Monde, *, sorti: bool) -> PointOrdreDuJour:
    """The member recused from the one item of an open sitting, there or out."""
    membre = _membre(monde, "membre")
    point = comite.seance_ouverte(*_projets(1), presents=[membre]).points.select_related("projet", "seance").get()
    declarer_deport(membre=membre, projet=point.projet, acteur=None)
    if sorti:
        sortir(point=point, membre=membre, acteur=None)
    return point


@ecriture("noter la sortie d’un membre déporté", "presidente", "sortie_noter")
def _(monde):
    return [_dehors(monde, sorti=False).pk], {"membre": _membre(monde, "membre").pk}


@ecriture("noter le retour d’un membre déporté", "presidente", "presence_noter")
def _(monde):
    return [_dehors(monde, sorti=True).seance_id], {"membre": _membre(monde, "membre").pk, "retour": "1"}


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


def _annonce(monde: Monde) -> PointOrdreDuJour:
    """An item of a sitting convened, its member named as rapporteur."""
    point = comite.seance_convoquee(*_projets(1)).points.get()
    designer_rapporteurs(seance=point.seance, choix={point.pk: [_membre(monde, "membre").pk]}, acteur=None)
    return point


@ecriture("déposer un rapport", "membre", "rapport_deposer")
def _(monde):
    return [_annonce(monde).dossier.pk], {"texte": "Le bail est signé."}


@ecriture("ouvrir les notes", "presidente", "notes_ouvrir")
def _(monde):
    return [_annonce(monde).pk], {}


@ecriture("désigner les rapporteurs de trois dossiers", "coordinatrice", "rapporteur_designer")
def _(monde):
    seance = comite.seance_convoquee(*_projets(3))
    return [seance.pk], {f"point_{p.pk}_1": _membre(monde, "membre").pk for p in seance.points.all()}


@ecriture("créer un scénario", "membre", "scenario_creer")
def _(monde):
    return cle_de(monde, "seance"), {"nom": "Au plus juste", "depart": "prorata"}


@ecriture("enregistrer les montants d’un scénario", "membre", "scenario_detail")
def _(monde):
    point = monde.arguments["point"]["pk"]
    return cle_de(monde, "scenario"), {f"montant_{point}_investissement": "120 000,50", f"montant_{point}_demarrage": ""}


simple("dupliquer un scénario", "presidente", "scenario_dupliquer", "scenario", nom="Copie")
simple("retenir un scénario", "presidente", "scenario_retenir", "scenario", motif="Le plus équilibré")
simple("fixer un régime d’aide", "coordinatrice", "regime_fixer", "point", regime="de_minimis")
simple("enregistrer une aide de minimis", "coordinatrice", "aide_liste", "", siren="552100554", date_octroi="2022-05-02", montant="9 000", source="Région")
simple("déclarer une entreprise liée", "porteuse", "entreprise_liste", "projet", siren="732829320", nom="Holding", lien="accord")
simple("retirer une entreprise liée", "coordinatrice", "entreprise_retirer", "entreprise", motif="Part vendue")
simple("retirer une aide de minimis", "coordinatrice", "aide_retirer", "aide", motif="Doublon")


def _sans_scrutin(monde: Monde) -> PointOrdreDuJour:
    """The second item of the open sitting, its ballot cancelled."""
    annuler_scrutin(scrutin=objet(Scrutin, monde, "scrutin"), motif="essai", acteur=None)
    return objet(PointOrdreDuJour, monde, "point")


@ecriture("ouvrir un scrutin", "presidente", "scrutin_ouvrir")
def _(monde):
    return [_sans_scrutin(monde).pk], {"montant_investissement": "200000", "montant_demarrage": "55000", "mode": "nominal"}


@ecriture("ouvrir un scrutin secret", "presidente", "scrutin_ouvrir")
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


@ecriture("voter par l’API", "membre", "api_bulletin_liste", par_api=True)
def _(monde):
    return cle_de(monde, "scrutin"), {"choix": "attribuer"}


@ecriture("voter à bulletin secret par l’API", "membre", "api_bulletin_liste", par_api=True)
def _(monde):
    return [_secret(monde).pk], {"choix": "attribuer"}


@ecriture("noter un départ par l’API", "membre", "api_presence_liste", par_api=True)
def _(monde):
    return cle_de(monde, "seance"), {"mouvement": "depart"}


@ecriture("noter l’arrivée d’un autre par l’API", "presidente", "api_presence_liste", par_api=True)
def _(monde):
    return [comite.seance_ouverte(*_projets(1)).pk], {"mouvement": "arrivee", "siege": _membre(monde, "membre").pk}


@ecriture("saisir un vote à distance", "presidente", "vote_saisir")
def _(monde):
    scrutin, membre = objet(Scrutin, monde, "scrutin"), _membre(monde, "membre")
    scrutin.point.seance.presences.filter(membre=membre).update(mode=ModePresence.A_DISTANCE)
    return [scrutin.pk], {"pour": membre.pk, "vote": "attribuer"}


@ecriture("corriger une présence", "presidente", "presence_corriger")
def _(monde):
    presence = objet(Presence, monde, "presence")
    Seance.objects.filter(pk=presence.seance_id).update(convoquee_at=comite.dans(-2), ouverte_at=comite.dans(-1))
    return [presence.pk], {**date_heure("arrivee_at", 0, "00:01"), **date_heure("depart_at", 0, "00:02"), "motif": "Erreur de saisie"}


@ecriture("désigner la présidence de séance", "presidente", "presidence_designer")
def _(monde):
    seance = objet(Seance, monde, "seance")
    seance.presences.filter(membre=_membre(monde, "presidente")).update(depart_at=comite.dans(0))
    return [seance.pk], {"membre": _membre(monde, "membre").pk}


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


@ecriture("proclamer une attribution sous réserve", "presidente", "scrutin_proclamer")
def _(monde):
    suite = {"conditions": "Accord", "preuve_attendue": "Délibération", "date_limite_0": "2999-01-01", "date_limite_1": "18:00"}
    deuxieme = {"texte_2": "Bail", "preuve_2": "Bail signé", "echeance_2_0": "2999-01-01", "echeance_2_1": "18:00"}
    return [_clos(monde, Choix.SOUS_RESERVE).pk], suite | deuxieme


@ecriture("proclamer un ajournement", "presidente", "scrutin_proclamer")
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
    return _reponse(monde, "represente", mandataire=_membre(monde, "presidente").pk)


@ecriture("convoquer les nouveaux membres", "coordinatrice", "nouveaux_convoquer")
def _(monde):
    seance = comite.seance_convoquee(*_projets(3))
    for n in (1, 2, 3):
        comite.nommer_membre(utilisateur=comite.creer_personne(f"tard{n}@exemple.fr", "Tard"), siege=40 + n, qualite="etat", acteur=None)
    return [seance.pk], {}


@ecriture("ordonner l’ordre du jour", "coordinatrice", "seance_ordre")
def _(monde):
    seance = _preparation(monde, *_projets(3))
    return [seance.pk], {"point": [p.pk for p in seance.points.order_by("-rang")]}


@ecriture("suivre l’ordre proposé", "presidente", "ordre_appliquer")
def _(monde):
    seance = comite.seance_convoquee(*_projets(3))
    return [seance.pk], {"point": [p.pk for p in seance.points.order_by("-rang")]}


@ecriture("modifier une séance", "coordinatrice", "seance_modifier")
def _(monde):
    return [_preparation(monde, *_projets(3)).pk], {**date_heure("date_prevue", 50), "lieu": "Ailleurs"}


@ecriture("reporter une séance de trois projets", "coordinatrice", "seance_reporter")
def _(monde):
    champs = {"lieu": "Ailleurs", "motif": "Salle prise", "motif_delai_court": "Urgence"}
    return [comite.seance_convoquee(*_projets(3)).pk], {**date_heure("date_prevue", 50), **champs}


@ecriture("annuler une séance", "coordinatrice", "seance_annuler")
def _(monde):
    return [comite.seance_convoquee(*_projets(3)).pk], {"motif": "Salle prise"}


@ecriture("constater que le quorum manque", "presidente", "carence_constater")
def _(monde):
    return [comite.seance_ouverte(*_projets(3)).pk], {}


@ecriture("préparer une seconde convocation", "coordinatrice", "seance_reconvoquer")
def _(monde):
    seance = comite.seance_ouverte(*_projets(3))
    for dossier in Dossier.objects.filter(point__seance=seance):
        noter_dossier(dossier=dossier, notes={"local": (4, "Bail")}, acteur=monde.acteur("membre"))
    return [constater_carence(seance=seance, acteur=None).pk], {**date_heure("date_prevue", 50), "lieu": "Ici"}


@ecriture("modifier un siège", "coordinatrice", "membre_modifier")
def _(monde):
    champs = {"qualite": "etat", "organisation": "Service", "voix": "on", "mandat_debut": "2020-01-01", "mandat_fin": ""}
    return cle_de(monde, "siege_du_comite"), champs


@ecriture("renouveler un mandat", "coordinatrice", "mandat_renouveler")
def _(monde):
    membre = _membre(monde, "membre")
    Membre.objects.filter(pk=membre.pk).update(mandat_fin=comite.dans(30).date())
    return [membre.pk], {"mandat_fin": comite.dans(90).date().isoformat()}
simple("dire mes liens avec une séance", "membre", "seance_interets", "seance", sans_lien="1")
simple("faire ma déclaration annuelle", "membre", "mes_interets", "", structures="Structure A\nStructure B", territoires="26", personnes="", autres="", texte="")
simple("ouvrir un dossier", "membre", "dossier_ouvrir", "dossier")
simple("garder ma note", "membre", "note_garder", "dossier", texte="À revoir")
simple("demander mon livret", "membre", "livret_editer", "seance")
simple("retirer un déport", "presidente", "deport_retirer", "deport", motif="Erreur de personne")
