"""Charts as SVG made on the server: title, description, classes for colours, no style; the table twin stands beside.

`cle` makes the identifiers of one drawing unique in the page. Draw twice: 560 units for a desktop, 311 for a phone, so that
text keeps 13 px on screen.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from math import ceil, cos, pi, sin

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from socle.lib import francais

NOTE_MAX = 5

# The PDF renderer applies to a drawing only the rules written inside it; the light palette, on white.
REGLES_DOCUMENT = (
    ".g-txt { font-family: 'Source Sans'; font-size: 13px; fill: #000 } .f { font-weight: 700 } .m { text-anchor: middle } .e { text-anchor: end } "
    ".g-axe { stroke: #857F70 } .g-grille { stroke: #DAD5C8; fill: none } .hach { stroke: #fff; stroke-width: 2 } "
    ".j-s1 { fill: #17493C } .j-s2 { fill: #BC8A24 } .j-s3 { fill: #6098D4 } .j-s4 { fill: #9C3A16 } .j-s5 { fill: #5A3A6E } .j-s6 { fill: #8B8677 } "
    ".r-a { fill: none; stroke: #8B8677; stroke-width: 2; stroke-dasharray: 5 4 } "
    ".r-b { fill: #17493C; fill-opacity: .16; stroke: #17493C; stroke-width: 2.5 } .r-p { fill: #17493C }"
)


@dataclass(frozen=True)
class Serie:
    """Values in the order of the categories, and the CSS class of their colour; public money is hatched."""

    nom: str
    valeurs: tuple
    classe: str
    publique: bool = False


@dataclass(frozen=True)
class Axe:
    """One axis of a radar; a critical one is written bold."""

    nom: str
    critique: bool = False


def barres_empilees(cle, titre, description, categories, series, *, largeur=560, hauteur=300) -> SafeString:
    """Draw one stacked bar per category, its total written above.

    Raises ValueError when a series has not one value per category.
    """
    if any(len(serie.valeurs) != len(categories) for serie in series):
        raise ValueError("Chaque série doit avoir une valeur par catégorie.")
    totaux = [sum(serie.valeurs[rang] for serie in series) for rang in range(len(categories))]
    echelle = (hauteur - 56) / (max(totaux, default=0) or 1)
    colonne = largeur / max(len(categories), 1)
    colonnes = [_colonne(cle, rang, nom, series, totaux[rang], colonne, echelle, hauteur) for rang, nom in enumerate(categories)]
    axe = format_html('<path class="g-axe" d="M0 {}H{}"/>', hauteur - 28, largeur)
    return _svg(cle, titre, description, largeur, hauteur, [_hachures(cle, series), *colonnes, axe])


def legende(cle, series) -> SafeString:
    """Draw the legend of stacked bars, public money hatched as in the drawing of the same `cle`."""
    gabarit = '<li><svg class="clef" viewBox="0 0 14 14" aria-hidden="true"><rect {} width="14" height="14"/></svg>{}</li>'
    lignes = ((_peinture(cle, numero, serie), serie.nom) for numero, serie in enumerate(series))
    return format_html('<ul class="legende">{}</ul>', format_html_join("", gabarit, lignes))


def _colonne(cle, rang, nom, series, total, pas, echelle, hauteur):
    largeur_barre = min(72.0, pas * 0.56)
    gauche, base = rang * pas + (pas - largeur_barre) / 2, hauteur - 28.0
    pieces = []
    for numero, serie in enumerate(series):
        haut = float(serie.valeurs[rang]) * echelle
        if haut > 0:
            pieces.append((_piece(cle, numero, serie, gauche, base - haut, largeur_barre, max(haut - 2, 1)),))
            base -= haut
    textes = _texte(gauche + largeur_barre / 2, base - 8, francais.nombre(total), "f m n") + _texte(gauche + largeur_barre / 2, hauteur - 8, nom, "m")
    return format_html_join("", "{}", pieces) + textes


def _piece(cle, numero, serie, x, y, largeur, hauteur):
    return format_html('<rect {} x="{}" y="{}" width="{}" height="{}"/>', _peinture(cle, numero, serie), _n(x), _n(y), _n(largeur), _n(hauteur))


def _peinture(cle, numero, serie):
    if serie.publique:
        return format_html('fill="url(#{}-h{})"', cle, numero)
    return format_html('class="{}"', serie.classe)


def _hachures(cle, series):
    gabarit = (
        '<pattern id="{}-h{}" width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">'
        '<rect class="{}" width="6" height="6"/><path class="hach" d="M0 0V6"/></pattern>'
    )
    return format_html(
        "<defs>{}</defs>",
        format_html_join("", gabarit, ((cle, numero, serie.classe) for numero, serie in enumerate(series) if serie.publique)),
    )


def radar(cle, titre, description, axes, series, *, largeur=540) -> SafeString:
    """Draw notes from 0 to 5 on at least three axes: the first series dashed (entry), the last one filled (exit).

    Raises ValueError when there are fewer than three axes or a series has not one note per axis.
    """
    if len(axes) < 3 or any(len(serie.valeurs) != len(axes) for serie in series):
        raise ValueError("Un radar demande trois axes au moins, et une note par axe.")
    hauteur = largeur * 0.76
    centre, rayon = (largeur / 2, hauteur / 2), min(hauteur / 2 - 34, largeur / 2 - 92)
    cercles = [_contour("g-grille", [niveau] * len(axes), centre, rayon) for niveau in range(1, NOTE_MAX + 1)]
    rayons = [_rayon(rang, len(axes), centre, rayon) for rang in range(len(axes))]
    traces = [_contour("r-a" if rang == 0 and len(series) > 1 else "r-b", serie.valeurs, centre, rayon) for rang, serie in enumerate(series)]
    noms = [_nom_axe(rang, axe, len(axes), centre, rayon) for rang, axe in enumerate(axes)]
    return _svg(cle, titre, description, largeur, hauteur, [*cercles, *rayons, *traces, *_points(series, centre, rayon), *noms])


@dataclass(frozen=True)
class Periode:
    """The days of a horizontal axis, and the day of the last value known."""

    debut: date
    fin: date
    ici: date

    def part(self, jour: date) -> float:
        """Return where a day falls, from 0 to 1; days outside stand on the edge."""
        return min(max((jour - self.debut).days / max((self.fin - self.debut).days, 1), 0), 1)


def courbe_en_marches(
    cle, titre, description, periode: Periode, marches: Sequence[tuple[date, int]], mot, *, cible=None, prevision=None, largeur=560, hauteur=260
) -> SafeString:
    """Draw what is left as steps (day, whole value), ``mot`` beside the last one: « 26 restantes ».

    ``cible``: the value at the start of the dashed line that goes down to 0 at the end, the regular pace. ``prevision``: the
    value at the end of the dotted line.
    """
    haut = _plafond(max([valeur for _, valeur in marches] + [cible or 0, prevision or 0]))
    place = _Place(periode, haut, largeur, hauteur)
    lignes = [_niveau(place, haut * rang // 4) for rang in range(5)]
    regulier = _droite(place, "l-p", (periode.debut, cible), (periode.fin, 0)) if cible else ""
    prevu = _prevision(place, marches[-1], prevision) if marches and prevision is not None else ""
    return _svg(cle, titre, description, largeur, hauteur, [*lignes, *_mois(place), regulier, prevu, _marches(place, marches, mot)])


@dataclass(frozen=True)
class _Place:
    """Where days and values fall in a drawing."""

    periode: Periode
    haut: int
    largeur: float
    hauteur: float

    def x(self, jour: date) -> float:
        return 34 + (self.largeur - 44) * self.periode.part(jour)

    def y(self, valeur) -> float:
        return self.hauteur - 30 - (self.hauteur - 50) * valeur / self.haut

    def point(self, jour: date, valeur) -> str:
        return f"{_n(self.x(jour))} {_n(self.y(valeur))}"


def _plafond(valeur: int) -> int:
    """Return the smallest round number, a multiple of 4, that holds a value."""
    pas = next(p for p in (4, 20, 40, 200, 400, 2_000, 4_000, 40_000, 400_000, valeur + 4) if valeur <= 10 * p)
    return max(ceil(valeur / pas), 1) * pas


def _niveau(place: _Place, valeur: int):
    y = place.y(valeur)
    trait = format_html('<path class="{}" d="M34 {}H{}"/>', "g-grille" if valeur else "g-axe", _n(y), _n(place.largeur - 10))
    return trait + _texte(28, y + 4, francais.nombre(valeur), "e n")


def _mois(place: _Place):
    """The first and the last day under the axis, and the one in the middle when there is room."""
    p = place.periode
    reperes = [(p.debut, ""), (p.debut + (p.fin - p.debut) / 2, "m"), (p.fin, "e")]
    lus = reperes if place.largeur > 400 else [reperes[0], reperes[2]]
    return [_texte(place.x(jour), place.hauteur - 8, f"{francais.mois_court(jour)} {jour.year}", cote) for jour, cote in lus]


def _marches(place: _Place, marches, mot):
    if not marches:
        return ""
    trace = f"M{place.point(place.periode.debut, marches[0][1])}" + "".join(f"H{_n(place.x(j))}V{_n(place.y(v))}" for j, v in marches)
    x, y = place.x(marches[-1][0]), place.y(marches[-1][1])
    dit = _texte(x - 8, y + 22, mot, "f e") if x > 150 else _texte(x + 8, y - 10, mot, "f")
    return format_html('<path class="l-1" d="{}"/><circle class="r-p" cx="{}" cy="{}" r="5"/>{}', trace, _n(x), _n(y), dit)


def _droite(place: _Place, classe, depart, arrivee):
    return format_html('<path class="{}" d="M{}L{}"/>', classe, place.point(*depart), place.point(*arrivee))


def _prevision(place: _Place, derniere, prevision):
    ligne = _droite(place, "l-f", derniere, (place.periode.fin, prevision))
    y, depart = place.y(prevision), place.y(derniere[1])
    serre = abs(y - depart) < 36 and depart + 42 < place.hauteur - 34  # under the word of the last step when they would meet
    y = depart + 42 if serre else y - 10
    return ligne + _texte(place.largeur - 10, y, f"Prévision\u00a0: {francais.nombre(prevision)}", "f e")


def pour_document(svg: SafeString) -> SafeString:
    """Return a drawing of this module with its colours inside, for a PDF (a page gets them from its style sheet)."""
    debut, suite = svg.split("<title", 1)
    return format_html("{}<style>{}</style><title{}", SafeString(debut), SafeString(REGLES_DOCUMENT), SafeString(suite))


def _point(rang, nombre, note, centre, rayon):
    angle = 2 * pi * rang / nombre - pi / 2
    distance = rayon * float(note) / NOTE_MAX
    return centre[0] + distance * cos(angle), centre[1] + distance * sin(angle)


def _contour(classe, notes, centre, rayon):
    points = (_point(rang, len(notes), note, centre, rayon) for rang, note in enumerate(notes))
    return format_html('<polygon class="{}" points="{}"/>', classe, " ".join(f"{_n(x)},{_n(y)}" for x, y in points))


def _rayon(rang, nombre, centre, rayon):
    x, y = _point(rang, nombre, NOTE_MAX, centre, rayon)
    return format_html('<path class="g-grille" d="M{} {}L{} {}"/>', _n(centre[0]), _n(centre[1]), _n(x), _n(y))


def _points(series, centre, rayon):
    if not series:
        return []
    notes = series[-1].valeurs
    places = (_point(rang, len(notes), note, centre, rayon) for rang, note in enumerate(notes))
    return [format_html('<circle class="r-p" cx="{}" cy="{}" r="4"/>', _n(x), _n(y)) for x, y in places]


def _nom_axe(rang, axe, nombre, centre, rayon):
    x, y = _point(rang, nombre, NOTE_MAX * (1 + 16 / rayon), centre, rayon)
    cote = "m" if abs(x - centre[0]) < 2 else ("" if x > centre[0] else "e")
    return _texte(x, y + 4, axe.nom, f"{'f ' if axe.critique else ''}{cote}".strip())


def _texte(x, y, texte, classes):
    return format_html('<text class="g-txt{}" x="{}" y="{}">{}</text>', f" {classes}" if classes else "", _n(x), _n(y), texte)


def _svg(cle, titre, description, largeur, hauteur, morceaux):
    return format_html(
        '<svg class="graphe" viewBox="0 0 {} {}" role="img" aria-labelledby="{}-t {}-d"><title id="{}-t">{}</title><desc id="{}-d">{}</desc>{}</svg>',
        _n(largeur), _n(hauteur), cle, cle, cle, titre, cle, description, format_html_join("", "{}", ((m,) for m in morceaux)),
    )  # fmt: skip


def _n(valeur) -> str:
    return f"{valeur:.1f}".rstrip("0").rstrip(".")
