"""The daily reminders of the programme in force."""

from datetime import date, datetime

from django.db import transaction

from socle.comptes import reglement
from socle.comptes.models import Utilisateur
from socle.comptes.portee import programme_courant
from socle.courriers.actions.boite import poster
from socle.courriers.liens import absolu
from socle.courriers.models import Courrier, RelanceEnvoyee
from socle.courriers.queries import Envoi, envois_dus, par_personne
from socle.lib.dates import PARIS


@transaction.atomic
def relancer(*, instant: datetime) -> int:
    """Post one digest per person of what is due, once per day; return how many. Nothing when reminders are paused."""
    if not reglement.valeur("courriers.relances_actives"):
        return 0
    jour = instant.astimezone(PARIS).date()
    groupes = par_personne(envois_dus(jour, instant))
    servis = Courrier.objects.filter(cle__in=[_cle(jour, pk) for pk in groupes]).values_list("destinataire", flat=True)
    personnes = Utilisateur.objects.filter(is_active=True).exclude(pk__in=servis).in_bulk(groupes)
    for pk, personne in personnes.items():
        _poster_le_condense(personne, groupes[pk], jour)
    return len(personnes)


def _cle(jour: date, destinataire_pk: int) -> str:
    """One digest per person and day: what a second run of the same day finds leaves on the next worked day."""
    return f"relances:{jour}:{destinataire_pk}"


def _poster_le_condense(personne: Utilisateur, envois: list[Envoi], jour: date) -> None:
    programme = programme_courant()
    courrier = poster(
        gabarit="relances",
        a=personne,
        contexte={
            "prenom": personne.get_short_name(),
            "programme": str(programme),
            "rappels": [{"phrase": e.rappel.phrase, "lien": absolu(e.rappel.lien)} for e in envois],
            "lien": absolu(f"/p/{programme.slug}/"),
            "lien_libelle": "Ouvrir ma page",
        },
        cle=_cle(jour, personne.pk),
    )
    RelanceEnvoyee.objects.bulk_create(
        RelanceEnvoyee(code=e.code, cle=e.cle, destinataire=personne, courrier=courrier) for e in envois
    )
