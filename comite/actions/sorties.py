"""The recused member leaves the room for an item, and comes back: each hour goes to the minutes."""

from django.db import transaction
from django.utils import timezone

from comite.actions.deports import pour_soi
from comite.actions.ordre_du_jour import verrouiller_seance
from comite.enums import SEANCES_EN_COURS
from comite.models import Deport, Membre, PointOrdreDuJour, Presence, Seance, SortiePourDeport
from comite.permissions import peut_presider
from comite.queries.sieges import siege_de
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter, noter_a_la_fin
from socle.lib.refus import Refus, exiger

PAS_OUVERTE = Refus("seance_non_ouverte", "Les sorties se notent pendant la séance\u00a0: ouvrez-la d’abord.")
PAS_DEPORTE = Refus("pas_deporte", "Cette personne n’est pas déportée de ce dossier\u00a0: déclarez d’abord son déport.")
PAS_LA = Refus("pas_present", "Cette personne n’est pas notée présente\u00a0: elle n’a pas à sortir.")
DEJA_SORTIE = Refus("deja_sortie", "La sortie de cette personne est déjà notée pour ce point.")
PAS_SORTIE = Refus("pas_sortie", "Cette personne n’est pas notée sortie\u00a0: elle n’a pas à revenir.")


@transaction.atomic
def sortir(*, point: PointOrdreDuJour, membre: Membre, acteur: Acteur | None) -> SortiePourDeport:
    """Note that a recused member is out of the room for an item; out for another one until then, she is no longer out for it."""
    exiger(peut_presider(acteur, siege_de(acteur), point.seance))
    seance = verrouiller_seance(point.seance)
    en_cours = sorties_en_cours(seance, membre)
    exiger(_refus_de_sortir(seance, point, membre, en_cours))
    with noter_a_la_fin():
        faire_rentrer(en_cours, acteur)
        sortie = SortiePourDeport.objects.create(
            point=point, membre=membre, sortie_at=timezone.now(), saisie_par=acteur.utilisateur if acteur else None
        )
        noter("deport.sortie", fil=point.projet.fil, acteur=acteur, personne=str(membre), projet=str(point.projet))
    return sortie


def _refus_de_sortir(seance: Seance, point: PointOrdreDuJour, membre: Membre, en_cours: list[SortiePourDeport]) -> Refus | None:
    if seance.etat not in SEANCES_EN_COURS:
        return PAS_OUVERTE
    if not Deport.objects.de(membre).filter(projet=point.projet_id).exists():
        return PAS_DEPORTE
    if not Presence.objects.filter(seance=seance, membre=membre, depart_at=None).exists():
        return PAS_LA
    return DEJA_SORTIE if any(sortie.point_id == point.pk for sortie in en_cours) else None


@transaction.atomic
def revenir(*, seance: Seance, membre: Membre, acteur: Acteur | None) -> None:
    """Note that a recused member is back in the room: herself, or whoever presides."""
    exiger(pour_soi(membre, acteur, seance))
    seance = verrouiller_seance(seance)
    en_cours = sorties_en_cours(seance, membre)
    exiger(PAS_OUVERTE if seance.etat not in SEANCES_EN_COURS else None if en_cours else PAS_SORTIE)
    with noter_a_la_fin():
        faire_rentrer(en_cours, acteur)


def sorties_en_cours(seance: Seance, membre: Membre) -> list[SortiePourDeport]:
    """Return the times out of a member that are not over, in a locked sitting: one at most."""
    sorties = SortiePourDeport.objects.filter(point__seance=seance, membre=membre, retour_at=None)
    return list(sorties.select_related("point__projet", "membre__utilisateur"))


def faire_rentrer(sorties: list[SortiePourDeport], acteur: Acteur | None) -> None:
    """End times out now, and tell it."""
    for sortie in sorties:
        sortie.retour_at = timezone.now()
        sortie.save(update_fields=["retour_at"])
        projet = sortie.point.projet
        noter("deport.retour", fil=projet.fil, acteur=acteur, personne=str(sortie.membre), projet=str(projet))
