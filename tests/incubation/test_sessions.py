from datetime import UTC, datetime, time

import pytest
import time_machine
from django.db import IntegrityError, transaction

from incubation.actions.sessions import clore_session, convoquer_session, planifier_session
from incubation.enums import StatutSession
from incubation.models import Emargement, SessionIncubation
from manufactures.enums import Fonction
from socle.courriers.models import Courrier, PieceJointe
from socle.lib.refus import ActionRefusee
from tests.incubation.fabriques import SessionFactory, jour_dans


def planifier(groupe, coordination, **changes):
    voulu = {"titre": "Maîtriser son foncier", "module": None, "tiers_lieu": "La Forge", "commune": "Annonay", "jour": jour_dans(20)}
    heures = {"matin": (time(9), time(12, 30)), "apres_midi": (time(14), time(17, 30))}
    return planifier_session(sous_promotion=groupe, acteur=coordination, **voulu | heures | changes)


def test_les_sessions_d_un_groupe_se_numerotent(groupe, coordination):
    assert [planifier(groupe, coordination).numero for _ in range(3)] == [1, 2, 3]


@pytest.mark.parametrize(
    ("matin", "apres_midi", "phrase"), [(None, None, "au moins une demi-journée"), ((time(12), time(9)), None, "vient après son début")]
)
def test_une_session_sans_heures_lisibles_est_refusee(groupe, coordination, matin, apres_midi, phrase):
    with pytest.raises(ActionRefusee, match=phrase):
        planifier(groupe, coordination, matin=matin, apres_midi=apres_midi)


def test_la_convocation_part_au_binome_avec_une_piece_par_demi_journee(incube, groupe, coordination, porteuse, partenaire):
    session = convoquer_session(session=planifier(groupe, coordination), acteur=coordination)
    courriers = Courrier.objects.filter(gabarit="incubation_convocation")
    assert {c.destinataire for c in courriers} == {porteuse, partenaire}
    assert f"/incubation/sessions/{session.pk}/" in courriers[0].texte
    assert PieceJointe.objects.filter(courrier=courriers[0]).count() == 2


def proprietes(ics: bytes) -> dict[str, str]:
    """Read the event of an .ics back: unfold, unescape, keep the properties with their parameters."""
    deplie = ics.decode().replace("\r\n ", "")
    evenement = deplie.partition("BEGIN:VEVENT\r\n")[2].partition("END:VEVENT")[0]
    paires = (ligne.partition(":")[::2] for ligne in evenement.split("\r\n") if ligne)
    return {nom: valeur.replace("\\,", ",").replace("\\;", ";").replace("\\\\", "\\") for nom, valeur in paires}


def test_l_invitation_se_relit(incube, groupe, coordination, porteuse):
    with time_machine.travel(datetime(2022, 11, 1, 12, tzinfo=UTC), tick=False):
        groupe.promotion.date_debut = jour_dans(0)
        session = convoquer_session(session=planifier(groupe, coordination, tiers_lieu="La Forge, halle B"), acteur=coordination)
    pieces = PieceJointe.objects.filter(courrier__destinataire=porteuse).order_by("nom")
    lu = proprietes(bytes(pieces.get(nom="session-1-matin.ics").contenu))
    assert lu["DTSTART;TZID=Europe/Paris"] == "20221121T090000"
    assert lu["DTEND;TZID=Europe/Paris"] == "20221121T123000"
    assert lu["DTSTAMP"] == "20221101T120000Z"
    assert (lu["SEQUENCE"], lu["LOCATION"]) == ("0", "La Forge, halle B, Annonay")
    assert lu["UID"].startswith(f"session-{session.pk}-matin@")
    assert lu["SUMMARY"] == "Session 1, Maîtriser son foncier, matin"


def test_l_invitation_respecte_le_format(incube, groupe, coordination):
    convoquer_session(session=planifier(groupe, coordination, titre="É" * 150), acteur=coordination)
    piece = PieceJointe.objects.first()
    lignes = bytes(piece.contenu).split(b"\r\n")
    assert max(len(ligne) for ligne in lignes) <= 75
    assert {b"METHOD:REQUEST", b"TZID:Europe/Paris", b"END:VCALENDAR"} <= set(lignes)
    assert bytes(piece.contenu).decode().replace("\r\n ", "").count("É" * 150) == 1
    assert piece.type_mime == "text/calendar; method=REQUEST"


def test_une_session_ne_se_convoque_qu_une_fois(session, coordination):
    with pytest.raises(ActionRefusee, match="déjà convoquée"):
        convoquer_session(session=session, acteur=coordination)


def test_une_session_passee_ou_sans_projet_ne_se_convoque_pas(groupe, coordination):
    with pytest.raises(ActionRefusee, match="passée"):
        convoquer_session(session=SessionFactory(sous_promotion=groupe, date=jour_dans(-1)), acteur=coordination)
    with pytest.raises(ActionRefusee, match="personne à convoquer"):
        convoquer_session(session=SessionFactory(sous_promotion=groupe), acteur=coordination)


def test_clore_scelle_la_feuille_pour_la_base_aussi(session, coordination, porteuse, incube):
    close = clore_session(session=session, acteur=coordination)
    assert (close.etat, close.close_par) == (StatutSession.CLOSE, coordination.utilisateur)
    with pytest.raises(ActionRefusee, match="close"):
        clore_session(session=session, acteur=coordination)
    with pytest.raises(IntegrityError, match="pas ouverte"), transaction.atomic():
        Emargement.objects.create(
            session=session, demi_journee="matin", utilisateur=porteuse, projet=incube, fonction=Fonction.PORTEUR, mode="code", signe_at=close.close_at
        )


def test_on_ne_clot_pas_avant_le_jour(groupe, coordination, incube):
    session = SessionFactory(sous_promotion=groupe, convoquee=True, date=jour_dans(2))
    with pytest.raises(ActionRefusee, match="a lieu le"):
        clore_session(session=session, acteur=coordination)
    assert SessionIncubation.objects.get().statut == StatutSession.CONVOQUEE
