"""The life of a sitting: prepared, convened, opened, suspended, lifted, published."""

from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef
from django.urls import reverse
from django.utils import timezone

from comite.actions.attente import faire_monter_les_appeles
from comite.actions.deports import detecter_conflits
from comite.actions.ordre_du_jour import (
    AGENDA_CHANGE,
    faire_entrer,
    faire_revenir_les_ajournes,
    verrouiller_l_ordre_du_jour,
    verrouiller_seance,
)
from comite.enums import LETTRES_DE_SEANCE, PASSAGES_SEANCE, SEANCES_LEVEES, StatutScrutin, StatutSeance, TypeSeance
from comite.models import Comite, Decision, Dossier, Membre, PointOrdreDuJour, Presence, Scrutin, Seance
from comite.permissions import SEANCE_PREPAREE, peut_preparer, peut_presider, refus_quatre_yeux
from comite.queries.agenda import avec_deportes, membres_de
from comite.queries.reglement import delai_de_convocation
from comite.queries.sieges import fraction_du_quorum, siege_de
from comite.regles import convocation_en_retard, reference_de_seance
from socle.comptes.acteur import Acteur
from socle.comptes.portee import programme_courant
from socle.courriers.actions import Lettre, poster_ensemble, publier
from socle.courriers.liens import absolu
from socle.courriers.models import Courrier
from socle.journal.actions import noter, noter_ensemble
from socle.lib import francais
from socle.lib.refus import Refus, exiger

AGENDA_VIDE = Refus("ordre_du_jour_vide", "L’ordre du jour est vide\u00a0: inscrivez au moins un projet avant de convoquer.")
PERSONNE = Refus("personne_a_convoquer", "Le comité n’a aucun membre en mandat à cette date.")
SCRUTIN_OUVERT = Refus("scrutin_ouvert", "Un scrutin est encore ouvert\u00a0: fermez-le ou annulez-le d’abord.")
DECISION_EN_ATTENTE = Refus("decision_en_attente", "Un scrutin clos attend sa décision\u00a0: proclamez-la ou annulez-le d’abord.")
PAS_LEVEE = Refus("seance_non_levee", "Levez d’abord la séance\u00a0: les décisions se publient ensemble.")
DEJA_PUBLIEE = Refus("deja_publiee", "Les décisions de cette séance sont déjà publiées.")


@transaction.atomic
def creer_seance(
    *, type_seance: TypeSeance, date_prevue: datetime, lieu: str, acteur: Acteur | None, seconde_convocation_de: Seance | None = None
) -> Seance:
    """Prepare a sitting. The adjourned projects whose return falls due enter its agenda by themselves.

    ``seconde_convocation_de``: a sitting whose committee is locked; the new one takes its agenda, and nothing else enters it.
    """
    exiger(peut_preparer(acteur, siege_de(acteur)))
    comite = seconde_convocation_de.comite if seconde_convocation_de else Comite.objects.select_for_update(of=("self",)).get()
    annee, lettre = timezone.localtime(date_prevue).year, LETTRES_DE_SEANCE[TypeSeance(type_seance)]
    rang = Seance.objects.filter(reference__startswith=f"{annee}-{lettre}-").count() + 1
    seance = Seance.objects.create(
        comite=comite, type=type_seance, date_prevue=date_prevue, lieu=lieu,
        reference=reference_de_seance(annee, lettre, rang), seconde_convocation_de=seconde_convocation_de,
    )  # fmt: skip
    noter("seance.creee", fil=seance.fil, acteur=acteur, seance=str(seance))
    if seconde_convocation_de is None:
        faire_revenir_les_ajournes(seance=seance, acteur=acteur)
        faire_monter_les_appeles(seance=seance, acteur=acteur)
    return seance


@transaction.atomic
def convoquer(*, seance: Seance, acteur: Acteur | None, motif_delai_court: str = "") -> Seance:
    """Send the agenda to the members, n days ahead (``comite.convocation_jours``, in its unit).

    Raises ``ActionRefusee`` when the agenda is empty, or the notice is shorter without a recorded reason. A member is
    told nothing of the files she is recused from.
    """
    exiger(peut_preparer(acteur, siege_de(acteur)))
    seance, tenus = verrouiller_l_ordre_du_jour(seance)
    exiger(refus_de_passer(seance, StatutSeance.CONVOQUEE))
    faire_revenir_les_ajournes(seance=seance, acteur=acteur, tenus=tenus)  # those that fell due since it was prepared
    points, membres = points_a_annoncer(seance), list(membres_de(seance))
    exiger(AGENDA_VIDE if not points else PERSONNE if not membres else delai_court(seance, motif_delai_court))
    exiger(None if {point.projet_id for point in points} <= tenus.keys() else AGENDA_CHANGE)
    for point in points:  # a return planned at the adjournment enters the committee now
        faire_entrer(point, acteur, verrouille=True)
    seance.statut, seance.convoquee_at, seance.motif_delai_court = StatutSeance.CONVOQUEE, timezone.now(), motif_delai_court.strip()
    seance.save()
    detecter_conflits(projets=[point.projet_id for point in points], seance=seance)
    ecrire_aux_membres(seance, membres, points)
    noter("seance.convoquee", fil=seance.fil, acteur=acteur, motif=seance.motif_delai_court, seance=str(seance))
    return seance


def delai_court(seance: Seance, motif: str) -> Refus | None:
    """Say why a convocation cannot leave today without a reason, or None."""
    delai = delai_de_convocation()
    if motif.strip() or not convocation_en_retard(timezone.localdate(seance.date_prevue), timezone.localdate(), delai):
        return None
    return Refus(
        "delai_court",
        f"La séance a lieu dans moins de {delai}\u00a0: indiquez le motif de ce délai court, il sera inscrit au procès-verbal.",
    )


def points_a_annoncer(seance: Seance) -> list[PointOrdreDuJour]:
    """Return the agenda with the files frozen so far, for a mail; ``deportes``: the members to whom an item is not told."""
    points = avec_deportes(PointOrdreDuJour.objects.filter(seance=seance))
    return list(points.select_related("projet", "seance", "dossier").order_by("rang", "pk"))


def ecrire_aux_membres(seance: Seance, membres: list[Membre], points: list[PointOrdreDuJour], gabarit: str = "comite_convocation") -> None:
    """Send the agenda to these members, with the links to its files; nothing of the files each is recused from."""
    contexte = _contexte(seance)
    lettres = [
        Lettre(
            a=membre.utilisateur,
            contexte=contexte | {"points": [_annonce(p) for p in points if membre.pk not in p.deportes]},
            cle=f"{gabarit}-{seance.pk}-{membre.pk}-{seance.convoquee_at.timestamp():.0f}",
            fil=seance.fil,
        )
        for membre in membres
    ]
    poster_ensemble(gabarit=gabarit, lettres=lettres)


def _contexte(seance: Seance) -> dict:
    slug = programme_courant().slug
    return {
        "seance": str(seance),
        "type": seance.get_type_display().lower(),
        "quand": francais.echeance(seance.date_prevue),
        "lieu": seance.lieu,
        "seconde": seance.seconde_convocation_de_id is not None,
        "sans_quorum": fraction_du_quorum(seance) is None,
        "motif": seance.motif_report,
        "lien_seance": absolu(reverse("seance_detail", args=[slug, seance.pk])),
        "lien_reglement": absolu(reverse("comite_reglement", args=[slug])),
        "lien": absolu(reverse("convocation_repondre", args=[slug, seance.pk])),
        "lien_libelle": "Répondre à la convocation",
    }


def _annonce(point: PointOrdreDuJour) -> str:
    if not hasattr(point, "dossier"):
        return f"{point.projet} (dossier à venir)"
    return f"{point.projet}\u00a0: {absolu(reverse('dossier_detail', args=[programme_courant().slug, point.dossier.pk]))}"


def refus_de_passer(seance: Seance, vers: StatutSeance) -> Refus | None:
    """Say why a sitting cannot go to a status, or None."""
    if vers in PASSAGES_SEANCE[seance.etat]:
        return None
    return Refus("seance_statut", f"Cette séance est «\u00a0{seance.etat.label} »\u00a0: cela n’est pas possible maintenant.")


@transaction.atomic
def ouvrir_seance(*, seance: Seance, acteur: Acteur | None) -> Seance:
    """Open a convened sitting, or take up a suspended one."""
    exiger(peut_presider(acteur, siege_de(acteur), seance))
    seance, _ = verrouiller_l_ordre_du_jour(seance)  # a conflict found below writes on its projects
    exiger(refus_de_passer(seance, StatutSeance.OUVERTE))
    verbe = "seance.reprise" if seance.etat == StatutSeance.SUSPENDUE else "seance.ouverte"
    seance.statut, seance.ouverte_at = StatutSeance.OUVERTE, seance.ouverte_at or timezone.now()
    seance.save(update_fields=["statut", "ouverte_at"])
    agenda = PointOrdreDuJour.objects.filter(seance=seance, decision=None)
    detecter_conflits(projets=agenda.values_list("projet", flat=True), seance=seance)  # what changed since the convocation
    noter(verbe, fil=seance.fil, acteur=acteur, seance=str(seance))
    return seance


@transaction.atomic
def suspendre_seance(*, seance: Seance, acteur: Acteur | None) -> Seance:
    """Suspend an open sitting; a ballot must be closed first."""
    exiger(peut_presider(acteur, siege_de(acteur), seance))
    seance = verrouiller_seance(seance)
    exiger(refus_de_passer(seance, StatutSeance.SUSPENDUE) or _scrutin_en_cours(seance, StatutScrutin.OUVERT))
    seance.statut = StatutSeance.SUSPENDUE
    seance.save(update_fields=["statut"])
    noter("seance.suspendue", fil=seance.fil, acteur=acteur)
    return seance


def _scrutin_en_cours(seance: Seance, *statuts: StatutScrutin) -> Refus | None:
    en_cours = Scrutin.objects.filter(point__seance=seance, statut__in=statuts).order_by("-statut").first()
    if en_cours is None:
        return None
    return SCRUTIN_OUVERT if en_cours.etat == StatutScrutin.OUVERT else DECISION_EN_ATTENTE


@transaction.atomic
def lever_seance(*, seance: Seance, acteur: Acteur | None, verrouillee: bool = False, sans_quorum: bool = False) -> Seance:
    """Lift the sitting: nobody is present any more. Files not decided stay « En comité » for another sitting.

    ``verrouillee``: the caller has just read ``seance`` under its lock; ``sans_quorum``: it has found that quorum is missed.
    """
    exiger(peut_presider(acteur, siege_de(acteur), seance))
    seance = seance if verrouillee else verrouiller_seance(seance)
    exiger(refus_de_passer(seance, StatutSeance.LEVEE) or _scrutin_en_cours(seance, StatutScrutin.OUVERT, StatutScrutin.CLOS))
    maintenant = timezone.now()
    Presence.objects.filter(seance=seance, depart_at=None).update(depart_at=maintenant)
    seance.statut, seance.levee_at, seance.carence_at = StatutSeance.LEVEE, maintenant, maintenant if sans_quorum else None
    seance.save(update_fields=["statut", "levee_at", "carence_at"])
    noter("seance.levee", fil=seance.fil, acteur=acteur, seance=str(seance))
    return seance


def refus_de_publier(seance: Seance) -> Refus | None:
    """Say why the decisions of a sitting cannot be published, whoever asks, or None."""
    return DEJA_PUBLIEE if seance.publiee_at else PAS_LEVEE if seance.etat not in SEANCES_LEVEES else None


def qui_a_fige(seance: Seance) -> list[int | None]:
    """Return who froze the files of a sitting."""
    return list(Dossier.objects.filter(point__seance=seance).order_by().values_list("fige_par", flat=True).distinct())


@transaction.atomic
def publier_decisions(*, seance: Seance, acteur: Acteur | None) -> int:
    """End the embargo: the letters held in the outbox leave, the teams read their status. Return how many letters leave.

    Raises ``ActionRefusee`` before the sitting is lifted, or when it is published already.
    """
    exiger(peut_presider(acteur, siege_de(acteur)))
    dossiers = Dossier.objects.filter(point__seance=OuterRef("pk")).order_by().values("fige_par")
    seances = Seance.objects.select_for_update(of=("self",)).annotate(figee_par=ArraySubquery(dossiers))
    seance = seances.get(pk=seance.pk)
    exiger(refus_de_publier(seance) or refus_quatre_yeux(acteur, seance.figee_par, SEANCE_PREPAREE))
    seance.publiee_at = timezone.now()
    seance.publiee_par = acteur.utilisateur if acteur else None
    seance.save(update_fields=["publiee_at", "publiee_par"])
    partis = publier(courriers=Courrier.objects.retenus().du_fil(seance.fil), acteur=acteur)
    decisions = Decision.objects.filter(point__seance=seance).select_related("point__projet")
    fils = {decision.point.projet.fil: {"sens": decision.etat.label.lower()} for decision in decisions}
    noter_ensemble("decision.publiee", fils=fils, acteur=acteur)
    noter("seance.publiee", fil=seance.fil, acteur=acteur, seance=str(seance))
    return partis
