"""Sessions: planned, convened, signed, closed, printed."""

from datetime import time

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from incubation.access import session_coordonnee, session_lisible, sous_promotion_coordonnee
from incubation.actions.presences import inscrire_presence
from incubation.actions.sessions import clore_session, convoquer_session, planifier_session
from incubation.forms import InscriptionForm, SessionForm
from incubation.permissions import feuille_ouverte, peut_convoquer, signature_du_jour
from incubation.queries.equipes import projets_de, siege_dans_la_session, sieges_du_binome
from incubation.queries.listes import feuille, sessions_visibles
from incubation.queries.tableur import csv_de_la_feuille
from incubation.views.promotions import reponse_csv
from socle.documents.actions import demander_edition
from socle.lib.refus import ActionRefusee

HEURES_USUELLES = {
    "matin_debut": time(9),
    "matin_fin": time(12, 30),
    "apres_midi_debut": time(14),
    "apres_midi_fin": time(17, 30),
}


@require_safe
def session_liste(request, programme):
    """The sessions a person may open: those to come first, then the past ones."""
    jour = timezone.localdate()
    sessions = list(sessions_visibles(request.acteur).order_by("date", "pk"))
    contexte = {
        "a_venir": [s for s in sessions if s.date >= jour],
        "passees": [s for s in reversed(sessions) if s.date < jour],
    }
    return render(request, "incubation/sessions.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def session_planifier(request, programme, pk):
    """Plan a session for a group."""
    groupe = sous_promotion_coordonnee(request.acteur, pk)
    formulaire = SessionForm(request.POST or None, initial=HEURES_USUELLES)
    if request.method == "POST" and formulaire.is_valid():
        try:
            session = planifier_session(sous_promotion=groupe, acteur=request.acteur, **formulaire.valeurs)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            messages.success(request, f"La session {session.numero} est planifiée. Convoquez les binômes quand tout est prêt.")
            return redirect("session_detail", programme, session.pk)
    return render(request, "incubation/session_formulaire.html", {"form": formulaire, "groupe": groupe})


@require_safe
def session_detail(request, programme, pk):
    """One session: when, where, who is expected, who signed."""
    session = session_lisible(request.acteur, pk)
    jour = timezone.localdate()
    contexte = {
        "session": session,
        "feuilles": [(demi, session.horaires(demi), feuille(session, demi)) for demi in session.demi_journees],
        "refus_convocation": peut_convoquer(session, jour),
        "refus_cloture": feuille_ouverte(session, jour),
        "refus_signature": signature_du_jour(session, jour),
        "siege": siege_dans_la_session(session, request.acteur.pk),
        "anime": request.acteur.est_coordination or session.animateur_id == request.acteur.pk,
    }
    return render(request, "incubation/session.html", contexte)


@require_POST
def session_convoquer(request, programme, pk):
    """Convene the binômes."""
    session = session_coordonnee(request.acteur, pk)
    return _faire(request, programme, session, convoquer_session, "Les convocations partent, avec une invitation pour l’agenda.")


@require_POST
def session_clore(request, programme, pk):
    """Close the sheet."""
    session = session_coordonnee(request.acteur, pk)
    return _faire(request, programme, session, clore_session, "La feuille de présence est close.")


def _faire(request, programme, session, action, phrase):
    try:
        action(session=session, acteur=request.acteur)
    except ActionRefusee as erreur:
        messages.error(request, str(erreur))
    else:
        messages.success(request, phrase)
    return redirect("session_detail", programme, session.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def session_inscrire(request, programme, pk):
    """Write somebody in on the sheet, with the reason."""
    session = session_coordonnee(request.acteur, pk)
    sieges = sieges_du_binome(projets_de(session.sous_promotion_id))
    formulaire = InscriptionForm(request.POST or None, session=session, sieges=sieges)
    if request.method == "POST" and formulaire.is_valid():
        try:
            emargement = inscrire_presence(session=session, acteur=request.acteur, **formulaire.valeurs)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            messages.success(request, f"{emargement.utilisateur} est sur la feuille, {emargement.get_demi_journee_display().lower()}.")
            return redirect("session_detail", programme, pk)
    return render(request, "incubation/inscription.html", {"form": formulaire, "session": session})


@require_POST
def session_feuille(request, programme, pk):
    """Ask for the émargement sheet as a PDF."""
    session = session_lisible(request.acteur, pk)
    edition = demander_edition(code="incubation.emargement", objet_id=session.pk, acteur=request.acteur)
    return redirect("edition_detail", programme, edition.pk)


@require_safe
def session_exporter(request, programme, pk):
    """The signatures as CSV."""
    session = session_lisible(request.acteur, pk)
    return reponse_csv(csv_de_la_feuille(session), f"presences-session-{session.numero}")
