"""What the API shows of the accompagnement: listed fields only. Half-days are whole numbers, amounts are euros."""

from rest_framework import serializers

from accompagnement.api.droits import droits_sur_mission
from accompagnement.enums import Lieu


class EtatDeMissionSerializer(serializers.Serializer):
    """A status or a kind: its code for programs, its word for people."""

    code = serializers.CharField(source="value")
    libelle = serializers.CharField(source="label")


class BesoinBrefSerializer(serializers.Serializer):
    code = serializers.CharField()
    titre = serializers.CharField()


class ProjetSuiviSerializer(serializers.Serializer):
    slug = serializers.CharField()
    nom = serializers.CharField()


class SoldeSerializer(serializers.Serializer):
    """Half-days granted, used, held, expired and left."""

    accordees = serializers.IntegerField()
    consommees = serializers.IntegerField()
    reservees = serializers.IntegerField()
    expirees = serializers.IntegerField()
    disponibles = serializers.IntegerField()


class SoldeBesoinSerializer(SoldeSerializer):
    besoin = BesoinBrefSerializer()


class CompteSerializer(serializers.Serializer):
    """The credits of a project, by need; ``valeur_demi_journee`` is today's rate."""

    projet = ProjetSuiviSerializer()
    date_debut = serializers.DateField(source="plan.date_debut")
    date_fin = serializers.DateField(source="plan.date_fin")
    valeur_demi_journee = serializers.DecimalField(source="credits.valeur", max_digits=8, decimal_places=2)
    total = SoldeSerializer(source="credits.total")
    besoins = SoldeBesoinSerializer(source="credits.besoins", many=True)
    abilities = serializers.DictField(child=serializers.BooleanField())


class MouvementSerializer(serializers.Serializer):
    """One line of the ledger. A line between two needs is a transfer."""

    id = serializers.IntegerField(source="pk")
    date = serializers.DateTimeField(source="created_at")
    nature = EtatDeMissionSerializer(source="etat")
    besoin = serializers.CharField(source="besoin.code", default=None)
    de = serializers.SerializerMethodField()
    vers = serializers.SerializerMethodField()
    quantite = serializers.IntegerField()
    valeur_unitaire = serializers.DecimalField(max_digits=8, decimal_places=2)
    disponible_apres = serializers.IntegerField()
    source = serializers.CharField()
    motif = serializers.CharField()
    mission = serializers.IntegerField(source="mission_id", allow_null=True)
    corrige = serializers.IntegerField(source="corrige_id", allow_null=True)
    auteur = serializers.SerializerMethodField()

    def get_de(self, ligne) -> str:
        return _compte(ligne.de)

    def get_vers(self, ligne) -> str:
        return _compte(ligne.vers)

    def get_auteur(self, ligne) -> str:
        return str(ligne.auteur) if ligne.auteur else "La plateforme"


def _compte(compte) -> str:
    """Name an account for a program: its kind, and its need when it has one."""
    return f"{compte.nature}:{compte.besoin.code}" if compte.besoin else compte.nature


class ExpertSerializer(serializers.Serializer):
    """An expert of the directory; ``libres`` counts her free half-days ahead, ``faites`` her missions done."""

    id = serializers.IntegerField(source="pk")
    nom = serializers.CharField(source="utilisateur.get_full_name")
    presentation = serializers.CharField()
    territoire = serializers.CharField()
    a_distance = serializers.BooleanField()
    besoins = serializers.SerializerMethodField()
    libres = serializers.IntegerField()
    prochaine = serializers.DateTimeField(allow_null=True)
    faites = serializers.IntegerField()

    def get_besoins(self, expert) -> list[str]:
        return [besoin.code for besoin in expert.besoins.all()]


class ExpertBrefSerializer(serializers.Serializer):
    id = serializers.IntegerField(source="pk")
    nom = serializers.CharField(source="utilisateur.get_full_name")


class CreneauSerializer(serializers.Serializer):
    """A free half-day."""

    id = serializers.IntegerField(source="pk")
    debut = serializers.DateTimeField()
    fin = serializers.DateTimeField()
    expert = ExpertBrefSerializer()


class CreneauRetenuSerializer(serializers.Serializer):
    id = serializers.IntegerField(source="pk")
    debut = serializers.DateTimeField()
    fin = serializers.DateTimeField()


class MissionSerializer(serializers.Serializer):
    """A mission as its reader sees it now."""

    id = serializers.IntegerField(source="pk")
    projet = ProjetSuiviSerializer()
    besoin = BesoinBrefSerializer()
    expert = ExpertBrefSerializer(allow_null=True)
    creneau = CreneauRetenuSerializer(allow_null=True)
    etat = serializers.SerializerMethodField()
    demi_journees = serializers.IntegerField()
    lieu = serializers.ChoiceField(choices=Lieu.choices)
    objet = serializers.CharField()
    resultat_attendu = serializers.CharField()
    reponse_avant = serializers.DateTimeField(allow_null=True)
    abilities = serializers.SerializerMethodField()

    def get_etat(self, mission) -> EtatDeMissionSerializer:
        return EtatDeMissionSerializer(mission.etat_a(self.context["maintenant"])).data

    def get_abilities(self, mission) -> dict[str, bool]:
        return droits_sur_mission(self.context["acteur"], mission, self.context["maintenant"])


class ServiceFaitSerializer(serializers.Serializer):
    """The verdict on a report, and its validation."""

    mission = serializers.IntegerField(source="mission_id")
    verdict = EtatDeMissionSerializer(source="etat")
    demi_journees_acceptees = serializers.IntegerField()
    motif = serializers.CharField()
    juge_at = serializers.DateTimeField()
    valide_at = serializers.DateTimeField(allow_null=True)


class CompteRenduSerializer(serializers.Serializer):
    """A report of the expert."""

    id = serializers.IntegerField(source="pk")
    mission = serializers.IntegerField(source="mission_id")
    rang = serializers.IntegerField()
    fait = serializers.CharField()
    decide = serializers.CharField()
    suites = serializers.CharField()
    demi_journees = serializers.IntegerField()
    remis_at = serializers.DateTimeField()
