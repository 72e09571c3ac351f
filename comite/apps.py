from django.apps import AppConfig


class ComiteConfig(AppConfig):
    name = "comite"
    verbose_name = "comité"

    def ready(self):
        from comite.queries.embargo import statut_sous_embargo
        from manufactures.models.projet import declarer_embargo

        declarer_embargo(statut_sous_embargo)
