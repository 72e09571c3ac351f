"""What follows a convocation: answers, proxies, suppléants told, members who joined later."""

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from comite.actions.ordre_du_jour import verrouiller_seance
from comite.actions.presences import refus_de_mandat, remplacer_procuration
from comite.actions.seances import ecrire_aux_membres, points_a_annoncer
from comite.enums import REPONSES, Reponse, StatutSeance
from comite.models import Membre, ReponseConvocation, Seance
from comite.permissions import peut_preparer, peut_repondre_pour
from comite.queries.agenda import membres_de
from comite.queries.reponses import membres_a_convoquer
from comite.queries.sieges import siege_de
from socle.comptes.acteur import Acteur
from socle.comptes.portee import programme_courant
from socle.courriers.actions import Lettre, poster_ensemble
from socle.courriers.liens import absolu
from socle.journal.actions import noter, noter_a_la_fin
from socle.lib import francais
from socle.lib.refus import Refus, exiger

PAS_CONVOQUEE = Refus("seance_non_convoquee", "On répond entre la convocation et l’ouverture de la séance.")
SANS_MANDATAIRE = Refus("mandataire_manquant", "Choisissez le membre qui portera votre voix.")
TOUS_CONVOQUES = Refus("tous_convoques", "Tous les membres en mandat à cette date ont déjà reçu la convocation.")


@transaction.atomic
def repondre_convocation(
    *, seance: Seance, membre: Membre, reponse: Reponse, acteur: Acteur | None, commentaire: str = "", mandataire: Membre | None = None
) -> ReponseConvocation:
    """Record what a member answers: the last answer counts. « Procuration » gives her voice to ``mandataire``; another takes it back.

    Her suppléants are told when she excuses herself. Raises ``ActionRefusee`` for another's seat, a sitting not convened
    or begun, a seat out of mandate, or whatever stops the proxy.
    """
    exiger(peut_repondre_pour(acteur, siege_de(acteur), membre))
    seance = verrouiller_seance(seance)
    exiger(PAS_CONVOQUEE if seance.etat != StatutSeance.CONVOQUEE else None)
    exiger(refus_de_mandat(seance, membre))
    exiger(SANS_MANDATAIRE if reponse == Reponse.REPRESENTE and mandataire is None else None)
    with noter_a_la_fin():
        # A proxy stands with the answer « Procuration » only; a new one replaces the former.
        porteur = mandataire if reponse == Reponse.REPRESENTE else None
        remplacer_procuration(seance=seance, mandant=membre, mandataire=porteur, acteur=acteur)
        return _ecrire_la_reponse(seance, membre, reponse, commentaire, acteur)


def _ecrire_la_reponse(seance: Seance, membre: Membre, reponse: Reponse, commentaire: str, acteur: Acteur | None) -> ReponseConvocation:
    ligne = ReponseConvocation.objects.create(
        seance=seance, membre=membre, reponse=_donnee(reponse), commentaire=commentaire.strip(),
        donnee_at=timezone.now(), saisie_par=acteur.utilisateur if acteur else None,
    )  # fmt: skip
    if reponse == Reponse.EXCUSE:
        _prevenir_les_suppleants(seance, membre, list(membres_de(seance).filter(suppleant_de=membre)))
    noter("convocation.repondue", fil=seance.fil, acteur=acteur, personne=str(membre), reponse=ligne.etat.label.lower())
    return ligne


def _donnee(reponse: Reponse) -> Reponse:
    if reponse not in REPONSES:
        raise ValueError(f"not an answer: {reponse}")
    return reponse


def _prevenir_les_suppleants(seance: Seance, titulaire: Membre, suppleants: list[Membre]) -> None:
    contexte = {
        "seance": str(seance),
        "quand": francais.echeance(seance.date_prevue),
        "lieu": seance.lieu,
        "titulaire": str(titulaire),
        "lien": absolu(reverse("convocation_repondre", args=[programme_courant().slug, seance.pk])),
        "lien_libelle": "Répondre à la convocation",
    }
    cle = f"comite-suppleance-{seance.pk}-{seance.convoquee_at.timestamp():.0f}"
    lettres = [Lettre(a=m.utilisateur, contexte=contexte, cle=f"{cle}-{m.pk}", fil=seance.fil) for m in suppleants]
    poster_ensemble(gabarit="comite_suppleance", lettres=lettres)


@transaction.atomic
def convoquer_les_nouveaux(*, seance: Seance, acteur: Acteur | None) -> int:
    """Send the convocation to the members who took their seat after it left; return how many."""
    exiger(peut_preparer(acteur, siege_de(acteur)))
    seance = verrouiller_seance(seance)
    exiger(PAS_CONVOQUEE if seance.etat != StatutSeance.CONVOQUEE else None)
    membres = membres_a_convoquer(seance)
    exiger(None if membres else TOUS_CONVOQUES)
    ecrire_aux_membres(seance, membres, points_a_annoncer(seance))
    noter("seance.nouveaux_convoques", fil=seance.fil, acteur=acteur, membres=len(membres), seance=str(seance))
    return len(membres)
