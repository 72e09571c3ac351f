"""Small PDF files for what the teams hand in: real pages that open, each with its own words."""

from django.core.files.uploadedfile import SimpleUploadedFile

PAGE = (595, 842)  # A4, in points
MARGE, INTERLIGNE, LARGEUR = 72, 18, 78


def piece(nom: str, titre: str, *paragraphes: str) -> SimpleUploadedFile:
    """Return a file as a browser would send it."""
    return SimpleUploadedFile(nom, ecrire_pdf(titre, paragraphes), content_type="application/pdf")


def ecrire_pdf(titre: str, paragraphes: tuple[str, ...]) -> bytes:
    """Return a PDF of one page: a title, then paragraphs."""
    contenu = _page(titre, paragraphes)
    objets = [
        b"<< /Type /Catalog /Pages 2 0 R /Lang (fr-FR) >>",
        b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %d %d] /Contents 4 0 R /Resources << /Font << /F1 5 0 R /F2 6 0 R >> >> >>" % PAGE,
        b"<< /Length %d >>\nstream\n%s\nendstream" % (len(contenu), contenu),
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica-Bold /Encoding /WinAnsiEncoding >>",
    ]
    return _assembler(objets)


def _page(titre: str, paragraphes: tuple[str, ...]) -> bytes:
    lignes = [(b"/F2 16 Tf", ligne) for ligne in couper(titre, 52)] + [(b"/F1 11 Tf", "")]
    for paragraphe in paragraphes:
        lignes += [(b"/F1 11 Tf", ligne) for ligne in couper(paragraphe, LARGEUR)] + [(b"/F1 11 Tf", "")]
    debut = b"BT %d TL %d %d Td " % (INTERLIGNE, MARGE, PAGE[1] - MARGE)
    return debut + b" ".join(b"%s (%s) Tj T*" % (police, _echapper(ligne)) for police, ligne in lignes) + b" ET"


def couper(texte: str, largeur: int) -> list[str]:
    """Cut a text into lines of at most ``largeur`` signs, between words."""
    lignes = [""]
    for mot in texte.split():
        if len(lignes[-1]) + len(mot) >= largeur:
            lignes.append("")
        lignes[-1] = f"{lignes[-1]} {mot}".strip()
    return lignes


def _echapper(texte: str) -> bytes:
    octets = texte.encode("cp1252", "replace")
    return octets.replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)")


def _assembler(objets: list[bytes]) -> bytes:
    """Number the objects and write where each begins, as the format wants."""
    fichier, adresses = b"%PDF-1.4\n", []
    for numero, objet in enumerate(objets, 1):
        adresses.append(len(fichier))
        fichier += b"%d 0 obj\n%s\nendobj\n" % (numero, objet)
    table = b"".join(b"%010d 00000 n \n" % adresse for adresse in adresses)
    entete = b"xref\n0 %d\n0000000000 65535 f \n" % (len(objets) + 1)
    fin = b"trailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (len(objets) + 1, len(fichier))
    return fichier + entete + table + fin
