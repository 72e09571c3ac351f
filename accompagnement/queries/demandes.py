"""What the page of a mission asked for shows besides its story: who was asked, its half-days, what was said of them, its order."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from accompagnement.enums_missions import Constat, Cote, IssueSollicitation
from accompagnement.models import BonDeCommande, ConstatDemiJournee, Creneau, Mission, Sollicitation
from accompagnement.regles import echeance_compte_rendu
from accompagnement.regles_missions import en_desaccord, issue_des_constats
from socle.comptes import reglement


@dataclass(frozen=True)
class DemiJourneeDite:
    """A half-day of a mission and what each side said of it."""

    creneau: Creneau
    constats: tuple[ConstatDemiJournee, ...]

    @property
    def dits(self) -> dict[Cote, Constat]:
        return {Cote(c.cote): Constat(c.constat) for c in self.constats}

    @property
    def issue(self) -> Constat | None:
        return issue_des_constats(self.dits)

    @property
    def contredite(self) -> bool:
        return en_desaccord(self.dits)


@dataclass(frozen=True)
class SuiviDemande:
    """Requests to experts, half-days in order, the order issued."""

    sollicitations: tuple[Sollicitation, ...]
    demi_journees: tuple[DemiJourneeDite, ...]
    bon: BonDeCommande | None

    @property
    def ajustement(self) -> Sollicitation | None:
        """The adjustment that waits for the project."""
        return next((s for s in self.sollicitations if s.etat == IssueSollicitation.AJUSTEE), None)


def creneaux_de(mission: Mission) -> list[Creneau]:
    """Return the slots a mission holds, in time (none asked of the database when there is but one)."""
    if mission.collective_id:
        return list(Creneau.objects.filter(collective=mission.collective_id).order_by("debut", "pk"))
    suivants = Creneau.objects.filter(retenues__mission=mission.pk, retenues__liberee_at=None) if mission.dernier_creneau_id else ()
    return dans_le_temps(mission, suivants)


def dans_le_temps(mission: Mission, suivants: Iterable[Creneau]) -> list[Creneau]:
    """Return the slot of a mission, if it has one, and its further slots, in time."""
    return sorted([*([mission.creneau] if mission.creneau else []), *suivants], key=lambda c: c.debut)


def suivi_de_la_demande(mission: Mission, maintenant: datetime) -> SuiviDemande:
    """Read what a mission asked for adds to its page; a slot booked only has its statements once it is over."""
    creneaux = creneaux_de(mission)
    passee = bool(creneaux) and creneaux[0].fin <= maintenant
    constats = list(mission.constats.select_related("auteur").order_by("pk")) if passee else []
    dites = tuple(DemiJourneeDite(c, tuple(k for k in constats if k.creneau_id == c.pk)) for c in creneaux)
    if not mission.sans_rendez_vous:
        return SuiviDemande((), dites, None)
    sollicitations = tuple(mission.sollicitations.select_related("expert__utilisateur").order_by("rang"))
    return SuiviDemande(sollicitations, dites, BonDeCommande.objects.filter(mission=mission).first())


def rendu_avant(fin: datetime) -> datetime:
    """Return when the report of a half-day that ends at ``fin`` is due, by the règlement of today."""
    return echeance_compte_rendu(fin, reglement.valeur("accompagnement.compte_rendu_jours_ouvres"))
