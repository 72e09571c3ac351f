"""Client of clamd: the INSTREAM command over TCP."""

import socket
import struct
from collections.abc import Iterable

DELAI = 60  # seconds


class AntivirusIndisponible(RuntimeError):
    """clamd answered neither OK nor FOUND: the file stays unexamined."""


def analyser(morceaux: Iterable[bytes], adresse: str) -> str:
    """Send a content to clamd at ``host:port``; return the name of what it recognised, or "" for a clean file.

    Raises ``AntivirusIndisponible`` when clamd refuses to say, ``OSError`` when it cannot be reached.
    """
    hote, _, port = adresse.rpartition(":")
    with socket.create_connection((hote, int(port)), timeout=DELAI) as prise:
        prise.sendall(b"zINSTREAM\0")
        for morceau in morceaux:
            prise.sendall(struct.pack("!I", len(morceau)) + morceau)
        prise.sendall(struct.pack("!I", 0))
        return _verdict(_reponse(prise))


def _reponse(prise: socket.socket) -> str:
    lu = b""
    while morceau := prise.recv(4096):
        lu += morceau
    return lu.rstrip(b"\0\n").decode("utf-8", "replace")


def _verdict(reponse: str) -> str:
    if reponse == "stream: OK":
        return ""
    if reponse.startswith("stream: ") and reponse.endswith(" FOUND"):
        return reponse.removeprefix("stream: ").removesuffix(" FOUND")
    raise AntivirusIndisponible(reponse)
