"""What the coordination watches: late, to review, incomplete, weak, silent. One statement each."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import Case, CharField, Count, DateTimeField, F, IntegerField, Max, Min, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Cast, Coalesce, Greatest

from incubation.enums import STATUTS_A_L_EQUIPE, Moment, SourceMaturite, StatutLivrable, StatutSession
from incubation.models import Affectation, Emargement, Livrable, Maturite, SessionIncubation, VersionLivrable
from incubation.queries.assiduite import session_tenue
from manufactures.enums import BINOME, StatutProjet
from manufactures.models import MembreEquipe
from socle.comptes.reglement import valeur

_COMPTES = ("retards", "a_relire", "binomes_incomplets", "axes_faibles", "silencieux", "a_convoquer")
RANG_DES_MOMENTS = {Moment.ENTREE: 0, Moment.MILIEU: 1, Moment.SORTIE: 2}


def en_retard(instant: datetime) -> QuerySet[Livrable]:
    """Livrables past their deadline and still with the team, the oldest first."""
    retards = _de_l_incubation().filter(statut__in=STATUTS_A_L_EQUIPE, echeance_at__lt=instant)
    return retards.select_related("projet", "module").order_by("echeance_at", "pk")


def a_relire() -> QuerySet[Livrable]:
    """Livrables whose last version waits for a review, the oldest first; ``deposee_at`` says since when."""
    attente = _de_l_incubation().filter(statut=StatutLivrable.EN_RELECTURE).annotate(deposee_at=_dernier_depot())
    return attente.select_related("projet", "module").order_by("deposee_at", "pk")


def _de_l_incubation() -> QuerySet[Livrable]:
    return Livrable.objects.filter(projet__statut=StatutProjet.EN_INCUBATION)


def _dernier_depot() -> Subquery:
    versions = VersionLivrable.objects.filter(livrable=OuterRef("pk")).order_by("-numero")
    return Subquery(versions.values("depose_at")[:1])


def binomes_incomplets(jour: date) -> QuerySet[Affectation]:
    """Projects that missed a signature at the last session held by their sous-promotion; ``signatures`` of ``attendues``."""
    tenues = SessionIncubation.objects.filter(session_tenue(jour), sous_promotion=OuterRef("sous_promotion"), date__gte=OuterRef("date_debut"))
    derniere = tenues.order_by("-date", "-pk")
    demi = Count("matin_debut") + Count("apres_midi_debut")
    signees = Emargement.objects.filter(session=OuterRef("session"), projet=OuterRef("projet"), fonction__in=BINOME)
    personnes = len(BINOME) if valeur("incubation.binome_attendu") else 1
    return (
        Affectation.objects.filter(date_fin=None, projet__statut=StatutProjet.EN_INCUBATION)
        .annotate(session=Subquery(derniere.values("pk")[:1]), demi=Subquery(derniere.order_by("-date", "-pk").annotate(n=demi).values("n")[:1]))
        .filter(session__isnull=False)
        .annotate(signatures=_nombre(signees), attendues=F("demi") * personnes)
        .filter(signatures__lt=F("attendues"))
        .select_related("projet", "sous_promotion")
        .order_by("projet__nom", "pk")
    )


def _nombre(lignes: QuerySet) -> Coalesce:
    compte = lignes.order_by().annotate(seul=Value(1)).values("seul").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(compte), 0)


def dernieres_notes() -> QuerySet[Maturite]:
    """The last rating of each critical axis of the projects in incubation: the referent's before the team's."""
    rang = Case(*[When(moment=m, then=Value(r)) for m, r in RANG_DES_MOMENTS.items()], output_field=IntegerField())
    notes = Maturite.objects.filter(module__critique=True, projet__statut=StatutProjet.EN_INCUBATION).annotate(rang=rang)
    regard = Case(When(source=SourceMaturite.REFERENT, then=Value(0)), default=Value(1))
    en_ordre = notes.select_related("projet", "module").order_by("projet_id", "module_id", "-rang", regard)
    return en_ordre.distinct("projet_id", "module_id")


def axes_faibles() -> QuerySet[Maturite]:
    """Critical axes (economic, legal, land) rated so low that the grant is at risk, by project."""
    notes = Maturite.objects.filter(pk__in=dernieres_notes().values("pk"), note__lte=valeur("incubation.maturite_note_faible"))
    return notes.select_related("projet", "module").order_by("projet__nom", "module__numero", "pk")


def silencieux(instant: datetime) -> QuerySet[Affectation]:
    """Projects without connection, deposit nor presence for the days of the règlement; ``signe_at`` is their last sign."""
    limite = instant - timedelta(days=valeur("incubation.silence_jours"))
    depots = VersionLivrable.objects.filter(livrable__projet=OuterRef("projet"))
    presences = Emargement.objects.filter(projet=OuterRef("projet"))
    equipe = MembreEquipe.objects.filter(projet=OuterRef("projet"), date_fin=None)
    signe = Greatest(
        Cast("date_debut", DateTimeField()),
        _plus_recent(depots, "depose_at", "livrable__projet"),
        _plus_recent(presences, "signe_at"),
        _plus_recent(equipe, "utilisateur__last_login"),
    )
    en_cours = Affectation.objects.filter(date_fin=None, projet__statut=StatutProjet.EN_INCUBATION)
    return en_cours.annotate(signe_at=signe).filter(signe_at__lt=limite).select_related("projet", "sous_promotion").order_by("signe_at", "pk")


def _plus_recent(lignes: QuerySet, champ: str, groupe: str = "projet") -> Subquery:
    return Subquery(lignes.order_by().values(groupe).annotate(n=Max(champ)).values("n"))


def sessions_a_convoquer(jour: date) -> QuerySet[SessionIncubation]:
    """Sessions planned and not convened, whose convocation should leave by now or soon, the next first."""
    horizon = jour + timedelta(days=valeur("incubation.convocation_jours_calendaires"))
    sessions = SessionIncubation.objects.filter(statut=StatutSession.PLANIFIEE, date__gte=jour, date__lte=horizon)
    return sessions.select_related("sous_promotion").order_by("date", "pk")


@dataclass(frozen=True)
class Chiffres:
    """The key figures of the cockpit."""

    retards: int
    projets_en_retard: int
    a_relire: int
    plus_ancien_depot_at: datetime | None
    binomes_incomplets: int
    axes_faibles: int
    silencieux: int
    a_convoquer: int


def chiffres(instant: datetime, jour: date) -> Chiffres:
    """Return the key figures, in one statement."""
    listes = [
        _compte("retards", en_retard(instant)),
        _compte("a_relire", a_relire(), "deposee_at"),
        _compte("binomes_incomplets", _seuls(binomes_incomplets(jour))),
        _compte("axes_faibles", _seuls(axes_faibles())),
        _compte("silencieux", _seuls(silencieux(instant))),
        _compte("a_convoquer", _seuls(sessions_a_convoquer(jour)), projets="sous_promotion"),
    ]
    lus = {nom: (nombre, projets, date_min) for nom, nombre, projets, date_min in listes[0].union(*listes[1:], all=True)}
    nombres = {nom: lus.get(nom, (0, 0, None))[0] for nom in _COMPTES}
    return Chiffres(
        **nombres,
        projets_en_retard=lus.get("retards", (0, 0, None))[1],
        plus_ancien_depot_at=lus.get("a_relire", (0, 0, None))[2],
    )


def _seuls(lignes: QuerySet) -> QuerySet:
    """Return the same rows without what was computed to find them."""
    return lignes.model.objects.filter(pk__in=lignes.order_by().values("pk"))


def _compte(nom: str, lignes: QuerySet, date_min: str | None = None, projets: str = "projet") -> QuerySet:
    """Return one row, none when there is nothing: name, how many, of how many projects, the oldest instant."""
    plus_ancien = Min(date_min) if date_min else Cast(Value(None), DateTimeField())
    groupes = lignes.order_by().annotate(_nom=Value(nom, CharField())).values("_nom")
    comptes = groupes.annotate(_n=Count("pk"), _p=Count(projets, distinct=True), _d=plus_ancien)
    return comptes.values_list("_nom", "_n", "_p", "_d")
