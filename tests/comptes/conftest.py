"""The small site of ``tests/comptes/urls.py``, behind the real middleware."""

import pytest


@pytest.fixture
def petit_site(settings):
    settings.ROOT_URLCONF = "tests.comptes.urls"
    settings.MFA_EXIGEE = False
    return settings
