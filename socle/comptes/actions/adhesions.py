"""Opening and closing the doors of a programme."""

from django.db import transaction
from django.utils import timezone

from socle.comptes.enums import Role
from socle.comptes.models import Adhesion, Utilisateur


@transaction.atomic
def ouvrir_porte(*, utilisateur: Utilisateur, role: Role) -> Adhesion:
    """Attach a person to the programme in force; twice is once."""
    adhesion, _ = Adhesion.objects.get_or_create(utilisateur=utilisateur, role=role, date_fin=None)
    return adhesion


@transaction.atomic
def fermer_porte(*, utilisateur: Utilisateur, role: Role) -> None:
    """End an attachment today; the row stays for the record."""
    ouvertes = Adhesion.objects.filter(utilisateur=utilisateur, role=role, date_fin=None)
    ouvertes.update(date_fin=timezone.localdate())
