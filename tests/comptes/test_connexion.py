"""Signing in: by password whatever the case of the address, by a code sent by mail, and with a second factor for those who decide."""

import re

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value, yield_hotp_counters_from_time
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction

from socle.comptes.models import Utilisateur
from tests.conftest import MOT_DE_PASSE, creer_personne
from tests.courriers.conftest import smtp  # noqa: F401  a real SMTP server

ACCUEIL, DEUX_FACTEURS = "/p/manufactures/", "/compte/2fa/"


def entrer(client, email, mot_de_passe=MOT_DE_PASSE):
    return client.post("/compte/login/", {"login": email, "password": mot_de_passe})


def connectee(client) -> bool:
    return "_auth_user_id" in client.session


# --- Address and password -------------------------------------------------------------------------


@pytest.mark.parametrize("email", ["porteuse@exemple.fr", "Porteuse@Exemple.FR", " PORTEUSE@exemple.fr "])
def test_the_case_of_an_address_does_not_matter(client, porteuse, email):
    assert entrer(client, email).status_code == 302
    assert client.session["_auth_user_id"] == str(porteuse.pk)


def test_an_account_typed_with_capitals_is_found_too(client, programme):
    creer_personne("Ada.Capitale@Exemple.fr", "Ada")

    assert entrer(client, "ada.capitale@exemple.fr").status_code == 302


def test_two_accounts_do_not_differ_by_case_alone(porteuse):
    with pytest.raises(IntegrityError, match="utilisateur_email_unique"), transaction.atomic():
        Utilisateur.objects.create(email="PORTEUSE@exemple.fr")


def test_a_wrong_password_and_an_unknown_address_say_the_same(client, porteuse):
    formulaires = [entrer(client, email, "pas-le-bon-mot").context["form"] for email in (porteuse.email, "inconnue@exemple.fr")]
    phrases = [list(formulaire.non_field_errors()) for formulaire in formulaires]

    assert phrases == [["Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez-les, ou demandez un code par courriel."]] * 2
    assert not connectee(client)


def test_a_closed_account_does_not_enter(client, porteuse):
    Utilisateur.objects.update(is_active=False)
    entrer(client, porteuse.email)

    assert not connectee(client)


def test_nobody_signs_up_by_herself(client, programme):
    client.post("/compte/signup/", {"email": "nouvelle@exemple.fr", "password1": MOT_DE_PASSE})

    assert not Utilisateur.objects.filter(email="nouvelle@exemple.fr").exists()


@pytest.mark.parametrize(
    ("mot", "code"),
    [("onze-lettre", "password_too_short"), ("849302857120394", "password_entirely_numeric"), ("porteuse@exemple", "password_too_similar")],
)
def test_a_weak_password_is_refused(porteuse, mot, code):
    with pytest.raises(ValidationError) as refus:
        validate_password(mot, porteuse)

    assert code in {erreur.code for erreur in refus.value.error_list}


def test_a_sentence_is_a_good_password(porteuse):
    assert validate_password("douze lettres", porteuse) is None


def test_signing_out_asks_for_a_click(client, porteuse):
    client.force_login(porteuse)
    client.get("/compte/logout/")
    assert connectee(client)
    client.post("/compte/logout/")
    assert not connectee(client)


# --- A code by mail -------------------------------------------------------------------------------


def demander_un_code(client, smtp, email) -> str:  # noqa: F811
    client.post("/compte/login/code/", {"login": email})
    (message,) = smtp.messages
    return re.search(r"^\s*([A-Z0-9-]{6,9})\s*$", message.get_body(("plain",)).get_content(), re.M)[1]


def test_a_code_sent_by_mail_opens_the_account(client, porteuse, smtp):  # noqa: F811
    code = demander_un_code(client, smtp, "Porteuse@exemple.fr")

    assert smtp.messages[0]["To"] == porteuse.email
    assert client.post("/compte/login/code/confirm/", {"code": code}).status_code == 302
    assert client.session["_auth_user_id"] == str(porteuse.pk)


def test_five_wrong_codes_end_the_attempt(client, porteuse, smtp):  # noqa: F811
    code = demander_un_code(client, smtp, porteuse.email)
    for _ in range(5):
        client.post("/compte/login/code/confirm/", {"code": "XXXXXX"})
    client.post("/compte/login/code/confirm/", {"code": code})

    assert not connectee(client)


# --- The second factor ----------------------------------------------------------------------------


@pytest.fixture
def mfa_exigee(settings):
    settings.MFA_EXIGEE = True


def code_totp(secret: str) -> str:
    """Return the code an application shows now for this secret."""
    return format_hotp_value(hotp_value(secret, next(yield_hotp_counters_from_time())))


def enroler(client) -> None:
    """Enrol through the pages, password again included."""
    page = client.get(DEUX_FACTEURS + "totp/activate/", follow=True)
    if "form" in page.context and "password" in page.context["form"].fields:
        page = client.post(page.request["PATH_INFO"] + "?" + page.request["QUERY_STRING"], {"password": MOT_DE_PASSE}, follow=True)
    secret = page.context["form"].secret
    assert client.post(DEUX_FACTEURS + "totp/activate/", {"code": code_totp(secret)}).status_code == 302


@pytest.mark.parametrize("role", ["coordinatrice", "membre"])
def test_those_who_decide_enrol_before_anything_else(request, client, mfa_exigee, role):
    personne = request.getfixturevalue(role)
    entrer(client, personne.email)

    assert client.get(ACCUEIL).headers["Location"] == DEUX_FACTEURS
    assert client.post("/p/manufactures/personnes/inviter/", {}).headers["Location"] == DEUX_FACTEURS
    enroler(client)
    assert client.get(ACCUEIL).status_code == 200


@pytest.mark.parametrize("role", ["porteuse", "experte", "observateur"])
def test_the_others_enter_without(request, client, mfa_exigee, role):
    entrer(client, request.getfixturevalue(role).email)

    assert client.get(ACCUEIL).status_code == 200


def test_the_platform_s_staff_enrols_too(client, mfa_exigee, porteuse):
    Utilisateur.objects.update(is_staff=True)
    entrer(client, porteuse.email)

    assert client.get("/programmes/nouveau/").headers["Location"] == DEUX_FACTEURS


def test_once_enrolled_a_password_alone_does_not_open(client, mfa_exigee, coordinatrice):
    entrer(client, coordinatrice.email)
    enroler(client)
    client.post("/compte/logout/")

    assert entrer(client, coordinatrice.email).headers["Location"].startswith(DEUX_FACTEURS + "authenticate/")
    assert not connectee(client)
    assert client.get(ACCUEIL).headers["Location"].startswith("/compte/login/")


def test_taking_the_factor_off_closes_the_door_again(client, mfa_exigee, coordinatrice):
    entrer(client, coordinatrice.email)
    enroler(client)
    assert client.get(ACCUEIL).status_code == 200
    client.post(DEUX_FACTEURS + "totp/deactivate/")

    assert not Authenticator.objects.filter(user=coordinatrice, type=Authenticator.Type.TOTP).exists()
    assert client.get(ACCUEIL).headers["Location"] == DEUX_FACTEURS


def test_where_it_is_not_asked_nobody_enrols(client, settings, coordinatrice):
    settings.MFA_EXIGEE = False
    entrer(client, coordinatrice.email)

    assert client.get(ACCUEIL).status_code == 200


@pytest.mark.parametrize("demonstration", [True, False])
def test_the_mails_are_a_click_away_in_a_demonstration_only(client, db, settings, demonstration):
    settings.DEMO = demonstration
    assert ('href="/demo/courriels/"' in client.get("/compte/login/").content.decode()) is demonstration
