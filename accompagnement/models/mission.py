from decimal import Decimal

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Coalesce

from accompagnement.enums import (
    ORIGINES_SILENCIEUSES,
    STATUTS_ENGAGES,
    STATUTS_FAITS,
    STATUTS_RENDUS,
    STATUTS_SANS_CRENEAU,
    STATUTS_SANS_DATE,
    STATUTS_STOCKES,
    EffetSilence,
    Lieu,
    OrigineVerdict,
    StatutMission,
    Verdict,
)
from accompagnement.enums_missions import OrigineMission
from accompagnement.regles import etat_a_l_heure
from socle.comptes.bases import ModeleDeProgramme


def _parmi(statuts) -> Q:
    return Q(statut__in=sorted(statuts))


def _ensemble(une: Q, autre: Q) -> Q:
    """Both hold or neither does."""
    return (une & autre) | (~une & ~autre)


class MissionQuerySet(models.QuerySet):
    def pour_affichage(self) -> "MissionQuerySet":
        """Missions with all that a line of a list shows, the latest half-day first."""
        lues = self.select_related("projet", "besoin", "expert__utilisateur", "creneau", "dernier_creneau")
        return lues.order_by(F("creneau__debut").desc(nulls_first=True), "-pk")

    def dans_l_etat(self, etat: StatutMission, maintenant) -> "MissionQuerySet":
        """Missions that a reader sees in this state at this hour, half-days gone by included."""
        lues = self.alias(fin=Coalesce("dernier_creneau__fin", "creneau__fin"))
        passee = Q(fin__lte=maintenant)
        if etat in (StatutMission.REALISEE, StatutMission.COMPTE_RENDU_ATTENDU):
            return lues.filter(passee, statut=StatutMission.PLANIFIEE)
        if etat == StatutMission.PLANIFIEE:
            return lues.filter(~passee, statut=etat)
        return self.filter(statut=etat)


class Mission(ModeleDeProgramme):
    """Half-days of an expert for one need of one project, from the request to the service fait."""

    projet = models.ForeignKey("manufactures.Projet", verbose_name="projet", on_delete=models.PROTECT, related_name="missions")
    besoin = models.ForeignKey("accompagnement.Besoin", verbose_name="besoin", on_delete=models.PROTECT, related_name="missions")
    expert = models.ForeignKey(
        "accompagnement.Expert", verbose_name="expert", on_delete=models.PROTECT, null=True, blank=True, related_name="missions"
    )
    creneau = models.ForeignKey(
        "accompagnement.Creneau", verbose_name="créneau", on_delete=models.PROTECT, null=True, blank=True, related_name="missions"
    )
    dernier_creneau = models.ForeignKey(
        "accompagnement.Creneau", verbose_name="dernier créneau, s’il y en a plusieurs", on_delete=models.PROTECT, null=True, blank=True,
        related_name="+",
    )  # fmt: skip
    collective = models.ForeignKey(
        "accompagnement.MissionCollective", verbose_name="mission collective", on_delete=models.PROTECT, null=True, blank=True, related_name="missions"
    )
    origine = models.CharField("origine", max_length=12, choices=OrigineMission, default=OrigineMission.RENDEZ_VOUS)
    objet = models.TextField("ce que vous voulez travailler")
    resultat_attendu = models.TextField("résultat attendu", blank=True)
    demi_journees = models.PositiveSmallIntegerField("demi-journées", default=1)
    lieu = models.CharField("lieu", max_length=12, choices=Lieu, default=Lieu.SUR_PLACE)
    periode_debut = models.DateField("souhaitée à partir du", null=True, blank=True)
    periode_fin = models.DateField("souhaitée jusqu’au", null=True, blank=True)
    conditions = models.TextField("conditions convenues avec l’expert", blank=True)
    statut = models.CharField("statut", max_length=24, choices=StatutMission)
    cle = models.CharField("clé d’unicité", max_length=64)
    demandee_par = models.ForeignKey("comptes.Utilisateur", verbose_name="demandée par", on_delete=models.PROTECT, related_name="+")
    demandee_at = models.DateTimeField("demandée le")
    reponse_avant = models.DateTimeField("réponse attendue avant", null=True, blank=True)
    repondue_at = models.DateTimeField("réponse de l’expert le", null=True, blank=True)
    motif_reponse = models.TextField("motif de la réponse", blank=True)
    rendue_at = models.DateTimeField("compte rendu remis le", null=True, blank=True)
    jugee_at = models.DateTimeField("service fait jugé le", null=True, blank=True)
    validee_at = models.DateTimeField("service fait validé le", null=True, blank=True)
    annulee_at = models.DateTimeField("annulée le", null=True, blank=True)
    annulee_par = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="annulée par", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    motif_annulation = models.TextField("motif de l’annulation", blank=True)

    objects = MissionQuerySet.as_manager()

    class Meta:
        verbose_name = "mission"
        ordering = ["-pk"]
        constraints = [
            models.CheckConstraint(condition=_parmi(STATUTS_STOCKES), name="mission_statut_connu"),
            models.CheckConstraint(condition=Q(demi_journees__gt=0), name="mission_dure"),
            models.UniqueConstraint(fields=["projet", "cle"], name="mission_demandee_une_fois"),
            models.UniqueConstraint(
                fields=["creneau"], condition=~_parmi(STATUTS_SANS_CRENEAU) & Q(collective=None), name="mission_seule_sur_son_creneau"
            ),
            models.UniqueConstraint(
                fields=["collective", "projet"],
                condition=~_parmi(STATUTS_SANS_CRENEAU) & Q(collective__isnull=False),
                name="mission_une_par_projet_et_collective",
            ),
            models.CheckConstraint(
                condition=_ensemble(Q(origine=OrigineMission.COLLECTIVE), Q(collective__isnull=False)), name="mission_collective_a_sa_collective"
            ),
            models.CheckConstraint(
                condition=~Q(statut=StatutMission.PROPOSEE) | Q(expert__isnull=False, reponse_avant__isnull=False),
                name="mission_proposee_a_quelqu_un",
            ),
            models.CheckConstraint(
                condition=~_parmi(STATUTS_ENGAGES) | Q(expert__isnull=False, repondue_at__isnull=False), name="mission_engagee_a_une_reponse"
            ),
            models.CheckConstraint(
                condition=~_parmi(STATUTS_ENGAGES - STATUTS_SANS_DATE) | Q(creneau__isnull=False), name="mission_planifiee_a_un_creneau"
            ),
            models.CheckConstraint(
                condition=~Q(origine=OrigineMission.DEMANDE) | (~Q(resultat_attendu="") & Q(periode_fin__gte=F("periode_debut"))),
                name="mission_demandee_dit_son_resultat",
            ),
            models.CheckConstraint(
                condition=~Q(origine=OrigineMission.PROPOSITION) | Q(expert__isnull=False, creneau__isnull=False, reponse_avant__isnull=False),
                name="mission_proposee_sur_un_creneau",
            ),
            models.CheckConstraint(condition=Q(dernier_creneau=None) | Q(creneau__isnull=False), name="mission_premier_avant_dernier"),
            models.CheckConstraint(
                condition=~Q(statut=StatutMission.DECLINEE) | (Q(repondue_at__isnull=False) & ~Q(motif_reponse="")),
                name="mission_declinee_avec_motif",
            ),
            models.CheckConstraint(condition=~_parmi(STATUTS_RENDUS) | Q(rendue_at__isnull=False), name="mission_rendue_a_sa_date"),
            models.CheckConstraint(
                condition=~Q(statut__in=[StatutMission.A_VALIDER, StatutMission.CONTESTEE]) | Q(jugee_at__isnull=False),
                name="mission_jugee_a_sa_date",
            ),
            models.CheckConstraint(condition=_ensemble(_parmi(STATUTS_FAITS), Q(validee_at__isnull=False)), name="mission_validee_a_sa_date"),
            models.CheckConstraint(
                condition=(Q(statut=StatutMission.ANNULEE) & Q(annulee_at__isnull=False) & ~Q(motif_annulation=""))
                | (~Q(statut=StatutMission.ANNULEE) & Q(annulee_at=None, annulee_par=None, motif_annulation="")),
                name="mission_annulee_avec_motif",
            ),
        ]
        indexes = [
            models.Index(fields=["programme", "statut"], name="mission_statut"),
            models.Index(fields=["expert", "statut"], name="mission_expert"),
        ]

    def __str__(self):
        return f"Mission {self.pk}"

    @property
    def etat(self) -> StatutMission:
        return StatutMission(self.statut)

    def etat_a(self, maintenant, *, de_l_expert: bool = False) -> StatutMission:
        """Return the state a reader sees at this hour: its last half-day gone by, a mission asks its expert for a report."""
        return etat_a_l_heure(self.etat, self.dernier.fin if self.dernier else None, maintenant, de_l_expert=de_l_expert)

    @property
    def dernier(self):
        """The last half-day of the mission: its own when there is only one."""
        return self.dernier_creneau or self.creneau

    @property
    def convenue(self) -> bool:
        """Tell whether the expert said yes, be it cancelled since."""
        return self.etat in STATUTS_ENGAGES or (self.etat == StatutMission.ANNULEE and self.repondue_at is not None)

    @property
    def a_l_agenda(self) -> bool:
        """Tell whether its half-days were agreed, be it cancelled since: a calendar may have them."""
        return self.convenue and self.creneau_id is not None

    @property
    def debut(self):
        """When the first half-day begins, None before it is planned."""
        return self.creneau.debut if self.creneau else None

    @property
    def sans_rendez_vous(self) -> bool:
        """Tell a mission asked for as such (an order follows) from a slot booked."""
        return self.origine == OrigineMission.DEMANDE

    @property
    def proposee_par_l_expert(self) -> bool:
        """Tell a half-day that its expert proposed: the project confirms it."""
        return self.origine == OrigineMission.PROPOSITION


class EtapeMission(ModeleDeProgramme):
    """One change of status of a mission: by whom, when, why."""

    ajout_seul = True

    mission = models.ForeignKey(Mission, verbose_name="mission", on_delete=models.PROTECT, related_name="etapes")
    de = models.CharField("de", max_length=24, choices=StatutMission, blank=True)
    vers = models.CharField("vers", max_length=24, choices=StatutMission)
    motif = models.TextField("motif", blank=True)
    auteur = models.ForeignKey("comptes.Utilisateur", verbose_name="auteur", on_delete=models.PROTECT, null=True, related_name="+")
    date = models.DateTimeField("date")

    class Meta:
        verbose_name = "étape d’une mission"
        verbose_name_plural = "étapes d’une mission"
        ordering = ["mission", "pk"]

    def __str__(self):
        return f"{self.mission}, {self.get_vers_display()}"

    @property
    def etat(self) -> StatutMission:
        return StatutMission(self.vers)


SUITES_DU_SILENCE = {
    EffetSilence.ALERTER: "la coordination est prévenue et peut valider le service fait sans réponse",
    EffetSilence.ACCEPTER: "le service fait est accepté par la règle du programme",
}


class CompteRendu(ModeleDeProgramme):
    """What the expert did, what was decided, what comes next. A new one answers a refusal; none is rewritten."""

    ajout_seul = True

    mission = models.ForeignKey(Mission, verbose_name="mission", on_delete=models.PROTECT, related_name="comptes_rendus")
    rang = models.PositiveSmallIntegerField("rang")
    fait = models.TextField("ce qui a été fait")
    decide = models.TextField("ce qui a été décidé", blank=True)
    suites = models.TextField("la suite", blank=True)
    demi_journees = models.PositiveSmallIntegerField("demi-journées passées")
    reponse_avant = models.DateTimeField("réponse du projet attendue avant")
    effet_du_silence = models.CharField("effet de son silence", max_length=24, choices=EffetSilence)
    remis_at = models.DateTimeField("remis le")
    remis_par = models.ForeignKey("comptes.Utilisateur", verbose_name="remis par", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "compte rendu"
        verbose_name_plural = "comptes rendus"
        ordering = ["mission", "-rang"]
        constraints = [
            models.UniqueConstraint(fields=["mission", "rang"], name="compte_rendu_rang_unique"),
            models.CheckConstraint(condition=~Q(fait=""), name="compte_rendu_ecrit"),
            models.CheckConstraint(condition=Q(demi_journees__gt=0), name="compte_rendu_dure"),
            models.CheckConstraint(condition=Q(effet_du_silence__in=EffetSilence.values), name="compte_rendu_effet_connu"),
        ]

    def __str__(self):
        return f"Compte rendu {self.rang}, {self.mission}"

    @property
    def suite_du_silence(self) -> str:
        """Return what happens when the project does not answer, to follow a date and a comma."""
        return SUITES_DU_SILENCE[EffetSilence(self.effet_du_silence)]


class PieceCompteRendu(ModeleDeProgramme):
    """A file joined to a report."""

    ajout_seul = True

    compte_rendu = models.ForeignKey(CompteRendu, verbose_name="compte rendu", on_delete=models.PROTECT, related_name="pieces")
    document = models.OneToOneField("documents.Document", verbose_name="fichier", on_delete=models.PROTECT, related_name="+")

    class Meta:
        verbose_name = "pièce d’un compte rendu"
        verbose_name_plural = "pièces d’un compte rendu"
        ordering = ["compte_rendu", "pk"]

    def __str__(self):
        return f"Pièce {self.pk}, {self.compte_rendu}"


class ServiceFait(ModeleDeProgramme):
    """The verdict on one report, then the coordination's validation: two different persons.

    The verdict is the project's; ``origine`` tells when it stands on its silence or on an arbitration. Price (euros per
    half-day), lot and travel (euros, for the half-days accepted) are frozen at the validation: see ``queries/tarifs.py``.
    """

    mission = models.ForeignKey(Mission, verbose_name="mission", on_delete=models.PROTECT, related_name="services_faits")
    compte_rendu = models.ForeignKey(CompteRendu, verbose_name="compte rendu", on_delete=models.PROTECT, related_name="services_faits")
    origine = models.CharField("d’où vient le verdict", max_length=20, choices=OrigineVerdict, default=OrigineVerdict.PROJET)
    verdict = models.CharField("verdict", max_length=10, choices=Verdict)
    demi_journees_acceptees = models.PositiveSmallIntegerField("demi-journées acceptées")
    motif = models.TextField("motif", blank=True)
    juge_at = models.DateTimeField("donné le")
    juge_par = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="donné par", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    valide_at = models.DateTimeField("validé le", null=True, blank=True)
    valide_par = models.ForeignKey(
        "comptes.Utilisateur", verbose_name="validé par", on_delete=models.PROTECT, null=True, blank=True, related_name="+"
    )
    prix_demi_journee = models.DecimalField("prix de la demi-journée, en euros", max_digits=8, decimal_places=2, null=True, blank=True)
    lot = models.CharField("lot du marché", max_length=60, blank=True)
    frais_deplacement = models.DecimalField("frais de déplacement, en euros", max_digits=8, decimal_places=2, default=Decimal(0))

    class Meta:
        verbose_name = "service fait"
        verbose_name_plural = "services faits"
        ordering = ["mission", "-pk"]
        constraints = [
            models.CheckConstraint(condition=Q(verdict__in=Verdict.values), name="service_fait_verdict_connu"),
            models.CheckConstraint(condition=Q(verdict=Verdict.ACCEPTE, origine=OrigineVerdict.PROJET) | ~Q(motif=""), name="service_fait_motif"),
            models.CheckConstraint(condition=Q(origine__in=OrigineVerdict.values), name="service_fait_origine_connue"),
            models.CheckConstraint(
                condition=_ensemble(Q(origine__in=sorted(ORIGINES_SILENCIEUSES)), Q(juge_par=None)), name="service_fait_juge_par_quelqu_un"
            ),
            models.CheckConstraint(condition=_ensemble(Q(valide_at=None), Q(prix_demi_journee=None)), name="service_fait_prix_a_sa_date"),
            models.UniqueConstraint(fields=["compte_rendu", "origine"], name="service_fait_un_par_origine"),
            models.CheckConstraint(
                condition=Q(verdict=Verdict.REFUSE, demi_journees_acceptees=0)
                | (~Q(verdict=Verdict.REFUSE) & Q(demi_journees_acceptees__gt=0)),
                name="service_fait_quantite",
            ),
            models.CheckConstraint(condition=_ensemble(Q(valide_at=None), Q(valide_par=None)), name="service_fait_valide_par_quelqu_un"),
            models.CheckConstraint(condition=Q(valide_par=None) | ~Q(valide_par=F("juge_par")), name="service_fait_quatre_yeux"),
            models.UniqueConstraint(fields=["mission"], condition=~Q(valide_at=None), name="service_fait_valide_une_fois"),
            models.CheckConstraint(
                condition=Q(frais_deplacement=0) | Q(frais_deplacement__gt=0, demi_journees_acceptees__gt=0, valide_at__isnull=False),
                name="service_fait_deplacement",
            ),
        ]

    def __str__(self):
        return f"Service fait, {self.mission}"

    @property
    def etat(self) -> Verdict:
        return Verdict(self.verdict)

    @property
    def est_un_refus(self) -> bool:
        return self.etat == Verdict.REFUSE

    @property
    def du_projet(self) -> bool:
        return self.origine == OrigineVerdict.PROJET

    @property
    def montant(self):
        """Return what is due for the half-days accepted, travel included, in euros; None before the validation."""
        if self.prix_demi_journee is None:
            return None
        return self.demi_journees_acceptees * self.prix_demi_journee + self.frais_deplacement

    @property
    def juge(self) -> str:
        """Return the name of who judged: a person, or the way the verdict came."""
        return str(self.juge_par) if self.juge_par_id and self.du_projet else self.get_origine_display() + (
            f" ({self.juge_par})" if self.juge_par_id else ""
        )


class VerdictDemiJournee(ModeleDeProgramme):
    """What the project says of one half-day of a report that counts several; a half-day refused says why."""

    ajout_seul = True

    service_fait = models.ForeignKey(ServiceFait, verbose_name="service fait", on_delete=models.PROTECT, related_name="par_demi_journee")
    creneau = models.ForeignKey("accompagnement.Creneau", verbose_name="créneau", on_delete=models.PROTECT, related_name="+")
    acceptee = models.BooleanField("acceptée")
    motif = models.TextField("motif", blank=True)

    class Meta:
        verbose_name = "verdict d’une demi-journée"
        verbose_name_plural = "verdicts d’une demi-journée"
        ordering = ["service_fait", "creneau"]
        constraints = [
            models.UniqueConstraint(fields=["service_fait", "creneau"], name="verdict_un_par_demi_journee"),
            models.CheckConstraint(condition=Q(acceptee=True) | ~Q(motif=""), name="verdict_refusee_avec_motif"),
        ]

    def __str__(self):
        return f"{self.service_fait}, {self.creneau}"
