"""Monthly statements of the experts: made once, numbered without a gap; then invoice and payment."""

from datetime import date, datetime
from itertools import groupby

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from accompagnement.actions.annonces_releves import annoncer_les_releves
from accompagnement.enums import NatureCompte, StatutMission, StatutPaiement
from accompagnement.models import CompteCredits, EtapeMission, LigneReleve, Mission, ReleveMensuel, ServiceFait
from accompagnement.permissions import peut_facturer
from accompagnement.queries.releves import services_a_relever
from accompagnement.regles_service import refus_de_facturer, refus_de_payer, refus_de_rejeter, refus_de_relever
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.dates import PARIS
from socle.lib.francais import date_entiere, pluriel
from socle.lib.refus import exiger


@transaction.atomic
def etablir_releves(*, mois: date, acteur: Acteur | None) -> list[ReleveMensuel]:
    """Make the statements of a month that is over: one per expert with services validated before its end, on none yet.

    Twice or late gives the same: what was validated after the month goes to the next. Raises ``ActionRefusee`` for a month
    that is not over.
    """
    maintenant = timezone.now()
    exiger(refus_de_relever(mois, maintenant))
    list(CompteCredits.objects.select_for_update().filter(nature=NatureCompte.ENVELOPPE))  # one maker of numbers at a time
    services = list(services_a_relever(mois))
    if not services:
        return []
    releves = _ecrire(mois, services, acteur, maintenant)
    _rendre_payables(services, acteur, maintenant)
    noter("releves.etablis", fil="programme", acteur=acteur, nombre=pluriel(len(releves), "relevé mensuel,relevés mensuels"), mois=f"{mois:%m/%Y}")
    annoncer_les_releves(releves)
    return releves


def _ecrire(mois: date, services: list[ServiceFait], acteur: Acteur | None, maintenant: datetime) -> list[ReleveMensuel]:
    annee = maintenant.astimezone(PARIS).year
    dernier = ReleveMensuel.objects.filter(annee=annee).aggregate(n=Max("rang"))["n"] or 0
    par_expert = [(expert, list(siens)) for expert, siens in groupby(services, key=lambda s: s.mission.expert)]
    champs = {"mois": mois, "annee": annee, "etabli_at": maintenant, "etabli_par": acteur.utilisateur if acteur else None}
    releves = ReleveMensuel.objects.bulk_create(
        ReleveMensuel(
            expert=expert,
            rang=rang,
            demi_journees=sum(s.demi_journees_acceptees for s in siens),
            frais_deplacement=sum(s.frais_deplacement for s in siens),
            montant=sum(s.montant for s in siens),
            **champs,
        )
        for rang, (expert, siens) in enumerate(par_expert, dernier + 1)
    )
    LigneReleve.objects.bulk_create(_ligne(r, s) for r, (_, siens) in zip(releves, par_expert, strict=True) for s in siens)
    return releves


def _ligne(releve: ReleveMensuel, service: ServiceFait) -> LigneReleve:
    mission, bon = service.mission, getattr(service.mission, "bon_de_commande", None)  # a slot booked has no order
    return LigneReleve(
        releve=releve,
        mission=mission,
        projet=str(mission.projet),
        besoin=str(mission.besoin),
        jour=mission.creneau.debut.astimezone(PARIS).date(),
        validee_le=service.valide_at.astimezone(PARIS).date(),
        demi_journees=service.demi_journees_acceptees,
        prix_unitaire=service.prix_demi_journee,
        frais_deplacement=service.frais_deplacement,
        montant=service.montant,
        lot=service.lot,
        commande=bon.reference if bon else "",
    )


def _rendre_payables(services: list[ServiceFait], acteur: Acteur | None, maintenant: datetime) -> None:
    """Move the missions of new statements on, and write their steps: two statements whatever their number."""
    pks, auteur = [s.mission_id for s in services], acteur.utilisateur if acteur else None
    Mission.objects.filter(pk__in=pks, statut=StatutMission.VALIDE).update(statut=StatutMission.PAYABLE)
    EtapeMission.objects.bulk_create(
        EtapeMission(mission_id=pk, de=StatutMission.VALIDE, vers=StatutMission.PAYABLE, auteur=auteur, date=maintenant) for pk in pks
    )


def _verrouiller(releve: ReleveMensuel) -> ReleveMensuel:
    return ReleveMensuel.objects.select_for_update(of=("self",)).select_related("expert__utilisateur").get(pk=releve.pk)


@transaction.atomic
def facturer(*, releve: ReleveMensuel, reference: str, date: date, acteur: Acteur) -> ReleveMensuel:
    """Let the expert give the invoice of a statement, or a right one after a rejection. Raises ``ActionRefusee``."""
    releve = _verrouiller(releve)
    exiger(peut_facturer(acteur, releve.expert.utilisateur_id))
    exiger(refus_de_facturer(releve.etat, date, timezone.localdate(releve.etabli_at), timezone.localdate()))
    releve.facture_reference, releve.facture_date = reference, date
    releve.paiement, releve.motif_rejet = StatutPaiement.A_PAYER, ""
    releve.save(update_fields=["facture_reference", "facture_date", "paiement", "motif_rejet"])
    noter("releve.facture", fil="programme", acteur=acteur, facture=reference, releve=releve.numero)
    return releve


@transaction.atomic
def payer(*, releve: ReleveMensuel, paye_le: date, acteur: Acteur) -> ReleveMensuel:
    """Record that a statement was paid. Raises ``ActionRefusee`` without invoice or twice."""
    releve = _verrouiller(releve)
    exiger(refus_de_payer(releve.etat, releve.facture_reference, releve.facture_date, paye_le, timezone.localdate()))
    _noter_le_paiement(releve, StatutPaiement.PAYE, acteur, paye_le=paye_le)
    noter("releve.paye", fil="programme", acteur=acteur, releve=releve.numero, date=date_entiere(paye_le))
    return releve


@transaction.atomic
def rejeter(*, releve: ReleveMensuel, motif: str, acteur: Acteur) -> ReleveMensuel:
    """Reject the invoice of a statement, with a reason that the expert reads. Raises ``ActionRefusee``."""
    releve = _verrouiller(releve)
    exiger(refus_de_rejeter(releve.etat, releve.facture_reference, motif))
    _noter_le_paiement(releve, StatutPaiement.REJETE, acteur, motif_rejet=motif)
    noter("releve.rejete", fil="programme", acteur=acteur, releve=releve.numero, motif=motif)
    return releve


def _noter_le_paiement(releve: ReleveMensuel, etat: StatutPaiement, acteur: Acteur, **champs) -> None:
    lus = champs | {"paiement": etat, "paiement_at": timezone.now(), "paiement_par": acteur.utilisateur}
    for champ, valeur in lus.items():
        setattr(releve, champ, valeur)
    releve.save(update_fields=list(lus))
