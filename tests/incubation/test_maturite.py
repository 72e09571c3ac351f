import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from incubation.actions.maturite import identifier_besoin, noter_maturite
from incubation.enums import Moment, Priorite, SourceMaturite
from incubation.models import BesoinIdentifie, Maturite
from incubation.queries.bilan import bilan_d_incubation
from incubation.queries.suivi import axes_faibles
from manufactures.models import Projet
from socle.comptes.actions.reglages import fixer_reglage
from socle.courriers.models import Courrier
from socle.lib.refus import ActionRefusee
from tests.incubation.fabriques import jour_dans


@pytest.fixture
def equipe(porteuse, acteur_de):
    return acteur_de(porteuse)


@pytest.fixture
def besoins(programme):
    valeur = [{"code": "strategie-fonciere", "titre": "Stratégie foncière"}]
    fixer_reglage(cle="incubation.besoins", valeur=valeur, motif="Modèle", date_effet=jour_dans(-1), auteur=None)


def noter(projet, acteur, notes, source=SourceMaturite.EQUIPE, moment=Moment.ENTREE):
    return noter_maturite(projet=projet, moment=moment, source=source, notes=notes, acteur=acteur)


def test_l_equipe_se_note_et_corrige_sa_note(incube, modules, equipe):
    noter(incube, equipe, {modules[1]: (2, "Bail de 9 ans")})
    noter(incube, equipe, {modules[1]: (3, "Bail signé")})
    assert list(Maturite.objects.values_list("module", "note", "evidence")) == [(modules[1].pk, 3, "Bail signé")]


def test_chacun_note_de_sa_place(incube, modules, equipe, coordination):
    with pytest.raises(ActionRefusee, match="Seule l’équipe"):
        noter(incube, coordination, {modules[0]: (2, "")})
    with pytest.raises(ActionRefusee, match="Seule la coordination"):
        noter(incube, equipe, {modules[0]: (2, "")}, SourceMaturite.REFERENT)


@pytest.mark.parametrize("note", [-1, 6])
def test_une_note_hors_echelle_est_refusee(incube, modules, equipe, note):
    with pytest.raises(ActionRefusee, match="de 0 à 5"):
        noter(incube, equipe, {modules[0]: (note, "")})


def recus(gabarit: str, nombre: int) -> list[Courrier]:
    courriers = list(Courrier.objects.filter(gabarit=gabarit).order_by("destinataire"))
    assert len(courriers) == nombre
    return courriers


def test_la_note_du_referent_est_annoncee_au_binome(incube, modules, coordination, porteuse, partenaire):
    noter(incube, coordination, {modules[1]: (2, "Bail"), modules[3]: (4, "")}, SourceMaturite.REFERENT)
    courriers = recus("incubation_maturite", 2)
    assert {c.destinataire for c in courriers} == {porteuse, partenaire}
    assert "La coordination a noté la maturité" in courriers[0].texte
    assert "- Foncier 2 sur 5\n- Juridique 4 sur 5\n" in courriers[0].texte


def test_ce_que_l_equipe_note_ou_demande_est_annonce_aux_autres(incube, modules, equipe, partenaire, coordinatrice, besoins):
    Projet.objects.filter(pk=incube.pk).update(referent=coordinatrice)
    noter(incube, equipe, {modules[1]: (2, "Bail")})
    besoin = {"besoin_code": "strategie-fonciere", "priorite": Priorite.HAUTE, "objectif": "Sécuriser le bail", "demi_journees": 6}
    identifier_besoin(projet=incube, acteur=equipe, **besoin)
    for gabarit in ("incubation_maturite", "incubation_besoin"):
        courriers = recus(gabarit, 2)
        assert {c.destinataire for c in courriers} == {partenaire, coordinatrice}
        assert f"{equipe.utilisateur} a " in courriers[0].texte
    assert "Objectif\u00a0: Sécuriser le bail\n- 6\u00a0demi-journées d’expertise" in courriers[0].texte


def test_la_base_borne_les_notes(incube, modules, porteuse):
    champs = {"par": porteuse, "at": timezone.now(), "moment": Moment.ENTREE, "source": SourceMaturite.EQUIPE}
    with pytest.raises(IntegrityError, match="maturite_note_sur_cinq"), transaction.atomic():
        Maturite.objects.create(projet=incube, module=modules[0], note=6, **champs)


def test_un_axe_critique_faible_se_lit_sur_la_derniere_note_du_referent(incube, modules, equipe, coordination):
    foncier, juridique, offre = modules[1], modules[3], modules[5]
    noter(incube, equipe, {foncier: (4, ""), juridique: (1, ""), offre: (0, "")})
    noter(incube, coordination, {foncier: (1, "")}, SourceMaturite.REFERENT)
    assert [(m.module, m.note) for m in axes_faibles()] == [(foncier, 1), (juridique, 1)]
    noter(incube, equipe, {juridique: (3, "")}, moment=Moment.MILIEU)
    assert [m.module for m in axes_faibles()] == [foncier]


def test_un_besoin_se_choisit_dans_la_liste_du_programme(incube, equipe, besoins):
    voulu = {"projet": incube, "priorite": Priorite.HAUTE, "demi_journees": 6, "acteur": equipe}
    with pytest.raises(ActionRefusee, match="liste du programme"):
        identifier_besoin(besoin_code="autre", objectif="Sécuriser le bail", **voulu)
    with pytest.raises(ActionRefusee, match="objectif"):
        identifier_besoin(besoin_code="strategie-fonciere", objectif=" ", **voulu)
    identifier_besoin(besoin_code="strategie-fonciere", objectif="Sécuriser le bail", **voulu)
    identifier_besoin(besoin_code="strategie-fonciere", objectif="Acheter", **voulu | {"demi_journees": 8})
    assert list(BesoinIdentifie.objects.values_list("libelle", "objectif", "demi_journees")) == [("Stratégie foncière", "Acheter", 8)]


def test_hors_incubation_on_ne_note_plus(labellise, modules, equipe):
    with pytest.raises(ActionRefusee, match="pendant l’incubation"):
        noter(labellise, equipe, {modules[0]: (2, "")})


def test_le_bilan_dit_tout_en_valeurs_simples(incube, modules, equipe, coordination, besoins):
    noter(incube, equipe, {modules[1]: (2, "Bail")})
    noter(incube, coordination, {modules[1]: (1, "")}, SourceMaturite.REFERENT, Moment.SORTIE)
    identifier_besoin(
        projet=incube, besoin_code="strategie-fonciere", priorite=Priorite.HAUTE, objectif="Sécuriser", demi_journees=6, acteur=equipe
    )
    bilan = bilan_d_incubation(incube)
    assert (bilan.sous_promotion, bilan.signatures_attendues, bilan.assiduite, bilan.livrables_valides) == ("Ouest", 0, None, 0)
    assert bilan.besoins == [("strategie-fonciere", 1, "Sécuriser", 6)]
    assert bilan.axes_sous_le_seuil == ["Foncier"]
    foncier = bilan.axes[1]
    assert (foncier.equipe[Moment.ENTREE], foncier.referent[Moment.SORTIE], foncier.derniere, foncier.preuve) == (2, 1, 1, "Bail")
