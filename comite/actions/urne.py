"""The urn of a secret ballot: voices go in sealed, and come out all at once in random order (docs/decisions/0014-salle.md)."""

import random
from struct import Struct

from cryptography.exceptions import InvalidTag

from comite.enums import Choix
from comite.models import Bulletin, Membre, Scrutin, Urne
from comite.queries.recus import recu_de
from socle.lib.refus import ActionRefusee, Refus, exiger
from socle.lib.scelles import cle_de, desceller, nouveau_sel, sceller

USAGE = "comite.urne"
ORDRE = tuple(Choix)  # two bytes each, in this order: the block has one size whatever was voted
_FIGURES = Struct(f">{len(ORDRE)}H")
ALTEREE = Refus(
    "urne_alteree", "L’urne de ce scrutin ne correspond plus aux voix entendues\u00a0: annulez ce scrutin et ouvrez-en un autre."
)


def deposer_dans_l_urne(scrutin: Scrutin, siege: Membre, choix: Choix) -> str:
    """Add one voice (the ballot is locked by the caller) and return the receipt of its seat."""
    urne = Urne.objects.filter(scrutin=scrutin).first() or Urne(scrutin=scrutin, sel=nouveau_sel())
    comptes = _lire(urne)
    comptes[choix] += 1
    recu = recu_de(urne.sel, siege.pk)
    urne.scelle = sceller(_FIGURES.pack(*(comptes[c] for c in ORDRE)), cle_de(urne.sel, USAGE), f"scrutin:{scrutin.pk}")
    urne.recus = sorted([*urne.recus, recu])
    urne.save()
    return recu


def _lire(urne: Urne) -> dict[Choix, int]:
    if not urne.scelle:
        return dict.fromkeys(ORDRE, 0)
    try:
        clair = desceller(urne.scelle, cle_de(urne.sel, USAGE), f"scrutin:{urne.scrutin_id}")
    except InvalidTag as faux:
        raise ActionRefusee(ALTEREE) from faux
    return dict(zip(ORDRE, _FIGURES.unpack(clair), strict=True))


def vider_l_urne(scrutin: Scrutin, entendues: int) -> tuple[list[Bulletin], list[str]]:
    """Destroy the urn and its salt; return its voices, anonymous and in random order, to be written once closed, and its receipts.

    Raises ``ActionRefusee`` (``urne_alteree``) when somebody changed the urn: its voices are not those heard.
    """
    urne = Urne.objects.filter(scrutin=scrutin).first()
    comptes = _lire(urne) if urne else {}
    exiger(ALTEREE if sum(comptes.values()) != entendues else None)
    bulletins = [Bulletin(scrutin=scrutin, choix=choix) for choix, nombre in comptes.items() for _ in range(nombre)]
    random.SystemRandom().shuffle(bulletins)
    if urne is None:
        return [], []
    urne.delete()
    return bulletins, urne.recus
