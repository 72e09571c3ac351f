"""The letters of a decision: what they say is frozen with it; the outbox holds them until the chair publishes."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.urls import reverse

from comite.models import Decision
from socle.comptes import reglement
from socle.comptes.models import Utilisateur
from socle.comptes.portee import programme_courant
from socle.courriers.actions import Lettre, poster_ensemble
from socle.courriers.liens import absolu
from socle.lib import francais


def contenu_de_la_lettre(decision: Decision, lignes: dict[str, Decimal], a_lever: Iterable, jour: date | None, rang: int | None) -> dict:
    """Return the words of the notification, the same by mail, on screen and as PDF. ``a_lever``: what is to be lifted, one by one."""
    libelles = {ligne.code: ligne.libelle for ligne in reglement.valeur("manufactures.lignes_subvention")}
    projet, seance = decision.point.projet, decision.point.seance
    return {
        "projet": str(projet),
        "sens": decision.sens,
        "decision": decision.etat.participe.lower(),
        "seance": seance.reference,
        "type": seance.get_type_display().lower(),
        "date": francais.date_entiere(decision.prise_at),
        "montant": francais.montant(decision.montant),
        "lignes": [[libelles.get(code, code), francais.montant(montant)] for code, montant in lignes.items()],
        "motifs": decision.motifs,
        "a_lever": [_a_lever(point) for point in a_lever],
        "date_retour": francais.date_entiere(jour) if jour else "",
        "rang": rang or "",
        "voies_de_recours": reglement.valeur("courriers.voies_de_recours"),
    }


def _a_lever(point) -> dict[str, str]:
    return {
        "texte": point.texte.strip().rstrip("."),
        "preuve": point.preuve_attendue.strip().rstrip("."),
        "qui": str(point.responsable or "l’équipe du projet"),
        "avant": francais.echeance(point.echeance),
    }


def cle_de_lettre(decision_pk: int) -> str:
    """Return the beginning of the keys of the letters of a decision in the outbox."""
    return f"comite-decision-{decision_pk}-"


def retenir_les_lettres(decision: Decision, equipe: list[Utilisateur]) -> None:
    """Write the letter to each member of the team; the outbox holds it until the chair publishes."""
    lien = absolu(reverse("decision_lettre", args=[programme_courant().slug, decision.pk]))
    contexte = decision.lettre | {"lien": lien, "lien_libelle": "Lire la lettre de notification"}
    fil, cle = decision.point.seance.fil, cle_de_lettre(decision.pk)
    lettres = [Lettre(personne, contexte, f"{cle}{personne.pk}", fil) for personne in equipe]
    poster_ensemble(gabarit=f"comite_decision_{decision.sens}", lettres=lettres, retenu=True)
