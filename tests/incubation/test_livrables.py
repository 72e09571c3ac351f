from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone

from incubation.actions.livrables import accorder_delai, deposer_version, ecrire_message, relire_version
from incubation.enums import EtatLivrable, StatutLivrable, Verdict
from incubation.models import DelaiAccorde, Revue, VersionLivrable
from socle.courriers.models import Courrier
from socle.journal.models import Evenement
from socle.lib.refus import ActionRefusee
from tests.incubation.fabriques import PDF, fichier


@pytest.fixture
def equipe(porteuse, acteur_de):
    return acteur_de(porteuse)


@pytest.fixture
def deposee(livrable, equipe):
    return deposer_version(livrable=livrable, fichier=fichier(), acteur=equipe)


def test_un_depot_passe_en_relecture_et_se_raconte(livrable, deposee):
    livrable.refresh_from_db()
    assert (deposee.numero, deposee.fichier.nom, livrable.suivi) == (1, "budget.pdf", StatutLivrable.EN_RELECTURE)
    attendue = f"Porteuse d’exemple a déposé la version 1 du livrable «\u00a0{livrable.titre}\u00a0»"
    assert Evenement.objects.get(verbe_code="livrable.depose").phrase == attendue


def test_le_meme_fichier_deux_fois_est_une_version(livrable, deposee, equipe):
    assert deposer_version(livrable=livrable, fichier=fichier("autre-nom.pdf"), acteur=equipe) == deposee
    assert VersionLivrable.objects.count() == 1


def test_un_autre_fichier_est_la_version_suivante_du_meme_document(livrable, deposee, equipe):
    suivante = deposer_version(livrable=livrable, fichier=fichier(contenu=PDF + b"2"), acteur=equipe)
    assert (suivante.numero, suivante.fichier.numero, suivante.fichier.document) == (2, 2, deposee.fichier.document)


def test_seule_l_equipe_depose(livrable, coordination):
    with pytest.raises(ActionRefusee, match="Seule l’équipe"):
        deposer_version(livrable=livrable, fichier=fichier(), acteur=coordination)


def test_un_complement_demande_un_commentaire_et_donne_une_echeance(livrable, deposee, coordination, porteuse, partenaire):
    with pytest.raises(ActionRefusee, match="Dites ce qu’il faut compléter"):
        relire_version(version=deposee, verdict=Verdict.A_COMPLETER, acteur=coordination)
    relire_version(version=deposee, verdict=Verdict.A_COMPLETER, commentaire="Équilibrez 2024.", acteur=coordination)
    livrable.refresh_from_db()
    assert livrable.etat_a(timezone.now()) == EtatLivrable.A_COMPLETER
    assert livrable.echeance_at > timezone.now() + timedelta(days=9)
    courriers = Courrier.objects.filter(gabarit="incubation_relecture_a_completer")
    assert {c.destinataire for c in courriers} == {porteuse, partenaire}
    assert "Équilibrez 2024." in courriers[0].texte


def test_apres_un_complement_le_meme_fichier_ne_suffit_pas(livrable, deposee, equipe, coordination):
    relire_version(version=deposee, verdict=Verdict.A_COMPLETER, commentaire="Équilibrez 2024.", acteur=coordination)
    with pytest.raises(ActionRefusee, match="exactement celui de la version 1"):
        deposer_version(livrable=livrable, fichier=fichier(), acteur=equipe)


def test_une_validation_clot_le_livrable_pour_la_base_aussi(livrable, deposee, equipe, coordination):
    attendu = livrable.module.attendus.first()
    revue = relire_version(version=deposee, verdict=Verdict.VALIDE, avis={attendu: (Verdict.VALIDE, "Clair.")}, acteur=coordination)
    assert [a.commentaire for a in revue.avis_par_attendu.all()] == ["Clair."]
    with pytest.raises(ActionRefusee, match="n’attend plus de version"):
        deposer_version(livrable=livrable, fichier=fichier(contenu=PDF + b"2"), acteur=equipe)
    champs = {"fichier": deposee.fichier, "depose_par": deposee.depose_par, "depose_at": timezone.now(), "empreinte": "x"}
    with pytest.raises(IntegrityError, match="n’attend plus de version"), transaction.atomic():
        VersionLivrable.objects.create(livrable=livrable, numero=2, **champs)


def test_on_ne_relit_pas_deux_fois_ni_une_version_depassee(livrable, deposee, equipe, coordination):
    seconde = deposer_version(livrable=livrable, fichier=fichier(contenu=PDF + b"2"), acteur=equipe)
    with pytest.raises(ActionRefusee, match="plus récente"):
        relire_version(version=deposee, verdict=Verdict.VALIDE, acteur=coordination)
    relire_version(version=seconde, verdict=Verdict.VALIDE, acteur=coordination)
    with pytest.raises(ActionRefusee, match="aucune version n’attend"):
        relire_version(version=seconde, verdict=Verdict.VALIDE, acteur=coordination)
    assert Revue.objects.count() == 1


def test_la_base_refuse_une_revue_de_la_version_depassee(livrable, deposee, equipe, coordination):
    deposer_version(livrable=livrable, fichier=fichier(contenu=PDF + b"2"), acteur=equipe)
    with pytest.raises(IntegrityError, match="plus récente"), transaction.atomic():
        Revue.objects.create(version=deposee, verdict=Verdict.VALIDE, par=coordination.utilisateur, at=timezone.now())


def test_un_delai_se_motive_et_repousse_l_echeance(livrable, coordination):
    plus_tard = livrable.echeance_at + timedelta(days=7)
    with pytest.raises(ActionRefusee, match="motif du délai"):
        accorder_delai(livrable=livrable, echeance_at=plus_tard, motif=" ", acteur=coordination)
    with pytest.raises(ActionRefusee, match="après le"):
        accorder_delai(livrable=livrable, echeance_at=livrable.echeance_at, motif="Bail en attente", acteur=coordination)
    accorder_delai(livrable=livrable, echeance_at=plus_tard, motif="Bail en attente", acteur=coordination)
    livrable.refresh_from_db()
    assert (livrable.echeance_at, DelaiAccorde.objects.get().motif) == (plus_tard, "Bail en attente")
    assert livrable.etat_a(livrable.echeance_initiale_at + timedelta(days=1)) == EtatLivrable.DELAI_ACCORDE


def test_un_delai_sur_une_version_en_relecture_est_refuse(livrable, deposee, coordination):
    with pytest.raises(ActionRefusee, match="un délai n’y changerait rien"):
        accorder_delai(livrable=livrable, echeance_at=timezone.now() + timedelta(days=99), motif="x", acteur=coordination)


def test_l_equipe_et_la_coordination_se_parlent(livrable, equipe, coordination, experte, acteur_de):
    ecrire_message(livrable=livrable, texte="Entendu.", acteur=equipe)
    ecrire_message(livrable=livrable, texte="Merci.", acteur=coordination)
    assert [m.auteur_libelle for m in livrable.messages.all()] == ["Porteuse d’exemple, porteur de projet", "Coordinatrice d’exemple, coordination"]
    with pytest.raises(ActionRefusee, match="Seules l’équipe"):
        ecrire_message(livrable=livrable, texte="Bonjour", acteur=acteur_de(experte))
