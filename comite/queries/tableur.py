"""The tables of the committee as CSV: UTF-8 with its mark and semicolons, as French spreadsheets read it."""

import csv
from collections.abc import Iterable
from decimal import Decimal
from io import StringIO

from django.utils import timezone

from comite.models import AideDeMinimis
from comite.queries.arbitrage import Arbitrage, ScenarioLu
from comite.queries.notation import NotesDuDossier
from manufactures.queries.export import inoffensive
from socle.lib import francais


def ecrire_csv(entetes: Iterable, lignes: Iterable[Iterable]) -> str:
    """Return a whole table; no cell can be run as a formula."""
    tampon = StringIO()
    plume = csv.writer(tampon, delimiter=";", lineterminator="\r\n")
    plume.writerows([inoffensive(str(cellule)) for cellule in ligne] for ligne in (entetes, *lignes))
    return "\ufeff" + tampon.getvalue()


def csv_des_notes(notes: NotesDuDossier) -> str:
    """Return the marks that their reader may know, one line per member and criterion."""
    entetes = ["siège", "membre", "critère", "poids", "note", "à discuter", "commentaire", "note du membre sur 100", "compte"]
    lignes = (
        [
            ligne.membre.siege, ligne.membre, case.critere, case.critere.poids, "" if case.valeur is None else case.valeur,
            "oui" if case.a_discuter else "", case.commentaire, francais.nombre(ligne.total, 2), "oui" if ligne.comptee else "non",
        ]
        for ligne in notes.lignes
        for case in ligne.cases
    )  # fmt: skip
    return ecrire_csv(entetes, lignes)


def csv_de_l_arbitrage(arbitrage: Arbitrage, scenarios: list[ScenarioLu]) -> str:
    """Return the files of an arbitration, the best ranked first, with the scenarios compared; amounts in euros."""
    entetes = [
        "rang noté",
        "projet",
        "note sur 100",
        *(f"demandé, {nom.lower()}" for nom in arbitrage.libelles.values()),
        "demandé",
        "décidé",
    ]
    lignes = (
        [
            li.notation.rang if li.notation else "", li.point.projet, francais.nombre(li.notation.note, 2) if li.notation else "",
            *map(_euros, li.demandes.values()), _euros(li.demande), _euros(li.decision.montant) if li.decision else "",
            *(_euros(s.de(li.point.pk)) for s in scenarios),
        ]
        for li in arbitrage.lignes
    )  # fmt: skip
    return ecrire_csv([*entetes, *(s.nom for s in scenarios)], lignes)


def csv_des_aides(aides: Iterable[AideDeMinimis]) -> str:
    """Return the de minimis aid recorded; amounts in euros."""
    entetes = ["SIREN", "date d’octroi", "montant", "financeur et aide", "régime", "saisie par", "retirée le", "motif du retrait"]
    lignes = (
        [a.siren, a.date_octroi, _euros(a.montant), a.source, a.get_regime_display(), a.saisie_par or "", timezone.localdate(a.retiree_at) if a.retiree_at else "",
         a.motif_retrait]
        for a in aides
    )  # fmt: skip
    return ecrire_csv(entetes, lignes)


def _euros(montant: Decimal) -> str:
    return f"{montant:.2f}".replace(".", ",")
