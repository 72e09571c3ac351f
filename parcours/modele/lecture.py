"""From the YAML file to typed values, led by the annotations of the dataclasses of ``formes``.

Places are written ``modules[3].attendus[1].outil``; rows count from 1, as people do.
"""

import types
import typing
from collections.abc import Mapping
from dataclasses import MISSING, fields, is_dataclass
from datetime import date, datetime
from pathlib import Path

import yaml

from parcours.modele.formes import Modele, ModeleInvalide, Outil
from socle.lib.dates import PARIS


def lire(fichier: Path) -> Modele:
    """Return the model written in ``fichier``, each value of its type; raise ``ModeleInvalide`` at the first odd one."""
    return _valeur(Modele, _contenu(fichier), "")


class _LecteurYaml(yaml.SafeLoader):
    """YAML without surprises: a key given twice is refused, and dates stay text until their type is known."""

    yaml_implicit_resolvers = {
        initiale: [(etiquette, motif) for etiquette, motif in regles if etiquette != "tag:yaml.org,2002:timestamp"]
        for initiale, regles in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }

    def construct_mapping(self, node, deep=False):
        vues = set()
        for cle, _ in node.value:
            if str(cle.value) in vues:
                raise ModeleInvalide(f"ligne {cle.start_mark.line + 1}", f"la clé « {cle.value} » est donnée deux fois.")
            vues.add(str(cle.value))
        return super().construct_mapping(node, deep)


def _contenu(fichier: Path) -> object:
    try:
        return _LecteurYaml(fichier.read_text(encoding="utf-8")).get_single_data()
    except (OSError, UnicodeDecodeError, yaml.reader.ReaderError) as cause:
        raise ModeleInvalide("", f"Le fichier « {fichier.name} » ne peut pas être lu.") from cause
    except yaml.MarkedYAMLError as cause:
        ligne = cause.problem_mark.line + 1
        raise ModeleInvalide(f"ligne {ligne}", "ce n’est pas du YAML. Vérifiez l’alignement et les deux-points.") from cause


def _valeur(attendu, brut, chemin: str):
    """Read ``brut`` as the annotation ``attendu`` (dataclass, tuple, optional, enum, mapping or scalar)."""
    if is_dataclass(attendu):
        return _objet(attendu, brut, chemin)
    origine, arguments = typing.get_origin(attendu), typing.get_args(attendu)
    if origine is tuple:
        return _liste(arguments[0], brut, chemin)
    if origine is types.UnionType:
        return None if brut is None else _valeur(arguments[0], brut, chemin)
    if origine is Mapping:
        return types.MappingProxyType(_groupe(brut, chemin))
    return _LECTEURS[attendu](brut, chemin)


def _objet(classe, brut, chemin: str):
    groupe = _groupe(brut, chemin)
    connus = {champ.name: champ for champ in fields(classe)}
    for cle in groupe:
        if cle not in connus:
            raise ModeleInvalide(_sous(chemin, cle), f"clé inconnue. Clés admises : {', '.join(connus)}.")
    for nom, champ in connus.items():
        if champ.default is MISSING and nom not in groupe:
            raise ModeleInvalide(_sous(chemin, nom), "clé obligatoire absente.")
    return classe(**{cle: _valeur(connus[cle].type, valeur, _sous(chemin, cle)) for cle, valeur in groupe.items()})


def _groupe(brut, chemin: str) -> dict:
    if not isinstance(brut, dict):
        raise ModeleInvalide(chemin or "fichier", "un groupe de clés est attendu.")
    return brut


def _liste(attendu, brut, chemin: str) -> tuple:
    if not isinstance(brut, list) or not brut:
        raise ModeleInvalide(chemin, "une liste d’au moins une ligne est attendue.")
    return tuple(_valeur(attendu, ligne, f"{chemin}[{rang}]") for rang, ligne in enumerate(brut, 1))


def _sous(chemin: str, cle: object) -> str:
    return f"{chemin}.{cle}" if chemin else str(cle)


def _texte(brut, chemin: str) -> str:
    if not isinstance(brut, str) or not brut.strip():
        raise ModeleInvalide(chemin, "un texte est attendu.")
    return brut.strip()


def _entier(brut, chemin: str) -> int:
    if not isinstance(brut, int) or isinstance(brut, bool):
        raise ModeleInvalide(chemin, "un nombre entier est attendu.")
    return brut


def _booleen(brut, chemin: str) -> bool:
    if not isinstance(brut, bool):
        raise ModeleInvalide(chemin, "écrivez true ou false.")
    return brut


def _jour(brut, chemin: str) -> date:
    try:
        return date.fromisoformat(_texte(brut, chemin))
    except ValueError as cause:
        raise ModeleInvalide(chemin, "une date est attendue, par exemple 2021-12-08.") from cause


def _instant(brut, chemin: str) -> datetime:
    try:
        return datetime.strptime(_texte(brut, chemin), "%Y-%m-%dT%H:%M").replace(tzinfo=PARIS)
    except ValueError as cause:
        raise ModeleInvalide(chemin, "une date et une heure de Paris sont attendues, par exemple 2021-11-04T23:59.") from cause


def _outil(brut, chemin: str) -> Outil:
    if brut not in list(Outil):
        raise ModeleInvalide(chemin, f"outil inconnu. Outils admis : {', '.join(Outil)}.")
    return Outil(brut)


_LECTEURS = {str: _texte, int: _entier, bool: _booleen, date: _jour, datetime: _instant, Outil: _outil}
