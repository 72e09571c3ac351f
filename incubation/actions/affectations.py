"""Placing a labelled project in a sous-promotion: its incubation begins."""

from datetime import date, timedelta

from django.db import transaction
from django.utils import timezone

from incubation import regles
from incubation.actions.envois import adresse_de, ecrire_au_binome
from incubation.models import Affectation, Livrable, Module, SousPromotion
from incubation.permissions import a_de_la_place, peut_coordonner, peut_etre_affecte
from manufactures.actions.projets import faire_passer, verrouiller
from manufactures.enums import StatutProjet
from manufactures.models import Projet
from socle.comptes.acteur import Acteur
from socle.comptes.reglement import valeur
from socle.journal.actions import noter
from socle.lib import francais
from socle.lib.refus import ActionRefusee, Refus, exiger


@transaction.atomic
def affecter_projet(*, projet: Projet, sous_promotion: SousPromotion, acteur: Acteur) -> Affectation:
    """Place a labelled project in a sous-promotion: it enters incubation and its livrables get their deadlines.

    « Les Manufactures labellisées seront réparties en sous-promotions ». Raises ``ActionRefusee`` when the project is not
    labelled, the sous-promotion full or its promotion over.
    """
    exiger(peut_coordonner(acteur))
    groupe = SousPromotion.objects.select_for_update(of=("self",)).select_related("promotion", "referent").get(pk=sous_promotion.pk)
    projet = verrouiller(projet.pk)
    exiger(peut_etre_affecte(projet.etat))
    exiger(a_de_la_place(groupe.affectations.filter(date_fin=None).count(), valeur("incubation.sous_promotion_max")))
    debut = _debut(groupe)
    affectation = Affectation.objects.create(projet=projet, sous_promotion=groupe, date_debut=debut)
    _confier_au_referent(projet, groupe)
    faire_passer(projet=projet, vers=StatutProjet.EN_INCUBATION, acteur=acteur, verrouille=True)
    _creer_les_livrables(projet, debut, groupe.promotion.date_fin)
    _annoncer(projet, groupe, debut, acteur)
    return affectation


def _debut(groupe: SousPromotion) -> date:
    """Return the first day of incubation of a project that comes in today; a late one has the time that is left."""
    debut = max(groupe.promotion.date_debut, timezone.localdate())
    if debut + timedelta(days=1) > groupe.promotion.date_fin:
        raise ActionRefusee(Refus("promotion_terminee", "Cette promotion est terminée. Choisissez une sous-promotion en cours."))
    return debut


def _confier_au_referent(projet: Projet, groupe: SousPromotion) -> None:
    if groupe.referent_id:
        projet.referent = groupe.referent
        Projet.objects.filter(pk=projet.pk).update(referent=groupe.referent)


def _creer_les_livrables(projet: Projet, debut: date, fin: date) -> None:
    modules = list(Module.objects.all())
    if not modules:
        raise ActionRefusee(Refus("sans_modules", "Ce programme n’a pas de modules\u00a0: installez d’abord son modèle."))
    plan = regles.plan_de_livrables(debut, fin, [m.numero for m in modules])
    Livrable.objects.bulk_create(
        Livrable(
            projet=projet,
            module=module,
            titre=module.titre,
            ouverture_at=prevue.ouverture_at,
            echeance_initiale_at=prevue.echeance_at,
            echeance_at=prevue.echeance_at,
        )
        for module, prevue in zip(modules, plan, strict=True)
    )


def _annoncer(projet: Projet, groupe: SousPromotion, debut: date, acteur: Acteur) -> None:
    dates = {"debut": francais.jour(debut), "fin": francais.jour(groupe.promotion.date_fin)}
    noter("projet.affecte", fil=projet.fil, acteur=acteur, projet=projet.nom, sous_promotion=f"sous-promotion {groupe.nom}", **dates)
    ecrire_au_binome(
        projet,
        gabarit="incubation_affectation",
        cle=f"incubation.affectation:{projet.pk}",
        contexte={"sous_promotion": groupe.nom, "referent": str(groupe.referent or ""), "lien": adresse_de("livrable_projet", projet.slug), **dates},
    )
