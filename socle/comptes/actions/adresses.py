"""The address of an account as allauth keeps it beside the account."""

from allauth.account.models import EmailAddress

from socle.comptes.models import Utilisateur


def confirmer_adresse(utilisateur: Utilisateur) -> None:
    """Write that the address of an account is its own, once: the invitation proved it.

    Without this row allauth would write one, not confirmed, when the page of the address is read; a page read writes nothing, and a
    person whose address is not confirmed may not add a second factor.
    """
    adresse = EmailAddress(user=utilisateur, email=utilisateur.email.lower(), primary=True, verified=True)
    EmailAddress.objects.bulk_create([adresse], ignore_conflicts=True)
