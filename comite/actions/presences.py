"""Who is there: arrivals, departures, proxies."""

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils import timezone

from comite.actions.deports import pour_soi
from comite.actions.ordre_du_jour import verrouiller_seance
from comite.actions.sorties import faire_rentrer, sorties_en_cours
from comite.enums import SEANCES_EN_COURS, SEANCES_FINIES, ModePresence
from comite.models import Membre, Participation, Presence, Procuration, Seance
from comite.permissions import SANS_VOIX
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.comptes.portee import programme_courant
from socle.courriers.actions import poster
from socle.courriers.liens import absolu
from socle.journal.actions import noter
from socle.lib import francais
from socle.lib.refus import Refus, exiger

PAS_OUVERTE = Refus("seance_non_ouverte", "Les présences se notent pendant la séance\u00a0: ouvrez-la d’abord.")
LEVEE = Refus("seance_levee", "La séance est finie\u00a0: elle ne change plus.")
DEJA_LA = Refus("deja_present", "Cette personne est déjà notée présente.")
PAS_LA = Refus("pas_present", "Cette personne n’est pas notée présente.")
A_SOI_MEME = Refus("procuration_a_soi", "Choisissez un autre membre que la personne représentée.")
DEJA_DONNEE = Refus("procuration_deja_donnee", "Cette personne a déjà donné procuration pour cette séance.")
EN_CHAINE = Refus("procuration_en_chaine", "Une personne qui a donné procuration ne peut pas en recevoir une.")
PROCURATION_UTILISEE = Refus(
    "procuration_utilisee", "Cette procuration a déjà servi dans un scrutin\u00a0: elle reste. En séance, votre présence prime."
)
HORS_SEANCE = Refus("hors_mandat", "Cette personne n’a pas de siège à la date de cette séance.")


def refus_de_mandat(seance: Seance, membre: Membre) -> Refus | None:
    """Say that a seat is not held on the day of a sitting, or None."""
    jour = timezone.localdate(seance.date_prevue)
    tenu = membre.mandat_debut <= jour and (membre.mandat_fin is None or membre.mandat_fin >= jour)
    return None if tenu and membre.comite_id == seance.comite_id else HORS_SEANCE


@transaction.atomic
def arriver(*, seance: Seance, membre: Membre, acteur: Acteur | None, mode: ModePresence = ModePresence.EN_SALLE) -> Presence:
    """Note that a member is in the room, or follows from afar."""
    exiger(pour_soi(membre, acteur, seance))
    seance = verrouiller_seance(seance)
    exiger(PAS_OUVERTE if seance.etat not in SEANCES_EN_COURS else refus_de_mandat(seance, membre))
    exiger(DEJA_LA if Presence.objects.filter(seance=seance, membre=membre, depart_at=None).exists() else None)
    faire_rentrer(sorties_en_cours(seance, membre), acteur)  # she had left while out for a recusal
    presence = Presence.objects.create(
        seance=seance, membre=membre, mode=mode, arrivee_at=timezone.now(), saisie_par=acteur.utilisateur if acteur else None
    )
    noter("presence.arrivee", fil=seance.fil, acteur=acteur, personne=str(membre))
    return presence


@transaction.atomic
def partir(*, seance: Seance, membre: Membre, acteur: Acteur | None) -> Presence:
    """Note that a member has left; the quorum of the next ballot counts without her."""
    exiger(pour_soi(membre, acteur, seance))
    seance = verrouiller_seance(seance)
    presence = membre.presences.filter(seance=seance, depart_at=None).first()
    exiger(PAS_LA if presence is None else None)
    presence.depart_at = timezone.now()
    presence.save(update_fields=["depart_at"])
    noter("presence.depart", fil=seance.fil, acteur=acteur, personne=str(membre))
    return presence


@transaction.atomic
def donner_procuration(*, seance: Seance, mandant: Membre, mandataire: Membre, acteur: Acteur | None) -> Procuration:
    """Trust one's voice to another member for a sitting (« une procuration par membre »: ``comite.procurations_max``).

    The sitting is locked, so that two proxies given at once to the same person are counted one after the other.
    """
    exiger(pour_soi(mandant, acteur, seance))
    seance = verrouiller_seance(seance)
    exiger(LEVEE if seance.etat in SEANCES_FINIES else None)
    return _donner(seance, mandant, mandataire, acteur, procurations_lues(seance))


def _donner(seance: Seance, mandant: Membre, mandataire: Membre, acteur: Acteur | None, lues: list[Procuration]) -> Procuration:
    exiger(refus_de_mandat(seance, mandant) or refus_de_mandat(seance, mandataire))
    exiger(_refus_de_procuration(lues, mandant, mandataire))
    procuration = Procuration.objects.create(
        seance=seance, mandant=mandant, mandataire=mandataire, saisie_par=acteur.utilisateur if acteur else None
    )
    _prevenir(mandataire, "comite_procuration", procuration)
    noter("procuration.donnee", fil=seance.fil, acteur=acteur, mandant=str(mandant), mandataire=str(mandataire))
    return procuration


def _prevenir(mandataire: Membre, gabarit: str, procuration: Procuration) -> None:
    """Tell who was trusted with a voice that she carries it, or not any more."""
    seance = procuration.seance
    contexte = {
        "seance": str(seance),
        "quand": francais.echeance(seance.date_prevue),
        "mandant": str(procuration.mandant),
        "lien": absolu(reverse("seance_detail", args=[programme_courant().slug, seance.pk])),
        "lien_libelle": "Ouvrir la séance",
    }
    poster(gabarit=gabarit, a=mandataire.utilisateur, contexte=contexte, cle=f"{gabarit}-{procuration.pk}", fil=seance.fil)


def procurations_lues(seance: Seance) -> list[Procuration]:
    """Return the proxies of a locked sitting with their people; ``utilisee``: a voice was heard through it."""
    utilisee = Participation.objects.filter(scrutin__point__seance=seance, membre=OuterRef("mandant"), par_procuration=True)
    procurations = Procuration.objects.filter(seance=seance).annotate(utilisee=Exists(utilisee))
    return list(procurations.select_related("mandataire__utilisateur", "mandant__utilisateur", "seance"))


def _refus_de_procuration(lues: list[Procuration], mandant: Membre, mandataire: Membre) -> Refus | None:
    if not (mandant.voix and mandataire.voix) or mandant.suppleant_de_id:
        return SANS_VOIX
    if mandant.voix_id == mandataire.voix_id:
        return A_SOI_MEME
    donnees, recues = {p.mandant_id for p in lues}, [p.mandataire_id for p in lues]
    if mandant.pk in donnees:
        return DEJA_DONNEE
    if mandataire.pk in donnees or mandant.pk in recues:
        return EN_CHAINE
    maximum = reglement.valeur("comite.procurations_max")
    if recues.count(mandataire.pk) < maximum:
        return None
    return Refus("procurations_max", f"{mandataire} porte déjà {francais.pluriel(maximum, 'procuration')}, le maximum du règlement.")


@transaction.atomic
def retirer_procuration(*, seance: Seance, mandant: Membre, acteur: Acteur | None) -> None:
    """Take a proxy back, until a voice was heard through it."""
    exiger(pour_soi(mandant, acteur, seance))
    seance = verrouiller_seance(seance)
    exiger(LEVEE if seance.etat in SEANCES_FINIES else None)
    _retirer(procurations_lues(seance), mandant, acteur)


def _retirer(lues: list[Procuration], mandant: Membre, acteur: Acteur | None) -> list[Procuration]:
    """Take back the proxy of a member among those of a locked sitting; return the others."""
    procuration = next((p for p in lues if p.mandant_id == mandant.pk), None)
    if procuration is None:
        return lues
    exiger(PROCURATION_UTILISEE if procuration.utilisee else None)
    _prevenir(procuration.mandataire, "comite_procuration_retiree", procuration)
    noter("procuration.retiree", fil=procuration.seance.fil, acteur=acteur, mandant=str(procuration.mandant))
    autres = [p for p in lues if p is not procuration]
    procuration.delete()
    return autres


def remplacer_procuration(*, seance: Seance, mandant: Membre, mandataire: Membre | None, acteur: Acteur | None) -> None:
    """Take a member's proxy back in a locked sitting, and give another (None: no other). Same refusals as one by one."""
    exiger(pour_soi(mandant, acteur, seance))
    lues = _retirer(procurations_lues(seance), mandant, acteur)
    if mandataire:
        _donner(seance, mandant, mandataire, acteur, lues)
