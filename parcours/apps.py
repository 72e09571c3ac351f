from django.apps import AppConfig


class ParcoursConfig(AppConfig):
    name = "parcours"
    verbose_name = "parcours"

    def ready(self):
        from accompagnement.queries.pour_projet import projet_aux_credits
        from parcours.navigation import AUX_CREDITS
        from socle.comptes.acteur import declarer_lecture

        declarer_lecture(AUX_CREDITS, projet_aux_credits())
