"""The life of a sitting, from its agenda to its published decisions."""

from datetime import timedelta

import pytest
from django.utils import timezone

from comite.actions.decisions import Retour, proclamer_decision
from comite.actions.deports import declarer_deport
from comite.actions.ordre_du_jour import inscrire_projet, retirer_projet
from comite.actions.proces_verbaux import generer_pv
from comite.actions.seances import convoquer, creer_seance, lever_seance, ouvrir_seance, publier_decisions, suspendre_seance
from comite.enums import Choix, StatutSeance, TypeSeance
from comite.models import Enveloppe, PointOrdreDuJour
from comite.queries.embargo import projets_sous_embargo, statut_public
from manufactures.enums import StatutProjet
from socle.comptes.acteur import acteur_de
from socle.courriers.models import Courrier
from socle.journal.models import Evenement
from tests.comite import fabriques as f
from tests.comite.fabriques import refus_de


def test_du_vote_a_la_publication(seance, comite, pret):
    proclamer_decision(scrutin=f.scrutin_clos(seance, f.tous(comite, Choix.ATTRIBUER)), acteur=None)
    pret.refresh_from_db()
    assert (pret.etat, Enveloppe.objects.get().montant_attribue) == (StatutProjet.FINANCE, 255_000)
    assert statut_public(pret) == StatutProjet.EN_COMITE
    assert Courrier.objects.retenus().count() == 2
    lever_seance(seance=seance, acteur=None)
    assert publier_decisions(seance=seance, acteur=None) == 2
    assert (statut_public(pret), projets_sous_embargo()) == (StatutProjet.FINANCE, frozenset())


def test_les_references_se_suivent_par_type(comite):
    types = ("financement", "labellisation", "financement")
    seances = [creer_seance(type_seance=t, date_prevue=f.dans(9), lieu="Ici", acteur=None) for t in types]
    assert [s.reference[5:] for s in seances] == ["F-01", "L-01", "F-02"]


def test_un_projet_de_financement_passe_en_comite(comite, pret):
    f.seance_convoquee(pret)
    pret.refresh_from_db()
    assert pret.etat == StatutProjet.EN_COMITE


def test_inscrire_deux_fois_donne_le_meme_point(comite, pret):
    seance = creer_seance(type_seance=TypeSeance.FINANCEMENT, date_prevue=f.dans(9), lieu="Ici", acteur=None)
    assert inscrire_projet(seance=seance, projet=pret, acteur=None) == inscrire_projet(seance=seance, projet=pret, acteur=None)


def test_un_projet_pas_pret_n_entre_pas(comite):
    projet = f.creer_projet(1, StatutProjet.RECEVABLE)
    seance = creer_seance(type_seance=TypeSeance.FINANCEMENT, date_prevue=f.dans(9), lieu="Ici", acteur=None)
    assert refus_de(inscrire_projet, seance=seance, projet=projet, acteur=None) == "projet_pas_pret"


def test_un_projet_n_attend_que_dans_une_seance(comite, pret):
    f.seance_convoquee(pret)
    autre = creer_seance(type_seance=TypeSeance.FINANCEMENT, date_prevue=f.dans(20), lieu="Ici", acteur=None)
    assert refus_de(inscrire_projet, seance=autre, projet=pret, acteur=None) == "projet_inscrit_ailleurs"


def test_un_membre_n_inscrit_ne_retire_ni_ne_fige_rien(comite, pret, membre):
    seance, acteur = creer_seance(type_seance=TypeSeance.FINANCEMENT, date_prevue=f.dans(9), lieu="Ici", acteur=None), acteur_de(membre)
    point = inscrire_projet(seance=seance, projet=pret, acteur=None)
    assert refus_de(inscrire_projet, seance=seance, projet=f.creer_projet(2), acteur=acteur) == "pas_la_coordination"
    assert refus_de(retirer_projet, point=point, acteur=acteur) == "pas_la_coordination"
    assert refus_de(f.figer_dossier, point=point, contenu=f.CONTENU, acteur=acteur) == "pas_la_coordination"


def test_l_ordre_du_jour_se_ferme_a_l_ouverture(seance):
    assert refus_de(inscrire_projet, seance=seance, projet=f.creer_projet(2), acteur=None) == "ordre_du_jour_clos"
    assert refus_de(retirer_projet, point=seance.points.get(), acteur=None) == "ordre_du_jour_clos"


def test_un_point_au_dossier_fige_reste(comite, pret):
    seance = f.seance_convoquee(pret)
    assert refus_de(retirer_projet, point=seance.points.get(), acteur=None) == "point_entame"


def test_retirer_un_point_neuf(comite, pret):
    seance = creer_seance(type_seance=TypeSeance.FINANCEMENT, date_prevue=f.dans(9), lieu="Ici", acteur=None)
    retirer_projet(point=inscrire_projet(seance=seance, projet=pret, acteur=None), acteur=None)
    assert not PointOrdreDuJour.objects.exists()


def test_convoquer_ecrit_a_chaque_membre_sans_les_dossiers_de_ses_deports(comite, pret, membre):
    autre = f.creer_projet(2)
    declarer_deport(membre=comite[1], projet=autre, acteur=None)
    f.seance_convoquee(pret, autre)
    textes = dict(Courrier.objects.filter(gabarit="comite_convocation").values_list("destinataire", "texte"))
    assert len(textes) == 3
    assert [str(autre) in textes[m.utilisateur_id] for m in comite] == [True, False, True]


@pytest.mark.parametrize(("jours", "motif", "code"), [(3, "", "delai_court"), (3, "urgence", None), (6, "", None)])
def test_le_delai_de_convocation(comite, pret, jours, motif, code):
    seance = creer_seance(type_seance=TypeSeance.FINANCEMENT, date_prevue=f.dans(jours), lieu="Ici", acteur=None)
    inscrire_projet(seance=seance, projet=pret, acteur=None)
    if code:
        assert refus_de(convoquer, seance=seance, acteur=None, motif_delai_court=motif) == code
    else:
        assert convoquer(seance=seance, acteur=None, motif_delai_court=motif).etat == StatutSeance.CONVOQUEE


def test_on_ne_convoque_pas_sur_rien(comite):
    seance = creer_seance(type_seance=TypeSeance.FINANCEMENT, date_prevue=f.dans(9), lieu="Ici", acteur=None)
    assert refus_de(convoquer, seance=seance, acteur=None) == "ordre_du_jour_vide"


def test_on_n_ouvre_qu_une_seance_convoquee(comite):
    seance = creer_seance(type_seance=TypeSeance.FINANCEMENT, date_prevue=f.dans(9), lieu="Ici", acteur=None)
    assert refus_de(ouvrir_seance, seance=seance, acteur=None) == "seance_statut"


def test_un_scrutin_ouvert_retient_la_seance(seance):
    f.scrutin_ouvert(seance)
    assert refus_de(suspendre_seance, seance=seance, acteur=None) == "scrutin_ouvert"
    assert refus_de(lever_seance, seance=seance, acteur=None) == "scrutin_ouvert"


def test_une_decision_en_attente_retient_la_levee(seance, comite):
    f.scrutin_clos(seance, f.tous(comite, Choix.ATTRIBUER))
    assert refus_de(lever_seance, seance=seance, acteur=None) == "decision_en_attente"


def test_suspendre_puis_reprendre_garde_l_heure_d_ouverture(seance):
    suspendre_seance(seance=seance, acteur=None)
    assert ouvrir_seance(seance=seance, acteur=None).ouverte_at == seance.ouverte_at


def test_on_publie_une_fois_la_seance_levee(seance):
    assert refus_de(publier_decisions, seance=seance, acteur=None) == "seance_non_levee"
    lever_seance(seance=seance, acteur=None)
    publier_decisions(seance=seance, acteur=None)
    assert refus_de(publier_decisions, seance=seance, acteur=None) == "deja_publiee"


def test_un_membre_ne_conduit_pas_la_seance(seance, membre):
    for action in (suspendre_seance, lever_seance, publier_decisions, generer_pv):
        assert refus_de(action, seance=seance, acteur=acteur_de(membre)) == "pas_la_presidence"
    nouvelle = {"type_seance": "financement", "date_prevue": f.dans(9), "lieu": "Ici"}
    assert refus_de(creer_seance, acteur=acteur_de(membre), **nouvelle) == "pas_la_coordination"


def test_rien_n_est_lu_par_l_equipe_avant_la_publication(seance, comite, pret):
    from socle.journal.registre import Public, verbes_lus_par

    proclamer_decision(scrutin=f.scrutin_clos(seance, f.tous(comite, Choix.ATTRIBUER)), acteur=None)
    lus = Evenement.objects.filter(fil=pret.fil, verbe_code__in=verbes_lus_par(Public.EQUIPE))
    assert not lus.exists()
    lever_seance(seance=seance, acteur=None)
    publier_decisions(seance=seance, acteur=None)
    assert lus.get().phrase == "La plateforme a publié la décision\u00a0: attribué"


def ajourner(seance, comite, coordinatrice, **retour):
    scrutin = f.scrutin_clos(seance, f.tous(comite, Choix.AJOURNER))
    retour = Retour("Signer le bail", "Copie du bail", coordinatrice, **retour)
    return proclamer_decision(scrutin=scrutin, acteur=None, motifs="Bail non signé", retour=retour)


def test_un_projet_ajourne_revient_de_lui_meme(seance, comite, pret, coordinatrice):
    ajourner(seance, comite, coordinatrice, date_retour=timezone.localdate() + timedelta(days=30))
    assert creer_seance(type_seance="financement", date_prevue=f.dans(20), lieu="Trop tôt", acteur=None).points.count() == 0
    point = creer_seance(type_seance="financement", date_prevue=f.dans(31), lieu="À temps", acteur=None).points.get()
    assert (point.projet, point.retour_ajournement, point.projet.etat) == (pret, True, StatutProjet.EN_COMITE)
    assert creer_seance(type_seance="financement", date_prevue=f.dans(40), lieu="Déjà revenu", acteur=None).points.count() == 0


def test_une_seance_de_retour_prevue_recoit_son_point_aussitot(seance, comite, pret, coordinatrice):
    prochaine = creer_seance(type_seance="financement", date_prevue=f.dans(30), lieu="Ici", acteur=None)
    ajourner(seance, comite, coordinatrice, seance_retour=prochaine)
    pret.refresh_from_db()
    assert (prochaine.points.get().projet, pret.etat) == (pret, StatutProjet.AJOURNE)
    convoquer(seance=prochaine, acteur=None)
    pret.refresh_from_db()
    assert pret.etat == StatutProjet.EN_COMITE
