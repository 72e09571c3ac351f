"""Proclaiming what a closed ballot decided."""

from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from django.db import IntegrityError, transaction
from django.utils import timezone

from comite.actions.lettres import contenu_de_la_lettre, retenir_les_lettres
from comite.actions.presidence import refus_de_departager
from comite.actions.scrutins import refus_d_enveloppe
from comite.enums import (
    GENRE_DU_SENS,
    SENS_AVEC_MONTANT,
    SENS_DU_CHOIX,
    SENS_MOTIVES,
    STATUT_APRES,
    Choix,
    SensDecision,
    StatutScrutin,
    StatutSeance,
    TypeSeance,
)
from comite.models import (
    Ajournement,
    ConditionALever,
    Decision,
    LigneDecision,
    PlaceEnAttente,
    Scrutin,
    Seance,
)
from comite.permissions import DOSSIER_PREPARE, peut_presider, refus_quatre_yeux
from comite.queries.proclamation import Proclamation, lire_proclamation, scrutins_a_proclamer
from comite.queries.sieges import siege_de
from comite.regles import Depouillement
from comite.regles_notation import rang_s_ecarte
from manufactures.actions.projets import faire_passer
from manufactures.models import Projet
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.comptes.models import Utilisateur
from socle.journal.actions import noter
from socle.lib import francais
from socle.lib.dates import a_paris, ajouter_mois
from socle.lib.refus import ActionRefusee, Refus, exiger

PAS_CLOS = Refus("scrutin_non_clos", "Fermez d’abord le scrutin\u00a0: la décision vient de ses voix.")
PAS_OUVERTE = Refus("seance_non_ouverte", "Une décision se proclame séance ouverte\u00a0: reprenez d’abord la séance.")
EGALITE = Refus("egalite", "Les voix se partagent également\u00a0: la présidence doit donner sa voix prépondérante.")
SANS_MAJORITE = Refus("sans_majorite", "Aucune réponse n’a la majorité\u00a0: annulez ce scrutin et ouvrez-en un autre.")
MOTIFS_MANQUANTS = Refus("motifs_manquants", "Indiquez les motifs de cette décision\u00a0: l’équipe du projet les lira.")
CONDITIONS_MANQUANTES = Refus("conditions_manquantes", "Indiquez chaque condition de la réserve et la date limite pour la lever.")
CONDITION_PASSEE = Refus("condition_passee", "La date limite d’une condition doit être à venir.")
ECART_A_MOTIVER = Refus("ecart_a_motiver", "Le rang décidé n’est pas le rang noté\u00a0: indiquez le motif de cet écart.")
RETOUR_MANQUANT = Refus("retour_manquant", "Indiquez les points à lever, la preuve attendue, la personne en charge et la date de retour.")
RETOUR_PASSE = Refus("retour_passe", "La date de retour doit être à venir.")
SEANCE_DE_RETOUR = Refus("seance_de_retour", "La séance de retour doit être une séance de financement à venir.")
RANG_MANQUANT = Refus("rang_manquant", "Indiquez le rang du projet sur la liste d’attente.")
RANG_PRIS = Refus("rang_pris", "Ce rang de la liste d’attente est déjà donné à un autre projet de la vague\u00a0: choisissez-en un libre.")


@dataclass(frozen=True)
class ALever:
    """One thing to lift: what, the proof, who owes it (None: the whole team), until when (None: the day of return)."""

    texte: str
    preuve_attendue: str = ""
    responsable: Utilisateur | None = None
    echeance: datetime | None = None

    @property
    def dite(self) -> bool:
        return bool(self.texte.strip())


@dataclass(frozen=True)
class Retour:
    """What an adjournment asks for, point by point, and when the project comes back. The return sitting is read again by its key."""

    points_a_lever: str
    preuve_attendue: str
    personne_en_charge: Utilisateur
    date_retour: date | None = None
    seance_retour: Seance | None = None
    suivants: tuple[ALever, ...] = ()

    @property
    def jour(self) -> date | None:
        if self.seance_retour:
            return timezone.localdate(self.seance_retour.date_prevue)
        return self.date_retour

    @property
    def a_lever(self) -> tuple[ALever, ...]:
        """The points; each is due the evening before the return."""
        veille = a_paris(self.jour - timedelta(days=1), time(23, 59))
        premier = ALever(self.points_a_lever, self.preuve_attendue, self.personne_en_charge)
        return tuple(replace(point, echeance=veille) for point in (premier, *self.suivants))


@dataclass(frozen=True)
class Conditions:
    """What a grant « sous réserve » waits for, condition by condition."""

    texte: str
    date_limite: datetime
    preuve_attendue: str = ""
    responsable: Utilisateur | None = None
    suivantes: tuple[ALever, ...] = ()

    @property
    def a_lever(self) -> tuple[ALever, ...]:
        return (ALever(self.texte, self.preuve_attendue, self.responsable, self.date_limite), *self.suivantes)


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
    rang_attente: int | None = None,
    lue: Proclamation | None = None,
) -> Decision:
    """Proclaim what the voices say; a shared ballot needs the chair's casting vote. What is granted is what was voted.

    The amounts leave the envelope, the project moves, the letter to the team waits in the outbox. ``lue``: what the caller
    has just read under the lock of the ballot. Raises ``ActionRefusee`` when the ballot is not closed, has no result, the
    decision lacks its reasons, conditions, return or rank, or the person froze the file.
    """
    exiger(peut_presider(acteur, siege_de(acteur), scrutin.point.seance))
    lue = (lue or _lire_sous_verrou(scrutin.pk)).departagee(voix_presidence)
    exiger(_refus_du_scrutin(lue.scrutin, lue.resultat) or refus_quatre_yeux(acteur, [lue.scrutin.fige_par_id], DOSSIER_PREPARE))
    exiger(refus_de_departager(lue.scrutin, acteur) if voix_presidence else None)
    decision = _a_ecrire(lue, motifs.strip(), rang_decide, motif_ecart.strip(), acteur)
    retour = _verrouiller_le_retour(retour) if decision.etat == SensDecision.AJOURNE else None
    exiger(_refus_de_proclamer(decision, conditions, retour, rang_attente))
    lignes = lue.lignes if decision.montant else {}
    a_lever = _a_lever(decision.etat, conditions, retour)
    _reserver(decision, a_lever)
    decision.lettre = contenu_de_la_lettre(decision, lignes, a_lever, retour and retour.jour, rang_attente)
    decision.save(force_insert=True)  # the database proclaims the ballot and closes what the project was waiting for
    _attribuer(decision, lignes)
    _conclure(decision, a_lever, retour, rang_attente, acteur)
    retenir_les_lettres(decision, lue.equipe)
    return decision


def _a_ecrire(lue: Proclamation, motifs: str, rang_decide: int | None, motif_ecart: str, acteur: Acteur | None) -> Decision:
    """Return the decision that the voices give, with its amount, its mark and its ranks; nothing is written yet."""
    scrutin, notation, sens = lue.scrutin, lue.notation, SENS_DU_CHOIX[Choix(lue.resultat.choix)]
    decision = Decision(
        point=scrutin.point, scrutin=scrutin, type=scrutin.point.seance.type, sens=sens, motifs=motifs, motif_ecart=motif_ecart,
        montant=sum(lue.lignes.values(), Decimal(0)) if sens in SENS_AVEC_MONTANT else Decimal(0), rang_decide=rang_decide,
        voix_preponderante=lue.resultat.preponderante, statut_avant=scrutin.point.projet.etat,
        prise_at=timezone.now(), prise_par=acteur.utilisateur if acteur else None,
    )  # fmt: skip
    if notation:
        decision.note, decision.rang_note, decision.ex_aequo = notation.note, notation.rang, notation.ex_aequo
        decision.rang_decide = rang_decide or notation.rang
    return decision


def _lire_sous_verrou(scrutin_pk: int) -> Proclamation:
    return lire_proclamation(scrutins_a_proclamer(verrou=True).get(pk=scrutin_pk))


def _refus_du_scrutin(scrutin: Scrutin, resultat: Depouillement) -> Refus | None:
    if scrutin.etat != StatutScrutin.CLOS:
        return PAS_CLOS
    if scrutin.point.seance.etat != StatutSeance.OUVERTE:
        return PAS_OUVERTE
    if resultat.choix is None:
        return EGALITE if resultat.a_departager else SANS_MAJORITE
    return None


def _verrouiller_le_retour(retour: Retour | None) -> Retour | None:
    """Return what was asked with its sitting read under its lock: its agenda is about to grow."""
    if retour is None or retour.seance_retour is None:
        return retour
    seances = Seance.objects.qui_s_inscrivent(TypeSeance.FINANCEMENT)
    seance = seances.select_for_update(of=("self",)).filter(pk=retour.seance_retour.pk).first()
    exiger(SEANCE_DE_RETOUR if seance is None else None)
    return replace(retour, seance_retour=seance)


def _a_lever(sens: SensDecision, conditions: Conditions | None, retour: Retour | None) -> tuple[ALever, ...]:
    source = conditions if sens == SensDecision.SOUS_RESERVE else retour
    return tuple(point for point in source.a_lever if point.dite) if source and sens in GENRE_DU_SENS else ()


def _reserver(decision: Decision, a_lever: tuple[ALever, ...]) -> None:
    """Write on a grant « sous réserve » what it waits for, in one text, and its last deadline."""
    if decision.etat == SensDecision.SOUS_RESERVE:
        decision.conditions = en_liste([c.texte for c in a_lever])
        decision.preuve_attendue = en_liste([c.preuve_attendue for c in a_lever])
        decision.date_limite = max(c.echeance for c in a_lever)


def en_liste(textes: list[str]) -> str:
    """Return one text as it is, several as numbered lines."""
    textes = [texte.strip() for texte in textes]
    return textes[0] if len(textes) == 1 else "\n".join(f"{rang}. {texte}" for rang, texte in enumerate(textes, 1))


def _attribuer(decision: Decision, lignes: dict[str, Decimal]) -> None:
    """Take the amounts from the envelope, which refuses to be exceeded; its figures are read only to say why."""
    try:
        with transaction.atomic():
            LigneDecision.objects.bulk_create(LigneDecision(decision=decision, ligne=c, montant=m) for c, m in lignes.items())
    except IntegrityError as erreur:
        refus = refus_d_enveloppe(decision.montant)
        if refus is None:
            raise
        raise ActionRefusee(refus) from erreur


def _conclure(decision: Decision, a_lever: tuple[ALever, ...], retour: Retour | None, rang: int | None, acteur: Acteur | None) -> None:
    """What follows from a decision: conditions, adjournment, waiting list, project's status, journal."""
    projet = decision.point.projet
    if decision.etat == SensDecision.AJOURNE:
        _ajourner(decision, a_lever, retour)
    _poser_les_conditions(decision, a_lever)
    if decision.etat == SensDecision.LISTE_ATTENTE:
        _placer_en_attente(decision, projet, rang)
    if STATUT_APRES[decision.etat] != projet.etat:  # « liste d’attente » may be confirmed
        faire_passer(projet=projet, vers=STATUT_APRES[decision.etat], acteur=acteur, motif=decision.motifs, verrouille=True)
    noter("decision.proclamee", fil=projet.fil, acteur=acteur, motif=decision.motifs, projet=str(projet), sens=decision.etat.label.lower())


def _poser_les_conditions(decision: Decision, a_lever: tuple[ALever, ...]) -> None:
    if a_lever:
        genre = GENRE_DU_SENS[decision.etat]
        ConditionALever.objects.bulk_create(
            ConditionALever(
                decision=decision, genre=genre, rang=rang, texte=c.texte.strip(), preuve_attendue=c.preuve_attendue.strip(),
                responsable=c.responsable, echeance=c.echeance,
            )
            for rang, c in enumerate(a_lever, 1)
        )  # fmt: skip


def _placer_en_attente(decision: Decision, projet: Projet, rang: int) -> None:
    try:
        with transaction.atomic():
            PlaceEnAttente.objects.create(decision=decision, projet=projet, vague_id=projet.vague_id, rang=rang)
    except IntegrityError as erreur:
        raise ActionRefusee(RANG_PRIS) from erreur


def _refus_de_proclamer(decision: Decision, conditions: Conditions | None, retour: Retour | None, rang_attente: int | None) -> Refus | None:
    """Say what a decision lacks: its reasons, its conditions, its return, the reason of its rank, its place on the waiting list."""
    sens = decision.etat
    if sens in SENS_MOTIVES and not decision.motifs:
        return MOTIFS_MANQUANTS
    if sens == SensDecision.SOUS_RESERVE and (refus := _refus_de_conditions(conditions)):
        return refus
    if sens == SensDecision.AJOURNE and (refus := _refus_de_retour(retour)):
        return refus
    if rang_s_ecarte(decision.rang_note, decision.rang_decide, decision.ex_aequo) and not decision.motif_ecart:
        return ECART_A_MOTIVER
    return RANG_MANQUANT if sens == SensDecision.LISTE_ATTENTE and not rang_attente else None


def _refus_de_conditions(conditions: Conditions | None) -> Refus | None:
    if conditions is None or not conditions.texte.strip() or not all(c.echeance for c in conditions.a_lever if c.dite):
        return CONDITIONS_MANQUANTES
    return CONDITION_PASSEE if min(c.echeance for c in conditions.a_lever if c.dite) <= timezone.now() else None


def _refus_de_retour(retour: Retour | None) -> Refus | None:
    if retour is None or not (retour.points_a_lever.strip() and retour.preuve_attendue.strip() and retour.jour):
        return RETOUR_MANQUANT
    aujourd_hui, mois = timezone.localdate(), reglement.valeur("comite.ajournement_mois_max")
    if retour.jour <= aujourd_hui:
        return RETOUR_PASSE
    if retour.jour > ajouter_mois(aujourd_hui, mois):
        return Refus("retour_lointain", f"Un projet ajourné revient dans les {francais.nombre(mois)}\u00a0mois au plus.")
    return None


def _ajourner(decision: Decision, a_lever: tuple[ALever, ...], retour: Retour) -> None:
    """Write the adjournment; the database puts the project on the agenda of a return sitting already planned."""
    Ajournement.objects.create(
        decision=decision,
        points_a_lever=en_liste([p.texte for p in a_lever]),
        preuve_attendue=en_liste([p.preuve_attendue for p in a_lever]),
        personne_en_charge=retour.personne_en_charge,
        date_retour=retour.jour,
        seance_retour=retour.seance_retour,
    )
