"""The forms of the yearly report: one field per indicator of the règlement."""

from decimal import Decimal

from django import forms

from accompagnement.models import RapportAnnuel
from accompagnement.queries.rapports import annee_d_avant, chiffre
from accompagnement.regles_rapport import ENTREE
from socle.comptes import reglement
from socle.design.formulaires import Formulaire
from socle.lib.francais import nombre

PREFIXE = "indicateur_"


class RapportForm(Formulaire):
    """The figures and the words of a year; a report not written yet starts with the figures of the year before."""

    recit = forms.CharField(
        label="Ce que les chiffres ne disent pas", required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 6})
    )

    def __init__(self, *args, annee: int, rapports: dict[int, RapportAnnuel], **kwargs):
        super().__init__(*args, **kwargs)
        ecrit, entree = rapports.get(annee), rapports.get(ENTREE) if annee else None
        avant = rapports.get(annee_d_avant(rapports, annee))
        for indicateur in reglement.valeur("accompagnement.indicateurs_rapport"):
            code = indicateur.code
            depart = chiffre(ecrit or avant, code)
            self.fields[f"{PREFIXE}{code}"] = forms.DecimalField(
                label=indicateur.libelle, required=False, min_value=0, max_digits=14, decimal_places=2, localize=True,
                initial=depart, help_text=_reperes(chiffre(entree, code), chiffre(avant, code)),
            )  # fmt: skip
        self.fields["recit"].initial = ecrit.recit if ecrit else ""
        self.order_fields([*(nom for nom in self.fields if nom != "recit"), "recit"])

    @property
    def lu(self) -> dict:
        """Return what was typed, as the action takes it."""
        valeurs: dict[str, Decimal | None] = {n.removeprefix(PREFIXE): v for n, v in self.cleaned_data.items() if n.startswith(PREFIXE)}
        return {"valeurs": valeurs, "recit": self.cleaned_data["recit"]}


def _reperes(entree: Decimal | None, avant: Decimal | None) -> str:
    dits = [f"{mot}\u00a0: {nombre(v)}" for mot, v in (("À l’entrée", entree), ("L’année d’avant", avant)) if v is not None]
    return ", ".join(dits) + "." if dits else ""


class RenvoiForm(Formulaire):
    """What the coordination asks the team to complete."""

    demande = forms.CharField(label="Ce qu’il faut compléter", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
