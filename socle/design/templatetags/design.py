"""Tags and filters of the pages, loaded in every template (see docs/composants.md)."""

from pathlib import Path

from django import template
from django.contrib.staticfiles import finders
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join

from socle.design import icones
from socle.design.graphiques import pour_document
from socle.design.jauges import dessiner_barre, dessiner_regle
from socle.lib import francais

register = template.Library()

for _filtre in (
    francais.montant,
    francais.pourcent,
    francais.nombre,
    francais.jour,
    francais.date_longue,
    francais.date_entiere,
    francais.date_du_jour,
    francais.heure,
    francais.echeance,
    francais.plage,
    francais.demi_journees,
    francais.taille,
    francais.enumeration,
    francais.jour_de_semaine,
    francais.numero_du_jour,
    francais.mois_court,
    pour_document,
):
    register.filter(_filtre.__name__, _filtre)


@register.filter
def pluriel(quantite, noms: str) -> str:
    """Write a count and its noun: `{{ n|pluriel:"livrable" }}`, `{{ n|pluriel:"journal,journaux" }}`."""
    return francais.pluriel(quantite, *noms.split(","))


@register.filter
def accord(quantite, formes: str = ",s") -> str:
    """Choose a form without writing the count: `validé{{ n|accord }}`, `{{ n|accord:"a,ont" }}`."""
    singulier, au_pluriel = formes.split(",")
    return singulier if abs(quantite) < 2 else au_pluriel


@register.simple_tag
def icone(nom: str, classe: str = "", texte: str = ""):
    """Draw an icon of the sprite; `texte` names it when no word stands beside it.

    Raises IconeInconnue when the sprite has no such icon.
    """
    adresse = f"{static(icones.SPRITE)}#{icones.verifier(nom)}"
    etiquette = (
        format_html('role="img" aria-label="{}"', texte) if texte else format_html('aria-hidden="{}"', "true")
    )
    return format_html(
        '<svg class="bi{}" {} focusable="false"><use href="{}"></use></svg>',
        f" {classe}" if classe else "",
        etiquette,
        adresse,
    )


@register.simple_tag
def etat(statut, libelle: str = ""):
    """Draw the pill of a status, an object with `.label`, `.icone` and `.ton`; `libelle` replaces its word."""
    return format_html(
        '<span class="etat t-{}">{}{}</span>', statut.ton, icone(statut.icone), libelle or statut.label
    )


@register.simple_tag
def regle(total, parts, label: str, hauteur: int = 34, classe: str = "", long: int = 5, seuil=None):
    """Draw a ruler gauge of `total` units; `parts` is a list of (units, class); `label` says all figures."""
    return dessiner_regle(total, parts, label, hauteur=hauteur, classe=classe, long=long, seuil=seuil)


@register.simple_tag
def barre(total, parts, label: str = "", hauteur: int = 14, classe: str = "mince"):
    """Draw a plain bar; without `label` it is decorative and hidden from assistive tools."""
    return dessiner_barre(total, parts, label, hauteur=hauteur, classe=classe)


@register.simple_tag
def clef(classe: str):
    """Draw the colour square of a legend (`j-use`, `j-s1` …)."""
    return format_html(
        '<svg class="clef" viewBox="0 0 14 14" aria-hidden="true"><rect class="{}" width="14" height="14"/></svg>', classe
    )


@register.simple_tag
def reste_enveloppe(total, passe, decide, dossier):
    """Return what the envelope keeps after this file (Decimal euros, negative when it would be exceeded)."""
    return total - passe - decide - dossier


@register.simple_tag
def barre_enveloppe(total, passe, decide, dossier):
    """Draw the envelope: sittings before, decided in this one, this file."""
    reste = total - passe - decide - dossier
    ce_dossier = "j-s2" if reste >= 0 else "j-trop"
    label = (
        f"Enveloppe de {francais.montant(total)} : {francais.montant(passe)} déjà attribués, "
        f"{francais.montant(decide)} décidés dans la séance, {francais.montant(dossier)} proposés, "
        f"{francais.montant(reste)} restants"
    )
    return dessiner_barre(total, [(passe, "j-deja"), (decide, "j-seance"), (dossier, ce_dossier)], label)


@register.simple_tag
def fichier_statique(chemin: str) -> str:
    """Return the file: address of one of our static files, for the PDF renderer, which opens no other."""
    return Path(finders.find(chemin)).as_uri()


@register.simple_tag
def graduations_document() -> str:
    """Return the path of the réglet of a document: a tick each 2 mm, a long one each 10, over 170 mm."""
    return "M0 .1H170" + "".join(f"M{min(x, 169.9)} 0v{4 if x % 10 == 0 else 2}" for x in range(0, 171, 2))


@register.simple_tag
def couple(*valeurs):
    """Make a list in a template: `{% couple 14 "j-use" as fait %}`."""
    return list(valeurs)


@register.filter
def a_du_facultatif(formulaire) -> bool:
    """Tell whether some field may be left empty, so that the legend says it."""
    return any(not champ.field.required for champ in formulaire.visible_fields())


@register.simple_tag
def resume_des_erreurs(formulaire) -> list[tuple[str, str]]:
    """Return (anchor, sentence) of each correction, those of the whole form first, without anchor."""
    corrections = [("", phrase) for phrase in formulaire.non_field_errors()]
    for champ in formulaire:
        ancre = "" if champ.is_hidden else champ.id_for_label or f"{champ.auto_id}_0"
        corrections += [(ancre, f"{champ.label} : {phrase}") for phrase in champ.errors]
    return corrections


@register.simple_tag(takes_context=True)
def apparence(context):
    """Return the reader's choice of theme (`light`, `dark`, or empty to follow the device), from its cookie."""
    requete = context.get("request")
    choix = requete.COOKIES.get("apparence", "") if requete else ""
    return choix if choix in ("light", "dark") else ""


@register.filter
def lignes_de(texte: str):
    """Write a text typed by a person as paragraphs, escaped."""
    paragraphes = [bloc.strip() for bloc in texte.replace("\r\n", "\n").split("\n\n") if bloc.strip()]
    return format_html_join("", "<p>{}</p>", ((bloc,) for bloc in paragraphes))
