"""Pages of the accompagnement, under ``/p/<programme>/accompagnement/``."""

urlpatterns = []
