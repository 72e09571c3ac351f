"""The only door of the ledger: every movement of credits is written here."""

from django.db.models import Q

from accompagnement.enums import COMPTES_D_UN_BESOIN, NatureCompte, NatureMouvement
from accompagnement.models import Besoin, CompteCredits, Mission, MouvementCredit
from accompagnement.regles import refus_de_credit
from manufactures.models import Projet
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.lib.francais import demi_journees as en_demi_journees
from socle.lib.refus import Refus


def ouvrir_comptes(projet: Projet, besoins: list[Besoin]) -> dict[tuple[int, NatureCompte], CompteCredits]:
    """Open the four accounts of each need of a project, empty, and return them by (need, nature), locked; twice is once.

    An account that somebody else has just opened is written over with its own nature: that locks it and tells its key, which
    skipping it would not. Its balance is untouched, and not read.
    """
    ouverts = CompteCredits.objects.bulk_create(
        [CompteCredits(projet=projet, besoin=b, nature=nature) for b in besoins for nature in COMPTES_D_UN_BESOIN],
        update_conflicts=True,
        unique_fields=["projet", "besoin", "nature"],
        update_fields=["nature"],
    )
    return {(c.besoin_id, NatureCompte(c.nature)): c for c in ouverts}


def verrouiller_comptes(projet_pk: int, **lus) -> dict[tuple[int, NatureCompte], CompteCredits]:
    """Return the accounts of a project by (need, nature), locked until the end of the transaction; ``lus`` is read with them."""
    return {(c.besoin_id, NatureCompte(c.nature)): c for c in CompteCredits.objects.annotate(**lus).verrouiller(projet_pk)}


def refus_de_solde(comptes: dict, besoin_pk: int, quantite: int = 1) -> Refus | None:
    """Refuse more half-days than a need of locked accounts has left; a need without an account has none."""
    disponible = comptes.get((besoin_pk, NatureCompte.DISPONIBLE))
    return refus_de_credit(disponible.solde if disponible else 0, quantite)


def verrouiller_avec(projet_pk: int | None, aussi: Q) -> list[CompteCredits]:
    """Return the accounts of a project and those of ``aussi``, locked together in the order of the ledger's triggers."""
    du_projet = Q(projet=projet_pk) if projet_pk else Q(pk=None)
    return list(CompteCredits.objects.filter(du_projet | aussi).select_for_update(of=("self",)).order_by("pk"))


def mouvement(
    *,
    nature: NatureMouvement,
    de: CompteCredits,
    vers: CompteCredits,
    quantite: int,
    source: str,
    motif: str,
    acteur: Acteur | None,
    cle: str,
    mission: Mission | None = None,
) -> MouvementCredit:
    """Return a line of ``quantite`` half-days to write, at the value of a half-day today; ``cle`` makes it unique.

    ``source`` says what proves it, ``motif`` why it was done: nobody disputes what is explained.
    """
    return MouvementCredit(
        nature=nature,
        de=de,
        vers=vers,
        quantite=quantite,
        projet_id=vers.projet_id or de.projet_id,
        besoin_id=vers.besoin_id or de.besoin_id,
        mission=mission,
        source=source,
        motif=motif,
        auteur=acteur.utilisateur if acteur else None,
        valeur_unitaire=reglement.valeur("accompagnement.valeur_demi_journee"),
        cle=cle,
    )


def dotation(
    enveloppe: CompteCredits, vers: CompteCredits, quantite: int, *, source: str, motif: str, acteur: Acteur | None, cle: str
) -> MouvementCredit:
    """Return a grant of ``quantite`` half-days of the envelope to a need: by a plan, an avenant or a complement, it is the same line."""
    nature = NatureMouvement.DOTATION
    return mouvement(nature=nature, de=enveloppe, vers=vers, quantite=quantite, source=source, motif=motif, acteur=acteur, cle=cle)


def contre_passation(corrige: MouvementCredit, *, source: str, motif: str, acteur: Acteur | None) -> MouvementCredit:
    """Return the exact reverse of a line, at the value of the line it corrects; its key makes it unique."""
    inverse = mouvement(
        nature=NatureMouvement.CONTRE_PASSATION,
        de=corrige.vers,
        vers=corrige.de,
        quantite=corrige.quantite,
        source=source,
        motif=motif,
        acteur=acteur,
        cle=f"contre_passation:{corrige.pk}",
        mission=corrige.mission,
    )
    inverse.corrige, inverse.valeur_unitaire = corrige, corrige.valeur_unitaire
    return inverse


def inscrire(*mouvements: MouvementCredit) -> None:
    """Write lines in one statement; the database moves both balances of each and refuses a negative one.

    Raises ``IntegrityError`` when the credit is short or a key was already used: actions check under lock first.
    """
    MouvementCredit.objects.bulk_create(mouvements)


def tenir(mission: Mission, comptes: dict, quantite: int, acteur: Acteur | None, *, cle: str, source: str = "", motif: str = "") -> None:
    """Hold half-days of the need for a mission; the reason is what it is to work on, when no other is given."""
    ligne = mouvement(
        nature=NatureMouvement.RESERVATION,
        de=comptes[mission.besoin_id, NatureCompte.DISPONIBLE],
        vers=comptes[mission.besoin_id, NatureCompte.RESERVE],
        quantite=quantite,
        source=source or f"mission {mission.pk}, {en_demi_journees(quantite)}",
        motif=motif or mission.objet,
        acteur=acteur,
        cle=cle,
        mission=mission,
    )
    inscrire(ligne)


def solder_mission(*, mission: Mission, comptes: dict, consommees: int, source: str, motif: str, acteur: Acteur | None) -> None:
    """Debit ``consommees`` half-days of what a mission holds and give the rest back."""
    reserve = comptes[mission.besoin_id, NatureCompte.RESERVE]
    parts = (
        (NatureMouvement.CONSOMMATION, NatureCompte.CONSOMME, consommees),
        (NatureMouvement.LIBERATION, NatureCompte.DISPONIBLE, mission.demi_journees - consommees),
    )
    inscrire(
        *(
            mouvement(
                nature=nature,
                de=reserve,
                vers=comptes[mission.besoin_id, vers],
                quantite=quantite,
                source=source,
                motif=motif,
                acteur=acteur,
                cle=f"mission:{mission.pk}:{nature}",
                mission=mission,
            )
            for nature, vers, quantite in parts
            if quantite
        )
    )
