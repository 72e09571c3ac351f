"""Thin views over the getters and the actions of the pages. Who is there, and what may be read, is decided in ``access``."""

from django.db.models import Count, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiResponse, extend_schema
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from comite import access
from comite.actions.presences import arriver, partir
from comite.actions.scrutins import voter
from comite.api import serializers as s
from comite.api.demandes import PAS_UN_SIEGE, BulletinDemandeSerializer, PresenceDemandeSerializer
from comite.api.droits import entre_en_salle, lit_les_decisions
from comite.enums import CHOIX_OFFERTS, TypeSeance
from comite.models import Decision, Dossier, Membre, PointOrdreDuJour, Presence, Seance
from comite.queries.agenda import membres_de
from comite.queries.etat_de_scrutin import lire_scrutin
from comite.queries.etat_de_seance import lire_etat
from socle.comptes.acteur import Acteur

ETIQUETTE = ["Comité"]


class _DuComite:
    """The person of the request, and her place given to what is shown."""

    place: access.Place | None = None  # at the door of this object, where there is one

    @property
    def acteur(self) -> Acteur:
        return self.request._request.acteur

    def get_serializer_context(self) -> dict:
        return {"place": self.place or access.place_eventuelle(self.acteur)}


def _liste(code: str, resume: str, description: str, lignes: type):
    """Describe a list once: its lines, its page, its tag."""
    return extend_schema(
        operation_id=code, tags=ETIQUETTE, summary=resume, description=description, responses={200: lignes(many=True)}
    )


def _siege(seance: Seance, pk: int, champ: str) -> Membre:
    membre = membres_de(seance).filter(pk=pk).first()
    if membre is None:
        raise ValidationError({champ: [PAS_UN_SIEGE]})
    return membre


class SeanceListe(_DuComite, ListAPIView):
    serializer_class = s.SeanceSerializer
    ordering = ("-date_prevue", "-pk")

    def get_queryset(self) -> QuerySet[Seance]:
        place = access.place_de(self.acteur)
        points = PointOrdreDuJour.objects.visibles_par(place.membre).filter(seance=OuterRef("pk")).order_by()
        nombre = points.values("seance").annotate(n=Count("pk")).values("n")
        return access.seances_lisibles(place).annotate(points_connus=Coalesce(Subquery(nombre), 0))

    @_liste(
        "seances",
        "Lire les séances",
        "Les séances que vous connaissez, la plus récente d’abord. Un membre ne compte pas les points dont il est déporté.",
        s.SeanceSerializer,
    )
    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs)


class SeanceDetail(_DuComite, APIView):
    @extend_schema(
        operation_id="seance",
        tags=ETIQUETTE,
        summary="Lire une séance",
        description="L’ordre du jour, le quorum et le scrutin de chaque point, les sièges présents, le scrutin ouvert. "
        "Un point dont le lecteur est déporté n’y est pas. Une décision sous embargo n’est lue que par qui siège.",
        responses={200: s.SeanceDetailSerializer},
    )
    def get(self, request, programme: str, pk: int):
        place, seance = access.seance_lisible(self.acteur, pk)
        contexte = {"place": place, "etat": lire_etat(seance, place.membre)}
        contexte |= {"en_salle": entre_en_salle(place), "lit_les_decisions": lit_les_decisions(place, seance)}
        return Response(s.SeanceDetailSerializer(seance, context=contexte).data)


class PresenceListe(_DuComite, ListAPIView):
    serializer_class = s.PresenceSerializer
    ordering = ("arrivee_at", "pk")

    def get_queryset(self) -> QuerySet[Presence]:
        self.place, seance = access.salle_ouverte(self.acteur, self.kwargs["pk"])
        return Presence.objects.filter(seance=seance).select_related("membre__utilisateur")

    @_liste(
        "presences",
        "Lire les présences",
        "Chaque passage en séance, de l’arrivée au départ\u00a0; qui revient a deux lignes.",
        s.PresenceSerializer,
    )
    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs)

    @extend_schema(
        operation_id="presence_noter",
        tags=ETIQUETTE,
        summary="Noter une arrivée ou un départ",
        description="Pour votre siège, ou pour un autre si vous conduisez la séance. Le quorum suit aussitôt.",
        request=PresenceDemandeSerializer,
        responses={
            201: s.PresenceSerializer,
            403: OpenApiResponse(OpenApiTypes.OBJECT, "Vous n’entrez pas en salle, ou ce siège n’est pas le vôtre"),
            409: OpenApiResponse(OpenApiTypes.OBJECT, "Séance non ouverte, déjà présent (deja_present), pas présent (pas_present)"),
        },
    )
    def post(self, request, programme: str, pk: int):
        place, seance = access.salle_ouverte(self.acteur, pk)
        demande = PresenceDemandeSerializer(data=request.data)
        demande.is_valid(raise_exception=True)
        siege = demande.validated_data.get("siege")
        access.exiger_pointage(place, siege)
        membre = _siege(seance, siege or (place.membre.pk if place.membre else 0), "siege")
        action = arriver if demande.validated_data["mouvement"] == "arrivee" else partir
        presence = action(seance=seance, membre=membre, acteur=self.acteur)
        return Response(s.PresenceSerializer(presence, context={"place": place}).data, status=status.HTTP_201_CREATED)


class ScrutinDetail(_DuComite, APIView):
    @extend_schema(
        operation_id="scrutin",
        tags=ETIQUETTE,
        summary="Lire un scrutin",
        description="La question, les montants, le quorum compté à l’ouverture, les sièges attendus, les voix que vous portez. "
        "Aucune voix n’est lue avant la clôture\u00a0; un scrutin secret ne dit jamais qui a voté quoi.",
        responses={200: s.ScrutinSerializer},
    )
    def get(self, request, programme: str, pk: int):
        place, scrutin = access.scrutin_visible(self.acteur, pk)
        return Response(s.ScrutinSerializer(lire_scrutin(scrutin, place.membre), context={"place": place}).data)


class BulletinListe(_DuComite, APIView):
    @extend_schema(
        operation_id="voter",
        tags=ETIQUETTE,
        summary="Voter",
        description="Une voix, une fois, pour de bon\u00a0: la vôtre, ou celle du siège dont vous portez la procuration («\u00a0pour »). "
        "La réponse atteste que la voix est comptée, sans dire laquelle. Envoyé deux fois, un vote n’est compté qu’une\u00a0: "
        "le second reçoit 409, code deja_vote.",
        request=BulletinDemandeSerializer,
        responses={
            201: s.BulletinSerializer,
            403: OpenApiResponse(OpenApiTypes.OBJECT, "Votre siège n’a pas de voix (sans_voix), ou vous n’avez pas de siège (sans_siege)"),
            404: OpenApiResponse(OpenApiTypes.OBJECT, "Ce scrutin n’existe pas pour vous\u00a0: inconnu, ou vous en êtes déporté"),
            409: OpenApiResponse(
                OpenApiTypes.OBJECT,
                "Scrutin clos (scrutin_clos), voix déjà donnée (deja_vote), quorum perdu (quorum_perdu), absence (absent), "
                "déclaration d’intérêts manquante (declaration_attendue), voix que vous ne portez pas (pas_votre_voix)",
            ),
        },
    )
    def post(self, request, programme: str, pk: int):
        _, scrutin = access.scrutin_a_voter(self.acteur, pk)
        seance = scrutin.point.seance
        demande = BulletinDemandeSerializer(data=request.data, context={"offerts": CHOIX_OFFERTS[TypeSeance(seance.type)]})
        demande.is_valid(raise_exception=True)
        pour = demande.validated_data.get("pour")
        voix = _siege(seance, pour, "pour") if pour else None
        participation = voter(scrutin=scrutin, choix=demande.validated_data["choix"], pour=voix, acteur=self.acteur)
        return Response(s.BulletinSerializer(participation).data, status=status.HTTP_201_CREATED)


class DossierListe(_DuComite, ListAPIView):
    serializer_class = s.DossierSerializer
    ordering = ("-fige_at", "-pk")

    def get_queryset(self) -> QuerySet[Dossier]:
        return access.dossiers_lisibles(access.place_de(self.acteur)).defer("contenu").select_related("point__seance", "point__projet")

    @_liste(
        "dossiers",
        "Lire les dossiers figés",
        "Les dossiers que vous pouvez ouvrir, le dernier figé d’abord\u00a0; un observateur lit ceux des séances publiées.",
        s.DossierSerializer,
    )
    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs)


class DossierDetail(_DuComite, APIView):
    @extend_schema(
        operation_id="dossier",
        tags=ETIQUETTE,
        summary="Lire un dossier figé",
        description="Le dossier tel qu’il a été figé, et son empreinte. Les notes des membres n’y sont pas.",
        responses={200: s.DossierDetailSerializer},
    )
    def get(self, request, programme: str, pk: int):
        place, dossier = access.dossier_lisible(self.acteur, pk)
        return Response(s.DossierDetailSerializer(dossier, context={"place": place}).data)


class DecisionListe(_DuComite, ListAPIView):
    serializer_class = s.DecisionSerializer
    ordering = ("-prise_at", "-pk")

    def get_queryset(self) -> QuerySet[Decision]:
        return access.decisions_du_lecteur(self.acteur).select_related("point__seance", "point__projet")

    @_liste(
        "decisions",
        "Lire les décisions",
        "Qui siège les lit aussitôt prises, les observateurs une fois publiées, une équipe celles de ses projets une fois publiées.",
        s.DecisionSerializer,
    )
    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs)


class DecisionDetail(_DuComite, APIView):
    @extend_schema(
        operation_id="decision",
        tags=ETIQUETTE,
        summary="Lire une décision",
        description="Le sens, les motifs, les montants par ligne, la réserve ou l’ajournement, et chaque condition à lever avec son état. Sous embargo, elle n’est pas trouvée.",
        responses={200: s.DecisionDetailSerializer},
    )
    def get(self, request, programme: str, pk: int):
        decision = access.decision_lisible(self.acteur, pk)
        return Response(s.DecisionDetailSerializer(decision, context=self.get_serializer_context()).data)
