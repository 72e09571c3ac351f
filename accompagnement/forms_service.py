"""What people type after a half-day: report and actions, verdict, arbitration; invoice and payment of a statement."""

from collections.abc import Sequence
from datetime import date

from django import forms

from accompagnement.actions.plan_action import ActionPrevue
from accompagnement.enums import Verdict
from accompagnement.models import Creneau, Mission
from accompagnement.queries.releves import PAIEMENTS
from accompagnement.regles_service import VerdictDuJour, premier_du_mois
from socle.design.formulaires import ChampChoix, ChampDate, ChampFichier, Formulaire
from socle.documents.formats import TYPES_COURANTS
from socle.lib.francais import date_longue

PIECES, ACTIONS = (1, 2, 3), (1, 2, 3)


def _texte(libelle: str, lignes: int = 3, *, requis: bool = True, aide: str = "") -> forms.CharField:
    return forms.CharField(label=libelle, required=requis, max_length=5000, help_text=aide, widget=forms.Textarea(attrs={"rows": lignes}))


def _champs_d_action(prefixe: str = "", requis: bool = True, numero: str = "") -> dict[str, forms.Field]:
    return {
        f"{prefixe}libelle": forms.CharField(label=f"Action{numero}, ce qu’il faut faire", max_length=300, required=requis),
        f"{prefixe}responsable": forms.CharField(label=f"Action{numero}, qui s’en charge", max_length=120, required=requis),
        f"{prefixe}echeance": ChampDate(label=f"Action{numero}, pour le", required=requis),
    }


class CompteRenduForm(Formulaire):
    """The expert's report, up to three files and three actions; others are added on the plan d’actions."""

    fait = _texte("Ce qui a été fait")
    decide = _texte("Ce qui a été décidé", requis=False)
    suites = _texte("La suite", requis=False)
    demi_journees = forms.IntegerField(label="Demi-journées passées", min_value=1, initial=1)

    def __init__(self, *args, mission: Mission, **kwargs):
        super().__init__(*args, **kwargs)
        for n in ACTIONS:
            self.fields |= _champs_d_action(f"action_{n}_", requis=False, numero=f" {n}")
        for n in PIECES:
            self.fields[f"piece_{n}"] = ChampFichier(label=f"Pièce jointe {n}", required=False, types=sorted(TYPES_COURANTS))
        self.fields["demi_journees"].initial = mission.demi_journees
        if mission.demi_journees == 1:
            self.fields["demi_journees"].widget = forms.HiddenInput()

    def clean(self):
        """Ask for all three words of an action that is begun."""
        donnees = super().clean()
        for n in ACTIONS:
            champs = [f"action_{n}_{champ}" for champ in ("libelle", "responsable", "echeance")]
            if any(donnees.get(c) for c in champs):
                for vide in (c for c in champs if not donnees.get(c) and c not in self.errors):
                    self.add_error(vide, "Complétez cette action : quoi, qui et pour quand.")
        return donnees

    @property
    def compte_rendu(self) -> dict:
        """Return the arguments of the report, once valid."""
        lu = self.cleaned_data
        actions = [ActionPrevue(*(lu[f"action_{n}_{champ}"] for champ in ("libelle", "responsable", "echeance"))) for n in ACTIONS
                   if lu[f"action_{n}_libelle"]]  # fmt: skip
        pieces = [lu[f"piece_{n}"] for n in PIECES if lu[f"piece_{n}"]]
        return {c: lu[c] for c in ("fait", "decide", "suites", "demi_journees")} | {"actions": actions, "pieces": pieces}


class ActionForm(Formulaire):
    """An action the team adds to its plan."""

    libelle = forms.CharField(label="Ce qu’il faut faire", max_length=300)
    responsable = forms.CharField(label="Qui s’en charge", max_length=120)
    echeance = ChampDate(label="Pour le")


class ServiceFaitForm(Formulaire):
    """The project's verdict on a report of ``rendues`` half-days; when these are ``creneaux``, each is accepted or refused."""

    verdict = ChampChoix(label="Le service a-t-il été rendu ?", choices=())
    acceptees = forms.IntegerField(label="Demi-journées acceptées, si c’est en partie", required=False, min_value=1)
    motif = _texte("Motif, si vous n’acceptez pas tout", 2, requis=False)

    def __init__(self, *args, rendues: int, creneaux: Sequence[Creneau] = (), **kwargs):
        super().__init__(*args, **kwargs)
        self.creneaux = creneaux if len(creneaux) == rendues > 1 else ()
        verdicts = [
            (Verdict.ACCEPTE, "Oui", "La coordination valide, puis le crédit est débité"),
            (Verdict.REFUSE, "Non", "La mission est contestée"),
        ]
        if rendues == 1:
            del self.fields["acceptees"]
        else:
            verdicts.insert(1, (Verdict.PARTIEL, "En partie", "Seules les demi-journées acceptées sont débitées"))
        champ = self.fields["verdict"]
        champ.choices = [(v, titre) for v, titre, _ in verdicts]
        champ.widget.details = {str(v): detail for v, _, detail in verdicts}
        if self.creneaux:
            self._demander_chaque_jour()

    def _demander_chaque_jour(self) -> None:
        """In the place of a number, the half-days one by one."""
        del self.fields["acceptees"]
        for creneau in self.creneaux:
            quand = date_longue(creneau.debut)
            self.fields[f"jour_{creneau.pk}"] = forms.BooleanField(label=f"J’accepte le {quand}, si c’est en partie", required=False)
            self.fields[f"motif_{creneau.pk}"] = forms.CharField(label=f"Sinon, pourquoi pas le {quand}", required=False, max_length=1000)
        self.order_fields(["verdict", *(c for c in self.fields if c.startswith(("jour_", "motif_"))), "motif"])

    @property
    def jours(self) -> list[VerdictDuJour]:
        """Return what is said of each half-day, when the verdict is in part and they are named."""
        lu = self.cleaned_data
        if lu["verdict"] != Verdict.PARTIEL:
            return []
        return [VerdictDuJour(c.pk, lu[f"jour_{c.pk}"], lu[f"motif_{c.pk}"], date_longue(c.debut)) for c in self.creneaux]


class MotifForm(Formulaire):
    """A reason read by all parties."""

    motif = _texte("Motif", 2, aide="Il est lu par l’équipe, l’expert et la coordination, et reste à l’historique.")


class ArbitrageForm(MotifForm):
    """What the coordination accepts of a service the project refused."""

    acceptees = forms.IntegerField(label="Demi-journées acceptées", min_value=1, initial=1)
    field_order = ["acceptees", "motif"]


class MoisForm(Formulaire):
    """The month of which statements are made."""

    mois = ChampDate(label="Mois", input_formats=["%Y-%m"], widget=forms.DateInput(format="%Y-%m", attrs={"type": "month"}))

    def clean_mois(self) -> date:
        return premier_du_mois(self.cleaned_data["mois"])


class FiltreRelevesForm(Formulaire):
    """Month and state of payment asked for; what does not read is left out."""

    mois = ChampDate(required=False, input_formats=["%Y-%m"])
    paiement = forms.ChoiceField(required=False, choices=PAIEMENTS)

    @property
    def filtre(self) -> dict:
        self.is_valid()
        return {"mois": self.cleaned_data.get("mois"), "paiement": self.cleaned_data.get("paiement", "")}


class FactureForm(Formulaire):
    """The expert's invoice for a statement."""

    reference = forms.CharField(label="Référence de votre facture", max_length=60)
    date = ChampDate(label="Date de la facture")


class PaiementForm(Formulaire):
    """The day a statement was paid."""

    paye_le = ChampDate(label="Payé le")


class RejetForm(Formulaire):
    """Why an invoice is rejected."""

    motif = _texte("Motif du rejet", 2, aide="L’expert le lit, corrige sa facture et la renvoie.")
