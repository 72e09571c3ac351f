"""The words of the accompagnement: statuses of a mission, kinds of movement and of account, and the passages allowed."""

from django.db import models

from socle.lib.statuts import Statut


class StatutMission(Statut):
    """Where a mission stands. « Réalisée » and « Compte rendu attendu » are read from the clock, never stored."""

    DEMANDEE = "demandee", "send-fill", "laiton", "Demandée"
    PROPOSEE = "proposee", "person-raised-hand", "laiton", "Proposée à l’expert"
    A_CONFIRMER = "a_confirmer", "hand-index-thumb-fill", "minium", "À confirmer par le projet"
    DECLINEE = "declinee", "arrow-90deg-right", "gris", "Déclinée"
    A_APPROUVER = "a_approuver", "shield-exclamation", "minium", "À approuver"
    A_PLANIFIER = "a_planifier", "calendar-plus", "minium", "À planifier"
    PLANIFIEE = "planifiee", "calendar2-check-fill", "bleu", "Planifiée"
    REALISEE = "realisee", "hammer", "bleu", "Réalisée"
    COMPTE_RENDU_ATTENDU = "compte_rendu_attendu", "file-earmark-text", "minium", "Compte rendu attendu"
    A_ACCEPTER = "a_accepter", "hand-index-thumb-fill", "minium", "Service fait à accepter"
    A_VALIDER = "a_valider", "shield-check", "bleu", "Service fait à valider"
    VALIDE = "valide", "check2-all", "feuille", "Service fait validé"
    PAYABLE = "payable", "receipt", "feuille", "Payable"
    CONTESTEE = "contestee", "exclamation-octagon-fill", "garance", "Contestée"
    ANNULEE = "annulee", "x-circle", "gris", "Annulée"


_S = StatutMission
# The only passages of a mission; the database holds the same table (migration of the guards).
PASSAGES: dict[StatutMission, frozenset[StatutMission]] = {
    _S.DEMANDEE: frozenset({_S.PROPOSEE, _S.ANNULEE}),
    _S.PROPOSEE: frozenset(
        {_S.PROPOSEE, _S.DEMANDEE, _S.A_CONFIRMER, _S.A_APPROUVER, _S.A_PLANIFIER, _S.PLANIFIEE, _S.DECLINEE, _S.ANNULEE}
    ),
    _S.A_CONFIRMER: frozenset({_S.PROPOSEE, _S.DEMANDEE, _S.A_APPROUVER, _S.A_PLANIFIER, _S.PLANIFIEE, _S.ANNULEE}),
    _S.A_APPROUVER: frozenset({_S.A_PLANIFIER, _S.PLANIFIEE, _S.ANNULEE}),
    _S.A_PLANIFIER: frozenset({_S.PLANIFIEE, _S.ANNULEE}),
    _S.PLANIFIEE: frozenset({_S.A_PLANIFIER, _S.A_ACCEPTER, _S.ANNULEE}),
    _S.A_ACCEPTER: frozenset({_S.A_VALIDER, _S.CONTESTEE, _S.VALIDE}),  # at once: the project did not answer
    _S.CONTESTEE: frozenset({_S.A_ACCEPTER, _S.A_VALIDER, _S.ANNULEE}),
    _S.A_VALIDER: frozenset({_S.VALIDE}),
    _S.VALIDE: frozenset({_S.PAYABLE}),
    _S.DECLINEE: frozenset(),
    _S.ANNULEE: frozenset(),
    _S.PAYABLE: frozenset(),
}
STATUTS_STOCKES = frozenset(PASSAGES)
# A mission that gave its slot back: another may take it.
STATUTS_SANS_CRENEAU = frozenset({_S.DECLINEE, _S.ANNULEE})
STATUTS_ANNULABLES = frozenset({_S.DEMANDEE, _S.PROPOSEE, _S.A_CONFIRMER, _S.A_APPROUVER, _S.A_PLANIFIER, _S.PLANIFIEE})
# The expert has said yes, the half-days may not have their slots yet.
STATUTS_SANS_DATE = frozenset({_S.A_APPROUVER, _S.A_PLANIFIER})
# From here on the expert has said yes.
STATUTS_ENGAGES = frozenset({*STATUTS_SANS_DATE, _S.PLANIFIEE, _S.A_ACCEPTER, _S.A_VALIDER, _S.VALIDE, _S.PAYABLE, _S.CONTESTEE})
STATUTS_RENDUS = frozenset({_S.A_ACCEPTER, _S.A_VALIDER, _S.VALIDE, _S.PAYABLE, _S.CONTESTEE})
STATUTS_FAITS = frozenset({_S.VALIDE, _S.PAYABLE})


class NatureMouvement(Statut):
    """What a movement of the ledger does."""

    DOTATION = "dotation", "box-arrow-in-down", "vert", "Dotation"
    RESERVATION = "reservation", "bookmark-fill", "laiton", "Réservation"
    LIBERATION = "liberation", "arrow-counterclockwise", "bleu", "Libération"
    CONSOMMATION = "consommation", "check2-all", "feuille", "Consommation"
    TRANSFERT = "transfert", "arrow-left-right", "prune", "Transfert"
    EXPIRATION = "expiration", "hourglass-bottom", "gris", "Expiration"
    CONTRE_PASSATION = "contre_passation", "arrow-return-left", "garance", "Contre-passation"


class NatureCompte(models.TextChoices):
    """Where half-days may stand: the financing, the programme's envelope, then four accounts per project and need."""

    FINANCEMENT = "financement", "Financement"
    ENVELOPPE = "enveloppe", "Programme"
    DISPONIBLE = "disponible", "Disponible"
    RESERVE = "reserve", "Réservé"
    CONSOMME = "consomme", "Consommé"
    EXPIRE = "expire", "Expiré"


COMPTES_DU_PROGRAMME = frozenset({NatureCompte.FINANCEMENT, NatureCompte.ENVELOPPE})
COMPTES_D_UN_BESOIN = (NatureCompte.DISPONIBLE, NatureCompte.RESERVE, NatureCompte.CONSOMME, NatureCompte.EXPIRE)

_N, _C = NatureMouvement, NatureCompte
# From which account to which a movement may go; a contre-passation reverses the one it corrects.
CHEMINS: dict[NatureMouvement, frozenset[tuple[NatureCompte, NatureCompte]]] = {
    _N.DOTATION: frozenset({(_C.FINANCEMENT, _C.ENVELOPPE), (_C.ENVELOPPE, _C.DISPONIBLE)}),
    _N.RESERVATION: frozenset({(_C.DISPONIBLE, _C.RESERVE)}),
    _N.LIBERATION: frozenset({(_C.RESERVE, _C.DISPONIBLE)}),
    _N.CONSOMMATION: frozenset({(_C.RESERVE, _C.CONSOMME)}),
    _N.TRANSFERT: frozenset({(_C.DISPONIBLE, _C.DISPONIBLE)}),
    _N.EXPIRATION: frozenset({(_C.DISPONIBLE, _C.EXPIRE)}),
}


class StatutCreneau(models.TextChoices):
    """A half-day an expert offers."""

    OUVERT = "ouvert", "Libre"
    RETENU = "retenu", "Retenu"
    RETIRE = "retire", "Retiré"


class Lieu(models.TextChoices):
    """Where a half-day is spent."""

    SUR_PLACE = "sur_place", "Sur place"
    A_DISTANCE = "a_distance", "À distance"


class Verdict(Statut):
    """What the project says of the service it received."""

    ACCEPTE = "accepte", "check-circle-fill", "feuille", "Accepté"
    PARTIEL = "partiel", "circle-half", "laiton", "Accepté en partie"
    REFUSE = "refuse", "dash-circle", "gris", "Refusé"


class Reponse(models.TextChoices):
    """The expert's answer to a request."""

    ACCEPTER = "accepter", "Accepter"
    DECLINER = "decliner", "Décliner"


class OrigineVerdict(models.TextChoices):
    """Who says that the service was done: the project, or, when it is silent or in dispute, by what way."""

    PROJET = "projet", "Le projet"
    SILENCE_REGLE = "silence_regle", "La plateforme, par la règle du silence"
    SILENCE_CONSTATE = "silence_constate", "La coordination, en l’absence de réponse du projet"
    ARBITRAGE = "arbitrage", "La coordination, par arbitrage"


# Nobody of the project judged: the report stood unanswered.
ORIGINES_SILENCIEUSES = frozenset({OrigineVerdict.SILENCE_REGLE, OrigineVerdict.SILENCE_CONSTATE})


class EffetSilence(models.TextChoices):
    """What the règlement makes of a project's silence on a report."""

    ALERTER = "alerter_coordination", "La coordination est prévenue et peut valider sans réponse"
    ACCEPTER = "accepter", "Le service fait est accepté"


class StatutPaiement(Statut):
    """Where the payment of a statement stands."""

    A_PAYER = "a_payer", "hourglass-split", "laiton", "À payer"
    PAYE = "paye", "check2-all", "feuille", "Payé"
    REJETE = "rejete", "exclamation-octagon-fill", "garance", "Rejeté"
