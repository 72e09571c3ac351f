from socle.courriers.actions.boite import Piece, classer_partis, expedier, poster, publier, reessayer
from socle.courriers.actions.relances import relancer

__all__ = ["Piece", "classer_partis", "expedier", "poster", "publier", "reessayer", "relancer"]
