"""What waits in the outbox, and which reminders are due or to come."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef
from django.db.models.functions import JSONObject

from socle.comptes import reglement
from socle.comptes.models import Utilisateur
from socle.courriers.models import Courrier, RelanceEnvoyee
from socle.courriers.registre import Rappel, relances
from socle.courriers.regles import echelon_du, va_au_referent
from socle.lib.dates import a_paris, est_ouvre

HEURE_DES_RELANCES = time(8)


@dataclass(frozen=True)
class Envoi:
    """One reminder to one person on one day; ``cle`` is the reminder's own plus the rung."""

    code: str
    cle: str
    destinataire_pk: int
    rappel: Rappel

    @property
    def identite(self) -> tuple[str, str, int]:
        return self.code, self.cle, self.destinataire_pk


@dataclass(frozen=True)
class Prevision:
    """The digest that would leave to one person on one day."""

    jour: date
    destinataire: Utilisateur
    rappels: list[Rappel]


Trouvailles = list[tuple[str, Rappel, Sequence[int]]]  # code, reminder, ladder


def courriers_retenus(fil: str) -> list[Courrier]:
    """Return the mails of a thread held back, in the order they were written."""
    return list(Courrier.objects.retenus().du_fil(fil).order_by("pk"))


def envois_dus(jour: date, instant: datetime) -> list[Envoi]:
    """Return the reminders due on a day and not sent yet; none on a Saturday, a Sunday or a public holiday."""
    deja = set(RelanceEnvoyee.objects.values_list("code", "cle", "destinataire"))
    return list(_choisir(_ouvertes(instant), jour, deja))


def previsions(debut: date, jours: int, phase: str = "") -> list[Prevision]:
    """Return what would leave in the ``jours`` days from ``debut`` if nothing is done until then, day by day, of one phase or of all."""
    ouvertes = _ouvertes(a_paris(debut, HEURE_DES_RELANCES), phase)
    personnes = _personnes({pk for _, rappel, _ in ouvertes for pk in (rappel.destinataire_pk, rappel.referent_pk)})
    deja = {(envoyee["code"], envoyee["cle"], pk) for pk, personne in personnes.items() for envoyee in personne.envoyees}
    prevues = []
    for jour in (debut + timedelta(days=ecart) for ecart in range(jours)):
        envois = list(_choisir(ouvertes, jour, deja))
        deja.update(envoi.identite for envoi in envois)
        actifs = {pk: du_jour for pk, du_jour in par_personne(envois).items() if pk in personnes and personnes[pk].is_active}
        prevues += [Prevision(jour, personnes[pk], [e.rappel for e in du_jour]) for pk, du_jour in actifs.items()]
    return prevues


def _personnes(pks: set[int | None]) -> dict[int, Utilisateur]:
    """Return people by id, each with ``envoyees``: the reminders she was sent."""
    envoyees = RelanceEnvoyee.objects.filter(destinataire=OuterRef("pk")).order_by().values(ligne=JSONObject(code="code", cle="cle"))
    return Utilisateur.objects.annotate(envoyees=ArraySubquery(envoyees)).in_bulk(pks - {None})


def par_personne(envois: Iterable[Envoi]) -> dict[int, list[Envoi]]:
    """Group reminders by recipient: one digest each."""
    groupes = defaultdict(list)
    for envoi in envois:
        groupes[envoi.destinataire_pk].append(envoi)
    return dict(groupes)


def _ouvertes(instant: datetime, phase: str = "") -> Trouvailles:
    defaut, lues = reglement.valeur("courriers.echelle"), {None: instant}
    for lecture in {relance.lecture for relance in relances(phase)} - {None}:
        lues[lecture] = lecture(instant)
    return [
        (relance.code, rappel, defaut if relance.echelle is None else relance.echelle)
        for relance in relances(phase)
        for rappel in relance.trouver(lues[relance.lecture])
    ]


def _choisir(ouvertes: Trouvailles, jour: date, deja: set) -> Iterator[Envoi]:
    if not est_ouvre(jour):
        return
    dits = set(deja)
    for code, rappel, echelle in ouvertes:
        envoi = _envoi(code, rappel, echelle, jour)
        if envoi and envoi.identite not in dits:  # a referent whom several people lead to hears it once
            dits.add(envoi.identite)
            yield envoi


def _envoi(code: str, rappel: Rappel, echelle: Sequence[int], jour: date) -> Envoi | None:
    if rappel.echeance is None:
        return Envoi(code, rappel.cle, rappel.destinataire_pk, rappel)
    echeance = rappel.echeance.astimezone(a_paris(jour).tzinfo).date()
    echelon = echelon_du(echeance, jour, echelle)
    if echelon is None:
        return None
    au_referent = rappel.referent_pk and va_au_referent(echelon, echelle)
    return Envoi(code, f"{rappel.cle}@{echeance}{echelon:+d}", rappel.referent_pk if au_referent else rappel.destinataire_pk, rappel)
