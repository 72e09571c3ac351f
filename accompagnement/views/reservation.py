"""Booking in three pages: need, expert, slot. Back works; nothing is held before the last button."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from accompagnement.access import besoin_du_programme, creneau_de_l_agenda, expert_du_besoin, projet_reservable
from accompagnement.actions.reservations import reserver_creneau
from accompagnement.enums import Lieu
from accompagnement.forms import ReservationForm, cle_nouvelle
from accompagnement.forms_agenda import MoisAfficheForm
from accompagnement.models import Besoin, Expert
from accompagnement.queries.credits import credits_du_projet
from accompagnement.queries.experts import experts_du_besoin, jours_de_l_agenda, mois_suivant_avec_creneau, premier_mois_libre
from accompagnement.queries.interets import avec_interet
from accompagnement.regles import echeance_reponse, limite_annulation, peut_annuler_gratuitement, refus_de_credit
from accompagnement.regles_distance import phrase_de_distance
from manufactures.departements import departement_nomme
from manufactures.models import Projet
from socle.comptes import reglement
from socle.lib.francais import date_longue, pluriel
from socle.lib.refus import ActionRefusee

PAS = ("Besoin", "Expert", "Créneau")


def _pas(ici: int) -> list[dict]:
    return [{"titre": t, "classe": "fait" if n < ici else "ici" if n == ici else "avenir"} for n, t in enumerate(PAS, start=1)]


@require_safe
def reservation_besoin(request, programme, slug):
    """Step 1 (screen 06b): the needs of the plan and what is left for each."""
    projet = projet_reservable(request.acteur, slug)
    if choisi := request.GET.get("besoin"):
        return redirect("reservation_expert", programme, slug, choisi)
    credits = credits_du_projet(projet)
    contexte = {
        "projet": projet,
        "credits": credits,
        "ouverts": [s for s in credits.besoins if s.disponibles],
        "epuises": [s for s in credits.besoins if not s.disponibles],
        "pas": _pas(1),
    }
    return render(request, "accompagnement/reservation_besoin.html", contexte)


@require_safe
def reservation_expert(request, programme, slug, besoin):
    """Step 2: the experts of this need, those who are free soonest first."""
    projet = projet_reservable(request.acteur, slug)
    besoin = besoin_du_programme(besoin)
    if choisi := request.GET.get("expert", ""):
        return redirect("reservation_creneau", programme, slug, besoin.code, _entier(choisi))
    experts = [(e, _resume(e, projet)) for e in avec_interet(experts_du_besoin(besoin, timezone.now()), projet)]
    contexte = {"projet": projet, "besoin": besoin, "experts": experts, "libre": any(e.libres and not e.interet for e, _ in experts), "pas": _pas(2)}
    return render(request, "accompagnement/reservation_expert.html", contexte)


def _d_ou(expert: Expert, projet: Projet) -> str:
    """Write how far an expert comes from, else where she says she works."""
    return phrase_de_distance(expert.departement, departement_nomme(projet.departement)) or expert.territoire


def _resume(expert: Expert, projet: Projet) -> str:
    """Write in one line where an expert works, when she is free, what she has done."""
    faits = [_d_ou(expert, projet)]
    if expert.libres:
        libres = pluriel(expert.libres, "demi-journée libre", "demi-journées libres")
        faits.append(f"{libres}, la première {date_longue(expert.prochaine)}")
    if expert.faites:
        faits.append(pluriel(expert.faites, "mission faite", "missions faites"))
    return " · ".join(f for f in faits if f)


@require_http_methods(["GET", "POST"])
def reservation_creneau(request, programme, slug, besoin, expert):
    """Step 3 (screen 06): the free half-days of the expert, then the booking itself."""
    projet = projet_reservable(request.acteur, slug)
    expert, besoin = expert_du_besoin(expert, besoin)
    formulaire = ReservationForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            mission = _reserver(request, projet, besoin, expert, formulaire.cleaned_data)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, f"Demande envoyée à {expert} : la demi-journée est réservée, rien n’est débité.")
            return redirect("mission_detail", programme, mission.pk)
    contexte = _etape_3(request, projet, besoin, expert, formulaire)
    return render(request, "accompagnement/reservation_creneau.html", contexte)


def _reserver(request, projet: Projet, besoin: Besoin, expert: Expert, donnees: dict):
    return reserver_creneau(
        projet=projet,
        besoin=besoin,
        creneau=creneau_de_l_agenda(donnees["creneau"], expert=expert.pk),
        lieu=Lieu(donnees["lieu"]),
        objet=donnees["objet"],
        acteur=request.acteur,
        cle=str(donnees["cle"]),
    )


def _etape_3(request, projet: Projet, besoin: Besoin, expert: Expert, formulaire: ReservationForm) -> dict:
    maintenant, lus = timezone.now(), request.POST or request.GET
    mois = MoisAfficheForm(request.GET).lu or premier_mois_libre(expert, maintenant)
    jours = jours_de_l_agenda(expert, mois, maintenant, projet)
    choisi = _choisi(jours, lus.get("creneau", ""))
    solde = credits_du_projet(projet).du_besoin(besoin.code)
    return {
        "projet": projet,
        "besoin": besoin,
        "expert": expert,
        "d_ou": _d_ou(expert, projet),
        "formulaire": formulaire,
        "jours": jours,
        "choisi": choisi,
        "lieu": Lieu(lus.get("lieu")) if lus.get("lieu") in Lieu.values else Lieu.SUR_PLACE,
        "lieux": [lieu for lieu in Lieu if expert.a_distance or lieu != Lieu.A_DISTANCE],
        "cle": lus.get("cle") or cle_nouvelle(),
        "solde": solde,
        "jauge": solde.phrase if solde else "",
        "refus": refus_de_credit(solde.disponibles if solde else 0),
        "mois": mois,
        "mois_suivant": mois_suivant_avec_creneau(expert, mois, maintenant),
        **_promesses(choisi, maintenant),
    }


def _promesses(choisi, maintenant) -> dict:
    """The deadlines written under the button."""
    if choisi is None:
        return {}
    debut, jours = choisi.creneau.debut, reglement.valeur("accompagnement.reponse_expert_jours_ouvres")
    heures = reglement.valeur("accompagnement.annulation_gratuite_heures")
    return {
        "trop_tard": not peut_annuler_gratuitement(debut, maintenant, heures),
        "reponse_jours": jours,
        "reponse_avant": echeance_reponse(maintenant, jours, debut),
        "gratuite_avant": limite_annulation(debut, heures),
        "debit": reglement.valeur("accompagnement.annulation_tardive_debit"),
    }


def _choisi(jours, pk: str):
    """The half-day ticked: the one asked for when it is free, else the first free one."""
    libres = [case for jour in jours for case in jour.cases if case.libre]
    return next((case for case in libres if str(case.creneau.pk) == pk), libres[0] if libres else None)


def _entier(texte: str) -> int:
    if not texte.isdecimal():
        raise Http404
    return int(texte)
