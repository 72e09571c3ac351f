from socle.courriers.actions.boite import Piece, expedier, poster, publier, reessayer
from socle.courriers.actions.relances import relancer

__all__ = ["Piece", "expedier", "poster", "publier", "reessayer", "relancer"]
