"""The waiting list on the real ledger and agendas: joined when full, served in order, left, and never jumped."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from accompagnement.actions.attentes import quitter_la_liste, rejoindre_la_liste, servir_la_liste
from accompagnement.actions.credits import transferer
from accompagnement.actions.creneaux import ouvrir_creneaux
from accompagnement.actions.missions import annuler
from accompagnement.actions.propositions import proposer_demi_journee
from accompagnement.enums import Lieu, StatutCreneau
from accompagnement.enums_missions import StatutAttente
from accompagnement.models import AttenteDeCreneau, Creneau, Mission
from accompagnement.queries.a_faire import a_faire
from accompagnement.queries.attentes import creneau_avec_sa_file
from accompagnement.queries.credits import credits_du_projet, ecarts_du_registre
from accompagnement.tasks import passer_les_offres
from manufactures.enums import Fonction
from manufactures.models import MembreEquipe
from socle.courriers.models import Courrier
from socle.lib.refus import ActionRefusee
from tests.accompagnement.fabriques import doter, ouvrir
from tests.manufactures.fabriques import ProjetFactory

_A = StatutAttente


@pytest.fixture
def second(suivi, expert, autre_porteur):
    """Another project in accompagnement."""
    projet = ProjetFactory(en_accompagnement=True)
    MembreEquipe.objects.create(projet=projet, utilisateur=autre_porteur, fonction=Fonction.PORTEUR, date_debut="2022-01-01")
    projet.plan_accompagnement = doter(projet, ("modele-economique", 3))
    return projet


@pytest.fixture
def attendre(besoin, acteur_de, porteuse, expert):
    def faire(projet, voulu=None):
        return rejoindre_la_liste(projet=projet, besoin=besoin, expert=voulu, acteur=acteur_de(porteuse))

    return faire


@pytest.fixture
def file(attendre, suivi, second):
    """Two projects in line, ``suivi`` first."""
    return [attendre(suivi), attendre(second)]


def _etats(file) -> list[StatutAttente]:
    return [AttenteDeCreneau.objects.get(pk=a.pk).etat for a in file]


def _statut(creneau) -> str:
    return Creneau.objects.get(pk=creneau.pk).statut


def test_on_n_attend_pas_ce_qui_est_libre_ni_deux_fois(attendre, suivi, expert):
    creneau = ouvrir(expert)[0]
    with pytest.raises(ActionRefusee, match="Il reste des demi-journées libres"):
        attendre(suivi)
    Creneau.objects.filter(pk=creneau.pk).update(statut=StatutCreneau.RETIRE)
    attendre(suivi)
    with pytest.raises(ActionRefusee, match="a déjà sa place"):
        attendre(suivi, expert)


def test_le_premier_de_la_liste_recoit_le_creneau_ouvert(file, expert, acteur_de, porteuse, partenaire):
    creneau = ouvrir(expert)[0]
    assert (servir_la_liste(), servir_la_liste()) == (1, 0)
    assert (_etats(file), _statut(creneau)) == ([_A.OFFERTE, _A.EN_ATTENTE], StatutCreneau.OFFERT)
    lus = Courrier.objects.filter(gabarit="accompagnement_creneau_offert")
    assert set(lus.values_list("adresse", flat=True)) == {porteuse.email, partenaire.email}
    assert [t.titre for t in a_faire(acteur_de(porteuse))] == ["Réserver le créneau qui vous est offert"]


def test_personne_ne_passe_devant_meme_avant_l_offre(file, second, suivi, expert, reserver, besoin, de_l_experte):
    creneau = ouvrir(expert)[0]
    for _ in range(2):
        with pytest.raises(ActionRefusee) as refus:
            reserver(creneau, projet=second)
        assert refus.value.refus.code in ("pas_votre_tour", "creneau_pris")
        servir_la_liste()
    with pytest.raises(ActionRefusee, match="vient d’être pris"):
        champs = {"besoin": besoin, "lieu": Lieu.SUR_PLACE, "objet": "Essai", "cle": "x", "acteur": de_l_experte}
        proposer_demi_journee(projet=second, creneau=creneau, **champs)
    assert reserver(creneau).projet == suivi
    assert (_etats(file), _statut(creneau)) == ([_A.SERVIE, _A.EN_ATTENTE], StatutCreneau.RETENU)


def test_une_offre_passee_va_au_suivant_une_seule_fois(file, expert, reserver):
    creneau = ouvrir(expert)[0]
    servir_la_liste()
    for jours in (3, 3):
        with time_machine.travel(timezone.now() + timedelta(days=jours)):
            with pytest.raises(ActionRefusee):
                reserver(creneau)
            servir_la_liste()
    assert (_etats(file), _statut(creneau)) == ([_A.PASSEE, _A.OFFERTE], StatutCreneau.OFFERT)
    assert Courrier.objects.filter(gabarit="accompagnement_offre_passee").count() == 2


def test_quitter_rend_l_offre_au_suivant(file, expert, acteur_de, porteuse):
    ouvrir(expert)
    servir_la_liste()
    quitter_la_liste(attente=file[0], acteur=acteur_de(porteuse))
    with pytest.raises(ActionRefusee, match="n’est plus dans la liste"):
        quitter_la_liste(attente=file[0], acteur=acteur_de(porteuse))
    servir_la_liste()
    assert _etats(file) == [_A.QUITTEE, _A.OFFERTE]


def test_un_creneau_libere_par_une_annulation_est_offert(mission, creneau, attendre, second, acteur_de, porteuse):
    attente = attendre(second)
    assert servir_la_liste() == 0
    annuler(mission=mission, motif="Un report", acteur=acteur_de(porteuse), par_l_equipe=True)
    servir_la_liste()
    attente.refresh_from_db()
    assert (attente.etat, attente.creneau_id) == (_A.OFFERTE, creneau.pk)


def test_ouvrir_ou_liberer_un_creneau_fait_servir_la_liste(
    expert, mission, programme, monkeypatch, django_capture_on_commit_callbacks, de_l_experte, acteur_de, porteuse
):
    envois, jour = [], timezone.localdate() + timedelta(days=30)
    monkeypatch.setattr("celery.app.base.Celery.send_task", lambda self, nom, args: envois.append((nom, args)))
    with django_capture_on_commit_callbacks(execute=True):
        ouvrir_creneaux(expert=expert, debut=jour, fin=jour + timedelta(days=6), jours=[0], moments=["Matin"], acteur=de_l_experte)
    with django_capture_on_commit_callbacks(execute=True):
        annuler(mission=mission, motif="Un report", acteur=acteur_de(porteuse), par_l_equipe=True)
    assert envois.count(("accompagnement.servir_les_attentes", (programme.pk,))) == 2


def test_la_tache_sert_la_liste_de_chaque_programme(file, expert):
    ouvrir(expert)
    passer_les_offres()
    passer_les_offres()
    assert _etats(file) == [_A.OFFERTE, _A.EN_ATTENTE]


def test_ce_qu_on_reserve_autrement_n_est_plus_attendu(file, expert, reserver, second):
    creneau = ouvrir(expert)[0]
    reserver(creneau)  # first in line, before the offer is made
    assert _etats(file) == [_A.SERVIE, _A.EN_ATTENTE]


def test_sans_credit_on_n_est_pas_servi_et_on_ne_bloque_personne(file, expert, second, suivi, reserver, besoins, acteur_de, coordinatrice):
    champs = {"de": besoins["modele-economique"], "vers": besoins["modele-juridique"], "quantite": 3, "motif": "Essai", "cle": "tout"}
    transferer(projet=suivi, acteur=acteur_de(coordinatrice), **champs)
    premier, suivant = ouvrir(expert, 2)
    servir_la_liste()
    assert _etats(file) == [_A.EN_ATTENTE, _A.OFFERTE]
    assert reserver(suivant, projet=second).projet == second
    assert _etats(file) == [_A.EN_ATTENTE, _A.OFFERTE]


def test_la_base_refuse_deux_offres_d_un_creneau(file, expert):
    ouvrir(expert)
    servir_la_liste()
    offerte = AttenteDeCreneau.objects.get(pk=file[0].pk)
    champs = {"statut": _A.OFFERTE, "creneau": offerte.creneau_id, "offerte_at": offerte.offerte_at, "offre_jusqu_au": offerte.offre_jusqu_au}
    with pytest.raises(IntegrityError), transaction.atomic():
        AttenteDeCreneau.objects.filter(pk=file[1].pk).update(**champs)


def test_les_pages_montrent_le_rang_puis_l_offre(client_de, file, expert, suivi, second, porteuse, autre_porteur, coordinatrice, settings):
    settings.MFA_EXIGEE = False
    adresse = reverse("attente_liste", args=["manufactures", second.slug])
    assert "Votre rang pour ce besoin\xa0: 2" in client_de(autre_porteur).get(adresse).content.decode()
    creneau = ouvrir(expert)[0]
    servir_la_liste()
    page = client_de(porteuse).get(reverse("attente_liste", args=["manufactures", suivi.slug])).content.decode()
    assert f"creneau={creneau.pk}" in page
    etape = reverse("reservation_creneau", args=["manufactures", suivi.slug, "modele-economique", expert.pk])
    assert f'value="{creneau.pk}" checked' in client_de(porteuse).get(f"{etape}?mois={creneau.debut:%Y-%m}&creneau={creneau.pk}").content.decode()
    assert "2\xa0projets en attente" in client_de(coordinatrice).get(reverse("attente_programme", args=["manufactures"])).content.decode()


@pytest.mark.parametrize("reservie", [False, True], ids=["rendue", "offerte au suivant"])
def test_l_offre_qui_passe_a_l_instant_de_reserver_se_dit_et_rien_n_est_ecrit(file, suivi, expert, reserver, acteur_de, porteuse, reservie):
    """The team read its offer; before it books, the offer goes: freed, or offered to the next already."""
    creneau = ouvrir(expert)[0]
    servir_la_liste()
    lu = creneau_avec_sa_file(creneau)
    quitter_la_liste(attente=file[0], acteur=acteur_de(porteuse))
    if reservie:
        servir_la_liste()
    avant = (_statut(creneau), _etats(file))
    with pytest.raises(ActionRefusee, match="Cette offre est passée"):
        reserver(lu)
    assert (_statut(creneau), _etats(file)) == avant
    assert (Mission.objects.exists(), credits_du_projet(suivi).total.reservees, list(ecarts_du_registre())) == (False, 0, [])


def test_l_offre_d_un_autre_instant_est_refusee_par_sa_date(file, expert, reserver):
    """The two instants on either side of the end of the offer, before the platform has taken it back."""
    creneau = ouvrir(expert)[0]
    servir_la_liste()
    fin = AttenteDeCreneau.objects.get(pk=file[0].pk).offre_jusqu_au
    with time_machine.travel(fin, tick=False), pytest.raises(ActionRefusee, match="Cette offre est passée"):
        reserver(creneau)
    with time_machine.travel(fin - timedelta(seconds=1), tick=False):
        assert reserver(creneau).creneau_id == creneau.pk


def test_l_accueil_montre_l_offre_a_qui_siege_dans_toutes_les_phases(file, suivi, expert, client_de, porteuse, compter_requetes):
    """Her projects in candidature and in incubation ask their own statements: the offer costs none."""
    for phase in ({}, {"en_incubation": True}):
        MembreEquipe.objects.create(projet=ProjetFactory(**phase), utilisateur=porteuse, fonction=Fonction.PORTEUR, date_debut="2022-01-01")
    creneau, client, accueil = ouvrir(expert)[0], client_de(porteuse), reverse("programme_accueil", args=["manufactures"])
    client.get(accueil)
    servir_la_liste()
    with compter_requetes() as compte:
        page = client.get(accueil).content.decode()
    assert "Réserver le créneau qui vous est offert" in page and str(creneau.expert) in page
    assert compte.nombre <= 8


def test_les_credits_sont_dans_la_navigation_pendant_l_accompagnement(suivi, client_de, porteuse, experte):
    lien = f'href="{reverse("credits_projet", args=["manufactures", suivi.slug])}"'
    adresse = reverse("mes_projets", args=["manufactures"])
    assert lien in client_de(porteuse).get(adresse).content.decode()
    MembreEquipe.objects.filter(utilisateur=porteuse).update(date_fin="2022-02-01")
    assert lien not in client_de(porteuse).get(adresse).content.decode()
