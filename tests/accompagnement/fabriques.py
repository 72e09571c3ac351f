"""Factories of the accompagnement; they need a programme in force."""

from datetime import datetime, timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory

from accompagnement.actions.credits import ouvrir_credits
from accompagnement.actions.installation import installer
from accompagnement.enums import StatutCreneau
from accompagnement.models import Besoin, Creneau, DeclarationExpert, Expert, ExpertBesoin, PlanAccompagnement
from accompagnement.regles import demi_journees_entre
from manufactures.models import Projet
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
    plan = ouvrir_credits(projet=projet, demi_journees=total, repartition=lignes, date_debut=debut, acteur=None)
    sans_interet(Expert.objects.all(), [projet])
    return plan


def sans_interet(experts, projets) -> None:
    """Experts declare that they have no interest in projects: without it they cannot accept a mission."""
    DeclarationExpert.objects.bulk_create(
        DeclarationExpert(expert=e, projet=p, interet=False, declaree_par_id=e.utilisateur_id) for e in experts for p in projets
    )


class ExpertFactory(DjangoModelFactory):
    """An expert of every need of the programme, or of ``besoins`` (codes), who has no interest in its projects (``declare``)."""

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

    @factory.post_generation
    def declare(self, create, extracted, **kwargs):
        if extracted is not False:
            _declarer(self)


def _declarer(expert: Expert) -> None:
    sans_interet([expert], Projet.objects.filter(plan_accompagnement__isnull=False))


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
