from datetime import timedelta

import pytest
from django.utils import timezone

from manufactures.actions.equipes import annuler_invitation, asseoir_membre, inviter_membre, remplacer_porteur, retirer_membre
from manufactures.enums import Fonction
from manufactures.models import MembreEquipe
from manufactures.queries.equipe import invitations_en_cours, sieges
from socle.comptes.actions.reglages import fixer_reglage
from socle.comptes.enums import Role
from socle.comptes.models import Adhesion
from socle.courriers.models import Courrier
from socle.journal.models import Evenement
from socle.lib.refus import ActionRefusee
from tests.manufactures.fabriques import MembreEquipeFactory, ProjetFactory, UtilisateurFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def acteur(porteuse, acteur_de):
    return acteur_de(porteuse)


def _refus(action, **arguments):
    with pytest.raises(ActionRefusee) as leve:
        action(**arguments)
    return leve.value.refus.code


def _inviter(projet, acteur, email="nouveau@exemple.fr", fonction=Fonction.MEMBRE):
    return inviter_membre(projet=projet, email=email, fonction=fonction, acteur=acteur)


def test_inviter_envoie_un_lien_absolu(projet, acteur, settings):
    invitation = _inviter(projet, acteur)
    assert invitation.siege == {"app": "manufactures", "projet": projet.pk, "fonction": "membre"}
    texte = Courrier.objects.get(adresse="nouveau@exemple.fr").texte
    assert f"{settings.ADRESSE_PUBLIQUE}/p/manufactures/invitation/" in texte


def test_l_invitation_dure_ce_que_dit_le_reglement(projet, acteur):
    duree = _inviter(projet, acteur).expire_at - timezone.now()
    assert timedelta(days=13, hours=23) < duree < timedelta(days=14, hours=1)


def test_inviter_deux_fois_eteint_le_premier_lien(projet, acteur):
    premiere, seconde = _inviter(projet, acteur), _inviter(projet, acteur)
    premiere.refresh_from_db()
    assert premiere.annulee_at
    assert list(invitations_en_cours(projet)) == [seconde]


def test_les_invitations_d_un_autre_projet_restent_chez_lui(projet, acteur):
    _inviter(ProjetFactory(), acteur)
    assert not invitations_en_cours(projet).exists()


def test_on_n_invite_ni_un_membre_ni_un_second_partenaire(projet, acteur, partenaire):
    assert _refus(_inviter, projet=projet, acteur=acteur, email=partenaire.email.upper()) == "deja_membre"
    assert _refus(_inviter, projet=projet, acteur=acteur, fonction=Fonction.PARTENAIRE) == "siege_pris"


def test_accepter_donne_le_siege_et_deux_fois_est_une(projet):
    personne = UtilisateurFactory()
    siege = {"app": "manufactures", "projet": projet.pk, "fonction": "membre"}
    assert asseoir_membre(utilisateur=personne, siege=siege) == asseoir_membre(utilisateur=personne, siege=siege)
    assert MembreEquipe.objects.filter(utilisateur=personne, fonction=Fonction.MEMBRE).count() == 1


def test_un_siege_de_partenaire_pris_entre_temps_se_dit(projet):
    siege = {"app": "manufactures", "projet": projet.pk, "fonction": "partenaire"}
    assert _refus(asseoir_membre, utilisateur=UtilisateurFactory(), siege=siege) == "siege_pris"


def test_une_personne_invitee_a_porter_prend_la_suite(projet, porteuse):
    nouvelle = UtilisateurFactory()
    asseoir_membre(utilisateur=nouvelle, siege={"app": "manufactures", "projet": projet.pk, "fonction": "porteur"})
    porteurs = MembreEquipe.objects.filter(projet=projet, fonction=Fonction.PORTEUR)
    assert {(s.utilisateur, s.date_fin is None) for s in porteurs} == {(porteuse, False), (nouvelle, True)}


def test_confier_a_une_personne_de_l_equipe_garde_l_histoire(projet, acteur, porteuse, partenaire):
    remplacer_porteur(projet=projet, successeur=projet.equipe.get(utilisateur=partenaire), acteur=acteur)
    presents = [s for s in sieges(projet) if s.date_fin is None]
    assert [(s.utilisateur, s.fonction) for s in presents] == [(partenaire, Fonction.PORTEUR)]
    assert len(sieges(projet)) == 3
    assert str(porteuse) in Evenement.objects.get(verbe_code="equipe.remplacement").phrase
    assert not Adhesion.objects.filter(utilisateur=porteuse, role=Role.EQUIPE, date_fin=None).exists()


def test_confier_a_soi_ou_a_une_personne_partie_est_refuse(projet, acteur, porteuse):
    porteur = projet.equipe.get(utilisateur=porteuse)
    assert _refus(remplacer_porteur, projet=projet, successeur=porteur, acteur=acteur) == "deja_porteur"
    parti = MembreEquipeFactory(projet=projet, fonction=Fonction.MEMBRE, date_fin=timezone.localdate())
    assert _refus(remplacer_porteur, projet=projet, successeur=parti, acteur=acteur) == "siege_fini"


def test_retirer_un_membre_ferme_sa_porte_si_c_est_la_derniere(projet, acteur, partenaire):
    autre = MembreEquipeFactory(utilisateur=partenaire)
    retirer_membre(membre=projet.equipe.get(utilisateur=partenaire), acteur=acteur)
    assert Adhesion.objects.filter(utilisateur=partenaire, date_fin=None).exists()
    remplacant = MembreEquipeFactory(projet=autre.projet, fonction=Fonction.MEMBRE)
    remplacer_porteur(projet=autre.projet, successeur=remplacant, acteur=acteur)
    assert not Adhesion.objects.filter(utilisateur=partenaire, date_fin=None).exists()


def test_on_ne_retire_ni_la_porteuse_ni_deux_fois(projet, acteur, porteuse, partenaire):
    assert _refus(retirer_membre, membre=projet.equipe.get(utilisateur=porteuse), acteur=acteur) == "porteur_seul"
    membre = projet.equipe.get(utilisateur=partenaire)
    retirer_membre(membre=membre, acteur=acteur)
    assert _refus(retirer_membre, membre=membre, acteur=acteur) == "siege_fini"


def test_annuler_une_invitation_une_seule_fois(projet, acteur):
    invitation = _inviter(projet, acteur)
    annuler_invitation(projet=projet, invitation=invitation, acteur=acteur)
    assert _refus(annuler_invitation, projet=projet, invitation=invitation, acteur=acteur) == "invitation_close"
    assert not invitations_en_cours(projet).exists()


def test_la_duree_suit_un_reglage_nouveau(projet, acteur):
    cle = "manufactures.invitation_validite_jours_calendaires"
    fixer_reglage(cle=cle, valeur=3, motif="Essai", date_effet=timezone.localdate(), auteur=None)
    from socle.comptes.portee import contexte

    contexte().lus.clear()
    assert _inviter(projet, acteur).expire_at < timezone.now() + timedelta(days=3, hours=1)
