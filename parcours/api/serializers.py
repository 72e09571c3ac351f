"""What the API shows of a project: listed fields only, and what the caller may do with it; how it tells an error."""

from rest_framework import serializers


class ProjetSerializer(serializers.Serializer):
    """One project as its reader may see it: before publication a decision does not show in ``statut``."""

    slug = serializers.CharField()
    nom = serializers.CharField()
    resume = serializers.CharField()
    statut = serializers.SerializerMethodField()
    statut_libelle = serializers.SerializerMethodField()
    vague = serializers.IntegerField(source="vague.numero", allow_null=True, default=None)
    structure = serializers.CharField(source="structure.nom", allow_null=True, default=None)
    filieres = serializers.ListField(child=serializers.CharField())
    territoire = serializers.CharField()
    commune = serializers.CharField()
    departement = serializers.CharField()
    region = serializers.CharField()
    abilities = serializers.SerializerMethodField()

    def get_statut(self, projet) -> str:
        return self.context["statut_de"](projet).value

    def get_statut_libelle(self, projet) -> str:
        return self.context["statut_de"](projet).label

    def get_abilities(self, projet) -> dict[str, bool]:
        return self.context["droits_de"](projet)


class ProblemeSerializer(serializers.Serializer):
    """An error, as RFC 9457 writes it; ``detail`` is a French sentence that says what to do."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField()
    detail = serializers.CharField()
    code = serializers.CharField()
    erreurs = serializers.DictField(required=False, help_text="Pour une demande mal écrite\u00a0: les phrases, champ par champ.")
