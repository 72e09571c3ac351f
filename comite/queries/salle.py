"""The room on one item: agenda, envelope, ballot, voices, seats, in few statements."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, Exists, OuterRef, Q, Subquery, TextField
from django.db.models.functions import Cast, JSONObject

from comite.enums import AfficheScrutin, Choix, RegleMajorite, StatutScrutin, TypeSeance
from comite.models import Deport, Enveloppe, LigneScenario, LigneScrutin, Membre, PointOrdreDuJour, Rapporteur, Scrutin, Seance, Urne
from comite.queries.depouillements import LigneDeVoix, Notation, comptes_des_bulletins, depouiller_scrutin, lignes_de_voix
from comite.queries.notation import montants_du_rapport, notations_lues
from comite.queries.recus import recu_de
from comite.queries.sieges import VoixPortee, presidence_du_point, sieges_de, voix_attendues, voix_de, voix_portees
from comite.regles import Depouillement, Voix, majorite_requise, secret_tenable
from comite.regles_notation import rang_propose, rang_s_ecarte
from socle.comptes import reglement
from socle.lib.statuts import Statut


@dataclass(frozen=True)
class LigneDeMontant:
    """One line of the grant: asked, put to the vote, proposed by each rapporteur that may be read (euros)."""

    code: str
    libelle: str
    demande: Decimal
    mis_aux_voix: Decimal | None
    proposes: tuple[Decimal | None, ...] = ()


@dataclass(frozen=True)
class RapporteurEnSalle:
    """Who reports on the item; ``montants`` by line, empty until her report may be read with the marks."""

    membre: Membre
    rendu: bool
    montants: dict[str, Decimal]

    @property
    def total(self) -> Decimal:
        return sum(self.montants.values(), Decimal(0))


@dataclass(frozen=True)
class Salle:
    """Everything the room shows of one item."""

    seance: Seance
    points: list[PointOrdreDuJour]
    point: PointOrdreDuJour
    rang: int
    membre: Membre | None
    sieges: list[Membre]
    voix: Voix
    portees: list[VoixPortee]
    scrutin: Scrutin | None
    votes: int
    depouillement: Depouillement | None  # of a ballot closed
    lignes_de_voix: list[LigneDeVoix]
    montants: list[LigneDeMontant]
    enveloppe: Enveloppe | None
    decide_en_seance: Decimal
    notation: Notation | None
    en_direct: bool
    rapporteurs: list[RapporteurEnSalle]

    @property
    def dossier(self):
        return getattr(self.point, "dossier", None)

    @property
    def decision(self):
        return getattr(self.point, "decision", None)

    @property
    def total_mis_aux_voix(self) -> Decimal:
        return sum((m.mis_aux_voix for m in self.montants if m.mis_aux_voix), Decimal(0))

    @property
    def proposants(self) -> list[RapporteurEnSalle]:
        """The rapporteurs whose amounts may be read, in the order of ``proposes`` on each line."""
        return [r for r in self.rapporteurs if r.montants]

    @property
    def montants_du_rapporteur(self) -> dict[str, Decimal]:
        """What the first rapporteur who may be read proposes, by line."""
        return next((r.montants for r in self.proposants), {})

    @property
    def rang_a_motiver(self) -> int | None:
        """The rank this file would take now, when the sitting has given its noted one: the decision will need a reason."""
        if self.decision or self.notation is None:
            return None
        pris = [p.decision.rang_decide for p in self.points if hasattr(p, "decision") and p.decision.rang_decide]
        rang = rang_propose(self.notation.rang, pris)
        return rang if rang_s_ecarte(self.notation.rang, rang, self.notation.ex_aequo) else None

    @property
    def total_demande(self) -> Decimal:
        return sum((m.demande for m in self.montants), Decimal(0))

    @property
    def passe(self) -> Decimal:
        """Granted by the sittings before this one."""
        return self.enveloppe.montant_attribue - self.decide_en_seance

    @property
    def propose(self) -> Decimal:
        """What this file takes from the envelope if it is granted; nothing more once it is decided."""
        return Decimal(0) if self.decision else self.total_mis_aux_voix

    @property
    def scrutin_ouvert(self) -> bool:
        return self.scrutin is not None and self.scrutin.etat == StatutScrutin.OUVERT

    @property
    def scrutin_clos(self) -> bool:
        return self.scrutin is not None and self.scrutin.etat == StatutScrutin.CLOS

    @property
    def etat(self) -> Statut:
        """The state of the item's ballot, as a pill."""
        if self.scrutin_clos and self.depouillement.egalite:
            return AfficheScrutin.EGALITE
        if self.scrutin:
            return self.scrutin.etat
        return AfficheScrutin.A_VENIR if self.voix.atteint else AfficheScrutin.SANS_QUORUM

    @property
    def gagnant(self) -> Choix | None:
        """The choice that wins a closed ballot, the chair's own voice counted when it settles a tie."""
        return Choix(self.depouillement.choix) if self.depouillement and self.depouillement.choix else None

    @property
    def ex_aequo(self) -> list[str]:
        """The choices that share the voices of a closed ballot equally, when the voice of the chair settles it."""
        return [Choix(c).label for c in self.depouillement.egalite] if self.depouillement else []

    @property
    def phase(self) -> str:
        """Changes when the page itself must change: sitting suspended or lifted, ballot opened, closed, proclaimed; my voices."""
        miennes = "".join(f"-{p.voix.pk}" for p in self.a_voter)
        return f"{self.seance.statut}-{self.scrutin.pk if self.scrutin else 0}-{self.etat.value}{miennes}"

    @property
    def voix_montrees(self) -> bool:
        """The tally shows once closed; before, only in a nominal ballot when the règlement says so."""
        return self.scrutin is not None and (not self.scrutin_ouvert or self.en_direct)

    @property
    def en_jeu(self) -> int:
        """Voices that the open ballot may hear: those heard, and those present or represented now."""
        return len({s.pk for s in self.sieges if s.a_vote} | self.voix.porteurs.keys())

    @property
    def majorite(self) -> int:
        """Voices that a choice needs if nobody abstains; 0 for a relative majority."""
        regle = RegleMajorite(self.scrutin.majorite)
        return 0 if regle == RegleMajorite.RELATIVE else majorite_requise(regle, exprimes=self.en_jeu, en_jeu=self.en_jeu)

    @property
    def secret_tenable(self) -> bool:
        """Counting the secret ballot now would not say what one person voted."""
        return secret_tenable(self.votes, self.en_jeu)

    @property
    def preside(self) -> Membre | None:
        """Who presides this item."""
        return presidence_du_point(self.seance, self.sieges)

    @property
    def mes_recus(self) -> list[tuple[Membre, str]]:
        """The receipts of the voices I carry, already heard in the open secret ballot."""
        if not self.scrutin_ouvert or not self.scrutin.sel:
            return []
        return [(p.voix, recu_de(self.scrutin.sel, p.voix.pk)) for p in self.portees if p.a_vote]

    @property
    def a_saisir(self) -> list[Membre]:
        """The voices not heard yet whose bearer is on line: whoever presides may record them, in a nominal ballot."""
        return _a_saisir(self.scrutin, self.sieges, self.voix) if self.scrutin else []

    @property
    def a_voter(self) -> list[VoixPortee]:
        """The voices I carry and have not given yet."""
        return [p for p in self.portees if not p.a_vote] if self.scrutin_ouvert else []

    @property
    def deportes(self) -> list[Membre]:
        return [s for s in self.sieges if s.deporte]

    @property
    def a_faire_sortir(self) -> list[Membre]:
        """The recused members noted in the room (or on line) whose way out for this item is not noted."""
        return [s for s in self.sieges if s.deporte and s.present] if self.seance.en_cours else []

    @property
    def attendues(self) -> list[Membre]:
        """The seats whose voice is missing in the open ballot."""
        return voix_attendues(self.sieges, self.voix)


def _a_saisir(scrutin: Scrutin, sieges: list[Membre], voix: Voix) -> list[Membre]:
    if scrutin.est_secret or scrutin.etat != StatutScrutin.OUVERT:
        return []
    loin = {s.pk for s in sieges if s.a_distance}
    return [s for s in sieges if not s.a_vote and voix.porteurs.get(s.pk) in loin]


def voix_a_saisir(scrutin: Scrutin) -> list[Membre]:
    """Return the voices of a ballot that whoever presides may record, as their bearers say them from afar."""
    sieges = sieges_de(scrutin.point.seance, scrutin.point, scrutin)
    return _a_saisir(scrutin, sieges, voix_de(scrutin.point.seance, sieges))


def points_de(seance: Seance, membre: Membre | None) -> list[PointOrdreDuJour]:
    """Return the agenda as a person sees it, with files, decisions, amounts kept, ballots open or closed and recusals counted."""
    points = PointOrdreDuJour.objects.filter(seance=seance).visibles_par(membre)
    ouvert = Count("scrutins", filter=Q(scrutins__statut=StatutScrutin.OUVERT), distinct=True)
    clos = Count("scrutins", filter=Q(scrutins__statut=StatutScrutin.CLOS), distinct=True)
    deports = Count("projet__deports", filter=Q(projet__deports__retire_at=None), distinct=True)
    points = points.select_related("projet__structure", "projet__vague", "dossier", "decision__ajournement")
    retenus = LigneScenario.objects.filter(scenario__choisi_at__isnull=False, point=OuterRef("pk"))
    retenus = ArraySubquery(retenus.values(json=JSONObject(ligne="ligne", montant=Cast("montant", TextField()))))
    rapporteurs = Rapporteur.objects.actifs().filter(point=OuterRef("pk")).order_by("pk")
    rapport = JSONObject(membre="membre", rendu=Q(rapport_at__isnull=False), proposes=montants_du_rapport())
    points = points.annotate(rapports=ArraySubquery(rapporteurs.values(lu=rapport)))
    return list(points.annotate(scrutins_ouverts=ouvert, scrutins_clos=clos, nb_deports=deports, retenus=retenus).order_by("rang", "pk"))


def montants_proposes(point: PointOrdreDuJour) -> dict[str, Decimal]:
    """Return the amounts by line that the scenario kept by the chair gives to an item of ``points_de``; nothing without one. No query."""
    return {ligne["ligne"]: Decimal(ligne["montant"]) for ligne in point.retenus}


def scrutin_courant(point: PointOrdreDuJour) -> Scrutin | None:
    """Return the ballot of an item that counts: the last one not cancelled, with its amounts (``mis_aux_voix``) and urn's ``sel``."""
    lignes = LigneScrutin.objects.filter(scrutin=OuterRef("pk")).values(json=JSONObject(ligne="ligne", montant="montant"))
    scrutins = Scrutin.objects.filter(point=point).exclude(statut=StatutScrutin.ANNULE)
    sel = Subquery(Urne.objects.filter(scrutin=OuterRef("pk")).values("sel")[:1])
    return scrutins.annotate(mis_aux_voix=ArraySubquery(lignes), entendues=Count("participations"), sel=sel).order_by("-pk").first()


def point_courant(points: list[PointOrdreDuJour], pk: int | None) -> PointOrdreDuJour | None:
    """Return the item asked for; else the one with an open ballot, the first not decided, or the last."""
    if pk is not None:
        return next((p for p in points if p.pk == pk), None)
    ouvert = next((p for p in points if p.scrutins_ouverts), None)
    return ouvert or next((p for p in points if not hasattr(p, "decision")), None) or (points[-1] if points else None)


def lire_salle(seance: Seance, membre: Membre | None, points: list[PointOrdreDuJour], point: PointOrdreDuJour) -> Salle:
    """Read the room on one item of ``points_de``."""
    scrutin = scrutin_courant(point)
    if scrutin:
        scrutin.point, point.seance = point, seance  # read already
    sieges = sieges_de(seance, point, scrutin)
    par_pk = {s.pk: s for s in sieges}
    for siege in sieges:
        siege.mandataire = par_pk.get(siege.mandataire_id)
    voix = voix_de(seance, sieges)
    attendus = {voix.porteurs[s.pk] for s in voix_attendues(sieges, voix)}
    for siege in sieges:
        siege.doit_voter = siege.pk in attendus  # her own voice or another's
    moi = next((s for s in sieges if membre and s.pk == membre.pk), None)
    en_direct = scrutin is not None and not scrutin.est_secret and reglement.valeur("comite.resultat_en_direct")
    depouillement, comptes = _lire_les_voix(scrutin, bool(en_direct))
    notation = notations_lues(seance.pk, membre).get(point.pk)
    rapporteurs = _rapporteurs(point, sieges, lisibles=notation is not None)
    return Salle(
        seance=seance,
        points=points,
        point=point,
        rang=points.index(point) + 1,
        membre=moi,
        sieges=sieges,
        voix=voix,
        portees=voix_portees(moi, sieges, voix),
        scrutin=scrutin,
        votes=scrutin.entendues if scrutin else 0,
        depouillement=depouillement,
        lignes_de_voix=lignes_de_voix(seance.type, comptes) if comptes is not None else [],
        montants=montants_de(seance, point, scrutin, rapporteurs),
        enveloppe=enveloppe_lisible(membre) if seance.type == TypeSeance.FINANCEMENT else None,
        decide_en_seance=sum((p.decision.montant for p in points if hasattr(p, "decision")), Decimal(0)),
        notation=notation,
        en_direct=bool(en_direct),
        rapporteurs=rapporteurs,
    )


def _rapporteurs(point: PointOrdreDuJour, sieges: list[Membre], *, lisibles: bool) -> list[RapporteurEnSalle]:
    """Return who reports on an item of ``points_de``, with her amounts when the marks may be read. No query."""
    par_pk = {s.pk: s for s in sieges}
    lus = [lu for lu in point.rapports if lu["membre"] in par_pk]
    montants = [{li["ligne"]: Decimal(li["montant"]) for li in lu["proposes"]} if lisibles else {} for lu in lus]
    return [RapporteurEnSalle(par_pk[lu["membre"]], lu["rendu"], siens) for lu, siens in zip(lus, montants, strict=True)]


def _lire_les_voix(scrutin: Scrutin | None, en_direct: bool) -> tuple[Depouillement | None, dict[str, int] | None]:
    """Return the result of a closed ballot, and the voices that may be shown; none of an open one, but live by the règlement."""
    if scrutin is None:
        return None, None
    if scrutin.etat == StatutScrutin.OUVERT:
        return None, comptes_des_bulletins(scrutin) if en_direct else None
    resultat = depouiller_scrutin(scrutin)
    return resultat, dict(resultat.comptes)


def enveloppe_lisible(membre: Membre | None) -> Enveloppe | None:
    """Return the envelope, unless its figures would tell a member what was granted to a file she is recused from.

    They tell it as soon as the file waits in a sitting not published; hiding them only once it is granted would tell as well.
    """
    deports = Deport.objects.de(membre).filter(projet=OuterRef("projet"))
    caches = PointOrdreDuJour.objects.filter(Exists(deports), seance__publiee_at=None)
    return (Enveloppe.objects.exclude(Exists(caches)) if membre else Enveloppe.objects).first()


def montants_de(
    seance: Seance, point: PointOrdreDuJour, scrutin: Scrutin | None = None, rapporteurs: Iterable[RapporteurEnSalle] = ()
) -> list[LigneDeMontant]:
    """Return the lines of the grant asked for an item, with what its rapporteurs propose and what this ballot puts to the vote."""
    if seance.type != TypeSeance.FINANCEMENT:
        return []
    dossier = getattr(point, "dossier", None)
    demandes = dossier.contenu.get("montants_demandes", {}) if dossier else {}
    voix = {m["ligne"]: Decimal(str(m["montant"])) for m in scrutin.mis_aux_voix} if scrutin else {}
    proposes = [r.montants for r in rapporteurs if r.montants]
    return [
        LigneDeMontant(
            ligne.code, ligne.libelle, Decimal(str(demandes.get(ligne.code, 0))), voix.get(ligne.code),
            tuple(montants.get(ligne.code) for montants in proposes),
        )  # fmt: skip
        for ligne in reglement.valeur("manufactures.lignes_subvention")
    ]
