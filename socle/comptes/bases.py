"""What every tenant table is made of."""

from django.db import models

from socle.comptes.portee import programme_courant_id


class ModeleDeProgramme(models.Model):
    """A row of one programme. ``migrate`` puts a forced row-level policy on every subclass (``securite.py``).

    ``ajout_seul = True`` makes the table append-only: the runtime role has no right to update or delete, and a trigger
    refuses it to everyone else.
    """

    ajout_seul = False

    programme = models.ForeignKey(
        "comptes.Programme",
        verbose_name="programme",
        on_delete=models.PROTECT,
        default=programme_courant_id,
        editable=False,
        related_name="+",
    )

    class Meta:
        abstract = True
