"""Where an expert may propose a half-day: projects in accompagnement that have a credit left for a need she answers."""

from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import JSONObject

from accompagnement.enums import NatureCompte
from accompagnement.models import Besoin, CompteCredits, Creneau, DeclarationExpert, ExpertBesoin
from manufactures.enums import StatutProjet
from manufactures.models import Projet
from socle.comptes.acteur import Acteur

CHAMPS_DU_BESOIN = ("id", "code", "titre", "titre_court", "ordre")


def projets_a_servir(acteur: Acteur, mots: str = "") -> QuerySet[Projet]:
    """Return these projects for a person who is an expert, with ``interet``, what she last declared, and ``besoins``, for ``besoins_lus``.

    Those she declared an interest in are left out.
    """
    dites = DeclarationExpert.objects.filter(expert__utilisateur=acteur.pk, projet=OuterRef("pk")).order_by("-pk")
    siens = ExpertBesoin.objects.filter(expert__utilisateur=acteur.pk, expert__actif=True).values("besoin")
    credits = CompteCredits.objects.filter(projet=OuterRef("pk"), besoin__in=siens, nature=NatureCompte.DISPONIBLE, solde__gt=0)
    lue = JSONObject(**{champ: f"besoin__{champ}" for champ in CHAMPS_DU_BESOIN})
    ouverts = Projet.objects.filter(statut=StatutProjet.EN_ACCOMPAGNEMENT, plan_accompagnement__signe_at__isnull=False)
    ouverts = ouverts.select_related("plan_accompagnement").annotate(
        interet=Subquery(dites.values("interet")[:1]), besoins=ArraySubquery(credits.order_by("besoin__ordre", "besoin").values_list(lue))
    )
    ouverts = ouverts.filter(besoins__len__gt=0).exclude(interet=True)
    return (ouverts.chercher(mots) if mots else ouverts).order_by("nom", "pk")


def besoins_lus(projet: Projet) -> list[Besoin]:
    """Return the needs of a project that the expert answers and that have a credit left, read with it."""
    return [Besoin(**besoin) for besoin in projet.besoins]


def creneaux_a_proposer(acteur: Acteur, maintenant: datetime, nombre: int) -> list[Creneau]:
    """Return the next free half-days of a person, with her profile."""
    siens = Creneau.objects.filter(expert__utilisateur=acteur.pk).libres_apres(maintenant)
    return list(siens.select_related("expert__utilisateur")[:nombre])
