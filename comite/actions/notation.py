"""Marks, their opening by the chair, and the rapporteurs of the files."""

from collections.abc import Mapping, Sequence
from decimal import Decimal

from django.contrib.postgres.expressions import ArraySubquery
from django.db import transaction
from django.db.models import OuterRef, Q, QuerySet
from django.db.models.functions import JSONObject
from django.urls import reverse
from django.utils import timezone

from comite.actions.ordre_du_jour import verrouiller_seance
from comite.enums import SEANCES_A_VENIR, SEANCES_EN_COURS, SEANCES_LEVEES, TypeSeance
from comite.models import Critere, Deport, Dossier, LigneRapport, Membre, Note, OuvertureDesNotes, PointOrdreDuJour, Rapporteur, Seance
from comite.permissions import DEPORTE, PAS_RAPPORTEUR, peut_noter, peut_preparer, peut_presider
from comite.queries.agenda import avec_deportes, membres_de
from comite.queries.notation import est_ouvert
from comite.queries.sieges import siege_de
from comite.regles_notation import commentaires_manquants
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.comptes.portee import programme_courant
from socle.courriers.actions import Lettre, poster_ensemble
from socle.courriers.liens import absolu
from socle.journal.actions import noter, noter_ensemble
from socle.lib import francais
from socle.lib.refus import Refus, exiger

SEANCE_LEVEE = Refus("seance_levee", "La séance est levée\u00a0: les notes ne changent plus.")
NOTES_OUVERTES = Refus("notes_ouvertes", "La présidence a ouvert les notes de ce dossier\u00a0: elles ne changent plus.")
CRITERE_INCONNU = Refus("critere_inconnu", "Notez les critères de cette séance, et seulement ceux-là.")
DOSSIER_PAS_FIGE = Refus("dossier_non_fige", "Figez d’abord le dossier\u00a0: il n’a pas encore de note.")
RAPPORT_VIDE = Refus("rapport_vide", "Écrivez votre rapport avant de le déposer.")
MONTANTS_INCONNUS = Refus("montants_inconnus", "Proposez des montants sur les lignes du programme, en euros.")
RAPPORT_CLOS = Refus("rapport_clos", "La présidence a ouvert les notes de ce dossier\u00a0: le rapport ne change plus.")
TROP_DE_RAPPORTEURS = Refus("trop_de_rapporteurs", "Un dossier a un ou deux rapporteurs, pas davantage.")
RAPPORTEUR_DEPORTE = Refus(
    "rapporteur_deporte", "Un membre déporté d’un dossier n’en est pas rapporteur\u00a0: choisissez une autre personne."
)
RAPPORTEUR_HORS_SEANCE = Refus("rapporteur_hors_seance", "Choisissez les rapporteurs parmi les membres et les dossiers de cette séance.")
RAPPORT_DEJA_LA = Refus("rapport_depose", "Ce rapporteur a déjà déposé son rapport\u00a0: il garde ce dossier.")


def _verrouiller_point(pk: int) -> PointOrdreDuJour:
    """Return an item, locked: marks and their opening exclude each other."""
    return PointOrdreDuJour.objects.select_for_update(of=("self",)).select_related("seance", "projet").get(pk=pk)


@transaction.atomic
def noter_dossier(*, dossier: Dossier, notes: dict[str, tuple[int, str]], acteur: Acteur) -> list[Note]:
    """Record a member's marks, ``{criterion code: (mark, comment)}``; given again, a mark replaces the former.

    Raises ``ActionRefusee`` for somebody without a voice, a recused member, a lifted sitting, marks already opened, a mark
    out of scale, or one that needs a comment (``comite.commentaire_note_exige``).
    """
    membre = siege_de(acteur)
    exiger(peut_noter(membre))
    point = _verrouiller_point(dossier.point_id)
    exiger(DEPORTE if Deport.objects.de(membre).filter(projet=point.projet_id).exists() else None)
    exiger(SEANCE_LEVEE if point.seance.etat not in SEANCES_A_VENIR | SEANCES_EN_COURS else None)
    exiger(NOTES_OUVERTES if est_ouvert(point.pk) else None)
    criteres = {c.code: c for c in Critere.objects.filter(type_seance=TypeSeance(point.seance.type), code__in=notes)}
    exiger(CRITERE_INCONNU if criteres.keys() != notes.keys() else _hors_echelle(notes) or _sans_commentaire(notes, criteres))
    lignes = [
        Note(dossier=dossier, membre=membre, critere=criteres[code], valeur=valeur, commentaire=texte, modifiee_at=timezone.now())
        for code, (valeur, texte) in notes.items()
    ]
    return Note.objects.bulk_create(
        lignes,
        update_conflicts=True,
        unique_fields=["dossier", "membre", "critere"],
        update_fields=["valeur", "commentaire", "modifiee_at"],
    )


def _hors_echelle(notes: dict[str, tuple[int, str]]) -> Refus | None:
    maximum = reglement.valeur("comite.note_max")
    if all(0 <= valeur <= maximum for valeur, _ in notes.values()):
        return None
    return Refus("note_hors_echelle", f"Une note va de 0 à {maximum}.")


def _sans_commentaire(notes: dict[str, tuple[int, str]], criteres: Mapping[str, Critere]) -> Refus | None:
    if not reglement.valeur("comite.commentaire_note_exige"):
        return None
    maximum = reglement.valeur("comite.note_max")
    muets = [f"«\u00a0{criteres[code]}\u00a0»" for code in commentaires_manquants(notes, maximum)]
    phrase = f"Une note de 0 ou de {maximum} demande un commentaire\u00a0: {francais.enumeration(muets)}."
    return Refus("commentaire_exige", phrase) if muets else None


@transaction.atomic
def ouvrir_les_notes(*, point: PointOrdreDuJour, acteur: Acteur | None) -> OuvertureDesNotes:
    """Open the marks of an item to all who sit: the discussion begins, and they change no more. Twice is once.

    Raises ``ActionRefusee`` for anybody but the chair and the secretary, without a frozen file, or after the sitting.
    """
    exiger(peut_presider(acteur, siege_de(acteur)))
    point = _verrouiller_point(point.pk)
    exiger(SEANCE_LEVEE if point.seance.etat in SEANCES_LEVEES else None)
    exiger(None if Dossier.objects.filter(point=point).exists() else DOSSIER_PAS_FIGE)
    auteur = acteur.utilisateur if acteur else None
    ouverture, neuve = OuvertureDesNotes.objects.get_or_create(point=point, defaults={"ouvertes_par": auteur})
    if neuve:
        noter("notes.ouvertes", fil=point.projet.fil, acteur=acteur, projet=str(point.projet), seance=str(point.seance))
    return ouverture


# --- Rapporteurs -----------------------------------------------------------------------------------


@transaction.atomic
def designer_rapporteurs(*, seance: Seance, choix: Mapping[int, Sequence[int]], acteur: Acteur | None) -> list[Rapporteur]:
    """Name the rapporteurs of the files given, ``{point: [membre, …]}``, in place of the former ones; the new ones are told.

    Raises ``ActionRefusee`` for more than two, a recused member, somebody from elsewhere, a lifted sitting, or when a
    rapporteur whose report is in would lose the file. Returns the new ones.
    """
    exiger(peut_preparer(acteur, siege_de(acteur)))
    seance = verrouiller_seance(seance)
    exiger(SEANCE_LEVEE if seance.etat in SEANCES_LEVEES else None)
    points = {p.pk: p for p in _points_a_partager(seance, choix)}
    membres = {m.pk: m for m in membres_de(seance)}
    exiger(_refus_de_designer(choix, points, membres))
    quittes = [r for p in points.values() for r in p.en_place if r["membre"] not in choix[p.pk]]
    exiger(RAPPORT_DEJA_LA if any(r["rendu"] for r in quittes) else None)
    if quittes:
        Rapporteur.objects.filter(pk__in=[r["pk"] for r in quittes]).delete()
    tenus = {(p.pk, r["membre"]) for p in points.values() for r in p.en_place}
    auteur = acteur.utilisateur if acteur else None
    neufs = Rapporteur.objects.bulk_create(
        Rapporteur(point=points[p], membre=membres[m], designe_par=auteur) for p, gens in choix.items() for m in gens if (p, m) not in tenus
    )
    _annoncer(seance, neufs, acteur)
    return neufs


def _points_a_partager(seance: Seance, choix: Mapping[int, Sequence[int]]) -> QuerySet[PointOrdreDuJour]:
    """Return the items named; ``deportes``: who is recused from each, ``en_place``: its rapporteurs."""
    tenus = Rapporteur.objects.actifs().filter(point=OuterRef("pk")).order_by("pk")
    tenu = JSONObject(pk="pk", membre="membre", rendu=Q(rapport_at__isnull=False))
    points = avec_deportes(PointOrdreDuJour.objects.filter(seance=seance, pk__in=choix)).select_related("projet")
    return points.annotate(en_place=ArraySubquery(tenus.values(lu=tenu)))


def _refus_de_designer(choix: Mapping[int, Sequence[int]], points: Mapping, membres: Mapping) -> Refus | None:
    if any(len(gens) > 2 or len(set(gens)) < len(gens) for gens in choix.values()):
        return TROP_DE_RAPPORTEURS
    if choix.keys() != points.keys() or any(m not in membres for gens in choix.values() for m in gens):
        return RAPPORTEUR_HORS_SEANCE
    recuse = any(m in points[p].deportes for p, gens in choix.items() for m in gens)
    return RAPPORTEUR_DEPORTE if recuse else None


def _annoncer(seance: Seance, neufs: list[Rapporteur], acteur: Acteur | None) -> None:
    """Tell each new rapporteur of her files, in one mail, and the journal of each project."""
    lien = absolu(reverse("seance_detail", args=[programme_courant().slug, seance.pk]))
    commun = {"seance": str(seance), "quand": francais.echeance(seance.date_prevue), "lien": lien, "lien_libelle": "Ouvrir la séance"}
    par_membre: dict[Membre, list[Rapporteur]] = {}
    for rapporteur in neufs:
        par_membre.setdefault(rapporteur.membre, []).append(rapporteur)
    lettres = [
        Lettre(
            membre.utilisateur, commun | {"projets": [str(r.point.projet) for r in siens]}, f"comite-rapporteur-{siens[-1].pk}", seance.fil
        )
        for membre, siens in par_membre.items()
    ]
    if lettres:
        poster_ensemble(gabarit="comite_rapporteur", lettres=lettres)
        fils: dict[str, dict] = {}
        for r in neufs:
            noms = fils.setdefault(r.point.projet.fil, {"projet": str(r.point.projet), "seance": str(seance), "personne": ""})
            noms["personne"] = f"{noms['personne']} et {r.membre}" if noms["personne"] else str(r.membre)
        noter_ensemble("rapporteur.designe", fils=fils, acteur=acteur)


@transaction.atomic
def deposer_rapport(
    *, point: PointOrdreDuJour, texte: str, acteur: Acteur, montants: Mapping[str, Decimal | None] | None = None
) -> Rapporteur:
    """Hand in, or rewrite, the opinion of a rapporteur; after the opening of the marks it changes no more.

    ``montants``: for a grant, what she proposes line by line, in euros; in place of what she proposed before.
    """
    membre = siege_de(acteur)
    point = _verrouiller_point(point.pk)
    rapporteur = Rapporteur.objects.actifs().filter(point=point, membre=membre).first() if membre else None
    exiger(PAS_RAPPORTEUR if rapporteur is None else RAPPORT_CLOS if est_ouvert(point.pk) else None)
    exiger(None if texte.strip() else RAPPORT_VIDE)
    rapporteur.rapport, rapporteur.rapport_at = texte.strip(), timezone.now()
    rapporteur.save(update_fields=["rapport", "rapport_at"])
    _proposer(rapporteur, {ligne: montant for ligne, montant in (montants or {}).items() if montant is not None})
    noter("rapport.depose", fil=point.projet.fil, acteur=acteur, projet=str(point.projet), seance=str(point.seance))
    return rapporteur


def _proposer(rapporteur: Rapporteur, montants: Mapping[str, Decimal]) -> None:
    connues = {ligne.code for ligne in reglement.valeur("manufactures.lignes_subvention")}
    exiger(None if montants.keys() <= connues and min(montants.values(), default=0) >= 0 else MONTANTS_INCONNUS)
    anciens = LigneRapport.objects.filter(rapporteur=rapporteur)
    anciens._raw_delete(anciens.db)  # nothing hangs on them
    LigneRapport.objects.bulk_create(LigneRapport(rapporteur=rapporteur, ligne=c, montant=m) for c, m in montants.items())
