"""The accounts of the demonstration, as a visitor needs them: who they are, how they come in."""

from dataclasses import asdict, dataclass

from django.db.models import Q

from comite.models import Membre
from manufactures.enums import Fonction
from manufactures.models import MembreEquipe
from parcours.demonstration.jetons import secret_de
from parcours.demonstration.personnes import ADMINISTRATRICE, DOMAINE, DOMAINE_VOISIN, MOT_DE_PASSE
from socle.comptes.enums import Role
from socle.comptes.models import Adhesion, Programme, Utilisateur
from socle.comptes.portee import programme_actif

PLATEFORME, PRESIDENCE, SECRETARIAT, SUPPLEANCE = "plateforme", "presidence", "secretariat", "suppleance"


@dataclass(frozen=True)
class Compte:
    """One account in one programme; a person of two programmes has two."""

    email: str
    mot_de_passe: str
    nom: str
    roles: tuple[str, ...]
    programme: str | None
    projet: str | None
    jeton_api: str | None

    def en_json(self) -> dict:
        return asdict(self)


def comptes_de_demonstration() -> list[Compte]:
    """Return all accounts, the administration of the platform first; empty when the demonstration was not played."""
    tous = Utilisateur.objects.filter(Q(email__endswith=f"@{DOMAINE}") | Q(email__endswith=f"@{DOMAINE_VOISIN}"))
    if not tous.filter(email=f"{ADMINISTRATRICE}@{DOMAINE}", is_staff=True).exists():
        return []
    comptes = [Compte(p.email, MOT_DE_PASSE, str(p), (PLATEFORME,), None, None, None) for p in tous.filter(is_staff=True)]
    for programme in Programme.objects.order_by("-slug"):
        with programme_actif(programme):
            comptes += _comptes_du_programme(programme, tous)
    return comptes


def _comptes_du_programme(programme: Programme, tous) -> list[Compte]:
    portes: dict[Utilisateur, list[str]] = {}
    for adhesion in Adhesion.objects.filter(utilisateur__in=tous, date_fin=None).select_related("utilisateur").order_by("pk"):
        portes.setdefault(adhesion.utilisateur, []).append(adhesion.role)
    sieges = {m.utilisateur_id: m for m in Membre.objects.filter(mandat_fin=None)}
    equipes = {m.utilisateur_id: m for m in MembreEquipe.objects.filter(date_fin=None).select_related("projet")}
    comptes = []
    for personne, roles in portes.items():
        equipe = equipes.get(personne.pk)
        details = _details(sieges.get(personne.pk)) + ([Fonction(equipe.fonction).value] if equipe else [])
        projet = equipe.projet.slug if equipe else None
        secret = secret_de(personne, programme.slug)
        comptes.append(Compte(personne.email, MOT_DE_PASSE, str(personne), (*roles, *details), programme.slug, projet, secret))
    return comptes


def _details(membre: Membre | None) -> list[str]:
    if membre is None:
        return []
    faits = ((membre.est_presidence, PRESIDENCE), (membre.est_secretariat, SECRETARIAT), (bool(membre.suppleant_de_id), SUPPLEANCE))
    return [code for vrai, code in faits if vrai]


LIBELLES = {
    **dict(Role.choices),
    **dict(Fonction.choices),
    PLATEFORME: "Administration de la plateforme",
    PRESIDENCE: "Présidence",
    SECRETARIAT: "Secrétariat",
    SUPPLEANCE: "Suppléance",
}


def libelles(compte: Compte) -> str:
    """Return the roles of an account in French words; a seat in a team says more than its door."""
    codes = [c for c in compte.roles if c != Role.EQUIPE or compte.projet is None]
    return ", ".join(LIBELLES[c] for c in codes)
