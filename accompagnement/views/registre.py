"""The ledger of a project: the movements behind a figure, one movement, its correction, the workbook."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from accompagnement.access import mouvement_coordonne, mouvement_lisible, projet_lisible
from accompagnement.actions.corrections import contre_passer, refus_sur_la_ligne
from accompagnement.enums import FIGURES_EXPLIQUEES, NatureMouvement
from accompagnement.forms import ContrePassationForm, FiltreMouvementsForm, FiltreSuiviForm
from accompagnement.models import Besoin, MouvementCredit
from accompagnement.permissions import peut_coordonner
from accompagnement.queries.registre import mouvements_de, somme_des_mouvements
from accompagnement.queries.veille import projets_suivis
from accompagnement.views.exports import mouvements_xlsx
from manufactures.models import Projet
from socle.lib.francais import demi_journees as en_demi_journees
from socle.lib.refus import ActionRefusee

PAR_PAGE = 50


@require_safe
def mouvement_liste(request, programme, slug):
    """The movements of a project behind a figure, a need, a kind; their sum is the figure."""
    projet = projet_lisible(request.acteur, slug)
    return montrer_les_mouvements(request, projet, FIGURES_EXPLIQUEES)


def montrer_les_mouvements(request, projet: Projet | None, figures):
    """Draw the list of a project, or of the programme when there is none."""
    filtre = FiltreMouvementsForm(request.GET).filtre
    mouvements = mouvements_choisis(projet, filtre)
    nombre, somme = somme_des_mouvements(mouvements, filtre.get("compte", ""))
    pages = Paginator(mouvements if projet else mouvements.select_related("projet"), PAR_PAGE)
    pages.count = nombre
    parametres = request.GET.copy()
    parametres.pop("page", None)
    contexte = {
        "projet": projet,
        "page": pages.get_page(request.GET.get("page")),
        "somme": somme,
        "filtre": filtre,
        "illisible": "suivis" in filtre and not filtre["suivis"],
        "figures": figures,
        "besoins": Besoin.objects.all(),
        "natures": NatureMouvement,
        "requete": parametres.urlencode(),
    }
    return render(request, "accompagnement/mouvements.html", contexte)


def mouvements_choisis(projet: Projet | None, filtre: dict) -> QuerySet[MouvementCredit]:
    """Return the movements behind the filters of an address; ``suivis``, that of the watch, tells the projects (None: it does not read)."""
    autres = {cle: valeur for cle, valeur in filtre.items() if cle != "suivis"}
    if suivis := filtre.get("suivis"):
        autres["projets"] = projets_suivis(**FiltreSuiviForm(QueryDict(suivis)).filtre)
    elif "suivis" in filtre:
        autres["projets"] = Projet.objects.none()
    return mouvements_de(projet, **autres)


def mouvements_a_exporter(request, projet: Projet | None) -> QuerySet[MouvementCredit]:
    """Return the whole of the list that a page shows, with the names of the projects."""
    return mouvements_choisis(projet, FiltreMouvementsForm(request.GET).filtre).select_related("projet")


@require_safe
def mouvement_classeur(request, programme, slug):
    """The same list as a workbook."""
    projet = projet_lisible(request.acteur, slug)
    return mouvements_xlsx(projet.slug, mouvements_a_exporter(request, projet))


@require_safe
def mouvement_detail(request, programme, pk):
    """One line: from, to, how much, at which value, by whom, why, on what ground, and what corrects it."""
    ligne = mouvement_lisible(request.acteur, pk)
    contexte = {"m": ligne, "coordonne": peut_coordonner(request.acteur) is None}
    if contexte["coordonne"]:
        contexte["refus"] = _refus(ligne, request.acteur)
    return render(request, "accompagnement/mouvement.html", contexte)


def _refus(ligne: MouvementCredit, acteur):
    return refus_sur_la_ligne(ligne, {ligne.vers_id: ligne.vers.solde}, acteur)


@require_http_methods(["GET", "POST"])
def mouvement_contre_passer(request, programme, pk):
    """The coordination reverses a line."""
    ligne = mouvement_coordonne(request.acteur, pk)
    formulaire = ContrePassationForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            inverse = contre_passer(ligne=ligne, acteur=request.acteur, **formulaire.cleaned_data)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, f"Contre-passation inscrite au registre\u00a0: {en_demi_journees(inverse.quantite)}.")
            return redirect("mouvement_detail", programme, inverse.pk)
    contexte = {"m": ligne, "formulaire": formulaire, "refus": _refus(ligne, request.acteur)}
    return render(request, "accompagnement/contre_passation.html", contexte)
