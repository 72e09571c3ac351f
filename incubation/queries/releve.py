"""What a frozen file tells of the incubation line by line: who signed which half-day, which version was read how."""

from dataclasses import dataclass
from datetime import date, datetime

from incubation.enums import DemiJournee, Verdict
from incubation.models import Emargement, VersionLivrable
from manufactures.models import Projet


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


def signatures_de(projet: Projet) -> list[Signature]:
    """Return the half-days signed for a project, the oldest first, in one statement."""
    lignes = Emargement.objects.filter(projet=projet).select_related("session", "utilisateur")
    lues = [(e.session, e) for e in lignes.order_by("session__date", "-demi_journee", "pk")]
    return [Signature(s.date, DemiJournee(e.demi_journee), s.titre, str(e.utilisateur), e.get_mode_display()) for s, e in lues]


def versions_de(projet: Projet) -> list[VersionRelue]:
    """Return every version handed in by a project with its review, in one statement."""
    versions = VersionLivrable.objects.filter(livrable__projet=projet).select_related("livrable__module", "fichier", "revue")
    return [_version(v) for v in versions.order_by("livrable__module__numero", "livrable", "numero")]


def _version(version: VersionLivrable) -> VersionRelue:
    revue = getattr(version, "revue", None)
    return VersionRelue(
        module=version.livrable.module.numero,
        livrable=version.livrable.titre,
        numero=version.numero,
        fichier=version.fichier.nom,
        sha256=version.empreinte,
        depose_at=version.depose_at,
        verdict=Verdict(revue.verdict) if revue else None,
    )
