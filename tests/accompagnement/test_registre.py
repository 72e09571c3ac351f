"""The ledger, attacked: what PostgreSQL refuses to the runtime role, and what no sequence of acts can break."""

import re

import pytest
from django.db import DatabaseError, IntegrityError, connection, transaction

from accompagnement.actions.credits import transferer
from accompagnement.actions.registre import inscrire, mouvement, verrouiller_comptes
from accompagnement.enums import CHEMINS, PASSAGES, NatureCompte, NatureMouvement
from accompagnement.models import CompteCredits, MouvementCredit
from accompagnement.queries.credits import credits_du_projet, ecarts_du_registre, somme_des_comptes
from socle.lib.refus import ActionRefusee
from tests.accompagnement.fabriques import ENVELOPPE, ouvrir
from tests.manufactures.fabriques import ProjetFactory

TRICHES = {
    "hausser un solde": "UPDATE accompagnement_comptecredits SET solde = solde + 5 WHERE nature = 'disponible'",
    "déplacer un compte": "UPDATE accompagnement_comptecredits SET besoin_id = (SELECT id FROM accompagnement_besoin "
    "WHERE code = 'offre-formation') WHERE nature = 'expire' AND besoin_id = (SELECT min(id) FROM accompagnement_besoin)",
    "supprimer un compte": "DELETE FROM accompagnement_comptecredits WHERE nature = 'expire'",
    "effacer un mouvement": "DELETE FROM accompagnement_mouvementcredit",
    "réécrire un mouvement": "UPDATE accompagnement_mouvementcredit SET quantite = 1",
    "vider le registre": "TRUNCATE accompagnement_mouvementcredit",
    "couper les gardes": "ALTER TABLE accompagnement_comptecredits DISABLE TRIGGER ALL",
    "naître riche": "INSERT INTO accompagnement_comptecredits (programme_id, nature, projet_id, besoin_id, solde) "
    "SELECT c.programme_id, nature, projet_id, b.id, 9 FROM accompagnement_comptecredits c, accompagnement_besoin b "
    "WHERE nature = 'expire' AND b.code = 'offre-formation' LIMIT 1",
}


@pytest.mark.parametrize("sql", TRICHES.values(), ids=TRICHES)
def test_la_base_refuse_de_tricher(suivi, sql):
    refus = "ne change que par un mouvement|ne se supprime pas|s’ouvre à zéro|permission denied|must be owner"
    with pytest.raises(DatabaseError, match=refus), transaction.atomic(), connection.cursor() as curseur:
        curseur.execute(sql)
    assert (list(ecarts_du_registre()), somme_des_comptes()) == ([], 0)


@pytest.fixture
def comptes(suivi):
    return verrouiller_comptes(suivi.pk)


def _inscrire(comptes, besoin, nature, de, vers, quantite=1, **champs):
    defauts = {"source": "Essai", "acteur": None, "cle": f"essai:{nature}:{quantite}", "motif": "Essai"}
    ligne = mouvement(nature=nature, de=comptes[besoin.pk, de], vers=comptes[besoin.pk, vers], quantite=quantite, **defauts | champs)
    inscrire(ligne)
    return ligne


def test_des_lignes_ecrites_ensemble_disent_chacune_ce_qui_reste(suivi, comptes, besoin):
    def ligne(quantite):
        de, vers = comptes[besoin.pk, NatureCompte.DISPONIBLE], comptes[besoin.pk, NatureCompte.EXPIRE]
        nature, cle = NatureMouvement.EXPIRATION, f"essai:{quantite}"
        return mouvement(nature=nature, de=de, vers=vers, quantite=quantite, source="Essai", motif="Essai", acteur=None, cle=cle)

    avant = credits_du_projet(suivi).total.disponibles
    inscrire(ligne(1), ligne(2))

    apres = suivi.mouvements_credit.filter(cle__startswith="essai:").order_by("pk").values_list("disponible_apres", flat=True)
    assert list(apres) == [avant - 1, avant - 3]
    assert not ecarts_du_registre().exists()


def test_une_ligne_deja_ecrite_et_ignoree_ne_bouge_rien(suivi, comptes, besoin):
    ligne = _inscrire(comptes, besoin, NatureMouvement.EXPIRATION, NatureCompte.DISPONIBLE, NatureCompte.EXPIRE)
    avant = credits_du_projet(suivi).total
    ligne.pk = None
    MouvementCredit.objects.bulk_create([ligne], ignore_conflicts=True)

    assert credits_du_projet(suivi).total == avant
    assert not ecarts_du_registre().exists()


@pytest.mark.parametrize("de", [c for c in NatureCompte if c not in (NatureCompte.FINANCEMENT, NatureCompte.ENVELOPPE)])
@pytest.mark.parametrize("nature", list(CHEMINS))
def test_chaque_nature_n_a_que_ses_chemins(comptes, besoin, nature, de):
    vers = NatureCompte.DISPONIBLE if de == NatureCompte.CONSOMME else NatureCompte.CONSOMME
    if (de, vers) in CHEMINS[nature]:
        vers = NatureCompte.EXPIRE
    with pytest.raises(IntegrityError), transaction.atomic():
        _inscrire(comptes, besoin, nature, de, vers)


def test_un_solde_ne_descend_pas_sous_zero(comptes, besoin):
    with pytest.raises(IntegrityError, match="jamais_negatif"), transaction.atomic():
        _inscrire(comptes, besoin, NatureMouvement.EXPIRATION, NatureCompte.DISPONIBLE, NatureCompte.EXPIRE, 4)


def test_une_reserve_demande_une_mission(comptes, besoin):
    with pytest.raises(IntegrityError, match="appartient à une mission"), transaction.atomic():
        _inscrire(comptes, besoin, NatureMouvement.RESERVATION, NatureCompte.DISPONIBLE, NatureCompte.RESERVE)


def test_une_mission_ne_rend_pas_plus_qu_elle_ne_tient(reserver, expert, suivi, besoin):
    une, _autre = [reserver(c) for c in ouvrir(expert, 2)]
    with pytest.raises(IntegrityError, match="rend plus de crédits"), transaction.atomic():
        _inscrire(
            verrouiller_comptes(suivi.pk), besoin, NatureMouvement.LIBERATION, NatureCompte.RESERVE, NatureCompte.DISPONIBLE, 2, mission=une
        )


def test_une_contre_passation_renverse_exactement(comptes, besoin, suivi):
    erreur = _inscrire(comptes, besoin, NatureMouvement.EXPIRATION, NatureCompte.DISPONIBLE, NatureCompte.EXPIRE)
    champs = {"nature": NatureMouvement.CONTRE_PASSATION, "de": erreur.vers, "vers": erreur.de, "projet": suivi, "besoin": besoin}
    champs |= {"source": "Correction", "motif": "Saisie par erreur", "valeur_unitaire": 450, "corrige": erreur}
    with pytest.raises(IntegrityError, match="exactement"), transaction.atomic():
        MouvementCredit.objects.create(**champs, quantite=2, cle="deux")
    MouvementCredit.objects.create(**champs, quantite=1, cle="une")
    assert credits_du_projet(suivi).du_besoin(besoin.code).disponibles == 3
    assert list(ecarts_du_registre()) == []


def test_un_compte_d_un_autre_projet_est_refuse(comptes, besoin, suivi):
    autre = ProjetFactory(en_accompagnement=True)
    with pytest.raises(IntegrityError, match="reste dans son projet"), transaction.atomic():
        MouvementCredit.objects.create(
            nature=NatureMouvement.EXPIRATION, de=comptes[besoin.pk, NatureCompte.DISPONIBLE], vers=comptes[besoin.pk, NatureCompte.EXPIRE],
            quantite=1, projet=autre, besoin=besoin, source="Essai", motif="Essai", valeur_unitaire=450, cle="autre",
        )  # fmt: skip


def test_la_dotation_vient_de_l_enveloppe(suivi):
    enveloppe = CompteCredits.objects.get(nature=NatureCompte.ENVELOPPE)
    financement = CompteCredits.objects.get(nature=NatureCompte.FINANCEMENT)
    assert (enveloppe.solde, financement.solde) == (ENVELOPPE - 5, -ENVELOPPE)
    assert credits_du_projet(suivi).total.disponibles == 5
    assert [m.disponible_apres for m in suivi.mouvements_credit.order_by("pk")] == [3, 5]


def test_un_transfert_ouvre_le_besoin_qui_manque(suivi, besoins, coordinatrice, acteur_de):
    de, vers = besoins["modele-economique"], besoins["offre-formation"]
    champs = {"projet": suivi, "de": de, "vers": vers, "quantite": 2, "motif": "Bail déjà obtenu", "acteur": acteur_de(coordinatrice)}
    mouvement = transferer(**champs, cle="t1")
    assert transferer(**champs, cle="t1") == mouvement
    credits = credits_du_projet(suivi)
    assert (credits.du_besoin(de.code).disponibles, credits.du_besoin(vers.code).disponibles) == (1, 2)
    with pytest.raises(ActionRefusee, match="indiquez 1 au plus"):
        transferer(**champs, cle="t2")


def _couples_de_la_base(fonction, colonnes):
    """Read the table a SQL function holds, from its text."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT prosrc FROM pg_proc WHERE proname = %s", [fonction])
        texte = curseur.fetchone()[0].partition("VALUES")[2]
    return {tuple(re.findall(r"'(\w+)'", ligne)) for ligne in re.findall(r"\(([^()]*)\)", texte) if ligne.count("'") == 2 * colonnes}


def test_la_base_et_le_code_ont_les_memes_passages(programme):
    assert _couples_de_la_base("passage_de_mission_permis", 2) == {(str(de), str(vers)) for de in PASSAGES for vers in PASSAGES[de]}
    assert _couples_de_la_base("chemin_de_credit_permis", 3) == {(str(n), str(de), str(vers)) for n in CHEMINS for de, vers in CHEMINS[n]}
