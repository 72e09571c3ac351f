"""Credits, experts and free half-days, by the getters of the pages."""

from dataclasses import dataclass

from django.db.models import Exists, OuterRef, QuerySet
from django.utils import timezone
from drf_spectacular.utils import OpenApiParameter, extend_schema
from rest_framework.exceptions import ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from accompagnement import access
from accompagnement.api import serializers as s
from accompagnement.enums import NatureMouvement
from accompagnement.models import Besoin, Creneau, Expert, ExpertBesoin, MouvementCredit, PlanAccompagnement
from accompagnement.permissions import peut_coordonner, peut_reserver
from accompagnement.queries.credits import Credits, credits_du_projet
from accompagnement.queries.experts import annuaire
from accompagnement.queries.registre import mouvements_de
from manufactures.models import Projet
from socle.comptes.acteur import Acteur

ETIQUETTE = ["Accompagnement"]
PAS_UN_BESOIN = "Indiquez le code d’un besoin du programme."
PAS_UNE_NATURE = "Indiquez une nature de mouvement du registre, par exemple « consommation »."
PAS_UN_EXPERT = "Indiquez le numéro d’un expert, lu dans « experts/ »."
BESOIN = OpenApiParameter("besoin", str, description="Code d’un besoin")


class DeLAccompagnement:
    """The person of the request."""

    @property
    def acteur(self) -> Acteur:
        return self.request._request.acteur


def decrire(code: str, resume: str, description: str, **plus):
    """Describe an operation once: its name, its tag, its words."""
    return extend_schema(operation_id=code, tags=ETIQUETTE, summary=resume, description=description, **plus)


def besoin_demande(request) -> str:
    """Return the code asked for in the address, known to the programme, or nothing."""
    code = request.query_params.get("besoin", "").strip()
    if code and not Besoin.objects.filter(code=code).exists():
        raise ValidationError({"besoin": [PAS_UN_BESOIN]})
    return code


@dataclass(frozen=True)
class Compte:
    """What a project holds, and what its reader may do with it."""

    projet: Projet
    plan: PlanAccompagnement
    credits: Credits
    abilities: dict[str, bool]


class CompteDetail(DeLAccompagnement, APIView):
    @decrire(
        "compte_de_credits",
        "Lire les crédits d’un projet",
        "Ce qui est accordé, réservé, consommé, expiré et disponible, par besoin et en tout, en demi-journées.",
        responses={200: s.CompteSerializer},
    )
    def get(self, request, programme: str, projet: str):
        lu = access.projet_lisible(self.acteur, projet)
        droits = {"reserver": peut_reserver(lu.fonction, lu.etat) is None, "transferer": peut_coordonner(self.acteur) is None}
        compte = Compte(lu, lu.plan_accompagnement, credits_du_projet(lu), droits)
        return Response(s.CompteSerializer(compte).data)


class MouvementListe(DeLAccompagnement, ListAPIView):
    serializer_class = s.MouvementSerializer
    ordering = ("-pk",)

    def get_queryset(self) -> QuerySet[MouvementCredit]:
        projet = access.projet_lisible(self.acteur, self.kwargs["projet"])
        nature = self.request.query_params.get("nature", "").strip()
        if nature and nature not in NatureMouvement.values:
            raise ValidationError({"nature": [PAS_UNE_NATURE]})
        return mouvements_de(projet, besoin=besoin_demande(self.request), nature=nature)

    @decrire(
        "mouvements_de_credit",
        "Lire les mouvements d’un projet",
        "Le registre, le plus récent d’abord : de quel compte vers lequel, combien de demi-journées, par qui, pourquoi, sur quelle pièce.",
        parameters=[BESOIN, OpenApiParameter("nature", str, enum=NatureMouvement.values, description="Nature du mouvement")],
        responses={200: s.MouvementSerializer(many=True)},
    )
    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs)


class ExpertListe(DeLAccompagnement, ListAPIView):
    serializer_class = s.ExpertSerializer
    ordering = ("pk",)

    def get_queryset(self) -> QuerySet[Expert]:
        access.exiger_annuaire(self.acteur)
        territoire = self.request.query_params.get("territoire", "").strip()
        return annuaire(timezone.now(), besoin=besoin_demande(self.request), territoire=territoire)

    @decrire(
        "experts",
        "Lire l’annuaire des experts",
        "Les experts qui reçoivent des demandes, leurs besoins, leur première demi-journée libre.",
        parameters=[BESOIN, OpenApiParameter("territoire", str, description="Mots du territoire")],
        responses={200: s.ExpertSerializer(many=True)},
    )
    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs)


class CreneauListe(DeLAccompagnement, ListAPIView):
    serializer_class = s.CreneauSerializer
    ordering = ("debut", "pk")

    def get_queryset(self) -> QuerySet[Creneau]:
        access.exiger_annuaire(self.acteur)
        creneaux = Creneau.objects.libres_apres(timezone.now()).select_related("expert__utilisateur")
        if code := besoin_demande(self.request):
            creneaux = creneaux.filter(Exists(ExpertBesoin.objects.filter(expert=OuterRef("expert"), besoin__code=code)))
        if expert := self.request.query_params.get("expert", "").strip():
            creneaux = creneaux.filter(expert=_numero(expert))
        return creneaux

    @decrire(
        "creneaux",
        "Lire les créneaux libres",
        "Les demi-journées libres, la première d’abord. Un créneau lu peut être pris avant votre réservation : elle répond alors 409.",
        parameters=[BESOIN, OpenApiParameter("expert", int, description="Numéro d’un expert")],
        responses={200: s.CreneauSerializer(many=True)},
    )
    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs)


def _numero(texte: str) -> int:
    if not (texte.isascii() and texte.isdecimal() and len(texte) < 10):
        raise ValidationError({"expert": [PAS_UN_EXPERT]})
    return int(texte)
