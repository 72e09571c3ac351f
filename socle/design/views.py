"""The page that shows every component, for those who write pages and for the tests."""

from django.contrib.auth.decorators import login_not_required
from django.shortcuts import render
from django.views.decorators.http import require_safe

from socle.design.exemples import contexte_exemple


@login_not_required
@require_safe
def composants(request):
    """Show every component with made-up data, and the form as it answers a poor entry."""
    return render(request, "design/composants.html", contexte_exemple())
