"""Passwords and keys of one installation, drawn once and kept in ``DATA_DIR/secrets`` (mode 0600)."""

import os
import secrets
from pathlib import Path

NOMS = (
    "INSTALLATION",
    "SECRET_KEY",
    "MOT_DE_PASSE_POSTGRES",
    "MOT_DE_PASSE_PROPRIETAIRE",
    "MOT_DE_PASSE_APPLICATION",
    "MOT_DE_PASSE_VALKEY",
)


def lire_ou_creer(racine: Path) -> dict[str, str]:
    """Return the secrets of the installation, drawing those that are missing."""
    fichier = racine / "secrets"
    connues = lire(fichier)
    completes = {nom: connues.get(nom) or _tirer(nom) for nom in NOMS}
    if completes != connues:
        ecrire(fichier, "".join(f"{nom}={valeur}\n" for nom, valeur in completes.items()))
    return completes


def lire(fichier: Path) -> dict[str, str]:
    """Return the pairs of a ``NAME=value`` file; none when there is no file."""
    lignes = fichier.read_text().splitlines() if fichier.exists() else []
    return dict(ligne.split("=", 1) for ligne in lignes if "=" in ligne)


def ecrire(fichier: Path, contenu: str) -> None:
    """Write a file only its owner can read, whole or not at all."""
    provisoire = fichier.with_name(f"{fichier.name}.partiel")
    provisoire.unlink(missing_ok=True)
    with os.fdopen(os.open(provisoire, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as flux:
        flux.write(contenu)
    provisoire.replace(fichier)


def _tirer(nom: str) -> str:
    return secrets.token_hex(6) if nom == "INSTALLATION" else secrets.token_urlsafe(36)
