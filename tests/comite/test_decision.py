"""Proclaiming: what was voted, with its reasons, conditions, return and ranks."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, connection, transaction
from django.utils import timezone

from comite.actions.decisions import Conditions, Retour, proclamer_decision
from comite.actions.dossiers import figer_dossier
from comite.actions.notation import noter_dossier
from comite.actions.seances import lever_seance, publier_decisions, suspendre_seance
from comite.enums import Choix, ModeScrutin, SensDecision, TypeSeance
from comite.models import Ajournement, Bulletin, Decision, Dossier, Enveloppe, LigneDecision, Participation, Scrutin
from comite.queries.depouillements import notations
from comite.queries.pour_projet import pour_projet
from manufactures.enums import StatutProjet
from socle.comptes.acteur import acteur_de
from socle.comptes.actions.reglages import fixer_reglage
from socle.courriers.models import Courrier
from tests.comite import fabriques as f
from tests.comite.fabriques import refus_de, refus_en_base


def dans(jours):
    return timezone.localdate() + timedelta(days=jours)


def proclamer(seance, membres, choix, **options):
    return proclamer_decision(scrutin=f.scrutin_clos(seance, f.tous(membres, choix)), acteur=None, **options)


def test_on_ne_proclame_qu_un_scrutin_clos(seance):
    assert refus_de(proclamer_decision, scrutin=f.scrutin_ouvert(seance), acteur=None) == "scrutin_non_clos"


def test_on_ne_proclame_pas_pendant_une_suspension(seance, comite):
    scrutin = f.scrutin_clos(seance, f.tous(comite, Choix.ATTRIBUER))
    suspendre_seance(seance=seance, acteur=None)
    assert refus_de(proclamer_decision, scrutin=scrutin, acteur=None) == "seance_non_ouverte"
    f.ouvrir_seance(seance=seance, acteur=None)
    assert proclamer_decision(scrutin=scrutin, acteur=None).etat == SensDecision.ATTRIBUE


def test_une_decision_n_est_proclamee_qu_une_fois(seance, comite):
    decision = proclamer(seance, comite, Choix.ATTRIBUER)
    assert refus_de(proclamer_decision, scrutin=decision.scrutin, acteur=None) == "scrutin_non_clos"
    assert refus_de(f.scrutin_ouvert, seance=seance) == "deja_decide"


def test_l_egalite_attend_la_voix_de_la_presidence(seance, comite):
    scrutin = f.scrutin_clos(seance, {comite[1]: Choix.ATTRIBUER, comite[2]: Choix.NE_PAS_ATTRIBUER}, mode=ModeScrutin.SECRET)
    assert refus_de(proclamer_decision, scrutin=scrutin, acteur=None) == "egalite"
    decision = proclamer_decision(scrutin=scrutin, acteur=None, voix_presidence=Choix.ATTRIBUER)
    assert (decision.etat, decision.voix_preponderante) == (SensDecision.ATTRIBUE, True)


def test_nominal_la_voix_de_la_presidence_est_deja_dans_l_urne(seance, comite):
    scrutin = f.scrutin_clos(seance, {comite[0]: Choix.ATTRIBUER, comite[1]: Choix.NE_PAS_ATTRIBUER})
    assert proclamer_decision(scrutin=scrutin, acteur=None).etat == SensDecision.ATTRIBUE


def test_sans_majorite_rien_n_est_decide(seance, comite):
    scrutin = f.scrutin_clos(seance, f.tous(comite, Choix.ABSTENTION))
    assert refus_de(proclamer_decision, scrutin=scrutin, acteur=None) == "sans_majorite"


@pytest.mark.parametrize(
    ("choix", "code"),
    [(Choix.NE_PAS_ATTRIBUER, "motifs_manquants"), (Choix.SOUS_RESERVE, "conditions_manquantes"), (Choix.AJOURNER, "motifs_manquants")],
)
def test_ce_qui_doit_accompagner(seance, comite, choix, code):
    scrutin = f.scrutin_clos(seance, f.tous(comite, choix))
    assert refus_de(proclamer_decision, scrutin=scrutin, acteur=None) == code


@pytest.mark.parametrize(("jours", "code"), [(None, "retour_manquant"), (0, "retour_passe"), (400, "retour_lointain")])
def test_un_ajournement_dit_quand_il_revient(seance, comite, coordinatrice, jours, code):
    scrutin = f.scrutin_clos(seance, f.tous(comite, Choix.AJOURNER))
    retour = Retour("Bail", "Copie", coordinatrice, date_retour=None if jours is None else dans(jours))
    assert refus_de(proclamer_decision, scrutin=scrutin, acteur=None, motifs="Bail", retour=retour) == code


def test_un_ajournement_ne_prend_rien_a_l_enveloppe(seance, comite, pret, coordinatrice):
    decision = proclamer(seance, comite, Choix.AJOURNER, motifs="Bail", retour=Retour("Bail", "Copie", coordinatrice, dans(30)))
    pret.refresh_from_db()
    assert (decision.montant, Enveloppe.objects.get().montant_attribue, pret.etat) == (0, 0, StatutProjet.AJOURNE)
    assert "n’est pas un refus" in Courrier.objects.retenus().first().texte


def test_la_lettre_dit_les_voies_de_recours(seance, comite):
    voies = "Vous pouvez saisir le tribunal administratif dans les deux mois."
    fixer_reglage(cle="courriers.voies_de_recours", valeur=voies, motif="Essai", date_effet=date(2020, 1, 1), auteur=None)
    proclamer(seance, comite, Choix.NE_PAS_ATTRIBUER, motifs="Bail")
    assert voies in Courrier.objects.retenus().first().texte


def test_la_lettre_part_a_l_adresse_de_chaque_personne_de_l_equipe(seance, comite, porteuse, partenaire):
    proclamer(seance, comite, Choix.ATTRIBUER)
    assert set(Courrier.objects.retenus().values_list("adresse", flat=True)) == {porteuse.email, partenaire.email}


def test_sous_reserve_garde_ses_conditions(seance, comite, pret):
    conditions = Conditions("Accord de la Région", f.dans(60), "Délibération")
    decision = proclamer(seance, comite, Choix.SOUS_RESERVE, conditions=conditions)
    pret.refresh_from_db()
    assert (decision.conditions, decision.montant, pret.etat) == ("Accord de la Région", 255_000, StatutProjet.SOUS_RESERVE)


@pytest.mark.parametrize(
    ("choix", "statut"),
    [
        (Choix.RETENIR, StatutProjet.LABELLISE),
        (Choix.LISTE_ATTENTE, StatutProjet.LISTE_ATTENTE),
        (Choix.NE_PAS_RETENIR, StatutProjet.NON_RETENU),
        (Choix.IRRECEVABLE, StatutProjet.IRRECEVABLE),
    ],
)
def test_labelliser(comite, choix, statut):
    projet = f.creer_projet(5, StatutProjet.RECEVABLE)
    seance = f.seance_ouverte(projet, presents=comite, type_seance=TypeSeance.LABELLISATION)
    proclamer(seance, comite, choix, motifs="Motif", rang_attente=1 if choix == Choix.LISTE_ATTENTE else None)
    projet.refresh_from_db()
    assert projet.etat == statut


def test_un_ecart_de_rang_demande_son_motif(seance, comite):
    noter_dossier(dossier=Dossier.objects.get(), notes={"local": (4, ""), "economie": (3, "")}, acteur=acteur_de(comite[1].utilisateur))
    scrutin = f.scrutin_clos(seance, f.tous(comite, Choix.ATTRIBUER))
    assert refus_de(proclamer_decision, scrutin=scrutin, acteur=None, rang_decide=2) == "ecart_a_motiver"
    decision = proclamer_decision(scrutin=scrutin, acteur=None, rang_decide=2, motif_ecart="Territoire sans autre lieu")
    assert (decision.rang_note, decision.rang_decide, decision.note) == (1, 2, 72)


def test_les_notes_se_remplacent_et_gardent_leur_echelle(seance, comite):
    noter = {"dossier": Dossier.objects.get(), "acteur": acteur_de(comite[1].utilisateur)}
    noter_dossier(notes={"local": (1, "")}, **noter)
    noter_dossier(notes={"local": (5, "Bail signé")}, **noter)
    assert notations(seance.pk)[seance.points.get().pk].note == 100
    assert refus_de(noter_dossier, notes={"local": (6, "")}, **noter) == "note_hors_echelle"


def test_un_dossier_se_fige_une_fois(seance):
    assert refus_de(figer_dossier, point=seance.points.get(), contenu={}, acteur=None) == "dossier_fige"


def test_au_dela_de_l_enveloppe_rien_n_est_ecrit(seance, comite, pret):
    scrutin = f.scrutin_clos(seance, f.tous(comite, Choix.ATTRIBUER))
    Enveloppe.objects.update(montant_total=254_999)
    assert refus_de(proclamer_decision, scrutin=scrutin, acteur=None) == "enveloppe_depassee"
    assert not Decision.objects.exists()


# --- What the database refuses by itself ---


def test_l_enveloppe_ne_bouge_que_par_une_decision(seance, comite):
    decision = proclamer(seance, comite, Choix.ATTRIBUER)
    assert "ne change que par une décision" in refus_en_base(lambda: Enveloppe.objects.update(montant_attribue=0))
    ligne = {"decision": decision, "ligne": "autre", "montant": 26_400_000}
    assert "enveloppe_jamais_depassee" in refus_en_base(lambda: LigneDecision.objects.create(**ligne))


def test_ni_voix_ni_bulletin_hors_du_scrutin_ouvert(seance, comite):
    scrutin = f.scrutin_clos(seance, f.tous(comite[:2], Choix.ATTRIBUER))
    voix = {"scrutin": scrutin, "membre": comite[2], "exprime_par": comite[2], "created_at": timezone.now()}
    assert "n’est pas ouvert" in refus_en_base(lambda: Participation.objects.create(**voix))
    bulletin = {"scrutin": scrutin, "membre": comite[2], "choix": Choix.ATTRIBUER}
    assert "se dépose pendant le scrutin" in refus_en_base(lambda: Bulletin.objects.create(**bulletin))


def test_pas_de_bulletin_sans_participation(seance, comite):
    bulletin = {"scrutin": f.scrutin_ouvert(seance), "membre": comite[2], "choix": Choix.ATTRIBUER}
    assert "un bulletin suit une participation" in refus_en_base(lambda: Bulletin.objects.create(**bulletin))


def test_pas_de_scrutin_sans_quorum_meme_a_la_main(seance):
    voix = {"votants": 3, "deports": 0, "presents": 1, "representes": 0, "quorum_requis": 2}
    champs = {"point": seance.points.get(), "mode": ModeScrutin.NOMINAL, "question": "Attribuer ?", "ouvert_at": timezone.now()}
    assert "scrutin_quorum_atteint" in refus_en_base(lambda: Scrutin.objects.create(**champs, **voix))
    scrutin = f.scrutin_ouvert(seance)
    assert "sont figés" in refus_en_base(lambda: Scrutin.objects.filter(pk=scrutin.pk).update(quorum_requis=1))


def test_un_scrutin_proclame_ne_change_plus(seance, comite):
    scrutin = Scrutin.objects.filter(pk=proclamer(seance, comite, Choix.ATTRIBUER).scrutin_id)
    assert "ce scrutin ne change plus" in refus_en_base(lambda: scrutin.update(statut="annule", motif_annulation="x"))


def test_un_ajournement_sans_retour_est_refuse(seance, comite):
    decision = proclamer(seance, comite, Choix.NE_PAS_ATTRIBUER, motifs="Non")
    ajournement = {"points_a_lever": "a", "preuve_attendue": "b", "personne_en_charge": comite[0].utilisateur, "date_retour": dans(9)}
    with pytest.raises(IntegrityError), transaction.atomic():
        Ajournement.objects.create(decision=decision, **ajournement)
        connection.cursor().execute("SET CONSTRAINTS decision_entiere IMMEDIATE")


def test_la_date_de_lecture_ne_bouge_pas_sous_embargo(seance, comite, pret):
    avant = pour_projet(pret, avec_embargo=True)
    assert avant.prochaine_seance == seance.date_prevue
    proclamer_decision(scrutin=f.scrutin_clos(seance, f.tous(comite, Choix.ATTRIBUER)), acteur=None)
    lever_seance(seance=seance, acteur=None)
    assert pour_projet(pret, avec_embargo=True) == avant
    publier_decisions(seance=seance, acteur=None)
    assert pour_projet(pret, avec_embargo=True).prochaine_seance is None
    assert pour_projet(pret, avec_embargo=False).prochaine_seance is None


def test_le_retour_d_un_ajournement_ne_se_voit_pas_sous_embargo(seance, comite, pret, porteuse):
    suivante = f.seance_convoquee(f.creer_projet(9), jours=30)
    avant = pour_projet(pret, avec_embargo=True)
    proclamer(seance, comite, Choix.AJOURNER, motifs="Bail", retour=Retour("Le bail", "Le bail signé", porteuse, seance_retour=suivante))
    assert pour_projet(pret, avec_embargo=True) == avant
    assert pour_projet(pret, avec_embargo=False).prochaine_seance == suivante.date_prevue
