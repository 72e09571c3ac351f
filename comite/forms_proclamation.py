"""What goes with the proclamation of a result, typed by the chair."""

from django import forms

from comite.actions.decisions import ALever, Conditions, Retour
from comite.enums import Choix
from comite.models import Seance
from comite.regles_notation import rang_s_ecarte
from socle.comptes.models import Utilisateur
from socle.design.formulaires import ChampChoix, ChampDate, ChampDateHeure, Formulaire
from socle.lib import francais

_TEXTE = {"rows": 3}
SUPPLEMENTS = (2, 3, 4, 5)  # a decision has one condition at least, five at most on this page
_RESERVE, _AJOURNER = {Choix.SOUS_RESERVE}, {Choix.AJOURNER}


class ChampSeance(forms.ModelChoiceField):
    """A sitting named by its key only: the action reads it under its lock, and refuses one that is not to come."""

    def to_python(self, value):
        return Seance(pk=int(value)) if str(value).isdecimal() else None

    def validate(self, value):
        forms.Field.validate(self, value)  # a required one is named


class ProclamationForm(Formulaire):
    """Only the fields of the winning choices are kept. Conditions and points are typed one by one, numbered from the second on."""

    voix_presidence = ChampChoix(label="Voix prépondérante de la présidence", choices=[])
    motifs = forms.CharField(
        label="Motifs", required=False, widget=forms.Textarea(attrs=_TEXTE), help_text="Lus par l’équipe du projet et inscrits au procès-verbal."
    )
    rang_attente = forms.IntegerField(
        label="Rang sur la liste d’attente", min_value=1, help_text="Un seul projet de la vague à chaque rang\u00a0: le premier monte quand une place se libère."
    )
    conditions = forms.CharField(label="Conditions à lever", required=False, widget=forms.Textarea(attrs=_TEXTE))
    date_limite = ChampDateHeure(label="À lever avant le", required=False)
    points_a_lever = forms.CharField(label="Points à lever", required=False, widget=forms.Textarea(attrs=_TEXTE))
    preuve_attendue = forms.CharField(label="Preuve attendue", required=False, widget=forms.Textarea(attrs=_TEXTE))
    personne_en_charge = forms.ChoiceField(label="Personne en charge", required=False)
    seance_retour = ChampSeance(
        label="Séance de retour", queryset=Seance.objects.none(), required=False, empty_label="Pas encore fixée",
        help_text="Si elle n’est pas fixée, indiquez la date de retour\u00a0: "
        "le projet entrera de lui-même à la première séance qui la suit.",
    )  # fmt: skip
    date_retour = ChampDate(label="Date de retour", required=False)
    rang_decide = forms.IntegerField(label="Rang décidé", required=False, min_value=1)
    motif_ecart = forms.CharField(label="Motif de l’écart de rang", required=False, widget=forms.Textarea(attrs=_TEXTE))

    _PAR_CHOIX = {
        "rang_attente": {Choix.LISTE_ATTENTE},
        "conditions": _RESERVE,
        "date_limite": _RESERVE,
        "preuve_attendue": _RESERVE | _AJOURNER,
        "points_a_lever": _AJOURNER,
        "personne_en_charge": _RESERVE | _AJOURNER,
        "seance_retour": _AJOURNER,
        "date_retour": _AJOURNER,
    }
    _L_UN_OU_L_AUTRE = {"seance_retour", "date_retour"}
    _A_MOTIVER = {Choix.AJOURNER, Choix.NE_PAS_RETENIR, Choix.IRRECEVABLE, Choix.NE_PAS_ATTRIBUER}

    def __init__(
        self, *args, resultat, notation, rang_propose: int | None, rangs_donnes: list[int], personnes: list[Utilisateur], seances, **kwargs
    ):
        super().__init__(*args, **kwargs)
        self.personnes = {str(personne.pk): personne for personne in personnes}
        self.choix = {resultat.choix} if resultat.choix else set(resultat.egalite)
        for champ, concernes in self._PAR_CHOIX.items():
            if not self.choix & concernes:
                del self.fields[champ]
            elif resultat.choix and champ not in self._L_UN_OU_L_AUTRE:
                self.fields[champ].required = True
        self.fields["motifs"].required = resultat.choix in self._A_MOTIVER
        self._departager(resultat)
        self.notation = notation
        self._classer(notation, rang_propose, rangs_donnes)
        if "seance_retour" in self.fields:
            self.fields["seance_retour"].queryset = seances
        self._nommer()
        for rang in SUPPLEMENTS if self.choix & (_RESERVE | _AJOURNER) else ():
            self._ajouter(rang)

    def _departager(self, resultat) -> None:
        if resultat.a_departager:
            self.fields["voix_presidence"].choices = [(c, Choix(c).label) for c in resultat.egalite]
            if "rang_attente" in self.fields:
                self.fields["rang_attente"].required = False
        else:
            del self.fields["voix_presidence"]

    def _classer(self, notation, propose: int | None, donnes: list[int]) -> None:
        """The decided rank starts from the noted one; a file without a mark has neither."""
        if notation is None:
            del self.fields["rang_decide"], self.fields["motif_ecart"]
            return
        champ = self.fields["rang_decide"]
        champ.required, champ.initial = True, propose
        phrases = [f"Rang noté\u00a0: {notation.rang} sur {notation.sur}, note {francais.nombre(notation.note, 1)} sur 100."]
        if notation.ex_aequo > 1:
            dernier = notation.rang + notation.ex_aequo - 1
            phrases.append(f"{notation.ex_aequo} dossiers sont à ce rang\u00a0: du {notation.rang} au {dernier}, sans motif.")
        if donnes:
            phrases.append(f"Rangs déjà décidés\u00a0: {', '.join(map(str, donnes))}.")
        champ.help_text = " ".join([*phrases, "Un autre rang demande un motif."])

    def _nommer(self) -> None:
        if "personne_en_charge" not in self.fields:
            return
        champ = self.fields["personne_en_charge"]
        champ.required = champ.required and bool(self.choix & _AJOURNER)
        personne = "Choisir une personne" if champ.required else "L’équipe du projet"
        champ.choices = [("", personne), *((cle, str(p)) for cle, p in self.personnes.items())]

    def _ajouter(self, rang: int) -> None:
        """One more thing to lift; an adjournment has no deadline but its return."""
        texte = f"Condition {rang}" if self.choix & _RESERVE else f"Point {rang} à lever"
        self.fields[f"texte_{rang}"] = forms.CharField(label=texte, required=False, widget=forms.Textarea(attrs={"rows": 2}))
        self.fields[f"preuve_{rang}"] = forms.CharField(label=f"Preuve attendue {rang}", required=False, widget=forms.Textarea(attrs={"rows": 2}))
        self.fields[f"responsable_{rang}"] = forms.ChoiceField(
            label=f"Personne en charge {rang}", required=False, choices=self.fields["personne_en_charge"].choices
        )
        if self.choix & _RESERVE:
            self.fields[f"echeance_{rang}"] = ChampDateHeure(label=f"À lever avant le, condition {rang}", required=False)

    def clean(self):
        donnees = super().clean()
        notation = self.notation
        if notation and rang_s_ecarte(notation.rang, donnees.get("rang_decide"), notation.ex_aequo) and not donnees.get("motif_ecart"):
            self.add_error("motif_ecart", f"Le rang noté est {notation.rang}\u00a0: indiquez le motif de cet écart.")
        for rang in SUPPLEMENTS:
            if donnees.get(f"texte_{rang}") and self.choix & _RESERVE and not donnees.get(f"echeance_{rang}"):
                self.add_error(f"echeance_{rang}", "Indiquez la date limite de cette condition.")
        return donnees

    @property
    def principaux(self) -> list:
        """The fields always in sight."""
        return [self[nom] for nom in self.fields if not nom[-1].isdigit()]

    @property
    def supplements(self) -> list[tuple[int, list, bool]]:
        """The numbered groups, each with its fields, and whether something was typed in it."""
        groupes = [(rang, [self[nom] for nom in self.fields if nom.endswith(f"_{rang}")]) for rang in SUPPLEMENTS]
        return [(rang, champs, any(champ.data or champ.errors for champ in champs[:1])) for rang, champs in groupes if champs]

    def arguments(self) -> dict:
        """Return what the proclamation takes."""
        d = self.cleaned_data
        return {
            "motifs": d.get("motifs", ""),
            "voix_presidence": Choix(d["voix_presidence"]) if d.get("voix_presidence") else None,
            "conditions": self._conditions(),
            "retour": self._retour(),
            "rang_decide": d.get("rang_decide"),
            "motif_ecart": d.get("motif_ecart", ""),
            "rang_attente": d.get("rang_attente"),
        }

    def _suivants(self) -> tuple[ALever, ...]:
        d = self.cleaned_data
        return tuple(
            ALever(d[f"texte_{rang}"], d[f"preuve_{rang}"], self.personnes.get(d[f"responsable_{rang}"]), d.get(f"echeance_{rang}"))
            for rang in SUPPLEMENTS
            if d.get(f"texte_{rang}")
        )

    def _conditions(self) -> Conditions | None:
        d = self.cleaned_data
        responsable = self.personnes.get(d.get("personne_en_charge", ""))
        return Conditions(d["conditions"], d["date_limite"], d["preuve_attendue"], responsable, self._suivants()) if d.get("conditions") else None

    def _retour(self) -> Retour | None:
        d = self.cleaned_data
        personne = self.personnes.get(d.get("personne_en_charge", ""))
        if not d.get("points_a_lever") or personne is None:
            return None
        return Retour(d["points_a_lever"], d["preuve_attendue"], personne, d["date_retour"], d["seance_retour"], self._suivants())
