"""Composing the committee: naming, inviting, seating, ending a mandate."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from comite.enums import Qualite
from comite.models import Comite, Membre
from comite.permissions import peut_composer
from socle.comptes.acteur import Acteur
from socle.comptes.actions.adhesions import fermer_porte, ouvrir_porte
from socle.comptes.actions.invitations import creer_invitation
from socle.comptes.enums import Role
from socle.comptes.models import Invitation, Utilisateur
from socle.comptes.portee import programme_courant
from socle.courriers.actions import poster
from socle.courriers.liens import absolu
from socle.journal.actions import noter
from socle.lib.refus import Refus, exiger

DEJA_MEMBRE = Refus("deja_membre", "Cette personne tient déjà un siège du comité à cette date.")
SIEGE_PRIS = Refus("siege_pris", "Ce siège a déjà un titulaire. Nommez un suppléant, ou mettez d’abord fin à son mandat.")
SIEGE_VIDE = Refus("siege_sans_titulaire", "Ce siège n’a pas de titulaire\u00a0: nommez d’abord la personne à suppléer.")
PRESIDENCE_PRISE = Refus("presidence_prise", "Le comité a déjà une présidence à cette date. Mettez d’abord fin à son mandat.")
PRESIDENCE_SANS_VOIX = Refus("presidence_sans_voix", "La présidence est titulaire de son siège et a voix délibérative.")


@transaction.atomic
def nommer_membre(
    *,
    utilisateur: Utilisateur,
    siege: int,
    qualite: Qualite,
    acteur: Acteur | None,
    organisation: str = "",
    voix: bool = True,
    est_presidence: bool = False,
    est_secretariat: bool = False,
    est_suppleance: bool = False,
    mandat_debut: date | None = None,
    mandat_fin: date | None = None,
) -> Membre:
    """Seat a person, and open her door of the programme. A suppléance shares the seat of its titulaire.

    Raises ``ActionRefusee`` when the seat or the presidency is taken on these dates, or the person sits already.
    """
    exiger(peut_composer(acteur))
    comite = Comite.objects.select_for_update(of=("self",)).get()
    debut = mandat_debut or timezone.localdate()
    en_place = [m for m in comite.membres.all() if _se_croisent(m, debut, mandat_fin)]
    titulaire = next((m for m in en_place if m.siege == siege and not m.suppleant_de_id), None)
    exiger(_refus_de_nommer(en_place, utilisateur, titulaire, est_suppleance, est_presidence, voix))
    membre = Membre.objects.create(
        comite=comite, utilisateur=utilisateur, siege=siege, qualite=Qualite(qualite), organisation=organisation,
        voix=voix, est_presidence=est_presidence, est_secretariat=est_secretariat,
        suppleant_de=titulaire if est_suppleance else None, mandat_debut=debut, mandat_fin=mandat_fin,
    )  # fmt: skip
    ouvrir_porte(utilisateur=utilisateur, role=Role.COMITE)
    noter("comite.membre_nomme", fil="programme", acteur=acteur, personne=str(utilisateur), siege=siege)
    return membre


def _se_croisent(membre: Membre, debut: date, fin: date | None) -> bool:
    return (membre.mandat_fin is None or membre.mandat_fin >= debut) and (fin is None or membre.mandat_debut <= fin)


def _refus_de_nommer(en_place, utilisateur, titulaire, est_suppleance, est_presidence, voix) -> Refus | None:
    if any(m.utilisateur_id == utilisateur.pk for m in en_place):
        return DEJA_MEMBRE
    if est_suppleance and titulaire is None:
        return SIEGE_VIDE
    if titulaire and not est_suppleance:
        return SIEGE_PRIS
    if est_presidence and (est_suppleance or not voix):
        return PRESIDENCE_SANS_VOIX
    return PRESIDENCE_PRISE if est_presidence and any(m.est_presidence for m in en_place) else None


@transaction.atomic
def asseoir_membre(*, utilisateur: Utilisateur, siege: dict) -> Membre:
    """Give the seat promised by an accepted invitation: ``{"app": "comite", "siege": 4, "qualite": …, "voix": true, …}``."""
    return nommer_membre(
        utilisateur=utilisateur,
        siege=siege["siege"],
        qualite=Qualite(siege["qualite"]),
        acteur=None,
        organisation=siege.get("organisation", ""),
        voix=siege.get("voix", True),
        est_presidence=siege.get("presidence", False),
        est_secretariat=siege.get("secretariat", False),
        est_suppleance=siege.get("suppleance", False),
    )


@transaction.atomic
def inviter_membre(*, email: str, siege: dict, acteur: Acteur) -> Invitation:
    """Send an invitation to sit; the seat is checked again when it is accepted."""
    exiger(peut_composer(acteur))
    invitation, secret = creer_invitation(email=email, role=Role.COMITE, siege={"app": "comite"} | siege, auteur=acteur)
    lien = absolu(reverse("invitation_accepter", args=[programme_courant().slug, secret]))
    contexte = {"programme": str(programme_courant()), "siege": siege["siege"], "expire": invitation.expire_at, "lien": lien}
    poster(gabarit="comite_invitation", a=invitation.email, contexte=contexte, cle=f"comite-invitation-{invitation.pk}")
    noter("comite.membre_invite", fil="programme", acteur=acteur, email=invitation.email, siege=siege["siege"])
    return invitation


@transaction.atomic
def clore_mandat(*, membre: Membre, acteur: Acteur | None, date_fin: date | None = None) -> Membre:
    """End a mandate; votes and notes of the past stay. The door closes with the last seat."""
    exiger(peut_composer(acteur))
    membre = Membre.objects.select_for_update(of=("self",)).select_related("utilisateur").get(pk=membre.pk)
    membre.mandat_fin = max(date_fin or timezone.localdate(), membre.mandat_debut)
    membre.save(update_fields=["mandat_fin"])
    if membre.mandat_fin <= timezone.localdate():
        fermer_porte(utilisateur=membre.utilisateur, role=Role.COMITE)
    noter("comite.mandat_clos", fil="programme", acteur=acteur, personne=str(membre), siege=membre.siege)
    return membre
