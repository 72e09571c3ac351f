"""Rating the maturity of a project on the eight axes, and the needs it shows."""

from collections.abc import Iterable

from django.db import transaction
from django.utils import timezone

from incubation.actions.envois import adresse_de, ecrire
from incubation.enums import Moment, Priorite, SourceMaturite
from incubation.models import BesoinIdentifie, Maturite, Module
from incubation.permissions import EQUIPE, EQUIPE_OU_COORDINATION, a_un_objectif, notes_lisibles, peut_coordonner, peut_etre_evalue
from manufactures.actions.projets import verrouiller
from manufactures.enums import BINOME
from manufactures.models import Projet
from manufactures.queries.personnes import equipe_de, personnes
from socle.comptes.acteur import Acteur
from socle.comptes.models import Utilisateur
from socle.comptes.reglement import valeur
from socle.journal.actions import noter
from socle.lib import francais
from socle.lib.refus import ActionRefusee, Refus, exiger

COORDINATION = "La coordination"  # it speaks as one


@transaction.atomic
def noter_maturite(
    *, projet: Projet, moment: Moment, source: SourceMaturite, notes: dict[Module, tuple[int, str]], acteur: Acteur
) -> list[Maturite]:
    """Rate axes of a project at one moment, each from 0 to 5 with its évidence; a rating given again replaces the former.

    The team rates itself, the coordination rates as its referent. Raises ``ActionRefusee`` for the other one's ratings, a
    rating out of range, or a project that is not in incubation.
    """
    projet = _verrouiller(projet, acteur)
    exiger(_refus_de_source(projet, source, acteur))
    exiger(peut_etre_evalue(projet.etat_lu))
    maximum = valeur("incubation.maturite_note_max")
    exiger(notes_lisibles([note for note, _ in notes.values()], maximum))
    commun = {"projet": projet, "moment": moment, "source": source, "par": acteur.utilisateur, "at": timezone.now()}
    maturites = _enregistrer(Maturite(module=m, note=note, evidence=preuve.strip(), **commun) for m, (note, preuve) in notes.items())
    _annoncer_la_maturite(projet, maturites, maximum, acteur)
    return maturites


def _annoncer_la_maturite(projet: Projet, maturites: list[Maturite], maximum: int, acteur: Acteur) -> None:
    """Tell the journal, then the other persons concerned: one mail for all the axes rated together."""
    source, at, moment = maturites[0].source, maturites[0].at, maturites[0].moment.label.lower()
    libelle = str(acteur.utilisateur) if source == SourceMaturite.EQUIPE else ""
    axes = [f"{m.module.court} {m.note} sur {maximum}" for m in maturites]
    noter("maturite.notee", fil=projet.fil, acteur=acteur, auteur_libelle=libelle, moment=moment, axes=francais.enumeration(axes))
    ecrire(
        _a_prevenir(projet, acteur),
        gabarit="incubation_maturite",
        cle=f"incubation.maturite:{projet.pk}:{source}:{at:%Y%m%d%H%M%S}",
        contexte={
            "projet": projet.nom,
            "auteur": libelle or COORDINATION,
            "moment": moment,
            "maximum": maximum,
            "axes": axes,
            "lien": adresse_de("maturite_detail", projet.slug),
        },
        fil=projet.fil,
    )


def _refus_de_source(projet: Projet, source: SourceMaturite, acteur: Acteur) -> Refus | None:
    if source == SourceMaturite.REFERENT:
        return peut_coordonner(acteur)
    return None if _siege(projet, acteur) else EQUIPE


def _verrouiller(projet: Projet, acteur: Acteur) -> Projet:
    """Lock a project, and read its team with it."""
    return verrouiller(projet.pk, acteur, membres=equipe_de("pk"), binome=equipe_de("pk", BINOME))


def _siege(projet: Projet, acteur: Acteur) -> bool:
    return acteur.pk in {membre.pk for membre in personnes(projet.membres)}


def _a_prevenir(projet: Projet, acteur: Acteur) -> list[Utilisateur]:
    """Return who is told what somebody wrote of a project: its binôme and its referent, the author left out."""
    return [p for p in (*personnes(projet.binome), projet.referent) if p and p.pk != acteur.pk]


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
    projet = _verrouiller(projet, acteur)
    exiger(None if acteur.est_coordination or _siege(projet, acteur) else EQUIPE_OU_COORDINATION)
    exiger(peut_etre_evalue(projet.etat_lu))
    exiger(a_un_objectif(objectif))
    champs = {"libelle": _titre_du_besoin(besoin_code), "priorite": priorite, "objectif": objectif.strip(), "demi_journees": demi_journees}
    besoin, _ = BesoinIdentifie.objects.update_or_create(
        projet=projet, besoin_code=besoin_code, defaults=champs | {"par": acteur.utilisateur, "at": timezone.now()}
    )
    _annoncer_le_besoin(projet, besoin, acteur)
    return besoin


def _annoncer_le_besoin(projet: Projet, besoin: BesoinIdentifie, acteur: Acteur) -> None:
    auteur = str(acteur.utilisateur)
    noter("besoin.identifie", fil=projet.fil, acteur=acteur, auteur_libelle=auteur, besoin=besoin.libelle)
    ecrire(
        _a_prevenir(projet, acteur),
        gabarit="incubation_besoin",
        cle=f"incubation.besoin:{besoin.pk}:{besoin.at:%Y%m%d%H%M%S}",
        contexte={
            "projet": projet.nom,
            "auteur": COORDINATION if acteur.est_coordination else auteur,
            "besoin": besoin.libelle,
            "priorite": Priorite(besoin.priorite).label.lower(),
            "objectif": besoin.objectif,
            "demi_journees": francais.demi_journees(besoin.demi_journees),
            "lien": adresse_de("besoin_liste", projet.slug),
        },
        fil=projet.fil,
    )


def _titre_du_besoin(code: str) -> str:
    titres = {b["code"]: b["titre"] for b in valeur("incubation.besoins")}
    if code not in titres:
        raise ActionRefusee(Refus("besoin_inconnu", "Choisissez un besoin de la liste du programme."))
    return titres[code]
