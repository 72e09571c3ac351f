from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class ComptesConfig(AppConfig):
    name = "socle.comptes"
    label = "comptes"
    verbose_name = "comptes"

    def ready(self):
        autodiscover_modules("reglages")
        from socle.comptes import verifications  # noqa: F401  registers the deployment checks
