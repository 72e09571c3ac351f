from django.urls import path

from socle.documents import views

urlpatterns = [
    path("fichiers/<str:jeton>/", views.fichier_telecharger, name="fichier_telecharger"),
    path("editions/<int:pk>/", views.edition_detail, name="edition_detail"),
    path("editions/<int:pk>/etat/", views.edition_etat, name="edition_etat"),
    path("editions/<int:pk>/fichier/", views.edition_fichier, name="edition_fichier"),
    path("editions/<int:pk>/lecture/", views.edition_lecture, name="edition_lecture"),
    path("editions/<int:pk>/relancer/", views.edition_relancer, name="edition_relancer"),
]
