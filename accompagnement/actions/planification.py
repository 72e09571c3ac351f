"""The half-days of a mission one by one: planned on a slot of its expert, freed by the written rule, said to have been held or not."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from accompagnement.actions.annonces import annoncer_a_tous, annoncer_aux_suiveurs, lien_de_l_agenda
from accompagnement.actions.demandes import verrouiller_demande
from accompagnement.actions.passages import faire_passer_mission
from accompagnement.actions.prises import annoncer_un_creneau, prendre_pour_une_mission
from accompagnement.actions.registre import inscrire, mouvement, solder_mission, verrouiller_comptes
from accompagnement.enums import STATUTS_EN_COURS, STATUTS_ENGAGES, NatureCompte, NatureMouvement, StatutCreneau, StatutMission
from accompagnement.enums_missions import Constat, Cote
from accompagnement.models import ConstatDemiJournee, Creneau, DemiJourneeRetenue, Mission
from accompagnement.permissions import refus_de_l_etat, refus_sur_une_part
from accompagnement.queries.demandes import creneaux_de, dans_le_temps, rendu_avant
from accompagnement.regles import CRENEAU_PRIS, refus_de_periode
from accompagnement.regles_missions import (
    debit_des_demi_journees,
    debit_du_constat,
    debit_en_mots,
    en_desaccord,
    issue_des_constats,
    refus_de_constater,
    refus_de_planifier,
)
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.francais import date_longue, plage
from socle.lib.francais import demi_journees as en_demi_journees
from socle.lib.refus import ActionRefusee, Refus, exiger

PAS_A_ELLE = Refus("demi_journee_inconnue", "Cette demi-journée n’est plus à cette mission : rechargez la page.")
DEJA_COMMENCEE = Refus("demi_journee_commencee", "Cette demi-journée a commencé : dites plutôt ce qui s’est passé.")
SEULE = Refus("demi_journee_seule", "Il ne reste que cette demi-journée : annulez la mission.")
RIEN_A_RENDRE = Refus("rien_a_rendre", "Il n’y a pas de demi-journée sans date à rendre : sans aucune date, annulez la mission.")
MOTIF_MANQUANT = Refus("motif_manquant", "Indiquez le motif : il sera lu par les autres personnes de la mission.")
CONSTAT = "Constaté par les deux côtés, ou tranché par la coordination"
PAS_EN_COURS = Refus("mission_pas_en_cours", "Cette mission n’est pas en cours : ses demi-journées ne changent plus.")


def ecrit(creneau: Creneau) -> str:
    """Write a half-day in words."""
    return f"{date_longue(creneau.debut)}, {plage(creneau.debut, creneau.fin)}"


@transaction.atomic
def planifier_demi_journee(*, mission: Mission, creneau: Creneau, acteur: Acteur) -> Mission:
    """Put the next half-day of a mission on a free slot of its expert; the last one makes it planned.

    Raises ``ActionRefusee`` when nothing is left to plan, the slot is gone, in the past, or out of the two years of the plan.
    """
    mission = verrouiller_demande(mission)
    pris = creneaux_de(mission)
    exiger(refus_de_planifier(mission.etat, len(pris), mission.demi_journees, creneau.debut, timezone.now()))
    plan = mission.projet.plan_accompagnement
    exiger(refus_de_l_etat(mission.projet.etat))
    exiger(refus_de_periode(creneau.debut, plan.date_debut, plan.date_fin))
    exiger(None if creneau.expert_id == mission.expert_id else CRENEAU_PRIS)
    prendre_pour_une_mission(creneau, mission.projet)
    ranger(mission, pris, [*pris, creneau], acteur)
    details = {"mission": mission.pk, "creneau": ecrit(creneau), "creneaux": [creneau.pk]}
    noter("mission.planifiee", fil=mission.projet.fil, acteur=acteur, objet=f"mission:{mission.pk}", **details)
    annoncer_a_tous("accompagnement_planifiee", mission, contexte={"jour": ecrit(creneau)}, cle=f"planifiee:{creneau.pk}")
    return mission


def ranger(mission: Mission, avant: list[Creneau], apres: list[Creneau], acteur: Acteur | None, **champs) -> None:
    """Give a locked mission its slots: the first is its own, the others are rows; its status follows how many are left to plan."""
    maintenant, tenus = timezone.now(), sorted(apres, key=lambda c: c.debut)
    suivants, etaient = {c.pk for c in tenus[1:]}, {c.pk for c in avant[1:]}
    _liberer_les_lignes(mission, etaient - suivants, maintenant)
    champs |= {"creneau": tenus[0] if tenus else None, "dernier_creneau": tenus[-1] if len(tenus) > 1 else None}
    vers = StatutMission.PLANIFIEE if len(tenus) == champs.get("demi_journees", mission.demi_journees) else StatutMission.A_PLANIFIER
    if vers != mission.etat:
        faire_passer_mission(mission, vers, acteur=acteur, **champs)
    else:
        for champ, valeur in champs.items():
            setattr(mission, champ, valeur)
        mission.save(update_fields=list(champs))
    DemiJourneeRetenue.objects.bulk_create(
        DemiJourneeRetenue(mission=mission, creneau_id=pk, retenue_at=maintenant) for pk in sorted(suivants - etaient)
    )


def _liberer_les_lignes(mission: Mission, partis: set[int], maintenant: datetime) -> None:
    if partis:
        DemiJourneeRetenue.objects.filter(mission=mission, creneau__in=partis, liberee_at=None).update(liberee_at=maintenant)


def tenu(mission: Mission, creneau_pk: int, suivants: list[Creneau] | None = None) -> tuple[Creneau, list[Creneau]]:
    """Return a slot of a mission in progress, and all it holds in time; ``suivants``: those after its own, when they are read already."""
    exiger(refus_sur_une_part(mission.collective_id))
    exiger(None if mission.etat in STATUTS_EN_COURS else PAS_EN_COURS)
    tenus = creneaux_de(mission) if suivants is None else dans_le_temps(mission, suivants)
    creneau = next((c for c in tenus if c.pk == creneau_pk), None)
    if creneau is None:
        raise ActionRefusee(PAS_A_ELLE)
    return creneau, tenus


@transaction.atomic
def liberer_demi_journee(*, mission: Mission, creneau_pk: int, motif: str, acteur: Acteur, par_l_equipe: bool) -> int:
    """Free one half-day of several and return what it costs, by the rule of cancellation: in time it is planned again elsewhere.

    Raises ``ActionRefusee`` when it began, when it is the last one held (the mission is cancelled then), or without a reason.
    """
    comptes = verrouiller_comptes(mission.projet_id)
    mission, maintenant = verrouiller_demande(mission), timezone.now()
    creneau, tenus = tenu(mission, creneau_pk)
    exiger(DEJA_COMMENCEE if creneau.debut <= maintenant else None)
    exiger(SEULE if mission.demi_journees == 1 else None)
    exiger(None if motif.strip() else MOTIF_MANQUANT)
    debit = debit_des_demi_journees(
        [creneau.debut],
        maintenant=maintenant,
        heures=reglement.valeur("accompagnement.annulation_gratuite_heures"),
        debit=reglement.valeur("accompagnement.annulation_tardive_debit"),
        retenues=1,
        engagee=mission.etat in STATUTS_ENGAGES,
        par_l_equipe=par_l_equipe,
    )
    _retirer(mission, comptes, creneau, tenus, debit, acteur, "demi-journée libérée", motif)
    Creneau.objects.filter(pk=creneau.pk).update(statut=StatutCreneau.OUVERT if par_l_equipe else StatutCreneau.RETIRE)
    annoncer_un_creneau()
    details = {"mission": mission.pk, "creneau": ecrit(creneau), "debit": debit_en_mots(debit), "creneaux": [creneau.pk]}
    noter("mission.demi_journee_rendue", fil=mission.projet.fil, acteur=acteur, objet=f"mission:{mission.pk}", motif=motif, **details)
    contexte = {"jour": details["creneau"], "debit": details["debit"], "motif": motif, "agenda": lien_de_l_agenda(mission)}
    annoncer_a_tous("accompagnement_liberee", mission, contexte=contexte, cle=f"liberee:{creneau.pk}:{maintenant:%Y%m%d%H%M%S}")
    return debit


def _retirer(
    mission: Mission, comptes: dict, creneau: Creneau, tenus: list[Creneau], debit: int, acteur: Acteur | None, pourquoi: str, motif: str
) -> None:
    """Take a slot out of a mission; what is debited is no longer held, the rest may be planned again."""
    if debit:
        ligne = mouvement(
            nature=NatureMouvement.CONSOMMATION,
            de=comptes[mission.besoin_id, NatureCompte.RESERVE],
            vers=comptes[mission.besoin_id, NatureCompte.CONSOMME],
            quantite=debit,
            source=f"mission {mission.pk}, {pourquoi}, {date_longue(creneau.debut)}",
            motif=motif,
            acteur=acteur,
            cle=f"mission:{mission.pk}:creneau:{creneau.pk}:{mission.demi_journees}:{NatureMouvement.CONSOMMATION}",
            mission=mission,
        )
        inscrire(ligne)
    reste = [c for c in tenus if c.pk != creneau.pk]
    ranger(mission, tenus, reste, acteur, demi_journees=mission.demi_journees - debit)


@transaction.atomic
def rendre_le_reste(*, mission: Mission, acteur: Acteur) -> int:
    """Give back the half-days of a mission that have no date, and return how many: it goes on with those planned.

    Raises ``ActionRefusee`` when every half-day has its date, or when none has (the mission is cancelled then).
    """
    comptes = verrouiller_comptes(mission.projet_id)
    mission = verrouiller_demande(mission)
    tenus = creneaux_de(mission)
    exiger(None if mission.etat == StatutMission.A_PLANIFIER and tenus else RIEN_A_RENDRE)
    reste = mission.demi_journees - len(tenus)
    ligne = mouvement(
        nature=NatureMouvement.LIBERATION,
        de=comptes[mission.besoin_id, NatureCompte.RESERVE],
        vers=comptes[mission.besoin_id, NatureCompte.DISPONIBLE],
        quantite=reste,
        source=f"mission {mission.pk}, demi-journées sans date",
        motif="L’équipe poursuit avec les dates fixées",
        acteur=acteur,
        cle=f"mission:{mission.pk}:reste:{mission.demi_journees}",  # less each time
        mission=mission,
    )
    inscrire(ligne)
    faire_passer_mission(mission, StatutMission.PLANIFIEE, acteur=acteur, motif="Reste rendu", demi_journees=len(tenus))
    details = {"mission": mission.pk, "demi_journees": en_demi_journees(reste)}
    noter("mission.reste_rendu", fil=mission.projet.fil, acteur=acteur, objet=f"mission:{mission.pk}", **details)
    annoncer_a_tous("accompagnement_reste_rendu", mission, contexte=details)
    return reste


@transaction.atomic
def constater(*, mission: Mission, creneau_pk: int, cote: Cote, constat: Constat, precision: str = "", acteur: Acteur) -> Constat | None:
    """Say what happened at a half-day that is over; return what both sides agree on, None until then.

    An absence of the project debits as the règlement says, one of the expert debits nothing; two sides that contradict each
    other go to the coordination, who settles, as it does when the report is late and a side stays silent. Raises ``ActionRefusee`` before the end, said twice, or with nothing to settle.
    """
    comptes = verrouiller_comptes(mission.projet_id)
    mission, maintenant = verrouiller_demande(mission), timezone.now()
    creneau, tenus = tenu(mission, creneau_pk)
    dits = {Cote(c.cote): Constat(c.constat) for c in mission.constats.filter(creneau=creneau)}
    exiger(refus_de_constater(creneau.fin, maintenant, dits, cote, rendu_avant(creneau.fin)))
    ConstatDemiJournee.objects.create(
        mission=mission, creneau=creneau, cote=cote, constat=constat, precision=precision, date=maintenant, auteur=acteur.utilisateur
    )
    dits[cote] = constat
    details = {"mission": mission.pk, "creneau": ecrit(creneau), "creneaux": [creneau.pk]}
    noter("mission.constatee", fil=mission.projet.fil, acteur=acteur, objet=f"mission:{mission.pk}", **details)
    issue = issue_des_constats(dits)
    if issue not in (None, Constat.TENUE):
        _tirer_la_consequence(mission, comptes, creneau, tenus, issue, acteur)
    elif en_desaccord(dits):
        annoncer_aux_suiveurs("accompagnement_desaccord", mission, contexte={"jour": ecrit(creneau)}, rang=creneau.pk)
    return issue


def _tirer_la_consequence(mission: Mission, comptes: dict, creneau: Creneau, tenus: list[Creneau], issue: Constat, acteur: Acteur) -> None:
    debit = min(debit_du_constat(issue, reglement.valeur("accompagnement.absence_projet_debit")), 1)
    if mission.demi_journees > 1:
        _retirer(mission, comptes, creneau, tenus, debit, acteur, issue.label.lower(), CONSTAT)
    else:
        champs = {"annulee_at": timezone.now(), "annulee_par": acteur.utilisateur, "motif_annulation": issue.label}
        faire_passer_mission(mission, StatutMission.ANNULEE, acteur=acteur, motif=issue.label, **champs)
        source = f"mission {mission.pk}, {issue.label.lower()}"
        solder_mission(mission=mission, comptes=comptes, consommees=debit, source=source, motif=CONSTAT, acteur=acteur)
    contexte = {"jour": ecrit(creneau), "constat": issue.label, "debit": debit_en_mots(debit)}
    annoncer_a_tous("accompagnement_absence", mission, contexte=contexte, cle=f"absence:{creneau.pk}")
