"""Busy calendars that lie, hang, or send too much: read from a real server, they free nothing and break nothing."""

import threading
import time
from datetime import datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from ipaddress import ip_address

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from accompagnement.actions import calendriers
from accompagnement.actions.calendriers import Demande, ajouter_calendrier, lire
from accompagnement.calendrier import Illisible, joindre, lire_a_part, plages_du_calendrier
from accompagnement.enums import EtatCalendrier
from accompagnement.models import CalendrierOccupe, PlageOccupee
from accompagnement.regles_agenda import Plage
from accompagnement.tasks import lire_le_calendrier
from socle.comptes.acteur import acteur_de as acteur_en_vigueur
from socle.lib.dates import PARIS
from socle.lib.refus import ActionRefusee
from socle.lib.reseau import AdresseRefusee, est_publique, lire_adresse

DEBUT = datetime(2026, 10, 1, tzinfo=PARIS)
FIN = datetime(2026, 12, 1, tzinfo=PARIS)


def ics(*lignes: str) -> bytes:
    corps = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:essai", "BEGIN:VEVENT", "UID:1", *lignes, "END:VEVENT", "END:VCALENDAR", ""]
    return "\r\n".join(corps).encode()


def lues(*lignes: str) -> list[tuple[str, str]]:
    plages = plages_du_calendrier(ics(*lignes), DEBUT, FIN)
    return [(f"{p.debut.astimezone(PARIS):%d/%m %H:%M}", f"{p.fin.astimezone(PARIS):%d/%m %H:%M}") for p in plages]


NEUF_HEURES = [("05/10 09:00", "05/10 10:00")]
TOUT = [("01/10 00:00", "01/12 00:00")]
LUS = {
    "en temps universel": (("DTSTART:20261005T070000Z", "DTEND:20261005T080000Z"), NEUF_HEURES),
    "sans fuseau": (("DTSTART:20261005T090000", "DURATION:PT1H"), NEUF_HEURES),
    "d'un fuseau inconnu": (("DTSTART;TZID=Mars/Phobos:20261005T090000", "DURATION:PT1H"), NEUF_HEURES),
    "d'un autre fuseau": (("DTSTART;TZID=America/Cayenne:20261005T040000", "DURATION:PT1H"), NEUF_HEURES),
    "journée entière": (("DTSTART;VALUE=DATE:20261005",), [("05/10 00:00", "06/10 00:00")]),
    "journée du changement d'heure": (("DTSTART;VALUE=DATE:20261025",), [("25/10 00:00", "26/10 00:00")]),
    "transparent": (("DTSTART:20261005T070000Z", "DTEND:20261005T080000Z", "TRANSP:TRANSPARENT"), []),
    "annulé": (("DTSTART:20261005T070000Z", "DTEND:20261005T080000Z", "STATUS:CANCELLED"), []),
    "finit avant de commencer": (("DTSTART:20261005T070000Z", "DTEND:20261005T050000Z"), [("05/10 09:00", "05/10 09:01")]),
    "durée négative": (("DTSTART:20261005T070000Z", "DURATION:-PT2H"), [("05/10 09:00", "05/10 09:01")]),
    "durée nulle": (("DTSTART:20261005T070000Z",), []),
    "date fausse": (("DTSTART:le 5 octobre",), []),
    "sans date": (("SUMMARY:rien",), []),
    "toutes les secondes, sans fin": (("DTSTART:19700101T000000Z", "DURATION:PT1S", "RRULE:FREQ=SECONDLY"), TOUT),
    "toutes les minutes par la bande": (
        ("DTSTART:19700101T000000Z", "DURATION:PT1S", f"RRULE:FREQ=DAILY;BYHOUR=9;BYMINUTE={','.join(map(str, range(60)))}"),
        TOUT,
    ),
    "répétition qui n'avance pas": (("DTSTART:20261005T070000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;INTERVAL=0"), NEUF_HEURES),
    "répétition inconnue": (("DTSTART:20261005T070000Z", "DURATION:PT1H", "RRULE:FREQ=FORTNIGHTLY"), NEUF_HEURES),
    "de l'an 1 à l'an 9999": (("DTSTART:00010101T000000Z", "DTEND:99991231T235959Z"), TOUT),
}


@pytest.mark.parametrize(("lignes", "attendu"), LUS.values(), ids=LUS)
def test_ce_qu_un_calendrier_dit(lignes, attendu):
    assert lues(*lignes) == attendu


def test_une_repetition_sans_fin_suit_l_heure_de_paris():
    lundis = lues("DTSTART;TZID=Europe/Paris:20200106T090000", "DURATION:PT1H", "RRULE:FREQ=WEEKLY;BYDAY=MO")
    assert len(lundis) == 9
    assert {debut[-5:] for debut, _ in lundis} == {"09:00"}


@pytest.mark.parametrize("contenu", [b"", b"<html>404</html>", b"\x00\xff" * 50, b"BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\n", b"BEGIN:VEVENT\r\n" * 2000])
def test_ce_qui_n_est_pas_un_calendrier_est_dit_illisible(contenu):
    with pytest.raises(Illisible):
        plages_du_calendrier(contenu, DEBUT, FIN)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.text(alphabet="ABDEGINRSTVZ:;=/,0123456789-\n", max_size=40), max_size=8), st.binary(max_size=40))
def test_n_importe_quoi_se_lit_ou_se_refuse(lignes, octets):
    try:
        plages = plages_du_calendrier(ics("DTSTART:20261005T070000Z", *lignes) + octets, DEBUT, FIN)
    except Illisible:
        return
    assert all(DEBUT <= p.debut < p.fin <= FIN for p in plages)


@given(st.lists(st.builds(lambda n, h: Plage(DEBUT + timedelta(hours=n), DEBUT + timedelta(hours=n + h)), st.integers(0, 200), st.integers(1, 30))))
def test_les_plages_jointes_couvrent_les_memes_heures_sans_se_toucher(plages):
    heures = {p.debut + timedelta(hours=n) for p in plages for n in range(int((p.fin - p.debut) / timedelta(hours=1)))}
    jointes = joindre(plages)
    assert {p.debut + timedelta(hours=n) for p in jointes for n in range(int((p.fin - p.debut) / timedelta(hours=1)))} == heures
    assert all(a.fin < b.debut for a, b in zip(jointes, jointes[1:], strict=False))


def test_une_repetition_qui_ne_tombe_jamais_ne_prend_pas_plus_que_son_temps():
    sans_fin = ics("DTSTART:19700101T090000Z", "DURATION:PT1H", "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=31")
    with pytest.raises(Illisible, match="trop long"):
        lire_a_part(sans_fin, DEBUT, FIN, secondes=2)


# --- A server that behaves, and the others -------------------------------------------------------


class Serveur(BaseHTTPRequestHandler):
    """Answers by path."""

    def do_GET(self):
        getattr(self, self.path.strip("/").split("?")[0])()

    def _repondre(self, statut: int, contenu: bytes = b"", **entetes):
        self.send_response(statut)
        for nom, valeur in ({"Content-Length": str(len(contenu))} | entetes).items():
            self.send_header(nom.replace("_", "-"), valeur)
        self.end_headers()
        self.wfile.write(contenu)

    def bon(self):
        if self.headers.get("If-None-Match") == "v1":
            return self._repondre(304)
        demain = timezone.localdate() + timedelta(days=1)
        self._repondre(200, ics(f"DTSTART;VALUE=DATE:{demain:%Y%m%d}"), ETag="v1")

    def ment(self):
        self._repondre(200, b"<html>connectez-vous</html>")

    def panne(self):
        self._repondre(500)

    def detour(self):
        self._repondre(302, Location="/bon")

    def boucle(self):
        self._repondre(302, Location="/boucle")

    def muet(self):
        time.sleep(3)

    def goutte(self):
        """One byte now and then: no single read ever times out."""
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(40):
                self.wfile.write(b"B")
                self.wfile.flush()
                time.sleep(0.1)
        except OSError:
            return

    def enorme(self):
        self.send_response(200)
        self.end_headers()
        try:
            for _ in range(50):
                self.wfile.write(b"B" * 1_000_000)
        except OSError:
            return

    def log_message(self, *args):
        return


@pytest.fixture(scope="module")
def serveur():
    serveur = ThreadingHTTPServer(("127.0.0.1", 0), Serveur)
    threading.Thread(target=serveur.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{serveur.server_address[1]}"
    serveur.shutdown()


@pytest.fixture
def en_local(settings, monkeypatch):
    settings.CALENDRIERS_LOCAUX = True
    monkeypatch.setattr(calendriers, "SECONDES", 1)


def demande(adresse, etag=""):
    return Demande(adresse, etag, "", timezone.now(), timezone.now() + timedelta(days=150))


ETATS = {
    "detour": EtatCalendrier.LU,
    "ment": EtatCalendrier.ILLISIBLE,
    "enorme": EtatCalendrier.ILLISIBLE,
    "panne": EtatCalendrier.MUET,
    "boucle": EtatCalendrier.MUET,
    "muet": EtatCalendrier.MUET,
    "goutte": EtatCalendrier.MUET,
}


@pytest.mark.parametrize(("chemin", "etat"), ETATS.items())
def test_chaque_serveur_a_sa_reponse_et_son_temps(serveur, en_local, chemin, etat):
    avant = time.monotonic()
    lecture = lire(demande(f"{serveur}/{chemin}"))
    assert lecture.etat == etat
    assert (lecture.plages is not None) == (etat == EtatCalendrier.LU)
    assert etat != EtatCalendrier.MUET or time.monotonic() - avant < 2.5


def test_un_hote_absent_est_muet(en_local):
    assert lire(demande("http://127.0.0.1:9/")).etat == EtatCalendrier.MUET


@pytest.mark.parametrize(
    "adresse", ["https://127.0.0.1/a.ics", "https://localhost/a.ics", "https://[::1]/", "https://10.0.0.8/", "https://169.254.169.254/latest/",
                "http://1.1.1.1/", "file:///etc/passwd", "https://moi:secret@1.1.1.1/", "https://[::ffff:127.0.0.1]/", "https://0/"]
)  # fmt: skip
def test_une_adresse_privee_ou_sans_https_n_est_pas_visitee(adresse):
    assert lire(demande(adresse)).etat == EtatCalendrier.REFUSE


def test_un_detour_est_verifie_comme_l_adresse(serveur, monkeypatch):
    monkeypatch.setattr("socle.lib.reseau.est_publique", lambda ip: False)
    with pytest.raises(AdresseRefusee):
        lire_adresse(serveur.replace("http://", "https://"), taille_max=10, secondes=1)


@pytest.mark.parametrize(
    ("ip", "publique"), [("1.1.1.1", True), ("2606:4700::1111", True), ("192.168.1.1", False), ("100.64.0.1", False), ("fd00::1", False),
                         ("fe80::1", False), ("64:ff9b::7f00:1", False), ("2002:7f00:1::", False), ("::ffff:10.0.0.1", False), ("224.0.0.1", False)]
)  # fmt: skip
def test_ce_qui_est_public(ip, publique):
    assert est_publique(ip_address(ip)) is publique


# --- From the page to the half-days --------------------------------------------------------------


def test_la_tache_lit_garde_et_ne_relit_que_le_nouveau(serveur, en_local, programme, expert, experte):
    calendrier = ajouter_calendrier(expert=expert, adresse=f"{serveur}/bon", acteur=acteur_en_vigueur(experte))
    lire_le_calendrier(calendrier.pk, programme.pk)
    premiere = list(PlageOccupee.objects.filter(calendrier=calendrier))
    lire_le_calendrier(calendrier.pk, programme.pk)
    calendrier.refresh_from_db()
    assert (calendrier.etat, calendrier.etag, len(premiere)) == (EtatCalendrier.LU, "v1", 1)
    assert list(PlageOccupee.objects.filter(calendrier=calendrier)) == premiere


def test_un_calendrier_qui_se_met_a_mentir_garde_les_heures_connues(serveur, en_local, programme, expert, experte):
    calendrier = ajouter_calendrier(expert=expert, adresse=f"{serveur}/bon", acteur=acteur_en_vigueur(experte))
    lire_le_calendrier(calendrier.pk, programme.pk)
    CalendrierOccupe.objects.filter(pk=calendrier.pk).update(adresse=f"{serveur}/ment")
    lire_le_calendrier(calendrier.pk, programme.pk)
    calendrier.refresh_from_db()
    assert (calendrier.etat, calendrier.explication) == (EtatCalendrier.ILLISIBLE, "ce n’est pas un calendrier ICS")
    assert PlageOccupee.objects.filter(calendrier=calendrier).count() == 1


def test_on_suit_trois_calendriers_au_plus_chacun_une_fois(expert, experte):
    acteur = acteur_en_vigueur(experte)
    ajouter_calendrier(expert=expert, adresse="webcal://a.example/1.ics", acteur=acteur)
    for adresse, phrase in (("https://a.example/1.ics", "déjà dans votre liste"), ("http://a.example/2.ics", "https://")):
        with pytest.raises(ActionRefusee, match=phrase):
            ajouter_calendrier(expert=expert, adresse=adresse, acteur=acteur)
    for n in (2, 3):
        ajouter_calendrier(expert=expert, adresse=f"https://a.example/{n}.ics", acteur=acteur)
    with pytest.raises(ActionRefusee, match="retirez-en un"):
        ajouter_calendrier(expert=expert, adresse="https://a.example/4.ics", acteur=acteur)
