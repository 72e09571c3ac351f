"""The frozen file, and the marks the members give it."""

import hashlib
import json

from django.core.serializers.json import DjangoJSONEncoder
from django.db import transaction
from django.utils import timezone

from comite.enums import SEANCES_A_VENIR, SEANCES_EN_COURS, TypeSeance
from comite.models import Critere, Deport, Dossier, Note, PointOrdreDuJour
from comite.permissions import DEPORTE, peut_noter
from comite.queries.sieges import siege_de
from comite.queries.suites import retour_du_dossier
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.refus import Refus, exiger

DEJA_FIGE = Refus("dossier_fige", "Le dossier de ce point est déjà figé\u00a0: il ne change plus.")
SEANCE_LEVEE = Refus("seance_levee", "La séance est levée\u00a0: les notes ne changent plus.")


def empreinte_de(contenu: dict) -> str:
    """Return the SHA-256 of recorded data, whatever the order of its keys."""
    texte = json.dumps(contenu, cls=DjangoJSONEncoder, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(texte.encode()).hexdigest()


@transaction.atomic
def figer_dossier(*, point: PointOrdreDuJour, contenu: dict, acteur: Acteur | None) -> Dossier:
    """Freeze and hash the file of a point. Raises ``ActionRefusee`` when it is frozen already."""
    point = PointOrdreDuJour.objects.select_for_update(of=("self",)).select_related("projet", "seance", "dossier").get(pk=point.pk)
    exiger(DEJA_FIGE if hasattr(point, "dossier") else None)
    if point.retour_ajournement:
        contenu = contenu | retour_du_dossier(point, contenu)
    dossier = Dossier.objects.create(
        point=point,
        contenu=contenu,
        empreinte=empreinte_de(contenu),
        fige_at=timezone.now(),
        fige_par=acteur.utilisateur if acteur else None,
    )
    projet = point.projet
    noter("dossier.fige", fil=projet.fil, acteur=acteur, objet=f"dossier:{dossier.pk}", projet=str(projet), seance=str(point.seance))
    return dossier


@transaction.atomic
def noter_dossier(*, dossier: Dossier, notes: dict[str, tuple[int, str]], acteur: Acteur) -> list[Note]:
    """Record a member's marks, ``{criterion code: (mark, comment)}``; given again, a mark replaces the former.

    Raises ``ActionRefusee`` for somebody without a voice, a recused member, a lifted sitting or a mark out of scale.
    """
    membre = siege_de(acteur)
    exiger(peut_noter(membre))
    point = PointOrdreDuJour.objects.select_related("seance").get(pk=dossier.point_id)
    exiger(DEPORTE if Deport.objects.filter(membre=membre, projet=point.projet_id, retire_at=None).exists() else None)
    exiger(SEANCE_LEVEE if point.seance.etat not in SEANCES_A_VENIR | SEANCES_EN_COURS else None)
    exiger(_hors_echelle(notes))
    criteres = {c.code: c for c in Critere.objects.filter(type_seance=TypeSeance(point.seance.type), code__in=notes)}
    lignes = [
        Note(dossier=dossier, membre=membre, critere=criteres[code], valeur=valeur, commentaire=texte, modifiee_at=timezone.now())
        for code, (valeur, texte) in notes.items()
    ]
    return Note.objects.bulk_create(
        lignes,
        update_conflicts=True,
        unique_fields=["dossier", "membre", "critere"],
        update_fields=["valeur", "commentaire", "modifiee_at"],
    )


def _hors_echelle(notes: dict[str, tuple[int, str]]) -> Refus | None:
    maximum = reglement.valeur("comite.note_max")
    if all(0 <= valeur <= maximum for valeur, _ in notes.values()):
        return None
    return Refus("note_hors_echelle", f"Une note va de 0 à {maximum}.")
