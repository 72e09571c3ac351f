"""The coordination's cockpit: every key figure in one statement, each the length of the list it opens."""

from dataclasses import dataclass
from datetime import datetime
from functools import partial

from django.db.models import Count, Min, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from accompagnement.enums import StatutMission, StatutPlan
from accompagnement.models import Mission
from accompagnement.queries.a_faire_plan import avenants_a_signer, plans_a_reprendre, plans_a_signer
from accompagnement.queries.releves import A_REGLER, releves_a_regler
from incubation.models import Livrable, Maturite
from incubation.queries.suivi import a_relire, binomes_incomplets, dernieres_notes, en_retard, sessions_a_convoquer, silencieux
from manufactures.enums import StatutProjet
from manufactures.models import Projet
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.comptes.models import Programme
from socle.comptes.portee import programme_courant
from socle.lib.francais import pluriel
from socle.lib.taches_a_faire import Tache


@dataclass(frozen=True)
class Chiffres:
    """What waits in the programme, in whole numbers."""

    a_instruire: int
    retards: int
    silencieux: int
    a_relire: int
    plus_ancien_depot_at: datetime | None
    binomes_incomplets: int
    axes_faibles: int
    a_convoquer: int
    a_valider: int
    a_approuver: int
    ajournes: int
    projets: int
    en_incubation: int
    en_accompagnement: int
    plans_a_reprendre: int
    plans_a_signer: int
    avenants_a_signer: int
    releves_a_regler: int


def _nombre(lignes: QuerySet) -> Coalesce:
    """Return the length of a queryset as a scalar subquery."""
    compte = lignes.order_by().annotate(seul=Value(1)).values("seul").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(compte), 0)


def chiffres(acteur: Acteur) -> Chiffres:
    """Return the figures of the cockpit in one statement (plus one for the règlement); observers are bound by the embargo."""
    compter = partial(_compter, acteur=acteur)
    instant, jour = timezone.now(), timezone.localdate()
    faibles = Maturite.objects.filter(pk__in=dernieres_notes().values("pk"), note__lte=reglement.valeur("incubation.maturite_note_faible"))
    relire = a_relire()
    sous_requetes = {
        "a_instruire": compter(StatutProjet.DEPOSE),
        "retards": _nombre(en_retard(instant)),
        "silencieux": _nombre(silencieux(instant)),
        "a_relire": _nombre(relire),
        "plus_ancien_depot_at": Subquery(relire.order_by().annotate(seul=Value(1)).values("seul").annotate(n=Min("deposee_at")).values("n")),
        "binomes_incomplets": _nombre(binomes_incomplets(jour)),
        "axes_faibles": _nombre(faibles),
        "a_convoquer": _nombre(sessions_a_convoquer(jour)),
        "a_valider": _nombre(Mission.objects.filter(statut=StatutMission.A_VALIDER)),
        "a_approuver": _nombre(Mission.objects.filter(statut=StatutMission.A_APPROUVER)),
        "ajournes": compter(StatutProjet.AJOURNE),
        "projets": _nombre(Projet.objects.all()),
        "en_incubation": compter(StatutProjet.EN_INCUBATION),
        "en_accompagnement": compter(StatutProjet.EN_ACCOMPAGNEMENT),
        "plans_a_reprendre": _nombre(plans_a_reprendre()),
        "plans_a_signer": _nombre(plans_a_signer()),
        "avenants_a_signer": _nombre(avenants_a_signer()),
        "releves_a_regler": _nombre(releves_a_regler()),
    }
    ligne = Programme.objects.filter(pk=programme_courant().pk).annotate(**{f"n_{k}": v for k, v in sous_requetes.items()})
    lues = ligne.values(*(f"n_{k}" for k in sous_requetes)).get()
    return Chiffres(**{k: lues[f"n_{k}"] for k in sous_requetes})


def _compter(statut: StatutProjet, *, acteur: Acteur) -> Coalesce:
    return _nombre(Projet.objects.avec_statut_lu(acteur).filter(statut_lu=statut))


def livrables_en_retard(nombre: int) -> list[Livrable]:
    """Return the oldest late livrables."""
    return list(en_retard(timezone.now())[:nombre])


_PLANS = "plan d’accompagnement,plans d’accompagnement"


def taches_du_cockpit(lus: Chiffres) -> list[Tache]:
    """Return the tasks of the coordination that a count tells better than a list."""
    lignes = (
        (lus.a_instruire, "Instruire {}", "candidature", "projet_liste", f"?statut={StatutProjet.DEPOSE}", "Instruire", "inbox-fill"),
        (lus.a_relire, "Relire {}", "livrable", "livrable_liste", "?etat=relire", "Relire", "eye-fill"),
        (lus.a_convoquer, "Convoquer {}", "session", "promotion_liste", "", "Convoquer", "envelope-paper-fill"),
        (lus.plans_a_signer, "Signer {}", _PLANS, "plan_liste", f"?statut={StatutPlan.SIGNE_EQUIPE}", "Signer", "pen"),
        (lus.plans_a_reprendre, "Proposer {}", _PLANS, "plan_liste", "?statut=a_reprendre", "Proposer", "signpost-split-fill"),
        (lus.avenants_a_signer, "Signer {}", "avenant", "plan_liste", "?statut=avenant", "Signer", "pen"),
        (lus.releves_a_regler, "Payer {}", "facture d’expert,factures d’experts", "releve_liste", f"?paiement={A_REGLER}", "Payer", "cash-coin"),
    )
    return [_tache(*ligne) for ligne in lignes if ligne[0]]


def _tache(nombre: int, titre: str, nom: str, route: str, filtre: str, verbe: str, icone: str) -> Tache:
    url = reverse(route, args=[programme_courant().slug]) + filtre
    return Tache(titre.format(pluriel(nombre, *nom.split(","))), "Tous projets", url, verbe, icone, "minium")
