"""Missions shared by several projects: their list, one of them, its opening, and the acts of each side."""

from django.core.paginator import Paginator
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accompagnement.access_collectives import (
    collective_a_quitter,
    collective_a_rendre,
    collective_annulable,
    collective_coordonnee,
    collective_de_l_expert,
    collective_du_projet,
    collective_lisible,
    exiger_lecture_des_collectives,
    exiger_ouverture,
)
from accompagnement.actions.collectives import accepter_collective, decliner_invitation, ouvrir_collective, rejoindre_collective
from accompagnement.actions.suites_collectives import annuler_collective, confirmer_collective, quitter_collective, rendre_collective
from accompagnement.enums_collectives import StatutCollective
from accompagnement.forms_collectives import CompteRenduCollectifForm, InscriptionForm, MotifCollectiveForm, OuvertureForm
from accompagnement.models import Creneau, Expert, MissionCollective
from accompagnement.permissions import peut_ouvrir_une_collective
from accompagnement.queries.collectives import liste_des_collectives, projets_a_inviter, projets_accompagnes_de
from accompagnement.queries.credits import credits_du_projet
from accompagnement.views.actes import accomplir, essayer
from accompagnement.views.gestes_collectives import gestes_de_la_collective
from socle.comptes import reglement
from socle.comptes.enums import Role
from socle.lib.francais import demi_journees as en_demi_journees

PAR_PAGE, CRENEAUX_MONTRES = 25, 24


@require_safe
def collective_liste(request, programme):
    """The shared missions a person may read, the last to begin first."""
    exiger_lecture_des_collectives(request.acteur)
    accompagne = request.acteur.a(Role.EQUIPE) and projets_accompagnes_de(request.acteur).exists()
    page = Paginator(liste_des_collectives(request.acteur), PAR_PAGE).get_page(request.GET.get("page"))
    contexte = {"page": page, "ouvre": peut_ouvrir_une_collective(request.acteur, accompagne) is None}
    return render(request, "accompagnement/collectives.html", contexte)


@require_http_methods(["GET", "POST"])
def collective_ouvrir(request, programme):
    """Choose an expert, then her free half-days, and open the mission to projects."""
    exiger_ouverture(request.acteur)
    experts = Expert.objects.filter(actif=True).select_related("utilisateur")
    choisi = request.GET.get("expert") or request.POST.get("expert", "")
    expert = get_object_or_404(experts, pk=choisi) if choisi.isdecimal() else None
    formulaire, ouverte = _formulaire_d_ouverture(request, expert) if expert else None, None

    def ouvrir(lu) -> str:
        nonlocal ouverte
        ouverte = ouvrir_collective(expert=expert, acteur=request.acteur, **formulaire.lu)
        return "Mission collective ouverte : l’expert et les projets invités sont prévenus."

    if request.method == "POST" and formulaire and accomplir(request, formulaire, ouvrir):
        return redirect("collective_detail", programme, ouverte.pk)
    minimum = reglement.valeur("accompagnement.collective_projets_min")
    contexte = {"experts": experts, "expert": expert, "formulaire": formulaire, "minimum": minimum}
    return render(request, "accompagnement/collective_ouvrir.html", contexte)


def _formulaire_d_ouverture(request, expert: Expert) -> OuvertureForm:
    libres = Creneau.objects.libres_apres(timezone.now()).filter(expert=expert)[:CRENEAUX_MONTRES]
    return OuvertureForm(request.POST or None, creneaux=libres, projets=projets_a_inviter())


@require_safe
def collective_detail(request, programme, pk):
    """What is shared, who is in, what each pays, and what this reader may do."""
    return _montrer(request, collective_lisible(request.acteur, pk))


def _montrer(request, collective: MissionCollective, **formulaires):
    contexte = {"collective": collective, **gestes_de_la_collective(request.acteur, collective, timezone.now()), **formulaires}
    return render(request, "accompagnement/collective.html", contexte)


@require_http_methods(["GET", "POST"])
def collective_rejoindre(request, programme, pk, slug):
    """A project comes in, within its credits."""
    collective, projet = collective_du_projet(request.acteur, pk, slug)
    formulaire = InscriptionForm(request.POST or None, credits=credits_du_projet(projet), demi_journees=collective.demi_journees)

    def rejoindre(lu) -> str:
        part = rejoindre_collective(collective=collective, projet=projet, acteur=request.acteur, **formulaire.lu)
        return f"{projet} est inscrit : {en_demi_journees(part.plafond)} réservées au plus."

    if request.method == "POST" and accomplir(request, formulaire, rejoindre):
        return redirect("collective_detail", programme, pk)
    contexte = {"collective": collective, "projet": projet, "formulaire": formulaire}
    return render(request, "accompagnement/collective_rejoindre.html", contexte)


@require_POST
def collective_quitter(request, programme, pk, slug):
    """A project leaves while it is free to."""
    collective, projet = collective_a_quitter(request.acteur, pk, slug)
    formulaire = MotifCollectiveForm(request.POST)

    def quitter(lu) -> str:
        etat = quitter_collective(collective=collective, projet=projet, motif=lu["motif"], acteur=request.acteur, verrouillee=True)
        suite = " La mission est annulée : il ne reste pas assez de projets." if etat == StatutCollective.ANNULEE else ""
        return f"{projet} s’est retiré, ses demi-journées sont rendues.{suite}"

    if accomplir(request, formulaire, quitter):
        return redirect("collective_liste", programme)
    return _montrer(request, collective, retrait_form=formulaire)


@require_POST
def collective_decliner(request, programme, pk, slug):
    """A project answers no to an invitation."""
    collective, projet = collective_du_projet(request.acteur, pk, slug)

    def decliner() -> str:
        decliner_invitation(collective=collective, projet=projet, acteur=request.acteur)
        return f"Invitation déclinée pour {projet} : vous pouvez encore vous inscrire jusqu’à la fin des inscriptions."

    essayer(request, decliner)
    return redirect("collective_detail", programme, pk)


@require_POST
def collective_accepter(request, programme, pk):
    """The expert agrees."""
    collective = collective_de_l_expert(request.acteur, pk)

    def accepter() -> str:
        accepter_collective(collective=collective, acteur=request.acteur)
        return "Accord enregistré : la coordination confirmera la mission."

    essayer(request, accepter)
    return redirect("collective_detail", programme, pk)


@require_POST
def collective_confirmer(request, programme, pk):
    """The coordination closes the registrations."""
    collective = collective_coordonnee(request.acteur, pk)

    def confirmer() -> str:
        confirmer_collective(collective=collective, acteur=request.acteur)
        return "Mission confirmée : chaque projet connaît sa part."

    essayer(request, confirmer)
    return redirect("collective_detail", programme, pk)


@require_POST
def collective_annuler(request, programme, pk):
    """The coordination or the expert cancels for all."""
    collective, formulaire = collective_annulable(request.acteur, pk), MotifCollectiveForm(request.POST)

    def annuler(lu) -> str:
        annuler_collective(collective=collective, motif=lu["motif"], acteur=request.acteur, verrouillee=True)
        return "Mission collective annulée : les demi-journées sont rendues à chaque projet."

    return _repondre(request, collective, "annulation_form", formulaire, annuler)


@require_POST
def collective_rendre(request, programme, pk):
    """The expert reports once for all."""
    collective, formulaire = collective_a_rendre(request.acteur, pk), CompteRenduCollectifForm(request.POST)

    def rendre(lu) -> str:
        rendre_collective(collective=collective, acteur=request.acteur, verrouillee=True, **lu)
        return "Compte rendu remis : chaque projet répond pour sa part."

    return _repondre(request, collective, "rendu_form", formulaire, rendre)


def _repondre(request, collective: MissionCollective, cle: str, formulaire, acte):
    """Come back to the shared mission once the act is done, or show its page with what to repair."""
    if accomplir(request, formulaire, acte):
        return redirect("collective_detail", request.programme.slug, collective.pk)
    return _montrer(request, collective, **{cle: formulaire})
