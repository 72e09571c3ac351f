"""What people type about reports, scenarios and de minimis aid, turned into typed data."""

from decimal import Decimal

from django import forms

from comite.enums import LienEntreprise, RegimeAide
from comite.models import Membre
from socle.design.formulaires import ChampDate, ChampMontant, Formulaire


class RapportForm(Formulaire):
    """The opinion of a rapporteur."""

    texte = forms.CharField(
        label="Rapport", widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Lu par les membres quand ils ont noté ce dossier, ou à l’ouverture des notes.",
    )  # fmt: skip

    def __init__(self, *args, lignes=(), **kwargs):
        super().__init__(*args, **kwargs)
        self.lignes = [ligne.code for ligne in lignes]
        for ligne in lignes:
            self.fields[f"montant_{ligne.code}"] = ChampMontant(label=f"{ligne.libelle}, montant proposé", min_value=0, required=False)

    def montants(self) -> dict[str, Decimal | None]:
        """Return what is proposed by line of the grant, in euros."""
        return {code: self.cleaned_data[f"montant_{code}"] for code in self.lignes}


class RapporteursForm(Formulaire):
    """One or two rapporteurs for each file of a sitting; the recused are not offered."""

    def __init__(self, *args, lignes, **kwargs):
        """``lignes``: (item, seats that may report on it), in the order of the agenda."""
        super().__init__(*args, **kwargs)
        self.points = [point for point, _ in lignes]
        for point, sieges in lignes:
            choix = [("", "Personne"), *((s.pk, str(s)) for s in sieges)]
            for rang, libelle in ((1, "Rapporteur"), (2, "Second rapporteur")):
                nom = f"point_{point.pk}_{rang}"
                self.fields[nom] = forms.TypedChoiceField(
                    label=f"{libelle}, {point.projet}", choices=choix, coerce=int, empty_value=None, required=False
                )

    def lignes(self):
        """Return each item with its two fields, for the page."""
        return [(point, self[f"point_{point.pk}_1"], self[f"point_{point.pk}_2"]) for point in self.points]

    def choix(self) -> dict[int, list[int]]:
        """Return the rapporteurs of each item; the same person twice is once."""
        d = self.cleaned_data
        return {p.pk: list(dict.fromkeys(m for m in (d[f"point_{p.pk}_1"], d[f"point_{p.pk}_2"]) if m)) for p in self.points}


class ScenarioForm(Formulaire):
    """A new scenario: its name and what it starts from."""

    nom = forms.CharField(label="Nom du scénario", max_length=120)
    depart = forms.ChoiceField(
        label="Point de départ",
        choices=[
            ("rang", "Selon le rang, jusqu’à épuisement"),
            ("prorata", "Au prorata des montants demandés"),
            ("vide", "Aucun montant"),
        ],
    )


class MontantsForm(Formulaire):
    """The what-if amounts of a scenario, one field per line of each file not decided yet."""

    def __init__(self, *args, cases, **kwargs):
        """``cases``: the cells of the arbitration that may change (``queries.arbitrage.Case``)."""
        super().__init__(*args, **kwargs)
        self.cases = cases
        for case in cases:
            self.fields[case.champ] = ChampMontant(label=f"{case.libelle}, {case.projet}, en euros", required=False, initial=case.montant)

    def montants(self) -> dict[tuple[int, str], Decimal]:
        """Return the amounts by item and line; an empty field is 0."""
        return {(c.point_pk, c.ligne): self.cleaned_data[c.champ] or Decimal(0) for c in self.cases}


class NomForm(Formulaire):
    """The name of a copy."""

    nom = forms.CharField(label="Nom de la copie", max_length=120)


class ChoixForm(Formulaire):
    """Why the chair keeps a scenario."""

    motif = forms.CharField(label="Motif du choix", widget=forms.Textarea(attrs={"rows": 2}), help_text="Inscrit au journal de la séance.")


class RegimeForm(Formulaire):
    """The aid regime of a file."""

    regime = forms.ChoiceField(label="Régime d’aide", choices=RegimeAide)


class ChampSiren(forms.RegexField):
    """The nine figures of an undertaking, typed with or without spaces."""

    def to_python(self, value):
        return "".join(super().to_python(value).split())


class AideForm(Formulaire):
    """De minimis aid that an undertaking declares."""

    siren = ChampSiren(
        label="SIREN", regex=r"^\d{9}$", help_text="9 chiffres.", error_messages={"invalid": "Écrivez les 9 chiffres du SIREN."}
    )
    date_octroi = ChampDate(label="Date d’octroi", help_text="Le jour où le droit à l’aide a été donné, pas celui du paiement.")
    montant = ChampMontant(label="Montant en euros", min_value=Decimal("0.01"), help_text="L’équivalent-subvention brut déclaré.")
    source = forms.CharField(label="Financeur et aide", max_length=200)


class EntrepriseLieeForm(Formulaire):
    """An undertaking that is one with the structure of a project."""

    siren = ChampSiren(
        label="SIREN de l’entreprise liée", regex=r"^\d{9}$", help_text="9 chiffres.",
        error_messages={"invalid": "Écrivez les 9 chiffres du SIREN."},
    )  # fmt: skip
    nom = forms.CharField(label="Nom de l’entreprise liée", max_length=200)
    lien = forms.ChoiceField(label="Ce qui lie les deux entreprises", choices=LienEntreprise)


class ComparaisonForm(forms.Form):
    """Which scenarios to put side by side (query string)."""

    s = forms.TypedMultipleChoiceField(coerce=int, required=False)

    def __init__(self, *args, scenarios, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["s"].choices = [(s.pk, s.nom) for s in scenarios]


def sieges_admis(sieges: list[Membre], projet_pk: int, deports: set[tuple[int, int]]) -> list[Membre]:
    """Return the seats that may report on a project."""
    return [s for s in sieges if (s.pk, projet_pk) not in deports]
