"""Who may do what in the accompagnement; each refusal says who can."""

from manufactures.enums import Fonction, StatutProjet
from socle.comptes.acteur import Acteur
from socle.comptes.enums import Role
from socle.lib.refus import Refus

COORDINATION = Refus("coordination_seule", "Cette action est réservée à la coordination du programme.")
REGARD = Refus("regard_reserve", "Cette liste est réservée à la coordination et aux observateurs du programme.")
EXPERT = Refus("expert_seul", "Cette page est réservée aux experts du programme.")
ANNUAIRE = Refus("annuaire_reserve", "L’annuaire des experts est ouvert aux équipes, aux experts et à la coordination.")
EQUIPE = Refus("equipe_seule", "Seule l’équipe du projet réserve ses crédits et accepte le service fait.")
EXPERT_DE_LA_MISSION = Refus("expert_de_la_mission", "Seul l’expert de cette mission y répond et remet son compte rendu.")
PARTIE_PRENANTE = Refus("partie_prenante", "Seuls l’équipe, l’expert et la coordination annulent une mission.")
CHOIX_DE_L_EXPERT = Refus("choix_de_l_expert", "Seules l’équipe du projet et la coordination choisissent l’expert d’une mission.")
DATES = Refus("dates_de_la_mission", "Seuls l’équipe du projet et l’expert choisissent les dates d’une mission.")
HORS_ACCOMPAGNEMENT = Refus("hors_accompagnement", "Ce projet n’est pas en accompagnement : ses crédits ne se réservent pas.")
QUATRE_YEUX = Refus("quatre_yeux", "Une autre personne que vous doit valider : vous avez donné le verdict ou rendu le service.")


def peut_coordonner(acteur: Acteur) -> Refus | None:
    """Only the coordination moves credits between needs, names experts and validates services."""
    return None if acteur.est_coordination else COORDINATION


def peut_tout_lire(acteur: Acteur) -> Refus | None:
    """Coordination and observers read every mission."""
    return None if acteur.voit_tout else REGARD


def peut_lire_l_annuaire(acteur: Acteur) -> Refus | None:
    """Experts are shown to those who work with them, not to the committee."""
    return None if acteur.voit_tout or acteur.est_expert or acteur.a(Role.EQUIPE) else ANNUAIRE


def peut_reserver(fonction: str | None, statut: StatutProjet) -> Refus | None:
    """The team, whatever the seat, books the credits of a project in accompagnement."""
    if not fonction:
        return EQUIPE
    return refus_de_l_etat(statut)


def peut_juger(fonction: str | None) -> Refus | None:
    """The team says whether the service was done."""
    return None if fonction else EQUIPE


def est_l_expert(acteur: Acteur, expert_utilisateur_pk: int | None) -> Refus | None:
    """The expert of the mission answers and reports."""
    return None if acteur.pk == expert_utilisateur_pk else EXPERT_DE_LA_MISSION


def peut_annuler(acteur: Acteur, fonction: str | None, expert_utilisateur_pk: int | None) -> Refus | None:
    """The three parties may cancel."""
    return None if fonction or acteur.est_coordination or acteur.pk == expert_utilisateur_pk else PARTIE_PRENANTE


def peut_valider(acteur: Acteur, juge_par_pk: int | None, expert_utilisateur_pk: int | None) -> Refus | None:
    """Four eyes: the coordination validates, never the person who judged or did the work."""
    if not acteur.est_coordination:
        return COORDINATION
    return QUATRE_YEUX if acteur.pk in (juge_par_pk, expert_utilisateur_pk) else None


PLAN = Refus("plan_reserve", "Seules l’équipe du projet et la coordination écrivent dans ce plan.")
SIGNATAIRE = Refus("signataire", "Le plan se signe par la porteuse ou le porteur du projet, puis par la coordination.")
ACCOMPAGNEMENT_SUSPENDU = Refus(
    "accompagnement_suspendu", "L’accompagnement de ce projet est suspendu : rien ne se réserve avant sa reprise par la coordination."
)


def refus_si_suspendu(statut: StatutProjet) -> Refus | None:
    """A stopped clock, said as such."""
    return ACCOMPAGNEMENT_SUSPENDU if statut == StatutProjet.SUSPENDU else None


def refus_de_l_etat(statut: StatutProjet) -> Refus | None:
    """Credits are booked while a project is in accompagnement."""
    return None if statut == StatutProjet.EN_ACCOMPAGNEMENT else refus_si_suspendu(statut) or HORS_ACCOMPAGNEMENT


def peut_ecrire_le_plan(acteur: Acteur, fonction: str | None) -> Refus | None:
    """The team and the coordination write the plan in turn; others read it."""
    return None if fonction or acteur.est_coordination else PLAN


def signe_pour_l_equipe(fonction: str | None) -> bool:
    """One member signs for the team: the porteur or porteuse."""
    return fonction == Fonction.PORTEUR


def peut_signer_le_plan(acteur: Acteur, fonction: str | None) -> Refus | None:
    """Two sides sign: the porteur or porteuse, and the coordination."""
    return None if signe_pour_l_equipe(fonction) or acteur.est_coordination else SIGNATAIRE



RELEVE = Refus("releve_reserve", "Ce relevé est lu par son expert, la coordination et les observateurs.")
PLAN_ACTION = Refus("plan_action_equipe", "Seule l’équipe du projet ajoute ses actions et les note comme faites.")


def peut_facturer(acteur: Acteur, expert_utilisateur_pk: int) -> Refus | None:
    """Only the expert of a statement gives her invoice."""
    return None if acteur.pk == expert_utilisateur_pk else Refus("facture_de_l_expert", "Seul l’expert de ce relevé indique sa facture.")


def peut_tenir_le_plan(fonction: str | None) -> Refus | None:
    """The team keeps its plan d’actions."""
    return None if fonction else PLAN_ACTION


def peut_choisir_l_expert(acteur: Acteur, fonction: str | None) -> Refus | None:
    """The team, or the coordination when nobody is left, chooses whom a mission asks."""
    return None if fonction or acteur.est_coordination else CHOIX_DE_L_EXPERT


def peut_planifier(acteur: Acteur, fonction: str | None, expert_utilisateur_pk: int | None) -> Refus | None:
    """The two who meet choose the dates."""
    return None if fonction or acteur.pk == expert_utilisateur_pk else DATES

COLLECTIVE_OUVRIR = Refus("collective_ouvrir", "Une mission collective est ouverte par la coordination, ou par l’équipe d’un projet en accompagnement.")
EXPERT_DE_LA_COLLECTIVE = Refus("expert_de_la_collective", "Seul l’expert de cette mission y répond et remet son compte rendu.")
COLLECTIVE_ANNULER = Refus("collective_annuler", "Seuls la coordination et l’expert annulent une mission collective ; un projet se retire.")
PAR_LA_COLLECTIVE = Refus("par_la_collective", "Cette mission est la part d’une mission collective : agissez depuis la page de la mission collective.")


def peut_ouvrir_une_collective(acteur: Acteur, en_accompagnement: bool) -> Refus | None:
    """The coordination opens a shared mission, or somebody of a team that would join it."""
    return None if acteur.est_coordination or en_accompagnement else COLLECTIVE_OUVRIR


def est_l_expert_de_la_collective(acteur: Acteur, expert_utilisateur_pk: int) -> Refus | None:
    """The expert of a shared mission answers and reports."""
    return None if acteur.pk == expert_utilisateur_pk else EXPERT_DE_LA_COLLECTIVE


def peut_annuler_la_collective(acteur: Acteur, expert_utilisateur_pk: int) -> Refus | None:
    """A project leaves; only the two who carry the mission cancel it for all."""
    return None if acteur.est_coordination or acteur.pk == expert_utilisateur_pk else COLLECTIVE_ANNULER


def refus_sur_une_part(collective_pk: int | None) -> Refus | None:
    """A part of a shared mission is answered, moved, left and cancelled with the whole."""
    return None if collective_pk is None else PAR_LA_COLLECTIVE


def refus_de_toucher_aux_dates(statut: StatutProjet, collective_pk: int | None) -> Refus | None:
    """The dates of a mission of its own move while its project is in accompagnement."""
    return refus_sur_une_part(collective_pk) or refus_de_l_etat(statut)


BILAN_EQUIPE = Refus("bilan_equipe", "Seule l’équipe du projet note ses axes et remet le bilan.")
BILAN_AVIS = Refus("bilan_avis", "L’avis sur l’autonomie est donné par la coordination et par les experts du projet.")


def peut_ouvrir_le_bilan(acteur: Acteur, fonction: str | None) -> Refus | None:
    """The coordination opens the exit review, or the team."""
    return None if acteur.est_coordination or fonction else PLAN


def peut_remplir_le_bilan(fonction: str | None) -> Refus | None:
    """The team rates itself."""
    return None if fonction else BILAN_EQUIPE


def peut_donner_un_avis_de_sortie(acteur: Acteur, expert_du_projet: bool) -> Refus | None:
    """The coordination, and the experts who worked with the project."""
    return None if acteur.est_coordination or expert_du_projet else BILAN_AVIS
