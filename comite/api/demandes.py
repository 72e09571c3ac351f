"""What a program sends, turned into typed data; a field that is not asked for is refused, not ignored."""

from rest_framework import serializers

from comite.enums import Choix
from socle.api.demande import Demande

PAS_UN_CHOIX = "Choisissez une des réponses proposées par ce scrutin."
PAS_UN_MOUVEMENT = "Indiquez «\u00a0arrivee » ou «\u00a0depart »."
PAS_UN_SIEGE = "Indiquez le numéro d’un siège de cette séance."
_DE_SIEGE = {"invalid": PAS_UN_SIEGE, "null": PAS_UN_SIEGE, "min_value": PAS_UN_SIEGE, "max_string_length": PAS_UN_SIEGE}


class BulletinDemandeSerializer(Demande):
    """One voice: the choice, and the seat it is given for when it is not the caller's own."""

    choix = serializers.ChoiceField(
        choices=Choix.choices,
        help_text="Une des réponses du scrutin («\u00a0choix »).",
        error_messages=dict.fromkeys(("invalid_choice", "required", "null"), PAS_UN_CHOIX),
    )
    pour = serializers.IntegerField(
        required=False, min_value=1, error_messages=_DE_SIEGE, help_text="Le siège dont vous portez la procuration («\u00a0mes_voix »)."
    )

    def validate_choix(self, choix: str) -> str:
        if choix not in self.context["offerts"]:
            raise serializers.ValidationError(PAS_UN_CHOIX)
        return choix


class PresenceDemandeSerializer(Demande):
    """An arrival or a departure: of the caller's own seat, or of another for who presides."""

    mouvement = serializers.ChoiceField(
        choices=[("arrivee", "Arrivée"), ("depart", "Départ")],
        error_messages=dict.fromkeys(("invalid_choice", "required", "null"), PAS_UN_MOUVEMENT),
    )
    siege = serializers.IntegerField(
        required=False, min_value=1, error_messages=_DE_SIEGE, help_text="Le siège concerné\u00a0; sans lui, le vôtre."
    )
