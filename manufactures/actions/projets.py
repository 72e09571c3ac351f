"""The life of a project: one action for every change of status."""

from django.db import transaction
from django.utils import timezone

from manufactures.enums import PASSAGES, STATUTS_MOTIVES, StatutProjet
from manufactures.models import Passage, Projet
from socle.comptes.acteur import Acteur
from socle.lib.refus import ActionRefusee, Refus


def verrouiller(projet_pk: int, lecteur: Acteur | None = None, **lus) -> Projet:
    """Return the project with its structure, wave and referent, its row locked until the end of the transaction.

    ``etat_lu`` is the status that ``lecteur`` may be told (None: anybody); ``etat`` is the true one. ``lus`` is read in the
    same statement.
    """
    projets = Projet.objects.avec_statut_lu(lecteur).select_related("structure", "vague", "referent").annotate(**lus)
    return projets.select_for_update(of=("self",)).get(pk=projet_pk)


@transaction.atomic
def faire_passer(*, projet: Projet, vers: StatutProjet, acteur: Acteur | None, motif: str = "", verrouille: bool = False) -> Passage:
    """Move a project to another status. The database applies the passage and refuses an impossible one.

    ``verrouille``: the caller has just read ``projet`` under its lock. Raises ``ActionRefusee`` when the passage does not
    exist from where the project stands, or hurts without a reason.
    """
    de = (projet if verrouille else verrouiller(projet.pk)).etat
    if vers not in PASSAGES[de]:
        raise ActionRefusee(Refus("passage_impossible", f"Ce projet est « {de.label} » : il ne peut pas passer à « {vers.label} »."))
    if vers in STATUTS_MOTIVES and not motif.strip():
        raise ActionRefusee(Refus("motif_manquant", "Indiquez le motif : il sera lu par l’équipe du projet."))
    passage = Passage.objects.create(
        projet=projet, de=de, vers=vers, motif=motif, auteur=acteur.utilisateur if acteur else None, date=timezone.now()
    )
    projet.statut = vers
    return passage
