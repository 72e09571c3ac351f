"""The plan of a project as its page, its document and the list of the coordination show it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery

from accompagnement.enums import PLANS_A_REPRENDRE, StatutAvenant, StatutPlan
from accompagnement.models import Avenant, Besoin, LignePlan, PlanAccompagnement, Prolongation, Suspension, VersionPlan
from accompagnement.queries.credits import Credits
from accompagnement.queries.missions import fonction_de
from accompagnement.regles_plan import LigneVoulue, jours_du_mois, jours_suspendus, mois_en_cours
from manufactures.models import Projet
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.lib.francais import pluriel

CHAMPS = ("objectif", "indicateur", "cible", "demi_journees", "priorite", "mois_debut", "mois_fin", "condition")


@dataclass(frozen=True)
class LigneLue:
    """A line of the plan with its place in time: first and last day, and the segments of its bar."""

    ligne: LignePlan
    debut: date
    fin: date

    @property
    def parts(self) -> list[tuple[int, str]]:
        return [(self.ligne.mois_debut - 1, "j-fond"), (self.ligne.mois, "j-s1")]

    @property
    def phrase(self) -> str:
        """The months in words: the accessible name of the bar."""
        if self.ligne.mois == 1:
            return f"mois {self.ligne.mois_debut}"
        return f"mois {self.ligne.mois_debut} à {self.ligne.mois_fin}"


@dataclass(frozen=True)
class PlanLu:
    """A plan with its lines by priority, its versions (newest first), its avenants and what happened to its clock."""

    plan: PlanAccompagnement
    lignes: tuple[LigneLue, ...]
    versions: tuple[VersionPlan, ...]
    avenants: tuple[Avenant, ...]
    suspensions: tuple[Suspension, ...]
    prolongations: tuple[Prolongation, ...]
    duree: int
    mois: int

    @property
    def suspension(self) -> Suspension | None:
        """The suspension under way, or None."""
        return next((s for s in self.suspensions if s.est_ouverte), None)

    @property
    def avenant_ouvert(self) -> Avenant | None:
        return next((a for a in self.avenants if a.est_ouvert), None)

    @property
    def total(self) -> int:
        return sum(lue.ligne.demi_journees for lue in self.lignes)

    @property
    def temps(self) -> list[tuple[int, str]]:
        """Segments of the ruler of the months: those behind, then the one under way."""
        return [(max(self.mois - 1, 0), "j-deja"), (min(self.mois, 1), "j-use")]

    @property
    def phrase_du_temps(self) -> str:
        """Where the clock stands, in words."""
        if not self.mois:
            return f"{self.duree} mois, pas encore commencés"
        return f"Mois {self.mois} sur {self.duree}, il en reste {pluriel(self.duree - self.mois, 'mois', 'mois')}"


def lire_plan(plan: PlanAccompagnement, aujourd_hui: date) -> PlanLu:
    """Read what stands around a plan, in five statements."""
    suspensions = tuple(plan.suspensions.select_related("decidee_par", "reprise_par"))
    arretes = sum(jours_suspendus(s.date_debut, s.date_reprise or aujourd_hui, s.mois) for s in suspensions)
    duree = reglement.valeur("accompagnement.duree_mois")
    return PlanLu(
        plan=plan,
        lignes=tuple(_lue(ligne, plan.date_debut, arretes) for ligne in plan.lignes.select_related("besoin", "avenant")),
        versions=tuple(plan.versions.select_related("auteur")),
        avenants=tuple(plan.avenants.select_related("propose_par")),
        suspensions=suspensions,
        prolongations=tuple(plan.prolongations.select_related("auteur")),
        duree=duree,
        mois=mois_en_cours(plan.date_debut, aujourd_hui, duree, arretes),
    )


def _lue(ligne: LignePlan, debut: date, arretes: int) -> LigneLue:
    premier, _ = jours_du_mois(debut, ligne.mois_debut)
    _, dernier = jours_du_mois(debut, ligne.mois_fin)
    return LigneLue(ligne, premier, dernier + timedelta(days=arretes))


def lignes_voulues(lignes: Sequence[LignePlan], credits: Credits | None = None) -> list[LigneVoulue]:
    """Return the lines as a form starts from them; with ``credits``, each need holds what the ledger gives it today."""
    return [_voulue(ligne, credits) for ligne in lignes]


def _voulue(ligne: LignePlan, credits: Credits | None) -> LigneVoulue:
    champs = {champ: getattr(ligne, champ) for champ in CHAMPS}
    solde = credits.du_besoin(ligne.besoin.code) if credits else None
    return LigneVoulue(ligne.besoin.code, **champs | ({"demi_journees": solde.accordees} if solde else {}))


def besoins_par_code() -> dict[str, Besoin]:
    """Return the needs of the programme, in order."""
    return {besoin.code: besoin for besoin in Besoin.objects.all()}


def plans_visibles(acteur: Acteur) -> QuerySet[PlanAccompagnement]:
    """Return the plans a person may read, with ``fonction``, her seat in the team; a team reads its plan once it is proposed."""
    plans = PlanAccompagnement.objects.filter(projet__in=Projet.objects.visibles_par(acteur))
    if not acteur.voit_tout:
        plans = plans.filter(propose_at__isnull=False)
    return plans.select_related("projet", "signe_par", "signe_equipe_par").annotate(fonction=fonction_de(acteur, "projet"))


def plans_du_programme(statut: str = "") -> QuerySet[PlanAccompagnement]:
    """Return all plans of the programme, by project; of one status, or of one of ``FILTRES``, when asked."""
    plans = PlanAccompagnement.objects.select_related("projet").order_by("projet__nom", "pk")
    filtres = {s.value: Q(statut=s) for s in StatutPlan} | {code: q for code, (_, q) in FILTRES.items()}
    return plans.filter(filtres[statut]) if statut in filtres else plans


_AVENANTS = Avenant.objects.filter(plan=OuterRef("pk"), statut=StatutAvenant.PROPOSE, signe_at=None)
# The lists that the tasks of the coordination open: their code, their name, what they hold.
FILTRES = {
    "a_reprendre": ("À proposer à l’équipe", Q(statut__in=sorted(PLANS_A_REPRENDRE))),
    "avenant": ("Avenant à signer par la coordination", Exists(_AVENANTS)),
}


def statut_du_plan(projet: str = "pk") -> Subquery:
    """The status of the plan of ``projet`` (a reference of the outer query), or NULL when none is proposed."""
    proposes = PlanAccompagnement.objects.filter(projet=OuterRef(projet), propose_at__isnull=False)
    return Subquery(proposes.values("statut")[:1])


def fin_du_plan(projet: str = "pk") -> Subquery:
    """The last day of the signed plan of ``projet``, or NULL."""
    return _du_plan_signe(projet, "date_fin")


def debut_du_plan(projet: str = "pk") -> Subquery:
    """The first day of the signed plan of ``projet``, or NULL."""
    return _du_plan_signe(projet, "date_debut")


def _du_plan_signe(projet: str, champ: str) -> Subquery:
    signes = PlanAccompagnement.objects.filter(projet=OuterRef(projet), signe_at__isnull=False)
    return Subquery(signes.values(champ)[:1])


def avenant_a_signer(projet: str = "pk") -> Subquery:
    """The number of the avenant of ``projet`` that its team has not signed, or NULL."""
    attendus = Avenant.objects.filter(plan__projet=OuterRef(projet), statut=StatutAvenant.PROPOSE, signe_equipe_at=None)
    return Subquery(attendus.values("numero")[:1])
