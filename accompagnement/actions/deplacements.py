"""A half-day moved to another slot of its expert: the old one freed and the new one held in one transaction, the credit kept."""

from datetime import datetime

from django.db import transaction
from django.db.models import BigIntegerField, Case, Func, OuterRef, Q, QuerySet, Subquery, Value, When
from django.utils import timezone

from accompagnement.actions.annonces import annoncer_a_tous
from accompagnement.actions.planification import ecrit, tenu
from accompagnement.actions.prises import annoncer_un_creneau, exiger_son_tour
from accompagnement.actions.registre import inscrire, mouvement, refus_de_solde
from accompagnement.enums import NatureCompte, NatureMouvement, StatutCreneau
from accompagnement.models import CompteCredits, Creneau, DemiJourneeRetenue, Mission
from accompagnement.permissions import refus_de_toucher_aux_dates
from accompagnement.queries.attentes import avec_la_file
from accompagnement.queries.missions import avec_suiveurs, sous_verrou
from accompagnement.regles import CRENEAU_PRIS, debit_d_annulation, refus_de_deplacer, refus_de_periode
from accompagnement.regles_missions import debit_en_mots
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.refus import ActionRefusee, Refus, exiger, premier_refus

MOTIF_MANQUANT = Refus("motif_manquant", "Indiquez le motif : il sera lu par les autres personnes de la mission.")


@transaction.atomic
def deplacer_demi_journee(*, mission: Mission, creneau_pk: int, vers_pk: int, motif: str, acteur: Acteur, par_l_equipe: bool) -> int:
    """Move one half-day of a mission to a free slot of the same expert; return what it costs the project, in half-days.

    In time it costs nothing. Too late by the project, the rule of cancellation debits the old half-day: another credit is held for
    the new one. The expert moves for nothing, but not so near that the project could no longer cancel freely.
    Raises ``ActionRefusee`` when either half-day cannot be had, when a credit is short, or without a reason.
    """
    mission, maintenant = _verrouillee(mission), timezone.now()
    lus = _creneaux(mission, vers_pk)
    ancien, tenus = tenu(mission, creneau_pk, [c for c in lus.values() if c.ligne])
    vers = lus.get(vers_pk)
    if vers is None:
        raise ActionRefusee(CRENEAU_PRIS)
    exiger(_refus_de_deplacer(mission, ancien, vers, maintenant, motif, par_l_equipe))
    debit = cout_du_deplacement(ancien, maintenant, par_l_equipe=par_l_equipe)
    exiger(refus_de_solde(mission.comptes, mission.besoin_id, debit))
    _echanger(mission, ancien, vers, StatutCreneau.OUVERT if par_l_equipe else StatutCreneau.RETIRE)
    if debit:
        _debiter(mission, ancien, vers, debit, motif, acteur)
    _ranger(mission, tenus, ancien, vers, maintenant)
    _annoncer(mission, ancien, vers, debit, motif, acteur)
    return debit


def verrouiller_pour_deplacer(missions: QuerySet[Mission]) -> Mission | None:
    """Lock the accounts of a mission's project, then the mission, the only one of ``missions``; return it with ``comptes`` and ``equipe``."""
    comptes = CompteCredits.objects.filter(projet__in=missions.order_by().values("projet")).select_for_update(of=("self",)).order_by("pk")
    lus = {(c.besoin_id, NatureCompte(c.nature)): c for c in comptes}
    mission = sous_verrou(avec_suiveurs(missions.select_related("projet__plan_accompagnement")))
    if mission is not None:
        mission.comptes = lus
    return mission


def _verrouillee(mission: Mission) -> Mission:
    """Return a mission under its locks, taken now unless its door took them."""
    return mission if hasattr(mission, "comptes") else verrouiller_pour_deplacer(Mission.objects.pour_affichage().filter(pk=mission.pk))


def _creneaux(mission: Mission, vers_pk: int) -> dict[int, Creneau]:
    """Return by key, under the lock of the mission, the slot wanted with who waits for it and the further slots held.

    ``ligne``: the key of the row that holds a slot; ``neuve``: a key for a row to come.
    """
    lignes = DemiJourneeRetenue.objects.filter(creneau=OuterRef("pk"), mission=mission.pk, liberee_at=None).values("pk")
    neuve = Func(Value("accompagnement_demijourneeretenue_id_seq"), function="nextval", output_field=BigIntegerField())
    lus = Creneau.objects.filter(expert=mission.expert_id).select_related("expert__utilisateur").annotate(ligne=Subquery(lignes), neuve=neuve)
    return {c.pk: c for c in avec_la_file(lus).filter(Q(pk=vers_pk) | Q(ligne__isnull=False))}


def _ranger(mission: Mission, tenus: list[Creneau], ancien: Creneau, vers: Creneau, maintenant: datetime) -> None:
    """Give a mission its slots in time: the first is its own, the others are rows; one row goes and one comes, or none."""
    apres = sorted([*(c for c in tenus if c.pk != ancien.pk), vers], key=lambda c: c.debut)
    partis = [c for c in tenus[1:] if c not in apres[1:]]
    neufs = [c for c in apres[1:] if c not in tenus[1:]]
    lignes = [DemiJourneeRetenue(pk=c.ligne, mission=mission, creneau=c, retenue_at=maintenant, liberee_at=maintenant) for c in partis]
    lignes += [DemiJourneeRetenue(pk=vers.neuve, mission=mission, creneau=c, retenue_at=maintenant) for c in neufs]
    du_premier = tenus[0] in neufs  # it becomes a row once the mission has let it go
    if not du_premier:
        _ecrire(lignes)
    mission.creneau, mission.dernier_creneau = apres[0], apres[-1] if len(apres) > 1 else None
    mission.save(update_fields=["creneau", "dernier_creneau"])
    if du_premier:
        _ecrire(lignes)


def _ecrire(lignes: list[DemiJourneeRetenue]) -> None:
    """Free a row and write another in one statement."""
    DemiJourneeRetenue.objects.bulk_create(lignes, update_conflicts=True, unique_fields=["pk"], update_fields=["liberee_at"])


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
        None if motif.strip() else MOTIF_MANQUANT,
    )


def _echanger(mission: Mission, ancien: Creneau, vers: Creneau, rendu: StatutCreneau) -> None:
    """Hold the new slot and free the old one in one statement: both move, or, the new one taken meanwhile, none does."""
    exiger_son_tour(vers, mission.projet)
    statut = Case(When(pk=vers.pk, then=Value(StatutCreneau.RETENU)), default=Value(rendu))
    les_deux = Creneau.objects.filter(Q(pk=ancien.pk, statut=StatutCreneau.RETENU) | Q(pk=vers.pk, statut=StatutCreneau.OUVERT))
    exiger(None if les_deux.update(statut=statut) == 2 else CRENEAU_PRIS)
    annoncer_un_creneau()


def _debiter(mission: Mission, ancien: Creneau, vers: Creneau, debit: int, motif: str, acteur: Acteur) -> None:
    """Debit the half-day given back too late, and hold as much for the new one."""
    disponible, reserve, consomme = (mission.comptes[mission.besoin_id, n] for n in (NatureCompte.DISPONIBLE, NatureCompte.RESERVE, NatureCompte.CONSOMME))
    chemins = ((NatureMouvement.RESERVATION, disponible, reserve), (NatureMouvement.CONSOMMATION, reserve, consomme))
    lignes = [
        mouvement(
            nature=nature,
            de=de,
            vers=a,
            quantite=debit,
            source=f"mission {mission.pk}, déplacée trop tard du {ecrit(ancien)}",
            motif=motif,
            acteur=acteur,
            cle=f"mission:{mission.pk}:deplacement:{ancien.pk}:{vers.pk}:{timezone.now():%Y%m%d%H%M%S%f}:{nature}",
            mission=mission,
        )
        for nature, de, a in chemins
    ]
    inscrire(*lignes)


def _annoncer(mission: Mission, ancien: Creneau, vers: Creneau, debit: int, motif: str, acteur: Acteur) -> None:
    details = {"mission": mission.pk, "prevue": ecrit(ancien), "creneau": ecrit(vers), "debit": debit_en_mots(debit)}
    passage = {"creneaux": [ancien.pk, vers.pk]}
    noter("mission.deplacee", fil=mission.projet.fil, acteur=acteur, objet=f"mission:{mission.pk}", motif=motif, **details, **passage)
    qui = f"deplacee:{ancien.pk}:{vers.pk}:{timezone.now():%Y%m%d%H%M%S}"
    annoncer_a_tous("accompagnement_deplacee", mission, contexte=details | {"motif": motif}, cle=qui)
