"""Booking, and the life of a mission, by the getters and the actions of the pages. Every POST may be sent twice (``Idempotency-Key``)."""

from collections.abc import Callable
from uuid import uuid4

from django.db.models import QuerySet
from django.utils import timezone
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.views import APIView

from accompagnement import access
from accompagnement.actions.accords import confirmer_ajustement, repondre_a_la_demande
from accompagnement.actions.demandes import demander_mission
from accompagnement.actions.missions import annuler, repondre
from accompagnement.actions.propositions import proposer_demi_journee, repondre_a_la_proposition
from accompagnement.actions.reservations import reserver_creneau
from accompagnement.actions.service_fait import accepter_service_fait, remettre_compte_rendu, valider_service_fait
from accompagnement.api import demandes as d
from accompagnement.api import serializers as s
from accompagnement.api.views import BESOIN, PAS_UN_BESOIN, DeLAccompagnement, besoin_demande, decrire
from accompagnement.enums import Lieu, Reponse, Verdict
from accompagnement.enums_missions import ReponseMission
from accompagnement.models import Besoin, Creneau, Mission
from accompagnement.queries.attentes import avec_la_file
from accompagnement.queries.missions import missions_visibles
from manufactures.models import Projet
from socle.api.demande import Demande
from socle.api.idempotence import EN_TETE, Rejouable
from socle.comptes.enums import Role

PAS_D_AJUSTEMENT = "Une demi-journée réservée s’accepte ou se décline : indiquez « accepter » ou « decliner »."
CLE = OpenApiParameter(
    EN_TETE, str, OpenApiParameter.HEADER, description="Clé de votre choix, par exemple un UUID : envoyée deux fois, la demande n’est faite qu’une."
)


class DUneMission(Rejouable, DeLAccompagnement):
    """An act on a mission: its request read, its answer written."""

    def lire(self, demande: type[Demande]) -> dict:
        lue = demande(data=self.request.data)
        lue.is_valid(raise_exception=True)
        return lue.validated_data

    def montrer(self, mission: Mission, statut: int = status.HTTP_200_OK) -> Response:
        return Response(s.MissionSerializer(mission, context=self.get_serializer_context()).data, status=statut)

    def get_serializer_context(self) -> dict:
        return {"acteur": self.acteur, "maintenant": timezone.now()}


def decrire_un_acte(code: str, resume: str, description: str, demande: type[Demande] | None, reponse: type, conflits: str, statut: int = 200):
    """Describe a POST once: what is sent, what comes back, why it may be refused."""
    reponses = {statut: reponse, 409: OpenApiResponse(OpenApiTypes.OBJECT, conflits)}
    return decrire(code, resume, description, request=demande, responses=reponses, parameters=[CLE])


class ReservationListe(DUneMission, APIView):
    @decrire_un_acte(
        "reserver",
        "Réserver une demi-journée",
        "Un crédit du besoin est réservé et le créneau est pris, ou rien ne l’est ; l’autre partie a quelques jours ouvrés pour répondre. "
        "Envoyée par l’expert du créneau, c’est une proposition : l’équipe la confirme.",
        d.ReservationDemandeSerializer,
        s.MissionSerializer,
        "Créneau pris (creneau_pris), crédit insuffisant (credit_insuffisant), hors des deux ans (hors_periode), "
        "expert d’un autre besoin (besoin_hors_competence), sur place seulement (pas_a_distance), "
        "créneau attendu par un autre projet (pas_votre_tour), intérêt à déclarer (interet_a_declarer)",
        201,
    )
    def post(self, request, programme: str):
        lue = self.lire(d.ReservationDemandeSerializer)
        projet, reserver = self._a_quel_titre(lue["projet"])
        besoin = Besoin.objects.filter(code=lue["besoin"]).first()
        creneau = avec_la_file(Creneau.objects.select_related("expert__utilisateur")).filter(pk=lue["creneau"]).first()
        if besoin is None or creneau is None:
            raise ValidationError({"creneau": [d.PAS_UN_CRENEAU]} if besoin else {"besoin": [PAS_UN_BESOIN]})
        mission = reserver(
            projet=projet,
            besoin=besoin,
            creneau=creneau,
            lieu=Lieu(lue["lieu"]),
            objet=lue.get("objet", ""),
            acteur=self.acteur,
            cle=str(uuid4()),
        )
        mission.fonction = getattr(projet, "fonction", None)
        return self.montrer(mission, status.HTTP_201_CREATED)

    def _a_quel_titre(self, slug: str) -> tuple[Projet, Callable[..., Mission]]:
        """The team books; an expert proposes, and the team confirms."""
        if self.acteur.est_expert and not self.acteur.a(Role.EQUIPE):
            return access.projet_a_servir(self.acteur, slug), proposer_demi_journee
        return access.projet_reservable(self.acteur, slug), reserver_creneau


class Annulation(DUneMission, APIView):
    @decrire_un_acte(
        "annuler_une_reservation",
        "Annuler une réservation",
        "Gratuit jusqu’au délai du règlement, et tant que l’expert n’a pas répondu ; au-delà, la règle écrite débite.",
        d.AnnulationDemandeSerializer,
        s.MissionSerializer,
        "Demi-journée passée ou mission close (mission_plus_annulable)",
    )
    def post(self, request, programme: str, pk: int):
        mission = access.mission_annulable(self.acteur, pk)
        motif = self.lire(d.AnnulationDemandeSerializer)["motif"]
        annuler(mission=mission, motif=motif, acteur=self.acteur, par_l_equipe=bool(mission.fonction))
        return self.montrer(mission)


class MissionListe(DUneMission, ListAPIView):
    serializer_class = s.MissionSerializer
    ordering = ("-pk",)

    def get_queryset(self) -> QuerySet[Mission]:
        missions, code = missions_visibles(self.acteur), besoin_demande(self.request)
        projet = self.request.query_params.get("projet", "").strip()
        missions = missions.filter(besoin__code=code) if code else missions
        return missions.filter(projet__slug=projet) if projet else missions

    @decrire(
        "missions",
        "Lire les missions",
        "Les missions que vous pouvez lire : celles de vos projets, les vôtres comme expert, toutes pour la coordination.",
        parameters=[BESOIN, OpenApiParameter("projet", str, description="Adresse courte d’un projet")],
        responses={200: s.MissionSerializer(many=True)},
    )
    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs)


    @decrire_un_acte(
        "mission_demander",
        "Demander une mission",
        "Les demi-journées sont réservées aussitôt ; la plateforme propose ensuite des experts, sur la page de la mission.",
        d.MissionDemandeSerializer,
        s.MissionSerializer,
        "Crédit insuffisant (credit_insuffisant), hors des deux ans (hors_periode), trop de demi-journées (demi_journees_hors_bornes)",
        201,
    )
    def post(self, request, programme: str):
        lue = self.lire(d.MissionDemandeSerializer)
        projet = access.projet_reservable(self.acteur, lue.pop("projet"))
        besoin = Besoin.objects.filter(code=lue.pop("besoin")).first()
        if besoin is None:
            raise ValidationError({"besoin": [PAS_UN_BESOIN]})
        lieu = Lieu(lue.pop("lieu"))
        mission = demander_mission(projet=projet, besoin=besoin, lieu=lieu, acteur=self.acteur, cle=str(uuid4()), **lue)
        mission.fonction = projet.fonction
        return self.montrer(mission, status.HTTP_201_CREATED)


class MissionDetail(DUneMission, APIView):
    @decrire("mission", "Lire une mission", "Une mission telle que vous pouvez la voir, et ce que vous pouvez y faire.", responses={200: s.MissionSerializer})
    def get(self, request, programme: str, pk: int):
        return self.montrer(access.mission_lisible(self.acteur, pk))


class ReponseDetail(DUneMission, APIView):
    @decrire_un_acte(
        "mission_repondre",
        "Répondre à une demande",
        "L’expert accepte ou décline ; décliner rend le crédit et le créneau.",
        d.ReponseDemandeSerializer,
        s.MissionSerializer,
        "Déjà répondu (deja_repondu), demande passée (demande_passee), motif manquant (motif_manquant)",
    )
    def post(self, request, programme: str, pk: int):
        mission = access.mission_de_l_expert(self.acteur, pk)
        lue = self.lire(d.ReponseDemandeSerializer)
        communs = {"mission": mission, "motif": lue.get("motif", ""), "acteur": self.acteur}
        if mission.sans_rendez_vous:
            repondre_a_la_demande(reponse=ReponseMission(lue["reponse"]), demi_journees=lue.get("demi_journees"), **communs)
        elif lue["reponse"] == ReponseMission.AJUSTER:
            raise ValidationError({"reponse": [PAS_D_AJUSTEMENT]})
        else:
            repondre(reponse=Reponse(lue["reponse"]), **communs)
        return self.montrer(missions_visibles(self.acteur).filter(pk=mission.pk).first() or mission)


class ConfirmationDetail(DUneMission, APIView):
    @decrire_un_acte(
        "mission_confirmer",
        "Confirmer une proposition",
        "L’équipe confirme ou décline une demi-journée proposée par un expert, ou l’ajustement d’une mission. Décliner rend ce qui était réservé.",
        d.ConfirmationDemandeSerializer,
        s.MissionSerializer,
        "Déjà répondu (deja_repondu), délai passé (proposition_passee), motif manquant (motif_manquant), crédit insuffisant (credit_insuffisant)",
    )
    def post(self, request, programme: str, pk: int):
        mission = access.mission_de_l_equipe(self.acteur, pk)
        lue = self.lire(d.ConfirmationDemandeSerializer)
        confirmer = repondre_a_la_proposition if mission.proposee_par_l_expert else confirmer_ajustement
        confirmee = confirmer(mission=mission, accord=lue["accord"], motif=lue.get("motif", ""), acteur=self.acteur)
        confirmee.fonction = mission.fonction
        return self.montrer(confirmee)


class CompteRenduDetail(DUneMission, APIView):
    @decrire_un_acte(
        "mission_rendre",
        "Remettre un compte rendu",
        "L’expert dit ce qui a été fait ; un nouveau compte rendu répond à un refus, aucun n’est réécrit.",
        d.CompteRenduDemandeSerializer,
        s.CompteRenduSerializer,
        "Trop tôt (trop_tot), rien à rendre (rien_a_rendre), plus de demi-journées que retenues (demi_journees_hors_bornes)",
        201,
    )
    def post(self, request, programme: str, pk: int):
        mission = access.mission_de_l_expert(self.acteur, pk)
        lue = self.lire(d.CompteRenduDemandeSerializer)
        rendu = remettre_compte_rendu(mission=mission, acteur=self.acteur, **lue)
        return Response(s.CompteRenduSerializer(rendu).data, status=status.HTTP_201_CREATED)


class ServiceFaitDetail(DUneMission, APIView):
    @decrire_un_acte(
        "mission_juger",
        "Accepter ou refuser le service fait",
        "Le verdict de l’équipe, en tout, en partie ou avec un motif de refus ; rien n’est débité avant la validation.",
        d.ServiceFaitDemandeSerializer,
        s.ServiceFaitSerializer,
        "Pas de compte rendu à juger (mission_deja_passee), motif manquant (motif_manquant), partie hors bornes (partie_hors_bornes)",
        201,
    )
    def post(self, request, programme: str, pk: int):
        mission = access.mission_de_l_equipe(self.acteur, pk)
        lue = self.lire(d.ServiceFaitDemandeSerializer)
        verdict, acceptees = Verdict(lue["verdict"]), lue.get("demi_journees_acceptees", 0)
        jugee = accepter_service_fait(mission=mission, verdict=verdict, acceptees=acceptees, motif=lue.get("motif", ""), acteur=self.acteur)
        return Response(s.ServiceFaitSerializer(jugee).data, status=status.HTTP_201_CREATED)


class ValidationDetail(DUneMission, APIView):
    @decrire_un_acte(
        "mission_valider",
        "Valider le service fait",
        "La coordination valide le verdict : le débit est écrit au registre. Jamais la personne qui a jugé, ni l’expert.",
        None,
        s.ServiceFaitSerializer,
        "Rien à valider (rien_a_valider), quatre yeux (quatre_yeux)",
    )
    def post(self, request, programme: str, pk: int):
        mission = access.mission_coordonnee(self.acteur, pk)
        return Response(s.ServiceFaitSerializer(valider_service_fait(mission=mission, acteur=self.acteur)).data)
