"""The seats of the committee and the voices of one item, read in one statement."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import BooleanField, DateTimeField, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.utils import timezone

from comite.enums import ModePresence
from comite.models import Deport, Dossier, Membre, Participation, PointOrdreDuJour, Presence, Procuration, Scrutin, Seance, SortiePourDeport
from comite.queries.interets import champs_des_liens, declarations_valables
from comite.regles import Voix, compter_voix, presidence_effective
from socle.comptes import reglement
from socle.comptes.acteur import Acteur


def siege_de(acteur: Acteur | None, jour: date | None = None) -> Membre | None:
    """Return the seat a person holds on a day (today), or None: read once by request, at the door, then for the act.

    The coordination without the role of the committee holds none, as at every door: nothing is read.
    """
    if acteur is None or (acteur.est_coordination and not acteur.est_comite):
        return None
    cle = ("comite.siege", jour or timezone.localdate())
    if cle not in acteur.lus:
        acteur.lus[cle] = _siege_tenu(acteur, cle[1])
    return acteur.lus[cle]


def sieges_tenus(acteur: Acteur) -> QuerySet[Membre]:
    """Return the seats a person holds today, to be read inside another statement; none without the role of the committee."""
    siens = Membre.objects.en_mandat(timezone.localdate()).filter(utilisateur=acteur.pk)
    return siens if acteur.est_comite else siens.none()


def est_deporte(acteur: Acteur, projet_pk: int) -> bool:
    """Tell whether a person stepped away from a project, by any seat. One statement for the committee, none for others."""
    return acteur.est_comite and Deport.objects.filter(membre__utilisateur=acteur.pk, projet=projet_pk, retire_at=None).exists()


def _siege_tenu(acteur: Acteur, jour: date) -> Membre | None:
    membre = Membre.objects.en_mandat(jour).filter(utilisateur=acteur.pk).first()
    if membre:
        membre.utilisateur = acteur.utilisateur  # known already: her name costs nothing
    return membre


def sieges_de(
    seance: Seance, point: PointOrdreDuJour | None = None, scrutin: Scrutin | None = None, *, liens: bool = False
) -> list[Membre]:
    """Return the seats of a sitting, each with what is known of it on this item.

    Attributes added: ``present`` (there at the end, once the sitting is lifted; not while out for a recusal), ``a_distance``,
    ``parti_at`` (came and left), ``mandataire_id``, ``deporte`` (from the item's project), ``a_declare`` (her statement of
    interests holds for it), ``a_vote`` (in this ballot), ``vote_saisi`` (for her), ``venu`` (noted there), ``dehors`` (out for
    a recusal now), ``sortie_at`` and ``retour_at`` (last time out for this item). ``liens``: her links too, for ``liens_lus``.
    """
    presences = Presence.objects.filter(seance=seance, membre=OuterRef("pk"))
    la = presences.filter(Q(depart_at=None) | Q(depart_at=seance.levee_at) if seance.levee_at else Q(depart_at=None))
    participations = Participation.objects.filter(membre=OuterRef("pk"), scrutin=scrutin)
    procurations = Procuration.objects.filter(seance=seance, mandant=OuterRef("pk"))
    dehors = SortiePourDeport.objects.filter(point__seance=seance, membre=OuterRef("pk"), retour_at=None)
    non = Value(False, BooleanField())
    return list(
        Membre.objects.en_mandat(timezone.localdate(seance.date_prevue))
        .filter(comite=seance.comite_id)
        .select_related("utilisateur")
        .annotate(
            venu=Exists(la),
            dehors=Exists(dehors),
            present=Exists(la) & ~Exists(dehors),
            **_sortie(point),
            a_distance=Exists(la.filter(mode=ModePresence.A_DISTANCE)),
            parti_at=Subquery(presences.exclude(depart_at=None).order_by("-depart_at").values("depart_at")[:1]),
            mandataire_id=Subquery(procurations.values("mandataire")[:1]),
            deporte=Exists(Deport.objects.de(OuterRef("pk")).filter(projet=point.projet_id)) if point else non,
            a_declare=Exists(declarations_valables(OuterRef("pk"), seance.pk, _fige_at(point))) if point else non,
            a_vote=Exists(participations) if scrutin else non,
            vote_saisi=Exists(participations.exclude(saisi_par=F("exprime_par__utilisateur"))) if scrutin else non,
            **(champs_des_liens() if liens else {}),
        )
    )


def _sortie(point: PointOrdreDuJour | None) -> dict[str, Subquery | Value]:
    """The last time out for an item, and back."""
    if point is None:
        return dict.fromkeys(("sortie_at", "retour_at"), Value(None, DateTimeField()))
    derniere = SortiePourDeport.objects.filter(point=point.pk, membre=OuterRef("pk")).order_by("-sortie_at", "-pk")
    return {nom: Subquery(derniere.values(nom)[:1]) for nom in ("sortie_at", "retour_at")}


def _fige_at(point: PointOrdreDuJour) -> Subquery:
    return Subquery(Dossier.objects.filter(point=point.pk).values("fige_at")[:1])


def fraction_du_quorum(seance: Seance):
    """Return the fraction asked by the règlement; None for a second convocation when the règlement frees it."""
    if seance.seconde_convocation_de_id and reglement.valeur("comite.seconde_convocation_sans_quorum"):
        return None
    return reglement.valeur("comite.quorum")


def voix_de(seance: Seance, sieges: list[Membre], deportes: set[int] | None = None) -> Voix:
    """Count the voices of an item from its seats (``sieges_de`` with the point; without one, ``deportes`` tells who is recused)."""
    par_voix = defaultdict(list)
    for membre in sieges:
        if membre.voix and not membre.suppleant_de_id:
            par_voix[membre.pk].insert(0, membre.pk)
        elif membre.suppleant_de_id:
            par_voix[membre.suppleant_de_id].append(membre.pk)
    titulaires = {m.pk for m in sieges if m.voix and not m.suppleant_de_id}
    return compter_voix(
        sieges={voix: gens for voix, gens in par_voix.items() if voix in titulaires},
        presents=[m.pk for m in sieges if m.present],
        deports=[m.pk for m in sieges if m.deporte] if deportes is None else deportes,
        procurations={m.pk: m.mandataire_id for m in sieges if m.mandataire_id},
        fraction=fraction_du_quorum(seance),
    )


def voix_acquises(sieges: list[Membre], voix: Voix) -> int:
    """Return how many voices of a ballot are there (``sieges_de`` with it): those already heard count, even gone."""
    return len({s.pk for s in sieges if s.a_vote} | voix.porteurs.keys())


def voix_attendues(sieges: list[Membre], voix: Voix) -> list[Membre]:
    """Return the seats whose voice is there, in person or by proxy, and not heard yet (``sieges_de`` with the ballot)."""
    return [s for s in sieges if s.pk in voix.porteurs and not s.a_vote]


def presidence_du_point(seance: Seance, sieges: list[Membre]) -> Membre | None:
    """Return who presides an item, from its seats (``sieges_de`` with the point); None when nobody can yet."""
    titulaire = next((s.pk for s in sieges if s.est_presidence), None)
    la, deports = [s.pk for s in sieges if s.present], [s.pk for s in sieges if s.deporte]
    preside = presidence_effective(titulaire, seance.president_de_seance_id, la, deports)
    return next((s for s in sieges if s.pk == preside), None)


@dataclass(frozen=True)
class VoixPortee:
    """A voice a person may cast now: her own seat's, or that of a member who trusted her with it."""

    voix: Membre
    par_procuration: bool
    a_vote: bool


def voix_portees(membre: Membre | None, sieges: list[Membre], voix: Voix) -> list[VoixPortee]:
    """Return the voices a person carries in an item, her own first."""
    if membre is None:
        return []
    portees = [s for s in sieges if voix.porteurs.get(s.pk) == membre.pk]
    portees.sort(key=lambda s: s.pk != membre.voix_id)
    return [VoixPortee(s, s.pk != membre.voix_id, s.a_vote) for s in portees]
