"""The free texts of the minutes, what a correction changed, and the code printed under a document. No database, no clock."""

import hashlib
import json
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
LUS_COMME = str.maketrans("OILU", "011V")
SIGNES = 10

Contenu = dict[str, Any]
Textes = dict[str, str]


def empreinte_de(contenu: dict) -> str:
    """Return the SHA-256 of recorded data, whatever the order of its keys."""
    texte = json.dumps(contenu, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(texte.encode()).hexdigest()


def textes_de(contenu: Contenu) -> Textes:
    """Return the free texts of the minutes by place: ``ouverture``, ``errata``, ``point-<id>``."""
    remarques = {f"point-{p['point']}": p.get("remarque", "") for p in contenu.get("points", ())}
    return {"ouverture": contenu.get("ouverture", ""), "errata": contenu.get("errata", "")} | remarques


def appliquer_textes(contenu: Contenu, textes: Textes) -> Contenu:
    """Return the minutes with these free texts; nothing else can change, and a place that is not there is not made."""
    lus = {endroit: texte.strip() for endroit, texte in textes.items()}
    points = [p | {"remarque": lus.get(f"point-{p['point']}", p.get("remarque", ""))} for p in contenu["points"]]
    entete = {endroit: lus.get(endroit, contenu.get(endroit, "")) for endroit in ("ouverture", "errata")}
    return contenu | entete | {"points": points}


def differences(avant: Contenu, apres: Contenu) -> list[dict[str, str]]:
    """Return what a correction changed, place by place: ``{"endroit", "avant", "apres"}``."""
    noms = {"ouverture": "Ouverture", "errata": "Errata"} | {f"point-{p['point']}": p["projet"] for p in apres["points"]}
    lus, nouveaux = textes_de(avant), textes_de(apres)
    return [
        {"endroit": noms[endroit], "cle": endroit, "avant": lus.get(endroit, ""), "apres": texte}
        for endroit, texte in nouveaux.items()
        if texte != lus.get(endroit, "")
    ]


def code_de_verification(empreinte: str) -> str:
    """Return the short code printed under a document, drawn from the hash of its recorded data: ``7K4M-92QX-TR``."""
    valeur = int(empreinte[:16], 16)
    signes = "".join(ALPHABET[(valeur >> 5 * n) & 31] for n in range(SIGNES))
    return f"{signes[:4]}-{signes[4:8]}-{signes[8:]}"


def morceau_du_code(code: str) -> str | None:
    """Return the hexadecimal digits 5 to 16 of the hash a typed code comes from; None when it is no code of ours."""
    signes = "".join(c for c in code.upper() if c.isalnum()).translate(LUS_COMME)
    if len(signes) != SIGNES or not set(signes) <= set(ALPHABET):
        return None
    valeur = sum(ALPHABET.index(signe) << 5 * n for n, signe in enumerate(signes))
    return f"{valeur & (1 << 48) - 1:012x}"
