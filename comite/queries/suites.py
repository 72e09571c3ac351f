"""Conditions and waiting places as pages, homes and files read them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.db.models import BooleanField, Exists, ExpressionWrapper, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone

from comite.enums import CONDITIONS_A_L_EQUIPE, EtatCondition, TypeSeance
from comite.models import ConditionALever, Decision, Dossier, Membre, PlaceEnAttente, PointOrdreDuJour
from comite.queries.sieges import siege_de
from comite.queries.tableur import ecrire_csv
from comite.regles_comparaison import comparer
from manufactures.models import MembreEquipe
from socle.comptes.acteur import Acteur
from socle.comptes.portee import programme_courant
from socle.lib import francais
from socle.lib.taches_a_faire import Tache


def conditions_lues() -> QuerySet[ConditionALever]:
    """Return conditions with their decision, project and people, in one statement."""
    liens = ("decision__point__projet", "decision__point__seance", "decision__ajournement", "responsable", "version__document", "seance")
    return ConditionALever.objects.select_related(*liens)


def conditions_lisibles(acteur: Acteur) -> QuerySet[ConditionALever]:
    """Return the conditions a person may read, with ``dans_l_equipe``.

    The coordination and the members read those of their files at once; observers and teams once the chair has published.
    """
    membre = siege_de(acteur) if acteur.est_comite else None
    conditions = conditions_lues().annotate(dans_l_equipe=Exists(_sieges(acteur))).visibles_par(membre)
    if acteur.est_coordination or membre:
        return conditions
    publiees = conditions.publiees()
    return publiees if acteur.est_observateur else publiees.filter(Q(dans_l_equipe=True) | Q(responsable=acteur.pk))


def _sieges(acteur: Acteur) -> QuerySet[MembreEquipe]:
    return MembreEquipe.objects.filter(projet=OuterRef("decision__point__projet"), utilisateur=acteur.pk, date_fin=None)


def conditions_de(acteur: Acteur) -> QuerySet[ConditionALever]:
    """Return the published conditions whose proof a person owes: hers, or those of her team as a whole, the soonest first."""
    return conditions_lues().publiees().a_l_equipe().filter(_due_par(acteur)).order_by("echeance", "pk")


def _due_par(acteur: Acteur) -> Q:
    collegue = MembreEquipe.objects.filter(projet=OuterRef("decision__point__projet"), utilisateur=OuterRef("responsable"), date_fin=None)
    return Q(responsable=acteur.pk) | Q(Exists(_sieges(acteur)), Q(responsable=None) | Q(Exists(collegue)))


def a_faire_conditions(acteur: Acteur) -> list[Tache]:
    """Return what a person has to prove, in one query."""
    return [_tache(condition) for condition in conditions_de(acteur)]


def _tache(condition: ConditionALever) -> Tache:
    refusee = condition.statut is EtatCondition.REFUSEE
    titre = "Déposer une autre preuve" if refusee else "Déposer la preuve attendue"
    detail = f"{condition.decision.point.projet}, {condition.texte}"
    url = reverse("condition_detail", args=[programme_courant().slug, condition.pk])
    return Tache(titre, detail, url, "Déposer la preuve", "upload", "minium", condition.echeance)


def a_faire_du_secretariat(acteur: Acteur) -> list[Tache]:
    """Return the proofs the coordination has to read, the conditions past their day, and those it owes itself, in one query."""
    slug, maintenant = programme_courant().slug, timezone.now()
    due = ExpressionWrapper(_due_par(acteur), BooleanField())
    conditions = list(conditions_lues().publiees().ouvertes().annotate(due=due).order_by("echeance", "pk"))
    lues = [(condition.etat, condition.echeance) for condition in conditions]
    deposees = [echeance for etat, echeance in lues if etat == EtatCondition.PREUVE_DEPOSEE]
    retards = [echeance for etat, echeance in lues if echeance < maintenant and etat in (EtatCondition.A_LEVER, EtatCondition.REFUSEE)]
    page = reverse("conditions_a_lever", args=[slug])
    taches = [_tache(condition) for condition in conditions if condition.due and condition.statut in CONDITIONS_A_L_EQUIPE]
    if deposees:
        titre = f"Examiner {francais.pluriel(len(deposees), 'preuve déposée', 'preuves déposées')}"
        taches.append(Tache(titre, "Réserves et ajournements", f"{page}?etat=deposees", "Examiner les preuves", "inbox-fill", "minium", deposees[0]))
    if retards:
        titre = francais.pluriel(len(retards), "condition en retard", "conditions en retard")
        taches.append(Tache(titre, "Réserves et ajournements", f"{page}?etat=retard", "Voir les retards", "hourglass-split", "garance", retards[0]))
    return taches


FILTRES = {"ouvertes": "À lever", "deposees": "Preuves déposées", "retard": "En retard", "levees": "Levées", "toutes": "Toutes"}


def filtrer_conditions(conditions: QuerySet[ConditionALever], filtre: str, instant: datetime) -> QuerySet[ConditionALever]:
    """Return the conditions of one tab of the list, the soonest first."""
    if filtre == "levees":
        conditions = conditions.filter(etat=EtatCondition.LEVEE)
    elif filtre == "deposees":
        conditions = conditions.ouvertes().filter(etat__in=[EtatCondition.PREUVE_DEPOSEE, EtatCondition.EN_SEANCE])
    elif filtre == "retard":
        conditions = conditions.a_l_equipe().filter(echeance__lt=instant)
    elif filtre == "ouvertes":
        conditions = conditions.ouvertes()
    return conditions.order_by("echeance", "pk")


def csv_des_conditions(conditions: Iterable[ConditionALever]) -> str:
    """Return one line per condition."""
    entetes = ["projet", "seance", "genre", "a_lever", "preuve_attendue", "en_charge", "avant_le", "etat"]
    return ecrire_csv(entetes, _lignes_de_conditions(conditions))


def _lignes_de_conditions(conditions: Iterable[ConditionALever]) -> Iterable[list[str]]:
    for c in conditions:
        qui, point = str(c.responsable or "l’équipe du projet"), c.decision.point
        avant = f"{timezone.localtime(c.echeance):%Y-%m-%d %H:%M}"
        yield [str(point.projet), point.seance.reference, c.get_genre_display(), c.texte, c.preuve_attendue, qui, avant, c.get_etat_display()]


# --- What changed since ------------------------------------------------------------------------


def retours_des_dossiers(points: Sequence[PointOrdreDuJour], contenus: Mapping[int, dict]) -> dict[int, dict]:
    """Return what returning files of one sitting add, by the key of their project: what changed since the former one, and the
    proofs handed in. ``contenus`` gives the new file of each project. Two statements, whatever the number of files."""
    if not points:
        return {}
    projets, seance = [point.projet_id for point in points], points[0].seance
    anciens = Dossier.objects.filter(point__projet__in=projets, point__seance__type=TypeSeance(seance.type)).exclude(point__in=points)
    derniers = anciens.select_related("point__seance").order_by("point__projet_id", "-pk").distinct("point__projet_id")
    preuves = _preuves_par_projet(projets)
    return {projet: _retour(ancien, contenus[projet], preuves[projet]) for ancien in derniers if (projet := ancien.point.projet_id)}


def _retour(ancien: Dossier, contenu: dict, preuves: list[dict]) -> dict:
    changements = comparer(ancien.contenu, contenu)
    seance = ancien.point.seance.reference
    return {"depuis": {"seance": seance, "empreinte": ancien.empreinte, "changements": changements, "preuves": preuves}}


def _preuves_par_projet(projets: Sequence[int]) -> dict[int, list[dict]]:
    """Return the conditions to lift of each project, as its file tells them."""
    conditions = ConditionALever.objects.filter(decision__point__projet__in=projets).select_related("version", "decision__point")
    preuves = defaultdict(list)
    for condition in conditions.order_by("decision", "rang"):
        preuves[condition.decision.point.projet_id].append(_preuve(condition))
    return preuves


def _preuve(condition: ConditionALever) -> dict[str, str]:
    version = condition.version
    fichier = f"{version.nom}, version {version.numero}, {francais.jour(version.created_at)}" if version else ""
    return {
        "texte": condition.texte,
        "preuve": condition.preuve_attendue,
        "etat": condition.get_etat_display(),
        "fichier": fichier,
        "sha256": version.sha256 if version else "",
    }


# --- The waiting list --------------------------------------------------------------------------


def places_en_attente(membre: Membre | None, *, publiees: bool) -> QuerySet[PlaceEnAttente]:
    """Return the waiting projects a person may read, wave by wave, in their order."""
    places = PlaceEnAttente.objects.filter(sortie_at=None, decision__in=_decisions(membre, publiees))
    return places.select_related("projet", "vague", "decision__point__seance").order_by("vague__numero", "rang", "pk")


def _decisions(membre: Membre | None, publiees: bool) -> QuerySet[Decision]:
    decisions = Decision.objects.visibles_par(membre)
    return decisions.publiees() if publiees else decisions
