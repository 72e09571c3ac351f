"""Counting a ballot from its voices."""

from collections import Counter
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, F, OuterRef, QuerySet
from django.db.models.functions import JSONObject

from comite.enums import CHOIX_OFFERTS, NOMS_DE_VOIX, Choix, RegleMajorite, TypeSeance
from comite.models import Bulletin, Critere, Deport, Note, Participation, Presence, Scrutin
from comite.regles import Depouillement, depouiller, note_sur_cent, rangs
from comite.regles_notation import AuteurDeNotes, auteurs_comptes
from socle.comptes import reglement


def comptes_des_bulletins(scrutin: Scrutin) -> dict[str, int]:
    """Return the voices per choice of a ballot; those of a secret one are there only once it is closed."""
    return dict(Bulletin.objects.filter(scrutin=scrutin).values_list("choix").annotate(n=Count("pk")).order_by("choix"))


def voix_lues() -> ArraySubquery:
    """The voices of a ballot, to read with it: the choice, whose it is, whether given in person."""
    elle_meme = Participation.objects.filter(
        scrutin=OuterRef("scrutin"), membre=OuterRef("membre"), exprime_par=OuterRef("membre")
    )
    bulletins = Bulletin.objects.filter(scrutin=OuterRef("pk")).annotate(en_personne=Exists(elle_meme)).order_by("choix")
    voix = JSONObject(choix="choix", membre="membre", titulaire="membre__est_presidence", en_personne="en_personne")
    return ArraySubquery(bulletins.values(lue=voix))


def _voix_et_presidence(scrutin: Scrutin, voix: list[dict]) -> tuple[dict[str, int], str | None]:
    """Return the voices per choice, and that of whoever presided when it is told: given in person, never by proxy."""
    presides = {v["titulaire"]: v["choix"] for v in voix if v["en_personne"] and (
        v["titulaire"] or v["membre"] == scrutin.point.seance.president_de_seance_id)}  # fmt: skip
    return Counter(v["choix"] for v in voix), presides.get(True) or presides.get(False)


def depouiller_scrutin(scrutin: Scrutin, voix_presidence: str | None = None, *, voix: list[dict] | None = None) -> Depouillement:
    """Count a closed ballot by the rules of its opening. ``voix_presidence``: the casting vote when hers is not in the ballot.

    ``voix``: what ``voix_lues`` has read of it already.
    """
    voix = Scrutin.objects.values_list(voix_lues()).get(pk=scrutin.pk)[0] if voix is None else voix
    comptes, sienne = _voix_et_presidence(scrutin, voix)
    return depouiller(
        comptes,
        voix_presidence=voix_presidence or sienne,
        preponderante=scrutin.preponderante,
        regle=RegleMajorite(scrutin.majorite),
        en_jeu=scrutin.voix_en_jeu,
    )


@dataclass(frozen=True)
class LigneDeVoix:
    """One choice, its count and its share of the voices, for a page or a document."""

    choix: Choix
    nom: str
    nombre: int

    @property
    def classe(self) -> str:
        """The class of its icon: refusals and abstentions stay quiet."""
        return "doux" if self.choix.ton == "gris" else f"c-{self.choix.ton}"


def lignes_de_voix(type_seance: str, comptes: dict[str, int]) -> list[LigneDeVoix]:
    """Return every choice of a kind of sitting with its voices, in the order of the ballot."""
    choix = CHOIX_OFFERTS[TypeSeance(type_seance)]
    return [LigneDeVoix(c, NOMS_DE_VOIX.get(c, c.label), comptes.get(c, 0)) for c in choix]


@dataclass(frozen=True)
class Notation:
    """The committee's mark of a file, on 100, and its rank among the files of the sitting that have one."""

    note: Decimal
    rang: int
    sur: int
    ex_aequo: int = 1  # files at this rank, this one counted


def notes_comptees(notes: QuerySet[Note]) -> QuerySet[Note]:
    """Keep the marks that count: those of voting members, and none of a member recused since she gave hers."""
    deport = Deport.objects.de(OuterRef("membre")).filter(projet=OuterRef("dossier__point__projet"))
    return notes.filter(~Exists(deport), membre__voix=True)


def notations(seance_id: int) -> dict[int, Notation]:
    """Return, for each point of a sitting that was scored, its weighted mark and rank: the record, for decisions.

    A page shows ``queries.notation.notations_lues`` instead: what its reader may know.
    """
    return notations_de(list(_notes_de_la_seance(seance_id)))


def avec_auteur(notes: QuerySet[Note]) -> QuerySet[Note]:
    """Add to marks what tells which count: ``titulaire``, whom their author replaces, and ``venu``, whether she came."""
    presences = Presence.objects.filter(membre=OuterRef("membre"), seance=OuterRef("dossier__point__seance"))
    return notes.annotate(titulaire=F("membre__suppleant_de"), venu=Exists(presences))


def notes_json(notes: QuerySet[Note]) -> QuerySet:
    """Return one object by mark that counts, each with its author: what ``paires_comptees`` reads."""
    champs = {c: c for c in ("membre", "titulaire", "venu", "valeur")}
    lue = JSONObject(point="dossier__point", poids="critere__poids", **champs)
    return avec_auteur(notes_comptees(notes)).order_by().annotate(lue=lue).values_list("lue", flat=True)


def paires_comptees(lignes: list[dict]) -> list[tuple[int, int]]:
    """Return ``(weight, mark)`` for the marks of one file that count: those of one author by seat."""
    comptes = auteurs_comptes(AuteurDeNotes(li["membre"], li["titulaire"], li["venu"]) for li in lignes)
    return [(li["poids"], li["valeur"]) for li in lignes if li["membre"] in comptes]


def _notes_de_la_seance(seance_id) -> QuerySet:
    return notes_json(Note.objects.filter(dossier__point__seance=seance_id))


def notes_lues(seance_id) -> ArraySubquery:
    """The marks that count in a sitting (its key, or a reference to it), to read with something else."""
    return ArraySubquery(_notes_de_la_seance(seance_id))


def notations_de(lignes: list[dict], maximum: int | None = None) -> dict[int, Notation]:
    """Return the weighted mark and rank of each item from the marks read (``notes_lues``); ``maximum``: see ``classer``."""
    par_point: dict[int, list[dict]] = {}
    for ligne in lignes:
        par_point.setdefault(ligne["point"], []).append(ligne)
    return classer({point: paires_comptees(siennes) for point, siennes in par_point.items()}, maximum)


def classer(paires: dict[int, list[tuple[int, int]]], maximum: int | None = None) -> dict[int, Notation]:
    """Return the mark on 100 and the rank of each item from its weighted marks; an item without any has none.

    ``maximum``: the top of the scale, that of the règlement today when it is not given.
    """
    maximum = maximum or reglement.valeur("comite.note_max")
    notes = {point: note_sur_cent(siennes, maximum) for point, siennes in paires.items() if siennes}
    places = rangs(notes)
    partages = Counter(places.values())
    return {point: Notation(note, places[point], len(notes), partages[places[point]]) for point, note in notes.items()}


def criteres_de(type_seance: str) -> list[Critere]:
    """Return the criteria of a kind of sitting, in order."""
    return list(Critere.objects.filter(type_seance=type_seance))
