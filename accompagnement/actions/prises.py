"""Taking a half-day: in one statement, by one project, and never before a project that waits for it."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accompagnement.enums import StatutCreneau
from accompagnement.models import Besoin, Creneau, ExpertBesoin
from accompagnement.queries.attentes import creneau_avec_sa_file
from accompagnement.queries.interets import interet_declare, sans_interet_declare
from accompagnement.regles import CRENEAU_PRIS
from accompagnement.regles_attente import OFFRE_PASSEE, refus_de_passer_devant
from accompagnement.regles_experts import refus_de_demander
from manufactures.models import Projet
from socle.comptes.portee import programme_courant_id
from socle.lib.refus import ActionRefusee, Refus, exiger
from socle.lib.taches import enfiler

AUTRE_BESOIN = Refus("besoin_hors_competence", "Cet expert n’accompagne pas ce besoin : choisissez un autre expert.")


def annoncer_un_creneau() -> None:
    """Have the waiting list served after commit: a half-day has just become free."""
    enfiler("accompagnement.servir_les_attentes", programme_courant_id())


def prendre_le_creneau(creneau: Creneau, projet: Projet, besoin: Besoin) -> None:
    """Take a half-day for a booking: of two attempts at once, the second finds it taken.

    One that was offered to the project is its own. The database closes its place in line for this need, and refuses a half-day
    offered to another. Raises ``ActionRefusee`` when it is gone, when others wait for it, or when the expert does not answer this
    need or project.
    """
    creneau = creneau_avec_sa_file(creneau)
    if creneau.offert_a == projet.pk:
        exiger(OFFRE_PASSEE if creneau.offert_jusqu_au <= timezone.now() else None)
        return _tenir(creneau, projet, besoin, StatutCreneau.OFFERT, OFFRE_PASSEE)
    exiger(refus_de_passer_devant(projet.pk, creneau.projets))
    return _tenir(creneau, projet, besoin, StatutCreneau.OUVERT, CRENEAU_PRIS)


def _tenir(creneau: Creneau, projet: Projet, besoin: Besoin, statut: StatutCreneau, parti: Refus) -> None:
    """Hold a half-day that is in this state; ``parti``: what to say when it is no more."""
    libre = Creneau.objects.filter(pk=creneau.pk, statut=statut, debut__gt=timezone.now())
    sait = ExpertBesoin.objects.filter(expert=OuterRef("expert"), besoin=besoin, expert__actif=True)
    if sans_interet_declare(libre.filter(Exists(sait)), projet).update(statut=StatutCreneau.RETENU):
        return
    exiger(refus_de_demander(interet_declare(creneau.expert, projet)))
    raise ActionRefusee(AUTRE_BESOIN if libre.exists() else parti)


def exiger_son_tour(creneau: Creneau, projet: Projet) -> None:
    """Raise ``ActionRefusee`` when another project waits for a free half-day."""
    exiger(refus_de_passer_devant(projet.pk, creneau_avec_sa_file(creneau).projets))


def prendre_pour_une_mission(creneau: Creneau, projet: Projet) -> None:
    """Take a free half-day for a mission that its expert accepted already. Raises ``ActionRefusee`` when it is gone or waited for."""
    exiger_son_tour(creneau, projet)
    libre = Creneau.objects.filter(pk=creneau.pk, statut=StatutCreneau.OUVERT, debut__gt=timezone.now())
    exiger(None if libre.update(statut=StatutCreneau.RETENU) else CRENEAU_PRIS)
