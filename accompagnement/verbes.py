"""Events of the accompagnement, read by the team of the project."""

from socle.journal.registre import Public, declarer

_LUS = (Public.EQUIPE,)

declarer("credits.ouverts", "a ouvert {demi_journees} de crédits, à utiliser avant le {date_fin}", icone="box-arrow-in-down", publics=_LUS)
declarer("credits.transferes", "a transféré {demi_journees} de « {de} » à « {vers} »", icone="arrow-left-right", publics=_LUS)
declarer("mission.demandee", "a demandé {expert} pour « {besoin} », {creneau}", icone="send-fill", publics=_LUS)
declarer("mission.acceptee", "a accepté la mission {mission}, {creneau}", icone="calendar2-check-fill", publics=_LUS)
declarer("mission.declinee", "a décliné la mission {mission}", icone="arrow-90deg-right", publics=_LUS)
declarer("mission.annulee", "a annulé la mission {mission}, {debit}", icone="x-circle", publics=_LUS)
declarer("mission.rendue", "a remis le compte rendu de la mission {mission}", icone="file-earmark-text", publics=_LUS)
declarer("mission.jugee", "a donné son verdict sur la mission {mission} : {verdict}", icone="hand-index-thumb-fill", publics=_LUS)
declarer("mission.validee", "a validé le service fait de la mission {mission}, {debit}", icone="check2-all", publics=_LUS)
declarer("expert.nomme", "a nommé {expert} expert", icone="person-badge")
declarer("expert.invite", "a invité {email} comme expert", icone="envelope")
declarer("expert.creneaux", "a ouvert {nombre}", icone="calendar-plus")
declarer("mission.ouverte", "a demandé une mission de {demi_journees} pour « {besoin} »", icone="send-fill", publics=_LUS)
declarer("mission.sollicitee", "a sollicité {expert} pour la mission {mission}", icone="person-raised-hand", publics=_LUS)
declarer("mission.ajustee", "a ajusté la mission {mission} à {demi_journees}", icone="pencil", publics=_LUS)
declarer("mission.convenue", "a convenu de la mission {mission} avec {expert}", icone="check-circle-fill", publics=_LUS)
declarer("mission.approuvee", "a approuvé la mission {mission}", icone="shield-check", publics=_LUS)
declarer("mission.non_approuvee", "n’a pas approuvé la mission {mission}", icone="x-circle", publics=_LUS)
declarer("mission.commandee", "a émis le bon de commande {reference} de la mission {mission}, {montant}", icone="receipt", publics=_LUS)
declarer("mission.planifiee", "a planifié une demi-journée de la mission {mission}, {creneau}", icone="calendar2-check-fill", publics=_LUS)
declarer("mission.demi_journee_rendue", "a libéré une demi-journée de la mission {mission}, {creneau}, {debit}", icone="x-circle", publics=_LUS)
declarer("mission.reste_rendu", "a rendu {demi_journees} sans date de la mission {mission}", icone="arrow-counterclockwise", publics=_LUS)
declarer("mission.constatee", "a dit ce qui s’est passé le {creneau}, mission {mission}", icone="hand-index-thumb-fill", publics=_LUS)
