"""What anybody may know of a published document from the code printed at its foot: that it is ours and has not changed."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models.functions import Substr

from comite.enums import EtatPV
from comite.models import Additif, ProcesVerbal
from comite.regles_pv import code_de_verification, empreinte_de, morceau_du_code


@dataclass(frozen=True)
class Verification:
    """A document found by its code: nothing of what it says."""

    titre: str
    code: str
    signe_at: datetime
    signataires: list[tuple[str, datetime]]
    empreinte: str
    sha256: str
    authentique: bool


def verifier(code: str) -> Verification | None:
    """Return the signed and published document a code was printed on; None for any other code, as if it did not exist."""
    morceau = morceau_du_code(code)
    if morceau is None:
        return None
    pv = _trouver(ProcesVerbal.objects.filter(seance__publiee_at__isnull=False), morceau)
    if pv:
        return _lire(pv, f"Procès-verbal {pv.contenu['reference']}", pv.signatures.filter(additif=None))
    additif = _trouver(Additif.objects.filter(pv__seance__publiee_at__isnull=False), morceau)
    if additif:
        return _lire(additif, f"Procès-verbal {additif.contenu['reference']}, additif {additif.numero}", additif.signatures.all())
    return None


def _trouver(documents, morceau: str):
    signes = documents.filter(etat=EtatPV.SIGNE).select_related("version").annotate(morceau=Substr("empreinte", 5, 12))
    return signes.filter(morceau=morceau).first()


def _lire(document: ProcesVerbal | Additif, titre: str, signatures) -> Verification:
    signees = list(signatures.order_by("signe_at", "pk"))
    intacte = empreinte_de(document.contenu) == document.empreinte
    return Verification(
        titre=titre,
        code=code_de_verification(document.empreinte),
        signe_at=document.signe_at,
        signataires=[(s.get_qualite_display(), s.signe_at) for s in signees],
        empreinte=document.empreinte,
        sha256=document.version.sha256 if document.version else "",
        authentique=intacte and all(s.empreinte == document.empreinte for s in signees),
    )


def est_le_fichier(verification: Verification, morceaux: Iterable[bytes]) -> bool:
    """Tell whether a file is, byte for byte, the PDF that was signed."""
    somme = hashlib.sha256()
    for morceau in morceaux:
        somme.update(morceau)
    return bool(verification.sha256) and somme.hexdigest() == verification.sha256
