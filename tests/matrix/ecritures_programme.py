"""Writes that cross the phases: règlement, invitations accepted, mails, documents."""

from django.utils import timezone

from comite.enums import Qualite
from manufactures.enums import Fonction
from manufactures.models import Projet
from socle.comptes.actions.invitations import creer_invitation
from socle.comptes.enums import Role
from socle.courriers.enums import EtatCourrier
from socle.courriers.models import Courrier
from socle.documents.enums import EtatEdition
from socle.documents.models import Edition
from tests.incubation.fabriques import jour_dans
from tests.matrix.ecritures import cle_de, ecriture, objet, simple
from tests.matrix.monde import Monde

simple("inviter une personne", "coordinatrice", "personne_inviter", "", email="nouvelle.observatrice@exemple.fr", role="observateur")
simple("changer un réglage", "coordinatrice", "reglage_fixer", "reglage", valeur="3", date_effet=jour_dans(0).isoformat(), motif="Essai")
simple("publier un courrier", "coordinatrice", "courrier_publier", "courrier")


@ecriture("réessayer un courrier", "coordinatrice", "courrier_reessayer")
def _(monde):
    echec = {"etat": EtatCourrier.ECHEC, "derniere_erreur": "550", "prochain_essai_at": None}
    Courrier.objects.filter(**monde.arguments["courrier"]).update(**echec)
    return cle_de(monde, "courrier"), {}


@ecriture("relancer une édition", "coordinatrice", "edition_relancer")
def _(monde):
    Edition.objects.filter(**monde.arguments["edition"]).update(etat=EtatEdition.ECHEC, message="Essai", terminee_at=timezone.now())
    return cle_de(monde, "edition"), {}


def _acceptation(role: Role, siege: dict, titre: str) -> None:
    """A person invited by her address, who has an account but no door here."""

    def preparer(monde: Monde) -> tuple[list, dict]:
        _, secret = creer_invitation(email=monde.personnes["etrangere"].email, role=role, siege=siege, auteur=None)
        return [secret], {}

    ecriture(titre, "etrangere", "invitation_accepter")(preparer)


_acceptation(Role.OBSERVATEUR, {}, "accepter une invitation d’observateur")
_acceptation(Role.COMITE, {"app": "comite", "siege": 8, "qualite": Qualite.ETAT.value}, "accepter un siège du comité")


@ecriture("accepter une invitation d’équipe", "etrangere", "invitation_accepter")
def _(monde):
    siege = {"app": "manufactures", "projet": objet(Projet, monde, "projet").pk, "fonction": Fonction.MEMBRE.value}
    _, secret = creer_invitation(email=monde.personnes["etrangere"].email, role=Role.EQUIPE, siege=siege, auteur=None)
    return [secret], {}


@ecriture("ouvrir son compte et accepter", "anonyme", "invitation_accepter")
def _(monde):
    _, secret = creer_invitation(email="arrivante@exemple.fr", role=Role.OBSERVATEUR, siege={}, auteur=None)
    return [secret], {"prenom": "Arrivante", "nom": "d’exemple", "mot_de_passe": "un-atelier-bien-rangé-2"}
