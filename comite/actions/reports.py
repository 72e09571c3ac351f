"""When a sitting does not go as planned: moved, postponed, cancelled, convened a second time."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from comite.actions.ordre_du_jour import faire_revenir_les_ajournes, verrouiller_seance
from comite.actions.seances import PERSONNE, creer_seance, delai_court, ecrire_aux_membres, lever_seance, points_a_annoncer, refus_de_passer
from comite.enums import StatutSeance, TypeSeance
from comite.models import Ajournement, Dossier, Note, PointOrdreDuJour, Seance
from comite.permissions import peut_preparer
from comite.queries.agenda import membres_de
from comite.queries.quorum_manque import points_sans_decision, quorum_manque
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
DEJA_RECONVOQUEE = Refus("deja_reconvoquee", "Une seconde convocation est déjà préparée sur cet ordre du jour.")


def _a_venir(date_prevue: datetime) -> Refus | None:
    return None if date_prevue > timezone.now() else DATE_PASSEE


@transaction.atomic
def modifier_seance(*, seance: Seance, date_prevue: datetime, lieu: str, acteur: Acteur | None) -> Seance:
    """Change the date and place of a sitting not convened yet; the adjournments that now fall due enter its agenda."""
    exiger(peut_preparer(acteur, siege_de(acteur)))
    seance = verrouiller_seance(seance)
    exiger(PAS_EN_PREPARATION if seance.etat != StatutSeance.EN_PREPARATION else _a_venir(date_prevue))
    seance.date_prevue, seance.lieu = date_prevue, lieu.strip()
    seance.save(update_fields=["date_prevue", "lieu"])
    faire_revenir_les_ajournes(seance=seance, acteur=acteur)
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
    seance = verrouiller_seance(seance)
    exiger(PAS_CONVOQUEE if seance.etat != StatutSeance.CONVOQUEE else None if motif.strip() else MOTIF_MANQUANT)
    seance.date_prevue, seance.lieu, seance.motif_report = date_prevue, lieu.strip(), motif.strip()
    exiger(_a_venir(date_prevue) or delai_court(seance, motif_delai_court))
    seance.convoquee_at, seance.motif_delai_court = timezone.now(), motif_delai_court.strip()
    seance.save(update_fields=["date_prevue", "lieu", "motif_report", "convoquee_at", "motif_delai_court"])
    faire_revenir_les_ajournes(seance=seance, acteur=acteur)
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
def reconvoquer(*, seance: Seance, date_prevue: datetime, lieu: str, acteur: Acteur | None) -> Seance:
    """Prepare a second convocation on the same agenda, less what was decided, when quorum was missed; return the new sitting.

    A sitting still open is lifted. The files frozen and the marks given follow their project. It is then convened like
    another; whether it needs a quorum is for the règlement to say (``comite.seconde_convocation_sans_quorum``).
    """
    exiger(peut_preparer(acteur, siege_de(acteur)))
    seance = verrouiller_seance(seance)
    exiger(DEJA_RECONVOQUEE if Seance.objects.filter(seconde_convocation_de=seance).exists() else _a_venir(date_prevue))
    points = list(points_sans_decision(seance))
    exiger(None if quorum_manque(seance, points) else QUORUM_ATTEINT)
    with noter_a_la_fin():
        if seance.etat == StatutSeance.OUVERTE:
            seance = lever_seance(seance=seance, acteur=acteur, verrouillee=True)
        nouvelle = creer_seance(
            type_seance=TypeSeance(seance.type), date_prevue=date_prevue, lieu=lieu.strip(), acteur=acteur, seconde_convocation_de=seance
        )
        _reprendre_l_ordre_du_jour(points, seance, nouvelle)
        noter("seance.reconvoquee", fil=seance.fil, acteur=acteur, seance=str(nouvelle), premiere=str(seance))
    return nouvelle


def _reprendre_l_ordre_du_jour(anciens: list[PointOrdreDuJour], de: Seance, vers: Seance) -> None:
    """Put the items not decided on the new agenda, with their files and marks."""
    champs = [{"projet_id": p.projet_id, "rang": n, "retour_ajournement": p.retour_ajournement} for n, p in enumerate(anciens, 1)]
    nouveaux = PointOrdreDuJour.objects.bulk_create(PointOrdreDuJour(seance=vers, **champ) for champ in champs)
    suite = {ancien.pk: nouveau for ancien, nouveau in zip(anciens, nouveaux, strict=True)}
    Ajournement.objects.filter(seance_retour=de, leve_at=None).update(seance_retour=vers)
    anciens_dossiers = [ancien.dossier for ancien in anciens if hasattr(ancien, "dossier")]
    cles = [d.pk for d in anciens_dossiers]
    dossiers = dict(zip(cles, Dossier.objects.bulk_create(_copies(anciens_dossiers, "point", suite)), strict=True))
    Note.objects.bulk_create(_copies(Note.objects.filter(dossier__in=cles), "dossier", dossiers))


def _copies(lignes, parent: str, suite: dict) -> list:
    """Return the rows as new ones, under the follower of their parent."""
    copies = []
    for ligne in lignes:
        nouveau = suite[getattr(ligne, f"{parent}_id")]
        champs = {f.attname: getattr(ligne, f.attname) for f in ligne._meta.concrete_fields if not f.primary_key}
        copies.append(type(ligne)(**champs | {f"{parent}_id": nouveau.pk}))
    return copies
