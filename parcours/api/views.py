"""Thin views over the getters and actions of the pages."""

from django.db.models import QuerySet
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from comite.queries.embargo import projets_fermes, statuts_sous_embargo
from manufactures.models import Projet
from manufactures.permissions import lit_avant_publication
from parcours.access import projet_lisible
from parcours.api.problemes import TYPE_MIME
from parcours.api.serializers import ProblemeSerializer, ProjetSerializer
from parcours.droits import droits_sur_projet, statut_montre
from socle.comptes.acteur import Acteur

PROGRAMME = OpenApiParameter("programme", str, OpenApiParameter.PATH, description="Adresse du programme")
ETIQUETTE = ["Projets"]
PROBLEMES = {(statut, TYPE_MIME): ProblemeSerializer for statut in (401, 403, 404)}


def _projets(acteur: Acteur) -> QuerySet[Projet]:
    return Projet.objects.visibles_par(acteur).avec_siege_de(acteur).select_related("vague", "structure")


class _Contexte:
    """What the serializer needs to know of the reader, read once per request."""

    def get_serializer_context(self) -> dict:
        acteur = self.request._request.acteur
        embargo, fermes = statuts_sous_embargo(), projets_fermes(acteur)

        def lit_tout(projet: Projet) -> bool:
            return lit_avant_publication(acteur) and projet.pk not in fermes

        return {
            "statut_de": lambda projet: projet.etat if lit_tout(projet) else statut_montre(projet, embargo),
            "droits_de": lambda projet: droits_sur_projet(acteur, projet, embargo, fermes),
        }


class ProjetListe(_Contexte, ListAPIView):
    """Projects that the person may open, by name."""

    serializer_class = ProjetSerializer

    def get_queryset(self):
        projets = _projets(self.request._request.acteur)
        if texte := self.request.query_params.get("q", "").strip():
            projets = projets.chercher(texte)
        return projets.order_by("nom", "pk")

    @extend_schema(
        operation_id="projets",
        tags=ETIQUETTE,
        summary="Lire les projets",
        description="Les projets que vous pouvez ouvrir, par nom. Avant publication, une décision ne se voit pas dans leur statut.",
        parameters=[PROGRAMME, OpenApiParameter("q", str, description="Texte cherché")],
        responses={200: ProjetSerializer(many=True)} | PROBLEMES,
    )
    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs)


class ProjetDetail(_Contexte, APIView):
    """One project."""

    @extend_schema(
        operation_id="projet",
        tags=ETIQUETTE,
        summary="Lire un projet",
        description="Un projet tel que vous pouvez le voir, et ce que vous pouvez y faire («\u00a0abilities »).",
        parameters=[PROGRAMME],
        responses={200: ProjetSerializer} | PROBLEMES,
    )
    def get(self, request, programme: str, slug: str):
        projet = projet_lisible(request._request.acteur, slug)
        return Response(ProjetSerializer(projet, context=self.get_serializer_context()).data)
