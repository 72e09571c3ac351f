"""The exchange of pieces between the coordination and a team, as the journal tells it."""

from django.db.models import CharField, OuterRef, Value
from django.db.models.functions import Cast, Concat

from manufactures.models import Projet
from manufactures.verbes import PIECE_DEMANDEE, PIECE_JOINTE
from socle.journal.models import Evenement

_ECHANGES = Evenement.objects.filter(verbe_code__in=(PIECE_DEMANDEE, PIECE_JOINTE)).order_by("-pk")


def dernier_echange(champ: str):
    """Subquery: the verb of the last exchange about the project whose id is in ``champ``."""
    fil = Concat(Value("projet:"), Cast(OuterRef(champ), CharField()))
    return _ECHANGES.filter(fil=fil).values("verbe_code")[:1]


def piece_attendue(projet: Projet) -> bool:
    """Tell whether the coordination has asked for a piece since the deposit; the team may then add several."""
    return Evenement.objects.filter(fil=projet.fil, verbe_code=PIECE_DEMANDEE).exists()
