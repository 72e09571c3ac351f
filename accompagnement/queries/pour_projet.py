"""What the home, the page of a project and its credits show of its accompagnement: two statements, and the règlement."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import JSONArray

from accompagnement.enums import STATUTS_EN_COURS, StatutMission
from accompagnement.models import Creneau, DemiJourneeRetenue, Mission
from accompagnement.permissions import refus_de_toucher_aux_dates
from accompagnement.queries.credits import Credits, SoldeBesoin, credits_du_projet
from accompagnement.regles import limite_annulation
from manufactures.enums import StatutProjet
from manufactures.models import Projet
from socle.comptes import reglement
from socle.lib.refus import Refus


@dataclass(frozen=True)
class RendezVous:
    """A half-day to come, and the mission it is of."""

    mission: Mission
    creneau: Creneau

    @property
    def convenu(self) -> bool:
        """Tell whether the expert said yes to it: it can move then."""
        return self.mission.etat in STATUTS_EN_COURS

    @property
    def refus(self) -> Refus | None:
        return refus_de_toucher_aux_dates(self.mission.projet.etat, self.mission.collective_id)

    @property
    def annulable_avant(self) -> datetime:
        """Until when it may be cancelled for nothing; a shared mission is left as a whole, before it begins."""
        debut = self.mission.creneau.debut if self.mission.collective_id else self.creneau.debut
        return limite_annulation(debut, reglement.valeur("accompagnement.annulation_gratuite_heures"))


@dataclass(frozen=True)
class AccompagnementDuProjet:
    """Credits by need, and the half-days agreed or asked for, the soonest first."""

    credits: Credits
    rendez_vous: tuple[RendezVous, ...]

    @property
    def prochaine(self) -> RendezVous | None:
        """The next half-day."""
        return self.rendez_vous[0] if self.rendez_vous else None

    @property
    def le_plus_disponible(self) -> SoldeBesoin | None:
        """The need that has most half-days left, when any has."""
        return max((s for s in self.credits.besoins if s.disponibles), key=lambda s: s.disponibles, default=None)

    @property
    def ouvert(self) -> bool:
        return bool(self.credits.besoins)


def accompagnement_du_projet(
    projet: Projet, maintenant: datetime, missions: Iterable[Mission] | None = None
) -> AccompagnementDuProjet:
    """Read credits and coming half-days of a project. ``missions``: what ``a_faire.missions_lues`` has read of it already."""
    a_montrer = rendez_vous_du_projet(projet, maintenant) if missions is None else rendez_vous_de(m for m in missions if m.a_venir)
    return AccompagnementDuProjet(credits_du_projet(projet), tuple(a_montrer))


def rendez_vous_du_projet(projet: Projet, maintenant: datetime) -> list[RendezVous]:
    """Return the half-days of a project to come, in one statement."""
    siennes = Mission.objects.pour_affichage().filter(a_venir(projet, maintenant))
    return rendez_vous_de(siennes.annotate(dates_lues=dates_a_venir(maintenant)))


def rendez_vous_de(missions: Iterable[Mission]) -> list[RendezVous]:
    """Return the half-days of missions read with ``dates_lues``, in time, those of a mission of several dates one by one."""
    lus = [RendezVous(m, _creneau(*lue)) for m in missions for lue in m.dates_lues]
    return sorted(lus, key=lambda r: (r.creneau.debut, r.creneau.pk, r.mission.pk))


def _creneau(pk: int, debut: str, fin: str) -> Creneau:
    return Creneau(pk=pk, debut=datetime.fromisoformat(debut), fin=datetime.fromisoformat(fin))


def a_venir(projet: Projet, maintenant: datetime) -> Q:
    """The missions of a project that have a half-day to come, agreed or asked for."""
    convenues = Q(statut__in=sorted(STATUTS_EN_COURS)) | Q(statut=StatutMission.PROPOSEE, creneau__isnull=False)
    return Q(projet=projet) & convenues & Q(Exists(_creneaux_a_venir(maintenant)))


def dates_a_venir(maintenant: datetime) -> ArraySubquery:
    """The half-days to come of a mission, as ``rendez_vous_de`` reads them."""
    lue = JSONArray("pk", "debut", "fin")
    return ArraySubquery(_creneaux_a_venir(maintenant).order_by("debut", "pk").values_list(lue))


def _creneaux_a_venir(maintenant: datetime) -> QuerySet[Creneau]:
    """The slots to come that the mission of the outer query holds: its first, its further ones, those of its shared mission."""
    suivants = DemiJourneeRetenue.objects.filter(mission=OuterRef(OuterRef("pk")), liberee_at=None).order_by()
    siens = Q(pk=OuterRef("creneau")) | Q(pk__in=suivants.values("creneau")) | Q(collective=OuterRef("collective"))
    return Creneau.objects.filter(siens, expert=OuterRef("expert"), debut__gt=maintenant)


def projet_aux_credits() -> Subquery:
    """The address of the youngest project in accompagnement where the person of an adhésion sits, NULL without one."""
    siens = Projet.objects.filter(equipe__utilisateur=OuterRef("utilisateur"), equipe__date_fin=None)
    siens = siens.filter(statut__in=[StatutProjet.EN_ACCOMPAGNEMENT, StatutProjet.SUSPENDU], plan_accompagnement__signe_at__isnull=False)
    return Subquery(siens.order_by("-pk").values("slug")[:1])
