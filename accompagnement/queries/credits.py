"""What a project holds: granted, used, held, left, by need; and the proof that the ledger adds up."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.db.models import F, OuterRef, QuerySet, Subquery, Sum
from django.db.models.functions import Coalesce

from accompagnement.enums import NatureCompte
from accompagnement.models import Besoin, CompteCredits, MouvementCredit
from accompagnement.regles import solde_disponible
from accompagnement.regles_veille import Usage
from manufactures.models import Projet
from socle.comptes import reglement
from socle.lib.francais import demi_journees as en_demi_journees
from socle.lib.francais import pluriel


@dataclass(frozen=True)
class SoldeBesoin:
    """Half-days of one need, or of all; granted is what came in, transfers included."""

    besoin: Besoin | None
    accordees: int
    consommees: int
    reservees: int
    expirees: int

    @property
    def disponibles(self) -> int:
        return solde_disponible(self.accordees, self.reservees, self.consommees, self.expirees)

    @property
    def usage(self) -> Usage:
        """The same figures as the rules of the watch read them."""
        return Usage(self.accordees, self.consommees, self.reservees, self.expirees)

    @property
    def parts(self) -> list[tuple[int, str]]:
        """Segments of a gauge, in order: used, held, left."""
        return [(self.consommees, "j-use"), (self.reservees, "j-tenu"), (self.disponibles, "j-reste")]

    @property
    def phrase(self) -> str:
        """All figures in words, the accessible name of a gauge."""
        return (
            f"{en_demi_journees(self.accordees)} : {pluriel(self.consommees, 'consommée')}, "
            f"{pluriel(self.reservees, 'réservée')}, {pluriel(self.disponibles, 'disponible')}"
        )

    @property
    def parts_avec_une_de_plus(self) -> list[tuple[int, str]]:
        """The same once one more half-day is held."""
        return [(self.consommees, "j-use"), (self.reservees + 1, "j-tenu"), (self.disponibles - 1, "j-reste")]


@dataclass(frozen=True)
class Credits:
    """The credits of a project: one balance per need in the order of the programme, their total, the value of a half-day."""

    besoins: tuple[SoldeBesoin, ...]
    total: SoldeBesoin
    valeur: Decimal

    @property
    def le_plus_dote(self) -> int:
        """The scale shared by the bars of all needs."""
        return max((s.accordees for s in self.besoins), default=0)

    def du_besoin(self, code: str) -> SoldeBesoin | None:
        return next((s for s in self.besoins if s.besoin.code == code), None)


def credits_du_projet(projet: Projet) -> Credits:
    """Read the balances of a project (one statement, and the règlement)."""
    comptes = CompteCredits.objects.filter(projet=projet).select_related("besoin").order_by("besoin__ordre", "besoin", "pk")
    par_besoin: dict[Besoin, dict[str, int]] = {}
    for compte in comptes:
        par_besoin.setdefault(compte.besoin, {})[compte.nature] = compte.solde
    soldes = tuple(_solde(besoin, par_nature) for besoin, par_nature in par_besoin.items())
    return Credits(soldes, _total(soldes), reglement.valeur("accompagnement.valeur_demi_journee"))


def _solde(besoin: Besoin, par_nature: dict[str, int]) -> SoldeBesoin:
    return SoldeBesoin(
        besoin=besoin,
        accordees=sum(par_nature.values()),
        consommees=par_nature[NatureCompte.CONSOMME],
        reservees=par_nature[NatureCompte.RESERVE],
        expirees=par_nature[NatureCompte.EXPIRE],
    )


def _total(soldes: Iterable[SoldeBesoin]) -> SoldeBesoin:
    champs = ("accordees", "consommees", "reservees", "expirees")
    return SoldeBesoin(None, **{champ: sum(getattr(s, champ) for s in soldes) for champ in champs})


def ecarts_du_registre() -> QuerySet[CompteCredits]:
    """Return the accounts whose balance is not the sum of their movements: none, or the ledger is broken."""
    return CompteCredits.objects.annotate(somme=_flux("vers") - _flux("de")).exclude(somme=F("solde")).order_by("pk")


def somme_des_comptes() -> int:
    """Return the sum of all balances of the programme: zero, since the financing is an account too."""
    return CompteCredits.objects.aggregate(somme=Coalesce(Sum("solde"), 0))["somme"]


def _flux(cote: str) -> Coalesce:
    par_compte = MouvementCredit.objects.filter(**{cote: OuterRef("pk")}).order_by().values(cote)
    return Coalesce(Subquery(par_compte.annotate(total=Sum("quantite")).values("total")), 0)
