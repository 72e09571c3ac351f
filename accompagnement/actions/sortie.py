"""The exit review: filled in and handed in by the team, seen by the coordination and experts, concluded; then the project leaves."""

from dataclasses import dataclass

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from accompagnement.actions.annonces import annoncer_a_l_equipe
from accompagnement.actions.registre import verrouiller_comptes
from accompagnement.enums import COMPTES_D_UNE_FIGURE, Figure
from accompagnement.enums_sortie import ConclusionBilan, CoteBilan, StatutBilan
from accompagnement.models import BilanAutonomie, NoteAutonomie
from accompagnement.permissions import QUATRE_YEUX, peut_coordonner
from accompagnement.queries.sortie import bilan_conclu
from accompagnement.regles_sortie import CLOS, refus_de_clore, refus_de_noter, refus_de_remettre, refus_de_remplir, refus_de_sortir
from manufactures.actions.projets import faire_passer, verrouiller
from manufactures.enums import StatutProjet
from manufactures.models import Projet
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.refus import exiger

RESTANTES = COMPTES_D_UNE_FIGURE[Figure.RESTANTES]


@dataclass(frozen=True)
class NoteDonnee:
    """What is said of one axis."""

    axe: str
    niveau: int
    commentaire: str
    preuve: str = ""


@transaction.atomic
def ouvrir_bilan(*, projet: Projet, maturites: list[dict], acteur: Acteur) -> BilanAutonomie:
    """Open the review of a project on the axes of the règlement of that day; opened twice is opened once.

    « favoriser leur autonomie » : ``maturites`` are the ratings at the end of incubation, plain values (axe, libelle, projet,
    referent), kept as they were.
    """
    axes = [{"code": a.code, "libelle": a.libelle} for a in reglement.valeur("accompagnement.axes_autonomie")]
    champs = {"axes": axes, "maturites": maturites, "ouvert_at": timezone.now(), "ouvert_par": acteur.utilisateur}
    bilan, nouveau = BilanAutonomie.objects.get_or_create(projet=projet, defaults=champs)
    if nouveau:
        noter("bilan.ouvert", fil=projet.fil, acteur=acteur)
    return bilan


def _verrouiller(bilan: BilanAutonomie) -> BilanAutonomie:
    return BilanAutonomie.objects.select_for_update(of=("self",)).select_related("projet").get(pk=bilan.pk)


@transaction.atomic
def remplir_bilan(*, bilan: BilanAutonomie, notes: list[NoteDonnee], remettre: bool, acteur: Acteur) -> BilanAutonomie:
    """Save what the team says of its axes, and hand the review in when asked to.

    Raises ``ActionRefusee`` once handed in, when a level is not explained, or handed in with an axis left out.
    """
    bilan = _verrouiller(bilan)
    exiger(refus_de_remplir(bilan.etat))
    exiger(refus_de_noter(n.commentaire for n in notes))
    exiger(refus_de_remettre(bilan.axes, [n.axe for n in notes]) if remettre else None)
    _ecrire(bilan, CoteBilan.PROJET, notes, acteur)
    if remettre:
        bilan.statut, bilan.remis_at, bilan.remis_par = StatutBilan.REMIS, timezone.now(), acteur.utilisateur
        bilan.save(update_fields=["statut", "remis_at", "remis_par"])
        noter("bilan.remis", fil=bilan.projet.fil, acteur=acteur)
    return bilan


@transaction.atomic
def donner_avis_de_sortie(*, bilan: BilanAutonomie, cote: CoteBilan, notes: list[NoteDonnee], acteur: Acteur) -> BilanAutonomie:
    """Save the view of the coordination, or of an expert of the project; it may change until the review is closed."""
    bilan = _verrouiller(bilan)
    exiger(CLOS if bilan.est_clos else refus_de_noter(n.commentaire for n in notes))
    _ecrire(bilan, cote, notes, acteur)
    noter("bilan.note", fil=bilan.projet.fil, acteur=acteur)
    return bilan


def _ecrire(bilan: BilanAutonomie, cote: CoteBilan, notes: list[NoteDonnee], acteur: Acteur) -> None:
    """Put the notes of a side in the place of those it had."""
    avant = bilan.notes.filter(cote=cote)
    (avant.filter(par=acteur.pk) if cote == CoteBilan.EXPERT else avant).delete()
    maintenant = timezone.now()
    NoteAutonomie.objects.bulk_create(
        NoteAutonomie(bilan=bilan, cote=cote, par=acteur.utilisateur, at=maintenant, **vars(note)) for note in notes
    )


@transaction.atomic
def clore_bilan(*, bilan: BilanAutonomie, conclusion: ConclusionBilan, motivation: str, suites: str, acteur: Acteur) -> BilanAutonomie:
    """Conclude and close: from then on the database refuses any change.

    Raises ``ActionRefusee`` for another role, for who handed it in, before the team did, or without a word of what comes next.
    """
    exiger(peut_coordonner(acteur))
    bilan = _verrouiller(bilan)
    exiger(refus_de_clore(bilan.etat, motivation, suites))
    exiger(QUATRE_YEUX if acteur.pk == bilan.remis_par_id else None)
    bilan.conclusion, bilan.motivation, bilan.suites = conclusion, motivation, suites
    bilan.statut, bilan.clos_at, bilan.clos_par = StatutBilan.CLOS, timezone.now(), acteur.utilisateur
    bilan.save(update_fields=["conclusion", "motivation", "suites", "statut", "clos_at", "clos_par"])
    libelle = ConclusionBilan(conclusion).label
    noter("bilan.clos", fil=bilan.projet.fil, acteur=acteur, conclusion=libelle.lower())
    annoncer_a_l_equipe("accompagnement_bilan_clos", bilan.projet, cle=f"bilan:{bilan.pk}", contexte={"conclusion": libelle, "suites": suites})
    return bilan


@transaction.atomic
def sortir_le_projet(*, projet: Projet, acteur: Acteur) -> Projet:
    """Close the support of a project: its two years are over, its credits settled, its review concluded. What it made stays readable.

    Raises ``ActionRefusee`` before that, for another role, or for a project that is not in accompagnement.
    """
    exiger(peut_coordonner(acteur))
    projet = verrouiller(projet.pk, fin=F("plan_accompagnement__date_fin"), conclu=bilan_conclu("pk"))
    restantes = sum(c.solde for (_, nature), c in verrouiller_comptes(projet.pk).items() if nature in RESTANTES)
    exiger(refus_de_sortir(projet.conclu, projet.fin, timezone.localdate(), restantes))
    passage = faire_passer(projet=projet, vers=StatutProjet.SORTI, acteur=acteur, verrouille=True)
    noter("projet.sorti", fil=projet.fil, acteur=acteur)
    annoncer_a_l_equipe("accompagnement_sortie", projet, cle=f"sortie:{passage.pk}", contexte={}, page="bilan-autonomie/")
    return projet
