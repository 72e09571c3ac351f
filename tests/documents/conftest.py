"""Files of every kind, and a storage of its own for each test."""

import io
import zipfile
from dataclasses import dataclass

import pytest
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile

from socle.documents import registre

PDF = b"%PDF-1.7\nexemple\n"


@pytest.fixture(autouse=True)
def stockage(settings, tmp_path):
    """Files of a test go to a folder of its own."""
    options = {"location": tmp_path / "fichiers", "base_url": None}
    local = {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    settings.STORAGES = settings.STORAGES | {"default": local}
    assert default_storage.location == str(tmp_path / "fichiers")
    return tmp_path / "fichiers"


@pytest.fixture(autouse=True)
def sans_second_facteur(settings):
    """The second factor has its own tests."""
    settings.MFA_EXIGEE = False


@pytest.fixture
def envoye():
    """An uploaded file."""
    return lambda nom="rapport.pdf", contenu=PDF: SimpleUploadedFile(nom, contenu, "application/x-inconnu")


def archive(entrees: dict[str, bytes]) -> bytes:
    """A zip archive made of these entries."""
    flux = io.BytesIO()
    with zipfile.ZipFile(flux, "w", zipfile.ZIP_DEFLATED) as zip_:
        for nom, contenu in entrees.items():
            zip_.writestr(nom, contenu)
    return flux.getvalue()


@dataclass(frozen=True)
class Contenu:
    titre: str
    corps: str


@pytest.fixture
def modele(monkeypatch, settings, tmp_path):
    """A declared document whose template only this test knows; ``modele.appels`` counts its readings."""
    monkeypatch.setattr(registre, "_modeles", {})
    (tmp_path / "gabarits").mkdir()
    (tmp_path / "gabarits" / "essai.html").write_text(
        '{% extends "design/document.html" %}{% block contenu %}<h1>{{ titre }}</h1><p>{{ corps }}</p>{% endblock %}'
    )
    gabarits = [settings.TEMPLATES[0] | {"DIRS": [*settings.TEMPLATES[0]["DIRS"], tmp_path / "gabarits"]}]
    settings.TEMPLATES = gabarits
    return registre.declarer("essai.page", "Page d’essai", lambda pk: Contenu(f"Essai {pk}", "Œuvre & façade"), "essai.html")
