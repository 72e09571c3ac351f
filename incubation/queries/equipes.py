"""Who sits in the teams under incubation."""

from django.db.models import QuerySet

from incubation.models import Affectation, SessionIncubation, SousPromotion
from manufactures.enums import BINOME
from manufactures.models import MembreEquipe, Projet
from manufactures.queries.personnes import equipe_de


def sieges_du_binome(projets) -> list[MembreEquipe]:
    """Return the present seats of porteur and partenaire of these projects, with their person and project."""
    sieges = MembreEquipe.objects.filter(projet__in=projets, fonction__in=BINOME, date_fin=None)
    return list(sieges.select_related("utilisateur", "projet").order_by("projet__nom", "-fonction", "pk"))


def destinataires(projet: Projet) -> list:
    """Return the persons of the team who get its mail: the binôme."""
    return [siege.utilisateur for siege in sieges_du_binome([projet.pk])]


def projets_de(sous_promotion_pk: int):
    """Return the ids of the projects that sit in a sous-promotion now (a subquery)."""
    return Affectation.objects.filter(sous_promotion=sous_promotion_pk, date_fin=None).values("projet")


def siege_dans_la_session(session: SessionIncubation, utilisateur_pk: int) -> MembreEquipe | None:
    """Return the seat by which a person attends a session: her place in a project of its sous-promotion."""
    sieges = MembreEquipe.objects.filter(projet__in=projets_de(session.sous_promotion_id), utilisateur=utilisateur_pk, date_fin=None)
    return sieges.select_related("projet", "utilisateur").order_by("pk").first()


def siege_dans_le_projet(projet_pk: int, utilisateur_pk: int) -> MembreEquipe | None:
    """Return a person's present seat in a project."""
    return MembreEquipe.objects.filter(projet=projet_pk, utilisateur=utilisateur_pk, date_fin=None).first()


def avec_binome(projets: QuerySet[Projet]) -> QuerySet[Projet]:
    """Add to projects ``binome``, the persons who get their mail (give it to ``personnes``), and the status all may read."""
    return projets.avec_statut_lu().annotate(binome=equipe_de("pk", BINOME))


def sous_promotions_a_remplir() -> QuerySet[SousPromotion]:
    """Sous-promotions read to place a project there: their rows are locked, so that places are counted one project at a time."""
    return SousPromotion.objects.select_for_update(of=("self",)).select_related("promotion", "referent")
