"""The waiting list: joined when no half-day is free, left, and served in order when one opens or is given back."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone

from accompagnement.actions.annonces import annoncer_a_l_equipe
from accompagnement.actions.prises import annoncer_un_creneau
from accompagnement.enums import NatureCompte, StatutCreneau
from accompagnement.enums_missions import ATTENTES_OUVERTES, StatutAttente
from accompagnement.models import AttenteDeCreneau, Besoin, CompteCredits, Creneau, Expert
from accompagnement.permissions import refus_de_l_etat
from accompagnement.queries.attentes import attentes_a_servir, avec_la_file
from accompagnement.queries.experts import experts_du_besoin
from accompagnement.queries.interets import avec_interet
from accompagnement.regles import refus_de_credit
from accompagnement.regles_attente import DEJA_EN_LISTE, IL_RESTE_DES_CRENEAUX, PLUS_EN_LISTE, Libre, fin_de_l_offre, offres
from accompagnement.regles_experts import refus_de_demander
from manufactures.models import Projet
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.francais import date_longue, echeance, plage
from socle.lib.refus import ActionRefusee, Refus, exiger

PAS_CET_EXPERT = Refus("expert_hors_besoin", "Cet expert n’accompagne pas ce besoin : attendez un autre expert, ou n’importe lequel.")


@transaction.atomic
def rejoindre_la_liste(*, projet: Projet, besoin: Besoin, expert: Expert | None, acteur: Acteur) -> AttenteDeCreneau:
    """Put a project in line for a need, for any expert or for one.

    Raises ``ActionRefusee`` while a half-day is free, without a credit, for an expert who cannot serve it, or when it is in line already.
    """
    compte = CompteCredits.objects.filter(projet=projet, besoin=besoin, nature=NatureCompte.DISPONIBLE).first()
    exiger(refus_de_l_etat(projet.etat))
    exiger(refus_de_credit(compte.solde if compte else 0))
    exiger(_refus_d_attendre(projet, besoin, expert, timezone.now()))
    try:
        with transaction.atomic():
            attente = AttenteDeCreneau.objects.create(
                projet=projet, besoin=besoin, expert=expert, demandee_par=acteur.utilisateur, demandee_at=timezone.now()
            )
    except IntegrityError as doublon:
        raise ActionRefusee(DEJA_EN_LISTE) from doublon
    qui = str(expert) if expert else "n’importe quel expert"
    noter("attente.rejointe", fil=projet.fil, acteur=acteur, objet=f"attente:{attente.pk}", besoin=str(besoin), expert=qui)
    annoncer_un_creneau()
    return attente


def _refus_d_attendre(projet: Projet, besoin: Besoin, expert: Expert | None, maintenant: datetime) -> Refus | None:
    """Nobody waits for what is free, nor for somebody who will not come."""
    experts = list(avec_interet(experts_du_besoin(besoin, maintenant), projet))
    voulus = [e for e in experts if expert is None or e.pk == expert.pk]
    if expert is not None and not voulus:
        return PAS_CET_EXPERT
    if any(e.libres and not e.interet for e in voulus):
        return IL_RESTE_DES_CRENEAUX
    return refus_de_demander(voulus[0].interet) if expert is not None else None


@transaction.atomic
def quitter_la_liste(*, attente: AttenteDeCreneau, acteur: Acteur) -> None:
    """Leave the line; what was offered goes to the next. Raises ``ActionRefusee`` when the place is closed already."""
    list(Creneau.objects.filter(pk=attente.creneau_id).select_for_update(of=("self",)))  # slots are locked before places
    attente = AttenteDeCreneau.objects.select_for_update(of=("self",)).select_related("projet", "besoin").get(pk=attente.pk)
    exiger(None if attente.etat in ATTENTES_OUVERTES else PLUS_EN_LISTE)
    _clore([attente], StatutAttente.QUITTEE)
    noter("attente.quittee", fil=attente.projet.fil, acteur=acteur, objet=f"attente:{attente.pk}", besoin=str(attente.besoin))


def _clore(attentes: list[AttenteDeCreneau], statut: StatutAttente) -> None:
    """Close places; the half-days they were offered are free again, and the next in line is served."""
    offerts = [a.creneau_id for a in attentes if a.creneau_id]
    AttenteDeCreneau.objects.filter(pk__in=[a.pk for a in attentes]).update(statut=statut, close_at=timezone.now())
    Creneau.objects.filter(pk__in=offerts, statut=StatutCreneau.OFFERT).update(statut=StatutCreneau.OUVERT)
    annoncer_un_creneau()


@transaction.atomic
def servir_la_liste() -> int:
    """Take back the offers whose time is over, then offer the free half-days to the first in line; return how many are offered.

    Done again, or late, it changes nothing more: the fair rule is ``regles_attente.offres``.
    """
    maintenant = timezone.now()
    _reprendre_les_offres(maintenant)
    libres = _verrouiller_les_libres(maintenant)
    file = {a.pk: a for a in attentes_a_servir().select_for_update(of=("self",))} if libres else {}
    faites = offres(file, [Libre(c.pk, c.debut, frozenset(c.file)) for c in libres.values()])
    for place, creneau in faites.items():
        _offrir(file[place], libres[creneau], maintenant)
    return len(faites)


def _reprendre_les_offres(maintenant: datetime) -> None:
    """Free the half-days whose offer is over, and say so; slots are locked before places, as a booking does."""
    finies = AttenteDeCreneau.objects.filter(statut=StatutAttente.OFFERTE, offre_jusqu_au__lte=maintenant)
    list(Creneau.objects.filter(pk__in=finies.values("creneau")).select_for_update(of=("self",)).order_by("pk"))
    passees = list(finies.select_for_update(of=("self",)).order_by("pk"))
    if passees:
        _clore(passees, StatutAttente.PASSEE)
        _dire(passees, "accompagnement_offre_passee", {})


def _verrouiller_les_libres(maintenant: datetime) -> dict[int, Creneau]:
    """Return the free half-days that somebody waits for, locked, with who."""
    attendus = avec_la_file(Creneau.objects.all().libres_apres(maintenant)).filter(file__len__gt=0)
    cles = list(Creneau.objects.filter(pk__in=list(attendus.values_list("pk", flat=True))).select_for_update(of=("self",)).order_by("pk"))
    return {c.pk: c for c in avec_la_file(Creneau.objects.filter(pk__in=[c.pk for c in cles], statut=StatutCreneau.OUVERT))}


def _offrir(attente: AttenteDeCreneau, creneau: Creneau, maintenant: datetime) -> None:
    """Keep a half-day for one project, and tell it."""
    Creneau.objects.filter(pk=creneau.pk).update(statut=StatutCreneau.OFFERT)
    attente.statut, attente.creneau, attente.offerte_at = StatutAttente.OFFERTE, creneau, maintenant
    attente.offre_jusqu_au = fin_de_l_offre(maintenant, reglement.valeur("accompagnement.offre_attente_heures"), creneau.debut)
    attente.save(update_fields=["statut", "creneau", "offerte_at", "offre_jusqu_au"])
    _dire([attente], "accompagnement_creneau_offert", {"jusqu_au": echeance(attente.offre_jusqu_au)})


def _dire(attentes: list[AttenteDeCreneau], gabarit: str, plus: dict) -> None:
    """Write to the team of each place; the key is the place and the half-day: the same offer is told once."""
    cles = [a.pk for a in attentes]
    for lue in AttenteDeCreneau.objects.filter(pk__in=cles).select_related("projet", "besoin", "creneau__expert__utilisateur").order_by("pk"):
        creneau = lue.creneau
        quand = f"{date_longue(creneau.debut)}, {plage(creneau.debut, creneau.fin)}"
        contexte = {"besoin": str(lue.besoin), "expert": str(creneau.expert), "creneau": quand} | plus
        annoncer_a_l_equipe(gabarit, lue.projet, cle=f"attente:{lue.pk}:{creneau.pk}", page="attente/", contexte=contexte)
