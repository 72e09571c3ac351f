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
    _S.A_CONFIRMER: frozenset({_S.PROPOSEE, _S.DEMANDEE, _S.A_APPROUVER, _S.A_PLANIFIER, _S.PLANIFIEE, _S.DECLINEE, _S.ANNULEE}),
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
# Agreed and not over: its half-days are planned, moved, freed and told.
STATUTS_EN_COURS = frozenset({_S.A_PLANIFIER, _S.PLANIFIEE})
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
    OFFERT = "offert", "Offert au premier projet de la liste d’attente"
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


class StatutPlan(Statut):
    """A plan is proposed by the coordination, adjusted or signed by the team, signed last by the coordination."""

    BROUILLON = "brouillon", "pencil", "gris", "En préparation"
    PROPOSE = "propose", "send-fill", "laiton", "Proposé à l’équipe"
    AJUSTE = "ajuste", "pencil-square", "minium", "Ajusté par l’équipe"
    SIGNE_EQUIPE = "signe_equipe", "pen", "minium", "Signé par l’équipe"
    SIGNE = "signe", "pen-fill", "feuille", "Signé par tous"


_P = StatutPlan
# The only passages of a plan; the database holds the same table (migration of the signed plan).
PASSAGES_DU_PLAN: dict[StatutPlan, frozenset[StatutPlan]] = {
    _P.BROUILLON: frozenset({_P.BROUILLON, _P.PROPOSE}),
    _P.PROPOSE: frozenset({_P.AJUSTE, _P.SIGNE_EQUIPE, _P.BROUILLON}),
    _P.AJUSTE: frozenset({_P.BROUILLON, _P.PROPOSE}),
    _P.SIGNE_EQUIPE: frozenset({_P.SIGNE, _P.BROUILLON}),
    _P.SIGNE: frozenset(),
}
PLANS_A_REPRENDRE = frozenset({_P.BROUILLON, _P.AJUSTE})


class StatutAvenant(Statut):
    """An avenant waits for its two signatures; it may be withdrawn until then."""

    PROPOSE = "propose", "hourglass-split", "laiton", "À signer"
    SIGNE = "signe", "pen-fill", "feuille", "Signé par tous"
    RETIRE = "retire", "slash-circle", "gris", "Retiré"



# What a correction may reverse: a hold follows its mission, and a correction is not corrected.
NATURES_CONTRE_PASSABLES = frozenset({_N.DOTATION, _N.CONSOMMATION, _N.TRANSFERT, _N.EXPIRATION})


class Figure(models.TextChoices):
    """A number of half-days shown on a page; it is the sum of the accounts of ``COMPTES_D_UNE_FIGURE``."""

    ACCORDEES = "accordees", "Accordées"
    CONSOMMEES = "consommees", "Consommées"
    RESERVEES = "reservees", "Réservées"
    DISPONIBLES = "disponibles", "Disponibles"
    EXPIREES = "expirees", "Expirées"
    FINANCEES = "financees", "Financées"
    A_ACCORDER = "a_accorder", "À accorder"
    ENGAGEES = "engagees", "Engagées"
    RESTANTES = "restantes", "Restantes"
    NON_CONSOMMEES = "non_consommees", "Restantes, reste à accorder compris"


COMPTES_D_UNE_FIGURE: dict[Figure, tuple[NatureCompte, ...]] = {
    Figure.ACCORDEES: COMPTES_D_UN_BESOIN,
    Figure.CONSOMMEES: (_C.CONSOMME,),
    Figure.RESERVEES: (_C.RESERVE,),
    Figure.DISPONIBLES: (_C.DISPONIBLE,),
    Figure.EXPIREES: (_C.EXPIRE,),
    Figure.FINANCEES: (_C.ENVELOPPE, *COMPTES_D_UN_BESOIN),
    Figure.A_ACCORDER: (_C.ENVELOPPE,),
    Figure.ENGAGEES: (_C.RESERVE, _C.CONSOMME),
    Figure.RESTANTES: (_C.DISPONIBLE, _C.RESERVE),
    Figure.NON_CONSOMMEES: (_C.ENVELOPPE, _C.DISPONIBLE, _C.RESERVE),
}
FIGURES_D_UN_PROJET = (Figure.ACCORDEES, Figure.CONSOMMEES, Figure.RESERVEES, Figure.DISPONIBLES, Figure.EXPIREES)
# What a list of movements of a project explains: its figures, and those of its months.
FIGURES_EXPLIQUEES = (*FIGURES_D_UN_PROJET, Figure.ENGAGEES, Figure.RESTANTES)
# Not spent yet: worth what a half-day is worth today. The others are worth what it was on the date of each movement.
FIGURES_AU_TAUX_DU_JOUR = frozenset({Figure.RESERVEES, Figure.DISPONIBLES, Figure.A_ACCORDER, Figure.RESTANTES, Figure.NON_CONSOMMEES})



class Moment(models.TextChoices):
    """Half of a worked day."""

    MATIN = "matin", "Matin"
    APRES_MIDI = "apres_midi", "Après-midi"


class JourDeSemaine(models.IntegerChoices):
    """The days a week rule may name; other days are opened by an exception."""

    LUNDI = 0, "Lundi"
    MARDI = 1, "Mardi"
    MERCREDI = 2, "Mercredi"
    JEUDI = 3, "Jeudi"
    VENDREDI = 4, "Vendredi"


class NatureException(models.TextChoices):
    """What an exception does to the week rules; where both cover a half-day, closed wins."""

    FERMEE = "fermee", "Fermer"
    OUVERTE = "ouverte", "Ouvrir exceptionnellement"


class EtatCalendrier(Statut):
    """What the last reading of a busy calendar gave; what was known before stays until a reading succeeds."""

    ATTENDU = "attendu", "hourglass-split", "laiton", "Lecture en attente"
    LU = "lu", "check-circle-fill", "feuille", "Lu"
    MUET = "muet", "wifi-off", "garance", "N’a pas répondu"
    ILLISIBLE = "illisible", "file-earmark-x", "garance", "Illisible"
    REFUSE = "refuse", "shield-lock", "garance", "Adresse refusée"


class Langue(models.TextChoices):
    """Languages an expert works in."""

    FRANCAIS = "fr", "Français"
    ANGLAIS = "en", "Anglais"
    ALLEMAND = "de", "Allemand"
    ESPAGNOL = "es", "Espagnol"
    ITALIEN = "it", "Italien"
    PORTUGAIS = "pt", "Portugais"
    NEERLANDAIS = "nl", "Néerlandais"
    ARABE = "ar", "Arabe"
    CREOLE = "crp", "Créole"
    BRETON = "br", "Breton"
    OCCITAN = "oc", "Occitan"
    BASQUE = "eu", "Basque"
    CORSE = "co", "Corse"
    LSF = "lsf", "Langue des signes française"


class TerritoireFerie(models.TextChoices):
    """Places with public holidays of their own; the code is the one `socle.lib.dates` reads, none is the rest of France."""

    FRANCE = "", "Jours fériés de tout le pays"
    ALSACE = "6AE", "Alsace"
    MOSELLE = "57", "Moselle"
    GUADELOUPE = "971", "Guadeloupe"
    MARTINIQUE = "972", "Martinique"
    GUYANE = "973", "Guyane"
    REUNION = "974", "La Réunion"
    MAYOTTE = "976", "Mayotte"
    SAINT_BARTHELEMY = "BL", "Saint-Barthélemy"
    SAINT_MARTIN = "MF", "Saint-Martin"
    NOUVELLE_CALEDONIE = "NC", "Nouvelle-Calédonie"
    POLYNESIE = "PF", "Polynésie française"
    SAINT_PIERRE = "PM", "Saint-Pierre-et-Miquelon"
    WALLIS = "WF", "Wallis-et-Futuna"



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
