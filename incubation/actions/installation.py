"""What a programme's model brings to the incubation."""

from django.db import transaction

from incubation.models import Attendu, Module


@transaction.atomic
def installer(*, modules: list[dict]) -> None:
    """Create the modules of a new programme and their attendus, each bullet of the text.

    « Ce programme se déroulera sur 4 mois et comprendra 8 modules de contenus ». A module is
    ``{"numero", "code", "titre", "titre_court", "critique", "attendus": [{"texte", "outil"}]}``.
    """
    crees = Module.objects.bulk_create(
        Module(numero=m["numero"], code=m["code"], titre=m["titre"], titre_court=m.get("titre_court", ""), critique=m["critique"]) for m in modules
    )
    Attendu.objects.bulk_create(
        Attendu(module=module, ordre=ordre, texte=attendu["texte"], outil=attendu.get("outil") or "")
        for module, source in zip(crees, modules, strict=True)
        for ordre, attendu in enumerate(source["attendus"], 1)
    )
