"""The coordination opens projects, lists them, and answers candidatures."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import StreamingHttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from manufactures.access import dossier_a_instruire, exiger_coordination, exiger_liste
from manufactures.actions.candidatures import ouvrir_projet
from manufactures.actions.instruction import declarer_irrecevable, declarer_recevable, demander_piece
from manufactures.enums import StatutProjet
from manufactures.forms import FiltreForm, MotifForm, OuvertureForm, PiecesForm
from manufactures.models import Vague
from manufactures.permissions import a_instruire
from manufactures.queries.export import lignes_csv
from manufactures.queries.liste import comptes_par_statut, projets_listes
from socle.comptes import reglement
from socle.lib.refus import ActionRefusee

PAR_PAGE = 50


class PaginateurCompte(Paginator):
    """A paginator that is told its count: the figures by status have just given it."""

    def __init__(self, *args, nombre: int, **kwargs):
        super().__init__(*args, **kwargs)
        self.count = nombre


@require_safe
def projet_liste(request, programme):
    """All projects of the programme: searched, filtered, sorted, fifty by page."""
    exiger_liste(request.acteur)
    filtre = FiltreForm(request.GET).filtre
    comptes = comptes_par_statut(request.acteur, filtre)
    total = sum(comptes.values())
    nombre = comptes.get(filtre.statut, 0) if filtre.statut else total
    page = PaginateurCompte(projets_listes(request.acteur, filtre), PAR_PAGE, nombre=nombre).get_page(request.GET.get("page"))
    contexte = {
        "page": page,
        "filtre": filtre,
        "nombre": nombre,
        "total": total,
        "comptes": comptes.items(),
        "vagues": Vague.objects.all(),
        "filieres": [e.libelle for e in reglement.valeur("manufactures.filieres")],
        "parametres": _parametres(request.GET, "page"),
        "sans_tri": _parametres(request.GET, "page", "tri"),
        "sans_statut": _parametres(request.GET, "page", "statut"),
        "filtree": bool(filtre.texte or filtre.statut or filtre.vague or filtre.filiere),
    }
    return render(request, "manufactures/projets.html", contexte)


def _parametres(lus, *sauf):
    gardes = lus.copy()
    for cle in sauf:
        gardes.pop(cle, None)
    return f"{gardes.urlencode()}&" if gardes else ""


@require_safe
def projet_exporter(request, programme):
    """The same list as CSV for a French spreadsheet, sent as it is read."""
    exiger_liste(request.acteur)
    lignes = lignes_csv(request.programme, request.acteur, FiltreForm(request.GET).filtre)
    reponse = StreamingHttpResponse(lignes, content_type="text/csv; charset=utf-8")
    nom = f"projets-{request.programme.slug}-{timezone.localdate():%Y-%m-%d}.csv"
    reponse.headers["Content-Disposition"] = f'attachment; filename="{nom}"'
    return reponse


@require_http_methods(["GET", "HEAD", "POST"])
def projet_ouvrir(request, programme):
    """Open a project for a wave and invite the person who carries it."""
    exiger_coordination(request.acteur)
    formulaire = OuvertureForm(request.POST or None)
    if request.method == "POST" and formulaire.is_valid():
        try:
            projet = ouvrir_projet(acteur=request.acteur, **formulaire.cleaned_data)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            adresse = formulaire.cleaned_data["email_porteur"]
            messages.success(request, f"Le projet {projet} est ouvert. L’invitation est partie à {adresse}.")
            return redirect("equipe_detail", programme, projet.slug)
    return render(request, "manufactures/ouverture.html", {"formulaire": formulaire, "vagues": formulaire.fields["vague"].queryset})


@require_safe
def candidature_instruire(request, programme, slug):
    """Read a candidature as it was deposited, and answer."""
    return _page_d_instruction(request, dossier_a_instruire(request.acteur, slug))


def _page_d_instruction(request, dossier, motif=None, pieces=None):
    contexte = {
        "dossier": dossier,
        "projet": dossier.projet,
        "candidature": dossier.candidature,
        "copie": dossier.candidature.copie,
        "refus": a_instruire(dossier.projet.etat),
        "a_temps": dossier.projet.etat is StatutProjet.DEPOSE,
        "motif": motif or MotifForm(),
        "pieces": pieces or PiecesForm(),
    }
    return render(request, "manufactures/instruction.html", contexte)


@require_POST
def candidature_recevable(request, programme, slug):
    """Declare a candidature recevable."""
    dossier = dossier_a_instruire(request.acteur, slug)
    try:
        declarer_recevable(projet=dossier.projet, acteur=request.acteur)
    except ActionRefusee as erreur:
        messages.error(request, str(erreur))
    else:
        messages.success(request, f"La candidature de {dossier.projet} est recevable. Le binôme en est averti.")
    return redirect("candidature_instruire", programme, slug)


@require_POST
def candidature_irrecevable(request, programme, slug):
    """Declare a candidature irrecevable, with its reason."""
    dossier = dossier_a_instruire(request.acteur, slug)
    formulaire = MotifForm(request.POST)
    if formulaire.is_valid():
        try:
            declarer_irrecevable(projet=dossier.projet, acteur=request.acteur, **formulaire.cleaned_data)
            messages.success(request, f"La candidature de {dossier.projet} est irrecevable. Le motif est parti au binôme.")
            return redirect("candidature_instruire", programme, slug)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
    return _page_d_instruction(request, dossier, motif=formulaire)


@require_POST
def piece_demander(request, programme, slug):
    """Ask the team for a missing piece."""
    dossier = dossier_a_instruire(request.acteur, slug)
    formulaire = PiecesForm(request.POST)
    if formulaire.is_valid():
        try:
            demander_piece(projet=dossier.projet, acteur=request.acteur, **formulaire.cleaned_data)
            messages.success(request, "La demande de pièce est partie au binôme.")
            return redirect("candidature_instruire", programme, slug)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
    return _page_d_instruction(request, dossier, pieces=formulaire)
