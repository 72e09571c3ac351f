"""Statements of interests, and the first opening of a file."""

from collections.abc import Collection

from django.db import transaction
from django.utils import timezone

from comite.actions.deports import declarer_deports, detecter_conflits, pour_soi
from comite.enums import SEANCES_LEVEES, LienInteret
from comite.models import DeclarationInterets, Deport, Dossier, InteretDeclare, LectureDossier, Membre, PointOrdreDuJour, Seance
from comite.permissions import DECLARATION_ATTENDUE, DEPORTE, RESERVE_MEMBRES
from comite.queries.interets import declaration_exigee, declarations_valables
from comite.regles_interets import Interet
from manufactures.models import Projet
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.refus import Refus, exiger

HORS_AGENDA = Refus("hors_ordre_du_jour", "Choisissez parmi les dossiers de cette séance.")


@transaction.atomic
def declarer_interets(*, membre: Membre, interets: Collection[Interet], texte: str, acteur: Acteur) -> DeclarationInterets:
    """Make or renew the yearly statement of a member; the one before stays on record.

    The files of sittings to come that a declared link touches close at once (see ``detecter_conflits``).
    """
    exiger(RESERVE_MEMBRES if membre.utilisateur_id != acteur.pk else None)
    instant = timezone.now()
    annee = timezone.localtime(instant).year
    declaration = DeclarationInterets.objects.create(membre=membre, annee=annee, texte=texte.strip(), faite_at=instant)
    InteretDeclare.objects.bulk_create(InteretDeclare(declaration=declaration, genre=i.genre, valeur=i.valeur) for i in interets)
    noter("interets.annuels", fil="programme", acteur=acteur, auteur_libelle=str(membre), annee=annee)
    attendus = PointOrdreDuJour.objects.exclude(seance__statut__in=sorted(SEANCES_LEVEES))
    detecter_conflits(projets=list(attendus.values_list("projet", flat=True)), membres=[membre.pk])
    return declaration


@transaction.atomic
def declarer_pour_seance(
    *,
    seance: Seance,
    membre: Membre,
    acteur: Acteur | None,
    projets: Collection[Projet] = (),
    lien: LienInteret = LienInteret.AUTRE,
    motif: str = "",
) -> DeclarationInterets:
    """State one's links with the files of a sitting: each of ``projets`` becomes a recusal, the others open.

    Raises ``ActionRefusee`` for a project that is not on the agenda, or whose open ballot holds her voice.
    """
    exiger(pour_soi(membre, acteur))
    points = PointOrdreDuJour.objects.filter(seance=seance).visibles_par(membre)
    visibles = list(points.values_list("projet", flat=True))
    exiger(HORS_AGENDA if {p.pk for p in projets} - set(visibles) else None)
    if projets:
        declarer_deports(membre=membre, projets=projets, acteur=acteur, seance=seance, lien=lien, motif=motif)
    detecter_conflits(projets=visibles, membres=[membre.pk], seance=seance)
    declaration = DeclarationInterets.objects.create(membre=membre, seance=seance, faite_at=timezone.now())
    noter("interets.seance", fil=seance.fil, acteur=acteur, auteur_libelle=str(membre), seance=str(seance))
    return declaration


@transaction.atomic
def ouvrir_dossier(*, dossier: Dossier, membre: Membre, acteur: Acteur) -> LectureDossier:
    """Note that a member opens a file, once. Raises ``ActionRefusee`` before her statement, or when she is recused."""
    exiger(RESERVE_MEMBRES if membre.utilisateur_id != acteur.pk else None)
    exiger(DEPORTE if Deport.objects.de(membre).filter(projet=dossier.point.projet_id).exists() else None)
    exiger(_declaration_manquante(dossier, membre))
    lecture, _ = LectureDossier.objects.get_or_create(membre=membre, dossier=dossier, defaults={"premiere_at": timezone.now()})
    return lecture


def _declaration_manquante(dossier: Dossier, membre: Membre) -> Refus | None:
    if not declaration_exigee() or declarations_valables(membre.pk, dossier.point.seance_id, dossier.fige_at).exists():
        return None
    return DECLARATION_ATTENDUE
