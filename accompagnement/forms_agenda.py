"""What an expert types in her agenda and her profile; nothing is saved here."""

from datetime import date

from django import forms
from django.conf import settings
from django.utils import timezone

from accompagnement.enums import JourDeSemaine, Langue, Moment, NatureException, TerritoireFerie
from accompagnement.models import Besoin, Expert
from accompagnement.regles_experts import refus_de_profil
from manufactures.departements import NOMS
from socle.design.formulaires import ChampChoix, ChampDate, ChampMontant, Formulaire

MOMENTS = ((Moment.MATIN, "Matin, 9 h – 12 h 30"), (Moment.APRES_MIDI, "Après-midi, 14 h – 17 h 30"))


class DisponibiliteForm(Formulaire):
    """Halves of weekdays, from a day on."""

    prefix = "regle"
    jours = forms.TypedMultipleChoiceField(label="Jours", choices=JourDeSemaine, coerce=int, widget=forms.CheckboxSelectMultiple)
    moments = forms.MultipleChoiceField(label="Demi-journées", choices=MOMENTS, initial=list(Moment), widget=forms.CheckboxSelectMultiple)
    du = ChampDate(label="À partir du")
    au = ChampDate(label="Jusqu’au", required=False, help_text="Laissez vide si cela dure.")

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["du"].initial = timezone.localdate()


class ExceptionForm(Formulaire):
    """Days closed, or opened out of the rule."""

    prefix = "exception"
    nature = ChampChoix(
        label="Que voulez-vous faire ?",
        initial=NatureException.FERMEE,
        choices=[
            (NatureException.FERMEE, "Fermer des jours", "Les demi-journées libres sont retirées, les réservées restent"),
            (NatureException.OUVERTE, "Ouvrir exceptionnellement", "Même un samedi ou un jour férié"),
        ],
    )
    du = ChampDate(label="Du")
    au = ChampDate(label="Au")
    moment = forms.ChoiceField(label="Demi-journée", choices=[("", "Toute la journée"), *MOMENTS], required=False)
    libelle = forms.CharField(label="Libellé", max_length=100, help_text="Pour vous, par exemple : congés d’été.")


class CalendrierForm(Formulaire):
    """The address of a busy calendar."""

    prefix = "calendrier"
    adresse = forms.CharField(
        label="Adresse de votre calendrier",
        max_length=1000,
        help_text="L’adresse secrète au format iCal (ICS), qui commence par https://. Seules les heures prises sont gardées, jamais les titres.",
    )

    def clean_adresse(self):
        adresse = self.cleaned_data["adresse"].strip()
        permis = ("https://", "webcal://", *(("http://",) if settings.CALENDRIERS_LOCAUX else ()))
        if not adresse.startswith(permis):
            raise forms.ValidationError("Collez l’adresse complète de votre calendrier : elle commence par https://.")
        forms.URLField(assume_scheme="https").clean(adresse.replace("webcal://", "https://", 1).replace("//localhost", "//127.0.0.1"))
        return adresse


class ProfilForm(Formulaire):
    """What an expert says of herself; each need has its box and its proof."""

    presentation = forms.CharField(label="Présentation", required=False, max_length=3000, widget=forms.Textarea(attrs={"rows": 5}))
    langues = forms.MultipleChoiceField(label="Langues de travail", choices=Langue, widget=forms.CheckboxSelectMultiple)
    sur_place = forms.BooleanField(label="Intervient sur place", required=False)
    a_distance = forms.BooleanField(label="Intervient à distance", required=False)
    territoire = forms.CharField(label="Territoire", required=False, max_length=200, help_text="En quelques mots, par exemple : Ouest.")
    zones = forms.CharField(
        label="Départements et régions où vous vous déplacez", required=False, max_length=300, help_text="Par exemple : 35, 22, Pays de la Loire."
    )
    departement = forms.ChoiceField(
        label="Département de départ", required=False, choices=[("", "Non indiqué"), *NOMS.items()], help_text="Il donne aux projets la distance qui vous sépare."
    )
    depart = forms.CharField(label="Commune de départ", required=False, max_length=100)
    distance_max = forms.IntegerField(label="Déplacement au plus, en kilomètres", required=False, min_value=1, max_value=20_000)
    feries = forms.ChoiceField(label="Jours fériés", choices=TerritoireFerie, required=False, help_text="Aucune demi-journée n’est ouverte ces jours-là.")
    societe = forms.CharField(label="Société", required=False, max_length=200)
    siren = forms.CharField(label="SIREN", required=False, max_length=11, help_text="9 chiffres.")

    def __init__(self, *args, expert: Expert, **kwargs):
        preuves = {c.besoin_id: c.preuve for c in expert.competences.all()}
        noms = [nom for nom in self.base_fields]
        initial = {nom: getattr(expert, nom) for nom in noms}
        super().__init__(*args, initial=initial, **kwargs)
        self.besoins = list(Besoin.objects.all())
        for besoin in self.besoins:
            self.fields[f"besoin_{besoin.code}"] = forms.BooleanField(label=besoin.titre_court, required=False, initial=besoin.pk in preuves)
            preuve = forms.CharField(label=f"Preuve, {besoin.titre_court}", required=False, max_length=300, initial=preuves.get(besoin.pk, ""))
            self.fields[f"preuve_{besoin.code}"] = preuve

    @property
    def champs_du_profil(self):
        return [self[nom] for nom in self.base_fields]

    @property
    def paires(self):
        """The box and the proof of each need."""
        return [(self[f"besoin_{b.code}"], self[f"preuve_{b.code}"]) for b in self.besoins]

    @property
    def competences(self) -> dict[int, str]:
        """Return the needs ticked, by key, each with its proof."""
        lu = self.cleaned_data
        return {b.pk: lu[f"preuve_{b.code}"] for b in self.besoins if lu[f"besoin_{b.code}"]}

    @property
    def profil(self) -> dict:
        return {nom: self.cleaned_data[nom] for nom in self.base_fields}

    def clean_siren(self):
        return self.cleaned_data["siren"].replace(" ", "").replace("\u00a0", "")

    def clean(self):
        lu = super().clean()
        coches = [b for b in self.besoins if lu.get(f"besoin_{b.code}")]
        if refus := refus_de_profil(coches, lu.get("sur_place", False), lu.get("a_distance", False), lu.get("siren", "")):
            self.refuser(refus)
        return lu


class ConditionsForm(Formulaire):
    """Lot and price of the framework contract, dated."""

    lot = forms.CharField(label="Lot du marché", required=False, max_length=60)
    prix_demi_journee = ChampMontant(label="Prix de la demi-journée", help_text="En euros, par exemple 450.", max_digits=8)
    date_effet = ChampDate(label="À compter du")
    motif = forms.CharField(label="Motif", max_length=200, help_text="L’article du marché ou la date de l’avenant.")


class DeclarationForm(Formulaire):
    """What an expert says of her interest in a project."""

    interet = ChampChoix(
        label="Avez-vous un intérêt dans ce projet ?",
        choices=[
            ("non", "Je n’ai aucun intérêt", "Ni financier, ni familial, ni professionnel, avec le projet ou ses membres"),
            ("oui", "J’ai un intérêt", "Vous ne pourrez pas accompagner ce projet"),
        ],
    )
    texte = forms.CharField(label="Lequel, si vous en avez un", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


class MoisAfficheForm(Formulaire):
    """The month of an agenda, read from the address."""

    mois = ChampDate(required=False, input_formats=["%Y-%m"])

    @property
    def lu(self) -> date | None:
        """Return the first day of the month; None when what is asked for is not one."""
        self.is_valid()
        return self.cleaned_data.get("mois")


class FiltreExpertsForm(Formulaire):
    """The filters of the directory, read from the address."""

    q = forms.CharField(required=False, max_length=100)
    besoin = forms.CharField(required=False, max_length=60)
    territoire = forms.CharField(required=False, max_length=100)
    langue = forms.ChoiceField(required=False, choices=Langue)
    distance = forms.BooleanField(required=False)
    pres_de = forms.ChoiceField(required=False, choices=[*NOMS.items()])

    @property
    def filtre(self) -> dict:
        """Return the filters that can be read; one that means nothing is left out."""
        self.is_valid()
        return {cle: valeur for cle, valeur in self.cleaned_data.items() if valeur}
