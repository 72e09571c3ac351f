"""The documents of the committee: minutes, files, booklets. They read frozen data only: rendering again gives the same bytes."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q

from comite.models import Additif, Decision, Deport, Dossier, GesteCondition, Livret, PointOrdreDuJour, ProcesVerbal, SignaturePV
from comite.queries.sieges import siege_de
from comite.regles_pv import code_de_verification
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.documents import registre
from socle.documents.registre import declarer, garder
from socle.documents.rendu import rendre_pdf
from socle.lib import francais

CODE = "comite.proces_verbal"
CODE_ADDITIF = "comite.additif"
Lignes = list[tuple[str, ...]]


@dataclass(frozen=True)
class ContextePV:
    """What the minutes print; the name of the programme is the one it had then."""

    titre: str
    numero: str
    etat: str
    pied: str
    verification: str
    contenu: dict[str, Any]
    empreinte: str
    signatures: Lignes
    programme: dict[str, str]


def contexte_pv(pv_id: int) -> ContextePV:
    """Read the frozen minutes and the signatures under them."""
    pv = ProcesVerbal.objects.get(pk=pv_id)
    return _contexte(pv, f"Procès-verbal {pv.contenu['reference']}", pv.signatures.filter(additif=None))


def contexte_additif(additif_id: int) -> ContextePV:
    """Read a frozen additif and the signatures under it."""
    additif = Additif.objects.get(pk=additif_id)
    return _contexte(additif, f"Procès-verbal {additif.contenu['reference']}, additif {additif.numero}", additif.signatures.all())


def _contexte(document: ProcesVerbal | Additif, numero: str, signatures) -> ContextePV:
    return ContextePV(
        titre=document.contenu["titre"],
        numero=numero,
        etat="Version signée" if document.signe_at else document.statut.label,
        pied=f"Signé le {francais.echeance(document.signe_at)}" if document.signe_at else document.statut.label,
        verification=code_de_verification(document.empreinte),
        contenu=document.contenu,
        empreinte=document.empreinte,
        signatures=[_ligne(s) for s in signatures.order_by("signe_at", "pk")],
        programme=document.contenu["programme"],
    )


def _ligne(signature: SignaturePV) -> tuple[str, ...]:
    return (signature.get_qualite_display(), signature.nom, francais.echeance(signature.signe_at), signature.get_preuve_display())


def imprimer_document(code: str, objet_id: int) -> bytes:
    """Return the PDF of a document of the committee, from what is recorded only."""
    modele = registre.modele(code)
    return rendre_pdf(modele.gabarit, modele.lire(objet_id))


def _sans_dossier_ferme(acteur: Acteur, **points) -> bool:
    """Tell that no file of these items is closed to the person: by a recusal, even once she sits no more; by the embargo to the others."""
    siens, points = Deport.objects.filter(membre__utilisateur=acteur.pk, retire_at=None), PointOrdreDuJour.objects.filter(**points)
    if points.filter(projet__in=siens.values("projet")).exists():
        return False
    return acteur.est_coordination or siege_de(acteur) is not None or not points.filter(seance__publiee_at=None).exists()


def pv_lisible(pv_id: int, acteur: Acteur) -> bool:
    """The whole minutes close to a member recused from one of their files, until they are public."""
    publie = ProcesVerbal.objects.filter(pk=pv_id, seance__publiee_at__isnull=False).exists()
    return publie or _sans_dossier_ferme(acteur, seance__proces_verbal=pv_id)


def additif_lisible(additif_id: int, acteur: Acteur) -> bool:
    """An additif closes as the minutes it completes."""
    pv_id = Additif.objects.filter(pk=additif_id).values_list("pv", flat=True).first()
    return pv_id is not None and pv_lisible(pv_id, acteur)


def piece_reste_ouverte(version_pk: int, acteur: Acteur) -> bool:
    """A proof, minutes not public or their additif, asked for by a link got before a recusal, close with it. One statement."""
    preuves = GesteCondition.objects.filter(version=version_pk).values("condition__decision__point__projet")
    du_pv = Q(seance__proces_verbal__version=version_pk) | Q(seance__proces_verbal__additifs__version=version_pk)
    tus = PointOrdreDuJour.objects.filter(du_pv, seance__publiee_at=None).values("projet")
    siens = Deport.objects.filter(membre__utilisateur=acteur.pk, retire_at=None)
    return not siens.filter(Q(projet__in=preuves) | Q(projet__in=tus)).exists()


CODE_DOSSIER, CODE_LIVRET = "comite.dossier", "comite.livret"


@dataclass(frozen=True)
class DossierImprime:
    """One frozen file as it is printed: its own sections, with the amounts and the other funders as the first ones."""

    titre: str
    fige: str
    empreinte: str
    ancre: str
    sections: list[dict[str, Any]]


def dossier_imprime(dossier: Dossier) -> DossierImprime:
    """Read a frozen file for print; nothing but what was frozen is said."""
    return DossierImprime(
        titre=dossier.contenu["titre"],
        fige=francais.echeance(dossier.fige_at),
        empreinte=dossier.empreinte,
        ancre=f"d{dossier.pk}",
        sections=sections_de(dossier.contenu),
    )


def sections_de(contenu: dict[str, Any]) -> list[dict[str, Any]]:
    """Return the sections of a frozen content, each with its list of tables (``tableaux``)."""
    autres = [[nom, ", ".join([francais.montant(m), *etat])] for nom, m, *etat in contenu.get("autres_financeurs", [])]
    ajout = [{"titre": "Autres financeurs", "faits": autres, "texte": "", "tableau": None}] if autres else []
    demandes = [] if any(s["titre"] == TITRE_MONTANTS for s in contenu["sections"]) else _montants(contenu.get("montants_demandes", {}))
    return [s | {"tableaux": _tableaux(s)} for s in [*contenu["sections"], *demandes, *ajout]]


def synthese_de(contenu: dict[str, Any]) -> list[dict[str, Any]]:
    """Return a frozen content in short: the facts of each section, or the first paragraph of one that has only a text."""
    lues = [s | {"texte": "" if s["faits"] else s["texte"].strip().partition("\n")[0]} for s in sections_de(contenu)]
    return [s for s in lues if s["faits"] or s["texte"]]


TITRE_MONTANTS = "Montants demandés"


def _montants(demandes: dict[str, str]) -> list[dict[str, Any]]:
    libelles = {ligne.code: ligne.libelle for ligne in reglement.valeur("manufactures.lignes_subvention")}
    lignes = [[libelles.get(code, code), francais.montant(m)] for code, m in demandes.items()]
    tableau = {"entetes": ["Ligne", "Demandé"], "lignes": lignes}
    return [{"titre": TITRE_MONTANTS, "faits": [], "texte": "", "tableau": tableau}] if lignes else []


def _tableaux(section: dict[str, Any]) -> list[dict[str, Any]]:
    premier = section.get("tableau")
    tous = ([premier | {"legende": premier.get("legende", section["titre"])}] if premier else []) + section.get("tableaux", [])
    return [t for t in tous if t["lignes"]]


@dataclass(frozen=True)
class ContexteDossier:
    """What the PDF of one file prints."""

    titre: str
    numero: str
    etat: str
    verification: str
    dossier: DossierImprime


def contexte_dossier(dossier_id: int) -> ContexteDossier:
    """Read one frozen file."""
    dossier = Dossier.objects.select_related("point__seance").get(pk=dossier_id)
    return ContexteDossier(
        titre=f"Dossier, {dossier.contenu['titre']}",
        numero=f"Séance {dossier.point.seance.reference}",
        etat=f"Figé le {francais.echeance(dossier.fige_at)}",
        verification=code_de_verification(dossier.empreinte),
        dossier=dossier_imprime(dossier),
    )


def dossier_reste_lisible(dossier_id: int, acteur: Acteur) -> bool:
    """The PDF of a file closes with the recusal of who asked for it."""
    return _sans_dossier_ferme(acteur, dossier=dossier_id)


@dataclass(frozen=True)
class ContexteLivret:
    """What the booklet of a sitting prints: a cover with the agenda, then each file."""

    titre: str
    numero: str
    etat: str
    seance: str
    quand: str
    lieu: str
    dossiers: list[DossierImprime]


def contexte_livret(livret_id: int) -> ContexteLivret:
    """Read the files put in a booklet when it was asked for, in their order."""
    livret = Livret.objects.select_related("seance", "membre__utilisateur").get(pk=livret_id)
    lus = Dossier.objects.in_bulk(livret.dossiers)
    seance = livret.seance
    return ContexteLivret(
        titre=f"Livret de la séance {seance.reference}",
        numero=f"Séance {seance.reference}",
        etat=f"Préparé pour {livret.membre}" if livret.membre else "Préparé pour le secrétariat",
        seance=f"Séance de {seance.get_type_display().lower()}",
        quand=francais.echeance(seance.date_prevue),
        lieu=seance.lieu,
        dossiers=[dossier_imprime(lus[pk]) for pk in livret.dossiers],
    )


def livret_reste_lisible(livret_id: int, acteur: Acteur) -> bool:
    """A booklet closes as soon as one of its files does."""
    livret = Livret.objects.filter(pk=livret_id).first()
    return livret is not None and _sans_dossier_ferme(acteur, dossier__in=livret.dossiers)


CODE_LETTRE = "comite.lettre"


@dataclass(frozen=True)
class ContexteLettre:
    """What the notification of a decision prints: its words, frozen when it was proclaimed."""

    titre: str
    numero: str
    lettre: dict[str, Any]


def contexte_lettre(decision_id: int) -> ContexteLettre:
    """Read the frozen words of a decision."""
    decision = Decision.objects.get(pk=decision_id)
    return ContexteLettre(
        titre=f"Lettre de notification, {decision.lettre['projet']}",
        numero=f"Décision {decision.pk}, séance {decision.lettre['seance']}",
        lettre=decision.lettre,
    )


def lettre_reste_lisible(decision_id: int, acteur: Acteur) -> bool:
    """The PDF of a letter closes as the letter does, to who asked for it before she lost the right to read it."""
    return _sans_dossier_ferme(acteur, decision=decision_id)


declarer(CODE, "Procès-verbal", contexte_pv, "comite/pdf/proces_verbal.html", pv_lisible)
declarer(CODE_ADDITIF, "Additif", contexte_additif, "comite/pdf/additif.html", additif_lisible)
declarer(CODE_DOSSIER, "Dossier", contexte_dossier, "comite/pdf/dossier.html", dossier_reste_lisible)
declarer(CODE_LIVRET, "Livret de séance", contexte_livret, "comite/pdf/livret.html", livret_reste_lisible)
declarer(CODE_LETTRE, "Lettre de notification", contexte_lettre, "comite/pdf/lettre.html", lettre_reste_lisible)
garder(piece_reste_ouverte)
