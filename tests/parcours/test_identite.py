"""The identity of a programme: colours that read, a logo that is an image, a page for the coordination."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from parcours.actions.identite import changer_identite
from parcours.modele import charger_modele, modeles_disponibles
from parcours.regles_identite import couleurs_propres, refus_de_couleurs, refus_de_logo, type_du_logo
from socle.comptes.models import Programme
from socle.design.couleurs import PALETTES
from socle.journal.models import Evenement
from socle.lib.refus import ActionRefusee

pytestmark = pytest.mark.django_db
PNG, JPEG = b"\x89PNG\r\n\x1a\n" + b"0" * 40, b"\xff\xd8\xff" + b"0" * 40
SVG = b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
SAISIE = {"nom": "Ateliers d’exemple", "accroche": "Fabriquer ici"} | {f"{t}_{c}": v for t, p in PALETTES.items() for c, v in p.items()}
PAS_UNE_IMAGE = "Ce fichier n’est pas une image PNG ou JPEG : enregistrez votre logo dans l’un de ces formats."


@pytest.fixture
def coordination(acteur_de, coordinatrice):
    return acteur_de(coordinatrice)


def image(contenu=PNG, nom="logo.png"):
    return SimpleUploadedFile(nom, contenu)


def changer(acteur, **autres):
    return changer_identite(**({"nom": "Ateliers", "accroche": "", "couleurs": PALETTES, "acteur": acteur} | autres))


# --- Rules -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("debut", "attendu"), [
    (PNG, "image/png"), (JPEG, "image/jpeg"), (b"RIFF\x00\x00\x00\x00WEBPVP8 ", "image/webp"),
    (SVG, None), (b"GIF89a", None), (b"", None), (b"%PDF-1.7", None),
])  # fmt: skip
def test_les_premiers_octets_disent_le_type(debut, attendu):
    assert type_du_logo(debut) == attendu


@pytest.mark.parametrize(("debut", "taille", "code"), [
    (PNG, 500_000, None), (JPEG, 1, None), (PNG, 500_001, "logo_lourd"), (SVG, 70, "logo_illisible"),
    (b"RIFF\x00\x00\x00\x00WEBPVP8 ", 70, "logo_illisible"),
])  # fmt: skip
def test_un_logo_est_une_image_legere(debut, taille, code):
    assert getattr(refus_de_logo(debut, taille), "code", None) == code


@pytest.mark.parametrize(("theme", "vert"), [("clair", "#86CBB0"), ("sombre", "#1F5A4B")])
def test_une_couleur_trop_proche_de_son_fond_est_refusee(theme, vert):
    refus = refus_de_couleurs({theme: PALETTES[theme] | {"vert": vert}})
    assert refus.phrase == (
        f"Les couleurs du thème {theme} ne se lisent pas assez : écartez le texte de son fond, il faut un contraste de 4,5 pour 1."
    )


@pytest.mark.parametrize("nom", modeles_disponibles())
def test_les_couleurs_des_modeles_se_lisent(nom):
    palettes = charger_modele(nom).identite.couleurs
    ecrites = {theme: vars(p) for theme in PALETTES if (p := getattr(palettes, theme))}
    assert refus_de_couleurs(ecrites) is None


def test_les_couleurs_de_la_maison_ne_s_ecrivent_pas():
    assert couleurs_propres(PALETTES) == {}
    assert couleurs_propres({"clair": PALETTES["clair"] | {"vert": "#7a3e1d"}})["clair"]["vert"] == "#7A3E1D"


# --- Action ----------------------------------------------------------------------------------------


def test_le_journal_garde_l_avant_et_l_apres(programme, coordination):
    changer(coordination, logo=image())
    evenement = Evenement.objects.get(verbe_code="programme.identite")
    assert evenement.phrase == "La coordination a changé l’identité du programme : nom et logo"
    assert (evenement.avant["nom"], evenement.apres["nom"]) == ("Programme manufactures", "Ateliers")
    assert evenement.apres["logo"].startswith("logos/")


def test_la_meme_identite_n_ecrit_rien(programme, coordination):
    changer(coordination)
    changer(coordination)
    assert Evenement.objects.filter(verbe_code="programme.identite").count() == 1


@pytest.mark.parametrize(("contenu", "nom"), [(SVG, "logo.svg"), (SVG, "logo.png"), (b"%PDF-1.7", "logo.jpg")])
def test_un_fichier_qui_n_est_pas_une_image_est_refuse(programme, coordination, contenu, nom):
    with pytest.raises(ActionRefusee) as refusee:
        changer(coordination, logo=image(contenu, nom))
    assert str(refusee.value) == PAS_UNE_IMAGE
    assert not Programme.objects.get(pk=programme.pk).logo


def test_un_nouveau_logo_remplace_l_ancien(programme, coordination, django_capture_on_commit_callbacks):
    premier = changer(coordination, logo=image()).logo
    with django_capture_on_commit_callbacks(execute=True):
        second = changer(coordination, logo=image(JPEG, "photo.PNG")).logo
    assert (second.name.endswith(".jpg"), premier.storage.exists(premier.name), second.storage.exists(second.name)) == (True, False, True)
    assert not changer(coordination, retirer_logo=True).logo


# --- Pages -----------------------------------------------------------------------------------------


def test_la_page_est_a_la_coordination(client_de, adresse, porteuse, experte, membre, observateur, coordinatrice, etrangere):
    statuts = [client_de(p).post(adresse("programme_identite"), SAISIE).status_code for p in (porteuse, experte, membre, observateur, etrangere)]
    assert statuts == [403, 403, 403, 403, 404]
    assert client_de(coordinatrice).get(adresse("programme_identite")).status_code == 200
    assert f'href="{adresse("programme_identite")}"' in client_de(coordinatrice).get(adresse("reglement")).content.decode()
    assert f'href="{adresse("programme_identite")}"' not in client_de(observateur).get(adresse("reglement")).content.decode()


def test_la_coordination_change_tout_en_une_fois(client_de, adresse, coordinatrice, programme, compter_requetes):
    client, brun = client_de(coordinatrice), {"clair_vert": "#7a3e1d", "clair_vert_fort": "#5A2C13", "clair_vert_doux": "#F5E7DC"}
    with compter_requetes() as cout:
        reponse = client.post(adresse("programme_identite"), SAISIE | brun | {"logo": image()})
    change = Programme.objects.get(pk=programme.pk)
    assert (reponse.status_code, change.nom, change.accroche, cout.nombre <= 12) == (302, "Ateliers d’exemple", "Fabriquer ici", True)
    assert list(change.couleurs) == ["clair"]
    page = client.get(adresse("programme_identite")).content.decode()
    assert f'src="{adresse("programme_logo")}"' in page
    assert f'href="{adresse("programme_couleurs")}"' in page
    assert "--vert: #7A3E1D" in client.get(adresse("programme_couleurs")).content.decode()


@pytest.mark.parametrize(("autres", "phrase"), [
    ({"clair_vert": "#86CBB0"}, "Les couleurs du thème clair ne se lisent pas assez"),
    ({"clair_vert": "vert"}, "Écrivez une couleur comme #1F5A4B."),
    ({"nom": " "}, "Remplissez ce champ."),
    ({"logo": image(SVG, "logo.svg")}, "Choisissez un fichier PNG, JPG ou JPEG : ce format n’est pas lu ici."),
    ({"logo": image(SVG)}, PAS_UNE_IMAGE),
    ({"logo": image(PNG + b"0" * 500_000)}, "Choisissez un fichier de 500 ko au plus"),
])  # fmt: skip
def test_un_refus_est_dit_et_rien_ne_change(client_de, adresse, coordinatrice, programme, autres, phrase):
    page = client_de(coordinatrice).post(adresse("programme_identite"), SAISIE | autres)
    assert (page.status_code, phrase in page.content.decode()) == (200, True)
    assert Programme.objects.get(pk=programme.pk).nom == "Programme manufactures"


@pytest.mark.parametrize(("contenu", "nom", "type_mime"), [(PNG, "a.png", "image/png"), (JPEG, "a.jpg", "image/jpeg")])
def test_le_logo_se_lit_sans_se_connecter(client, adresse, programme, coordination, contenu, nom, type_mime):
    changer(coordination, logo=image(contenu, nom))
    reponse = client.get(adresse("programme_logo"))
    assert (reponse.status_code, reponse.content) == (200, contenu)
    assert (reponse.headers["Content-Type"], reponse.headers["X-Content-Type-Options"]) == (type_mime, "nosniff")


def test_sans_logo_ou_sans_image_rien_n_est_servi(client, adresse, programme):
    assert client.get(adresse("programme_logo")).status_code == 404
    programme.logo.save("logo.png", SimpleUploadedFile("logo.png", SVG))
    assert client.get(adresse("programme_logo")).status_code == 404
    programme.logo.storage.delete(programme.logo.name)
    assert client.get(adresse("programme_logo")).status_code == 404
    assert client.post(adresse("programme_logo")).status_code == 405
