"""A whole candidature in one statement: its texts, answers, proofs, amounts and team."""

from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, Subquery, TextField, Value
from django.db.models.functions import Cast, Concat, JSONObject

from manufactures.enums import Etape, Fonction
from manufactures.models import (
    AutreFinanceur,
    Candidature,
    LigneDemandee,
    MembreEquipe,
    Partenaire,
    Projet,
    ReponseCondition,
    Site,
    Structure,
)
from manufactures.regles import Manque, Reponse, manques_de_la_candidature
from socle.documents.models import VersionDocument


@dataclass(frozen=True)
class Preuve:
    """The last version of a proof."""

    version: int
    numero: int
    nom: str
    sha256: str


@dataclass(frozen=True)
class Condition:
    """An admission condition and the team's answer."""

    code: str
    libelle: str
    preuve_attendue: str
    texte: str
    preuve: Preuve | None

    @property
    def remplie(self) -> bool:
        return bool(self.texte.strip() and self.preuve)


@dataclass(frozen=True)
class Siege:
    """A person of the team, as printed."""

    nom: str
    fonction: Fonction


@dataclass(frozen=True)
class Financeur:
    """Another funder, and what it brings or is asked for (euros)."""

    nom: str
    montant: Decimal
    acquis: bool

    @property
    def etat(self) -> str:
        return "acquis" if self.acquis else "demandé"


@dataclass(frozen=True)
class Dossier:
    """A candidature ready to be read, checked or frozen."""

    candidature: Candidature
    conditions: tuple[Condition, ...]
    montants: dict[str, Decimal]
    equipe: tuple[Siege, ...]
    sites: tuple[dict, ...]
    partenaires: tuple[dict, ...]
    financeurs: tuple[Financeur, ...] = ()

    @property
    def projet(self) -> Projet:
        return self.candidature.projet

    @property
    def structure(self) -> Structure | None:
        return self.projet.structure

    @property
    def textes(self) -> dict[str, str]:
        c = self.candidature
        textes = (c.presentation, c.territoire, c.gouvernance, c.economie)
        return dict(zip((Etape.PROJET, Etape.TERRITOIRE, Etape.GOUVERNANCE, Etape.ECONOMIE), textes, strict=True))

    @property
    def montant_total(self) -> Decimal:
        return sum(self.montants.values(), Decimal(0))

    @cached_property
    def manques(self) -> list[Manque]:
        """What is missing before deposit."""
        return manques_de_la_candidature(
            textes=self.textes,
            siret=self.structure.siret if self.structure else "",
            reponses=[Reponse(c.libelle, c.texte, c.preuve is not None) for c in self.conditions],
            montant_total=self.montant_total,
        )

    def manques_de(self, etape: Etape) -> list[Manque]:
        return [m for m in self.manques if m.etape == etape]


def _liste(requete, **champs) -> ArraySubquery:
    return ArraySubquery(requete.values(objet_lu=JSONObject(**champs)))


def _reponses() -> ArraySubquery:
    derniere = VersionDocument.objects.filter(document=OuterRef("preuve")).order_by("-numero")
    preuve = derniere.values(objet=JSONObject(version="pk", numero="numero", nom="nom", sha256="sha256"))[:1]
    return _liste(
        ReponseCondition.objects.filter(candidature=OuterRef("pk")).order_by("condition__ordre"),
        code="condition__code",
        libelle="condition__libelle",
        preuve_attendue="condition__preuve_attendue",
        texte="texte",
        preuve=Subquery(preuve),
    )


def dossiers():
    """Candidatures with all that a ``Dossier`` needs."""
    equipe = MembreEquipe.objects.filter(projet=OuterRef("projet"), date_fin=None).order_by("pk")
    nom = Concat(F("utilisateur__prenom"), Value(" "), F("utilisateur__nom"))
    return Candidature.objects.select_related("projet__structure", "vague", "deposee_par").annotate(
        lu_reponses=_reponses(),
        lu_montants=_liste(
            LigneDemandee.objects.filter(candidature=OuterRef("pk")).order_by("pk"), ligne="ligne", montant=Cast("montant", TextField())
        ),
        lu_financeurs=_liste(
            AutreFinanceur.objects.filter(candidature=OuterRef("pk")).order_by("rang"),
            nom="nom", montant=Cast("montant", TextField()), acquis="acquis",
        ),
        lu_equipe=_liste(equipe, nom=nom, fonction="fonction"),
        lu_sites=_liste(
            Site.objects.filter(projet=OuterRef("projet")).order_by("pk"),
            adresse="adresse", commune="commune", code_insee="code_insee", surface_m2="surface_m2",
        ),  # fmt: skip
        lu_partenaires=_liste(
            Partenaire.objects.filter(projet=OuterRef("projet")).order_by("pk"), pk="pk", structure="structure__nom", apport="apport"
        ),
    )


def lire_dossier(candidature: Candidature) -> Dossier:
    """Assemble the dossier of a row of ``dossiers()``; no query."""
    return Dossier(
        candidature=candidature,
        conditions=tuple(_condition(r) for r in candidature.lu_reponses),
        montants={ligne["ligne"]: Decimal(ligne["montant"]) for ligne in candidature.lu_montants},
        equipe=tuple(Siege(m["nom"].strip(), Fonction(m["fonction"])) for m in candidature.lu_equipe),
        sites=tuple(candidature.lu_sites),
        partenaires=tuple(candidature.lu_partenaires),
        financeurs=tuple(Financeur(f["nom"], Decimal(f["montant"]), f["acquis"]) for f in candidature.lu_financeurs),
    )


def _condition(lu: dict) -> Condition:
    return Condition(**{**lu, "preuve": Preuve(**lu["preuve"]) if lu["preuve"] else None})
