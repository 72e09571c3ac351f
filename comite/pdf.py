"""The documents of the committee. They read frozen data only: rendering again gives the same bytes."""

from dataclasses import dataclass
from typing import Any

from comite.models import Decision, ProcesVerbal
from comite.queries.proces_verbal import code_de_verification
from socle.documents.registre import declarer
from socle.lib import francais

CODE = "comite.proces_verbal"


@dataclass(frozen=True)
class ContextePV:
    """What the minutes print."""

    titre: str
    numero: str
    etat: str
    verification: str
    contenu: dict[str, Any]
    empreinte: str
    signatures: list[str]


def contexte_pv(pv_id: int) -> ContextePV:
    """Read the frozen minutes and the signatures under them."""
    pv = ProcesVerbal.objects.select_related("seance").get(pk=pv_id)
    signatures = pv.signatures.select_related("signataire")
    return ContextePV(
        titre=pv.contenu["titre"],
        numero=f"Procès-verbal {pv.contenu['reference']}",
        etat=f"Signé le {francais.echeance(pv.signe_at)}" if pv.signe_at else pv.statut.label,
        verification=code_de_verification(pv.empreinte),
        contenu=pv.contenu,
        empreinte=pv.empreinte,
        signatures=[f"{s.get_qualite_display()}\u00a0: {s.signataire}, {francais.echeance(s.signe_at)}" for s in signatures],
    )


declarer(CODE, "Procès-verbal", contexte_pv, "comite/pdf/proces_verbal.html")

CODE_LETTRE = "comite.lettre"


@dataclass(frozen=True)
class ContexteLettre:
    """What the notification of a decision prints: its words, frozen when it was proclaimed."""

    titre: str
    numero: str
    lettre: dict[str, Any]


def contexte_lettre(decision_id: int) -> ContexteLettre:
    """Read the frozen words of a decision."""
    decision = Decision.objects.get(pk=decision_id)
    return ContexteLettre(
        titre=f"Lettre de notification, {decision.lettre['projet']}",
        numero=f"Décision {decision.pk}, séance {decision.lettre['seance']}",
        lettre=decision.lettre,
    )


declarer(CODE_LETTRE, "Lettre de notification", contexte_lettre, "comite/pdf/lettre.html")
