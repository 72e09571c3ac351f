from socle.courriers.actions.boite import (
    Lettre,
    Piece,
    classer_partis,
    expedier,
    poster,
    poster_a_la_fin,
    poster_ensemble,
    publier,
    reessayer,
)
from socle.courriers.actions.relances import relancer

__all__ = ["Lettre", "Piece", "classer_partis", "expedier", "poster", "poster_a_la_fin", "poster_ensemble", "publier", "reessayer", "relancer"]
