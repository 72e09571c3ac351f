"""Mails of shared missions: one statement by act, whatever the number of projects."""

from collections.abc import Iterable

from accompagnement.models import MissionCollective, PartMission
from manufactures.queries.personnes import personnes
from socle.comptes.models import Utilisateur
from socle.comptes.portee import programme_courant
from socle.courriers.actions import Lettre, poster_ensemble
from socle.courriers.liens import absolu
from socle.lib.francais import date_longue, echeance
from socle.lib.francais import demi_journees as en_demi_journees


def _faits(collective: MissionCollective) -> dict:
    return {
        "titre": collective.titre,
        "expert": str(collective.expert),
        "jour": date_longue(collective.debut),
        "demi_journees": en_demi_journees(collective.demi_journees),
        "avant": echeance(collective.inscriptions_avant),
        "lien": absolu(f"/p/{programme_courant().slug}/accompagnement/collectives/{collective.pk}/"),
    }


def annoncer_la_collective(
    gabarit: str, collective: MissionCollective, *, parts: Iterable[PartMission] = (), contexte: dict, propres: dict[int, dict] | None = None,
    a_l_expert: bool = False, cle: str = "1",
) -> None:  # fmt: skip
    """Write to the teams of ``parts`` (read by ``parts_avec_equipe``), each with what is its own by project, and to the expert."""
    faits, cle = _faits(collective) | contexte, f"collective:{collective.pk}:{cle}"
    lettres = []
    for part in parts:
        propre = {"projet": part.projet.nom} | (propres or {}).get(part.projet_id, {})
        lettres += [_lettre(gabarit, p, faits | propre, f"{cle}:{part.projet_id}", part.projet.fil) for p in personnes(part.equipe)]
    if a_l_expert:
        neutre = {"projet": "tous les projets", "part": ""}
        lettres.append(_lettre(gabarit, collective.expert.utilisateur, neutre | faits, f"{cle}:expert", ""))
    poster_ensemble(gabarit=gabarit, lettres=lettres)


def _lettre(gabarit: str, a: Utilisateur, contexte: dict, cle: str, fil: str) -> Lettre:
    return Lettre(a=a, contexte={"prenom": a.get_short_name()} | contexte, cle=f"{gabarit}:{cle}:{a.pk}", fil=fil)
