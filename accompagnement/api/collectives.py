"""Missions shared by several projects, by the getters and the actions of the pages. Every POST may be sent twice (``Idempotency-Key``)."""

from uuid import uuid4

from django.db.models import QuerySet
from django.utils import timezone
from rest_framework import status
from rest_framework.exceptions import ValidationError
from rest_framework.generics import ListAPIView
from rest_framework.response import Response
from rest_framework.serializers import Serializer
from rest_framework.views import APIView

from accompagnement import access_collectives as access
from accompagnement.actions.collectives import Annonce, accepter_collective, decliner_invitation, ouvrir_collective, rejoindre_collective
from accompagnement.actions.suites_collectives import annuler_collective, confirmer_collective, quitter_collective, rendre_collective
from accompagnement.api import demandes as d
from accompagnement.api import serializers_collectives as s
from accompagnement.api.missions import DUneMission, decrire_un_acte
from accompagnement.api.views import PAS_UN_BESOIN, decrire
from accompagnement.enums import Lieu
from accompagnement.enums_collectives import PartageCollectif
from accompagnement.models import Besoin, Expert, MissionCollective, PartMission
from accompagnement.queries.collectives import detail_de, liste_des_collectives, projets_a_inviter, projets_accompagnes_de
from manufactures.models import Projet
from socle.comptes import reglement
from socle.comptes.enums import Role


class DUneCollective(DUneMission):
    """An act on a shared mission: its answer is short, and read without asking more of the database."""

    def lire_sur(self, pk: int, attendu: type[Serializer]) -> dict:
        """Read what is asked of a mission; to who does not see it, that nothing is there is said before what is missing."""
        try:
            return self.lire(attendu)
        except ValidationError:
            access.collective_lisible(self.acteur, pk)
            raise

    def montrer(self, collective: MissionCollective, statut: int = status.HTTP_200_OK) -> Response:
        return Response(s.CollectiveSerializer(collective).data, status=statut)

    def montrer_la_part(self, part: PartMission, statut: int = status.HTTP_200_OK) -> Response:
        return Response(s.PartSerializer(part).data, status=statut)


class CollectiveListe(DUneCollective, ListAPIView):
    serializer_class = s.CollectiveDeListeSerializer
    ordering = ("-debut", "-pk")

    def get_queryset(self) -> QuerySet[MissionCollective]:
        access.exiger_lecture_des_collectives(self.acteur)
        return liste_des_collectives(self.acteur)

    @decrire(
        "collectives",
        "Lire les missions collectives",
        "Celles que vous pouvez lire : ouvertes aux projets en accompagnement, celles de vos projets, les vôtres comme expert.",
        responses={200: s.CollectiveDeListeSerializer(many=True)},
    )
    def get(self, request, *args, **kwargs):
        return super().get(request, *args, **kwargs)

    @decrire_un_acte(
        "collective_ouvrir",
        "Ouvrir une mission collective",
        "Les demi-journées sont prises dans l’agenda de l’expert, les projets invités sont prévenus. Ouvert à la coordination et aux équipes en accompagnement.",
        s.OuvertureDemandeSerializer,
        s.CollectiveSerializer,
        "Créneau pris (creneau_pris), trop peu ou trop de demi-journées (collective_demi_journees), date d’inscription hors bornes (collective_limite), "
        "expert sur place seulement (pas_a_distance)",
        201,
    )
    def post(self, request, programme: str):
        access.exiger_ouverture(self.acteur)
        lue = self.lire(s.OuvertureDemandeSerializer)
        expert = Expert.objects.filter(actif=True, pk=lue["expert"]).select_related("utilisateur").first()
        if expert is None:
            raise ValidationError({"expert": [s.PAS_UN_EXPERT]})
        annonce = Annonce(
            lieu=Lieu(lue["lieu"]),
            partage=PartageCollectif(lue.get("partage") or reglement.valeur("accompagnement.collective_partage")),
            resultat_attendu=lue.get("resultat_attendu", ""),
            adresse=lue.get("adresse", ""),
            **{champ: lue[champ] for champ in ("titre", "objet", "inscriptions_avant")},
        )
        invites = _invites(lue["invites"])
        ouverte = ouvrir_collective(annonce=annonce, expert=expert, creneaux=lue["creneaux"], invites=invites, acteur=self.acteur, cle=str(uuid4()))
        return self.montrer(ouverte, status.HTTP_201_CREATED)


def _invites(slugs: list[str]) -> list[Projet]:
    """Return the projects named, each in accompagnement."""
    invites = list(projets_a_inviter().filter(slug__in=slugs)) if slugs else []
    if inconnus := sorted(set(slugs) - {p.slug for p in invites}):
        raise ValidationError({"invites": [f"Retirez « {inconnus[0]} » : aucun projet en accompagnement n’a cette adresse courte."]})
    return invites


class CollectiveDetail(DUneCollective, APIView):
    @decrire(
        "collective",
        "Lire une mission collective",
        "Ses demi-journées, les projets inscrits et la part de chacun, ce que vous et vos projets pouvez y faire.",
        responses={200: s.CollectiveDetailSerializer},
    )
    def get(self, request, programme: str, pk: int):
        collective = access.collective_lisible(self.acteur, pk)
        collective.detail = detail_de(collective)
        siens = list(projets_accompagnes_de(self.acteur)) if self.acteur.a(Role.EQUIPE) else []
        contexte = {"acteur": self.acteur, "maintenant": timezone.now(), "projets": siens}
        return Response(s.CollectiveDetailSerializer(collective, context=contexte).data)


class Inscription(DUneCollective, APIView):
    @decrire_un_acte(
        "collective_rejoindre",
        "Inscrire un projet à une mission collective",
        "Le plafond est réservé aussitôt sur le besoin ; la part payée n’est jamais au-dessus. Un projet déjà inscrit l’est une fois.",
        s.InscriptionDemandeSerializer,
        s.PartSerializer,
        "Inscriptions closes (collective_fermee), plus de part (collective_complete), crédit insuffisant (credit_insuffisant), "
        "plafond au-dessus des demi-journées (plafond_haut), hors des deux ans (hors_periode)",
        201,
    )
    def post(self, request, programme: str, pk: int):
        lue = self.lire_sur(pk, s.InscriptionDemandeSerializer)
        collective, projet = access.collective_du_projet(self.acteur, pk, lue.pop("projet"))
        besoin = Besoin.objects.filter(code=lue.pop("besoin")).first()
        if besoin is None:
            raise ValidationError({"besoin": [PAS_UN_BESOIN]})
        part = rejoindre_collective(collective=collective, projet=projet, besoin=besoin, acteur=self.acteur, cle=str(uuid4()), **lue)
        return self.montrer_la_part(part, status.HTTP_201_CREATED)


class RefusDInvitation(DUneCollective, APIView):
    @decrire_un_acte(
        "collective_decliner",
        "Décliner une invitation",
        "L’équipe répond non. Le projet peut encore s’inscrire jusqu’à la fin des inscriptions.",
        s.ProjetDemandeSerializer,
        s.PartSerializer,
        "Pas d’invitation sans réponse (pas_invite), inscriptions closes (collective_fermee)",
    )
    def post(self, request, programme: str, pk: int):
        collective, projet = access.collective_du_projet(self.acteur, pk, self.lire_sur(pk, s.ProjetDemandeSerializer)["projet"])
        return self.montrer_la_part(decliner_invitation(collective=collective, projet=projet, acteur=self.acteur))


class Retrait(DUneCollective, APIView):
    @decrire_un_acte(
        "collective_quitter",
        "Retirer un projet d’une mission collective",
        "Gratuit jusqu’au délai du règlement : ses demi-journées sont rendues, les autres se partagent le coût, ou la mission est annulée.",
        s.RetraitDemandeSerializer,
        s.CollectiveSerializer,
        "Trop tard (retrait_trop_tard), projet pas inscrit (pas_inscrit), mission close (collective_close)",
    )
    def post(self, request, programme: str, pk: int):
        lue = self.lire_sur(pk, s.RetraitDemandeSerializer)
        collective, projet = access.collective_a_quitter(self.acteur, pk, lue["projet"])
        quitter_collective(collective=collective, projet=projet, motif=lue["motif"], acteur=self.acteur, verrouillee=True)
        return self.montrer(collective)


class Accord(DUneCollective, APIView):
    @decrire_un_acte(
        "collective_accepter",
        "Donner l’accord de l’expert",
        "Pour décliner, l’expert annule la mission.",
        None,
        s.CollectiveSerializer,
        "Accord déjà donné (collective_deja_dit), inscriptions closes (collective_fermee)",
    )
    def post(self, request, programme: str, pk: int):
        return self.montrer(accepter_collective(collective=access.collective_de_l_expert(self.acteur, pk), acteur=self.acteur))


class Confirmation(DUneCollective, APIView):
    @decrire_un_acte(
        "collective_confirmer",
        "Confirmer une mission collective",
        "La coordination ferme les inscriptions : chaque projet connaît sa part.",
        None,
        s.CollectiveSerializer,
        "Sans accord de l’expert (collective_sans_accord), trop peu de projets (collective_trop_peu), coût pas couvert (collective_a_payer), "
        "intérêt à déclarer (interet_a_declarer) ou déclaré (interet_declare)",
    )
    def post(self, request, programme: str, pk: int):
        return self.montrer(confirmer_collective(collective=access.collective_coordonnee(self.acteur, pk), acteur=self.acteur))


class AnnulationCollective(DUneCollective, APIView):
    @decrire_un_acte(
        "collective_annuler",
        "Annuler une mission collective",
        "La coordination ou l’expert annule pour tous, sans frais, avant la première demi-journée.",
        d.AnnulationDemandeSerializer,
        s.CollectiveSerializer,
        "Commencée ou close (collective_close)",
    )
    def post(self, request, programme: str, pk: int):
        collective = access.collective_annulable(self.acteur, pk)
        motif = self.lire(d.AnnulationDemandeSerializer)["motif"]
        return self.montrer(annuler_collective(collective=collective, motif=motif, acteur=self.acteur, verrouillee=True))


class CompteRenduCollectif(DUneCollective, APIView):
    @decrire_un_acte(
        "collective_rendre",
        "Remettre le compte rendu d’une mission collective",
        "Un seul pour tous : chaque projet donne ensuite son verdict sur sa part, par « missions/<id>/service-fait/ ».",
        d.CompteRenduCollectifDemandeSerializer,
        s.CollectiveSerializer,
        "Trop tôt (trop_tot), mission pas confirmée (collective_pas_confirmee)",
    )
    def post(self, request, programme: str, pk: int):
        collective = access.collective_a_rendre(self.acteur, pk)
        lue = self.lire(d.CompteRenduCollectifDemandeSerializer)
        return self.montrer(rendre_collective(collective=collective, acteur=self.acteur, verrouillee=True, **lue))
