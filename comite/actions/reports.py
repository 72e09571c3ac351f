"""When a sitting does not go as planned: moved, postponed, cancelled, convened a second time."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from comite.actions.ordre_du_jour import faire_revenir_les_ajournes, verrouiller_l_ordre_du_jour, verrouiller_seance
from comite.actions.seances import PERSONNE, creer_seance, delai_court, ecrire_aux_membres, lever_seance, points_a_annoncer, refus_de_passer
from comite.enums import SEANCES_A_CONSTATER, StatutSeance, TypeSeance
from comite.models import Ajournement, Dossier, Note, PointOrdreDuJour, Seance
from comite.permissions import peut_preparer, peut_presider
from comite.queries.agenda import membres_de
from comite.queries.quorum_manque import points_a_reprendre, quorum_manque, seances_a_reconvoquer
from comite.queries.sieges import siege_de
from socle.comptes.acteur import Acteur
from socle.courriers.actions import Lettre, poster_ensemble
from socle.journal.actions import noter, noter_a_la_fin
from socle.lib import francais
from socle.lib.refus import Refus, exiger

PAS_EN_PREPARATION = Refus("seance_convoquee", "Les membres sont convoqués\u00a0: reportez la séance, ils en seront prévenus.")
PAS_CONVOQUEE = Refus("seance_non_convoquee", "Une séance se reporte entre sa convocation et son ouverture.")
MOTIF_MANQUANT = Refus("motif_manquant", "Indiquez le motif\u00a0: les membres le liront.")
DATE_PASSEE = Refus("date_passee", "Choisissez une date à venir.")
QUORUM_ATTEINT = Refus("quorum_atteint", "Le quorum n’a manqué à aucun projet sans décision\u00a0: inscrivez-les à une autre séance.")
DEJA_CONSTATEE = Refus("carence_constatee", "Le défaut de quorum est déjà constaté\u00a0: préparez la seconde convocation.")
CARENCE_TARDIVE = Refus(
    "carence_tardive", "Le quorum se constate en séance, ou avant le procès-verbal\u00a0: inscrivez ces projets à une autre séance."
)
CARENCE_A_CONSTATER = Refus("carence_a_constater", "Constatez d’abord le défaut de quorum\u00a0: la seconde convocation vient ensuite.")
DEJA_RECONVOQUEE = Refus("deja_reconvoquee", "Une seconde convocation est déjà préparée sur cet ordre du jour.")


def _a_venir(date_prevue: datetime) -> Refus | None:
    return None if date_prevue > timezone.now() else DATE_PASSEE


@transaction.atomic
def modifier_seance(*, seance: Seance, date_prevue: datetime, lieu: str, acteur: Acteur | None) -> Seance:
    """Change the date and place of a sitting not convened yet; the adjournments that now fall due enter its agenda."""
    exiger(peut_preparer(acteur, siege_de(acteur)))
    seance, tenus = verrouiller_l_ordre_du_jour(seance, timezone.localdate(date_prevue))
    exiger(PAS_EN_PREPARATION if seance.etat != StatutSeance.EN_PREPARATION else _a_venir(date_prevue))
    seance.date_prevue, seance.lieu = date_prevue, lieu.strip()
    seance.save(update_fields=["date_prevue", "lieu"])
    faire_revenir_les_ajournes(seance=seance, acteur=acteur, tenus=tenus)
    noter("seance.modifiee", fil=seance.fil, acteur=acteur, seance=str(seance), quand=francais.echeance(date_prevue))
    return seance


@transaction.atomic
def reporter_seance(
    *, seance: Seance, date_prevue: datetime, lieu: str, motif: str, acteur: Acteur | None, motif_delai_court: str = ""
) -> Seance:
    """Postpone a convened sitting: its members are convened anew, with the reason, and answer again.

    The notice of the règlement is counted anew: shorter, it needs its own recorded reason.
    """
    exiger(peut_preparer(acteur, siege_de(acteur)))
    seance, tenus = verrouiller_l_ordre_du_jour(seance, timezone.localdate(date_prevue))
    exiger(PAS_CONVOQUEE if seance.etat != StatutSeance.CONVOQUEE else None if motif.strip() else MOTIF_MANQUANT)
    seance.date_prevue, seance.lieu, seance.motif_report = date_prevue, lieu.strip(), motif.strip()
    exiger(_a_venir(date_prevue) or delai_court(seance, motif_delai_court))
    seance.convoquee_at, seance.motif_delai_court = timezone.now(), motif_delai_court.strip()
    seance.save(update_fields=["date_prevue", "lieu", "motif_report", "convoquee_at", "motif_delai_court"])
    faire_revenir_les_ajournes(seance=seance, acteur=acteur, tenus=tenus)
    membres = list(membres_de(seance))
    exiger(None if membres else PERSONNE)
    ecrire_aux_membres(seance, membres, points_a_annoncer(seance), gabarit="comite_report")
    noter("seance.reportee", fil=seance.fil, acteur=acteur, motif=motif, seance=str(seance), quand=francais.echeance(date_prevue))
    return seance


@transaction.atomic
def annuler_seance(*, seance: Seance, motif: str, acteur: Acteur | None) -> Seance:
    """Cancel a sitting not opened: its projects are free for another agenda, its members are told if they were convened."""
    exiger(peut_preparer(acteur, siege_de(acteur)))
    seance = verrouiller_seance(seance)
    exiger(refus_de_passer(seance, StatutSeance.ANNULEE) or (None if motif.strip() else MOTIF_MANQUANT))
    seance.statut, seance.annulee_at, seance.motif_annulation = StatutSeance.ANNULEE, timezone.now(), motif.strip()
    seance.save(update_fields=["statut", "annulee_at", "motif_annulation"])
    Ajournement.objects.filter(seance_retour=seance, leve_at=None).update(seance_retour=None)
    if seance.convoquee_at:
        _dire_l_annulation(seance)
    noter("seance.annulee", fil=seance.fil, acteur=acteur, motif=seance.motif_annulation, seance=str(seance))
    return seance


def _dire_l_annulation(seance: Seance) -> None:
    contexte = {
        "seance": str(seance),
        "type": seance.get_type_display().lower(),
        "quand": francais.echeance(seance.date_prevue),
        "motif": seance.motif_annulation,
    }
    lettres = [
        Lettre(a=m.utilisateur, contexte=contexte, cle=f"comite-annulation-{seance.pk}-{m.pk}", fil=seance.fil) for m in membres_de(seance)
    ]
    poster_ensemble(gabarit="comite_annulation", lettres=lettres)


@transaction.atomic
def constater_carence(*, seance: Seance, acteur: Acteur | None) -> Seance:
    """Record that quorum was missed on an item left undecided: a sitting still open is lifted, its minutes say so.

    Raises ``ActionRefusee`` when quorum was there, it is recorded already, or the minutes are drawn.
    """
    exiger(peut_presider(acteur, siege_de(acteur), seance))
    seance = verrouiller_seance(seance)
    exiger(DEJA_CONSTATEE if seance.carence_at else CARENCE_TARDIVE if seance.etat not in SEANCES_A_CONSTATER else None)
    exiger(None if quorum_manque(seance) else QUORUM_ATTEINT)
    with noter_a_la_fin():
        if seance.etat == StatutSeance.OUVERTE:
            seance = lever_seance(seance=seance, acteur=acteur, verrouillee=True, sans_quorum=True)
        else:
            seance.carence_at = timezone.now()
            seance.save(update_fields=["carence_at"])
        noter("seance.carence", fil=seance.fil, acteur=acteur, seance=str(seance))
    return seance


@transaction.atomic
def reconvoquer(*, seance: Seance, date_prevue: datetime, lieu: str, acteur: Acteur | None, verrouille: bool = False) -> Seance:
    """Prepare a second convocation on the same agenda, less what was decided, once quorum is recorded as missed.

    The files frozen and the marks given follow their project. It is then convened like another; whether it needs a quorum
    is for the règlement to say (``comite.seconde_convocation_sans_quorum``). ``verrouille``: the caller has just read the
    sitting with its committee under its lock, which makes sittings one at a time. Return the new sitting.
    """
    exiger(peut_preparer(acteur, siege_de(acteur)))
    seance = seance if verrouille else seances_a_reconvoquer(verrou=True).get(pk=seance.pk)
    exiger(_a_venir(date_prevue) if seance.carence_at else CARENCE_A_CONSTATER)
    points = list(points_a_reprendre(seance))
    exiger(DEJA_RECONVOQUEE if any(point.repris for point in points) else None)
    with noter_a_la_fin():
        nouvelle = creer_seance(
            type_seance=TypeSeance(seance.type), date_prevue=date_prevue, lieu=lieu.strip(), acteur=acteur, seconde_convocation_de=seance
        )
        _reprendre_l_ordre_du_jour(points, seance, nouvelle)
        noter("seance.reconvoquee", fil=seance.fil, acteur=acteur, seance=str(nouvelle), premiere=str(seance))
    return nouvelle


def _reprendre_l_ordre_du_jour(anciens: list[PointOrdreDuJour], de: Seance, vers: Seance) -> None:
    """Put the items not decided (``points_a_reprendre``) on the new agenda, with their files and marks."""
    champs = [{"projet_id": p.projet_id, "rang": n, "retour_ajournement": p.retour_ajournement} for n, p in enumerate(anciens, 1)]
    nouveaux = PointOrdreDuJour.objects.bulk_create(PointOrdreDuJour(seance=vers, **champ) for champ in champs)
    Ajournement.objects.filter(seance_retour=de, leve_at=None).update(seance_retour=vers)
    figes = [(ancien, nouveau) for ancien, nouveau in zip(anciens, nouveaux, strict=True) if hasattr(ancien, "dossier")]
    dossiers = Dossier.objects.bulk_create(_copie(ancien.dossier, point_id=nouveau.pk) for ancien, nouveau in figes)
    suites = zip(figes, dossiers, strict=True)
    Note.objects.bulk_create(Note(dossier=dossier, **note) for (ancien, _), dossier in suites for note in ancien.notes_lues)


def _copie(dossier: Dossier, **parent) -> Dossier:
    """Return a frozen file as a new row, under another point."""
    champs = {f.attname: getattr(dossier, f.attname) for f in dossier._meta.concrete_fields if not f.primary_key}
    return Dossier(**champs | parent)
