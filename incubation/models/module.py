from django.db import models

from socle.comptes.bases import ModeleDeProgramme


class Module(ModeleDeProgramme):
    """One of the « blocs de compétences », which is also an axis of maturity; written by the programme's model."""

    numero = models.PositiveSmallIntegerField("numéro")
    code = models.SlugField("code", max_length=60)
    titre = models.CharField("titre", max_length=200)
    titre_court = models.CharField("titre court", max_length=40, blank=True)
    critique = models.BooleanField("axe critique pour le Comité", default=False)

    class Meta:
        verbose_name = "module"
        ordering = ["numero"]
        constraints = [
            models.UniqueConstraint(fields=["programme", "numero"], name="module_numero_unique"),
            models.UniqueConstraint(fields=["programme", "code"], name="module_code_unique"),
        ]

    def __str__(self):
        return f"{self.numero}. {self.titre}"

    @property
    def court(self) -> str:
        """The name that fits a column head."""
        return self.titre_court or self.titre


class Attendu(ModeleDeProgramme):
    """One bullet of a module in the programme's text; ``outil`` names the structured tool it calls for."""

    module = models.ForeignKey(Module, verbose_name="module", on_delete=models.PROTECT, related_name="attendus")
    ordre = models.PositiveSmallIntegerField("ordre")
    texte = models.TextField("texte")
    outil = models.SlugField("outil", max_length=40, blank=True)

    class Meta:
        verbose_name = "attendu"
        ordering = ["module__numero", "ordre"]
        constraints = [models.UniqueConstraint(fields=["module", "ordre"], name="attendu_ordre_unique")]

    def __str__(self):
        return self.texte
