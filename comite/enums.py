"""The words of the committee: sittings, ballots, choices, decisions."""

from django.db import models

from manufactures.enums import StatutProjet
from socle.lib.statuts import Statut


class TypeSeance(models.TextChoices):
    """The label and the grant are two decisions, by two sittings."""

    LABELLISATION = "labellisation", "Labellisation"
    FINANCEMENT = "financement", "Financement"


LETTRES_DE_SEANCE = {TypeSeance.LABELLISATION: "L", TypeSeance.FINANCEMENT: "F"}


class StatutSeance(Statut):
    """Where a sitting stands, from its preparation to its signed minutes."""

    EN_PREPARATION = "en_preparation", "pencil", "gris", "En préparation"
    CONVOQUEE = "convoquee", "envelope-paper-fill", "bleu", "Convoquée"
    OUVERTE = "ouverte", "door-open-fill", "prune", "Séance ouverte"
    SUSPENDUE = "suspendue", "pause-circle", "laiton", "Suspendue"
    LEVEE = "levee", "door-closed-fill", "gris", "Levée"
    PV_A_SIGNER = "pv_a_signer", "pen", "minium", "PV à signer"
    PV_SIGNE = "pv_signe", "pen-fill", "feuille", "PV signé"
    ANNULEE = "annulee", "calendar-x", "gris", "Annulée"


_S = StatutSeance
PASSAGES_SEANCE: dict[StatutSeance, frozenset[StatutSeance]] = {
    _S.EN_PREPARATION: frozenset({_S.CONVOQUEE, _S.ANNULEE}),
    _S.CONVOQUEE: frozenset({_S.OUVERTE, _S.ANNULEE}),
    _S.OUVERTE: frozenset({_S.SUSPENDUE, _S.LEVEE}),
    _S.SUSPENDUE: frozenset({_S.OUVERTE}),
    _S.LEVEE: frozenset({_S.PV_A_SIGNER}),
    _S.PV_A_SIGNER: frozenset({_S.PV_A_SIGNER, _S.PV_SIGNE}),
    _S.PV_SIGNE: frozenset(),
    _S.ANNULEE: frozenset(),
}
SEANCES_A_VENIR = frozenset({_S.EN_PREPARATION, _S.CONVOQUEE})
SEANCES_EN_COURS = frozenset({_S.OUVERTE, _S.SUSPENDUE})
SEANCES_LEVEES = frozenset({_S.LEVEE, _S.PV_A_SIGNER, _S.PV_SIGNE})
SEANCES_A_CONSTATER = frozenset({_S.OUVERTE, _S.LEVEE})  # quorum is recorded as missed before the minutes are drawn
SEANCES_FINIES = SEANCES_LEVEES | {_S.ANNULEE}  # their agenda holds no project back any more


class Qualite(models.TextChoices):
    """In what capacity a person sits."""

    ETAT = "etat", "Représentant de l’État"
    COLLECTIVITE = "collectivite", "Représentant d’une collectivité"
    FINANCEUR = "financeur", "Représentant d’un financeur"
    PERSONNALITE = "personnalite", "Personnalité qualifiée"
    AUTRE = "autre", "Membre associé"


class UniteDelai(models.TextChoices):
    """In what days a delay is counted; it is always said with its number."""

    OUVRES = "ouvres", "jours ouvrés"  # Monday to Friday less public holidays
    OUVRABLES = "ouvrables", "jours ouvrables"  # the same and Saturday
    CALENDAIRES = "calendaires", "jours calendaires"  # every day


class Reponse(Statut):
    """What a member answers to a convocation."""

    PRESENT = "present", "person-check-fill", "feuille", "Sur place"
    A_DISTANCE = "a_distance", "webcam", "bleu", "À distance"
    REPRESENTE = "represente", "file-earmark-person-fill", "laiton", "Procuration"
    EXCUSE = "excuse", "person-x", "gris", "Absence"
    SANS_REPONSE = "sans_reponse", "question-circle", "minium", "Sans réponse"


REPONSES = (Reponse.PRESENT, Reponse.A_DISTANCE, Reponse.REPRESENTE, Reponse.EXCUSE)  # those a member gives
REPONSES_PRESENTES = frozenset({Reponse.PRESENT, Reponse.A_DISTANCE})


class LienInteret(models.TextChoices):
    """What ties a member to a project."""

    PERSONNE = "personne", "Lien personnel ou familial"
    STRUCTURE = "structure", "Lien avec la structure porteuse"
    TERRITOIRE = "territoire", "Mandat ou fonction sur le territoire"
    AUTRE = "autre", "Autre lien"


class ModeScrutin(models.TextChoices):
    """A nominal ballot keeps the name beside the voice; a secret one keeps no link at all."""

    NOMINAL = "nominal", "Nominal"
    SECRET = "secret", "Secret"


class RegleMajorite(models.TextChoices):
    """What a choice needs to win."""

    EXPRIMES = "exprimes", "Plus de la moitié des voix exprimées, abstentions mises à part"
    RELATIVE = "relative", "Plus de voix que chacune des autres réponses"
    PRESENTS = "presents", "Plus de la moitié des voix présentes ou représentées"


class ModePresence(models.TextChoices):
    """How a member attends."""

    EN_SALLE = "en_salle", "En salle"
    A_DISTANCE = "a_distance", "À distance"


class StatutScrutin(Statut):
    """Where a ballot stands."""

    OUVERT = "ouvert", "unlock-fill", "prune", "Scrutin ouvert"
    CLOS = "clos", "lock-fill", "gris", "Scrutin clos"
    PROCLAME = "proclame", "megaphone-fill", "feuille", "Proclamé"
    ANNULE = "annule", "x-circle", "gris", "Annulé"


class AfficheScrutin(Statut):
    """What the room shows of a ballot that has no row yet, or whose result waits for the chair."""

    A_VENIR = "a_venir", "clock", "gris", "À venir"
    EGALITE = "egalite", "circle-half", "minium", "Égalité, voix de la présidence"
    SANS_QUORUM = "sans_quorum", "person-x-fill", "garance", "Quorum non atteint"


class Choix(Statut):
    """What a voice may say; which ones are offered depends on the kind of sitting."""

    RETENIR = "retenir", "patch-check-fill", "feuille", "Retenir"
    LISTE_ATTENTE = "liste_attente", "hourglass-split", "laiton", "Liste d’attente"
    NE_PAS_RETENIR = "ne_pas_retenir", "x-circle", "gris", "Ne pas retenir"
    IRRECEVABLE = "irrecevable", "x-octagon", "gris", "Déclarer irrecevable"
    ATTRIBUER = "attribuer", "check-circle-fill", "feuille", "Attribuer"
    SOUS_RESERVE = "sous_reserve", "exclamation-diamond", "laiton", "Attribuer sous réserve"
    AJOURNER = "ajourner", "arrow-repeat", "laiton", "Ajourner"
    NE_PAS_ATTRIBUER = "ne_pas_attribuer", "dash-circle", "gris", "Ne pas attribuer"
    ABSTENTION = "abstention", "slash-circle", "gris", "M’abstenir"


CHOIX_OFFERTS: dict[TypeSeance, tuple[Choix, ...]] = {
    TypeSeance.LABELLISATION: (Choix.RETENIR, Choix.LISTE_ATTENTE, Choix.NE_PAS_RETENIR, Choix.IRRECEVABLE, Choix.ABSTENTION),
    TypeSeance.FINANCEMENT: (Choix.ATTRIBUER, Choix.SOUS_RESERVE, Choix.AJOURNER, Choix.NE_PAS_ATTRIBUER, Choix.ABSTENTION),
}
# How a choice is named in a column of figures, beside its count.
NOMS_DE_VOIX = {Choix.SOUS_RESERVE: "Sous réserve", Choix.ABSTENTION: "Abstention", Choix.IRRECEVABLE: "Irrecevable"}


class SensDecision(Statut):
    """What the committee decided on a file."""

    RETENU = "retenu", "patch-check-fill", "feuille", "Retenu"
    LISTE_ATTENTE = "liste_attente", "hourglass-split", "laiton", "Liste d’attente"
    NON_RETENU = "non_retenu", "x-circle", "gris", "Non retenu"
    IRRECEVABLE = "irrecevable", "x-octagon", "gris", "Irrecevable"
    ATTRIBUE = "attribue", "check-circle-fill", "feuille", "Attribué"
    SOUS_RESERVE = "sous_reserve", "exclamation-diamond", "laiton", "Sous réserve"
    AJOURNE = "ajourne", "arrow-repeat", "laiton", "Ajourné"
    NON_ATTRIBUE = "non_attribue", "dash-circle", "gris", "Non attribué"

    @property
    def participe(self) -> str:
        """What a letter or the minutes say of the project; the label alone would be cut short."""
        return _PARTICIPES.get(self, self.label)


_D = SensDecision
_PARTICIPES = {
    _D.LISTE_ATTENTE: "Placé en liste d’attente",
    _D.IRRECEVABLE: "Déclaré irrecevable",
    _D.SOUS_RESERVE: "Attribué sous réserve",
}
SENS_DU_CHOIX: dict[Choix, SensDecision] = {
    Choix.RETENIR: _D.RETENU,
    Choix.LISTE_ATTENTE: _D.LISTE_ATTENTE,
    Choix.NE_PAS_RETENIR: _D.NON_RETENU,
    Choix.IRRECEVABLE: _D.IRRECEVABLE,
    Choix.ATTRIBUER: _D.ATTRIBUE,
    Choix.SOUS_RESERVE: _D.SOUS_RESERVE,
    Choix.AJOURNER: _D.AJOURNE,
    Choix.NE_PAS_ATTRIBUER: _D.NON_ATTRIBUE,
}
SENS_PAR_TYPE: dict[TypeSeance, frozenset[SensDecision]] = {
    TypeSeance.LABELLISATION: frozenset({_D.RETENU, _D.LISTE_ATTENTE, _D.NON_RETENU, _D.IRRECEVABLE}),
    TypeSeance.FINANCEMENT: frozenset({_D.ATTRIBUE, _D.SOUS_RESERVE, _D.AJOURNE, _D.NON_ATTRIBUE}),
}
SENS_AVEC_MONTANT = frozenset({_D.ATTRIBUE, _D.SOUS_RESERVE})
SENS_MOTIVES = frozenset({_D.NON_RETENU, _D.IRRECEVABLE, _D.AJOURNE, _D.NON_ATTRIBUE})
STATUT_APRES: dict[SensDecision, StatutProjet] = {
    _D.RETENU: StatutProjet.LABELLISE,
    _D.LISTE_ATTENTE: StatutProjet.LISTE_ATTENTE,
    _D.NON_RETENU: StatutProjet.NON_RETENU,
    _D.IRRECEVABLE: StatutProjet.IRRECEVABLE,
    _D.ATTRIBUE: StatutProjet.FINANCE,
    _D.SOUS_RESERVE: StatutProjet.SOUS_RESERVE,
    _D.AJOURNE: StatutProjet.AJOURNE,
    _D.NON_ATTRIBUE: StatutProjet.NON_FINANCE,
}
STATUTS_INSCRIPTIBLES: dict[TypeSeance, frozenset[StatutProjet]] = {
    TypeSeance.LABELLISATION: frozenset({StatutProjet.RECEVABLE, StatutProjet.LISTE_ATTENTE}),
    TypeSeance.FINANCEMENT: frozenset({StatutProjet.EN_INCUBATION, StatutProjet.AJOURNE, StatutProjet.EN_COMITE}),
}


class EtatPV(Statut):
    """Where the minutes stand; signed, they are never changed again."""

    A_SIGNER = "a_signer", "pen", "minium", "Projet, à signer"
    SIGNE = "signe", "pen-fill", "feuille", "Version signée"


class QualiteSignature(models.TextChoices):
    """Who signs the minutes."""

    PRESIDENCE = "presidence", "La présidence de séance"
    SECRETARIAT = "secretariat", "Le secrétariat de séance"


class RegimeAide(models.TextChoices):
    """Under which rule of State aid a grant is given; only de minimis has a ceiling to count."""

    DE_MINIMIS = "de_minimis", "De minimis, règlement (UE) 2023/2831"
    AUTRE_REGIME = "autre_regime", "Régime exempté ou notifié"
    HORS_AIDE = "hors_aide", "Pas une aide d’État"


class LienEntreprise(models.TextChoices):
    """Why two undertakings are one: the four cases of règlement (UE) 2023/2831, article 2 § 2."""

    DROITS_DE_VOTE = "droits_de_vote", "Majorité des droits de vote"
    NOMINATION = "nomination", "Nomination de la majorité des dirigeants"
    INFLUENCE = "influence", "Influence dominante par contrat ou par statuts"
    ACCORD = "accord", "Contrôle des votes par accord entre associés"


class GenreCondition(models.TextChoices):
    """Why something is to be lifted: a grant waits for it, or a project comes back with it."""

    RESERVE = "reserve", "Réserve"
    AJOURNEMENT = "ajournement", "Point à lever"


class EtatCondition(Statut):
    """Where a condition stands; it follows from the last act on it."""

    A_LEVER = "a_lever", "hourglass-split", "minium", "À lever"
    PREUVE_DEPOSEE = "preuve_deposee", "inbox-fill", "bleu", "Preuve déposée"
    EN_SEANCE = "en_seance", "people-fill", "prune", "Soumise à la séance"
    LEVEE = "levee", "check-circle-fill", "feuille", "Levée"
    REFUSEE = "refusee", "arrow-return-left", "garance", "Preuve refusée"


class Geste(models.TextChoices):
    """What one may do on a condition."""

    DEPOT = "depot", "Preuve déposée"
    RETRAIT = "retrait", "Preuve retirée"
    RENVOI = "renvoi", "Soumise à la séance"
    LEVEE = "levee", "Condition levée"
    REFUS = "refus", "Preuve refusée"


_E = EtatCondition
# For each act: from which states, to which one. The trigger ``comite_geste_permis`` says the same.
GESTES: dict[Geste, tuple[frozenset[EtatCondition], EtatCondition]] = {
    Geste.DEPOT: (frozenset({_E.A_LEVER, _E.REFUSEE, _E.PREUVE_DEPOSEE}), _E.PREUVE_DEPOSEE),
    Geste.RETRAIT: (frozenset({_E.PREUVE_DEPOSEE}), _E.A_LEVER),
    Geste.RENVOI: (frozenset({_E.PREUVE_DEPOSEE, _E.EN_SEANCE}), _E.EN_SEANCE),  # again once its sitting is over
    Geste.LEVEE: (frozenset({_E.PREUVE_DEPOSEE, _E.EN_SEANCE}), _E.LEVEE),
    Geste.REFUS: (frozenset({_E.PREUVE_DEPOSEE, _E.EN_SEANCE}), _E.REFUSEE),
}
CONDITIONS_A_L_EQUIPE = frozenset({_E.A_LEVER, _E.REFUSEE})
GENRE_DU_SENS = {SensDecision.SOUS_RESERVE: GenreCondition.RESERVE, SensDecision.AJOURNE: GenreCondition.AJOURNEMENT}
