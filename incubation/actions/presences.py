"""Signing the sheet of a session: on one's own phone with the code of the room, or written in by the coordination."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from incubation import regles
from incubation.actions.envois import adresse_de, ecrire
from incubation.actions.sessions import verrouiller_session
from incubation.enums import DemiJournee, ModeEmargement
from incubation.models import Emargement, SessionIncubation
from incubation.permissions import CODE_FAUX, PAS_DE_LA_SESSION, feuille_ouverte, peut_coordonner, signature_du_jour
from incubation.queries.equipes import siege_dans_la_session
from manufactures.enums import Fonction
from manufactures.models import MembreEquipe
from socle.comptes.acteur import Acteur
from socle.comptes.models import Utilisateur
from socle.comptes.reglement import valeur
from socle.journal.actions import noter
from socle.lib import francais
from socle.lib.refus import ActionRefusee, Refus, exiger

SANS_MOTIF = Refus("motif_manquant", "Indiquez pourquoi vous inscrivez cette personne\u00a0: la feuille le dira.")


@transaction.atomic
def signer_presence(*, session: SessionIncubation, code: str, acteur: Acteur, instant: datetime | None = None) -> Emargement:
    """Sign one's own presence for the half-day in progress, with the code shown in the room; twice is once.

    Raises ``ActionRefusee`` outside the day, with a wrong code, or for somebody whose project does not attend.
    """
    instant = instant or timezone.now()
    session = verrouiller_session(session.pk)
    exiger(signature_du_jour(session, timezone.localdate(instant)))
    siege = siege_dans_la_session(session, acteur.pk)
    exiger(None if siege else PAS_DE_LA_SESSION)
    exiger(None if regles.code_accepte(code, session.secret, instant, valeur("incubation.emargement_code_secondes")) else CODE_FAUX)
    demi = regles.demi_journee_en_cours(session.matin_fin, session.apres_midi_debut, timezone.localtime(instant).time())
    emargement, nouveau = _emarger(session, demi, siege, signe_at=instant, mode=ModeEmargement.CODE)
    if nouveau:
        noter("presence.signee", fil=siege.projet.fil, acteur=acteur, auteur_libelle=str(acteur.utilisateur), **_details(emargement))
        _annoncer_le_binome(emargement)
    return emargement


@transaction.atomic
def inscrire_presence(
    *,
    session: SessionIncubation,
    utilisateur: Utilisateur,
    demi_journee: DemiJournee,
    motif: str,
    acteur: Acteur,
    mode: ModeEmargement = ModeEmargement.COORDINATION,
) -> Emargement:
    """Write somebody in, with the reason (no phone, paper sheet…); somebody already there stays as she signed.

    Raises ``ActionRefusee`` without a reason, before the day, on a closed sheet or for a person who does not attend.
    """
    exiger(peut_coordonner(acteur))
    exiger(None if motif.strip() else SANS_MOTIF)
    session = verrouiller_session(session.pk)
    exiger(feuille_ouverte(session, timezone.localdate()))
    if demi_journee not in session.demi_journees:
        raise ActionRefusee(Refus("demi_journee_absente", f"Cette session n’a pas de demi-journée «\u00a0{demi_journee.label.lower()}\u00a0»."))
    siege = siege_dans_la_session(session, utilisateur.pk)
    exiger(None if siege else PAS_DE_LA_SESSION)
    preuve = {"mode": mode, "inscrit_par": acteur.utilisateur, "motif": motif.strip()}
    emargement, nouveau = _emarger(session, demi_journee, siege, signe_at=timezone.now(), **preuve)
    if nouveau:
        noter("presence.inscrite", fil=siege.projet.fil, acteur=acteur, motif=motif, personne=str(utilisateur), **_details(emargement))
        _annoncer_le_binome(emargement)
    return emargement


def _emarger(session: SessionIncubation, demi: DemiJournee, siege: MembreEquipe, **champs) -> tuple[Emargement, bool]:
    defauts = {"projet": siege.projet, "fonction": siege.fonction, **champs}
    return Emargement.objects.get_or_create(session=session, demi_journee=demi, utilisateur=siege.utilisateur, defaults=defauts)


def _annoncer_le_binome(emargement: Emargement) -> None:
    """Once the two of a binôme have signed a half-day, each gets the record of it."""
    session, projet = emargement.session, emargement.projet
    signes = list(session.emargements.filter(demi_journee=emargement.demi_journee, projet=projet).select_related("utilisateur").order_by("signe_at"))
    if not regles.binome_complet(signe.fonction for signe in signes):
        return
    ecrire(
        [signe.utilisateur for signe in signes],
        gabarit="incubation_presence",
        cle=f"incubation.presence:{session.pk}:{emargement.demi_journee}:{projet.pk}",
        contexte=_details(emargement) | {
            "projet": projet.nom,
            "titre": session.titre,
            "date": francais.date_longue(session.date),
            "signatures": [_signature(signe) for signe in signes],
            "lien": adresse_de("session_detail", session.pk),
        },
        fil=projet.fil,
    )


def _signature(signe: Emargement) -> str:
    fonction, heure = Fonction(signe.fonction).label.lower(), francais.heure(signe.signe_at)
    return f"{signe.utilisateur}, {fonction}, {'inscrit par la coordination' if signe.inscrit_par_id else 'signé'} à {heure}"


def _details(emargement: Emargement) -> dict:
    return {"numero": emargement.session.numero, "demi_journee": emargement.get_demi_journee_display().lower()}
