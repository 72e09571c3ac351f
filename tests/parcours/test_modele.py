"""The programmes as data: what the text says is all there, and a bad file is refused with a sentence that helps."""

import re
from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
import yaml

from parcours.modele import CHAMPS_DES_GABARITS, DOSSIER, ModeleInvalide, Outil, charger_modele, modeles_disponibles

PARIS = ZoneInfo("Europe/Paris")
FAUTE_DE_TYPOGRAPHIE = re.compile(r" [:;?!%»€]|« |'")

# Read by hand from the programme's text: number, code, title, bullets, critical axis.
MODULES_DU_TEXTE = [
    (1, "ecosysteme", "Construire / renforcer l’écosystème socio-économique", 4, False),
    (2, "foncier", "Maîtriser son foncier", 3, True),
    (3, "economique", "Construire / consolider son modèle économique et financier", 3, True),
    (4, "juridique", "Choisir le format juridique adapté au projet et ses modalités de gouvernance", 3, True),
    (5, "amenagement", "Aménager sa Manufacture", 4, False),
    (6, "services", "Développer son offre de services et fédérer sa communauté", 4, False),
    (7, "communication", "Communiquer autour de la Manufacture", 3, False),
    (8, "impact", "Définir l’utilité sociale et l’impact environnemental de sa Manufacture", 2, False),
]
BESOINS_DU_TEXTE = [
    "Accompagner la consolidation du modèle économique",
    "Accompagner la structuration du modèle juridique",
    "Accompagner le déploiement de l’offre de formation",
    "Accompagner la stratégie foncière du projet",
    "Accompagner l’animation des professionnels de la Manufacture",
    "Accompagner une démarche de mesure d’impact social et environnemental",
    "Accompagner la stratégie de commercialisation et de distribution",
]


@pytest.fixture(scope="module")
def manufactures():
    return charger_modele("manufactures-de-proximite")


@pytest.fixture(scope="module")
def ateliers():
    return charger_modele("ateliers-ruraux")


@pytest.fixture
def brut():
    """The raw content of a valid file, to be spoilt by a test."""
    return yaml.safe_load((DOSSIER / "ateliers-ruraux.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def phrase_de(tmp_path):
    """Return the sentence with which a spoilt content is refused."""

    def lire(contenu):
        texte = contenu if isinstance(contenu, str) else yaml.safe_dump(contenu, allow_unicode=True)
        (tmp_path / "essai.yaml").write_text(texte, encoding="utf-8")
        with pytest.raises(ModeleInvalide) as refus:
            charger_modele(tmp_path / "essai.yaml")
        return str(refus.value).replace("\u00a0", " ")

    return lire


# --- What the text of the programme says -------------------------------------------------------


def test_les_modules_sont_ceux_du_texte(manufactures):
    lus = [(m.numero, m.code, m.titre, len(m.attendus), m.critique) for m in manufactures.modules]
    assert lus == MODULES_DU_TEXTE


def test_les_besoins_sont_ceux_du_texte(manufactures):
    assert [besoin.titre for besoin in manufactures.besoins] == BESOINS_DU_TEXTE


def test_les_attendus_gardent_les_mots_du_texte(manufactures):
    intitules = [attendu.intitule.replace("\u00a0", " ") for attendu in manufactures.modules[2].attendus]
    assert intitules == [
        "Construction budget & plan de financement sur 4 ans",
        "Identification des ressources humaines et matérielles sur 4 ans",
        "Déroulé des actions stratégiques sur 4 ans : progression de la part des ressources propres vs ressources publiques"
        " + part des sous activités au regard du volume d’affaires global",
    ]


def test_un_deroule_d_actions_appelle_un_plan_d_actions(manufactures):
    attendus = [attendu for module in manufactures.modules for attendu in module.attendus]
    deroules = {attendu.code for attendu in attendus if "éroulé d" in attendu.intitule}
    assert {attendu.code for attendu in attendus if attendu.outil is Outil.PLAN_ACTIONS} == deroules
    assert len(deroules) == 7


def test_chaque_outil_demande_par_le_texte_sert(manufactures):
    assert {attendu.outil for module in manufactures.modules for attendu in module.attendus} == {None, *Outil}


def test_les_coquilles_du_texte_sont_corrigees(manufactures):
    assert manufactures.modules[7].attendus[0].intitule.startswith("Inscrire la mesure")
    assert "s’agir d’agréger d’autres organisations au tiers-lieu et devoir" in manufactures.besoins[1].description


def test_les_descriptions_des_besoins_vont_jusqu_au_bout(manufactures):
    assert [" ".join(besoin.description.split()[-3:]) for besoin in manufactures.besoins] == [
        "propres ressources marchandes.",
        "de la Manufacture).",
        "public cible, agrément...).",
        "innovantes et durables.",
        "associations du territoire.",
        "de leur projet.",
        "sein des Manufactures.",
    ]


def test_prevu_reel_et_publie_sont_trois_dates(manufactures):
    lues = [(v.selection_prevue, v.cloture, v.publication) for v in manufactures.vagues]
    assert lues == [
        (date(2021, 11, 30), datetime(2021, 11, 4, 23, 59, tzinfo=PARIS), date(2021, 12, 8)),
        (date(2022, 2, 28), datetime(2022, 1, 13, 12, 0, tzinfo=PARIS), date(2022, 3, 1)),
        (date(2022, 3, 31), datetime(2022, 3, 3, 23, 59, tzinfo=PARIS), date(2022, 7, 18)),
    ]


def test_l_appel_reste_ouvert_sans_interruption(manufactures):
    vagues = manufactures.vagues
    assert vagues[0].ouverture == datetime(2021, 10, 7, tzinfo=PARIS)
    assert [suivante.ouverture for suivante in vagues[1:]] == [vague.cloture for vague in vagues[:-1]]


def test_les_criteres_critiques_sont_economie_droit_et_foncier(manufactures):
    for grille in (manufactures.criteres.labellisation, manufactures.criteres.financement):
        assert {critere.module for critere in grille if critere.critique} == {"economique", "juridique", "foncier"}


def test_les_reglages_du_programme(manufactures):
    reglages = manufactures.reglages
    assert (reglages["incubation.duree_mois"], reglages["accompagnement.duree_mois"]) == (4, 24)
    assert (reglages["accompagnement.enveloppe_ingenierie"], reglages["comite.enveloppe_subventions"]) == (3_400_000, 26_600_000)
    assert (reglages["comite.quorum"], reglages["comite.avance_taux"]) == ("1/2", "0.30")
    assert list(reglages["courriers.echelle"]) == [-14, -7, -1, 3, 10]


def test_les_reglages_sont_en_lecture_seule(manufactures):
    with pytest.raises(TypeError):
        manufactures.reglages["comite.quorum"] = "1/3"


# --- Any model ---------------------------------------------------------------------------------


def _textes(valeur):
    if isinstance(valeur, str):
        yield valeur
    for enfant in valeur.values() if isinstance(valeur, dict) else valeur if isinstance(valeur, list) else ():
        yield from _textes(enfant)


def test_les_modeles_livres():
    assert modeles_disponibles() == ("ateliers-ruraux", "manufactures-de-proximite")


@pytest.mark.parametrize("nom", modeles_disponibles())
def test_le_code_est_le_nom_du_fichier(nom):
    assert charger_modele(nom).code == nom


@pytest.mark.parametrize("nom", modeles_disponibles())
def test_la_typographie_est_francaise(nom):
    contenu = yaml.safe_load((DOSSIER / f"{nom}.yaml").read_text(encoding="utf-8"))
    assert [texte for texte in _textes(contenu) if FAUTE_DE_TYPOGRAPHIE.search(texte)] == []


@pytest.mark.parametrize("nom", modeles_disponibles())
def test_les_gabarits_sont_tous_la(nom):
    assert {gabarit.code for gabarit in charger_modele(nom).gabarits} == set(CHAMPS_DES_GABARITS)


def test_les_deux_modeles_ont_les_memes_cles_de_reglage(manufactures, ateliers):
    assert manufactures.reglages.keys() == ateliers.reglages.keys()


def test_le_second_modele_differe_sur_tout_ce_qui_se_regle(manufactures, ateliers):
    assert (len(ateliers.modules), len(ateliers.besoins), len(ateliers.vagues)) == (3, 4, 1)
    assert ateliers.identite.exemple and not manufactures.identite.exemple
    assert [ligne.code for ligne in ateliers.lignes_financement] == ["equipement", "fonctionnement"]
    egaux = {cle for cle, valeur in ateliers.reglages.items() if manufactures.reglages[cle] == valeur}
    assert egaux == {
        "incubation.binome_attendu",
        "incubation.maturite_note_max",
        "accompagnement.annulation_tardive_debit",
        "accompagnement.service_fait_silence_effet",
    }


def _luminance(couleur):
    canaux = [int(couleur[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    lineaires = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in canaux]
    return sum(poids * canal for poids, canal in zip((0.2126, 0.7152, 0.0722), lineaires, strict=True))


def _contraste(une, autre):
    sombre, claire = sorted((_luminance(une), _luminance(autre)))
    return (claire + 0.05) / (sombre + 0.05)


@pytest.mark.parametrize(("theme", "fonds"), [("clair", ("#FFFFFF", "#F6F4EE")), ("sombre", ("#1E211C", "#161814"))])
def test_les_couleurs_du_second_modele_se_lisent(ateliers, theme, fonds):
    palette = getattr(ateliers.identite.couleurs, theme)
    paires = [(palette.vert, fond) for fond in (*fonds, palette.vert_doux, palette.sur_vert)]
    paires.append((palette.vert_fort, palette.sur_vert))
    assert all(_contraste(*paire) >= 4.5 for paire in paires)


# --- Files that are refused --------------------------------------------------------------------

# Where the valid file is spoilt, with what, and the exact sentence that must come back.
REFUS = [
    (("couleur",), "vert", "couleur : clé inconnue. Clés admises : code, identite, vagues, modules, besoins, conditions_admission, "
     "territoires, filieres, formes_juridiques, criteres, axes_autonomie, lignes_financement, gabarits, reglages."),
    (("besoins", 0, "nom"), "x", "besoins[1].nom : clé inconnue. Clés admises : code, titre, nom_court, description."),
    (("modules",), {}, "modules : une liste d’au moins une ligne est attendue."),
    (("modules",), [], "modules : une liste d’au moins une ligne est attendue."),
    (("identite",), "x", "identite : un groupe de clés est attendu."),
    (("identite", "nom"), " ", "identite.nom : un texte est attendu."),
    (("identite", "nom"), 2026, "identite.nom : un texte est attendu."),
    (("identite", "exemple"), "oui", "identite.exemple : écrivez true ou false."),
    (("criteres", "financement", 0, "poids"), True, "criteres.financement[1].poids : un nombre entier est attendu."),
    (("criteres", "financement", 0, "poids"), 0, "criteres.financement[1].poids : un poids est supérieur à zéro."),
    (("criteres", "labellisation", 1, "module"), "x",
     "criteres.labellisation[2].module : le module « x » n’existe pas dans ce modèle."),
    (("code",), "Ateliers Ruraux",
     "code : le code « Ateliers Ruraux » est refusé. Écrivez au plus 40 minuscules sans accent, chiffres ou tirets."),
    (("besoins", 1, "code"), "é",
     "besoins[2].code : le code « é » est refusé. Écrivez au plus 40 minuscules sans accent, chiffres ou tirets."),
    (("besoins", 1, "code"), "b" * 41,
     f"besoins[2].code : le code « {'b' * 41} » est refusé. Écrivez au plus 40 minuscules sans accent, chiffres ou tirets."),
    (("besoins", 1, "code"), "batiment", "besoins[2].code : le code « batiment » est déjà pris."),
    (("modules", 1, "attendus", 0, "code"), "inventaire", "attendus[3].code : le code « inventaire » est déjà pris."),
    (("criteres", "labellisation", 1, "code"), "utilite", "criteres.labellisation[2].code : le code « utilite » est déjà pris."),
    (("modules", 1, "numero"), 3, "modules[2].numero : le numéro 2 est attendu, pas 3."),
    (("modules", 0, "attendus", 0, "outil"), "tableur",
     "modules[1].attendus[1].outil : outil inconnu. Outils admis : cartographie, budget, plan_actions, equipements, indicateurs."),
    (("modules", 1, "besoins", 1), "x", "modules[2].besoins[2] : le besoin « x » n’existe pas dans ce modèle."),
    (("modules", 0, "besoins", 0), "vente", "besoins[1] : aucun module ne mène au besoin « batiment »."),
    (("vagues", 0, "ouverture"), "2026-02-02",
     "vagues[1].ouverture : une date et une heure de Paris sont attendues, par exemple 2021-11-04T23:59."),
    (("vagues", 0, "selection_prevue"), "mai 2026", "vagues[1].selection_prevue : une date est attendue, par exemple 2021-12-08."),
    (("vagues", 0, "cloture"), "2026-02-02T09:00", "vagues[1].cloture : la clôture doit suivre l’ouverture."),
    (("vagues", 0, "selection_prevue"), "2026-02-01", "vagues[1].selection_prevue : la sélection prévue précède l’ouverture."),
    (("vagues", 0, "publication"), "2026-04-14", "vagues[1].publication : la publication précède la clôture."),
    (("identite", "couleurs", "clair", "vert"), "vert",
     "identite.couleurs.clair.vert : une couleur est attendue, par exemple #1F5A4B."),
    (("gabarits", 0, "code"), "bienvenue", "gabarits[1].code : le gabarit « bienvenue » n’existe pas."),
    (("gabarits", 4, "corps"), "Bravo {prenom}", "gabarits[5].corps : le champ {prenom} est inconnu. Champs admis : animateur, "
     "date_seance, lien, motifs, programme, projet, structure, vague, voies_de_recours."),
    (("gabarits", 4, "objet"), "Bravo {", "gabarits[5].objet : une accolade est seule. Écrivez {champ}."),
    (("reglages", "quorum"), "1/2", "reglages.quorum : une clé s’écrit « application.reglage », par exemple comite.quorum."),
    (("reglages", "comite.quorum"), None, "reglages.comite.quorum : une valeur est attendue."),
]  # fmt: skip


@pytest.mark.parametrize(("place", "valeur", "phrase"), REFUS, ids=lambda v: ".".join(map(str, v)) if isinstance(v, tuple) else "")
def test_un_fichier_faux_est_refuse_par_une_phrase(brut, phrase_de, place, valeur, phrase):
    cible = brut
    for pas in place[:-1]:
        cible = cible[pas]
    cible[place[-1]] = valeur
    assert phrase_de(brut) == phrase


def test_une_cle_absente_est_nommee(brut, phrase_de):
    del brut["modules"][2]["titre"]
    assert phrase_de(brut) == "modules[3].titre : clé obligatoire absente."


def test_un_gabarit_absent_est_nomme(brut, phrase_de):
    brut["gabarits"] = [gabarit for gabarit in brut["gabarits"] if gabarit["code"] != "ajournement"]
    assert phrase_de(brut) == "gabarits : le gabarit « ajournement » manque."


def test_une_cle_donnee_deux_fois_est_refusee(phrase_de):
    assert phrase_de("code: a\nidentite: {}\ncode: b\n") == "ligne 3 : la clé « code » est donnée deux fois."


@pytest.mark.parametrize("contenu", ["", "- un\n- deux\n"])
def test_un_fichier_sans_groupe_est_refuse(phrase_de, contenu):
    assert phrase_de(contenu) == "fichier : un groupe de clés est attendu."


@pytest.mark.parametrize("contenu", ["code: a\nidentite: [1\n", "code: a\n? [a]\n: b\n", "code: a\nnom: *inconnu\n"])
def test_un_fichier_qui_n_est_pas_du_yaml_donne_sa_ligne(phrase_de, contenu):
    assert re.fullmatch(r"ligne [23] : ce n’est pas du YAML\. Vérifiez l’alignement et les deux-points\.", phrase_de(contenu))


@pytest.mark.parametrize("octets", [None, b"nom: \xe9", b"nom: \x00"])
def test_un_fichier_illisible_est_nomme(tmp_path, octets):
    if octets is not None:
        (tmp_path / "x.yaml").write_bytes(octets)
    with pytest.raises(ModeleInvalide, match="^Le fichier «\u00a0x.yaml\u00a0» ne peut pas être lu.$"):
        charger_modele(str(tmp_path / "x.yaml"))


def test_un_modele_inconnu_donne_la_liste():
    with pytest.raises(ModeleInvalide) as refus:
        charger_modele("inconnu")
    assert str(refus.value).replace("\u00a0", " ") == (
        "Le modèle « inconnu » n’existe pas. Modèles disponibles : ateliers-ruraux, manufactures-de-proximite."
    )
