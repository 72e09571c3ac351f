"""Lists as CSV (UTF-8 with its mark, semicolons, comma decimals, as French spreadsheets read them) and as XLSX."""

import csv
from collections.abc import Iterable
from datetime import datetime
from decimal import Decimal
from io import BytesIO

from django.http import HttpResponse
from django.utils import timezone
from xlsxwriter import Workbook

from accompagnement.enums import FIGURES_D_UN_PROJET
from accompagnement.models import Mission, MouvementCredit, PlanAccompagnement, ReleveMensuel
from accompagnement.queries.veille import SuiviProjet
from manufactures.models import Projet
from manufactures.queries.export import inoffensive

MOUVEMENTS = (
    "numero", "date", "projet", "mouvement", "besoin", "de", "vers", "demi_journees", "valeur_unitaire_eur", "montant_eur",
    "disponible_apres", "piece", "motif", "auteur", "mission", "corrige_le_mouvement", "corrige_par_le_mouvement",
)  # fmt: skip
MISSIONS = ("numero", "projet", "besoin", "expert", "debut", "fin", "lieu", "demi_journees", "statut", "demandee_le")
ENVELOPPE = ("projet", *(str(figure) for figure in FIGURES_D_UN_PROJET))
TYPE_XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def _fichier(nom: str, extension: str, contenu: str | bytes, type_mime: str) -> HttpResponse:
    reponse = HttpResponse(contenu, content_type=type_mime)
    reponse.headers["Content-Disposition"] = f'attachment; filename="{nom}-{timezone.localdate():%Y-%m-%d}.{extension}"'
    return reponse
SUIVI = (
    *("projet", "vague", "territoire", "debut", "fin", "accordees", "consommees", "reservees", "disponibles", "expirees"),
    *("temps_ecoule_pourcent", "utilise_pourcent", "inutilisees_prevues", "dormant", "dernier_mouvement", "conseil"),
)


def _csv(nom: str, entetes: Iterable[str], lignes: Iterable[Iterable]) -> HttpResponse:
    reponse = _fichier(nom, "csv", "\ufeff", "text/csv; charset=utf-8")
    ecrivain = csv.writer(reponse, delimiter=";")
    ecrivain.writerow(entetes)
    for ligne in lignes:
        ecrivain.writerow([inoffensive(_texte(cellule)) for cellule in ligne])
    return reponse


def _texte(cellule) -> str:
    if isinstance(cellule, datetime):
        return f"{timezone.localtime(cellule):%Y-%m-%d %H:%M}"
    return str(cellule).replace(".", ",") if isinstance(cellule, Decimal) else str(cellule)


def _xlsx(nom: str, entetes: Iterable[str], lignes: Iterable[Iterable]) -> HttpResponse:
    """Write a sheet of typed cells: dates of Paris, euros, numbers; a text stays a text whatever it begins with."""
    tampon = BytesIO()
    with Workbook(tampon, {"constant_memory": True, "default_date_format": "dd/mm/yyyy hh:mm"}) as classeur:
        feuille, euros = classeur.add_worksheet(nom[:31]), classeur.add_format({"num_format": "#,##0.00\u00a0€"})
        feuille.freeze_panes(1, 0)
        for rang, ligne in enumerate((tuple(entetes), *lignes)):
            for colonne, cellule in enumerate(ligne):
                _ecrire(feuille, rang, colonne, cellule, euros)
    return _fichier(nom, "xlsx", tampon.getvalue(), TYPE_XLSX)


def _ecrire(feuille, rang: int, colonne: int, cellule, euros) -> None:
    if isinstance(cellule, datetime):
        feuille.write_datetime(rang, colonne, timezone.localtime(cellule).replace(tzinfo=None))
    elif isinstance(cellule, Decimal):
        feuille.write_number(rang, colonne, cellule, euros)
    elif isinstance(cellule, int):
        feuille.write_number(rang, colonne, cellule)
    else:
        feuille.write_string(rang, colonne, str(cellule))


def mouvements_csv(nom: str, mouvements: Iterable[MouvementCredit]) -> HttpResponse:
    """Return movements, one by line."""
    return _csv(f"credits-{nom}", MOUVEMENTS, (_mouvement(m) for m in mouvements))


def mouvements_xlsx(nom: str, mouvements: Iterable[MouvementCredit]) -> HttpResponse:
    """The same as a workbook."""
    return _xlsx(f"credits-{nom}", MOUVEMENTS, (_mouvement(m) for m in mouvements))


def _mouvement(m: MouvementCredit) -> tuple:
    return (
        m.pk,
        m.created_at,
        m.projet or "",
        m.get_nature_display(),
        m.besoin or "",
        m.de.get_nature_display(),
        m.vers.get_nature_display(),
        m.quantite,
        m.valeur_unitaire,
        m.montant,
        m.disponible_apres,
        m.source,
        m.motif,
        m.auteur or "La plateforme",
        m.mission_id or "",
        m.corrige_id or "",
        m.corrigee_par or "",
    )


def enveloppe_csv(projets: Iterable[Projet]) -> HttpResponse:
    """Return the projects of the envelope with their figures, in half-days."""
    return _csv("enveloppe", ENVELOPPE, (_projet(p) for p in projets))


def enveloppe_xlsx(projets: Iterable[Projet]) -> HttpResponse:
    """The same as a workbook."""
    return _xlsx("enveloppe", ENVELOPPE, (_projet(p) for p in projets))


def _projet(projet: Projet) -> tuple:
    return projet.nom, *(getattr(projet, figure) for figure in FIGURES_D_UN_PROJET)


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


PLANS = ("projet", "statut", "demi_journees", "debut", "fin", "signe_equipe_le", "signe_le")


def plans_csv(plans: Iterable[PlanAccompagnement]) -> HttpResponse:
    """Return plans, one by line; ``demi_journees`` as signed, avenants left out."""
    return _csv("plans", PLANS, (_plan(p) for p in plans))


def _plan(p: PlanAccompagnement) -> tuple:
    signatures = (f"{timezone.localtime(s):%Y-%m-%d}" if s else "" for s in (p.signe_equipe_at, p.signe_at))
    return (p.projet, p.etat.label, p.demi_journees, f"{p.date_debut:%Y-%m-%d}", f"{p.date_fin:%Y-%m-%d}", *signatures)



def suivi_csv(suivis: Iterable[SuiviProjet]) -> HttpResponse:
    """Return the projects under watch, one by line."""
    return _csv("suivi-des-credits", SUIVI, (_suivi(s) for s in suivis))


def _suivi(s: SuiviProjet) -> tuple:
    usage = s.usage
    return (
        s.projet,
        s.projet.vague or "",
        s.projet.territoire_libelle,
        s.plan.date_debut,
        s.plan.date_fin,
        *(usage.accordees, usage.consommees, usage.reservees, usage.disponibles, usage.expirees),
        s.temps,
        s.utilise,
        "" if s.prevues is None else s.prevues,
        "oui" if s.dormant else "non",
        s.dernier,
        s.conseil.phrase,
    )



RELEVES = (
    "numero", "mois", "expert", "lot", "demi_journees", "deplacement_eur", "montant_eur", "facture", "facture_du", "paiement",
    "paye_le", "etabli_le",
)  # fmt: skip


def releves_csv(releves: Iterable[ReleveMensuel]) -> HttpResponse:
    """Return statements, one by line."""
    return _csv("releves", RELEVES, map(cellules_du_releve, releves))


def cellules_du_releve(r: ReleveMensuel) -> tuple:
    """Return the cells of a statement read with its ``lots``, in the order of ``RELEVES``; amounts are numbers."""
    return (
        r.numero,
        f"{r.mois:%Y-%m}",
        str(r.expert),
        r.lots,
        r.demi_journees,
        r.frais_deplacement,
        r.montant,
        r.facture_reference,
        str(r.facture_date or ""),
        r.etat.label,
        str(r.paye_le or ""),
        f"{timezone.localtime(r.etabli_at):%Y-%m-%d}",
    )
