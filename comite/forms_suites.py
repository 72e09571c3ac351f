"""What people type on conditions and on the waiting list."""

from django import forms

from comite.models import Seance
from socle.design.formulaires import ChampFichier, Formulaire
from socle.documents.actions import TYPES_COURANTS

_TEXTE = {"rows": 3}


class PreuveForm(Formulaire):
    """A proof and its message."""

    fichier = ChampFichier(label="Votre preuve", types=sorted(TYPES_COURANTS))
    message = forms.CharField(label="Message", required=False, widget=forms.Textarea(attrs=_TEXTE), help_text="Lu par la coordination et le comité.")


class LeveeForm(Formulaire):
    """A message that goes with a lifting."""

    message = forms.CharField(label="Message à l’équipe", required=False, widget=forms.Textarea(attrs=_TEXTE))


class RefusForm(Formulaire):
    """What a proof lacks."""

    motif = forms.CharField(label="Ce qui manque", widget=forms.Textarea(attrs=_TEXTE), help_text="Lu par l’équipe du projet.")


class SoumissionForm(Formulaire):
    """The sitting that will examine a proof."""

    seance = forms.ModelChoiceField(label="Séance qui examinera la preuve", queryset=Seance.objects.none(), empty_label="Choisir une séance")

    def __init__(self, *args, seances, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seance"].queryset = seances


class MonteeForm(Formulaire):
    """Which place frees."""

    motif = forms.CharField(label="Place qui se libère", max_length=300, help_text="Par exemple\u00a0: abandon d’un projet labellisé. Inscrit au journal.")
