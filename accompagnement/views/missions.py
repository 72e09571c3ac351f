"""The page of a mission and its acts; the list of the coordination."""

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_POST, require_safe

from accompagnement.access import (
    exiger_regard,
    mission_annulable,
    mission_de_l_expert,
    mission_lisible,
    piece_de_la_mission,
)
from accompagnement.access_rendez_vous import mission_a_l_agenda
from accompagnement.actions.accords import repondre_a_la_demande
from accompagnement.actions.missions import annuler, debit_si_annulee, repondre
from accompagnement.enums import Reponse, StatutMission
from accompagnement.enums_missions import SUITES, ReponseMission
from accompagnement.forms import AnnulationForm, FiltreMissionsForm, ReponseForm
from accompagnement.forms_missions import ReponseMissionForm
from accompagnement.models import Besoin, Mission
from accompagnement.permissions import peut_annuler, refus_si_suspendu
from accompagnement.queries.interets import interet_declare
from accompagnement.queries.missions import Suivi, chercher_missions, missions_visibles, suivi_de
from accompagnement.queries.rendez_vous import rendez_vous_en_ics
from accompagnement.regles import refus_d_annuler, refus_de_repondre
from accompagnement.regles_experts import refus_d_interet
from accompagnement.regles_missions import debit_en_mots
from accompagnement.views.exports import missions_csv
from accompagnement.views.gestes import gestes_de_la_demande
from accompagnement.views.gestes_service import gestes_du_service
from socle.comptes.acteur import Acteur
from socle.courriers.liens import absolu
from socle.documents.liens import lien_signe
from socle.lib.refus import ActionRefusee

PAR_PAGE = 50
DECLINEE = "Demande déclinée : un autre expert est sollicité."


@require_safe
def mission_liste(request, programme):
    """All missions of the programme, filtered, fifty by page."""
    exiger_regard(request.acteur)
    maintenant, filtre = timezone.now(), FiltreMissionsForm(request.GET).filtre
    page = Paginator(chercher_missions(missions_visibles(request.acteur), maintenant, **filtre), PAR_PAGE).get_page(request.GET.get("page"))
    parametres = request.GET.copy()
    parametres.pop("page", None)
    contexte = {
        "page": page,
        "lignes": [(m, m.etat_a(maintenant)) for m in page],
        "filtre": filtre,
        "statuts": [s for s in StatutMission if s != StatutMission.COMPTE_RENDU_ATTENDU],
        "besoins": Besoin.objects.all(),
        "parametres": f"{parametres.urlencode()}&" if parametres else "",
    }
    return render(request, "accompagnement/missions.html", contexte)


@require_safe
def mission_exporter(request, programme):
    """The same list as CSV."""
    exiger_regard(request.acteur)
    maintenant, filtre = timezone.now(), FiltreMissionsForm(request.GET).filtre
    return missions_csv(chercher_missions(missions_visibles(request.acteur), maintenant, **filtre), maintenant)


@require_safe
def mission_detail(request, programme, pk):
    """State, story and next act of one mission for its reader."""
    return montrer_mission(request, mission_lisible(request.acteur, pk))


@require_safe
def mission_piece(request, programme, pk, piece):
    """A file joined to a report."""
    return redirect(lien_signe(piece_de_la_mission(request.acteur, pk, piece), request.user.pk))


@require_safe
def mission_agenda(request, programme, pk):
    """The half-days of a confirmed mission, for the reader's own calendar."""
    mission, lien = mission_a_l_agenda(request.acteur, pk), absolu(reverse("mission_detail", args=[programme, pk]))
    reponse = HttpResponse(rendez_vous_en_ics(mission, timezone.now(), lien), content_type="text/calendar; charset=utf-8")
    reponse.headers["Content-Disposition"] = f'attachment; filename="mission-{pk}.ics"'
    reponse.headers["Cache-Control"] = "private, no-store"
    return reponse


def montrer_mission(request, mission: Mission, **formulaires):
    """Draw the page; ``formulaires`` are those that came back with something to repair."""
    maintenant, suivi = timezone.now(), suivi_de(mission)
    de_l_expert = mission.expert is not None and mission.expert.utilisateur_id == request.acteur.pk
    etat = mission.etat_a(maintenant, de_l_expert=de_l_expert)
    contexte = {
        "mission": mission,
        "etat": etat,
        "suite": SUITES.get(etat, ""),
        "suspendu": refus_si_suspendu(mission.projet.etat),
        "suivi": suivi,
        "de_l_expert": de_l_expert,
        **_gestes(request.acteur, mission, suivi, maintenant, de_l_expert),
        **gestes_de_la_demande(request.acteur, mission, maintenant, de_l_expert=de_l_expert),
        **formulaires,
    }
    return render(request, "accompagnement/mission.html", contexte)


def _gestes(acteur: Acteur, mission: Mission, suivi: Suivi, maintenant, de_l_expert: bool) -> dict:
    """The forms this reader may use now; a key that is absent is an act that does not exist for her."""
    gestes, debut, expert_pk = {}, mission.debut, mission.expert.utilisateur_id if mission.expert else None
    a_part = bool(mission.collective_id)  # answered and cancelled with the whole
    if de_l_expert and not mission.sans_rendez_vous and not a_part and refus_de_repondre(mission.etat, debut, maintenant) is None:
        gestes["reponse_form"] = ReponseForm()
        gestes["refus_interet"] = refus_d_interet(interet_declare(mission.expert, mission.projet), mission.projet.nom)
    gestes |= gestes_du_service(acteur, mission, suivi, maintenant, de_l_expert)
    annulable = refus_d_annuler(mission.etat, debut, maintenant) is None
    if annulable and not a_part and peut_annuler(acteur, mission.fonction, expert_pk) is None:
        gestes["annulation_form"] = AnnulationForm()
        gestes["debit"] = debit_si_annulee(mission, maintenant, par_l_equipe=bool(mission.fonction))
    return gestes


@require_POST
def mission_repondre(request, programme, pk):
    """The expert accepts, declines, or adjusts a mission of several half-days."""
    mission = mission_de_l_expert(request.acteur, pk)
    formulaire = ReponseMissionForm(request.POST, mission=mission) if mission.sans_rendez_vous else ReponseForm(request.POST)
    if formulaire.is_valid():
        try:
            dit = _repondre(mission, formulaire.cleaned_data, request.acteur)
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            messages.success(request, dit)
            return redirect(*(("expert_missions", programme) if dit == DECLINEE else ("mission_detail", programme, pk)))
    return montrer_mission(request, mission, reponse_form=formulaire)


def _repondre(mission: Mission, lu: dict, acteur: Acteur) -> str:
    """Give the answer and return what to say of it. A mission declined goes to another expert: this one reads it no more."""
    if mission.sans_rendez_vous:
        reponse = ReponseMission(lu["reponse"])
        repondre_a_la_demande(mission=mission, reponse=reponse, demi_journees=lu["demi_journees"], motif=lu["motif"], acteur=acteur)
        return {ReponseMission.ACCEPTER: "Mission acceptée : l’équipe est prévenue.", ReponseMission.AJUSTER: "Ajustement envoyé : l’équipe confirme."}.get(reponse, DECLINEE)
    repondre(mission=mission, reponse=Reponse(lu["reponse"]), motif=lu["motif"], acteur=acteur)
    accepte = lu["reponse"] == Reponse.ACCEPTER
    return "Mission acceptée : elle est à votre agenda." if accepte else "Demande déclinée : l’équipe est prévenue."


@require_POST
def mission_annuler(request, programme, pk):
    """One of the three parties cancels."""
    mission, formulaire = mission_annulable(request.acteur, pk), AnnulationForm(request.POST)
    if formulaire.is_valid():
        try:
            debit = annuler(
                mission=mission, motif=formulaire.cleaned_data["motif"], acteur=request.acteur, par_l_equipe=bool(mission.fonction)
            )
        except ActionRefusee as e:
            formulaire.refuser(e.refus)
        else:
            suite = f"{debit_en_mots(debit)}, selon la règle." if debit else "le crédit est rendu."
            messages.success(request, f"Mission annulée : {suite}")
            return redirect("mission_detail", programme, pk)
    return montrer_mission(request, mission, annulation_form=formulaire)
