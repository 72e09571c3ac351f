"""A sitting that does not go as planned: moved, postponed, cancelled, convened twice; and the order of its agenda."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from comite.actions.attente import faire_monter
from comite.actions.decisions import Retour, proclamer_decision
from comite.actions.deports import declarer_deport
from comite.actions.ordre_du_jour import inscrire_projet, ordonner_points
from comite.actions.presences import partir
from comite.actions.proces_verbaux import generer_pv
from comite.actions.reports import annuler_seance, constater_carence, modifier_seance, reconvoquer, reporter_seance
from comite.actions.seances import convoquer, creer_seance, lever_seance, ouvrir_seance
from comite.enums import Choix, StatutSeance, TypeSeance
from comite.models import Dossier, PlaceEnAttente, Seance
from comite.queries.ordre import deplacer, proposition
from comite.queries.salle import points_de
from manufactures.enums import StatutProjet
from socle.comptes.acteur import acteur_de
from socle.comptes.actions.reglages import fixer_reglage
from socle.courriers.models import Courrier
from tests.comite import fabriques as f
from tests.comite.fabriques import refus_de
from tests.comite.test_seance import ajourner


def preparer(jours=9):
    return creer_seance(type_seance="financement", date_prevue=f.dans(jours), lieu="Ici", acteur=None)


def test_la_date_et_le_lieu_changent_avant_la_convocation(comite, pret):
    seance = modifier_seance(seance=preparer(), date_prevue=f.dans(30), lieu="Ailleurs", acteur=None)
    assert (seance.lieu, seance.date_prevue.date()) == ("Ailleurs", f.dans(30).date())
    assert refus_de(modifier_seance, seance=seance, date_prevue=f.dans(-1), lieu="Ici", acteur=None) == "date_passee"
    convoquee = f.seance_convoquee(pret)
    assert refus_de(modifier_seance, seance=convoquee, date_prevue=f.dans(30), lieu="Ici", acteur=None) == "seance_convoquee"


def test_un_ajourne_entre_quand_la_seance_recule(seance, comite, pret, coordinatrice):
    ajourner(seance, comite, coordinatrice, date_retour=timezone.localdate() + timedelta(days=30))
    prochaine = preparer(20)
    assert not prochaine.points.exists()
    modifier_seance(seance=prochaine, date_prevue=f.dans(31), lieu="Ici", acteur=None)
    assert prochaine.points.get().projet == pret


def test_un_ajourne_depuis_la_preparation_entre_a_la_convocation(seance, comite, pret, coordinatrice):
    prochaine = preparer(40)
    ajourner(seance, comite, coordinatrice, date_retour=timezone.localdate() + timedelta(days=30))
    convoquer(seance=prochaine, acteur=None)
    assert (prochaine.points.get().projet, prochaine.points.get().retour_ajournement) == (pret, True)


def test_reporter_previent_les_membres_avec_le_motif(comite, pret):
    seance = f.seance_convoquee(pret)
    assert refus_de(reporter_seance, seance=seance, date_prevue=f.dans(20), lieu="Ici", motif=" ", acteur=None) == "motif_manquant"
    assert refus_de(reporter_seance, seance=seance, date_prevue=f.dans(2), lieu="Ici", motif="Grève", acteur=None) == "delai_court"
    reporter_seance(seance=seance, date_prevue=f.dans(20), lieu="Ici", motif="Grève des trains", acteur=None)
    textes = Courrier.objects.filter(gabarit="comite_report").values_list("texte", flat=True)
    assert [("Grève des trains" in t, str(pret) in t) for t in textes] == [(True, True)] * 3


def test_une_seance_en_preparation_ne_se_reporte_pas(comite):
    assert refus_de(reporter_seance, seance=preparer(), date_prevue=f.dans(20), lieu="Ici", motif="Grève", acteur=None) == "seance_non_convoquee"


def test_annuler_libere_les_projets_et_previent(comite, pret):
    seance = annuler_seance(seance=f.seance_convoquee(pret), motif="Salle prise", acteur=None)
    assert (seance.etat, Courrier.objects.filter(gabarit="comite_annulation").count()) == (StatutSeance.ANNULEE, 3)
    assert inscrire_projet(seance=preparer(), projet=pret, acteur=None).projet == pret
    assert refus_de(ouvrir_seance, seance=seance, acteur=None) == "seance_statut"


def test_annuler_demande_un_motif_et_une_seance_a_venir(comite, seance):
    assert refus_de(annuler_seance, seance=preparer(), motif="", acteur=None) == "motif_manquant"
    assert refus_de(annuler_seance, seance=seance, motif="Salle prise", acteur=None) == "seance_statut"


def test_une_seance_annulee_en_preparation_reste_inconnue_des_membres(comite, client_de, membre):
    seance = annuler_seance(seance=preparer(), motif="Salle prise", acteur=None)
    assert client_de(membre).get(reverse("seance_detail", args=["manufactures", seance.pk])).status_code == 404
    assert not Courrier.objects.filter(gabarit="comite_annulation").exists()


def test_un_retour_d_une_seance_annulee_revient_a_la_suivante(seance, comite, pret, coordinatrice):
    ajourner(seance, comite, coordinatrice, date_retour=timezone.localdate() + timedelta(days=10))
    annuler_seance(seance=preparer(20), motif="Salle prise", acteur=None)
    assert preparer(30).points.get().projet == pret


@pytest.mark.parametrize("champs", [{"statut": "convoquee"}, {"lieu": "Ailleurs"}])
def test_la_base_fige_une_seance_annulee(comite, champs):
    seance = annuler_seance(seance=preparer(), motif="Salle prise", acteur=None)
    with pytest.raises(IntegrityError), transaction.atomic():
        Seance.objects.filter(pk=seance.pk).update(**champs)


def test_la_base_n_annule_ni_sans_motif_ni_une_seance_ouverte(comite, seance):
    for pk in (preparer().pk, seance.pk):
        with pytest.raises(IntegrityError), transaction.atomic():
            Seance.objects.filter(pk=pk).update(statut="annulee", annulee_at=timezone.now())


def test_seconde_convocation_sur_le_meme_ordre_du_jour_sans_les_projets_decides(comite, pret):
    autre = f.creer_projet(2)
    seance = f.seance_ouverte(pret, autre, presents=comite)
    proclamer_decision(scrutin=f.scrutin_clos(seance, f.tous(comite, Choix.ATTRIBUER)), acteur=None)
    for membre in comite[:2]:
        partir(seance=seance, membre=membre, acteur=None)
    assert refus_de(reconvoquer, seance=seance, date_prevue=f.dans(10), lieu="Ici", acteur=None) == "carence_a_constater"
    seance = constater_carence(seance=seance, acteur=None)
    nouvelle = reconvoquer(seance=seance, date_prevue=f.dans(10), lieu="Ici", acteur=None)
    assert (seance.etat, nouvelle.seconde_convocation_de, nouvelle.points.get().projet) == (StatutSeance.LEVEE, seance, autre)
    assert Dossier.objects.get(point__seance=nouvelle).empreinte == Dossier.objects.get(point=seance.points.get(projet=autre)).empreinte
    convoquer(seance=nouvelle, acteur=None)
    assert Courrier.objects.filter(gabarit="comite_convocation", texte__contains="Aucun quorum ne sera exigé").count() == 3
    assert refus_de(reconvoquer, seance=seance, date_prevue=f.dans(10), lieu="Ici", acteur=None) == "deja_reconvoquee"


def test_pas_de_constat_de_carence_quand_le_quorum_etait_la(seance):
    assert refus_de(constater_carence, seance=seance, acteur=None) == "quorum_atteint"
    lever_seance(seance=seance, acteur=None)
    assert refus_de(constater_carence, seance=seance, acteur=None) == "quorum_atteint"


def test_le_constat_vaut_une_fois_et_avant_le_proces_verbal(comite, pret):
    levee = lever_seance(seance=f.seance_ouverte(pret), acteur=None)
    constater_carence(seance=levee, acteur=None)
    assert refus_de(constater_carence, seance=levee, acteur=None) == "carence_constatee"
    autre = lever_seance(seance=f.seance_ouverte(f.creer_projet(4)), acteur=None)
    generer_pv(seance=autre, acteur=None)
    assert refus_de(constater_carence, seance=autre, acteur=None) == "carence_tardive"


def test_une_seconde_convocation_n_accueille_aucun_projet_de_plus(comite, pret):
    levee = constater_carence(seance=f.seance_ouverte(pret), acteur=None)
    nouvelle = reconvoquer(seance=levee, date_prevue=f.dans(10), lieu="Ici", acteur=None)
    assert refus_de(inscrire_projet, seance=nouvelle, projet=f.creer_projet(3), acteur=None) == "meme_ordre_du_jour"


def lever_et_reconvoquer(seance):
    return reconvoquer(seance=constater_carence(seance=seance, acteur=None), date_prevue=f.dans(10), lieu="Ici", acteur=None)


def test_une_seconde_convocation_ne_recoit_ni_retour_ni_projet_en_attente(comite, pret, coordinatrice):
    """No quorum is asked there: only what the first convocation announced may be decided."""
    attend = f.creer_projet(5, StatutProjet.RECEVABLE)
    f.decider(attend, comite, Choix.LISTE_ATTENTE, type_seance=TypeSeance.LABELLISATION, rang_attente=1)
    labels = [f.seance_ouverte(f.creer_projet(n, StatutProjet.RECEVABLE), type_seance=TypeSeance.LABELLISATION) for n in (6, 7)]
    avant = lever_et_reconvoquer(labels[0])
    assert faire_monter(place=PlaceEnAttente.objects.get(), motif="Abandon", acteur=None) is None
    secondes = [avant, lever_et_reconvoquer(labels[1]), lever_et_reconvoquer(f.seance_ouverte(f.creer_projet(8)))]
    assert [s.points.count() for s in secondes] == [1, 1, 1]
    scrutin = f.scrutin_clos(f.seance_ouverte(pret, presents=comite), f.tous(comite, Choix.AJOURNER))
    retour = Retour("Bail", "Bail signé", coordinatrice, seance_retour=secondes[2])
    assert refus_de(proclamer_decision, scrutin=scrutin, acteur=None, motifs="Bail", retour=retour) == "seance_de_retour"


@pytest.mark.parametrize(("unite", "part"), [("calendaires", True), ("ouvres", False)])
def test_le_delai_se_compte_dans_l_unite_du_reglement(comite, pret, unite, part):
    fixer_reglage(cle="comite.convocation_unite", valeur=unite, motif="Essai", date_effet=date(2022, 1, 1), auteur=None)
    seance = preparer(6)
    inscrire_projet(seance=seance, projet=pret, acteur=None)
    if part:
        assert convoquer(seance=seance, acteur=None).convoquee
    else:
        assert refus_de(convoquer, seance=seance, acteur=None) == "delai_court"


# --- The order of the agenda ---------------------------------------------------------------------


@pytest.fixture
def trois(comite, pret):
    """A convened sitting of three files; the member is recused from the first and the third."""
    projets = [pret, f.creer_projet(2), f.creer_projet(3)]
    for projet in (projets[0], projets[2]):
        declarer_deport(membre=comite[1], projet=projet, acteur=None)
    return f.seance_convoquee(*projets)


def ordre_de(seance):
    return list(seance.points.order_by("rang").values_list("pk", flat=True))


def test_ordonner_change_les_rangs_jusqu_a_l_ouverture(trois):
    a, b, c = ordre_de(trois)
    ordonner_points(seance=trois, ordre=[c, a, b], acteur=None)
    assert ordre_de(trois) == [c, a, b]
    assert refus_de(ordonner_points, seance=trois, ordre=[a, a], acteur=None) == "ordre_perime"
    assert refus_de(ordonner_points, seance=trois, ordre=[a, 0], acteur=None) == "ordre_perime"
    assert refus_de(ordonner_points, seance=ouvrir_seance(seance=trois, acteur=None), ordre=[a], acteur=None) == "ordre_du_jour_clos"


def test_un_membre_n_ordonne_pas_et_ne_lit_pas_la_proposition(trois, membre, client_de):
    assert refus_de(ordonner_points, seance=trois, ordre=ordre_de(trois), acteur=acteur_de(membre)) == "pas_la_presidence"
    page = client_de(membre).get(reverse("ordre_proposition", args=["manufactures", trois.pk]))
    assert page.status_code == 403


def test_monter_et_descendre_sans_script(trois, client_de, coordinatrice):
    a, b, c = ordre_de(trois)
    adresse = reverse("seance_ordre", args=["manufactures", trois.pk])
    client_de(coordinatrice).post(adresse, {"point": [a, b, c], "monter": c})
    assert ordre_de(trois) == [a, c, b]
    assert deplacer([1, 2], "1", None) == deplacer([1, 2], None, "2") == deplacer([1, 2], "9", "x") == [1, 2]


def test_la_proposition_groupe_les_deports_et_s_explique(trois, comite, client_de, coordinatrice):
    propose = proposition(points_de(trois, None))
    assert (propose.avant, propose.apres) == (2, 1)
    page = client_de(coordinatrice).get(reverse("ordre_proposition", args=["manufactures", trois.pk])).content.decode()
    assert f"déport : {comite[1]}" in page.replace("\u00a0", " ")
    client_de(coordinatrice).post(reverse("ordre_appliquer", args=["manufactures", trois.pk]), {"point": [p.pk for p in propose.points]})
    assert proposition(points_de(trois, None)).change is False


def test_la_presidence_deportee_ordonne_sans_connaitre_le_point(trois, comite, client_de, presidente):
    a, b, c = ordre_de(trois)
    cache = trois.points.get(pk=b).projet
    declarer_deport(membre=comite[0], projet=cache, acteur=None)
    page = client_de(presidente).get(reverse("ordre_proposition", args=["manufactures", trois.pk])).content.decode()
    assert str(cache) not in page
    client_de(presidente).post(reverse("seance_ordre", args=["manufactures", trois.pk]), {"point": [c, a]})
    assert ordre_de(trois) == [c, b, a]
