"""Load data: the same seed gives the same projects, through the same walls, triggers and ledger as any other."""

import hashlib
import json
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.core.serializers.json import DjangoJSONEncoder
from django.db import DatabaseError, connection, transaction
from django.db.models import Count, Sum
from stdnum.fr import siret

from accompagnement.enums import NatureCompte
from accompagnement.models import CompteCredits, MouvementCredit
from incubation.models import Affectation, Livrable
from manufactures.enums import PASSAGES, StatutProjet
from manufactures.models import LigneDemandee, MembreEquipe, Passage, Projet
from parcours.peuplement.faux import REPARTITION, VIES, siret_d_exemple
from socle.comptes.models import Programme, Utilisateur
from socle.comptes.portee import programme_actif

COLONNES = (
    (Projet, ("slug", "nom", "statut", "filieres", "territoire", "commune", "recherche", "structure__siret", "vague__numero")),
    (Passage, ("projet__slug", "de", "vers", "motif", "date")),
    (MembreEquipe, ("projet__slug", "utilisateur__email", "fonction", "date_debut")),
    (LigneDemandee, ("candidature__projet__slug", "ligne", "montant")),
    (Livrable, ("projet__slug", "module__code", "statut", "echeance_at")),
    (MouvementCredit, ("projet__slug", "besoin__code", "nature", "quantite", "disponible_apres")),
)


def peupler(**options) -> str:
    """Run the command and return what it says on its error stream, where the bar is."""
    barre = StringIO()
    call_command("peupler", stdout=StringIO(), stderr=barre, **options)
    return barre.getvalue()


def empreinte(slug: str) -> str:
    """Return a digest of all that the seed decides, in the order it was made."""
    with programme_actif(Programme.objects.get(slug=slug)):
        contenu = [list(modele.objects.order_by("pk").values_list(*colonnes)) for modele, colonnes in COLONNES]
    return hashlib.sha256(json.dumps(contenu, cls=DjangoJSONEncoder).encode()).hexdigest()


def empreinte_d_un_essai(graine: int) -> str:
    """Fill a programme, read its digest, and put everything back as it was."""
    with transaction.atomic():
        peupler(projets=30, graine=graine)
        lue = empreinte(f"charge-{graine}-1")
        transaction.set_rollback(True)
    return lue


@pytest.fixture
def charge(db):
    """Forty projects in a programme that is open for the test."""
    peupler(projets=40, graine=5)
    with programme_actif(Programme.objects.get(slug="charge-5-1")):
        yield


def test_the_same_seed_gives_the_same_projects(db):
    assert empreinte_d_un_essai(1) == empreinte_d_un_essai(1)


def test_another_seed_gives_others(db):
    # The addresses of people hold the slug of the programme, hence the seed: compare what is drawn.
    tirages = []
    for graine in (1, 2):
        peupler(projets=30, graine=graine)
        with programme_actif(Programme.objects.get(slug=f"charge-{graine}-1")):
            tirages.append(list(Projet.objects.order_by("pk").values_list("statut", "commune", "territoire")))

    assert tirages[0] != tirages[1]


def test_every_project_says_that_it_is_an_example(charge):
    assert Projet.objects.filter(nom__startswith="Manufacture d’exemple ").count() == 40
    assert Projet.objects.filter(recherche__contains="structure d’exemple 7").exists()
    assert Utilisateur.objects.exclude(email__endswith="@charge-5-1.example").count() == 0


def test_statuses_are_those_that_the_triggers_applied(charge):
    derniers = {p.projet_id: p.vers for p in Passage.objects.order_by("pk")}

    assert derniers == dict(Projet.objects.values_list("pk", "statut"))
    assert len(set(derniers.values())) > 6


def test_livrables_and_credits_follow_the_life_of_the_project(charge):
    incubes = Projet.objects.filter(passages__vers=StatutProjet.EN_INCUBATION)
    accompagnes = Projet.objects.filter(passages__vers=StatutProjet.EN_ACCOMPAGNEMENT)
    soldes = CompteCredits.objects.filter(nature=NatureCompte.DISPONIBLE).order_by().values("projet").annotate(total=Sum("solde"))

    assert set(Livrable.objects.order_by().values("projet").annotate(n=Count("pk")).values_list("n", flat=True)) == {8}
    assert Affectation.objects.count() == incubes.count() > 0
    assert {s["projet"]: s["total"] for s in soldes} == dict.fromkeys(accompagnes.values_list("pk", flat=True), 40)


def test_each_programme_sees_its_own_projects_only(db):
    peupler(programmes=2, projets=6, graine=3)
    for numero in (1, 2):
        programme = Programme.objects.get(slug=f"charge-3-{numero}")
        with programme_actif(programme):
            assert list(Projet.objects.values_list("programme", flat=True)) == [programme.pk] * 6


def test_nothing_is_read_outside_a_programme(db):
    peupler(projets=3, graine=4)

    with pytest.raises(DatabaseError, match="aucun programme ouvert"), transaction.atomic():
        Projet.objects.count()


def test_constraints_that_wait_for_the_commit_hold(charge):
    connection.check_constraints()


def test_the_bar_is_full_at_the_end(db):
    assert peupler(projets=5, graine=6).startswith(f"\r{'█' * 30} 5/5 (")


@pytest.mark.parametrize("options", [{"projets": 0}, {"projets": 100_000}, {"programmes": 0}])
def test_a_size_out_of_bounds_is_refused(db, options):
    with pytest.raises(CommandError, match="must be"):
        peupler(**options)


def test_a_seed_already_used_is_refused(charge):
    with pytest.raises(CommandError, match="another --graine"):
        peupler(projets=2, graine=5)


@pytest.mark.parametrize("statut", REPARTITION)
def test_a_life_follows_the_passages(statut):
    vie = VIES[statut]

    assert (vie[0], vie[-1]) == (StatutProjet.BROUILLON, statut)
    assert all(vers in PASSAGES[de] for de, vers in zip(vie, vie[1:], strict=False))


def test_an_example_siret_has_true_check_digits():
    assert siret_d_exemple(12) == "00000012500005"
    assert all(siret.is_valid(siret_d_exemple(n)) for n in (1, 999, 99_999))
