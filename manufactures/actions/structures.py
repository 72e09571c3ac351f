"""The lead body of a project and the partners of its consortium."""

from django.db import transaction
from django.db.models import Q

from manufactures.actions.candidatures import refus_d_ecrire, verrouiller_candidature
from manufactures.models import Candidature, Partenaire, Projet, Structure
from manufactures.regles import refus_de_siret
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib.refus import ActionRefusee, Refus, exiger

CHAMPS = ("nom", "rna", "registre_local", "forme_juridique", "adresse", "site_web")
DEJA_PARTENAIRE = Refus("deja_partenaire", "Cette structure fait déjà partie du consortium.")
PORTEUSE = Refus("structure_porteuse", "Cette structure porte le projet : elle n’a pas à être ajoutée au consortium.")


@transaction.atomic
def saisir_structure(*, candidature: Candidature, valeurs: dict, acteur: Acteur) -> Structure:
    """Save the lead body of a project. A SIRET already known in the programme is the same structure.

    Raises ``ActionRefusee`` when the SIRET is wrong, or the candidature is closed. Nothing is asked of a distant register:
    a missing network never blocks.
    """
    candidature = verrouiller_candidature(candidature.pk)
    exiger(refus_d_ecrire(candidature))
    projet = candidature.projet
    structure = _retrouver(valeurs.get("siret", ""), projet)
    projet.structure = structure = _ecrire(structure, valeurs, projet)
    projet.save(update_fields=["structure"])
    noter("structure.saisie", fil=projet.fil, acteur=acteur, structure=structure.nom)
    return structure


def _retrouver(siret: str, projet: Projet) -> Structure:
    """Return the structure of this SIRET, else the project's own while it has none, else a new one."""
    exiger(refus_de_siret(siret) if siret else None)
    connue = Structure.objects.filter(siret=siret).first() if siret else None
    if connue:
        return connue
    propre = projet.structure
    return propre if propre and propre.siret in ("", siret) and not _partagee(propre, projet) else Structure(siret=siret)


def _ecrire(structure: Structure, valeurs: dict, projet: Projet) -> Structure:
    """A structure that others use keeps what they wrote: only its holes are filled."""
    gardee = structure.pk is not None and _partagee(structure, projet)
    for champ in CHAMPS:
        if champ in valeurs and not (gardee and getattr(structure, champ)):
            setattr(structure, champ, valeurs[champ])
    structure.siret = structure.siret or valeurs.get("siret", "")
    structure.save()
    return structure


def _partagee(structure: Structure, projet: Projet) -> bool:
    portee = Projet.objects.filter(structure=structure).exclude(pk=projet.pk)
    return portee.exists() or Partenaire.objects.filter(structure=structure).exclude(projet=projet).exists()


@transaction.atomic
def ajouter_partenaire(*, candidature: Candidature, nom: str, siret: str, apport: str, acteur: Acteur) -> Partenaire:
    """Add a body to the consortium. Raises ``ActionRefusee`` when it is there already or carries the project."""
    candidature = verrouiller_candidature(candidature.pk)
    exiger(refus_d_ecrire(candidature))
    projet = candidature.projet
    structure = _retrouver_partenaire(nom, siret)
    if structure.pk == projet.structure_id:
        raise ActionRefusee(PORTEUSE)
    partenaire, cree = Partenaire.objects.get_or_create(projet=projet, structure=structure, defaults={"apport": apport})
    if not cree:
        raise ActionRefusee(DEJA_PARTENAIRE)
    noter("partenaire.ajoute", fil=projet.fil, acteur=acteur, structure=structure.nom)
    return partenaire


def _retrouver_partenaire(nom: str, siret: str) -> Structure:
    exiger(refus_de_siret(siret) if siret else None)
    connue = Q(siret=siret) if siret else Q(siret="", nom__iexact=nom.strip())
    return Structure.objects.filter(connue).first() or Structure.objects.create(nom=nom.strip(), siret=siret)


@transaction.atomic
def retirer_partenaire(*, candidature: Candidature, partenaire: Partenaire, acteur: Acteur) -> None:
    """Take a body out of the consortium of a draft."""
    candidature = verrouiller_candidature(candidature.pk)
    exiger(refus_d_ecrire(candidature))
    noter("partenaire.retire", fil=candidature.projet.fil, acteur=acteur, structure=str(partenaire))
    partenaire.delete()
