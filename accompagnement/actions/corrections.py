"""Correcting the ledger: a line is never rewritten, its exact reverse is added."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from accompagnement.actions.annonces import annoncer_a_l_equipe
from accompagnement.actions.registre import contre_passation, inscrire, mouvement, verrouiller_avec
from accompagnement.enums import NatureCompte, NatureMouvement
from accompagnement.models import CompteCredits, MouvementCredit, PlanAccompagnement
from accompagnement.regles_registre import MOTIF_ET_PIECE, quantite_a_expirer, refus_de_contre_passer
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.francais import demi_journees as en_demi_journees
from socle.lib.refus import Refus, exiger


@transaction.atomic
def contre_passer(*, ligne: MouvementCredit, piece: str, motif: str, acteur: Acteur) -> MouvementCredit:
    """Reverse a line once, with its reason and the document that proves it; another person than its author does.

    The debit of a mission goes back on hold for it and is given back at once: the mission keeps its service fait, holds
    nothing and costs the project nothing. Raises ``ActionRefusee`` when the half-days are no longer where the line put them.
    """
    comptes = verrouiller_avec(ligne.projet_id, Q(pk__in=[ligne.de_id, ligne.vers_id]))
    exiger(None if motif.strip() and piece.strip() else MOTIF_ET_PIECE)
    exiger(refus_sur_la_ligne(ligne, {c.pk: c.solde for c in comptes}, acteur))
    inverse = contre_passation(ligne, source=piece, motif=motif, acteur=acteur)
    inscrire(inverse, *_rendre_la_reserve(ligne, comptes, piece, motif, acteur))
    _annoncer(ligne, motif, acteur)
    return inverse


def refus_sur_la_ligne(ligne: MouvementCredit, soldes: dict[int, int], acteur: Acteur) -> Refus | None:
    """Say why a line cannot be reversed by a person, or None; ``soldes`` are the balances of the accounts."""
    nature = ligne.etat
    return refus_de_contre_passer(
        nature,
        deja=MouvementCredit.objects.filter(corrige=ligne.pk).exists(),
        quantite=ligne.quantite,
        reste=soldes[ligne.vers_id],
        auteur=ligne.auteur_id,
        acteur=acteur.pk,
        plan_fini=nature == NatureMouvement.EXPIRATION and _plan_fini(ligne.projet_id),
    )


def _plan_fini(projet_pk: int) -> bool:
    date_fin = PlanAccompagnement.objects.values_list("date_fin", flat=True).get(projet=projet_pk)
    return quantite_a_expirer(1, date_fin, timezone.localdate()) > 0


def _rendre_la_reserve(
    ligne: MouvementCredit, comptes: list[CompteCredits], piece: str, motif: str, acteur: Acteur
) -> list[MouvementCredit]:
    if ligne.etat != NatureMouvement.CONSOMMATION:
        return []
    disponible = next(c for c in comptes if (c.besoin_id, c.nature) == (ligne.besoin_id, NatureCompte.DISPONIBLE))
    rendue = mouvement(
        nature=NatureMouvement.LIBERATION,
        de=ligne.de,
        vers=disponible,
        quantite=ligne.quantite,
        source=piece,
        motif=motif,
        acteur=acteur,
        cle=f"contre_passation:{ligne.pk}:{NatureMouvement.LIBERATION}",
        mission=ligne.mission,
    )
    return [rendue]


def _annoncer(ligne: MouvementCredit, motif: str, acteur: Acteur) -> None:
    details = {"mouvement": ligne.pk, "demi_journees": en_demi_journees(ligne.quantite)}
    fil = ligne.projet.fil if ligne.projet else "programme"
    noter("credits.contre_passes", fil=fil, acteur=acteur, objet=f"mouvement:{ligne.pk}", motif=motif, **details)
    if ligne.projet:
        contexte = details | {"nature": ligne.etat.label.lower(), "motif": motif}
        annoncer_a_l_equipe("accompagnement_contre_passation", ligne.projet, cle=f"contre_passation:{ligne.pk}", contexte=contexte)
