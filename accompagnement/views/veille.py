"""The watch over credits: all projects with their forecast, then how credits were used month by month."""

from urllib.parse import urlencode

from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_safe

from accompagnement.access import besoin_du_programme, exiger_regard, projet_lisible
from accompagnement.enums import Figure
from accompagnement.forms import FiltreSuiviForm
from accompagnement.models import Besoin, Expert
from accompagnement.queries.avis import comparer, comparer_les_entreprises, delais_par_besoin, experts_compares, total_engage
from accompagnement.queries.consommation import niveaux_de_l_enveloppe, niveaux_de_l_expert, niveaux_du_besoin, niveaux_du_projet
from accompagnement.queries.credits import SoldeBesoin, credits_du_projet
from accompagnement.queries.veille import chercher_plans, ensemble, inutilisees_prevues, seuils_en_vigueur, suivre
from accompagnement.regles_veille import part_du_temps
from accompagnement.views.courbes import comptes_des_colonnes, consommation
from accompagnement.views.exports import suivi_csv
from manufactures.models import Projet, Vague
from socle.comptes import reglement

PAR_PAGE = 25


@require_safe
def veille_credits(request, programme):
    """All projects under way: granted, held, used, left, the pace, the forecast, what to do."""
    exiger_regard(request.acteur)
    maintenant, seuils, formulaire = timezone.now(), seuils_en_vigueur(), FiltreSuiviForm(request.GET)
    filtre = formulaire.filtre
    plans = chercher_plans(maintenant, seuils, **filtre)
    total, pages = ensemble(plans, filtre.get("besoin", "")), Paginator(plans, PAR_PAGE)
    pages.count = total.projets  # counted with the totals
    page = pages.get_page(request.GET.get("page"))
    parametres = request.GET.copy()
    parametres.pop("page", None)
    contexte = {
        "page": page,
        "suivis": suivre(page, maintenant, seuils),
        "total": total,
        "filtre": filtre,
        "seuils": seuils,
        "vagues": Vague.objects.order_by("numero"),
        "besoins": Besoin.objects.all(),
        "experts": Expert.objects.select_related("utilisateur"),
        "territoires": reglement.valeur("manufactures.territoires"),
        "parametres": f"{parametres.urlencode()}&" if parametres else "",
        "choisis": urlencode({"suivis": formulaire.adresse}),
    }
    return render(request, "accompagnement/veille_credits.html", contexte)


@require_safe
def veille_exporter(request, programme):
    """The same list as CSV, whole."""
    exiger_regard(request.acteur)
    maintenant, seuils, filtre = timezone.now(), seuils_en_vigueur(), FiltreSuiviForm(request.GET).filtre
    return suivi_csv(suivre(chercher_plans(maintenant, seuils, **filtre), maintenant, seuils))


@require_safe
def veille_consommation(request, programme):
    """Month by month: the envelope of the programme, one of its needs, or one of its experts."""
    exiger_regard(request.acteur)
    filtre, titre = FiltreSuiviForm(request.GET).filtre, "Enveloppe du programme"
    if "besoin" in filtre:
        titre = besoin_du_programme(filtre["besoin"])
        releves, comptes = niveaux_du_besoin(titre), comptes_des_colonnes(besoin=titre.code)
    elif "expert" in filtre:
        titre = get_object_or_404(Expert.objects.select_related("utilisateur"), pk=filtre["expert"])
        releves, comptes = niveaux_de_l_expert(titre), comptes_des_colonnes(Figure.ENGAGEES, Figure.RESERVEES, expert=titre.pk)
    else:
        releves, comptes = niveaux_de_l_enveloppe(), comptes_des_colonnes(Figure.FINANCEES, Figure.NON_CONSOMMEES)
    contexte = {
        "titre": titre,
        "filtre": filtre,
        "comptes": comptes,
        "besoins": Besoin.objects.all(),
        "experts": Expert.objects.select_related("utilisateur"),
        **consommation(str(titre), releves, timezone.localdate()),
    }
    return render(request, "accompagnement/veille_consommation.html", contexte)


@require_safe
def projet_consommation(request, programme, slug):
    """Month by month, the credits of a project or of one of its needs against a regular pace, and what will be left at the end."""
    projet = projet_lisible(request.acteur, slug)
    credits, code = credits_du_projet(projet), FiltreSuiviForm(request.GET).filtre.get("besoin")
    solde = credits.du_besoin(code) if code else credits.total
    if solde is None:
        raise Http404
    return render(request, "accompagnement/projet_consommation.html", {"soldes": credits.besoins, **_du_projet(projet, solde)})


def _du_projet(projet: Projet, solde: SoldeBesoin) -> dict:
    """What the page shows of a balance: of a need, or of the whole project when it has none."""
    plan, jour, usage, besoin = projet.plan_accompagnement, timezone.localdate(), solde.usage, solde.besoin
    prevues = inutilisees_prevues(plan, usage, jour)
    releves, filtre = (niveaux_du_besoin(besoin, projet), {"besoin": besoin.code}) if besoin else (niveaux_du_projet(projet), {})
    nom = f"{projet}, {besoin}" if besoin else str(projet)
    dessin = consommation(nom, releves, jour, plan=plan, usage=usage, prevues=prevues)
    faits = {"projet": projet, "plan": plan, "besoin": besoin, "usage": usage, "prevues": prevues}
    return {**faits, "temps": part_du_temps(plan.date_debut, plan.date_fin, jour), "comptes": comptes_des_colonnes(**filtre), **dessin}


@require_safe
def veille_experts(request, programme):
    """How long projects wait, who gives most half-days, what teams say."""
    exiger_regard(request.acteur)
    seuil, minimum = (reglement.valeur(cle) for cle in ("accompagnement.concentration_signalee_pourcent", "accompagnement.avis_moyenne_min"))
    page = Paginator(experts_compares(), PAR_PAGE).get_page(request.GET.get("page"))
    total, seuil_entreprise = total_engage(), reglement.valeur("accompagnement.concentration_entreprise_pourcent")
    contexte = {
        "page": page,
        "lignes": comparer(page, total, seuil=seuil, minimum=minimum),
        "entreprises": comparer_les_entreprises(total, seuil_entreprise),
        "seuil_entreprise": seuil_entreprise,
        "besoins": delais_par_besoin(),
        "seuil": seuil,
        "minimum": minimum,
    }
    return render(request, "accompagnement/veille_experts.html", contexte)
