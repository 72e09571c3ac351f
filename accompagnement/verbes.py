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
declarer("mission.avis", "a donné son avis sur la mission {mission}", icone="star", publics=_LUS)
declarer("mission.avis_change", "a changé son avis sur la mission {mission}", icone="star", publics=_LUS)
declarer("rapport.remis", "a remis « {rapport} »", icone="file-earmark-text", publics=_LUS)
declarer("rapport.accepte", "a accepté « {rapport} »", icone="check2-all", publics=_LUS)
declarer("rapport.renvoye", "a demandé de compléter « {rapport} »", icone="chat-left-text", publics=_LUS)
