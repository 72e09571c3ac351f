import io

import pytest

from socle.documents import formats, regles
from socle.documents.formats import FORMATS, TYPES_COURANTS
from tests.documents.conftest import PDF, archive

ODT, ODS = b"application/vnd.oasis.opendocument.text", b"application/vnd.oasis.opendocument.spreadsheet"


def ooxml(extension, entree, **autres):
    types = {"[Content_Types].xml": FORMATS[extension].type_mime.encode()}
    return archive(types | {entree: b"<x/>"} | autres)


BONS = {
    "pdf": PDF,
    "png": b"\x89PNG\r\n\x1a\n0000",
    "jpg": b"\xff\xd8\xff\xe0000",
    "docx": ooxml("docx", "word/document.xml"),
    "xlsx": ooxml("xlsx", "xl/workbook.xml"),
    "odt": archive({"mimetype": ODT, "content.xml": b"<x/>"}),
    "ods": archive({"mimetype": ODS, "content.xml": b"<x/>"}),
    "csv": "é;è\n1;2\n".encode("cp1252"),
}


@pytest.mark.parametrize("extension", sorted(BONS.keys() - {"csv"}))
def test_chaque_format_reconnait_les_siens_et_eux_seuls(extension):
    acceptes = {autre for autre, contenu in BONS.items() if regles.refus_de_contenu(f"a.{extension}", io.BytesIO(contenu)) is None}
    assert acceptes == {extension}


def test_un_csv_est_du_texte_quel_que_soit_son_encodage():
    assert regles.refus_de_contenu("a.csv", io.BytesIO(BONS["csv"])) is None
    assert regles.refus_de_contenu("a.csv", io.BytesIO(b"a;b\x00")).code == "contenu_inattendu"


@pytest.mark.parametrize("entree", ["word/vbaProject.bin", "Basic/script-lb.xml", "Scripts/python/a.py"])
def test_un_document_a_macros_est_refuse(entree):
    contenu = ooxml("docx", "word/document.xml", **{entree: b"macro"})
    refus = regles.refus_de_contenu("lettre.docx", io.BytesIO(contenu))
    assert refus.phrase == (
        "Le contenu de ce fichier n’est pas celui d’un DOCX sans macro. "
        "Ouvrez-le, enregistrez-le à nouveau au format DOCX, puis déposez la copie."
    )


def test_un_document_a_macros_renomme_est_refuse():
    macro = archive({"[Content_Types].xml": b"application/vnd.ms-word.document.macroEnabled.main+xml", "word/document.xml": b"<x/>"})
    assert regles.refus_de_contenu("lettre.docx", io.BytesIO(macro)).code == "contenu_inattendu"


def test_une_bombe_de_decompression_est_refusee():
    bombe = ooxml("docx", "word/document.xml", **{"word/media/image.bin": b"\0" * 20_000_000})
    assert len(bombe) < 100_000
    assert regles.refus_de_contenu("lettre.docx", io.BytesIO(bombe)).code == "contenu_inattendu"


def test_une_archive_de_trop_d_entrees_est_refusee(monkeypatch):
    monkeypatch.setattr(formats, "ENTREES_MAX", 2)
    assert regles.refus_de_contenu("a.docx", io.BytesIO(ooxml("docx", "word/document.xml"))) is None
    trois = ooxml("docx", "word/document.xml", autre=b"x")
    assert regles.refus_de_contenu("a.docx", io.BytesIO(trois)).code == "contenu_inattendu"


@pytest.mark.parametrize("contenu", [b"PK\x03\x04tronque", b"PK", BONS["docx"][:-10]])
def test_une_archive_abimee_est_refusee_sans_trace(contenu):
    assert regles.refus_de_contenu("a.docx", io.BytesIO(contenu)).code == "contenu_inattendu"


@pytest.mark.parametrize(
    ("brut", "propre"),
    [
        ("../../etc/passwd.pdf", "passwd.pdf"),
        ("C:\\Documents\\bail.pdf", "bail.pdf"),
        ("factu\u202efdp.exe.pdf", "factu fdp.exe.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a Set-Cookie: x.pdf"),
        ("e\u0301tude.pdf", "étude.pdf"),
        ("..", "document"),
        ("é" * 300 + ".pdf", "é" * 146 + ".pdf"),
    ],
)
def test_un_nom_devient_sur(brut, propre):
    assert regles.nettoyer_nom(brut) == propre


def test_le_poids_se_dit_en_mo():
    refus = regles.refus_de_taille(30 * 1024 * 1024, 20 * 1024 * 1024)
    assert refus.phrase == "Votre fichier pèse 30\u00a0Mo\u00a0; la limite est de 20\u00a0Mo. Réduisez-le ou divisez-le."


def test_la_limite_est_comprise():
    assert regles.refus_de_taille(20, 20) is None
    assert regles.refus_de_taille(21, 20).code == "fichier_trop_lourd"
    assert regles.refus_de_taille(0, 20).code == "fichier_vide"


def test_l_extension_se_lit_sans_casse():
    assert regles.refus_d_extension("PLAN.PDF", TYPES_COURANTS) is None
    refus = regles.refus_d_extension("plan.exe", {"pdf", "ods"})
    assert refus.phrase == "Ce format n’est pas pris. Enregistrez votre fichier dans l’un de ceux-ci\u00a0: ODS et PDF."
