"""One ballot as those in the room may read it: who is heard, who is missing, and the voices once it is closed."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from comite.enums import StatutScrutin
from comite.models import Bulletin, LigneDecision, LigneScrutin, Membre, Scrutin
from comite.queries.depouillements import LigneDeVoix, lignes_de_voix
from comite.queries.sieges import VoixPortee, sieges_de, voix_acquises, voix_attendues, voix_de, voix_portees
from comite.regles import Voix, quorum_atteint
from socle.comptes import reglement

DEPOUILLES = frozenset({StatutScrutin.CLOS, StatutScrutin.PROCLAME})


@dataclass(frozen=True)
class LigneNommee:
    """The amount of one line of the grant, in euros."""

    ligne: str
    libelle: str
    montant: Decimal


@dataclass(frozen=True)
class VoixLue:
    """The voices of one choice; ``sieges`` names them when the ballot is nominal and the règlement prints names, else None."""

    ligne: LigneDeVoix
    sieges: list[Membre] | None


@dataclass(frozen=True)
class EtatDeScrutin:
    """A ballot and what is known of it now."""

    scrutin: Scrutin
    sieges: list[Membre]
    voix: Voix
    portees: list[VoixPortee]
    montants: list[LigneNommee]
    depouillement: list[VoixLue] | None

    @property
    def ouvert(self) -> bool:
        return self.scrutin.etat == StatutScrutin.OUVERT

    @property
    def votes(self) -> int:
        """How many voices are heard."""
        return sum(s.a_vote for s in self.sieges)

    @property
    def attendus(self) -> list[Membre]:
        """The seats whose voice is missing in the open ballot."""
        return voix_attendues(self.sieges, self.voix) if self.ouvert else []

    @property
    def quorum_tenu(self) -> bool:
        """Tell whether the voices heard or there still make the quorum of the ballot."""
        return quorum_atteint(voix_acquises(self.sieges, self.voix), 0, self.scrutin.quorum_requis)

    @property
    def a_donner(self) -> list[VoixPortee]:
        """The voices the reader may still give."""
        return [p for p in self.portees if not p.a_vote] if self.ouvert else []


def nommer_lignes(lignes: Iterable[LigneScrutin | LigneDecision]) -> list[LigneNommee]:
    """Return lines put to the vote, or decided, with their names in the règlement."""
    libelles = {ligne.code: ligne.libelle for ligne in reglement.valeur("manufactures.lignes_subvention")}
    return [LigneNommee(li.ligne, libelles.get(li.ligne, li.ligne), li.montant) for li in lignes]


def lire_scrutin(scrutin: Scrutin, membre: Membre | None) -> EtatDeScrutin:
    """Read a ballot for a person of the room, in 3 queries at most. Nothing of the voices is read before it is closed."""
    seance = scrutin.point.seance
    sieges = sieges_de(seance, scrutin.point, scrutin)
    voix = voix_de(seance, sieges)
    moi = next((s for s in sieges if membre and s.pk == membre.pk), None)
    return EtatDeScrutin(
        scrutin=scrutin,
        sieges=sieges,
        voix=voix,
        portees=voix_portees(moi, sieges, voix),
        montants=nommer_lignes(scrutin.lignes.all()),
        depouillement=_depouillement(scrutin, sieges) if scrutin.etat in DEPOUILLES else None,
    )


def _depouillement(scrutin: Scrutin, sieges: list[Membre]) -> list[VoixLue]:
    nommees = not scrutin.est_secret and reglement.valeur("comite.noms_au_proces_verbal")
    par_choix = defaultdict(list)
    for choix, membre in Bulletin.objects.filter(scrutin=scrutin).order_by().values_list("choix", "membre"):
        par_choix[choix].append(membre)
    lignes = lignes_de_voix(scrutin.point.seance.type, {choix: len(voix) for choix, voix in par_choix.items()})
    return [VoixLue(li, [s for s in sieges if s.pk in par_choix[li.choix]] if nommees else None) for li in lignes]
