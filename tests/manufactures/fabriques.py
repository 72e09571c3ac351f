"""Factories of the manufactures; they need a programme in force."""

from datetime import UTC, date, datetime, timedelta
from decimal import Decimal

import factory
from django.utils import timezone
from factory.django import DjangoModelFactory
from stdnum import luhn

from manufactures.enums import Fonction, StatutProjet
from manufactures.models import (
    Candidature,
    ConditionAdmission,
    LigneDemandee,
    MembreEquipe,
    Passage,
    Projet,
    ReponseCondition,
    Site,
    Structure,
    Vague,
)
from socle.comptes.models import Utilisateur
from socle.documents.models import Document, VersionDocument

CONDITIONS = ("local-adapte", "structure-declaree", "moyens-humains")


def siret_valide(numero: int) -> str:
    """Return the SIRET of an invented body: its SIREN and itself pass Luhn's check."""
    siren = f"9{numero:07d}"
    siren += luhn.calc_check_digit(siren)
    return siren + "0001" + luhn.calc_check_digit(siren + "0001")


class StructureFactory(DjangoModelFactory):
    class Meta:
        model = Structure

    nom = factory.Sequence(lambda n: f"Structure d’exemple {n}")
    siret = factory.Sequence(siret_valide)
    forme_juridique = "Association"


class VagueFactory(DjangoModelFactory):
    """An open wave: from ten days ago to ten days ahead."""

    class Meta:
        model = Vague

    numero = factory.Sequence(lambda n: n + 1)
    nom = factory.LazyAttribute(lambda v: f"Vague {v.numero}")
    ouverture_at = factory.LazyFunction(lambda: timezone.now() - timedelta(days=10))
    cloture_at = factory.LazyFunction(lambda: timezone.now() + timedelta(days=10))

    class Params:
        close = factory.Trait(cloture_at=factory.LazyFunction(lambda: timezone.now() - timedelta(seconds=1)))


class ProjetFactory(DjangoModelFactory):
    """A project standing at ``statut`` (or by a trait of the same name), told by its first passage."""

    class Meta:
        model = Projet
        skip_postgeneration_save = True

    nom = factory.Sequence(lambda n: f"Manufacture d’exemple {n}")
    slug = factory.Sequence(lambda n: f"exemple-{n}")
    statut = StatutProjet.BROUILLON
    structure = factory.SubFactory(StructureFactory)
    commune = "Exempleville"
    region = "Exemplie"
    filieres = factory.LazyFunction(lambda: ["Bois et ameublement"])

    class Params:
        depose = factory.Trait(statut=StatutProjet.DEPOSE)
        recevable = factory.Trait(statut=StatutProjet.RECEVABLE)
        labellise = factory.Trait(statut=StatutProjet.LABELLISE)
        en_incubation = factory.Trait(statut=StatutProjet.EN_INCUBATION)
        en_comite = factory.Trait(statut=StatutProjet.EN_COMITE)
        finance = factory.Trait(statut=StatutProjet.FINANCE)
        en_accompagnement = factory.Trait(statut=StatutProjet.EN_ACCOMPAGNEMENT)

    @factory.post_generation
    def passage(self, create, extracted, **kwargs):
        if create and extracted is not False:
            Passage.objects.create(projet=self, vers=self.statut, date=timezone.now())


class SiteFactory(DjangoModelFactory):
    class Meta:
        model = Site

    projet = factory.SubFactory(ProjetFactory)
    commune = "Exempleville"
    code_insee = "01053"


class UtilisateurFactory(DjangoModelFactory):
    class Meta:
        model = Utilisateur

    email = factory.Sequence(lambda n: f"personne{n}@exemple.fr")
    prenom = "Personne"
    nom = factory.Sequence(lambda n: f"d’exemple {n}")
    password = "!"


class MembreEquipeFactory(DjangoModelFactory):
    class Meta:
        model = MembreEquipe

    projet = factory.SubFactory(ProjetFactory)
    utilisateur = factory.SubFactory(UtilisateurFactory)
    fonction = Fonction.PORTEUR
    date_debut = date(2022, 1, 1)


class ConditionFactory(DjangoModelFactory):
    class Meta:
        model = ConditionAdmission
        django_get_or_create = ("code",)

    code = factory.Iterator(CONDITIONS)
    ordre = factory.LazyAttribute(lambda c: CONDITIONS.index(c.code) + 1)
    libelle = factory.LazyAttribute(lambda c: f"Condition {c.code}")
    preuve_attendue = "Une preuve d’exemple"


class CandidatureFactory(DjangoModelFactory):
    """A draft for an open wave, its three conditions waiting; ``complete`` answers everything, ``deposee`` freezes it."""

    class Meta:
        model = Candidature
        skip_postgeneration_save = True

    projet = factory.SubFactory(ProjetFactory)
    vague = factory.SubFactory(VagueFactory)

    class Params:
        ecrite = factory.Trait(presentation="Texte", territoire="Texte", gouvernance="Texte", economie="Texte")
        deposee = factory.Trait(
            deposee_at=datetime(2022, 1, 13, 10, tzinfo=UTC),
            deposee_par=factory.SubFactory(UtilisateurFactory),
            numero=factory.Sequence(lambda n: f"E-{n}"),
            copie=factory.LazyFunction(dict),
            empreinte="0" * 64,
        )

    @factory.post_generation
    def reponses(self, create, extracted, **kwargs):
        for code in CONDITIONS if create else ():
            ReponseCondition.objects.create(candidature=self, condition=ConditionFactory(code=code))

    @factory.post_generation
    def complete(self, create, extracted, **kwargs):
        if create and extracted:
            completer(self)


def preuve_d_exemple() -> Document:
    """A document and its first version, without a file behind."""
    document = Document.objects.create(libelle="Preuve d’exemple")
    VersionDocument.objects.create(
        document=document, numero=1, nom="preuve.pdf", fichier="documents/exemple.pdf", taille=1, type_mime="application/pdf", sha256="0" * 64
    )
    return document


def completer(candidature: Candidature) -> Candidature:
    """Fill everything that a deposit asks for."""
    for section in ("presentation", "territoire", "gouvernance", "economie"):
        setattr(candidature, section, f"Le texte de {section}.")
    candidature.save()
    for reponse in candidature.reponses.all():
        reponse.texte, reponse.preuve = "Oui.", preuve_d_exemple()
        reponse.save()
    LigneDemandee.objects.get_or_create(candidature=candidature, ligne="investissement", defaults={"montant": Decimal("120000")})
    return candidature
