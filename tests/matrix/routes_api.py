"""What the API answers to each role that has a token of reading and writing in the programme; a POST is sent without data.

The columns are the roles of ``ROLES_DE_L_API``; ``etrangere`` has a token and no door. Without a token: ``routes.py``.
"""

from tests.matrix.monde import ROLES
from tests.matrix.routes import lire

ROLES_DE_L_API = tuple(role for role in ROLES if role != "anonyme")
TABLE = """
/api/v1/P/projets/                                  |                | GET  | 200 200 200 200 200 200 200 404
/api/v1/P/projets/<slug:slug>/                      | projet         | GET  | 200 200 404 200 404 404 200 404
/api/v1/P/seances/                                  |                | GET  | 404 404 404 200 200 404 200 404
/api/v1/P/seances/<int:pk>/                         | seance         | GET  | 404 404 404 200 200 404 404 404
/api/v1/P/seances/<int:pk>/presences/               | seance         | GET  | 404 404 404 200 200 404 404 404
/api/v1/P/seances/<int:pk>/presences/               | seance         | POST | 404 404 404 400 400 404 404 404
/api/v1/P/scrutins/<int:pk>/                        | scrutin        | GET  | 404 404 404 200 200 404 404 404
/api/v1/P/scrutins/<int:pk>/bulletins/              | scrutin        | POST | 404 404 404 403 400 404 404 404
/api/v1/P/dossiers/                                 |                | GET  | 404 404 404 200 200 404 200 404
/api/v1/P/dossiers/<int:pk>/                        | dossier        | GET  | 404 404 404 200 200 404 404 404
/api/v1/P/decisions/                                |                | GET  | 200 200 200 200 200 200 200 404
/api/v1/P/decisions/<int:pk>/                       | decision       | GET  | 200 200 404 200 200 404 200 404
/api/v1/P/comptes-credits/<slug:projet>/            | accompagne_api | GET  | 200 200 404 200 404 404 200 404
/api/v1/P/comptes-credits/<slug:projet>/mouvements/ | accompagne_api | GET  | 200 200 404 200 404 404 200 404
/api/v1/P/experts/                                  |                | GET  | 200 200 200 200 403 200 200 404
/api/v1/P/creneaux/                                 |                | GET  | 200 200 200 200 403 200 200 404
/api/v1/P/reservations/                             |                | POST | 400 400 400 400 400 400 400 404
/api/v1/P/reservations/<int:pk>/annulation/         | mission        | POST | 400 400 404 400 404 400 403 404
/api/v1/P/missions/                                 |                | GET  | 200 200 200 200 200 200 200 404
/api/v1/P/missions/                                 |                | POST | 400 400 400 400 400 400 400 404
/api/v1/P/missions/<int:pk>/                        | mission        | GET  | 200 200 404 200 404 200 200 404
/api/v1/P/missions/<int:pk>/reponse/                | mission        | POST | 403 403 404 403 404 400 403 404
/api/v1/P/missions/<int:pk>/confirmation/           | mission        | POST | 400 400 404 403 404 403 403 404
/api/v1/P/missions/<int:pk>/compte-rendu/           | mission        | POST | 403 403 404 403 404 400 403 404
/api/v1/P/missions/<int:pk>/service-fait/           | mission        | POST | 400 400 404 403 404 403 403 404
/api/v1/P/missions/<int:pk>/validation/             | mission        | POST | 403 403 404 409 404 403 403 404
/api/v1/P/collectives/                              |                | GET  | 200 200 200 200 403 200 200 404
/api/v1/P/collectives/                              |                | POST | 400 400 403 400 403 403 403 404
/api/v1/P/collectives/<int:pk>/                     | collective     | GET  | 200 200 404 200 404 200 200 404
/api/v1/P/collectives/<int:pk>/inscriptions/        | collective     | POST | 400 400 404 400 404 400 400 404
/api/v1/P/collectives/<int:pk>/refus/               | collective     | POST | 400 400 404 400 404 400 400 404
/api/v1/P/collectives/<int:pk>/retraits/            | collective     | POST | 400 400 404 400 404 400 400 404
/api/v1/P/collectives/<int:pk>/accord/              | collective     | POST | 403 403 404 403 404 200 403 404
/api/v1/P/collectives/<int:pk>/confirmation/        | collective     | POST | 403 403 404 409 404 403 403 404
/api/v1/P/collectives/<int:pk>/annulation/          | collective     | POST | 403 403 404 400 404 400 403 404
/api/v1/P/collectives/<int:pk>/compte-rendu/        | collective     | POST | 403 403 404 403 404 400 403 404
"""
ROUTES_API = lire(TABLE)
