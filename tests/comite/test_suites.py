"""After a decision: conditions proved and lifted by other eyes, the waiting list, what changed since."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from comite.actions.attente import faire_monter
from comite.actions.decisions import ALever, Conditions, Retour, proclamer_decision
from comite.actions.dossiers import figer_dossier
from comite.actions.ordre_du_jour import inscrire_projet
from comite.actions.seances import creer_seance, lever_seance, publier_decisions
from comite.actions.suites import deposer_preuve, lever_condition, refuser_preuve, retirer_preuve, soumettre_a_la_seance
from comite.enums import Choix, EtatCondition, TypeSeance
from comite.models import ConditionALever, Decision, Dossier, GesteCondition, LigneDecision, PlaceEnAttente
from comite.queries.suites import a_faire_conditions
from comite.regles_comparaison import comparer
from comite.relances import conditions_a_prouver
from manufactures.enums import StatutProjet
from socle.comptes.acteur import acteur_de
from socle.comptes.actions.reglages import fixer_reglage
from tests.comite import fabriques as f
from tests.comite.fabriques import refus_de, refus_en_base
from tests.incubation.fabriques import fichier


def reserver(pret, comite, publiee=True) -> list[ConditionALever]:
    conditions = Conditions("Signer le bail", f.dans(30), "Le bail", suivantes=(ALever("Accord de la Région", "Délibération", None, f.dans(60)),))
    return list(f.decider(pret, comite, Choix.SOUS_RESERVE, publiee=publiee, conditions=conditions).conditions_a_lever.all())


def deposer(condition, personne, nom="bail.pdf"):
    return deposer_preuve(condition=condition, fichier=fichier(nom), acteur=acteur_de(personne), message="Voici")


def regler(cle, valeur):
    fixer_reglage(cle=cle, valeur=valeur, motif="Essai", date_effet=date(2020, 1, 1), auteur=None)


def test_le_projet_est_finance_quand_tout_est_leve(pret, comite, porteuse, coordinatrice):
    premiere, seconde = reserver(pret, comite)
    for condition, attendu in ((premiere, StatutProjet.SOUS_RESERVE), (seconde, StatutProjet.FINANCE)):
        deposer(condition, porteuse)
        lever_condition(condition=condition, acteur=acteur_de(coordinatrice))
        pret.refresh_from_db()
        assert pret.etat == attendu


def test_une_preuve_se_retire_se_refuse_et_se_redepose(pret, comite, porteuse, coordinatrice):
    condition = reserver(pret, comite)[0]
    deposer(condition, porteuse)
    retirer_preuve(condition=condition, acteur=acteur_de(porteuse))
    assert refus_de(lever_condition, condition=condition, acteur=acteur_de(coordinatrice)) == "sans_preuve"
    deposer(condition, porteuse)
    assert refus_de(refuser_preuve, condition=condition, motif=" ", acteur=acteur_de(coordinatrice)) == "motif_manquant"
    refuser_preuve(condition=condition, motif="Il manque une signature", acteur=acteur_de(coordinatrice))
    assert deposer(condition, porteuse).version.numero == 3


def test_avant_la_publication_rien_ne_court(pret, comite, porteuse):
    condition = reserver(pret, comite, publiee=False)[0]
    assert refus_de(deposer_preuve, condition=condition, fichier=fichier(), acteur=acteur_de(porteuse)) == "condition_sous_embargo"
    assert (a_faire_conditions(acteur_de(porteuse)), list(conditions_a_prouver(f.dans(0)))) == ([], [])


def test_l_equipe_la_voit_a_faire_et_en_est_relancee(pret, comite, porteuse, partenaire, experte):
    reserver(pret, comite)
    assert len(a_faire_conditions(acteur_de(porteuse))) == 2
    assert a_faire_conditions(acteur_de(experte)) == []
    assert {rappel.destinataire_pk for rappel in conditions_a_prouver(f.dans(0))} == {porteuse.pk, partenaire.pk}


def test_qui_depose_ne_leve_pas(pret, comite, coordinatrice, coordinateur):
    condition = reserver(pret, comite)[0]
    deposer(condition, coordinatrice)
    assert refus_de(lever_condition, condition=condition, acteur=acteur_de(coordinatrice)) == "quatre_yeux_preuve"
    levee = {"condition": condition, "geste": "levee", "auteur": coordinatrice}
    assert "ne lève pas la condition" in refus_en_base(lambda: GesteCondition.objects.create(**levee))
    lever_condition(condition=condition, acteur=acteur_de(coordinateur))
    condition.refresh_from_db()
    assert condition.statut == EtatCondition.LEVEE


def test_sans_quatre_yeux_la_meme_personne_leve(pret, comite, coordinatrice):
    regler("comite.quatre_yeux", False)
    condition = reserver(pret, comite)[0]
    deposer(condition, coordinatrice)
    assert lever_condition(condition=condition, acteur=acteur_de(coordinatrice)).geste == "levee"


def test_le_reglement_peut_confier_la_levee_a_la_seance(pret, comite, porteuse, presidente, coordinatrice):
    regler("comite.levee_des_reserves", "seance")
    condition = reserver(pret, comite)[0]
    deposer(condition, porteuse)
    assert refus_de(lever_condition, condition=condition, acteur=acteur_de(coordinatrice)) == "levee_seance"
    seance = f.seance_ouverte(f.creer_projet(3))
    assert refus_de(lever_condition, condition=condition, acteur=acteur_de(presidente)) == "levee_seance"
    soumettre_a_la_seance(condition=condition, seance=seance, acteur=acteur_de(coordinatrice))
    assert lever_condition(condition=condition, acteur=acteur_de(presidente)).geste == "levee"


def test_une_preuve_que_sa_seance_n_a_pas_examinee_va_a_une_autre(pret, comite, porteuse, coordinatrice):
    regler("comite.levee_des_reserves", "seance")
    condition, acteur = reserver(pret, comite)[0], acteur_de(coordinatrice)
    deposer(condition, porteuse)
    seance, suivante = (f.seance_ouverte(f.creer_projet(n)) for n in (3, 4))
    label = f.seance_ouverte(f.creer_projet(5, StatutProjet.RECEVABLE), type_seance=TypeSeance.LABELLISATION)
    assert refus_de(soumettre_a_la_seance, condition=condition, seance=label, acteur=acteur) == "seance_passee"
    soumettre_a_la_seance(condition=condition, seance=seance, acteur=acteur)
    assert refus_de(soumettre_a_la_seance, condition=condition, seance=suivante, acteur=acteur) == "preuve_en_seance"
    lever_seance(seance=seance, acteur=None)
    assert soumettre_a_la_seance(condition=condition, seance=suivante, acteur=acteur).seance == suivante


def test_une_condition_ne_change_que_par_un_geste(pret, comite):
    condition, phrase = reserver(pret, comite)[0], "une condition ne change que par un geste"
    meme = ConditionALever.objects.filter(pk=condition.pk)
    assert phrase in refus_en_base(lambda: meme.update(etat="levee"))
    assert phrase in refus_en_base(meme.delete)
    assert "ce geste n’est pas possible" in refus_en_base(lambda: GesteCondition.objects.create(condition=condition, geste="levee"))


# --- Four eyes on a file -----------------------------------------------------------------------


def scrutin_prepare(projet, comite, personne):
    """A closed ballot on a file that this person froze."""
    seance = creer_seance(type_seance=TypeSeance.FINANCEMENT, date_prevue=f.dans(10), lieu="Ici", acteur=None)
    point = inscrire_projet(seance=seance, projet=projet, acteur=None)
    figer_dossier(point=point, contenu=f.CONTENU, acteur=acteur_de(personne))
    seance = f.convoquer(seance=seance, acteur=None, motif_delai_court="urgence")
    f.preparer_les_membres(seance)
    seance = f.ouvrir_seance(seance=seance, acteur=None)
    for siege in comite:
        f.arriver(seance=seance, membre=siege, acteur=None)
    return f.scrutin_clos(seance, f.tous(comite, Choix.ATTRIBUER))


def test_qui_fige_le_dossier_ne_proclame_ni_ne_publie(pret, comite, coordinatrice, presidente):
    scrutin = scrutin_prepare(pret, comite, coordinatrice)
    assert refus_de(proclamer_decision, scrutin=scrutin, acteur=acteur_de(coordinatrice)) == "quatre_yeux_dossier"
    seance = proclamer_decision(scrutin=scrutin, acteur=acteur_de(presidente)).point.seance
    f.lever_seance(seance=seance, acteur=None)
    assert refus_de(publier_decisions, seance=seance, acteur=acteur_de(coordinatrice)) == "quatre_yeux_seance"
    publiee = {"publiee_at": f.dans(0), "publiee_par": coordinatrice}
    assert "qui a figé" in refus_en_base(lambda: type(seance).objects.filter(pk=seance.pk).update(**publiee))
    assert publier_decisions(seance=seance, acteur=acteur_de(presidente)) == 2


def champs_d_une_decision(scrutin) -> dict:
    """The columns of the decision this ballot gives, which is then taken back: nothing of it stays."""
    retour = transaction.savepoint()
    decision = proclamer_decision(scrutin=scrutin, acteur=None)
    transaction.savepoint_rollback(retour)
    return {champ.attname: getattr(decision, champ.attname) for champ in Decision._meta.concrete_fields if not champ.primary_key}


def decider_par(personne, champs) -> Decision:
    """Write a decision with its lines, past every action."""
    decision = Decision.objects.create(**champs | {"prise_par_id": personne.pk})
    LigneDecision.objects.bulk_create(LigneDecision(decision=decision, ligne=ligne, montant=m) for ligne, m in f.MONTANTS.items())
    return decision


def test_la_base_refuse_que_qui_a_fige_proclame(pret, comite, coordinatrice, coordinateur):
    champs = champs_d_une_decision(scrutin_prepare(pret, comite, coordinatrice))
    with pytest.raises(IntegrityError, match="qui a figé un dossier ne proclame pas sa décision"), transaction.atomic():
        decider_par(coordinatrice, champs)
    assert decider_par(coordinateur, champs).prise_par == coordinateur


def test_la_base_suit_le_reglement_sur_les_quatre_yeux(pret, comite, coordinatrice):
    champs = champs_d_une_decision(scrutin_prepare(pret, comite, coordinatrice))
    regler("comite.quatre_yeux", False)
    assert decider_par(coordinatrice, champs).prise_par == coordinatrice


# --- The waiting list --------------------------------------------------------------------------


def attendre(comite, numero, rang):
    projet = f.creer_projet(numero, StatutProjet.RECEVABLE)
    f.decider(projet, comite, Choix.LISTE_ATTENTE, type_seance=TypeSeance.LABELLISATION, rang_attente=rang)
    return PlaceEnAttente.objects.get(projet=projet)


def test_un_rang_est_obligatoire_et_unique(comite):
    attendre(comite, 1, 1)
    seance = f.seance_ouverte(f.creer_projet(2, StatutProjet.RECEVABLE), presents=comite, type_seance=TypeSeance.LABELLISATION)
    scrutin = f.scrutin_clos(seance, f.tous(comite, Choix.LISTE_ATTENTE))
    assert refus_de(proclamer_decision, scrutin=scrutin, acteur=None) == "rang_manquant"
    assert refus_de(proclamer_decision, scrutin=scrutin, acteur=None, rang_attente=1) == "rang_pris"
    assert proclamer_decision(scrutin=scrutin, acteur=None, rang_attente=2).place_en_attente.rang == 2


def test_le_premier_monte_et_revient_de_lui_meme(comite, coordinatrice):
    premier, second = attendre(comite, 1, 1), attendre(comite, 2, 2)
    acteur = acteur_de(coordinatrice)
    assert refus_de(faire_monter, place=second, motif="Abandon", acteur=acteur) == "pas_le_premier"
    assert refus_de(faire_monter, place=premier, motif="", acteur=acteur) == "motif_manquant"
    assert faire_monter(place=premier, motif="Abandon", acteur=acteur) is None
    seance = creer_seance(type_seance=TypeSeance.LABELLISATION, date_prevue=f.dans(30), lieu="Ici", acteur=None)
    assert [point.projet for point in seance.points.all()] == [premier.projet]
    assert faire_monter(place=second, motif="Abandon", acteur=acteur).seance == seance


# --- What changed since ------------------------------------------------------------------------


def test_un_dossier_qui_revient_dit_ce_qui_a_change(pret, comite, coordinatrice, porteuse):
    retour = Retour("Signer le bail", "Copie du bail", coordinatrice, f.dans(20).date())
    condition = f.decider(pret, comite, Choix.AJOURNER, retour=retour).conditions_a_lever.get()
    deposer(condition, porteuse)
    seance = creer_seance(type_seance=TypeSeance.FINANCEMENT, date_prevue=f.dans(25), lieu="Ici", acteur=None)
    figer_dossier(point=seance.points.get(), contenu=f.CONTENU | {"montants_demandes": {"investissement": "180000.00"}}, acteur=None)
    depuis = Dossier.objects.get(point__seance=seance).contenu["depuis"]
    assert [(c["element"], c["genre"]) for c in depuis["changements"]] == [("investissement", "modifié"), ("demarrage", "retiré")]
    assert depuis["preuves"][0]["etat"] == "Preuve déposée"


textes = st.text("abé ", max_size=4)
sections = st.lists(
    st.fixed_dictionaries({"titre": textes, "texte": textes, "faits": st.lists(st.lists(textes, min_size=2, max_size=2), max_size=3)}), max_size=3
)
contenus = st.fixed_dictionaries({"sections": sections, "montants_demandes": st.dictionaries(textes, textes, max_size=3)})


@given(contenus)
def test_un_dossier_ne_differe_pas_de_lui_meme(contenu):
    assert comparer(contenu, contenu) == []


@given(contenus, contenus)
def test_la_comparaison_se_retourne(ancien, nouveau):
    def cles(changements, avant, apres):
        return sorted((c["section"], c["element"], c[avant], c[apres]) for c in changements)

    assert cles(comparer(ancien, nouveau), "avant", "apres") == cles(comparer(nouveau, ancien), "apres", "avant")
