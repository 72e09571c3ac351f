"""Two people of a binôme press at the same moment, on two connections."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.db import connection

from incubation.actions.affectations import affecter_projet
from incubation.actions.livrables import deposer_version
from incubation.models import Livrable, VersionLivrable
from manufactures.enums import Fonction
from socle.comptes.acteur import Acteur
from socle.comptes.enums import Role
from socle.comptes.portee import programme_actif
from tests.conftest import creer_personne, creer_programme_de_test
from tests.incubation.fabriques import PDF, SousPromotionFactory, fichier, installer_les_modules
from tests.manufactures.fabriques import MembreEquipeFactory, ProjetFactory


@pytest.fixture
def scene(transactional_db):
    """A livrable committed for good, and the two persons who may hand in a version."""
    programme = creer_programme_de_test("concurrence")
    with programme_actif(programme):
        coordination = Acteur(creer_personne("c@exemple.fr", "C", Role.COORDINATION), frozenset({Role.COORDINATION}))
        personnes = [creer_personne(f"p{n}@exemple.fr", f"P{n}", Role.EQUIPE) for n in range(2)]
        projet = ProjetFactory(labellise=True)
        for personne, fonction in zip(personnes, (Fonction.PORTEUR, Fonction.PARTENAIRE), strict=True):
            MembreEquipeFactory(projet=projet, utilisateur=personne, fonction=fonction)
        installer_les_modules()
        affecter_projet(projet=projet, sous_promotion=SousPromotionFactory(), acteur=coordination)
        livrable = Livrable.objects.filter(projet=projet).first()
    return programme, livrable, [Acteur(p, frozenset({Role.EQUIPE})) for p in personnes]


def ensemble(programme, gestes) -> list:
    """Run the gestures at the same time, each on a connection of its own."""
    depart = Barrier(len(gestes))

    def jouer(geste):
        try:
            with programme_actif(programme):
                depart.wait(10)
                return geste()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(gestes)) as fils:
        return [f.result(60) for f in [fils.submit(jouer, geste) for geste in gestes]]


def deposer(livrable, acteur, contenu):
    return lambda: deposer_version(livrable=livrable, fichier=fichier(contenu=contenu), acteur=acteur)


def test_deux_fichiers_au_meme_moment_ont_deux_numeros(scene):
    programme, livrable, (un, deux) = scene
    versions = ensemble(programme, [deposer(livrable, un, PDF + b"1"), deposer(livrable, deux, PDF + b"2")])
    assert sorted(v.numero for v in versions) == [1, 2]


def test_le_meme_fichier_au_meme_moment_est_une_version(scene):
    programme, livrable, (un, deux) = scene
    versions = ensemble(programme, [deposer(livrable, un, PDF), deposer(livrable, deux, PDF)])
    assert versions[0] == versions[1]
    with programme_actif(programme):
        assert VersionLivrable.objects.count() == 1
