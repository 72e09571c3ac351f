"""Waves: their dates, the closing that is not moved in silence, and who may do what."""

from datetime import UTC, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from manufactures.actions.vagues import CHAMPS, creer_vague, modifier_vague
from manufactures.enums import EtatVague
from manufactures.models import Vague
from manufactures.regles import etat_de_vague, refus_de_deplacer, refus_des_dates
from socle.journal.models import Evenement
from socle.lib.dates import PARIS
from socle.lib.refus import ActionRefusee
from tests.manufactures.fabriques import CandidatureFactory, ProjetFactory, VagueFactory

pytestmark = pytest.mark.django_db

LUNDI, MARDI, JEUDI = (datetime(2030, 4, jour, 9, tzinfo=UTC) for jour in (1, 2, 4))
SAISIE = {
    "nom": "Vague du printemps",
    "ouverture_at_0": "2030-04-01",
    "ouverture_at_1": "09:00",
    "cloture_at_0": "2030-04-30",
    "cloture_at_1": "18:00",
    "cloture_prevue": "avril 2030",
}


def adresse(route, *arguments):
    return reverse(route, args=["manufactures", *arguments])


@pytest.fixture
def coordination(acteur_de, coordinatrice):
    return acteur_de(coordinatrice)


@pytest.fixture
def close(programme):
    """A wave closed a second ago, with one file deposited."""
    vague = VagueFactory(close=True)
    CandidatureFactory(vague=vague, projet=ProjetFactory(depose=True), deposee=True)
    return vague


def valeurs_de(vague, **autres):
    return {champ: getattr(vague, champ) for champ in CHAMPS} | autres


# --- Rules -----------------------------------------------------------------------------------------


def test_une_vague_s_ouvre_avant_de_se_clore():
    refus = refus_des_dates(ouverture=MARDI, cloture=MARDI, publication=None)
    assert refus.phrase == "La vague s’ouvre avant de se clore : choisissez une clôture après le mardi 2 avril 2030, 11 h."


def test_les_resultats_paraissent_apres_la_cloture():
    assert refus_des_dates(ouverture=LUNDI, cloture=MARDI, publication=MARDI) is None
    refus = refus_des_dates(ouverture=LUNDI, cloture=MARDI, publication=LUNDI)
    assert refus.phrase == "Les résultats paraissent après la clôture : choisissez une publication après le mardi 2 avril 2030, 11 h."


@pytest.mark.parametrize(
    ("nouvelle", "instant", "depots", "motif", "permis"),
    [
        (JEUDI, LUNDI, 3, "", True),  # the hour has not come
        (JEUDI, MARDI, 3, "", True),  # at the exact hour a deposit is still in time
        (JEUDI, JEUDI, 0, "", True),  # nobody kept to it
        (JEUDI, JEUDI, 1, "Panne", True),
        (MARDI, JEUDI, 1, "", True),  # not moved
        (JEUDI, JEUDI, 1, "  ", False),
        (LUNDI, JEUDI, 1, "", False),
    ],
)
def test_une_cloture_passee_ne_se_deplace_pas_en_silence(nouvelle, instant, depots, motif, permis):
    refus = refus_de_deplacer(ancienne=MARDI, nouvelle=nouvelle, instant=instant, depots=depots, motif=motif)
    assert (refus is None) is permis


@pytest.mark.parametrize(("instant", "etat"), [
    (LUNDI - timedelta(hours=1), EtatVague.A_VENIR), (LUNDI, EtatVague.OUVERTE), (MARDI, EtatVague.OUVERTE),
    (MARDI + timedelta(seconds=1), EtatVague.CLOSE), (JEUDI, EtatVague.PUBLIEE),
])  # fmt: skip
def test_l_etat_d_une_vague_suit_ses_dates(instant, etat):
    assert etat_de_vague(ouverture=LUNDI, cloture=MARDI, publication=JEUDI, instant=instant) is etat


# --- Actions ---------------------------------------------------------------------------------------


def test_une_vague_creee_suit_la_derniere_et_entre_au_journal(programme, coordination):
    VagueFactory(numero=4)
    vague = creer_vague(nom=" Été ", ouverture_at=LUNDI, cloture_at=MARDI, publication_at=None, acteur=coordination)
    evenement = Evenement.objects.get(verbe_code="vague.creee")
    assert (vague.numero, vague.nom, evenement.fil) == (5, "Été", "programme")
    assert evenement.apres["cloture_at"] == "2030-04-02T11:00+02:00"
    assert evenement.phrase.endswith("a créé la vague « Été », close le mardi 2 avril 2030, 11 h")


def test_deux_vagues_n_ont_pas_le_meme_nom(programme, coordination):
    VagueFactory(nom="Été")
    with pytest.raises(ActionRefusee, match="Une vague porte déjà ce nom : choisissez-en un autre."):
        creer_vague(nom="ÉTÉ ", ouverture_at=LUNDI, cloture_at=MARDI, publication_at=None, acteur=coordination)


def test_le_journal_garde_l_avant_et_l_apres(close, coordination):
    nouvelle = timezone.now() + timedelta(days=2)
    avant = close.cloture_at.astimezone(PARIS).isoformat(timespec="minutes")
    modifier_vague(vague=close, valeurs=valeurs_de(close, cloture_at=nouvelle), motif="Panne de réseau", acteur=coordination)
    evenement = Evenement.objects.get(verbe_code="vague.modifiee")
    assert (evenement.motif, evenement.avant["cloture_at"]) == ("Panne de réseau", avant)
    assert evenement.apres["cloture_at"] == nouvelle.astimezone(PARIS).isoformat(timespec="minutes")
    assert Vague.objects.get().cloture_at == nouvelle


def test_sans_motif_la_cloture_passee_reste(close, coordination):
    valeurs = valeurs_de(close, cloture_at=timezone.now() + timedelta(days=2))
    with pytest.raises(ActionRefusee, match="La clôture est passée et 1 candidature est déposée : écrivez pourquoi vous la déplacez."):
        modifier_vague(vague=close, valeurs=valeurs, acteur=coordination)
    assert Vague.objects.get().cloture_at == close.cloture_at


def test_une_date_saisie_a_la_minute_garde_ses_secondes(close, coordination):
    valeurs = {c: v.replace(second=0, microsecond=0) if isinstance(v, datetime) else v for c, v in valeurs_de(close).items()}
    assert modifier_vague(vague=close, valeurs=valeurs, acteur=coordination).cloture_at == close.cloture_at
    assert not Evenement.objects.filter(verbe_code="vague.modifiee").exists()


# --- Pages -----------------------------------------------------------------------------------------


def test_chacun_selon_sa_porte(client_de, close, porteuse, experte, membre, observateur, coordinatrice, etrangere):
    def statuts(personne):
        return [client_de(personne).get(a).status_code for a in adresses]

    adresses = [adresse("vague_liste"), adresse("vague_creer"), adresse("vague_modifier", close.numero)]
    assert [statuts(p) for p in (porteuse, experte, membre)] == [[403, 403, 403]] * 3
    assert statuts(observateur) == [200, 403, 403]
    assert statuts(coordinatrice) == [200, 200, 200]
    assert statuts(etrangere) == [404, 404, 404]


def test_l_observateur_n_ecrit_pas(client_de, close, observateur):
    for page in (adresse("vague_creer"), adresse("vague_modifier", close.numero)):
        reponse = client_de(observateur).post(page, SAISIE)
        assert reponse.status_code == 403
        assert "Seule la coordination ouvre les vagues et change leurs dates." in reponse.content.decode()
    assert Vague.objects.get().nom == close.nom


def test_une_vague_inconnue(client_de, close, coordinatrice):
    assert client_de(coordinatrice).get(adresse("vague_modifier", close.numero + 1)).status_code == 404


def test_la_coordination_cree_une_vague(client_de, coordinatrice, compter_requetes):
    client = client_de(coordinatrice)
    with compter_requetes() as cout:
        reponse = client.post(adresse("vague_creer"), SAISIE)
    vague = Vague.objects.get()
    assert (reponse.status_code, reponse.url) == (302, adresse("vague_liste"))
    assert vague.cloture_at == datetime(2030, 4, 30, 18, tzinfo=PARIS)
    assert (vague.cloture_prevue, vague.publication_at) == ("avril 2030", None)
    assert cout.nombre <= 12


def test_un_refus_garde_la_saisie(client_de, close, coordinatrice):
    page = client_de(coordinatrice).post(adresse("vague_modifier", close.numero), SAISIE)
    assert "écrivez pourquoi vous la déplacez" in page.content.decode()
    assert 'value="Vague du printemps"' in page.content.decode()


def test_avec_son_motif_la_coordination_deplace_une_cloture_passee(client_de, close, coordinatrice, compter_requetes):
    client = client_de(coordinatrice)
    with compter_requetes() as cout:
        reponse = client.post(adresse("vague_modifier", close.numero), SAISIE | {"motif": "Panne de réseau"})
    assert (reponse.status_code, Vague.objects.get().nom, cout.nombre <= 12) == (302, "Vague du printemps", True)


def test_la_liste_compte_ce_que_chaque_vague_a_recu(client_de, close, observateur, compter_requetes):
    CandidatureFactory(vague=close, projet=ProjetFactory(depose=True), deposee=True, hors_delai=True)
    CandidatureFactory(vague=close)
    client = client_de(observateur)
    with compter_requetes() as une:
        page = client.get(adresse("vague_liste"))
    vague = page.context["vagues"][0]
    assert (vague.ouvertes, vague.deposees, vague.tardives) == (3, 2, 1)
    VagueFactory.create_batch(2)
    with compter_requetes() as trois:
        client.get(adresse("vague_liste"))
    assert une.nombre == trois.nombre <= 8


def test_sans_vague_ouverte_la_page_d_ouverture_mene_aux_vagues(client_de, coordinatrice):
    page = client_de(coordinatrice).get(adresse("projet_ouvrir")).content.decode()
    assert "Aucune vague n’est ouverte" in page
    assert f'href="{adresse("vague_liste")}"' in page
    assert f'href="{adresse("vague_liste")}"' in client_de(coordinatrice).get(adresse("projet_liste")).content.decode()
