"""After the convocation: answers, proxies, suppléants, those who joined later, what the secretary reads."""

from datetime import date

import pytest
from django.db import Error, transaction
from django.urls import reverse
from django.utils import timezone

from comite.actions.convocations import convoquer_les_nouveaux, repondre_convocation
from comite.actions.deports import declarer_deport
from comite.actions.membres import nommer_membre
from comite.actions.presences import arriver, retirer_procuration
from comite.actions.reports import reporter_seance
from comite.actions.scrutins import voter
from comite.actions.seances import ouvrir_seance
from comite.enums import Choix, Qualite, Reponse
from comite.models import Procuration, ReponseConvocation
from comite.queries.a_faire import a_faire
from comite.queries.rappels import seances_a_rappeler
from comite.queries.reponses import attendus_sans_reponse, membres_et_reponses, quorum_attendu
from comite.queries.salle import points_de
from comite.relances import notes_attendues, reponses_attendues, seances_a_convoquer
from socle.comptes.acteur import acteur_de
from socle.courriers.actions import relancer
from socle.courriers.models import Courrier
from socle.courriers.registre import relances
from socle.lib.dates import a_paris
from tests.comite import fabriques as f
from tests.comite.fabriques import refus_de


@pytest.fixture
def convoquee(comite, pret):
    return f.seance_convoquee(pret)


def repondre(seance, membre, reponse, **options):
    return repondre_convocation(seance=seance, membre=membre, reponse=Reponse(reponse), acteur=acteur_de(membre.utilisateur), **options)


def url(seance, nom="convocation_repondre"):
    return reverse(nom, args=["manufactures", seance.pk])


def courriers(gabarit):
    return list(Courrier.objects.filter(gabarit=gabarit).order_by("pk").values_list("destinataire", flat=True))


def suppleant_de(membre, prenom="Suppléante"):
    personne = f.creer_personne(f"{prenom.lower()}@exemple.fr".replace("é", "e"), prenom)
    return nommer_membre(
        utilisateur=personne, siege=membre.siege, qualite=Qualite.ETAT, acteur=None, est_suppleance=True, mandat_debut=date(2020, 1, 1)
    )


def test_la_derniere_reponse_compte_et_rien_n_est_efface(convoquee, comite):
    repondre(convoquee, comite[1], "present", commentaire="Par le train")
    repondre(convoquee, comite[1], "a_distance")
    assert [r.reponse for r in ReponseConvocation.objects.all()] == ["a_distance", "present"]
    assert ReponseConvocation.objects.en_vigueur().get().etat == Reponse.A_DISTANCE
    with pytest.raises(Error), transaction.atomic():
        ReponseConvocation.objects.update(reponse="excuse")


def test_on_repond_pour_soi_la_presidence_pour_tous(convoquee, comite, membre):
    args = {"seance": convoquee, "membre": comite[2], "reponse": Reponse.PRESENT}
    assert refus_de(repondre_convocation, acteur=acteur_de(membre), **args) == "pas_pour_un_autre"
    assert repondre_convocation(acteur=acteur_de(comite[0].utilisateur), **args).saisie_par == comite[0].utilisateur


def test_on_ne_repond_plus_une_fois_la_seance_ouverte(seance, comite):
    assert refus_de(repondre_convocation, seance=seance, membre=comite[1], reponse=Reponse.PRESENT, acteur=None) == "seance_non_convoquee"


def test_la_procuration_fait_partie_de_la_reponse(convoquee, comite):
    assert refus_de(repondre_convocation, seance=convoquee, membre=comite[1], reponse=Reponse.REPRESENTE, acteur=None) == "mandataire_manquant"
    repondre(convoquee, comite[1], "represente", mandataire=comite[2])
    repondre(convoquee, comite[1], "represente", mandataire=comite[0])
    assert Procuration.objects.get().mandataire == comite[0]
    repondre(convoquee, comite[1], "present")
    assert not Procuration.objects.exists()


def test_le_mandataire_est_prevenu_quand_on_lui_confie_ou_reprend_une_voix(convoquee, comite):
    repondre(convoquee, comite[1], "represente", mandataire=comite[2])
    repondre(convoquee, comite[1], "present")
    assert courriers("comite_procuration") == courriers("comite_procuration_retiree") == [comite[2].utilisateur_id]


def test_une_procuration_qui_a_servi_ne_se_reprend_pas(convoquee, comite):
    repondre(convoquee, comite[1], "represente", mandataire=comite[2])
    seance = ouvrir_seance(seance=convoquee, acteur=None)
    for membre in (comite[0], comite[2]):
        arriver(seance=seance, membre=membre, acteur=None)
    scrutin = f.scrutin_ouvert(seance)
    voter(scrutin=scrutin, choix=Choix.ATTRIBUER, pour=comite[1], acteur=acteur_de(comite[2].utilisateur))
    assert refus_de(retirer_procuration, seance=seance, mandant=comite[1], acteur=None) == "procuration_utilisee"
    assert Procuration.objects.exists()


def test_le_suppleant_est_prevenu_quand_son_titulaire_s_excuse(comite, pret):
    suppleante = suppleant_de(comite[1])
    seance = f.seance_convoquee(pret)
    repondre(seance, comite[2], "excuse")
    assert courriers("comite_suppleance") == []
    repondre(seance, comite[1], "excuse")
    assert courriers("comite_suppleance") == [suppleante.utilisateur_id]


def test_qui_doit_encore_repondre(comite, pret):
    suppleante = suppleant_de(comite[1])
    seance = f.seance_convoquee(pret)
    repondre(seance, comite[0], "present")
    assert attendus_sans_reponse(membres_et_reponses(seance)) == [comite[1], comite[2]]
    repondre(seance, comite[1], "excuse")
    assert attendus_sans_reponse(membres_et_reponses(seance)) == [suppleante, comite[2]]


def attendu(seance):
    return [(p.voix.en_jeu, p.voix.votants, p.voix.atteint) for p in quorum_attendu(seance, membres_et_reponses(seance), points_de(seance, None))]


def test_le_quorum_attendu_point_par_point(comite, pret):
    seance = f.seance_convoquee(pret, f.creer_projet(2))
    assert attendu(seance) == [(0, 3, False)] * 2
    repondre(seance, comite[0], "a_distance")
    repondre(seance, comite[1], "represente", mandataire=comite[0])
    assert attendu(seance) == [(2, 3, True)] * 2
    declarer_deport(membre=comite[0], projet=pret, acteur=None)
    assert attendu(seance) == [(0, 2, False), (2, 3, True)]


def test_seuls_la_presidence_et_le_secretariat_lisent_qui_vient(convoquee, comite, client_de, membre, presidente, coordinatrice):
    assert [client_de(p).get(url(convoquee, "seance_reponses")).status_code for p in (presidente, coordinatrice, membre)] == [200, 200, 403]
    assert "Quorum attendu" not in client_de(membre).get(url(convoquee)).content.decode()


def test_un_report_demande_une_nouvelle_reponse(convoquee, comite):
    repondre(convoquee, comite[1], "present")
    seance = reporter_seance(seance=convoquee, date_prevue=f.dans(20), lieu="Ailleurs", motif="Salle prise", acteur=None)
    assert not ReponseConvocation.objects.en_vigueur().exists()
    assert {m.reponse for m in membres_et_reponses(seance)} == {Reponse.SANS_REPONSE}


def test_convoquer_ceux_qui_sont_arrives_depuis(convoquee, comite, pret):
    assert refus_de(convoquer_les_nouveaux, seance=convoquee, acteur=None) == "tous_convoques"
    tard = nommer_membre(utilisateur=f.creer_votants(1)[0], siege=9, qualite="etat", acteur=None)
    assert convoquer_les_nouveaux(seance=convoquee, acteur=None) == 1
    assert courriers("comite_convocation")[3:] == [tard.utilisateur_id]


def test_la_convocation_mene_a_la_reponse_aux_dossiers_et_au_reglement(convoquee, membre):
    texte = Courrier.objects.filter(gabarit="comite_convocation", destinataire=membre).get().texte
    dossier = convoquee.points.get().dossier
    for adresse in (url(convoquee), reverse("dossier_detail", args=["manufactures", dossier.pk]), reverse("comite_reglement", args=["manufactures"])):
        assert adresse in texte


def test_repondre_en_un_clic(convoquee, comite, client_de, membre):
    client = client_de(membre)
    assert "Je viens sur place" in client.get(url(convoquee)).content.decode()
    page = client.post(url(convoquee), {"reponse": "excuse", "commentaire": "En congé"}, follow=True).content.decode()
    assert "Votre absence est notée" in page
    assert ReponseConvocation.objects.get().commentaire == "En congé"
    refus = client.post(url(convoquee), {"reponse": "represente"}).content.decode()
    assert "Choisissez le membre qui portera votre voix." in refus


def test_le_secretariat_note_la_reponse_de_qui_telephone(convoquee, comite, client_de, coordinatrice):
    client, adresse = client_de(coordinatrice), f"{url(convoquee)}?membre={comite[2].pk}"
    assert client.get(url(convoquee)).status_code == 403
    assert client.post(adresse, {"reponse": "a_distance"}).url == url(convoquee, "seance_reponses")
    assert ReponseConvocation.objects.get().membre == comite[2]


def test_l_accueil_mene_a_la_reponse_tant_qu_elle_manque(convoquee, comite, membre):
    page = url(convoquee, "seance_detail")
    assert [t.url for t in a_faire(acteur_de(membre))] == [url(convoquee), f"{page}#rangs"]
    repondre(convoquee, comite[1], "present")
    assert [t.url for t in a_faire(acteur_de(membre))] == [page, f"{page}#rangs"]


def destinataires(relance, seance):
    return sorted(r.destinataire_pk for r in relance(seance.convoquee_at or f.dans(0)))


def test_les_membres_sans_reponse_sont_relances(convoquee, comite):
    repondre(convoquee, comite[1], "present")
    assert destinataires(lambda instant: reponses_attendues(seances_a_rappeler(instant)), convoquee) == sorted(m.utilisateur_id for m in (comite[0], comite[2]))


def test_les_dossiers_a_noter_sont_rappeles_sans_ceux_des_deports(convoquee, comite, pret):
    declarer_deport(membre=comite[1], projet=pret, acteur=None)
    assert destinataires(notes_attendues, convoquee) == sorted(m.utilisateur_id for m in (comite[0], comite[2]))


def test_le_secretariat_est_relance_avant_le_dernier_jour(comite, coordinatrice):
    seance = f.creer_seance(type_seance="financement", date_prevue=f.dans(20), lieu="Ici", acteur=None)
    rappel = next(seances_a_convoquer(seances_a_rappeler(f.dans(0))))
    prevue, echeance = (timezone.localdate(instant) for instant in (seance.date_prevue, rappel.echeance))
    assert (rappel.destinataire_pk, (prevue - echeance).days) == (coordinatrice.pk, 5)


def test_relancer_deux_fois_le_meme_jour_n_ecrit_qu_une_fois(comite, pret):
    seance = f.creer_seance(type_seance="financement", date_prevue=a_paris(date(2026, 11, 19)).replace(year=2099), lieu="Ici", acteur=None)
    f.inscrire_projet(seance=seance, projet=pret, acteur=None)
    f.convoquer(seance=seance, acteur=None)
    veille = a_paris(date(2099, 11, 18))
    assert {"comite.reponse", "comite.convocation", "comite.notes"} <= {r.code for r in relances()}
    assert (relancer(instant=veille), relancer(instant=veille)) == (3, 0)
