"""The code of the room, and signing on one's own phone."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from incubation import regles
from incubation.access import session_a_signer, session_animee
from incubation.actions.presences import signer_presence
from incubation.forms import SignatureForm
from incubation.models import SessionIncubation
from incubation.permissions import feuille_ouverte, signature_du_jour
from incubation.queries.listes import feuille
from socle.comptes.reglement import valeur
from socle.lib.refus import ActionRefusee


@require_safe
def presence_salle(request, programme, pk):
    """The room: the code in large, the time it has left, and who signed."""
    return render(request, "incubation/salle.html", _salle(session_animee(request.acteur, pk)))


@require_safe
def presence_salle_etat(request, programme, pk):
    """What the page of the room asks for every five seconds."""
    return render(request, "incubation/_salle_etat.html", _salle(session_animee(request.acteur, pk)))


def _salle(session: SessionIncubation) -> dict:
    instant = timezone.now()
    refus = signature_du_jour(session, timezone.localdate(instant))
    demi = regles.demi_journee_en_cours(session.matin_fin, session.apres_midi_debut, timezone.localtime(instant).time())
    lignes = feuille(session, demi)
    contexte = {
        "session": session,
        "demi": demi,
        "refus": refus,
        "lignes": lignes,
        "signatures": sum(s.utilisateur_id in ligne.signatures for ligne in lignes for s in ligne.sieges),
        "attendues": sum(len(ligne.sieges) for ligne in lignes),
        "peut_clore": feuille_ouverte(session, timezone.localdate(instant)) is None,
    }
    return contexte if refus else contexte | _code(session, instant)


def _code(session: SessionIncubation, instant) -> dict:
    pas = valeur("incubation.emargement_code_secondes")
    code = regles.code_de_presence(session.secret, instant, pas)
    reste = regles.secondes_restantes(instant, pas)
    return {"code": f"{code[:3]} {code[3:]}", "pas": pas, "reste": reste, "parts": [(reste, "j-reste")]}


@require_http_methods(["GET", "HEAD", "POST"])
def presence_signer(request, programme, pk):
    """Sign one's presence for the half-day in progress."""
    session, siege = session_a_signer(request.acteur, pk)
    formulaire = SignatureForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            emargement = signer_presence(session=session, code=formulaire.cleaned_data["code"], acteur=request.acteur)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            messages.success(request, f"Votre présence est signée, {emargement.get_demi_journee_display().lower()}.")
            return redirect("presence_signer", programme, pk)
    return render(request, "incubation/signature.html", _signature(session, siege, formulaire))


def _signature(session: SessionIncubation, siege, formulaire: SignatureForm) -> dict:
    instant = timezone.now()
    emargements = {(e.utilisateur_id, e.demi_journee): e for e in session.emargements.filter(projet=siege.projet)}
    sieges = siege.projet.equipe.filter(date_fin=None).select_related("utilisateur").order_by("-fonction", "pk")
    binome = [(s, [emargements.get((s.utilisateur_id, demi)) for demi in session.demi_journees]) for s in sieges if s.fonction in regles.BINOME]
    demi = regles.demi_journee_en_cours(session.matin_fin, session.apres_midi_debut, timezone.localtime(instant).time())
    return {
        "form": formulaire,
        "session": session,
        "demi": demi,
        "horaires": session.horaires(demi),
        "binome": binome,
        "signature": emargements.get((siege.utilisateur_id, demi)),
        "refus": signature_du_jour(session, timezone.localdate(instant)),
    }
