"""What a new programme receives: its needs and its engineering envelope."""

from django.db import transaction

from accompagnement.actions.registre import inscrire, mouvement
from accompagnement.enums import NatureCompte, NatureMouvement
from accompagnement.models import Besoin, CompteCredits


@transaction.atomic
def installer(*, besoins: list[dict], enveloppe_demi_journees: int) -> None:
    """Write the needs of the model and credit the envelope, once.

    « Ce programme d’ingénierie est financé à hauteur de 3,4 M€ pour l’ensemble des projets labellisés. »
    """
    Besoin.objects.bulk_create(
        Besoin(
            code=b["code"],
            titre=b["titre"],
            titre_court=b.get("titre_court") or b["titre"],
            description=b.get("description", ""),
            ordre=ordre,
        )
        for ordre, b in enumerate(besoins, start=1)
    )
    natures = (NatureCompte.FINANCEMENT, NatureCompte.ENVELOPPE)
    financement, enveloppe = CompteCredits.objects.bulk_create(CompteCredits(nature=n) for n in natures)
    if enveloppe_demi_journees:
        dotation = mouvement(
            nature=NatureMouvement.DOTATION,
            de=financement,
            vers=enveloppe,
            quantite=enveloppe_demi_journees,
            source="Enveloppe d’ingénierie du programme",
            motif="Ouverture du programme",
            acteur=None,
            cle="enveloppe",
        )
        inscrire(dotation)
