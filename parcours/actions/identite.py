"""The name, the tagline, the logo and the colours of a programme."""

from collections.abc import Mapping
from functools import partial
from uuid import uuid4

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from parcours.regles_identite import NOM_VIDE, couleurs_propres, refus_de_couleurs, refus_de_logo, type_du_logo
from socle.comptes.acteur import Acteur
from socle.comptes.models import Programme
from socle.comptes.portee import programme_courant_id
from socle.journal.actions import noter
from socle.lib.francais import enumeration
from socle.lib.refus import ActionRefusee, exiger

CHAMPS = ("nom", "accroche", "couleurs", "logo")
EXTENSIONS = {"image/png": "png", "image/jpeg": "jpg"}


@transaction.atomic
def changer_identite(
    *,
    nom: str,
    accroche: str,
    couleurs: Mapping[str, Mapping[str, str]],
    acteur: Acteur,
    logo: UploadedFile | None = None,
    retirer_logo: bool = False,
) -> Programme:
    """Change how the programme in force presents itself; the journal keeps what it was.

    ``couleurs`` maps a theme (``clair``, ``sombre``) to its four colours. Raises ``ActionRefusee`` for an empty name, colours that
    do not read, or a logo that is not a PNG or a JPEG of 500 kB at most. Nothing changed writes nothing.
    """
    if not nom.strip():
        raise ActionRefusee(NOM_VIDE)
    exiger(refus_de_couleurs(couleurs))
    programme = Programme.objects.select_for_update(of=("self",)).get(pk=programme_courant_id())
    avant = _dire(programme)
    programme.nom, programme.accroche, programme.couleurs = nom.strip(), accroche.strip(), couleurs_propres(couleurs)
    if logo or retirer_logo:
        _changer_le_logo(programme, logo)
    apres = _dire(programme)
    if changes := [champ for champ in CHAMPS if avant[champ] != apres[champ]]:
        programme.save(update_fields=changes)
        noter("programme.identite", fil="programme", acteur=acteur, avant=avant, apres=apres, champs=enumeration(changes))
    return programme


def _changer_le_logo(programme: Programme, logo: UploadedFile | None) -> None:
    """Put the new logo in place; the former one is thrown away once this is committed."""
    ancien, programme.logo = programme.logo.name, ""
    if logo:
        debut = logo.read(16)
        logo.seek(0)
        exiger(refus_de_logo(debut, logo.size))
        programme.logo.save(f"{uuid4().hex}.{EXTENSIONS[type_du_logo(debut)]}", logo, save=False)
    if ancien:
        transaction.on_commit(partial(programme.logo.storage.delete, ancien))


def _dire(programme: Programme) -> dict:
    return {"nom": programme.nom, "accroche": programme.accroche, "couleurs": programme.couleurs, "logo": programme.logo.name or ""}
