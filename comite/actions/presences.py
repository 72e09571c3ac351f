"""Who is there: arrivals, departures, proxies, recusals."""

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from comite.actions.ordre_du_jour import verrouiller_seance
from comite.enums import SEANCES_EN_COURS, SEANCES_LEVEES, LienInteret, ModePresence, StatutScrutin
from comite.models import Deport, Membre, Participation, Presence, Procuration, Scrutin, Seance
from comite.permissions import SANS_VOIX, peut_presider
from comite.queries.sieges import siege_de
from manufactures.models import Projet
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib import francais
from socle.lib.refus import ActionRefusee, Refus, exiger

PAS_OUVERTE = Refus("seance_non_ouverte", "Les présences se notent pendant la séance\u00a0: ouvrez-la d’abord.")
LEVEE = Refus("seance_levee", "La séance est levée\u00a0: elle ne change plus.")
DEJA_LA = Refus("deja_present", "Cette personne est déjà notée présente.")
PAS_LA = Refus("pas_present", "Cette personne n’est pas notée présente.")
PAS_POUR_UN_AUTRE = Refus("pas_pour_un_autre", "Vous ne pouvez le faire que pour vous-même.")
A_SOI_MEME = Refus("procuration_a_soi", "Choisissez un autre membre que la personne représentée.")
DEJA_DONNEE = Refus("procuration_deja_donnee", "Cette personne a déjà donné procuration pour cette séance.")
EN_CHAINE = Refus("procuration_en_chaine", "Une personne qui a donné procuration ne peut pas en recevoir une.")
HORS_SEANCE = Refus("hors_mandat", "Cette personne n’a pas de siège à la date de cette séance.")
DEJA_DEPORTE = Refus("deja_deporte", "Ce déport est déjà déclaré.")
A_DEJA_VOTE = Refus("deja_vote", "Cette personne a déjà voté dans le scrutin ouvert\u00a0: annulez ce scrutin avant de noter son déport.")


def _pour(membre: Membre, acteur: Acteur | None, seance: Seance | None = None) -> Refus | None:
    """A member acts for herself; the chair and the secretary for all."""
    if acteur is None or membre.utilisateur_id == acteur.pk:
        return None
    return PAS_POUR_UN_AUTRE if peut_presider(acteur, siege_de(acteur), seance) else None


def _en_mandat(seance: Seance, membre: Membre) -> Refus | None:
    jour = timezone.localdate(seance.date_prevue)
    tenu = membre.mandat_debut <= jour and (membre.mandat_fin is None or membre.mandat_fin >= jour)
    return None if tenu and membre.comite_id == seance.comite_id else HORS_SEANCE


@transaction.atomic
def arriver(*, seance: Seance, membre: Membre, acteur: Acteur | None, mode: ModePresence = ModePresence.EN_SALLE) -> Presence:
    """Note that a member is in the room, or follows from afar."""
    exiger(_pour(membre, acteur, seance))
    seance = verrouiller_seance(seance)
    exiger(PAS_OUVERTE if seance.etat not in SEANCES_EN_COURS else _en_mandat(seance, membre))
    exiger(DEJA_LA if Presence.objects.filter(seance=seance, membre=membre, depart_at=None).exists() else None)
    presence = Presence.objects.create(
        seance=seance, membre=membre, mode=mode, arrivee_at=timezone.now(), saisie_par=acteur.utilisateur if acteur else None
    )
    noter("presence.arrivee", fil=seance.fil, acteur=acteur, personne=str(membre))
    return presence


@transaction.atomic
def partir(*, seance: Seance, membre: Membre, acteur: Acteur | None) -> Presence:
    """Note that a member has left; the quorum of the next ballot counts without her."""
    exiger(_pour(membre, acteur, seance))
    seance = verrouiller_seance(seance)
    presence = Presence.objects.filter(seance=seance, membre=membre, depart_at=None).first()
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
    exiger(_pour(mandant, acteur, seance))
    seance = verrouiller_seance(seance)
    exiger(LEVEE if seance.etat in SEANCES_LEVEES else None)
    exiger(_en_mandat(seance, mandant) or _en_mandat(seance, mandataire))
    exiger(_refus_de_procuration(seance, mandant, mandataire))
    procuration = Procuration.objects.create(
        seance=seance, mandant=mandant, mandataire=mandataire, saisie_par=acteur.utilisateur if acteur else None
    )
    noter("procuration.donnee", fil=seance.fil, acteur=acteur, mandant=str(mandant), mandataire=str(mandataire))
    return procuration


def _refus_de_procuration(seance: Seance, mandant: Membre, mandataire: Membre) -> Refus | None:
    if not (mandant.voix and mandataire.voix) or mandant.suppleant_de_id:
        return SANS_VOIX
    if mandant.voix_id == mandataire.voix_id:
        return A_SOI_MEME
    gens = Procuration.objects.filter(seance=seance).values_list("mandant", "mandataire")
    donnees, recues = {m for m, _ in gens}, [m for _, m in gens]
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
    """Take a proxy back; a voice already heard through it stays heard."""
    exiger(_pour(mandant, acteur, seance))
    seance = verrouiller_seance(seance)
    exiger(LEVEE if seance.etat in SEANCES_LEVEES else None)
    retirees, _ = Procuration.objects.filter(seance=seance, mandant=mandant).delete()
    if retirees:
        noter("procuration.retiree", fil=seance.fil, acteur=acteur, mandant=str(mandant))


@transaction.atomic
def declarer_deport(
    *,
    membre: Membre,
    projet: Projet,
    acteur: Acteur | None,
    seance: Seance | None = None,
    lien: LienInteret = LienInteret.AUTRE,
    motif: str = "",
) -> Deport:
    """Step away from a project: « un membre qui a un intérêt personnel ne prend pas part ». From now on nothing of it is hers.

    Raises ``ActionRefusee`` when it is declared already, or her voice is in the ballot now open on that project.
    """
    exiger(_pour(membre, acteur, seance))
    ouverts = Scrutin.objects.select_for_update(of=("self",)).filter(point__projet=projet, statut=StatutScrutin.OUVERT)
    a_vote = Q(membre=membre) | Q(exprime_par=membre)
    exiger(A_DEJA_VOTE if Participation.objects.filter(a_vote, scrutin__in=list(ouverts)).exists() else None)
    exiger(DEJA_DEPORTE if Deport.objects.filter(membre=membre, projet=projet, retire_at=None).exists() else None)
    deport = Deport.objects.create(
        membre=membre, projet=projet, seance=seance, lien=lien, motif=motif.strip(),
        declare_at=timezone.now(), declare_par=acteur.utilisateur if acteur else None,
    )  # fmt: skip
    noter("deport.declare", fil=projet.fil, acteur=acteur, personne=str(membre), projet=str(projet))
    return deport


@transaction.atomic
def retirer_deport(*, deport: Deport, acteur: Acteur, motif: str) -> Deport:
    """Take a recusal back, with its reason; only the chair or the secretary may."""
    exiger(peut_presider(acteur, siege_de(acteur)))
    deport = Deport.objects.select_for_update(of=("self",)).select_related("projet", "membre__utilisateur").get(pk=deport.pk)
    if deport.retire_at:
        raise ActionRefusee(Refus("deport_retire", "Ce déport est déjà retiré."))
    exiger(None if motif.strip() else Refus("motif_manquant", "Indiquez pourquoi ce déport est retiré."))
    deport.retire_at = timezone.now()
    deport.save(update_fields=["retire_at"])
    noter("deport.retire", fil=deport.projet.fil, acteur=acteur, motif=motif, personne=str(deport.membre), projet=str(deport.projet))
    return deport
