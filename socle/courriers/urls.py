from django.urls import path

from socle.courriers import views

urlpatterns = [
    path("courriers/", views.courrier_liste, name="courrier_liste"),
    path("courriers/<int:pk>/", views.courrier_detail, name="courrier_detail"),
    path("courriers/<int:pk>/publier/", views.courrier_publier, name="courrier_publier"),
    path("courriers/<int:pk>/reessayer/", views.courrier_reessayer, name="courrier_reessayer"),
    path("relances/", views.relance_liste, name="relance_liste"),
]
