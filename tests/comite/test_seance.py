"""The life of a sitting, from its agenda to its published decisions."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comite.actions.decisions import Retour, proclamer_decision
from comite.actions.ordre_du_jour import inscrire_projet, retirer_projet
from comite.actions.proces_verbaux import generer_pv
from comite.actions.seances import convoquer, creer_seance, lever_seance, ouvrir_seance, publier_decisions, suspendre_seance
from comite.enums import Choix, StatutSeance, TypeSeance
from comite.models import Decision, Enveloppe, PointOrdreDuJour
from comite.queries.embargo import projets_sous_embargo, statut_public
from manufactures.enums import StatutProjet
from socle.courriers.models import Courrier
from socle.lib.refus import ActionRefusee
from tests.comite import fabriques as f


def refus_de(action, **arguments) -> str:
    with pytest.raises(ActionRefusee) as erreur:
        action(**arguments)
    return erreur.value.refus.code


def test_du_vote_a_la_publication(seance, comite, pret):
    scrutin = f.scrutin_clos(seance, f.tous(comite, Choix.ATTRIBUER))
    decision = proclamer_decision(scrutin=scrutin, acteur=None)
    pret.refresh_from_db()
    assert (pret.statut, decision.montant) == (StatutProjet.FINANCE, 255_000)
    assert Enveloppe.objects.get().montant_attribue == 255_000
    assert statut_public(pret) == StatutProjet.EN_COMITE
    assert Courrier.objects.retenus().count() == 2
    lever_seance(seance=seance, acteur=None)
    assert publier_decisions(seance=seance, acteur=None) == 2
    assert statut_public(pret) == StatutProjet.FINANCE
    assert projets_sous_embargo() == frozenset()
