"""Homes: what each person has to do, where her project stands, within eight statements and without any secret."""

from datetime import timedelta

import pytest
import time_machine
from django.utils import timezone

from comite.actions.seances import creer_seance
from comite.models import Seance
from incubation.actions.livrables import deposer_version
from incubation.models import Livrable
from manufactures.enums import StatutProjet
from manufactures.models import Projet
from parcours.queries.cockpit import chiffres
from socle.comptes.acteur import acteur_de
from socle.comptes.actions.reglages import fixer_reglage
from socle.comptes.enums import Role
from socle.comptes.models import Adhesion
from tests.accompagnement.fabriques import experte_du_programme, ouvrir
from tests.comite.fabriques import dans
from tests.incubation.fabriques import fichier
from tests.parcours.fabriques import ETAPES

S = StatutProjet
ACCUEIL = "/p/manufactures/"
CINQ_PHASES = ("brouillon", "incubation", "ajourne", "finance", "accompagne")


def texte(reponse) -> str:
    assert reponse.status_code == 200
    return reponse.content.decode().replace("\u00a0", " ")


def taches(reponse) -> list[str]:
    return [t.titre for t in reponse.context["taches"]]


# --- The team ------------------------------------------------------------------------------------


@pytest.mark.parametrize("propose", [True, False])
def test_her_contact_says_when_it_answers_and_whether_it_calls_back(projet_a, client_de, porteuse, coordinatrice, propose):
    Projet.objects.filter(pk=projet_a("accompagne").pk).update(referent=coordinatrice)
    for cle, valeur in {"reponse_coordination_jours_ouvres": 4, "rappel_telephonique": propose}.items():
        fixer_reglage(cle=f"courriers.{cle}", valeur=valeur, motif="essai", date_effet=timezone.localdate(), auteur=None)
    page = texte(client_de(porteuse).get(ACCUEIL))

    assert "Répond sous 4 jours ouvrés." in page
    assert ("Demander un rappel" in page) is propose


@pytest.mark.parametrize(
    ("etape", "ici", "titres"),
    [
        ("brouillon", "Candidature", ["Compléter et déposer votre candidature"]),
        ("depose", "Candidature", []),
        ("labellise", "Incubation", []),
        ("incubation", "Incubation", None),
        ("comite", "Comité", []),
        ("ajourne", "Comité", []),
        ("finance", "Accompagnement", []),
        ("accompagne", "Accompagnement", []),
    ],
)
def test_the_home_of_a_team_tells_its_tasks_and_its_stage(projet_a, client_de, porteuse, etape, ici, titres):
    projet = projet_a(etape)
    reponse = client_de(porteuse).get(ACCUEIL)
    blocs = reponse.context["blocs"]

    assert blocs.projet == projet
    assert blocs.statut is projet.etat
    assert [e.titre for e in blocs.vie if e.classe == "ici"] == [ici]
    assert (taches(reponse) if titres is not None else titres) == titres
    nombre = len(reponse.context["taches"]) + reponse.context["reste"]
    assert reponse.context["titre"] == {0: "Rien à faire", 1: "Une chose à faire"}.get(nombre, reponse.context["titre"])
    assert str(projet) in texte(reponse)


def test_tasks_come_by_deadline_and_the_title_counts_them_all(projet_a, client_de, porteuse):
    projet_a("incubation")
    with time_machine.travel(timezone.now() + timedelta(days=100)):
        reponse = client_de(porteuse).get(ACCUEIL)

    lues = reponse.context["taches"]
    echeances = [t.echeance for t in lues if t.echeance]
    assert echeances == sorted(echeances)
    assert len(lues) == 6
    assert reponse.context["titre"] == f"{len(lues) + reponse.context['reste']} choses à faire"


@pytest.mark.parametrize("etape", ETAPES)
def test_the_home_of_a_team_costs_eight_statements_at_most(projet_a, client_de, porteuse, compter_requetes, etape):
    projet_a(etape)
    client = client_de(porteuse)
    client.get(ACCUEIL)
    with compter_requetes() as requetes:
        client.get(ACCUEIL)

    assert requetes.nombre <= 8, requetes.requetes
    assert requetes.repetees == []


@pytest.mark.parametrize("etapes", [CINQ_PHASES, CINQ_PHASES[::-1]])
def test_a_person_seated_in_five_projects_at_five_phases_pays_eight_statements_too(projet_a, client_de, porteuse, compter_requetes, etapes):
    for etape in etapes:
        projet_a(etape)
    client = client_de(porteuse)
    client.get(ACCUEIL)
    with compter_requetes() as requetes:
        client.get(ACCUEIL)

    assert requetes.nombre <= 8, requetes.requetes
    assert requetes.repetees == []


@pytest.mark.parametrize("etape", ["incubation", "accompagne"])
def test_the_home_of_a_team_costs_as_much_with_three_projects(projet_a, client_de, porteuse, compter_requetes, etape):
    client, nombres = client_de(porteuse), []
    for nombre in (1, 2):
        for _ in range(nombre):
            projet_a(etape)
        client.get(ACCUEIL)
        with compter_requetes() as requetes:
            client.get(ACCUEIL)
        nombres.append(requetes.nombre)

    assert nombres[0] == nombres[1]


def test_credits_show_their_rail_once_open_only(projet_a, client_de, porteuse):
    client = client_de(porteuse)
    projet_a("finance")
    assert "Mes crédits" not in texte(client.get(ACCUEIL))
    projet_a("accompagne")
    page = texte(client.get(ACCUEIL))

    assert "Mes crédits" in page
    assert "5 demi-journées : 0 consommée, 0 réservée, 5 disponibles" in page


@pytest.mark.parametrize(("etape", "mots"), [("ajourne", ("journé", "Revoir le budget")), ("finance", ("Financé", "255 000", "Accompagnement</"))])
@pytest.mark.parametrize("page", ["", "mes-projets/", "projets/{slug}/", "projets/{slug}/journal/"])
def test_nothing_of_a_decision_shows_before_its_publication(projet_a, client_de, porteuse, etape, mots, page):
    projet = projet_a(etape, publiee=False)
    lue = texte(client_de(porteuse).get(ACCUEIL + page.format(slug=projet.slug)))

    assert [mot for mot in mots[:2] if mot in lue] == []
    assert "En comité" in lue or "journal" in page


def test_the_stage_of_a_project_under_embargo_is_the_one_before(projet_a, client_de, porteuse):
    projet_a("finance", publiee=False)
    blocs = client_de(porteuse).get(ACCUEIL).context["blocs"]

    assert blocs.statut is S.EN_COMITE
    assert [e.titre for e in blocs.vie if e.classe == "ici"] == ["Comité"]


def test_once_published_the_team_reads_the_decision(projet_a, client_de, porteuse):
    projet = projet_a("finance")

    assert "Financé" in texte(client_de(porteuse).get(ACCUEIL))
    assert "255 000" in texte(client_de(porteuse).get(f"{ACCUEIL}projets/{projet.slug}/")).replace("\u202f", " ")


def test_a_team_without_a_project_is_told_how_to_come_in(programme, client_de, porteuse):
    reponse = client_de(porteuse).get(ACCUEIL)

    assert reponse.context["titre"] == "Rien à faire"
    assert "Aucun projet" in texte(client_de(porteuse).get(f"{ACCUEIL}mes-projets/"))


# --- Committee and experts -----------------------------------------------------------------------


def test_a_member_prepares_the_sitting_she_is_called_to(projet_a, client_de, membre):
    projet_a("comite")
    reponse = client_de(membre).get(ACCUEIL)

    assert taches(reponse) == [f"Dire si je viens à la {Seance.objects.get()}", "Noter les dossiers avant la séance"]
    assert reponse.context["titre"] == "Deux choses à faire"


def test_an_expert_reads_her_next_half_days(plateau, client_de, experte):
    ouvrir(experte_du_programme(experte))
    page = texte(client_de(experte).get(ACCUEIL))

    assert "Mes prochaines demi-journées" in page
    assert "Aucune demi-journée à venir" in page


@pytest.mark.parametrize("role", ["membre", "experte", "coordinatrice", "observateur"])
def test_the_other_homes_cost_eight_statements_at_most_whatever_the_projects(projet_a, request, client_de, compter_requetes, experte, role):
    experte_du_programme(experte)
    client, nombres = client_de(request.getfixturevalue(role)), []
    for etapes in (("comite",), ("comite", "incubation", "accompagne")):
        for etape in etapes:
            projet_a(etape)
        client.get(ACCUEIL)
        with compter_requetes() as requetes:
            client.get(ACCUEIL)
        nombres.append((requetes.nombre, requetes.repetees))

    assert nombres[0] == nombres[1]
    assert nombres[0][0] <= 8
    assert nombres[0][1] == []


def test_a_person_of_several_roles_has_one_home_with_all(projet_a, client_de, porteuse):
    projet_a("accompagne")
    Adhesion.objects.create(utilisateur=porteuse, role=Role.EXPERT)
    experte_du_programme(porteuse)
    page = texte(client_de(porteuse).get(ACCUEIL))

    assert "Mes crédits" in page
    assert "Mes prochaines demi-journées" in page


# --- The cockpit ---------------------------------------------------------------------------------


@pytest.fixture
def vivier(projet_a):
    """Projects of every kind, seen forty days later: late, silent, adjourned."""
    for etape in ("brouillon", "depose", "depose", "incubation", "incubation", "ajourne", "accompagne"):
        projet_a(etape)
    with time_machine.travel(timezone.now() + timedelta(days=40)):
        yield


@pytest.mark.parametrize("role", ["coordinatrice", "observateur"])
def test_every_figure_of_the_cockpit_is_the_length_of_the_list_it_opens(vivier, request, client_de, role):
    client = client_de(request.getfixturevalue(role))
    lus = client.get(ACCUEIL).context["chiffres"]
    suivi = client.get(f"{ACCUEIL}incubation/suivi/").context
    liste = client.get(f"{ACCUEIL}projets/?statut=ajourne").context

    assert (lus.silencieux, lus.binomes_incomplets, lus.axes_faibles) == (len(suivi["silencieux"]), len(suivi["incomplets"]), len(suivi["faibles"]))
    assert lus.silencieux == 2
    assert lus.ajournes == len(liste["page"].object_list) == liste["nombre"] == 1
    assert lus.projets == liste["total"] == 7
    assert (lus.en_incubation, lus.en_accompagnement, lus.a_instruire) == (2, 1, 2)


@pytest.mark.parametrize("role", ["coordinatrice", "observateur"])
@pytest.mark.parametrize(("etat", "champ"), [("retard", "retards"), ("relire", "a_relire")])
def test_livrables_are_counted_as_the_list_they_open_shows_them(vivier, projet_a, request, client_de, porteuse, role, etat, champ):
    version = deposer_version(livrable=Livrable.objects.first(), fichier=fichier(), acteur=acteur_de(porteuse))
    client = client_de(request.getfixturevalue(role))
    accueil, lien = client.get(ACCUEIL), f"{ACCUEIL}incubation/livrables/?etat={etat}"
    nombre = getattr(accueil.context["chiffres"], champ)

    assert nombre == len(client.get(lien).context["livrables"])
    assert nombre == 1 if etat == "relire" else nombre > 1
    assert f'href="{lien}"' in texte(accueil)
    assert version.livrable not in accueil.context["retards"]


def test_the_coordination_has_tasks_and_the_observer_none(vivier, client_de, coordinatrice, observateur):
    coordination, regard = client_de(coordinatrice).get(ACCUEIL), client_de(observateur).get(ACCUEIL)

    assert "Instruire 2 candidatures" in [t.replace("\u00a0", " ") for t in taches(coordination)]
    assert taches(regard) == []
    assert regard.context["titre"] == "Où en est le programme"
    assert "Ouvrir un projet" not in texte(regard)


def test_an_empty_programme_has_a_cockpit_of_zeros(programme, client_de, coordinatrice):
    assert client_de(coordinatrice).get(ACCUEIL).context["titre"] == "Rien à faire"
    assert {nom: n for nom, n in vars(chiffres(acteur_de(coordinatrice))).items() if n} == {}


def test_the_sitting_to_convene_is_a_task_of_the_coordination(projet_a, client_de, coordinatrice):
    creer_seance(type_seance="financement", date_prevue=dans(30), lieu="Salle", acteur=None)

    assert [t for t in taches(client_de(coordinatrice).get(ACCUEIL)) if t.startswith("Convoquer la")]
