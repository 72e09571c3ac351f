"""Proclaiming what a closed ballot decided."""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from comite.actions.ordre_du_jour import ajouter_point
from comite.actions.presidence import refus_de_departager
from comite.actions.scrutins import refus_d_enveloppe, verrouiller_scrutin
from comite.enums import (
    SEANCES_A_VENIR,
    SENS_AVEC_MONTANT,
    SENS_DU_CHOIX,
    SENS_MOTIVES,
    STATUT_APRES,
    Choix,
    SensDecision,
    StatutScrutin,
    TypeSeance,
)
from comite.models import Ajournement, Decision, LigneDecision, PointOrdreDuJour, Scrutin, Seance
from comite.permissions import peut_presider
from comite.queries.depouillements import depouiller_scrutin, montants_mis_aux_voix, notations
from comite.queries.sieges import siege_de
from manufactures.actions.projets import faire_passer, verrouiller
from manufactures.models import MembreEquipe, Projet
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.comptes.models import Utilisateur
from socle.comptes.portee import programme_courant
from socle.courriers.actions import Lettre, poster_ensemble
from socle.courriers.liens import absolu
from socle.journal.actions import noter
from socle.lib import francais
from socle.lib.dates import ajouter_mois
from socle.lib.refus import Refus, exiger

PAS_CLOS = Refus("scrutin_non_clos", "Fermez d’abord le scrutin\u00a0: la décision vient de ses voix.")
EGALITE = Refus("egalite", "Les voix se partagent également\u00a0: la présidence doit donner sa voix prépondérante.")
SANS_MAJORITE = Refus("sans_majorite", "Aucune réponse n’a la majorité\u00a0: annulez ce scrutin et ouvrez-en un autre.")
MOTIFS_MANQUANTS = Refus("motifs_manquants", "Indiquez les motifs de cette décision\u00a0: l’équipe du projet les lira.")
CONDITIONS_MANQUANTES = Refus("conditions_manquantes", "Indiquez les conditions de la réserve et la date limite pour les lever.")
ECART_A_MOTIVER = Refus("ecart_a_motiver", "Le rang décidé n’est pas le rang noté\u00a0: indiquez le motif de cet écart.")
RETOUR_MANQUANT = Refus("retour_manquant", "Indiquez les points à lever, la preuve attendue, la personne en charge et la date de retour.")
RETOUR_PASSE = Refus("retour_passe", "La date de retour doit être à venir.")
SEANCE_DE_RETOUR = Refus("seance_de_retour", "La séance de retour doit être une séance de financement à venir.")


@dataclass(frozen=True)
class Retour:
    """What an adjournment asks for, and when the project comes back."""

    points_a_lever: str
    preuve_attendue: str
    personne_en_charge: Utilisateur
    date_retour: date | None = None
    seance_retour: Seance | None = None

    @property
    def jour(self) -> date | None:
        if self.seance_retour:
            return timezone.localdate(self.seance_retour.date_prevue)
        return self.date_retour


@dataclass(frozen=True)
class Conditions:
    """What a grant « sous réserve » waits for."""

    texte: str
    date_limite: datetime
    preuve_attendue: str = ""


@transaction.atomic
def proclamer_decision(
    *,
    scrutin: Scrutin,
    acteur: Acteur | None,
    motifs: str = "",
    voix_presidence: Choix | None = None,
    conditions: Conditions | None = None,
    retour: Retour | None = None,
    rang_decide: int | None = None,
    motif_ecart: str = "",
) -> Decision:
    """Proclaim what the voices say; a shared ballot needs the chair's casting vote. What is granted is what was voted.

    The amounts leave the envelope, the project moves, the letter to the team waits in the outbox. Raises ``ActionRefusee``
    when the ballot is not closed, has no result, or the decision lacks its reasons, conditions or return.
    """
    exiger(peut_presider(acteur, siege_de(acteur), scrutin.point.seance))
    scrutin = verrouiller_scrutin(scrutin.pk)
    exiger(PAS_CLOS if scrutin.etat != StatutScrutin.CLOS else None)
    exiger(refus_de_departager(scrutin, acteur) if voix_presidence else None)
    resultat = depouiller_scrutin(scrutin, voix_presidence)
    exiger(EGALITE if resultat.a_departager else SANS_MAJORITE if resultat.choix is None else None)
    sens = SENS_DU_CHOIX[Choix(resultat.choix)]
    lignes = montants_mis_aux_voix(scrutin) if sens in SENS_AVEC_MONTANT else {}
    notation = notations(scrutin.point.seance_id).get(scrutin.point_id)
    rang_note = notation.rang if notation else None
    rang_decide = rang_decide or rang_note
    exiger(_refus_de_proclamer(sens, motifs, conditions, retour) or _refus_d_ecart(rang_note, rang_decide, motif_ecart))
    exiger(refus_d_enveloppe(sum(lignes.values())) if lignes else None)
    projet = verrouiller(scrutin.point.projet_id)
    decision = Decision.objects.create(
        point=scrutin.point, scrutin=scrutin, type=scrutin.point.seance.type, sens=sens, motifs=motifs.strip(),
        voix_preponderante=resultat.preponderante, montant=sum(lignes.values(), Decimal(0)), motif_ecart=motif_ecart.strip(),
        note=notation.note if notation else None, rang_note=rang_note, rang_decide=rang_decide, statut_avant=projet.etat,
        prise_at=timezone.now(), prise_par=acteur.utilisateur if acteur else None, **_champs_de_reserve(sens, conditions),
    )  # fmt: skip
    LigneDecision.objects.bulk_create(LigneDecision(decision=decision, ligne=c, montant=m) for c, m in lignes.items())
    _conclure(decision, projet, retour, acteur)
    _retenir_les_lettres(decision, projet, lignes, retour)
    return decision


def _champs_de_reserve(sens: SensDecision, conditions: Conditions | None) -> dict:
    if sens != SensDecision.SOUS_RESERVE:
        return {}
    return {
        "conditions": conditions.texte.strip(),
        "date_limite": conditions.date_limite,
        "preuve_attendue": conditions.preuve_attendue.strip(),
    }


def _conclure(decision: Decision, projet: Projet, retour: Retour | None, acteur: Acteur | None) -> None:
    """What follows from a decision: ballot proclaimed, adjournments, project's status, journal."""
    decision.scrutin.statut = StatutScrutin.PROCLAME
    decision.scrutin.save(update_fields=["statut"])
    Ajournement.objects.filter(decision__point__projet=projet, leve_at=None).update(leve_at=decision.prise_at)
    if STATUT_APRES[decision.etat] != projet.etat:  # « liste d’attente » may be confirmed
        faire_passer(projet=projet, vers=STATUT_APRES[decision.etat], acteur=acteur, motif=decision.motifs, verrouille=True)
    if decision.etat == SensDecision.AJOURNE:
        _ajourner(decision, projet, retour)
    noter("decision.proclamee", fil=projet.fil, acteur=acteur, motif=decision.motifs, projet=str(projet), sens=decision.etat.label.lower())


def _refus_de_proclamer(sens: SensDecision, motifs: str, conditions: Conditions | None, retour: Retour | None) -> Refus | None:
    if sens in SENS_MOTIVES and not motifs.strip():
        return MOTIFS_MANQUANTS
    if sens == SensDecision.SOUS_RESERVE and not (conditions and conditions.texte.strip() and conditions.date_limite):
        return CONDITIONS_MANQUANTES
    return _refus_de_retour(retour) if sens == SensDecision.AJOURNE else None


def _refus_de_retour(retour: Retour | None) -> Refus | None:
    if retour is None or not (retour.points_a_lever.strip() and retour.preuve_attendue.strip() and retour.jour):
        return RETOUR_MANQUANT
    seance = retour.seance_retour
    if seance and (seance.type != TypeSeance.FINANCEMENT or seance.etat not in SEANCES_A_VENIR):
        return SEANCE_DE_RETOUR
    aujourd_hui, mois = timezone.localdate(), reglement.valeur("comite.ajournement_mois_max")
    if retour.jour <= aujourd_hui:
        return RETOUR_PASSE
    if retour.jour > ajouter_mois(aujourd_hui, mois):
        return Refus("retour_lointain", f"Un projet ajourné revient dans les {francais.nombre(mois)}\u00a0mois au plus.")
    return None


def _refus_d_ecart(rang_note: int | None, rang_decide: int | None, motif: str) -> Refus | None:
    egaux = rang_note is None or rang_decide is None or rang_note == rang_decide
    return None if egaux or motif.strip() else ECART_A_MOTIVER


def _ajourner(decision: Decision, projet: Projet, retour: Retour) -> None:
    """Write the adjournment; a return sitting already planned gets its point at once."""
    Ajournement.objects.create(
        decision=decision,
        points_a_lever=retour.points_a_lever.strip(),
        preuve_attendue=retour.preuve_attendue.strip(),
        personne_en_charge=retour.personne_en_charge,
        date_retour=retour.jour,
        seance_retour=retour.seance_retour,
    )
    if retour.seance_retour:
        seance = Seance.objects.select_for_update(of=("self",)).get(pk=retour.seance_retour.pk)
        if not PointOrdreDuJour.objects.filter(seance=seance, projet=projet).exists():
            ajouter_point(seance, projet, retour=True)


def _retenir_les_lettres(decision: Decision, projet: Projet, lignes: dict[str, Decimal], retour: Retour | None) -> None:
    """Write the letter to each member of the team; the outbox holds it until the chair publishes."""
    ajournement = retour if decision.etat == SensDecision.AJOURNE else None
    contexte = _lettre(decision, projet, lignes, ajournement)
    equipe = MembreEquipe.objects.filter(projet=projet, date_fin=None).select_related("utilisateur")
    fil, cle = decision.point.seance.fil, f"comite-decision-{decision.pk}"
    lettres = [Lettre(siege.utilisateur, contexte, f"{cle}-{siege.utilisateur_id}", fil) for siege in equipe]
    poster_ensemble(gabarit="comite_decision", lettres=lettres, retenu=True)


def _lettre(decision: Decision, projet: Projet, lignes: dict[str, Decimal], retour: Retour | None) -> dict:
    libelles = {ligne.code: ligne.libelle for ligne in reglement.valeur("manufactures.lignes_subvention")}
    return {
        "projet": str(projet),
        "sens": decision.sens,
        "decision": decision.etat.label.lower(),
        "date": francais.date_entiere(decision.prise_at),
        "montant": francais.montant(decision.montant),
        "lignes": [f"{libelles.get(code, code)}\u00a0: {francais.montant(montant)}" for code, montant in lignes.items()],
        "motifs": decision.motifs,
        "conditions": decision.conditions,
        "date_limite": francais.echeance(decision.date_limite) if decision.date_limite else "",
        "points_a_lever": retour.points_a_lever.strip() if retour else "",
        "preuve_attendue": retour.preuve_attendue.strip() if retour else decision.preuve_attendue,
        "date_retour": francais.date_entiere(retour.jour) if retour else "",
        "voies_de_recours": reglement.valeur("courriers.voies_de_recours"),
        "lien": absolu(reverse("projet_detail", args=[programme_courant().slug, projet.slug])),
        "lien_libelle": "Ouvrir la page du projet",
    }
