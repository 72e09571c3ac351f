from django.apps import AppConfig


class ComiteConfig(AppConfig):
    name = "comite"
    verbose_name = "comité"
