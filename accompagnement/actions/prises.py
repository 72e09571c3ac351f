"""Taking a half-day: in one statement, by one project, and never before a project that waits for it."""

from django.db.models import Exists, OuterRef
from django.utils import timezone

from accompagnement.enums import StatutCreneau
from accompagnement.enums_missions import StatutAttente
from accompagnement.models import AttenteDeCreneau, Besoin, Creneau, ExpertBesoin
from accompagnement.queries.attentes import attentes_ouvertes, libre_de, places_a_servir
from accompagnement.queries.interets import interet_declare, sans_interet_declare
from accompagnement.regles import CRENEAU_PRIS
from accompagnement.regles_attente import OFFRE_PASSEE, refus_de_passer_devant
from accompagnement.regles_experts import refus_de_demander
from manufactures.models import Projet
from socle.comptes.portee import programme_courant_id
from socle.lib.refus import ActionRefusee, Refus, exiger
from socle.lib.taches import enfiler

AUTRE_BESOIN = Refus("besoin_hors_competence", "Cet expert n’accompagne pas ce besoin : choisissez un autre expert.")


def verrouiller_attentes() -> list[AttenteDeCreneau]:
    """Return the open places of the waiting list, locked. Accounts are locked before, slots after."""
    return sorted(attentes_ouvertes().select_for_update(of=("self",)).order_by("pk"), key=lambda a: (a.demandee_at, a.pk))


def annoncer_un_creneau() -> None:
    """Have the waiting list served after commit: a half-day has just become free."""
    enfiler("accompagnement.servir_les_attentes", programme_courant_id())


def prendre_le_creneau(creneau: Creneau, projet: Projet, besoin: Besoin) -> None:
    """Take a half-day for a booking: of two attempts at once, the second finds it taken.

    One that was offered to the project is its own. Its place in line for this need is closed with it.
    Raises ``ActionRefusee`` when it is gone, when others wait for it, or when the expert does not answer this need or project.
    """
    attentes = verrouiller_attentes()
    offerte = next((a for a in attentes if a.projet_id == projet.pk and a.creneau_id == creneau.pk), None)
    if offerte is None:
        exiger(refus_de_passer_devant(libre_de(creneau), projet.pk, places_a_servir(attentes)))
    else:
        exiger(OFFRE_PASSEE if offerte.offre_jusqu_au <= timezone.now() else None)
    _tenir(creneau, projet, besoin, StatutCreneau.OUVERT if offerte is None else StatutCreneau.OFFERT)
    _quitter_la_file([offerte] if offerte else [a for a in attentes if _servie_par(a, creneau, projet, besoin)])


def _tenir(creneau: Creneau, projet: Projet, besoin: Besoin, statut: StatutCreneau) -> None:
    libre = Creneau.objects.filter(pk=creneau.pk, statut=statut, debut__gt=timezone.now())
    sait = ExpertBesoin.objects.filter(expert=OuterRef("expert"), besoin=besoin, expert__actif=True)
    if sans_interet_declare(libre.filter(Exists(sait)), projet).update(statut=StatutCreneau.RETENU):
        return
    exiger(refus_de_demander(interet_declare(creneau.expert, projet)))
    raise ActionRefusee(AUTRE_BESOIN if libre.exists() else CRENEAU_PRIS)


def _servie_par(attente: AttenteDeCreneau, creneau: Creneau, projet: Projet, besoin: Besoin) -> bool:
    """A project that books by another way what it waits for waits no more."""
    sienne = attente.projet_id == projet.pk and attente.besoin_id == besoin.pk and attente.etat == StatutAttente.EN_ATTENTE
    return sienne and attente.expert_id in (None, creneau.expert_id)


def _quitter_la_file(attentes: list[AttenteDeCreneau]) -> None:
    if attentes:
        cles = [a.pk for a in attentes]
        AttenteDeCreneau.objects.filter(pk__in=cles).update(statut=StatutAttente.SERVIE, close_at=timezone.now())


def prendre_pour_une_mission(creneau: Creneau, projet: Projet) -> None:
    """Take a free half-day for a mission that its expert accepted already. Raises ``ActionRefusee`` when it is gone or waited for."""
    exiger(refus_de_passer_devant(libre_de(creneau), projet.pk, places_a_servir(verrouiller_attentes())))
    libre = Creneau.objects.filter(pk=creneau.pk, statut=StatutCreneau.OUVERT, debut__gt=timezone.now())
    exiger(None if libre.update(statut=StatutCreneau.RETENU) else CRENEAU_PRIS)
