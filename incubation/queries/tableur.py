"""The lists of the incubation as CSV: UTF-8 with its mark and semicolons, as French spreadsheets read it."""

import csv
from collections.abc import Iterable
from datetime import datetime
from io import StringIO

from incubation.models import Livrable, SessionIncubation
from incubation.queries.plateau import Plateau
from manufactures.queries.export import inoffensive
from socle.lib.dates import PARIS


def ecrire_csv(entetes: Iterable[str], lignes: Iterable[Iterable]) -> str:
    """Return a whole table; no cell can be run as a formula."""
    tampon = StringIO()
    plume = csv.writer(tampon, delimiter=";", lineterminator="\r\n")
    plume.writerow(entetes)
    plume.writerows([inoffensive(str(cellule)) for cellule in ligne] for ligne in lignes)
    return "\ufeff" + tampon.getvalue()


def csv_du_plateau(plateau: Plateau) -> str:
    """Return the board, one line per project."""
    entetes = ["projet", *(f"{m.numero}. {m.court}" for m in plateau.modules), "assiduité en %"]
    lignes = ([ligne.projet.nom, *(case.etat.label for case in ligne.cases), _ou_rien(ligne.assiduite.pourcent)] for ligne in plateau.lignes)
    return ecrire_csv(entetes, lignes)


def csv_des_livrables(livrables: Iterable[Livrable], instant: datetime) -> str:
    """Return livrables with the state they show at an instant; deadlines are those of Paris."""
    entetes = ["projet", "module", "livrable", "état", "première échéance", "échéance"]
    lignes = (
        [x.projet.nom, x.module.numero, x.titre, x.etat_a(instant).label, _date(x.echeance_initiale_at), _date(x.echeance_at)] for x in livrables
    )
    return ecrire_csv(entetes, lignes)


def csv_de_la_feuille(session: SessionIncubation) -> str:
    """Return the signatures of a session, one line each."""
    entetes = ["session", "date", "demi-journée", "projet", "personne", "fonction", "signé le", "mode", "motif"]
    signatures = session.emargements.select_related("utilisateur", "projet").order_by("demi_journee", "projet__nom", "pk")
    lignes = (
        [
            session.numero,
            session.date,
            e.get_demi_journee_display(),
            e.projet.nom,
            e.utilisateur,
            e.get_fonction_display(),
            _date(e.signe_at),
            e.get_mode_display(),
            e.motif,
        ]
        for e in signatures
    )
    return ecrire_csv(entetes, lignes)


def _date(instant: datetime) -> str:
    return f"{instant.astimezone(PARIS):%Y-%m-%d %H:%M}"


def _ou_rien(valeur) -> str:
    return "" if valeur is None else str(valeur)
