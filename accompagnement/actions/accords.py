"""From the expert's answer to the order: accept, adjust and confirm, approve above the threshold, issue the bon de commande."""

from django.db import transaction
from django.db.models import Subquery
from django.db.models.functions import JSONObject
from django.utils import timezone

from accompagnement.actions.annonces import annoncer_a_tous, annoncer_aux_suiveurs
from accompagnement.actions.conditions import exiger_sans_interet
from accompagnement.actions.demandes import (
    CLOSE,
    clore_sollicitation,
    passer_au_suivant,
    verrouiller_demande,
    verrouiller_sollicitation,
)
from accompagnement.actions.passages import faire_passer_mission
from accompagnement.actions.registre import inscrire, mouvement, refus_de_solde, solder_mission, tenir, verrouiller_comptes
from accompagnement.enums import Lieu, NatureCompte, NatureMouvement, StatutMission
from accompagnement.enums_missions import IssueSollicitation, ReponseMission
from accompagnement.models import BonDeCommande, Mission, Sollicitation
from accompagnement.permissions import est_l_expert, peut_coordonner
from accompagnement.queries.missions import suiveurs
from accompagnement.queries.tarifs import FORFAIT, PAR_KM, frais_de_la_mission
from accompagnement.regles_distance import phrase_de_distance
from accompagnement.regles_missions import debit_en_mots, montant_du_bon, refus_d_ajuster, statut_apres_accord
from accompagnement.verbes import PAR_L_EXPERT
from manufactures.departements import departement_nomme
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.comptes.portee import programme_courant
from socle.journal.actions import noter, noter_a_la_fin
from socle.lib.francais import date_entiere, montant
from socle.lib.francais import demi_journees as en_demi_journees
from socle.lib.refus import Refus, exiger

MOTIF_MANQUANT = Refus("motif_manquant", "Indiquez le motif : il sera lu par les autres personnes de la mission.")
PAS_A_APPROUVER = Refus("rien_a_approuver", "Cette mission n’attend pas d’approbation.")


@transaction.atomic
def repondre_a_la_demande(
    *, mission: Mission, reponse: ReponseMission, demi_journees: int | None = None, motif: str = "", acteur: Acteur
) -> Mission:
    """Let the expert accept a mission, adjust it (the project confirms), or decline it (the next is asked).

    Raises ``ActionRefusee`` for another person, a request answered or closed already, an adjustment out of bounds, no reason.
    """
    sollicitation = verrouiller_sollicitation(mission, IssueSollicitation.EN_COURS)
    mission = sollicitation.mission
    exiger(est_l_expert(acteur, mission.expert.utilisateur_id))
    if reponse != ReponseMission.DECLINER:
        exiger_sans_interet(expert=mission.expert, projet=mission.projet)
    if reponse == ReponseMission.ACCEPTER:
        clore_sollicitation(sollicitation, IssueSollicitation.ACCEPTEE, motif=motif)
        _convenir(mission, acteur, motif)
    elif reponse == ReponseMission.AJUSTER:
        _ajuster(mission, sollicitation, demi_journees or mission.demi_journees, motif, acteur)
    else:
        exiger(None if motif.strip() else MOTIF_MANQUANT)
        clore_sollicitation(sollicitation, IssueSollicitation.DECLINEE, motif=motif)
        passer_au_suivant(mission, rang=sollicitation.rang, motif=f"{mission.expert} décline : {motif}", acteur=acteur)
    return mission


def _ajuster(mission: Mission, sollicitation: Sollicitation, demi_journees: int, motif: str, acteur: Acteur) -> None:
    maximum = reglement.valeur("accompagnement.mission_demi_journees_max")
    exiger(refus_d_ajuster(demi_journees, maximum, mission.demi_journees, motif))
    sollicitation.issue, sollicitation.demi_journees, sollicitation.motif = IssueSollicitation.AJUSTEE, demi_journees, motif
    sollicitation.save(update_fields=["issue", "demi_journees", "motif"])
    faire_passer_mission(mission, StatutMission.A_CONFIRMER, acteur=acteur, motif=motif)
    details = {"mission": mission.pk, "demi_journees": en_demi_journees(demi_journees)}
    champs = {"objet": f"mission:{mission.pk}", "motif": motif, "auteur_libelle": PAR_L_EXPERT}
    noter("mission.ajustee", fil=mission.projet.fil, acteur=acteur, **champs, **details)
    annoncer_aux_suiveurs("accompagnement_ajustee", mission, contexte=details | {"motif": motif}, rang=sollicitation.rang)


def _convenir(mission: Mission, acteur: Acteur, conditions: str) -> None:
    """Both agree: approval above the threshold, else the order at once."""
    vers = statut_apres_accord(mission.demi_journees, reglement.valeur("accompagnement.seuil_approbation"))
    champs = {"repondue_at": timezone.now(), "conditions": conditions, "demi_journees": mission.demi_journees}
    faire_passer_mission(mission, vers, acteur=acteur, **champs)
    details = {"mission": mission.pk, "expert": str(mission.expert)}
    with noter_a_la_fin():
        noter("mission.convenue", fil=mission.projet.fil, acteur=acteur, objet=f"mission:{mission.pk}", **details)
        if vers == StatutMission.A_PLANIFIER:
            emettre_bon(mission, acteur)
    if vers == StatutMission.A_APPROUVER:
        annoncer_aux_suiveurs("accompagnement_a_approuver", mission, contexte={"demi_journees": en_demi_journees(mission.demi_journees)})


@transaction.atomic
def confirmer_ajustement(*, mission: Mission, accord: bool, motif: str = "", acteur: Acteur) -> Mission:
    """Let the project take the expert's adjustment, credits held or given back with it, or ask the next expert.

    Raises ``ActionRefusee`` when nothing waits for it, when the credit is short, or when a refusal has no reason.
    """
    if not accord:
        sollicitation = verrouiller_sollicitation(mission, IssueSollicitation.AJUSTEE)
        mission = sollicitation.mission
        exiger(None if motif.strip() else MOTIF_MANQUANT)
        clore_sollicitation(sollicitation, IssueSollicitation.AJUSTEMENT_REFUSE)
        pourquoi = f"L’équipe ne retient pas l’ajustement de {mission.expert} : {motif}"
        passer_au_suivant(mission, rang=sollicitation.rang, motif=pourquoi, acteur=acteur)
        return mission
    comptes, sollicitation, mission = _prendre_l_ajustement(mission)
    _retenir_l_ecart(mission, comptes, sollicitation, acteur)
    mission.demi_journees = sollicitation.demi_journees
    _convenir(mission, acteur, sollicitation.motif)
    return mission


def _prendre_l_ajustement(mission: Mission) -> tuple[dict, Sollicitation, Mission]:
    """Lock the accounts and read the adjustment with them, then close it as taken: of two answers, the second finds it closed."""
    ajustees = Sollicitation.objects.filter(mission=mission.pk, issue=IssueSollicitation.AJUSTEE)
    lue = ajustees.values(lu=JSONObject(**{champ: champ for champ in ("id", "rang", "demi_journees", "motif")}))[:1]
    comptes = verrouiller_comptes(mission.projet_id, ajustement=Subquery(lue), **suiveurs("projet"))
    compte = comptes[mission.besoin_id, NatureCompte.DISPONIBLE]
    prise = compte.ajustement and ajustees.filter(pk=compte.ajustement["id"]).update(issue=IssueSollicitation.ACCEPTEE, close_at=timezone.now())
    exiger(None if prise else CLOSE)
    if mission.etat != StatutMission.A_CONFIRMER:  # read before the expert answered
        mission = Mission.objects.pour_affichage().get(pk=mission.pk)
    mission.equipe, mission.coordination = compte.equipe, compte.coordination
    return comptes, Sollicitation(mission=mission, **compte.ajustement), mission


def _retenir_l_ecart(mission: Mission, comptes: dict, sollicitation: Sollicitation, acteur: Acteur) -> None:
    """Hold more half-days, or give back those that are not needed."""
    ecart, cle = sollicitation.demi_journees - mission.demi_journees, f"mission:{mission.pk}:ajustement:{sollicitation.rang}"
    motif = sollicitation.motif or f"{mission.expert} a ajusté la demande, l’équipe l’accepte"
    if ecart > 0:
        exiger(refus_de_solde(comptes, mission.besoin_id, ecart))
        tenir(mission, comptes, ecart, acteur, cle=cle, motif=motif)
    elif ecart < 0:
        ligne = mouvement(
            nature=NatureMouvement.LIBERATION,
            de=comptes[mission.besoin_id, NatureCompte.RESERVE],
            vers=comptes[mission.besoin_id, NatureCompte.DISPONIBLE],
            quantite=-ecart,
            source=f"mission {mission.pk}, ajustée par l’expert",
            motif=motif,
            acteur=acteur,
            cle=cle,
            mission=mission,
        )
        inscrire(ligne)


@transaction.atomic
def approuver_mission(*, mission: Mission, acteur: Acteur) -> BonDeCommande:
    """Approve a mission above the threshold and issue its order. Raises ``ActionRefusee`` for another role or state."""
    exiger(peut_coordonner(acteur))
    mission = verrouiller_demande(mission)
    exiger(None if mission.etat == StatutMission.A_APPROUVER else PAS_A_APPROUVER)
    faire_passer_mission(mission, StatutMission.PLANIFIEE if mission.creneau else StatutMission.A_PLANIFIER, acteur=acteur)
    with noter_a_la_fin():
        noter("mission.approuvee", fil=mission.projet.fil, acteur=acteur, objet=f"mission:{mission.pk}", mission=mission.pk)
        return emettre_bon(mission, acteur)


@transaction.atomic
def refuser_mission(*, mission: Mission, motif: str, acteur: Acteur) -> Mission:
    """Refuse a mission above the threshold, with a reason; its credits are given back."""
    exiger(peut_coordonner(acteur))
    comptes = verrouiller_comptes(mission.projet_id)
    mission = verrouiller_demande(mission)
    exiger(None if mission.etat == StatutMission.A_APPROUVER else PAS_A_APPROUVER)
    exiger(None if motif.strip() else MOTIF_MANQUANT)
    champs = {"annulee_at": timezone.now(), "annulee_par": acteur.utilisateur, "motif_annulation": motif}
    faire_passer_mission(mission, StatutMission.ANNULEE, acteur=acteur, motif=motif, **champs)
    solder_mission(mission=mission, comptes=comptes, consommees=0, source=f"mission {mission.pk}, non approuvée", motif=motif, acteur=acteur)
    noter("mission.non_approuvee", fil=mission.projet.fil, acteur=acteur, objet=f"mission:{mission.pk}", motif=motif, mission=mission.pk)
    annoncer_a_tous("accompagnement_annulee", mission, contexte={"debit": debit_en_mots(0), "motif": motif})
    return mission


def emettre_bon(mission: Mission, acteur: Acteur | None) -> BonDeCommande:
    """Issue the order of a mission at the unit price of today, its words frozen; the database numbers it."""
    maintenant, prix, n = timezone.now(), mission.expert.prix_demi_journee, mission.demi_journees
    deplacement = frais_de_la_mission(mission, n, reglement.valeur(FORFAIT), reglement.valeur(PAR_KM))
    bon = BonDeCommande.objects.create(
        mission=mission,
        annee=timezone.localdate(maintenant).year,
        lot=mission.expert.lot,
        prix_unitaire=prix,
        demi_journees=n,
        frais_deplacement=deplacement,
        montant_ht=montant_du_bon(n, prix, deplacement),
        contenu=_contenu(mission),
        emis_at=maintenant,
        emis_par=acteur.utilisateur if acteur else None,
    )
    details = {"reference": bon.reference, "montant": montant(bon.montant_ht)}
    noter("mission.commandee", fil=mission.projet.fil, acteur=acteur, objet=f"mission:{mission.pk}", mission=mission.pk, **details)
    annoncer_a_tous("accompagnement_commande", mission, contexte=details | {"demi_journees": en_demi_journees(n)})
    return bon


def _contenu(mission: Mission) -> dict:
    """The words of an order as they stand today."""
    projet, lieux = mission.projet, (mission.projet.commune, mission.projet.departement)
    return {
        "programme": str(programme_courant()),
        "projet": projet.nom,
        "lieu_du_projet": ", ".join(nom for nom in lieux if nom),
        "expert": str(mission.expert),
        "besoin": mission.besoin.titre,
        "objet": mission.objet,
        "resultat_attendu": mission.resultat_attendu,
        "conditions": mission.conditions,
        "lieu": Lieu(mission.lieu).label,
        "distance": phrase_de_distance(mission.expert.departement, departement_nomme(projet.departement)),
        "periode": f"du {date_entiere(mission.periode_debut)} au {date_entiere(mission.periode_fin)}" if mission.periode_debut else "",
        "demandee_le": date_entiere(mission.demandee_at),
    }
