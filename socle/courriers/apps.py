from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class CourriersConfig(AppConfig):
    name = "socle.courriers"
    label = "courriers"
    verbose_name = "courriers"

    def ready(self):
        autodiscover_modules("relances")
