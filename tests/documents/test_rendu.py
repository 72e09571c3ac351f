import hashlib
import io

import pikepdf
import pytest
import time_machine
from django.conf import settings as reglages
from weasyprint import HTML
from weasyprint.formatting_structure.boxes import TextBox

from socle.documents.impression import AdresseRefusee, FichiersLocaux, fichier_statique
from socle.documents.rendu import imprimer, rendre_pdf

PAGE = '<!doctype html><html lang="fr"><head><title>Essai</title>{}</head><body><h1>Essai</h1>{}</body></html>'


def test_le_pdf_est_balise_en_francais_et_titre(modele, programme):
    contenu = rendre_pdf(modele.gabarit, {"programme": programme} | modele.lire(7))
    with pikepdf.open(io.BytesIO(contenu)) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "fr"
        assert str(pdf.docinfo["/Title"]) == "Essai 7"
        assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()


def test_les_polices_sont_celles_de_la_maison(modele, programme):
    contenu = rendre_pdf(modele.gabarit, {"programme": programme} | modele.lire(7))
    with pikepdf.open(io.BytesIO(contenu)) as pdf:
        polices = {str(police.get("/BaseFont")) for police in pdf.pages[0].Resources.Font.values()}
    assert any("Source-Sans" in nom for nom in polices), polices


def test_la_meme_matiere_donne_les_memes_octets_a_toute_heure(modele, programme):
    empreintes = set()
    for instant in ("2022-11-21 08:00:00+01:00", "2024-02-29 23:59:59+01:00"):
        with time_machine.travel(instant, tick=False):
            empreintes.add(hashlib.sha256(rendre_pdf(modele.gabarit, {"programme": programme} | modele.lire(7))).hexdigest())
    assert len(empreintes) == 1


@pytest.mark.parametrize(
    "adresse",
    [
        "http://169.254.169.254/latest/meta-data",
        "https://exemple.fr/suivi.png",
        "file:///etc/passwd",
        "file://autre/etc/passwd",
        "/etc/passwd",
        "/static/../config/settings.py",
        "/static/%2e%2e/config/settings.py",
        "ftp://exemple.fr/a.png",
        f"file://{reglages.BASE_DIR}/static/../manage.py",
    ],
)
@pytest.mark.parametrize("balise", ['<img alt="" src="{}">', '<link rel="stylesheet" href="{}">', '<object data="{}"></object>'])
def test_rien_n_est_cherche_ailleurs(adresse, balise):
    with pytest.raises(AdresseRefusee):
        imprimer(PAGE.format(balise.format(adresse), balise.format(adresse)))


def test_une_image_dans_la_page_est_prise():
    image = "data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    with pikepdf.open(io.BytesIO(imprimer(PAGE.format("", f'<img alt="Point" src="{image}">')))) as pdf:
        assert len(pdf.pages[0].get_images()) == 1


def test_nos_fichiers_statiques_se_trouvent_par_leur_adresse():
    attendu = reglages.BASE_DIR / "static/design/document.css"
    assert fichier_statique(f"{reglages.ADRESSE_PUBLIQUE}/static/design/document.css") == attendu
    assert fichier_statique(attendu.as_uri()) == attendu


def test_un_total_ne_parait_qu_a_la_fin_d_un_tableau_de_plusieurs_pages(settings):
    feuille = f"{settings.ADRESSE_PUBLIQUE}/static/design/document.css"
    lignes, total = "<tr><td>Mission</td></tr>" * 90, "<tfoot><tr><td>Somme</td></tr></tfoot>"
    page = f'<html lang="fr"><link rel="stylesheet" href="{feuille}"><table><thead><tr><th>Titre</th></tr></thead><tbody>{lignes}</tbody>{total}</table>'
    pages = HTML(string=page, url_fetcher=FichiersLocaux()).render().pages
    mots = [[b.text for b in p._page_box.descendants() if isinstance(b, TextBox)] for p in pages]
    assert len(mots) > 1
    assert [m.count("Titre") for m in mots] == [1] * len(mots)
    assert [m.count("Somme") for m in mots] == [0] * (len(mots) - 1) + [1]
