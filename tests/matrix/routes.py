"""Every route of ours and what it answers to each role; a route that is not here fails the tests.

``P`` stands for ``p/<slug:programme>``. The columns after the verb are the roles of ``monde.ROLES``: anonyme, porteuse,
partenaire, autre_porteur, coordinatrice, membre, experte, observateur, etrangere. A POST is sent without data.
"""

from dataclasses import dataclass

TABLE = """
/                                                                          |                     | GET  | 302 302 302 302 302 302 302 302 302
/programmes/nouveau/                                                       |                     | GET  | 302 403 403 403 403 403 403 403 403
/aide/                                                                     |                     | GET  | 200 200 200 200 200 200 200 200 200
/accessibilite/                                                            |                     | GET  | 200 200 200 200 200 200 200 200 200
/donnees-personnelles/                                                     |                     | GET  | 200 200 200 200 200 200 200 200 200
/mentions-legales/                                                         |                     | GET  | 200 200 200 200 200 200 200 200 200
/sante/vivant/                                                             |                     | GET  | 200 200 200 200 200 200 200 200 200
/sante/pret/                                                               |                     | GET  | 200 200 200 200 200 200 200 200 200
/composants/                                                               |                     | GET  | 200 200 200 200 200 200 200 200 200
/demo/courriels/                                                           |                     | GET  | 404 404 404 404 404 404 404 404 404
/P/                                                                        |                     | GET  | 302 200 200 200 200 200 200 200 404
/P/couleurs.css                                                            |                     | GET  | 200 200 200 200 200 200 200 200 200
/P/logo/                                                                   |                     | GET  | 404 404 404 404 404 404 404 404 404
/P/identite/                                                               |                     | GET  | 302 403 403 403 200 403 403 403 404
/P/reglement/                                                              |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/reglement/<str:cle>/                                                    | reglage             | GET  | 302 403 403 403 200 403 403 403 404
/P/personnes/                                                              |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/personnes/inviter/                                                      |                     | GET  | 302 403 403 403 200 403 403 403 404
/P/invitation/<str:secret>/                                                | invitation          | GET  | 200 409 409 409 409 409 409 409 409
/P/journal/                                                                |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/mes-projets/                                                            |                     | GET  | 302 200 200 200 200 200 200 200 404
/P/projets/<slug:slug>/                                                    | projet              | GET  | 302 200 200 404 200 404 404 200 404
/P/projets/<slug:slug>/journal/                                            | projet              | GET  | 302 200 200 404 200 404 404 200 404
/P/projets/<slug:slug>/comite/                                             | incube              | GET  | 302 403 403 404 200 404 404 403 404
/P/projets/<slug:slug>/accompagnement/                                     | projet              | GET  | 302 403 403 404 200 404 404 403 404
/P/projets/<slug:slug>/bilan-autonomie/                                    | accompagne          | POST | 302 302 302 404 302 404 404 403 404
/P/seances/<int:pk>/dossiers/                                              | seance              | POST | 302 403 403 403 302 403 403 403 404
/P/fichiers/<str:jeton>/                                                   | jeton               | GET  | 302 404 404 404 404 404 404 404 404
/P/editions/<int:pk>/                                                      | edition             | GET  | 302 404 404 404 200 404 404 404 404
/P/editions/<int:pk>/etat/                                                 | edition             | GET  | 302 404 404 404 200 404 404 404 404
/P/editions/<int:pk>/fichier/                                              | edition             | GET  | 302 404 404 404 404 404 404 404 404
/P/editions/<int:pk>/lecture/                                              | edition             | GET  | 302 404 404 404 200 404 404 404 404
/P/editions/<int:pk>/relancer/                                             | edition             | POST | 302 404 404 404 302 404 404 404 404
/P/courriers/                                                              |                     | GET  | 302 403 403 403 200 403 403 403 404
/P/courriers/<int:pk>/                                                     | courrier            | GET  | 302 403 403 403 200 403 403 403 404
/P/courriers/<int:pk>/publier/                                             | courrier            | POST | 302 403 403 403 302 403 403 403 404
/P/courriers/<int:pk>/reessayer/                                           | courrier            | POST | 302 403 403 403 302 403 403 403 404
/P/relances/                                                               |                     | GET  | 302 403 403 403 200 403 403 403 404
/P/projets/                                                                |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/projets/export.csv                                                      |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/vagues/                                                                 |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/vagues/nouvelle/                                                        |                     | GET  | 302 403 403 403 200 403 403 403 404
/P/vagues/<int:numero>/                                                    | vague               | GET  | 302 403 403 403 200 403 403 403 404
/P/candidatures/nouvelle/                                                  |                     | GET  | 302 403 403 403 200 403 403 403 404
/P/projets/<slug:slug>/candidature/                                        | projet              | GET  | 302 200 200 404 200 404 404 200 404
/P/projets/<slug:slug>/candidature/rubriques/<slug:section>/               | rubrique            | GET  | 302 200 200 404 403 404 404 403 404
/P/projets/<slug:slug>/candidature/structure/                              | projet              | GET  | 302 200 200 404 403 404 404 403 404
/P/projets/<slug:slug>/candidature/partenaires/                            | projet              | POST | 302 200 200 404 403 404 404 403 404
/P/projets/<slug:slug>/candidature/partenaires/<int:pk>/retirer/           | partenaire          | POST | 302 302 302 404 403 404 404 403 404
/P/projets/<slug:slug>/candidature/conditions/                             | projet              | GET  | 302 200 200 404 200 404 404 200 404
/P/projets/<slug:slug>/candidature/conditions/<slug:code>/                 | condition           | POST | 302 302 302 404 403 404 404 403 404
/P/projets/<slug:slug>/candidature/conditions/<slug:code>/preuve/          | condition           | GET  | 302 302 302 404 302 404 404 302 404
/P/projets/<slug:slug>/candidature/conditions/<slug:code>/joindre/         | condition           | POST | 302 200 200 404 403 404 404 403 404
/P/projets/<slug:slug>/candidature/relecture/                              | projet              | GET  | 302 200 200 404 403 404 404 403 404
/P/projets/<slug:slug>/candidature/deposer/                                | projet              | POST | 302 302 302 404 403 404 404 403 404
/P/projets/<slug:slug>/candidature/recepisse/                              | depose              | GET  | 302 200 200 404 200 404 404 200 404
/P/projets/<slug:slug>/candidature/copie.json                              | depose              | GET  | 302 200 200 404 200 404 404 200 404
/P/projets/<slug:slug>/candidature/instruction/                            | depose              | GET  | 302 403 403 404 200 404 404 403 404
/P/projets/<slug:slug>/candidature/recevable/                              | depose              | POST | 302 403 403 404 302 404 404 403 404
/P/projets/<slug:slug>/candidature/irrecevable/                            | depose              | POST | 302 403 403 404 200 404 404 403 404
/P/projets/<slug:slug>/candidature/pieces/                                 | depose              | POST | 302 403 403 404 200 404 404 403 404
/P/projets/<slug:slug>/equipe/                                             | projet              | GET  | 302 200 200 404 200 404 404 200 404
/P/projets/<slug:slug>/equipe/inviter/                                     | projet              | POST | 302 200 200 404 200 404 404 403 404
/P/projets/<slug:slug>/equipe/succession/                                  | projet              | GET  | 302 200 200 404 200 404 404 403 404
/P/projets/<slug:slug>/equipe/<int:pk>/retirer/                            | siege               | POST | 302 302 302 404 302 404 404 403 404
/P/projets/<slug:slug>/equipe/invitations/<int:pk>/annuler/                | invitation_d_equipe | POST | 302 302 302 404 302 404 404 403 404
/P/annuaire/                                                               |                     | GET  | 200 200 200 200 200 200 200 200 200
/P/annuaire/<slug:slug>/                                                   | labellise           | GET  | 200 200 200 200 200 200 200 200 200
/P/incubation/                                                             |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/incubation/suivi/                                                       |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/incubation/promotions/nouvelle/                                         |                     | GET  | 302 403 403 403 200 403 403 403 404
/P/incubation/promotions/<int:pk>/                                         | promotion           | GET  | 302 404 404 404 200 404 404 200 404
/P/incubation/promotions/<int:pk>/avancement.csv                           | promotion           | GET  | 302 404 404 404 200 404 404 200 404
/P/incubation/promotions/<int:pk>/sous-promotions/nouvelle/                | promotion           | GET  | 302 404 404 404 200 404 404 403 404
/P/incubation/sous-promotions/<int:pk>/projets/                            | sous_promotion      | GET  | 302 404 404 404 200 404 404 403 404
/P/incubation/sous-promotions/<int:pk>/sessions/nouvelle/                  | sous_promotion      | GET  | 302 404 404 404 200 404 404 403 404
/P/incubation/sessions/                                                    |                     | GET  | 302 200 200 200 200 200 200 200 404
/P/incubation/sessions/<int:pk>/                                           | session             | GET  | 302 200 200 404 200 404 404 200 404
/P/incubation/sessions/<int:pk>/convoquer/                                 | session             | POST | 302 403 403 404 302 404 404 403 404
/P/incubation/sessions/<int:pk>/clore/                                     | session             | POST | 302 403 403 404 302 404 404 403 404
/P/incubation/sessions/<int:pk>/inscrire/                                  | session             | GET  | 302 403 403 404 200 404 404 403 404
/P/incubation/sessions/<int:pk>/feuille/                                   | session             | POST | 302 302 302 404 302 404 404 302 404
/P/incubation/sessions/<int:pk>/presences.csv                              | session             | GET  | 302 200 200 404 200 404 404 200 404
/P/incubation/sessions/<int:pk>/salle/                                     | session             | GET  | 302 403 403 404 200 404 404 403 404
/P/incubation/sessions/<int:pk>/salle/etat/                                | session             | GET  | 302 403 403 404 200 404 404 403 404
/P/incubation/sessions/<int:pk>/signer/                                    | session             | GET  | 302 200 200 404 403 404 404 403 404
/P/incubation/livrables/                                                   |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/incubation/livrables/export.csv                                         |                     | GET  | 302 200 200 200 200 200 200 200 404
/P/incubation/livrables/<int:pk>/                                          | livrable            | GET  | 302 200 200 404 200 404 404 200 404
/P/incubation/livrables/<int:pk>/deposer/                                  | livrable            | POST | 302 200 200 404 403 404 404 403 404
/P/incubation/livrables/<int:pk>/relire/                                   | livrable            | POST | 302 403 403 404 302 404 404 403 404
/P/incubation/livrables/<int:pk>/delai/                                    | livrable            | GET  | 302 403 403 404 200 404 404 403 404
/P/incubation/livrables/<int:pk>/message/                                  | livrable            | POST | 302 200 200 404 200 404 404 200 404
/P/incubation/versions/<int:pk>/fichier/                                   | version             | GET  | 302 302 302 404 302 404 404 302 404
/P/incubation/projets/<slug:slug>/livrables/                               | incube              | GET  | 302 200 200 404 200 404 404 200 404
/P/incubation/projets/<slug:slug>/maturite/                                | incube              | GET  | 302 200 200 404 200 404 404 200 404
/P/incubation/projets/<slug:slug>/besoins/                                 | incube              | GET  | 302 200 200 404 200 404 404 200 404
/P/comite/seances/                                                         |                     | GET  | 302 404 404 404 200 200 404 200 404
/P/comite/seances/nouvelle/                                                |                     | GET  | 302 404 404 404 200 403 404 403 404
/P/comite/seances/<int:pk>/                                                | seance              | GET  | 302 404 404 404 200 200 404 404 404
/P/comite/seances/<int:pk>/convoquer/                                      | seance              | GET  | 302 404 404 404 200 403 404 404 404
/P/comite/seances/<int:pk>/ouvrir/                                         | seance              | POST | 302 404 404 404 302 403 404 404 404
/P/comite/seances/<int:pk>/suspendre/                                      | seance              | POST | 302 404 404 404 302 403 404 404 404
/P/comite/seances/<int:pk>/lever/                                          | seance              | POST | 302 404 404 404 302 403 404 404 404
/P/comite/seances/<int:pk>/publier/                                        | seance              | POST | 302 404 404 404 302 403 404 404 404
/P/comite/seances/<int:pk>/points/                                         | seance              | POST | 302 404 404 404 302 403 404 404 404
/P/comite/points/<int:pk>/retirer/                                         | point               | POST | 302 404 404 404 302 403 404 404 404
/P/comite/seances/<int:pk>/deports/                                        | seance              | GET  | 302 404 404 404 200 200 404 404 404
/P/comite/seances/<int:pk>/procurations/                                   | seance              | GET  | 302 404 404 404 200 200 404 404 404
/P/comite/seances/<int:pk>/procurations/<int:mandant>/retirer/             | mandant             | POST | 302 404 404 404 302 302 404 404 404
/P/comite/seances/<int:pk>/presences/                                      | seance              | POST | 302 404 404 404 404 404 404 404 404
/P/comite/points/<int:pk>/sorties/                                         | point               | POST | 302 404 404 404 404 403 404 404 404
/P/comite/seances/<int:pk>/salle/                                          | seance              | GET  | 302 404 404 404 200 200 404 404 404
/P/comite/seances/<int:pk>/salle/<int:point>/                              | point_de_seance     | GET  | 302 404 404 404 200 200 404 404 404
/P/comite/seances/<int:pk>/salle/<int:point>/direct/                       | point_de_seance     | GET  | 302 404 404 404 200 200 404 404 404
/P/comite/points/<int:pk>/scrutin/                                         | point               | POST | 302 404 404 404 200 403 404 404 404
/P/comite/scrutins/<int:pk>/voter/                                         | scrutin             | POST | 302 404 404 404 302 302 404 404 404
/P/comite/scrutins/<int:pk>/saisir/                                        | scrutin             | GET  | 302 404 404 404 200 403 404 404 404
/P/comite/seances/<int:pk>/heures/                                         | seance              | GET  | 302 404 404 404 200 403 404 404 404
/P/comite/presences/<int:pk>/corriger/                                     | presence            | GET  | 302 404 404 404 200 403 404 404 404
/P/comite/seances/<int:pk>/presidence/                                     | seance              | GET  | 302 404 404 404 200 403 404 404 404
/P/comite/seances/<int:pk>/projection/                                     | seance              | GET  | 302 404 404 404 200 403 404 404 404
/P/comite/scrutins/<int:pk>/clore/                                         | scrutin             | POST | 302 404 404 404 302 403 404 404 404
/P/comite/scrutins/<int:pk>/annuler/                                       | scrutin             | GET  | 302 404 404 404 200 403 404 404 404
/P/comite/scrutins/<int:pk>/proclamer/                                     | scrutin             | GET  | 302 404 404 404 302 403 404 404 404
/P/comite/dossiers/<int:pk>/                                               | dossier             | GET  | 302 404 404 404 200 200 404 404 404
/P/comite/dossiers/<int:pk>/ouvrir/                                        | dossier             | POST | 302 404 404 404 403 302 404 404 404
/P/comite/dossiers/<int:pk>/pdf/                                           | dossier             | POST | 302 404 404 404 302 302 404 404 404
/P/comite/dossiers/<int:pk>/note-personnelle/                              | dossier             | POST | 302 404 404 404 403 302 404 404 404
/P/comite/seances/<int:pk>/livret/                                         | seance              | POST | 302 404 404 404 302 302 404 404 404
/P/comite/mes-interets/                                                    |                     | GET  | 302 404 404 404 403 200 404 403 404
/P/comite/seances/<int:pk>/declaration/                                    | seance              | GET  | 302 404 404 404 403 200 404 404 404
/P/comite/seances/<int:pk>/suivi-des-deports/                              | seance              | GET  | 302 404 404 404 200 403 404 404 404
/P/comite/deports/<int:pk>/retirer/                                        | deport              | GET  | 302 404 404 404 200 403 404 403 404
/P/comite/deports/<int:pk>/confirmer/                                      | deport              | POST | 302 404 404 404 302 403 404 403 404
/P/comite/dossiers/<int:pk>/noter/                                         | dossier             | POST | 302 404 404 404 403 200 404 404 404
/P/comite/dossiers/<int:pk>/notes/                                         | dossier             | GET  | 302 404 404 404 200 200 404 404 404
/P/comite/dossiers/<int:pk>/notes/export.csv                               | dossier             | GET  | 302 404 404 404 403 403 404 404 404
/P/comite/dossiers/<int:pk>/rapport/                                       | dossier             | POST | 302 404 404 404 200 200 404 404 404
/P/comite/points/<int:pk>/notes/ouvrir/                                    | point               | POST | 302 404 404 404 302 403 404 404 404
/P/comite/points/<int:pk>/regime/                                          | point               | POST | 302 404 404 404 302 403 404 404 404
/P/comite/seances/<int:pk>/rapporteurs/                                    | seance              | GET  | 302 404 404 404 200 403 404 404 404
/P/comite/seances/<int:pk>/arbitrage/                                      | seance              | GET  | 302 404 404 404 200 200 404 404 404
/P/comite/seances/<int:pk>/arbitrage/export.csv                            | seance              | GET  | 302 404 404 404 200 200 404 404 404
/P/comite/seances/<int:pk>/scenarios/                                      | seance              | POST | 302 404 404 404 200 200 404 404 404
/P/comite/scenarios/<int:pk>/                                              | scenario            | GET  | 302 404 404 404 200 200 404 404 404
/P/comite/scenarios/<int:pk>/dupliquer/                                    | scenario            | POST | 302 404 404 404 302 302 404 404 404
/P/comite/scenarios/<int:pk>/retenir/                                      | scenario            | POST | 302 404 404 404 403 403 404 404 404
/P/comite/aides-de-minimis/                                                |                     | GET  | 302 404 404 404 200 403 404 403 404
/P/comite/aides-de-minimis/export.csv                                      |                     | GET  | 302 404 404 404 200 403 404 403 404
/P/comite/aides-de-minimis/<int:pk>/retirer/                               | aide                | POST | 302 404 404 404 302 403 404 403 404
/P/comite/projets/<slug:slug>/entreprises-liees/                           | projet              | GET  | 302 200 200 404 200 404 404 403 404
/P/comite/projets/<slug:slug>/entreprises-liees/<int:pk>/retirer/          | entreprise          | POST | 302 403 403 404 302 404 404 403 404
/P/comite/decisions/                                                       |                     | GET  | 302 404 404 404 200 200 404 200 404
/P/comite/seances/<int:pk>/proces-verbal/                                  | seance              | GET  | 302 404 404 404 200 200 404 404 404
/P/comite/seances/<int:pk>/proces-verbal/etablir/                          | seance              | POST | 302 404 404 404 302 403 404 404 404
/P/comite/seances/<int:pk>/proces-verbal/pdf/                              | seance              | POST | 302 404 404 404 404 404 404 404 404
/P/comite/proces-verbaux/                                                  |                     | GET  | 302 404 404 404 200 200 404 200 404
/P/comite/seances/<int:pk>/proces-verbal/corriger/                         | seance              | GET  | 302 404 404 404 404 403 404 404 404
/P/comite/seances/<int:pk>/proces-verbal/votes.csv                         | seance              | GET  | 302 404 404 404 404 404 404 404 404
/P/comite/seances/<int:pk>/proces-verbal/signer/                           | seance              | GET  | 302 404 404 404 404 404 404 404 404
/P/comite/seances/<int:pk>/proces-verbal/additifs/                         | seance              | GET  | 302 404 404 404 404 403 404 404 404
/P/comite/seances/<int:pk>/proces-verbal/additifs/<int:numero>/            | additif             | GET  | 302 404 404 404 404 404 404 404 404
/P/comite/seances/<int:pk>/proces-verbal/additifs/<int:numero>/abandonner/ | additif             | GET  | 302 404 404 404 404 403 404 404 404
/P/comite/seances/<int:pk>/proces-verbal/additifs/<int:numero>/signer/     | additif             | GET  | 302 404 404 404 404 404 404 404 404
/P/comite/seances/<int:pk>/proces-verbal/additifs/<int:numero>/pdf/        | additif             | POST | 302 404 404 404 404 404 404 404 404
/P/comite/points/<int:pk>/desaccord/                                       | point               | GET  | 302 404 404 404 403 200 404 404 404
/P/verifier/                                                               |                     | GET  | 200 200 200 200 200 200 200 200 200
/P/verifier/<str:code>/                                                    | code                | GET  | 404 404 404 404 404 404 404 404 404
/P/comite/seances/<int:pk>/publication/                                    | seance              | GET  | 302 404 404 404 200 403 404 404 404
/P/comite/decisions/<int:pk>/lettre/                                       | decision            | GET  | 302 200 200 404 200 200 404 200 404
/P/comite/decisions/<int:pk>/lettre/pdf/                                   | decision            | POST | 302 302 302 404 302 302 404 302 404
/P/comite/conditions/                                                      |                     | GET  | 302 404 404 404 200 200 404 200 404
/P/comite/conditions/export.csv                                            |                     | GET  | 302 404 404 404 200 200 404 200 404
/P/comite/conditions/<int:pk>/                                             | condition_a_lever   | GET  | 302 200 200 404 200 200 404 200 404
/P/comite/conditions/<int:pk>/deposer/                                     | condition_a_lever   | POST | 302 200 200 404 200 403 404 403 404
/P/comite/conditions/<int:pk>/retirer/                                     | condition_a_lever   | POST | 302 302 302 404 302 403 404 403 404
/P/comite/conditions/<int:pk>/lever/                                       | condition_a_lever   | POST | 302 403 403 404 302 403 404 403 404
/P/comite/conditions/<int:pk>/refuser/                                     | condition_a_lever   | POST | 302 403 403 404 200 403 404 403 404
/P/comite/conditions/<int:pk>/soumettre/                                   | condition_a_lever   | POST | 302 403 403 404 302 403 404 403 404
/P/comite/preuves/<int:pk>/fichier/                                        | preuve              | GET  | 302 302 302 404 302 302 404 302 404
/P/comite/liste-attente/                                                   |                     | GET  | 302 404 404 404 200 200 404 200 404
/P/comite/liste-attente/<int:pk>/monter/                                   | place_en_attente    | POST | 302 404 404 404 302 403 404 403 404
/P/comite/membres/                                                         |                     | GET  | 302 404 404 404 200 200 404 200 404
/P/comite/membres/inviter/                                                 |                     | GET  | 302 404 404 404 200 403 404 403 404
/P/comite/membres/<int:pk>/clore/                                          | siege_du_comite     | GET  | 302 404 404 404 200 403 404 403 404
/P/comite/seances/<int:pk>/modifier/                                       | seance              | GET  | 302 404 404 404 200 403 404 404 404
/P/comite/seances/<int:pk>/reporter/                                       | seance              | GET  | 302 404 404 404 200 403 404 404 404
/P/comite/seances/<int:pk>/annuler/                                        | seance              | GET  | 302 404 404 404 200 403 404 404 404
/P/comite/seances/<int:pk>/carence/                                        | seance              | POST | 302 404 404 404 302 403 404 404 404
/P/comite/seances/<int:pk>/seconde-convocation/                            | seance              | GET  | 302 404 404 404 200 403 404 404 404
/P/comite/seances/<int:pk>/reponse/                                        | convoquee           | GET  | 302 404 404 404 403 200 404 404 404
/P/comite/seances/<int:pk>/reponses/                                       | seance              | GET  | 302 404 404 404 200 403 404 404 404
/P/comite/seances/<int:pk>/reponses/convoquer/                             | seance              | POST | 302 404 404 404 302 403 404 404 404
/P/comite/seances/<int:pk>/ordre/                                          | convoquee           | GET  | 302 404 404 404 200 403 404 404 404
/P/comite/seances/<int:pk>/ordre/proposition/                              | convoquee           | GET  | 302 404 404 404 200 403 404 404 404
/P/comite/seances/<int:pk>/ordre/appliquer/                                | seance              | POST | 302 404 404 404 302 403 404 404 404
/P/comite/reglement/                                                       |                     | GET  | 302 404 404 404 200 200 404 200 404
/P/comite/membres/export.csv                                               |                     | GET  | 302 404 404 404 200 200 404 200 404
/P/comite/membres/<int:pk>/                                                | siege_du_comite     | GET  | 302 404 404 404 200 200 404 200 404
/P/comite/membres/<int:pk>/modifier/                                       | siege_du_comite     | GET  | 302 404 404 404 200 403 404 403 404
/P/comite/membres/<int:pk>/renouveler/                                     | siege_du_comite     | GET  | 302 404 404 404 200 403 404 403 404
/P/accompagnement/projets/<slug:slug>/credits/                             | accompagne          | GET  | 302 200 200 404 200 404 404 200 404
/P/accompagnement/projets/<slug:slug>/credits/mouvements.csv               | accompagne          | GET  | 302 200 200 404 200 404 404 200 404
/P/accompagnement/projets/<slug:slug>/credits/transfert/                   | accompagne          | GET  | 302 403 403 404 200 404 404 403 404
/P/accompagnement/projets/<slug:slug>/reserver/                            | accompagne          | GET  | 302 200 200 404 403 404 404 403 404
/P/accompagnement/projets/<slug:slug>/reserver/<slug:besoin>/              | besoin              | GET  | 302 200 200 404 403 404 404 403 404
/P/accompagnement/projets/<slug:slug>/reserver/<slug:besoin>/<int:expert>/ | expert_du_besoin    | GET  | 302 200 200 404 403 404 404 403 404
/P/accompagnement/missions/                                                |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/accompagnement/missions/export.csv                                      |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/accompagnement/missions/<int:pk>/                                       | mission             | GET  | 302 200 200 404 200 404 200 200 404
/P/accompagnement/missions/<int:pk>/agenda.ics                             | mission_commandee   | GET  | 302 200 200 404 200 404 200 200 404
/P/accompagnement/missions/<int:pk>/pieces/<int:piece>/                    | piece_jointe          | GET  | 302 302 302 404 302 404 302 302 404
/P/accompagnement/missions/<int:pk>/reponse/                               | mission             | POST | 302 403 403 404 403 404 200 403 404
/P/accompagnement/missions/<int:pk>/annulation/                            | mission             | POST | 302 200 200 404 200 404 200 403 404
/P/accompagnement/missions/<int:pk>/compte-rendu/                          | mission             | POST | 302 403 403 404 403 404 200 403 404
/P/accompagnement/missions/<int:pk>/service-fait/                          | mission             | POST | 302 200 200 404 403 404 403 403 404
/P/accompagnement/missions/<int:pk>/validation/                            | mission             | POST | 302 403 403 404 302 404 403 403 404
/P/accompagnement/experts/                                                 |                     | GET  | 302 200 200 200 200 403 200 200 404
/P/accompagnement/experts/inviter/                                         |                     | GET  | 302 403 403 403 200 403 403 403 404
/P/accompagnement/mes-missions/                                            |                     | GET  | 302 403 403 403 403 403 200 403 404
/P/accompagnement/mes-creneaux/                                            |                     | GET  | 302 403 403 403 403 403 200 403 404
/P/accompagnement/mes-creneaux/<int:pk>/retrait/                           | creneau             | POST | 302 403 403 403 403 403 302 403 404
/P/accompagnement/plans/                                                   |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/accompagnement/plans/export.csv                                         |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/accompagnement/projets/<slug:slug>/plan/                                | accompagne          | GET  | 302 200 200 404 200 404 404 200 404
/P/accompagnement/projets/<slug:slug>/plan/ajuster/                        | plan_propose        | GET  | 302 200 200 404 200 404 404 403 404
/P/accompagnement/projets/<slug:slug>/plan/proposition/                    | accompagne          | POST | 302 403 403 404 302 404 404 403 404
/P/accompagnement/projets/<slug:slug>/plan/signature/                      | plan_propose        | POST | 302 302 403 404 302 404 404 403 404
/P/accompagnement/projets/<slug:slug>/plan/pdf/                            | accompagne          | POST | 302 302 302 404 302 404 404 302 404
/P/accompagnement/projets/<slug:slug>/plan/suspension/                     | accompagne          | GET  | 302 403 403 404 200 404 404 403 404
/P/accompagnement/projets/<slug:slug>/plan/reprise/                        | accompagne          | GET  | 302 403 403 404 200 404 404 403 404
/P/accompagnement/projets/<slug:slug>/plan/prolongation/                   | accompagne          | GET  | 302 403 403 404 200 404 404 403 404
/P/accompagnement/projets/<slug:slug>/plan/avenants/nouveau/               | accompagne          | GET  | 302 200 200 404 200 404 404 403 404
/P/accompagnement/projets/<slug:slug>/plan/avenants/<int:numero>/          | avenant             | GET  | 302 200 200 404 200 404 404 200 404
/P/accompagnement/projets/<slug:slug>/plan/avenants/<int:numero>/signature/ | avenant             | POST | 302 302 403 404 302 404 404 403 404
/P/accompagnement/projets/<slug:slug>/plan/avenants/<int:numero>/retrait/  | avenant             | POST | 302 302 302 404 302 404 404 403 404
/P/accompagnement/projets/<slug:slug>/credits/mouvements/                  | accompagne          | GET  | 302 200 200 404 200 404 404 200 404
/P/accompagnement/projets/<slug:slug>/credits/mouvements.xlsx              | accompagne          | GET  | 302 200 200 404 200 404 404 200 404
/P/accompagnement/mouvements/<int:pk>/                                     | mouvement           | GET  | 302 200 200 404 200 404 404 200 404
/P/accompagnement/mouvements/<int:pk>/contre-passation/                    | mouvement           | GET  | 302 403 403 404 200 404 404 403 404
/P/accompagnement/enveloppe/                                               |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/accompagnement/enveloppe/export.csv                                     |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/accompagnement/enveloppe/export.xlsx                                    |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/accompagnement/enveloppe/mouvements/                                    |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/accompagnement/enveloppe/mouvements.csv                                 |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/accompagnement/enveloppe/mouvements.xlsx                                |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/accompagnement/projets/<slug:slug>/credits/dotation/                    | accompagne          | GET  | 302 403 403 404 200 404 404 403 404
/P/accompagnement/mes-creneaux/<int:pk>/reouverture/                       | creneau             | POST | 302 403 403 403 403 403 302 403 404
/P/accompagnement/mes-creneaux/abonnement/                                 |                     | POST | 302 403 403 403 403 403 200 403 404
/P/accompagnement/mes-creneaux/abonnement/retrait/                         |                     | POST | 302 403 403 403 403 403 302 403 404
/P/accompagnement/agendas/<str:secret>.ics                                 | agenda_abonne       | GET  | 200 200 200 200 200 200 200 200 200
/P/accompagnement/mes-creneaux/semaine/                                    |                     | POST | 302 403 403 403 403 403 200 403 404
/P/accompagnement/mes-creneaux/semaine/<int:pk>/retrait/                   | disponibilite       | POST | 302 403 403 403 403 403 302 403 404
/P/accompagnement/mes-creneaux/exceptions/                                 |                     | POST | 302 403 403 403 403 403 200 403 404
/P/accompagnement/mes-creneaux/exceptions/<int:pk>/retrait/                | exception           | POST | 302 403 403 403 403 403 302 403 404
/P/accompagnement/mes-creneaux/calendriers/                                |                     | POST | 302 403 403 403 403 403 200 403 404
/P/accompagnement/mes-creneaux/calendriers/<int:pk>/lecture/               | calendrier          | POST | 302 403 403 403 403 403 302 403 404
/P/accompagnement/mes-creneaux/calendriers/<int:pk>/retrait/               | calendrier          | POST | 302 403 403 403 403 403 302 403 404
/P/accompagnement/experts/export.csv                                       |                     | GET  | 302 403 403 403 200 403 403 403 404
/P/accompagnement/experts/export.xlsx                                      |                     | GET  | 302 403 403 403 200 403 403 403 404
/P/accompagnement/experts/<int:pk>/                                        | expert              | GET  | 302 200 200 200 200 403 200 200 404
/P/accompagnement/experts/<int:pk>/conditions/                             | expert              | GET  | 302 403 403 403 200 403 403 403 404
/P/accompagnement/mon-profil/                                              |                     | GET  | 302 403 403 403 403 403 200 403 404
/P/accompagnement/projets/<slug:slug>/mon-interet/                         | accompagne          | GET  | 302 403 403 403 403 403 200 403 404
/P/accompagnement/missions/<int:pk>/avis/                                  | mission             | GET  | 302 200 200 404 403 404 403 403 404
/P/accompagnement/mes-avis/                                                |                     | GET  | 302 403 403 403 403 403 200 403 404
/P/accompagnement/suivi/experts/                                           |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/accompagnement/projets/<slug:slug>/rapports/                            | accompagne          | GET  | 302 200 200 404 200 404 404 200 404
/P/accompagnement/projets/<slug:slug>/rapports/<int:annee>/                | rapport             | GET  | 302 200 200 404 200 404 404 200 404
/P/accompagnement/projets/<slug:slug>/rapports/<int:annee>/ecrire/         | rapport             | GET  | 302 200 200 404 403 404 404 403 404
/P/accompagnement/projets/<slug:slug>/rapports/<int:annee>/acceptation/    | rapport             | POST | 302 403 403 404 302 404 404 403 404
/P/accompagnement/projets/<slug:slug>/rapports/<int:annee>/renvoi/         | rapport             | POST | 302 403 403 404 200 404 404 403 404
/P/accompagnement/projets/<slug:slug>/rapports/<int:annee>/pdf/            | rapport             | POST | 302 302 302 404 302 404 404 302 404
/P/accompagnement/suivi/                                                   |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/accompagnement/suivi/export.csv                                         |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/accompagnement/suivi/consommation/                                      |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/accompagnement/projets/<slug:slug>/consommation/                        | accompagne          | GET  | 302 200 200 404 200 404 404 200 404
/P/accompagnement/missions/<int:pk>/silence/                               | mission               | POST | 302 403 403 404 200 404 403 403 404
/P/accompagnement/missions/<int:pk>/arbitrage/                             | mission               | POST | 302 403 403 404 200 404 403 403 404
/P/accompagnement/missions/<int:pk>/autre-compte-rendu/                    | mission               | POST | 302 403 403 404 200 404 403 403 404
/P/accompagnement/missions/<int:pk>/attestation/                           | service_valide        | POST | 302 302 302 404 302 404 302 302 404
/P/accompagnement/releves/                                                 |                       | GET  | 302 403 403 403 200 403 200 200 404
/P/accompagnement/releves/export/                                          |                       | GET  | 302 403 403 403 200 403 403 200 404
/P/accompagnement/releves/etablissement/                                   |                       | POST | 302 403 403 403 302 403 403 403 404
/P/accompagnement/releves/<int:pk>/                                        | releve                | GET  | 302 404 404 404 200 404 200 200 404
/P/accompagnement/releves/<int:pk>/tableur/                                | releve                | GET  | 302 404 404 404 200 404 200 200 404
/P/accompagnement/releves/<int:pk>/pdf/                                    | releve                | POST | 302 404 404 404 302 404 302 302 404
/P/accompagnement/releves/<int:pk>/facture/                                | releve                | POST | 302 404 404 404 403 404 200 403 404
/P/accompagnement/releves/<int:pk>/paiement/                               | releve                | POST | 302 404 404 404 200 404 403 403 404
/P/accompagnement/releves/<int:pk>/rejet/                                  | releve                | POST | 302 404 404 404 200 404 403 403 404
/P/accompagnement/projets/<slug:slug>/plan-d-actions/                      | accompagne            | GET  | 302 200 200 404 200 404 200 200 404
/P/accompagnement/projets/<slug:slug>/plan-d-actions/ajout/                | accompagne            | POST | 302 200 200 404 403 404 403 403 404
/P/accompagnement/projets/<slug:slug>/plan-d-actions/<int:pk>/fait/        | action                | POST | 302 302 302 404 403 404 403 403 404
/P/accompagnement/projets/<slug:slug>/missions/demander/                   | accompagne          | GET  | 302 200 200 404 403 404 404 403 404
/P/accompagnement/missions/<int:pk>/experts/                               | mission_demandee    | GET  | 302 200 200 404 200 404 404 403 404
/P/accompagnement/missions/<int:pk>/confirmation/                          | mission_commandee   | POST | 302 200 200 404 403 404 403 403 404
/P/accompagnement/missions/<int:pk>/approbation/                           | mission_commandee   | POST | 302 403 403 404 200 404 403 403 404
/P/accompagnement/missions/<int:pk>/bon-de-commande/                       | mission_commandee   | GET  | 302 200 200 404 200 404 200 200 404
/P/accompagnement/missions/<int:pk>/bon-de-commande/pdf/                   | mission_commandee   | POST | 302 302 302 404 302 404 302 302 404
/P/accompagnement/missions/<int:pk>/dates/                                 | mission_commandee   | GET  | 302 200 200 404 403 404 200 403 404
/P/accompagnement/missions/<int:pk>/dates/reste/                           | mission_commandee   | POST | 302 302 302 404 403 404 302 403 404
/P/accompagnement/missions/<int:pk>/dates/<int:creneau>/liberation/        | demi_journee        | POST | 302 302 302 404 403 404 302 403 404
/P/accompagnement/missions/<int:pk>/dates/<int:creneau>/constat/           | demi_journee        | POST | 302 302 302 404 302 404 302 403 404
/P/accompagnement/missions/<int:pk>/dates/<int:creneau>/deplacement/       | demi_journee        | GET  | 302 200 200 404 403 404 200 403 404
/P/accompagnement/projets/<slug:slug>/attente/                             | accompagne          | GET  | 302 200 200 404 403 404 404 403 404
/P/accompagnement/projets/<slug:slug>/attente/<int:pk>/retrait/            | attente             | POST | 302 302 302 404 403 404 404 403 404
/P/accompagnement/attentes/                                                |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/accompagnement/projets/<slug:slug>/credits/transfert/demande/           | accompagne          | GET  | 302 200 200 404 403 404 404 403 404
/P/accompagnement/transferts/                                              |                     | GET  | 302 403 403 403 200 403 403 200 404
/P/accompagnement/transferts/<int:pk>/                                     | transfert           | GET  | 302 200 200 404 200 404 404 200 404
/P/accompagnement/mes-propositions/                                        |                     | GET  | 302 403 403 403 403 403 200 403 404
/P/accompagnement/projets/<slug:slug>/proposer/                            | accompagne          | GET  | 302 403 403 403 403 403 200 403 404
/P/accompagnement/collectives/                                             |                     | GET  | 302 200 200 200 200 403 200 200 404
/P/accompagnement/collectives/ouvrir/                                      |                     | GET  | 302 200 200 403 200 403 403 403 404
/P/accompagnement/collectives/<int:pk>/                                    | collective          | GET  | 302 200 200 404 200 404 200 200 404
/P/accompagnement/collectives/<int:pk>/projets/<slug:slug>/inscription/    | collective_projet   | GET  | 302 200 200 404 403 404 404 403 404
/P/accompagnement/collectives/<int:pk>/projets/<slug:slug>/retrait/        | collective_projet   | POST | 302 200 200 404 403 404 404 403 404
/P/accompagnement/collectives/<int:pk>/projets/<slug:slug>/refus/          | collective_projet   | POST | 302 302 302 404 403 404 404 403 404
/P/accompagnement/collectives/<int:pk>/accord/                             | collective          | POST | 302 403 403 404 403 404 302 403 404
/P/accompagnement/collectives/<int:pk>/confirmation/                       | collective          | POST | 302 403 403 404 302 404 403 403 404
/P/accompagnement/collectives/<int:pk>/annulation/                         | collective          | POST | 302 403 403 404 200 404 200 403 404
/P/accompagnement/collectives/<int:pk>/compte-rendu/                       | collective          | POST | 302 403 403 404 403 404 200 403 404
/P/accompagnement/projets/<slug:slug>/bilan-autonomie/                     | accompagne          | GET  | 302 200 200 404 200 404 200 200 404
/P/accompagnement/projets/<slug:slug>/bilan-autonomie/remplir/             | accompagne          | GET  | 302 200 200 404 403 404 403 403 404
/P/accompagnement/projets/<slug:slug>/bilan-autonomie/avis/                | accompagne          | GET  | 302 403 403 404 200 404 200 403 404
/P/accompagnement/projets/<slug:slug>/bilan-autonomie/cloture/             | accompagne          | POST | 302 403 403 404 200 404 403 403 404
/P/accompagnement/projets/<slug:slug>/bilan-autonomie/pdf/                 | accompagne          | POST | 302 302 302 404 302 404 302 302 404
/P/accompagnement/projets/<slug:slug>/sortie/                              | accompagne          | POST | 302 403 403 404 302 404 404 403 404
/api/v1/schema/                                                            |                     | GET  | 200 200 200 200 200 200 200 200 200
/api/v1/P/projets/                                                         |                     | GET  | 401 401 401 401 401 401 401 401 401
/api/v1/P/projets/<slug:slug>/                                             | projet              | GET  | 401 401 401 401 401 401 401 401 401
/api/v1/P/seances/                                                         |                     | GET  | 401 401 401 401 401 401 401 401 401
/api/v1/P/seances/<int:pk>/                                                | seance              | GET  | 401 401 401 401 401 401 401 401 401
/api/v1/P/seances/<int:pk>/presences/                                      | seance              | GET  | 401 401 401 401 401 401 401 401 401
/api/v1/P/scrutins/<int:pk>/                                               | scrutin             | GET  | 401 401 401 401 401 401 401 401 401
/api/v1/P/scrutins/<int:pk>/bulletins/                                     | scrutin             | POST | 401 401 401 401 401 401 401 401 401
/api/v1/P/dossiers/                                                        |                     | GET  | 401 401 401 401 401 401 401 401 401
/api/v1/P/dossiers/<int:pk>/                                               | dossier             | GET  | 401 401 401 401 401 401 401 401 401
/api/v1/P/decisions/                                                       |                     | GET  | 401 401 401 401 401 401 401 401 401
/api/v1/P/decisions/<int:pk>/                                              | decision            | GET  | 401 401 401 401 401 401 401 401 401
/api/v1/P/comptes-credits/<slug:projet>/                                   | accompagne_api      | GET  | 401 401 401 401 401 401 401 401 401
/api/v1/P/comptes-credits/<slug:projet>/mouvements/                        | accompagne_api      | GET  | 401 401 401 401 401 401 401 401 401
/api/v1/P/experts/                                                         |                     | GET  | 401 401 401 401 401 401 401 401 401
/api/v1/P/creneaux/                                                        |                     | GET  | 401 401 401 401 401 401 401 401 401
/api/v1/P/reservations/                                                    |                     | POST | 401 401 401 401 401 401 401 401 401
/api/v1/P/reservations/<int:pk>/annulation/                                | mission             | POST | 401 401 401 401 401 401 401 401 401
/api/v1/P/missions/                                                        |                     | GET  | 401 401 401 401 401 401 401 401 401
/api/v1/P/missions/<int:pk>/                                               | mission             | GET  | 401 401 401 401 401 401 401 401 401
/api/v1/P/missions/<int:pk>/reponse/                                       | mission             | POST | 401 401 401 401 401 401 401 401 401
/api/v1/P/missions/<int:pk>/confirmation/                                  | mission             | POST | 401 401 401 401 401 401 401 401 401
/api/v1/P/missions/<int:pk>/compte-rendu/                                  | mission             | POST | 401 401 401 401 401 401 401 401 401
/api/v1/P/missions/<int:pk>/service-fait/                                  | mission             | POST | 401 401 401 401 401 401 401 401 401
/api/v1/P/missions/<int:pk>/validation/                                    | mission             | POST | 401 401 401 401 401 401 401 401 401
/api/v1/P/collectives/                                                     |                     | GET  | 401 401 401 401 401 401 401 401 401
/api/v1/P/collectives/<int:pk>/                                            | collective          | GET  | 401 401 401 401 401 401 401 401 401
/api/v1/P/collectives/<int:pk>/inscriptions/                               | collective          | POST | 401 401 401 401 401 401 401 401 401
/api/v1/P/collectives/<int:pk>/refus/                                      | collective          | POST | 401 401 401 401 401 401 401 401 401
/api/v1/P/collectives/<int:pk>/retraits/                                   | collective          | POST | 401 401 401 401 401 401 401 401 401
/api/v1/P/collectives/<int:pk>/accord/                                     | collective          | POST | 401 401 401 401 401 401 401 401 401
/api/v1/P/collectives/<int:pk>/confirmation/                               | collective          | POST | 401 401 401 401 401 401 401 401 401
/api/v1/P/collectives/<int:pk>/annulation/                                 | collective          | POST | 401 401 401 401 401 401 401 401 401
/api/v1/P/collectives/<int:pk>/compte-rendu/                               | collective          | POST | 401 401 401 401 401 401 401 401 401
"""


@dataclass(frozen=True)
class Route:
    """One line: the address, the kind of object its arguments name (``monde``), the verb, the status of each role."""

    adresse: str
    objet: str
    verbe: str
    statuts: tuple[int, ...]


def _lire(ligne: str) -> Route:
    adresse, objet, verbe, statuts = (morceau.strip() for morceau in ligne.split("|"))
    return Route(adresse, objet, verbe, tuple(int(statut) for statut in statuts.split()))


def lire(table: str) -> list[Route]:
    """Return the lines of a table."""
    return [_lire(ligne) for ligne in table.strip().splitlines()]


ROUTES = lire(TABLE)
