"""Who presides a sitting when its chair is away or recused, and who may give the casting vote."""

from django.db import transaction

from comite.actions.ordre_du_jour import verrouiller_seance
from comite.enums import SEANCES_EN_COURS
from comite.models import Deport, Membre, Scrutin, Seance
from comite.permissions import RESERVE_VOIX_PRESIDENCE, SANS_VOIX, peut_presider
from comite.queries.sieges import presidence_du_point, siege_de, sieges_de
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.refus import ActionRefusee, Refus, exiger

SEANCE_FERMEE = Refus("seance_non_ouverte", "La présidence de séance se désigne pendant la séance\u00a0: ouvrez-la d’abord.")
PRESIDENCE_LA = Refus(
    "presidence_presente", "La présidence du comité est là et n’est déportée d’aucun dossier de cette séance\u00a0: elle préside."
)
DESIGNEE_ABSENTE = Refus("designee_absente", "Choisissez un membre présent\u00a0: notez d’abord son arrivée.")
PRESIDENCE_DEJA = Refus("preside_deja", "Cette personne préside déjà.")


@transaction.atomic
def designer_presidence(*, seance: Seance, membre: Membre | None, acteur: Acteur | None) -> Seance:
    """Record the member whom the committee designates to preside while its chair is absent or recused; None ends it.

    Raises ``ActionRefusee`` when the chair can preside everything herself, or the member is not there with a voice.
    """
    exiger(peut_presider(acteur, siege_de(acteur), seance))
    seance = verrouiller_seance(seance)
    exiger(SEANCE_FERMEE if seance.etat not in SEANCES_EN_COURS else None)
    sieges = sieges_de(seance)
    avant = next((s for s in sieges if s.pk == seance.president_de_seance_id), None)
    designe = next((s for s in sieges if membre and s.pk == membre.pk), None)
    exiger(_refus_de_designer(seance, sieges, designe) if membre else DESIGNEE_ABSENTE if avant is None else None)
    seance.president_de_seance = designe
    seance.save(update_fields=["president_de_seance"])
    noter("presidence.designee" if designe else "presidence.rendue", fil=seance.fil, acteur=acteur, personne=str(designe or avant))
    return seance


def _refus_de_designer(seance: Seance, sieges: list[Membre], designe: Membre | None) -> Refus | None:
    if designe is None or not designe.present:
        return DESIGNEE_ABSENTE
    if not designe.voix:
        return SANS_VOIX
    if designe.est_presidence or designe.pk == seance.president_de_seance_id:
        return PRESIDENCE_DEJA
    return None if _presidence_empechee(seance, sieges) else PRESIDENCE_LA


def _presidence_empechee(seance: Seance, sieges: list[Membre]) -> bool:
    """Tell whether the chair is away, or recused from an item of the sitting."""
    titulaire = next((s for s in sieges if s.est_presidence), None)
    if titulaire is None or not titulaire.present:
        return True
    return Deport.objects.de(titulaire).filter(projet__points_comite__seance=seance).exists()


def refus_de_departager(scrutin: Scrutin, acteur: Acteur | None) -> Refus | None:
    """Say that the casting vote is not this person's to give, or None: only whoever presides the item holds it."""
    if acteur is None:
        return None
    preside = presidence_du_point(scrutin.point.seance, sieges_de(scrutin.point.seance, scrutin.point))
    sien = siege_de(acteur)
    return None if preside and sien and preside.pk == sien.pk else RESERVE_VOIX_PRESIDENCE


def refus_si_deporte(sieges: list[Membre], acteur: Acteur | None, refus: Refus) -> None:
    """Refuse an act on an item to a person recused from it."""
    if acteur and any(s.deporte for s in sieges if s.utilisateur_id == acteur.pk):
        raise ActionRefusee(refus)
