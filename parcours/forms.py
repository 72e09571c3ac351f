"""Forms of the pages that cross the phases."""

from django import forms

from comite.forms_proclamation import ChampSeance
from parcours.modele import charger_modele, modeles_disponibles
from socle.comptes.enums import Role
from socle.comptes.models import Operateur
from socle.design.formulaires import ChampDate, Formulaire
from socle.lib.francais import date_entiere


class ProgrammeForm(Formulaire):
    """A new programme: its operator, its model, its address."""

    operateur = forms.ModelChoiceField(Operateur.objects.all(), label="Opérateur", empty_label=None)
    modele = forms.ChoiceField(label="Modèle", help_text="Ses vagues, modules, besoins, critères et réglages sont copiés.")
    nom = forms.CharField(label="Nom du programme", max_length=200, required=False, help_text="Laissez vide pour garder celui du modèle.")
    slug = forms.SlugField(label="Adresse", max_length=60, help_text="En minuscules, par exemple : manufactures.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["modele"].choices = [(nom, charger_modele(nom).identite.nom) for nom in modeles_disponibles()]

    def clean_modele(self):
        return charger_modele(self.cleaned_data["modele"])

    def clean_slug(self):
        return self.cleaned_data["slug"].lower()


class CompteForm(Formulaire):
    """The account of an invited person; her address is the one that was invited."""

    prenom = forms.CharField(label="Prénom", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "given-name"}))
    nom = forms.CharField(label="Nom", max_length=100, widget=forms.TextInput(attrs={"autocomplete": "family-name"}))
    mot_de_passe = forms.CharField(
        label="Mot de passe",
        strip=False,
        help_text="12 caractères au moins. Une phrase de quelques mots se retient bien.",
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class InvitationForm(Formulaire):
    """Somebody of the coordination, or an observer."""

    email = forms.EmailField(label="Adresse électronique", help_text="Exemple : nom@atelier.example")
    role = forms.ChoiceField(label="Rôle", choices=[(r.value, r.label) for r in (Role.COORDINATION, Role.OBSERVATEUR)])

    def clean_role(self):
        return Role(self.cleaned_data["role"])


class ReglageForm(Formulaire):
    """A new dated value of a setting."""

    valeur = forms.JSONField(
        label="Valeur",
        help_text="Nombre, oui/non (true, false) ou texte entre guillemets.",
        error_messages={"invalid": "Écrivez un nombre, true, false ou un texte entre guillemets."},
    )
    date_effet = ChampDate(label="Date d’effet")
    motif = forms.CharField(label="Motif", max_length=500)


class VersementForm(Formulaire):
    """The sitting that will read a project's file."""

    seance = ChampSeance(None, label="Séance", empty_label=None)

    def __init__(self, *args, seances, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["seance"].queryset = seances
        self.fields["seance"].label_from_instance = lambda s: f"{s.reference}, {date_entiere(s.date_prevue)}"
