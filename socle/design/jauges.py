"""Ruler gauges and bars, drawn as SVG attributes (the CSP allows no inline style)."""

from django.utils.html import format_html, format_html_join

LARGEUR = 1000  # units of the viewBox, stretched to the width of the page


def dessiner_regle(total, parts, label, *, hauteur=34, classe="", long=5, seuil=None):
    """Return the SVG of a bar cut in `total` units, with a tick per unit, a long one each `long` units.

    `parts` is a list of (units, class); `seuil` draws a thick mark at that many units (quorum).
    """
    pas = LARGEUR / total
    haut_barre = hauteur - 12
    corps = [
        _rect("j-fond", 0, LARGEUR, haut_barre),
        _segments(parts, pas, haut_barre),
        _traits("j-tick", [(n * pas, 0, haut_barre) for n in range(1, total)]),
        _traits("j-grad", [_graduation(n, pas, haut_barre, long) for n in range(total + 1)]),
    ]
    if seuil is not None:
        corps.append(_traits("j-mark", [(seuil * pas, 0, hauteur)]))
    return _svg(corps, label, hauteur, classe)


def dessiner_barre(total, parts, label, *, hauteur=14, classe="mince"):
    """Return the SVG of a plain bar; an empty `label` makes it decorative."""
    pas = LARGEUR / float(total) if total else 0
    return _svg([_rect("j-fond", 0, LARGEUR, hauteur), _segments(parts, pas, hauteur)], label, hauteur, classe)


def _segments(parts, pas, hauteur):
    rectangles, x = [], 0.0
    for quantite, classe in parts:
        largeur = min(float(quantite) * pas, LARGEUR - x)
        if largeur > 0:
            rectangles.append((_rect(classe, x, largeur, hauteur),))
            x += largeur
    return format_html_join("", "{}", rectangles)


def _rect(classe, x, largeur, hauteur):
    return format_html('<rect class="{}" x="{}" y="0" width="{}" height="{}"/>', classe, _n(x), _n(largeur), hauteur)


def _graduation(rang, pas, haut_barre, long):
    x = min(max(rang * pas, 0.5), LARGEUR - 0.5)
    return x, haut_barre + 2, haut_barre + (11 if rang % long == 0 else 7)


def _traits(classe, lignes):
    chemin = "".join(f"M{_n(x)} {y1}V{y2}" for x, y1, y2 in lignes)
    return format_html('<path class="{}" d="{}"/>', classe, chemin)


def _svg(corps, label, hauteur, classe):
    nom = format_html('role="img" aria-label="{}"', label) if label else format_html('aria-hidden="{}"', "true")
    return format_html(
        '<svg class="jauge{}" viewBox="0 0 {} {}" preserveAspectRatio="none" {}>{}</svg>',
        f" {classe}" if classe else "", LARGEUR, hauteur, nom, format_html_join("", "{}", ((c,) for c in corps)),
    )  # fmt: skip


def _n(valeur: float) -> str:
    return f"{valeur:.2f}".rstrip("0").rstrip(".")
