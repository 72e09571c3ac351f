"""The end of the two years: what is left expires; an extension signed later gives it back. Done again, nothing changes."""

from datetime import date

from django.db import transaction
from django.utils import timezone

from accompagnement.actions.annonces import annoncer_a_l_equipe_et_a_la_coordination
from accompagnement.actions.registre import contre_passation, inscrire, mouvement, verrouiller_comptes
from accompagnement.enums import NatureCompte, NatureMouvement
from accompagnement.models import MouvementCredit, PlanAccompagnement
from accompagnement.queries.expirations import expirations_a_rendre, plan_a_solder
from accompagnement.regles_registre import peut_rendre_les_expires, quantite_a_expirer
from manufactures.models import Projet
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.francais import date_entiere
from socle.lib.francais import demi_journees as en_demi_journees

MOTIF = "Crédits non utilisés à la fin du plan"


@transaction.atomic
def expirer_credits(*, projet: Projet, jour: date | None = None) -> int:
    """Move what a project has left to « expiré » once the last day of its plan is over, and return how many half-days.

    What a mission holds stays held; given back after the end, it expires the next time. Under the lock of the accounts
    nothing is left the second time: run twice, days late or by two workers at once, the lines are the same.
    """
    comptes = verrouiller_comptes(projet.pk)
    plan, jour = plan_a_solder(projet.pk), jour or timezone.localdate()
    lignes = [
        _expiration(plan, comptes, besoin, quantite)
        for (besoin, nature), compte in comptes.items()
        if nature == NatureCompte.DISPONIBLE and (quantite := quantite_a_expirer(compte.solde, plan.date_fin, jour))
    ]
    if not lignes:
        return 0
    inscrire(*lignes)
    total = sum(ligne.quantite for ligne in lignes)
    _annoncer("credits.expires", "accompagnement_expiration", projet, plan, total, lignes[0].cle, None, MOTIF)
    return total


def _expiration(plan: PlanAccompagnement, comptes: dict, besoin: int, quantite: int) -> MouvementCredit:
    """The key names the plan, its end and the rank of the expiry: after an extension, another end may expire."""
    return mouvement(
        nature=NatureMouvement.EXPIRATION,
        de=comptes[besoin, NatureCompte.DISPONIBLE],
        vers=comptes[besoin, NatureCompte.EXPIRE],
        quantite=quantite,
        source=f"Fin du plan d’accompagnement, {date_entiere(plan.date_fin)}",
        motif=MOTIF,
        acteur=None,
        cle=f"expiration:{plan.pk}:{plan.date_fin:%Y-%m-%d}:{besoin}:{plan.expirations}",
    )


@transaction.atomic
def rendre_les_expires(*, projet: Projet, source: str, motif: str, acteur: Acteur | None, jour: date | None = None) -> int:
    """Reverse the expirations of a project whose plan runs again, and return how many half-days come back.

    The signature of an extension calls it; the daily pass does when it was not. Nothing to reverse changes nothing.
    """
    verrouiller_comptes(projet.pk)
    plan = plan_a_solder(projet.pk)
    if not peut_rendre_les_expires(plan.date_fin, jour or timezone.localdate()):
        return 0
    expirees = list(expirations_a_rendre(projet.pk).select_related("de", "vers"))
    if not expirees:
        return 0
    inscrire(*(contre_passation(e, source=source, motif=motif, acteur=acteur) for e in expirees))
    total = sum(e.quantite for e in expirees)
    _annoncer("credits.rendus", "accompagnement_expires_rendus", projet, plan, total, f"rendre:{expirees[-1].pk}", acteur, motif)
    return total


def _annoncer(verbe: str, gabarit: str, projet: Projet, plan, total: int, cle: str, acteur: Acteur | None, motif: str) -> None:
    details = {"demi_journees": en_demi_journees(total), "date_fin": date_entiere(plan.date_fin)}
    noter(verbe, fil=projet.fil, acteur=acteur, motif=motif, **details)
    annoncer_a_l_equipe_et_a_la_coordination(gabarit, projet, cle=cle, contexte=details | {"motif": motif})
