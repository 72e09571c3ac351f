from django.apps import AppConfig


class DesignConfig(AppConfig):
    name = "socle.design"
    label = "design"
    verbose_name = "Système de composants"
