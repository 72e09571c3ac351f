"""The half-days of a confirmed mission, written for any calendar."""

from datetime import UTC, datetime

import pytest
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from accompagnement.actions.accords import repondre_a_la_demande
from accompagnement.actions.deplacements import deplacer_demi_journee
from accompagnement.actions.missions import annuler, repondre
from accompagnement.actions.planification import liberer_demi_journee, planifier_demi_journee
from accompagnement.enums import Reponse
from accompagnement.enums_missions import ReponseMission
from accompagnement.models import Mission
from accompagnement.queries.abonnements import agenda_en_ics
from accompagnement.queries.demandes import creneaux_de
from accompagnement.queries.rendez_vous import rendez_vous_en_ics
from socle.courriers.models import Courrier
from tests.accompagnement.fabriques import deplacer, ouvrir


@pytest.fixture
def acceptee(mission, de_l_experte):
    return repondre(mission=mission, reponse=Reponse.ACCEPTER, acteur=de_l_experte)


@pytest.fixture
def vers(expert):
    return ouvrir(expert, 1, dans=40)[0]


def _lus(mission) -> list:
    relue = Mission.objects.pour_affichage().get(pk=mission.pk)
    return Calendar.from_ical(rendez_vous_en_ics(relue, timezone.now(), "https://exemple.fr/missions/1/")).walk("VEVENT")


def test_le_fichier_dit_quand_ou_quoi_et_renvoie_a_la_page(acceptee, creneau, suivi):
    (evenement,) = _lus(acceptee)
    assert (evenement["UID"], evenement["STATUS"], evenement["URL"]) == (f"mission-{acceptee.pk}-{creneau.pk}@accompagnement", "CONFIRMED", "https://exemple.fr/missions/1/")
    assert (evenement["DTSTART"].dt, evenement["DTEND"].dt) == (creneau.debut, creneau.fin)
    assert suivi.nom in evenement["SUMMARY"] and evenement["LOCATION"].startswith("Sur place")


@pytest.mark.parametrize(("jour", "heure"), [(datetime(2027, 3, 26, 8, tzinfo=UTC), "080000Z"), (datetime(2027, 3, 29, 7, tzinfo=UTC), "070000Z")])
def test_l_heure_tient_de_part_et_d_autre_du_changement_d_heure(acceptee, creneau, jour, heure):
    """9 h in Paris is 8 h UTC on the Friday before the last Sunday of March, 7 h UTC on the Monday after."""
    deplacer(creneau, jour)
    (evenement,) = _lus(acceptee)
    assert evenement["DTSTART"].to_ical().decode() == f"{jour:%Y%m%d}T{heure}"


def test_deplacee_puis_annulee_garde_son_nom_et_monte_en_version(acceptee, creneau, vers, acteur_de, porteuse):
    (avant,) = _lus(acceptee)
    deplacer_demi_journee(mission=acceptee, creneau_pk=creneau.pk, vers_pk=vers.pk, motif="Un report", acteur=acteur_de(porteuse), par_l_equipe=True)
    (ici,) = _lus(acceptee)
    annuler(mission=acceptee, motif="Un report", acteur=acteur_de(porteuse), par_l_equipe=True)
    (apres,) = _lus(acceptee)
    assert avant["UID"] == ici["UID"] == apres["UID"]
    assert avant["SEQUENCE"] < ici["SEQUENCE"] < apres["SEQUENCE"]
    assert (ici["DTSTART"].dt, ici["STATUS"], apres["STATUS"]) == (vers.debut, "CONFIRMED", "CANCELLED")


def test_ce_qui_n_est_pas_convenu_n_a_pas_de_fichier(mission, client_de, porteuse, acteur_de):
    adresse = reverse("mission_agenda", args=["manufactures", mission.pk])
    assert client_de(porteuse).get(adresse).status_code == 404
    annuler(mission=mission, motif="Un report", acteur=acteur_de(porteuse), par_l_equipe=True)
    assert client_de(porteuse).get(adresse).status_code == 404


def test_la_page_et_le_courriel_menent_au_fichier(acceptee, client_de, porteuse):
    adresse = reverse("mission_agenda", args=["manufactures", acceptee.pk])
    assert adresse in client_de(porteuse).get(reverse("mission_detail", args=["manufactures", acceptee.pk])).content.decode()
    reponse = client_de(porteuse).get(adresse)
    assert reponse["Content-Type"].startswith("text/calendar") and f"mission-{acceptee.pk}.ics" in reponse["Content-Disposition"]
    assert adresse in Courrier.objects.filter(gabarit="accompagnement_acceptee").first().texte


@pytest.fixture
def planifiee(sollicitee, demandee, expert, de_l_experte):
    """A mission of two half-days, both with their date."""
    repondre_a_la_demande(mission=demandee, reponse=ReponseMission.ACCEPTER, acteur=de_l_experte)
    for creneau in ouvrir(expert, 2):
        planifier_demi_journee(mission=demandee, creneau=creneau, acteur=de_l_experte)
    return Mission.objects.pour_affichage().get(pk=demandee.pk)


def _etats(mission) -> dict[str, tuple]:
    return {str(e["UID"]): (str(e["STATUS"]), e["DTSTART"].dt) for e in _lus(mission)}


@pytest.mark.parametrize("laquelle", [0, 1])
def test_une_demi_journee_liberee_est_retiree_et_l_autre_reste(planifiee, de_l_experte, laquelle):
    dates, avant = creneaux_de(planifiee), _etats(planifiee)
    liberer_demi_journee(mission=planifiee, creneau_pk=dates[laquelle].pk, motif="Un report", acteur=de_l_experte, par_l_equipe=False)
    attendus = {c: "CANCELLED" if rang == laquelle else "CONFIRMED" for rang, c in enumerate(dates)}
    assert list(avant) == [f"mission-{planifiee.pk}-{c.pk}@accompagnement" for c in dates]
    assert _etats(planifiee) == {uid: (etat, c.debut) for uid, (c, etat) in zip(avant, attendus.items(), strict=True)}


def test_l_agenda_de_l_experte_a_chaque_demi_journee_sous_le_meme_nom(planifiee, vers, expert, de_l_experte):
    second = creneaux_de(planifiee)[1]
    champs = {"creneau_pk": second.pk, "vers_pk": vers.pk, "motif": "Un report", "acteur": de_l_experte}
    deplacer_demi_journee(mission=planifiee, par_l_equipe=False, **champs)
    abonnement = Calendar.from_ical(agenda_en_ics(expert, timezone.now())).walk("VEVENT")
    assert {(str(e["UID"]), ("CONFIRMED", e["DTSTART"].dt)) for e in abonnement} == set(_etats(planifiee).items())


def test_la_derniere_date_liberee_le_fichier_retire_tout(planifiee, de_l_experte, client_de, porteuse):
    adresse = reverse("mission_agenda", args=["manufactures", planifiee.pk])
    for creneau in creneaux_de(planifiee):
        liberer_demi_journee(mission=planifiee, creneau_pk=creneau.pk, motif="Un report", acteur=de_l_experte, par_l_equipe=False)
    assert adresse in Courrier.objects.filter(gabarit="accompagnement_liberee").last().texte
    lus = Calendar.from_ical(client_de(porteuse).get(adresse).content).walk("VEVENT")
    assert [e["STATUS"] for e in lus] == ["CANCELLED", "CANCELLED"]


def test_une_date_reprise_apres_un_deplacement_est_une_autre_demi_journee(planifiee, vers, acteur_de, porteuse):
    acteur, (premier, second) = acteur_de(porteuse), creneaux_de(planifiee)
    deplacer_demi_journee(mission=planifiee, creneau_pk=premier.pk, vers_pk=vers.pk, motif="Un report", acteur=acteur, par_l_equipe=True)
    liberer_demi_journee(mission=planifiee, creneau_pk=second.pk, motif="Un report", acteur=acteur, par_l_equipe=True)
    planifier_demi_journee(mission=planifiee, creneau=premier, acteur=acteur)
    lus = _etats(planifiee)
    assert sorted(lus.values()) == sorted([("CONFIRMED", premier.debut), ("CONFIRMED", vers.debut), ("CANCELLED", second.debut)])
    assert lus[f"mission-{planifiee.pk}-{premier.pk}@accompagnement"] == ("CONFIRMED", vers.debut)
