"""Marks as each person may read them: her own at once, the others' once hers are in or the chair has opened them."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, Q, Subquery, TextField, Value
from django.db.models.functions import Cast, Coalesce, JSONObject, TruncDate
from django.urls import reverse
from django.utils import timezone

from comite.enums import SEANCES_A_VENIR, SEANCES_EN_COURS
from comite.models import (
    Critere,
    Decision,
    Deport,
    Dossier,
    LigneRapport,
    Membre,
    Note,
    OuvertureDesNotes,
    PointOrdreDuJour,
    Rapporteur,
    Seance,
)
from comite.queries.depouillements import Notation, avec_auteur, classer, notes_comptees, notes_json, paires_comptees
from comite.regles import note_sur_cent
from comite.regles_notation import (
    AuteurDeNotes,
    Dispersion,
    auteurs_comptes,
    classement_decide,
    dispersion,
    notes_a_discuter,
    notes_lisibles,
)
from socle.comptes import reglement
from socle.comptes.portee import programme_courant
from socle.lib import francais
from socle.lib.dates import PARIS
from socle.lib.taches_a_faire import Tache


def notes_ouvertes(point: str) -> Q:
    """Items (path ``point``) whose marks all may read: opened by the chair, decided, or their sitting lifted."""
    ouverture = OuvertureDesNotes.objects.filter(point=OuterRef(point))
    decision = Decision.objects.filter(point=OuterRef(point))
    return Q(Exists(ouverture)) | Q(Exists(decision)) | Q(**{_dans(point, "seance__levee_at__isnull"): False})


def _dans(point: str, champ: str) -> str:
    return champ if point == "pk" else f"{point}__{champ}"


def _nombre_de_criteres(type_seance: str):
    """The number of criteria of a kind of sitting (path), in the same statement."""
    criteres = Critere.objects.filter(type_seance=OuterRef(type_seance)).order_by().values("type_seance")
    return Coalesce(Subquery(criteres.annotate(n=Count("pk")).values("n")), Value(0))


def notations_lues(seance_id: int, membre: Membre | None) -> dict[int, Notation]:
    """Return the marks of a sitting that a person may read, each ranked among those alone: a rank tells nothing of the rest.

    ``membre`` None: the secretary, who gives no mark. One statement.
    """
    notes = Note.objects.filter(dossier__point=OuterRef("pk"))
    points = PointOrdreDuJour.objects.filter(seance=seance_id).visibles_par(membre).order_by()
    lus = points.annotate(
        notes=ArraySubquery(notes_json(notes)), ouvertes=notes_ouvertes("pk"), criteres=_nombre_de_criteres("seance__type")
    ).values("pk", "notes", "ouvertes", "criteres")
    return classer({lu["pk"]: paires_comptees(lu["notes"]) for lu in lus if _lisible(lu, membre)})


def _lisible(lu: dict, membre: Membre | None) -> bool:
    siennes = sum(membre is not None and note["membre"] == membre.pk for note in lu["notes"])
    return notes_lisibles(ouvertes=lu["ouvertes"], miennes_completes=0 < siennes >= lu["criteres"])


# --- The marks of one file -------------------------------------------------------------------------


@dataclass(frozen=True)
class CaseDeNote:
    """One member's mark on one criterion; ``a_discuter`` when it lies far from the others."""

    critere: Critere
    valeur: int | None = None
    commentaire: str = ""
    a_discuter: bool = False


@dataclass(frozen=True)
class LigneDeMembre:
    """One member's marks, in the order of the criteria, and her mark on 100."""

    membre: Membre
    cases: list[CaseDeNote]
    total: Decimal | None
    comptee: bool = True  # False: another author of the same seat counts

    @property
    def commentaires(self) -> list[CaseDeNote]:
        return [case for case in self.cases if case.commentaire]


@dataclass(frozen=True)
class NotesDuDossier:
    """What a person reads of the marks of one file."""

    criteres: list[Critere]
    miennes: dict[str, Note]
    ouvertes: bool
    lisibles: bool
    attendus: list[Membre]
    en_retard: list[Membre]
    lignes: list[LigneDeMembre]
    dispersions: list[Dispersion | None]
    ensemble: Dispersion | None
    note: Decimal | None

    @property
    def completes(self) -> bool:
        """All my marks are in."""
        return bool(self.criteres) and len(self.miennes) == len(self.criteres)

    @property
    def a_jour(self) -> int:
        """How many of those expected have marked every criterion."""
        return len(self.attendus) - len(self.en_retard)

    @property
    def a_discuter(self) -> int:
        return sum(case.a_discuter for ligne in self.lignes for case in ligne.cases)

    @property
    def ma_note(self) -> Decimal | None:
        """My own mark on 100."""
        return note_sur_cent(((n.critere.poids, n.valeur) for n in self.miennes.values()), reglement.valeur("comite.note_max"))


def est_ouvert(point_id: int) -> bool:
    """Tell whether the marks of an item are open to all who sit."""
    return PointOrdreDuJour.objects.filter(notes_ouvertes("pk"), pk=point_id).exists()


def notes_du_dossier(dossier: Dossier, membre: Membre | None) -> NotesDuDossier:
    """Read the marks of a file as a person may, in 4 statements. Nothing of the others is returned before its time."""
    criteres = list(Critere.objects.filter(type_seance=dossier.point.seance.type))
    notes = list(avec_auteur(notes_comptees(Note.objects.filter(dossier=dossier))).select_related("critere"))
    miennes = {n.critere.code: n for n in notes if membre and n.membre_id == membre.pk}
    ouvertes = est_ouvert(dossier.point_id)
    lisibles = notes_lisibles(ouvertes=ouvertes, miennes_completes=bool(criteres) and len(miennes) == len(criteres))
    sieges = _sieges_votants(dossier.point)
    faits = {m.pk for m in sieges if sum(n.membre_id == m.pk for n in notes) == len(criteres)}
    attendus = [m for m in sieges if not m.suppleant_de_id]
    lues = notes if lisibles else []
    maximum = reglement.valeur("comite.note_max")
    comptes = auteurs_comptes(AuteurDeNotes(n.membre_id, n.titulaire, n.venu) for n in lues)
    lignes = [_ligne(m, criteres, lues, comptes, maximum) for m in sieges if any(n.membre_id == m.pk for n in lues)]
    comptees = [n for n in lues if n.membre_id in comptes]
    return NotesDuDossier(
        criteres=criteres, miennes=miennes, ouvertes=ouvertes, lisibles=lisibles, attendus=attendus,
        en_retard=[m for m in attendus if m.pk not in faits], lignes=lignes,
        dispersions=[dispersion(n.valeur for n in comptees if n.critere_id == c.pk) for c in criteres] if lues else [],
        ensemble=dispersion(ligne.total for ligne in lignes if ligne.comptee),
        note=note_sur_cent(((n.critere.poids, n.valeur) for n in comptees), maximum),
    )  # fmt: skip


def _sieges_votants(point: PointOrdreDuJour) -> list[Membre]:
    """Return those whose marks count on an item: a voice, and no recusal."""
    deport = Deport.objects.de(OuterRef("pk")).filter(projet=point.projet_id)
    sieges = Membre.objects.en_mandat(timezone.localdate(point.seance.date_prevue)).filter(comite=point.seance.comite_id, voix=True)
    return list(sieges.exclude(Exists(deport)).select_related("utilisateur"))


def _ligne(membre: Membre, criteres: list[Critere], notes: list[Note], comptes: frozenset[int], maximum: int) -> LigneDeMembre:
    siennes = {n.critere_id: n for n in notes if n.membre_id == membre.pk}
    cases = []
    for critere in criteres:
        loin = notes_a_discuter({n.membre_id: n.valeur for n in notes if n.critere_id == critere.pk and n.membre_id in comptes}, maximum)
        note = siennes.get(critere.pk)
        cases.append(CaseDeNote(critere, note.valeur, note.commentaire, membre.pk in loin) if note else CaseDeNote(critere))
    total = note_sur_cent(((n.critere.poids, n.valeur) for n in siennes.values()), maximum)
    return LigneDeMembre(membre, cases, total, membre.pk in comptes)


def rapporteurs_de(point: PointOrdreDuJour) -> list[Rapporteur]:
    """Return those who report on an item, with what they propose (``proposes``: ligne, libelle, montant).

    Their opinion is read with the marks: the page decides by ``lisibles``.
    """
    rapporteurs = Rapporteur.objects.actifs().filter(point=point).select_related("membre__utilisateur").annotate(proposes=montants_du_rapport())
    libelles = {ligne.code: ligne.libelle for ligne in reglement.valeur("manufactures.lignes_subvention")}
    for rapporteur in (lus := list(rapporteurs)):
        rapporteur.proposes = [
            {"ligne": lu["ligne"], "libelle": libelles.get(lu["ligne"], lu["ligne"]), "montant": Decimal(lu["montant"])} for lu in rapporteur.proposes
        ]
    return lus


def montants_du_rapport() -> ArraySubquery:
    """The amounts that a rapporteur proposes, to read with her: ``ligne``, ``montant`` (text)."""
    lignes = LigneRapport.objects.filter(rapporteur=OuterRef("pk")).order_by("pk")
    return ArraySubquery(lignes.values(lu=JSONObject(ligne="ligne", montant=Cast("montant", TextField()))))


# --- Ranks -----------------------------------------------------------------------------------------


@dataclass(frozen=True)
class RangDuDossier:
    """A file of a sitting: its noted rank, the place the sitting gave it, and why they differ."""

    point: PointOrdreDuJour
    notation: Notation | None
    decide: int | None
    motif_ecart: str


def rangs_de(points: Iterable[PointOrdreDuJour], notations: dict[int, Notation]) -> list[RangDuDossier]:
    """Put noted ranks beside decided places, among the files given (those a person may see), the best first. No statement."""
    points = list(points)
    decides = {p.pk: (p.decision.etat, p.decision.rang_decide) for p in points if hasattr(p, "decision")}
    places = classement_decide(decides)
    lignes = [RangDuDossier(p, notations.get(p.pk), places.get(p.pk), p.decision.motif_ecart if p.pk in decides else "") for p in points]
    return sorted(lignes, key=lambda li: (li.decide or 999, li.notation.rang if li.notation else 999, li.point.rang))


# --- What waits for a member -----------------------------------------------------------------------


def restes_du_siege(siege) -> dict:
    """Return what to count on a ``Seance`` for a person's seat (queryset): files to mark and reports to write."""
    siennes = Note.objects.filter(dossier=OuterRef("dossier"), membre__in=siege).order_by().values("dossier").annotate(n=Count("pk"))
    miens = PointOrdreDuJour.objects.filter(seance=OuterRef("pk"), dossier__isnull=False).exclude(
        Q(Exists(Deport.objects.des(siege).filter(projet=OuterRef("projet")))) | notes_ouvertes("pk")
    )
    a_noter = miens.filter(Exists(siege.filter(voix=True, suppleant_de=None))).annotate(
        siennes=Coalesce(Subquery(siennes.values("n")), Value(0)), criteres=_nombre_de_criteres("seance__type")
    )
    a_rapporter = miens.filter(Exists(Rapporteur.objects.filter(point=OuterRef("pk"), membre__in=siege, rapport_at=None)))
    return {"a_noter": _compte(a_noter.filter(siennes__lt=F("criteres"))), "a_rapporter": _compte(a_rapporter)}


def _compte(points):
    return Coalesce(Subquery(points.order_by().values("seance").annotate(total=Count("pk")).values("total")), Value(0))


def taches_de_notation(seance: Seance) -> Iterator[Tache]:
    """Return the tasks of a sitting annotated with ``restes_du_siege``."""
    page = reverse("seance_detail", args=[programme_courant().slug, seance.pk]) + "#rangs"
    if seance.a_rapporter:
        detail = f"{francais.pluriel(seance.a_rapporter, 'dossier')}, {seance}"
        yield Tache("Écrire mon rapport", detail, page, "Lire et rapporter", "pencil-square", "prune", seance.date_prevue)
    if seance.a_noter:
        detail = f"{francais.pluriel(seance.a_noter, 'dossier')} sans toutes mes notes, {seance}"
        yield Tache("Noter les dossiers avant la séance", detail, page, "Noter les dossiers", "list-check", "prune", seance.date_prevue)


@dataclass(frozen=True)
class NotationAttendue:
    """A person who has not scored all the files of a sitting."""

    seance: Seance
    utilisateur_pk: int
    dossiers: int


def notations_attendues(instant: datetime) -> list[NotationAttendue]:
    """Return who is late to score, by sitting convened and still to come, in one statement."""
    membre = OuterRef(OuterRef("comite__membres"))
    siennes = Note.objects.filter(dossier=OuterRef("dossier"), membre=membre).order_by().values("dossier").annotate(n=Count("pk"))
    recuse = Deport.objects.de(membre).filter(projet=OuterRef("projet"))
    points = PointOrdreDuJour.objects.filter(seance=OuterRef("pk"), dossier__isnull=False).exclude(Q(Exists(recuse)) | notes_ouvertes("pk"))
    points = points.annotate(siennes=Coalesce(Subquery(siennes.values("n")), Value(0)), criteres=_nombre_de_criteres("seance__type"))
    seances = Seance.objects.filter(
        Q(comite__membres__mandat_fin=None) | Q(comite__membres__mandat_fin__gte=TruncDate("date_prevue", tzinfo=PARIS)),
        comite__membres__mandat_debut__lte=TruncDate("date_prevue", tzinfo=PARIS), comite__membres__voix=True,
        comite__membres__suppleant_de=None, statut__in=sorted(SEANCES_A_VENIR | SEANCES_EN_COURS),
        convoquee_at__isnull=False, date_prevue__gte=instant,
    )  # fmt: skip
    lus = seances.annotate(a_noter=_compte(points.filter(siennes__lt=F("criteres"))), personne=F("comite__membres__utilisateur"))
    return [
        NotationAttendue(s, s.personne, s.a_noter)
        for s in lus.filter(a_noter__gt=0).order_by("date_prevue", "pk", "comite__membres__siege")
    ]
