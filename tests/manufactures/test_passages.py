"""The database keeps the life of a project, whoever writes: raw SQL as the runtime role."""

from itertools import product

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from django.utils import timezone

from manufactures.actions.projets import faire_passer
from manufactures.enums import PASSAGES, STATUTS_MOTIVES, StatutProjet
from manufactures.models import Passage, Projet
from socle.lib.refus import ActionRefusee
from tests.manufactures.fabriques import ProjetFactory

pytestmark = pytest.mark.django_db


def _sql(requete, *valeurs):
    with transaction.atomic(), connection.cursor() as curseur:
        curseur.execute(requete, valeurs)
        return curseur.fetchall() if curseur.description else None


def _inserer(projet, de, vers, motif=""):
    _sql(
        "INSERT INTO manufactures_passage (programme_id, projet_id, de, vers, motif, date) VALUES (%s, %s, %s, %s, %s, now())",
        projet.programme_id, projet.pk, de, vers, motif,
    )  # fmt: skip


def test_la_base_et_le_code_permettent_les_memes_passages(programme):
    permis = {(de, vers) for de, vers in product(StatutProjet, repeat=2) if _sql("SELECT passage_permis(%s, %s)", de, vers)[0][0]}
    assert permis == {(de, vers) for de, suites in PASSAGES.items() for vers in suites}


def test_la_base_et_le_code_demandent_les_memes_motifs(programme):
    assert {s for s in StatutProjet if _sql("SELECT passage_motive(%s)", s)[0][0]} == STATUTS_MOTIVES


def test_un_passage_change_le_statut(programme):
    projet = ProjetFactory(recevable=True)
    _inserer(projet, "recevable", "labellise")
    projet.refresh_from_db()
    assert projet.etat is StatutProjet.LABELLISE


def test_le_statut_ne_change_pas_sans_passage(programme):
    projet = ProjetFactory()
    with pytest.raises(IntegrityError, match="ne change que par un passage"):
        _sql("UPDATE manufactures_projet SET statut = 'labellise' WHERE id = %s", projet.pk)


def test_une_autre_colonne_change_sans_passage(programme):
    projet = ProjetFactory(labellise=True)
    projet.nom = "Autre nom"
    projet.save()
    assert Projet.objects.get(pk=projet.pk).nom == "Autre nom"


def test_un_passage_inconnu_est_refuse(programme):
    with pytest.raises(IntegrityError, match="ne passe pas de « brouillon » à « finance »"):
        _inserer(ProjetFactory(), "brouillon", "finance")


def test_un_passage_part_d_ou_le_projet_se_trouve(programme):
    with pytest.raises(IntegrityError, match="n’est pas « depose » mais « brouillon »"):
        _inserer(ProjetFactory(), "depose", "recevable")


@pytest.mark.parametrize("vers", ["irrecevable", "abandon"])
def test_un_passage_qui_blesse_demande_un_motif(programme, vers):
    projet = ProjetFactory(depose=True)
    with pytest.raises(IntegrityError, match="demande un motif"):
        _inserer(projet, "depose", vers, "  ")
    _inserer(projet, "depose", vers, "Le local n’existe pas.")


def test_le_premier_passage_est_unique_et_dit_le_statut(programme):
    projet = ProjetFactory(passage=False)
    with pytest.raises(IntegrityError, match="premier passage"):
        _inserer(projet, "", "labellise")
    _inserer(projet, "", "brouillon")
    with pytest.raises(IntegrityError, match="premier passage"):
        _inserer(projet, "", "brouillon")


def test_un_passage_ne_s_efface_pas(programme):
    projet = ProjetFactory()
    with pytest.raises(ProgrammingError, match="permission denied"):
        _sql("DELETE FROM manufactures_passage WHERE projet_id = %s", projet.pk)
    assert Passage.objects.filter(projet=projet).count() == 1


def test_depose_demande_une_structure(programme):
    projet = ProjetFactory(structure=None)
    with pytest.raises(IntegrityError, match="projet_depose_a_une_structure"):
        _inserer(projet, "brouillon", "depose")


def test_faire_passer_dit_pourquoi_non(programme, coordinatrice, acteur_de):
    acteur, projet = acteur_de(coordinatrice), ProjetFactory(depose=True)
    with pytest.raises(ActionRefusee) as refus:
        faire_passer(projet=projet, vers=StatutProjet.FINANCE, acteur=acteur)
    assert refus.value.refus.code == "passage_impossible"
    with pytest.raises(ActionRefusee) as refus:
        faire_passer(projet=projet, vers=StatutProjet.IRRECEVABLE, acteur=acteur, motif=" ")
    assert refus.value.refus.code == "motif_manquant"


def test_faire_passer_garde_l_auteur_et_la_date(programme, coordinatrice, acteur_de):
    projet = ProjetFactory(depose=True)
    avant = timezone.now()
    passage = faire_passer(projet=projet, vers=StatutProjet.RECEVABLE, acteur=acteur_de(coordinatrice))
    assert (passage.de, passage.vers, passage.auteur) == ("depose", "recevable", coordinatrice)
    assert passage.date >= avant
    assert projet.etat is StatutProjet.RECEVABLE
