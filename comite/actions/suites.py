"""Acts on the conditions of a decision: proof handed in, taken back, submitted to a sitting, lifted, refused."""

from django.contrib.postgres.expressions import ArraySubquery
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse

from comite.enums import GESTES, SEANCES_FINIES, EtatCondition, GenreCondition, Geste, StatutSeance, TypeSeance
from comite.models import ConditionALever, GesteCondition, Seance
from comite.permissions import PREUVE_PREPAREE, peut_lever, peut_preparer, peut_prouver, refus_quatre_yeux
from comite.queries.sieges import siege_de
from manufactures.actions.projets import faire_passer
from manufactures.enums import StatutProjet
from manufactures.models import MembreEquipe
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.comptes.portee import programme_courant
from socle.courriers.actions import Lettre, poster_ensemble
from socle.courriers.liens import absolu
from socle.documents.actions import deposer
from socle.journal.actions import noter, noter_a_la_fin
from socle.lib import francais
from socle.lib.refus import Refus, exiger

SOUS_EMBARGO = Refus("condition_sous_embargo", "La décision n’est pas encore publiée\u00a0: cette condition n’a pas commencé à courir.")
CONDITION_CLOSE = Refus("condition_close", "Une décision plus récente a clos ce point\u00a0: il n’y a plus rien à déposer.")
SANS_MOTIF = Refus("motif_manquant", "Dites ce qui manque à cette preuve\u00a0: l’équipe du projet le lira.")
SEANCE_PASSEE = Refus("seance_passee", "Choisissez une séance de financement à venir ou ouverte.")
_IMPOSSIBLES = {
    EtatCondition.A_LEVER: Refus("sans_preuve", "Aucune preuve n’est déposée pour cette condition."),
    EtatCondition.REFUSEE: Refus("preuve_refusee", "La dernière preuve est refusée\u00a0: il en faut une autre."),
    EtatCondition.PREUVE_DEPOSEE: Refus("preuve_deposee", "La preuve est déjà déposée."),
    EtatCondition.EN_SEANCE: Refus("preuve_en_seance", "La preuve est soumise à une séance\u00a0: elle ne change plus avant son examen."),
    EtatCondition.LEVEE: Refus("condition_levee", "Cette condition est levée."),
}


def refus_de_geste(condition: ConditionALever, geste: Geste) -> Refus | None:
    """Say why an act is not possible on a condition in its state, or None."""
    if condition.decision.point.seance.publiee_at is None:
        return SOUS_EMBARGO
    if condition.statut not in GESTES[geste][0] or (geste == Geste.RENVOI and _attend_sa_seance(condition)):
        return _IMPOSSIBLES[condition.statut]
    return CONDITION_CLOSE if condition.est_close else None


def _attend_sa_seance(condition: ConditionALever) -> bool:
    """Tell whether a proof is submitted to a sitting that may still examine it; once it is over, another may."""
    return condition.statut == EtatCondition.EN_SEANCE and condition.seance.etat not in SEANCES_FINIES


def par_la_seance(condition: ConditionALever) -> bool:
    """Tell whether the règlement gives the lifting of this condition to a sitting."""
    return condition.genre == GenreCondition.RESERVE and reglement.valeur("comite.levee_des_reserves") == "seance"


def refus_de_lever(condition: ConditionALever, acteur: Acteur | None) -> Refus | None:
    """Say why a person may not lift a condition nor refuse its proof, whatever its state, or None."""
    ouverte = condition.seance is not None and condition.seance.etat == StatutSeance.OUVERTE
    return peut_lever(acteur, siege_de(acteur), par_la_seance=par_la_seance(condition), seance_ouverte=ouverte)


@transaction.atomic
def deposer_preuve(*, condition: ConditionALever, fichier: UploadedFile, acteur: Acteur | None, message: str = "") -> GesteCondition:
    """Hand in the proof of a condition, or its next version. Raises ``ActionRefusee`` before publication or once submitted."""
    condition = _verrouiller(condition, acteur)
    exiger(_refus_de_prouver(condition, acteur) or refus_de_geste(condition, Geste.DEPOT))
    document = condition.version.document if condition.version else None
    version = deposer(fichier=fichier, libelle=f"Preuve\u00a0: {condition.texte}"[:200], acteur=acteur, document=document, derniere=condition.version)
    return _ecrire(condition, Geste.DEPOT, "condition.deposee", acteur, message, version=version)


@transaction.atomic
def retirer_preuve(*, condition: ConditionALever, acteur: Acteur | None, message: str = "") -> GesteCondition:
    """Take back a proof that nobody has examined; its file stays in the record."""
    condition = _verrouiller(condition, acteur)
    exiger(_refus_de_prouver(condition, acteur) or refus_de_geste(condition, Geste.RETRAIT))
    return _ecrire(condition, Geste.RETRAIT, "condition.retiree", acteur, message)


@transaction.atomic
def soumettre_a_la_seance(*, condition: ConditionALever, seance: Seance, acteur: Acteur | None) -> GesteCondition:
    """Submit the proof of a condition to a sitting; who submits it does not lift it."""
    exiger(peut_preparer(acteur, siege_de(acteur)))
    condition = _verrouiller(condition, acteur)
    possible = seance.type == TypeSeance.FINANCEMENT and seance.etat not in SEANCES_FINIES
    exiger(refus_de_geste(condition, Geste.RENVOI) or (None if possible else SEANCE_PASSEE))
    return _ecrire(condition, Geste.RENVOI, "condition.soumise", acteur, "", seance=seance)


@transaction.atomic
def lever_condition(*, condition: ConditionALever, acteur: Acteur | None, message: str = "") -> GesteCondition:
    """Lift a condition on its proof. The last one of a grant « sous réserve » makes the project « Financé ».

    Raises ``ActionRefusee`` for who handed in or submitted the proof (four eyes), or who may not lift.
    """
    condition = _verrouiller(condition, acteur)
    exiger(refus_de_lever(condition, acteur) or refus_de_geste(condition, Geste.LEVEE))
    auteurs, derniere = _auteurs_et_derniere(condition)
    exiger(refus_quatre_yeux(acteur, auteurs, PREUVE_PREPAREE))
    with noter_a_la_fin():
        geste = _ecrire(condition, Geste.LEVEE, "condition.levee", acteur, message)
        ferme = condition.genre == GenreCondition.RESERVE and derniere and _rendre_ferme(condition, acteur)
        _prevenir(condition, geste, ferme=ferme)
    return geste


@transaction.atomic
def refuser_preuve(*, condition: ConditionALever, motif: str, acteur: Acteur | None) -> GesteCondition:
    """Ask for another proof, with the reason that the team will read."""
    condition = _verrouiller(condition, acteur)
    exiger(refus_de_lever(condition, acteur) or refus_de_geste(condition, Geste.REFUS) or (None if motif.strip() else SANS_MOTIF))
    geste = _ecrire(condition, Geste.REFUS, "condition.refusee", acteur, motif)
    _prevenir(condition, geste, ferme=False)
    return geste


def _verrouiller(condition: ConditionALever, acteur: Acteur | None) -> ConditionALever:
    """Return the condition locked with its project: two last conditions lifted at once wait for each other."""
    liens = ("decision__point__projet", "decision__point__seance", "decision__ajournement", "version__document", "seance")
    lues = ConditionALever.objects.select_for_update(of=("self", "decision__point__projet")).select_related(*liens)
    return lues.get(pk=condition.pk)


def _refus_de_prouver(condition: ConditionALever, acteur: Acteur | None) -> Refus | None:
    projet = condition.decision.point.projet_id
    siege = acteur is not None and MembreEquipe.objects.filter(projet=projet, utilisateur=acteur.pk, date_fin=None).exists()
    return peut_prouver(acteur, siege, condition.responsable_id)


def _auteurs_et_derniere(condition: ConditionALever) -> tuple[list[int | None], bool]:
    """Return who handed in or submitted the proof of a locked condition, and whether nothing else of its decision is to lift."""
    gestes = GesteCondition.objects.filter(condition=OuterRef("pk"), geste__in=[Geste.DEPOT, Geste.RENVOI]).order_by("pk")
    autres = ConditionALever.objects.filter(decision=OuterRef("decision")).exclude(etat=EtatCondition.LEVEE).exclude(pk=condition.pk)
    lue = ConditionALever.objects.values_list(ArraySubquery(gestes.values("auteur")), ~Exists(autres))
    return lue.get(pk=condition.pk)


def _ecrire(condition: ConditionALever, geste: Geste, verbe: str, acteur: Acteur | None, message: str, **liens) -> GesteCondition:
    """Write an act; a trigger moves the condition and refuses what the program would have let through."""
    auteur = acteur.utilisateur if acteur else None
    ecrit = GesteCondition.objects.create(condition=condition, geste=geste, message=message.strip(), auteur=auteur, **liens)
    details = {"texte": condition.texte, "seance": str(liens.get("seance") or "")}
    noter(verbe, fil=condition.decision.point.projet.fil, acteur=acteur, objet=f"condition:{condition.pk}", motif=message.strip(), **details)
    return ecrit


def _rendre_ferme(condition: ConditionALever, acteur: Acteur | None) -> bool:
    """Move the project, now that nothing is left to lift; return whether it moved."""
    projet = condition.decision.point.projet
    if projet.etat != StatutProjet.SOUS_RESERVE:
        return False
    faire_passer(projet=projet, vers=StatutProjet.FINANCE, acteur=acteur, motif="Toutes les réserves sont levées.", verrouille=True)
    noter("decision.reserves_levees", fil=projet.fil, acteur=acteur, montant=francais.montant(condition.decision.montant))
    return True


def _prevenir(condition: ConditionALever, geste: GesteCondition, *, ferme: bool) -> None:
    """Tell the team what became of its proof."""
    decision = condition.decision
    contexte = {
        "projet": str(decision.point.projet),
        "texte": condition.texte,
        "levee": geste.geste == Geste.LEVEE,
        "ferme": ferme,
        "montant": francais.montant(decision.montant),
        "message": geste.message,
        "lien": absolu(reverse("condition_detail", args=[programme_courant().slug, condition.pk])),
        "lien_libelle": "Ouvrir la condition",
    }
    equipe = MembreEquipe.objects.filter(projet=decision.point.projet, date_fin=None).select_related("utilisateur")
    lettres = [Lettre(s.utilisateur, contexte, f"condition-{geste.pk}-{s.utilisateur_id}", decision.point.projet.fil) for s in equipe]
    poster_ensemble(gabarit="comite_condition", lettres=lettres)
