"""One voice, one vote: who may, who may not, and what the quorum counts."""

import pytest

from comite.actions.deports import declarer_deport
from comite.actions.presences import arriver, donner_procuration, partir, retirer_procuration
from comite.actions.scrutins import annuler_scrutin, clore_scrutin, ouvrir_scrutin, voter
from comite.enums import Choix, ModeScrutin, StatutScrutin
from comite.models import Bulletin, Participation, Urne
from socle.comptes.acteur import acteur_de
from socle.comptes.actions.reglages import fixer_reglage
from socle.lib.refus import ActionRefusee
from tests.comite import fabriques as f
from tests.comite.fabriques import refus_de


def regler(cle, valeur):
    from datetime import date

    fixer_reglage(cle=cle, valeur=valeur, motif="essai", date_effet=date(2022, 1, 1), auteur=None)


def vote(scrutin, membre, choix=Choix.ATTRIBUER, **options):
    return voter(scrutin=scrutin, choix=choix, acteur=acteur_de(membre.utilisateur), **options)


def refus_de_vote(scrutin, membre, choix=Choix.ATTRIBUER, **options):
    return refus_de(voter, scrutin=scrutin, choix=choix, acteur=acteur_de(membre.utilisateur), **options)


def test_un_vote_nominal_porte_son_siege(seance, comite):
    scrutin = f.scrutin_ouvert(seance)
    vote(scrutin, comite[1], Choix.AJOURNER)
    bulletin = Bulletin.objects.get()
    assert (bulletin.choix, bulletin.membre) == (Choix.AJOURNER, comite[1])


def test_on_ne_vote_pas_deux_fois(seance, comite):
    scrutin = f.scrutin_ouvert(seance)
    vote(scrutin, comite[1])
    assert refus_de_vote(scrutin, comite[1], Choix.AJOURNER) == "deja_vote"
    assert Bulletin.objects.get().choix == Choix.ATTRIBUER


def test_on_ne_vote_pas_apres_la_cloture(seance, comite):
    scrutin = f.scrutin_clos(seance, f.tous(comite[:2], Choix.ATTRIBUER))
    assert refus_de_vote(scrutin, comite[2]) == "scrutin_clos"


def test_sans_siege_ou_sans_voix(seance, comite, coordinatrice, experte):
    scrutin = f.scrutin_ouvert(seance)
    assert refus_de(voter, scrutin=scrutin, choix=Choix.ATTRIBUER, acteur=acteur_de(coordinatrice)) == "sans_voix"
    comite[2].voix = False
    comite[2].save()
    assert refus_de_vote(scrutin, comite[2]) == "sans_voix"


def test_un_deporte_ne_vote_pas(seance, comite, pret):
    declarer_deport(membre=comite[2], projet=pret, acteur=None)
    scrutin = f.scrutin_ouvert(seance)
    assert refus_de_vote(scrutin, comite[2]) == "deporte"
    assert (scrutin.votants, scrutin.deports, scrutin.presents) == (2, 1, 2)


def test_un_absent_ne_vote_pas(comite, pret):
    seance = f.seance_ouverte(pret, presents=comite[:2])
    assert refus_de_vote(f.scrutin_ouvert(seance), comite[2]) == "absent"


def test_un_choix_d_un_autre_type_de_seance(seance, comite):
    assert refus_de_vote(f.scrutin_ouvert(seance), comite[0], Choix.RETENIR) == "choix_inconnu"


def test_la_procuration_vaut_une_voix(comite, pret):
    seance = f.seance_ouverte(pret, presents=comite[:2])
    donner_procuration(seance=seance, mandant=comite[2], mandataire=comite[1], acteur=None)
    scrutin = f.scrutin_ouvert(seance)
    vote(scrutin, comite[1], Choix.AJOURNER)
    participation = vote(scrutin, comite[1], Choix.ATTRIBUER, pour=comite[2])
    assert (participation.par_procuration, participation.exprime_par) == (True, comite[1])
    assert refus_de_vote(scrutin, comite[0], pour=comite[2]) == "deja_vote"


def test_on_ne_vote_pas_pour_qui_n_a_rien_confie(seance, comite):
    assert refus_de_vote(f.scrutin_ouvert(seance), comite[0], pour=comite[1]) == "pas_votre_voix"


def test_une_procuration_par_membre(seance, comite, programme):
    quatrieme = f.nommer_membre(utilisateur=f.creer_votants(1)[0], siege=4, qualite="etat", acteur=None)
    donner_procuration(seance=seance, mandant=comite[2], mandataire=comite[0], acteur=None)
    essai = {"seance": seance, "acteur": None}
    assert refus_de(donner_procuration, mandant=quatrieme, mandataire=comite[0], **essai) == "procurations_max"
    assert refus_de(donner_procuration, mandant=comite[2], mandataire=comite[1], **essai) == "procuration_deja_donnee"
    assert refus_de(donner_procuration, mandant=comite[0], mandataire=comite[1], **essai) == "procuration_en_chaine"
    assert refus_de(donner_procuration, mandant=comite[1], mandataire=comite[1], **essai) == "procuration_a_soi"
    retirer_procuration(mandant=comite[2], **essai)
    donner_procuration(mandant=quatrieme, mandataire=comite[0], **essai)


def test_on_ne_donne_que_sa_propre_procuration(seance, comite, membre):
    acteur = acteur_de(membre)
    assert refus_de(donner_procuration, seance=seance, mandant=comite[2], mandataire=comite[0], acteur=acteur) == "pas_pour_un_autre"
    assert refus_de(partir, seance=seance, membre=comite[2], acteur=acteur) == "pas_pour_un_autre"


def test_sans_quorum_la_phrase_donne_les_chiffres(comite, pret):
    seance = f.seance_ouverte(pret, presents=comite[:1])
    with pytest.raises(ActionRefusee) as erreur:
        f.scrutin_ouvert(seance)
    assert erreur.value.refus.code == "sans_quorum"
    assert str(erreur.value) == (
        "Quorum non atteint\u00a0: 1\u00a0voix présente ou représentée sur 3\u00a0membres votants, il en faut 2."
    )


def test_un_depart_fait_perdre_le_quorum_a_la_cloture(seance, comite):
    scrutin = f.scrutin_ouvert(seance)
    for m in comite[1:]:
        partir(seance=seance, membre=m, acteur=None)
    assert refus_de(clore_scrutin, scrutin=scrutin, acteur=None) == "quorum_perdu"


def test_qui_a_vote_puis_part_compte_encore(seance, comite):
    scrutin = f.scrutin_ouvert(seance)
    for m in comite:
        vote(scrutin, m)
        partir(seance=seance, membre=m, acteur=None)
    assert clore_scrutin(scrutin=scrutin, acteur=None).etat == StatutScrutin.CLOS


def test_seconde_convocation_sans_quorum(comite, pret):
    seance = f.seance_ouverte(presents=[], *[pret])
    seance.seconde_convocation_de = f.seance_convoquee(f.creer_projet(9))
    seance.save()
    arriver(seance=seance, membre=comite[0], acteur=None)
    assert f.scrutin_ouvert(seance).quorum_requis == 1


def test_le_secret_ne_laisse_aucun_lien(seance, comite):
    scrutin = f.scrutin_ouvert(seance, mode=ModeScrutin.SECRET)
    for m, choix in zip(comite, [Choix.ATTRIBUER, Choix.AJOURNER, Choix.ATTRIBUER], strict=True):
        vote(scrutin, m, choix)
    assert not Bulletin.objects.exists()
    clore_scrutin(scrutin=scrutin, acteur=None)
    bulletins = Bulletin.objects.filter(scrutin=scrutin)
    assert sorted(bulletins.values_list("choix", "membre")) == [("ajourner", None), ("attribuer", None), ("attribuer", None)]
    assert Participation.objects.filter(scrutin=scrutin).count() == 3
    assert not Urne.objects.exists()


def test_une_enveloppe_trop_courte_refuse_le_scrutin(seance):
    assert refus_de(f.scrutin_ouvert, seance=seance, montants={"investissement": 27_000_000}) == "enveloppe_depassee"


@pytest.mark.parametrize("montants", [{"investissement": 0}, {"inconnue": 5}, {"investissement": -5, "demarrage": 9}])
def test_les_montants_mis_aux_voix(seance, montants):
    assert refus_de(f.scrutin_ouvert, seance=seance, montants=montants) == "montants_manquants"


def test_un_seul_scrutin_a_la_fois(seance):
    f.scrutin_ouvert(seance)
    assert refus_de(f.scrutin_ouvert, seance=seance) == "scrutin_en_cours"


def test_annuler_demande_un_motif_et_rouvre_le_point(seance, comite):
    scrutin = f.scrutin_ouvert(seance)
    assert refus_de(annuler_scrutin, scrutin=scrutin, motif=" ", acteur=None) == "motif_manquant"
    annuler_scrutin(scrutin=scrutin, motif="Question mal posée", acteur=None)
    assert refus_de_vote(scrutin, comite[0]) == "scrutin_clos"
    assert f.scrutin_ouvert(seance).etat == StatutScrutin.OUVERT


def test_un_membre_n_ouvre_pas_de_scrutin(seance, membre):
    point = seance.points.get()
    assert refus_de(ouvrir_scrutin, point=point, acteur=acteur_de(membre), montants=f.MONTANTS) == "pas_la_presidence"


def test_le_suppleant_porte_la_voix_du_siege(comite, pret):
    personne = f.creer_votants(1)[0]
    suppleant = f.nommer_membre(
        utilisateur=personne, siege=2, qualite="etat", acteur=None, est_suppleance=True, mandat_debut=f.date(2020, 1, 1)
    )
    seance = f.seance_ouverte(pret, presents=[comite[0], suppleant])
    scrutin = f.scrutin_ouvert(seance)
    assert vote(scrutin, suppleant).membre == comite[1]
    arriver(seance=seance, membre=comite[1], acteur=None)
    assert refus_de_vote(scrutin, comite[1]) == "deja_vote"


def test_deux_arrivees(seance, comite):
    assert refus_de(arriver, seance=seance, membre=comite[0], acteur=None) == "deja_present"


def test_un_deport_apres_son_vote_attend_l_annulation(seance, comite, pret):
    vote(f.scrutin_ouvert(seance), comite[1])
    assert refus_de(declarer_deport, membre=comite[1], projet=pret, acteur=None) == "deja_vote"
