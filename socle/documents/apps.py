import logging

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class DocumentsConfig(AppConfig):
    name = "socle.documents"
    label = "documents"
    verbose_name = "documents"

    def ready(self):
        for bavard in ("weasyprint", "fontTools"):  # one line per style rule and per font table of every document otherwise
            logging.getLogger(bavard).setLevel(logging.ERROR)
        autodiscover_modules("pdf")
