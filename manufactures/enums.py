"""The life of a project: its statuses and the only passages between them."""

from django.db import models

from socle.lib.statuts import Statut


class StatutProjet(Statut):
    """Where a project stands, over its thirty months."""

    BROUILLON = "brouillon", "pencil", "gris", "Brouillon"
    DEPOSE = "depose", "inbox-fill", "bleu", "Déposée"
    HORS_DELAI = "hors_delai", "clock-history", "gris", "Hors délai"
    RECEVABLE = "recevable", "check2-square", "bleu", "Recevable"
    IRRECEVABLE = "irrecevable", "x-octagon", "gris", "Irrecevable"
    LABELLISE = "labellise", "patch-check-fill", "feuille", "Labellisé"
    LISTE_ATTENTE = "liste_attente", "hourglass-split", "laiton", "Liste d’attente"
    NON_RETENU = "non_retenu", "x-circle", "gris", "Non retenu"
    EN_INCUBATION = "en_incubation", "tools", "bleu", "En incubation"
    EN_COMITE = "en_comite", "people-fill", "prune", "En comité"
    FINANCE = "finance", "bank", "feuille", "Financé"
    SOUS_RESERVE = "sous_reserve", "exclamation-diamond", "laiton", "Sous réserve"
    AJOURNE = "ajourne", "arrow-repeat", "laiton", "Ajourné"
    NON_FINANCE = "non_finance", "dash-circle", "gris", "Non financé"
    EN_ACCOMPAGNEMENT = "en_accompagnement", "signpost-split-fill", "vert", "En accompagnement"
    SUSPENDU = "suspendu", "pause-circle", "laiton", "Suspendu"
    SORTI = "sorti", "flag-fill", "gris", "Sorti"
    ABANDON = "abandon", "slash-circle", "gris", "Abandon"


_S = StatutProjet
PASSAGES: dict[StatutProjet, frozenset[StatutProjet]] = {
    _S.BROUILLON: frozenset({_S.DEPOSE, _S.HORS_DELAI, _S.ABANDON}),
    _S.DEPOSE: frozenset({_S.RECEVABLE, _S.IRRECEVABLE, _S.ABANDON}),
    _S.HORS_DELAI: frozenset({_S.IRRECEVABLE, _S.ABANDON}),
    _S.RECEVABLE: frozenset({_S.LABELLISE, _S.LISTE_ATTENTE, _S.NON_RETENU, _S.IRRECEVABLE, _S.ABANDON}),
    _S.LISTE_ATTENTE: frozenset({_S.LABELLISE, _S.NON_RETENU, _S.ABANDON}),
    _S.LABELLISE: frozenset({_S.EN_INCUBATION, _S.ABANDON}),
    _S.EN_INCUBATION: frozenset({_S.EN_COMITE, _S.SUSPENDU, _S.ABANDON}),
    _S.EN_COMITE: frozenset({_S.FINANCE, _S.SOUS_RESERVE, _S.AJOURNE, _S.NON_FINANCE, _S.ABANDON}),
    _S.AJOURNE: frozenset({_S.EN_COMITE, _S.ABANDON}),
    _S.SOUS_RESERVE: frozenset({_S.FINANCE, _S.EN_ACCOMPAGNEMENT, _S.NON_FINANCE, _S.ABANDON}),
    _S.FINANCE: frozenset({_S.EN_ACCOMPAGNEMENT, _S.ABANDON}),
    _S.EN_ACCOMPAGNEMENT: frozenset({_S.SUSPENDU, _S.SORTI, _S.ABANDON}),
    _S.SUSPENDU: frozenset({_S.EN_INCUBATION, _S.EN_ACCOMPAGNEMENT, _S.ABANDON}),
    _S.IRRECEVABLE: frozenset(),
    _S.NON_RETENU: frozenset(),
    _S.NON_FINANCE: frozenset(),
    _S.SORTI: frozenset(),
    _S.ABANDON: frozenset(),
}
# Passages that hurt: the database refuses them without a reason.
STATUTS_MOTIVES = frozenset({_S.IRRECEVABLE, _S.NON_RETENU, _S.AJOURNE, _S.NON_FINANCE, _S.SUSPENDU, _S.ABANDON})
# From the label on, a project belongs to the network and may be shown in the public directory.
STATUTS_DU_RESEAU = frozenset(
    {_S.LABELLISE, _S.EN_INCUBATION, _S.EN_COMITE, _S.FINANCE, _S.SOUS_RESERVE, _S.AJOURNE, _S.EN_ACCOMPAGNEMENT, _S.SUSPENDU, _S.SORTI}
)


class EtatVague(Statut):
    """Where a wave stands; it follows from its dates."""

    A_VENIR = "a_venir", "clock", "gris", "À venir"
    OUVERTE = "ouverte", "unlock-fill", "bleu", "Ouverte"
    CLOSE = "close", "lock-fill", "laiton", "Close"
    PUBLIEE = "publiee", "megaphone-fill", "feuille", "Publiée"


class Fonction(models.TextChoices):
    """A seat in the team; porteur and partenaire form the binôme that comes to every session."""

    PORTEUR = "porteur", "Porteur de projet"
    PARTENAIRE = "partenaire", "Partenaire du binôme"
    MEMBRE = "membre", "Membre de l’équipe"


BINOME = frozenset({Fonction.PORTEUR, Fonction.PARTENAIRE})


class Etape(models.TextChoices):
    """The steps of a candidature: four rubriques written by the team, then the structure and the admission conditions."""

    PROJET = "projet", "Le projet"
    TERRITOIRE = "territoire", "Le lieu et le territoire"
    GOUVERNANCE = "gouvernance", "La gouvernance"
    ECONOMIE = "economie", "Le modèle économique et les montants"
    STRUCTURE = "structure", "La structure porteuse"
    CONDITIONS = "conditions", "Les conditions d’admission"


RUBRIQUES = (Etape.PROJET, Etape.TERRITOIRE, Etape.GOUVERNANCE, Etape.ECONOMIE)
TITRES = {etape: etape.label for etape in RUBRIQUES}
