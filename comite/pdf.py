"""The documents of the committee. They read frozen data only: rendering again gives the same bytes."""

from dataclasses import dataclass
from typing import Any

from comite.models import Additif, ProcesVerbal, SignaturePV
from comite.regles_pv import code_de_verification
from socle.documents import registre
from socle.documents.registre import declarer
from socle.documents.rendu import rendre_pdf
from socle.lib import francais

CODE = "comite.proces_verbal"
CODE_ADDITIF = "comite.additif"
Lignes = list[tuple[str, ...]]


@dataclass(frozen=True)
class ContextePV:
    """What the minutes print; the name of the programme is the one it had then."""

    titre: str
    numero: str
    etat: str
    verification: str
    contenu: dict[str, Any]
    empreinte: str
    signatures: Lignes
    programme: dict[str, str]


def contexte_pv(pv_id: int) -> ContextePV:
    """Read the frozen minutes and the signatures under them."""
    pv = ProcesVerbal.objects.get(pk=pv_id)
    return _contexte(pv, f"Procès-verbal {pv.contenu['reference']}", pv.signatures.filter(additif=None))


def contexte_additif(additif_id: int) -> ContextePV:
    """Read a frozen additif and the signatures under it."""
    additif = Additif.objects.get(pk=additif_id)
    return _contexte(additif, f"Procès-verbal {additif.contenu['reference']}, additif {additif.numero}", additif.signatures.all())


def _contexte(document: ProcesVerbal | Additif, numero: str, signatures) -> ContextePV:
    return ContextePV(
        titre=document.contenu["titre"],
        numero=numero,
        etat=f"Signé le {francais.echeance(document.signe_at)}" if document.signe_at else document.statut.label,
        verification=code_de_verification(document.empreinte),
        contenu=document.contenu,
        empreinte=document.empreinte,
        signatures=[_ligne(s) for s in signatures.order_by("signe_at", "pk")],
        programme=document.contenu["programme"],
    )


def _ligne(signature: SignaturePV) -> tuple[str, ...]:
    return (signature.get_qualite_display(), signature.nom, francais.echeance(signature.signe_at), signature.get_preuve_display())


def imprimer_document(code: str, objet_id: int) -> bytes:
    """Return the PDF of a document of the committee, from what is recorded only."""
    modele = registre.modele(code)
    return rendre_pdf(modele.gabarit, modele.lire(objet_id))


declarer(CODE, "Procès-verbal", contexte_pv, "comite/pdf/proces_verbal.html")
declarer(CODE_ADDITIF, "Additif", contexte_additif, "comite/pdf/additif.html")
