from django.apps import AppConfig


class ManufacturesConfig(AppConfig):
    name = "manufactures"
    verbose_name = "manufactures"
