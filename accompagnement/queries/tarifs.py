"""What a service is paid at: the price and lot of its order; without one, those of the contract on the day of the half-day."""

from datetime import date
from decimal import Decimal
from typing import Any

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.expressions import Combinable
from django.db.models.functions import TruncDate

from accompagnement.enums import Lieu
from accompagnement.models import CompteRendu, ConditionsMarche, Mission, ServiceFait
from accompagnement.regles_distance import distance_km
from accompagnement.regles_missions import frais_de_deplacement
from accompagnement.regles_service import CENTIME, frais_du_service
from manufactures.departements import departement_nomme
from socle.comptes import reglement
from socle.lib.dates import PARIS

FORFAIT, PAR_KM = "accompagnement.deplacement_forfait", "accompagnement.deplacement_par_km"


def conditions_au(expert: str, jour: date | Combinable) -> QuerySet[ConditionsMarche]:
    """Return the conditions of the expert of an outer row (``expert``: the path to her) on a day, those in force first."""
    return ConditionsMarche.objects.filter(expert=OuterRef(expert), date_effet__lte=jour).order_by("-date_effet", "-pk")


def avec_tarif(lus: QuerySet) -> QuerySet:
    """Read with rows that have a ``mission`` what it is paid at, for ``tarif_du_service``: no statement more."""
    jour = OuterRef("jour_du_service")
    conditions = conditions_au("mission__expert", jour)
    dates = lus.alias(jour_du_service=TruncDate("mission__creneau__debut", tzinfo=PARIS))
    return dates.select_related("mission__bon_de_commande").annotate(
        prix_du_jour=Subquery(conditions.values("prix_demi_journee")[:1]),
        lot_du_jour=Subquery(conditions.values("lot")[:1]),
        forfait_du_jour=reglement.valeur_posee(FORFAIT, jour),
        par_km_du_jour=reglement.valeur_posee(PAR_KM, jour),
    )


def tarif_du_service(lu: ServiceFait | CompteRendu, acceptees: int) -> dict[str, Any]:
    """Return price, lot and travel of the half-days accepted of a row read by ``avec_tarif``, as a service fait freezes them.

    From the order when there is one, whatever the contract says since. Without one (rendez-vous, shared mission), from the
    conditions of the contract and the règlement in force on the day of the (first) half-day.
    """
    bon = getattr(lu.mission, "bon_de_commande", None)
    if bon:
        frais = frais_du_service(bon.frais_deplacement, bon.demi_journees, acceptees)
        return {"prix_demi_journee": bon.prix_unitaire, "lot": bon.lot, "frais_deplacement": frais}
    expert, sans_conditions = lu.mission.expert, lu.prix_du_jour is None
    forfait, par_km = reglement.lire_posee(FORFAIT, lu.forfait_du_jour), reglement.lire_posee(PAR_KM, lu.par_km_du_jour)
    return {
        "prix_demi_journee": expert.prix_demi_journee if sans_conditions else lu.prix_du_jour,
        "lot": expert.lot if sans_conditions else lu.lot_du_jour,
        "frais_deplacement": frais_de_la_mission(lu.mission, acceptees, forfait, par_km),
    }


def frais_de_la_mission(mission: Mission, demi_journees: int, forfait: Decimal, par_km: Decimal) -> Decimal:
    """Return the travel of so many half-days of a mission, from the expert's département to the project's, to the cent."""
    km = distance_km(mission.expert.departement, departement_nomme(mission.projet.departement))
    return frais_de_deplacement(Lieu(mission.lieu), demi_journees, forfait, km, par_km).quantize(CENTIME)
