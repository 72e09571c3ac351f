"""Mails of the accompagnement: written in the transaction of the act they tell."""

from django.db.models import Q, QuerySet

from accompagnement.models import DemandeTransfert, Mission, PlanAccompagnement
from manufactures.models import MembreEquipe, Projet
from manufactures.queries.personnes import personnes
from socle.comptes.enums import Role
from socle.comptes.models import Adhesion, Utilisateur
from socle.comptes.portee import programme_courant
from socle.courriers.actions import Lettre, poster_ensemble
from socle.courriers.liens import absolu
from socle.lib.francais import date_longue, plage


def quand(mission: Mission) -> str:
    """Write the half-day of a mission in words."""
    return f"{date_longue(mission.creneau.debut)}, {plage(mission.creneau.debut, mission.creneau.fin)}" if mission.creneau else "date à convenir"


def _base() -> str:
    return f"/p/{programme_courant().slug}/accompagnement"


def annoncer_a_tous(gabarit: str, mission: Mission, *, contexte: dict, cle: str = "1", a_la_coordination: bool = False) -> None:
    """Write once to each person of the team, and to the expert, of a mission read by ``verrouiller_mission``, in one statement."""
    projet, page, cle = mission.projet, f"{_base()}/missions/{mission.pk}/", f"mission:{mission.pk}:{cle}"
    gens = [*personnes(mission.equipe), *([mission.expert.utilisateur] if mission.expert else [])]
    gens += _coordination() if a_la_coordination else []
    lettres = [_lettre(gabarit, p, projet, page, cle, _faits(mission) | contexte) for p in {p.pk: p for p in gens}.values()]
    poster_ensemble(gabarit=gabarit, lettres=lettres)


def annoncer_aux_suiveurs(gabarit: str, mission: Mission, *, contexte: dict, rang: int = 1) -> None:
    """Write to the team and to the coordination of a mission read by ``avec_suiveurs``, once by person."""
    page, cle = f"{_base()}/missions/{mission.pk}/", f"mission:{mission.pk}:{rang}"
    gens = {p.pk: p for p in personnes([*mission.equipe, *mission.coordination])}
    poster_ensemble(gabarit=gabarit, lettres=[_lettre(gabarit, p, mission.projet, page, cle, _faits(mission) | contexte) for p in gens.values()])


def annoncer_a_l_equipe(gabarit: str, projet: Projet, *, cle: str, contexte: dict, page: str = "credits/") -> None:
    """Write to each person seated in the team; ``page`` stands under the address of the project."""
    sieges = MembreEquipe.objects.filter(projet=projet, date_fin=None).select_related("utilisateur")
    lien = f"{_base()}/projets/{projet.slug}/{page}"
    poster_ensemble(gabarit=gabarit, lettres=[_lettre(gabarit, s.utilisateur, projet, lien, cle, contexte) for s in sieges])


def annoncer_le_plan(gabarit: str, plan: PlanAccompagnement, *, cle: str, contexte: dict, page: str = "plan/") -> None:
    """Write to the team about its plan, read by ``PlanQuerySet.verrouiller``; ``page`` stands under the address of the project."""
    lien = f"{_base()}/projets/{plan.projet.slug}/{page}"
    lettres = [_lettre(gabarit, p, plan.projet, lien, f"plan:{plan.pk}:{cle}", contexte) for p in personnes(plan.equipe)]
    poster_ensemble(gabarit=gabarit, lettres=lettres)


def annoncer_a_l_equipe_et_a_la_coordination(gabarit: str, projet: Projet, *, cle: str, contexte: dict) -> None:
    """Write once to each person of the team and of the coordination, in one statement."""
    equipe = MembreEquipe.objects.filter(projet=projet, date_fin=None).order_by().values("utilisateur")
    coordination = Adhesion.objects.filter(role=Role.COORDINATION, date_fin=None).order_by().values("utilisateur")
    gens = Utilisateur.objects.filter(Q(pk__in=equipe) | Q(pk__in=coordination)).order_by("pk")
    lien = f"{_base()}/projets/{projet.slug}/credits/"
    poster_ensemble(gabarit=gabarit, lettres=[_lettre(gabarit, p, projet, lien, cle, contexte) for p in gens])


def annoncer_a_l_expert(gabarit: str, mission: Mission, *, contexte: dict, rang: int = 1) -> None:
    """Write to the expert of a mission; ``rang`` counts the reports, since each has its own mails."""
    page = f"{_base()}/missions/{mission.pk}/"
    cle, faits = f"mission:{mission.pk}:{rang}", _faits(mission) | contexte
    poster_ensemble(gabarit=gabarit, lettres=[_lettre(gabarit, mission.expert.utilisateur, mission.projet, page, cle, faits)])


def annoncer_a_la_coordination(gabarit: str, mission: Mission, *, contexte: dict, rang: int = 1) -> None:
    """Write to each person of the coordination about a mission."""
    page, cle, faits = f"{_base()}/missions/{mission.pk}/", f"mission:{mission.pk}:{rang}", _faits(mission) | contexte
    poster_ensemble(gabarit=gabarit, lettres=[_lettre(gabarit, p, mission.projet, page, cle, faits) for p in _coordination()])


def annoncer_le_transfert_demande(demande: DemandeTransfert, *, contexte: dict) -> None:
    """Write to each person of the coordination about a transfer that a team asks for."""
    page, gabarit = f"{_base()}/transferts/{demande.pk}/", "accompagnement_transfert_demande"
    cle = f"transfert:{demande.pk}"
    poster_ensemble(gabarit=gabarit, lettres=[_lettre(gabarit, p, demande.projet, page, cle, contexte) for p in _coordination()])


def annoncer_la_mission(gabarit: str, mission: Mission, *, contexte: dict, rang: int = 1) -> None:
    """Write to the team about one of its missions, read by ``verrouiller_mission``."""
    page, cle = f"{_base()}/missions/{mission.pk}/", f"mission:{mission.pk}:{rang}"
    equipe, faits = personnes(mission.equipe), _faits(mission) | contexte
    poster_ensemble(gabarit=gabarit, lettres=[_lettre(gabarit, p, mission.projet, page, cle, faits) for p in equipe])


def _coordination() -> QuerySet[Utilisateur]:
    portes = Adhesion.objects.filter(role=Role.COORDINATION, date_fin=None)
    return Utilisateur.objects.filter(pk__in=portes.values("utilisateur")).order_by("pk")


def _faits(mission: Mission) -> dict:
    dits = {"mission": mission.pk, "besoin": str(mission.besoin), "expert": str(mission.expert or ""), "creneau": quand(mission)}
    return dits | {"agenda": lien_de_l_agenda(mission) if mission.a_l_agenda else ""}


def lien_de_l_agenda(mission: Mission) -> str:
    """Return the address of the half-days of a mission, for a calendar."""
    return absolu(f"{_base()}/missions/{mission.pk}/agenda.ics")


def _lettre(gabarit: str, a: Utilisateur, projet: Projet, page: str, cle: str, contexte: dict) -> Lettre:
    return Lettre(
        a=a,
        contexte={"prenom": a.get_short_name(), "projet": projet.nom, "lien": absolu(page)} | contexte,
        cle=f"{gabarit}:{cle}:{a.pk}",
        fil=projet.fil,
    )
