import pytest
from allauth.account.adapter import DefaultAccountAdapter, get_adapter
from allauth.core import context
from django.contrib.messages import get_messages
from django.contrib.messages.middleware import MessageMiddleware
from django.test import RequestFactory

from socle.courriers.comptes import GABARITS, MAUVAIS_COUPLE, NON_PARTI, AdaptateurComptes
from socle.courriers.models import Courrier


@pytest.fixture
def requete():
    requete = RequestFactory().get("/compte/login/")
    MessageMiddleware(lambda r: None).process_request(requete)
    with context.request_context(requete):
        yield requete


def test_les_comptes_naissent_d_invitations_seulement(requete):
    assert isinstance(get_adapter(), AdaptateurComptes)
    assert get_adapter().is_open_for_signup(requete) is False


@pytest.mark.parametrize("prefixe", sorted(GABARITS))
def test_chaque_courriel_de_compte_part_en_francais(requete, smtp, prefixe):
    get_adapter().send_mail(prefixe, "ada@exemple.fr", {"code": "ABC-123", "password_reset_url": "https://exemple.fr/cle/"})
    [message] = smtp.messages
    texte = message.get_body(("plain",)).get_content()
    assert (message["To"], message["Auto-Submitted"]) == ("ada@exemple.fr", "auto-generated")
    assert "Bonjour," in texte
    assert "Manufactures de proximité" in texte


def test_le_code_est_dans_le_sujet_et_le_texte(requete, smtp):
    get_adapter().send_mail("account/email/login_code", "ada@exemple.fr", {"code": "ABC-123"})
    [message] = smtp.messages
    assert message["Subject"] == "Votre code de connexion\u00a0: ABC-123"
    assert "ABC-123" in message.get_body(("plain",)).get_content().splitlines()


def test_un_secret_ne_reste_pas_dans_la_boite_d_envoi(programme, requete, smtp):
    get_adapter().send_mail("account/email/login_code", "ada@exemple.fr", {"code": "ABC-123"})
    assert not Courrier.objects.exists()


def test_un_serveur_muet_se_dit_sans_rien_reveler(requete, sans_smtp):
    get_adapter().send_mail("account/email/unknown_account", "ada@exemple.fr", {})
    get_adapter().send_mail("account/email/login_code", "ada@exemple.fr", {"code": "ABC-123"})
    assert [str(m) for m in get_messages(requete)] == [NON_PARTI, NON_PARTI]


def test_un_changement_est_annonce_a_l_adresse_du_compte(requete, smtp, porteuse, settings):
    settings.ACCOUNT_EMAIL_NOTIFICATIONS = True
    get_adapter().send_notification_mail("account/email/password_changed", porteuse)
    assert smtp.messages[0]["To"] == "porteuse@exemple.fr"


def test_aucune_phrase_ne_dit_si_un_compte_existe():
    muettes = ("account_inactive", "email_password_mismatch", "invalid_login", "unknown_email")
    assert {AdaptateurComptes.error_messages[code] for code in muettes} == {MAUVAIS_COUPLE}


def test_toutes_les_phrases_d_allauth_qui_peuvent_sortir_sont_les_notres():
    sans_objet = {"username_blacklisted", "username_taken", "phone_taken", "unknown_phone", "phone_password_mismatch"}
    anglaises = DefaultAccountAdapter.error_messages.keys() - sans_objet
    assert [c for c in anglaises if AdaptateurComptes.error_messages[c] is DefaultAccountAdapter.error_messages[c]] == []
