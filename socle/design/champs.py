"""The fields of our forms: French input, sentences that say how to repair, native widgets."""

import re
from decimal import Decimal
from pathlib import PurePath

from django import forms
from django.core.exceptions import ValidationError
from stdnum import exceptions as stdnum
from stdnum.fr import siret

from socle.lib import francais

FORMATS = {"pdf": "PDF", "ods": "ODS", "xlsx": "XLSX", "odt": "ODT", "docx": "DOCX", "jpg": "JPG", "jpeg": "JPEG", "png": "PNG", "csv": "CSV"}


class ChampMontant(forms.DecimalField):
    """Amount in euros, a Decimal: accepts `260000.5`, `260 000,50` and `260 000 €`."""

    default_error_messages = {
        "invalid": "Écrivez le montant en chiffres, par exemple 260 000,50.",
        "point": "Écrivez les milliers sans point, par exemple 260 000 ; la virgule sépare les centimes.",
        "min_value": "Écrivez un montant positif.",
        "max_decimal_places": "Écrivez au plus deux chiffres après la virgule.",
    }
    widget = forms.TextInput

    def __init__(self, *args, min_value=0, max_digits=14, decimal_places=2, **kwargs):
        super().__init__(*args, min_value=min_value, max_digits=max_digits, decimal_places=decimal_places, **kwargs)

    def to_python(self, value):
        """Read the amount; raises ValidationError when a dot may stand for thousands or for cents."""
        if not isinstance(value, str):
            return super().to_python(value)
        ecrit = re.sub(r"[\s€]", "", value).replace(francais.MOINS, "-")
        if re.search(r"\.\d{3}(?!\d)", ecrit) or (("." in ecrit) and ("," in ecrit)):
            raise ValidationError(self.error_messages["point"], code="point")
        return super().to_python(ecrit.replace(",", "."))

    def prepare_value(self, value):
        """Show the amount as people write it here."""
        if isinstance(value, (int, float, Decimal)):
            return francais.montant(value).removesuffix(f"{francais.ESPACE}€")
        return value

    def widget_attrs(self, widget):
        return {"inputmode": "decimal", "autocomplete": "off"}


class ChampSiret(forms.CharField):
    """SIRET, 14 digits without spaces; the key is checked, La Poste's own rule included."""

    default_error_messages = {
        "format": "Écrivez seulement des chiffres : un SIRET en compte 14.",
        "court": "Il manque %(nombre)s : un SIRET en compte 14.",
        "long": "Il y a %(nombre)s de trop : un SIRET en compte 14.",
        "clef": "Un chiffre ne concorde pas : comparez avec l’avis de situation de l’Insee.",
    }

    def to_python(self, value):
        """Return the 14 digits; raises ValidationError with the way to repair."""
        saisi = re.sub(r"[\s.]", "", super().to_python(value))
        if saisi in self.empty_values:
            return saisi
        try:
            return siret.validate(saisi)
        except stdnum.InvalidLength:
            raise self._mauvaise_longueur(len(saisi)) from None
        except stdnum.InvalidFormat:
            raise ValidationError(self.error_messages["format"], code="format") from None
        except stdnum.InvalidChecksum:
            raise ValidationError(self.error_messages["clef"], code="clef") from None

    def _mauvaise_longueur(self, longueur):
        code = "court" if longueur < 14 else "long"
        ecart = francais.pluriel(abs(14 - longueur), "chiffre")
        return ValidationError(self.error_messages[code], code=code, params={"nombre": ecart})

    def widget_attrs(self, widget):
        return {"inputmode": "numeric", "autocomplete": "off"}


ANNEES = range(1900, 9000)  # a delay counted from a day that is accepted stays in the calendar


class ChampDate(forms.DateField):
    """A date, typed or picked with the browser's own calendar."""

    default_error_messages = {"invalid": "Indiquez une date qui existe, par exemple 24/11/2022."}

    def __init__(self, **kwargs):
        kwargs.setdefault("widget", forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
        kwargs.setdefault("input_formats", ["%Y-%m-%d", "%d/%m/%Y"])
        super().__init__(**kwargs)

    def to_python(self, value):
        jour = super().to_python(value)
        if jour and jour.year not in ANNEES:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return jour


class WidgetDateHeure(forms.SplitDateTimeWidget):
    """Two native inputs in one named group."""

    template_name = "design/formulaire/date_heure.html"
    use_fieldset = True

    def __init__(self, attrs=None):
        super().__init__(
            attrs, date_format="%Y-%m-%d", time_format="%H:%M",
            date_attrs={"type": "date", "aria-label": "Jour"}, time_attrs={"type": "time", "aria-label": "Heure"},
        )  # fmt: skip


class ChampDateHeure(forms.SplitDateTimeField):
    """A day and an hour, Europe/Paris, as an aware datetime: a deadline is never a day alone."""

    widget = WidgetDateHeure
    default_error_messages = {
        "invalid_date": "Indiquez un jour qui existe, par exemple 24/11/2022.",
        "invalid_time": "Indiquez une heure, par exemple 18:00.",
    }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, input_date_formats=["%Y-%m-%d", "%d/%m/%Y"], input_time_formats=["%H:%M", "%H:%M:%S"], **kwargs)

    def compress(self, data_list):
        if data_list and data_list[0] and data_list[0].year not in ANNEES:
            raise ValidationError(self.error_messages["invalid_date"], code="invalid_date")
        return super().compress(data_list)


class WidgetFichier(forms.FileInput):
    """Native file input covered by a real button."""

    template_name = "design/formulaire/fichier.html"


class ChampFichier(forms.FileField):
    """One file, of declared types (extensions without dot) and size (bytes); the content itself is checked when it is deposited."""

    widget = WidgetFichier
    default_error_messages = {
        "type": "Choisissez un fichier %(types)s : ce format n’est pas lu ici.",
        "taille": "Choisissez un fichier de %(max)s au plus : celui-ci fait %(taille)s.",
        "empty": "Choisissez un autre fichier : celui-ci est vide.",
    }

    def __init__(self, *args, types, taille_max=20_000_000, help_text="", **kwargs):
        self.types, self.taille_max = tuple(types), taille_max
        annonce = f"{self._formats()}, {francais.taille(taille_max)} au plus."
        super().__init__(*args, help_text=f"{annonce} {help_text}".strip(), **kwargs)

    def clean(self, data, initial=None):
        """Return the uploaded file; raises ValidationError on its type or its size."""
        fichier = super().clean(data, initial)
        if data:
            self._verifier(data)
        return fichier

    def _verifier(self, fichier):
        if PurePath(fichier.name).suffix.lower().lstrip(".") not in self.types:
            raise ValidationError(self.error_messages["type"], code="type", params={"types": self._formats()})
        if fichier.size > self.taille_max:
            tailles = {"max": francais.taille(self.taille_max), "taille": francais.taille(fichier.size)}
            raise ValidationError(self.error_messages["taille"], code="taille", params=tailles)

    def _formats(self):
        noms = [FORMATS.get(type_, type_.upper()) for type_ in self.types]
        return " ou ".join([", ".join(noms[:-1]), noms[-1]]) if len(noms) > 1 else noms[0]

    def widget_attrs(self, widget):
        return {"accept": ",".join(f".{type_}" for type_ in self.types)}


class CartesRadio(forms.RadioSelect):
    """Choice cards; `details` gives a line of explanation by value."""

    def __init__(self, *args, details=None, **kwargs):
        super().__init__(*args, **kwargs)
        self.details = details or {}

    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        option["detail"] = self.details.get(str(value), "")
        return option


class ChampChoix(forms.ChoiceField):
    """One answer among cards; a choice is (value, title) or (value, title, line of explanation)."""

    widget = CartesRadio

    def __init__(self, *, choices=(), **kwargs):
        choices = list(choices)
        super().__init__(choices=[tuple(choix)[:2] for choix in choices], **kwargs)
        self.widget.details = {str(choix[0]): choix[2] for choix in choices if len(choix) > 2}
