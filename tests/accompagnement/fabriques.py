"""Factories of the accompagnement; they need a programme in force."""

from datetime import datetime, timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accompagnement.actions.credits import ouvrir_credits
from accompagnement.actions.installation import installer
from accompagnement.actions.missions import repondre
from accompagnement.actions.service_fait import accepter_service_fait, remettre_compte_rendu, valider_service_fait
from accompagnement.enums import Reponse, StatutCreneau, Verdict
from accompagnement.models import Besoin, Creneau, Expert, ExpertBesoin, Mission, PlanAccompagnement
from accompagnement.regles import demi_journees_entre
from socle.comptes.acteur import Acteur
from socle.comptes.models import Utilisateur
from tests.manufactures.fabriques import UtilisateurFactory

BESOINS = [
    {"code": "modele-economique", "titre": "Accompagner la consolidation du modèle économique", "titre_court": "Modèle économique"},
    {"code": "modele-juridique", "titre": "Accompagner la structuration du modèle juridique", "titre_court": "Modèle juridique"},
    {"code": "offre-formation", "titre": "Accompagner le déploiement de l’offre de formation", "titre_court": "Offre de formation"},
]
ENVELOPPE = 100


def installer_le_programme() -> None:
    """Needs and an envelope of 100 half-days."""
    installer(besoins=BESOINS, enveloppe_demi_journees=ENVELOPPE)


def doter(projet, *repartition: tuple[str, int]) -> PlanAccompagnement:
    """Open the credits of a project from the first of last month, for its two years."""
    debut = (timezone.localdate().replace(day=1) - timedelta(days=1)).replace(day=1)
    lignes = [(code, n, "Objectif d’exemple") for code, n in repartition]
    total = sum(n for _, n in repartition)
    return ouvrir_credits(projet=projet, demi_journees=total, repartition=lignes, date_debut=debut, acteur=None)


class ExpertFactory(DjangoModelFactory):
    """An expert of every need of the programme, or of ``besoins`` (codes)."""

    class Meta:
        model = Expert
        skip_postgeneration_save = True

    utilisateur = factory.SubFactory(UtilisateurFactory)
    prix_demi_journee = Decimal("450")
    territoire = "Exemplie"

    @factory.post_generation
    def besoins(self, create, extracted, **kwargs):
        voulus = Besoin.objects.filter(code__in=extracted) if extracted else Besoin.objects.all()
        ExpertBesoin.objects.bulk_create(ExpertBesoin(expert=self, besoin=b) for b in voulus)


def ouvrir(expert: Expert, nombre: int = 1, *, dans: int = 14) -> list[Creneau]:
    """Open ``nombre`` free half-days of an expert, from ``dans`` days ahead."""
    premier = timezone.localdate() + timedelta(days=dans)
    demi_journees = demi_journees_entre(premier, premier + timedelta(days=60))[:nombre]
    return [Creneau.objects.create(expert=expert, debut=d.debut, fin=d.fin) for d in demi_journees]


def deplacer(creneau: Creneau, debut: datetime) -> Creneau:
    """Put a half-day elsewhere in time, as if it had been booked long before."""
    creneau.debut, creneau.fin = debut, debut + timedelta(hours=3, minutes=30)
    creneau.save(update_fields=["debut", "fin"])
    return creneau


def retire(creneau: Creneau) -> bool:
    return Creneau.objects.get(pk=creneau.pk).statut == StatutCreneau.RETIRE


def experte_du_programme(utilisateur: Utilisateur) -> Expert:
    """The profile of the expert of the cast."""
    return ExpertFactory(utilisateur=utilisateur)


def faire_juger(mission: Mission, *, experte: Acteur, equipe: Acteur) -> Mission:
    """Bring a mission asked for to the verdict of the team: accepted, its half-day over, its report handed in."""
    repondre(mission=mission, reponse=Reponse.ACCEPTER, acteur=experte)
    deplacer(mission.creneau, timezone.now() - timedelta(days=1))
    remettre_compte_rendu(mission=mission, fait="Budget relu", demi_journees=mission.demi_journees, acteur=experte)
    accepter_service_fait(mission=mission, verdict=Verdict.ACCEPTE, acteur=equipe)
    return Mission.objects.get(pk=mission.pk)


def faire_valider(mission: Mission, *, experte: Acteur, equipe: Acteur, coordination: Acteur) -> Mission:
    """The same, then validated by the coordination: its half-days are debited."""
    valider_service_fait(mission=faire_juger(mission, experte=experte, equipe=equipe), acteur=coordination)
    return Mission.objects.get(pk=mission.pk)
