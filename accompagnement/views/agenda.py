"""The agenda an expert keeps: the page and its acts. Each act comes back to the page, or shows it with what to repair."""

from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.timesince import timesince
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accompagnement.access import (
    calendrier_de_l_expert,
    creneau_de_l_expert,
    disponibilite_de_l_expert,
    exception_de_l_expert,
    expert_abonne,
    expert_connecte,
)
from accompagnement.actions.abonnements import donner_lien_d_agenda, retirer_lien_d_agenda
from accompagnement.actions.agenda import (
    Bilan,
    ajouter_disponibilites,
    ajouter_exception,
    fenetre,
    retirer_disponibilite,
    retirer_exception,
)
from accompagnement.actions.calendriers import ajouter_calendrier, demander_lecture, retirer_calendrier
from accompagnement.actions.creneaux import ouvrir_creneaux, retirer_creneau, rouvrir_creneau
from accompagnement.forms import CreneauxForm
from accompagnement.forms_agenda import CalendrierForm, DisponibiliteForm, ExceptionForm
from accompagnement.models import CalendrierOccupe
from accompagnement.queries.abonnements import agenda_en_ics
from accompagnement.queries.agenda import agenda_tenu
from accompagnement.regles_agenda import refus_de_calendrier
from socle.courriers.liens import absolu
from socle.lib.dates import ajouter_mois
from socle.lib.francais import pluriel
from socle.lib.refus import ActionRefusee


def _montrer(request, expert, **formulaires):
    """Draw the page; ``formulaires`` are those that came back with something to repair."""
    maintenant = timezone.now()
    mois = _mois(request.GET.get("mois")) or timezone.localdate().replace(day=1)
    agenda = agenda_tenu(expert, mois, maintenant)
    premier, dernier = fenetre(maintenant)
    contexte = {
        "expert": expert,
        "agenda": agenda,
        "mois": mois,
        "precedent": ajouter_mois(mois, -1) if mois > premier.replace(day=1) else None,
        "suivant": ajouter_mois(mois, 1) if ajouter_mois(mois, 1) <= dernier else None,
        "dernier": dernier,
        "calendriers": [(c, _dit(c, maintenant)) for c in agenda.calendriers],
        "trop_de_calendriers": refus_de_calendrier(len(agenda.calendriers)),
        "formulaire": CreneauxForm(),
        "regle_form": DisponibiliteForm(),
        "exception_form": ExceptionForm(),
        "calendrier_form": CalendrierForm(),
        **formulaires,
    }
    return render(request, "accompagnement/creneaux.html", contexte)


def _dit(calendrier: CalendrierOccupe, maintenant) -> str:
    """Say how long ago a calendar was read."""
    return f"il y a {timesince(calendrier.lu_at, maintenant, depth=1)}" if calendrier.lu_at else ""


def _mois(texte: str | None) -> date | None:
    try:
        return date.fromisoformat(f"{texte}-01") if texte else None
    except ValueError:
        raise Http404 from None


def _revenir(request, programme):
    return redirect("creneau_liste", programme)


def _conclure(request, programme, debut: str, bilan: Bilan):
    messages.success(request, f"{debut} : {bilan.phrase}.")
    return _revenir(request, programme)


@require_http_methods(["GET", "POST"])
def creneau_liste(request, programme):
    """The agenda; posting opens half-days over a range of dates."""
    expert = expert_connecte(request.acteur)
    if request.method == "GET":
        return _montrer(request, expert)
    formulaire = CreneauxForm(request.POST)
    if formulaire.is_valid():
        try:
            nombre = ouvrir_creneaux(expert=expert, acteur=request.acteur, **formulaire.cleaned_data)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            dit = pluriel(nombre, "demi-journée ouverte", "demi-journées ouvertes") if nombre else "Rien de nouveau : ces demi-journées sont déjà ouvertes"
            messages.success(request, f"{dit}.")
            return _revenir(request, programme)
    return _montrer(request, expert, formulaire=formulaire)


@require_POST
def creneau_retirer(request, programme, pk):
    """The expert withdraws a free half-day."""
    creneau = creneau_de_l_expert(request.acteur, pk)
    return _essayer(request, programme, "Demi-journée retirée de votre agenda.", lambda: retirer_creneau(creneau=creneau))


@require_POST
def creneau_rouvrir(request, programme, pk):
    """The expert opens again a half-day she withdrew."""
    creneau = creneau_de_l_expert(request.acteur, pk)
    return _essayer(request, programme, "Demi-journée rouverte.", lambda: rouvrir_creneau(creneau=creneau))


def _essayer(request, programme, dit: str, acte):
    """Do an act without form and say what came of it."""
    try:
        acte()
    except ActionRefusee as e:
        messages.error(request, str(e))
    else:
        messages.success(request, dit)
    return _revenir(request, programme)


@require_POST
def disponibilite_ajouter(request, programme):
    """The expert offers halves of weekdays."""
    expert, formulaire = expert_connecte(request.acteur), DisponibiliteForm(request.POST)
    if formulaire.is_valid():
        try:
            bilan = ajouter_disponibilites(expert=expert, acteur=request.acteur, **formulaire.cleaned_data)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            return _conclure(request, programme, "Semaine enregistrée", bilan)
    return _montrer(request, expert, regle_form=formulaire)


@require_POST
def disponibilite_retirer(request, programme, pk):
    """The expert takes a week rule away."""
    regle = disponibilite_de_l_expert(request.acteur, pk)
    return _conclure(request, programme, "Règle retirée", retirer_disponibilite(regle=regle, acteur=request.acteur))


@require_POST
def exception_ajouter(request, programme):
    """The expert closes days, or opens some."""
    expert, formulaire = expert_connecte(request.acteur), ExceptionForm(request.POST)
    if formulaire.is_valid():
        try:
            bilan = ajouter_exception(expert=expert, acteur=request.acteur, **formulaire.cleaned_data)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            return _conclure(request, programme, "Exception enregistrée", bilan)
    return _montrer(request, expert, exception_form=formulaire)


@require_POST
def exception_retirer(request, programme, pk):
    """The expert takes an exception away."""
    exception = exception_de_l_expert(request.acteur, pk)
    return _conclure(request, programme, "Exception retirée", retirer_exception(exception=exception, acteur=request.acteur))


@require_POST
def calendrier_ajouter(request, programme):
    """The expert gives the address of a busy calendar."""
    expert, formulaire = expert_connecte(request.acteur), CalendrierForm(request.POST)
    if formulaire.is_valid():
        try:
            calendrier = ajouter_calendrier(expert=expert, adresse=formulaire.cleaned_data["adresse"], acteur=request.acteur)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, f"Calendrier de {calendrier.hote} ajouté : sa lecture est demandée, rechargez la page dans un instant.")
            return _revenir(request, programme)
    return _montrer(request, expert, calendrier_form=formulaire)


@require_POST
def calendrier_lire(request, programme, pk):
    """The expert asks for a reading now."""
    calendrier = calendrier_de_l_expert(request.acteur, pk)
    dit = "Lecture demandée : rechargez la page dans un instant."
    return _essayer(request, programme, dit, lambda: demander_lecture(calendrier=calendrier))


@require_POST
def calendrier_retirer(request, programme, pk):
    """The expert stops following a calendar."""
    calendrier = calendrier_de_l_expert(request.acteur, pk)
    return _conclure(request, programme, "Calendrier retiré", retirer_calendrier(calendrier=calendrier, acteur=request.acteur))


@require_POST
def abonnement_donner(request, programme):
    """The expert asks for the address her own calendar subscribes to; it is shown once."""
    expert = expert_connecte(request.acteur)
    secret = donner_lien_d_agenda(expert=expert, acteur=request.acteur)
    adresse = absolu(reverse("abonnement_lire", args=[programme, secret]))
    return _montrer(request, expert, adresse_abonnement=adresse)


@require_POST
def abonnement_retirer(request, programme):
    """The expert makes that address stop answering."""
    expert = expert_connecte(request.acteur)
    dit = "Lien d’abonnement retiré : l’ancienne adresse ne répond plus."
    return _essayer(request, programme, dit, lambda: retirer_lien_d_agenda(expert=expert, acteur=request.acteur))


@login_not_required
@require_safe
def abonnement_lire(request, programme, secret):
    """The booked half-days of the expert who holds this secret, for her calendar."""
    reponse = HttpResponse(agenda_en_ics(expert_abonne(secret), timezone.now()), content_type="text/calendar; charset=utf-8")
    reponse.headers["Cache-Control"] = "private, no-store"
    return reponse
