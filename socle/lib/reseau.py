"""Reading an address that a person typed: public hosts only, at every redirection; little, and not for long."""

import socket
import ssl
from dataclasses import dataclass
from http.client import HTTPConnection, HTTPException, HTTPResponse
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from threading import Timer
from time import monotonic
from urllib.parse import SplitResult, urljoin, urlsplit

REDIRECTIONS = (301, 302, 303, 307, 308)
DETOURS = 3
# Addresses that carry another one inside: a private IPv4 may hide there.
_PORTEUSES = tuple(IPv6Network(r) for r in ("64:ff9b::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32"))


class LectureImpossible(Exception):
    """The address gave nothing to read."""


class AdresseRefusee(LectureImpossible):
    """The address is not one we go to."""


class SansReponse(LectureImpossible):
    """The host is away, slow, or answers something else."""


class TropGros(LectureImpossible):
    """The host sends more than we read."""


@dataclass(frozen=True)
class Reponse:
    """What a host answered: 200 with its bytes, or 304 (nothing new)."""

    statut: int
    contenu: bytes
    etag: str
    modifie: str


def est_publique(ip: IPv4Address | IPv6Address) -> bool:
    """Tell whether an address is one of the Internet, not of a machine, a network of ours or a cloud's own."""
    if isinstance(ip, IPv6Address):
        if ip.ipv4_mapped:
            return est_publique(ip.ipv4_mapped)
        if any(ip in reseau for reseau in _PORTEUSES):
            return False
    return ip.is_global and not ip.is_multicast


def lire_adresse(
    adresse: str, *, taille_max: int, secondes: float, local_permis: bool = False, etag: str = "", modifie: str = ""
) -> Reponse:
    """Read an https address within ``secondes`` and ``taille_max`` bytes, redirections included.

    The host is resolved once and that address is the one connected to, so that a name cannot change between the check
    and the visit. ``local_permis`` lets http and private hosts in (tests, demonstration). Raises ``LectureImpossible``.
    """
    fin, entetes = monotonic() + secondes, {"Accept": "text/calendar", "Accept-Encoding": "identity"}
    entetes |= {"If-None-Match": etag} if etag else {}
    entetes |= {"If-Modified-Since": modifie} if modifie else {}
    for _ in range(DETOURS + 1):
        reponse, suivante = _visiter(adresse, entetes, fin, taille_max, local_permis)
        if reponse is not None:
            return reponse
        adresse = urljoin(adresse, suivante)
    raise SansReponse("trop de redirections")


def _visiter(adresse: str, entetes: dict, fin: float, taille_max: int, local_permis: bool) -> tuple[Reponse | None, str]:
    """Return the answer, or where it sends us."""
    connexion = _Connexion(*_destination(adresse, local_permis), max(fin - monotonic(), 0.1))
    gardien = Timer(max(fin - monotonic(), 0.1), connexion.couper)
    gardien.start()
    try:
        url = urlsplit(adresse)
        connexion.request("GET", (url.path or "/") + (f"?{url.query}" if url.query else ""), headers=entetes)
        lu = _lire(connexion.getresponse(), taille_max)
        if connexion.coupee:  # what was cut may look whole
            raise SansReponse("pas de réponse à temps")
        return lu
    except (OSError, HTTPException, ValueError) as panne:
        raise SansReponse("pas de réponse à temps") from panne
    finally:
        gardien.cancel()
        connexion.close()


def _destination(adresse: str, local_permis: bool) -> tuple[SplitResult, str, int]:
    """Return the parts of an address, the IP to go to and the port; raise ``AdresseRefusee``."""
    try:
        url = urlsplit(adresse)
        port = url.port or (443 if url.scheme == "https" else 80)
        if url.scheme not in (("https", "http") if local_permis else ("https",)) or not url.hostname or url.username:
            raise AdresseRefusee("adresse qui ne commence pas par https://")
        trouvees = [ip_address(info[4][0].split("%")[0]) for info in socket.getaddrinfo(url.hostname, port, type=socket.SOCK_STREAM)]
    except (OSError, UnicodeError) as inconnue:
        raise SansReponse("hôte introuvable") from inconnue
    except ValueError as malformee:
        raise AdresseRefusee("adresse malformée") from malformee
    if not local_permis and not all(est_publique(ip) for ip in trouvees):
        raise AdresseRefusee("adresse d’un réseau privé")
    return url, str(trouvees[0]), port


def _lire(reponse: HTTPResponse, taille_max: int) -> tuple[Reponse | None, str]:
    if reponse.status in REDIRECTIONS:
        return None, reponse.headers.get("Location", "")
    etag, modifie = reponse.headers.get("ETag", "")[:200], reponse.headers.get("Last-Modified", "")[:100]
    if reponse.status == 304:
        return Reponse(304, b"", etag, modifie), ""
    if reponse.status != 200:
        raise SansReponse(f"réponse {reponse.status}")
    contenu = reponse.read(taille_max + 1)
    if len(contenu) > taille_max:
        raise TropGros("trop gros")
    if reponse.length:  # less than was announced: cut on the way
        raise SansReponse("réponse coupée")
    return Reponse(200, contenu, etag, modifie), ""


class _Connexion(HTTPConnection):
    """A connection to one IP, under the name of its host."""

    def __init__(self, url: SplitResult, ip: str, port: int, secondes: float):
        super().__init__(url.hostname, port, timeout=secondes)
        self.coupee, self.prise = False, None  # ``sock`` is forgotten once the head of an answer that ends by closing is read
        self.ip, self.tls = ip, url.scheme == "https"

    def connect(self) -> None:
        self.sock = socket.create_connection((self.ip, self.port), self.timeout)
        if self.tls:
            contexte = ssl.create_default_context()
            self.sock = contexte.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.prise = self.sock
            self.sock.do_handshake()
        self.prise = self.sock

    def couper(self) -> None:
        """End the visit from the watchman's thread: a host that drips bytes never lets a read time out."""
        self.coupee, prise = True, self.prise
        if prise is not None:
            try:
                prise.shutdown(socket.SHUT_RDWR)
            except OSError:
                return
