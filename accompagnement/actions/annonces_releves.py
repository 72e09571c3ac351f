"""Mails of the statements: the expert learns that hers is there."""

from accompagnement.models import ReleveMensuel
from socle.comptes.portee import programme_courant
from socle.courriers.actions import Lettre, poster_ensemble
from socle.courriers.liens import absolu
from socle.lib.francais import demi_journees, montant

GABARIT = "accompagnement_releve"


def annoncer_les_releves(releves: list[ReleveMensuel]) -> None:
    """Write to the expert of each new statement, in one statement."""
    poster_ensemble(gabarit=GABARIT, lettres=[_lettre(r) for r in releves])


def _lettre(releve: ReleveMensuel) -> Lettre:
    personne = releve.expert.utilisateur
    contexte = {"prenom": personne.get_short_name(), "releve": releve.numero, "demi_journees": demi_journees(releve.demi_journees)}
    lien = absolu(f"/p/{programme_courant().slug}/accompagnement/releves/{releve.pk}/")
    return Lettre(
        a=personne, contexte=contexte | {"montant": montant(releve.montant), "lien": lien}, cle=f"{GABARIT}:{releve.pk}", fil="programme"
    )
