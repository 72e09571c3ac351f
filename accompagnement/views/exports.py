"""Lists as CSV: UTF-8 with its mark, semicolons, comma decimals, as French spreadsheets read them."""

import csv
from collections.abc import Iterable

from django.http import HttpResponse
from django.utils import timezone

from accompagnement.models import Mission, MouvementCredit, ReleveMensuel
from manufactures.models import Projet
from manufactures.queries.export import inoffensive

MOUVEMENTS = ("numero", "date", "mouvement", "besoin", "de", "vers", "demi_journees", "valeur_unitaire_eur", "disponible_apres", "piece", "motif", "auteur", "mission")
MISSIONS = ("numero", "projet", "besoin", "expert", "debut", "fin", "lieu", "demi_journees", "statut", "demandee_le")


def _csv(nom: str, entetes: Iterable[str], lignes: Iterable[Iterable]) -> HttpResponse:
    reponse = HttpResponse("\ufeff", content_type="text/csv; charset=utf-8")
    reponse.headers["Content-Disposition"] = f'attachment; filename="{nom}-{timezone.localdate():%Y-%m-%d}.csv"'
    ecrivain = csv.writer(reponse, delimiter=";")
    ecrivain.writerow(entetes)
    for ligne in lignes:
        ecrivain.writerow([inoffensive(str(cellule)) for cellule in ligne])
    return reponse


def mouvements_csv(projet: Projet, mouvements: Iterable[MouvementCredit]) -> HttpResponse:
    """Return the movements of a project, one by line."""
    return _csv(f"credits-{projet.slug}", MOUVEMENTS, (_mouvement(m) for m in mouvements))


def _mouvement(m: MouvementCredit) -> tuple:
    return (
        m.pk,
        f"{timezone.localtime(m.created_at):%Y-%m-%d %H:%M}",
        m.get_nature_display(),
        m.besoin,
        m.de.get_nature_display(),
        m.vers.get_nature_display(),
        m.quantite,
        str(m.valeur_unitaire).replace(".", ","),
        m.disponible_apres,
        m.source,
        m.motif,
        m.auteur or "La plateforme",
        m.mission_id or "",
    )


def missions_csv(missions: Iterable[Mission], maintenant) -> HttpResponse:
    """Return missions, one by line, in the state of this hour."""
    return _csv("missions", MISSIONS, (_mission(m, maintenant) for m in missions))


def _mission(m: Mission, maintenant) -> tuple:
    debut, fin = (timezone.localtime(i) for i in (m.creneau.debut, m.creneau.fin)) if m.creneau else ("", "")
    return (
        m.pk,
        m.projet,
        m.besoin,
        m.expert or "",
        f"{debut:%Y-%m-%d %H:%M}" if debut else "",
        f"{fin:%Y-%m-%d %H:%M}" if fin else "",
        m.get_lieu_display(),
        m.demi_journees,
        m.etat_a(maintenant).label,
        f"{timezone.localtime(m.demandee_at):%Y-%m-%d %H:%M}",
    )


RELEVES = (
    "numero", "mois", "expert", "lot", "demi_journees", "montant_eur", "facture", "facture_du", "paiement", "paye_le", "etabli_le"
)  # fmt: skip


def releves_csv(releves: Iterable[ReleveMensuel]) -> HttpResponse:
    """Return statements, one by line."""
    return _csv("releves", RELEVES, ([*cellules[:5], str(cellules[5]).replace(".", ","), *cellules[6:]] for cellules in map(cellules_du_releve, releves)))


def cellules_du_releve(r: ReleveMensuel) -> tuple:
    """Return the cells of a statement, in the order of ``RELEVES``; the amount is a number."""
    return (
        r.numero,
        f"{r.mois:%Y-%m}",
        str(r.expert),
        r.expert.lot,
        r.demi_journees,
        r.montant,
        r.facture_reference,
        str(r.facture_date or ""),
        r.etat.label,
        str(r.paye_le or ""),
        f"{timezone.localtime(r.etabli_at):%Y-%m-%d}",
    )
