"""What a proclamation reads, in one statement: the ballot, its lines, the people, and once it is closed its voices and marks."""

from dataclasses import dataclass, replace
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, Max, OuterRef, Q, QuerySet, Subquery, TextField
from django.db.models.functions import Cast, Coalesce, JSONObject

from comite.enums import RegleMajorite, StatutScrutin
from comite.models import Decision, LigneScrutin, Membre, PlaceEnAttente, Scrutin
from comite.models.seance import sans_deport
from comite.queries.depouillements import Notation, depouiller_scrutin, notations_de, notes_lues, voix_lues
from comite.regles import Depouillement, depouiller
from comite.regles_notation import rang_propose
from manufactures.models import MembreEquipe
from socle.comptes.enums import Role
from socle.comptes.models import Adhesion, Utilisateur

# In the order of the model's columns, as ``from_db`` wants: another order writes the letters to a first name.
_CHAMPS = {"id": "pk", "email": "email", "prenom": "prenom", "nom": "nom", "is_active": "is_active"}


@dataclass(frozen=True)
class Proclamation:
    """All that a decision is written from. ``equipe`` reads the letters; ``personnes`` may be put in charge: the team, then the coordination."""

    scrutin: Scrutin
    resultat: Depouillement
    notation: Notation | None
    lignes: dict[str, Decimal]
    equipe: list[Utilisateur]
    personnes: list[Utilisateur]

    @property
    def rang_propose(self) -> int | None:
        """The decided rank to start from: the noted one, or the first one after it that the sitting has not given."""
        return rang_propose(self.notation.rang, self.scrutin.rangs_donnes) if self.notation else None

    def departagee(self, voix_presidence: str | None) -> "Proclamation":
        """Return the same with the chair's casting vote, when the voices are shared."""
        if not voix_presidence or not self.resultat.a_departager:
            return self
        resultat = depouiller(
            self.resultat.comptes, voix_presidence=voix_presidence, preponderante=self.scrutin.preponderante,
            regle=RegleMajorite(self.scrutin.majorite), en_jeu=self.scrutin.voix_en_jeu,
        )  # fmt: skip
        return replace(self, resultat=resultat)


def scrutins_a_proclamer(*, membre: Membre | None = None, verrou: bool = False) -> QuerySet[Scrutin]:
    """Return ballots with what a proclamation reads of them; ``verrou`` locks ballot and project.

    ``membre``: who reads; the ranks given to files she is recused from are left out.
    ``depouille``: the voices and the marks, None while the ballot is not closed. After waiting for a lock, PostgreSQL reads
    again the locked row only: a ballot that closed meanwhile has None too, and ``lire_proclamation`` reads it again.
    """
    lignes = LigneScrutin.objects.filter(scrutin=OuterRef("pk")).order_by("pk")
    places = PlaceEnAttente.objects.filter(sortie_at=None, vague=OuterRef("point__projet__vague")).order_by().values("vague")
    decisions = Decision.objects.filter(sans_deport(membre, "point__projet"), point__seance=OuterRef("point__seance"))
    rangs = decisions.exclude(rang_decide=None)
    scrutins = Scrutin.objects.select_related("point__seance", "point__projet__structure").annotate(
        lignes_votees=ArraySubquery(lignes.values(lu=JSONObject(ligne="ligne", montant=Cast("montant", TextField())))),
        gens=ArraySubquery(_gens().values(lu=JSONObject(equipe="dans_l_equipe", **_CHAMPS))),
        rangs_donnes=ArraySubquery(rangs.order_by("rang_decide").values("rang_decide")),
        fige_par_id=F("point__dossier__fige_par"),
        depouille=Subquery(_depouilles().filter(pk=OuterRef("pk")).values("lu")),
        rang_libre=Coalesce(Subquery(places.annotate(n=Max("rang")).values("n")), 0) + 1,
    )
    return scrutins.select_for_update(of=("self", "point__projet")) if verrou else scrutins


def _depouilles() -> QuerySet[Scrutin]:
    """The closed ballots with their voices and marks: the statement that sees a ballot closed sees its last voice."""
    return Scrutin.objects.filter(statut=StatutScrutin.CLOS).annotate(
        lu=JSONObject(voix=voix_lues(), notes=notes_lues(OuterRef("point__seance")))
    )


def _gens() -> QuerySet[Utilisateur]:
    """The team of the project of a ballot, and the coordination of its programme."""
    equipe = MembreEquipe.objects.filter(utilisateur=OuterRef("pk"), projet=OuterRef(OuterRef("point__projet")), date_fin=None)
    coordination = Adhesion.objects.filter(
        utilisateur=OuterRef("pk"), programme=OuterRef(OuterRef("programme")), role=Role.COORDINATION, date_fin=None
    )
    gens = Utilisateur.objects.annotate(dans_l_equipe=Exists(equipe))
    return gens.filter(Q(dans_l_equipe=True) | Exists(coordination)).order_by("nom", "prenom", "pk")


def lire_proclamation(scrutin: Scrutin) -> Proclamation:
    """Return what ``scrutins_a_proclamer`` has read of a ballot; its voices are read again when it closed while its lock was waited for."""
    lues = scrutin.depouille or _depouilles().filter(pk=scrutin.pk).values_list("lu", flat=True).first() or {"voix": [], "notes": []}
    return Proclamation(
        scrutin=scrutin,
        resultat=depouiller_scrutin(scrutin, voix=lues["voix"]),
        notation=notations_de(lues["notes"], scrutin.note_max).get(scrutin.point_id),
        lignes={ligne["ligne"]: Decimal(ligne["montant"]) for ligne in scrutin.lignes_votees},
        equipe=[_personne(lu) for lu in scrutin.gens if lu["equipe"]],
        personnes=[_personne(lu) for lu in sorted(scrutin.gens, key=lambda lu: not lu["equipe"])],
    )


def _personne(lu: dict) -> Utilisateur:
    return Utilisateur.from_db("default", list(_CHAMPS), [lu[champ] for champ in _CHAMPS])
