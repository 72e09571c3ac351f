"""What the journal can tell of the incubation."""

from socle.journal.registre import Public, declarer

_EQUIPE = (Public.EQUIPE,)

declarer("promotion.ouverte", "a ouvert la promotion {promotion}", "mortarboard")
declarer("sous_promotion.creee", "a créé la {sous_promotion}", "people")
declarer("projet.affecte", "a placé {projet} dans la {sous_promotion}, du {debut} au {fin}", "tools", _EQUIPE)
declarer("session.planifiee", "a planifié la session {numero}, {titre}, le {date}", "calendar2-week")
declarer("session.convoquee", "a convoqué le binôme à la session {numero}, {titre}, le {date}", "envelope-paper-fill", _EQUIPE)
declarer("session.close", "a clos la feuille de présence de la session {numero}, {titre}\u00a0: {signatures} signatures", "lock-fill")
declarer("presence.signee", "a signé sa présence à la session {numero}, {demi_journee}", "pen-fill", _EQUIPE)
declarer("presence.inscrite", "a inscrit {personne} à la session {numero}, {demi_journee}", "person-plus", _EQUIPE)
declarer("livrable.depose", "a déposé la version {version} du livrable «\u00a0{livrable}\u00a0»", "upload", _EQUIPE)
declarer("livrable.valide", "a validé la version {version} du livrable «\u00a0{livrable}\u00a0»", "check-circle-fill", _EQUIPE)
declarer("livrable.a_completer", "a demandé de compléter la version {version} du livrable «\u00a0{livrable}\u00a0»", "pencil-square", _EQUIPE)
declarer("livrable.delai", "a accordé un délai pour le livrable «\u00a0{livrable}\u00a0», jusqu’au {echeance}", "calendar-plus", _EQUIPE)
declarer("livrable.message", "a écrit à propos du livrable «\u00a0{livrable}\u00a0»", "chat-left-text", _EQUIPE)
declarer("maturite.notee", "a noté la maturité ({moment})\u00a0: {axes}", "graph-up", _EQUIPE)
declarer("besoin.identifie", "a identifié le besoin «\u00a0{besoin}\u00a0»", "signpost-split-fill", _EQUIPE)
