"""What the manufactures ask of a person: at most two statements."""

from collections.abc import Iterable

from django.db.models import Count, Exists, Min, OuterRef, QuerySet, Subquery, Value
from django.db.models.functions import JSONObject
from django.urls import reverse

from manufactures.enums import BINOME, Fonction, StatutProjet
from manufactures.models import Candidature, MembreEquipe, Projet
from manufactures.queries.echanges import dernier_echange
from manufactures.verbes import PIECE_DEMANDEE
from socle.comptes.acteur import Acteur
from socle.comptes.enums import Role
from socle.comptes.models import Invitation
from socle.comptes.portee import programme_courant
from socle.lib.francais import jour, pluriel
from socle.lib.taches_a_faire import Tache

_FINIS = {StatutProjet.IRRECEVABLE, StatutProjet.NON_RETENU, StatutProjet.NON_FINANCE, StatutProjet.SORTI, StatutProjet.ABANDON}


def a_faire(acteur: Acteur, projets: Iterable[Projet] | None = None) -> list[Tache]:
    """Return what the person has to do for candidatures and teams. ``projets``: hers, when ``avec_ce_qui_manque`` read them."""
    taches = _de_l_equipe(acteur, projets) if acteur.a(Role.EQUIPE) else []
    return taches + (_de_la_coordination() if acteur.est_coordination else [])


def avec_ce_qui_manque(projets: QuerySet[Projet], acteur: Acteur) -> QuerySet[Projet]:
    """Add to projects what the tasks of a person seated there ask: her function, a partner missing, the last exchange."""
    siens = MembreEquipe.objects.filter(projet=OuterRef("pk"), utilisateur=acteur.pk, date_fin=None).order_by("pk")
    partenaires = MembreEquipe.objects.filter(projet=OuterRef("pk"), fonction=Fonction.PARTENAIRE, date_fin=None)
    siege = JSONObject(app=Value("manufactures"), projet=OuterRef("pk"), fonction=Value(Fonction.PARTENAIRE.value))
    invites = Invitation.objects.filter(siege__contains=siege, acceptee_at=None, annulee_at=None)
    return projets.annotate(
        ma_fonction=Subquery(siens.values("fonction")[:1]),
        sans_partenaire=~Exists(partenaires) & ~Exists(invites),
        dernier_echange=Subquery(dernier_echange("pk")),
    )


def _de_l_equipe(acteur: Acteur, projets: Iterable[Projet] | None) -> list[Tache]:
    if projets is None:
        siens = Projet.objects.filter(equipe__utilisateur=acteur.pk, equipe__date_fin=None).select_related("vague")
        projets = avec_ce_qui_manque(siens, acteur)
    return [tache for projet in projets for tache in _du_projet(projet)]


def _du_projet(projet: Projet) -> list[Tache]:
    taches = []
    if projet.etat is StatutProjet.BROUILLON:
        taches.append(_candidature(projet))
    if projet.etat is StatutProjet.DEPOSE and projet.dernier_echange == PIECE_DEMANDEE:
        taches.append(_piece(projet))
    if projet.sans_partenaire and projet.ma_fonction in BINOME and projet.etat not in _FINIS:
        taches.append(_partenaire(projet))
    return taches


def _candidature(projet: Projet) -> Tache:
    vague = projet.vague
    return Tache(
        titre="Compléter et déposer votre candidature",
        detail=f"{projet}, {vague}" if vague else str(projet),
        url=_adresse("candidature_detail", projet.slug),
        verbe="Reprendre la candidature",
        icone="pencil-square",
        ton="minium",
        echeance=vague.cloture_at if vague else None,
    )


def _piece(projet: Projet) -> Tache:
    return Tache(
        titre="Joindre la pièce demandée par la coordination",
        detail=str(projet),
        url=_adresse("condition_liste", projet.slug),
        verbe="Joindre la pièce",
        icone="paperclip",
        ton="minium",
    )


def _partenaire(projet: Projet) -> Tache:
    return Tache(
        titre="Inviter votre partenaire de binôme",
        detail=f"{projet} : vous viendrez à deux à chaque session",
        url=_adresse("equipe_detail", projet.slug),
        verbe="Inviter un partenaire",
        icone="person-plus",
        ton="laiton",
    )


def _de_la_coordination() -> list[Tache]:
    deposees = Candidature.objects.filter(projet__statut=StatutProjet.DEPOSE, deposee_at__isnull=False).order_by()
    lu = deposees.aggregate(nombre=Count("pk"), premiere=Min("deposee_at"))
    if not lu["nombre"]:
        return []
    tache = Tache(
        titre=f"Instruire {pluriel(lu['nombre'], 'candidature')}",
        detail=f"La plus ancienne attend depuis le {jour(lu['premiere'])}",
        url=f"{_adresse('projet_liste')}?statut={StatutProjet.DEPOSE.value}",
        verbe="Instruire les candidatures",
        icone="inbox-fill",
        ton="minium",
    )
    return [tache]


def _adresse(route: str, *arguments: str) -> str:
    return reverse(route, args=[programme_courant().slug, *arguments])
