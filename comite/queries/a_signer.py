"""The minutes and additifs that wait for a person's signature, as a condition on sittings."""

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse

from comite.enums import EtatPV, QualiteSignature
from comite.models import Additif, Membre, Presence, ProcesVerbal, Seance, SignaturePV
from socle.comptes.acteur import Acteur
from socle.comptes.portee import programme_courant
from socle.lib.taches_a_faire import Tache


def a_signer_du_siege(siege, acteur: Acteur) -> Q:
    """Tell the sittings whose chair (who was designated, if she never came) or secretary holds this seat, and has still to sign."""
    absente = Q(president_de_seance__isnull=False) & ~Q(Exists(Presence.objects.filter(seance=OuterRef("pk"), membre__est_presidence=True)))
    titulaire = Q(Exists(siege.filter(comite=OuterRef("comite"), est_presidence=True)))
    preside = (titulaire & ~absente) | (absente & Q(Exists(siege.filter(pk=OuterRef("president_de_seance")))))
    tient = Exists(siege.filter(comite=OuterRef("comite"), est_secretariat=True, est_presidence=False))
    return (preside & _attend(QualiteSignature.PRESIDENCE, acteur)) | (Q(tient) & _attend(QualiteSignature.SECRETARIAT, acteur))


def a_signer_de_la_coordination(acteur: Acteur) -> Q:
    """Tell the sittings that no member is the secretary of, which the coordination has still to sign."""
    secretaires = Membre.objects.filter(comite=OuterRef("comite"), est_secretariat=True, est_presidence=False)
    jour = OuterRef("date_prevue__date")
    secretaires = secretaires.filter(Q(mandat_fin=None) | Q(mandat_fin__gte=jour), mandat_debut__lte=jour)
    return ~Q(Exists(secretaires)) & _attend(QualiteSignature.SECRETARIAT, acteur)


def _attend(qualite: QualiteSignature, acteur: Acteur) -> Q:
    """A document of the sitting to sign, neither signed for this quality nor by this person."""
    signee = Q(qualite=qualite) | Q(signataire=acteur.pk)
    pv = ProcesVerbal.objects.filter(seance=OuterRef("pk"), etat=EtatPV.A_SIGNER)
    additifs = Additif.objects.filter(pv__seance=OuterRef("pk"), etat=EtatPV.A_SIGNER)
    pv = pv.exclude(Exists(SignaturePV.objects.filter(signee, pv=OuterRef("pk"), additif=None)))
    additifs = additifs.exclude(Exists(SignaturePV.objects.filter(signee, additif=OuterRef("pk"))))
    return Q(Exists(pv)) | Q(Exists(additifs))


def tache_de_signature(seance: Seance) -> Tache:
    """Return the task of signing what a sitting waits for."""
    page = reverse("seance_pv", args=[programme_courant().slug, seance.pk])
    titre, detail = f"Signer le procès-verbal de la {seance}", f"{seance.get_type_display()}, {seance.lieu}"
    return Tache(titre, detail, page, "Relire et signer le procès-verbal", "pen", "minium", seance.levee_at)
