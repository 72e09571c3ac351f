"""Interests declared, files opened, and the conflicts they show, in a constant number of statements."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce, JSONObject
from django.utils import timezone

from comite.enums import LienInteret
from comite.models import DeclarationInterets, Deport, Dossier, InteretDeclare, LectureDossier, Membre, PointOrdreDuJour, Seance
from comite.models.dossier import SIEGES
from comite.regles_interets import FaitsDuProjet, Interet
from manufactures.models import MembreEquipe, Partenaire, Projet, Site
from socle.comptes import reglement


def declarations_valables(membre, seance, fige_at) -> QuerySet[DeclarationInterets]:
    """Return the statements of a member for a sitting that hold for a file: made after it was frozen (or it is not yet)."""
    faites = DeclarationInterets.objects.filter(membre=membre, seance=seance)
    return faites.filter(faite_at__gte=Coalesce(fige_at, F("faite_at")))


def avec_ouverture(dossiers: QuerySet[Dossier], membre: Membre | None) -> QuerySet[Dossier]:
    """Add ``declaree`` (her statement holds for this file) and ``lu_at`` (when she opened it first) to files."""
    faites = declarations_valables(membre.pk if membre else None, OuterRef("point__seance"), OuterRef("fige_at"))
    lectures = LectureDossier.objects.filter(dossier=OuterRef("pk"), membre=membre.pk if membre else None)
    return dossiers.annotate(declaree=Exists(faites), lu_at=Subquery(lectures.values("premiere_at")[:1]))


def declaration_exigee() -> bool:
    """Tell whether the règlement asks for a statement before the files of a sitting."""
    return reglement.valeur("comite.declaration_avant_dossiers")


def doit_declarer(membre: Membre | None, seance: Seance) -> bool:
    """Tell whether a member still has to state her interests before a file of a sitting that is open to her."""
    if membre is None or not declaration_exigee():
        return False
    points = PointOrdreDuJour.objects.filter(seance=seance).visibles_par(membre)
    return points.filter(~Exists(declarations_valables(membre.pk, seance.pk, OuterRef("dossier__fige_at")))).exists()


def derniere_annuelle(membre: Membre) -> DeclarationInterets | None:
    """Return the yearly statement in force of a member, with its lines (two statements)."""
    return DeclarationInterets.objects.filter(membre__utilisateur=membre.utilisateur_id, seance=None).prefetch_related("lignes").first()


@dataclass(frozen=True)
class MembreEtLiens:
    """A seat, its links (declared, and those she has by herself), and the recusals already known: ``(projet, motif)``."""

    membre: Membre
    interets: tuple[Interet, ...]
    actifs: frozenset[int]
    retires: frozenset[tuple[int, str]]


def liens_et_faits(
    projets: Iterable[int], membres: Collection[int] | None = None
) -> tuple[list[MembreEtLiens], dict[int, FaitsDuProjet]]:
    """Return the seats held today (or those asked for) with the lines of their last yearly statement, and what an interest
    may touch in each project: one statement for the two, the projects being told on every seat.

    A statement and a recusal are the person's: those of her former seats count.
    """
    sieges = Membre.objects.en_mandat(timezone.localdate()).select_related("utilisateur")
    sieges = sieges.filter(pk__in=membres) if membres is not None else sieges
    lus = list(sieges.annotate(**champs_des_liens(), lu_projets=_projets_lus(projets)))
    faits = {projet["pk"]: _faits(projet) for projet in (lus and lus[0].lu_projets) or ()}
    return [liens_lus(membre) for membre in lus], faits


def champs_des_liens() -> dict:
    """Return what to annotate on a seat for ``liens_lus``."""
    siennes = DeclarationInterets.objects.filter(membre__utilisateur=OuterRef(OuterRef("utilisateur")), seance=None)
    lignes = InteretDeclare.objects.filter(declaration__in=siennes.order_by("-faite_at", "-pk").values("pk")[:1])
    deports = Deport.objects.filter(**{SIEGES: OuterRef("pk")}).order_by("pk")
    retire = Q(retire_at__isnull=False)
    return {
        "lu_lignes": ArraySubquery(lignes.order_by("pk").values(objet=JSONObject(genre="genre", valeur="valeur"))),
        "lu_deports": ArraySubquery(deports.values(objet=JSONObject(projet="projet", retire=retire, motif="motif"))),
    }


def liens_lus(membre: Membre) -> MembreEtLiens:
    """Return the links of a seat read with ``champs_des_liens``; no query.

    A member of a team, or of the body that carries the project, has a link that nobody had to write.
    """
    siens = [Interet(LienInteret.PERSONNE, membre.utilisateur.email), Interet(LienInteret.STRUCTURE, membre.organisation)]
    declares = [Interet(LienInteret(ligne["genre"]), ligne["valeur"]) for ligne in membre.lu_lignes]
    return MembreEtLiens(
        membre=membre,
        interets=tuple(declares + siens),
        actifs=frozenset(d["projet"] for d in membre.lu_deports if not d["retire"]),
        retires=frozenset((d["projet"], d["motif"]) for d in membre.lu_deports if d["retire"]),
    )


def _projets_lus(projets: Iterable[int]) -> ArraySubquery:
    lus = Projet.objects.filter(pk__in=list(projets)).order_by("pk")
    return ArraySubquery(lus.values(objet=JSONObject(pk="pk", nom="structure__nom", siret="structure__siret", **_listes("pk"))))


def champs_des_faits(projet: str) -> dict:
    """Return what to annotate on a row for ``faits_lus``; ``projet`` is the way to its project."""
    return {f"lu_{nom}": liste for nom, liste in _listes(projet).items()}


def _listes(projet: str) -> dict[str, ArraySubquery]:
    def liste(requete, **champs):
        return ArraySubquery(requete.filter(projet=OuterRef(projet)).order_by("pk").values(objet=JSONObject(**champs)))

    equipe = MembreEquipe.objects.filter(date_fin=None)
    return {
        "gens": liste(equipe, email="utilisateur__email", prenom="utilisateur__prenom", nom="utilisateur__nom"),
        "sites": liste(Site.objects.all(), code="code_insee"),
        "partenaires": liste(Partenaire.objects.all(), nom="structure__nom", siret="structure__siret"),
    }


def faits_lus(lu, projet: Projet) -> FaitsDuProjet:
    """Return what an interest may touch in a project, from a row read with ``champs_des_faits``; no query."""
    structure = projet.structure
    qui = {"nom": structure and structure.nom, "siret": structure and structure.siret}
    return _faits(qui | {"gens": lu.lu_gens, "sites": lu.lu_sites, "partenaires": lu.lu_partenaires})


def _faits(projet: dict) -> FaitsDuProjet:
    structures = ([projet] if projet["nom"] else []) + projet["partenaires"]
    return FaitsDuProjet.lus(
        personnes=[mot for g in projet["gens"] for mot in (g["email"], f"{g['prenom']} {g['nom']}")],
        structures=[s["nom"] for s in structures],
        sirets=[s["siret"] for s in structures],
        communes=[s["code"] for s in projet["sites"]],
    )


def premieres_lectures(membres: Collection[int], projets: Collection[int]) -> dict[tuple[int, int], object]:
    """Return ``{(membre, projet): when a file of that project was opened last for the first time}``, in one statement."""
    lectures = LectureDossier.objects.filter(**{f"{SIEGES}__in": membres}, dossier__point__projet__in=projets).order_by()
    lues = lectures.values_list(SIEGES, "dossier__point__projet").annotate(at=Max("premiere_at"))
    return {(membre, projet): at for membre, projet, at in lues}


@dataclass(frozen=True)
class Suivi:
    """A seat as the chair follows it: her statements, yearly and for this sitting."""

    membre: Membre
    annuelle_at: object
    seance_at: object


def suivi_des_declarations(seance: Seance) -> list[Suivi]:
    """Return who has stated her interests for a sitting, in one statement."""
    siennes = DeclarationInterets.objects.filter(membre__utilisateur=OuterRef("utilisateur")).order_by("-faite_at", "-pk")
    sieges = Membre.objects.en_mandat(timezone.localdate(seance.date_prevue)).filter(comite=seance.comite_id)
    lus = sieges.select_related("utilisateur").annotate(
        annuelle_at=Subquery(siennes.filter(seance=None).values("faite_at")[:1]),
        pour_la_seance_at=Subquery(siennes.filter(seance=seance).values("faite_at")[:1]),
    )
    return [Suivi(m, m.annuelle_at, m.pour_la_seance_at) for m in lus]


def deports_de_la_seance(seance: Seance, membre: Membre | None) -> list[Deport]:
    """Return the recusals on the files of a sitting, lifted ones too, without those on a file the reader is recused from."""
    points = PointOrdreDuJour.objects.filter(seance=seance).visibles_par(membre)
    deports = Deport.objects.filter(projet__in=points.values("projet")).select_related("membre__utilisateur", "projet")
    return list(deports.order_by("projet__nom", "membre__siege", "pk"))
