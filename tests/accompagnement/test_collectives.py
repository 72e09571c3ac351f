"""A mission shared by several projects: opened, joined, shared, left, reported; each project pays its part, the expert is paid once."""

from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone
from icalendar import Calendar

from accompagnement.actions.collectives import Annonce, accepter_collective, decliner_invitation, ouvrir_collective, rejoindre_collective
from accompagnement.actions.missions import annuler
from accompagnement.actions.reservations import reserver_creneau
from accompagnement.actions.service_fait import accepter_demi_journees, accepter_service_fait, remettre_compte_rendu, valider_service_fait
from accompagnement.actions.suites_collectives import (
    annuler_collective,
    clore_les_inscriptions,
    confirmer_collective,
    quitter_collective,
    rendre_collective,
)
from accompagnement.enums import Lieu, StatutCreneau, StatutMission, Verdict
from accompagnement.enums_collectives import PartageCollectif, StatutCollective
from accompagnement.models import CompteRendu, Creneau, Mission, MissionCollective
from accompagnement.queries.a_faire import a_faire
from accompagnement.queries.abonnements import agenda_en_ics
from accompagnement.queries.collectives import detail_de, invitations_sans_reponse
from accompagnement.queries.credits import credits_du_projet, ecarts_du_registre, somme_des_comptes
from accompagnement.queries.demandes import creneaux_de
from accompagnement.queries.pour_projet import rendez_vous_du_projet
from accompagnement.queries.rappels import missions_d_un_expert_a_rappeler
from accompagnement.queries.releves import services_a_relever
from accompagnement.queries.rendez_vous import rendez_vous_en_ics
from accompagnement.regles_service import VerdictDuJour
from accompagnement.relances import invitations_a_repondre, missions_a_reprendre
from manufactures.actions.projets import faire_passer
from manufactures.enums import StatutProjet
from manufactures.models import Projet
from socle.courriers.models import Courrier
from socle.journal.models import Evenement
from socle.lib.refus import ActionRefusee
from tests.accompagnement.fabriques import deplacer, ouvrir


@pytest.fixture(autouse=True)
def _sans_second_facteur(settings):
    settings.MFA_EXIGEE = False


@pytest.fixture
def rejoindre(collective, besoin, acteur_de, porteuse):
    def faire(*inscrits, plafond: int = 3, participants: int = 2):
        return [
            rejoindre_collective(
                collective=collective, projet=p, besoin=besoin, plafond=plafond, participants=participants, acteur=acteur_de(porteuse), cle=f"part-{p.pk}"
            )
            for p in inscrits
        ]

    return faire


@pytest.fixture
def confirmee(collective, projets, rejoindre, acteur_de, experte, coordinatrice):
    rejoindre(*projets)
    accepter_collective(collective=collective, acteur=acteur_de(experte))
    return confirmer_collective(collective=collective, acteur=acteur_de(coordinatrice))


def parts(collective) -> list[int]:
    return [li.demi_journees for li in sorted(detail_de(MissionCollective.objects.get(pk=collective.pk)).inscrites, key=lambda li: li.part.projet_id)]


def juste() -> bool:
    return (list(ecarts_du_registre()), somme_des_comptes()) == ([], 0)


def reservees(*projets) -> list[int]:
    return [credits_du_projet(p).total.reservees for p in projets]


@pytest.mark.parametrize("autres", [True, False])
def test_the_same_key_opens_one_mission_on_its_slots_or_others(autres, collective, expert, projets, acteur_de, coordinatrice):
    creneaux = ouvrir(expert, 2, dans=60) if autres else collective.creneaux.all()
    annonce = Annonce("Encore", "x", "", Lieu.SUR_PLACE, "", PartageCollectif.EGAL, timezone.now() + timedelta(days=5))
    champs = {"annonce": annonce, "expert": expert, "creneaux": [c.pk for c in creneaux], "invites": projets, "acteur": acteur_de(coordinatrice)}

    assert ouvrir_collective(**champs, cle="c1") == collective
    with pytest.raises(ActionRefusee, match="vient d’être pris"):
        ouvrir_collective(**champs | {"creneaux": [c.pk for c in collective.creneaux.all()]}, cle="c2")


def test_each_project_holds_what_it_consents_to_and_knows_its_part(collective, projets, rejoindre):
    rejoindre(*projets)
    rejoindre(projets[0])  # twice is once

    assert reservees(*projets) == [3, 3, 3]
    assert parts(collective) == [2, 1, 1]
    assert juste()


def test_a_project_pays_within_its_credits_and_only_while_there_is_a_part(collective, projets, rejoindre):
    with pytest.raises(ActionRefusee, match="Il reste 3 demi-journées"):
        rejoindre(projets[0], plafond=4)
    with time_machine.travel(collective.inscriptions_avant + timedelta(minutes=1)), pytest.raises(ActionRefusee, match="closes"):
        rejoindre(projets[0])

    assert Mission.objects.count() == 0


def test_its_half_days_are_taken_and_nobody_else_books_them(collective, projets, besoin, acteur_de, porteuse):
    pris = Creneau.objects.filter(collective=collective)
    assert {c.statut for c in pris} == {StatutCreneau.RETENU}
    with pytest.raises(ActionRefusee, match="vient d’être pris"):
        reserver_creneau(
            projet=projets[0], besoin=besoin, creneau=pris.first(), lieu=Lieu.SUR_PLACE, objet="x", acteur=acteur_de(porteuse), cle="x"
        )


def test_it_is_confirmed_with_the_expert_and_when_all_is_paid_for(collective, projets, rejoindre, acteur_de, experte, coordinatrice):
    rejoindre(projets[0], plafond=3)
    with pytest.raises(ActionRefusee, match="pas encore donné son accord"):
        confirmer_collective(collective=collective, acteur=acteur_de(coordinatrice))
    accepter_collective(collective=collective, acteur=acteur_de(experte))
    with pytest.raises(ActionRefusee, match="projets au moins"):
        confirmer_collective(collective=collective, acteur=acteur_de(coordinatrice))
    rejoindre(projets[1], plafond=1)

    assert confirmer_collective(collective=collective, acteur=acteur_de(coordinatrice)).etat is StatutCollective.CONFIRMEE
    assert {m.etat for m in Mission.objects.all()} == {StatutMission.PLANIFIEE}
    assert parts(collective) == [3, 1]


def test_leaving_in_time_shares_again_within_the_caps(confirmee, projets, acteur_de, porteuse):
    assert quitter_collective(collective=confirmee, projet=projets[2], motif="Congés", acteur=acteur_de(porteuse)) is StatutCollective.CONFIRMEE

    assert parts(confirmee) == [2, 2]
    assert reservees(*projets) == [3, 3, 0]
    assert juste()


def test_under_the_minimum_nobody_pays_and_the_slots_are_free_again(confirmee, projets, acteur_de, porteuse):
    quitter_collective(collective=confirmee, projet=projets[2], motif="Congés", acteur=acteur_de(porteuse))
    etat = quitter_collective(collective=confirmee, projet=projets[1], motif="Congés", acteur=acteur_de(porteuse))

    assert etat is StatutCollective.ANNULEE
    assert reservees(*projets) == [0, 0, 0]
    assert {c.statut for c in Creneau.objects.all()} == {StatutCreneau.OUVERT}
    assert juste()


def test_too_late_to_leave_a_part_stays_due(confirmee, projets, acteur_de, porteuse):
    with time_machine.travel(confirmee.debut - timedelta(hours=47)), pytest.raises(ActionRefusee, match="votre part reste due"):
        quitter_collective(collective=confirmee, projet=projets[0], motif="Congés", acteur=acteur_de(porteuse))


def test_a_part_is_not_cancelled_nor_reported_alone(confirmee, projets, acteur_de, porteuse, experte):
    mission = Mission.objects.get(projet=projets[0])
    with pytest.raises(ActionRefusee, match="page de la mission collective"):
        annuler(mission=mission, motif="x", acteur=acteur_de(porteuse), par_l_equipe=True)
    with time_machine.travel(confirmee.fin), pytest.raises(ActionRefusee, match="page de la mission collective"):
        remettre_compte_rendu(mission=mission, fait="x", demi_journees=1, acteur=acteur_de(experte))


def test_one_report_then_each_project_accepts_and_pays_its_own_part(confirmee, projets, acteur_de, porteuse, experte, coordinatrice):
    with time_machine.travel(confirmee.fin + timedelta(hours=1)):
        rendre_collective(collective=confirmee, fait="Grille écrite", acteur=acteur_de(experte))
        for mission in Mission.objects.all():
            accepter_service_fait(mission=mission, verdict=Verdict.ACCEPTE, acteur=acteur_de(porteuse))
            valider_service_fait(mission=mission, acteur=acteur_de(coordinatrice))
        payees = [s.demi_journees_acceptees for s in services_a_relever(timezone.localdate().replace(day=1))]

    assert sorted(credits_du_projet(p).total.consommees for p in projets) == [1, 1, 2]
    assert sum(payees) == confirmee.demi_journees
    assert reservees(*projets) == [0, 0, 0]
    assert juste()


def test_a_part_is_judged_by_its_number_and_no_day_of_the_whole_belongs_to_it(confirmee, projets, acteur_de, porteuse, experte):
    with time_machine.travel(confirmee.fin + timedelta(hours=1)):
        rendre_collective(collective=confirmee, fait="Grille écrite", acteur=acteur_de(experte))
        part = Mission.objects.get(demi_journees=2)
        jours = [VerdictDuJour(c.pk, True) for c in creneaux_de(part)[:2]]
        with pytest.raises(ActionRefusee, match="chaque demi-journée du compte rendu"):
            accepter_demi_journees(mission=part, jours=jours, acteur=acteur_de(porteuse))
        lue = accepter_service_fait(mission=part, verdict=Verdict.PARTIEL, acceptees=1, motif="Trop court", acteur=acteur_de(porteuse))

    assert (lue.demi_journees_acceptees, lue.compte_rendu.demi_journees) == (1, 2)


def test_a_report_gives_back_what_is_above_the_part(confirmee, projets, acteur_de, experte):
    with time_machine.travel(confirmee.fin + timedelta(hours=1)):
        rendre_collective(collective=confirmee, fait="Grille écrite", acteur=acteur_de(experte))

    assert reservees(*projets) == [2, 1, 1]
    assert sorted(CompteRendu.objects.values_list("demi_journees", flat=True)) == [1, 1, 2]


def test_the_date_confirms_or_cancels_once(collective, projets, rejoindre, acteur_de, experte):
    rejoindre(projets[0])
    with time_machine.travel(collective.inscriptions_avant + timedelta(minutes=1)):
        etats = [clore_les_inscriptions(collective=collective) for _ in range(2)]

    assert etats == [StatutCollective.ANNULEE] * 2
    assert reservees(projets[0]) == [0]


def test_the_expert_declines_by_cancelling(collective, projets, rejoindre, acteur_de, experte):
    rejoindre(projets[0])
    annuler_collective(collective=collective, motif="Indisponible", acteur=acteur_de(experte))

    assert {c.statut for c in Creneau.objects.all()} == {StatutCreneau.RETIRE}
    assert set(Courrier.objects.filter(gabarit="accompagnement_collective_annulee").values_list("fil", flat=True)) == {p.fil for p in projets}
    assert juste()


def courriers(gabarit: str) -> dict[str, str]:
    return dict(Courrier.objects.filter(gabarit=f"accompagnement_collective_{gabarit}").values_list("destinataire__email", "texte"))


def par_projet(gabarit: str) -> dict[str, str]:
    return dict(Courrier.objects.filter(gabarit=f"accompagnement_collective_{gabarit}", fil__startswith="projet:").values_list("fil", "texte"))


def test_only_who_held_half_days_reads_that_they_are_given_back(collective, projets, rejoindre, acteur_de, coordinatrice):
    rejoindre(projets[0])
    annuler_collective(collective=collective, motif="Pas de salle", acteur=acteur_de(coordinatrice))

    assert {fil: "sont rendues" in texte for fil, texte in par_projet("annulee").items()} == {p.fil: p == projets[0] for p in projets}


@pytest.mark.parametrize(("ouverte", "partis", "gabarit"), [(True, 1, "quittee"), (False, 1, "repartagee"), (False, 2, "annulee")])
def test_the_others_the_expert_and_the_coordination_read_why_a_project_leaves(
    ouverte, partis, gabarit, request, projets, rejoindre, acteur_de, porteuse, experte
):
    collective = request.getfixturevalue("collective" if ouverte else "confirmee")
    rejoindre(*projets if ouverte else ())
    for parti in projets[-partis:]:
        quitter_collective(collective=collective, projet=parti, motif="Deux machines en panne", acteur=acteur_de(porteuse))

    lus = {**par_projet(gabarit), "experte": courriers(gabarit)[experte.email]}
    assert {qui: "Deux machines en panne" in texte for qui, texte in lus.items() if qui in ("experte", projets[0].fil)} == {
        "experte": True,
        projets[0].fil: True,
    }
    dits = Evenement.objects.filter(verbe_code="collective.quittee", motif="Deux machines en panne").values_list("fil", flat=True)
    assert set(dits) == {"programme", *(p.fil for p in projets[-partis:])}


@pytest.mark.parametrize("passees", [0, 1])
def test_each_half_day_to_come_is_a_rendez_vous_of_each_project(confirmee, projets, porteuse, client_de, passees):
    dates = list(confirmee.creneaux.all())
    for creneau in dates[:passees]:
        deplacer(creneau, timezone.now() - timedelta(hours=1))
    lus = rendez_vous_du_projet(projets[1], timezone.now())
    assert [r.creneau for r in lus] == dates[passees:]
    page = client_de(porteuse).get(f"/p/manufactures/accompagnement/projets/{projets[1].slug}/credits/").content.decode()
    assert page.count(f"/missions/{lus[0].mission.pk}/") == len(lus) and "Aucun rendez-vous à venir" not in page


@pytest.mark.parametrize("toute", [True, False])
def test_a_part_cancelled_or_left_leaves_no_half_day_in_a_calendar(confirmee, projets, acteur_de, porteuse, coordinatrice, toute):
    mission = Mission.objects.pour_affichage().get(projet=projets[0])
    avant = Calendar.from_ical(rendez_vous_en_ics(mission, timezone.now(), "https://exemple.fr/")).walk("VEVENT")
    if toute:
        annuler_collective(collective=confirmee, motif="Salle prise", acteur=acteur_de(coordinatrice))
    else:
        quitter_collective(collective=confirmee, projet=projets[0], motif="Un report", acteur=acteur_de(porteuse))
    mission.refresh_from_db()
    apres = Calendar.from_ical(rendez_vous_en_ics(mission, timezone.now(), "https://exemple.fr/")).walk("VEVENT")
    assert [(e["UID"], e["DTSTART"].dt) for e in apres] == [(e["UID"], e["DTSTART"].dt) for e in avant] and len(avant) == 4
    assert {e["STATUS"] for e in apres} == {"CANCELLED"} and apres[0]["SEQUENCE"] > avant[0]["SEQUENCE"]


def test_her_calendar_has_each_half_day_once(confirmee, expert):
    assert agenda_en_ics(expert, timezone.now()).count(b"BEGIN:VEVENT") == confirmee.demi_journees


def test_the_database_keeps_what_projects_consented_to(confirmee):
    with pytest.raises(IntegrityError, match="garde ce que les projets ont accepté"), transaction.atomic():
        MissionCollective.objects.update(partage=PartageCollectif.PARTICIPANTS)


def test_a_porteuse_joins_on_her_page_and_a_stranger_sees_nothing(collective, projets, porteuse, membre, client_de):
    page = f"/p/manufactures/accompagnement/collectives/{collective.pk}/"
    reponse = client_de(porteuse).post(
        f"{page}projets/{projets[0].slug}/inscription/",
        {"besoin": "modele-economique", "participants": 4, "plafond": 2, "cle": "5f0c2f3e-52f5-4b7e-9d0a-4a5d8d0f6c11"},
    )
    lue = client_de(porteuse).get(page).content.decode()

    assert reponse.status_code == 302
    assert "Inscrit pour" in lue
    assert client_de(membre).get(page).status_code == 404


@pytest.mark.parametrize("qui", ["coordinatrice", "porteuse"])
def test_the_coordination_or_a_team_opens_one_on_the_agenda_of_an_expert(qui, projets, expert, client_de, request):
    creneaux = [c.pk for c in ouvrir(expert, 2)]
    limite = timezone.localtime() + timedelta(days=3)
    donnees = {
        "titre": "À plusieurs", "creneaux": creneaux, "objet": "Les prix", "lieu": "sur_place", "partage": "egal", "invites": [projets[0].pk],
        "inscriptions_avant_0": f"{limite:%Y-%m-%d}", "inscriptions_avant_1": "18:00", "cle": "5f0c2f3e-52f5-4b7e-9d0a-4a5d8d0f6c12",
    }  # fmt: skip
    page = f"/p/manufactures/accompagnement/collectives/ouvrir/?expert={expert.pk}"

    assert client_de(request.getfixturevalue(qui)).post(page, donnees).status_code == 302
    assert MissionCollective.objects.get().parts.count() == 1


def invitations(personne, client_de) -> list[tuple[str, object]]:
    taches = client_de(personne).get("/p/manufactures/").context["taches"]
    return [(t.detail, t.echeance) for t in taches if t.titre == "Répondre à une invitation à une mission collective"]


def test_a_team_is_asked_to_answer_until_it_does(collective, projets, rejoindre, porteuse, acteur_de, client_de):
    assert {quand for _, quand in invitations(porteuse, client_de)} == {collective.inscriptions_avant}
    rejoindre(projets[0])
    decliner_invitation(collective=collective, projet=projets[1], acteur=acteur_de(porteuse))
    with pytest.raises(ActionRefusee, match="pas d’invitation"):
        decliner_invitation(collective=collective, projet=projets[1], acteur=acteur_de(porteuse))

    assert [dit for dit, _ in invitations(porteuse, client_de)] == [f"«\u00a0Fixer ses prix\u00a0», {projets[2].nom}"]
    with time_machine.travel(collective.inscriptions_avant + timedelta(minutes=1)):
        assert invitations(porteuse, client_de) == []


def test_a_project_that_declined_may_still_come_in(collective, projets, rejoindre, porteuse, client_de):
    page = f"/p/manufactures/accompagnement/collectives/{collective.pk}/"
    client_de(porteuse).post(f"{page}projets/{projets[0].slug}/refus/")
    lue = client_de(porteuse).get(page).content.decode()
    rejoindre(projets[0])

    assert "Vous avez décliné l’invitation" in lue
    assert reservees(projets[0]) == [3]


def test_each_side_is_told_what_waits_for_it(collective, projets, rejoindre, acteur_de, experte, coordinatrice):
    rejoindre(*projets[:2])
    assert [t.titre for t in a_faire(acteur_de(experte))] == ["Répondre à une mission collective"]
    assert {r.cle for r in invitations_a_repondre(invitations_sans_reponse(timezone.now()))} == {f"collective:{collective.parts.get(projet=projets[2]).pk}"}

    accepter_collective(collective=collective, acteur=acteur_de(experte))
    assert a_faire(acteur_de(experte)) == []
    assert "1\u00a0mission collective à confirmer" in [t.titre for t in a_faire(acteur_de(coordinatrice))]


def test_a_suspended_project_is_not_reminded_of_what_it_cannot_answer(collective, projets, porteuse, client_de):
    faire_passer(projet=projets[0], vers=StatutProjet.SUSPENDU, acteur=None, motif="Travaux")

    assert {p.projet for p in invitations_sans_reponse(timezone.now())} == set(projets[1:])
    assert len(invitations(porteuse, client_de)) == 2


def test_a_late_report_is_told_to_the_coordination_by_the_name_of_the_mission(confirmee, projets, experte, coordinatrice, coordinateur):
    Projet.objects.filter(pk__in=[p.pk for p in projets]).update(referent=experte)
    tard = confirmee.fin + timedelta(days=1)
    rappels = list(missions_a_reprendre(missions_d_un_expert_a_rappeler(tard)))

    assert {r.destinataire_pk for r in rappels} == {experte.pk}
    assert {r.referent_pk for r in rappels} == {coordinatrice.pk, coordinateur.pk}
    assert {r.phrase.split(" avant ")[0] for r in rappels} == {"Remettez le compte rendu pour la mission collective «\u00a0Fixer ses prix\u00a0»"}


def test_her_answer_is_asked_for_by_the_name_of_the_mission(collective, projets, rejoindre):
    rejoindre(*projets)
    demandes = list(missions_a_reprendre(missions_d_un_expert_a_rappeler(timezone.now())))

    assert [r.phrase.split(" avant ")[0] for r in demandes] == ["Répondez à la demande de mission collective «\u00a0Fixer ses prix\u00a0»"]
