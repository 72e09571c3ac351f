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
declarer("mission.silence", "a constaté le silence du projet sur la mission {mission} : {suite}", icone="hourglass-bottom", publics=_LUS)
declarer("mission.arbitree", "a arbitré la mission {mission} : {verdict}", icone="shield-check", publics=_LUS)
declarer("mission.redemandee", "a demandé un autre compte rendu pour la mission {mission}", icone="file-earmark-text", publics=_LUS)
declarer("action.ajoutee", "a ajouté l’action « {action} », pour le {echeance}", icone="list-check", publics=_LUS)
declarer("action.faite", "a noté comme faite l’action « {action} »", icone="check2-all", publics=_LUS)
declarer("releves.etablis", "a établi {nombre}, {mois}", icone="receipt")
declarer("releve.facture", "a indiqué la facture {facture} pour le relevé {releve}", icone="receipt")
declarer("releve.paye", "a noté payé le relevé {releve}, le {date}", icone="cash-coin")
declarer("releve.rejete", "a rejeté la facture du relevé {releve}", icone="exclamation-octagon-fill")
