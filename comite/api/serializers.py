"""What the API shows of the committee: listed fields only, and what the caller may do with each object.

The context holds ``place``, the reader's place in the committee (None for a team reading its own decisions).
"""

from drf_spectacular.utils import extend_schema_field
from rest_framework import serializers

from comite.api import droits
from comite.enums import CHOIX_OFFERTS, TypeSeance
from comite.queries.etat_de_scrutin import nommer_lignes
from comite.queries.proces_verbal import code_de_verification

_BOOLEENS = {"type": "object", "additionalProperties": {"type": "boolean"}}


class EtatSerializer(serializers.Serializer):
    """A status: its code for programs, its word for people."""

    code = serializers.CharField(source="value")
    libelle = serializers.CharField(source="label")


class MontantSerializer(serializers.Serializer):
    """An amount of the grant, in euros."""

    ligne = serializers.CharField()
    libelle = serializers.CharField()
    montant = serializers.DecimalField(max_digits=12, decimal_places=2)


class ProjetBrefSerializer(serializers.Serializer):
    """The project that an object of the committee is about."""

    slug = serializers.CharField()
    nom = serializers.CharField()


class SeanceBreveSerializer(serializers.Serializer):
    """The sitting that an object of the committee belongs to."""

    id = serializers.IntegerField(source="pk")
    reference = serializers.CharField()


class SiegeSerializer(serializers.Serializer):
    """A seat of the committee."""

    id = serializers.IntegerField(source="pk")
    libelle = serializers.CharField(source="libelle_siege")
    nom = serializers.CharField(source="utilisateur")
    organisation = serializers.CharField()
    voix = serializers.BooleanField()


class SiegeEnSeanceSerializer(SiegeSerializer):
    """A seat in one sitting: there or not, and who carries its voice meanwhile."""

    present = serializers.BooleanField()
    mandataire = serializers.IntegerField(source="mandataire_id", allow_null=True)


class QuorumSerializer(serializers.Serializer):
    """The voices of one item, recusals out. ``deports`` is told to who presides, null to the others."""

    votants = serializers.IntegerField()
    presents = serializers.IntegerField()
    representes = serializers.IntegerField()
    requis = serializers.IntegerField()
    atteint = serializers.BooleanField()
    deports = serializers.SerializerMethodField()

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_deports(self, voix):
        return voix.deports if self.context["place"].preside else None


class _DeSeance(serializers.Serializer):
    """The sitting itself."""

    id = serializers.IntegerField(source="pk")
    reference = serializers.CharField()
    type = serializers.CharField()
    type_libelle = serializers.CharField(source="get_type_display")
    statut = EtatSerializer(source="etat")
    date_prevue = serializers.DateTimeField()
    lieu = serializers.CharField()
    convoquee_at = serializers.DateTimeField(allow_null=True)
    ouverte_at = serializers.DateTimeField(allow_null=True)
    levee_at = serializers.DateTimeField(allow_null=True)
    publiee_at = serializers.DateTimeField(allow_null=True)
    abilities = serializers.SerializerMethodField()

    @extend_schema_field(_BOOLEENS)
    def get_abilities(self, seance):
        return droits.droits_sur_seance(self.context["place"], seance)


class SeanceSerializer(_DeSeance):
    """A sitting in a list; ``points`` counts the items the reader knows of."""

    points = serializers.IntegerField(source="points_connus")


class ScrutinBrefSerializer(serializers.Serializer):
    """A ballot on the agenda."""

    id = serializers.IntegerField(source="pk")
    statut = EtatSerializer(source="etat")


class DecisionBreveSerializer(serializers.Serializer):
    """A decision on the agenda."""

    id = serializers.IntegerField(source="pk")
    sens = EtatSerializer(source="etat")


class PointSerializer(serializers.Serializer):
    """An item of the agenda. Quorum and ballot are for those of the room; the decision waits for the embargo."""

    id = serializers.IntegerField(source="point.pk")
    rang = serializers.IntegerField()
    projet = ProjetBrefSerializer(source="point.projet")
    retour_ajournement = serializers.BooleanField(source="point.retour_ajournement")
    dossier = serializers.SerializerMethodField()
    quorum = serializers.SerializerMethodField()
    scrutin = serializers.SerializerMethodField()
    decision = serializers.SerializerMethodField()

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_dossier(self, etat):
        return etat.dossier_id if self.context["lit_les_decisions"] else None

    @extend_schema_field(QuorumSerializer(allow_null=True))
    def get_quorum(self, etat):
        return QuorumSerializer(etat.voix, context=self.context).data if self.context["en_salle"] else None

    @extend_schema_field(ScrutinBrefSerializer(allow_null=True))
    def get_scrutin(self, etat):
        return ScrutinBrefSerializer(etat.scrutin).data if self.context["en_salle"] and etat.scrutin else None

    @extend_schema_field(DecisionBreveSerializer(allow_null=True))
    def get_decision(self, etat):
        return DecisionBreveSerializer(etat.decision).data if self.context["lit_les_decisions"] and etat.decision else None


class SeanceDetailSerializer(_DeSeance):
    """A sitting with its agenda, its seats and the ballot now open."""

    scrutin_ouvert = serializers.SerializerMethodField()
    agenda = serializers.SerializerMethodField()
    sieges = serializers.SerializerMethodField()

    @extend_schema_field(serializers.IntegerField(allow_null=True))
    def get_scrutin_ouvert(self, seance):
        ouvert = self.context["etat"].scrutin_ouvert
        return ouvert.pk if ouvert and self.context["en_salle"] else None

    @extend_schema_field(PointSerializer(many=True))
    def get_agenda(self, seance):
        return PointSerializer(self.context["etat"].points, many=True, context=self.context).data

    @extend_schema_field(SiegeEnSeanceSerializer(many=True))
    def get_sieges(self, seance):
        return SiegeEnSeanceSerializer(self.context["etat"].sieges, many=True).data


class PresenceSerializer(serializers.Serializer):
    """A seat in the room from one time to another."""

    id = serializers.IntegerField(source="pk")
    siege = SiegeSerializer(source="membre")
    arrivee_at = serializers.DateTimeField()
    depart_at = serializers.DateTimeField(allow_null=True)
    abilities = serializers.SerializerMethodField()

    @extend_schema_field(_BOOLEENS)
    def get_abilities(self, presence):
        return droits.droits_sur_presence(self.context["place"], presence)


class ChoixSerializer(serializers.Serializer):
    """An answer that a ballot offers."""

    code = serializers.CharField(source="value")
    libelle = serializers.CharField(source="label")


class VoixPorteeSerializer(serializers.Serializer):
    """A voice the caller carries: her own seat's, or one she was trusted with (``pour`` of a vote)."""

    siege = SiegeSerializer(source="voix")
    par_procuration = serializers.BooleanField()
    a_vote = serializers.BooleanField()


class VoixSerializer(serializers.Serializer):
    """The voices of one choice. ``sieges`` names them in a nominal ballot when the règlement prints names, else null."""

    choix = serializers.CharField(source="ligne.choix.value")
    libelle = serializers.CharField(source="ligne.nom")
    nombre = serializers.IntegerField(source="ligne.nombre")
    sieges = SiegeSerializer(many=True, allow_null=True)


class QuorumDuScrutinSerializer(serializers.Serializer):
    """The quorum as it was counted when the ballot opened."""

    votants = serializers.IntegerField()
    presents = serializers.IntegerField()
    representes = serializers.IntegerField()
    requis = serializers.IntegerField(source="quorum_requis")


class ScrutinSerializer(serializers.Serializer):
    """A ballot. ``voix`` is null until it is closed, whatever its mode; a secret one never tells who said what."""

    id = serializers.IntegerField(source="scrutin.pk")
    seance = SeanceBreveSerializer(source="scrutin.point.seance")
    point = serializers.IntegerField(source="scrutin.point_id")
    projet = ProjetBrefSerializer(source="scrutin.point.projet")
    question = serializers.CharField(source="scrutin.question")
    mode = serializers.CharField(source="scrutin.mode")
    statut = EtatSerializer(source="scrutin.etat")
    ouvert_at = serializers.DateTimeField(source="scrutin.ouvert_at")
    clos_at = serializers.DateTimeField(source="scrutin.clos_at", allow_null=True)
    choix = serializers.SerializerMethodField()
    montants = MontantSerializer(many=True)
    quorum = QuorumDuScrutinSerializer(source="scrutin")
    votes = serializers.IntegerField()
    attendus = SiegeSerializer(many=True)
    voix = VoixSerializer(source="depouillement", many=True, allow_null=True)
    mes_voix = VoixPorteeSerializer(source="portees", many=True)
    abilities = serializers.SerializerMethodField()

    @extend_schema_field(ChoixSerializer(many=True))
    def get_choix(self, etat):
        return ChoixSerializer(CHOIX_OFFERTS[TypeSeance(etat.scrutin.point.seance.type)], many=True).data

    @extend_schema_field(_BOOLEENS)
    def get_abilities(self, etat):
        return droits.droits_sur_scrutin(self.context["place"], etat)


class BulletinSerializer(serializers.Serializer):
    """The receipt of a vote: the voice was heard, through whom, when if the ballot keeps hours, never what it said."""

    scrutin = serializers.IntegerField(source="scrutin_id")
    siege = SiegeSerializer(source="membre")
    par_procuration = serializers.BooleanField()
    compte_at = serializers.DateTimeField(source="created_at", allow_null=True)
    recu = serializers.CharField(help_text="D’une voix secrète, à retrouver dans la liste de la clôture\u00a0; vide au scrutin nominal")


class DossierSerializer(serializers.Serializer):
    """A frozen file: what it is about, and the fingerprint it is checked by."""

    id = serializers.IntegerField(source="pk")
    seance = SeanceBreveSerializer(source="point.seance")
    projet = ProjetBrefSerializer(source="point.projet")
    fige_at = serializers.DateTimeField()
    empreinte = serializers.CharField()
    code_de_verification = serializers.SerializerMethodField()
    abilities = serializers.SerializerMethodField()

    def get_code_de_verification(self, dossier) -> str:
        return code_de_verification(dossier.empreinte)

    @extend_schema_field(_BOOLEENS)
    def get_abilities(self, dossier):
        return droits.droits_sur_dossier(self.context["place"], dossier.point.seance)


class TableauSerializer(serializers.Serializer):
    """A table of a file."""

    entetes = serializers.ListField(child=serializers.CharField())
    lignes = serializers.ListField(child=serializers.ListField(child=serializers.CharField()))


class SectionSerializer(serializers.Serializer):
    """A section of a file: facts, text, table."""

    titre = serializers.CharField()
    faits = serializers.ListField(child=serializers.ListField(child=serializers.CharField()), default=list)
    texte = serializers.CharField(default="")
    tableau = TableauSerializer(allow_null=True, default=None)


class ContenuSerializer(serializers.Serializer):
    """What was frozen, as its page shows it."""

    titre = serializers.CharField()
    sections = SectionSerializer(many=True)
    montants_demandes = serializers.DictField(child=serializers.CharField(), default=dict)
    autres_financeurs = serializers.ListField(child=serializers.ListField(child=serializers.CharField()), default=list)


class DossierDetailSerializer(DossierSerializer):
    """A frozen file with what it holds."""

    contenu = ContenuSerializer()


class RetourSerializer(serializers.Serializer):
    """An adjournment: what to lift, by whom, and when the project comes back."""

    points_a_lever = serializers.CharField()
    preuve_attendue = serializers.CharField()
    personne_en_charge = serializers.CharField()
    date_retour = serializers.DateField()
    leve_at = serializers.DateTimeField(allow_null=True)


class ConditionSerializer(serializers.Serializer):
    """One thing to lift: the proof, who owes it (null: the whole team), until when, where it stands."""

    id = serializers.IntegerField(source="pk")
    rang = serializers.IntegerField()
    genre = serializers.CharField()
    texte = serializers.CharField()
    preuve_attendue = serializers.CharField()
    responsable = serializers.CharField(allow_null=True)
    echeance = serializers.DateTimeField()
    statut = EtatSerializer()


class DecisionSerializer(serializers.Serializer):
    """A decision as its letter tells it; neither voices, marks nor ranks."""

    id = serializers.IntegerField(source="pk")
    seance = SeanceBreveSerializer(source="point.seance")
    projet = ProjetBrefSerializer(source="point.projet")
    type = serializers.CharField()
    sens = EtatSerializer(source="etat")
    prise_at = serializers.DateTimeField()
    publiee_at = serializers.DateTimeField(source="point.seance.publiee_at", allow_null=True)
    montant = serializers.DecimalField(max_digits=12, decimal_places=2)
    abilities = serializers.SerializerMethodField()

    @extend_schema_field(_BOOLEENS)
    def get_abilities(self, decision):
        return droits.droits_sur_decision(self.context["place"], decision)


class DecisionDetailSerializer(DecisionSerializer):
    """A decision with its reasons, its amounts, and what it waits for."""

    motifs = serializers.CharField()
    conditions = serializers.CharField()
    preuve_attendue = serializers.CharField()
    date_limite = serializers.DateTimeField(allow_null=True)
    lignes = serializers.SerializerMethodField()
    a_lever = serializers.SerializerMethodField()
    ajournement = RetourSerializer(allow_null=True, default=None)

    @extend_schema_field(MontantSerializer(many=True))
    def get_lignes(self, decision):
        return MontantSerializer(nommer_lignes(decision.lignes.all()), many=True).data

    @extend_schema_field(ConditionSerializer(many=True))
    def get_a_lever(self, decision):
        return ConditionSerializer(decision.conditions_a_lever.select_related("responsable").order_by("rang"), many=True).data
