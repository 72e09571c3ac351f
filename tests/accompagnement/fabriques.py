"""Factories of the accompagnement; they need a programme in force."""

from datetime import date, datetime, time, timedelta
from decimal import Decimal

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from accompagnement.actions.credits import ouvrir_credits
from accompagnement.actions.installation import installer
from accompagnement.actions.releves import etablir_releves
from accompagnement.enums import EffetSilence, StatutCreneau, StatutMission, Verdict
from accompagnement.models import (
    Besoin,
    CompteRendu,
    Creneau,
    Expert,
    ExpertBesoin,
    Mission,
    PieceCompteRendu,
    PlanAccompagnement,
    ReleveMensuel,
    ServiceFait,
)
from accompagnement.regles import demi_journees_entre
from socle.comptes.models import Utilisateur
from socle.documents.actions import deposer
from socle.lib.dates import a_paris
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


def relever(expert: Expert, projet, besoin: Besoin, juge: Utilisateur, mois: date) -> tuple[ReleveMensuel, PieceCompteRendu]:
    """A mission of the 10th of a month, reported, accepted, validated, on the statement of that month, with a file; no credit moves."""
    debut = a_paris(mois.replace(day=10), time(9))
    coordination = UtilisateurFactory()
    creneau = Creneau.objects.create(expert=expert, debut=debut, fin=debut + timedelta(hours=3), statut=StatutCreneau.RETENU)
    dates = {champ: debut + timedelta(days=1) for champ in ("demandee_at", "repondue_at", "rendue_at", "jugee_at", "validee_at")}
    mission = Mission.objects.create(
        projet=projet, besoin=besoin, expert=expert, creneau=creneau, objet="Le budget", statut=StatutMission.VALIDE,
        cle=f"relevee-{creneau.pk}", demandee_par=juge, **dates,
    )  # fmt: skip
    champs = {"fait": "Budget relu", "demi_journees": 1, "reponse_avant": debut, "effet_du_silence": EffetSilence.ALERTER}
    rendu = CompteRendu.objects.create(mission=mission, rang=1, remis_at=dates["rendue_at"], remis_par=expert.utilisateur, **champs)
    ServiceFait.objects.create(
        mission=mission, compte_rendu=rendu, verdict=Verdict.ACCEPTE, demi_journees_acceptees=1, juge_at=dates["jugee_at"], juge_par=juge,
        valide_at=dates["validee_at"], valide_par=coordination, prix_demi_journee=expert.prix_demi_journee,
    )  # fmt: skip
    document = deposer(fichier=SimpleUploadedFile("note.pdf", b"%PDF-1.4", "application/pdf"), libelle="Note", acteur=None).document
    piece = PieceCompteRendu.objects.create(compte_rendu=rendu, document=document)
    return etablir_releves(mois=mois, acteur=None)[0], piece
