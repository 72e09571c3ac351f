"""What each person is asked to do, in two statements at most."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from accompagnement.actions.missions import repondre
from accompagnement.actions.service_fait import accepter_service_fait, remettre_compte_rendu
from accompagnement.enums import Reponse, StatutMission, Verdict
from accompagnement.models import Mission
from accompagnement.queries.a_faire import a_faire
from accompagnement.queries.accueil_expert import bloc_expert
from accompagnement.queries.pour_projet import accompagnement_du_projet
from accompagnement.tasks import passer_les_demandes_en_retard
from socle.comptes import reglement
from socle.courriers.models import Courrier
from tests.accompagnement.fabriques import deplacer


@pytest.fixture
def titres(acteur_de, compter_requetes):
    """The titles of a person's tasks; reading them costs at most two statements once the règlement is read."""

    def lire(personne):
        acteur = acteur_de(personne)
        reglement.valeur("accompagnement.compte_rendu_jours_ouvres")
        with compter_requetes() as compte:
            taches = a_faire(acteur)
        assert compte.nombre <= 2
        return [t.titre for t in taches]

    return lire


def test_l_experte_repond_puis_rend(titres, mission, experte, creneau, acteur_de):
    assert titres(experte) == ["Répondre à une demande"]
    repondre(mission=mission, reponse=Reponse.ACCEPTER, acteur=acteur_de(experte))
    assert titres(experte) == []
    deplacer(creneau, timezone.now() - timedelta(days=1))
    assert titres(experte) == ["Remettre le compte rendu"]


def test_l_equipe_accepte_puis_la_coordination_valide(titres, mission, experte, porteuse, coordinatrice, creneau, acteur_de):
    repondre(mission=mission, reponse=Reponse.ACCEPTER, acteur=acteur_de(experte))
    deplacer(creneau, timezone.now() - timedelta(days=1))
    remettre_compte_rendu(mission=mission, fait="Fait", demi_journees=1, acteur=acteur_de(experte))
    assert (titres(porteuse), titres(coordinatrice)) == (["Accepter ou refuser le service fait"], [])
    accepter_service_fait(mission=mission, verdict=Verdict.ACCEPTE, acteur=acteur_de(porteuse))
    assert (titres(porteuse), titres(coordinatrice)) == ([], ["1\u00a0service fait à valider"])


def test_un_projet_muet_remonte_a_la_coordination(titres, mission_rendue, coordinatrice):
    assert titres(coordinatrice) == []
    with time_machine.travel(timezone.now() + timedelta(days=60)):
        assert titres(coordinatrice) == ["1\u00a0service fait sans réponse du projet"]


def test_une_demande_sans_reponse_est_close_et_ne_se_relance_pas(titres, mission, coordinatrice):
    Mission.objects.filter(pk=mission.pk).update(reponse_avant=timezone.now() - timedelta(hours=1))
    assert titres(coordinatrice) == []
    passer_les_demandes_en_retard()
    assert Mission.objects.get().etat is StatutMission.ANNULEE
    assert Courrier.objects.filter(gabarit="accompagnement_demande_passee", destinataire=coordinatrice).exists()


def test_la_page_du_projet_en_deux_lectures(mission, suivi, compter_requetes):
    reglement.valeur("accompagnement.valeur_demi_journee")
    with compter_requetes() as compte:
        lu = accompagnement_du_projet(suivi, timezone.now())
    assert compte.nombre == 2
    assert (lu.ouvert, lu.prochaine.mission, lu.credits.total.disponibles) == (True, mission, 4)


def test_le_bloc_de_l_experte_en_une_lecture(mission, experte, acteur_de, compter_requetes):
    acteur = acteur_de(experte)
    with compter_requetes() as compte:
        bloc = bloc_expert(acteur, timezone.now())
    assert compte.nombre == 1
    assert (bloc.demandes, bloc.a_venir, bloc.a_rendre) == ((mission,), (), ())
