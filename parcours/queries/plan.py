"""What a plan d’accompagnement starts from: the needs flagged in incubation, the conditions of the committee."""

from accompagnement.regles import repartition_des_credits
from accompagnement.regles_plan import LigneVoulue
from comite.models import ConditionALever
from incubation.enums import Moment, SourceMaturite
from incubation.models import BesoinIdentifie, Maturite
from manufactures.models import Projet
from socle.comptes import reglement


def conditions_du_comite(projet: Projet) -> list[str]:
    """Return the conditions and points of the published decisions on a project, in their words, each once."""
    conditions = ConditionALever.objects.publiees().filter(decision__point__projet=projet).order_by("decision", "rang")
    return list(dict.fromkeys(conditions.values_list("texte", flat=True)))


def lignes_proposees(projet: Projet, total: int) -> list[LigneVoulue]:
    """Return the lines to propose: the needs flagged at the end of incubation, by priority, with their objectives.

    The sum of the half-days is ``total``. Without any need flagged, all those of the programme are proposed alike.
    """
    identifies = list(BesoinIdentifie.objects.filter(projet=projet).values_list("besoin_code", "demi_journees", "objectif"))
    lus = identifies or [(b["code"], 1, "") for b in reglement.valeur("incubation.besoins")]
    parts = repartition_des_credits(total, {code: max(n, 1) for code, n, _ in lus})
    duree = reglement.valeur("accompagnement.duree_mois")
    return [
        LigneVoulue(code, parts[code], objectif=objectif, priorite=rang, mois_fin=duree) for rang, (code, _, objectif) in enumerate(lus, 1)
    ]


def maturites_de_sortie(projet: Projet) -> list[dict]:
    """Return the maturity of a project at the end of incubation, one plain value by axis: by its team and by its referent."""
    lues = Maturite.objects.filter(projet=projet, moment=Moment.SORTIE).select_related("module").order_by("module__numero", "source")
    axes: dict[str, dict] = {}
    for m in lues:
        axe = axes.setdefault(m.module.code, {"axe": m.module.code, "libelle": m.module.titre, "projet": None, "referent": None})
        axe["projet" if m.source == SourceMaturite.EQUIPE else "referent"] = m.note
    return list(axes.values())
