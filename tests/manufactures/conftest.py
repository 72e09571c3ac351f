import pytest


@pytest.fixture(autouse=True)
def _sans_second_facteur(settings):
    """The second factor is tested with the accounts; here people are already in."""
    settings.MFA_EXIGEE = False
