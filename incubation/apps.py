from django.apps import AppConfig


class IncubationConfig(AppConfig):
    name = "incubation"
    verbose_name = "incubation"
