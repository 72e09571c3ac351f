"""A real SMTP server on a loopback port, and a world where only declared reminders exist."""

from email import message_from_bytes, policy

import pytest
from aiosmtpd.controller import Controller

from socle.courriers import registre


class Boite:
    """Keeps what it receives; refuses the addresses put in ``refusees``."""

    def __init__(self):
        self.messages, self.refusees = [], set()

    async def handle_RCPT(self, server, session, envelope, address, options):  # noqa: N802  aiosmtpd's name
        if address in self.refusees:
            return "550 boite inconnue"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):  # noqa: N802
        self.messages.append(message_from_bytes(envelope.content, policy=policy.default))
        return "250 OK"


class Serveur(Controller):
    def _trigger_server(self):
        """The port is known only once the socket is bound: ask it before the controller checks it."""
        self.port = self.server.sockets[0].getsockname()[1]
        super()._trigger_server()


@pytest.fixture(autouse=True)
def sans_second_facteur(settings):
    """The second factor has its own tests."""
    settings.MFA_EXIGEE = False


@pytest.fixture
def smtp(settings):
    """Where the mails of the test arrive."""
    boite = Boite()
    serveur = Serveur(boite, hostname="127.0.0.1", port=0)
    serveur.start()
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", serveur.port
    yield boite
    serveur.stop()


@pytest.fixture
def sans_smtp(settings):
    """Nobody listens."""
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1


@pytest.fixture
def relances(monkeypatch):
    """Only the reminders that the test declares."""
    monkeypatch.setattr(registre, "_relances", {})
    return registre
