"""How credits were used month by month: of a project, of a need, of an expert, of the whole envelope. One statement each."""

from datetime import date

from django.db.models import F, Q, QuerySet, Sum
from django.db.models.functions import Coalesce, TruncMonth

from accompagnement.enums import COMPTES_D_UN_BESOIN, NatureCompte
from accompagnement.models import Besoin, Expert, MouvementCredit
from accompagnement.regles_veille import Niveau, niveaux
from manufactures.models import Projet
from socle.lib.dates import PARIS, ajouter_mois

_C = NatureCompte


def niveaux_du_projet(projet: Projet) -> list[Niveau]:
    """Return the levels of a project month by month: announced is what it was granted."""
    return _par_mois(MouvementCredit.objects.filter(projet=projet), COMPTES_D_UN_BESOIN)


def niveaux_du_besoin(besoin: Besoin, projet: Projet | None = None) -> list[Niveau]:
    """Return the levels of a need, of one project or over all of them, what it gave to other needs taken off."""
    touches = MouvementCredit.objects.filter(Q(de__besoin=besoin) | Q(vers__besoin=besoin), **({"projet": projet} if projet else {}))
    return _par_mois(touches, COMPTES_D_UN_BESOIN, besoin=besoin)


def niveaux_de_l_enveloppe() -> list[Niveau]:
    """Return the levels of the programme: announced is what the financing brought."""
    return _par_mois(MouvementCredit.objects.all(), (_C.ENVELOPPE, *COMPTES_D_UN_BESOIN))


def niveaux_de_l_expert(expert: Expert) -> list[Niveau]:
    """Return the levels of an expert: announced is what was booked with her, cancelled missions taken off."""
    return _par_mois(MouvementCredit.objects.filter(mission__expert=expert), (_C.RESERVE, _C.CONSOMME))


def _par_mois(mouvements: QuerySet[MouvementCredit], annoncees: tuple[NatureCompte, ...], besoin: Besoin | None = None) -> list[Niveau]:
    """Add up movements by month; half-days are announced while they stand on one of the ``annoncees`` accounts."""
    mois = mouvements.annotate(mois=TruncMonth("created_at", tzinfo=PARIS)).order_by("mois").values("mois")
    apports = mois.annotate(
        annoncees=_apport(annoncees, besoin),
        reservees=_apport((_C.RESERVE,), besoin),
        consommees=_apport((_C.CONSOMME,), besoin),
        expirees=_apport((_C.EXPIRE,), besoin),
    )
    return niveaux((a["mois"].date(), a["annoncees"], a["reservees"], a["consommees"], a["expirees"]) for a in apports)


def _apport(natures: tuple[NatureCompte, ...], besoin: Besoin | None):
    """What came to accounts of these natures, less what left them."""
    entre, sort = (Q(**{f"{cote}__nature__in": natures} | ({f"{cote}__besoin": besoin} if besoin else {})) for cote in ("vers", "de"))
    return Coalesce(Sum(F("quantite"), filter=entre), 0) - Coalesce(Sum(F("quantite"), filter=sort), 0)


def a_la_fin_du_mois(releves: list[Niveau], jour: date) -> list[tuple[date, int]]:
    """Return what was left at the end of each month as steps of a drawing, this month's on the ``jour``."""
    return [(min(ajouter_mois(n.jour, 1), jour), n.restantes) for n in releves]
