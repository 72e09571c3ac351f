"""Planning, convening and closing a session."""

from datetime import date, time

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from incubation import calendrier
from incubation.actions.envois import adresse_de, convocation, convoquer
from incubation.enums import DemiJournee, StatutSession
from incubation.models import Module, SessionIncubation, SousPromotion
from incubation.permissions import FEUILLE_CLOSE, feuille_ouverte, peut_convoquer, peut_coordonner
from incubation.queries.equipes import projets_de, sieges_du_binome
from manufactures.models import MembreEquipe
from socle.comptes.acteur import Acteur
from socle.comptes.models import Utilisateur
from socle.courriers.actions import Piece
from socle.journal.actions import noter, noter_ensemble
from socle.lib import francais
from socle.lib.refus import ActionRefusee, Refus, exiger

Horaires = tuple[time, time]


def verrouiller_session(pk: int) -> SessionIncubation:
    """Return a session, its row locked until the end of the transaction."""
    return SessionIncubation.objects.select_for_update(of=("self",)).select_related("sous_promotion").get(pk=pk)


@transaction.atomic
def planifier_session(
    *,
    sous_promotion: SousPromotion,
    module: Module | None,
    titre: str,
    tiers_lieu: str,
    commune: str,
    jour: date,
    acteur: Acteur,
    matin: Horaires | None = None,
    apres_midi: Horaires | None = None,
    adresse: str = "",
    animateur: Utilisateur | None = None,
) -> SessionIncubation:
    """Plan a session; it gets the next number of its sous-promotion.

    « Dans la mesure du possible, les sessions d’incubation - accélération se dérouleront dans des tiers-lieux pour
    favoriser une dynamique de visites apprenantes. » Raises ``ActionRefusee`` without any half-day or for hours out of order.
    """
    exiger(peut_coordonner(acteur))
    exiger(_refus_d_horaires(matin, apres_midi))
    SousPromotion.objects.select_for_update(of=("self",)).get(pk=sous_promotion.pk)
    dernier = sous_promotion.sessions.aggregate(n=Max("numero"))["n"] or 0
    session = SessionIncubation.objects.create(
        sous_promotion=sous_promotion,
        module=module,
        numero=dernier + 1,
        titre=titre,
        tiers_lieu=tiers_lieu,
        adresse=adresse,
        commune=commune,
        date=jour,
        animateur=animateur,
        **_heures("matin", matin),
        **_heures("apres_midi", apres_midi),
    )
    noter("session.planifiee", fil="programme", acteur=acteur, **_details(session))
    return session


def _heures(demi_journee: str, horaires: Horaires | None) -> dict[str, time | None]:
    """Return the two fields of a half-day, empty when it is not held."""
    debut, fin = horaires or (None, None)
    return {f"{demi_journee}_debut": debut, f"{demi_journee}_fin": fin}


def _refus_d_horaires(*demi_journees: Horaires | None) -> Refus | None:
    presentes = [d for d in demi_journees if d]
    if not presentes:
        return Refus("sans_demi_journee", "Indiquez les heures d’au moins une demi-journée.")
    if any(debut >= fin for debut, fin in presentes):
        return Refus("heures_inversees", "La fin d’une demi-journée vient après son début.")
    return None


@transaction.atomic
def convoquer_session(*, session: SessionIncubation, acteur: Acteur) -> SessionIncubation:
    """Convene the two persons of each binôme, by mail, with an invitation for their calendar.

    « Les porteurs de projets sont invités à se présenter en binôme à toutes les sessions ». Raises ``ActionRefusee`` when
    the session is convened already, past, or has nobody to convene.
    """
    exiger(peut_coordonner(acteur))
    session = verrouiller_session(session.pk)
    exiger(peut_convoquer(session, timezone.localdate()))
    sieges = sieges_du_binome(projets_de(session.sous_promotion_id))
    if not sieges:
        raise ActionRefusee(Refus("personne_a_convoquer", "Aucun projet n’est placé dans cette sous-promotion\u00a0: il n’y a personne à convoquer."))
    session.statut, session.convoquee_at = StatutSession.CONVOQUEE, timezone.now()
    session.save(update_fields=["statut", "convoquee_at"])
    _inviter(session, sieges)
    fils = {siege.projet.fil: _details(session) for siege in sieges}
    noter_ensemble("session.convoquee", fils=fils, acteur=acteur, objet=f"session:{session.pk}")
    return session


def _inviter(session: SessionIncubation, sieges: list[MembreEquipe]) -> None:
    lien = adresse_de("session_detail", session.pk)
    contexte = _details(session) | {
        "lien": lien,
        "lieu": f"{session.tiers_lieu}, {session.commune}",
        "horaires": francais.enumeration(francais.plage(*session.horaires(demi)) for demi in session.demi_journees),
    }
    convoquer(
        convocation(siege, session, [_piece(session, demi, siege.utilisateur, lien) for demi in session.demi_journees], contexte)
        for siege in sieges
    )


def _piece(session: SessionIncubation, demi: DemiJournee, personne: Utilisateur, lien: str) -> Piece:
    """One invitation per half-day: a lunch between the two is nobody's business."""
    debut, fin = session.horaires(demi)
    invitation = calendrier.Invitation(
        uid=f"session-{session.pk}-{demi}@{settings.ADRESSE_PUBLIQUE.partition('://')[2]}",
        sequence=session.sequence,
        titre=f"{session}, {demi.label.lower()}",
        lieu=", ".join(part for part in (session.tiers_lieu, session.adresse, session.commune) if part),
        description=f"{session.sous_promotion}. Venez en binôme. {lien}",
        lien=lien,
        organisateur=settings.DEFAULT_FROM_EMAIL.partition("<")[2].rstrip(">") or settings.DEFAULT_FROM_EMAIL,
        invite=personne.email,
        jour=session.date,
        debut=debut,
        fin=fin,
        emise_at=session.convoquee_at,
    )
    return Piece(f"session-{session.numero}-{demi}.ics", "text/calendar; method=REQUEST", calendrier.ecrire(invitation))


@transaction.atomic
def clore_session(*, session: SessionIncubation, acteur: Acteur) -> SessionIncubation:
    """Close the sheet of a session that was held: nobody signs it any more. Raises ``ActionRefusee`` before its day or when closed."""
    exiger(peut_coordonner(acteur))
    session = verrouiller_session(session.pk)
    exiger(FEUILLE_CLOSE if session.statut == StatutSession.CLOSE else feuille_ouverte(session, timezone.localdate()))
    session.statut, session.close_at, session.close_par = StatutSession.CLOSE, timezone.now(), acteur.utilisateur
    session.save(update_fields=["statut", "close_at", "close_par"])
    signatures = session.emargements.count()
    noter("session.close", fil="programme", acteur=acteur, numero=session.numero, titre=session.titre, signatures=signatures)
    return session


def _details(session: SessionIncubation) -> dict:
    return {"numero": session.numero, "titre": session.titre, "date": francais.date_longue(session.date)}
