"""Hours corrected with a trace, votes heard from afar, and what the room shows of them."""

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from comite.actions.deports import declarer_deport
from comite.actions.pointage import corriger_presence
from comite.actions.presences import arriver, partir
from comite.actions.proces_verbaux import generer_pv
from comite.actions.scrutins import voter
from comite.actions.seances import lever_seance
from comite.actions.votes_saisis import saisir_vote
from comite.enums import Choix, ModePresence, ModeScrutin
from comite.models import Bulletin, Participation, Presence, Seance
from socle.comptes.acteur import acteur_de
from socle.journal.models import Evenement
from tests.comite import fabriques as f
from tests.comite.fabriques import refus_de


@pytest.fixture
def ancienne(seance):
    """The sitting opened three hours ago."""
    heure = timezone.now() - timedelta(hours=3)
    Seance.objects.filter(pk=seance.pk).update(convoquee_at=heure, ouverte_at=heure)
    Presence.objects.update(arrivee_at=heure)
    seance.refresh_from_db()
    return seance


def il_y_a(minutes):
    return timezone.now() - timedelta(minutes=minutes)


def test_corriger_une_heure_laisse_sa_trace(ancienne, comite):
    presence = Presence.objects.get(membre=comite[1])
    corriger_presence(presence=presence, arrivee_at=il_y_a(60), depart_at=il_y_a(10), motif="Arrivée notée trop tôt", acteur=None)
    evenement = Evenement.objects.get(verbe_code="presence.corrigee")
    assert (evenement.motif, set(evenement.avant)) == ("Arrivée notée trop tôt", {"arrivee", "depart"})
    assert evenement.avant["arrivee"] != evenement.apres["arrivee"]


@pytest.mark.parametrize(
    ("arrivee", "depart", "motif", "code"),
    [
        (60, 10, " ", "motif_manquant"),
        (600, 10, "Motif", "hors_seance"),
        (60, -10, "Motif", "hors_seance"),
        (10, 60, "Motif", "depart_avant_arrivee"),
        (60, None, "Motif", None),
    ],
)
def test_une_heure_reste_dans_la_seance(ancienne, comite, arrivee, depart, motif, code):
    champs = {"arrivee_at": il_y_a(arrivee), "depart_at": depart and il_y_a(depart), "motif": motif, "acteur": None}
    presence = Presence.objects.get(membre=comite[1])
    if code:
        assert refus_de(corriger_presence, presence=presence, **champs) == code
    else:
        assert corriger_presence(presence=presence, **champs).depart_at is None


def test_deux_presences_ne_se_croisent_pas(ancienne, comite):
    partir(seance=ancienne, membre=comite[1], acteur=None)
    arriver(seance=ancienne, membre=comite[1], acteur=None)
    premiere, seconde = Presence.objects.filter(membre=comite[1]).order_by("arrivee_at")
    champs = {"arrivee_at": il_y_a(30), "depart_at": None, "motif": "Essai", "acteur": None}
    assert refus_de(corriger_presence, presence=seconde, **champs) == "presences_croisees"
    with pytest.raises(IntegrityError), transaction.atomic():
        Presence.objects.filter(pk=seconde.pk).update(arrivee_at=premiere.arrivee_at)


def test_un_membre_ne_corrige_rien_et_le_pv_fige_les_heures(ancienne, comite):
    presence = Presence.objects.get(membre=comite[1])
    champs = {"presence": presence, "arrivee_at": il_y_a(60), "depart_at": il_y_a(50), "motif": "Essai"}
    assert refus_de(corriger_presence, acteur=acteur_de(comite[1].utilisateur), **champs) == "pas_la_presidence"
    lever_seance(seance=ancienne, acteur=None)
    corriger_presence(acteur=None, **champs)
    assert refus_de(corriger_presence, acteur=None, **champs | {"depart_at": None}) == "depart_manquant"
    generer_pv(seance=ancienne, acteur=None)
    assert refus_de(corriger_presence, acteur=None, **champs) == "pv_etabli"


@pytest.fixture
def a_distance(comite, pret):
    """A sitting where the third member follows from afar."""
    seance = f.seance_ouverte(pret, presents=comite[:2])
    arriver(seance=seance, membre=comite[2], mode=ModePresence.A_DISTANCE, acteur=None)
    return seance


def saisie(scrutin, comite, n=2, par=0, choix=Choix.AJOURNER):
    return {"scrutin": scrutin, "pour": comite[n], "choix": choix, "acteur": acteur_de(comite[par].utilisateur)}


def test_la_presidence_saisit_un_vote_a_distance(a_distance, comite):
    participation = saisir_vote(**saisie(f.scrutin_ouvert(a_distance), comite))
    assert (participation.exprime_par, participation.saisi_par) == (comite[2], comite[0].utilisateur)
    assert Bulletin.objects.get().choix == Choix.AJOURNER
    assert "a saisi le vote du siège\u00a03" in Evenement.objects.get(verbe_code="vote.saisi").phrase


def test_ce_qui_ne_se_saisit_pas(a_distance, comite, coordinatrice):
    scrutin = f.scrutin_ouvert(a_distance)
    assert refus_de(saisir_vote, **saisie(scrutin, comite, n=1)) == "pas_a_distance"
    assert refus_de(saisir_vote, **saisie(scrutin, comite, n=0)) == "vote_soi_meme"
    assert refus_de(saisir_vote, **saisie(scrutin, comite, par=1)) == "pas_la_presidence"
    assert refus_de(saisir_vote, **saisie(scrutin, comite, choix="retenir")) == "choix_inconnu"
    saisir_vote(**saisie(scrutin, comite) | {"acteur": acteur_de(coordinatrice)})
    assert refus_de(voter, scrutin=scrutin, choix=Choix.ATTRIBUER, acteur=acteur_de(comite[2].utilisateur)) == "deja_vote"


def test_un_secret_ne_se_saisit_pas_meme_en_base(a_distance, comite):
    scrutin = f.scrutin_ouvert(a_distance, mode=ModeScrutin.SECRET)
    assert refus_de(saisir_vote, **saisie(scrutin, comite)) == "secret_non_saisi"
    ligne = {"scrutin": scrutin, "membre": comite[2], "exprime_par": comite[2], "saisi_par": comite[0].utilisateur}
    with pytest.raises(IntegrityError, match="ne se saisit pas"), transaction.atomic():
        Participation.objects.create(**ligne)


def test_une_presidence_deportee_ne_saisit_rien(a_distance, comite, pret):
    declarer_deport(membre=comite[0], projet=pret, acteur=None)
    assert refus_de(saisir_vote, **saisie(f.scrutin_ouvert(a_distance), comite)) == "deporte"
