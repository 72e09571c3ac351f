"""Who may do what in the committee. Each answer is ``None`` or a refusal with its sentence.

``membre`` is the person's own seat (or None), ``acteur`` None is the platform itself.
"""

from collections.abc import Iterable

from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.lib.refus import Refus

RESERVE_PRESIDENCE = Refus("pas_la_presidence", "Seules la présidence et la coordination, qui tient le secrétariat, conduisent la séance.")
RESERVE_COORDINATION = Refus("pas_la_coordination", "Seule la coordination prépare les séances et compose le comité.")
RESERVE_MEMBRES = Refus("pas_membre", "Seuls les membres du comité notent les dossiers et déclarent leurs liens.")
SALLE_FERMEE = Refus("salle_reservee", "La salle est réservée aux membres du comité et à la coordination.")
SOUS_EMBARGO = Refus("embargo", "Les décisions de cette séance ne sont pas encore publiées.")
RESERVE_VOIX_PRESIDENCE = Refus(
    "voix_de_la_presidence",
    "Seule la personne qui préside ce point donne la voix prépondérante\u00a0: ni le secrétariat, ni un autre membre.",
)
SANS_VOIX = Refus("sans_voix", "Votre siège n’a pas de voix délibérative\u00a0: vous assistez aux débats sans voter.")
RESERVE_VOTANTS = Refus("sans_siege", "Seuls les membres du comité qui ont voix délibérative votent.")
NOTES_CACHEES = Refus("notes_cachees", "Notez d’abord ce dossier sur tous ses critères, ou attendez que la présidence ouvre les notes.")
PAS_VOTRE_SCENARIO = Refus("pas_votre_scenario", "Seul son auteur change un scénario\u00a0: dupliquez-le pour essayer vos montants.")
RESERVE_AU_CHOIX = Refus("choix_de_la_presidence", "Seule la présidence retient un scénario\u00a0; le comité décide par ses votes.")
PAS_RAPPORTEUR = Refus("pas_rapporteur", "Seuls les rapporteurs de ce dossier en déposent le rapport.")
PAS_POUR_UN_AUTRE = Refus("pas_pour_un_autre", "Vous ne pouvez le faire que pour vous-même.")
DECLARATION_ATTENDUE = Refus(
    "declaration_attendue", "Dites d’abord si vous avez un lien avec les dossiers de cette séance\u00a0: ils s’ouvrent ensuite."
)
DOSSIER_A_OUVRIR = Refus("dossier_a_ouvrir", "Ouvrez d’abord ce dossier depuis la page de la séance\u00a0: sa lecture est datée.")
DEPORTE = Refus("deporte", "Un déport est déclaré pour ce dossier\u00a0: ce siège n’y prend pas part.")

DOSSIER_PREPARE = Refus(
    "quatre_yeux_dossier", "Vous avez figé ce dossier\u00a0: une autre personne, la présidence par exemple, doit proclamer la décision."
)
SEANCE_PREPAREE = Refus(
    "quatre_yeux_seance",
    "Vous avez figé un dossier de cette séance\u00a0: une autre personne, la présidence par exemple, doit publier les décisions.",
)
PREUVE_PREPAREE = Refus(
    "quatre_yeux_preuve", "Vous avez déposé ou préparé cette preuve\u00a0: une autre personne doit lever la condition."
)


def refus_quatre_yeux(acteur: Acteur | None, preparateurs: Iterable[int | None], refus: Refus) -> Refus | None:
    """Refuse that a person validates what she prepared, unless the règlement allows it (``comite.quatre_yeux``)."""
    if acteur is None or acteur.pk not in set(preparateurs):
        return None
    return refus if reglement.valeur("comite.quatre_yeux") else None


def peut_preparer(acteur: Acteur | None, membre) -> Refus | None:
    """Prepare a sitting: the coordination, or the committee's own secretary."""
    if acteur is None or acteur.est_coordination or (membre and membre.est_secretariat):
        return None
    return RESERVE_COORDINATION


def peut_presider(acteur: Acteur | None, membre, seance=None) -> Refus | None:
    """Lead a sitting: the chair, the member designated for it (``seance``), or the coordination as its secretary."""
    if membre and (membre.est_presidence or (seance is not None and seance.president_de_seance_id == membre.pk)):
        return None
    return RESERVE_PRESIDENCE if peut_preparer(acteur, membre) else None


def peut_composer(acteur: Acteur | None) -> Refus | None:
    """Name members of the committee."""
    return None if acteur is None or acteur.est_coordination else RESERVE_COORDINATION


def peut_repondre_pour(acteur: Acteur | None, siege, membre) -> Refus | None:
    """Answer a convocation: a member for herself; the secretary or the chair for one who telephones."""
    if membre.utilisateur_id == (acteur and acteur.pk):
        return None
    return PAS_POUR_UN_AUTRE if acteur and peut_presider(acteur, siege) else None


def peut_entrer(acteur: Acteur, membre) -> Refus | None:
    """Enter the room: a seat, or the secretary's chair."""
    return None if membre or acteur.est_coordination else SALLE_FERMEE


def peut_noter(membre) -> Refus | None:
    """Score a file: whoever holds a seat with a voice."""
    if membre is None:
        return RESERVE_MEMBRES
    return None if membre.voix else SANS_VOIX


def peut_voter(membre) -> Refus | None:
    """Vote: whoever holds a seat with a voice on the day of the sitting."""
    if membre is None:
        return RESERVE_VOTANTS
    return None if membre.voix else SANS_VOIX


def peut_lire_decisions(acteur: Acteur, membre, publiee: bool) -> Refus | None:
    """Read what a sitting decided: its members and secretary at once, the others once it is published."""
    return None if publiee or membre or acteur.est_coordination else SOUS_EMBARGO


def peut_retenir(membre) -> Refus | None:
    """Keep a scenario of amounts: the chair, and nobody for her."""
    return None if membre and membre.est_presidence else RESERVE_AU_CHOIX


def peut_ouvrir(membre, *, declaree: bool, lu: bool) -> Refus | None:
    """Read a frozen file: a member states her interests first (``declaree``), then opens it by an act that is dated (``lu``)."""
    if membre is None or (declaree and lu):
        return None
    return DOSSIER_A_OUVRIR if declaree else DECLARATION_ATTENDUE


PAS_EN_CHARGE = Refus("pas_en_charge", "Seules l’équipe du projet, la personne en charge et la coordination déposent cette preuve.")
LEVEE_COORDINATION = Refus("levee_coordination", "Seule la coordination lève cette condition.")
LEVEE_SEANCE = Refus(
    "levee_seance", "Le règlement confie cette levée à la séance\u00a0: la coordination lui soumet la preuve, la présidence la lève séance ouverte."
)


def peut_prouver(acteur: Acteur | None, dans_l_equipe: bool, responsable_id: int | None) -> Refus | None:
    """Hand in or take back a proof: the team, the person in charge, the coordination."""
    if acteur is None or acteur.est_coordination or dans_l_equipe or responsable_id == acteur.pk:
        return None
    return PAS_EN_CHARGE


def peut_lever(acteur: Acteur | None, membre, *, par_la_seance: bool, seance_ouverte: bool) -> Refus | None:
    """Lift a condition or refuse its proof: the coordination, or the chair of an open sitting (``comite.levee_des_reserves``)."""
    if acteur is None:
        return None
    if par_la_seance:
        return None if seance_ouverte and membre and membre.est_presidence else LEVEE_SEANCE
    return None if acteur.est_coordination else LEVEE_COORDINATION


RESERVE_EQUIPE = Refus("pas_de_l_equipe", "Seules l’équipe du projet et la coordination déclarent ses entreprises liées.")
RETRAIT_COORDINATION = Refus("retrait_coordination", "Seule la coordination retire une entreprise liée\u00a0: dites-lui ce qui est faux.")


def peut_declarer_un_lien(acteur: Acteur, dans_l_equipe: bool) -> Refus | None:
    """Declare a linked undertaking: the team of the project, or the coordination on its file."""
    return None if acteur.est_coordination or dans_l_equipe else RESERVE_EQUIPE


def peut_retirer_un_lien(acteur: Acteur | None, deporte: bool) -> Refus | None:
    """Take a linked undertaking out of the count: the coordination, unless she stepped away from the file."""
    return None if acteur is None or (acteur.est_coordination and not deporte) else RETRAIT_COORDINATION
