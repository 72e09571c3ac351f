"""What allauth sends and says: our French mails, through the one way out, and answers that give no account away.

These mails are not written in the outbox: they carry secrets (codes, links) that live a few minutes and belong to no
programme. Docs: docs/decisions/0007-courriers.md.
"""

import logging
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from django.contrib import messages

from socle.comptes.actions.adresses import confirmer_adresse
from socle.courriers.envoi import expedier_message, nouvel_identifiant
from socle.courriers.gabarits import composer

journal = logging.getLogger(__name__)

EXPEDITEUR = "Manufactures de proximité"
NON_PARTI = "Le courriel n’est pas parti. Réessayez dans quelques minutes."
GABARITS = {
    "account/email/login_code": "compte_code",
    "account/email/unknown_account": "compte_inconnu",
    "account/email/password_reset_key": "compte_mot_de_passe_lien",
    "account/email/password_reset_code": "compte_code",
    "account/email/password_reset": "compte_mot_de_passe_change",
    "account/email/password_changed": "compte_mot_de_passe_change",
    "account/email/password_set": "compte_mot_de_passe_change",
    "account/email/account_already_exists": "compte_existant",
    "account/email/email_confirmation": "compte_adresse_a_confirmer",
    "account/email/email_confirmation_signup": "compte_adresse_a_confirmer",
    "account/email/email_confirm": "compte_adresse_changee",
    "account/email/email_changed": "compte_adresse_changee",
    "account/email/email_deleted": "compte_adresse_changee",
    "mfa/email/totp_activated": "compte_second_facteur",
    "mfa/email/totp_deactivated": "compte_second_facteur",
    "mfa/email/recovery_codes_generated": "compte_second_facteur",
    "mfa/email/webauthn_added": "compte_second_facteur",
    "mfa/email/webauthn_removed": "compte_second_facteur",
}
MAUVAIS_COUPLE = "Cette adresse et ce mot de passe ne vont pas ensemble. Vérifiez-les, ou demandez un code par courriel."
TROP_D_ESSAIS = "Il y a eu trop d’essais. Attendez cinq minutes, ou demandez un code par courriel."
LIEN_PERIME = "Ce lien a déjà servi ou n’est plus valable. Demandez-en un nouveau."


class AdaptateurComptes(DefaultAccountAdapter):
    """Accounts are born from invitations only; mails and sentences are ours."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "account_inactive": MAUVAIS_COUPLE,
        "email_password_mismatch": MAUVAIS_COUPLE,
        "username_password_mismatch": MAUVAIS_COUPLE,
        "invalid_login": MAUVAIS_COUPLE,
        "unknown_email": MAUVAIS_COUPLE,
        "too_many_login_attempts": TROP_D_ESSAIS,
        "rate_limited": "Il y a eu trop de demandes. Attendez une minute, puis recommencez.",
        "incorrect_code": "Ce code n’est pas le bon. Recopiez celui du dernier courriel reçu, ou demandez-en un nouveau.",
        "incorrect_password": "Ce mot de passe n’est pas le bon. Saisissez-le à nouveau.",
        "enter_current_password": "Saisissez votre mot de passe actuel.",
        "invalid_or_expired_key": LIEN_PERIME,
        "invalid_password_reset": LIEN_PERIME,
        "duplicate_email": "Cette adresse est déjà la vôtre.",
        "email_taken": "Choisissez une autre adresse\u00a0: celle-ci ne peut pas être utilisée ici.",
        "max_email_addresses": "Vous ne pouvez pas avoir plus de %d adresses. Retirez-en une d’abord.",
        "cannot_remove_primary_email": "Cette adresse sert à vous connecter. Choisissez-en une autre avant de la retirer.",
        "unverified_primary_email": "Confirmez d’abord votre adresse par le lien reçu par courriel.",
        "same_as_current": "La nouvelle valeur est la même que l’ancienne. Saisissez-en une autre.",
        "select_only_one": "Choisissez un seul élément.",
    }

    def is_open_for_signup(self, request) -> bool:
        return False

    def post_login(self, request, user, **suite):
        confirmer_adresse(user)
        return super().post_login(request, user, **suite)

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Send one of our templates now; when the server does not take it, the page says so and gives nothing away."""
        redaction = composer(GABARITS[template_prefix], context | {"email": email, "lien": _lien(context)}, EXPEDITEUR)
        try:
            expedier_message(redaction, email, nouvel_identifiant())
        except (OSError, ValueError):
            journal.exception("account mail %s not sent", template_prefix)
            messages.error(self.request, NON_PARTI)

    def send_notification_mail(self, template_prefix, user, context=None, email=None) -> None:
        """Write to the address of the account: it was proved by the invitation."""
        super().send_notification_mail(template_prefix, user, context, email or user.email)


def _lien(contexte: dict[str, Any]) -> str:
    return contexte.get("password_reset_url") or contexte.get("activate_url") or ""
