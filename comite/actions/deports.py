"""Recusals: declared by the member, or found from what she declared; lifted by the chair or the secretary, with a reason."""

from collections.abc import Collection, Iterable

from django.db import transaction
from django.utils import timezone

from comite.enums import SEANCES_A_VENIR, SEANCES_EN_COURS, LienInteret, StatutScrutin, StatutSeance
from comite.models import Deport, Membre, Participation, PointOrdreDuJour, Scrutin, Seance
from comite.permissions import PAS_POUR_UN_AUTRE, peut_presider
from comite.queries.interets import MembreEtLiens, faits_lus, liens_et_faits, liens_lus, premieres_lectures
from comite.queries.sieges import siege_de
from comite.regles_interets import FaitsDuProjet, conflit
from manufactures.models import Projet
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter, noter_a_la_fin
from socle.lib import francais
from socle.lib.refus import Refus, exiger

DEJA_DEPORTE = Refus("deja_deporte", "Ce déport est déjà déclaré.")
A_DEJA_VOTE = Refus("deja_vote", "Cette personne a déjà voté dans le scrutin ouvert\u00a0: annulez ce scrutin avant de noter son déport.")
PAS_LE_SIEN = Refus("deport_de_soi", "Vous ne retirez pas votre propre déport\u00a0: demandez-le au secrétariat ou à la présidence.")
DEJA_RETIRE = Refus("deport_retire", "Ce déport est déjà retiré.")
DEPORT_RELATE = Refus(
    "deport_relate", "Le procès-verbal signé d’une séance relate ce déport\u00a0: il ne change plus. Rédigez un additif pour le préciser."
)
SANS_MOTIF = Refus("motif_manquant", "Indiquez pourquoi ce déport est retiré.")


def pour_soi(membre: Membre, acteur: Acteur | None, seance: Seance | None = None) -> Refus | None:
    """A member acts for herself; the chair and the secretary for all."""
    if acteur is None or membre.utilisateur_id == acteur.pk:
        return None
    return PAS_POUR_UN_AUTRE if peut_presider(acteur, siege_de(acteur), seance) else None


@transaction.atomic
def declarer_deport(
    *,
    membre: Membre,
    projet: Projet,
    acteur: Acteur | None,
    seance: Seance | None = None,
    lien: LienInteret = LienInteret.AUTRE,
    motif: str = "",
) -> Deport:
    """Step away from a project: « un membre qui a un intérêt personnel ne prend pas part ». From now on nothing of it is hers.

    Raises ``ActionRefusee`` when it is declared already, or her voice is in the ballot now open on that project.
    """
    exiger(pour_soi(membre, acteur, seance))
    exiger(DEJA_DEPORTE if Deport.objects.de(membre).filter(projet=projet).exists() else None)
    (deport,) = declarer_deports(membre=membre, projets=[projet], acteur=acteur, seance=seance, lien=lien, motif=motif)
    return deport


@transaction.atomic
def declarer_deports(
    *, membre: Membre, projets: Collection[Projet], acteur: Acteur | None, seance: Seance | None, lien: LienInteret, motif: str
) -> list[Deport]:
    """Step away from several projects at once; none of them is declared already. Same refusals as for one."""
    exiger(pour_soi(membre, acteur, seance))
    exiger(A_DEJA_VOTE if _votes(projets) & {(membre.pk, p.pk) for p in projets} else None)
    deports = [_deport(membre, p, lien, motif, seance=seance, declare_par=acteur.utilisateur if acteur else None) for p in projets]
    return _enregistrer(deports, "deport.declare", acteur)


def _votes(projets: Iterable) -> set[tuple[int, int]]:
    """Return who has a voice in a ballot now open on these projects, ``(membre, projet)``; the ballots are locked."""
    ouverts = Scrutin.objects.select_for_update(of=("self",)).filter(point__projet__in=projets, statut=StatutScrutin.OUVERT)
    ouverts = dict(ouverts.values_list("pk", "point__projet"))
    votes = Participation.objects.filter(scrutin__in=list(ouverts)).values_list("scrutin", "membre", "exprime_par") if ouverts else ()
    return {(qui, ouverts[scrutin]) for scrutin, *gens in votes for qui in gens}


def _deport(membre: Membre, projet: Projet, lien: LienInteret, motif: str, **champs) -> Deport:
    return Deport(membre=membre, projet=projet, lien=lien, motif=motif.strip(), declare_at=timezone.now(), **champs)


def _enregistrer(deports: list[Deport], verbe: str, acteur: Acteur | None) -> list[Deport]:
    """Write recusals; one that comes after a reading keeps its date, and the journal tells it."""
    lues = premieres_lectures([d.membre_id for d in deports], [d.projet_id for d in deports])
    for deport in deports:
        deport.lecture_at = lues.get((deport.membre_id, deport.projet_id))
    Deport.objects.bulk_create(deports)
    with noter_a_la_fin():
        _raconter(verbe, deports, acteur)
        _raconter("deport.apres_lecture", [d for d in deports if d.lecture_at], acteur)
    return deports


def _raconter(code: str, deports: list[Deport], acteur: Acteur | None) -> None:
    for deport in deports:
        lu = francais.echeance(deport.lecture_at) if deport.lecture_at else ""
        noter(code, fil=deport.projet.fil, acteur=acteur, personne=str(deport.membre), projet=str(deport.projet), lu=lu)


@transaction.atomic
def detecter_conflits(*, projets: Iterable[int], membres: Collection[int] | None = None, seance: Seance | None = None) -> list[Deport]:
    """Close at once the files of ``projets`` to the members whose declared interests touch them (all seats by default).

    The recusal is provisional: the chair or the secretary lifts it with a reason, and the same finding does not come back.
    A member whose voice is already in an open ballot keeps it; she is found again at the next look.
    """
    gens, faits = liens_et_faits(projets, membres)
    trouves = [(liens.membre, pk, *lien) for liens in gens for pk, ses_faits in faits.items() if (lien := _trouver(liens, pk, ses_faits))]
    if not trouves:
        return []
    votes, touches = _votes(faits), Projet.objects.in_bulk({pk for _, pk, *_ in trouves})
    deports = [_deport(m, touches[pk], *lien, seance=seance, provisoire=True) for m, pk, *lien in trouves if (m.pk, pk) not in votes]
    return _enregistrer(deports, "deport.detecte", None)


@transaction.atomic
def revoir_les_conflits() -> list[Deport]:
    """Look again at every file not decided of a sitting to come or under way: teams, structures and sites change after a convocation."""
    attendus = PointOrdreDuJour.objects.filter(seance__statut__in=sorted(SEANCES_A_VENIR | SEANCES_EN_COURS), decision=None)
    return detecter_conflits(projets=attendus.order_by().values_list("projet", flat=True).distinct())


def recuser_les_lies(point: PointOrdreDuJour, sieges: list[Membre]) -> None:
    """The same, on one item about to be voted, from what is read already: ``champs_des_faits`` and seats with their ``liens``."""
    projet, faits = point.projet, faits_lus(point, point.projet)
    trouves = [(siege, lien) for siege in sieges if (lien := _trouver(liens_lus(siege), projet.pk, faits))]
    if trouves:
        deports = [_deport(siege, projet, *lien, seance=point.seance, provisoire=True) for siege, lien in trouves]
        _enregistrer(deports, "deport.detecte", None)
    lies = {siege.pk for siege, _ in trouves}
    for siege in sieges:
        siege.deporte = siege.deporte or siege.pk in lies


def _trouver(liens: MembreEtLiens, projet: int, faits: FaitsDuProjet) -> tuple[LienInteret, str] | None:
    """Return the nature of the link found and how it is told; None without one, or when this finding was lifted already."""
    interet = None if projet in liens.actifs else conflit(liens.interets, faits)
    motif = f"Détecté\u00a0: {interet.genre.label.lower()}, {interet.valeur}" if interet else ""
    return None if interet is None or (projet, motif) in liens.retires else (interet.genre, motif)


@transaction.atomic
def retirer_deport(*, deport: Deport, acteur: Acteur, motif: str) -> Deport:
    """Take a recusal back, with its reason; only the chair or the secretary may, and never her own."""
    siege = siege_de(acteur)
    exiger(peut_presider(acteur, siege) or (PAS_LE_SIEN if siege and siege.utilisateur_id == deport.membre.utilisateur_id else None))
    deport = Deport.objects.select_for_update(of=("self",)).select_related("projet", "membre__utilisateur").get(pk=deport.pk)
    exiger(DEJA_RETIRE if deport.retire_at else None if motif.strip() else SANS_MOTIF)
    deport.retire_at, deport.retire_par, deport.motif_retrait = timezone.now(), acteur.utilisateur, motif.strip()
    deport.save(update_fields=["retire_at", "retire_par", "motif_retrait"])
    noter("deport.retire", fil=deport.projet.fil, acteur=acteur, motif=motif, personne=str(deport.membre), projet=str(deport.projet))
    return deport


@transaction.atomic
def confirmer_deport(*, deport: Deport, acteur: Acteur) -> Deport:
    """Make a detected recusal definite; again, it changes nothing."""
    exiger(peut_presider(acteur, siege_de(acteur)))
    deport = Deport.objects.select_for_update(of=("self",)).select_related("projet", "membre__utilisateur").get(pk=deport.pk)
    exiger(DEJA_RETIRE if deport.retire_at else None)
    if deport.provisoire:
        exiger(DEPORT_RELATE if _relate(deport) else None)
        deport.provisoire = False
        deport.save(update_fields=["provisoire"])
        noter("deport.declare", fil=deport.projet.fil, acteur=acteur, personne=str(deport.membre), projet=str(deport.projet))
    return deport


def _relate(deport: Deport) -> bool:
    """Tell whether signed minutes tell of this recusal, as ``comite_deport_apres_signature`` sees it."""
    points = PointOrdreDuJour.objects.filter(projet=deport.projet_id, seance__statut=StatutSeance.PV_SIGNE)
    return points.filter(seance__levee_at__gte=deport.declare_at).exists()
