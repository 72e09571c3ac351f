"""Strict readers of the environment: an odd value stops the start with one clear sentence."""

import os
from pathlib import Path
from urllib.parse import parse_qs, unquote, urlsplit

from django.core.exceptions import ImproperlyConfigured


def texte(nom: str, defaut: str | None = None) -> str:
    """Return the variable as text; without default it must be set."""
    valeur = os.environ.get(nom, "")
    if valeur:
        return valeur
    if defaut is None:
        raise ImproperlyConfigured(f"{nom} must be set in the environment.")
    return defaut


def booleen(nom: str, defaut: bool) -> bool:
    """Return the variable as a boolean, written 0 or 1."""
    valeur = os.environ.get(nom, "")
    if valeur not in {"", "0", "1"}:
        raise ImproperlyConfigured(f"{nom} must be 0 or 1, not {valeur!r}.")
    return defaut if valeur == "" else valeur == "1"


def entier(nom: str, defaut: int) -> int:
    """Return the variable as a whole number."""
    valeur = os.environ.get(nom, "")
    if valeur and not valeur.isdigit():
        raise ImproperlyConfigured(f"{nom} must be a whole number, not {valeur!r}.")
    return int(valeur) if valeur else defaut


def liste(nom: str, defaut: list[str]) -> list[str]:
    """Return the variable as a list, its values separated by commas."""
    valeurs = [v.strip() for v in os.environ.get(nom, "").split(",")]
    return [v for v in valeurs if v] or defaut


def chemin(nom: str, defaut: Path) -> Path:
    """Return the variable as an absolute path."""
    return Path(os.environ.get(nom) or defaut).absolute()


def base_de_donnees(url: str) -> dict:
    """Return the Django settings of a PostgreSQL URL (``postgres://user:word@host:5432/name?host=/socket``)."""
    morceaux = urlsplit(url)
    if morceaux.scheme not in {"postgres", "postgresql"}:
        raise ImproperlyConfigured("DATABASE_URL must begin with postgres:// or postgresql://.")
    options = {cle: valeurs[-1] for cle, valeurs in parse_qs(morceaux.query).items()}
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(morceaux.path.lstrip("/")),
        "USER": unquote(morceaux.username or ""),
        "PASSWORD": unquote(morceaux.password or ""),
        "HOST": options.pop("host", morceaux.hostname or ""),
        "PORT": str(morceaux.port or options.pop("port", "")),
        "OPTIONS": options,
    }
