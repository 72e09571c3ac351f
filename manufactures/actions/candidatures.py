"""Opening a project and writing its candidature, rubrique by rubrique."""

from collections.abc import Sequence

from django.core.files.uploadedfile import UploadedFile
from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from manufactures.actions.equipes import asseoir, offrir_un_siege
from manufactures.enums import Etape, Fonction, StatutProjet
from manufactures.models import (
    AutreFinanceur,
    Candidature,
    ConditionAdmission,
    LigneDemandee,
    Passage,
    Projet,
    ReponseCondition,
    Site,
    Vague,
)
from manufactures.queries.dossier import Financeur
from manufactures.queries.echanges import piece_attendue
from manufactures.regles import normaliser, refus_de_modifier, refus_de_territoire
from manufactures.verbes import PIECE_JOINTE
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.comptes.models import Utilisateur
from socle.documents.actions import deposer
from socle.documents.models import VersionDocument
from socle.journal.actions import noter, noter_a_la_fin
from socle.lib.refus import ActionRefusee, Refus, exiger

LONGUEUR_SLUG = 70
CONDITION_INCONNUE = Refus("condition_inconnue", "Cette condition ne fait pas partie de votre candidature. Rechargez la page.")


@transaction.atomic
def ouvrir_projet(
    *, nom: str, vague: Vague, acteur: Acteur | None, porteur: Utilisateur | None = None, email_porteur: str = ""
) -> Projet:
    """Open a project and its draft for a wave; seat its porteur, or invite the person by e-mail."""
    with noter_a_la_fin():
        return _ouvrir(_creer(nom, vague), vague, acteur, porteur, email_porteur)


def _creer(nom: str, vague: Vague) -> Projet:
    """Write the row. Nobody looks for its address first: a name given twice is rare, the unique constraint tells it."""
    try:
        with transaction.atomic():
            return Projet.objects.create(nom=nom.strip(), slug=adresse_de(nom), vague=vague)
    except IntegrityError:
        return Projet.objects.create(nom=nom.strip(), slug=slug_libre(nom), vague=vague)


def _ouvrir(projet: Projet, vague: Vague, acteur: Acteur | None, porteur: Utilisateur | None, email_porteur: str) -> Projet:
    auteur = acteur.utilisateur if acteur else None
    Passage.objects.create(projet=projet, vers=StatutProjet.BROUILLON, auteur=auteur, date=timezone.now())
    candidature = Candidature.objects.create(projet=projet, vague=vague)
    reponses = [ReponseCondition(candidature=candidature, condition=c) for c in ConditionAdmission.objects.all()]
    ReponseCondition.objects.bulk_create(reponses)
    noter("projet.ouvert", fil=projet.fil, acteur=acteur, projet=projet.nom, vague=str(vague))
    if porteur:
        asseoir(projet=projet, utilisateur=porteur, fonction=Fonction.PORTEUR)
    elif email_porteur:
        offrir_un_siege(projet=projet, email=email_porteur, fonction=Fonction.PORTEUR, acteur=acteur, projet_neuf=True)
    return projet


def adresse_de(nom: str) -> str:
    """Return the address that a name gives, taken or not."""
    return slugify(normaliser(nom).replace("’", " ").replace("'", " "))[:LONGUEUR_SLUG].strip("-") or "projet"


def slug_libre(nom: str) -> str:
    """Return an address for a new project that no other project of the programme has."""
    base = adresse_de(nom)
    pris = set(Projet.objects.filter(slug__startswith=base).values_list("slug", flat=True))
    candidats = (base, *(f"{base}-{n}" for n in range(2, len(pris) + 3)))
    return next(slug for slug in candidats if slug not in pris)


@transaction.atomic
def enregistrer_section(*, candidature: Candidature, section: Etape, valeurs: dict, acteur: Acteur) -> Candidature:
    """Save what is typed in one rubrique; keys that are absent keep what they had.

    Raises ``ActionRefusee`` once the candidature is deposited, or the hour of the wave has passed.
    """
    candidature = verrouiller_candidature(candidature.pk)
    exiger(refus_d_ecrire(candidature))
    _ECRIRE[section](candidature, valeurs)
    candidature.save()
    return candidature


def verrouiller_candidature(pk: int) -> Candidature:
    """Return a candidature with its project and wave; its row and its project's are locked."""
    return Candidature.objects.select_for_update(of=("self", "projet")).select_related("projet", "vague").get(pk=pk)


def refus_d_ecrire(candidature: Candidature) -> Refus | None:
    """Say why this candidature is not written any more."""
    deposee = candidature.deposee_at is not None
    return refus_de_modifier(deposee=deposee, instant=timezone.now(), cloture=candidature.vague.cloture_at)


def _poser(objet, valeurs: dict, champs: tuple[str, ...]) -> None:
    for champ in champs:
        if champ in valeurs:
            setattr(objet, champ, valeurs[champ])


def _ecrire_projet(candidature: Candidature, valeurs: dict) -> None:
    _poser(candidature, valeurs, ("presentation",))
    _poser(candidature.projet, valeurs, ("resume", "filieres"))
    if valeurs.get("nom"):
        candidature.projet.nom = valeurs["nom"]
    candidature.projet.save(update_fields=["nom", "resume", "filieres"])


def _ecrire_territoire(candidature: Candidature, valeurs: dict) -> None:
    """A type of territory that has left the règlement stays with the project that has it."""
    _poser(candidature, valeurs, ("territoire",))
    projet = candidature.projet
    admis = {e.code for e in reglement.valeur("manufactures.territoires")} | {projet.territoire}
    exiger(refus_de_territoire(valeurs.get("type_territoire", ""), admis))
    champs = ("territoire", "commune", "departement", "region")
    _poser(projet, {**valeurs, "territoire": valeurs.get("type_territoire", projet.territoire)}, champs)
    projet.save(update_fields=champs)
    lieu = projet.sites.first() or Site(projet=projet)
    _poser(lieu, valeurs, ("adresse", "commune", "code_insee", "surface_m2"))
    lieu.save()


def _ecrire_gouvernance(candidature: Candidature, valeurs: dict) -> None:
    _poser(candidature, valeurs, ("gouvernance",))


def _ecrire_economie(candidature: Candidature, valeurs: dict) -> None:
    """Amounts come as ``{"montants": {"investissement": Decimal}}``, in euros; none takes its line away.

    ``financeurs`` replaces the list of the other funders.
    """
    _poser(candidature, valeurs, ("economie",))
    montants = valeurs.get("montants", {})
    candidature.lignes.filter(ligne__in=[code for code, montant in montants.items() if not montant]).delete()
    lignes = [LigneDemandee(candidature=candidature, ligne=code, montant=montant) for code, montant in montants.items() if montant]
    LigneDemandee.objects.bulk_create(lignes, update_conflicts=True, unique_fields=["candidature", "ligne"], update_fields=["montant"])
    if "financeurs" in valeurs:
        _ecrire_financeurs(candidature, valeurs["financeurs"])


def _ecrire_financeurs(candidature: Candidature, financeurs: Sequence[Financeur]) -> None:
    candidature.financeurs.filter(rang__gt=len(financeurs)).delete()
    lignes = [
        AutreFinanceur(candidature=candidature, rang=rang, nom=f.nom.strip(), montant=f.montant, acquis=f.acquis)
        for rang, f in enumerate(financeurs, 1)
    ]
    champs = ["nom", "montant", "acquis"]
    AutreFinanceur.objects.bulk_create(lignes, update_conflicts=True, unique_fields=["candidature", "rang"], update_fields=champs)


_ECRIRE = {
    Etape.PROJET: _ecrire_projet,
    Etape.TERRITOIRE: _ecrire_territoire,
    Etape.GOUVERNANCE: _ecrire_gouvernance,
    Etape.ECONOMIE: _ecrire_economie,
}


@transaction.atomic
def repondre_condition(*, candidature: Candidature, code: str, texte: str, acteur: Acteur) -> ReponseCondition:
    """Save the answer to an admission condition. Raises ``ActionRefusee`` as ``enregistrer_section`` does."""
    candidature = verrouiller_candidature(candidature.pk)
    exiger(refus_d_ecrire(candidature))
    reponse = _reponse(candidature, code)
    reponse.texte = texte
    reponse.save(update_fields=["texte"])
    return reponse


@transaction.atomic
def joindre_preuve(*, candidature: Candidature, code: str, fichier: UploadedFile, acteur: Acteur) -> VersionDocument:
    """Store the proof of an admission condition, as its next version when there is one already.

    After deposit it is taken only while a piece asked for by the coordination is awaited. Raises ``ActionRefusee`` when the
    file is not one we take, or the candidature is closed.
    """
    candidature = verrouiller_candidature(candidature.pk)
    attendue = candidature.projet.etat is StatutProjet.DEPOSE and piece_attendue(candidature.projet)
    exiger(None if attendue else refus_d_ecrire(candidature))
    reponse = _reponse(candidature, code)
    libelle = f"Preuve : {reponse.condition.libelle}"[:200]
    version = deposer(fichier=fichier, libelle=libelle, acteur=acteur, document=reponse.preuve)
    if reponse.preuve_id is None:
        reponse.preuve = version.document
        reponse.save(update_fields=["preuve"])
    if attendue:
        noter(PIECE_JOINTE, fil=candidature.projet.fil, acteur=acteur, condition=reponse.condition.libelle)
    return version


def _reponse(candidature: Candidature, code: str) -> ReponseCondition:
    reponses = ReponseCondition.objects.select_related("condition", "preuve")
    reponse = reponses.filter(candidature=candidature, condition__code=code).first()
    if reponse is None:
        raise ActionRefusee(CONDITION_INCONNUE)
    return reponse
