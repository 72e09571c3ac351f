"""The invitations page: one link, one use, the right door and the right seat."""

from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.utils import timezone

from accompagnement.actions.experts import inviter_expert
from accompagnement.models import Besoin, Expert
from comite.actions.membres import inviter_membre as inviter_au_comite
from comite.models import Membre
from manufactures.actions.equipes import inviter_membre as inviter_dans_l_equipe
from manufactures.enums import Fonction
from manufactures.models import MembreEquipe
from parcours.actions.acces import ouvrir_compte
from socle.comptes.actions.invitations import creer_invitation
from socle.comptes.enums import Role
from socle.comptes.models import Adhesion, Invitation, Utilisateur
from socle.comptes.portee import programme_actif
from socle.courriers.models import Courrier
from socle.journal.models import Evenement
from socle.lib.refus import ActionRefusee
from tests.accompagnement.fabriques import installer_le_programme
from tests.conftest import MOT_DE_PASSE, creer_personne
from tests.manufactures.fabriques import ProjetFactory

ADRESSE = "nouvelle@exemple.fr"
COMPTE = {"prenom": "Nouvelle", "nom": "D’exemple", "mot_de_passe": "une-phrase-qui-se-retient"}


def page_de(secret: str, programme: str = "manufactures") -> str:
    return f"/p/{programme}/invitation/{secret}/"


def inviter(email=ADRESSE, role=Role.OBSERVATEUR, siege=None) -> str:
    return page_de(creer_invitation(email=email, role=role, siege=siege or {}, auteur=None)[1])


def lien_du_courrier() -> str:
    """The path written in the last mail."""
    texte = Courrier.objects.latest("pk").texte
    return next(mot for mot in texte.split() if "/invitation/" in mot).removeprefix("http://localhost:8000")


def texte(reponse) -> str:
    return reponse.content.decode().replace("\u00a0", " ").replace("&#x27;", "'")


def roles_de(email: str) -> set[str]:
    return set(Adhesion.objects.filter(utilisateur__email=email, date_fin=None).values_list("role", flat=True))


@pytest.fixture
def connue(programme):
    """A person with an account and no door here."""
    return creer_personne(ADRESSE, "Connue")


# --- A new account -------------------------------------------------------------------------------


def test_a_new_person_makes_her_account_and_comes_in(client, programme):
    lien = inviter()
    page = texte(client.get(lien))
    reponse = client.post(lien, COMPTE)

    assert "Créez votre compte" in page
    assert ADRESSE in page
    assert reponse.headers["Location"] == "/p/manufactures/"
    assert client.get("/p/manufactures/").status_code == 200
    assert Utilisateur.objects.get(email=ADRESSE).check_password(COMPTE["mot_de_passe"])
    assert roles_de(ADRESSE) == {Role.OBSERVATEUR}


@pytest.mark.parametrize("mot_de_passe", ["court", "123456789012", "motdepasse", "nouvelle@exemple.fr"])
def test_a_weak_password_is_explained_and_nothing_is_made(client, programme, mot_de_passe):
    lien = inviter()
    reponse = client.post(lien, COMPTE | {"mot_de_passe": mot_de_passe})

    assert reponse.status_code == 200
    assert "Ce mot de passe est" in texte(reponse) or "Le mot de passe est trop" in texte(reponse)
    assert not Utilisateur.objects.filter(email=ADRESSE).exists()
    assert Invitation.objects.get().acceptee_at is None


def test_reading_the_page_changes_nothing(client, client_de, connue):
    lien = inviter()
    for navigateur in (client, client_de(connue)):
        assert navigateur.get(lien).status_code == 200

    assert (Invitation.objects.get().acceptee_at, roles_de(ADRESSE), Evenement.objects.count()) == (None, set(), 0)


# --- A known account -----------------------------------------------------------------------------


def test_a_known_person_signs_in_comes_back_and_accepts(client, connue):
    lien = inviter(email=ADRESSE.upper())
    page = texte(client.get(lien))
    vers = f"/compte/login/?next={lien}"
    assert vers in page
    assert client.post(lien).headers["Location"].replace("%2F", "/") == vers

    retour = client.post(vers, {"login": ADRESSE, "password": MOT_DE_PASSE})
    assert retour.headers["Location"] == lien
    assert "Accepter l’invitation" in texte(client.get(lien))
    assert roles_de(ADRESSE) == set()
    assert client.post(lien).headers["Location"] == "/p/manufactures/"
    assert roles_de(ADRESSE) == {Role.OBSERVATEUR}


def test_a_known_address_never_gets_a_second_account(client, connue):
    client.post(inviter(), COMPTE)

    assert Utilisateur.objects.filter(email__iexact=ADRESSE).count() == 1
    assert roles_de(ADRESSE) == set()


def test_somebody_else_signed_in_is_told_so(client_de, porteuse):
    client, lien = client_de(porteuse), inviter()

    for reponse in (client.get(lien), client.post(lien, COMPTE)):
        assert reponse.status_code == 409
        assert "Cette invitation est adressée à une autre adresse électronique." in texte(reponse)
    assert roles_de(porteuse.email) == {Role.EQUIPE}


# --- Links that serve no more --------------------------------------------------------------------


def test_an_expired_invitation_says_so(client, programme):
    lien = inviter()
    with time_machine.travel(timezone.now() + timedelta(days=14, seconds=1)):
        reponses = client.get(lien), client.post(lien, COMPTE)

    assert [r.status_code for r in reponses] == [409, 409]
    assert "Cette invitation a expiré." in texte(reponses[0])
    assert not Utilisateur.objects.filter(email=ADRESSE).exists()


def test_one_second_before_its_end_an_invitation_serves(client, programme):
    lien = inviter()
    with time_machine.travel(timezone.now() + timedelta(days=14) - timedelta(seconds=2)):
        assert client.post(lien, COMPTE).status_code == 302


def test_a_second_submit_is_refused_and_gives_nothing_more(client, programme):
    lien = inviter()
    reponses = client.post(lien, COMPTE), client.post(lien, COMPTE), client.get(lien)

    assert [r.status_code for r in reponses] == [302, 409, 409]
    assert "Cette invitation a déjà servi." in texte(reponses[1])
    assert Adhesion.objects.filter(utilisateur__email=ADRESSE).count() == 1


def test_a_cancelled_invitation_says_so(client, programme):
    lien = inviter()
    Invitation.objects.update(annulee_at=timezone.now())

    assert "Cette invitation a été annulée." in texte(client.get(lien))
    assert client.post(lien, COMPTE).status_code == 409


@pytest.mark.parametrize("secret", ["faux", "a" * 43, "%00", "é"])
def test_a_wrong_secret_opens_nothing(client, programme, secret):
    reponse = client.get(page_de(secret))

    assert reponse.status_code == 409
    assert "Ce lien d’invitation n’existe pas." in texte(reponse)


def test_the_link_of_a_programme_opens_no_other(client, programme, autre_programme):
    secret = inviter().split("/")[-2]
    reponse = client.post(page_de(secret, "voisin"), COMPTE)

    assert reponse.status_code == 409
    with programme_actif(autre_programme):
        assert (Adhesion.objects.count(), Invitation.objects.count(), Evenement.objects.count()) == (0, 0, 0)


# --- Every kind of seat --------------------------------------------------------------------------


@pytest.mark.parametrize("fonction", [Fonction.PORTEUR, Fonction.PARTENAIRE, Fonction.MEMBRE])
def test_the_team_gets_its_seat_and_its_project(client, programme, fonction):
    projet = ProjetFactory()
    inviter_dans_l_equipe(projet=projet, email=ADRESSE, fonction=fonction, acteur=None)
    client.post(lien_du_courrier(), COMPTE)

    siege = MembreEquipe.objects.get(projet=projet)
    assert (siege.utilisateur.email, siege.fonction, siege.date_fin) == (ADRESSE, fonction, None)
    assert roles_de(ADRESSE) == {Role.EQUIPE}
    assert client.get(f"/p/manufactures/projets/{projet.slug}/").status_code == 200
    evenement = Evenement.objects.get(verbe_code="acces.accepte")
    assert (evenement.fil, evenement.auteur.email) == (projet.fil, ADRESSE)


def test_a_seat_taken_meanwhile_is_refused_and_no_account_is_left(client, programme, partenaire):
    projet = ProjetFactory()
    inviter_dans_l_equipe(projet=projet, email=ADRESSE, fonction=Fonction.PARTENAIRE, acteur=None)
    MembreEquipe.objects.create(projet=projet, utilisateur=partenaire, fonction=Fonction.PARTENAIRE, date_debut="2022-01-01")
    reponse = client.post(lien_du_courrier(), COMPTE)

    assert "Ce siège est occupé" in texte(reponse)
    assert not Utilisateur.objects.filter(email=ADRESSE).exists()
    assert (roles_de(ADRESSE), Invitation.objects.get().acceptee_at) == (set(), None)


def test_a_member_of_the_committee_gets_her_seat(client, criteres, coordinatrice, acteur_de):
    siege = {"siege": 3, "qualite": "etat", "organisation": "Préfecture d’exemple", "voix": True}
    inviter_au_comite(email=ADRESSE, siege=siege, acteur=acteur_de(coordinatrice))
    client.post(lien_du_courrier(), COMPTE)

    membre = Membre.objects.get()
    assert (membre.utilisateur.email, membre.siege, membre.organisation) == (ADRESSE, 3, "Préfecture d’exemple")
    assert roles_de(ADRESSE) == {Role.COMITE}
    assert Evenement.objects.get(verbe_code="acces.accepte").phrase == "Nouvelle D’exemple a accepté son invitation (Membre du comité)"


def test_an_expert_gets_her_profile(client, programme, coordinatrice, acteur_de):
    installer_le_programme()
    besoins = Besoin.objects.all()[:2]
    inviter_expert(email=ADRESSE, besoins=besoins, prix_demi_journee=Decimal("450.50"), territoire="Exemplie", acteur=acteur_de(coordinatrice))
    client.post(lien_du_courrier(), COMPTE)

    expert = Expert.objects.get()
    assert (expert.utilisateur.email, expert.prix_demi_journee, expert.territoire) == (ADRESSE, Decimal("450.50"), "Exemplie")
    assert expert.besoins.count() == 2
    assert roles_de(ADRESSE) == {Role.EXPERT}


@pytest.mark.parametrize("role", [Role.COORDINATION, Role.OBSERVATEUR])
def test_the_coordination_invites_who_needs_no_seat(client, client_de, coordinatrice, role):
    reponse = client_de(coordinatrice).post("/p/manufactures/personnes/inviter/", {"email": ADRESSE, "role": role})
    client.post(lien_du_courrier(), COMPTE)

    assert reponse.headers["Location"] == "/p/manufactures/personnes/"
    assert roles_de(ADRESSE) == {role}
    assert list(Evenement.objects.order_by("pk").values_list("verbe_code", flat=True)) == ["acces.invitation", "acces.accepte"]


@pytest.mark.parametrize("role", [Role.EQUIPE, Role.COMITE, Role.EXPERT])
def test_a_role_with_a_seat_is_not_offered_there(client_de, coordinatrice, role):
    reponse = client_de(coordinatrice).post("/p/manufactures/personnes/inviter/", {"email": ADRESSE, "role": role})

    assert (reponse.status_code, Invitation.objects.count(), Courrier.objects.count()) == (200, 0, 0)


def test_people_of_the_programme_are_listed_once_per_door(client_de, observateur, porteuse, etrangere):
    page = texte(client_de(observateur).get("/p/manufactures/personnes/"))

    assert porteuse.email in page
    assert etrangere.email not in page
    assert "Inviter une personne" not in page


def test_an_account_is_not_opened_twice_at_one_address(porteuse):
    with pytest.raises(ActionRefusee, match="Un compte existe à cette adresse"):
        ouvrir_compte(email="Porteuse@exemple.fr", prenom="Ada", nom="Exemple", mot_de_passe="un-atelier-bien-rangé-2")
