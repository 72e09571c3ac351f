"""Placing a labelled project in a sous-promotion: its incubation begins."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Count, Subquery
from django.db.models.functions import Coalesce
from django.utils import timezone

from incubation import regles
from incubation.actions.envois import adresse_de, ecrire_au_binome
from incubation.models import Affectation, Livrable, Module, SousPromotion
from incubation.permissions import a_de_la_place, peut_coordonner, peut_etre_affecte
from incubation.queries.equipes import avec_binome, sous_promotions_a_remplir
from manufactures.actions.projets import faire_passer
from manufactures.enums import StatutProjet
from manufactures.models import Projet
from manufactures.queries.personnes import personnes
from socle.comptes.acteur import Acteur
from socle.comptes.reglement import valeur
from socle.journal.actions import noter
from socle.lib import francais
from socle.lib.refus import ActionRefusee, Refus, exiger

SANS_MODULES = Refus("sans_modules", "Ce programme n’a pas de modules\u00a0: installez d’abord son modèle.")


@transaction.atomic
def affecter_projet(*, projet: Projet, sous_promotion: SousPromotion, acteur: Acteur, verrouilles: bool = False) -> Affectation:
    """Place a labelled project in a sous-promotion: it enters incubation and its livrables get their deadlines.

    « Les Manufactures labellisées seront réparties en sous-promotions ». Raises ``ActionRefusee`` when the project is not
    labelled, the sous-promotion full or its promotion over. ``verrouilles``: the caller has just read both under their locks, the
    sous-promotion first, by ``sous_promotions_a_remplir`` and ``avec_binome``.
    """
    exiger(peut_coordonner(acteur))
    groupe = sous_promotion if verrouilles else sous_promotions_a_remplir().get(pk=sous_promotion.pk)
    projet = projet if verrouilles else avec_binome(Projet.objects.select_for_update(of=("self",))).get(pk=projet.pk)
    exiger(peut_etre_affecte(projet.etat_lu))  # a label not published yet is not said by a place
    modules = _modules_et_places(groupe)
    exiger(a_de_la_place(modules[0].places_prises, valeur("incubation.sous_promotion_max")))
    debut = _debut(groupe)
    affectation = Affectation.objects.create(projet=projet, sous_promotion=groupe, date_debut=debut)
    _confier_au_referent(projet, groupe)
    faire_passer(projet=projet, vers=StatutProjet.EN_INCUBATION, acteur=acteur, verrouille=True)
    _creer_les_livrables(projet, modules, debut, groupe.promotion.date_fin)
    _annoncer(projet, groupe, debut, acteur)
    return affectation


def _modules_et_places(groupe: SousPromotion) -> list[Module]:
    """Return the modules, each with how many projects the locked sous-promotion holds: one statement for the two."""
    presentes = Affectation.objects.filter(sous_promotion=groupe.pk, date_fin=None).order_by()
    prises = Coalesce(Subquery(presentes.values("sous_promotion").annotate(n=Count("pk")).values("n")), 0)
    modules = list(Module.objects.annotate(places_prises=prises))
    exiger(None if modules else SANS_MODULES)
    return modules


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


def _creer_les_livrables(projet: Projet, modules: list[Module], debut: date, fin: date) -> None:
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
        binome=personnes(projet.binome),
    )
