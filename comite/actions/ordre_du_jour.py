"""The agenda: projects ready, and those that come back from an adjournment by themselves."""

from datetime import date
from functools import reduce
from operator import or_

from django.db import transaction
from django.db.models import BooleanField, Exists, ExpressionWrapper, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from comite.actions.deports import detecter_conflits
from comite.enums import SEANCES_A_VENIR, SEANCES_FINIES, STATUTS_INSCRIPTIBLES, TypeSeance
from comite.models import (
    Ajournement,
    Decision,
    Dossier,
    LigneRapport,
    LigneScenario,
    OuvertureDesNotes,
    PointOrdreDuJour,
    Rapporteur,
    Scrutin,
    Seance,
)
from comite.permissions import peut_preparer, peut_presider
from comite.queries.sieges import siege_de
from comite.regles import ordre_permute
from manufactures.actions.projets import faire_passer, verrouiller
from manufactures.enums import StatutProjet
from manufactures.models import Projet
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.refus import Refus, exiger

AGENDA_CLOS = Refus("ordre_du_jour_clos", "L’ordre du jour ne change plus\u00a0: la séance est ouverte ou levée.")
MEME_ORDRE = Refus(
    "meme_ordre_du_jour", "Une seconde convocation reprend le même ordre du jour\u00a0: inscrivez ce projet à une autre séance."
)
ORDRE_PERIME = Refus("ordre_perime", "L’ordre du jour a changé entre-temps\u00a0: relisez-le, puis ordonnez-le de nouveau.")
AGENDA_CHANGE = Refus("ordre_du_jour_change", "L’ordre du jour vient de changer\u00a0: relisez-le, puis recommencez.")
SEANCE_INTROUVABLE = Refus("seance_introuvable", "Cette séance n’existe pas\u00a0: choisissez une séance à venir.")
POINT_ENTAME = Refus("point_entame", "Ce point a déjà un dossier figé ou un scrutin\u00a0: il reste à l’ordre du jour.")


def verrouiller_seance(seance: Seance) -> Seance:
    """Return the sitting, its row locked until the end of the transaction."""
    return Seance.objects.select_for_update(of=("self",)).get(pk=seance.pk)


def verrouiller_l_ordre_du_jour(seance: Seance, jour: date | None = None) -> tuple[Seance, dict[int, bool]]:
    """Return the sitting, locked after the projects of its agenda and those due back by ``jour``: ``{project: whether it is due}``.

    Everywhere a project is locked before a sitting: who pours a project never waits for who convenes, and the other way round.
    """
    tenus = _verrouiller_les_projets(seance, jour)
    return verrouiller_seance(seance), tenus


def _verrouiller_les_projets(seance: Seance, jour: date | None = None) -> dict[int, bool]:
    sur_place = PointOrdreDuJour.objects.filter(seance=seance.pk).values("projet")
    du = Q(pk__in=_retours_dus(seance, jour).values("decision__point__projet"))
    vises = Projet.objects.filter(Q(pk__in=sur_place) | du).annotate(du=ExpressionWrapper(du, BooleanField()))
    return dict(vises.order_by("pk").select_for_update(of=("self",)).values_list("pk", "du"))


def verrouiller_le_point(point: PointOrdreDuJour) -> Seance:
    """Return the sitting of an item, locked after its project, in one statement."""
    points = PointOrdreDuJour.objects.select_related("projet", "seance")
    return points.select_for_update(of=("projet", "seance")).get(pk=point.pk).seance


@transaction.atomic
def inscrire_projet(*, seance: Seance, projet: Projet, acteur: Acteur | None, verrouille: bool = False) -> PointOrdreDuJour:
    """Put a project on the agenda. For a grant, it goes « En comité »; twice returns the same point.

    ``verrouille``: the caller has just read ``projet`` under its lock; the sitting is locked after it, as in a proclamation.
    Raises ``ActionRefusee`` when there is no such sitting, the agenda is closed, the project is not ready, or it waits in another one.
    """
    exiger(peut_preparer(acteur, siege_de(acteur)))
    projet = projet if verrouille else verrouiller(projet.pk)
    seance = _verrouiller_l_agenda(seance, projet)
    points = list(_inscriptions(projet, seance.pk).select_related("seance")) if seance.projet_inscrit else []
    if deja := next((point for point in points if point.seance_id == seance.pk), None):
        return deja
    exiger(AGENDA_CLOS if seance.etat not in SEANCES_A_VENIR else MEME_ORDRE if seance.seconde_convocation_de_id else None)
    exiger(_pas_pret(seance, projet) or _attend_ailleurs(points))
    retour = projet.etat == StatutProjet.AJOURNE
    point = ajouter_point(seance, projet, retour=retour)
    faire_entrer(point, acteur, verrouille=True)
    detecter_conflits(projets=[projet.pk], seance=seance)
    noter("point.inscrit", fil=projet.fil, acteur=acteur, projet=str(projet), seance=str(seance))
    return point


def _pas_pret(seance: Seance, projet: Projet) -> Refus | None:
    if projet.etat in STATUTS_INSCRIPTIBLES[TypeSeance(seance.type)]:
        return None
    type_seance = seance.get_type_display().lower()
    return Refus(
        "projet_pas_pret", f"Ce projet est «\u00a0{projet.etat.label} »\u00a0: il ne peut pas entrer à une séance de {type_seance}."
    )


def _verrouiller_l_agenda(seance: Seance, projet: Projet) -> Seance:
    """Return the sitting, locked after ``projet``, with ``projet_inscrit``: whether the project is on this agenda or waits in another.

    The lock of the project keeps every new point of it out, so that False holds. True was seen before the sitting's lock was
    there: a point may have been taken away meanwhile, it is to be read again.
    """
    seances = Seance.objects.select_for_update(of=("self",)).annotate(projet_inscrit=Exists(_inscriptions(projet, OuterRef("pk"))))
    seance = seances.filter(pk=seance.pk).first()
    exiger(SEANCE_INTROUVABLE if seance is None else None)
    return seance


def _inscriptions(projet: Projet, seance) -> QuerySet[PointOrdreDuJour]:
    """Return the points of a project on an agenda (its key, or a reference to it), and where it waits in a sitting not lifted."""
    return PointOrdreDuJour.objects.filter(Q(seance=seance) | ~Q(seance__statut__in=sorted(SEANCES_FINIES)), projet=projet)


def _attend_ailleurs(points: list[PointOrdreDuJour]) -> Refus | None:
    point = next(iter(points), None)
    return Refus("projet_inscrit_ailleurs", f"Ce projet est déjà à l’ordre du jour de la {point.seance}.") if point else None


def ajouter_point(seance: Seance, projet: Projet, *, retour: bool) -> PointOrdreDuJour:
    """Append a project to an agenda (the sitting is locked by the caller); its rank is found by the statement that writes it."""
    agenda = PointOrdreDuJour.objects.filter(seance=seance).order_by().values("seance")
    rang = Coalesce(Subquery(agenda.annotate(dernier=Max("rang")).values("dernier")), 0) + 1
    point = PointOrdreDuJour.objects.create(seance=seance, projet=projet, rang=rang, retour_ajournement=retour)
    del point.rang  # read again if it is asked for
    return point


def faire_entrer(point: PointOrdreDuJour, acteur: Acteur | None, *, verrouille: bool = False) -> None:
    """For a grant, move the project « En comité » when it is not there yet; ``verrouille``: it was read under its lock."""
    projet = point.projet
    if point.seance.type == TypeSeance.FINANCEMENT and projet.etat != StatutProjet.EN_COMITE:
        faire_passer(projet=projet, vers=StatutProjet.EN_COMITE, acteur=acteur, verrouille=verrouille)


@transaction.atomic
def faire_revenir_les_ajournes(*, seance: Seance, acteur: Acteur | None, tenus: dict[int, bool] | None = None) -> list[PointOrdreDuJour]:
    """Put on the agenda the adjourned projects whose return falls due by the day of the sitting.

    A second convocation keeps the agenda of the first. A project that left another agenda waits « En comité ». ``tenus``: the
    projects locked before the sitting (``verrouiller_l_ordre_du_jour``), and no other comes back; None for a sitting just made,
    which nobody waits for: they are locked here.
    """
    if seance.type != TypeSeance.FINANCEMENT or seance.seconde_convocation_de_id:
        return []
    tenus = _verrouiller_les_projets(seance) if tenus is None else tenus
    revenants = [projet for projet, du in tenus.items() if du]
    dus = _retours_dus(seance).filter(decision__point__projet__in=revenants).select_related("decision__point__projet")
    # Locked in their turn: two agendas never take the same return.
    points = [_faire_revenir(seance, ajournement, acteur) for ajournement in dus.select_for_update(of=("self",))] if revenants else []
    if points:
        detecter_conflits(projets=[point.projet_id for point in points], seance=seance)
    return points


def _retours_dus(seance: Seance, jour: date | None = None) -> QuerySet[Ajournement]:
    """Return the adjournments whose project comes back by a day (that of the sitting) and waits on no agenda."""
    en_attente = PointOrdreDuJour.objects.filter(decision=None).exclude(seance__statut__in=sorted(SEANCES_FINIES)).values("projet")
    return Ajournement.objects.filter(
        leve_at=None, seance_retour=None, date_retour__lte=jour or timezone.localdate(seance.date_prevue),
        decision__point__projet__statut__in=[StatutProjet.AJOURNE, StatutProjet.EN_COMITE],
    ).exclude(decision__point__projet__in=en_attente)  # fmt: skip


def _faire_revenir(seance: Seance, ajournement: Ajournement, acteur: Acteur | None) -> PointOrdreDuJour:
    projet = ajournement.decision.point.projet
    point = ajouter_point(seance, projet, retour=True)
    faire_entrer(point, acteur, verrouille=True)
    ajournement.seance_retour = seance
    ajournement.save(update_fields=["seance_retour"])
    noter("point.revenu", fil=projet.fil, acteur=acteur, projet=str(projet), seance=str(seance))
    return point


@transaction.atomic
def retirer_projet(*, point: PointOrdreDuJour, acteur: Acteur | None) -> None:
    """Take a project off an agenda not yet opened; it can be put on another one. Raises ``ActionRefusee`` otherwise."""
    exiger(peut_preparer(acteur, siege_de(acteur)))
    # In one statement, the sitting first: PostgreSQL locks in the order of ``of``.
    point = PointOrdreDuJour.objects.select_for_update(of=("seance", "self")).select_related("projet", "seance").get(pk=point.pk)
    seance = point.seance
    exiger(AGENDA_CLOS if seance.etat not in SEANCES_A_VENIR else None)
    exiger(_refus_de_retirer(point))
    Ajournement.objects.filter(seance_retour=seance, decision__point__projet=point.projet_id).update(seance_retour=None)
    noter("point.retire", fil=point.projet.fil, acteur=acteur, projet=str(point.projet), seance=str(seance))
    rapports = LigneRapport.objects.filter(rapporteur__in=Rapporteur.objects.filter(point=point).values("pk"))
    for lignes in (LigneScenario.objects.filter(point=point), rapports, Rapporteur.objects.filter(point=point)):
        lignes._raw_delete(lignes.db)  # nothing hangs on them: Django would ask each table again
    points = PointOrdreDuJour.objects.filter(pk=point.pk)
    points._raw_delete(points.db)


def _refus_de_retirer(point: PointOrdreDuJour) -> Refus | None:
    """Say what keeps a locked item on the agenda, or None; its lock stops a file from being frozen on it meanwhile."""
    gardiens = (Exists(modele.objects.filter(point=point)) for modele in (Dossier, Scrutin, Decision, OuvertureDesNotes))
    entame = PointOrdreDuJour.objects.filter(reduce(or_, map(Q, gardiens)), pk=point.pk)
    return POINT_ENTAME if entame.exists() else None


@transaction.atomic
def ordonner_points(*, seance: Seance, ordre: list[int], acteur: Acteur | None) -> None:
    """Put the items ``ordre`` (ids) in this order; the items it does not name keep their rank.

    Raises ``ActionRefusee`` once the sitting is open, or when an item is not on this agenda or comes twice.
    """
    exiger(peut_presider(acteur, siege_de(acteur)))
    seance = verrouiller_seance(seance)
    exiger(AGENDA_CLOS if seance.etat not in SEANCES_A_VENIR else None)
    points = {point.pk: point for point in PointOrdreDuJour.objects.filter(seance=seance).order_by("rang", "pk")}
    exiger(None if ordre and len(set(ordre)) == len(ordre) and set(ordre) <= set(points) else ORDRE_PERIME)
    for rang, pk in enumerate(ordre_permute(list(points), ordre), 1):
        points[pk].rang = rang
    PointOrdreDuJour.objects.bulk_update(points.values(), ["rang"])
    noter("ordre_du_jour.ordonne", fil=seance.fil, acteur=acteur, seance=str(seance))
