"""The invented projects: what they make, where they say they are, and the words of their candidatures."""

from dataclasses import dataclass
from decimal import Decimal

from manufactures.enums import Etape
from manufactures.queries.dossier import Financeur
from parcours.peuplement.faux import siret_d_exemple


@dataclass(frozen=True)
class Metier:
    """A kind of production: its filières, its machines, what comes out, who comes."""

    filieres: tuple[str, ...]
    machines: str
    produits: str
    public: str


METIERS = (
    Metier(
        ("Bois et ameublement", "Métal"),
        "un parc de machines à bois et un poste de soudure",
        "du mobilier en petites séries",
        "des menuisiers",
    ),
    Metier(
        ("Textile et habillement", "Cuir et maroquinerie"),
        "douze machines à coudre et une table de coupe",
        "des vêtements et des sacs",
        "des couturières",
    ),
    Metier(
        ("Fabrication numérique", "Électronique et réparation"),
        "des imprimantes 3D, une découpe laser et un banc d’essai",
        "des prototypes et des pièces détachées",
        "des bricoleurs",
    ),
    Metier(
        ("Alimentation et agroalimentaire",),
        "une cuisine aux normes et une ligne de mise en bocaux",
        "des conserves et des plats cuisinés",
        "des maraîchers",
    ),
    Metier(
        ("Céramique, terre et verre", "Métiers d’art"),
        "trois fours et un atelier de tournage",
        "de la vaisselle et des carreaux",
        "des céramistes",
    ),
    Metier(
        ("Réemploi et économie circulaire", "Plastique et plastique recyclé"),
        "une broyeuse et une presse à injecter",
        "des objets en plastique recyclé",
        "des artisans du réemploi",
    ),
)
LIEUX = (
    ("Ardèche", "Auvergne-Rhône-Alpes"),
    ("Finistère", "Bretagne"),
    ("Jura", "Bourgogne-Franche-Comté"),
    ("Dordogne", "Nouvelle-Aquitaine"),
    ("Moselle", "Grand Est"),
    ("Lozère", "Occitanie"),
    ("Sarthe", "Pays de la Loire"),
    ("Somme", "Hauts-de-France"),
)
TERRITOIRES = ("rural", "ville", "rural", "qpv", "ville")  # codes of the model
FORMES = ("Association", "Société coopérative d’intérêt collectif (SCIC)", "Société coopérative de production (SCOP)")
MOYENS = {
    "local-adapte": (
        "Un ancien atelier de {surface} m², de plain-pied, avec un quai et le courant triphasé. Le bail commercial est signé pour neuf ans."
    ),
    "structure-declaree": "La structure est immatriculée. Son avis de situation date de moins de trois mois.",
    "moyens-humains": (
        "Une personne à temps plein anime le lieu dès l’ouverture, une autre entretient les machines à mi-temps. "
        "Les deux fiches de poste sont jointes."
    ),
}


@dataclass(frozen=True)
class Exemple:
    """« Manufacture d’exemple n »: everything about it follows from its number."""

    numero: int

    @property
    def nom(self) -> str:
        return f"Manufacture d’exemple {self.numero}"

    @property
    def metier(self) -> Metier:
        return METIERS[self.numero % len(METIERS)]

    @property
    def lieu(self) -> tuple[str, str]:
        return LIEUX[self.numero % len(LIEUX)]

    @property
    def surface(self) -> int:
        return 240 + 35 * (self.numero % 9)

    @property
    def montants(self) -> dict[str, Decimal]:
        """Amounts asked, in euros."""
        return {"investissement": Decimal(90_000 + 7_500 * (self.numero % 8)), "demarrage": Decimal(40_000 + 5_000 * (self.numero % 5))}

    @property
    def financeurs(self) -> list[Financeur]:
        """The other funders: a region that has granted, a town that is asked."""
        region, commune = Decimal(20_000 + 5_000 * (self.numero % 4)), Decimal(10_000 + 2_500 * (self.numero % 3))
        return [Financeur("Région d’exemple", region, True), Financeur(f"Commune d’exemple {self.numero}", commune, False)]

    @property
    def structure(self) -> dict[str, str]:
        return {
            "nom": f"Structure d’exemple {self.numero}",
            "siret": siret_d_exemple(self.numero),
            "forme_juridique": FORMES[self.numero % len(FORMES)],
            "adresse": f"{self.numero} rue de l’Exemple",
        }

    def rubriques(self) -> dict[Etape, dict]:
        """Return what the team writes in each rubrique, as the form gives it."""
        departement, region = self.lieu
        lieu = {"commune": f"Commune d’exemple {self.numero}", "departement": departement, "region": region, "surface_m2": self.surface}
        return {
            Etape.PROJET: {"resume": self._resume(), "filieres": list(self.metier.filieres), "presentation": self._presentation()},
            Etape.TERRITOIRE: lieu
            | {"type_territoire": TERRITOIRES[self.numero % 5], "adresse": self.structure["adresse"], "territoire": self._territoire()},
            Etape.GOUVERNANCE: {"gouvernance": GOUVERNANCE},
            Etape.ECONOMIE: {"economie": self._economie(), "montants": self.montants, "financeurs": self.financeurs},
        }

    def _resume(self) -> str:
        return f"Un tiers-lieu de production partagé, avec {self.metier.machines}, ouvert aux professionnels et aux habitants."

    def _presentation(self) -> str:
        return (
            f"La Manufacture met en commun {self.metier.machines}. Elle permet à {self.metier.public} de produire {self.metier.produits} "
            "sans porter seuls le coût de l’outillage.\n\n"
            f"Le lieu compte {self.surface} m². Une moitié est réservée aux professionnels abonnés, l’autre accueille les formations, "
            "les visites de collégiens et les soirées ouvertes du jeudi."
        )

    def _territoire(self) -> str:
        return (
            "Le bassin de vie a perdu deux ateliers en dix ans et les artisans font une heure de route pour trouver une machine libre. "
            "La communauté de communes, le lycée professionnel et trois entreprises voisines ont signé une lettre d’engagement."
        )

    def _economie(self) -> str:
        part = 35 + self.numero % 4 * 5
        return (
            f"Les abonnements des résidents, la sous-traitance et la formation couvrent {part}\u00a0% des charges la première année "
            "et 70\u00a0% la quatrième. Le reste vient des collectivités et diminue chaque année."
        )

    def reponses(self) -> dict[str, str]:
        return {code: texte.format(surface=self.surface) for code, texte in MOYENS.items()}


GOUVERNANCE = (
    "Un comité de pilotage réunit chaque trimestre les professionnels résidents, les salariés, la commune et deux habitants "
    "tirés au sort. Il vote le budget et le règlement de l’atelier.\n\n"
    "Le passage en société coopérative d’intérêt collectif est à l’étude pour la troisième année."
)
