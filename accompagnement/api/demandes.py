"""What a program sends to book, answer, report and accept; a field that is not asked for is refused, not ignored."""

from rest_framework import serializers

from accompagnement.enums import Lieu, Verdict
from accompagnement.enums_missions import ReponseMission
from socle.api.demande import Demande

LONGUEUR = 5000  # characters, as on the pages
PROJET_ATTENDU = "Indiquez l’adresse courte d’un projet (« slug »)."
BESOIN_ATTENDU = "Indiquez le code d’un besoin du programme."
PAS_UN_CRENEAU = "Indiquez le numéro d’un créneau libre, lu dans « creneaux/ »."
_JOUR = "Indiquez un jour, par exemple 2022-03-01."
LIEU_ATTENDU = "Indiquez « sur_place » ou « a_distance »."


def phrase_de(phrase: str, *codes: str) -> dict[str, str]:
    """Say the same sentence whatever is wrong with a field; ``codes`` are those its kind adds."""
    return dict.fromkeys(("required", "null", "invalid", "blank", "invalid_choice", "min_value", "max_string_length", *codes), phrase)


def texte_demande(phrase: str = "", *, requis: bool = True, aide: str) -> serializers.CharField:
    """A field of words, as long as on the pages."""
    messages = phrase_de(phrase) | {"max_length": f"Écrivez {LONGUEUR} caractères au plus."}
    return serializers.CharField(required=requis, allow_blank=not requis, max_length=LONGUEUR, error_messages=messages, help_text=aide)


class ReservationDemandeSerializer(Demande):
    """One half-day of an expert for a need of a project."""

    projet = serializers.SlugField(error_messages=phrase_de(PROJET_ATTENDU), help_text="Adresse courte du projet.")
    besoin = serializers.SlugField(error_messages=phrase_de(BESOIN_ATTENDU), help_text="Code du besoin.")
    creneau = serializers.IntegerField(min_value=1, error_messages=phrase_de(PAS_UN_CRENEAU), help_text="Numéro du créneau.")
    lieu = serializers.ChoiceField(Lieu.choices, default=Lieu.SUR_PLACE, error_messages=phrase_de(LIEU_ATTENDU))
    objet = texte_demande(requis=False, aide="Ce que vous voulez travailler : l’expert le lit avant de répondre.")


class MissionDemandeSerializer(Demande):
    """A mission of one or several half-days: what for, what should come out of it, in which period."""

    projet = serializers.SlugField(error_messages=phrase_de(PROJET_ATTENDU), help_text="Adresse courte du projet.")
    besoin = serializers.SlugField(error_messages=phrase_de(BESOIN_ATTENDU), help_text="Code du besoin.")
    objet = texte_demande("Indiquez ce que vous voulez travailler.", aide="Ce que vous voulez travailler.")
    resultat_attendu = texte_demande("Indiquez le résultat attendu.", aide="Ce qui doit exister à la fin.")
    demi_journees = serializers.IntegerField(min_value=1, error_messages=phrase_de("Indiquez un nombre de demi-journées."), help_text="Réservées aussitôt.")
    lieu = serializers.ChoiceField(Lieu.choices, default=Lieu.SUR_PLACE, error_messages=phrase_de(LIEU_ATTENDU))
    periode_debut = serializers.DateField(error_messages=phrase_de(_JOUR), help_text="Premier jour possible.")
    periode_fin = serializers.DateField(error_messages=phrase_de(_JOUR), help_text="Dernier jour possible.")


class AnnulationDemandeSerializer(Demande):
    motif = texte_demande("Indiquez le motif : il sera lu par les autres personnes de la mission.", aide="Motif de l’annulation.")


class ReponseDemandeSerializer(Demande):
    """The expert's answer."""

    reponse = serializers.ChoiceField(ReponseMission.choices, error_messages=phrase_de("Indiquez « accepter », « ajuster » ou « decliner »."))
    demi_journees = serializers.IntegerField(
        required=False, min_value=1, error_messages=phrase_de("Indiquez un nombre de demi-journées."), help_text="Pour ajuster une mission demandée."
    )
    motif = texte_demande(requis=False, aide="Obligatoire pour décliner ou ajuster.")


class ConfirmationDemandeSerializer(Demande):
    """The team's answer to a half-day proposed or to an adjustment."""

    accord = serializers.BooleanField(error_messages=phrase_de("Indiquez true ou false."), help_text="La demi-journée est confirmée.")
    motif = texte_demande(requis=False, aide="Obligatoire pour décliner.")


class CompteRenduCollectifDemandeSerializer(Demande):
    """The expert's report; one for all the projects of a shared mission."""

    fait = texte_demande("Indiquez ce qui a été fait.", aide="Ce qui a été fait.")
    decide = texte_demande(requis=False, aide="Ce qui a été décidé.")
    suites = texte_demande(requis=False, aide="La suite.")


class CompteRenduDemandeSerializer(CompteRenduCollectifDemandeSerializer):
    """The expert's report of one mission."""

    demi_journees = serializers.IntegerField(
        min_value=1, error_messages=phrase_de("Indiquez un nombre de demi-journées."), help_text="Demi-journées passées."
    )


class ServiceFaitDemandeSerializer(Demande):
    """The project's verdict."""

    verdict = serializers.ChoiceField(Verdict.choices, error_messages=phrase_de("Indiquez « accepte », « partiel » ou « refuse »."))
    demi_journees_acceptees = serializers.IntegerField(
        required=False, min_value=1, error_messages=phrase_de("Indiquez un nombre de demi-journées."), help_text="Pour une acceptation en partie."
    )
    motif = texte_demande(requis=False, aide="Obligatoire sauf si tout est accepté.")
