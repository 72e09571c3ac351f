"""What people type in the exit review: a level, why, what shows it, axis by axis; then the conclusion."""

from collections.abc import Mapping

from django import forms

from accompagnement.actions.sortie import NoteDonnee
from accompagnement.enums_sortie import ConclusionBilan, NiveauAutonomie
from accompagnement.models import NoteAutonomie
from socle.design.formulaires import ChampChoix, Formulaire

NIVEAUX = [("", "À choisir"), *NiveauAutonomie.choices]


class NotesForm(Formulaire):
    """Three fields by axis; an axis without a level is left out."""

    def __init__(self, *args, axes: list[dict], notes: Mapping[str, NoteAutonomie], **kwargs):
        super().__init__(*args, **kwargs)
        self.axes = axes
        for axe in axes:
            code, note = axe["code"], notes.get(axe["code"])
            self.fields[f"niveau_{code}"] = forms.TypedChoiceField(
                label=f"{axe['libelle']}, niveau", choices=NIVEAUX, coerce=int, empty_value=None, required=False, initial=note.niveau if note else ""
            )
            self.fields[f"commentaire_{code}"] = _texte(f"{axe['libelle']}, pourquoi ce niveau", note.commentaire if note else "")
            self.fields[f"preuve_{code}"] = _texte(f"{axe['libelle']}, ce qui le montre", note.preuve if note else "")

    @property
    def notes(self) -> list[NoteDonnee]:
        """Return the axes rated, as the action takes them."""
        lu, codes = self.cleaned_data, [axe["code"] for axe in self.axes]
        return [NoteDonnee(c, lu[f"niveau_{c}"], lu[f"commentaire_{c}"], lu[f"preuve_{c}"]) for c in codes if lu[f"niveau_{c}"] is not None]


def _texte(libelle: str, initial: str) -> forms.CharField:
    return forms.CharField(label=libelle, required=False, max_length=2000, initial=initial, widget=forms.Textarea(attrs={"rows": 2}))


class ConclusionForm(Formulaire):
    """What the coordination concludes, and what comes next."""

    conclusion = ChampChoix(label="Conclusion", choices=ConclusionBilan.choices)
    motivation = forms.CharField(label="Ce qui fonde cette conclusion", max_length=5000, widget=forms.Textarea(attrs={"rows": 3}))
    suites = forms.CharField(
        label="Les suites", max_length=5000, widget=forms.Textarea(attrs={"rows": 3}), help_text="Qui fait quoi, avec quel appui. Une fois clos, le bilan ne change plus."
    )
