"""The room on one item: agenda, envelope, ballot, voices, seats, in few statements."""

from dataclasses import dataclass
from decimal import Decimal
from hashlib import sha256

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Count, DecimalField, Exists, OuterRef, Q, Subquery, Sum
from django.db.models.functions import Coalesce, JSONObject

from comite.enums import AfficheScrutin, StatutScrutin, TypeSeance
from comite.models import Decision, Deport, Enveloppe, LigneScrutin, Membre, PointOrdreDuJour, Scrutin, Seance
from comite.queries.depouillements import LigneDeVoix, Notation, comptes_des_bulletins, lignes_de_voix
from comite.queries.notation import notations_lues
from comite.queries.sieges import VoixPortee, sieges_de, voix_de, voix_portees
from comite.regles import Voix, majorite
from socle.comptes import reglement
from socle.lib.statuts import Statut


@dataclass(frozen=True)
class LigneDeMontant:
    """One line of the grant: asked, put to the vote (euros)."""

    code: str
    libelle: str
    demande: Decimal
    mis_aux_voix: Decimal | None


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
    lignes_de_voix: list[LigneDeVoix]
    montants: list[LigneDeMontant]
    enveloppe: Enveloppe | None
    decide_en_seance: Decimal
    notation: Notation | None
    en_direct: bool

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
    def total_demande(self) -> Decimal:
        return sum((m.demande for m in self.montants), Decimal(0))

    @property
    def passe(self) -> Decimal:
        """Granted by the sittings before this one."""
        return self.enveloppe.montant_attribue - self.enveloppe.tu - self.decide_en_seance

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
        if self.scrutin:
            return self.scrutin.etat
        return AfficheScrutin.A_VENIR if self.voix.atteint else AfficheScrutin.SANS_QUORUM

    @property
    def phase(self) -> str:
        """Changes when the page itself must change: sitting suspended or lifted, ballot opened, closed, proclaimed."""
        return f"{self.seance.statut}-{self.scrutin.pk if self.scrutin else 0}-{self.etat.value}"

    @property
    def voix_montrees(self) -> bool:
        """The tally shows once closed; before, only in a nominal ballot when the règlement says so."""
        return self.scrutin is not None and (not self.scrutin_ouvert or self.en_direct)

    @property
    def majorite(self) -> int:
        return majorite(self.scrutin.voix_en_jeu if self.scrutin else self.voix.en_jeu)

    @property
    def a_voter(self) -> list[VoixPortee]:
        """The voices I carry and have not given yet."""
        return [p for p in self.portees if not p.a_vote] if self.scrutin_ouvert else []

    @property
    def deportes(self) -> list[Membre]:
        return [s for s in self.sieges if s.deporte]

    @property
    def attendues(self) -> list[Membre]:
        """The seats whose voice is missing in the open ballot."""
        return [s for s in self.sieges if s.pk in self.voix.porteurs and not s.a_vote]

    @property
    def signature(self) -> str:
        """Changes with anything the live part shows; the same one means nothing to send again."""
        vu = [self.scrutin and (self.scrutin.pk, self.scrutin.statut), self.votes, [ligne.nombre for ligne in self.lignes_de_voix]]
        vu += [[(s.pk, s.present, s.a_vote, s.deporte, s.mandataire_id) for s in self.sieges], self.seance.statut]
        return sha256(repr(vu).encode()).hexdigest()[:16]


def points_de(seance: Seance, membre: Membre | None) -> list[PointOrdreDuJour]:
    """Return the agenda as a person sees it, with files, decisions, open ballots and recusals counted."""
    points = PointOrdreDuJour.objects.filter(seance=seance).visibles_par(membre)
    ouvert = Count("scrutins", filter=Q(scrutins__statut=StatutScrutin.OUVERT), distinct=True)
    deports = Count("projet__deports", filter=Q(projet__deports__retire_at=None), distinct=True)
    points = points.select_related("projet__structure", "projet__vague", "dossier", "decision__ajournement")
    return list(points.annotate(scrutins_ouverts=ouvert, nb_deports=deports).order_by("rang", "pk"))


def scrutin_courant(point: PointOrdreDuJour) -> Scrutin | None:
    """Return the ballot of an item that counts: the last one not cancelled, with its amounts (``mis_aux_voix``)."""
    lignes = LigneScrutin.objects.filter(scrutin=OuterRef("pk")).values(json=JSONObject(ligne="ligne", montant="montant"))
    scrutins = Scrutin.objects.filter(point=point).exclude(statut=StatutScrutin.ANNULE)
    return scrutins.annotate(mis_aux_voix=ArraySubquery(lignes), entendues=Count("participations")).order_by("-pk").first()


def point_courant(points: list[PointOrdreDuJour], pk: int | None) -> PointOrdreDuJour | None:
    """Return the item asked for; else the one with an open ballot, the first not decided, or the last."""
    if pk is not None:
        return next((p for p in points if p.pk == pk), None)
    ouvert = next((p for p in points if p.scrutins_ouverts), None)
    return ouvert or next((p for p in points if not hasattr(p, "decision")), None) or (points[-1] if points else None)


def lire_salle(seance: Seance, membre: Membre | None, points: list[PointOrdreDuJour], point: PointOrdreDuJour) -> Salle:
    """Read the room on one item of ``points_de``."""
    scrutin = scrutin_courant(point)
    sieges = sieges_de(seance, point, scrutin)
    voix = voix_de(seance, sieges)
    moi = next((s for s in sieges if membre and s.pk == membre.pk), None)
    en_direct = scrutin is not None and not scrutin.est_secret and reglement.valeur("comite.resultat_en_direct")
    visible = scrutin is not None and (scrutin.etat != StatutScrutin.OUVERT or en_direct)
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
        lignes_de_voix=lignes_de_voix(seance.type, comptes_des_bulletins(scrutin)) if visible else [],
        montants=montants_de(seance, point, scrutin),
        enveloppe=enveloppe_vue_par(membre) if seance.type == TypeSeance.FINANCEMENT else None,
        decide_en_seance=sum((p.decision.montant for p in points if hasattr(p, "decision")), Decimal(0)),
        notation=notations_lues(seance.pk, membre).get(point.pk),
        en_direct=bool(en_direct),
    )


def enveloppe_vue_par(membre: Membre | None) -> Enveloppe | None:
    """Return the envelope with ``tu``: what was granted to the files a member is recused from, left out of what she reads."""
    a_elle = Deport.objects.filter(membre=membre.pk if membre else None, projet=OuterRef("point__projet"), retire_at=None)
    somme = Decision.objects.filter(Exists(a_elle)).order_by().values("programme").annotate(n=Sum("montant")).values("n")
    return Enveloppe.objects.annotate(tu=Coalesce(Subquery(somme), Decimal(0), output_field=DecimalField())).first()


def montants_de(seance: Seance, point: PointOrdreDuJour, scrutin: Scrutin | None = None) -> list[LigneDeMontant]:
    """Return the lines of the grant asked for an item, with what this ballot puts to the vote."""
    if seance.type != TypeSeance.FINANCEMENT:
        return []
    dossier = getattr(point, "dossier", None)
    demandes = dossier.contenu.get("montants_demandes", {}) if dossier else {}
    voix = {m["ligne"]: Decimal(str(m["montant"])) for m in scrutin.mis_aux_voix} if scrutin else {}
    return [
        LigneDeMontant(ligne.code, ligne.libelle, Decimal(str(demandes.get(ligne.code, 0))), voix.get(ligne.code))
        for ligne in reglement.valeur("manufactures.lignes_subvention")
    ]
