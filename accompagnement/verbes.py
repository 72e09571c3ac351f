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
declarer("plan.prepare", "a préparé le plan d’accompagnement : {demi_journees}", icone="pencil")
declarer("plan.propose", "a proposé le plan d’accompagnement à l’équipe, version {version}", icone="send-fill", publics=_LUS)
declarer("plan.ajuste", "a ajusté le plan d’accompagnement, version {version}", icone="pencil-square", publics=_LUS)
declarer("plan.signe_equipe", "a signé le plan d’accompagnement pour l’équipe, version {version}", icone="pen", publics=_LUS)
declarer(
    "projet.accompagnement_ouvert",
    "a ouvert l’accompagnement : {demi_journees} demi-journées sur {mois} mois",
    icone="signpost-split-fill",
    publics=_LUS,
)
declarer("avenant.propose", "a proposé l’avenant {numero} au plan d’accompagnement : {quoi}", icone="send-fill", publics=_LUS)
declarer("avenant.signe", "a signé l’avenant {numero} au plan d’accompagnement", icone="pen", publics=_LUS)
declarer("avenant.en_vigueur", "a signé l’avenant {numero} au plan d’accompagnement, maintenant en vigueur", icone="pen-fill", publics=_LUS)
declarer("avenant.retire", "a retiré l’avenant {numero} au plan d’accompagnement", icone="slash-circle", publics=_LUS)
declarer("plan.suspendu", "a suspendu l’accompagnement à partir du {date}", icone="pause-circle", publics=_LUS)
declarer("plan.repris", "a repris l’accompagnement le {date} ; il finit le {date_fin}", icone="play-fill", publics=_LUS)
declarer("plan.prolonge", "a prolongé l’accompagnement jusqu’au {date_fin}", icone="calendar-plus", publics=_LUS)
declarer("credits.dotes", "a accordé {demi_journees} de plus, {source}", icone="box-arrow-in-down", publics=_LUS)
declarer("credits.expires", "a inscrit l’expiration de {demi_journees}, au {date_fin}", icone="hourglass-bottom", publics=_LUS)
declarer("credits.rendus", "a rendu {demi_journees} expirées, à utiliser avant le {date_fin}", icone="arrow-return-left", publics=_LUS)
declarer("credits.contre_passes", "a contre-passé le mouvement {mouvement}, {demi_journees}", icone="arrow-return-left", publics=_LUS)
declarer("expert.agenda", "a changé ses disponibilités : {quoi}", icone="calendar2-week")
declarer("expert.calendrier", "a changé ses calendriers d’occupation : {quoi}", icone="calendar3")
declarer("expert.profil", "a modifié son profil d’expert", icone="person-vcard")
declarer("expert.conditions", "a fixé les conditions de {expert} : {conditions}, à compter du {date_effet}", icone="receipt")
declarer("expert.declaration", "a déclaré {interet} dans le projet {projet}", icone="shield-check", publics=_LUS)
declarer("mission.avis", "a donné son avis sur la mission {mission}", icone="star", publics=_LUS)
declarer("mission.avis_change", "a changé son avis sur la mission {mission}", icone="star", publics=_LUS)
declarer("rapport.remis", "a remis « {rapport} »", icone="file-earmark-text", publics=_LUS)
declarer("rapport.accepte", "a accepté « {rapport} »", icone="check2-all", publics=_LUS)
declarer("rapport.renvoye", "a demandé de compléter « {rapport} »", icone="chat-left-text", publics=_LUS)
