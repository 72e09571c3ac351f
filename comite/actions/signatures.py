"""Signing the minutes and their additifs: two people, each identified anew, then nothing changes any more."""

from django.db import transaction
from django.utils import timezone

from comite.actions.ordre_du_jour import verrouiller_seance
from comite.enums import EtatPV, QualiteSignature, StatutSeance
from comite.models import Additif, ProcesVerbal, Seance, SignaturePV
from comite.queries.signatures import (
    Signable,
    Signataires,
    additifs_avec_signatures,
    pv_avec_signatures,
    qualites_libres,
    signataires_de,
)
from socle.comptes.acteur import Acteur
from socle.comptes.enums import Preuve
from socle.documents.actions import verser
from socle.documents.models import VersionDocument
from socle.journal.actions import noter
from socle.lib.refus import Refus, exiger
from socle.lib.taches import enfiler

PAS_DE_PV = Refus("pv_absent", "Établissez d’abord le procès-verbal.")
DEJA_SIGNE = Refus("deja_signe", "Vous avez déjà signé ce document.")
ENTIEREMENT_SIGNE = Refus("pv_signe", "Ce document porte déjà ses deux signatures.")
PAS_SIGNATAIRE = Refus("pas_signataire", "Le procès-verbal est signé par la présidence et par le secrétariat de la séance.")
A_CHANGE = Refus("pv_change", "Le texte a changé depuis que vous l’avez lu\u00a0: relisez-le avant de signer.")
PREUVE_ABSENTE = Refus("sans_preuve", "Identifiez-vous de nouveau pour signer.")


def refus_de_signer(signable: Signable, signataires: Signataires, acteur: Acteur) -> Refus | None:
    """Say why a person cannot sign this document now, or None."""
    if signable.etat == EtatPV.SIGNE:
        return ENTIEREMENT_SIGNE
    if qualites_libres(signable, signataires, acteur):
        return None
    return DEJA_SIGNE if any(s["signataire"] == acteur.pk for s in signable.signees) else PAS_SIGNATAIRE


@transaction.atomic
def signer_pv(*, seance: Seance, acteur: Acteur, preuve: Preuve | None, empreinte: str) -> SignaturePV:
    """Sign the minutes as they were read (``empreinte``); the second signature freezes them and the sitting.

    Raises ``ActionRefusee`` without a fresh proof of identity, for who does not sign, twice, or when the text has changed.
    """
    verrouiller_seance(seance)  # a statement of its own: what is read after it knows of the other signature
    pv = pv_avec_signatures().select_for_update(of=("self",)).select_related("seance").filter(seance=seance).first()
    exiger(PAS_DE_PV if pv is None else None)
    signature = _apposer(pv, SignaturePV(pv=pv), acteur, preuve, empreinte)
    if pv.etat == EtatPV.SIGNE:
        pv.seance.statut = StatutSeance.PV_SIGNE
        pv.seance.save(update_fields=["statut"])
        enfiler("comite.sceller_pv", pv.pk, pv.programme_id)
    noter("pv.signe", fil=pv.seance.fil, acteur=acteur, objet=f"pv:{pv.pk}", reference=pv.seance.reference)
    return signature


@transaction.atomic
def signer_additif(*, additif: Additif, acteur: Acteur, preuve: Preuve | None, empreinte: str) -> SignaturePV:
    """Sign an additif; the second signature freezes it."""
    verrouiller_seance(additif.pv.seance)
    lus = additifs_avec_signatures().select_for_update(of=("self",)).select_related("pv__seance")
    additif = lus.get(pk=additif.pk)
    signature = _apposer(additif, SignaturePV(pv=additif.pv, additif=additif), acteur, preuve, empreinte)
    if additif.etat == EtatPV.SIGNE:
        enfiler("comite.sceller_additif", additif.pk, additif.programme_id)
    seance = additif.pv.seance
    noter("additif.signe", fil=seance.fil, acteur=acteur, objet=f"pv:{additif.pv_id}", numero=additif.numero, reference=seance.reference)
    return signature


def _apposer(signable: Signable, signature: SignaturePV, acteur: Acteur, preuve: Preuve | None, empreinte: str) -> SignaturePV:
    """Write one signature, and freeze what is signed when it is the second."""
    signataires = signataires_de(signature.pv.seance)
    exiger(refus_de_signer(signable, signataires, acteur) or (A_CHANGE if empreinte != signable.empreinte else None))
    exiger(PREUVE_ABSENTE if preuve is None else None)
    membre = signataires.sieges.get(acteur.pk)
    signature.qualite = qualites_libres(signable, signataires, acteur)[0]
    signature.membre, signature.signataire, signature.preuve = membre, acteur.utilisateur, preuve
    signature.nom = f"{acteur.utilisateur}, {membre.libelle_siege.lower()}" if membre else f"{acteur.utilisateur}, la coordination"
    signature.empreinte, signature.signe_at = signable.empreinte, timezone.now()
    signature.save(force_insert=True)
    if len(signable.signees) + 1 == len(QualiteSignature):
        signable.etat, signable.signe_at = EtatPV.SIGNE, signature.signe_at
        signable.save(update_fields=["etat", "signe_at"])
    return signature


@transaction.atomic
def sceller_pv(*, pv_id: int, contenu: bytes) -> VersionDocument:
    """Store the PDF of signed minutes, once; a second call returns the file already there."""
    pv = ProcesVerbal.objects.select_for_update(of=("self",)).select_related("seance", "version").get(pk=pv_id)
    nom = f"proces-verbal-{pv.seance.reference}.pdf"
    return _sceller(pv, nom, f"Procès-verbal {pv.seance.reference}", contenu)


@transaction.atomic
def sceller_additif(*, additif_id: int, contenu: bytes) -> VersionDocument:
    """Store the PDF of a signed additif, once."""
    additif = Additif.objects.select_for_update(of=("self",)).select_related("pv__seance", "version").get(pk=additif_id)
    reference = additif.pv.seance.reference
    nom = f"additif-{additif.numero}-proces-verbal-{reference}.pdf"
    return _sceller(additif, nom, f"Additif {additif.numero} au procès-verbal {reference}", contenu)


def _sceller(signable: Signable, nom: str, libelle: str, contenu: bytes) -> VersionDocument:
    if signable.version:
        return signable.version
    exiger(None if signable.etat == EtatPV.SIGNE else Refus("pas_signe", "Ce document n’est pas encore signé."))
    signable.version = verser(contenu=contenu, nom=nom, type_mime="application/pdf", libelle=libelle)
    signable.save(update_fields=["version"])
    return signable.version
