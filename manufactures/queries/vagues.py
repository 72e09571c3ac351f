"""The waves of a programme with what they received, in one statement."""

from django.db.models import Count, Q, QuerySet

from manufactures.models import Vague


def vagues_comptees() -> QuerySet[Vague]:
    """Return the waves, last one first, with ``ouvertes`` (candidatures), ``deposees`` and ``tardives`` (out of time)."""
    deposee = Q(candidatures__deposee_at__isnull=False)
    return Vague.objects.annotate(
        ouvertes=Count("candidatures"),
        deposees=Count("candidatures", filter=deposee),
        tardives=Count("candidatures", filter=deposee & Q(candidatures__hors_delai=True)),
    ).order_by("-numero")
