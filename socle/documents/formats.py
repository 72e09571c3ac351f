"""The file formats we take: extension, media type, and how the content is recognised whatever its name says."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

TYPES_COURANTS = frozenset({"pdf", "docx", "xlsx", "odt", "ods", "png", "jpg", "jpeg"})
TYPES_DONNEES = frozenset({"csv", "txt"})

ENTREES_MAX = 5_000
TAILLE_DEPLIEE_MAX = 300 * 1024 * 1024  # bytes
RAPPORT_MAX = 200  # unpacked / packed
MACROS = ("vbaproject.bin", "basic/", "scripts/")


@dataclass(frozen=True)
class Format:
    """A format: its media type and the test of its content."""

    type_mime: str
    convient: Callable[[BinaryIO], bool]


def _commence_par(*signatures: bytes) -> Callable[[BinaryIO], bool]:
    return lambda flux: flux.read(16).startswith(signatures)


def archive_raisonnable(archive: zipfile.ZipFile) -> bool:
    """Tell whether an archive unpacks to something of a human size."""
    entrees = archive.infolist()
    depliee, pliee = sum(e.file_size for e in entrees), sum(e.compress_size for e in entrees)
    return len(entrees) <= ENTREES_MAX and depliee <= TAILLE_DEPLIEE_MAX and depliee <= RAPPORT_MAX * max(pliee, 1)


def _sans_macro(archive: zipfile.ZipFile) -> bool:
    noms = [nom.lower() for nom in archive.namelist()]
    return not any(nom.startswith(MACROS[1:]) or nom.endswith(MACROS[0]) for nom in noms)


def _archive(accepte: Callable[[zipfile.ZipFile], bool]) -> Callable[[BinaryIO], bool]:
    def convient(flux: BinaryIO) -> bool:
        try:
            with zipfile.ZipFile(flux) as archive:
                return archive_raisonnable(archive) and _sans_macro(archive) and accepte(archive)
        except (zipfile.BadZipFile, KeyError, NotImplementedError, RuntimeError, ValueError, OSError, EOFError):
            return False

    return convient


def _ooxml(entree: str, type_mime: str) -> Format:
    def accepte(archive: zipfile.ZipFile) -> bool:
        return entree in archive.namelist() and type_mime.encode() in archive.read("[Content_Types].xml")

    return Format(type_mime, _archive(accepte))


def _odf(type_mime: str) -> Format:
    def accepte(archive: zipfile.ZipFile) -> bool:
        return archive.getinfo("mimetype").file_size < 100 and archive.read("mimetype").strip() == type_mime.encode()

    return Format(type_mime, _archive(accepte))


def _est_du_texte(flux: BinaryIO) -> bool:
    contenu = flux.read()
    return not any(octet in contenu for octet in (b"\x00", b"\x01", b"\x02", b"\x1b"))


FORMATS = {
    "pdf": Format("application/pdf", _commence_par(b"%PDF-")),
    "docx": _ooxml("word/document.xml", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "xlsx": _ooxml("xl/workbook.xml", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
    "odt": _odf("application/vnd.oasis.opendocument.text"),
    "ods": _odf("application/vnd.oasis.opendocument.spreadsheet"),
    "png": Format("image/png", _commence_par(b"\x89PNG\r\n\x1a\n")),
    "jpg": Format("image/jpeg", _commence_par(b"\xff\xd8\xff")),
    "jpeg": Format("image/jpeg", _commence_par(b"\xff\xd8\xff")),
    "csv": Format("text/csv", _est_du_texte),
    "txt": Format("text/plain", _est_du_texte),
}
