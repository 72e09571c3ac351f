"""What people type around the minutes: corrections, additifs, disagreements, codes to verify."""

from django import forms

from comite.regles_pv import Contenu, Textes, textes_de
from socle.design.formulaires import ChampFichier, Formulaire

_TEXTE = {"rows": 3}
LONGUEUR = 5_000


class CorrectionForm(Formulaire):
    """The free texts of the minutes; figures, votes and amounts are not here, they come from the events."""

    def __init__(self, *args, contenu: Contenu, caches: frozenset[int] = frozenset(), **kwargs):
        super().__init__(*args, initial=textes_de(contenu), **kwargs)
        self.fields["ouverture"] = _champ("Mots d’ouverture", "Imprimés avant la composition.")
        for point in (p for p in contenu["points"] if p["point"] not in caches):
            self.fields[f"point-{point['point']}"] = _champ(f"Remarque sur {point['projet']}", "Imprimée sous la décision.")
        self.fields["errata"] = _champ("Errata", "Imprimés après les décisions.")

    def textes(self) -> Textes:
        """Return the texts by place."""
        return dict(self.cleaned_data)


def _champ(libelle: str, aide: str) -> forms.CharField:
    return forms.CharField(label=libelle, help_text=aide, required=False, max_length=LONGUEUR, widget=forms.Textarea(attrs=_TEXTE))


class SignatureForm(Formulaire):
    """What a signature is given on: the hash of the text as it was shown."""

    empreinte = forms.CharField(widget=forms.HiddenInput, min_length=64, max_length=64)


class AdditifForm(Formulaire):
    """What is added to signed minutes."""

    texte = forms.CharField(
        label="Texte de l’additif", max_length=LONGUEUR, widget=forms.Textarea(attrs={"rows": 6}),
        help_text="Dites ce qui est corrigé ou complété. Le procès-verbal signé reste tel qu’il est.",
    )  # fmt: skip


class DesaccordForm(Formulaire):
    """A member's disagreement."""

    texte = forms.CharField(
        label="Mon désaccord", max_length=2_000, widget=forms.Textarea(attrs={"rows": 4}),
        help_text="Inscrit au procès-verbal sous votre nom, à côté de la décision.",
    )  # fmt: skip


class CodeForm(Formulaire):
    """The code printed at the foot of a document."""

    code = forms.CharField(
        label="Code de vérification", max_length=20, help_text="Imprimé au pied de chaque page, par exemple 7K4M-92QX-TR."
    )


class FichierForm(Formulaire):
    """A PDF to compare; nothing of it is kept."""

    fichier = ChampFichier(label="Votre fichier PDF", types=("pdf",), taille_max=20_000_000)
