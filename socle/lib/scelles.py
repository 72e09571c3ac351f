"""Sealed blocks: what the database keeps without being able to read it.

The key is drawn from the secret of the installation and a salt kept beside the block: neither is enough alone, and a
salt that is erased leaves nothing to open.
"""

import os

from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings

_NONCE = 12  # bytes, as AES-GCM wants them


def nouveau_sel() -> bytes:
    """Return a random salt of 32 bytes."""
    return os.urandom(32)


def cle_de(sel: bytes, usage: str) -> bytes:
    """Return the 32-byte key of a salt for one use; two uses of one salt share nothing."""
    return HKDF(algorithm=SHA256(), length=32, salt=bytes(sel), info=usage.encode()).derive(settings.SECRET_KEY.encode())


def sceller(clair: bytes, cle: bytes, contexte: str) -> bytes:
    """Seal a block (AES-GCM, fresh nonce); ``contexte`` says where it belongs and must be given again to open it."""
    nonce = os.urandom(_NONCE)
    return nonce + AESGCM(cle).encrypt(nonce, clair, contexte.encode())


def desceller(scelle: bytes, cle: bytes, contexte: str) -> bytes:
    """Open a sealed block. Raises ``cryptography.exceptions.InvalidTag`` when it was changed, moved, or sealed by another key."""
    scelle = bytes(scelle)
    return AESGCM(cle).decrypt(scelle[:_NONCE], scelle[_NONCE:], contexte.encode())
