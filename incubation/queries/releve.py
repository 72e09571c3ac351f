"""What a frozen file tells of the incubation line by line: who signed which half-day, which version was read how."""

from dataclasses import dataclass
from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from incubation.enums import DemiJournee, ModeEmargement, Verdict
from incubation.models import Emargement, Livrable, VersionLivrable
from socle.comptes.models import Utilisateur


@dataclass(frozen=True)
class Signature:
    """One half-day signed by one person."""

    date: date
    demi_journee: DemiJournee
    session: str
    personne: str
    mode: str


@dataclass(frozen=True)
class VersionRelue:
    """One version of a livrable, with its file, its SHA-256 and its review (None while it waits)."""

    module: int
    livrable: str
    numero: int
    fichier: str
    sha256: str
    depose_at: datetime
    verdict: Verdict | None


def signatures_lues() -> ArraySubquery:
    """The half-days signed for a project, the oldest first, to read with it."""
    lignes = Emargement.objects.filter(projet=OuterRef("pk")).order_by("session__date", "-demi_journee", "pk")
    qui = JSONObject(prenom="utilisateur__prenom", nom="utilisateur__nom", email="utilisateur__email")
    lue = JSONObject(date="session__date", session="session__titre", demi_journee="demi_journee", mode="mode", qui=qui)
    return ArraySubquery(lignes.values_list(lue))


def signature_lue(lue: dict) -> Signature:
    """Return a half-day read by ``signatures_lues``."""
    personne, mode = str(Utilisateur(**lue["qui"])), ModeEmargement(lue["mode"]).label
    return Signature(date.fromisoformat(lue["date"]), DemiJournee(lue["demi_journee"]), lue["session"], personne, mode)


def versions_lues() -> ArraySubquery:
    """The versions handed in for a livrable with their reviews, to read with it."""
    versions = VersionLivrable.objects.filter(livrable=OuterRef("pk")).order_by("numero")
    champs = {"numero": "numero", "fichier": "fichier__nom", "sha256": "empreinte", "depose_at": "depose_at", "verdict": "revue__verdict"}
    return ArraySubquery(versions.values_list(JSONObject(**champs)))


def version_relue(livrable: Livrable, lue: dict) -> VersionRelue:
    """Return a version read by ``versions_lues``."""
    return VersionRelue(
        module=livrable.module.numero,
        livrable=livrable.titre,
        numero=lue["numero"],
        fichier=lue["fichier"],
        sha256=lue["sha256"],
        depose_at=datetime.fromisoformat(lue["depose_at"]),
        verdict=Verdict(lue["verdict"]) if lue["verdict"] else None,
    )
