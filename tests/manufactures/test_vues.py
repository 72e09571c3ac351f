"""Each page and each role: works, partner, other team 404, observer 403 on POST, stranger 404, wrong method 405."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from manufactures.actions.equipes import inviter_membre
from manufactures.enums import Fonction, StatutProjet
from manufactures.models import Candidature, MembreEquipe, Projet
from tests.manufactures.fabriques import (
    CandidatureFactory,
    MembreEquipeFactory,
    ProjetFactory,
    StructureFactory,
    VagueFactory,
    siret_valide,
)
from tests.manufactures.test_candidatures import fichier

pytestmark = pytest.mark.django_db


def adresse(route, *arguments):
    return reverse(route, args=["manufactures", *arguments])


@pytest.fixture
def candidature(projet):
    """The draft of the porteuse's project, complete but for its deposit."""
    projet.structure = StructureFactory()
    projet.save()
    return CandidatureFactory(projet=projet, complete=True)


@pytest.fixture
def deposee(projet):
    projet = ProjetFactory(depose=True)
    return CandidatureFactory(projet=projet, deposee=True)


SLUG = "manufacture-d-exemple-1"
LECTURES = [
    ("candidature_detail", ()),
    ("condition_liste", ()),
    ("equipe_detail", ()),
    ("preuve_telecharger", ("local-adapte",)),
]
ECRITURES = [
    ("candidature_rubrique", ("projet",)),
    ("structure_saisir", ()),
    ("partenaire_ajouter", ()),
    ("condition_repondre", ("local-adapte",)),
    ("preuve_joindre", ("local-adapte",)),
    ("candidature_deposer", ()),
]


@pytest.mark.parametrize(("route", "reste"), LECTURES)
def test_l_equipe_la_coordination_et_l_observateur_lisent(candidature, client_de, porteuse, partenaire, coordinatrice, observateur, route, reste):
    attendu = 302 if route == "preuve_telecharger" else 200
    for personne in (porteuse, partenaire, coordinatrice, observateur):
        assert client_de(personne).get(adresse(route, SLUG, *reste)).status_code == attendu


@pytest.mark.parametrize(("route", "reste"), LECTURES + ECRITURES)
def test_les_autres_ne_trouvent_rien(candidature, client_de, autre_porteur, experte, membre, etrangere, route, reste):
    for personne in (autre_porteur, experte, membre, etrangere):
        assert client_de(personne).post(adresse(route, SLUG, *reste)).status_code in {404, 405}
        methode = client_de(personne).get if (route, reste) in LECTURES else client_de(personne).post
        assert methode(adresse(route, SLUG, *reste)).status_code == 404


@pytest.mark.parametrize(("route", "reste"), ECRITURES)
def test_ni_l_observateur_ni_la_coordination_n_ecrivent_pour_l_equipe(candidature, client_de, observateur, coordinatrice, route, reste):
    for personne in (observateur, coordinatrice):
        reponse = client_de(personne).post(adresse(route, SLUG, *reste))
        assert reponse.status_code == 403


@pytest.mark.parametrize("route", ["candidature_deposer", "partenaire_ajouter", "candidature_recevable", "membre_inviter"])
def test_ce_qui_ecrit_ne_se_lit_pas(candidature, client_de, porteuse, route):
    assert client_de(porteuse).get(adresse(route, SLUG)).status_code == 405


@pytest.mark.parametrize("route", ["candidature_detail", "equipe_detail", "projet_liste", "annuaire_liste"])
def test_ce_qui_se_lit_ne_s_ecrit_pas(candidature, client_de, coordinatrice, route):
    arguments = () if route.endswith("_liste") else (SLUG,)
    assert client_de(coordinatrice).post(adresse(route, *arguments)).status_code == 405


@pytest.mark.parametrize("section", ["projet", "territoire", "gouvernance", "economie"])
def test_chaque_rubrique_s_affiche_et_se_garde(candidature, client_de, partenaire, section):
    client, url = client_de(partenaire), adresse("candidature_rubrique", SLUG, section)
    assert client.get(url).status_code == 200
    assert client.post(url, {"gouvernance": "Une assemblée", "economie": "Des ventes", "commune": "Crest"}).status_code == 302


def test_une_rubrique_inconnue(candidature, client_de, porteuse):
    assert client_de(porteuse).get(adresse("candidature_rubrique", SLUG, "structure")).status_code == 404


def test_l_enregistrement_au_fil_de_la_saisie_dit_l_heure(candidature, client_de, porteuse):
    url = adresse("candidature_rubrique", SLUG, "gouvernance")
    reponse = client_de(porteuse).post(url, {"gouvernance": "Trois collèges"}, headers={"HX-Request": "true"})
    assert "Enregistré à " in reponse.text
    assert "<html" not in reponse.text
    assert Candidature.objects.get(pk=candidature.pk).gouvernance == "Trois collèges"


def test_un_champ_faux_n_empeche_pas_de_garder_les_autres(candidature, client_de, porteuse):
    url = adresse("candidature_rubrique", SLUG, "economie")
    donnees = {"economie": "Des ventes", "montant_investissement": "beaucoup"}
    reponse = client_de(porteuse).post(url, donnees, headers={"HX-Request": "true"})
    assert "Écrivez le montant en chiffres" in reponse.text
    lue = Candidature.objects.get(pk=candidature.pk)
    assert (lue.economie, [str(x.montant) for x in lue.lignes.all()]) == ("Des ventes", ["120000.00"])


def test_un_financeur_est_garde_avec_son_nom_et_son_montant(candidature, client_de, porteuse):
    url, client = adresse("candidature_rubrique", SLUG, "economie"), client_de(porteuse)
    saisie = {"economie": "x", "nom_1": "Région", "financement_1": "50 000", "acquis_1": "on", "nom_2": "Commune"}
    assert "Indiquez le montant de ce financeur, en euros." in client.post(url, saisie).text
    assert list(candidature.financeurs.values_list("nom", "montant", "acquis")) == [("Région", 50_000, True)]
    assert 'value="Région"' in client.get(url).text


def test_apres_l_heure_la_saisie_dit_non_enregistree(programme, projet, client_de, porteuse):
    CandidatureFactory(projet=projet, vague__close=True)
    url = adresse("candidature_rubrique", SLUG, "gouvernance")
    reponse = client_de(porteuse).post(url, {"gouvernance": "x"}, headers={"HX-Request": "true"})
    assert "Non enregistré" in reponse.text
    assert "La vague est close" in reponse.text


def test_un_siret_faux_dit_comment_reparer(candidature, client_de, porteuse):
    url = adresse("structure_saisir", SLUG)
    reponse = client_de(porteuse).post(url, {"nom": "La Fabrique", "siret": "12345678901234"})
    assert reponse.status_code == 200
    assert "Un chiffre ne concorde pas" in reponse.text


def test_une_structure_s_enregistre_et_un_rna_rare_avertit(candidature, client_de, porteuse):
    url = adresse("structure_saisir", SLUG)
    donnees = {"nom": "La Fabrique", "siret": siret_valide(77), "rna": "w9a1234567"}
    reponse = client_de(porteuse).post(url, donnees, follow=True)
    assert "a une forme rare" in reponse.text
    assert Projet.objects.get(slug=SLUG).structure.rna == "W9A1234567"


def test_un_partenaire_s_ajoute_et_se_retire(candidature, client_de, porteuse):
    client = client_de(porteuse)
    client.post(adresse("partenaire_ajouter", SLUG), {"partenaire-nom": "La Commune", "partenaire-apport": "Le local"})
    partenaire = candidature.projet.partenaires.get()
    assert "La Commune" in client.get(adresse("structure_saisir", SLUG)).text
    assert client.post(adresse("partenaire_retirer", SLUG, partenaire.pk)).status_code == 302
    assert not candidature.projet.partenaires.exists()


def test_la_preuve_se_joint_et_se_lit(candidature, client_de, porteuse):
    client = client_de(porteuse)
    reponse = client.post(adresse("preuve_joindre", SLUG, "moyens-humains"), {"fichier": fichier("plan.pdf")}, follow=True)
    assert "plan.pdf" in reponse.text


def test_une_preuve_d_un_autre_format_dit_lesquels(candidature, client_de, porteuse):
    reponse = client_de(porteuse).post(adresse("preuve_joindre", SLUG, "moyens-humains"), {"fichier": fichier("plan.exe", b"MZ")})
    assert "ce format n’est pas lu ici" in reponse.text


def test_relire_puis_deposer_mene_au_recepisse(candidature, client_de, porteuse):
    client = client_de(porteuse)
    assert "Déposer la candidature" in client.get(adresse("candidature_relire", SLUG)).text
    reponse = client.post(adresse("candidature_deposer", SLUG), follow=True)
    lue = Candidature.objects.get(pk=candidature.pk)
    assert lue.numero in reponse.text
    assert lue.empreinte in reponse.text


def test_deposer_deux_fois_mene_au_meme_recepisse(candidature, client_de, porteuse):
    client = client_de(porteuse)
    adresses = {client.post(adresse("candidature_deposer", SLUG)).url for _ in range(2)}
    assert adresses == {adresse("recepisse_detail", SLUG)}


def test_deposer_tient_dans_le_budget_d_une_ecriture(candidature, client_de, porteuse, compter_requetes):
    client = client_de(porteuse)
    client.get(adresse("candidature_relire", SLUG))
    with compter_requetes() as compte:
        client.post(adresse("candidature_deposer", SLUG))
    assert compte.nombre <= 12
    assert Candidature.objects.get(pk=candidature.pk).numero


def test_un_dossier_incomplet_a_un_bouton_mort_et_des_liens(candidature, client_de, porteuse):
    candidature.lignes.all().delete()
    client = client_de(porteuse)
    page = client.get(adresse("candidature_relire", SLUG)).text
    assert 'aria-disabled="true"' in page
    assert adresse("candidature_rubrique", SLUG, "economie") in page
    reponse = client.post(adresse("candidature_deposer", SLUG), follow=True)
    assert "Indiquez le montant demandé" in reponse.text


def test_le_recepisse_d_un_brouillon_n_existe_pas(candidature, client_de, porteuse):
    for route in ("recepisse_detail", "copie_telecharger"):
        assert client_de(porteuse).get(adresse(route, SLUG)).url == adresse("candidature_detail", SLUG)


def test_la_copie_telechargee_a_l_empreinte_du_recepisse(candidature, client_de, porteuse):
    import hashlib

    client = client_de(porteuse)
    client.post(adresse("candidature_deposer", SLUG))
    contenu = client.get(adresse("copie_telecharger", SLUG)).content
    assert hashlib.sha256(contenu).hexdigest() == Candidature.objects.get(pk=candidature.pk).empreinte


# --- The coordination --------------------------------------------------------------------------


def test_la_coordination_ouvre_un_projet(programme, client_de, coordinatrice):
    vague = VagueFactory()
    donnees = {"nom": "Le Faire", "vague": vague.pk, "email_porteur": "neuve@exemple.fr"}
    reponse = client_de(coordinatrice).post(adresse("projet_ouvrir"), donnees)
    assert reponse.url == adresse("equipe_detail", "le-faire")


def test_une_vague_close_n_est_pas_proposee(programme, client_de, coordinatrice, porteuse):
    VagueFactory(close=True)
    assert "Aucune vague n’est ouverte" in client_de(coordinatrice).get(adresse("projet_ouvrir")).text
    assert client_de(porteuse).get(adresse("projet_ouvrir")).status_code == 403


@pytest.mark.parametrize("route", ["candidature_recevable", "candidature_irrecevable", "piece_demander"])
def test_seule_la_coordination_instruit(deposee, client_de, observateur, etrangere, porteuse, route):
    url = adresse(route, deposee.projet.slug)
    assert client_de(observateur).post(url, {"motif": "x", "pieces": "x"}).status_code == 403
    assert client_de(etrangere).post(url).status_code == 404
    assert client_de(porteuse).post(url).status_code == 404


def test_la_coordination_declare_recevable(deposee, client_de, coordinatrice):
    client, slug = client_de(coordinatrice), deposee.projet.slug
    assert "Déclarer recevable" in client.get(adresse("candidature_instruire", slug)).text
    assert client.post(adresse("candidature_recevable", slug)).status_code == 302
    assert Projet.objects.get(slug=slug).etat is StatutProjet.RECEVABLE
    reponse = client.post(adresse("candidature_recevable", slug), follow=True)
    assert "la réponse est déjà donnée" in reponse.text


def test_irrecevable_sans_motif_le_demande(deposee, client_de, coordinatrice):
    client, slug = client_de(coordinatrice), deposee.projet.slug
    assert "Remplissez ce champ." in client.post(adresse("candidature_irrecevable", slug), {"motif": ""}).text
    client.post(adresse("candidature_irrecevable", slug), {"motif": "Hors du champ de l’appel."})
    assert Projet.objects.get(slug=slug).etat is StatutProjet.IRRECEVABLE


def test_une_piece_se_demande(deposee, client_de, coordinatrice):
    reponse = client_de(coordinatrice).post(adresse("piece_demander", deposee.projet.slug), {"pieces": "Le bail"}, follow=True)
    assert "La demande de pièce est partie" in reponse.text


# --- The team ----------------------------------------------------------------------------------


def test_inviter_puis_annuler(projet, client_de, porteuse, acteur_de):
    client = client_de(porteuse)
    reponse = client.post(adresse("membre_inviter", SLUG), {"email": "neuve@exemple.fr", "fonction": "membre"}, follow=True)
    assert "L’invitation est partie à neuve@exemple.fr." in reponse.text
    invitation = inviter_membre(projet=projet, email="autre@exemple.fr", fonction=Fonction.MEMBRE, acteur=acteur_de(porteuse))
    assert client.post(adresse("invitation_annuler", SLUG, invitation.pk)).status_code == 302
    assert client.post(adresse("invitation_annuler", SLUG, invitation.pk)).status_code == 404


def test_inviter_un_partenaire_de_plus_garde_la_saisie(projet, client_de, porteuse):
    reponse = client_de(porteuse).post(adresse("membre_inviter", SLUG), {"email": "neuve@exemple.fr", "fonction": "partenaire"})
    assert "Ce siège est occupé" in reponse.text
    assert 'value="neuve@exemple.fr"' in reponse.text


def test_un_simple_membre_ne_compose_pas_l_equipe(projet, client_de, autre_porteur):
    MembreEquipeFactory(projet=projet, utilisateur=autre_porteur, fonction=Fonction.MEMBRE)
    client = client_de(autre_porteur)
    assert "Seuls le binôme du projet et la coordination" in client.get(adresse("equipe_detail", SLUG)).text
    assert client.post(adresse("membre_inviter", SLUG), {}).status_code == 403


def test_confier_le_projet(projet, client_de, porteuse, partenaire):
    client, url = client_de(porteuse), adresse("porteur_remplacer", SLUG)
    assert client.get(url).status_code == 200
    successeur = MembreEquipe.objects.get(projet=projet, utilisateur=partenaire)
    assert client.post(url, {"successeur": successeur.pk}).url == reverse("accueil")
    assert MembreEquipe.objects.get(projet=projet, date_fin=None).fonction == Fonction.PORTEUR


def test_retirer_le_membre_d_un_autre_projet_ne_se_trouve_pas(projet, client_de, porteuse):
    autre = MembreEquipeFactory(fonction=Fonction.MEMBRE)
    assert client_de(porteuse).post(adresse("membre_retirer", SLUG, autre.pk)).status_code == 404


def test_retirer_la_porteuse_dit_pourquoi_non(projet, client_de, porteuse):
    siege = MembreEquipe.objects.get(projet=projet, utilisateur=porteuse)
    reponse = client_de(porteuse).post(adresse("membre_retirer", SLUG, siege.pk), follow=True)
    assert "désignez d’abord qui prend la suite" in reponse.text


# --- The directory -----------------------------------------------------------------------------


def test_l_annuaire_est_public_et_ne_montre_que_le_reseau(programme, client_de):
    ProjetFactory(nom="Labellisée", labellise=True)
    ProjetFactory(nom="Recevable", recevable=True)
    page = client_de(None).get(adresse("annuaire_liste")).text
    assert "Labellisée" in page
    assert "Recevable" not in page


def test_un_label_pas_encore_publie_ne_parait_pas(programme, client_de):
    demain = timezone.now() + timedelta(days=30)
    for publication in (None, demain):
        projet = ProjetFactory(labellise=True, vague=VagueFactory(publication_at=publication))
        assert projet.nom not in client_de(None).get(adresse("annuaire_liste")).text
        assert client_de(None).get(adresse("annuaire_detail", projet.slug)).status_code == 404


def test_l_annuaire_se_filtre(programme, client_de):
    ProjetFactory(nom="Du bois", slug="du-bois", labellise=True, region="Bretagne", filieres=["Bois"])
    ProjetFactory(nom="Du fer", slug="du-fer", labellise=True, region="Grand Est", filieres=["Métal"])
    for requete in ("q=BOIS", "region=Bretagne", "filiere=Bois"):
        page = client_de(None).get(f"{adresse('annuaire_liste')}?{requete}").text
        assert ("du-bois/" in page, "du-fer/" in page) == (True, False)


def test_la_fiche_publique_ne_montre_que_des_faits_publics(programme, client_de, porteuse):
    projet = ProjetFactory(en_comite=True, source="https://exemple.fr | note")
    MembreEquipeFactory(projet=projet, utilisateur=porteuse)
    CandidatureFactory(projet=projet, complete=True)
    page = client_de(None).get(adresse("annuaire_detail", projet.slug)).text
    assert "https://exemple.fr" in page
    for prive in (str(porteuse), porteuse.email, "Le texte de presentation", "120", "En comité", projet.structure.siret):
        assert prive not in page
