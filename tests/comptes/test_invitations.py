"""Invitations: one use, an end, one address; every refusal says what to do."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from threading import Barrier

import pytest
from django.db import connection
from django.utils import timezone

from socle.comptes.actions.adhesions import fermer_porte, ouvrir_porte
from socle.comptes.actions.invitations import DUREE, consommer_invitation, creer_invitation, lire_invitation, refus_d_ouvrir
from socle.comptes.enums import Role
from socle.comptes.models import Adhesion, Invitation
from socle.comptes.portee import programme_actif
from socle.lib.refus import ActionRefusee
from tests.conftest import creer_personne, creer_programme_de_test

INCONNUE = "Ce lien d’invitation n’existe pas. Demandez-en un nouveau à la personne qui vous a invité."
DEJA_UTILISEE = "Cette invitation a déjà servi. Connectez-vous avec votre adresse électronique."
ANNULEE = "Cette invitation a été annulée. Demandez-en une nouvelle à la personne qui vous a invité."
EXPIREE = "Cette invitation a expiré. Demandez-en une nouvelle à la personne qui vous a invité."
AUTRE_ADRESSE = "Cette invitation est adressée à une autre adresse électronique. Déconnectez-vous, puis ouvrez à nouveau le lien."


@pytest.fixture
def invitee(programme):
    return creer_personne("invitee@exemple.fr", "Invitée")


def inviter(email="invitee@exemple.fr", role=Role.EXPERT, siege=None) -> tuple[Invitation, str]:
    return creer_invitation(email=email, role=role, siege=siege or {}, auteur=None)


def phrase_du_refus(secret: str, personne) -> str:
    with pytest.raises(ActionRefusee) as refusee:
        consommer_invitation(secret=secret, utilisateur=personne)
    assert refus_d_ouvrir(lire_invitation(secret)) == refusee.value.refus or str(refusee.value) == AUTRE_ADRESSE
    return str(refusee.value)


def test_an_invitation_keeps_the_hash_of_its_secret_only(programme):
    invitation, secret = inviter()

    assert len(secret) == 43
    assert secret not in str(Invitation.objects.values().get(pk=invitation.pk))
    assert lire_invitation(secret) == invitation
    assert invitation.expire_at - timezone.now() > DUREE - timedelta(minutes=1)


def test_an_invitation_is_used_once(invitee):
    _, secret = inviter()

    assert consommer_invitation(secret=secret, utilisateur=invitee).acceptee_par == invitee
    assert phrase_du_refus(secret, invitee) == DEJA_UTILISEE


def test_an_unknown_secret_is_refused(invitee):
    assert phrase_du_refus("inconnu", invitee) == INCONNUE


def test_the_secret_of_another_programme_is_unknown(invitee, autre_programme):
    with programme_actif(autre_programme):
        _, secret = inviter()

    assert phrase_du_refus(secret, invitee) == INCONNUE


def test_a_cancelled_invitation_is_refused(invitee):
    invitation, secret = inviter()
    Invitation.objects.filter(pk=invitation.pk).update(annulee_at=timezone.now())

    assert phrase_du_refus(secret, invitee) == ANNULEE


@pytest.mark.parametrize(("reste", "refusee"), [(timedelta(0), True), (timedelta(minutes=1), False)])
def test_an_invitation_ends(invitee, reste, refusee):
    invitation, secret = inviter()
    fin = timezone.now() + reste
    Invitation.objects.filter(pk=invitation.pk).update(created_at=fin - DUREE, expire_at=fin)

    if refusee:
        assert phrase_du_refus(secret, invitee) == EXPIREE
    else:
        assert consommer_invitation(secret=secret, utilisateur=invitee).acceptee_at


def test_an_invitation_is_for_its_address_whatever_the_case(invitee, porteuse):
    _, secret = inviter(email=" Invitee@Exemple.fr ")

    assert phrase_du_refus(secret, porteuse) == AUTRE_ADRESSE
    assert consommer_invitation(secret=secret, utilisateur=invitee).email == "invitee@exemple.fr"


def test_inviting_again_cancels_the_older_invitation_of_the_same_seat(invitee):
    _, ancien = inviter(siege={"projet": 1})
    _, ailleurs = inviter(siege={"projet": 2})
    _, nouveau = inviter(email=" INVITEE@exemple.fr", siege={"projet": 1})

    assert phrase_du_refus(ancien, invitee) == ANNULEE
    assert consommer_invitation(secret=nouveau, utilisateur=invitee)
    assert consommer_invitation(secret=ailleurs, utilisateur=invitee)


@pytest.mark.django_db(transaction=True)
def test_accepted_twice_at_once_an_invitation_serves_once():
    objet = creer_programme_de_test("manufactures")
    with programme_actif(objet):
        invitee = creer_personne("invitee@exemple.fr", "Invitée")
        _, secret = inviter()
    depart = Barrier(2)

    def accepter(_):
        try:
            depart.wait()
            with programme_actif(objet):
                consommer_invitation(secret=secret, utilisateur=invitee)
            return "acceptée"
        except ActionRefusee as refusee:
            return str(refusee)
        finally:
            connection.close()

    with ThreadPoolExecutor(2) as deux:
        assert sorted(deux.map(accepter, range(2))) == [DEJA_UTILISEE, "acceptée"]


def test_a_door_opened_twice_is_one(programme, porteuse):
    ouvrir_porte(utilisateur=porteuse, role=Role.EXPERT)
    ouvrir_porte(utilisateur=porteuse, role=Role.EXPERT)

    assert Adhesion.objects.filter(utilisateur=porteuse, role=Role.EXPERT, date_fin=None).count() == 1


def test_a_closed_door_stays_for_the_record_and_may_open_again(programme, porteuse):
    fermer_porte(utilisateur=porteuse, role=Role.EQUIPE)
    ouvrir_porte(utilisateur=porteuse, role=Role.EQUIPE)

    fins = Adhesion.objects.filter(utilisateur=porteuse).order_by("pk").values_list("date_fin", flat=True)
    assert list(fins) == [timezone.localdate(), None]


def test_an_invitation_lasts_what_it_is_given(programme):
    invitation, _ = creer_invitation(email="invitee@exemple.fr", role=Role.EQUIPE, siege={}, auteur=None, duree=timedelta(days=3))
    assert timedelta(days=3) - timedelta(minutes=1) < invitation.expire_at - timezone.now() <= timedelta(days=3)
