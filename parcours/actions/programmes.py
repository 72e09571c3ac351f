"""Opening a programme from a model: one transaction, every app installs its own part from plain values."""

import re
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, time

from django.db import transaction

from accompagnement.actions.installation import installer as installer_accompagnement
from comite.actions.installation import installer as installer_comite
from incubation.actions.installation import installer as installer_incubation
from manufactures.actions.installation import installer as installer_manufactures
from parcours.modele import Modele
from socle.comptes.actions.adhesions import ouvrir_porte
from socle.comptes.actions.reglages import fixer_reglages
from socle.comptes.enums import Role
from socle.comptes.models import Operateur, Programme, Utilisateur
from socle.comptes.portee import programme_actif
from socle.journal.actions import noter
from socle.lib.dates import a_paris
from socle.lib.refus import Refus, exiger

ADRESSE_FAUSSE = Refus("adresse_fausse", "Écrivez l’adresse en minuscules, chiffres et tirets, par exemple : manufactures.")


@transaction.atomic
def creer_programme(
    *,
    modele: Modele,
    slug: str,
    operateur: Operateur,
    auteur: Utilisateur | None,
    nom: str = "",
    reglages: Mapping[str, object] | None = None,
) -> Programme:
    """Open a programme with everything its model says, some settings changed.

    Raises ``ActionRefusee`` when the address is taken or is not one.
    """
    exiger(_refus_d_adresse(slug))
    identite = modele.identite
    programme = Programme.objects.create(
        operateur=operateur,
        slug=slug,
        nom=nom or identite.nom,
        accroche=identite.accroche,
        animateur=identite.animateur,
        modele=modele.code,
        couleurs=_couleurs(modele),
    )
    with programme_actif(programme):
        _installer(modele, _reglages(modele) | dict(reglages or {}))
        if auteur:
            ouvrir_porte(utilisateur=auteur, role=Role.COORDINATION)
        noter("programme.cree", fil="programme", acteur=None, modele=modele.code)
    return programme


def _refus_d_adresse(slug: str) -> Refus | None:
    if not re.fullmatch(r"[a-z0-9][a-z0-9-]*", slug):
        return ADRESSE_FAUSSE
    if Programme.objects.filter(slug=slug).exists():
        return Refus("programme_existant", f"L’adresse « {slug} » est déjà prise. Choisissez-en une autre.")
    return None


def _couleurs(modele: Modele) -> dict:
    palettes = asdict(modele.identite.couleurs)
    return {theme: palette for theme, palette in palettes.items() if palette}


def _installer(modele: Modele, reglages: dict) -> None:
    fixer_reglages(valeurs=reglages, motif="Modèle du programme", date_effet=date(2021, 1, 1), auteur=None)
    installer_manufactures(vagues=_vagues(modele), conditions=_conditions(modele))
    installer_incubation(modules=_modules(modele))
    installer_comite(criteres=_criteres(modele))
    installer_accompagnement(besoins=_besoins(modele), enveloppe_demi_journees=_demi_journees(reglages))


def _reglages(modele: Modele) -> dict:
    """Return the settings of the model, and its lists, each under the name of the app that reads it."""
    listes = {
        "manufactures.lignes_subvention": _choix(modele.lignes_financement),
        "manufactures.territoires": _choix(modele.territoires),
        "manufactures.filieres": _choix(modele.filieres),
        "manufactures.formes_juridiques": _choix(modele.formes_juridiques),
        "incubation.besoins": [{"code": b.code, "titre": b.titre} for b in modele.besoins],
        "incubation.besoins_par_module": {m.code: list(m.besoins) for m in modele.modules},
        "accompagnement.axes_autonomie": _choix(modele.axes_autonomie),
        "courriers.gabarits": {g.code: {"objet": g.objet, "corps": g.corps} for g in modele.gabarits},
    }
    return dict(modele.reglages) | listes


def _choix(choix) -> list[dict]:
    return [{"code": c.code, "libelle": c.intitule} for c in choix]


def _vagues(modele: Modele) -> list[dict]:
    return [
        {
            "numero": v.numero,
            "nom": v.nom,
            "ouverture_at": v.ouverture,
            "selection_prevue": v.selection_prevue,
            "cloture_at": v.cloture,
            "publication_at": a_paris(v.publication, time(0)) if v.publication else None,
        }
        for v in modele.vagues
    ]


def _conditions(modele: Modele) -> list[dict]:
    return [{"code": c.code, "libelle": c.intitule, "preuve_attendue": c.preuve} for c in modele.conditions_admission]


def _modules(modele: Modele) -> list[dict]:
    return [
        {
            "numero": m.numero,
            "code": m.code,
            "titre": m.titre,
            "titre_court": m.nom_court,
            "critique": m.critique,
            "attendus": [{"texte": a.intitule, "outil": a.outil.value if a.outil else ""} for a in m.attendus],
        }
        for m in modele.modules
    ]


def _criteres(modele: Modele) -> list[dict]:
    return [
        {"type": type_seance, "code": c.code, "libelle": c.intitule, "poids": c.poids}
        for type_seance in ("labellisation", "financement")
        for c in getattr(modele.criteres, type_seance)
    ]


def _besoins(modele: Modele) -> list[dict]:
    return [{"code": b.code, "titre": b.titre, "titre_court": b.nom_court, "description": b.description} for b in modele.besoins]


def _demi_journees(reglages: dict) -> int:
    """Return how many half-days the engineering envelope buys at the rate of the règlement."""
    return int(reglages["accompagnement.enveloppe_ingenierie"] / reglages["accompagnement.valeur_demi_journee"])
