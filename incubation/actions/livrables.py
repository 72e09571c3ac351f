"""The life of a livrable: handed in, reviewed, given more time, talked about."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from incubation import regles
from incubation.actions.envois import adresse_de, ecrire, ecrire_au_binome
from incubation.enums import GesteLivrable, StatutLivrable, Verdict
from incubation.models import Attendu, AvisAttendu, DelaiAccorde, Livrable, MessageLivrable, Revue, VersionLivrable
from incubation.permissions import EQUIPE, EQUIPE_OU_COORDINATION, peut_coordonner, peut_deposer, peut_prolonger, peut_relire
from incubation.queries.equipes import siege_dans_le_projet
from manufactures.enums import BINOME, Fonction
from manufactures.models import MembreEquipe
from manufactures.queries.personnes import equipe_de, personnes
from socle.comptes.acteur import Acteur
from socle.comptes.reglement import valeur
from socle.documents.actions import TYPES_COURANTS, deposer
from socle.documents.queries import empreinte
from socle.journal.actions import noter
from socle.lib import francais
from socle.lib.refus import ActionRefusee, Refus, exiger

TYPES = TYPES_COURANTS
COMMENTAIRE_MANQUANT = Refus("commentaire_manquant", "Dites ce qu’il faut compléter\u00a0: l’équipe ne lira que vos lignes.")
VERSION_DEPASSEE = Refus("version_depassee", "Une version plus récente vient d’être déposée. Relisez-la avant de répondre.")
MESSAGE_VIDE = Refus("message_vide", "Écrivez votre message.")


def verrouiller_livrable(pk: int, **lus) -> Livrable:
    """Return a livrable, its row locked until the end of the transaction; ``lus`` is read in the same statement."""
    return Livrable.objects.select_for_update(of=("self",)).select_related("projet__referent", "module").annotate(**lus).get(pk=pk)


@transaction.atomic
def deposer_version(*, livrable: Livrable, fichier: UploadedFile, acteur: Acteur, message: str = "") -> VersionLivrable:
    """Hand in the next version of a livrable; the same file sent twice is one version.

    Raises ``ActionRefusee`` for somebody outside the team, a validated livrable, a file already reviewed, or a file the
    platform does not take.
    """
    siege = MembreEquipe.objects.filter(projet=OuterRef("projet"), utilisateur=acteur.pk, date_fin=None)
    livrable = verrouiller_livrable(livrable.pk, siege=Exists(siege))
    exiger(None if livrable.siege else EQUIPE)
    condense = empreinte(fichier.chunks())
    versions = list(livrable.versions.select_related("fichier__document"))
    if deja := next((v for v in versions if v.empreinte == condense), None):
        return _deja_deposee(livrable, deja, versions[0])
    exiger(peut_deposer(livrable))
    derniere = versions[0].fichier if versions else None
    suite = {"document": derniere.document, "derniere": derniere} if derniere else {}
    stocke = deposer(fichier=fichier, libelle=f"{livrable.titre}, {livrable.projet.nom}"[:200], acteur=acteur, types=TYPES, **suite)
    version = VersionLivrable.objects.create(
        livrable=livrable,
        numero=versions[0].numero + 1 if versions else 1,
        fichier=stocke,
        empreinte=condense,
        message=message.strip(),
        depose_par=acteur.utilisateur,
        depose_at=timezone.now(),
    )
    _passer(livrable, GesteLivrable.DEPOSER)
    _annoncer_le_depot(livrable, version, acteur)
    return version


def _deja_deposee(livrable: Livrable, version: VersionLivrable, derniere: VersionLivrable) -> VersionLivrable:
    """A second click finds its own version; the same file after a review is no answer to it."""
    if version == derniere and livrable.suivi == StatutLivrable.EN_RELECTURE:
        return version
    phrase = f"Ce fichier est exactement celui de la version {version.numero}. Déposez le fichier corrigé."
    raise ActionRefusee(Refus("fichier_deja_depose", phrase))


def _passer(livrable: Livrable, geste: GesteLivrable, **champs) -> None:
    """Apply the one table of transitions; the predicates have said before why a gesture is not possible."""
    suivant = regles.apres(livrable.suivi, geste)
    if suivant is None:
        raise ActionRefusee(Refus("geste_impossible", f"Ce livrable est «\u00a0{livrable.suivi.label}\u00a0»."))
    livrable.statut = suivant
    for nom, contenu in champs.items():
        setattr(livrable, nom, contenu)
    livrable.save(update_fields=["statut", *champs])


def _annoncer_le_depot(livrable: Livrable, version: VersionLivrable, acteur: Acteur) -> None:
    noter("livrable.depose", fil=livrable.projet.fil, acteur=acteur, auteur_libelle=str(acteur.utilisateur), **_details(livrable, version))
    referent = livrable.projet.referent
    ecrire(
        [referent] if referent else [],
        gabarit="incubation_depot",
        cle=f"incubation.depot:{version.pk}",
        contexte=_contexte(livrable, version) | {"projet": livrable.projet.nom, "message": version.message},
        fil=livrable.projet.fil,
    )


@transaction.atomic
def relire_version(
    *,
    version: VersionLivrable,
    verdict: Verdict,
    acteur: Acteur,
    commentaire: str = "",
    avis: dict[Attendu, tuple[Verdict, str]] | None = None,
) -> Revue:
    """Answer a version, as a whole and attendu by attendu. « À compléter » gives the team a new deadline and is always explained.

    Raises ``ActionRefusee`` when nothing waits for a review, a newer version came in, or the comment is missing.
    """
    exiger(peut_coordonner(acteur))
    livrable = verrouiller_livrable(version.livrable_id, binome=equipe_de("projet", BINOME))
    exiger(peut_relire(livrable))
    if livrable.versions.filter(numero__gt=version.numero).exists():
        raise ActionRefusee(VERSION_DEPASSEE)
    if verdict == Verdict.A_COMPLETER and not commentaire.strip():
        raise ActionRefusee(COMMENTAIRE_MANQUANT)
    revue = Revue.objects.create(version=version, verdict=verdict, commentaire=commentaire.strip(), par=acteur.utilisateur, at=timezone.now())
    AvisAttendu.objects.bulk_create(
        AvisAttendu(revue=revue, attendu=attendu, verdict=reponse, commentaire=mot.strip()) for attendu, (reponse, mot) in (avis or {}).items()
    )
    _conclure(livrable, revue, acteur)
    return revue


def _conclure(livrable: Livrable, revue: Revue, acteur: Acteur) -> None:
    if revue.avis == Verdict.VALIDE:
        _passer(livrable, GesteLivrable.VALIDER)
    else:
        jours = valeur("incubation.delai_correction_jours_ouvres")
        echeance = regles.echeance_apres_renvoi(livrable.echeance_at, revue.at, jours)
        _passer(livrable, GesteLivrable.RENVOYER, echeance_at=echeance)
    noter(f"livrable.{revue.verdict}", fil=livrable.projet.fil, acteur=acteur, motif=revue.commentaire, **_details(livrable, revue.version))
    ecrire_au_binome(
        livrable.projet,
        gabarit=f"incubation_relecture_{revue.verdict}",
        cle=f"incubation.relecture:{revue.pk}",
        contexte=_contexte(livrable, revue.version) | {"commentaire": revue.commentaire, "echeance": francais.echeance(livrable.echeance_at)},
        binome=personnes(livrable.binome),
    )


@transaction.atomic
def accorder_delai(*, livrable: Livrable, echeance_at: datetime, motif: str, acteur: Acteur) -> DelaiAccorde:
    """Give a team more time, with the reason. Raises ``ActionRefusee`` without a reason, for an earlier or past deadline, or when nothing is awaited."""
    exiger(peut_coordonner(acteur))
    livrable = verrouiller_livrable(livrable.pk)
    exiger(peut_prolonger(livrable))
    if not motif.strip():
        raise ActionRefusee(Refus("motif_manquant", "Indiquez le motif du délai\u00a0: il sera lu par l’équipe."))
    if echeance_at <= max(livrable.echeance_at, timezone.now()):
        phrase = f"Choisissez une échéance à venir, après le {francais.echeance(livrable.echeance_at)}."
        raise ActionRefusee(Refus("delai_trop_court", phrase))
    delai = DelaiAccorde.objects.create(
        livrable=livrable,
        ancienne_echeance_at=livrable.echeance_at,
        nouvelle_echeance_at=echeance_at,
        motif=motif.strip(),
        par=acteur.utilisateur,
        at=timezone.now(),
    )
    livrable.echeance_at = echeance_at
    livrable.save(update_fields=["echeance_at"])
    _annoncer_le_delai(livrable, delai, acteur)
    return delai


def _annoncer_le_delai(livrable: Livrable, delai: DelaiAccorde, acteur: Acteur) -> None:
    echeance = francais.echeance(delai.nouvelle_echeance_at)
    noter("livrable.delai", fil=livrable.projet.fil, acteur=acteur, motif=delai.motif, livrable=livrable.titre, echeance=echeance)
    contexte = {"livrable": livrable.titre, "echeance": echeance, "motif": delai.motif, "lien": adresse_de("livrable_detail", livrable.pk)}
    ecrire_au_binome(livrable.projet, gabarit="incubation_delai", cle=f"incubation.delai:{delai.pk}", contexte=contexte)


@transaction.atomic
def ecrire_message(*, livrable: Livrable, texte: str, acteur: Acteur) -> MessageLivrable:
    """Add a message to the thread of a livrable. Raises ``ActionRefusee`` for an empty one or somebody outside the team and the coordination."""
    exiger(None if texte.strip() else MESSAGE_VIDE)
    siege = None if acteur.est_coordination else siege_dans_le_projet(livrable.projet_id, acteur.pk)
    exiger(None if acteur.est_coordination or siege else EQUIPE_OU_COORDINATION)
    libelle = f"{acteur.utilisateur}, {Fonction(siege.fonction).label.lower() if siege else 'coordination'}"
    champs = {"auteur": acteur.utilisateur, "auteur_libelle": libelle, "at": timezone.now()}
    message = MessageLivrable.objects.create(livrable=livrable, texte=texte.strip(), **champs)
    noter("livrable.message", fil=livrable.projet.fil, acteur=acteur, auteur_libelle=str(acteur.utilisateur), livrable=livrable.titre)
    return message


def _details(livrable: Livrable, version: VersionLivrable) -> dict:
    return {"livrable": livrable.titre, "version": version.numero}


def _contexte(livrable: Livrable, version: VersionLivrable) -> dict:
    return _details(livrable, version) | {"lien": adresse_de("livrable_detail", livrable.pk)}
