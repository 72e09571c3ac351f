"""What a candidature says, as plain values: shown before deposit, frozen at deposit."""

from manufactures.enums import TITRES
from manufactures.models import Projet
from manufactures.queries.dossier import Condition, Dossier
from socle.comptes import reglement

CHAMPS_STRUCTURE = ("nom", "siret", "rna", "registre_local", "forme_juridique", "adresse", "site_web")


def contenu_de(dossier: Dossier) -> dict:
    """Return the texts, answers, proofs (with their SHA-256), amounts (euros, as text) and team of a candidature."""
    libelles = {e.code: e.libelle for e in reglement.valeur("manufactures.lignes_subvention")}
    return {
        "projet": _projet(dossier.projet),
        "structure": _structure(dossier),
        "sites": list(dossier.sites),
        "partenaires": [{"structure": p["structure"], "apport": p["apport"]} for p in dossier.partenaires],
        "equipe": [{"nom": s.nom, "fonction": s.fonction.label} for s in dossier.equipe],
        "rubriques": [{"titre": TITRES[etape], "texte": texte} for etape, texte in dossier.textes.items()],
        "conditions": [_condition(c) for c in dossier.conditions],
        "montants": [{"ligne": libelles.get(code, code), "montant": str(m)} for code, m in dossier.montants.items()],
        "financeurs": [{"nom": f.nom, "montant": str(f.montant), "etat": f.etat} for f in dossier.financeurs],
        "montant_total": str(dossier.montant_total),
        "manques": [m.phrase for m in dossier.manques],
    }


def _projet(projet: Projet) -> dict:
    champs = ("nom", "resume", "commune", "departement", "region")
    lus = {champ: getattr(projet, champ) for champ in champs}
    return lus | {"filieres": list(projet.filieres), "territoire": projet.territoire_libelle}


def _structure(dossier: Dossier) -> dict | None:
    structure = dossier.structure
    return {champ: getattr(structure, champ) for champ in CHAMPS_STRUCTURE} if structure else None


def _condition(condition: Condition) -> dict:
    preuve = condition.preuve
    return {
        "condition": condition.libelle,
        "reponse": condition.texte,
        "preuve": {"nom": preuve.nom, "version": preuve.numero, "sha256": preuve.sha256} if preuve else None,
    }
