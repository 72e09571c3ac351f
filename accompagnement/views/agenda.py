"""The agenda an expert keeps: the page and its acts. Each act comes back to the page, or shows it with what to repair."""

from collections.abc import Callable

from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
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
from accompagnement.forms_agenda import CalendrierForm, DisponibiliteForm, ExceptionForm, MoisAfficheForm
from accompagnement.models import CalendrierOccupe
from accompagnement.queries.abonnements import agenda_en_ics
from accompagnement.queries.agenda import agenda_tenu
from accompagnement.regles_agenda import refus_de_calendrier
from accompagnement.views.actes import accomplir, essayer
from socle.courriers.liens import absolu
from socle.design.formulaires import Formulaire
from socle.lib.dates import ajouter_mois
from socle.lib.francais import pluriel


def _montrer(request, expert, **formulaires):
    """Draw the page; ``formulaires`` are those that came back with something to repair."""
    maintenant = timezone.now()
    mois = MoisAfficheForm(request.GET).lu or timezone.localdate().replace(day=1)
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


def _conclure(debut: str, bilan: Bilan) -> str:
    return f"{debut} : {bilan.phrase}."


def _repondre(request, expert, cle: str, formulaire: Formulaire, acte: Callable[[dict], str]):
    """Come back to the agenda once the act is done, or show it with what to repair."""
    if accomplir(request, formulaire, acte):
        return redirect("creneau_liste", request.programme.slug)
    return _montrer(request, expert, **{cle: formulaire})


def _revenir(request, acte: Callable[[], str]):
    """Do an act that has no form, and come back to the agenda."""
    essayer(request, acte)
    return redirect("creneau_liste", request.programme.slug)


@require_http_methods(["GET", "POST"])
def creneau_liste(request, programme):
    """The agenda; posting opens half-days over a range of dates."""
    expert = expert_connecte(request.acteur)
    if request.method == "GET":
        return _montrer(request, expert)

    def ouvrir(lu) -> str:
        nombre = ouvrir_creneaux(expert=expert, acteur=request.acteur, **lu)
        ouvertes = pluriel(nombre, "demi-journée ouverte", "demi-journées ouvertes")
        return f"{ouvertes}." if nombre else "Rien de nouveau : ces demi-journées sont déjà ouvertes."

    return _repondre(request, expert, "formulaire", CreneauxForm(request.POST), ouvrir)


@require_POST
def creneau_retirer(request, programme, pk):
    """The expert withdraws a free half-day."""
    creneau = creneau_de_l_expert(request.acteur, pk)

    def retirer() -> str:
        retirer_creneau(creneau=creneau)
        return "Demi-journée retirée de votre agenda."

    return _revenir(request, retirer)


@require_POST
def creneau_rouvrir(request, programme, pk):
    """The expert opens again a half-day she withdrew."""
    creneau = creneau_de_l_expert(request.acteur, pk)

    def rouvrir() -> str:
        rouvrir_creneau(creneau=creneau)
        return "Demi-journée rouverte."

    return _revenir(request, rouvrir)


@require_POST
def disponibilite_ajouter(request, programme):
    """The expert offers halves of weekdays."""
    expert = expert_connecte(request.acteur)

    def ajouter(lu) -> str:
        return _conclure("Semaine enregistrée", ajouter_disponibilites(expert=expert, acteur=request.acteur, **lu))

    return _repondre(request, expert, "regle_form", DisponibiliteForm(request.POST), ajouter)


@require_POST
def disponibilite_retirer(request, programme, pk):
    """The expert takes a week rule away."""
    regle = disponibilite_de_l_expert(request.acteur, pk)
    return _revenir(request, lambda: _conclure("Règle retirée", retirer_disponibilite(regle=regle, acteur=request.acteur)))


@require_POST
def exception_ajouter(request, programme):
    """The expert closes days, or opens some."""
    expert = expert_connecte(request.acteur)

    def ajouter(lu) -> str:
        return _conclure("Exception enregistrée", ajouter_exception(expert=expert, acteur=request.acteur, **lu))

    return _repondre(request, expert, "exception_form", ExceptionForm(request.POST), ajouter)


@require_POST
def exception_retirer(request, programme, pk):
    """The expert takes an exception away."""
    exception = exception_de_l_expert(request.acteur, pk)
    return _revenir(request, lambda: _conclure("Exception retirée", retirer_exception(exception=exception, acteur=request.acteur)))


@require_POST
def calendrier_ajouter(request, programme):
    """The expert gives the address of a busy calendar."""
    expert = expert_connecte(request.acteur)

    def ajouter(lu) -> str:
        calendrier = ajouter_calendrier(expert=expert, adresse=lu["adresse"], acteur=request.acteur)
        return f"Calendrier de {calendrier.hote} ajouté : sa lecture est demandée, rechargez la page dans un instant."

    return _repondre(request, expert, "calendrier_form", CalendrierForm(request.POST), ajouter)


@require_POST
def calendrier_lire(request, programme, pk):
    """The expert asks for a reading now."""
    calendrier = calendrier_de_l_expert(request.acteur, pk)

    def lire() -> str:
        demander_lecture(calendrier=calendrier)
        return "Lecture demandée : rechargez la page dans un instant."

    return _revenir(request, lire)


@require_POST
def calendrier_retirer(request, programme, pk):
    """The expert stops following a calendar."""
    calendrier = calendrier_de_l_expert(request.acteur, pk)
    return _revenir(request, lambda: _conclure("Calendrier retiré", retirer_calendrier(calendrier=calendrier, acteur=request.acteur)))


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

    def retirer() -> str:
        retirer_lien_d_agenda(expert=expert, acteur=request.acteur)
        return "Lien d’abonnement retiré : l’ancienne adresse ne répond plus."

    return _revenir(request, retirer)


@login_not_required
@require_safe
def abonnement_lire(request, programme, secret):
    """The booked half-days of the expert who holds this secret, for her calendar."""
    reponse = HttpResponse(agenda_en_ics(expert_abonne(secret), timezone.now()), content_type="text/calendar; charset=utf-8")
    reponse.headers["Cache-Control"] = "private, no-store"
    return reponse
