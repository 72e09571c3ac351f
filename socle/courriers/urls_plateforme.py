"""Routes outside any programme."""

from django.urls import path

from socle.courriers import views

urlpatterns = [path("demo/courriels/", views.demo_courriels, name="demo_courriels")]
