from django.shortcuts import render


def jeton_perime(request, reason=""):
    """Answer a form whose CSRF token is too old: nothing was written, and here is what to do."""
    return render(request, "403_formulaire.html", status=403)
