"""What every page may show of the programme and of the person, already read by the middleware: no query here."""


def programme(request):
    """Give templates the programme and the actor of the request."""
    return {"programme": getattr(request, "programme", None), "acteur": getattr(request, "acteur", None)}
