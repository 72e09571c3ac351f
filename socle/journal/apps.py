from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JournalConfig(AppConfig):
    name = "socle.journal"
    label = "journal"
    verbose_name = "journal"

    def ready(self):
        autodiscover_modules("verbes")
