"""What the API shows of missions shared by several projects, and what a program sends about them."""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from accompagnement.api.demandes import BESOIN_ATTENDU, LIEU_ATTENDU, PROJET_ATTENDU, phrase_de, texte_demande
from accompagnement.api.droits import droits_du_projet, droits_sur_collective
from accompagnement.api.serializers import (
    BesoinBrefSerializer,
    CreneauRetenuSerializer,
    EtatDeMissionSerializer,
    ExpertBrefSerializer,
    ProjetSuiviSerializer,
)
from accompagnement.enums import Lieu
from accompagnement.enums_collectives import PartageCollectif
from socle.api.demande import Demande
from socle.comptes import reglement

_NOMBRE = "Indiquez un nombre de 1 au moins."
_CRENEAUX = "Indiquez les numéros de créneaux libres de l’expert, lus dans « creneaux/ »."
_LIMITE = "Indiquez un jour et une heure avec leur décalage, par exemple 2022-03-01T18:00:00+01:00."
PAS_UN_EXPERT = "Indiquez le numéro d’un expert, lu dans « experts/ »."


class CollectiveSerializer(serializers.Serializer):
    """A shared mission: what is offered, until when one comes in, where it stands."""

    id = serializers.IntegerField(source="pk")
    titre = serializers.CharField()
    expert = ExpertBrefSerializer()
    etat = EtatDeMissionSerializer()
    demi_journees = serializers.IntegerField()
    projets_min = serializers.IntegerField()
    partage = serializers.ChoiceField(choices=PartageCollectif.choices)
    lieu = serializers.ChoiceField(choices=Lieu.choices)
    adresse = serializers.CharField()
    inscriptions_avant = serializers.DateTimeField()
    debut = serializers.DateTimeField()
    fin = serializers.DateTimeField()
    accord_at = serializers.DateTimeField(allow_null=True)
    motif_annulation = serializers.CharField()


class CollectiveDeListeSerializer(CollectiveSerializer):
    """The same with the number of projects that are in."""

    inscrits = serializers.IntegerField()


class PartSerializer(serializers.Serializer):
    """A project in a shared mission: the half-days it pays at most, and its mission, where its verdict is given."""

    projet = ProjetSuiviSerializer()
    etat = EtatDeMissionSerializer()
    participants = serializers.IntegerField()
    plafond = serializers.IntegerField()
    mission = serializers.IntegerField(source="mission_id", allow_null=True)


class PartDueSerializer(PartSerializer):
    """The same with the need that pays and the half-days it pays as things stand; null while the whole is not covered."""

    besoin = BesoinBrefSerializer(source="mission.besoin", default=None, allow_null=True)
    demi_journees = serializers.IntegerField(source="due", allow_null=True)


class DroitsDuProjetSerializer(serializers.Serializer):
    """What a project of the caller may do with a shared mission now."""

    projet = ProjetSuiviSerializer()
    abilities = serializers.DictField(child=serializers.BooleanField())


class CollectiveDetailSerializer(CollectiveSerializer):
    """A shared mission as its reader sees it now; ``projets`` are hers. The view hands in ``detail`` and ``projets`` with it."""

    objet = serializers.CharField()
    resultat_attendu = serializers.CharField()
    creneaux = CreneauRetenuSerializer(source="detail.creneaux", many=True)
    manque = serializers.CharField(source="detail.manque.phrase", default="", help_text="Ce qui manque pour que le coût soit couvert.")
    parts = serializers.SerializerMethodField()
    abilities = serializers.SerializerMethodField()
    projets = serializers.SerializerMethodField()

    @extend_schema_field(PartDueSerializer(many=True))
    def get_parts(self, collective) -> list[dict]:
        """Projects that are in, for all; those invited, for who sees everything; hers, wherever they stand."""
        acteur, siens = self.context["acteur"], {p.pk for p in self.context["projets"]}
        lignes = [li for li in collective.detail.lignes if li.part.inscrite or li.part.projet_id in siens]
        if acteur.voit_tout:
            lignes += [li for li in collective.detail.invitees if li not in lignes]
        for ligne in lignes:
            ligne.part.due = ligne.demi_journees
        return PartDueSerializer([li.part for li in lignes], many=True).data

    def get_abilities(self, collective) -> dict[str, bool]:
        return droits_sur_collective(self.context["acteur"], collective.detail, self.context["maintenant"])

    @extend_schema_field(DroitsDuProjetSerializer(many=True))
    def get_projets(self, collective) -> list[dict]:
        maintenant, heures = self.context["maintenant"], reglement.valeur("accompagnement.annulation_gratuite_heures")
        lus = [{"projet": p, "abilities": droits_du_projet(p, collective.detail, maintenant, heures)} for p in self.context["projets"]]
        return DroitsDuProjetSerializer(lus, many=True).data


class OuvertureDemandeSerializer(Demande):
    """A mission to open: whose half-days, what is done, how the cost is shared, who is invited."""

    expert = serializers.IntegerField(min_value=1, error_messages=phrase_de(PAS_UN_EXPERT), help_text="Numéro de l’expert.")
    creneaux = serializers.ListField(
        child=serializers.IntegerField(min_value=1, error_messages=phrase_de(_CRENEAUX)), allow_empty=False, max_length=50,
        error_messages=phrase_de(_CRENEAUX, "not_a_list", "empty", "max_length"), help_text="Pris aussitôt dans l’agenda de l’expert.",
    )  # fmt: skip
    titre = serializers.CharField(max_length=200, error_messages=phrase_de("Indiquez un titre de 200 caractères au plus.", "max_length"))
    objet = texte_demande("Indiquez ce que les projets vont travailler.", aide="Ce que les projets vont travailler.")
    resultat_attendu = texte_demande(requis=False, aide="Ce qui doit exister à la fin.")
    lieu = serializers.ChoiceField(Lieu.choices, default=Lieu.SUR_PLACE, error_messages=phrase_de(LIEU_ATTENDU))
    adresse = serializers.CharField(
        required=False, allow_blank=True, max_length=300, error_messages=phrase_de("Indiquez une adresse de 300 caractères au plus.", "max_length")
    )
    partage = serializers.ChoiceField(
        PartageCollectif.choices, required=False, error_messages=phrase_de("Indiquez « egal » ou « participants »."), help_text="Celui du règlement par défaut."
    )
    inscriptions_avant = serializers.DateTimeField(error_messages=phrase_de(_LIMITE, "make_aware", "date", "overflow"), help_text="Avant la première demi-journée.")
    invites = serializers.ListField(
        child=serializers.SlugField(error_messages=phrase_de(PROJET_ATTENDU)), default=list, max_length=200,
        error_messages=phrase_de(PROJET_ATTENDU, "not_a_list", "max_length"), help_text="Adresses courtes des projets invités.",
    )  # fmt: skip


class ProjetDemandeSerializer(Demande):
    """The project that answers."""

    projet = serializers.SlugField(error_messages=phrase_de(PROJET_ATTENDU), help_text="Adresse courte du projet.")


class InscriptionDemandeSerializer(ProjetDemandeSerializer):
    """A project that comes in: which need pays, how many people, how much at most."""

    besoin = serializers.SlugField(error_messages=phrase_de(BESOIN_ATTENDU), help_text="Code du besoin qui paie.")
    participants = serializers.IntegerField(min_value=1, max_value=500, error_messages=phrase_de(_NOMBRE, "max_value"), help_text="Personnes qui viennent.")
    plafond = serializers.IntegerField(min_value=1, max_value=500, error_messages=phrase_de(_NOMBRE, "max_value"), help_text="Réservées aussitôt, jamais dépassées.")


class RetraitDemandeSerializer(ProjetDemandeSerializer):
    motif = texte_demande("Indiquez le motif : il est lu par l’expert, les projets et la coordination.", aide="Motif du retrait.")
