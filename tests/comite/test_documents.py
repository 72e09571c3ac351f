"""The minutes say what happened; their PDF is accessible and always the same."""

import io
from datetime import timedelta

import pikepdf
import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from comite.actions.convocations import repondre_convocation
from comite.actions.decisions import Retour, proclamer_decision
from comite.actions.deports import declarer_deport
from comite.actions.dossiers import empreinte_de
from comite.actions.presences import partir
from comite.actions.proces_verbaux import generer_pv
from comite.actions.seances import lever_seance
from comite.enums import Choix, EtatPV, ModeScrutin, Reponse, StatutSeance
from comite.models import Dossier, ProcesVerbal
from comite.queries.a_faire import a_faire
from comite.queries.embargo import statuts_sous_embargo
from comite.queries.pour_projet import pour_projet
from comite.queries.proces_verbal import code_de_verification
from manufactures.enums import StatutProjet
from socle.comptes.acteur import acteur_de
from socle.documents import registre
from socle.documents.rendu import rendre_pdf
from tests.comite import fabriques as f
from tests.comite.fabriques import refus_de
from tests.comite.pv import signer


@pytest.fixture
def decidee(seance, comite, coordinatrice):
    scrutin = f.scrutin_clos(seance, {comite[0]: Choix.AJOURNER, comite[1]: Choix.AJOURNER, comite[2]: Choix.ATTRIBUER})
    retour = Retour("Signer le bail", "Copie du bail", coordinatrice, timezone.localdate() + timedelta(days=30))
    proclamer_decision(scrutin=scrutin, acteur=None, motifs="Bail non signé", retour=retour)
    return seance


@pytest.fixture
def pv(decidee):
    return generer_pv(seance=lever_seance(seance=decidee, acteur=None), acteur=None)


def test_le_pv_dit_les_voix_et_les_noms(pv):
    point = pv.contenu["points"][0]
    assert (point["sens"], point["montant"]) == ("Ajourné", "")
    assert point["scrutins"][0]["voix"] == [1, 0, 2, 0, 0]
    assert dict(point["scrutins"][0]["noms"])["Attribuer"] == "Troisième d’exemple"
    assert dict(point["textes"])["Points à lever"] == "Signer le bail"


def test_le_pv_d_un_scrutin_secret_ne_nomme_personne(seance, comite):
    scrutin = f.scrutin_clos(seance, f.tous(comite, Choix.ATTRIBUER), mode=ModeScrutin.SECRET)
    proclamer_decision(scrutin=scrutin, acteur=None)
    pv = generer_pv(seance=lever_seance(seance=seance, acteur=None), acteur=None)
    assert pv.contenu["points"][0]["scrutins"][0]["noms"] == []
    assert pv.contenu["points"][0]["scrutins"][0]["voix"][0] == 3


def test_le_pv_dit_qui_part(seance, comite):
    partir(seance=seance, membre=comite[2], acteur=None)
    pv = generer_pv(seance=lever_seance(seance=seance, acteur=None), acteur=None)
    assert "Troisième d’exemple part à" in dict(pv.contenu["composition"])["Mouvements"]


def test_le_pv_attend_la_levee(seance):
    assert refus_de(generer_pv, seance=seance, acteur=None) == "seance_non_levee"


def test_un_pv_signe_ne_change_plus(pv, presidente, coordinatrice):
    assert signer(pv, presidente, coordinatrice).etat == EtatPV.SIGNE
    assert refus_de(generer_pv, seance=pv.seance, acteur=None) == "pv_signe"
    for changer in (lambda: ProcesVerbal.objects.update(contenu={}), ProcesVerbal.objects.all().delete):
        with pytest.raises(IntegrityError), transaction.atomic():
            changer()


def rendre(pv, programme) -> bytes:
    modele = registre.modele("comite.proces_verbal")
    return rendre_pdf(modele.gabarit, {"programme": programme} | modele.lire(pv.pk))


def test_le_pdf_est_accessible_et_toujours_le_meme(pv, programme):
    contenu = rendre(pv, programme)
    assert rendre(pv, programme) == contenu
    with pikepdf.open(io.BytesIO(contenu)) as pdf:
        assert str(pdf.Root.Lang) == "fr"
        assert bool(pdf.Root.MarkInfo.Marked) is True
        assert str(pdf.docinfo.Title) == "Procès-verbal de la séance de financement"


def test_l_empreinte_suit_les_donnees(pv):
    assert pv.empreinte == empreinte_de(pv.contenu)
    assert empreinte_de({"a": 1, "b": 2}) == empreinte_de({"b": 2, "a": 1})
    assert empreinte_de(pv.contenu | {"lieu": "Ailleurs"}) != pv.empreinte
    assert len(code_de_verification(pv.empreinte)) == 12
    assert Dossier.objects.get().empreinte == empreinte_de(f.CONTENU)


def test_pour_le_projet_l_embargo_cache_tout(decidee, pret, compter_requetes):
    with compter_requetes() as requetes:
        lu = pour_projet(pret, avec_embargo=False)
    assert requetes.nombre <= 2
    assert (lu.decisions[0].sens.label, lu.ajournement.points_a_lever) == ("Ajourné", "Signer le bail")
    assert pour_projet(pret, avec_embargo=True).decisions == []
    assert statuts_sous_embargo() == {pret.pk: StatutProjet.EN_COMITE}


def titres(personne):
    return [t.titre for t in a_faire(acteur_de(personne))]


def annoncer_sa_venue(seance, membre):
    """Answer the convocation: until then, answering is the first thing her home asks."""
    assert titres(membre.utilisateur)[:1] == [f"Dire si je viens à la {seance}"]
    repondre_convocation(seance=seance, membre=membre, reponse=Reponse.PRESENT, acteur=acteur_de(membre.utilisateur))


def test_a_faire_du_membre(comite, pret, membre, compter_requetes):
    annoncer_sa_venue(f.seance_convoquee(pret), comite[1])
    assert titres(membre) == ["Lire les dossiers et déclarer mes liens", "Noter les dossiers avant la séance"]
    seance = f.seance_ouverte(f.creer_projet(2), presents=comite)
    f.voter(scrutin=f.scrutin_ouvert(seance), choix=Choix.ATTRIBUER, acteur=acteur_de(comite[0].utilisateur))
    with compter_requetes() as requetes:
        taches = a_faire(acteur_de(membre))
    assert [t.titre for t in taches if t.ton == "minium"] == ["Voter maintenant"]
    assert requetes.nombre <= 3  # one for the actor


def test_a_faire_oublie_les_dossiers_d_un_deport(comite, pret, membre):
    declarer_deport(membre=comite[1], projet=pret, acteur=None)
    annoncer_sa_venue(f.seance_convoquee(pret), comite[1])
    assert titres(membre) == []


def test_a_faire_du_secretariat(comite, seance, coordinatrice):
    f.creer_seance(type_seance="financement", date_prevue=f.dans(9), lieu="Ici", acteur=None)
    assert [t.split(" la ")[0] for t in titres(coordinatrice)] == ["Convoquer"]
    lever_seance(seance=seance, acteur=None)
    assert sorted(t.split(" ")[0] for t in titres(coordinatrice)) == ["Convoquer", "Publier", "Établir"]
    seance.refresh_from_db()
    assert seance.etat == StatutSeance.LEVEE
