"""The application, at the hour of the story."""

from tests.e2e.horloge import mettre_a_l_heure

mettre_a_l_heure()

from config.wsgi import application  # noqa: E402

__all__ = ["application"]
