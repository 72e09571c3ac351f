"""What one line of a model cannot tell: the rules between its lines."""

import re
import typing
from collections.abc import Iterable
from dataclasses import fields
from string import Formatter

from parcours.modele.formes import CriteresModele, Modele, ModeleInvalide
from parcours.modele.gabarits import CHAMPS_DES_GABARITS

_CODE = re.compile(r"(?=.{1,40}$)[a-z][a-z0-9]*([_-][a-z0-9]+)*")
_COULEUR = re.compile(r"#[0-9A-Fa-f]{6}")
_REGLAGE = re.compile(r"(manufactures|incubation|comite|accompagnement|courriers)\.[a-z][a-z0-9_]*")
_CODE_REFUSE = "le code « {} » est refusé. Écrivez au plus 40 minuscules sans accent, chiffres ou tirets."


def verifier(modele: Modele) -> None:
    """Raise ``ModeleInvalide`` at the first rule the model breaks."""
    for verification in _VERIFICATIONS:
        verification(modele)


def _verifier_codes(modele: Modele) -> None:
    if not _CODE.fullmatch(modele.code):
        raise ModeleInvalide("code", _CODE_REFUSE.format(modele.code))
    for chemin, lignes in _listes_a_codes(modele):
        vus: set[str] = set()
        for rang, ligne in enumerate(lignes, 1):
            _verifier_code(ligne.code, vus, f"{chemin}[{rang}].code")
            vus.add(ligne.code)


def _listes_a_codes(modele: Modele) -> Iterable[tuple[str, tuple]]:
    for nom in (champ.name for champ in fields(Modele) if typing.get_origin(champ.type) is tuple):
        yield nom, getattr(modele, nom)
    yield "criteres.labellisation", modele.criteres.labellisation
    yield "criteres.financement", modele.criteres.financement
    yield "attendus", tuple(attendu for module in modele.modules for attendu in module.attendus)


def _verifier_code(code: str, vus: set[str], chemin: str) -> None:
    if not _CODE.fullmatch(code):
        raise ModeleInvalide(chemin, _CODE_REFUSE.format(code))
    if code in vus:
        raise ModeleInvalide(chemin, f"le code « {code} » est déjà pris.")


def _verifier_numeros(modele: Modele) -> None:
    for nom, lignes in (("vagues", modele.vagues), ("modules", modele.modules)):
        for rang, ligne in enumerate(lignes, 1):
            if ligne.numero != rang:
                raise ModeleInvalide(f"{nom}[{rang}].numero", f"le numéro {rang} est attendu, pas {ligne.numero}.")


def _verifier_dates(modele: Modele) -> None:
    for rang, vague in enumerate(modele.vagues, 1):
        if vague.cloture <= vague.ouverture:
            raise ModeleInvalide(f"vagues[{rang}].cloture", "la clôture doit suivre l’ouverture.")
        if vague.selection_prevue < vague.ouverture.date():
            raise ModeleInvalide(f"vagues[{rang}].selection_prevue", "la sélection prévue précède l’ouverture.")
        if vague.publication and vague.publication < vague.cloture.date():
            raise ModeleInvalide(f"vagues[{rang}].publication", "la publication précède la clôture.")


def _verifier_besoins(modele: Modele) -> None:
    connus, vises = {besoin.code for besoin in modele.besoins}, set()
    for rang, module in enumerate(modele.modules, 1):
        for place, code in enumerate(module.besoins, 1):
            if code not in connus:
                raise ModeleInvalide(f"modules[{rang}].besoins[{place}]", f"le besoin « {code} » n’existe pas dans ce modèle.")
            vises.add(code)
    for rang, besoin in enumerate(modele.besoins, 1):
        if besoin.code not in vises:
            raise ModeleInvalide(f"besoins[{rang}]", f"aucun module ne mène au besoin « {besoin.code} ».")


def _verifier_criteres(modele: Modele) -> None:
    connus = {module.code for module in modele.modules} | {None}
    for grille in fields(CriteresModele):
        for rang, critere in enumerate(getattr(modele.criteres, grille.name), 1):
            chemin = f"criteres.{grille.name}[{rang}]"
            if critere.poids <= 0:
                raise ModeleInvalide(f"{chemin}.poids", "un poids est supérieur à zéro.")
            if critere.module not in connus:
                raise ModeleInvalide(f"{chemin}.module", f"le module « {critere.module} » n’existe pas dans ce modèle.")


def _verifier_couleurs(modele: Modele) -> None:
    couleurs = modele.identite.couleurs
    for theme, palette in (("clair", couleurs.clair), ("sombre", couleurs.sombre)):
        for nom, valeur in vars(palette).items() if palette else ():
            if not _COULEUR.fullmatch(valeur):
                raise ModeleInvalide(f"identite.couleurs.{theme}.{nom}", "une couleur est attendue, par exemple #1F5A4B.")


def _verifier_gabarits(modele: Modele) -> None:
    for rang, gabarit in enumerate(modele.gabarits, 1):
        if gabarit.code not in CHAMPS_DES_GABARITS:
            raise ModeleInvalide(f"gabarits[{rang}].code", f"le gabarit « {gabarit.code} » n’existe pas.")
        for partie in ("objet", "corps"):
            _verifier_champs(getattr(gabarit, partie), CHAMPS_DES_GABARITS[gabarit.code], f"gabarits[{rang}].{partie}")
    for code in sorted(CHAMPS_DES_GABARITS.keys() - {gabarit.code for gabarit in modele.gabarits}):
        raise ModeleInvalide("gabarits", f"le gabarit « {code} » manque.")


def _verifier_champs(texte: str, admis: frozenset[str], chemin: str) -> None:
    try:
        champs = [nom for _, nom, _, _ in Formatter().parse(texte) if nom is not None]
    except ValueError as cause:
        raise ModeleInvalide(chemin, "une accolade est seule. Écrivez {champ}.") from cause
    for nom in champs:
        if nom not in admis:
            raise ModeleInvalide(chemin, f"le champ {{{nom}}} est inconnu. Champs admis : {', '.join(sorted(admis))}.")


def _verifier_reglages(modele: Modele) -> None:
    for cle, valeur in modele.reglages.items():
        if not _REGLAGE.fullmatch(str(cle)):
            raise ModeleInvalide(f"reglages.{cle}", "une clé s’écrit « application.reglage », par exemple comite.quorum.")
        if valeur is None:
            raise ModeleInvalide(f"reglages.{cle}", "une valeur est attendue.")


_VERIFICATIONS = (
    _verifier_codes,
    _verifier_numeros,
    _verifier_dates,
    _verifier_besoins,
    _verifier_criteres,
    _verifier_couleurs,
    _verifier_gabarits,
    _verifier_reglages,
)
