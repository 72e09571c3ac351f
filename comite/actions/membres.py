"""Composing the committee: naming, inviting, seating, ending a mandate."""

from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from comite.enums import Qualite
from comite.models import Comite, Membre
from comite.permissions import peut_composer
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.comptes.actions.adhesions import fermer_porte, ouvrir_porte
from socle.comptes.actions.invitations import creer_invitation
from socle.comptes.enums import Role
from socle.comptes.models import Invitation, Utilisateur
from socle.comptes.portee import programme_courant
from socle.courriers.actions import poster
from socle.courriers.liens import absolu
from socle.journal.actions import noter
from socle.lib import francais
from socle.lib.refus import Refus, exiger

DEJA_MEMBRE = Refus("deja_membre", "Cette personne tient déjà un siège du comité à cette date.")
SIEGE_PRIS = Refus("siege_pris", "Ce siège a déjà un titulaire. Nommez un suppléant, ou mettez d’abord fin à son mandat.")
SIEGE_VIDE = Refus("siege_sans_titulaire", "Ce siège n’a pas de titulaire\u00a0: nommez d’abord la personne à suppléer.")
PERSONNALITE_SANS_SUPPLEANT = Refus(
    "personnalite_sans_suppleant",
    "Une personnalité qualifiée siège en personne\u00a0: le règlement n’admet pas qu’elle soit suppléée. Proposez-lui une procuration.",
)
AUTRE_SERVICE = Refus(
    "suppleant_autre_service", "Un suppléant vient du même service que son titulaire\u00a0: écrivez la même organisation."
)
DATES_INVERSEES = Refus("mandat_dates", "La fin du mandat vient après son début.")
PAS_PLUS_LOIN = Refus("renouvellement_date", "Un renouvellement va au-delà de la fin du mandat en cours.")
MANDAT_FINI = Refus("mandat_fini", "Ce mandat est fini\u00a0: invitez de nouveau cette personne.")
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
    exiger(DATES_INVERSEES if mandat_fin and mandat_fin < debut else None)
    exiger(_refus_de_nommer(en_place, utilisateur, titulaire, est_suppleance, est_presidence, voix))
    exiger(_refus_de_suppleer(titulaire, organisation) if est_suppleance else None)
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


def _refus_de_suppleer(titulaire: Membre, organisation: str) -> Refus | None:
    """Ex-officio members are replaced by somebody of the same service, qualified personalities by nobody (unless the règlement says so)."""
    if titulaire.qualite == Qualite.PERSONNALITE:
        return None if reglement.valeur("comite.suppleance_personnalites") else PERSONNALITE_SANS_SUPPLEANT
    service, autre = titulaire.organisation.strip().casefold(), organisation.strip().casefold()
    return AUTRE_SERVICE if service and autre and service != autre else None


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
        mandat_debut=_jour(siege.get("mandat_debut")),
        mandat_fin=_jour(siege.get("mandat_fin")),
    )


def _jour(ecrit: str | None) -> date | None:
    """Read a date of an invitation, ``2022-11-24``; a mandate begun before it was accepted began then."""
    return date.fromisoformat(ecrit) if ecrit else None


def _verifier_l_offre(siege: dict) -> Refus | None:
    """Refuse at once the suppléance that the acceptance would refuse; the rest is checked then."""
    debut, fin = _jour(siege.get("mandat_debut")), _jour(siege.get("mandat_fin"))
    if debut and fin and fin < debut:
        return DATES_INVERSEES
    if not siege.get("suppleance"):
        return None
    titulaire = Membre.objects.en_mandat(debut or timezone.localdate()).filter(siege=siege["siege"], suppleant_de=None).first()
    return _refus_de_suppleer(titulaire, siege.get("organisation", "")) if titulaire else SIEGE_VIDE


@transaction.atomic
def inviter_membre(*, email: str, siege: dict, acteur: Acteur) -> Invitation:
    """Send an invitation to sit; the seat is checked again when it is accepted."""
    exiger(peut_composer(acteur) or _verifier_l_offre(siege))
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


@transaction.atomic
def modifier_membre(
    *,
    membre: Membre,
    qualite: Qualite,
    organisation: str,
    voix: bool,
    est_presidence: bool,
    est_secretariat: bool,
    mandat_debut: date,
    mandat_fin: date | None,
    acteur: Acteur | None,
) -> Membre:
    """Correct a seat: capacity, organisation, voice, chair or secretary, dates. Its number and its person do not change.

    Raises ``ActionRefusee`` as ``nommer_membre`` does.
    """
    exiger(peut_composer(acteur) or (DATES_INVERSEES if mandat_fin and mandat_fin < mandat_debut else None))
    comite = Comite.objects.select_for_update(of=("self",)).get()
    membre = Membre.objects.select_for_update(of=("self",)).select_related("utilisateur", "suppleant_de").get(pk=membre.pk)
    en_place = [m for m in comite.membres.all() if m.pk != membre.pk and _se_croisent(m, mandat_debut, mandat_fin)]
    exiger(_refus_de_modifier(membre, en_place, est_presidence, voix))
    if membre.suppleant_de:
        exiger(_refus_de_suppleer(membre.suppleant_de, organisation))
    membre.qualite, membre.organisation, membre.voix = Qualite(qualite), organisation.strip(), voix
    membre.est_presidence, membre.est_secretariat = est_presidence, est_secretariat
    membre.mandat_debut, membre.mandat_fin = mandat_debut, mandat_fin
    membre.save()
    _regler_la_porte(membre)
    noter("comite.membre_modifie", fil="programme", acteur=acteur, personne=str(membre), siege=membre.siege)
    return membre


def _refus_de_modifier(membre: Membre, en_place: list[Membre], est_presidence: bool, voix: bool) -> Refus | None:
    if any(m.utilisateur_id == membre.utilisateur_id for m in en_place):
        return DEJA_MEMBRE
    if not membre.suppleant_de_id and any(m.siege == membre.siege and not m.suppleant_de_id for m in en_place):
        return SIEGE_PRIS
    if est_presidence and (membre.suppleant_de_id or not voix):
        return PRESIDENCE_SANS_VOIX
    return PRESIDENCE_PRISE if est_presidence and any(m.est_presidence for m in en_place) else None


def _regler_la_porte(membre: Membre) -> None:
    """The door is open until the last day of the mandate, included."""
    if membre.mandat_fin and membre.mandat_fin < timezone.localdate():
        fermer_porte(utilisateur=membre.utilisateur, role=Role.COMITE)
    else:
        ouvrir_porte(utilisateur=membre.utilisateur, role=Role.COMITE)


@transaction.atomic
def renouveler_mandat(*, membre: Membre, mandat_fin: date | None, acteur: Acteur | None) -> Membre:
    """Carry a running mandate on, to a later day or without end: the seat keeps its marks, votes and recusals.

    Raises ``ActionRefusee`` when the mandate is over, the day is not later, or the seat is promised to another.
    """
    exiger(peut_composer(acteur))
    comite = Comite.objects.select_for_update(of=("self",)).get()
    membre = Membre.objects.select_for_update(of=("self",)).select_related("utilisateur").get(pk=membre.pk)
    ancienne = membre.mandat_fin
    exiger(MANDAT_FINI if ancienne and ancienne < timezone.localdate() else None)
    exiger(PAS_PLUS_LOIN if ancienne is None or (mandat_fin and mandat_fin <= ancienne) else None)
    en_place = [m for m in comite.membres.all() if m.pk != membre.pk and _se_croisent(m, membre.mandat_debut, mandat_fin)]
    exiger(_refus_de_modifier(membre, en_place, membre.est_presidence, membre.voix))
    membre.mandat_fin = mandat_fin
    membre.save(update_fields=["mandat_fin"])
    ouvrir_porte(utilisateur=membre.utilisateur, role=Role.COMITE)
    jusqu_au = f"jusqu’au {francais.date_entiere(mandat_fin)}" if mandat_fin else "sans date de fin"
    noter("comite.mandat_renouvele", fil="programme", acteur=acteur, personne=str(membre), siege=membre.siege, jusqu_au=jusqu_au)
    return membre
