"""Several people at once, through real connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Event
from time import sleep

import pytest
from django.db import connection, transaction

from comite.actions.decisions import Retour, proclamer_decision
from comite.actions.notation import noter_dossier, ouvrir_les_notes
from comite.actions.ordre_du_jour import inscrire_projet, retirer_projet
from comite.actions.presences import donner_procuration
from comite.actions.scrutins import voter
from comite.actions.seances import creer_seance
from comite.actions.signatures import signer_pv
from comite.enums import Choix, EtatPV, ModeScrutin, TypeSeance
from comite.models import (
    Bulletin,
    Decision,
    Enveloppe,
    Membre,
    Note,
    Participation,
    PointOrdreDuJour,
    ProcesVerbal,
    Procuration,
    Seance,
)
from socle.comptes.acteur import acteur_de
from socle.comptes.enums import Preuve
from socle.comptes.portee import programme_actif
from socle.lib.refus import ActionRefusee
from tests.comite import fabriques as f
from tests.comite import pv as p
from tests.comite.clients_api import ClientApi, probleme
from tests.conftest import creer_programme_de_test

pytestmark = pytest.mark.django_db(transaction=True)


def en_meme_temps(programme, actes):
    """Run each act in its own thread, connection and transaction; return its result or the code of its refusal."""

    def jouer(acte):
        try:
            with programme_actif(programme):
                return acte()
        except ActionRefusee as refus:
            return refus.refus.code
        finally:
            connection.close()

    with ThreadPoolExecutor(len(actes)) as fils:
        return list(fils.map(jouer, actes))


ATTENDU = "SELECT count(*) FROM pg_locks WHERE NOT granted AND pg_backend_pid() = ANY(pg_blocking_pids(pid))"


def pendant(programme, tenu, acte, puis=lambda: None):
    """Do ``tenu``, start ``acte`` and wait until it waits for a lock of it, do ``puis``, then commit; return what ``acte`` gives."""
    with ThreadPoolExecutor(1) as fil:
        with programme_actif(programme):
            tenu()
            suite = fil.submit(en_meme_temps, programme, [acte])
            for _ in range(200):
                if attendu():
                    break
                sleep(0.05)
            else:
                pytest.fail("rien n’a attendu")
            puis()
        return suite.result(10)[0]


def attendu() -> bool:
    with connection.cursor() as curseur:
        curseur.execute(ATTENDU)
        return curseur.fetchone()[0] > 0


@pytest.fixture
def salle():
    """An open sitting of two files with six members, committed."""
    programme = creer_programme_de_test("simultane")
    with programme_actif(programme):
        comite = f.creer_comite(*f.creer_votants(6))
        seance = f.seance_ouverte(f.creer_projet(1), f.creer_projet(2), presents=comite)
    return programme, comite, seance


def acte_de_vote(scrutin, membre, choix=Choix.ATTRIBUER):
    return lambda: voter(scrutin=scrutin, choix=choix, acteur=acteur_de(membre.utilisateur))


@pytest.mark.parametrize("mode", ModeScrutin.values)
def test_chacun_compte_une_fois_meme_en_double(salle, mode):
    programme, comite, seance = salle
    with programme_actif(programme):
        scrutin = f.scrutin_ouvert(seance, mode=mode)
    reponses = en_meme_temps(programme, [acte_de_vote(scrutin, m) for m in comite for _ in range(2)])
    assert reponses.count("deja_vote") == 6
    with programme_actif(programme):
        f.clore_scrutin(scrutin=scrutin, acteur=None)
        assert (Participation.objects.count(), Bulletin.objects.count()) == (6, 6)


@pytest.mark.parametrize("mode", ModeScrutin.values)
def test_un_vote_envoye_deux_fois_a_la_fois_par_l_api_est_compte_une_fois(salle, mode):
    programme, comite, seance = salle
    with programme_actif(programme):
        scrutin = f.scrutin_ouvert(seance, mode=mode)
        clients = [ClientApi(m.utilisateur, base="/api/v1/p/simultane/") for m in comite[:2] for _ in range(2)]
    reponses = en_meme_temps(programme, [lambda c=c: c.voter(scrutin) for c in clients])
    for paire in (reponses[:2], reponses[2:]):
        assert sorted(r.status_code for r in paire) == [201, 409]
        assert [probleme(r) for r in paire if r.status_code == 409] == [(409, "deja_vote")]
    with programme_actif(programme):
        assert Participation.objects.count() == 2


def test_deux_decisions_ne_depassent_jamais_l_enveloppe(salle):
    programme, comite, seance = salle
    with programme_actif(programme):
        scrutins = [f.scrutin_clos(seance, f.tous(comite, Choix.ATTRIBUER), n) for n in (0, 1)]
        Enveloppe.objects.update(montant_total=400_000)
    reponses = en_meme_temps(programme, [lambda s=s: proclamer_decision(scrutin=s, acteur=None) for s in scrutins])
    assert reponses.count("enveloppe_depassee") == 1
    with programme_actif(programme):
        assert (Decision.objects.count(), Enveloppe.objects.get().montant_attribue) == (1, 255_000)


def test_deux_procurations_au_meme_membre(salle):
    programme, comite, seance = salle
    actes = [lambda m=m: donner_procuration(seance=seance, mandant=m, mandataire=comite[0], acteur=None) for m in comite[1:4]]
    reponses = en_meme_temps(programme, actes)
    assert reponses.count("procurations_max") == 2
    with programme_actif(programme):
        assert Procuration.objects.count() == 1


def test_deux_signatures_en_meme_temps_figent_le_proces_verbal(salle):
    """Both wait at the same door: whoever comes second must know that she does, or nobody ever freezes the minutes."""
    programme, comite, seance = salle
    with programme_actif(programme):
        Membre.objects.filter(pk=comite[1].pk).update(est_secretariat=True)
        pv = p.pv_a_signer(seance, comite)
    tenue = Event()

    def tenir_la_porte():
        with transaction.atomic():
            Seance.objects.select_for_update().get(pk=seance.pk)
            list(ProcesVerbal.objects.select_for_update())
            tenue.set()
            sleep(1)

    def signer(membre):
        acteur = acteur_de(membre.utilisateur)
        tenue.wait()
        return signer_pv(seance=pv.seance, acteur=acteur, preuve=Preuve.MOT_DE_PASSE, empreinte=pv.empreinte).qualite

    reponses = en_meme_temps(programme, [tenir_la_porte, *(lambda m=m: signer(m) for m in comite[:2])])
    with programme_actif(programme):
        assert (reponses[1:], ProcesVerbal.objects.get().etat) == (["presidence", "secretariat"], EtatPV.SIGNE)


def test_une_note_n_entre_pas_pendant_que_les_notes_s_ouvrent(salle):
    programme, comite, seance = salle
    with programme_actif(programme):
        point = seance.points.select_related("dossier").order_by("rang")[0]
    notes = {"local": (4, ""), "economie": (4, "")}
    actes = [lambda m=m: noter_dossier(dossier=point.dossier, notes=notes, acteur=acteur_de(m.utilisateur)) for m in comite]
    actes.insert(3, lambda: lues_a_l_ouverture(point))
    reponses = en_meme_temps(programme, actes)
    ouvertes, entrees = reponses.pop(3), [r for r in reponses if r != "notes_ouvertes"]
    with programme_actif(programme):
        assert Note.objects.count() == 2 * len(entrees) == ouvertes
        assert en_refus(actes[0]) == "notes_ouvertes"


def lues_a_l_ouverture(point) -> int:
    """Open the marks, and count in the same transaction those that will never change."""
    with transaction.atomic():
        ouvrir_les_notes(point=point, acteur=None)
        return Note.objects.filter(dossier=point.dossier).count()


def en_refus(acte) -> str:
    with pytest.raises(ActionRefusee) as refus:
        acte()
    return refus.value.refus.code


def preparer(nombre: int = 1) -> list:
    return [creer_seance(type_seance=TypeSeance.FINANCEMENT, date_prevue=f.dans(30), lieu="Ici", acteur=None) for _ in range(nombre)]


def test_un_projet_verse_a_deux_seances_a_la_fois_n_est_que_dans_une(salle):
    programme, *_ = salle
    with programme_actif(programme):
        seances, projet = preparer(2), f.creer_projet(3)
    actes = [lambda s=s: inscrire_projet(seance=s, projet=projet, acteur=None) for s in seances]
    assert pendant(programme, *actes) == "projet_inscrit_ailleurs"
    with programme_actif(programme):
        assert PointOrdreDuJour.objects.get(projet=projet).seance == seances[0]


def test_deux_projets_verses_a_la_fois_ont_chacun_leur_rang(salle):
    programme, *_ = salle
    with programme_actif(programme):
        (seance,), projets = preparer(), [f.creer_projet(n) for n in (3, 4)]
    pendant(programme, *(lambda p=p: inscrire_projet(seance=seance, projet=p, acteur=None).pk for p in projets))
    with programme_actif(programme):
        assert list(seance.points.order_by("rang").values_list("projet", "rang")) == [(p.pk, n) for n, p in enumerate(projets, 1)]


def test_un_projet_retire_pendant_qu_on_le_verse_est_inscrit_de_nouveau(salle):
    programme, *_ = salle
    with programme_actif(programme):
        (seance,), projet = preparer(), f.creer_projet(3)
        point = inscrire_projet(seance=seance, projet=projet, acteur=None)
    retirer, inscrire = (lambda: retirer_projet(point=point, acteur=None)), (lambda: inscrire_projet(seance=seance, projet=projet, acteur=None))
    nouveau = pendant(programme, retirer, inscrire)
    with programme_actif(programme):
        assert list(seance.points.values_list("pk", "rang")) == [(nouveau.pk, 1)] != [(point.pk, 1)]


def test_une_derniere_voix_compte_dans_la_decision_qui_l_attendait(salle):
    programme, comite, seance = salle
    with programme_actif(programme):
        scrutin = f.scrutin_ouvert(seance)
        for membre in comite[:5]:
            acte_de_vote(scrutin, membre, Choix.NE_PAS_ATTRIBUER if membre in comite[:3] else Choix.ATTRIBUER)()

    def clore():
        acte_de_vote(scrutin, comite[5], Choix.ATTRIBUER)()
        f.clore_scrutin(scrutin=scrutin, acteur=None)

    proclamer = {"scrutin": scrutin, "acteur": None, "motifs": "Bail", "voix_presidence": Choix.NE_PAS_ATTRIBUER}
    decision = pendant(programme, clore, lambda: proclamer_decision(**proclamer))
    assert (decision.sens, decision.voix_preponderante) == ("non_attribue", True)


def test_deux_ajournements_a_la_fois_reviennent_l_un_apres_l_autre(salle):
    programme, comite, seance = salle
    with programme_actif(programme):
        (retour,) = preparer()
        scrutins = [f.scrutin_clos(seance, f.tous(comite, Choix.AJOURNER), n) for n in (0, 1)]
    suite = {"motifs": "Bail", "retour": Retour("Le bail", "Le bail signé", comite[0].utilisateur, seance_retour=retour)}
    pendant(programme, *(lambda s=s: proclamer_decision(scrutin=s, acteur=None, **suite).pk for s in scrutins))
    with programme_actif(programme):
        assert list(retour.points.order_by("rang").values_list("rang", "retour_ajournement")) == [(1, True), (2, True)]
