"""Projects read with their history, for the pages that cross the phases."""

from dataclasses import replace
from datetime import datetime

from django.contrib.postgres.aggregates import ArrayAgg
from django.db.models import F, Func, QuerySet, TextField, Value
from django.db.models.functions import Concat

from manufactures.enums import StatutProjet
from manufactures.models import Projet
from parcours.regles import Etape, ligne_de_vie
from socle.lib.francais import jour


class IsoText(Func):
    """A timestamp as ISO 8601 text in UTC."""

    template = "to_char(%(expressions)s AT TIME ZONE 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS+00:00')"
    output_field = TextField()


def avec_passages(projets: QuerySet[Projet]) -> QuerySet[Projet]:
    """Add ``passages_lus`` to projects: ``statut@date`` of each passage, oldest first, in the same statement."""
    un_passage = Concat(F("passages__vers"), Value("@"), IsoText(F("passages__date")), output_field=TextField())
    return projets.annotate(passages_lus=ArrayAgg(un_passage, order_by=["passages__pk"], default=Value([])))


def passages_de(projet: Projet) -> list[tuple[StatutProjet, datetime]]:
    """Return the passages of a project read by ``avec_passages``."""
    morceaux = [texte.split("@") for texte in projet.passages_lus if texte]
    return [(StatutProjet(statut), datetime.fromisoformat(date)) for statut, date in morceaux]


def vie_de(projet: Projet, statut_montre: StatutProjet) -> list[Etape]:
    """Return the life-line of a project as its reader may see it: passages after the shown status are left out."""
    passages = passages_de(projet)
    while passages and statut_montre is not projet.etat and passages[-1][0] is not statut_montre:
        passages.pop()
    return [replace(etape, quand=jour(etape.date)) if etape.date else etape for etape in ligne_de_vie(passages)]
