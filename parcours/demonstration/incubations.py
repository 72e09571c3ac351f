"""Three promotions: their sessions and signatures, their livrables, their maturity, their needs."""

from dataclasses import dataclass
from datetime import datetime, time

from django.utils import timezone

from incubation.actions.affectations import affecter_projet
from incubation.actions.livrables import accorder_delai, deposer_version, ecrire_message, relire_version
from incubation.actions.maturite import identifier_besoin, noter_maturite
from incubation.actions.presences import inscrire_presence, signer_presence
from incubation.actions.promotions import creer_sous_promotion, ouvrir_promotion
from incubation.actions.sessions import clore_session, convoquer_session, planifier_session
from incubation.enums import DemiJournee, Moment, Priorite, SourceMaturite, Verdict
from incubation.models import Attendu, Livrable, Module, SessionIncubation, SousPromotion
from incubation.regles import code_de_presence
from parcours.demonstration.exemples import Exemple
from parcours.demonstration.monde import Monde, vague
from parcours.demonstration.personnes import COORDINATEUR, COORDINATRICE, partenaire, porteuse
from parcours.demonstration.pieces import piece
from socle.comptes import reglement
from socle.lib.dates import a_paris

MATIN, APRES_MIDI = (time(9, 30), time(12, 30)), (time(14), time(17))
ARRIVEES = {DemiJournee.MATIN: (9, 35), DemiJournee.APRES_MIDI: (14, 5)}
A_COMPLETER = (
    "Le calendrier des actions est clair. Il manque le chiffrage de la deuxième année et le nom de la personne qui en répond : "
    "ajoutez ces deux colonnes au tableau."
)


@dataclass(frozen=True)
class Groupe:
    """A sous-promotion: its projects, its referent, the days of its sessions."""

    nom: str
    referent: str
    numeros: tuple[int, ...]
    sessions: tuple[int, ...]


@dataclass(frozen=True)
class Cohorte:
    """A promotion: the number of its wave, its first day, its groups."""

    nom: str
    vague: int
    debut: int
    groupes: tuple[Groupe, ...]

    @property
    def numeros(self) -> list[int]:
        return [n for groupe in self.groupes for n in groupe.numeros]


def prevoir(monde: Monde, cohorte: Cohorte) -> None:
    """Plan a promotion and its sessions; the livrables are planned by whoever knows what becomes of them."""
    le = monde.agenda.le
    monde.agenda.prevoir(le(cohorte.debut - 6, 10), ouvrir, monde, cohorte)
    for groupe in cohorte.groupes:
        for rang, ecart in enumerate(groupe.sessions, 1):
            monde.agenda.prevoir(le(cohorte.debut - 5, 11), planifier, monde, groupe, rang, ecart)
            if ecart <= 14:
                monde.agenda.prevoir(le(min(max(ecart - 15, cohorte.debut - 4), -1), 16), convoquer, monde, groupe, rang)
            if ecart < 0:
                _prevoir_la_journee(monde, groupe, rang, ecart)


def ouvrir(monde: Monde, cohorte: Cohorte) -> None:
    acteur = monde.acteur(COORDINATRICE)
    debut = monde.agenda.jour(cohorte.debut)
    promotion = ouvrir_promotion(vague=vague(cohorte.vague), nom=cohorte.nom, date_debut=debut, acteur=acteur)
    for groupe in cohorte.groupes:
        sous_promotion = creer_sous_promotion(promotion=promotion, nom=groupe.nom, acteur=acteur, referent=monde.personne(groupe.referent))
        monde.groupes[groupe.nom] = sous_promotion.pk
        for numero in groupe.numeros:
            affecter_projet(projet=monde.projet(numero), sous_promotion=sous_promotion, acteur=acteur)


def planifier(monde: Monde, groupe: Groupe, rang: int, ecart: int) -> None:
    module = Module.objects.get(numero=rang)
    planifier_session(
        sous_promotion=SousPromotion.objects.get(pk=monde.groupes[groupe.nom]),
        module=module,
        titre=module.court,
        tiers_lieu=f"Tiers-lieu d’exemple {rang}",
        commune=f"Commune d’exemple {rang}",
        adresse=f"{rang} place de l’Exemple",
        jour=monde.agenda.jour(ecart),
        matin=MATIN,
        apres_midi=APRES_MIDI if rang % 2 else None,
        animateur=monde.personne(groupe.referent),
        acteur=monde.acteur(COORDINATRICE),
    )


def session_de(monde: Monde, groupe: Groupe, rang: int) -> SessionIncubation:
    return SessionIncubation.objects.select_related("sous_promotion").get(sous_promotion=monde.groupes[groupe.nom], numero=rang)


def convoquer(monde: Monde, groupe: Groupe, rang: int) -> None:
    convoquer_session(session=session_de(monde, groupe, rang), acteur=monde.acteur(groupe.referent))


def _prevoir_la_journee(monde: Monde, groupe: Groupe, rang: int, ecart: int) -> None:
    jour = monde.agenda.jour(ecart)
    demi_journees = list(DemiJournee) if rang % 2 else [DemiJournee.MATIN]
    for demi in demi_journees:
        monde.agenda.prevoir(a_paris(jour, time(*ARRIVEES[demi])), signer, monde, groupe, rang, demi)
    monde.agenda.prevoir(a_paris(jour, time(17, 10)), noter_un_oubli, monde, groupe, rang)
    if ecart < -7:  # the sheet of the last session still waits to be closed
        monde.agenda.prevoir(a_paris(jour, time(17, 30)), clore, monde, groupe, rang)


def signer(monde: Monde, groupe: Groupe, rang: int, demi: DemiJournee) -> None:
    """Let the binômes sign with the code of the room; some come alone, one does not come."""
    session = session_de(monde, groupe, rang)
    for numero in groupe.numeros:
        for place, cle in enumerate((porteuse(numero), partenaire(numero))):
            if _vient(numero, rang, place, demi):
                monde.agenda.avancer(seconds=20)
                code = code_de_presence(session.secret, timezone.now(), reglement.valeur("incubation.emargement_code_secondes"))
                signer_presence(session=session, code=code, acteur=monde.acteur(cle))


def _vient(numero: int, rang: int, place: int, demi: DemiJournee) -> bool:
    """A silent project misses two sessions; a partner misses one in five; the forgotten phone is written in at night."""
    if numero == SILENCIEUX:
        return rang <= 2 and place == 0
    return not _oubli(numero, rang, place) and (place == 0 or (numero * 3 + rang * 2) % 5 != 0)


SILENCIEUX = 22


def _oubli(numero: int, rang: int, place: int) -> bool:
    return place == 0 and numero % 5 == 3 and rang == 2


def noter_un_oubli(monde: Monde, groupe: Groupe, rang: int) -> None:
    for numero in groupe.numeros:
        if _oubli(numero, rang, 0):
            motif = "Téléphone déchargé, présence constatée dans la salle"
            champs = {"utilisateur": monde.personne(porteuse(numero)), "demi_journee": DemiJournee.MATIN, "motif": motif}
            inscrire_presence(session=session_de(monde, groupe, rang), acteur=monde.acteur(groupe.referent), **champs)


def clore(monde: Monde, groupe: Groupe, rang: int) -> None:
    clore_session(session=session_de(monde, groupe, rang), acteur=monde.acteur(groupe.referent))


# --- Livrables ---------------------------------------------------------------------------------


def prevoir_livrables(monde: Monde, cohorte: Cohorte, suites: dict[int, str]) -> None:
    """Plan what each project hands in: one letter per module, in order.

    V validated, 2 validated after a complement, C to complete, R waiting for its review, D given more time, any other
    letter nothing handed in. They are planned once the deadlines are known, the day after the promotion begins.
    """
    for numero, lettres in suites.items():
        monde.agenda.prevoir(monde.agenda.le(cohorte.debut + 2, 8), _prevoir_ceux_du_projet, monde, numero, lettres)


def _prevoir_ceux_du_projet(monde: Monde, numero: int, lettres: str) -> None:
    livrables = Livrable.objects.filter(projet=monde.cles[numero]).order_by("module__numero")
    for rang, (livrable, lettre) in enumerate(zip(livrables, lettres, strict=False)):
        depot = monde.agenda.apres(livrable.echeance_at, -1 - (numero + rang) % 3, 8 + (numero * 5 + rang) % 3, numero * 7 % 60)
        _SUITES.get(lettre, _rien)(monde, numero, livrable.pk, depot)


def _rien(monde: Monde, numero: int, pk: int, depot: datetime) -> None:
    """Nothing comes."""


def _prevoir_depot(monde: Monde, numero: int, pk: int, depot: datetime) -> None:
    monde.agenda.prevoir(depot, deposer, monde, numero, pk, "")


def _prevoir_valide(monde: Monde, numero: int, pk: int, depot: datetime) -> None:
    _prevoir_depot(monde, numero, pk, depot)
    monde.agenda.prevoir(monde.agenda.apres(depot, 2, 11, numero), relire, monde, numero, pk, Verdict.VALIDE)


def _prevoir_a_completer(monde: Monde, numero: int, pk: int, depot: datetime) -> None:
    _prevoir_depot(monde, numero, pk, depot)
    monde.agenda.prevoir(monde.agenda.apres(depot, 3, 16, numero), relire, monde, numero, pk, Verdict.A_COMPLETER)


def _prevoir_deux_versions(monde: Monde, numero: int, pk: int, depot: datetime) -> None:
    _prevoir_a_completer(monde, numero, pk, depot)
    monde.agenda.prevoir(
        monde.agenda.apres(depot, 6, 17, numero), deposer, monde, numero, pk, "Ajout du chiffrage de la deuxième année et des responsables."
    )
    monde.agenda.prevoir(monde.agenda.apres(depot, 8, 18, numero), relire, monde, numero, pk, Verdict.VALIDE)


def _prevoir_delai(monde: Monde, numero: int, pk: int, depot: datetime) -> None:
    monde.agenda.prevoir(depot, prolonger, monde, numero, pk)


_SUITES = {"V": _prevoir_valide, "R": _prevoir_depot, "C": _prevoir_a_completer, "2": _prevoir_deux_versions, "D": _prevoir_delai}


def deposer(monde: Monde, numero: int, pk: int, message: str) -> None:
    livrable = Livrable.objects.select_related("module").get(pk=pk)
    exemple, version = Exemple(numero), livrable.versions.count() + 1
    attendus = Attendu.objects.filter(module=livrable.module).values_list("texte", flat=True)
    fichier = piece(
        f"module-{livrable.module.numero}-v{version}.pdf", f"{livrable.titre}, {exemple.nom}", f"Version {version}. {message}", *attendus
    )
    auteur = monde.acteur((porteuse if (numero + version) % 3 else partenaire)(numero))
    deposer_version(livrable=livrable, fichier=fichier, acteur=auteur, message=message)


def relire(monde: Monde, numero: int, pk: int, verdict: Verdict) -> None:
    """Review the last version; a complement says which attendu it is about."""
    livrable = Livrable.objects.get(pk=pk)
    attendus, referent = list(Attendu.objects.filter(module=livrable.module_id)), _referent(monde, numero)
    avis = dict.fromkeys(attendus, (Verdict.VALIDE, ""))
    if verdict == Verdict.A_COMPLETER:
        avis[attendus[-1]] = (Verdict.A_COMPLETER, "Chiffrage et responsable à ajouter")
    commentaire = A_COMPLETER if verdict == Verdict.A_COMPLETER else "Complet et précis, rien à reprendre."
    relire_version(
        version=livrable.versions.latest("numero"), verdict=verdict, acteur=monde.acteur(referent), commentaire=commentaire, avis=avis
    )


def _referent(monde: Monde, numero: int) -> str:
    return COORDINATRICE if monde.projet(numero).referent_id == monde.personne(COORDINATRICE).pk else COORDINATEUR


def prolonger(monde: Monde, numero: int, pk: int) -> None:
    motif = "Le devis de l’architecte arrive la semaine prochaine, demande de l’équipe."
    accorder_delai(
        livrable=Livrable.objects.get(pk=pk), echeance_at=monde.agenda.le(6, 18), motif=motif, acteur=monde.acteur(_referent(monde, numero))
    )


def dialoguer(monde: Monde, numero: int, rang: int) -> None:
    """Leave two messages on a livrable."""
    livrable = Livrable.objects.get(projet=monde.cles[numero], module__numero=rang)
    question = "Faut-il chiffrer les heures des bénévoles dans la deuxième année ?"
    ecrire_message(livrable=livrable, texte=question, acteur=monde.acteur(porteuse(numero)))
    reponse = "Oui, sur une ligne à part, pour que le comité voie ce qui est payé et ce qui ne l’est pas."
    ecrire_message(livrable=livrable, texte=reponse, acteur=monde.acteur(_referent(monde, numero)))


# --- Maturity and needs ------------------------------------------------------------------------

PREUVES = ("Bail relu avec la notaire", "Budget présenté en session", "Statuts adoptés en assemblée", "Carte des partenaires à jour")


def prevoir_maturite(monde: Monde, numero: int, moment: Moment, ecart: int, niveau: int) -> None:
    """Plan the ratings of a moment, by the team then by the referent."""
    for jour, source in ((ecart, SourceMaturite.EQUIPE), (ecart + 3, SourceMaturite.REFERENT)):
        monde.agenda.prevoir(monde.agenda.le(jour, 16, numero % 60), evaluer, monde, numero, moment, source, niveau)


def evaluer(monde: Monde, numero: int, moment: Moment, source: SourceMaturite, niveau: int) -> None:
    equipe = source == SourceMaturite.EQUIPE
    auteur = porteuse(numero) if equipe else _referent(monde, numero)
    notes = {m: (_niveau(numero, m, niveau + equipe), PREUVES[(numero + m.numero) % 4]) for m in Module.objects.all()}
    noter_maturite(projet=monde.projet(numero), moment=moment, source=source, notes=notes, acteur=monde.acteur(auteur))


def _niveau(numero: int, module: Module, niveau: int) -> int:
    """A team sees itself a little higher than its referent does; one project stays weak on its land."""
    if numero == FRAGILE and module.code == "foncier":
        return 1
    return max(2, min(5, niveau + (numero + module.numero * 2) % 3 - 1))


FRAGILE = 17
BESOINS = (
    ("modele-economique", Priorite.HAUTE, "Atteindre l’équilibre sans la subvention de fonctionnement", 14),
    ("modele-juridique", Priorite.MOYENNE, "Préparer le passage en société coopérative d’intérêt collectif", 10),
    ("commercialisation-distribution", Priorite.HAUTE, "Vendre les petites séries dans trois boutiques du département", 8),
    ("mesure-impact", Priorite.BASSE, "Suivre les heures de formation et les déchets évités", 8),
)


def identifier(monde: Monde, numero: int, nombre: int = 4) -> None:
    acteur = monde.acteur(porteuse(numero))
    for code, priorite, objectif, demi_journees in BESOINS[:nombre]:
        champs = {"besoin_code": code, "priorite": priorite, "objectif": objectif, "demi_journees": demi_journees}
        identifier_besoin(projet=monde.projet(numero), acteur=acteur, **champs)
