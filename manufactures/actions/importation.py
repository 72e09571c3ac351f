"""The official list of laureates, taken into the programme: public facts only, as often as one likes."""

from dataclasses import dataclass, field

from django.db import transaction
from django.utils import timezone

from manufactures.actions.candidatures import slug_libre
from manufactures.enums import StatutProjet
from manufactures.models import Passage, Projet, Site, Structure, Vague
from manufactures.regles import normaliser
from manufactures.regles_import import Laureat, lire_lignes, nettoyer
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter

MARQUE = "id_manup "


@dataclass(frozen=True)
class Constat:
    """Something to tell about one line of the file (numbered as a spreadsheet does)."""

    ligne: int
    nom: str
    phrase: str


@dataclass
class Rapport:
    """What an import did."""

    crees: int = 0
    mis_a_jour: int = 0
    inchanges: int = 0
    reparations: list[Constat] = field(default_factory=list)
    refus: list[Constat] = field(default_factory=list)


@transaction.atomic
def importer_laureats(*, contenu: str, acteur: Acteur | None) -> Rapport:
    """Create or update the laureates of a CSV; running it again changes nothing. Raises ``ListeIllisible``.

    A laureate is found again by ``id_manup``, else by its name and code INSEE. A project that has a candidature here belongs
    to its team: the list does not write over it.
    """
    rapport, vus = Rapport(), set()
    connus = _Connus()
    for numero, ligne in lire_lignes(contenu):
        laureat = nettoyer(numero, ligne)
        if laureat is None:
            rapport.refus.append(Constat(numero, "", "ligne sans nom"))
        elif (cle := _cle(laureat)) in vus:
            rapport.refus.append(Constat(numero, laureat.nom, "déjà présent plus haut dans le fichier"))
        else:
            vus.add(cle)
            rapport.reparations += [Constat(numero, laureat.nom, phrase) for phrase in laureat.reparations]
            _reprendre(laureat, connus, rapport, acteur)
    compte = {"crees": rapport.crees, "mis_a_jour": rapport.mis_a_jour, "refuses": len(rapport.refus)}
    noter("projets.importes", fil="programme", acteur=acteur, **compte)
    return rapport


def _cle(laureat: Laureat) -> tuple[str, str]:
    if laureat.id_manup:
        return ("", laureat.id_manup)
    return (normaliser(laureat.nom), laureat.lieux[0].insee if laureat.lieux else "")


class _Connus:
    """What the programme already holds: projects by key, waves by number, structures without SIRET by name."""

    def __init__(self):
        self.vagues = {v.numero: v for v in Vague.objects.all()}
        self.structures = {normaliser(s.nom): s for s in Structure.objects.all()}
        self.projets = {}
        for projet in Projet.objects.select_related("structure").prefetch_related("sites", "candidatures"):
            for cle in _cles_de(projet):
                self.projets.setdefault(cle, projet)


def _cles_de(projet: Projet) -> list[tuple[str, str]]:
    numeros = [s.removeprefix(MARQUE) for s in projet.source.split(" | ") if s.startswith(MARQUE)]
    codes = [site.code_insee for site in projet.sites.all()] or [""]
    return [("", numero) for numero in numeros] + [(normaliser(projet.nom), code) for code in codes]


def _reprendre(laureat: Laureat, connus: _Connus, rapport: Rapport, acteur: Acteur | None) -> None:
    projet = connus.projets.get(_cle(laureat))
    if projet is None:
        projet = _creer(laureat, connus)
        noter("projet.importe", fil=projet.fil, acteur=acteur, projet=projet.nom)
        rapport.crees += 1
    elif projet.candidatures.all():
        rapport.refus.append(Constat(laureat.ligne, laureat.nom, "ce projet a une candidature ici : il n’est pas modifié"))
    elif _mettre_a_jour(projet, laureat, connus):
        rapport.mis_a_jour += 1
    else:
        rapport.inchanges += 1


def _faits(laureat: Laureat, connus: _Connus) -> dict:
    """Return the public facts of a laureate, as fields of a project."""
    sources = [laureat.source, f"{MARQUE}{laureat.id_manup}" if laureat.id_manup else ""]
    return {
        "nom": laureat.nom[:200],
        "commune": ", ".join(lieu.commune for lieu in laureat.lieux)[:120],
        "departement": laureat.departement[:80],
        "region": laureat.region[:80],
        "filieres": [f[:80] for f in laureat.filieres],
        "vague": connus.vagues.get(laureat.vague),
        "structure": _structure(laureat, connus),
        "source": " | ".join(filter(None, sources)),
    }


def _structure(laureat: Laureat, connus: _Connus) -> Structure | None:
    if not laureat.structure:
        return None
    cle = normaliser(laureat.structure)
    if cle not in connus.structures:
        connus.structures[cle] = Structure.objects.create(nom=laureat.structure[:300], site_web=laureat.site_web)
    return connus.structures[cle]


def _creer(laureat: Laureat, connus: _Connus) -> Projet:
    projet = Projet.objects.create(slug=slug_libre(laureat.nom), statut=StatutProjet.LABELLISE, **_faits(laureat, connus))
    date = projet.vague.publication_at if projet.vague else None
    Passage.objects.create(projet=projet, vers=StatutProjet.LABELLISE, date=date or timezone.now())
    _poser_les_sites(projet, laureat)
    return projet


def _mettre_a_jour(projet: Projet, laureat: Laureat, connus: _Connus) -> bool:
    changes = {champ: valeur for champ, valeur in _faits(laureat, connus).items() if getattr(projet, champ) != valeur}
    sites = [(s.commune, s.code_insee) for s in projet.sites.all()]
    deplace = sites != [(lieu.commune[:120], lieu.insee) for lieu in laureat.lieux]
    for champ, valeur in changes.items():
        setattr(projet, champ, valeur)
    if changes:
        projet.save(update_fields=list(changes))
    if deplace:
        projet.sites.all().delete()
        _poser_les_sites(projet, laureat)
    return bool(changes) or deplace


def _poser_les_sites(projet: Projet, laureat: Laureat) -> None:
    Site.objects.bulk_create(Site(projet=projet, commune=lieu.commune[:120], code_insee=lieu.insee) for lieu in laureat.lieux)
