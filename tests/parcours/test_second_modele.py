"""The second model lived, not only compared: a candidature is written, deposited and decided by the rules of that programme."""

import pytest
import time_machine

from comite.actions.decisions import proclamer_decision
from comite.actions.membres import nommer_membre
from comite.actions.presences import arriver
from comite.actions.scrutins import clore_scrutin, voter
from comite.actions.seances import lever_seance, ouvrir_seance, publier_decisions
from comite.enums import Choix, ModeScrutin, Qualite, TypeSeance
from comite.models import Bulletin
from manufactures.actions.candidatures import ouvrir_projet
from manufactures.actions.depot import deposer_candidature
from manufactures.actions.instruction import declarer_recevable
from manufactures.enums import StatutProjet
from manufactures.models import Projet, Vague
from socle.comptes.acteur import acteur_de
from socle.comptes.enums import Role
from socle.comptes.portee import programme_actif
from tests.comite import fabriques as comite
from tests.conftest import creer_personne
from tests.manufactures.fabriques import LigneDemandee, StructureFactory, completer


@pytest.fixture
def ateliers(ouvrir_programme):
    """The programme of the second model, in the weeks of its only wave."""
    with time_machine.travel("2026-03-10T10:00:00+01:00"), programme_actif(ouvrir_programme("ateliers-ruraux", "ateliers")) as programme:
        yield programme


@pytest.fixture
def recevable(ateliers) -> Projet:
    """A project of that programme: its two conditions proved, its line of equipment asked, deposited and found recevable."""
    porteuse = creer_personne("p@exemple.fr", "Porteuse", Role.EQUIPE)
    coordination = creer_personne("c@exemple.fr", "Coordinatrice", Role.COORDINATION)
    projet = ouvrir_projet(nom="Atelier d’exemple", vague=Vague.objects.get(), acteur=None, porteur=porteuse)
    projet.structure = StructureFactory()
    projet.save()
    candidature = completer(projet.candidatures.get())
    LigneDemandee.objects.filter(candidature=candidature).update(ligne="equipement")
    deposer_candidature(candidature=candidature, acteur=acteur_de(porteuse))
    declarer_recevable(projet=projet, acteur=acteur_de(coordination))
    return projet


@pytest.fixture
def membres(ateliers):
    """Four seats, the first presides."""
    commun = {"qualite": Qualite.ETAT, "acteur": None}
    return [nommer_membre(utilisateur=u, siege=n, est_presidence=n == 1, **commun) for n, u in enumerate(comite.creer_votants(4), 1)]


def test_a_candidature_answers_the_conditions_and_asks_the_lines_of_its_model(recevable):
    copie = recevable.candidatures.get().copie

    assert [c["condition"] for c in copie["conditions"]] == ["Un atelier situé dans une commune rurale", "Deux personnes engagées au moins"]
    assert copie["montants"] == [{"ligne": "Équipement", "montant": "120000.00"}]


def test_its_committee_decides_by_two_thirds_and_in_secret(recevable, membres):
    seance = ouvrir_seance(seance=comite.seance_convoquee(recevable, type_seance=TypeSeance.LABELLISATION), acteur=None)
    for membre in membres[:2]:  # half of the four: the quorum of the first programme, not of this one
        arriver(seance=seance, membre=membre, acteur=None)
    with pytest.raises(comite.ActionRefusee, match="sur 4\u00a0membres votants, il en faut 3"):
        comite.scrutin_ouvert(seance)
    arriver(seance=seance, membre=membres[2], acteur=None)
    scrutin = comite.scrutin_ouvert(seance)
    for membre, choix in zip(membres, (Choix.RETENIR, Choix.RETENIR, Choix.NE_PAS_RETENIR), strict=False):
        voter(scrutin=scrutin, choix=choix, acteur=acteur_de(membre.utilisateur))
    decision = proclamer_decision(scrutin=clore_scrutin(scrutin=scrutin, acteur=None), acteur=None, motifs="Utile au village.")

    assert (scrutin.mode, set(Bulletin.objects.values_list("membre", flat=True))) == (ModeScrutin.SECRET, {None})
    lever_seance(seance=seance, acteur=None)
    publier_decisions(seance=seance, acteur=None)
    assert (decision.sens, Projet.objects.get().etat) == ("retenu", StatutProjet.LABELLISE)
