from datetime import timedelta
from decimal import Decimal

import pytest
import time_machine
from django.core.files.uploadedfile import SimpleUploadedFile

from manufactures.actions.candidatures import enregistrer_section, joindre_preuve, ouvrir_projet, repondre_condition
from manufactures.actions.installation import installer
from manufactures.actions.instruction import demander_piece
from manufactures.enums import Etape, Fonction, StatutProjet
from manufactures.models import Candidature, ConditionAdmission, MembreEquipe, Vague
from manufactures.queries.copie import contenu_de
from manufactures.queries.dossier import Financeur, dossiers, lire_dossier
from socle.courriers.models import Courrier
from socle.lib.refus import ActionRefusee
from tests.manufactures.fabriques import CandidatureFactory, ConditionFactory, VagueFactory

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.7\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"


def fichier(nom="bail.pdf", contenu=PDF):
    return SimpleUploadedFile(nom, contenu, "application/pdf")


@pytest.fixture
def candidature(programme):
    return CandidatureFactory()


@pytest.fixture
def acteur(porteuse, acteur_de):
    return acteur_de(porteuse)


def _refus(action, **arguments):
    with pytest.raises(ActionRefusee) as leve:
        action(**arguments)
    return leve.value.refus


def test_installer_ecrit_les_vagues_a_l_heure_de_paris(programme):
    from datetime import date, datetime

    vague = {
        "numero": 2, "nom": "Deuxième vague", "ouverture_at": datetime(2021, 11, 4, 23, 59), "cloture_at": datetime(2022, 1, 13, 12),
        "selection_prevue": date(2022, 2, 28), "publication_at": None,
    }  # fmt: skip
    installer(vagues=[vague], conditions=[{"code": "local", "libelle": "Un local", "preuve_attendue": "Bail"}])
    ecrite = Vague.objects.get(numero=2)
    assert ecrite.cloture_at.isoformat() == "2022-01-13T11:00:00+00:00"
    assert ecrite.cloture_prevue == "février 2022"
    assert list(ConditionAdmission.objects.values_list("code", "ordre")) == [("local", 1)]


def test_ouvrir_un_projet_cree_brouillon_conditions_et_invitation(programme, coordinatrice, acteur_de):
    ConditionFactory(code="local-adapte")
    projet = ouvrir_projet(nom="L’Œuvre", vague=VagueFactory(), acteur=acteur_de(coordinatrice), email_porteur="a@exemple.fr")
    assert (projet.slug, projet.etat, projet.passages.count()) == ("l-oeuvre", StatutProjet.BROUILLON, 1)
    assert projet.candidatures.get().reponses.count() == 1
    assert Courrier.objects.get(adresse="a@exemple.fr").gabarit == "manufactures_invitation"


def test_deux_projets_de_meme_nom_ont_deux_adresses(programme, acteur):
    vague = VagueFactory()
    slugs = [ouvrir_projet(nom="Le Faire", vague=vague, acteur=acteur).slug for _ in range(3)]
    assert slugs == ["le-faire", "le-faire-2", "le-faire-3"]


def test_ouvrir_un_projet_assoit_la_porteuse(programme, acteur, porteuse):
    projet = ouvrir_projet(nom="Le Faire", vague=VagueFactory(), acteur=acteur, porteur=porteuse)
    assert MembreEquipe.objects.get(projet=projet).fonction == Fonction.PORTEUR


def test_une_rubrique_garde_ce_qui_n_est_pas_envoye(candidature, acteur):
    enregistrer_section(candidature=candidature, section=Etape.PROJET, valeurs={"presentation": "Un", "filieres": ["Bois"]}, acteur=acteur)
    enregistrer_section(candidature=candidature, section=Etape.PROJET, valeurs={"resume": "Deux"}, acteur=acteur)
    lue = Candidature.objects.select_related("projet").get(pk=candidature.pk)
    assert (lue.presentation, lue.projet.resume, lue.projet.filieres) == ("Un", "Deux", ["Bois"])


def test_un_nom_vide_ne_remplace_pas_le_nom(candidature, acteur):
    enregistrer_section(candidature=candidature, section=Etape.PROJET, valeurs={"nom": ""}, acteur=acteur)
    candidature.projet.refresh_from_db()
    assert candidature.projet.nom.startswith("Manufacture d’exemple")


def test_le_territoire_ecrit_le_site_et_la_recherche(candidature, acteur):
    valeurs = {"commune": "Crest", "code_insee": "26108", "type_territoire": "ville", "territoire": "Le besoin"}
    for _ in range(2):
        enregistrer_section(candidature=candidature, section=Etape.TERRITOIRE, valeurs=valeurs, acteur=acteur)
    projet = candidature.projet
    projet.refresh_from_db()
    assert (projet.territoire, projet.commune) == ("ville", "Crest")
    assert list(projet.sites.values_list("commune", "code_insee")) == [("Crest", "26108")]
    assert "crest" in projet.recherche


def test_les_montants_se_remplacent_par_ligne(candidature, acteur):
    for montant in ("100", "120000.50"):
        valeurs = {"economie": "x", "montants": {"investissement": Decimal(montant)}}
        enregistrer_section(candidature=candidature, section=Etape.ECONOMIE, valeurs=valeurs, acteur=acteur)
    assert list(candidature.lignes.values_list("ligne", "montant")) == [("investissement", Decimal("120000.50"))]


def test_les_autres_financeurs_se_remplacent_par_leur_liste(candidature, acteur):
    region, commune = Financeur("Région", Decimal(50_000), True), Financeur("Commune", Decimal(9_000), False)
    for liste in ([region, commune], [commune], [commune]):
        valeurs = {"economie": "x", "financeurs": liste}
        enregistrer_section(candidature=candidature, section=Etape.ECONOMIE, valeurs=valeurs, acteur=acteur)
    enregistrer_section(candidature=candidature, section=Etape.ECONOMIE, valeurs={"economie": "y"}, acteur=acteur)
    lu = lire_dossier(dossiers().get(pk=candidature.pk))
    assert lu.financeurs == (commune,)
    assert contenu_de(lu)["financeurs"] == [{"nom": "Commune", "montant": "9000.00", "etat": "demandé"}]


def test_on_n_enregistre_plus_apres_l_heure(candidature, acteur):
    with time_machine.travel(candidature.vague.cloture_at + timedelta(seconds=1), tick=False):
        refus = _refus(enregistrer_section, candidature=candidature, section=Etape.GOUVERNANCE, valeurs={"gouvernance": "x"}, acteur=acteur)
    assert refus.code == "vague_close"


def test_on_n_enregistre_plus_apres_le_depot(programme, acteur):
    deposee = CandidatureFactory(deposee=True)
    refus = _refus(enregistrer_section, candidature=deposee, section=Etape.GOUVERNANCE, valeurs={}, acteur=acteur)
    assert refus.code == "candidature_deposee"


def test_repondre_a_une_condition_inconnue(candidature, acteur):
    assert _refus(repondre_condition, candidature=candidature, code="autre", texte="x", acteur=acteur).code == "condition_inconnue"


def test_une_preuve_puis_sa_version_suivante(candidature, acteur):
    for numero in (1, 2):
        version = joindre_preuve(candidature=candidature, code="local-adapte", fichier=fichier(), acteur=acteur)
        assert version.numero == numero
    assert candidature.reponses.get(condition__code="local-adapte").preuve == version.document


def test_une_preuve_d_un_format_refuse(candidature, acteur):
    refus = _refus(joindre_preuve, candidature=candidature, code="local-adapte", fichier=fichier("bail.exe", b"MZ"), acteur=acteur)
    assert refus.phrase


def test_une_piece_demandee_rouvre_les_preuves_seulement(programme, acteur, coordinatrice, acteur_de):
    deposee = CandidatureFactory(deposee=True, projet__statut=StatutProjet.DEPOSE)
    joindre = {"candidature": deposee, "code": "local-adapte", "acteur": acteur}
    assert _refus(joindre_preuve, fichier=fichier(), **joindre).code == "candidature_deposee"
    demander_piece(projet=deposee.projet, pieces="Le bail signé", acteur=acteur_de(coordinatrice))
    assert joindre_preuve(fichier=fichier(), **joindre).numero == 1
    assert _refus(repondre_condition, candidature=deposee, code="local-adapte", texte="x", acteur=acteur).code == "candidature_deposee"
