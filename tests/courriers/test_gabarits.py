import re
from datetime import datetime
from pathlib import Path

import pytest
from django.conf import settings
from django.template.exceptions import TemplateDoesNotExist

from socle.courriers.gabarits import Bloc, composer, decouper
from socle.lib.dates import PARIS

DOSSIER = Path(settings.BASE_DIR, "templates", "courriers")
PARTIE = re.compile(r"{{\s*(\w+)(?:\|(\w+))?")
EXEMPLES = dict.fromkeys(("montant", "nombre", "demi_journees", "taille", "pluriel", "accord", "pourcent"), 2) | dict.fromkeys(
    ("jour", "date_longue", "date_entiere", "date_du_jour", "heure", "echeance", "plage"), datetime(2022, 11, 24, 18, tzinfo=PARIS)
)
GABARITS = sorted(f.stem for f in DOSSIER.glob("*.txt") if not f.name.startswith("_"))


@pytest.fixture(params=GABARITS)
def redaction(request):
    """A template composed with a value for each of its variables, of the kind its filter asks for."""
    source = (DOSSIER / f"{request.param}.txt").read_text()
    contexte = {nom: EXEMPLES.get(filtre, "valeur") for nom, filtre in PARTIE.findall(source)}
    return composer(request.param, contexte | {"lien": "https://exemple.fr/suite", "rappels": []}, "Programme d’exemple")


def test_chaque_gabarit_a_un_sujet_un_texte_et_un_html(redaction):
    assert 5 <= len(redaction.sujet) <= 120
    assert redaction.texte.count("\n\n") >= 2
    assert not [mot for mot in ("{{", "{%", "None") if mot in redaction.texte + redaction.html]
    assert "Programme d’exemple" in redaction.texte


def test_chaque_gabarit_suit_la_typographie(redaction):
    assert "'" not in redaction.sujet + redaction.texte
    assert not [signe for signe in ":;?!»" if f" {signe}" in redaction.sujet + redaction.texte]


def test_un_gabarit_absent_se_voit_tout_de_suite():
    with pytest.raises(TemplateDoesNotExist):
        composer("rien_du_tout", {}, "Essai")


@pytest.mark.parametrize("texte", ["", "Sujet\nTexte sans ligne vide"])
def test_un_gabarit_sans_sujet_est_refuse(texte, settings, tmp_path):
    (tmp_path / "courriers").mkdir()
    (tmp_path / "courriers" / "essai.txt").write_text(texte)
    settings.TEMPLATES = [settings.TEMPLATES[0] | {"DIRS": [tmp_path, *settings.TEMPLATES[0]["DIRS"]]}]
    with pytest.raises(ValueError, match="must begin with a subject"):
        composer("essai", {}, "Essai")


def test_les_valeurs_ne_sont_ni_echappees_dans_le_texte_ni_crues_dans_le_html():
    contexte = {"rappels": [{"phrase": "<b>L’atelier & l’eau</b>", "lien": "https://exemple.fr"}], "lien": "https://exemple.fr/p/"}
    redaction = composer("relances", contexte, "Essai")
    assert "<b>L’atelier & l’eau</b>" in redaction.texte
    assert "<b>L" not in redaction.html
    assert "&lt;b&gt;L’atelier &amp; l’eau&lt;/b&gt;" in redaction.html


def test_le_texte_se_coupe_en_paragraphes_liste_et_bouton():
    blocs = decouper("Bonjour,\nvoici\n\n- un\n- deux\n\nhttps://a.fr\n\n\n", "https://a.fr")
    assert blocs == [
        Bloc("paragraphe", ["Bonjour,", "voici"]),
        Bloc("liste", ["un", "deux"]),
        Bloc("bouton", ["https://a.fr"]),
    ]


def test_le_html_tient_sur_un_telephone(redaction):
    """As wide as its screen, 600 px at most; the only fixed width is for Outlook, which knows no other."""
    ailleurs = re.sub(r"<!--\[if mso\]>.*?<!\[endif\]-->", "", redaction.html, flags=re.S)
    assert re.findall(r'width="(?!100%|device-width)[^"]*"', ailleurs) == []
    assert ("max-width: 600px" in ailleurs, "overflow-wrap: anywhere" in ailleurs) == (True, True)


def test_le_bouton_porte_ses_mots():
    html = composer("relances", {"rappels": [], "lien": "https://exemple.fr/p/", "lien_libelle": "Voir mes livrables"}, "Essai").html
    assert html.count("Voir mes livrables") == 1
    assert 'href="https://exemple.fr/p/"' in html


def test_le_html_ne_charge_rien_d_ailleurs():
    html = composer("relances", {"rappels": [], "lien": "https://exemple.fr/p/"}, "Essai").html
    assert not [mot for mot in ("<img", "src=", "url(", "<script", "<link") if mot in html]
