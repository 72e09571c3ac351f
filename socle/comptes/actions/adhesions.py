"""Opening and closing the doors of a programme."""

from django.db import transaction
from django.utils import timezone

from socle.comptes.enums import Role
from socle.comptes.models import Adhesion, Utilisateur


@transaction.atomic
def ouvrir_porte(*, utilisateur: Utilisateur, role: Role) -> None:
    """Attach a person to the programme in force; twice is once, and the unique constraint says so in one statement."""
    Adhesion.objects.bulk_create([Adhesion(utilisateur=utilisateur, role=role)], ignore_conflicts=True)


@transaction.atomic
def fermer_porte(*, utilisateur: Utilisateur, role: Role) -> None:
    """End an attachment today; the row stays for the record."""
    ouvertes = Adhesion.objects.filter(utilisateur=utilisateur, role=role, date_fin=None)
    ouvertes.update(date_fin=timezone.localdate())
