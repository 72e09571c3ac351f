"""Doors of the manufactures: each fetches what a page needs and authorises at once (404 stranger, 403 with the sentence)."""

from django.db.models import OuterRef, Subquery
from django.http import Http404

from manufactures.models import MembreEquipe, Partenaire, Projet, Vague
from manufactures.permissions import peut_composer_l_equipe, peut_instruire, peut_lister, peut_ouvrir_une_vague, peut_remplir
from manufactures.queries.annuaire import projets_publies
from manufactures.queries.dossier import Dossier, dossiers, lire_dossier
from manufactures.queries.equipe import invitations_en_cours
from socle.comptes.acteur import Acteur
from socle.comptes.models import Invitation
from socle.documents.models import VersionDocument
from socle.lib.refus import autoriser


def projet_lisible(acteur: Acteur, slug: str) -> Projet:
    """Return a project the person may open, with ``fonction_acteur`` (her seat, or None)."""
    projets = Projet.objects.visibles_par(acteur).select_related("structure", "vague", "referent")
    return _trouver(projets.avec_siege_de(acteur), slug=slug)


def projet_modifiable(acteur: Acteur, slug: str) -> Projet:
    """Return a project whose team the person may compose."""
    projet = projet_lisible(acteur, slug)
    autoriser(peut_composer_l_equipe(acteur, projet.fonction_acteur))
    return projet


def dossier_lisible(acteur: Acteur, slug: str) -> Dossier:
    """Return the last candidature of a project the person may open, with all it holds."""
    visibles = dossiers().filter(projet__in=Projet.objects.visibles_par(acteur).order_by())
    lus = visibles.annotate(fonction_acteur=_fonction(acteur))
    return lire_dossier(_trouver(lus.order_by("-pk"), projet__slug=slug))


def dossier_modifiable(acteur: Acteur, slug: str) -> Dossier:
    """Return the last candidature of a project for somebody of its team."""
    dossier = dossier_lisible(acteur, slug)
    autoriser(peut_remplir(dossier.candidature.fonction_acteur))
    return dossier


def dossier_a_instruire(acteur: Acteur, slug: str) -> Dossier:
    """Return the last candidature of a project for the coordination."""
    dossier = dossier_lisible(acteur, slug)
    autoriser(peut_instruire(acteur))
    return dossier


def preuve_lisible(acteur: Acteur, slug: str, code: str) -> VersionDocument:
    """Return the last version of the proof of a condition."""
    dossier = dossier_lisible(acteur, slug)
    preuve = next((c.preuve for c in dossier.conditions if c.code == code and c.preuve), None)
    if preuve is None:
        raise Http404
    return VersionDocument.objects.get(pk=preuve.version)


def condition_du_dossier(dossier: Dossier, code: str):
    """Return one condition of a dossier."""
    condition = next((c for c in dossier.conditions if c.code == code), None)
    if condition is None:
        raise Http404
    return condition


def membre_du_projet(projet: Projet, pk: int) -> MembreEquipe:
    """Return a seat of this project."""
    return _trouver(MembreEquipe.objects.select_related("utilisateur"), projet=projet, pk=pk)


def partenaire_du_projet(projet: Projet, pk: int) -> Partenaire:
    """Return a body of this project's consortium."""
    return _trouver(Partenaire.objects.select_related("structure"), projet=projet, pk=pk)


def invitation_du_projet(projet: Projet, pk: int) -> Invitation:
    """Return a pending invitation of this project's team."""
    return _trouver(invitations_en_cours(projet), pk=pk)


def projet_publie(slug: str) -> Projet:
    """Return a project of the public directory."""
    return _trouver(projets_publies().select_related("structure", "vague").prefetch_related("sites"), slug=slug)


def exiger_liste(acteur: Acteur) -> None:
    """Raise ``AccesInterdit`` for anybody but coordination and observers."""
    autoriser(peut_lister(acteur))


def exiger_coordination(acteur: Acteur) -> None:
    """Raise ``AccesInterdit`` for anybody but the coordination."""
    autoriser(peut_instruire(acteur))


def exiger_vagues(acteur: Acteur) -> None:
    """Raise ``AccesInterdit`` for anybody who may not open waves."""
    autoriser(peut_ouvrir_une_vague(acteur))


def vague_modifiable(acteur: Acteur, numero: int) -> Vague:
    """Return a wave whose dates the person may change."""
    exiger_vagues(acteur)
    return _trouver(Vague.objects, numero=numero)


def _fonction(acteur: Acteur) -> Subquery:
    sieges = MembreEquipe.objects.filter(projet=OuterRef("projet"), utilisateur=acteur.pk, date_fin=None)
    return Subquery(sieges.values("fonction")[:1])


def _trouver(requete, **criteres):
    objet = requete.filter(**criteres).first()
    if objet is None:
        raise Http404
    return objet
