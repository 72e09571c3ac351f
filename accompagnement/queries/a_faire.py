"""What the accompagnement asks of each person: at most two statements."""

from collections.abc import Iterable
from datetime import datetime

from django.db.models import BooleanField, Count, Exists, ExpressionWrapper, Max, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from accompagnement.enums import StatutMission
from accompagnement.enums_collectives import StatutCollective
from accompagnement.enums_missions import StatutTransfert
from accompagnement.enums_sortie import StatutBilan
from accompagnement.models import Mission
from accompagnement.queries.a_faire_offres import tache_d_une_offre
from accompagnement.queries.attentes import offres_pour
from accompagnement.queries.collectives import EN_COMMUN, une_par_collective
from accompagnement.queries.missions import equipe_de
from accompagnement.queries.pour_projet import a_venir, dates_a_venir
from accompagnement.queries.silences import comptes_rendus_attendus, verdict_avant
from accompagnement.queries.transferts import nombre_de_transferts_demandes
from accompagnement.queries.veille import nombre_a_clore
from accompagnement.regles import echeance_compte_rendu
from manufactures.models import Projet
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.comptes.enums import Role
from socle.comptes.portee import programme_courant
from socle.lib.dates import PARIS
from socle.lib.francais import date_longue, plage, pluriel
from socle.lib.francais import demi_journees as en_demi_journees
from socle.lib.statuts import Statut
from socle.lib.taches_a_faire import Tache

_S = StatutMission
# Status, noun counted, verb of the button: the lists the coordination empties.
_DE_LA_COORDINATION = (
    (_S.A_VALIDER, "service fait à valider,services faits à valider", "Valider"),
    (_S.CONTESTEE, "mission contestée", "Examiner"),
    (_S.A_APPROUVER, "mission à approuver,missions à approuver", "Examiner"),
    (_S.DEMANDEE, "mission sans expert,missions sans expert", "Choisir"),
)
# Shared missions the expert agreed to, moves of credits that teams ask for, projects whose review or two years are concluded.
_AUTRES_LISTES = (
    ("collectives", "mission collective à confirmer,missions collectives à confirmer", ("collective_liste",), "Examiner", StatutCollective.OUVERTE),
    ("transferts", "transfert de crédits demandé,transferts de crédits demandés", ("transfert_liste",), "Répondre", StatutTransfert.DEMANDEE),
    ("a_clore", "accompagnement à conclure,accompagnements à conclure", ("veille_credits", "?etat=a_clore"), "Conclure", StatutBilan.REMIS),
)
# What the team is asked, and the verb of the button.
_DE_L_EQUIPE = {
    _S.A_ACCEPTER: ("Accepter ou refuser le service fait", "Lire et répondre"),
    _S.DEMANDEE: ("Choisir l’expert d’une mission", "Choisir"),
    _S.A_CONFIRMER: ("Confirmer l’ajustement d’une mission", "Lire et répondre"),
    _S.A_PLANIFIER: ("Choisir les dates d’une mission", "Choisir"),
}
_PROPOSEE = ("Confirmer une demi-journée proposée", "Lire et répondre")


def a_faire(acteur: Acteur, missions: Iterable[Mission] | None = None, *, offres: bool = True) -> list[Tache]:
    """Return the acts the accompagnement waits for from a person: as team, as expert, as coordination.

    ``missions``: hers, when ``missions_lues`` has read them. ``offres``: read too what the waiting list offers, in one statement; a home has it with the projects.
    """
    maintenant = timezone.now()
    taches = _de_la_coordination(maintenant) if acteur.est_coordination else []
    if acteur.a(Role.EXPERT, Role.EQUIPE):
        ouvertes = _missions_ouvertes(acteur, maintenant) if missions is None else [m for m in missions if m.attend]
        taches += [_tache(m, de_l_expert=bool(m.expert and m.expert.utilisateur_id == acteur.pk)) for m in une_par_collective(ouvertes)]
    if offres and acteur.a(Role.EQUIPE):
        taches += [tache_d_une_offre(a) for a in offres_pour(acteur, maintenant)]
    return taches


def _missions_ouvertes(acteur: Acteur, maintenant: datetime):
    return Mission.objects.pour_affichage().annotate(verdict_avant=verdict_avant()).filter(_attend(acteur, maintenant))


def missions_lues(acteur: Acteur, projet: Projet, maintenant: datetime) -> list[Mission]:
    """Return in one statement the missions that wait for a person (``attend``), and those of a project with dates to come (``a_venir``)."""
    regards = {"attend": _attend(acteur, maintenant), "a_venir": a_venir(projet, maintenant)}
    lues = Mission.objects.pour_affichage().annotate(**{nom: ExpressionWrapper(q, BooleanField()) for nom, q in regards.items()})
    lues = lues.annotate(verdict_avant=verdict_avant(), dates_lues=dates_a_venir(maintenant))
    return list(lues.filter(Q(attend=True) | Q(a_venir=True)).order_by("creneau__debut", "pk"))


def _attend(acteur: Acteur, maintenant: datetime) -> Q:
    """For both hats: requests and reports of the expert, verdicts of the team."""
    de_l_expert = Q(expert__utilisateur=acteur.pk) & (
        Q(statut=_S.PROPOSEE) & (Q(creneau__debut__gt=maintenant) | Q(creneau=None)) & (Q(collective=None) | Q(collective__accord_at=None))
        | Q(statut=_S.PLANIFIEE, creneau__fin__lte=maintenant) & (Q(dernier_creneau=None) | Q(dernier_creneau__fin__lte=maintenant))
        | Q(statut=_S.CONTESTEE)
    )
    de_l_equipe = Q(equipe_de(acteur), statut__in=sorted(_DE_L_EQUIPE))
    return de_l_expert | de_l_equipe


def _page(mission: Mission) -> str:
    if mission.collective_id and mission.etat in EN_COMMUN:
        return reverse("collective_detail", args=[programme_courant().slug, mission.collective_id])
    return reverse("mission_detail", args=[programme_courant().slug, mission.pk])


def _tache(mission: Mission, *, de_l_expert: bool) -> Tache:
    creneau = mission.creneau
    quand = f"{date_longue(creneau.debut)}, {plage(creneau.debut, creneau.fin)}" if creneau else en_demi_journees(mission.demi_journees)
    if not de_l_expert:
        proposee = mission.proposee_par_l_expert and mission.etat == _S.A_CONFIRMER
        etat, (titre, verbe) = mission.etat, _PROPOSEE if proposee else _DE_L_EQUIPE[mission.etat]
        echeance = mission.reponse_avant if proposee else mission.verdict_avant
    elif mission.etat == _S.PROPOSEE:
        etat, titre, verbe, echeance = _S.PROPOSEE, "Répondre à une demande", "Répondre", mission.reponse_avant
        titre = "Répondre à une mission collective" if mission.collective_id else titre
    else:
        etat, titre, verbe = _S.COMPTE_RENDU_ATTENDU, "Remettre le compte rendu", "Remettre"
        echeance = echeance_compte_rendu(mission.dernier.fin, reglement.valeur("accompagnement.compte_rendu_jours_ouvres"))
    qui = mission.projet.nom if de_l_expert else str(mission.expert or "expert à choisir")
    return Tache(titre, f"{mission.besoin}, {qui}, {quand}", _page(mission), verbe, etat.icone, etat.ton, echeance)


def _de_la_coordination(maintenant: datetime) -> list[Tache]:
    """Counted by the database: a line per list, whatever its length."""
    comptes = {str(s): Count("pk", filter=Q(statut=s)) for s, _, _ in _DE_LA_COORDINATION}
    muettes = Q(Exists(comptes_rendus_attendus().filter(mission=OuterRef("pk"), reponse_avant__lt=maintenant)))
    transferts, a_clore = Subquery(nombre_de_transferts_demandes()), Subquery(nombre_a_clore(maintenant.astimezone(PARIS).date()))
    n = Mission.objects.aggregate(
        **comptes,
        sans_verdict=Count("pk", filter=muettes),
        transferts=Coalesce(Max(transferts), transferts, 0),
        a_clore=Coalesce(Max(a_clore), a_clore, 0),
        collectives=Count("collective", distinct=True, filter=Q(statut=_S.PROPOSEE, collective__accord_at__isnull=False)),
    )
    missions = _adresse("mission_liste", "?statut=")
    sans_verdict = "service fait sans réponse du projet,services faits sans réponse des projets"
    lignes = [(n[etat], noms, f"{missions}{etat}", verbe, etat) for etat, noms, verbe in _DE_LA_COORDINATION]
    lignes.append((n["sans_verdict"], sans_verdict, f"{missions}{_S.A_ACCEPTER}", "Examiner", _S.A_ACCEPTER))
    lignes += [(n[cle], noms, _adresse(*ou), verbe, etat) for cle, noms, ou, verbe, etat in _AUTRES_LISTES]
    return [_ligne(*ligne) for ligne in lignes if ligne[0]]


def _adresse(route: str, filtre: str = "") -> str:
    return reverse(route, args=[programme_courant().slug]) + filtre


def _ligne(nombre: int, noms: str, url: str, verbe: str, etat: Statut) -> Tache:
    return Tache(pluriel(nombre, *noms.split(",")), "Accompagnement, tous projets", url, verbe, etat.icone, etat.ton, None)
