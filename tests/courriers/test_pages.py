import pytest
from django.core.mail import EmailMultiAlternatives
from django.urls import reverse

from socle.courriers import actions
from socle.courriers.enums import EtatCourrier
from socle.courriers.models import Courrier
from socle.courriers.registre import Rappel, Relance


@pytest.fixture
def courrier(programme):
    contexte = {"rappels": [], "prenom": "Ada", "programme": "Essai", "lien": "https://exemple.fr/p/"}
    return actions.poster(gabarit="relances", a="ada@exemple.fr", contexte=contexte, cle="essai", retenu=True)


def lire(client, nom, *args):
    return client.get(reverse(nom, args=["manufactures", *args]))


def test_la_boite_liste_les_courriers_et_leur_etat(courrier, coordinatrice, client_de):
    html = lire(client_de(coordinatrice), "courrier_liste").content.decode()
    assert courrier.sujet in html
    assert "ada@exemple.fr" in html
    assert "Retenu" in html


def test_la_boite_se_filtre_par_etat(courrier, coordinatrice, client_de):
    client, adresse = client_de(coordinatrice), reverse("courrier_liste", args=["manufactures"])
    assert courrier.sujet in client.get(adresse, {"etat": "retenu"}).content.decode()
    assert courrier.sujet not in client.get(adresse, {"etat": "parti"}).content.decode()


def test_la_boite_coute_autant_pour_trois(courrier, coordinatrice, client_de, compter_requetes):
    client = client_de(coordinatrice)
    with compter_requetes() as un:
        lire(client, "courrier_liste")
    Courrier.objects.bulk_create(
        Courrier(cle=f"e{n}", gabarit="x", adresse="a@b.fr", sujet="S", destinataire=coordinatrice, etat="retenu", message_id=f"<{n}>")
        for n in range(2)
    )
    with compter_requetes() as trois:
        lire(client, "courrier_liste")
    assert un.nombre == trois.nombre
    assert un.nombre <= 8


@pytest.mark.parametrize("page", ["courrier_liste", "relance_liste"])
def test_la_boite_est_a_la_coordination(courrier, porteuse, observateur, membre, etrangere, client_de, page):
    statuts = [lire(client_de(personne), page).status_code for personne in (porteuse, observateur, membre, etrangere)]
    assert statuts == [403, 403, 403, 404]


def test_un_courrier_se_lit_en_texte(courrier, coordinatrice, client_de):
    html = lire(client_de(coordinatrice), "courrier_detail", courrier.pk).content.decode()
    assert "Bonjour Ada," in html
    assert lire(client_de(coordinatrice), "courrier_detail", courrier.pk + 1).status_code == 404


def test_publier_laisse_partir_une_fois(courrier, coordinatrice, client_de):
    client, adresse = client_de(coordinatrice), reverse("courrier_publier", args=["manufactures", courrier.pk])
    assert "Le courriel va partir." in client.post(adresse, follow=True).content.decode()
    assert "n’était plus retenu" in client.post(adresse, follow=True).content.decode()
    assert Courrier.objects.get().etat == EtatCourrier.EN_ATTENTE


def test_un_echec_se_renvoie(courrier, coordinatrice, client_de):
    client, adresse = client_de(coordinatrice), reverse("courrier_reessayer", args=["manufactures", courrier.pk])
    assert "n’est pas en échec" in client.post(adresse, follow=True).content.decode()
    Courrier.objects.update(etat=EtatCourrier.ECHEC, derniere_erreur="550 boite inconnue")
    assert "va partir à nouveau" in client.post(adresse, follow=True).content.decode()
    assert Courrier.objects.get().etat == EtatCourrier.EN_ATTENTE


@pytest.mark.parametrize("nom", ["courrier_publier", "courrier_reessayer"])
def test_seule_la_coordination_agit(courrier, porteuse, client_de, nom):
    assert client_de(porteuse).post(reverse(nom, args=["manufactures", courrier.pk])).status_code == 403
    assert Courrier.objects.get().etat == EtatCourrier.RETENU


def test_les_relances_a_venir_se_voient(relances, porteuse, coordinatrice, client_de, monkeypatch):
    relances.declarer(Relance("a", "A", lambda instant: [Rappel("a", porteuse.pk, "Déposez le budget.", "/p/manufactures/")]))
    html = lire(client_de(coordinatrice), "relance_liste").content.decode()
    assert html.count("Déposez le budget.") == 1
    assert str(porteuse) in html


def test_les_relances_se_voient_une_phase_a_la_fois(relances, porteuse, coordinatrice, client_de):
    for code, phrase in (("comite.a", "Dites si vous venez."), ("incubation.b", "Déposez le budget.")):
        relances.declarer(Relance(code, code, lambda instant, phrase=phrase: [Rappel(code, porteuse.pk, phrase, "/p/manufactures/")]))
    client = client_de(coordinatrice)
    adresse = reverse("relance_liste", args=["manufactures"])
    vues = {phase: client.get(adresse, {"phase": phase}).content.decode() for phase in ("", "comite", "incubation", "inconnue")}
    assert {p: ("venez" in v, "budget" in v) for p, v in vues.items()} == {
        "": (True, False), "comite": (True, False), "incubation": (False, True), "inconnue": (True, False),
    }  # fmt: skip
    assert ">Comité</a>" in vues["incubation"]


# --- The demonstration -------------------------------------------------------------------------


@pytest.fixture
def demonstration(settings, tmp_path):
    settings.DEMO = True
    settings.EMAIL_BACKEND = "django.core.mail.backends.filebased.EmailBackend"
    settings.EMAIL_FILE_PATH = tmp_path / "courriels"


def test_la_demonstration_montre_ses_courriels(demonstration, client, db):
    for numero in range(32):
        texte = f"Œuvre {numero} https://exemple.fr/i/{numero}"
        message = EmailMultiAlternatives(f"Sujet n°{numero:02d}", texte, "x@b.fr", ["ada@exemple.fr"])
        message.attach_alternative("<p>HTML</p>", "text/html")
        message.send()
    html = client.get(reverse("demo_courriels")).content.decode()
    assert html.count("ada@exemple.fr") == 30
    assert 'href="https://exemple.fr/i/31"' in html
    assert "Sujet n°31" in html
    assert "<p>HTML</p>" not in html


def test_la_demonstration_sans_courriel_le_dit(demonstration, client, db):
    assert "Aucun courriel pour l’instant" in client.get(reverse("demo_courriels")).content.decode()


def test_ailleurs_la_page_n_existe_pas(client, db, settings):
    settings.DEMO = False
    assert client.get(reverse("demo_courriels")).status_code == 404
