"""What a program sends to the API, turned into typed data."""

from rest_framework import serializers


class Demande(serializers.Serializer):
    """A request of listed fields only: a misspelt one would else change the meaning of an act that cannot be undone."""

    default_error_messages = {"invalid": "Envoyez un objet JSON avec les champs demandés."}

    def to_internal_value(self, data):
        inconnus = sorted(str(cle)[:40] for cle in set(data) - set(self.fields))[:5] if isinstance(data, dict) else []
        if inconnus:
            raise serializers.ValidationError({champ: ["Ce champ n’est pas demandé\u00a0: retirez-le."] for champ in inconnus})
        return super().to_internal_value(data)
