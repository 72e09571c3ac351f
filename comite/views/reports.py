"""A sitting moved, postponed, cancelled, convened a second time."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from comite.access import seance_a_reconvoquer, seance_preparee, seance_presidee
from comite.actions.reports import annuler_seance, constater_carence, modifier_seance, reconvoquer, reporter_seance
from comite.forms import AnnulationForm, DateEtLieuForm, ReportForm
from comite.views.reponses import executer, reussir

PAGES = {
    modifier_seance: ("Modifier la date et le lieu",
                      "Les projets ajournés dont le retour tombe avant la nouvelle date entrent à l’ordre du jour.",
                      "Enregistrer la date et le lieu", "La date et le lieu sont enregistrés."),
    reporter_seance: ("Reporter la séance", "Les membres sont convoqués de nouveau avec le motif, et répondent pour la nouvelle date.",
                      "Reporter et convoquer de nouveau", "La séance est reportée\u00a0: les membres en sont prévenus."),
    annuler_seance: ("Annuler la séance", "Ses projets pourront entrer à une autre séance. Les membres déjà convoqués reçoivent le motif.",
                     "Annuler la séance", "La séance est annulée."),
}  # fmt: skip


def _executer(request, programme, pk, action, classe, avec_date=True):
    _, seance = seance_preparee(request.acteur, pk)
    titre, sous, bouton, reussite = PAGES[action]
    depart = {"date_prevue": seance.date_prevue, "lieu": seance.lieu} if avec_date else {}
    formulaire = classe(request.POST or None, initial=depart)
    if (
        request.method == "POST"
        and formulaire.is_valid()
        and reussir(request, formulaire, action, seance=seance, acteur=request.acteur, **formulaire.cleaned_data)
    ):
        messages.success(request, reussite)
        return redirect("seance_detail", programme, pk)
    contexte = {"seance": seance, "formulaire": formulaire, "titre": titre, "sous": sous, "bouton": bouton, "garance": not avec_date}
    return render(request, "comite/seance_changer.html", contexte)


@require_http_methods(["GET", "HEAD", "POST"])
def seance_modifier(request, programme, pk):
    """Change date and place before the convocation."""
    return _executer(request, programme, pk, modifier_seance, DateEtLieuForm)


@require_http_methods(["GET", "HEAD", "POST"])
def seance_reporter(request, programme, pk):
    """Postpone a convened sitting."""
    return _executer(request, programme, pk, reporter_seance, ReportForm)


@require_http_methods(["GET", "HEAD", "POST"])
def seance_annuler(request, programme, pk):
    """Cancel a sitting."""
    return _executer(request, programme, pk, annuler_seance, AnnulationForm, avec_date=False)


@require_POST
def carence_constater(request, programme, pk):
    """Record that quorum was missed, and lift the sitting."""
    _, seance = seance_presidee(request.acteur, pk)
    phrase = "Le défaut de quorum est constaté et la séance levée. Préparez maintenant la seconde convocation."
    return executer(request, phrase, ("seance_detail", programme, pk), constater_carence, seance=seance, acteur=request.acteur)


@require_http_methods(["GET", "HEAD", "POST"])
def seance_reconvoquer(request, programme, pk):
    """Prepare the second convocation of a sitting that missed its quorum."""
    seance = seance_a_reconvoquer(request.acteur, pk, verrou=request.method == "POST")
    formulaire = DateEtLieuForm(request.POST or None, initial={"lieu": seance.lieu})
    if request.method == "POST" and formulaire.is_valid():
        creees = []
        if reussir(
            request, formulaire, lambda **a: creees.append(reconvoquer(**a)),
            seance=seance, acteur=request.acteur, verrouille=True, **formulaire.cleaned_data,
        ):  # fmt: skip
            messages.success(request, f"La {creees[0]} est prête\u00a0: relisez-la, puis convoquez les membres.")
            return redirect("seance_detail", programme, creees[0].pk)
    sous = "Le même ordre du jour, sans les projets décidés. Les dossiers figés et les notes suivent leur projet."
    contexte = {"seance": seance, "formulaire": formulaire, "titre": "Préparer une seconde convocation", "sous": sous}
    return render(request, "comite/seance_changer.html", contexte | {"bouton": "Préparer la seconde convocation"})
