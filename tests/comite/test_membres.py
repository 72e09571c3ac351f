"""The composition of the committee: seats, mandates, invitations."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from comite.actions.deports import declarer_deport, retirer_deport
from comite.actions.membres import asseoir_membre, clore_mandat, inviter_membre, nommer_membre
from comite.models import Critere, Enveloppe, Membre
from comite.queries.sieges import siege_de
from socle.comptes.acteur import acteur_de
from socle.comptes.enums import Role
from socle.comptes.models import Adhesion, Invitation
from socle.courriers.models import Courrier
from tests.comite import fabriques as f
from tests.comite.fabriques import refus_de


def test_installer_deux_fois_ne_double_rien(comite):
    f.installer(criteres=f.CRITERES)
    assert (Critere.objects.count(), Enveloppe.objects.get().montant_total) == (4, 26_600_000)


@pytest.mark.parametrize(
    ("options", "code"),
    [
        ({"siege": 2}, "siege_pris"),
        ({"siege": 9, "est_suppleance": True}, "siege_sans_titulaire"),
        ({"siege": 9, "est_presidence": True}, "presidence_prise"),
        ({"siege": 9, "est_presidence": True, "voix": False}, "presidence_sans_voix"),
    ],
)
def test_refus_de_nommer(comite, options, code):
    assert refus_de(nommer_membre, utilisateur=f.creer_votants(1)[0], qualite="etat", acteur=None, **options) == code


def test_une_personne_tient_un_seul_siege(comite, membre):
    assert refus_de(nommer_membre, utilisateur=membre, siege=9, qualite="etat", acteur=None) == "deja_membre"


def test_la_base_refuse_deux_presidences_en_meme_temps(comite):
    with pytest.raises(IntegrityError), transaction.atomic():
        Membre.objects.filter(pk=comite[1].pk).update(est_presidence=True)


def test_le_siege_se_libere_a_la_fin_du_mandat(comite, membre):
    hier = timezone.localdate() - timedelta(days=1)
    clore_mandat(membre=comite[1], acteur=None, date_fin=hier)
    assert siege_de(acteur_de(membre)) is None
    assert not Adhesion.objects.filter(utilisateur=membre, role=Role.COMITE, date_fin=None).exists()
    assert nommer_membre(utilisateur=f.creer_votants(1)[0], siege=2, qualite="etat", acteur=None).siege == 2


def test_inviter_puis_s_asseoir(comite, coordinatrice, experte):
    siege = {"siege": 4, "qualite": "personnalite", "voix": True}
    inviter_membre(email="Nouvelle@Exemple.fr", siege=siege, acteur=acteur_de(coordinatrice))
    invitation = Invitation.objects.get()
    assert (invitation.siege["app"], invitation.role) == ("comite", Role.COMITE)
    assert "siège 4" in Courrier.objects.get(gabarit="comite_invitation").sujet
    membre = asseoir_membre(utilisateur=experte, siege=invitation.siege)
    assert (membre.siege, membre.voix, acteur_de(experte).est_comite) == (4, True, True)


def test_seule_la_coordination_compose(comite, membre):
    acteur = acteur_de(membre)
    assert refus_de(inviter_membre, email="a@exemple.fr", siege={"siege": 5}, acteur=acteur) == "pas_la_coordination"
    assert refus_de(clore_mandat, membre=comite[2], acteur=acteur) == "pas_la_coordination"


def test_un_deport_se_declare_pour_soi_et_se_retire_par_la_presidence(seance, comite, pret, membre, presidente):
    moi = acteur_de(membre)
    assert refus_de(declarer_deport, membre=comite[2], projet=pret, acteur=moi) == "pas_pour_un_autre"
    deport = declarer_deport(membre=comite[1], projet=pret, acteur=moi)
    assert refus_de(declarer_deport, membre=comite[1], projet=pret, acteur=moi) == "deja_deporte"
    assert refus_de(retirer_deport, deport=deport, acteur=moi, motif="Erreur") == "pas_la_presidence"
    assert refus_de(retirer_deport, deport=deport, acteur=acteur_de(presidente), motif=" ") == "motif_manquant"
    assert retirer_deport(deport=deport, acteur=acteur_de(presidente), motif="Erreur").retire_at is not None


def test_un_mandat_a_venir_ne_siege_pas(comite, experte):
    nommer_membre(utilisateur=experte, siege=9, qualite="etat", acteur=None, mandat_debut=date(2999, 1, 1))
    assert siege_de(acteur_de(experte)) is None
