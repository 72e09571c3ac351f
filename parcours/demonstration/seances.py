"""The committee: its seats, its sittings from the agenda to the published decisions."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from decimal import Decimal

from comite.actions.arbitrages import creer_scenario, enregistrer_aide, fixer_regime
from comite.actions.decisions import ALever, Conditions, Retour, proclamer_decision
from comite.actions.deports import declarer_deport
from comite.actions.entreprises import declarer_entreprise_liee
from comite.actions.interets import declarer_pour_seance, ouvrir_dossier
from comite.actions.membres import nommer_membre
from comite.actions.notation import designer_rapporteurs, noter_dossier
from comite.actions.presences import arriver, donner_procuration
from comite.actions.proces_verbaux import generer_pv
from comite.actions.scrutins import clore_scrutin, ouvrir_scrutin, voter
from comite.actions.seances import convoquer, creer_seance, lever_seance, ouvrir_seance, publier_decisions
from comite.actions.signatures import sceller_pv, signer_pv
from comite.enums import Choix, LienEntreprise, LienInteret, Qualite, RegimeAide, TypeSeance
from comite.models import Critere, Deport, Dossier, Membre, PointOrdreDuJour, Seance
from comite.pdf import CODE, imprimer_document
from comite.regles_notation import repartir_rapporteurs
from parcours.actions.etapes import figer_les_dossiers, verser_au_comite
from parcours.demonstration.exemples import Exemple
from parcours.demonstration.monde import Monde
from parcours.demonstration.personnes import COORDINATRICE, EXPERTE_ET_MEMBRE, MEMBRES, PRESIDENTE, SECRETAIRE, SUPPLEANTE
from socle.comptes.enums import Preuve
from socle.lib.dates import a_paris, ajouter_jours_ouvres

LIEU = "Salle du conseil d’exemple, et à distance"
VOTANTS = (PRESIDENTE, *MEMBRES, EXPERTE_ET_MEMBRE)
# key, seat, capacity, organisation, options
SIEGES = (
    (PRESIDENTE, 1, Qualite.ETAT, "Préfecture d’exemple", {"est_presidence": True}),
    (MEMBRES[0], 2, Qualite.FINANCEUR, "Banque d’exemple", {}),
    (MEMBRES[1], 3, Qualite.COLLECTIVITE, "Région d’exemple", {}),
    (SUPPLEANTE, 3, Qualite.COLLECTIVITE, "Région d’exemple", {"est_suppleance": True}),
    (MEMBRES[2], 4, Qualite.COLLECTIVITE, "Département d’exemple", {}),
    (EXPERTE_ET_MEMBRE, 5, Qualite.PERSONNALITE, "Réseau d’exemple", {}),
    (SECRETAIRE, 6, Qualite.AUTRE, "Secrétariat du comité", {"voix": False, "est_secretariat": True}),
)


def nommer_le_comite(monde: Monde) -> None:
    for cle, siege, qualite, organisation, options in SIEGES:
        champs = {"siege": siege, "qualite": qualite, "organisation": organisation} | options
        nommer_membre(utilisateur=monde.personne(cle), acteur=monde.acteur(COORDINATRICE), **champs)


@dataclass(frozen=True)
class Deliberation:
    """What becomes of one file: the choice of the committee, and of those who voted otherwise."""

    numero: int
    choix: Choix
    motifs: str = ""
    autrement: Mapping[str, Choix] = field(default_factory=dict)
    part: Decimal = Decimal(1)  # share of the amounts asked that is put to the vote
    conditions: str = ""
    points_a_lever: str = ""
    preuve: str = ""
    suivantes: tuple[tuple[str, str], ...] = ()  # other conditions, each with its proof
    retour: int = 0  # days from today


@dataclass(frozen=True)
class Reunion:
    """One sitting: ``jour`` in days from today, and the files of its agenda."""

    nom: str
    type: TypeSeance
    jour: int
    points: tuple[Deliberation, ...]
    presents: tuple[str, ...] = VOTANTS
    procuration: tuple[str, str] | None = None
    preparee: int = 20  # days before
    publiee: int | None = 2  # worked days after; None: the decisions wait for the chair


def seance_de(monde: Monde, reunion: Reunion) -> Seance:
    return Seance.objects.get(pk=monde.seances[reunion.nom])


def prevoir(monde: Monde, reunion: Reunion) -> None:
    """Plan a sitting and all that comes before and after it; one to come stops at its preparation."""
    le, prevoir_scene, jour = monde.agenda.le, monde.agenda.prevoir, reunion.jour
    prevoir_scene(le(jour - reunion.preparee, 11), preparer, monde, reunion)
    prevoir_scene(le(jour - reunion.preparee + 1, 11), inscrire, monde, reunion)
    prevoir_scene(le(min(jour - reunion.preparee // 2 - 2, -1), 9), convoquer_les_membres, monde, reunion)
    if jour >= 0:
        return
    debut = le(jour, 14)
    prevoir_scene(monde.agenda.apres(debut, -2, 17), declarer_les_liens, monde, reunion)
    prevoir_scene(monde.agenda.apres(debut, -2, 18), noter_tout, monde, reunion)
    prevoir_scene(debut, ouvrir, monde, reunion)
    for rang, point in enumerate(reunion.points):
        prevoir_scene(debut + timedelta(minutes=12 * rang + 5), deliberer, monde, reunion, point)
    prevoir_scene(debut + timedelta(minutes=12 * len(reunion.points) + 10), lever, monde, reunion)
    prevoir_scene(debut + timedelta(hours=3, minutes=20), etablir_le_pv, monde, reunion)
    if reunion.publiee is not None:
        prevoir_scene(debut + timedelta(hours=4), signer, monde, reunion)
        prevoir_scene(a_paris(ajouter_jours_ouvres(debut.date(), reunion.publiee), time(9, 30)), publier, monde, reunion)


def preparer(monde: Monde, reunion: Reunion) -> None:
    date_prevue = monde.agenda.le(reunion.jour, 14)
    seance = creer_seance(type_seance=reunion.type, date_prevue=date_prevue, lieu=LIEU, acteur=monde.acteur(COORDINATRICE))
    monde.seances[reunion.nom] = seance.pk


def inscrire(monde: Monde, reunion: Reunion) -> None:
    """Put the files on the agenda; those of the adjourned projects came by themselves and are frozen here."""
    acteur = monde.acteur(COORDINATRICE)
    figer_les_dossiers(seance=seance_de(monde, reunion), acteur=acteur)
    revenus = set(PointOrdreDuJour.objects.filter(seance=monde.seances[reunion.nom]).values_list("projet", flat=True))
    for point in reunion.points:
        if monde.cles[point.numero] not in revenus:
            verser_au_comite(projet=monde.projet(point.numero), seance=seance_de(monde, reunion), acteur=acteur)


def convoquer_les_membres(monde: Monde, reunion: Reunion) -> None:
    convoquer(seance=seance_de(monde, reunion), acteur=monde.acteur(COORDINATRICE))
    if reunion.jour >= 0:
        designer(monde, reunion)
    if reunion.jour >= 0 and reunion.type == TypeSeance.FINANCEMENT:
        arbitrer(monde, reunion)


def designer(monde: Monde, reunion: Reunion) -> None:
    """Share the files of a sitting to come among the members, nobody recused."""
    points = {p.pk: p.projet_id for p in PointOrdreDuJour.objects.filter(seance=monde.seances[reunion.nom])}
    membres = list(Membre.objects.filter(voix=True, suppleant_de=None).values_list("pk", flat=True))
    deports = Deport.objects.par_siege(points.values())
    recuses = {(membre, point) for membre, projet in deports for point, p in points.items() if p == projet}
    choix = repartir_rapporteurs(list(points), membres, recuses)
    designer_rapporteurs(seance=seance_de(monde, reunion), choix=choix, acteur=monde.acteur(COORDINATRICE))


def arbitrer(monde: Monde, reunion: Reunion) -> None:
    """Two scenarios to compare, and one file under the de minimis regime with what it declares."""
    seance, acteur = seance_de(monde, reunion), monde.acteur(COORDINATRICE)
    creer_scenario(seance=seance, nom="Selon le rang", depart="rang", acteur=monde.acteur(PRESIDENTE))
    creer_scenario(seance=seance, nom="Au prorata", depart="prorata", acteur=acteur)
    point = PointOrdreDuJour.objects.filter(seance=seance).exclude(projet__structure__siret="").select_related("projet__structure").first()
    if point and point.projet.structure:
        fixer_regime(point=point, regime=RegimeAide.DE_MINIMIS, acteur=acteur)
        jour = seance.date_prevue.date() - timedelta(days=500)
        aide = {"date_octroi": jour, "montant": Decimal(150_000), "source": "Région d’exemple, immobilier"}
        enregistrer_aide(siren=point.projet.structure.siren, acteur=acteur, **aide)
        liee = {"siren": "732829320", "nom": "Holding d’exemple", "lien": LienEntreprise.DROITS_DE_VOTE}
        declarer_entreprise_liee(projet=point.projet, acteur=acteur, **liee)
        enregistrer_aide(siren=liee["siren"], acteur=acteur, **aide | {"montant": Decimal(40_000), "source": "État, apprentissage"})


def declarer_les_liens(monde: Monde, reunion: Reunion) -> None:
    """Before a sitting, each member states her interests, then opens the files."""
    for cle in sorted({*VOTANTS, *reunion.presents, SECRETAIRE}):
        declarer(monde, reunion, cle)


def declarer(monde: Monde, reunion: Reunion, cle: str) -> None:
    """Let a member say that she has no link with the files left to her, then open them."""
    seance, acteur = seance_de(monde, reunion), monde.acteur(cle)
    membre = Membre.objects.get(utilisateur=acteur.pk)
    declarer_pour_seance(seance=seance, membre=membre, acteur=acteur)
    points = PointOrdreDuJour.objects.filter(seance=seance).visibles_par(membre)
    for dossier in Dossier.objects.filter(point__in=points).select_related("point"):
        ouvrir_dossier(dossier=dossier, membre=membre, acteur=acteur)


def noter_tout(monde: Monde, reunion: Reunion) -> None:
    for cle in VOTANTS:
        noter(monde, reunion, cle, [p.numero for p in reunion.points])


def noter(monde: Monde, reunion: Reunion, cle: str, numeros: list[int]) -> None:
    """Let a member mark files; what a file is worth follows from what becomes of it, each member a little her own way."""
    acteur, valeurs = monde.acteur(cle), {p.numero: VALEURS[p.choix] for p in reunion.points}
    criteres = list(Critere.objects.filter(type_seance=reunion.type))
    for numero in numeros:
        dossier = Dossier.objects.get(point__seance=monde.seances[reunion.nom], point__projet=monde.cles[numero])
        mots = (COMMENTAIRES[numero % len(COMMENTAIRES)],) + ("",) * len(criteres)
        notes = {c.code: (_note(valeurs[numero], numero, rang, cle), mots[rang]) for rang, c in enumerate(criteres)}
        noter_dossier(dossier=dossier, notes=notes, acteur=acteur)


VALEURS = {
    Choix.RETENIR: 4,
    Choix.ATTRIBUER: 4,
    Choix.LISTE_ATTENTE: 3,
    Choix.SOUS_RESERVE: 3,
    Choix.AJOURNER: 2,
    Choix.NE_PAS_RETENIR: 2,
    Choix.NE_PAS_ATTRIBUER: 1,
}


MOTIFS = {
    Choix.RETENIR: "Le local est assuré, l’équipe est constituée et le territoire s’engage.",
    Choix.ATTRIBUER: "Les trois axes critiques sont solides et le plan de financement est équilibré sur quatre ans.",
}
COMMENTAIRES = (
    "Pièces claires et à jour",
    "À préciser en séance avec le référent",
    "Bail relu, durée suffisante",
    "Chiffres cohérents avec la visite",
)


def _note(valeur: int, numero: int, rang: int, cle: str) -> int:
    ecart = (numero * 7 + rang * 5 + len(cle) * 3) % 4
    return max(0, min(5, valeur + (1 if ecart == 0 else -1 if ecart == 1 else 0)))


def ouvrir(monde: Monde, reunion: Reunion) -> None:
    presidente = monde.acteur(PRESIDENTE)
    ouvrir_seance(seance=seance_de(monde, reunion), acteur=presidente)
    membres = {m.utilisateur_id: m for m in Membre.objects.all()}
    for cle in (*reunion.presents, SECRETAIRE):
        monde.agenda.avancer(seconds=25)
        arriver(seance=seance_de(monde, reunion), membre=membres[monde.personne(cle).pk], acteur=monde.acteur(SECRETAIRE))
    if reunion.procuration:
        mandant, mandataire = (membres[monde.personne(cle).pk] for cle in reunion.procuration)
        donner_procuration(seance=seance_de(monde, reunion), mandant=mandant, mandataire=mandataire, acteur=monde.acteur(SECRETAIRE))


def deliberer(monde: Monde, reunion: Reunion, point: Deliberation) -> None:
    """Vote on one file and proclaim what the voices say."""
    presidente = monde.acteur(PRESIDENTE)
    objet = PointOrdreDuJour.objects.select_related("seance").get(seance=monde.seances[reunion.nom], projet=monde.cles[point.numero])
    scrutin = ouvrir_scrutin(point=objet, acteur=presidente, montants=_montants(reunion, point))
    for cle in reunion.presents:
        monde.agenda.avancer(seconds=40)
        voter(scrutin=scrutin, choix=point.autrement.get(cle, point.choix), acteur=monde.acteur(cle))
    if reunion.procuration:
        mandant, mandataire = reunion.procuration
        absent = Membre.objects.get(utilisateur=monde.personne(mandant))
        voter(scrutin=scrutin, choix=point.choix, acteur=monde.acteur(mandataire), pour=absent)
    monde.agenda.avancer(seconds=40)
    clore_scrutin(scrutin=scrutin, acteur=presidente)
    monde.agenda.avancer(minutes=1)
    motifs = point.motifs or MOTIFS[point.choix]
    proclamer_decision(scrutin=scrutin, acteur=presidente, motifs=motifs, **_suites(monde, point))


def _montants(reunion: Reunion, point: Deliberation) -> dict[str, Decimal] | None:
    if reunion.type == TypeSeance.LABELLISATION:
        return None
    return {ligne: (montant * point.part).quantize(Decimal(1000)) for ligne, montant in Exemple(point.numero).montants.items()}


def _suites(monde: Monde, point: Deliberation) -> dict:
    if point.choix == Choix.SOUS_RESERVE:
        limite: datetime = monde.agenda.le(75, 18)
        suivantes = tuple(ALever(texte, preuve, echeance=limite) for texte, preuve in point.suivantes)
        return {"conditions": Conditions(point.conditions, limite, point.preuve, suivantes=suivantes)}
    if point.choix == Choix.AJOURNER:
        retour = Retour(
            points_a_lever=point.points_a_lever,
            preuve_attendue=point.preuve,
            personne_en_charge=monde.personne(COORDINATRICE),
            date_retour=monde.agenda.jour(point.retour),
        )
        return {"retour": retour}
    return {"rang_attente": 1} if point.choix == Choix.LISTE_ATTENTE else {}


def lever(monde: Monde, reunion: Reunion) -> None:
    lever_seance(seance=seance_de(monde, reunion), acteur=monde.acteur(PRESIDENTE))


def etablir_le_pv(monde: Monde, reunion: Reunion) -> None:
    generer_pv(seance=seance_de(monde, reunion), acteur=monde.acteur(SECRETAIRE))


def signer(monde: Monde, reunion: Reunion) -> None:
    """Have the minutes signed by the chair and the secretary, and their file kept."""
    pv = seance_de(monde, reunion).proces_verbal
    for cle in (PRESIDENTE, SECRETAIRE):
        signer_pv(seance=pv.seance, acteur=monde.acteur(cle), preuve=Preuve.MOT_DE_PASSE, empreinte=pv.empreinte)
    sceller_pv(pv_id=pv.pk, contenu=imprimer_document(CODE, pv.pk))


def publier(monde: Monde, reunion: Reunion) -> None:
    publier_decisions(seance=seance_de(monde, reunion), acteur=monde.acteur(PRESIDENTE))


def se_deporter(monde: Monde, cle: str, numero: int, reunion: Reunion) -> None:
    membre = Membre.objects.get(utilisateur=monde.personne(cle))
    motif = "Mission de conseil auprès de la structure porteuse l’an dernier"
    declarer_deport(
        membre=membre,
        projet=monde.projet(numero),
        acteur=monde.acteur(cle),
        seance=seance_de(monde, reunion),
        lien=LienInteret.STRUCTURE,
        motif=motif,
    )
