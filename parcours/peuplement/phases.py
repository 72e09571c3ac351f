"""What example projects leave in the phases they went through: sous-promotions, livrables, credits."""

from datetime import date, time, timedelta

from django.utils import timezone

from accompagnement.enums import COMPTES_D_UN_BESOIN, NatureCompte, NatureMouvement, StatutPlan
from accompagnement.models import Besoin, CompteCredits, LignePlan, MouvementCredit, PlanAccompagnement
from accompagnement.regles import repartition_des_credits
from incubation.enums import StatutLivrable
from incubation.models import Affectation, Livrable, Module, Promotion, SousPromotion
from manufactures.enums import StatutProjet
from manufactures.models import Projet
from parcours.peuplement.projets import Lot
from socle.comptes import reglement
from socle.comptes.models import Utilisateur
from socle.lib.dates import a_paris

PAR_GROUPE = 10


def peupler_incubation(lot: Lot, promotion: Promotion, modules: list[Module]) -> None:
    """Place the incubated projects of a batch in sous-promotions of ten, each with one livrable per module."""
    incubes = lot.arrives_a(StatutProjet.EN_INCUBATION)
    groupes = [incubes[i : i + PAR_GROUPE] for i in range(0, len(incubes), PAR_GROUPE)]
    premier = incubes[0].pk if incubes else 0
    sous_promotions = SousPromotion.objects.bulk_create(
        SousPromotion(promotion=promotion, nom=f"{premier}-{n}") for n, _ in enumerate(groupes, 1)
    )
    Affectation.objects.bulk_create(
        Affectation(projet=projet, sous_promotion=groupe, date_debut=promotion.date_debut)
        for groupe, projets in zip(sous_promotions, groupes, strict=True)
        for projet in projets
    )
    Livrable.objects.bulk_create((_livrable(p, m, promotion, lot) for p in incubes for m in modules), batch_size=2_000)


def _livrable(projet: Projet, module: Module, promotion: Promotion, lot: Lot) -> Livrable:
    ouverture = a_paris(promotion.date_debut, time(0))
    echeance = ouverture + timedelta(days=14 * module.numero, hours=18)
    statut = lot.hasard.choice([StatutLivrable.ATTENDU, StatutLivrable.EN_RELECTURE, StatutLivrable.VALIDE])
    champs = {"titre": module.titre[:200], "ouverture_at": ouverture, "echeance_initiale_at": echeance, "echeance_at": echeance}
    return Livrable(projet=projet, module=module, statut=statut, **champs)


def peupler_accompagnement(lot: Lot, besoins: list[Besoin], debut: date) -> None:
    """Open the credits of the accompanied projects of a batch over three needs, through the ledger."""
    projets = lot.arrives_a(StatutProjet.EN_ACCOMPAGNEMENT)
    choix = {
        p.pk: repartition_des_credits(_allocation(), {b.pk: 1 for b in lot.hasard.sample(besoins, min(3, len(besoins)))}) for p in projets
    }
    plans = PlanAccompagnement.objects.bulk_create(
        PlanAccompagnement(projet=p, demi_journees=_allocation(), date_debut=debut, date_fin=debut.replace(year=debut.year + 2))
        for p in projets
    )
    LignePlan.objects.bulk_create(
        LignePlan(plan=plan, besoin_id=besoin, demi_journees=n, priorite=rang)
        for plan in plans
        for rang, (besoin, n) in enumerate(choix[plan.projet_id].items(), 1)
    )
    _signer(projets)
    _doter(projets, choix)


def _signer(projets: list[Projet]) -> None:
    """Have the plans signed by two example persons: the first seat of any team, then another account."""
    ligne, maintenant = PlanAccompagnement.objects.filter(projet__in=projets), timezone.now()
    premier, second = Utilisateur.objects.order_by("pk")[:2]
    ligne.update(statut=StatutPlan.PROPOSE, propose_at=maintenant)
    ligne.update(statut=StatutPlan.SIGNE_EQUIPE, signe_equipe_at=maintenant, signe_equipe_par=premier)
    ligne.update(statut=StatutPlan.SIGNE, signe_at=maintenant, signe_par=second)


def _allocation() -> int:
    return reglement.valeur("accompagnement.credits_par_projet")


def _doter(projets: list[Projet], choix: dict[int, dict[int, int]]) -> None:
    comptes = CompteCredits.objects.bulk_create(
        CompteCredits(projet=p, besoin_id=besoin, nature=nature)
        for p in projets
        for besoin in choix[p.pk]
        for nature in COMPTES_D_UN_BESOIN
    )
    enveloppe = CompteCredits.objects.get(nature=NatureCompte.ENVELOPPE)
    MouvementCredit.objects.bulk_create(
        MouvementCredit(
            nature=NatureMouvement.DOTATION,
            de=enveloppe,
            vers=compte,
            quantite=choix[compte.projet_id][compte.besoin_id],
            projet_id=compte.projet_id,
            besoin_id=compte.besoin_id,
            source="Plan d’accompagnement d’exemple",
            motif="Besoin d’exemple",
            valeur_unitaire=reglement.valeur("accompagnement.valeur_demi_journee"),
            cle=f"peuplement:{compte.pk}",
        )
        for compte in comptes
        if compte.nature == NatureCompte.DISPONIBLE
    )
