"""Pure rules of candidature and project: no ORM, no clock."""

import unicodedata
from datetime import datetime


def normaliser(texte: str) -> str:
    """Return a text as it is searched: lower case, without accents, single spaces."""
    decompose = unicodedata.normalize("NFKD", texte.replace("œ", "oe").replace("Œ", "OE"))
    return " ".join("".join(c for c in decompose if not unicodedata.combining(c)).lower().split())


def texte_de_recherche(*morceaux: str) -> str:
    """Return the words of a project as one text to search in; `` | `` keeps a search from running over two of them."""
    return " | ".join(filter(None, map(normaliser, morceaux)))


def est_hors_delai(depot: datetime, cloture: datetime) -> bool:
    """Tell whether a deposit comes after the exact hour of closing; a late file is kept, never lost."""
    return depot > cloture
