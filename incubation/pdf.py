"""The émargement sheet: to be signed on paper, or printed with the hours signed on phones."""

from dataclasses import dataclass
from datetime import time

from incubation.enums import DemiJournee
from incubation.models import Emargement, SessionIncubation
from incubation.queries.listes import PresenceDuProjet, feuille
from socle.documents.registre import declarer
from socle.lib import francais


@dataclass(frozen=True)
class Personne:
    """One line to sign."""

    projet: str
    nom: str
    fonction: str
    signature: str  # hour and mode, or empty: a blank to sign


@dataclass(frozen=True)
class DemiFeuille:
    """One half-day: its hours and its lines."""

    nom: str
    debut: time
    fin: time
    personnes: list[Personne]


@dataclass(frozen=True)
class FeuilleEmargement:
    """What the sheet carries: title, day, hours, place, who leads, who signs."""

    titre: str
    numero: str
    etat: str
    session: SessionIncubation
    animateur: str
    demi_feuilles: list[DemiFeuille]


def lire_feuille(session_pk: int) -> FeuilleEmargement:
    """Return the sheet of a session."""
    session = SessionIncubation.objects.select_related("sous_promotion__promotion", "module", "animateur").get(pk=session_pk)
    return FeuilleEmargement(
        titre=f"Feuille d’émargement, session {session.numero}",
        numero=f"Session {session.numero}",
        etat=f"{session.etat.label}, {francais.date_longue(session.date)}",
        session=session,
        animateur=str(session.animateur or ""),
        demi_feuilles=[_demi_feuille(session, demi) for demi in session.demi_journees],
    )


def _demi_feuille(session: SessionIncubation, demi: DemiJournee) -> DemiFeuille:
    personnes = [personne for ligne in feuille(session, demi) for personne in _personnes(ligne)]
    return DemiFeuille(demi.label, *session.horaires(demi), personnes)


def _personnes(ligne: PresenceDuProjet) -> list[Personne]:
    return [
        Personne(ligne.projet.nom, str(s.utilisateur), s.get_fonction_display(), _signature(ligne.signatures.get(s.utilisateur_id)))
        for s in ligne.sieges
    ]


def _signature(emargement: Emargement | None) -> str:
    if emargement is None:
        return ""
    signe = francais.heure(emargement.signe_at)
    return f"{signe}, {emargement.motif}" if emargement.motif else f"{signe}, sur téléphone"


declarer("incubation.emargement", "Feuille d’émargement", lire_feuille, "incubation/pdf/emargement.html")
