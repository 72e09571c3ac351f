"""Moving the credits of a project between its needs."""

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce

from accompagnement.actions.annonces import annoncer_a_l_equipe
from accompagnement.actions.registre import dotation, inscrire, mouvement, ouvrir_comptes, verrouiller_avec, verrouiller_comptes
from accompagnement.enums import NatureCompte, NatureMouvement
from accompagnement.models import Besoin, MouvementCredit
from accompagnement.regles import refus_de_credit
from accompagnement.regles_plan import refus_de_transfert
from accompagnement.regles_registre import refus_de_doter
from manufactures.models import Projet
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.francais import demi_journees as en_demi_journees
from socle.lib.refus import Refus, exiger

MEME_BESOIN = Refus("meme_besoin", "Choisissez deux besoins différents.")
MOTIF_MANQUANT = Refus("motif_manquant", "Indiquez le motif : il sera lu par l’équipe du projet.")
QUANTITE = Refus("quantite_nulle", "Indiquez au moins 1 demi-journée.")

# Read with the accounts: what left each by transfer; the transfers of an avenant have keys of their own.
_PARTIES = MouvementCredit.objects.filter(de=OuterRef("pk"), nature=NatureMouvement.TRANSFERT, cle__startswith="transfert:")
DEJA_PARTIES = Coalesce(Subquery(_PARTIES.order_by().values("de").annotate(total=Sum("quantite")).values("total")), 0)


@transaction.atomic
def transferer(
    *, projet: Projet, de: Besoin, vers: Besoin, quantite: int, motif: str, acteur: Acteur, cle: str
) -> MouvementCredit:
    """Move half-days left from a need to another, with a reason; the same key twice is one transfer.

    Raises ``ActionRefusee`` when the first need has not that many left, without a reason, within one need,
    or above the part of a need that moves without an avenant.
    """
    comptes = verrouiller_comptes(projet.pk, deja_parties=DEJA_PARTIES)
    if deja := MouvementCredit.objects.filter(cle=f"transfert:{cle}", projet=projet).first():
        return deja
    exiger(refus_de_transferer(comptes, de, vers, quantite, motif))
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


def refus_de_transferer(comptes, de: Besoin, vers: Besoin, quantite: int, motif: str) -> Refus | None:
    """Refuse a transfer, asked for or made, by the rules; ``comptes``: those of the project, read with ``DEJA_PARTIES``."""
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
    recues = compte.deja_parties + sum(c.solde for (besoin, _), c in comptes.items() if besoin == de.pk)
    return refus_de_transfert(quantite, recues, compte.deja_parties, reglement.valeur("accompagnement.transfert_part_max"))


@transaction.atomic
def doter(
    *, projet: Projet, lignes: list[tuple[str, int]], source: str, motif: str, acteur: Acteur | None, cle: str
) -> list[MouvementCredit]:
    """Grant more half-days to a project, lines of (need, half-days), on the ground of ``source``; one ``cle``, one grant.

    The need of a line is opened when the project has not got it. Raises ``ActionRefusee`` when the lines are wrong, when a
    ground or a reason is missing, or when the envelope is short; the same key again returns the lines already written.
    """
    comptes = verrouiller_avec(projet.pk, Q(nature=NatureCompte.ENVELOPPE))
    deja = MouvementCredit.objects.filter(projet=projet, cle__startswith=f"dotation:complement:{cle}:").order_by("pk")
    besoins = {b.code: b for b in Besoin.objects.filter(code__in=[code for code, _ in lignes]).annotate(deja=Exists(deja))}
    if any(besoin.deja for besoin in besoins.values()):
        return list(deja)
    enveloppe = next(c for c in comptes if c.nature == NatureCompte.ENVELOPPE)
    exiger(refus_de_doter(lignes, set(besoins), enveloppe.solde, source, motif))
    ouverts = ouvrir_comptes(projet, list(besoins.values()))
    dotations = [
        dotation(
            enveloppe,
            ouverts[besoins[code].pk, NatureCompte.DISPONIBLE],
            quantite,
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
