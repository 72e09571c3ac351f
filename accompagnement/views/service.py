"""Acts after the half-day: the report of the expert, the verdict of the project, the validation of the coordination."""

from django.shortcuts import redirect
from django.views.decorators.http import require_POST

from accompagnement.access import mission_a_rendre, mission_coordonnee, mission_de_l_equipe, service_fait_atteste
from accompagnement.actions.arbitrages import arbitrer, redemander_compte_rendu
from accompagnement.actions.service_fait import accepter_demi_journees, accepter_service_fait, remettre_compte_rendu, valider_service_fait
from accompagnement.actions.silences import valider_sans_reponse
from accompagnement.enums import Verdict
from accompagnement.forms_service import ArbitrageForm, CompteRenduForm, MotifForm, ServiceFaitForm
from accompagnement.models import Mission
from accompagnement.pdf import CODE_ATTESTATION
from accompagnement.queries.demandes import creneaux_de
from accompagnement.views.actes import accomplir, essayer
from accompagnement.views.missions import montrer_mission
from socle.comptes.acteur import Acteur
from socle.documents.actions import demander_edition
from socle.lib.francais import demi_journees as en_demi_journees


@require_POST
def mission_rendre(request, programme, pk):
    """The expert hands in the report."""
    mission = mission_a_rendre(request.acteur, pk)
    formulaire = CompteRenduForm(request.POST, request.FILES, mission=mission)

    def rendre(lu) -> str:
        remettre_compte_rendu(mission=mission, acteur=request.acteur, verrouillee=True, **formulaire.compte_rendu)
        return "Compte rendu remis : l’équipe du projet est prévenue."

    return _repondre(request, mission, "compte_rendu_form", formulaire, rendre)


@require_POST
def mission_juger(request, programme, pk):
    """The project accepts the service, wholly or in part, or refuses it."""
    mission = mission_de_l_equipe(request.acteur, pk)
    dernier = mission.comptes_rendus.order_by("-rang").first()
    rendues = dernier.demi_journees if dernier else mission.demi_journees
    formulaire = ServiceFaitForm(request.POST, rendues=rendues, creneaux=creneaux_de(mission))

    def juger(lu) -> str:
        _juger(mission, formulaire, request.acteur)
        return "Verdict enregistré\u00a0: la coordination le valide, puis le crédit est débité."

    return _repondre(request, mission, "service_fait_form", formulaire, juger)


def _juger(mission: Mission, formulaire: ServiceFaitForm, acteur: Acteur) -> None:
    if jours := formulaire.jours:
        accepter_demi_journees(mission=mission, jours=jours, acteur=acteur)
        return
    lu = formulaire.cleaned_data
    verdict, acceptees = Verdict(lu["verdict"]), lu.get("acceptees") or 0
    accepter_service_fait(mission=mission, verdict=verdict, acceptees=acceptees, motif=lu["motif"], acteur=acteur)


@require_POST
def mission_valider(request, programme, pk):
    """The coordination validates the project's verdict."""
    mission = mission_coordonnee(request.acteur, pk)

    def valider() -> str:
        debit = valider_service_fait(mission=mission, acteur=request.acteur).demi_journees_acceptees
        return f"Verdict validé : {en_demi_journees(debit)} au débit." if debit else "Refus confirmé : rien n’est débité."

    essayer(request, valider)
    return redirect("mission_detail", programme, pk)


@require_POST
def mission_constater(request, programme, pk):
    """The coordination validates in the absence of the project's answer."""
    mission = mission_coordonnee(request.acteur, pk)

    def constater(lu) -> str:
        service_fait = valider_sans_reponse(mission=mission, motif=lu["motif"], acteur=request.acteur)
        debit = en_demi_journees(service_fait.demi_journees_acceptees)
        return f"Service fait validé en l’absence de réponse du projet : {debit} au débit."

    return _repondre(request, mission, "silence_form", MotifForm(request.POST, auto_id="silence_%s"), constater)


@require_POST
def mission_arbitrer(request, programme, pk):
    """The coordination accepts half-days that the project refused."""
    mission = mission_coordonnee(request.acteur, pk)

    def trancher(lu) -> str:
        arbitrer(mission=mission, acteur=request.acteur, **lu)
        return "Arbitrage enregistré : une autre personne de la coordination le valide."

    return _repondre(request, mission, "arbitrage_form", ArbitrageForm(request.POST, auto_id="arbitrage_%s"), trancher)


@require_POST
def mission_redemander(request, programme, pk):
    """The coordination asks for another report."""
    mission = mission_coordonnee(request.acteur, pk)

    def redemander(lu) -> str:
        redemander_compte_rendu(mission=mission, motif=lu["motif"], acteur=request.acteur)
        return "Autre compte rendu demandé : l’expert est prévenu."

    return _repondre(request, mission, "redemande_form", MotifForm(request.POST, auto_id="redemande_%s"), redemander)


def _repondre(request, mission, cle, formulaire, acte):
    """Come back to the mission once the act is done, or show its page with what to repair."""
    if accomplir(request, formulaire, acte):
        return redirect("mission_detail", request.programme.slug, mission.pk)
    return montrer_mission(request, mission, **{cle: formulaire})


@require_POST
def mission_attester(request, programme, pk):
    """Ask for the certificate of a validated service and follow its making."""
    service_fait = service_fait_atteste(request.acteur, pk)
    titre = f"Attestation de service fait, mission {service_fait.mission_id}"
    edition = demander_edition(code=CODE_ATTESTATION, objet_id=service_fait.pk, acteur=request.acteur, titre=titre)
    return redirect("edition_detail", programme, edition.pk)
