"""A half-day moved to another slot of its expert: the old one freed and the new one held in one transaction, the credit kept."""

from datetime import datetime

from django.db import transaction
from django.db.models import Case, Q, Value, When
from django.utils import timezone

from accompagnement.actions.annonces import annoncer_a_tous
from accompagnement.actions.demandes import verrouiller_demande
from accompagnement.actions.planification import ecrit, ranger, tenu
from accompagnement.actions.prises import annoncer_un_creneau, exiger_son_tour
from accompagnement.actions.registre import inscrire, mouvement, refus_de_solde, verrouiller_comptes
from accompagnement.enums import NatureCompte, NatureMouvement, StatutCreneau
from accompagnement.models import Creneau, Mission
from accompagnement.permissions import refus_de_toucher_aux_dates
from accompagnement.regles import CRENEAU_PRIS, debit_d_annulation, refus_de_deplacer, refus_de_periode
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.francais import demi_journees as en_demi_journees
from socle.lib.refus import Refus, exiger, premier_refus

MOTIF_MANQUANT = Refus("motif_manquant", "Indiquez le motif : il sera lu par les autres personnes de la mission.")


@transaction.atomic
def deplacer_demi_journee(*, mission: Mission, creneau_pk: int, vers: Creneau, motif: str, acteur: Acteur, par_l_equipe: bool) -> int:
    """Move one half-day of a mission to a free slot of the same expert; return what it costs the project, in half-days.

    In time it costs nothing. Too late by the project, the rule of cancellation debits the old half-day: another credit is held for
    the new one. The expert moves for nothing, but not so near that the project could no longer cancel freely.
    Raises ``ActionRefusee`` when either half-day cannot be had, when a credit is short, or without a reason.
    """
    comptes = verrouiller_comptes(mission.projet_id)
    mission, maintenant = verrouiller_demande(mission), timezone.now()
    ancien, tenus = tenu(mission, creneau_pk)
    exiger(_refus_de_deplacer(mission, ancien, vers, maintenant, motif, par_l_equipe))
    debit = cout_du_deplacement(ancien, maintenant, par_l_equipe=par_l_equipe)
    exiger(refus_de_solde(comptes, mission.besoin_id, debit))
    _echanger(mission, ancien, vers, StatutCreneau.OUVERT if par_l_equipe else StatutCreneau.RETIRE)
    if debit:
        _debiter(mission, comptes, ancien, vers, debit, acteur)
    ranger(mission, tenus, [*(c for c in tenus if c.pk != ancien.pk), vers], acteur)
    _annoncer(mission, ancien, vers, debit, motif, acteur)
    return debit


def cout_du_deplacement(creneau: Creneau, maintenant: datetime, *, par_l_equipe: bool) -> int:
    """Return what moving an agreed half-day at this hour costs the project, as cancelling it would."""
    return debit_d_annulation(
        debut=creneau.debut,
        maintenant=maintenant,
        heures=reglement.valeur("accompagnement.annulation_gratuite_heures"),
        debit=reglement.valeur("accompagnement.annulation_tardive_debit"),
        retenues=1,
        engagee=True,
        par_l_equipe=par_l_equipe,
    )


def _refus_de_deplacer(mission: Mission, ancien: Creneau, vers: Creneau, maintenant: datetime, motif: str, par_l_equipe: bool) -> Refus | None:
    plan, heures = mission.projet.plan_accompagnement, reglement.valeur("accompagnement.annulation_gratuite_heures")
    return premier_refus(
        refus_de_toucher_aux_dates(mission.projet.etat, mission.collective_id),
        refus_de_deplacer(ancien.debut, vers.debut, maintenant, 0 if par_l_equipe else heures),
        refus_de_periode(vers.debut, plan.date_debut, plan.date_fin),
        None if vers.expert_id == mission.expert_id else CRENEAU_PRIS,
        None if motif.strip() else MOTIF_MANQUANT,
    )


def _echanger(mission: Mission, ancien: Creneau, vers: Creneau, rendu: StatutCreneau) -> None:
    """Hold the new slot and free the old one in one statement: both move, or, the new one taken meanwhile, none does."""
    exiger_son_tour(vers, mission.projet)
    statut = Case(When(pk=vers.pk, then=Value(StatutCreneau.RETENU)), default=Value(rendu))
    les_deux = Creneau.objects.filter(Q(pk=ancien.pk, statut=StatutCreneau.RETENU) | Q(pk=vers.pk, statut=StatutCreneau.OUVERT))
    exiger(None if les_deux.update(statut=statut) == 2 else CRENEAU_PRIS)
    annoncer_un_creneau()


def _debiter(mission: Mission, comptes: dict, ancien: Creneau, vers: Creneau, debit: int, acteur: Acteur) -> None:
    """Debit the half-day given back too late, and hold as much for the new one."""
    disponible, reserve, consomme = (comptes[mission.besoin_id, n] for n in (NatureCompte.DISPONIBLE, NatureCompte.RESERVE, NatureCompte.CONSOMME))
    chemins = ((NatureMouvement.RESERVATION, disponible, reserve), (NatureMouvement.CONSOMMATION, reserve, consomme))
    lignes = [
        mouvement(
            nature=nature,
            de=de,
            vers=a,
            quantite=debit,
            source=f"mission {mission.pk}, déplacée trop tard du {ecrit(ancien)}",
            acteur=acteur,
            cle=f"mission:{mission.pk}:deplacement:{ancien.pk}:{vers.pk}:{timezone.now():%Y%m%d%H%M%S%f}:{nature}",
            mission=mission,
        )
        for nature, de, a in chemins
    ]
    inscrire(*lignes)


def _annoncer(mission: Mission, ancien: Creneau, vers: Creneau, debit: int, motif: str, acteur: Acteur) -> None:
    dit = f"{en_demi_journees(debit)} débitée" if debit else "sans débit"
    details = {"mission": mission.pk, "prevue": ecrit(ancien), "creneau": ecrit(vers), "debit": dit}
    noter("mission.deplacee", fil=mission.projet.fil, acteur=acteur, objet=f"mission:{mission.pk}", motif=motif, **details)
    qui = f"deplacee:{ancien.pk}:{vers.pk}:{timezone.now():%Y%m%d%H%M%S}"
    annoncer_a_tous("accompagnement_deplacee", mission, contexte=details | {"motif": motif}, cle=qui)
