"""What waits for a member of the committee, or for its secretary, in 2 queries at most."""

from django.db.models import Count, Exists, OuterRef, Q
from django.urls import reverse
from django.utils import timezone

from comite.enums import StatutScrutin, StatutSeance
from comite.models import Deport, Membre, Participation, PointOrdreDuJour, Presence, Scrutin, Seance
from comite.queries.suites import a_faire_du_secretariat
from comite.regles import convoquer_avant
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.comptes.portee import programme_courant
from socle.lib import francais
from socle.lib.taches_a_faire import Tache


def a_faire(acteur: Acteur) -> list[Tache]:
    """Return a person's tasks: one query for the seat's, one for the secretary's (the règlement is read already)."""
    taches = _du_siege(acteur) if acteur.est_comite else []
    return taches + (_du_secretariat() + a_faire_du_secretariat() if acteur.est_coordination else [])


def _siege(acteur: Acteur):
    return Membre.objects.en_mandat(timezone.localdate()).filter(utilisateur=acteur.pk)


def _du_siege(acteur: Acteur) -> list[Tache]:
    """Sittings to prepare, and the ballot now open where my voice is missing."""
    siege = _siege(acteur)
    recuse = Deport.objects.filter(membre__in=siege, projet=OuterRef("projet"), retire_at=None)
    miens = PointOrdreDuJour.objects.filter(seance=OuterRef("pk")).exclude(Exists(recuse))
    a_voter = Scrutin.objects.filter(_voix_attendue(siege), point__seance=OuterRef("pk"), statut=StatutScrutin.OUVERT)
    seances = Seance.objects.filter(
        Q(statut=StatutSeance.CONVOQUEE, date_prevue__gte=timezone.now())
        | Q(statut=StatutSeance.OUVERTE)
        | Q(Exists(siege.filter(est_presidence=True)), levee_at__isnull=False, publiee_at=None),
        Exists(siege.filter(comite=OuterRef("comite"))),
    ).annotate(a_voter=Exists(a_voter), du_monde=Exists(miens))
    return [_tache_du_siege(s) for s in seances.order_by("date_prevue") if s.a_voter or s.du_monde or s.levee_at]


def _voix_attendue(siege) -> Q:
    """Ballots where the person is present with a voice not heard, and not recused."""
    la = Presence.objects.filter(seance=OuterRef("point__seance"), membre__in=siege, depart_at=None)
    vote = Participation.objects.filter(scrutin=OuterRef("pk"), exprime_par__in=siege, par_procuration=False)
    recuse = Deport.objects.filter(membre__in=siege, projet=OuterRef("point__projet"), retire_at=None)
    return Q(Exists(la), ~Exists(vote), ~Exists(recuse), Exists(siege.filter(voix=True)))


def _tache_du_siege(seance: Seance) -> Tache:
    slug = programme_courant().slug
    salle, page = reverse("seance_salle", args=[slug, seance.pk]), reverse("seance_detail", args=[slug, seance.pk])
    if seance.levee_at:
        relire = reverse("seance_publication", args=[slug, seance.pk])
        return Tache(f"Publier les décisions de la {seance}", "Sous embargo", relire, "Relire et publier", "megaphone-fill", "prune", seance.levee_at)
    if seance.a_voter:
        return Tache("Voter maintenant", f"Un scrutin est ouvert, {seance}", salle, "Voter", "unlock-fill", "minium", timezone.now())
    if seance.etat == StatutSeance.OUVERTE:
        detail = f"La {seance} est ouverte"
        return Tache("Rejoindre la séance", detail, salle, "Entrer en salle", "door-open-fill", "prune", seance.date_prevue)
    detail = f"{seance.get_type_display()}, {seance.lieu}"
    return Tache("Lire les dossiers et déclarer mes liens", detail, page, "Préparer la séance", "people-fill", "prune", seance.date_prevue)


def _du_secretariat() -> list[Tache]:
    """Sittings to convene, to lead, to write up and to publish."""
    attend = Q(statut__in=[StatutSeance.EN_PREPARATION, StatutSeance.LEVEE]) | Q(levee_at__isnull=False, publiee_at=None)
    seances = Seance.objects.filter(attend).annotate(points_inscrits=Count("points")).order_by("date_prevue")
    jours = reglement.valeur("comite.convocation_jours_calendaires")
    return [tache for seance in seances for tache in _taches_du_secretariat(seance, jours)]


def _taches_du_secretariat(seance: Seance, jours: int):
    slug = programme_courant().slug
    page = reverse("seance_detail", args=[slug, seance.pk])
    points = francais.pluriel(seance.points_inscrits, "projet inscrit", "projets inscrits")
    if seance.etat == StatutSeance.EN_PREPARATION:
        echeance = convoquer_avant(seance.date_prevue, jours)
        yield Tache(f"Convoquer la {seance}", points, page, "Préparer et convoquer", "envelope-paper-fill", "prune", echeance)
        return
    if seance.etat == StatutSeance.LEVEE:
        pv = reverse("seance_pv", args=[slug, seance.pk])
        titre = f"Établir le procès-verbal de la {seance}"
        yield Tache(titre, points, pv, "Établir le procès-verbal", "file-earmark-text", "minium", seance.levee_at)
    if seance.publiee_at is None:
        page = reverse("seance_publication", args=[slug, seance.pk])
        yield Tache(f"Publier les décisions de la {seance}", points, page, "Relire et publier", "megaphone-fill", "minium", seance.levee_at)
