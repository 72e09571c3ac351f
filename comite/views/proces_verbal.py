"""The minutes: list, HTML twin, drawing up, corrections, votes as CSV, PDF."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.db.models import Count, Prefetch, Q
from django.http import Http404
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from comite.access import place_de, proces_verbal_lisible, proces_verbaux_lisibles, pv_redige, seance_presidee
from comite.actions.proces_verbaux import corriger_pv, generer_pv
from comite.enums import EtatPV
from comite.forms_pv import CorrectionForm
from comite.models import Additif
from comite.pdf import CODE
from comite.queries.corrections import corrections_lisibles
from comite.queries.export_pv import csv_des_votes
from comite.queries.signatures import qualites_libres, signataires_de
from comite.regles_pv import code_de_verification
from comite.views.reponses import executer, reponse_csv
from socle.documents.actions import demander_edition
from socle.documents.liens import lien_signe
from socle.lib.refus import ActionRefusee, Refus, autoriser

PAR_PAGE = 20
FILTRES = {"": ("Tous", Q()), "a-signer": ("À signer", Q(etat=EtatPV.A_SIGNER)), "signes": ("Signés", Q(etat=EtatPV.SIGNE))}
FILTRES["additifs"] = ("Avec additif", Q(additifs__isnull=False))
PDF_FERME = Refus(
    "pv_avec_deport",
    "Ce document contient un dossier dont vous êtes déporté\u00a0: lisez le procès-verbal à l’écran, sans ce dossier. "
    "Il vous est ouvert en entier une fois publié.",
)


@require_safe
def pv_liste(request, programme):
    """The minutes a person may read, the latest sitting first."""
    place, choisi = place_de(request.acteur), request.GET.get("etat", "")
    choisi = choisi if choisi in FILTRES else ""
    pvs = proces_verbaux_lisibles(place).filter(FILTRES[choisi][1]).select_related("seance")
    pvs = pvs.annotate(nb_additifs=Count("additifs", distinct=True), nb_signatures=_nombre_de_signatures())
    page = Paginator(pvs.order_by("-seance__date_prevue", "-pk"), PAR_PAGE).get_page(request.GET.get("page"))
    onglets = [{"libelle": libelle, "url": f"?etat={cle}" if cle else "?", "actif": cle == choisi} for cle, (libelle, _) in FILTRES.items()]
    contexte = {"place": place, "page": page, "onglets": onglets, "parametres": f"etat={choisi}&" if choisi else ""}
    return render(request, "comite/pv_liste.html", contexte)


def _nombre_de_signatures() -> Count:
    return Count("signatures", distinct=True, filter=Q(signatures__additif=None))


@require_safe
def seance_pv(request, programme, pk):
    """The minutes on screen, without the files a member is recused from."""
    place, seance, caches = proces_verbal_lisible(request.acteur, pk)
    pv = proces_verbaux_lisibles(place).filter(seance=seance).prefetch_related(*_autour()).first()
    contexte = {"place": place, "seance": seance, "pv": pv, "entier": not caches or seance.publiee_at}
    if pv:
        signatures = [s for s in pv.signatures.all() if s.additif_id is None]
        pv.signees = [{"qualite": s.qualite, "signataire": s.signataire_id} for s in signatures]
        points = [p for p in pv.contenu["points"] if p["point"] not in caches]
        contexte |= {"points": points, "signatures": signatures, "complet": not caches}
        contexte["code"] = code_de_verification(pv.empreinte)
        contexte["a_signer"] = pv.etat == EtatPV.A_SIGNER and qualites_libres(pv, signataires_de(seance), request.acteur)
    return render(request, "comite/proces_verbal.html", contexte)


def _autour() -> list:
    return ["signatures", Prefetch("additifs", Additif.objects.order_by("numero"))]


@require_POST
def pv_generer(request, programme, pk):
    """Draw the minutes up from the events."""
    _, seance = seance_presidee(request.acteur, pk)
    return executer(request, "Le procès-verbal est établi.", ("seance_pv", programme, pk), generer_pv, seance=seance, acteur=request.acteur)


@require_http_methods(["GET", "HEAD", "POST"])
def pv_corriger(request, programme, pk):
    """Correct the free texts of drafted minutes, and read the corrections already made."""
    seance, pv, caches = pv_redige(request.acteur, pk)
    formulaire = CorrectionForm(request.POST or None, contenu=pv.contenu, caches=caches)
    if request.method == "POST" and formulaire.is_valid():
        try:
            correction = corriger_pv(seance=seance, textes=formulaire.textes(), acteur=request.acteur)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            messages.success(request, "La correction est enregistrée." if correction else "Rien n’a changé.")
            return redirect("pv_corriger", programme, pk)
    contexte = {"seance": seance, "pv": pv, "formulaire": formulaire, "signe": pv.signatures.exists()}
    contexte["corrections"] = corrections_lisibles(pv, caches)[:PAR_PAGE]
    return render(request, "comite/pv_corriger.html", contexte)


@require_safe
def pv_exporter(request, programme, pk):
    """The votes and decisions of a sitting as CSV, without the files a member is recused from."""
    _, seance, caches = proces_verbal_lisible(request.acteur, pk)
    pv = getattr(seance, "proces_verbal", None)
    if pv is None:
        raise Http404
    points = [p for p in pv.contenu["points"] if p["point"] not in caches]
    return reponse_csv(csv_des_votes(pv.contenu["reference"], points), f"votes-{seance.reference}")


@require_POST
def pv_editer(request, programme, pk):
    """Open the PDF of signed minutes, or ask for that of a draft and follow its making."""
    _, seance, caches = proces_verbal_lisible(request.acteur, pk)
    pv = getattr(seance, "proces_verbal", None)
    if pv is None:
        raise Http404
    autoriser(PDF_FERME if caches and not seance.publiee_at else None)
    if pv.version_id:
        return redirect(lien_signe(pv.version, request.user.pk))
    edition = demander_edition(code=CODE, objet_id=pv.pk, acteur=request.acteur, titre=str(pv).capitalize())
    return redirect("edition_detail", programme, edition.pk)
