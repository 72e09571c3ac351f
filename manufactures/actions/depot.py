"""The deposit: the exact hour of Paris, a frozen copy, a receipt; a late file is kept, never lost."""

from datetime import datetime

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from manufactures.enums import StatutProjet
from manufactures.models import Candidature, Passage
from manufactures.queries.copie import contenu_de
from manufactures.queries.dossier import Dossier, dossiers, lire_dossier
from manufactures.queries.personnes import equipe_de, personnes
from manufactures.regles import empreinte_de, est_hors_delai, numero_de_recepisse, refus_incomplet
from socle.comptes.acteur import Acteur
from socle.comptes.portee import programme_courant
from socle.courriers.actions import Lettre, poster_ensemble
from socle.courriers.liens import absolu
from socle.journal.actions import noter
from socle.lib.dates import PARIS
from socle.lib.francais import echeance
from socle.lib.refus import exiger


@transaction.atomic
def deposer_candidature(*, candidature: Candidature, acteur: Acteur, instant: datetime | None = None) -> Candidature:
    """Freeze a candidature and give its receipt; a second call returns the same one.

    Up to the exact hour of the wave it must be complete: each admission condition answered and proved, a structure with its
    SIRET, the amounts asked. After the hour it is taken as it stands, *hors délai*. ``instant`` is now, but for a
    demonstration that tells a past. Raises ``ActionRefusee`` with the first thing missing.
    """
    instant = instant or timezone.now()
    dossier = _verrouiller(candidature.pk)
    candidature = dossier.candidature
    if candidature.deposee_at:
        return candidature
    tard = est_hors_delai(instant, candidature.vague.cloture_at)
    exiger(None if tard else refus_incomplet(dossier.manques))
    _figer(dossier, acteur, instant, tard)
    statut = StatutProjet.HORS_DELAI if tard else StatutProjet.DEPOSE
    Passage.objects.create(projet=dossier.projet, de=dossier.projet.statut, vers=statut, auteur=acteur.utilisateur, date=instant)
    verbe = "candidature.hors_delai" if tard else "candidature.deposee"
    noter(verbe, fil=dossier.projet.fil, acteur=acteur, projet=dossier.projet.nom, numero=candidature.numero)
    _accuser_reception(candidature, acteur)
    return candidature


def _verrouiller(pk: int) -> Dossier:
    return lire_dossier(dossiers().annotate(membres=equipe_de("projet")).select_for_update(of=("self", "projet")).get(pk=pk))


def _figer(dossier: Dossier, acteur: Acteur, instant: datetime, tard: bool) -> None:
    candidature = dossier.candidature
    candidature.deposee_at, candidature.deposee_par, candidature.hors_delai = instant, acteur.utilisateur, tard
    candidature.numero = numero_de_recepisse(candidature.vague.numero, candidature.pk)
    candidature.copie = _copie(dossier)
    candidature.empreinte = empreinte_de(candidature.copie)
    candidature.save()


def _copie(dossier: Dossier) -> dict:
    """Return everything a candidature says and when it came, as plain values that never change again."""
    candidature = dossier.candidature
    return {
        "numero": candidature.numero,
        "deposee_le": candidature.deposee_at.astimezone(PARIS).isoformat(),
        "deposee_par": str(candidature.deposee_par),
        "hors_delai": candidature.hors_delai,
        "vague": candidature.vague.nom,
        "cloture": candidature.vague.cloture_at.astimezone(PARIS).isoformat(),
    } | contenu_de(dossier)


def _accuser_reception(candidature: Candidature, acteur: Acteur) -> None:
    """Send the receipt to the whole team and to who deposited, once each."""
    chemin = reverse("recepisse_detail", args=[programme_courant().slug, candidature.projet.slug])
    contexte = {
        "projet": candidature.projet.nom,
        "programme": programme_courant().nom,
        "vague": candidature.vague.nom,
        "numero": candidature.numero,
        "deposee_le": echeance(candidature.deposee_at),
        "deposee_par": str(candidature.deposee_par),
        "cloture": echeance(candidature.vague.cloture_at),
        "hors_delai": candidature.hors_delai,
        "empreinte": candidature.empreinte,
        "lien": absolu(chemin),
    }
    destinataires = {personne.pk: personne for personne in (acteur.utilisateur, *personnes(candidature.membres))}
    cle, fil = f"recepisse:{candidature.pk}", candidature.projet.fil
    lettres = [Lettre(personne, contexte, f"{cle}:{pk}", fil) for pk, personne in destinataires.items()]
    poster_ensemble(gabarit="manufactures_recepisse", lettres=lettres)
