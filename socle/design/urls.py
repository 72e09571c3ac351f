from django.urls import path

from socle.design import views

urlpatterns = [path("composants/", views.composants, name="composants")]
