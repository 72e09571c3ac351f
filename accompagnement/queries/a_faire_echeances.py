"""What a team owes at a date: late yearly reports, the exit review, invitations to shared missions. Read with the projects, for no statement more."""

from collections.abc import Iterable
from datetime import date, datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import F, OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse

from accompagnement.enums_collectives import EtatPart
from accompagnement.permissions import peut_reserver
from accompagnement.queries.collectives import invitations_ouvertes
from accompagnement.queries.plan import debut_du_plan
from accompagnement.queries.rapports import annees_remises, titre_du_rapport
from accompagnement.queries.sortie import bilan_remis
from accompagnement.regles_rapport import rapports_en_retard
from accompagnement.regles_sortie import est_a_faire
from manufactures.models import Projet
from socle.comptes import reglement
from socle.comptes.portee import programme_courant
from socle.lib.dates import PARIS, a_paris
from socle.lib.taches_a_faire import Tache

_INVITATION = JSONObject(pk=F("collective"), titre=F("collective__titre"), avant=F("collective__inscriptions_avant"))


def avec_echeances(projets: QuerySet[Projet], instant: datetime) -> QuerySet[Projet]:
    """Add to projects, read by ``avec_plan`` too, the reports handed in, the review handed in, the invitations still open."""
    invitations = invitations_ouvertes(instant).filter(projet=OuterRef("pk")).order_by("collective__inscriptions_avant", "pk")
    return projets.annotate(
        debut_du_plan=debut_du_plan(),
        rapports_remis=annees_remises("pk"),
        bilan_remis=bilan_remis("pk"),
        invitations=ArraySubquery(invitations.values_list(_INVITATION)),
    )


def a_faire_des_echeances(projets: Iterable[Projet], instant: datetime) -> list[Tache]:
    """Return what is late or asked of the projects of a person, read by ``avec_echeances``, with ``ma_fonction``."""
    jour = instant.astimezone(PARIS).date()
    suivis = [p for p in projets if p.fin_du_plan and peut_reserver(p.ma_fonction, p.etat) is None]
    return [tache for p in suivis for tache in (*_rapports(p, jour), *_bilan(p, jour), *_invitations(p))]


def _rapports(projet: Projet, jour: date) -> list[Tache]:
    mois = reglement.valeur("accompagnement.rapport_annuel_mois")
    return [
        _tache(f"Remettre «\u00a0{titre_du_rapport(annee)}\u00a0»", projet, "rapport_ecrire", "Écrire le rapport", limite, annee)
        for annee, limite in rapports_en_retard(projet.debut_du_plan, projet.fin_du_plan, jour, mois, projet.rapports_remis)
    ]


def _bilan(projet: Projet, jour: date) -> list[Tache]:
    if projet.bilan_remis or not est_a_faire(projet.fin_du_plan, jour, reglement.valeur("accompagnement.bilan_rappel_mois")):
        return []
    return [_tache("Remettre le bilan d’autonomie", projet, "bilan_detail", "Remplir le bilan", projet.fin_du_plan)]


def _tache(titre: str, projet: Projet, route: str, verbe: str, limite: date, *adresse) -> Tache:
    url = reverse(route, args=[programme_courant().slug, projet.slug, *adresse])
    return Tache(titre, projet.nom, url, verbe, "file-earmark-text", "minium", a_paris(limite))


def _invitations(projet: Projet) -> list[Tache]:
    etat = EtatPart.INVITEE
    return [
        Tache(
            "Répondre à une invitation à une mission collective",
            f"«\u00a0{lue['titre']}\u00a0», {projet.nom}",
            reverse("collective_detail", args=[programme_courant().slug, lue["pk"]]),
            "Répondre à l’invitation",
            etat.icone,
            etat.ton,
            datetime.fromisoformat(lue["avant"]),
        )
        for lue in projet.invitations
    ]
