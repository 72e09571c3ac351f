"""What the waiting list offers to teams, read with their projects: no statement of its own."""

from collections.abc import Iterable
from datetime import datetime

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import OuterRef, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse

from accompagnement.enums_missions import StatutAttente
from accompagnement.models import AttenteDeCreneau, Besoin, Creneau, Expert
from manufactures.models import Projet
from manufactures.queries.personnes import CHAMPS, personnes
from socle.comptes.portee import programme_courant
from socle.lib.francais import date_longue, plage
from socle.lib.taches_a_faire import Tache


def avec_offres(projets: QuerySet[Projet], maintenant: datetime) -> QuerySet[Projet]:
    """Add to projects the half-days offered to them now (``offres_lues``), in the same statement."""
    offertes = AttenteDeCreneau.objects.filter(projet=OuterRef("pk"), statut=StatutAttente.OFFERTE, offre_jusqu_au__gt=maintenant)
    personne = JSONObject(**{champ: f"creneau__expert__utilisateur__{champ}" for champ in CHAMPS})
    lue = JSONObject(besoin="besoin__titre_court", expert=personne, debut="creneau__debut", fin="creneau__fin", jusqu_au="offre_jusqu_au")
    return projets.annotate(offres_lues=ArraySubquery(offertes.order_by("offre_jusqu_au", "pk").values_list(lue)))


def a_faire_des_offres(projets: Iterable[Projet]) -> list[Tache]:
    """Return what the waiting list offers to a person seated in ``projets``, read by ``avec_offres``."""
    return [tache_d_une_offre(_attente(projet, lue)) for projet in projets for lue in projet.offres_lues]


def _attente(projet: Projet, lue: dict) -> AttenteDeCreneau:
    debut, fin, jusqu_au = (datetime.fromisoformat(lue[cle]) for cle in ("debut", "fin", "jusqu_au"))
    creneau = Creneau(expert=Expert(utilisateur=personnes([lue["expert"]])[0]), debut=debut, fin=fin)
    besoin = Besoin(titre_court=lue["besoin"])
    return AttenteDeCreneau(projet=projet, besoin=besoin, creneau=creneau, statut=StatutAttente.OFFERTE, offre_jusqu_au=jusqu_au)


def tache_d_une_offre(attente: AttenteDeCreneau) -> Tache:
    """Return the booking that an offer waits for."""
    creneau, etat = attente.creneau, attente.etat
    url = reverse("attente_liste", args=[programme_courant().slug, attente.projet.slug])
    detail = f"{attente.besoin}, {creneau.expert}, {date_longue(creneau.debut)}, {plage(creneau.debut, creneau.fin)}"
    return Tache("Réserver le créneau qui vous est offert", detail, url, "Réserver", etat.icone, etat.ton, attente.offre_jusqu_au)
