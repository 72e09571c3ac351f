import uuid

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import F, Q

from comite.enums import Choix, ModeScrutin, RegleMajorite, StatutScrutin
from comite.models.comite import Membre
from comite.models.seance import PointOrdreDuJour
from socle.comptes.bases import ModeleDeProgramme

_S = StatutScrutin


class Scrutin(ModeleDeProgramme):
    """One ballot on one point. All that its count depends on is as it was at its opening. ``recus``: of a secret one, once closed."""

    point = models.ForeignKey(PointOrdreDuJour, verbose_name="point", on_delete=models.PROTECT, related_name="scrutins")
    mode = models.CharField("mode", max_length=10, choices=ModeScrutin)
    question = models.CharField("question", max_length=300)
    majorite = models.CharField("majorité", max_length=10, choices=RegleMajorite, default=RegleMajorite.EXPRIMES)
    preponderante = models.BooleanField("voix prépondérante admise", default=True)
    note_max = models.PositiveSmallIntegerField("note maximale d’un critère", default=5)
    statut = models.CharField("statut", max_length=10, choices=StatutScrutin, default=_S.OUVERT)
    ouvert_at = models.DateTimeField("ouvert à")
    clos_at = models.DateTimeField("clos à", null=True, blank=True)
    ouvert_par = models.ForeignKey("comptes.Utilisateur", verbose_name="ouvert par", on_delete=models.PROTECT, null=True, related_name="+")
    motif_annulation = models.TextField("motif d’annulation", blank=True)
    votants = models.PositiveSmallIntegerField("membres votants")
    deports = models.PositiveSmallIntegerField("déports")
    presents = models.PositiveSmallIntegerField("présents")
    representes = models.PositiveSmallIntegerField("représentés")
    quorum_requis = models.PositiveSmallIntegerField("quorum requis")
    recus = ArrayField(models.CharField(max_length=9), verbose_name="reçus des voix secrètes", default=list, blank=True)

    class Meta:
        verbose_name = "scrutin"
        ordering = ["point", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["point"], condition=Q(statut=_S.OUVERT), name="scrutin_un_ouvert_par_point"),
            models.UniqueConstraint(fields=["point"], condition=Q(statut=_S.PROCLAME), name="scrutin_un_proclame_par_point"),
            models.CheckConstraint(condition=Q(mode__in=ModeScrutin.values), name="scrutin_mode_connu"),
            models.CheckConstraint(condition=Q(note_max__gt=0), name="scrutin_note_max_positive"),
            models.CheckConstraint(condition=Q(majorite__in=RegleMajorite.values), name="scrutin_majorite_connue"),
            models.CheckConstraint(
                condition=Q(statut=_S.OUVERT, clos_at=None)
                | Q(statut__in=[_S.CLOS, _S.PROCLAME], clos_at__isnull=False, motif_annulation="")
                | (Q(statut=_S.ANNULE, clos_at__isnull=False) & ~Q(motif_annulation="")),
                name="scrutin_statut_et_dates",
            ),
            models.CheckConstraint(condition=Q(clos_at=None) | Q(clos_at__gte=F("ouvert_at")), name="scrutin_clos_apres_ouverture"),
            models.CheckConstraint(condition=Q(quorum_requis__lte=F("presents") + F("representes")), name="scrutin_quorum_atteint"),
            models.CheckConstraint(condition=Q(votants__gte=F("presents") + F("representes")), name="scrutin_voix_comptees"),
        ]

    def __str__(self):
        return self.question

    @property
    def etat(self) -> StatutScrutin:
        return StatutScrutin(self.statut)

    @property
    def voix_en_jeu(self) -> int:
        """Voices that could be heard when the ballot opened."""
        return self.presents + self.representes

    @property
    def est_secret(self) -> bool:
        return self.mode == ModeScrutin.SECRET


class LigneScrutin(ModeleDeProgramme):
    """The amount put to the vote on one line of the grant, in euros; what is decided is what was voted."""

    ajout_seul = True

    scrutin = models.ForeignKey(Scrutin, verbose_name="scrutin", on_delete=models.PROTECT, related_name="lignes")
    ligne = models.SlugField("ligne", max_length=40)
    montant = models.DecimalField("montant mis aux voix", max_digits=12, decimal_places=2)

    class Meta:
        verbose_name = "ligne mise aux voix"
        ordering = ["scrutin", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scrutin", "ligne"], name="ligne_scrutin_unique"),
            models.CheckConstraint(condition=Q(montant__gte=0), name="ligne_scrutin_positive"),
        ]

    def __str__(self):
        return f"{self.ligne}\u00a0: {self.montant}"


class Participation(ModeleDeProgramme):
    """A voice has been heard in a ballot: whose, through whom, when (not in a secret ballot). Never what it said."""

    ajout_seul = True

    scrutin = models.ForeignKey(Scrutin, verbose_name="scrutin", on_delete=models.PROTECT, related_name="participations")
    membre = models.ForeignKey(Membre, verbose_name="siège entendu", on_delete=models.PROTECT, related_name="participations")
    exprime_par = models.ForeignKey(Membre, verbose_name="exprimé par", on_delete=models.PROTECT, related_name="votes_exprimes")
    par_procuration = models.BooleanField("par procuration", default=False)
    saisi_par = models.ForeignKey("comptes.Utilisateur", verbose_name="saisi par", on_delete=models.PROTECT, null=True, related_name="+")
    created_at = models.DateTimeField("à", null=True)

    class Meta:
        verbose_name = "participation"
        ordering = ["scrutin", "membre"]
        constraints = [
            models.UniqueConstraint(fields=["scrutin", "membre"], name="participation_une_par_voix"),
            models.CheckConstraint(
                condition=Q(par_procuration=False) | ~Q(membre=F("exprime_par")), name="participation_procuration_d_un_autre"
            ),
        ]

    def __str__(self):
        return f"{self.membre}, {self.scrutin}"


class Urne(ModeleDeProgramme):
    """The secret ballots not counted yet: figures per choice, sealed in a block whose size never changes; no voter, no order.

    Made with the first voice, emptied into ``Bulletin`` on closing, all at once and in random order; ``sel`` goes with it,
    and with it the key (docs/decisions/0014-salle.md).
    """

    scrutin = models.OneToOneField(Scrutin, verbose_name="scrutin", on_delete=models.PROTECT, related_name="urne")
    sel = models.BinaryField("sel de la clé")
    scelle = models.BinaryField("voix par choix, scellées")
    recus = ArrayField(models.CharField(max_length=9), verbose_name="reçus", default=list)

    class Meta:
        verbose_name = "urne"
        ordering = ["scrutin"]

    def __str__(self):
        return f"urne du {self.scrutin}"


class Bulletin(ModeleDeProgramme):
    """One voice. In a secret ballot it has no member, no time and no order."""

    ajout_seul = True

    id = models.UUIDField("identifiant", primary_key=True, default=uuid.uuid4, editable=False)
    scrutin = models.ForeignKey(Scrutin, verbose_name="scrutin", on_delete=models.PROTECT, related_name="bulletins")
    choix = models.CharField("choix", max_length=20, choices=Choix)
    membre = models.ForeignKey(Membre, verbose_name="siège", on_delete=models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        verbose_name = "bulletin"
        ordering = ["scrutin", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["scrutin", "membre"], name="bulletin_un_par_siege"),
            models.CheckConstraint(condition=Q(choix__in=Choix.values), name="bulletin_choix_connu"),
        ]

    def __str__(self):
        return self.get_choix_display()
