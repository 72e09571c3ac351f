"""Pages of the API: by cursor, so that a row added meanwhile neither doubles nor hides another."""

from django.core.exceptions import ValidationError
from rest_framework.exceptions import NotFound
from rest_framework.pagination import CursorPagination


class Pages(CursorPagination):
    """A view says its order in ``ordering``, from columns of its own rows that are never empty."""

    page_size = 50
    max_page_size = 200
    page_size_query_param = "taille"
    page_size_query_description = "Nombre de lignes par page, 200 au plus."
    cursor_query_param = "curseur"
    cursor_query_description = "Place dans la liste, donnée par « next » et « previous »."
    ordering = ("nom", "pk")

    def get_ordering(self, request, queryset, view):
        return getattr(view, "ordering", self.ordering)

    def paginate_queryset(self, queryset, request, view=None):
        """Answer 404 to a cursor that was not made here: its place is no value of the column."""
        try:
            return super().paginate_queryset(queryset, request, view)
        except (ValidationError, ValueError) as erreur:
            if self.cursor_query_param in request.query_params:
                raise NotFound from erreur
            raise
