"""Opening the credits of a project and moving them between needs."""

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Exists, Q
from django.utils import timezone

from accompagnement.actions.annonces import annoncer_a_l_equipe
from accompagnement.actions.registre import inscrire, mouvement, ouvrir_comptes, verrouiller_avec, verrouiller_comptes
from accompagnement.enums import NatureCompte, NatureMouvement
from accompagnement.models import Besoin, CompteCredits, LignePlan, MouvementCredit, PlanAccompagnement
from accompagnement.regles import refus_de_credit
from accompagnement.regles_registre import refus_de_doter
from manufactures.models import Projet
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.dates import ajouter_mois
from socle.lib.francais import date_entiere
from socle.lib.francais import demi_journees as en_demi_journees
from socle.lib.refus import Refus, exiger

DEJA_OUVERTS = Refus("credits_deja_ouverts", "Les crédits de ce projet sont déjà ouverts.")
MEME_BESOIN = Refus("meme_besoin", "Choisissez deux besoins différents.")
MOTIF_MANQUANT = Refus("motif_manquant", "Indiquez le motif : il sera lu par l’équipe du projet.")
QUANTITE = Refus("quantite_nulle", "Indiquez au moins 1 demi-journée.")


@transaction.atomic
def ouvrir_credits(
    *, projet: Projet, demi_journees: int, repartition: list[tuple[str, int, str]], date_debut: date, acteur: Acteur | None
) -> PlanAccompagnement:
    """Open the plan and the credits of a project: lines are (need, half-days, objective), in order of priority.

    « Il prend la forme de crédits mobilisables selon des besoins ponctuels préalablement identifiés. » Raises
    ``ActionRefusee`` when already open, when lines do not add up, or when the envelope is short.
    """
    enveloppe = CompteCredits.objects.select_for_update().get(nature=NatureCompte.ENVELOPPE)
    deja = Exists(PlanAccompagnement.objects.filter(projet=projet))
    lus = Besoin.objects.filter(code__in=[code for code, _, _ in repartition]).annotate(deja=deja)
    besoins = {b.code: b for b in lus}
    exiger(_refus_d_ouvrir(demi_journees, repartition, besoins, enveloppe.solde))
    plan = _ecrire_le_plan(projet, repartition, besoins, date_debut, acteur)
    comptes = ouvrir_comptes(projet, list(besoins.values()))
    inscrire(
        *(
            mouvement(
                nature=NatureMouvement.DOTATION,
                de=enveloppe,
                vers=comptes[besoins[code].pk, NatureCompte.DISPONIBLE],
                quantite=quantite,
                source=f"Plan d’accompagnement signé le {date_entiere(plan.signe_at)}",
                acteur=acteur,
                cle=f"dotation:{plan.pk}:{code}",
            )
            for code, quantite, _ in repartition
            if quantite
        )
    )
    _annoncer(plan, demi_journees, acteur)
    return plan


def _refus_d_ouvrir(demi_journees, repartition, besoins, enveloppe: int) -> Refus | None:
    if any(besoin.deja for besoin in besoins.values()):
        return DEJA_OUVERTS
    codes = [code for code, _, _ in repartition]
    if inconnus := sorted(set(codes) - set(besoins)):
        return Refus("besoin_inconnu", f"Le programme ne connaît pas ce besoin : {', '.join(inconnus)}.")
    if len(codes) != len(set(codes)):
        return Refus("besoin_double", "Chaque besoin ne figure qu’une fois dans la répartition.")
    somme = sum(quantite for _, quantite, _ in repartition)
    if somme != demi_journees or demi_journees <= 0 or min(quantite for _, quantite, _ in repartition) < 0:
        return Refus("repartition_fausse", f"La répartition fait {somme} demi-journées, le plan en prévoit {demi_journees}.")
    if enveloppe < demi_journees:
        return Refus("enveloppe_courte", f"L’enveloppe d’ingénierie ne compte plus que {en_demi_journees(enveloppe)}.")
    return None


def _ecrire_le_plan(projet, repartition, besoins, date_debut, acteur) -> PlanAccompagnement:
    duree = reglement.valeur("accompagnement.duree_mois")
    plan = PlanAccompagnement.objects.create(
        projet=projet,
        date_debut=date_debut,
        date_fin=ajouter_mois(date_debut, duree) - timedelta(days=1),
        signe_at=timezone.now(),
        signe_par=acteur.utilisateur if acteur else None,
    )
    LignePlan.objects.bulk_create(
        LignePlan(plan=plan, besoin=besoins[code], demi_journees=quantite, objectif=objectif, priorite=rang)
        for rang, (code, quantite, objectif) in enumerate(repartition, start=1)
    )
    return plan


def _annoncer(plan: PlanAccompagnement, demi_journees: int, acteur: Acteur | None) -> None:
    details = {"demi_journees": en_demi_journees(demi_journees), "date_fin": date_entiere(plan.date_fin)}
    noter("credits.ouverts", fil=plan.projet.fil, acteur=acteur, **details)
    annoncer_a_l_equipe("accompagnement_credits", plan.projet, cle=f"plan:{plan.pk}", contexte=details)


@transaction.atomic
def transferer(
    *, projet: Projet, de: Besoin, vers: Besoin, quantite: int, motif: str, acteur: Acteur, cle: str
) -> MouvementCredit:
    """Move half-days left from a need to another, with a reason; the same key twice is one transfer.

    Raises ``ActionRefusee`` when the first need has not that many left, without a reason, or within one need.
    """
    comptes = verrouiller_comptes(projet.pk)
    if deja := MouvementCredit.objects.filter(cle=f"transfert:{cle}", projet=projet).first():
        return deja
    exiger(_refus_de_transferer(comptes, de, vers, quantite, motif))
    if (vers.pk, NatureCompte.DISPONIBLE) not in comptes:
        comptes |= ouvrir_comptes(projet, [vers])
    ligne = mouvement(
        nature=NatureMouvement.TRANSFERT,
        de=comptes[de.pk, NatureCompte.DISPONIBLE],
        vers=comptes[vers.pk, NatureCompte.DISPONIBLE],
        quantite=quantite,
        source=f"{de} vers {vers}",
        motif=motif,
        acteur=acteur,
        cle=f"transfert:{cle}",
    )
    inscrire(ligne)
    details = {"demi_journees": en_demi_journees(quantite), "de": str(de), "vers": str(vers)}
    noter("credits.transferes", fil=projet.fil, acteur=acteur, motif=motif, **details)
    annoncer_a_l_equipe("accompagnement_transfert", projet, cle=f"transfert:{ligne.pk}", contexte=details | {"motif": motif})
    return ligne


def _refus_de_transferer(comptes, de: Besoin, vers: Besoin, quantite: int, motif: str) -> Refus | None:
    if de.pk == vers.pk:
        return MEME_BESOIN
    if quantite < 1:
        return QUANTITE
    if not motif.strip():
        return MOTIF_MANQUANT
    compte = comptes.get((de.pk, NatureCompte.DISPONIBLE))
    reste = compte.solde if compte else 0
    if refus_de_credit(reste, quantite):
        return Refus("credit_insuffisant", f"Il reste {en_demi_journees(reste)} pour « {de} » : indiquez {reste} au plus.")
    return None


@transaction.atomic
def doter(
    *, projet: Projet, lignes: list[tuple[str, int]], source: str, motif: str, acteur: Acteur | None, cle: str
) -> list[MouvementCredit]:
    """Grant more half-days to a project, lines of (need, half-days), on the ground of ``source``; one ``cle``, one grant.

    The need of a line is opened when the project has not got it. Raises ``ActionRefusee`` when the lines are wrong, when a
    ground or a reason is missing, or when the envelope is short; the same key again returns the lines already written.
    """
    comptes = verrouiller_avec(projet.pk, Q(nature=NatureCompte.ENVELOPPE))
    if deja := list(projet.mouvements_credit.filter(cle__startswith=f"dotation:complement:{cle}:").order_by("pk")):
        return deja
    enveloppe = next(c for c in comptes if c.nature == NatureCompte.ENVELOPPE)
    besoins = {b.code: b for b in Besoin.objects.filter(code__in=[code for code, _ in lignes])}
    exiger(refus_de_doter(lignes, set(besoins), enveloppe.solde, source, motif))
    ouverts = ouvrir_comptes(projet, list(besoins.values()))
    dotations = [
        mouvement(
            nature=NatureMouvement.DOTATION,
            de=enveloppe,
            vers=ouverts[besoins[code].pk, NatureCompte.DISPONIBLE],
            quantite=quantite,
            source=source,
            motif=motif,
            acteur=acteur,
            cle=f"dotation:complement:{cle}:{code}",
        )
        for code, quantite in lignes
    ]
    inscrire(*dotations)
    details = {"demi_journees": en_demi_journees(sum(n for _, n in lignes)), "source": source}
    noter("credits.dotes", fil=projet.fil, acteur=acteur, motif=motif, **details)
    annoncer_a_l_equipe("accompagnement_dotation", projet, cle=f"dotation:{cle}", contexte=details | {"motif": motif})
    return dotations
