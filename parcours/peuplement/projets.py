"""Example projects with their people, candidatures and histories."""

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from random import Random

from django.contrib.auth.hashers import make_password

from manufactures.enums import STATUTS_MOTIVES, Fonction, StatutProjet
from manufactures.models import Candidature, LigneDemandee, MembreEquipe, Passage, Projet, Structure, Vague
from parcours.peuplement.faux import COMMUNES, FILIERES, VIES, siret_d_exemple, tirer_statut
from socle.comptes import reglement
from socle.comptes.enums import Role
from socle.comptes.models import Adhesion, Utilisateur
from socle.journal.models import Evenement


@dataclass
class Lot:
    """A batch of projects being made: ``vies[i]`` is the life of ``projets[i]``."""

    projets: list[Projet]
    vies: list[list[StatutProjet]]
    porteurs: list[Utilisateur]
    partenaires: list[Utilisateur]
    hasard: Random

    def arrives_a(self, statut: StatutProjet) -> list[Projet]:
        """Projects whose life went through a status."""
        return [p for p, vie in zip(self.projets, self.vies, strict=True) if statut in vie]


def peupler_projets(*, slug: str, debut: int, nombre: int, vague: Vague, lignes: list[str], hasard: Random) -> Lot:
    """Make a batch of projects of the programme in force, numbered from ``debut``."""
    rangs = range(debut, debut + nombre)
    porteurs = _personnes(slug, "porteur", rangs)
    partenaires = _personnes(slug, "partenaire", rangs)
    structures = Structure.objects.bulk_create(
        Structure(nom=f"Structure d’exemple {n}", siret=siret_d_exemple(n), forme_juridique="SCIC") for n in rangs
    )
    projets = Projet.objects.bulk_create(_projet(n, s, vague, hasard) for n, s in zip(rangs, structures, strict=True))
    lot = Lot(projets, [VIES[tirer_statut(hasard)] for _ in projets], porteurs, partenaires, hasard)
    _asseoir(lot, vague)
    _candidater(lot, vague, lignes)
    _raconter(lot, vague.ouverture_at)
    return lot


def _personnes(slug: str, nom: str, rangs: range) -> list[Utilisateur]:
    inutilisable = make_password(None)
    personnes = Utilisateur.objects.bulk_create(
        Utilisateur(email=f"{nom}.{n}@{slug}.example", prenom=nom.capitalize(), nom=f"d’exemple {n}", password=inutilisable) for n in rangs
    )
    Adhesion.objects.bulk_create(Adhesion(utilisateur=p, role=Role.EQUIPE) for p in personnes)
    return personnes


def _projet(rang: int, structure: Structure, vague: Vague, hasard: Random) -> Projet:
    projet = Projet(
        slug=f"manufacture-d-exemple-{rang}",
        nom=f"Manufacture d’exemple {rang}",
        resume="Atelier partagé inventé pour les essais de charge.",
        vague=vague,
        structure=structure,
        filieres=hasard.sample(FILIERES, hasard.randint(1, 3)),
        territoire=hasard.choice(reglement.valeur("manufactures.territoires")).code,
        commune=hasard.choice(COMMUNES),
    )
    projet.recherche = projet.mots()
    return projet


def _asseoir(lot: Lot, vague: Vague) -> None:
    jour = vague.ouverture_at.date()
    sieges = [(lot.porteurs, Fonction.PORTEUR), (lot.partenaires, Fonction.PARTENAIRE)]
    MembreEquipe.objects.bulk_create(
        MembreEquipe(projet=projet, utilisateur=personne, fonction=fonction, date_debut=jour)
        for personnes, fonction in sieges
        for projet, personne in zip(lot.projets, personnes, strict=True)
    )


def _candidater(lot: Lot, vague: Vague, lignes: list[str]) -> None:
    candidatures = Candidature.objects.bulk_create(
        _candidature(projet, vague, porteur, deposee=len(vie) > 1)
        for projet, porteur, vie in zip(lot.projets, lot.porteurs, lot.vies, strict=True)
    )
    LigneDemandee.objects.bulk_create(
        LigneDemandee(candidature=c, ligne=ligne, montant=lot.hasard.randrange(40_000, 200_000, 1_000))
        for c in candidatures
        for ligne in lignes
    )


def _candidature(projet: Projet, vague: Vague, porteur: Utilisateur, *, deposee: bool) -> Candidature:
    candidature = Candidature(
        projet=projet, vague=vague, presentation="Atelier partagé.", territoire="Bassin de vie.", economie="Locations, ventes."
    )
    if deposee:
        candidature.deposee_at, candidature.deposee_par = vague.ouverture_at + timedelta(days=20), porteur
        candidature.numero, candidature.copie = f"R-{projet.pk}", {"projet": projet.nom}
        candidature.empreinte = hashlib.sha256(projet.nom.encode()).hexdigest()
    return candidature


def _raconter(lot: Lot, debut: datetime) -> None:
    """Insert the passages one status after the other; the triggers of the database check and apply each."""
    passages = []
    for projet, vie in zip(lot.projets, lot.vies, strict=True):
        for rang, (de, vers) in enumerate(zip(["", *vie], vie, strict=False)):
            motif = "Motif d’exemple" if vers in STATUTS_MOTIVES else ""
            passages.append(Passage(projet=projet, de=de, vers=vers, motif=motif, date=debut + timedelta(days=25 * rang)))
        projet.statut = vie[-1]
    Passage.objects.bulk_create(passages, batch_size=2_000)
    Evenement.objects.bulk_create(
        Evenement(fil=p.fil, verbe_code="acces.accepte", auteur=a, auteur_libelle=str(a), details={"role": "Équipe de projet"})
        for p, a in zip(lot.projets, lot.porteurs, strict=True)
    )
