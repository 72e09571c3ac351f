from datetime import datetime, time, timedelta

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from django.utils import timezone

from incubation.actions.affectations import affecter_projet
from incubation.actions.presences import inscrire_presence, signer_presence
from incubation.actions.sessions import clore_session, convoquer_session
from incubation.enums import DemiJournee, ModeEmargement
from incubation.models import Emargement
from incubation.queries.assiduite import assiduites
from incubation.queries.listes import feuille
from incubation.regles import code_de_presence
from manufactures.enums import Fonction
from socle.courriers.models import Courrier
from socle.journal.models import Evenement
from socle.lib.dates import PARIS
from socle.lib.refus import ActionRefusee
from tests.incubation.fabriques import SessionFactory, jour_dans
from tests.manufactures.fabriques import MembreEquipeFactory, ProjetFactory, UtilisateurFactory


def a_heure(session, heure: time) -> datetime:
    return datetime.combine(session.date, heure, tzinfo=PARIS)


def signer(session, acteur, heure=time(9, 4), code=None):
    instant = a_heure(session, heure)
    return signer_presence(session=session, code=code or code_de_presence(session.secret, instant), acteur=acteur, instant=instant)


def test_chacun_du_binome_signe_sa_demi_journee(session, porteuse, partenaire, acteur_de):
    signer(session, acteur_de(porteuse))
    assert feuille(session, DemiJournee.MATIN)[0].manque == "Manque le partenaire"
    signer(session, acteur_de(partenaire), time(9, 7))
    signer(session, acteur_de(partenaire), time(14, 1))
    lignes = Emargement.objects.values_list("utilisateur", "demi_journee", "fonction").order_by("pk")
    assert list(lignes) == [(porteuse.pk, "matin", Fonction.PORTEUR), (partenaire.pk, "matin", Fonction.PARTENAIRE), (partenaire.pk, "apres_midi", Fonction.PARTENAIRE)]
    assert [feuille(session, d)[0].complet for d in session.demi_journees] == [True, False]


def test_signer_deux_fois_est_signer_une_fois(session, porteuse, acteur_de):
    assert signer(session, acteur_de(porteuse)) == signer(session, acteur_de(porteuse), time(9, 30))
    assert Evenement.objects.filter(verbe_code="presence.signee").count() == 1


def test_le_binome_complet_recoit_le_releve_de_ses_signatures(session, porteuse, partenaire, acteur_de, coordination):
    signer(session, acteur_de(porteuse))
    assert not Courrier.objects.filter(gabarit="incubation_presence").exists()
    signer(session, acteur_de(partenaire), time(9, 7))
    signer(session, acteur_de(partenaire), time(9, 8))
    courriers = Courrier.objects.filter(gabarit="incubation_presence")
    assert sorted(c.destinataire.pk for c in courriers) == sorted([porteuse.pk, partenaire.pk])
    lignes = f"- {porteuse}, porteur de projet, signé à 9\u00a0h\u00a004\n- {partenaire}, partenaire du binôme, signé à 9\u00a0h\u00a007\n"
    assert {lignes in c.texte for c in courriers} == {True}


def test_le_releve_dit_qui_la_coordination_a_inscrit(session, porteuse, partenaire, acteur_de, coordination):
    signer(session, acteur_de(porteuse))
    inscrire_presence(session=session, utilisateur=partenaire, demi_journee=DemiJournee.MATIN, motif="Sans téléphone", acteur=coordination)
    texte = Courrier.objects.filter(gabarit="incubation_presence").first().texte
    assert f"- {partenaire}, partenaire du binôme, inscrit par la coordination" in texte


@pytest.mark.parametrize(
    ("ecart", "phrase"), [(-1, "Demandez à la coordination"), (1, "la feuille ouvrira ce jour-là")]
)
def test_hors_du_jour_la_phrase_dit_quoi_faire(groupe, incube, porteuse, acteur_de, ecart, phrase):
    session = SessionFactory(sous_promotion=groupe, convoquee=True, date=jour_dans(ecart))
    with pytest.raises(ActionRefusee, match=phrase):
        signer_presence(session=session, code="000000", acteur=acteur_de(porteuse))


def test_un_mauvais_code_est_refuse(session, porteuse, acteur_de):
    with pytest.raises(ActionRefusee, match="n’est pas celui de la salle"):
        signer(session, acteur_de(porteuse), code=code_de_presence("autre", timezone.now()))


def test_une_session_non_convoquee_ne_se_signe_pas(groupe, incube, porteuse, acteur_de):
    with pytest.raises(ActionRefusee, match="pas encore convoquée"):
        signer(SessionFactory(sous_promotion=groupe), acteur_de(porteuse))


def test_un_projet_arrive_apres_la_convocation_entre_dans_la_feuille(
    session, groupe, coordination, coordinatrice, autre_porteur, acteur_de, client_de
):
    tardif = ProjetFactory(labellise=True)
    MembreEquipeFactory(projet=tardif, utilisateur=autre_porteur)
    affecter_projet(projet=tardif, sous_promotion=groupe, acteur=coordination)
    signer(session, acteur_de(autre_porteur))
    assert tardif.nom in {ligne.projet.nom for ligne in feuille(session, DemiJournee.MATIN)}
    with pytest.raises(ActionRefusee, match="convoquée"):
        convoquer_session(session=session, acteur=coordination)
    page = f"/p/manufactures/incubation/sessions/{session.pk}/"
    assert [client_de(p).get(page).status_code for p in (autre_porteur, coordinatrice)] == [200, 200]
    assert clore_session(session=session, acteur=coordination).close_at


def test_quelqu_un_d_un_autre_groupe_ne_signe_pas(session, autre_porteur, acteur_de):
    with pytest.raises(ActionRefusee, match="pas dans la sous-promotion"):
        signer(session, acteur_de(autre_porteur))


def test_la_coordination_inscrit_avec_un_motif(session, partenaire, coordination):
    voulu = {"session": session, "utilisateur": partenaire, "demi_journee": DemiJournee.MATIN, "acteur": coordination}
    with pytest.raises(ActionRefusee, match="pourquoi"):
        inscrire_presence(motif="  ", **voulu)
    inscrite = inscrire_presence(motif="Téléphone déchargé", mode=ModeEmargement.FEUILLE, **voulu)
    assert (inscrite.mode, inscrite.inscrit_par, inscrite.motif) == ("feuille", coordination.utilisateur, "Téléphone déchargé")
    assert inscrire_presence(motif="Encore", **voulu) == inscrite


def test_on_n_inscrit_ni_un_inconnu_ni_pour_une_demi_journee_absente(session, groupe, partenaire, coordination):
    with pytest.raises(ActionRefusee, match="pas dans la sous-promotion"):
        inscrire_presence(session=session, utilisateur=UtilisateurFactory(), demi_journee=DemiJournee.MATIN, motif="x", acteur=coordination)
    matin = SessionFactory(sous_promotion=groupe, convoquee=True, apres_midi_debut=None, apres_midi_fin=None)
    with pytest.raises(ActionRefusee, match="après-midi"):
        inscrire_presence(session=matin, utilisateur=partenaire, demi_journee=DemiJournee.APRES_MIDI, motif="x", acteur=coordination)


def test_une_signature_ne_se_change_ni_ne_s_efface(session, porteuse, acteur_de):
    emargement = signer(session, acteur_de(porteuse))
    for geste in (lambda: Emargement.objects.update(motif="x"), emargement.delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            geste()


def test_la_base_veut_un_motif_pour_toute_inscription(session, porteuse, incube):
    with pytest.raises(IntegrityError, match="emargement_mode_prouve"), transaction.atomic():
        Emargement.objects.create(
            session=session, demi_journee="matin", utilisateur=porteuse, projet=incube, fonction=Fonction.PORTEUR, mode="feuille", signe_at=timezone.now()
        )


def test_l_assiduite_compte_les_deux_du_binome(session, porteuse, partenaire, incube, acteur_de):
    for personne in (porteuse, partenaire):
        signer(session, acteur_de(personne))
    signer(session, acteur_de(porteuse), time(15))
    demain = session.date + timedelta(days=1)
    assert assiduites([incube.pk], session.date)[incube.pk].part is None
    assert assiduites([incube.pk], demain)[incube.pk].pourcent == 75
