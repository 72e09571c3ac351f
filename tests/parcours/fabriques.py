"""Projects at every stage of their life, with their team; decided ones came out of a real sitting."""

from datetime import timedelta

from django.utils import timezone

from accompagnement.models import Besoin
from comite.actions.decisions import Conditions, Retour, proclamer_decision
from comite.actions.seances import lever_seance, publier_decisions
from comite.enums import Choix
from comite.models import Decision, Membre
from incubation.actions.affectations import affecter_projet
from manufactures.actions.projets import faire_passer
from manufactures.enums import Fonction, StatutProjet
from manufactures.models import Passage, Projet
from socle.comptes.acteur import acteur_de
from tests.accompagnement.fabriques import doter, installer_le_programme
from tests.comite import fabriques as comite
from tests.incubation.fabriques import SousPromotionFactory
from tests.manufactures.fabriques import CandidatureFactory, MembreEquipeFactory, ProjetFactory

S = StatutProjet
CHOIX = {S.FINANCE: Choix.ATTRIBUER, S.SOUS_RESERVE: Choix.SOUS_RESERVE, S.AJOURNE: Choix.AJOURNER, S.NON_FINANCE: Choix.NE_PAS_ATTRIBUER}
ETAPES = ("brouillon", "depose", "labellise", "incubation", "comite", "ajourne", "finance", "accompagne")
CHEMIN = (S.DEPOSE, S.RECEVABLE, S.LABELLISE)


def equiper(projet: Projet, porteuse, partenaire=None) -> Projet:
    MembreEquipeFactory(projet=projet, utilisateur=porteuse)
    if partenaire:
        MembreEquipeFactory(projet=projet, utilisateur=partenaire, fonction=Fonction.PARTENAIRE)
    return projet


def creer(statut: StatutProjet, porteuse, partenaire=None, **champs) -> Projet:
    """A project with its complete candidature, brought to a status by its passages, at most labelled."""
    projet = equiper(ProjetFactory(**champs), porteuse, partenaire)
    CandidatureFactory(projet=projet, complete=True)
    de = S.BROUILLON
    for vers in CHEMIN[: CHEMIN.index(statut) + 1] if statut in CHEMIN else ():
        Passage.objects.create(projet=projet, de=de, vers=vers, date=timezone.now())
        de = vers
    projet.refresh_from_db()
    return projet


def incuber(porteuse, partenaire, coordinatrice, **champs) -> Projet:
    """A project placed in a sous-promotion (the modules are installed)."""
    projet = creer(S.LABELLISE, porteuse, partenaire, **champs)
    affecter_projet(projet=projet, sous_promotion=SousPromotionFactory(), acteur=acteur_de(coordinatrice))
    projet.refresh_from_db()
    return projet


def decider(projet: Projet, statut: StatutProjet, *, publiee: bool) -> Decision:
    """Bring a project in incubation before the committee, which decides; the chair publishes or not."""
    membres = list(Membre.objects.all())
    seance = comite.seance_ouverte(projet, presents=membres)
    scrutin = comite.scrutin_clos(seance, comite.tous(membres, CHOIX[statut]))
    decision = proclamer_decision(scrutin=scrutin, acteur=None, motifs="Motif d’exemple.", **_suites(statut, membres[0]))
    lever_seance(seance=seance, acteur=None)
    if publiee:
        publier_decisions(seance=seance, acteur=None)
    projet.refresh_from_db()
    return decision


def _suites(statut: StatutProjet, membre: Membre) -> dict:
    if statut is S.SOUS_RESERVE:
        return {"conditions": Conditions("Signer le bail.", timezone.now() + timedelta(days=30), "Le bail signé")}
    if statut is S.AJOURNE:
        retour = Retour("Revoir le budget.", "Budget signé", membre.utilisateur, timezone.localdate() + timedelta(days=60))
        return {"retour": retour}
    return {}


def accompagner(projet: Projet) -> Projet:
    """Open the credits of a funded project: three half-days for the first need, two for the second."""
    if not Besoin.objects.exists():
        installer_le_programme()
    doter(projet, ("modele-economique", 3), ("modele-juridique", 2))
    faire_passer(projet=projet, vers=S.EN_ACCOMPAGNEMENT, acteur=None)
    return projet
