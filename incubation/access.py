"""Doors of the incubation: each fetches what a page needs and authorises at once (404 stranger, 403 with the sentence)."""

from django.db.models import Exists, OuterRef
from django.http import Http404

from incubation.models import Livrable, Promotion, SessionIncubation, SousPromotion, VersionLivrable
from incubation.permissions import COORDINATION, EQUIPE, PAS_DE_LA_SESSION, peut_coordonner, peut_regarder
from incubation.queries.equipes import siege_dans_la_session, sous_promotions_a_remplir
from incubation.queries.listes import livrable_entier, livrables_visibles, sessions_visibles
from manufactures.models import MembreEquipe, Projet
from socle.comptes.acteur import Acteur
from socle.lib.refus import autoriser


def exiger_coordination(acteur: Acteur) -> None:
    """Raise ``AccesInterdit`` for anybody but the coordination."""
    autoriser(peut_coordonner(acteur))


def exiger_regard(acteur: Acteur) -> None:
    """Raise ``AccesInterdit`` for anybody but the coordination and the observers."""
    autoriser(peut_regarder(acteur))


def promotion_lisible(acteur: Acteur, pk: int) -> Promotion:
    """Return a promotion for the coordination or an observer; nobody else knows of it."""
    return _trouver(Promotion.objects.select_related("vague") if acteur.voit_tout else Promotion.objects.none(), pk=pk)


def promotion_coordonnee(acteur: Acteur, pk: int) -> Promotion:
    """Return a promotion for an act of the coordination."""
    promotion = promotion_lisible(acteur, pk)
    exiger_coordination(acteur)
    return promotion


def sous_promotion_coordonnee(acteur: Acteur, pk: int) -> SousPromotion:
    """Return a sous-promotion for an act of the coordination."""
    sous_promotions = SousPromotion.objects.select_related("promotion", "referent")
    sous_promotion = _trouver(sous_promotions if acteur.voit_tout else SousPromotion.objects.none(), pk=pk)
    exiger_coordination(acteur)
    return sous_promotion


def sous_promotion_a_remplir(acteur: Acteur, pk: int) -> SousPromotion:
    """Return a sous-promotion, its row locked, for the act that places a project there."""
    sous_promotion = _trouver(sous_promotions_a_remplir() if acteur.voit_tout else SousPromotion.objects.none(), pk=pk)
    exiger_coordination(acteur)
    return sous_promotion


def session_lisible(acteur: Acteur, pk: int) -> SessionIncubation:
    """Return a session the person attends, leads or watches."""
    return _trouver(sessions_visibles(acteur), pk=pk)


def session_coordonnee(acteur: Acteur, pk: int) -> SessionIncubation:
    """Return a session for an act of the coordination."""
    session = session_lisible(acteur, pk)
    exiger_coordination(acteur)
    return session


def session_animee(acteur: Acteur, pk: int) -> SessionIncubation:
    """Return a session for whoever shows the code of the room: the coordination or the person who leads it."""
    session = session_lisible(acteur, pk)
    autoriser(None if acteur.est_coordination or session.animateur_id == acteur.pk else COORDINATION)
    return session


def session_a_signer(acteur: Acteur, pk: int) -> tuple[SessionIncubation, MembreEquipe]:
    """Return a session and the seat by which the person attends it."""
    session = session_lisible(acteur, pk)
    siege = siege_dans_la_session(session, acteur.pk)
    autoriser(None if siege else PAS_DE_LA_SESSION)
    return session, siege


def livrable_lisible(acteur: Acteur, pk: int) -> Livrable:
    """Return a livrable with all that its page shows."""
    return _trouver(livrable_entier(livrables_visibles(acteur)), pk=pk)


def livrable_de_l_equipe(acteur: Acteur, pk: int) -> Livrable:
    """Return a livrable, alone, for somebody of its team."""
    livrable = _trouver(livrables_visibles(acteur).annotate(siege=_siege(acteur)), pk=pk)
    autoriser(None if livrable.siege else EQUIPE)
    return livrable


def _siege(acteur: Acteur) -> Exists:
    return Exists(MembreEquipe.objects.filter(projet=OuterRef("projet"), utilisateur=acteur.pk, date_fin=None))


def livrable_coordonne(acteur: Acteur, pk: int) -> Livrable:
    """Return a livrable for an act of the coordination."""
    livrable = livrable_lisible(acteur, pk)
    exiger_coordination(acteur)
    return livrable


def livrable_a_traiter(acteur: Acteur, pk: int) -> Livrable:
    """Return a livrable, alone, for an act of the coordination."""
    livrable = _trouver(livrables_visibles(acteur), pk=pk)
    exiger_coordination(acteur)
    return livrable


def version_a_relire(acteur: Acteur, pk: int, version: str) -> VersionLivrable | None:
    """Return a version of a livrable, both in one statement, for an act of the coordination; None when it is not one of its versions."""
    versions = VersionLivrable.objects.filter(livrable=pk, livrable__in=Livrable.objects.visibles_par(acteur).order_by())
    lues = versions.select_related("livrable__module", "livrable__projet")
    trouvee = lues.filter(pk=version).first() if version.isdecimal() else None
    if trouvee is None:
        livrable_a_traiter(acteur, pk)
    exiger_coordination(acteur)
    return trouvee


def version_lisible(acteur: Acteur, pk: int) -> VersionLivrable:
    """Return a version of a livrable the person may open."""
    return _trouver(VersionLivrable.objects.select_related("fichier").filter(livrable__in=Livrable.objects.visibles_par(acteur).order_by()), pk=pk)


def projet_lisible(acteur: Acteur, slug: str) -> Projet:
    """Return a project the person may open, with the status she may read (``etat_lu``)."""
    projets = Projet.objects.visibles_par(acteur).avec_statut_lu(acteur)
    return _trouver(projets.select_related("referent"), slug=slug)


def _trouver(requete, **criteres):
    objet = requete.filter(**criteres).first()
    if objet is None:
        raise Http404
    return objet
