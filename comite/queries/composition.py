"""The composition of the committee: its seats today, a member's mandates, the export."""

from dataclasses import dataclass, field
from datetime import date

from comite.models import Membre
from comite.queries.tableur import ecrire_csv


@dataclass
class Siege:
    """A seat: who holds it, who may replace her."""

    numero: int
    titulaire: Membre | None = None
    suppleants: list[Membre] = field(default_factory=list)


def sieges_du_comite(jour: date) -> list[Siege]:
    """Return the seats held on a day, by number, in one statement."""
    sieges: dict[int, Siege] = {}
    for membre in Membre.objects.en_mandat(jour).select_related("utilisateur").order_by("siege", "pk"):
        siege = sieges.setdefault(membre.siege, Siege(membre.siege))
        if membre.suppleant_de_id:
            siege.suppleants.append(membre)
        else:
            siege.titulaire = membre
    return list(sieges.values())


def mandats_de(membre: Membre) -> list[Membre]:
    """Return all the mandates of a person, the last first."""
    return list(Membre.objects.filter(utilisateur=membre.utilisateur_id).order_by("-mandat_debut", "-pk"))


def csv_des_membres() -> str:
    """Return every seat, past ones included."""
    entetes = ["siège", "nom", "rôle", "qualité", "organisation", "voix", "début du mandat", "fin du mandat"]
    membres = Membre.objects.select_related("utilisateur").order_by("siege", "mandat_debut", "pk")
    lignes = (
        [m.siege, m, _role(m), m.get_qualite_display(), m.organisation, _voix(m), m.mandat_debut, m.mandat_fin or ""] for m in membres
    )
    return ecrire_csv(entetes, lignes)


def _voix(membre: Membre) -> str:
    return "délibérative" if membre.voix else "consultative"


def _role(membre: Membre) -> str:
    roles = [(membre.est_presidence, "présidence"), (membre.est_secretariat, "secrétariat"), (bool(membre.suppleant_de_id), "suppléance")]
    return ", ".join(mot for vrai, mot in roles if vrai) or "titulaire"
