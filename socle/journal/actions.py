"""Writing the journal: called inside the transaction of the action it tells."""

from socle.comptes.acteur import Acteur
from socle.comptes.enums import Role
from socle.journal.models import Evenement
from socle.journal.registre import verbe

PLATEFORME = "La plateforme"
_TITRES = (
    (Role.COORDINATION, "La coordination"),
    (Role.COMITE, "Le comité"),
    (Role.EXPERT, "L’expert"),
    (Role.EQUIPE, "L’équipe"),
)


def titre_de(acteur: Acteur | None) -> str:
    """Return how the author of an act is named on screen when the app gives nothing better."""
    if acteur is None:
        return PLATEFORME
    return next((titre for role, titre in _TITRES if role in acteur.roles), str(acteur.utilisateur))


def noter(
    code: str,
    *,
    fil: str,
    acteur: Acteur | None,
    objet: str = "",
    auteur_libelle: str = "",
    motif: str = "",
    avant: dict | None = None,
    apres: dict | None = None,
    **details,
) -> Evenement:
    """Write one event. ``code`` must be declared; its phrase must find all its ``{…}`` among ``details``."""
    verbe(code).phrase.format_map(details)
    return Evenement.objects.create(
        fil=fil,
        verbe_code=code,
        objet=objet,
        auteur=acteur.utilisateur if acteur else None,
        auteur_libelle=auteur_libelle or titre_de(acteur),
        details=details,
        avant=avant,
        apres=apres,
        motif=motif,
    )
