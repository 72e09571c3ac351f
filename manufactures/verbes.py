"""Events of a project's candidature and of its team."""

from socle.journal.registre import Public, declarer

PIECE_DEMANDEE = "candidature.piece_demandee"
PIECE_JOINTE = "candidature.piece_jointe"

_LUS = (Public.EQUIPE,)

declarer("projet.ouvert", "a ouvert le projet {projet} pour la {vague}", icone="plus-circle", publics=_LUS)
declarer("projet.importe", "a repris le projet {projet} de la liste officielle des lauréats", icone="box-arrow-in-down", publics=_LUS)
declarer(
    "projets.importes",
    "a importé la liste des lauréats : {crees} créés, {mis_a_jour} mis à jour, {refuses} refusés",
    icone="box-arrow-in-down",
)
declarer("vague.creee", "a créé la vague « {vague} », close le {cloture}", icone="calendar-plus")
declarer("vague.modifiee", "a modifié la vague « {vague} »", icone="calendar3")
declarer("structure.saisie", "a enregistré la structure porteuse {structure}", icone="building", publics=_LUS)
declarer("partenaire.ajoute", "a ajouté {structure} au consortium", icone="diagram-3", publics=_LUS)
declarer("partenaire.retire", "a retiré {structure} du consortium", icone="diagram-3", publics=_LUS)
declarer("candidature.deposee", "a déposé la candidature de {projet}, récépissé {numero}", icone="inbox-fill", publics=_LUS)
declarer(
    "candidature.hors_delai", "a déposé hors délai la candidature de {projet}, récépissé {numero}", icone="clock-history", publics=_LUS
)
declarer("candidature.recevable", "a déclaré recevable la candidature de {projet}", icone="check2-square", publics=_LUS)
declarer("candidature.irrecevable", "a déclaré irrecevable la candidature de {projet}", icone="x-octagon", publics=_LUS)
declarer(PIECE_DEMANDEE, "a demandé une pièce avant le {date_limite} : {pieces}", icone="envelope-paper", publics=_LUS)
declarer(PIECE_JOINTE, "a joint une pièce : {condition}", icone="paperclip", publics=_LUS)
declarer("equipe.invitation", "a invité {email} ({fonction})", icone="envelope", publics=_LUS)
declarer("equipe.invitation_annulee", "a annulé l’invitation de {email}", icone="x-circle", publics=_LUS)
declarer("equipe.arrivee", "a rejoint l’équipe ({fonction})", icone="person-plus", publics=_LUS)
declarer("equipe.remplacement", "a confié le projet à {nouveau}, à la suite de {ancien}", icone="arrow-left-right", publics=_LUS)
declarer("equipe.retrait", "a mis fin à la participation de {personne} ({fonction})", icone="person-dash", publics=_LUS)
