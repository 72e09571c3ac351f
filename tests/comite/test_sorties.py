"""The recused member out of the room: hours in the room of the chair and the minutes, nothing on the wall, nobody counted by mistake."""

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from comite.actions.deports import declarer_deport
from comite.actions.presences import arriver, partir
from comite.actions.sorties import revenir, sortir
from comite.models import SortiePourDeport
from comite.queries.pouls import pouls
from comite.queries.sieges import sieges_de, voix_de
from socle.comptes.acteur import acteur_de
from socle.journal.models import Evenement
from tests.comite import fabriques as f
from tests.comite import pv as p
from tests.comite.fabriques import refus_de


def url(nom, *cles):
    return reverse(nom, args=["manufactures", *cles])


@pytest.fixture(autouse=True)
def _sans_second_facteur(settings):
    settings.MFA_EXIGEE = False


@pytest.fixture
def deux(comite, pret):
    """Two files, everybody there, the third member recused from the first file."""
    seance = f.seance_ouverte(pret, f.creer_projet(5), presents=comite)
    declarer_deport(membre=comite[2], projet=pret, acteur=None)
    return seance


@pytest.fixture
def ferme(deux):
    return deux.points.select_related("projet", "seance").order_by("rang")[0]


def salle(client, point) -> str:
    return client.get(url("point_salle", point.seance_id, point.pk)).content.decode()


def test_la_sortie_et_le_retour_se_notent_en_salle_et_entrent_au_pv(deux, ferme, comite, presidente, client_de):
    client = client_de(presidente)
    assert "encore dans la salle" in salle(client, ferme)
    client.post(url("sortie_noter", ferme.pk), {"membre": comite[2].pk})
    assert "sortie à " in salle(client, ferme)
    client.post(url("presence_noter", deux.pk), {"membre": comite[2].pk, "retour": "1"})
    assert ", retour à " in salle(client, ferme)
    pv = p.pv_a_signer(deux, comite[:2])
    (ecrit,) = pv.contenu["points"][0]["deports"]
    assert (ecrit.startswith(f"{comite[2]} (siège\u00a03), sortie à "), ", retour à " in ecrit) == (True, True)
    verbes = Evenement.objects.filter(fil=ferme.projet.fil).values_list("verbe_code", flat=True)
    assert {"deport.sortie", "deport.retour"} <= set(verbes)


def test_seules_les_personnes_qui_president_lisent_les_heures(ferme, comite, membre, troisieme, client_de):
    sortir(point=ferme, membre=comite[2], acteur=None)
    page = salle(client_de(membre), ferme)
    assert ("hors de la salle" in page, "sortie à " in page, "éport" in page) == (True, False, False)
    assert client_de(membre).post(url("sortie_noter", ferme.pk), {"membre": comite[2].pk}).status_code == 403
    assert client_de(troisieme).post(url("sortie_noter", ferme.pk), {"membre": comite[2].pk}).status_code == 404


def test_la_projection_attend_la_sortie(deux, ferme, comite, presidente, client_de):
    def mur():
        return client_de(presidente).get(url("seance_projection", deux.pk)).content.decode()

    assert (str(ferme.projet) in mur(), str(comite[2]) in mur(), "éport" in mur()) == (False, False, False)
    sortir(point=ferme, membre=comite[2], acteur=None)
    assert (str(ferme.projet) in mur(), "2 présents ou représentés, 1 requis" in mur(), str(comite[2]) in mur()) == (True, True, False)


def test_qui_est_dehors_ne_compte_dans_aucun_point(deux, ferme, comite):
    suivant = deux.points.order_by("rang")[1]

    def presents():
        return voix_de(deux, sieges_de(deux, suivant)).presents

    assert presents() == 3
    sortir(point=ferme, membre=comite[2], acteur=None)
    assert presents() == 2
    revenir(seance=deux, membre=comite[2], acteur=acteur_de(comite[2].utilisateur))
    assert presents() == 3


def test_partir_dehors_puis_arriver_fait_rentrer(deux, ferme, comite):
    sortir(point=ferme, membre=comite[2], acteur=None)
    partir(seance=deux, membre=comite[2], acteur=None)
    arriver(seance=deux, membre=comite[2], acteur=None)
    assert SortiePourDeport.objects.get().retour_at is not None


def test_une_sortie_pour_un_autre_point_ferme_la_premiere(deux, ferme, comite):
    suivant = deux.points.select_related("projet", "seance").order_by("rang")[1]
    declarer_deport(membre=comite[2], projet=suivant.projet, acteur=None)
    sortir(point=ferme, membre=comite[2], acteur=None)
    sortir(point=suivant, membre=comite[2], acteur=None)
    assert [s.retour_at is None for s in SortiePourDeport.objects.order_by("pk")] == [False, True]


def test_qui_ne_sort_pas(deux, ferme, comite, membre):
    assert refus_de(sortir, point=ferme, membre=comite[2], acteur=acteur_de(membre)) == "pas_la_presidence"
    assert refus_de(sortir, point=ferme, membre=comite[1], acteur=None) == "pas_deporte"
    assert refus_de(revenir, seance=deux, membre=comite[2], acteur=None) == "pas_sortie"
    sortir(point=ferme, membre=comite[2], acteur=None)
    assert refus_de(sortir, point=ferme, membre=comite[2], acteur=None) == "deja_sortie"
    assert refus_de(revenir, seance=deux, membre=comite[2], acteur=acteur_de(membre)) == "pas_pour_un_autre"
    revenir(seance=deux, membre=comite[2], acteur=None)
    partir(seance=deux, membre=comite[2], acteur=None)
    assert refus_de(sortir, point=ferme, membre=comite[2], acteur=None) == "pas_present"


def test_la_base_refuse_une_sortie_sans_deport_ou_en_double(ferme, comite):
    ecrire = {"point": ferme, "sortie_at": timezone.now()}
    with pytest.raises(DatabaseError, match="déportée"), transaction.atomic():
        SortiePourDeport.objects.create(membre=comite[1], **ecrire)
    SortiePourDeport.objects.create(membre=comite[2], **ecrire)
    with pytest.raises(IntegrityError, match="sortie_une_en_cours"), transaction.atomic():
        SortiePourDeport.objects.create(membre=comite[2], **ecrire)


def test_une_sortie_fait_battre_la_salle(ferme, comite, membre):
    avant = pouls(acteur_de(membre), ferme.seance_id, ferme.pk)
    sortir(point=ferme, membre=comite[2], acteur=None)
    assert pouls(acteur_de(membre), ferme.seance_id, ferme.pk) != avant
