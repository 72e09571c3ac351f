"""Pages of the API: by cursor, so that a row added meanwhile neither doubles nor hides another."""

from rest_framework.pagination import CursorPagination


class Pages(CursorPagination):
    page_size = 50
    max_page_size = 200
    page_size_query_param = "taille"
    cursor_query_param = "curseur"
    ordering = ("nom", "pk")
