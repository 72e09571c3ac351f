"""A project in accompagnement, with credits for two needs, and the expert of the cast."""

from datetime import timedelta

import pytest
from django.utils import timezone

from accompagnement.actions.collectives import Annonce, ouvrir_collective
from accompagnement.actions.demandes import demander_mission, proposer_mission
from accompagnement.actions.missions import repondre
from accompagnement.actions.reservations import reserver_creneau
from accompagnement.actions.service_fait import accepter_service_fait, remettre_compte_rendu, valider_service_fait
from accompagnement.enums import Lieu, Reponse, Verdict
from accompagnement.enums_collectives import PartageCollectif
from accompagnement.models import Besoin, Mission
from manufactures.enums import Fonction
from manufactures.models import MembreEquipe
from socle.comptes.acteur import acteur_de as acteur_en_vigueur
from tests.accompagnement.fabriques import (
    ExpertFactory,
    deplacer,
    doter,
    experte_du_programme,
    installer_le_programme,
    ouvrir,
    sans_interet,
)
from tests.manufactures.fabriques import ProjetFactory


@pytest.fixture
def besoins(programme):
    installer_le_programme()
    return {b.code: b for b in Besoin.objects.all()}


@pytest.fixture
def besoin(besoins):
    return besoins["modele-economique"]


@pytest.fixture
def suivi(besoins, porteuse, partenaire):
    """A project in accompagnement: 3 half-days for the economic model, 2 for the legal one."""
    projet = ProjetFactory(en_accompagnement=True)
    for personne, fonction in ((porteuse, Fonction.PORTEUR), (partenaire, Fonction.PARTENAIRE)):
        MembreEquipe.objects.create(projet=projet, utilisateur=personne, fonction=fonction, date_debut="2022-01-01")
    projet.plan_accompagnement = doter(projet, ("modele-economique", 3), ("modele-juridique", 2))
    return projet


@pytest.fixture
def expert(besoins, experte):
    return experte_du_programme(experte)


@pytest.fixture
def creneau(expert):
    return ouvrir(expert)[0]


@pytest.fixture
def reserver(suivi, besoin, porteuse):
    """Book a slot as the porteuse; any argument may be replaced."""

    def faire(creneau, **champs):
        defauts = {"projet": suivi, "besoin": besoin, "lieu": Lieu.SUR_PLACE, "objet": "Le budget sur 4 ans", "cle": f"cle-{creneau.pk}"}
        return reserver_creneau(**defauts | {"creneau": creneau, "acteur": acteur_en_vigueur(porteuse)} | champs)

    return faire


@pytest.fixture
def mission(reserver, creneau):
    return reserver(creneau)


@pytest.fixture
def mission_rendue(mission, creneau, experte):
    """A mission whose half-day was yesterday and whose report came today."""
    elle = acteur_en_vigueur(experte)
    repondre(mission=mission, reponse=Reponse.ACCEPTER, acteur=elle)
    deplacer(creneau, timezone.now() - timedelta(days=1))
    remettre_compte_rendu(mission=mission, fait="Le budget est équilibré.", demi_journees=1, acteur=elle)
    return Mission.objects.pour_affichage().get(pk=mission.pk)


@pytest.fixture
def service_valide(mission_rendue, porteuse, coordinatrice):
    """The same, accepted by the project and validated by the coordination."""
    accepter_service_fait(mission=mission_rendue, verdict=Verdict.ACCEPTE, acteur=acteur_en_vigueur(porteuse))
    return valider_service_fait(mission=mission_rendue, acteur=acteur_en_vigueur(coordinatrice))


@pytest.fixture
def demander(suivi, besoin, acteur_de, porteuse):
    """Ask for a mission of two half-days as the porteuse; any argument may be replaced."""

    def faire(**champs):
        jour = timezone.localdate()
        defauts = {"projet": suivi, "besoin": besoin, "objet": "Le budget", "resultat_attendu": "Un budget à l’équilibre", "demi_journees": 2}
        defauts |= {"lieu": Lieu.SUR_PLACE, "periode_debut": jour, "periode_fin": jour + timedelta(days=60), "cle": "demande"}
        return demander_mission(**defauts | {"acteur": acteur_de(porteuse)} | champs)

    return faire


@pytest.fixture
def demandee(demander):
    return demander()


@pytest.fixture
def autres(besoins):
    return [ExpertFactory(territoire="Ailleurs") for _ in range(2)]


@pytest.fixture
def sollicitee(demandee, expert, acteur_de, porteuse):
    return proposer_mission(mission=demandee, expert_pk=expert.pk, acteur=acteur_de(porteuse))


@pytest.fixture
def de_l_experte(acteur_de, experte):
    return acteur_de(experte)


@pytest.fixture
def projets(suivi, expert, porteuse):
    """Three projects of one porteuse, each with credits for the economic model."""
    tous = [suivi]
    for _ in range(2):
        projet = ProjetFactory(en_accompagnement=True)
        MembreEquipe.objects.create(projet=projet, utilisateur=porteuse, fonction="porteur", date_debut="2022-01-01")
        projet.plan_accompagnement = doter(projet, ("modele-economique", 3))
        tous.append(projet)
    sans_interet([expert], tous[1:])
    return tous


@pytest.fixture
def collective(projets, expert, acteur_de, coordinatrice):
    """Four half-days, in equal parts."""
    annonce = Annonce(
        "Fixer ses prix", "Comparer nos prix", "Une grille", Lieu.SUR_PLACE, "", PartageCollectif.EGAL, timezone.now() + timedelta(days=5)
    )
    creneaux = [c.pk for c in ouvrir(expert, 4)]
    return ouvrir_collective(annonce=annonce, expert=expert, creneaux=creneaux, invites=projets, acteur=acteur_de(coordinatrice), cle="c1")
