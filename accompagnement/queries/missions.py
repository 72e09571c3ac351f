"""Missions: who may read which, the list of the coordination, the page of one."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet, Subquery
from django.db.models.functions import JSONObject

from accompagnement.enums import StatutMission
from accompagnement.models import ActionDuProjet, CompteRendu, EtapeMission, Mission, PieceCompteRendu, ServiceFait
from manufactures.models import MembreEquipe
from manufactures.queries.personnes import CHAMPS
from manufactures.queries.personnes import equipe_de as personnes_de_l_equipe
from socle.comptes.acteur import Acteur
from socle.comptes.enums import Role
from socle.comptes.models import Adhesion

ACTIONS_MONTREES = 10
LIENS = ("creneau", "dernier_creneau", "expert")  # what a mission may change


def fonction_de(acteur: Acteur, projet: str) -> Subquery:
    """The seat of a person in the team of ``projet`` (a reference of the outer query), or NULL."""
    sieges = MembreEquipe.objects.filter(projet=OuterRef(projet), utilisateur=acteur.pk, date_fin=None)
    return Subquery(sieges.values("fonction")[:1])


def missions_visibles(acteur: Acteur) -> QuerySet[Mission]:
    """Return the missions a person may read, with ``fonction``, her seat in the team of each project."""
    missions = Mission.objects.pour_affichage().annotate(fonction=fonction_de(acteur, "projet"))
    if acteur.voit_tout:
        return missions
    return missions.filter(Q(fonction__isnull=False) | Q(expert__utilisateur=acteur.pk))


def sous_verrou(missions: QuerySet[Mission]) -> Mission | None:
    """Return the only mission of ``missions``, its row locked until the end of the transaction, or None.

    What is joined to a row that was waited for is older than the wait: a link that changed meanwhile reads as none. It is read again then.
    """
    verrouillees = missions.select_for_update(of=("self",))
    mission = verrouillees.first()
    perime = mission is not None and any(getattr(mission, f"{lien}_id") and getattr(mission, lien) is None for lien in LIENS)
    return verrouillees.first() if perime else mission


def chercher_missions(
    missions: QuerySet[Mission], maintenant: datetime, *, statut: str = "", besoin: str = "", expert: str = "", projet: str = ""
) -> QuerySet[Mission]:
    """Filter missions by state at this hour, need, expert and words of the project's name."""
    if statut:
        missions = missions.dans_l_etat(StatutMission(statut), maintenant)
    if besoin:
        missions = missions.filter(besoin__code=besoin)
    if expert:
        missions = missions.filter(expert=expert)
    return missions.filter(projet__nom__icontains=projet) if projet else missions


@dataclass(frozen=True)
class Suivi:
    """The story of one mission: its steps, its reports with their files and verdicts (oldest first), the open actions of its project."""

    etapes: tuple[EtapeMission, ...]
    comptes_rendus: tuple[CompteRendu, ...]
    actions: tuple[ActionDuProjet, ...]

    @property
    def compte_rendu(self) -> CompteRendu | None:
        """Return the last report."""
        return self.comptes_rendus[-1] if self.comptes_rendus else None

    @property
    def service_fait(self) -> ServiceFait | None:
        """Return the last verdict on the last report."""
        verdicts = self.compte_rendu.verdicts if self.compte_rendu else []
        return verdicts[-1] if verdicts else None


def suivi_de(mission: Mission) -> Suivi:
    """Read the story of a mission (five statements)."""
    etapes = tuple(mission.etapes.select_related("auteur").order_by("pk"))
    verdicts = ServiceFait.objects.select_related("juge_par", "valide_par").order_by("pk")
    pieces = PieceCompteRendu.objects.select_related("document").order_by("pk")
    rendus = mission.comptes_rendus.select_related("remis_par").order_by("rang").prefetch_related(
        Prefetch("services_faits", verdicts, to_attr="verdicts"), Prefetch("pieces", pieces, to_attr="jointes")
    )
    actions = ActionDuProjet.objects.filter(projet=mission.projet_id, faite_at=None).order_by("echeance", "pk")[:ACTIONS_MONTREES]
    return Suivi(etapes, tuple(rendus), tuple(actions))


def missions_de_l_expert(acteur: Acteur) -> QuerySet[Mission]:
    """Return all missions of a person as an expert."""
    return Mission.objects.pour_affichage().filter(expert__utilisateur=acteur.pk)


def equipe_de(acteur: Acteur, projet: str = "projet") -> Exists:
    """Tell whether a person sits in the team of the project of a mission."""
    return Exists(MembreEquipe.objects.filter(projet=OuterRef(projet), utilisateur=acteur.pk, date_fin=None))


def avec_suiveurs(lus: QuerySet, projet: str = "projet") -> QuerySet:
    """Add the people who follow a mission: ``equipe`` and ``coordination``, as ``personnes`` reads them."""
    return lus.annotate(**suiveurs(projet))


def suiveurs(projet: str) -> dict[str, ArraySubquery]:
    """The people who follow the missions of ``projet``, a reference of the outer query."""
    sieges = Adhesion.objects.filter(programme=OuterRef("programme"), role=Role.COORDINATION, date_fin=None).order_by("pk")
    lue = JSONObject(**{champ: f"utilisateur__{champ}" for champ in CHAMPS})
    return {"equipe": personnes_de_l_equipe(projet), "coordination": ArraySubquery(sieges.values_list(lue))}


def cles_de_la_coordination() -> ArraySubquery:
    """The ids of the persons of the coordination."""
    return ArraySubquery(Adhesion.objects.filter(role=Role.COORDINATION, date_fin=None).order_by("pk").values("utilisateur"))
