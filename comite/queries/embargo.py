"""The embargo: until the chair publishes, a team goes on reading the status its project had before the decision."""

from django.db.models import CharField, Exists, OuterRef, Q, QuerySet, Value
from django.db.models.functions import Cast, Concat

from comite.models import Decision, Deport, Seance
from comite.models.decision import statut_sous_embargo as statut_sous_embargo
from manufactures.enums import StatutProjet
from manufactures.models import Projet
from socle.comptes.acteur import Acteur
from socle.journal.models import Evenement

# What the committee may write in the thread of a project once it has decided: the decision, what follows, the way back.
TUS = (
    "decision.proclamee", "desaccord.note", "point.inscrit", "point.revenu", "point.retire", "point.regime", "dossier.fige",
    "notes.ouvertes", "rapporteur.designe", "rapport.depose", "scrutin.ouvert", "scrutin.clos", "scrutin.annule", "vote.saisi",
)  # fmt: skip
# What a person wrote freely in the thread of a sitting: it may name any file of it.
TEXTES_LIBRES = ("additif.abandonne", "scenario.cree", "scenario.retenu")
# Every verb it has there, for who stepped away from the file and reads the thread by another role.
DU_COMITE = r"^(point|dossier|deport|notes|rapporteur|rapport|scrutin|vote|decision|desaccord|condition|attente|projet\.dossier_fige)\M"


def statuts_sous_embargo() -> dict[int, StatutProjet]:
    """Return ``{projet: status to show to its team}`` for every project decided and not published. One query."""
    decisions = Decision.objects.filter(point__seance__publiee_at=None).order_by("-prise_at")
    # The oldest decision wins: it is written last.
    return {projet: StatutProjet(avant) for projet, avant in decisions.values_list("point__projet", "statut_avant")}


def projets_sous_embargo() -> frozenset[int]:
    """Return the ids of the projects whose last decision is not published. One query."""
    return frozenset(statuts_sous_embargo())


def statut_public(projet: Projet) -> StatutProjet:
    """Return the status that the team and the public may read. One query; for a list use ``statuts_sous_embargo``."""
    return statuts_sous_embargo().get(projet.pk, projet.etat)


def projets_fermes(acteur: Acteur) -> frozenset[int]:
    """Return the ids of the projects from which a person stepped away. One statement for the committee, none for others."""
    if not acteur.est_comite:
        return frozenset()
    return frozenset(Deport.objects.filter(membre__utilisateur=acteur.pk, retire_at=None).values_list("projet", flat=True))


def sans_embargo(evenements: QuerySet[Evenement]) -> QuerySet[Evenement]:
    """Take out of the journal, whatever the thread, what tells of a decision that is not published. No statement more."""
    fil = Concat(Value("projet:"), Cast("point__projet", CharField()))
    secrets = Decision.objects.annotate(fil=fil).filter(point__seance__publiee_at=None)
    secrets = secrets.filter(fil=OuterRef("fil"), prise_at__lte=OuterRef("created_at"))
    tues = _fils_des_seances(Seance.objects.filter(publiee_at=None))
    return evenements.exclude(Q(verbe_code__in=TUS), Exists(secrets)).exclude(Q(verbe_code__in=TEXTES_LIBRES), Q(fil__in=tues))


def _fils_des_seances(seances: QuerySet[Seance]) -> QuerySet:
    return seances.order_by().annotate(fil_lu=Concat(Value("seance:"), Cast("pk", CharField()))).values("fil_lu")


def hors_deports(evenements: QuerySet[Evenement], acteur: Acteur) -> QuerySet[Evenement]:
    """Take out all that the committee wrote in the threads of the projects a person stepped away from, and the free texts of
    their sittings until these are published. No statement more."""
    if not acteur.est_comite:
        return evenements
    deports = Deport.objects.filter(membre__utilisateur=acteur.pk, retire_at=None)
    fils = deports.annotate(fil=Concat(Value("projet:"), Cast("projet", CharField()))).values("fil")
    tues = _fils_des_seances(Seance.objects.filter(publiee_at=None, points__projet__in=deports.values("projet")))
    return evenements.exclude(Q(verbe_code__regex=DU_COMITE), Q(fil__in=fils)).exclude(Q(verbe_code__in=TEXTES_LIBRES), Q(fil__in=tues))
