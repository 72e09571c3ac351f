"""De minimis aid: what an undertaking has received under the regime, from elsewhere and from this committee."""

from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from django.db.models import DateField, DecimalField, F, Q, QuerySet, Value
from django.db.models.expressions import RawSQL
from django.db.models.functions import Substr, TruncDate
from django.utils import timezone

from comite.enums import SENS_AVEC_MONTANT, RegimeAide
from comite.models import AideDeMinimis, Decision, Deport, EntrepriseLiee, Membre, PointOrdreDuJour
from comite.models.seance import sans_deport
from comite.regles_arbitrage import CumulDeMinimis, cumul_de_minimis, entreprise_unique
from manufactures.models import Projet
from socle.comptes import reglement
from socle.lib import francais
from socle.lib.dates import PARIS
from socle.lib.refus import Refus

PLAFOND, ANNEES = "comite.de_minimis_plafond", "comite.de_minimis_annees"


def cumuls_de_minimis(points: Iterable[PointOrdreDuJour], membre: Membre | None) -> dict[int, CumulDeMinimis]:
    """Return what the undertaking of each item under the de minimis regime has received, its own grant here left out.

    Linked undertakings are one: their aid is counted together. Items need ``projet__structure`` and ``seance``. Nothing is read
    when none is under the regime; else one statement, and one more for the ceiling when the sitting is not today. A recused member
    is told nothing of a grant not published.
    """
    suivis = {p.pk: p for p in points if p.regime_aide == RegimeAide.DE_MINIMIS and p.projet.structure and p.projet.structure.siren}
    if not suivis:
        return {}
    liens, recues = _liens_et_aides({p.projet.structure.siren for p in suivis.values()}, membre)
    groupes = {p.projet.structure.siren: entreprise_unique(p.projet.structure.siren, liens) for p in suivis.values()}
    jours = {pk: timezone.localdate(p.seance.ouverte_at or p.seance.date_prevue) for pk, p in suivis.items()}
    regles = {jour: regles_au(jour) for jour in set(jours.values())}
    cumuls = {}
    for pk, p in suivis.items():
        siren, jour = p.projet.structure.siren, jours[pk]
        plafond, annees = regles[jour]
        aides = [(quand, montant) for s, quand, montant, point in recues if s in groupes[siren] and point != pk]
        cumuls[pk] = CumulDeMinimis(siren, cumul_de_minimis(aides, jour, annees), plafond, annees, len(groupes[siren]) - 1)
    return cumuls


def liens_de(siren: str) -> QuerySet[EntrepriseLiee]:
    """Return the links that bind an undertaking, whichever declared them: those that stand first."""
    liens = EntrepriseLiee.objects.select_related("declaree_par").filter(Q(siren=siren) | Q(siren_lie=siren))
    return liens.order_by(F("retiree_at").asc(nulls_first=True), "-declaree_at", "-pk")


# The undertakings that are one with those given, followed from link to link.
GROUPES = """
    WITH RECURSIVE groupe(siren) AS (
        SELECT unnest(%s::text[])
        UNION
        SELECT CASE WHEN l.siren = g.siren THEN l.siren_lie ELSE l.siren END
        FROM comite_entrepriseliee l JOIN groupe g ON g.siren IN (l.siren, l.siren_lie) WHERE l.retiree_at IS NULL
    ) SELECT siren FROM groupe
"""
COLONNES = ("siren", "jour_lu", "montant_lu", "item", "lie")


def _liens_et_aides(sirens: set[str], membre: Membre | None) -> tuple[list[tuple[str, str]], list[tuple[str, date, Decimal, int]]]:
    """Return the links of some undertakings as pairs, then ``(siren, day, amount, item or 0)`` of what their groups received.

    Declared aid, and grants of this committee in any sitting; one statement.
    """
    du_groupe, rien = RawSQL(GROUPES, [sorted(sirens)]), Value("")  # noqa: S611  our own words; the sirens are parameters
    liens = EntrepriseLiee.objects.en_cours().filter(siren__in=du_groupe).annotate(
        jour_lu=Value(None, DateField()), montant_lu=Value(None, DecimalField()), item=Value(0), lie=F("siren_lie"))  # fmt: skip
    declarees = AideDeMinimis.objects.comptees().filter(siren__in=du_groupe, regime=RegimeAide.DE_MINIMIS)
    declarees = declarees.annotate(jour_lu=F("date_octroi"), montant_lu=F("montant"), item=Value(0), lie=rien)
    jour_lu = TruncDate("prise_at", tzinfo=PARIS)
    decisions = Decision.objects.annotate(siren=Substr("point__projet__structure__siret", 1, 9), jour_lu=jour_lu)
    lisibles = sans_deport(membre, "point__projet") | Q(point__seance__publiee_at__isnull=False) if membre else Q()
    ici = decisions.filter(
        lisibles, siren__in=du_groupe, sens__in=sorted(SENS_AVEC_MONTANT), point__regime_aide=RegimeAide.DE_MINIMIS
    ).annotate(montant_lu=F("montant"), item=F("point"), lie=rien)  # fmt: skip
    lues = list(_colonnes(liens).union(_colonnes(declarees), _colonnes(ici), all=True))
    return [(siren, lie) for siren, *_, lie in lues if lie], [tuple(ligne) for *ligne, lie in lues if not lie]


def _colonnes(lignes: QuerySet) -> QuerySet:
    return lignes.order_by().values_list(*COLONNES)


def regles_au(jour: date) -> tuple[Decimal, int]:
    """Return the ceiling (euros) and the window (years) in force on a day."""
    plafond, annees = reglement.valeurs_au(jour, PLAFOND, ANNEES)
    return plafond, annees


def alerte_de_minimis(cumul: CumulDeMinimis | None, montant: Decimal) -> Refus | None:
    """Say by how much an amount would exceed the ceiling, or None. Shown by pages; a refusal only if the règlement says so."""
    if cumul is None or not cumul.exces(montant):
        return None
    annees = francais.pluriel(cumul.annees, "an")
    liees = f" avec {francais.pluriel(cumul.liees, 'entreprise liée', 'entreprises liées')}" if cumul.liees else ""
    return Refus(
        "de_minimis_depasse",
        f"Aides de minimis\u00a0: {francais.montant(cumul.deja)} déjà reçus{liees} sur {annees}, plafond {francais.montant(cumul.plafond)}\u00a0; "
        f"ce montant le dépasse de {francais.montant(cumul.exces(montant))}.",
    )


def refus_de_minimis(point: PointOrdreDuJour, montant: Decimal) -> Refus | None:
    """Refuse an amount beyond the ceiling when ``comite.de_minimis_depassement`` is « refuser »; reads all, for an action."""
    if point.regime_aide != RegimeAide.DE_MINIMIS or reglement.valeur("comite.de_minimis_depassement") != "refuser":
        return None
    return alerte_de_minimis(cumuls_de_minimis([point], None).get(point.pk), montant)


def aides_enregistrees(membre: Membre | None) -> QuerySet[AideDeMinimis]:
    """Return the declared aid, the latest first; a recused member sees none of an undertaking she is recused from."""
    aides = AideDeMinimis.objects.select_related("saisie_par").order_by("-date_octroi", "-pk")
    if membre is None:
        return aides
    siens = Projet.objects.filter(pk__in=Deport.objects.de(membre).values("projet")).exclude(structure=None)
    return aides.exclude(siren__in=siens.annotate(siren=Substr("structure__siret", 1, 9)).values("siren"))
