"""The composition of the committee: its seats today, a member's mandates, the export."""

import csv
from dataclasses import dataclass, field
from datetime import date
from io import StringIO

from comite.models import Membre
from manufactures.queries.export import inoffensive


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
    """Return every seat, past ones included: UTF-8 with its mark and semicolons, no cell can be run as a formula."""
    tampon = StringIO()
    plume = csv.writer(tampon, delimiter=";", lineterminator="\r\n")
    plume.writerow(["siège", "nom", "rôle", "qualité", "organisation", "voix", "début du mandat", "fin du mandat"])
    for m in Membre.objects.select_related("utilisateur").order_by("siege", "mandat_debut", "pk"):
        voix = "délibérative" if m.voix else "consultative"
        ligne = [m.siege, m, _role(m), m.get_qualite_display(), m.organisation, voix, m.mandat_debut, m.mandat_fin or ""]
        plume.writerow([inoffensive(str(cellule)) for cellule in ligne])
    return "\ufeff" + tampon.getvalue()


def _role(membre: Membre) -> str:
    roles = [(membre.est_presidence, "présidence"), (membre.est_secretariat, "secrétariat"), (bool(membre.suppleant_de_id), "suppléance")]
    return ", ".join(mot for vrai, mot in roles if vrai) or "titulaire"
