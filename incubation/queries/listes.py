"""The lists behind the pages of the incubation."""

from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet

from incubation.models import AvisAttendu, DelaiAccorde, Emargement, Livrable, Promotion, SessionIncubation, SousPromotion, VersionLivrable
from incubation.queries.equipes import avec_binome, projets_de, sieges_du_binome
from incubation.regles import binome_complet
from manufactures.enums import Fonction, StatutProjet
from manufactures.models import MembreEquipe, Projet
from socle.comptes.acteur import Acteur


def promotions() -> QuerySet[Promotion]:
    """Promotions with their wave and how many groups and projects they hold."""
    places = Count("sous_promotions__affectations", filter=Q(sous_promotions__affectations__date_fin=None), distinct=True)
    return Promotion.objects.select_related("vague").annotate(groupes=Count("sous_promotions", distinct=True), projets=places)


def sous_promotions(promotion: Promotion) -> QuerySet[SousPromotion]:
    """Groups of a promotion with their referent and how many projects they hold."""
    places = Count("affectations", filter=Q(affectations__date_fin=None))
    return promotion.sous_promotions.select_related("referent").annotate(projets=places).order_by("nom")


def projets_a_affecter(*, verrouilles: bool = False) -> QuerySet[Projet]:
    """Labelled projects that wait for a sous-promotion; one without a team, known by the official list alone, does not,
    nor one whose label is not published yet: a place would tell it.

    ``verrouilles``: read to be placed, their rows locked and their binôme with them.
    """
    equipe = MembreEquipe.objects.filter(projet=OuterRef("pk"), date_fin=None)
    projets = Projet.objects.avec_statut_lu().filter(Exists(equipe), statut=StatutProjet.LABELLISE, statut_lu=StatutProjet.LABELLISE).select_related("vague")
    return avec_binome(projets.select_for_update(of=("self",))) if verrouilles else projets


def sessions_visibles(acteur: Acteur) -> QuerySet[SessionIncubation]:
    """Sessions a person may open: all for the coordination and observers; those of her sous-promotion, or that she leads, for others."""
    sessions = SessionIncubation.objects.select_related("sous_promotion__promotion", "module", "animateur")
    if acteur.voit_tout:
        return sessions
    siege = MembreEquipe.objects.filter(
        utilisateur=acteur.pk,
        date_fin=None,
        projet__affectations__date_fin=None,
        projet__affectations__sous_promotion=OuterRef("sous_promotion"),
    )
    return sessions.filter(Exists(siege) | Q(animateur=acteur.pk))


@dataclass(frozen=True)
class PresenceDuProjet:
    """One project on the sheet of a half-day."""

    projet: Projet
    sieges: list[MembreEquipe]
    signatures: dict[int, Emargement]

    @property
    def complet(self) -> bool:
        return binome_complet(s.fonction for s in self.sieges if s.utilisateur_id in self.signatures)

    @property
    def manque(self) -> str:
        """What is missing for a whole binôme, in words."""
        signees = {s.fonction for s in self.sieges if s.utilisateur_id in self.signatures}
        mots = {Fonction.PORTEUR: "le porteur", Fonction.PARTENAIRE: "le partenaire"}
        absents = [mot for fonction, mot in mots.items() if fonction not in signees]
        return "Manque le binôme" if len(absents) == len(mots) else f"Manque {absents[0]}" if absents else ""


def feuille(session: SessionIncubation, demi_journee: str) -> list[PresenceDuProjet]:
    """Return the sheet of a half-day: every project of the sous-promotion, its binôme and who signed, in two statements."""
    sieges = sieges_du_binome(projets_de(session.sous_promotion_id))
    signatures = {e.utilisateur_id: e for e in session.emargements.filter(demi_journee=demi_journee).select_related("inscrit_par")}
    groupes: dict[Projet, list[MembreEquipe]] = {}
    for siege in sieges:
        groupes.setdefault(siege.projet, []).append(siege)
    return [PresenceDuProjet(projet, membres, signatures) for projet, membres in groupes.items()]


def livrables_visibles(acteur: Acteur) -> QuerySet[Livrable]:
    """Livrables a person may open, in the order of projects and modules."""
    return Livrable.objects.visibles_par(acteur).select_related("projet", "module").order_by("projet__nom", "projet", "module__numero", "pk")


def livrable_entier(livrables: QuerySet[Livrable]) -> QuerySet[Livrable]:
    """Read with a livrable all that its page shows: versions, reviews, opinions, delays, messages, attendus."""
    avis = Prefetch("revue__avis_par_attendu", AvisAttendu.objects.select_related("attendu"))
    versions = VersionLivrable.objects.select_related("fichier", "depose_par", "revue__par").prefetch_related(avis)
    delais = DelaiAccorde.objects.select_related("par")
    return livrables.select_related("projet__referent").prefetch_related(
        Prefetch("versions", versions), Prefetch("delais", delais), "messages", "module__attendus"
    )
