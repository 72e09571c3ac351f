"""Committees, sittings and ballots for the tests, made through the actions of the app."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from comite.actions.decisions import proclamer_decision
from comite.actions.dossiers import figer_dossier
from comite.actions.installation import installer
from comite.actions.membres import nommer_membre
from comite.actions.ordre_du_jour import inscrire_projet
from comite.actions.presences import arriver
from comite.actions.scrutins import clore_scrutin, ouvrir_scrutin, voter
from comite.actions.seances import convoquer, creer_seance, lever_seance, ouvrir_seance, publier_decisions
from comite.enums import Choix, Qualite, TypeSeance
from comite.models import DeclarationInterets, Dossier, LectureDossier, Membre
from manufactures.enums import StatutProjet
from manufactures.models import Passage, Projet, Structure
from socle.comptes.acteur import acteur_de
from socle.comptes.enums import Role
from socle.lib.refus import ActionRefusee
from tests.conftest import creer_personne

CRITERES = [
    {"type": t, "code": code, "libelle": libelle, "poids": poids}
    for t in TypeSeance.values
    for code, libelle, poids in (("local", "Local et maîtrise foncière", 3), ("economie", "Viabilité économique", 2))
]
MONTANTS = {"investissement": Decimal(200_000), "demarrage": Decimal(55_000)}
CHEMINS = {
    StatutProjet.RECEVABLE: ("depose", "recevable"),
    StatutProjet.EN_INCUBATION: ("depose", "recevable", "labellise", "en_incubation"),
}


def creer_projet(numero: int, statut: StatutProjet = StatutProjet.EN_INCUBATION) -> Projet:
    structure, _ = Structure.objects.get_or_create(nom=f"Structure {numero}")
    projet = Projet.objects.create(slug=f"exemple-{numero}", nom=f"Manufacture d’exemple {numero}", structure=structure)
    return avancer(projet, statut)


def avancer(projet: Projet, statut: StatutProjet) -> Projet:
    de = "brouillon"
    if projet.structure_id is None:
        projet.structure = Structure.objects.create(nom=f"Structure de {projet}")
        projet.save()
    for vers in CHEMINS[statut]:
        Passage.objects.create(projet=projet, de=de, vers=vers, date=timezone.now())
        de = vers
    projet.refresh_from_db()
    return projet


def creer_comite(presidente, *autres) -> list[Membre]:
    """A committee of these people; the first presides."""
    installer(criteres=CRITERES)
    return [
        nommer_membre(
            utilisateur=personne, siege=n, qualite=Qualite.ETAT, acteur=None, est_presidence=n == 1, mandat_debut=date(2020, 1, 1)
        )
        for n, personne in enumerate((presidente, *autres), 1)
    ]


def creer_votants(nombre: int) -> list:
    return [creer_personne(f"votant{n}@exemple.fr", f"Votant {n}", Role.COMITE) for n in range(1, nombre + 1)]


def nommer_suppleant(siege: int) -> Membre:
    """The suppléant of a seat."""
    personne = creer_personne(f"suppleant{siege}@exemple.fr", f"Suppléant {siege}", Role.COMITE)
    champs = {"qualite": Qualite.ETAT, "est_suppleance": True, "mandat_debut": date(2020, 1, 1)}
    return nommer_membre(utilisateur=personne, siege=siege, acteur=None, **champs)


def dans(jours: int) -> datetime:
    return timezone.now() + timedelta(days=jours)


def seance_convoquee(*projets, type_seance=TypeSeance.FINANCEMENT, jours=10):
    seance = creer_seance(type_seance=type_seance, date_prevue=dans(jours), lieu="Salle d’exemple", acteur=None)
    for projet in projets:
        point = inscrire_projet(seance=seance, projet=projet, acteur=None)
        figer_dossier(point=point, contenu=CONTENU, acteur=None)
    seance = convoquer(seance=seance, acteur=None, motif_delai_court="urgence")
    preparer_les_membres(seance)
    return seance


def preparer_les_membres(seance) -> None:
    """Every seat has stated her interests for a sitting and opened its files, as members do before they vote."""
    membres, instant = list(Membre.objects.all()), timezone.now()
    DeclarationInterets.objects.bulk_create(DeclarationInterets(membre=m, seance=seance, faite_at=instant) for m in membres)
    dossiers = Dossier.objects.filter(point__seance=seance)
    LectureDossier.objects.bulk_create(LectureDossier(membre=m, dossier=d, premiere_at=instant) for m in membres for d in dossiers)


CONTENU = {
    "titre": "Dossier d’exemple",
    "sections": [{"titre": "Le projet", "faits": [["Commune", "Exemple"]], "texte": "Un atelier partagé.",
                  "tableau": {"entetes": ["Année", "Ressources"], "lignes": [["2023", "120 000 €"]]}}],
    "montants_demandes": {"investissement": "210000.00", "demarrage": "70000.00"},
    "autres_financeurs": [["Région d’exemple", "50000.00"]],
}  # fmt: skip


def seance_ouverte(*projets, presents=(), type_seance=TypeSeance.FINANCEMENT):
    seance = ouvrir_seance(seance=seance_convoquee(*projets, type_seance=type_seance), acteur=None)
    for membre in presents:
        arriver(seance=seance, membre=membre, acteur=None)
    return seance


def scrutin_ouvert(seance, n: int = 0, montants=None, **options):
    point = seance.points.order_by("rang")[n]
    montants = montants or (MONTANTS if seance.type == TypeSeance.FINANCEMENT else None)
    return ouvrir_scrutin(point=point, acteur=None, montants=montants, **options)


def scrutin_clos(seance, votes: dict, n: int = 0, **options):
    """A ballot where each member of ``votes`` says her choice."""
    scrutin = scrutin_ouvert(seance, n, **options)
    for membre, choix in votes.items():
        voter(scrutin=scrutin, choix=choix, acteur=acteur_de(membre.utilisateur))
    return clore_scrutin(scrutin=scrutin, acteur=None)


def decider(projet, membres, choix: Choix, *, publiee=True, type_seance=TypeSeance.FINANCEMENT, **suites):
    """Bring a project before the committee, which decides with one voice; the chair publishes or not."""
    seance = seance_ouverte(projet, presents=membres, type_seance=type_seance)
    scrutin = scrutin_clos(seance, tous(membres, choix))
    decision = proclamer_decision(scrutin=scrutin, acteur=None, **({"motifs": "Motif d’exemple."} | suites))
    lever_seance(seance=seance, acteur=None)
    if publiee:
        publier_decisions(seance=seance, acteur=None)
    projet.refresh_from_db()
    return decision


def tous(membres, choix: Choix) -> dict:
    return dict.fromkeys(membres, choix)


def refus_de(action, **arguments) -> str:
    """The code of the refusal an action must answer."""
    with pytest.raises(ActionRefusee) as erreur:
        action(**arguments)
    return erreur.value.refus.code


def refus_en_base(ecriture) -> str:
    """The words in which the database itself refuses a write: its sentence, or the name of its constraint."""
    with pytest.raises(DatabaseError) as erreur, transaction.atomic():
        ecriture()
    return str(erreur.value)
