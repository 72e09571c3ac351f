"""Reminders of the accompagnement: credits that end or sleep, reports to write or to answer, actions to do. Each reads the state and nothing else."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse

from accompagnement.enums import StatutMission
from accompagnement.models import Mission, PartMission
from accompagnement.queries.collectives import invitations_sans_reponse
from accompagnement.queries.demandes import rendu_avant
from accompagnement.queries.rappels import ProjetARappeler, missions_d_un_expert_a_rappeler, projets_a_rappeler
from accompagnement.queries.rapports import titre_du_rapport
from accompagnement.queries.veille import SuiviProjet, projets_a_alerter
from accompagnement.regles_rapport import rapports_a_remettre
from accompagnement.regles_sortie import est_a_faire
from accompagnement.regles_veille import seuil_d_alerte
from socle.comptes import reglement
from socle.comptes.portee import programme_courant
from socle.courriers.registre import Rappel, Relance, declarer
from socle.lib import francais
from socle.lib.dates import a_paris


def credits_qui_finissent(suivis: list[SuiviProjet]) -> Iterator[Rappel]:
    """Return one reminder per person for the nearest threshold passed; its key is the end and the threshold.

    Said once whenever the round runs: a new end (an extension) starts the thresholds again.
    """
    for suivi in suivis:
        seuil = seuil_d_alerte(suivi.plan.date_fin, suivi.jour, suivi.seuils.alertes_mois)
        if seuil is None or not suivi.usage.disponibles:
            continue
        reste = francais.demi_journees(suivi.usage.disponibles)
        phrase = f"{suivi.projet}\u00a0: {reste} à utiliser avant le {francais.date_entiere(suivi.plan.date_fin)}."
        yield from _a_tous(suivi, f"fin:{suivi.projet.pk}:{suivi.plan.date_fin}:{seuil}", phrase)


def credits_dormants(suivis: list[SuiviProjet]) -> Iterator[Rappel]:
    """Return one reminder per person for credits that sleep, once per sleep: the last movement is in its key."""
    for suivi in suivis:
        if not suivi.dormant or suivi.finie:
            continue
        reste, depuis = francais.demi_journees(suivi.usage.disponibles), francais.date_entiere(suivi.dernier)
        phrase = f"{suivi.projet}\u00a0: {reste} à utiliser, et aucun mouvement depuis le {depuis}. {suivi.conseil.phrase}"
        yield from _a_tous(suivi, f"dormant:{suivi.projet.pk}:{suivi.dernier}", phrase.strip())


def rapports_attendus(suivis: list[SuiviProjet]) -> Iterator[Rappel]:
    """Return one reminder per person of the team and report that is due and not handed in; the last rung is for the referent."""
    mois = reglement.valeur("accompagnement.rapport_annuel_mois")
    for suivi in suivis:
        plan = suivi.plan
        for annee, limite in rapports_a_remettre(plan.date_debut, plan.date_fin, suivi.jour, mois, plan.rapports_remis):
            yield from _rapport_attendu(suivi, annee, limite)


def _rapport_attendu(suivi: SuiviProjet, annee: int, limite: date) -> Iterator[Rappel]:
    lien = reverse("rapport_ecrire", args=[programme_courant().slug, suivi.projet.slug, annee])
    phrase = f"{suivi.projet}\u00a0: «\u00a0{titre_du_rapport(annee)}\u00a0» est à remettre avant le {francais.date_entiere(limite)}."
    for personne_pk in suivi.plan.equipe:
        yield Rappel(f"rapport:{suivi.projet.pk}:{annee}", personne_pk, phrase, lien, a_paris(limite), suivi.projet.referent_id)


def _a_tous(suivi: SuiviProjet, cle: str, phrase: str) -> Iterator[Rappel]:
    """The team, then the referent, or the coordination when there is none."""
    lien = reverse("projet_consommation", args=[programme_courant().slug, suivi.projet.slug])
    referents = [suivi.projet.referent_id] if suivi.projet.referent_id else suivi.plan.coordination
    for personne_pk in dict.fromkeys([*suivi.plan.equipe, *referents]):
        yield Rappel(cle, personne_pk, phrase, lien)


declarer(Relance("accompagnement.fin", "Crédits bientôt finis", credits_qui_finissent, lecture=projets_a_alerter))
declarer(Relance("accompagnement.dormants", "Crédits dormants", credits_dormants, lecture=projets_a_alerter))
declarer(Relance("accompagnement.rapport", "Rapports annuels à remettre", rapports_attendus, lecture=projets_a_alerter))


def verdicts_attendus(projets: list[ProjetARappeler]) -> Iterator[Rappel]:
    """Return one reminder per report to answer and person of the team, with what silence does."""
    for lu, rendu in ((p, r) for p in projets for r in p.rendus):
        phrase = f"Dites si la mission {rendu.mission_id} a été faite\u00a0: sans réponse le {francais.echeance(rendu.reponse_avant)}, "
        lien = reverse("mission_detail", args=[programme_courant().slug, rendu.mission_id])
        for personne_pk in lu.equipe:
            yield Rappel(f"verdict:{rendu.pk}", personne_pk, f"{phrase}{rendu.suite_du_silence}.", lien, rendu.reponse_avant)


def actions_a_faire(projets: list[ProjetARappeler]) -> Iterator[Rappel]:
    """Return one reminder per open action and person of the team."""
    for lu, action in ((p, a) for p in projets for a in p.actions):
        phrase = f"«\u00a0{action.libelle}\u00a0» ({action.responsable}) est prévu pour le {francais.date_entiere(action.echeance)}."
        lien = reverse("plan_action", args=[programme_courant().slug, lu.projet.slug])
        for personne_pk in lu.equipe:
            yield Rappel(f"action:{action.pk}", personne_pk, phrase, lien, a_paris(action.echeance))


declarer(Relance("accompagnement.verdict", "Comptes rendus à accepter", verdicts_attendus, lecture=projets_a_rappeler))
declarer(Relance("accompagnement.action", "Actions du plan d’actions", actions_a_faire, lecture=projets_a_rappeler))


def bilans_attendus(suivis: list[SuiviProjet]) -> Iterator[Rappel]:
    """Return what is due of the exit reviews: said once when its time comes, then up to the end of the plan, until handed in."""
    mois = reglement.valeur("accompagnement.bilan_rappel_mois")
    for suivi in suivis:
        if suivi.plan.bilan_remis or not est_a_faire(suivi.plan.date_fin, suivi.jour, mois):
            continue
        fin = suivi.plan.date_fin
        phrase = f"{suivi.projet}\u00a0: le bilan d’autonomie est à remettre avant le {francais.date_entiere(fin)}."
        lien = reverse("bilan_detail", args=[programme_courant().slug, suivi.projet.slug])
        for personne_pk in suivi.plan.equipe:
            yield Rappel(f"bilan:{suivi.projet.pk}:{fin}:annonce", personne_pk, phrase, lien)
            yield Rappel(f"bilan:{suivi.projet.pk}:{fin}", personne_pk, phrase, lien, a_paris(fin), suivi.projet.referent_id)


declarer(Relance("accompagnement.bilan", "Bilans d’autonomie à remettre", bilans_attendus, lecture=projets_a_alerter))


def invitations_a_repondre(parts: list[PartMission]) -> Iterator[Rappel]:
    """Return one reminder per invitation to a shared mission and person of the team."""
    for part in parts:
        collective = part.collective
        phrase = f"{part.projet}\u00a0: dites avant le {francais.echeance(collective.inscriptions_avant)} si vous rejoignez «\u00a0{collective}\u00a0»."
        lien = reverse("collective_detail", args=[programme_courant().slug, collective.pk])
        for personne_pk in part.equipe_pks:
            yield Rappel(f"collective:{part.pk}", personne_pk, phrase, lien, collective.inscriptions_avant)


declarer(Relance("accompagnement.collective", "Missions collectives à rejoindre", invitations_a_repondre, lecture=invitations_sans_reponse))


def missions_a_reprendre(missions: list[Mission]) -> Iterator[Rappel]:
    """Return the reminders of what waits for an expert: a request to answer, a report to hand in.

    A late report is told to the referent of the project; that of a shared mission, which has several, to the coordination.
    """
    for mission in missions:
        commune = mission.collective
        page, pk = ("collective_detail", commune.pk) if commune else ("mission_detail", mission.pk)
        lien, qui = reverse(page, args=[programme_courant().slug, pk]), mission.expert.utilisateur_id
        objet = f"mission collective «\u00a0{commune}\u00a0»" if commune else f"{mission.projet}, «\u00a0{mission.besoin}\u00a0»,"
        if mission.etat == StatutMission.PROPOSEE:
            phrase = f"Répondez à la demande de {objet} avant le {francais.echeance(mission.reponse_avant)}."
            yield Rappel(f"demande:{page}:{pk}:{qui}", qui, phrase, lien, mission.reponse_avant)
            continue
        limite = rendu_avant(mission.dernier.fin)
        phrase = f"Remettez le compte rendu pour {'la ' if commune else ''}{objet} avant le {francais.echeance(limite)}."
        for suit in (mission.coordination or [None]) if commune else [mission.projet.referent_id]:
            yield Rappel(f"rendu:{page}:{pk}:{qui}", qui, phrase, lien, limite, suit)


declarer(Relance("accompagnement.expert", "Demandes et comptes rendus des experts", missions_a_reprendre, lecture=missions_d_un_expert_a_rappeler))
