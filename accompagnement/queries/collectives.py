"""Missions shared by several projects: who reads which, who is in, what each would pay."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Subquery

from accompagnement.enums import StatutMission
from accompagnement.enums_collectives import EtatPart, PartageCollectif, StatutCollective
from accompagnement.models import Creneau, DeclarationExpert, Mission, MissionCollective, PartMission
from accompagnement.regles_collectives import Participant, est_ouverte, parts_prevues, refus_de_confirmer, refus_de_partager
from manufactures.enums import StatutProjet
from manufactures.models import MembreEquipe, Projet
from manufactures.queries.personnes import equipe_de
from socle.comptes.acteur import Acteur
from socle.lib.refus import Refus

# States in which the parts of a shared mission are answered and reported together.
EN_COMMUN = frozenset({StatutMission.PROPOSEE, StatutMission.PLANIFIEE})


def une_par_collective(missions: Iterable[Mission]) -> list[Mission]:
    """Keep one part of each shared mission that is answered or reported as a whole; all other missions."""
    vues: set[int] = set()
    gardees = []
    for mission in missions:
        commune = mission.collective_id if mission.etat in EN_COMMUN else None
        if commune is None or commune not in vues:
            gardees.append(mission)
        vues |= {commune} if commune else set()
    return gardees


def projets_accompagnes_de(acteur: Acteur) -> QuerySet[Projet]:
    """Return the projects in accompagnement where a person sits, by name."""
    sieges = MembreEquipe.objects.filter(projet=OuterRef("pk"), utilisateur=acteur.pk, date_fin=None)
    accompagnes = Projet.objects.filter(Exists(sieges), statut=StatutProjet.EN_ACCOMPAGNEMENT, plan_accompagnement__signe_at__isnull=False)
    return accompagnes.select_related("plan_accompagnement").order_by("nom", "pk")


def projets_a_inviter() -> QuerySet[Projet]:
    """Return the projects that may share a mission, with the team of each to write to (``equipe_a_prevenir``)."""
    accompagnes = Projet.objects.filter(statut=StatutProjet.EN_ACCOMPAGNEMENT, plan_accompagnement__signe_at__isnull=False)
    return accompagnes.annotate(equipe_a_prevenir=equipe_de("pk")).order_by("nom", "pk")


def collectives_visibles(acteur: Acteur) -> QuerySet[MissionCollective]:
    """Return the shared missions a person may read: all for the coordination and observers, hers for an expert; for a team in
    accompagnement, those still open and those its projects are in or invited to."""
    lues = MissionCollective.objects.select_related("expert__utilisateur", "ouverte_par")
    if acteur.voit_tout:
        return lues
    siennes = PartMission.objects.filter(collective=OuterRef("pk"), projet__in=_de_l_equipe(acteur).values("projet"))
    accompagnee = Exists(projets_accompagnes_de(acteur).order_by())
    ouverte = Q(accompagnee, statut=StatutCollective.OUVERTE)
    return lues.filter(ouverte | Q(Exists(siennes)) | Q(expert__utilisateur=acteur.pk))


def _de_l_equipe(acteur: Acteur) -> QuerySet[MembreEquipe]:
    return MembreEquipe.objects.filter(utilisateur=acteur.pk, date_fin=None)


def liste_des_collectives(acteur: Acteur) -> QuerySet[MissionCollective]:
    """The same with ``inscrits``, the number of projects in, the last to begin first."""
    inscrites = Count("parts", filter=Q(parts__etat_part=EtatPart.INSCRITE))
    return collectives_visibles(acteur).annotate(inscrits=inscrites).order_by("-debut", "-pk")


def dernier_debut() -> Subquery:
    """The beginning of the last half-day of a shared mission."""
    return Subquery(Creneau.objects.filter(collective=OuterRef("pk")).order_by("-debut").values("debut")[:1])


def participants_de(parts: Iterable[PartMission]) -> list[Participant]:
    """Return the projects that are in, as the formula reads them."""
    return [Participant(p.projet_id, p.plafond, p.participants) for p in parts if p.inscrite]


@dataclass(frozen=True)
class LignePart:
    """A project in a shared mission, and the half-days it pays as things stand (None until the whole is covered)."""

    part: PartMission
    demi_journees: int | None


@dataclass(frozen=True)
class DetailCollective:
    """What the page of a shared mission shows."""

    collective: MissionCollective
    creneaux: tuple[Creneau, ...]
    lignes: tuple[LignePart, ...]
    manque: Refus | None

    @property
    def inscrites(self) -> tuple[LignePart, ...]:
        return tuple(li for li in self.lignes if li.part.inscrite)

    def a_une_place(self, maintenant: datetime) -> bool:
        """Tell whether one more project may come in."""
        collective = self.collective
        return est_ouverte(collective.etat, collective.inscriptions_avant, maintenant) and len(self.inscrites) < collective.demi_journees

    @property
    def refus_de_confirmer(self) -> Refus | None:
        collective, inscrits = self.collective, participants_de(li.part for li in self.lignes)
        return refus_de_confirmer(collective.etat, bool(collective.accord_at), collective.demi_journees, inscrits, collective.projets_min)

    @property
    def invitees(self) -> tuple[LignePart, ...]:
        return tuple(li for li in self.lignes if li.part.etat == EtatPart.INVITEE)

    def part_de(self, projet_pk: int) -> LignePart | None:
        return next((li for li in self.lignes if li.part.projet_id == projet_pk), None)


def detail_de(collective: MissionCollective) -> DetailCollective:
    """Read the half-days and the projects of a shared mission (two statements)."""
    creneaux = tuple(collective.creneaux.order_by("debut", "pk"))
    parts = list(collective.parts.select_related("projet", "mission__besoin").order_by("projet__nom", "pk"))
    inscrits = participants_de(parts)
    prevues = parts_prevues(collective.demi_journees, inscrits, PartageCollectif(collective.partage))
    lignes = tuple(LignePart(p, _montree(p, prevues, collective)) for p in parts)
    return DetailCollective(collective, creneaux, lignes, refus_de_partager(collective.demi_journees, inscrits, collective.projets_min))


def _montree(part: PartMission, prevues: dict[int, int], collective: MissionCollective) -> int | None:
    if collective.etat == StatutCollective.RENDUE and part.mission:
        return part.mission.demi_journees
    return prevues.get(part.projet_id) if part.inscrite else None


def parts_avec_equipe(collective: MissionCollective) -> list[PartMission]:
    """Return the parts of a shared mission with their missions, and the team of each project to write to (``equipe``)."""
    parts = collective.parts.select_related("projet", "mission__besoin").annotate(equipe=equipe_de("projet"))
    return list(parts.order_by("pk"))


def declarations_manquantes(collective: MissionCollective, parts: Iterable[PartMission]) -> tuple[list[str], list[str]]:
    """Return the projects for which the expert has said nothing of her interest, and those where she has one (one statement)."""
    noms = {p.projet_id: p.projet.nom for p in parts if p.inscrite}
    lues = DeclarationExpert.objects.filter(expert=collective.expert_id, projet__in=noms).order_by("pk")
    dites = dict(lues.values_list("projet", "interet"))
    return [nom for pk, nom in noms.items() if pk not in dites], [nom for pk, nom in noms.items() if dites.get(pk)]


def collectives_a_clore(maintenant: datetime) -> list[MissionCollective]:
    """Return the shared missions whose registrations are over and that nobody has confirmed."""
    return list(MissionCollective.objects.filter(statut=StatutCollective.OUVERTE, inscriptions_avant__lte=maintenant).order_by("pk"))


def invitations_ouvertes(instant: datetime) -> QuerySet[PartMission]:
    """Return the invitations that a team may still answer: its project is in accompagnement, and the registrations are open."""
    ouvertes = PartMission.objects.filter(collective__statut=StatutCollective.OUVERTE, collective__inscriptions_avant__gt=instant)
    return ouvertes.filter(etat_part=EtatPart.INVITEE, projet__statut=StatutProjet.EN_ACCOMPAGNEMENT)


def invitations_sans_reponse(instant: datetime) -> list[PartMission]:
    """Return the invitations to shared missions still open, with ``equipe_pks``, the persons of each team. One statement."""
    sieges = MembreEquipe.objects.filter(projet=OuterRef("projet"), date_fin=None).order_by("pk").values("utilisateur")
    parts = invitations_ouvertes(instant).select_related("collective", "projet")
    return list(parts.annotate(equipe_pks=ArraySubquery(sieges)).order_by("pk"))
