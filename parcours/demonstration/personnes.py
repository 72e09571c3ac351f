"""The invented people: named after their role, at addresses of a domain that cannot exist."""

from dataclasses import dataclass

from django.contrib.auth.hashers import make_password

from socle.comptes.models import Utilisateur

MOT_DE_PASSE = "atelier-de-demonstration"
DOMAINE = "manufactures.example"
DOMAINE_VOISIN = "ateliers.example"


@dataclass(frozen=True)
class Personne:
    """An invented person: ``cle`` is the local part of her address."""

    cle: str
    prenom: str
    nom: str = "d’exemple"
    domaine: str = DOMAINE
    est_staff: bool = False

    @property
    def email(self) -> str:
        return f"{self.cle}@{self.domaine}"


ADMINISTRATRICE = "administratrice"
COORDINATRICE, COORDINATEUR = "coordinatrice", "coordinateur"
OBSERVATRICE = "observatrice"
PRESIDENTE, SECRETAIRE, SUPPLEANTE = "presidente", "secretaire", "suppleante"
MEMBRES = ("membre.2", "membre.3", "membre.4")
EXPERTES = ("experte.1", "experte.2", "experte.3", "experte.4")
EXPERTE_ET_MEMBRE = EXPERTES[3]

PROGRAMME = (
    Personne(ADMINISTRATRICE, "Administratrice", est_staff=True),
    Personne(COORDINATRICE, "Coordinatrice"),
    Personne(COORDINATEUR, "Coordinateur"),
    Personne(OBSERVATRICE, "Observatrice"),
    Personne(PRESIDENTE, "Présidente"),
    Personne(SECRETAIRE, "Secrétaire"),
    Personne(SUPPLEANTE, "Suppléante"),
    *(Personne(cle, "Membre", f"d’exemple {cle[-1]}") for cle in MEMBRES),
    *(Personne(cle, "Experte", f"d’exemple {cle[-1]}") for cle in EXPERTES),
)
VOISINES = (
    Personne("responsable", "Responsable", "d’exemple des ateliers", DOMAINE_VOISIN),
    Personne("porteuse.1", "Porteuse", "d’exemple des ateliers", DOMAINE_VOISIN),
)


def porteuse(numero: int) -> str:
    """Return the key of the person who carries a project."""
    return f"porteuse.{numero}"


def partenaire(numero: int) -> str:
    """Return the key of the second person of a binôme."""
    return f"partenaire.{numero}"


def binome(numero: int) -> tuple[Personne, Personne]:
    nom = f"d’exemple {numero}"
    return Personne(porteuse(numero), "Porteuse", nom), Personne(partenaire(numero), "Partenaire", nom)


def ouvrir_comptes(personnes: list[Personne]) -> dict[str, Utilisateur]:
    """Make the accounts, by address; the common password is hashed once, a slow hash for each would last a minute."""
    mot_de_passe = make_password(MOT_DE_PASSE)
    comptes = Utilisateur.objects.bulk_create(
        Utilisateur(email=p.email, prenom=p.prenom, nom=p.nom, is_staff=p.est_staff, password=mot_de_passe) for p in personnes
    )
    return {compte.email: compte for compte in comptes}
