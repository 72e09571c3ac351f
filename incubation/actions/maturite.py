"""Rating the maturity of a project on the eight axes, and the needs it shows."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from incubation.enums import Moment, Priorite, SourceMaturite
from incubation.models import BesoinIdentifie, Maturite, Module
from incubation.permissions import EQUIPE, EQUIPE_OU_COORDINATION, a_un_objectif, notes_lisibles, peut_coordonner, peut_etre_evalue
from incubation.queries.equipes import siege_dans_le_projet
from manufactures.actions.projets import verrouiller
from manufactures.models import Projet
from socle.comptes.acteur import Acteur
from socle.comptes.reglement import valeur
from socle.journal.actions import noter
from socle.lib import francais
from socle.lib.refus import ActionRefusee, Refus, exiger


@transaction.atomic
def noter_maturite(
    *, projet: Projet, moment: Moment, source: SourceMaturite, notes: dict[Module, tuple[int, str]], acteur: Acteur
) -> list[Maturite]:
    """Rate axes of a project at one moment, each from 0 to 5 with its évidence; a rating given again replaces the former.

    The team rates itself, the coordination rates as its referent. Raises ``ActionRefusee`` for the other one's ratings, a
    rating out of range, or a project that is not in incubation.
    """
    projet = verrouiller(projet.pk, acteur)
    exiger(_refus_de_source(projet, source, acteur))
    exiger(peut_etre_evalue(projet.etat_lu))
    exiger(notes_lisibles([note for note, _ in notes.values()], valeur("incubation.maturite_note_max")))
    commun = {"projet": projet, "moment": moment, "source": source, "par": acteur.utilisateur, "at": timezone.now()}
    maturites = _enregistrer(Maturite(module=m, note=note, evidence=preuve.strip(), **commun) for m, (note, preuve) in notes.items())
    axes = francais.enumeration(f"{module.court} {note} sur 5" for module, (note, _) in notes.items())
    libelle = str(acteur.utilisateur) if source == SourceMaturite.EQUIPE else ""
    noter("maturite.notee", fil=projet.fil, acteur=acteur, auteur_libelle=libelle, moment=moment.label.lower(), axes=axes)
    return maturites


def _refus_de_source(projet: Projet, source: SourceMaturite, acteur: Acteur) -> Refus | None:
    if source == SourceMaturite.REFERENT:
        return peut_coordonner(acteur)
    return None if siege_dans_le_projet(projet.pk, acteur.pk) else EQUIPE


def _enregistrer(maturites: Iterable[Maturite]) -> list[Maturite]:
    """Write ratings in one statement; one given again takes the place of the former."""
    return Maturite.objects.bulk_create(
        maturites,
        update_conflicts=True,
        unique_fields=["projet", "module", "moment", "source"],
        update_fields=["note", "evidence", "par", "at"],
    )


@transaction.atomic
def identifier_besoin(*, projet: Projet, besoin_code: str, priorite: Priorite, objectif: str, demi_journees: int, acteur: Acteur) -> BesoinIdentifie:
    """Flag a need of support for the next phase; identified again, it is rewritten.

    « Ce point permettra également de flécher les besoins en matière d’accompagnement sur mesure. » Raises ``ActionRefusee``
    for a need that the programme does not offer, an empty aim, or somebody outside the team and the coordination.
    """
    projet = verrouiller(projet.pk, acteur)
    exiger(None if acteur.est_coordination or siege_dans_le_projet(projet.pk, acteur.pk) else EQUIPE_OU_COORDINATION)
    exiger(peut_etre_evalue(projet.etat_lu))
    exiger(a_un_objectif(objectif))
    champs = {"libelle": _titre_du_besoin(besoin_code), "priorite": priorite, "objectif": objectif.strip(), "demi_journees": demi_journees}
    besoin, _ = BesoinIdentifie.objects.update_or_create(
        projet=projet, besoin_code=besoin_code, defaults=champs | {"par": acteur.utilisateur, "at": timezone.now()}
    )
    noter("besoin.identifie", fil=projet.fil, acteur=acteur, auteur_libelle=str(acteur.utilisateur), besoin=besoin.libelle)
    return besoin


def _titre_du_besoin(code: str) -> str:
    titres = {b["code"]: b["titre"] for b in valeur("incubation.besoins")}
    if code not in titres:
        raise ActionRefusee(Refus("besoin_inconnu", "Choisissez un besoin de la liste du programme."))
    return titres[code]
