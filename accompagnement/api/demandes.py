"""What a program sends to book, answer, report and accept; a field that is not asked for is refused, not ignored."""

from rest_framework import serializers

from accompagnement.enums import Lieu, Verdict
from accompagnement.enums_missions import ReponseMission
from socle.api.demande import Demande

LONGUEUR = 5000  # characters, as on the pages
_PROJET = "Indiquez l’adresse courte d’un projet (« slug »)."
_BESOIN = "Indiquez le code d’un besoin du programme."
PAS_UN_CRENEAU = "Indiquez le numéro d’un créneau libre, lu dans « creneaux/ »."
_JOUR = "Indiquez un jour, par exemple 2022-03-01."
_LIEU = "Indiquez « sur_place » ou « a_distance »."


def _sur(phrase: str, *codes: str) -> dict[str, str]:
    return dict.fromkeys(("required", "null", "invalid", "blank", "invalid_choice", "min_value", "max_string_length", *codes), phrase)


def _texte(phrase: str = "", *, requis: bool = True, aide: str) -> serializers.CharField:
    messages = _sur(phrase) | {"max_length": f"Écrivez {LONGUEUR} caractères au plus."}
    return serializers.CharField(required=requis, allow_blank=not requis, max_length=LONGUEUR, error_messages=messages, help_text=aide)


class ReservationDemandeSerializer(Demande):
    """One half-day of an expert for a need of a project."""

    projet = serializers.SlugField(error_messages=_sur(_PROJET), help_text="Adresse courte du projet.")
    besoin = serializers.SlugField(error_messages=_sur(_BESOIN), help_text="Code du besoin.")
    creneau = serializers.IntegerField(min_value=1, error_messages=_sur(PAS_UN_CRENEAU), help_text="Numéro du créneau.")
    lieu = serializers.ChoiceField(Lieu.choices, default=Lieu.SUR_PLACE, error_messages=_sur(_LIEU))
    objet = _texte(requis=False, aide="Ce que vous voulez travailler : l’expert le lit avant de répondre.")


class MissionDemandeSerializer(Demande):
    """A mission of one or several half-days: what for, what should come out of it, in which period."""

    projet = serializers.SlugField(error_messages=_sur(_PROJET), help_text="Adresse courte du projet.")
    besoin = serializers.SlugField(error_messages=_sur(_BESOIN), help_text="Code du besoin.")
    objet = _texte("Indiquez ce que vous voulez travailler.", aide="Ce que vous voulez travailler.")
    resultat_attendu = _texte("Indiquez le résultat attendu.", aide="Ce qui doit exister à la fin.")
    demi_journees = serializers.IntegerField(min_value=1, error_messages=_sur("Indiquez un nombre de demi-journées."), help_text="Réservées aussitôt.")
    lieu = serializers.ChoiceField(Lieu.choices, default=Lieu.SUR_PLACE, error_messages=_sur(_LIEU))
    periode_debut = serializers.DateField(error_messages=_sur(_JOUR), help_text="Premier jour possible.")
    periode_fin = serializers.DateField(error_messages=_sur(_JOUR), help_text="Dernier jour possible.")


class AnnulationDemandeSerializer(Demande):
    motif = _texte("Indiquez le motif : il sera lu par les autres personnes de la mission.", aide="Motif de l’annulation.")


class ReponseDemandeSerializer(Demande):
    """The expert's answer."""

    reponse = serializers.ChoiceField(ReponseMission.choices, error_messages=_sur("Indiquez « accepter », « ajuster » ou « decliner »."))
    demi_journees = serializers.IntegerField(
        required=False, min_value=1, error_messages=_sur("Indiquez un nombre de demi-journées."), help_text="Pour ajuster une mission demandée."
    )
    motif = _texte(requis=False, aide="Obligatoire pour décliner ou ajuster.")


class ConfirmationDemandeSerializer(Demande):
    """The team's answer to a half-day proposed or to an adjustment."""

    accord = serializers.BooleanField(error_messages=_sur("Indiquez true ou false."), help_text="La demi-journée est confirmée.")
    motif = _texte(requis=False, aide="Obligatoire pour décliner.")


class CompteRenduDemandeSerializer(Demande):
    """The expert's report."""

    fait = _texte("Indiquez ce qui a été fait.", aide="Ce qui a été fait.")
    decide = _texte(requis=False, aide="Ce qui a été décidé.")
    suites = _texte(requis=False, aide="La suite.")
    demi_journees = serializers.IntegerField(
        min_value=1, error_messages=_sur("Indiquez un nombre de demi-journées."), help_text="Demi-journées passées."
    )


class ServiceFaitDemandeSerializer(Demande):
    """The project's verdict."""

    verdict = serializers.ChoiceField(Verdict.choices, error_messages=_sur("Indiquez « accepte », « partiel » ou « refuse »."))
    demi_journees_acceptees = serializers.IntegerField(
        required=False, min_value=1, error_messages=_sur("Indiquez un nombre de demi-journées."), help_text="Pour une acceptation en partie."
    )
    motif = _texte(requis=False, aide="Obligatoire sauf si tout est accepté.")
