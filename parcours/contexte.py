"""What the layout shows around every page: links by role, and who is signed in. No query here."""

from parcours.navigation import identite, liens


def navigation(request):
    """Give templates ``navigation`` (links of the second row) and ``identite`` (account menu)."""
    acteur = getattr(request, "acteur", None)
    if acteur is None or not acteur.roles:
        return {"navigation": [], "identite": None}
    return {"navigation": liens(acteur, request.programme.slug, request.path), "identite": identite(acteur)}
