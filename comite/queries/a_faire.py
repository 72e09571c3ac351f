"""What waits for a member of the committee, or for its secretary, in 2 queries at most."""

from django.db.models import Count, Exists, OuterRef, Q, Subquery
from django.db.models.functions import Coalesce
from django.urls import reverse
from django.utils import timezone

from comite.enums import StatutScrutin, StatutSeance
from comite.models import Deport, Participation, PointOrdreDuJour, Presence, ReponseConvocation, Scrutin, Seance
from comite.queries.a_signer import a_signer_de_la_coordination, a_signer_du_siege, tache_de_signature
from comite.queries.notation import restes_du_siege, taches_de_notation
from comite.queries.reglement import convoquer_avant
from comite.queries.sieges import sieges_tenus
from comite.queries.suites import a_faire_du_secretariat
from socle.comptes.acteur import Acteur
from socle.comptes.portee import programme_courant
from socle.lib import francais
from socle.lib.taches_a_faire import Tache


def a_faire(acteur: Acteur) -> list[Tache]:
    """Return a person's tasks: one query for the seat's, one for the secretary's (the règlement is read already)."""
    taches = _du_siege(acteur) if acteur.est_comite else []
    return taches + (_du_secretariat(acteur) + a_faire_du_secretariat(acteur) if acteur.est_coordination else [])


def _du_siege(acteur: Acteur) -> list[Tache]:
    """Sittings to prepare, and the ballot now open where my voice is missing."""
    siege = sieges_tenus(acteur)
    recuse = Deport.objects.des(siege).filter(projet=OuterRef("projet"))
    miens = PointOrdreDuJour.objects.filter(seance=OuterRef("pk")).exclude(Exists(recuse))
    a_voter = Scrutin.objects.filter(_voix_attendue(siege), point__seance=OuterRef("pk"), statut=StatutScrutin.OUVERT)
    publier = Q(preside=True, levee_at__isnull=False, publiee_at=None)
    seances = Seance.objects.annotate(
        a_voter=Exists(a_voter), du_monde=Exists(miens), a_signer=a_signer_du_siege(siege, acteur),
        preside=Exists(siege.filter(est_presidence=True)), repondu=Exists(_repondu(siege)), **restes_du_siege(siege),
    ).filter(
        Q(statut=StatutSeance.CONVOQUEE, date_prevue__gte=timezone.now()) | Q(statut=StatutSeance.OUVERTE) | Q(a_signer=True) | publier,
        Exists(siege.filter(comite=OuterRef("comite"))),
    )  # fmt: skip
    montrees = [s for s in seances.order_by("date_prevue") if s.a_voter or s.du_monde or s.a_signer or s.levee_at or not s.repondu]
    return [tache for s in montrees for tache in (*_taches_du_siege(s), *taches_de_notation(s))]


def _repondu(siege):
    """Answers to the last convocation."""
    return ReponseConvocation.objects.filter(seance=OuterRef("pk"), membre__in=siege, donnee_at__gte=OuterRef("convoquee_at")).order_by()


def _voix_attendue(siege) -> Q:
    """Ballots where the person is present with a voice not heard, and not recused."""
    la = Presence.objects.filter(seance=OuterRef("point__seance"), membre__in=siege, depart_at=None)
    vote = Participation.objects.filter(scrutin=OuterRef("pk"), exprime_par__in=siege, par_procuration=False)
    recuse = Deport.objects.des(siege).filter(projet=OuterRef("point__projet"))
    return Q(Exists(la), ~Exists(vote), ~Exists(recuse), Exists(siege.filter(voix=True)))


def _taches_du_siege(seance: Seance):
    """What a sitting asks of a seat: once lifted, to sign and to publish; before, the one next thing to do."""
    if seance.levee_at is None:
        yield _tache_avant_la_levee(seance)
        return
    if seance.a_signer:
        yield tache_de_signature(seance)
    if seance.publiee_at is None and seance.preside:
        relire = reverse("seance_publication", args=[programme_courant().slug, seance.pk])
        yield Tache(f"Publier les décisions de la {seance}", "Sous embargo", relire, "Relire et publier", "megaphone-fill", "prune", seance.levee_at)


def _tache_avant_la_levee(seance: Seance) -> Tache:
    slug = programme_courant().slug
    salle, page = reverse("seance_salle", args=[slug, seance.pk]), reverse("seance_detail", args=[slug, seance.pk])
    if seance.a_voter:
        return Tache("Voter maintenant", f"Un scrutin est ouvert, {seance}", salle, "Voter", "unlock-fill", "minium", timezone.now())
    if seance.etat == StatutSeance.OUVERTE:
        detail = f"La {seance} est ouverte"
        return Tache("Rejoindre la séance", detail, salle, "Entrer en salle", "door-open-fill", "prune", seance.date_prevue)
    detail = f"{seance.get_type_display()}, {seance.lieu}"
    if not seance.repondu:
        reponse, titre = reverse("convocation_repondre", args=[slug, seance.pk]), f"Dire si je viens à la {seance}"
        return Tache(titre, detail, reponse, "Répondre à la convocation", "envelope-paper-fill", "minium", seance.date_prevue)
    return Tache("Lire les dossiers et déclarer mes liens", detail, page, "Préparer la séance", "people-fill", "prune", seance.date_prevue)


def _du_secretariat(acteur: Acteur) -> list[Tache]:
    """Sittings to convene, to lead, to write up, to sign and to publish."""
    attend = Q(statut__in=[StatutSeance.EN_PREPARATION, StatutSeance.LEVEE]) | Q(levee_at__isnull=False, publiee_at=None) | Q(a_signer=True)
    seances = Seance.objects.annotate(a_signer=a_signer_de_la_coordination(acteur), a_confirmer=_deports_a_confirmer(acteur))
    seances = seances.filter(attend | Q(a_confirmer__gt=0))
    seances = seances.annotate(points_inscrits=Count("points")).order_by("date_prevue")
    return [tache for seance in seances for tache in _taches_du_secretariat(seance)]


def _deports_a_confirmer(acteur: Acteur):
    """Recusals found by the platform on the files of a sitting not lifted, still provisional; not those of her own closed files."""
    agenda = PointOrdreDuJour.objects.filter(seance=OuterRef(OuterRef("pk")), seance__levee_at=None).values("projet")
    miens = Deport.objects.des(sieges_tenus(acteur)).values("projet")
    trouves = Deport.objects.filter(provisoire=True, retire_at=None, projet__in=agenda).exclude(projet__in=miens)
    return Coalesce(Subquery(trouves.order_by().values("provisoire").annotate(n=Count("pk")).values("n")), 0)


def _taches_du_secretariat(seance: Seance):
    slug = programme_courant().slug
    page = reverse("seance_detail", args=[slug, seance.pk])
    points = francais.pluriel(seance.points_inscrits, "projet inscrit", "projets inscrits")
    if seance.a_confirmer:
        suivi = reverse("deport_liste", args=[slug, seance.pk])
        titre = f"Confirmer {francais.pluriel(seance.a_confirmer, 'déport détecté', 'déports détectés')}"
        detail = f"D’après les intérêts déclarés, {seance}"
        yield Tache(titre, detail, suivi, "Revoir les déports", "person-dash-fill", "minium", seance.date_prevue)
    if seance.etat == StatutSeance.EN_PREPARATION:
        echeance = convoquer_avant(seance)
        yield Tache(f"Convoquer la {seance}", points, page, "Préparer et convoquer", "envelope-paper-fill", "prune", echeance)
        return
    if seance.etat == StatutSeance.LEVEE:
        pv = reverse("seance_pv", args=[slug, seance.pk])
        titre = f"Établir le procès-verbal de la {seance}"
        yield Tache(titre, points, pv, "Établir le procès-verbal", "file-earmark-text", "minium", seance.levee_at)
    if seance.a_signer:
        yield tache_de_signature(seance)
    if seance.levee_at and seance.publiee_at is None:
        page = reverse("seance_publication", args=[slug, seance.pk])
        yield Tache(f"Publier les décisions de la {seance}", points, page, "Relire et publier", "megaphone-fill", "minium", seance.levee_at)
