"""The form of a programme's identity: what is typed, nothing saved."""

from django import forms

from parcours.regles_identite import TAILLE_LOGO, TYPES_LOGO
from socle.comptes.models import Programme
from socle.design.couleurs import PALETTES
from socle.design.formulaires import ChampFichier, Formulaire

COULEURS = {
    "vert": "Couleur principale",
    "vert_fort": "Couleur au survol",
    "vert_doux": "Fond doux",
    "sur_vert": "Texte sur la couleur principale",
}


class IdentiteForm(Formulaire):
    """Name, tagline, logo, and two palettes of four colours."""

    nom = forms.CharField(label="Nom du programme", max_length=200)
    accroche = forms.CharField(label="Accroche", help_text="Une ligne sous le nom, en tête de chaque page.", max_length=200, required=False)
    logo = ChampFichier(label="Logo", types=TYPES_LOGO, taille_max=TAILLE_LOGO, required=False, help_text="Carré de préférence.")

    def __init__(self, *args, programme: Programme, **kwargs):
        super().__init__(*args, **kwargs)
        if programme.logo:
            self.fields["retirer_logo"] = forms.BooleanField(label="Retirer le logo", required=False)
        for theme, palette in PALETTES.items():
            for cle, libelle in COULEURS.items():
                self.fields[f"{theme}_{cle}"] = _couleur(f"{libelle}, thème {theme}", palette[cle])

    @staticmethod
    def initiales(programme: Programme) -> dict:
        palettes = {theme: palette | programme.couleurs.get(theme, {}) for theme, palette in PALETTES.items()}
        couleurs = {f"{theme}_{cle}": valeur for theme, palette in palettes.items() for cle, valeur in palette.items()}
        return {"nom": programme.nom, "accroche": programme.accroche} | couleurs

    @property
    def valeurs(self) -> dict:
        """Typed values, the colours gathered by theme."""
        lues = self.cleaned_data
        couleurs = {theme: {cle: lues[f"{theme}_{cle}"] for cle in COULEURS} for theme in PALETTES}
        champs = {champ: lues.get(champ) for champ in ("nom", "accroche", "logo")}
        return champs | {"couleurs": couleurs, "retirer_logo": lues.get("retirer_logo", False)}


def _couleur(libelle: str, defaut: str) -> forms.RegexField:
    return forms.RegexField(
        r"^#[0-9A-Fa-f]{6}$",
        label=libelle,
        initial=defaut,
        error_messages={"invalid": "Écrivez une couleur comme #1F5A4B."},
        widget=forms.TextInput(attrs={"type": "color"}),
    )
