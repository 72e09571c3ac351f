"""The waiting list: its first project comes back before the committee when a place frees."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from comite.actions.ordre_du_jour import ajouter_point
from comite.enums import SEANCES_LEVEES, TypeSeance
from comite.models import PlaceEnAttente, PointOrdreDuJour, Seance
from comite.permissions import peut_preparer
from comite.queries.sieges import siege_de
from manufactures.enums import StatutProjet
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.refus import Refus, exiger

PAS_PREMIER = Refus("pas_le_premier", "Seul le premier de la liste d’attente de sa vague peut monter.")
DEJA_APPELEE = Refus("deja_appelee", "Ce projet est déjà appelé\u00a0: il revient à la prochaine séance de labellisation.")
SANS_MOTIF = Refus("motif_manquant", "Indiquez quelle place se libère.")
PAS_PUBLIEE = Refus("attente_non_publiee", "Publiez d’abord les décisions de la séance\u00a0: le projet ne sait pas encore qu’il attend.")


@transaction.atomic
def faire_monter(*, place: PlaceEnAttente, motif: str, acteur: Acteur | None) -> PointOrdreDuJour | None:
    """Call the first of a waiting list: it enters the next labelling sitting, or the first one prepared later (None).

    Raises ``ActionRefusee`` for another than the first, without the reason, or before the decision is published.
    """
    exiger(peut_preparer(acteur, siege_de(acteur)))
    liste = _liste_verrouillee(place)
    place = next((p for p in liste if p.pk == place.pk), None)
    premiere = next((p for p in liste if p.appelee_at is None), None)
    exiger(_refus_de_monter(place, premiere, motif))
    place.appelee_at, place.appelee_par, place.motif = timezone.now(), acteur.utilisateur if acteur else None, motif.strip()
    place.save(update_fields=["appelee_at", "appelee_par", "motif"])
    noter("attente.appelee", fil=place.projet.fil, acteur=acteur, motif=place.motif, projet=str(place.projet))
    seances = Seance.objects.qui_s_inscrivent(TypeSeance.LABELLISATION).order_by("date_prevue", "pk")
    seance = seances.select_for_update(of=("self",)).first()
    return _inscrire(seance, [place], acteur)[0] if seance else None


def _liste_verrouillee(place: PlaceEnAttente) -> list[PlaceEnAttente]:
    places = PlaceEnAttente.objects.filter(vague=place.vague_id) if place.vague_id else PlaceEnAttente.objects.filter(vague=None)
    en_attente = places.filter(sortie_at=None, projet__statut=StatutProjet.LISTE_ATTENTE).select_related("projet", "decision__point__seance")
    verrouillees = en_attente.select_for_update(of=("projet", "self")).order_by("projet")  # as everywhere, projects first
    return sorted(verrouillees, key=lambda place: place.rang)


def _refus_de_monter(place: PlaceEnAttente | None, premiere: PlaceEnAttente | None, motif: str) -> Refus | None:
    if place is None or (place.appelee_at is None and place != premiere):
        return PAS_PREMIER
    if place.appelee_at:
        return DEJA_APPELEE
    if place.decision.point.seance.publiee_at is None:
        return PAS_PUBLIEE
    return None if motif.strip() else SANS_MOTIF


def faire_monter_les_appeles(*, seance: Seance, acteur: Acteur | None) -> list[PointOrdreDuJour]:
    """Put on the agenda of a labelling sitting the projects called from the waiting list and not on another agenda.

    A second convocation keeps the agenda of the first.
    """
    if seance.type != TypeSeance.LABELLISATION or seance.seconde_convocation_de_id:
        return []
    ailleurs = PointOrdreDuJour.objects.filter(projet=OuterRef("projet")).exclude(seance__statut__in=sorted(SEANCES_LEVEES))
    appelees = PlaceEnAttente.objects.filter(
        ~Exists(ailleurs), sortie_at=None, appelee_at__isnull=False, projet__statut=StatutProjet.LISTE_ATTENTE
    )
    return _inscrire(seance, list(appelees.select_related("projet").order_by("appelee_at", "rang")), acteur)


def _inscrire(seance: Seance, places: list[PlaceEnAttente], acteur: Acteur | None) -> list[PointOrdreDuJour]:
    points = []
    for place in places:
        points.append(ajouter_point(seance, place.projet, retour=False))
        noter("point.inscrit", fil=place.projet.fil, acteur=acteur, projet=str(place.projet), seance=str(seance))
    return points
