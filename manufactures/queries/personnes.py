"""The persons of a team, read in the statement that reads something of their project."""

from collections.abc import Collection

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from manufactures.enums import Fonction
from manufactures.models import MembreEquipe
from socle.comptes.models import Utilisateur

CHAMPS = ("id", "email", "prenom", "nom", "is_active")  # what a mail asks of a person; the rest is read when asked for


def equipe_de(projet: str = "projet", fonctions: Collection[Fonction] = tuple(Fonction)) -> ArraySubquery:
    """The persons seated now in the team of ``projet`` (a reference of the outer query): give them to ``personnes``."""
    sieges = MembreEquipe.objects.filter(projet=OuterRef(projet), fonction__in=sorted(fonctions), date_fin=None)
    lue = JSONObject(**{champ: f"utilisateur__{champ}" for champ in CHAMPS})
    return ArraySubquery(sieges.order_by("-fonction", "pk").values_list(lue))


def personnes(lues: list[dict]) -> list[Utilisateur]:
    """Return the persons read by ``equipe_de``."""
    return [Utilisateur.from_db("default", CHAMPS, [lue[champ] for champ in CHAMPS]) for lue in lues]
