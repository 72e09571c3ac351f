"""What a reader may see and do of a project, for pages and API alike."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from django.urls import reverse
from django.utils import timezone

from incubation.permissions import peut_coordonner
from manufactures.enums import StatutProjet
from manufactures.models import Projet
from manufactures.permissions import a_instruire, peut_instruire, peut_remplir
from manufactures.regles import est_hors_delai
from parcours.regles import refus_d_ouvrir_l_accompagnement
from socle.comptes.acteur import Acteur
from socle.comptes.portee import programme_courant

_S = StatutProjet
VERSABLES = frozenset({_S.RECEVABLE, _S.LISTE_ATTENTE, _S.EN_INCUBATION})


@dataclass(frozen=True)
class Geste:
    """A button of the project page: the verb and where it leads."""

    verbe: str
    url: str
    icone: str


def statut_montre(projet: Projet, embargo: Mapping[int, StatutProjet]) -> StatutProjet:
    """Return the status shown to a reader bound by the embargo: the one before a decision that is not published yet."""
    return embargo.get(projet.pk, projet.etat)


def droits_sur_projet(
    acteur: Acteur, projet: Projet, embargo: Mapping[int, StatutProjet], fermes: Collection[int] = ()
) -> dict[str, bool]:
    """Return what the person may do with a project she can open (``abilities`` of the API), by the rules of each app.

    ``projet`` was read with its ``vague`` and ``avec_siege_de(acteur)``. A draft out of time is not written any more, but deposited.
    ``fermes``: the files of the committee from which she stepped away; she does not lead them to it, nor from it.
    """
    remplit = peut_remplir(projet.fonction_acteur) is None and projet.etat is _S.BROUILLON
    ferme = projet.pk in fermes
    coordonne, etat = acteur.est_coordination and not ferme, statut_montre(projet, embargo) if ferme else projet.etat
    refus_d_ouvrir = refus_d_ouvrir_l_accompagnement(etat, sous_embargo=projet.pk in embargo)
    return {
        "modifier_candidature": remplit and not _vague_close(projet),
        "deposer_candidature": remplit,
        "lire_brouillon": acteur.est_coordination and etat is _S.BROUILLON,
        "instruire": (peut_instruire(acteur) or a_instruire(etat)) is None,
        "affecter": peut_coordonner(acteur) is None and etat is _S.LABELLISE and projet.pk not in embargo,
        "verser_au_comite": coordonne and etat in VERSABLES,
        "ouvrir_accompagnement": coordonne and refus_d_ouvrir is None,
    }


def _vague_close(projet: Projet) -> bool:
    return projet.vague is None or est_hors_delai(timezone.now(), projet.vague.cloture_at)


_GESTES = {
    "deposer_candidature": ("Ouvrir la candidature", "candidature_detail", "pencil-square"),
    "lire_brouillon": ("Lire la candidature", "candidature_detail", "eye"),
    "instruire": ("Instruire la candidature", "candidature_instruire", "inbox-fill"),
    "verser_au_comite": ("Verser au comité", "projet_verser", "people-fill"),
    "ouvrir_accompagnement": ("Préparer le plan d’accompagnement", "plan_preparer", "signpost-split-fill"),
}


def gestes_sur_projet(
    acteur: Acteur, projet: Projet, embargo: Mapping[int, StatutProjet], fermes: Collection[int] = ()
) -> list[Geste]:
    """Return the buttons of the project page for this person."""
    droits, slug = droits_sur_projet(acteur, projet, embargo, fermes), programme_courant().slug
    return [Geste(verbe, reverse(route, args=[slug, projet.slug]), icone) for droit, (verbe, route, icone) in _GESTES.items() if droits[droit]]
