"""Writes of the committee: agenda, room, ballots, decisions."""

from comite.actions.deports import declarer_deport
from comite.actions.notation import designer_rapporteurs
from comite.actions.presences import donner_procuration
from comite.actions.scrutins import annuler_scrutin, voter
from comite.actions.seances import creer_seance
from comite.actions.sorties import sortir
from comite.enums import Choix, ModePresence, ModeScrutin, TypeSeance
from comite.models import Membre, PointOrdreDuJour, Presence, Scrutin, Seance
from manufactures.models import Projet
from tests.comite import fabriques as comite
from tests.manufactures.fabriques import CandidatureFactory, ProjetFactory
from tests.matrix.ecritures import cle_de, date_heure, ecriture, objet, simple, slug
from tests.matrix.monde import Monde


def seance_en_preparation(monde: Monde, *projets: Projet, type_seance=TypeSeance.FINANCEMENT) -> Seance:
    seance = creer_seance(type_seance=type_seance, date_prevue=comite.dans(30), lieu="Ici", acteur=None)
    for projet in projets:
        comite.figer_dossier(point=comite.inscrire_projet(seance=seance, projet=projet, acteur=None), contenu=comite.CONTENU, acteur=None)
    return seance


def projets_a_examiner(nombre: int) -> list[Projet]:
    return [comite.creer_projet(7_000_000 + n) for n in range(nombre)]


@ecriture("créer une séance", "coordinatrice", "seance_creer")
def _(monde):
    return [], {"type_seance": "financement", **date_heure("date_prevue", 40), "lieu": "Ici"}


@ecriture("inscrire un projet à l’ordre du jour", "coordinatrice", "point_inscrire")
def _(monde):
    return [seance_en_preparation(monde).pk], {"projet": projets_a_examiner(1)[0].pk}


@ecriture("retirer un point", "coordinatrice", "point_retirer")
def _(monde):
    return [comite.inscrire_projet(seance=seance_en_preparation(monde), projet=projets_a_examiner(1)[0], acteur=None).pk], {}


# Two locks, then the whole candidature is read to be frozen.
@ecriture("verser une candidature au comité", "coordinatrice", "projet_verser")
def _(monde):
    projet = ProjetFactory(recevable=True)
    CandidatureFactory(projet=projet, complete=True)
    return [projet.slug], {"seance": seance_en_preparation(monde, type_seance=TypeSeance.LABELLISATION).pk}


@ecriture("verser un projet incubé au comité", "coordinatrice", "projet_verser")
def _(monde):
    CandidatureFactory(projet=objet(Projet, monde, "incube"), complete=True)
    return slug(monde, "incube"), {"seance": seance_en_preparation(monde).pk}


@ecriture("convoquer une séance de trois projets", "coordinatrice", "seance_convoquer")
def _(monde):
    return [seance_en_preparation(monde, *projets_a_examiner(3)).pk], {"motif_delai_court": "Urgence"}


@ecriture("ouvrir la séance", "presidente", "seance_ouvrir")
def _(monde):
    return [comite.seance_convoquee(*projets_a_examiner(1)).pk], {}


@ecriture("noter une arrivée", "presidente", "presence_noter")
def _(monde):
    return [comite.seance_ouverte(*projets_a_examiner(1)).pk], {"membre": siege_de(monde, "membre").pk}


def siege_de(monde: Monde, role: str) -> Membre:
    return Membre.objects.get(utilisateur=monde.personnes[role])


@ecriture("noter un départ", "presidente", "presence_noter")
def _(monde):
    return cle_de(monde, "seance"), {"membre": siege_de(monde, "membre").pk, "depart": "1"}


def _dehors(monde: Monde, *, sorti: bool) -> PointOrdreDuJour:
    """The member recused from the one item of an open sitting, there or out."""
    membre = siege_de(monde, "membre")
    point = comite.seance_ouverte(*projets_a_examiner(1), presents=[membre]).points.select_related("projet", "seance").get()
    declarer_deport(membre=membre, projet=point.projet, acteur=None)
    if sorti:
        sortir(point=point, membre=membre, acteur=None)
    return point


@ecriture("noter la sortie d’un membre déporté", "presidente", "sortie_noter")
def _(monde):
    return [_dehors(monde, sorti=False).pk], {"membre": siege_de(monde, "membre").pk}


@ecriture("noter le retour d’un membre déporté", "presidente", "presence_noter")
def _(monde):
    return [_dehors(monde, sorti=True).seance_id], {"membre": siege_de(monde, "membre").pk, "retour": "1"}


@ecriture("déclarer un déport", "membre", "deport_declarer")
def _(monde):
    point = comite.seance_convoquee(*projets_a_examiner(1)).points.get()
    return [point.seance_id], {"membre": siege_de(monde, "membre").pk, "projet": point.projet_id, "lien": "structure", "motif": ""}


@ecriture("donner procuration", "membre", "procuration_donner")
def _(monde):
    return cle_de(monde, "seance"), {"mandant": siege_de(monde, "membre").pk, "mandataire": siege_de(monde, "presidente").pk}


@ecriture("retirer une procuration", "membre", "procuration_retirer")
def _(monde):
    mandant = siege_de(monde, "membre")
    donner_procuration(seance=objet(Seance, monde, "seance"), mandant=mandant, mandataire=siege_de(monde, "presidente"), acteur=None)
    return [*cle_de(monde, "seance"), mandant.pk], {}


@ecriture("noter un dossier", "membre", "dossier_noter")
def _(monde):
    return cle_de(monde, "dossier"), {"note_local": 4, "texte_local": "Bail", "note_economie": 3, "texte_economie": ""}


def _annonce(monde: Monde) -> PointOrdreDuJour:
    """An item of a sitting convened, its member named as rapporteur."""
    point = comite.seance_convoquee(*projets_a_examiner(1)).points.get()
    designer_rapporteurs(seance=point.seance, choix={point.pk: [siege_de(monde, "membre").pk]}, acteur=None)
    return point


@ecriture("déposer un rapport", "membre", "rapport_deposer")
def _(monde):
    return [_annonce(monde).dossier.pk], {"texte": "Le bail est signé."}


@ecriture("ouvrir les notes", "presidente", "notes_ouvrir")
def _(monde):
    return [_annonce(monde).pk], {}


@ecriture("désigner les rapporteurs de trois dossiers", "coordinatrice", "rapporteur_designer")
def _(monde):
    seance = comite.seance_convoquee(*projets_a_examiner(3))
    return [seance.pk], {f"point_{p.pk}_1": siege_de(monde, "membre").pk for p in seance.points.all()}


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


def point_sans_scrutin(monde: Monde) -> PointOrdreDuJour:
    """The second item of the open sitting, its ballot cancelled."""
    annuler_scrutin(scrutin=objet(Scrutin, monde, "scrutin"), motif="essai", acteur=None)
    return objet(PointOrdreDuJour, monde, "point")


@ecriture("ouvrir un scrutin", "presidente", "scrutin_ouvrir")
def _(monde):
    return [point_sans_scrutin(monde).pk], {"montant_investissement": "200000", "montant_demarrage": "55000", "mode": "nominal"}


@ecriture("ouvrir un scrutin secret", "presidente", "scrutin_ouvrir")
def _(monde):
    return [point_sans_scrutin(monde).pk], {"montant_investissement": "200000", "montant_demarrage": "55000", "mode": "secret"}


def scrutin_vote(scrutin: Scrutin, monde: Monde, choix: Choix) -> Scrutin:
    for role in ("presidente", "membre"):
        voter(scrutin=scrutin, choix=choix, acteur=monde.acteur(role))
    return scrutin


def _secret(monde: Monde) -> Scrutin:
    return comite.ouvrir_scrutin(point=point_sans_scrutin(monde), acteur=None, montants=comite.MONTANTS, mode=ModeScrutin.SECRET)


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
    return [comite.seance_ouverte(*projets_a_examiner(1)).pk], {"mouvement": "arrivee", "siege": siege_de(monde, "membre").pk}


@ecriture("saisir un vote à distance", "presidente", "vote_saisir")
def _(monde):
    scrutin, membre = objet(Scrutin, monde, "scrutin"), siege_de(monde, "membre")
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
    seance.presences.filter(membre=siege_de(monde, "presidente")).update(depart_at=comite.dans(0))
    return [seance.pk], {"membre": siege_de(monde, "membre").pk}


@ecriture("clore un scrutin", "presidente", "scrutin_clore")
def _(monde):
    return [scrutin_vote(objet(Scrutin, monde, "scrutin"), monde, Choix.ATTRIBUER).pk], {}


@ecriture("clore un scrutin secret", "presidente", "scrutin_clore")
def _(monde):
    return [scrutin_vote(_secret(monde), monde, Choix.ATTRIBUER).pk], {}
