"""Factories of the incubation; they need a programme in force."""

from datetime import date, time, timedelta

import factory
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from factory.django import DjangoModelFactory

from incubation.actions.installation import installer
from incubation.models import Module, Promotion, SessionIncubation, SousPromotion
from tests.manufactures.fabriques import VagueFactory

NOMS = ("Écosystème", "Foncier", "Économie", "Juridique", "Aménagement", "Offre", "Communication", "Impact")
CRITIQUES = {"Foncier", "Économie", "Juridique"}
PDF = b"%PDF-1.7\nexemple\n"


def installer_les_modules() -> list[Module]:
    """The eight modules, two attendus each."""
    modules = [
        {
            "numero": numero,
            "code": f"module-{numero}",
            "titre": f"{nom}, titre du module",
            "titre_court": nom,
            "critique": nom in CRITIQUES,
            "attendus": [{"texte": f"{nom}, premier attendu", "outil": ""}, {"texte": f"{nom}, second attendu", "outil": "plan_actions"}],
        }
        for numero, nom in enumerate(NOMS, 1)
    ]
    installer(modules=modules)
    return list(Module.objects.all())


class PromotionFactory(DjangoModelFactory):
    """A promotion that began ten days ago and lasts four months."""

    class Meta:
        model = Promotion

    vague = factory.SubFactory(VagueFactory)
    nom = factory.Sequence(lambda n: f"Promotion {n}")
    date_debut = factory.LazyFunction(lambda: timezone.localdate() - timedelta(days=10))
    date_fin = factory.LazyAttribute(lambda p: p.date_debut + timedelta(days=120))


class SousPromotionFactory(DjangoModelFactory):
    class Meta:
        model = SousPromotion

    promotion = factory.SubFactory(PromotionFactory)
    nom = factory.Sequence(lambda n: f"Groupe {n}")


class SessionFactory(DjangoModelFactory):
    """A session of today, morning and afternoon; ``convoquee`` opens its sheet."""

    class Meta:
        model = SessionIncubation

    sous_promotion = factory.SubFactory(SousPromotionFactory)
    numero = factory.Sequence(lambda n: n + 1)
    titre = "Aménager sa manufacture"
    tiers_lieu = "Tiers-lieu d’exemple"
    commune = "Annonay"
    date = factory.LazyFunction(timezone.localdate)
    matin_debut, matin_fin = time(9), time(12, 30)
    apres_midi_debut, apres_midi_fin = time(14), time(17, 30)

    class Params:
        convoquee = factory.Trait(statut="convoquee", convoquee_at=factory.LazyFunction(timezone.now))


def fichier(nom: str = "budget.pdf", contenu: bytes = PDF) -> SimpleUploadedFile:
    """A file as a person sends it."""
    return SimpleUploadedFile(nom, contenu, "application/pdf")


def jour_dans(jours: int) -> date:
    """The day that lies ``jours`` days from today."""
    return timezone.localdate() + timedelta(days=jours)
