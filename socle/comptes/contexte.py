"""What every page may show of the programme and of the person, already read by the middleware: no query here."""

from django.conf import settings


def programme(request):
    """Give templates the programme and the actor of the request, and whether this is a demonstration."""
    return {
        "programme": getattr(request, "programme", None),
        "acteur": getattr(request, "acteur", None),
        "demonstration": settings.DEMO,
    }
