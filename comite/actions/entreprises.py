"""Linked undertakings: who declares that two are one for the de minimis ceiling, and who takes a mistaken link back."""

from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from comite.enums import LienEntreprise
from comite.models import EntrepriseLiee
from comite.permissions import peut_declarer_un_lien, peut_retirer_un_lien
from comite.queries.sieges import est_deporte
from manufactures.models import MembreEquipe, Projet
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.refus import Refus, exiger

SANS_SIREN = Refus("sans_siren", "La structure du projet n’a pas de SIRET\u00a0: complétez-le, les aides se comptent par entreprise.")
ELLE_MEME = Refus("meme_entreprise", "Ce SIREN est celui de la structure du projet\u00a0: écrivez celui de l’entreprise liée.")
LIEN_DECLARE = Refus("lien_declare", "Ce lien est déjà déclaré.")
LIEN_RETIRE = Refus("lien_retire", "Ce lien est déjà retiré.")
MOTIF_DU_RETRAIT = Refus("motif_du_retrait", "Indiquez pourquoi ce lien est retiré.")


@transaction.atomic
def declarer_entreprise_liee(*, projet: Projet, siren: str, nom: str, lien: LienEntreprise, acteur: Acteur | None) -> EntrepriseLiee:
    """Declare an undertaking that is one with the structure of a project: their de minimis aid is counted together.

    Règlement (UE) 2023/2831, article 2 § 2. Raises ``ActionRefusee`` for a stranger to the project, a structure without a
    SIRET, itself, or a link that stands already, whichever of the two declared it.
    """
    exiger(peut_declarer_un_lien(acteur, _dans_l_equipe(projet, acteur)) if acteur else None)
    sien = projet.structure.siren if projet.structure else ""
    exiger(SANS_SIREN if not sien else ELLE_MEME if siren == sien else None)
    try:
        with transaction.atomic():
            ligne = EntrepriseLiee.objects.create(
                siren=sien, siren_lie=siren, nom=nom.strip(), lien=LienEntreprise(lien), declaree_par=acteur.utilisateur if acteur else None
            )
    except IntegrityError:
        deja = EntrepriseLiee.objects.en_cours().filter(Q(siren=sien, siren_lie=siren) | Q(siren=siren, siren_lie=sien))
        exiger(LIEN_DECLARE if deja.exists() else None)
        raise
    noter("entreprise.liee", fil=projet.fil, acteur=acteur, nom=ligne.nom, siren=siren)
    return ligne


def _dans_l_equipe(projet: Projet, acteur: Acteur) -> bool:
    return MembreEquipe.objects.filter(projet=projet, utilisateur=acteur.pk, date_fin=None).exists()


@transaction.atomic
def retirer_entreprise_liee(*, projet: Projet, lien: EntrepriseLiee, motif: str, acteur: Acteur | None) -> EntrepriseLiee:
    """Take a mistaken link out of the count, with the reason; the row stays. The coordination only: a team lowers no sum."""
    exiger(peut_retirer_un_lien(acteur, acteur is not None and est_deporte(acteur, projet.pk)))
    lien = EntrepriseLiee.objects.select_for_update(of=("self",)).get(pk=lien.pk)
    exiger(LIEN_RETIRE if lien.retiree_at else None if motif.strip() else MOTIF_DU_RETRAIT)
    lien.retiree_at, lien.motif_retrait = timezone.now(), motif.strip()
    lien.save(update_fields=["retiree_at", "motif_retrait"])
    noter("entreprise.deliee", fil=projet.fil, acteur=acteur, motif=lien.motif_retrait, nom=lien.nom)
    return lien
