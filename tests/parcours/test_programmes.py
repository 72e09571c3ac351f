"""Opening a programme from its model: by the command and by the operator's page."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accompagnement.enums import NatureCompte
from accompagnement.models import Besoin, CompteCredits
from comite.models import Critere, Enveloppe
from incubation.models import Attendu, Module
from manufactures.models import ConditionAdmission, Vague
from parcours.modele import charger_modele, modeles_disponibles
from socle.comptes import reglement
from socle.comptes.enums import Role
from socle.comptes.models import Adhesion, Invitation, Operateur, Programme, Reglage, Utilisateur
from socle.comptes.portee import programme_actif
from socle.courriers.models import Courrier
from socle.journal.models import Evenement
from socle.lib.dates import PARIS
from socle.lib.refus import ActionRefusee

MANUFACTURES, ATELIERS = "manufactures-de-proximite", "ateliers-ruraux"
NOUVEAU = "/programmes/nouveau/"


def commander(modele=MANUFACTURES, *options) -> str:
    sortie = StringIO()
    call_command("creer_programme", modele, *options, stdout=sortie)
    return sortie.getvalue()


@pytest.fixture
def administratrice(db):
    return Utilisateur.objects.create_user(email="admin@exemple.fr", prenom="Ada", nom="d’exemple", password=None, is_staff=True)


@pytest.fixture(params=modeles_disponibles())
def ouvert(request, ouvrir_programme):
    """A model and the programme opened from it, in force for the test."""
    programme = ouvrir_programme(request.param, "essai")
    with programme_actif(programme):
        yield charger_modele(request.param)


def _a_paris(instant):
    return instant.replace(tzinfo=PARIS)


def test_waves_keep_their_three_dates(ouvert):
    lues = list(Vague.objects.order_by("numero"))

    assert [v.nom for v in lues] == [v.nom for v in ouvert.vagues]
    assert [(v.ouverture_at, v.cloture_at) for v in lues] == [(_a_paris(v.ouverture), _a_paris(v.cloture)) for v in ouvert.vagues]
    assert [bool(v.publication_at) for v in lues] == [v.publication is not None for v in ouvert.vagues]
    assert all(v.cloture_prevue for v in lues)


def test_modules_have_every_attendu_in_order(ouvert):
    lus = [(m.numero, m.code, m.titre, m.critique) for m in Module.objects.order_by("numero")]
    attendus = list(Attendu.objects.order_by("module__numero", "ordre").values_list("module__numero", "ordre", "texte", "outil"))

    assert lus == [(m.numero, m.code, m.titre, m.critique) for m in ouvert.modules]
    assert attendus == [
        (m.numero, n, a.intitule, a.outil.value if a.outil else "") for m in ouvert.modules for n, a in enumerate(m.attendus, 1)
    ]


def test_needs_conditions_and_criteria_are_those_of_the_model(ouvert):
    criteres = [(t, c.code, c.intitule, c.poids) for t in ("labellisation", "financement") for c in getattr(ouvert.criteres, t)]

    assert list(Besoin.objects.order_by("ordre").values_list("code", "titre")) == [(b.code, b.titre) for b in ouvert.besoins]
    conditions = ConditionAdmission.objects.order_by("ordre").values_list("code", "libelle", "preuve_attendue")
    assert list(conditions) == [(c.code, c.intitule, c.preuve) for c in ouvert.conditions_admission]
    assert list(Critere.objects.order_by("ordre").values_list("type_seance", "code", "libelle", "poids")) == criteres


def test_every_setting_of_the_model_is_a_dated_row(ouvert):
    posees = dict(Reglage.objects.values_list("cle", "valeur"))

    assert {cle: posees[cle] for cle in ouvert.reglages} == dict(ouvert.reglages)
    du_modele = Reglage.objects.exclude(cle="comite.de_minimis_plafond")  # whose rows are the regulations'
    assert set(du_modele.values_list("motif", flat=True)) == {"Modèle du programme"}


def test_the_envelope_buys_half_days_at_the_rate_of_the_reglement(ouvert):
    reglages = ouvert.reglages
    attendu = reglages["accompagnement.enveloppe_ingenierie"] // reglages["accompagnement.valeur_demi_journee"]

    assert CompteCredits.objects.get(nature=NatureCompte.ENVELOPPE).solde == attendu
    assert Enveloppe.objects.get().montant_total == reglages["comite.enveloppe_subventions"]


def test_the_two_programmes_live_by_other_rules(ouvrir_programme):
    cles = ("comite.quorum", "comite.scrutin", "accompagnement.credits_par_projet", "accompagnement.duree_mois", "manufactures.lignes_subvention")
    lus = []
    for modele in (MANUFACTURES, ATELIERS):
        with programme_actif(ouvrir_programme(modele, modele)):
            lus.append([reglement.valeur(cle) for cle in cles])

    assert all(une != autre for une, autre in zip(*lus, strict=True))
    assert [e.libelle for e in lus[1][-1]] == ["Équipement", "Fonctionnement"]


def test_settings_given_at_the_opening_win_over_the_model(ouvrir_programme):
    with programme_actif(ouvrir_programme(MANUFACTURES, "essai", reglages={"accompagnement.credits_par_projet": 12}, nom="Autre nom")):
        assert reglement.valeur("accompagnement.credits_par_projet") == 12
    assert Programme.objects.get(slug="essai").nom == "Autre nom"


def test_an_address_taken_is_refused_and_nothing_is_left(ouvrir_programme):
    ouvrir_programme(MANUFACTURES, "essai")
    with pytest.raises(ActionRefusee, match="L’adresse «.essai.» est déjà prise. Choisissez-en une autre."):
        ouvrir_programme(ATELIERS, "essai")

    assert Programme.objects.filter(slug="essai").values_list("modele", flat=True).get() == MANUFACTURES


# --- The command ---------------------------------------------------------------------------------


def test_the_command_says_where_the_programme_is(db):
    assert commander(ATELIERS) == "/p/ateliers-ruraux/\n"
    assert commander(MANUFACTURES, "--slug", "essai", "--nom", "Un essai", "--operateur", "Région d’exemple") == "/p/essai/\n"

    programme = Programme.objects.get(slug="essai")
    assert (programme.nom, programme.operateur.nom, programme.modele) == ("Un essai", "Région d’exemple", MANUFACTURES)


@pytest.mark.parametrize(
    ("modele", "options", "phrase"),
    [
        ("inconnu", [], "Le modèle « inconnu » n’existe pas. Modèles disponibles : ateliers-ruraux, manufactures-de-proximite."),
        (MANUFACTURES, ["--slug", "voisin"], "L’adresse « voisin » est déjà prise. Choisissez-en une autre."),
        (MANUFACTURES, ["--slug", "Voisin 2"], "Écrivez l’adresse en minuscules, chiffres et tirets, par exemple : manufactures."),
    ],
)
def test_the_command_explains_what_it_cannot_do(autre_programme, modele, options, phrase):
    with pytest.raises(CommandError) as erreur:
        commander(modele, *options, "--operateur", "Organisme neuf")

    assert str(erreur.value).replace("\u00a0", " ") == phrase
    assert not Operateur.objects.filter(nom="Organisme neuf").exists()


def test_the_command_invites_the_coordination_by_mail(db):
    commander(ATELIERS, "--coordination", "Coord@exemple.fr")

    with programme_actif(Programme.objects.get(slug=ATELIERS)):
        invitation, courrier = Invitation.objects.get(), Courrier.objects.get()
        assert (invitation.email, invitation.role, invitation.siege) == ("coord@exemple.fr", Role.COORDINATION, {})
        assert courrier.adresse.lower() == "coord@exemple.fr"
        assert f"/p/{ATELIERS}/invitation/" in courrier.texte
        assert list(Evenement.objects.order_by("pk").values_list("verbe_code", flat=True))[-2:] == ["programme.cree", "acces.invitation"]


# --- The operator's page -------------------------------------------------------------------------


def test_the_page_is_for_the_staff_of_the_platform(client, client_de, coordinatrice, administratrice):
    assert client.get(NOUVEAU).status_code == 302
    assert client_de(coordinatrice).get(NOUVEAU).status_code == 403
    assert client_de(coordinatrice).post(NOUVEAU, {}).status_code == 403
    assert client_de(administratrice).get(NOUVEAU).status_code == 200


def test_the_page_opens_a_programme_that_its_author_coordinates(client_de, administratrice, operateur):
    champs = {"operateur": operateur.pk, "modele": ATELIERS, "nom": "", "slug": "Ateliers"}
    reponse = client_de(administratrice).post(NOUVEAU, champs)

    assert reponse.headers["Location"] == "/p/ateliers/"
    with programme_actif(Programme.objects.get(slug="ateliers")):
        assert Adhesion.objects.get(utilisateur=administratrice).role == Role.COORDINATION
        assert Module.objects.count() == 3


def test_the_page_keeps_what_was_typed_when_the_address_is_taken(client_de, administratrice, operateur, autre_programme):
    champs = {"operateur": operateur.pk, "modele": ATELIERS, "nom": "Un nom tapé", "slug": "voisin"}
    page = client_de(administratrice).post(NOUVEAU, champs).content.decode().replace("\u00a0", " ")

    assert "L’adresse « voisin » est déjà prise. Choisissez-en une autre." in page
    assert "Un nom tapé" in page
    assert Programme.objects.count() == 1


@pytest.mark.parametrize("slug", ["_essai", "-essai", "nouveau programme", ""])
def test_an_address_that_the_database_would_refuse_is_refused_by_the_form(client_de, administratrice, operateur, slug):
    reponse = client_de(administratrice).post(NOUVEAU, {"operateur": operateur.pk, "modele": ATELIERS, "slug": slug})

    assert reponse.status_code == 200
    assert Programme.objects.count() == 0


def test_the_colours_of_a_programme_are_served_as_a_style_sheet(client, ouvrir_programme):
    programme = ouvrir_programme(ATELIERS, "ateliers")
    reponse = client.get(reverse("programme_couleurs", args=[programme.slug]))

    assert reponse.headers["Content-Type"] == "text/css"
    assert b"#7A3E1D" in reponse.content
