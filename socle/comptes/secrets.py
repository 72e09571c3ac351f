"""Random secrets given once to a person; only their hash is stored."""

import hashlib
import secrets


def nouveau_secret() -> str:
    """Return 256 random bits, fit for a URL or a header."""
    return secrets.token_urlsafe(32)


def empreinte(secret: str) -> str:
    """Return the SHA-256 of a secret; enough for a value that nobody can guess."""
    return hashlib.sha256(secret.encode()).hexdigest()
