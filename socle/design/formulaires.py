"""The base of our forms: French sentences, help above, errors below, one summary on top.

Drawing is done by templates/design/formulaire/ for every Django form; these classes add the words.
"""

from django import forms

from socle.design.champs import (  # noqa: F401  (one address for those who write forms)
    CartesRadio,
    ChampChoix,
    ChampDate,
    ChampDateHeure,
    ChampFichier,
    ChampMontant,
    ChampSiret,
)
from socle.lib.refus import Refus

PHRASES = {
    "required": "Remplissez ce champ.",
    "invalid_choice": "Choisissez une réponse proposée.",
    "invalid_list": "Choisissez parmi les réponses proposées.",
    "max_length": "Raccourcissez ce texte : %(limit_value)d caractères au plus, il en a %(show_value)d.",
}
PHRASES_PAR_TYPE = (
    (forms.EmailField, {"invalid": "Écrivez l’adresse complète, par exemple nom@atelier.example."}),
    (forms.URLField, {"invalid": "Écrivez l’adresse complète, par exemple https://atelier.example."}),
    (forms.IntegerField, {"invalid": "Écrivez un nombre entier, en chiffres."}),
    (forms.FileField, {"required": "Choisissez un fichier."}),
    ((forms.ChoiceField, forms.ModelChoiceField), {"required": "Choisissez une réponse."}),
    (forms.BooleanField, {"required": "Cochez cette case pour continuer."}),
)


class Parlant:
    """Gives each field our sentences, unless its author wrote his own."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for champ in self.fields.values():
            _dire(champ)

    def refuser(self, refus: Refus) -> None:
        """Show, in the summary of the form, why the action said no."""
        self.add_error(None, refus.phrase)


class Formulaire(Parlant, forms.Form):
    """Base of the forms of the platform."""


def _dire(champ):
    phrases = dict(PHRASES)
    for types, celles_du_type in PHRASES_PAR_TYPE:
        if isinstance(champ, types):
            phrases |= celles_du_type
    de_django = _messages_de_django(type(champ))
    for code, phrase in phrases.items():
        if champ.error_messages.get(code) in (None, de_django.get(code)):
            champ.error_messages[code] = phrase


def _messages_de_django(classe):
    messages = {}
    for parent in reversed(classe.__mro__):
        if parent.__module__.startswith("django."):
            messages |= vars(parent).get("default_error_messages", {})
    return messages
