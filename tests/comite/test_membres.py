"""The composition of the committee: seats, mandates, invitations."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from comite.actions.deports import declarer_deport, retirer_deport
from comite.actions.membres import asseoir_membre, clore_mandat, inviter_membre, modifier_membre, nommer_membre, renouveler_mandat
from comite.models import Critere, Enveloppe, Membre
from comite.queries.sieges import siege_de
from socle.comptes.acteur import acteur_de
from socle.comptes.actions.reglages import fixer_reglage
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


def suppleer(siege=9, **options):
    return {"utilisateur": f.creer_votants(1)[0], "siege": siege, "qualite": "etat", "est_suppleance": True, "acteur": None, **options}


def test_une_personnalite_qualifiee_n_est_pas_suppleee_sauf_reglement(comite, experte):
    nommer_membre(utilisateur=experte, siege=9, qualite="personnalite", acteur=None)
    suppleant = suppleer()
    assert refus_de(nommer_membre, **suppleant) == "personnalite_sans_suppleant"
    siege = {"siege": 9, "qualite": "etat", "suppleance": True}
    assert refus_de(inviter_membre, email="a@exemple.fr", siege=siege, acteur=None) == "personnalite_sans_suppleant"
    fixer_reglage(cle="comite.suppleance_personnalites", valeur=True, motif="Essai", date_effet=date(2022, 1, 1), auteur=None)
    assert nommer_membre(**suppleant).suppleant_de.utilisateur == experte


def test_un_suppleant_vient_du_meme_service(comite, experte):
    nommer_membre(utilisateur=experte, siege=9, qualite="etat", organisation="Préfecture", acteur=None)
    assert refus_de(nommer_membre, **suppleer(organisation="Région")) == "suppleant_autre_service"


def test_l_invitation_porte_les_dates_du_mandat(comite, coordinatrice, experte, client_de, settings):
    settings.MFA_EXIGEE = False
    champs = {"email": "n@exemple.fr", "siege": 4, "qualite": "financeur", "organisation": "Banque", "voix": "on", "secretariat": "on"}
    dates = {"mandat_debut": "2022-01-01", "mandat_fin": "2099-12-31"}
    client_de(coordinatrice).post(reverse("siege_inviter", args=["manufactures"]), champs | dates)
    membre = asseoir_membre(utilisateur=experte, siege=Invitation.objects.get().siege)
    assert (membre.mandat_debut, membre.mandat_fin, membre.est_secretariat) == (date(2022, 1, 1), date(2099, 12, 31), True)


CHAMPS = {"qualite": "collectivite", "organisation": "Ville", "voix": True, "est_presidence": False, "est_secretariat": True}


def test_modifier_un_siege(comite, membre):
    dates = {"mandat_debut": date(2021, 1, 1), "mandat_fin": date(2098, 1, 1)}
    modifie = modifier_membre(membre=comite[1], acteur=None, **CHAMPS, **dates)
    assert (modifie.get_qualite_display(), modifie.mandat_fin) == ("Représentant d’une collectivité", date(2098, 1, 1))
    assert refus_de(modifier_membre, membre=comite[1], acteur=acteur_de(membre), **CHAMPS, **dates) == "pas_la_coordination"
    a_l_envers = {"mandat_debut": date(2023, 1, 1), "mandat_fin": date(2022, 1, 1)}
    assert refus_de(modifier_membre, membre=comite[1], acteur=None, **CHAMPS, **a_l_envers) == "mandat_dates"
    presidence = CHAMPS | dates | {"est_presidence": True}
    assert refus_de(modifier_membre, membre=comite[1], acteur=None, **presidence) == "presidence_prise"


def test_un_mandat_passe_ferme_la_porte_et_corrige_la_rouvre(comite, membre):
    dates = {"mandat_debut": date(2021, 1, 1)}
    modifier_membre(membre=comite[1], acteur=None, **CHAMPS, **dates, mandat_fin=date(2022, 1, 1))
    assert not acteur_de(membre).est_comite
    modifier_membre(membre=comite[1], acteur=None, **CHAMPS, **dates, mandat_fin=None)
    assert acteur_de(membre).est_comite


def test_renouveler_prolonge_le_mandat_en_cours(comite):
    fin = timezone.localdate() + timedelta(days=10)
    assert refus_de(renouveler_mandat, membre=comite[1], mandat_fin=fin, acteur=None) == "renouvellement_date"
    Membre.objects.filter(pk=comite[1].pk).update(mandat_fin=fin)
    assert refus_de(renouveler_mandat, membre=comite[1], mandat_fin=fin, acteur=None) == "renouvellement_date"
    assert renouveler_mandat(membre=comite[1], mandat_fin=fin + timedelta(days=365), acteur=None).mandat_fin == fin + timedelta(days=365)
    Membre.objects.filter(pk=comite[1].pk).update(mandat_fin=date(2022, 1, 1))
    assert refus_de(renouveler_mandat, membre=comite[1], mandat_fin=fin, acteur=None) == "mandat_fini"


def test_renouveler_ne_prend_pas_un_siege_promis(comite, experte):
    fin = timezone.localdate() + timedelta(days=10)
    Membre.objects.filter(pk=comite[1].pk).update(mandat_fin=fin)
    nommer_membre(utilisateur=experte, siege=2, qualite="etat", acteur=None, mandat_debut=fin + timedelta(days=1))
    assert refus_de(renouveler_mandat, membre=comite[1], mandat_fin=None, acteur=None) == "siege_pris"


def test_la_composition_s_exporte_et_chaque_membre_a_sa_page(comite, client_de, membre, settings):
    settings.MFA_EXIGEE = False
    client = client_de(membre)
    lignes = client.get(reverse("membre_export", args=["manufactures"])).content.decode("utf-8-sig").splitlines()
    assert lignes[1].startswith(f"1;{comite[0]};présidence;Représentant de l’État;;délibérative;2020-01-01;")
    page = client.get(reverse("membre_detail", args=["manufactures", comite[0].pk])).content.decode()
    assert "Modifier le siège" not in page
    assert "depuis le 1er\u00a0janvier\u00a02020" in page


def test_les_membres_lisent_le_reglement_avec_sa_date_son_auteur_et_son_motif(comite, client_de, membre, coordinatrice, settings):
    settings.MFA_EXIGEE = False
    fixer_reglage(cle="comite.quorum", valeur="2/3", motif="Vote du comité", date_effet=date(2022, 3, 1), auteur=acteur_de(coordinatrice))
    page = client_de(membre).get(reverse("comite_reglement", args=["manufactures"])).content.decode()
    for mot in ("2/3", "1er\u00a0mars\u00a02022", str(coordinatrice), "Vote du comité", "jours calendaires"):
        assert mot in page
