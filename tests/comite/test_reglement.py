"""The règlement intérieur in act: on its date and not before, each setting changes what a sitting may do."""

from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from comite.actions.decisions import Retour, proclamer_decision
from comite.actions.notation import noter_dossier
from comite.actions.presences import donner_procuration, partir
from comite.actions.seances import convoquer, creer_seance
from comite.enums import Choix
from comite.models import Decision, Dossier, Scrutin, Seance
from comite.queries.depouillements import depouiller_scrutin
from socle.comptes.acteur import acteur_de
from socle.comptes.actions.reglages import fixer_reglage
from socle.lib.refus import ActionRefusee
from tests.comite import fabriques as f
from tests.comite import pv as p
from tests.comite.fabriques import refus_de


def regler(cle, valeur, dans=0):
    fixer_reglage(cle=cle, valeur=valeur, motif="Essai", date_effet=timezone.localdate() + timedelta(days=dans), auteur=None)


def essayer(acte, *arguments):
    """Return what an act gives, or the code of its refusal; what it wrote is taken back."""
    try:
        with transaction.atomic():
            resultat = acte(*arguments)
            transaction.set_rollback(True)
            return resultat
    except ActionRefusee as erreur:
        return erreur.refus.code


def ouvrir_a_deux(seance, comite):
    partir(seance=seance, membre=comite[2], acteur=None)
    return f.scrutin_ouvert(seance).quorum_requis


def ouvrir_seule_en_seconde_convocation(seance, comite):
    seconde = Seance.objects.get(pk=seance.pk)
    seconde.seconde_convocation_de = creer_seance(type_seance="financement", date_prevue=f.dans(9), lieu="Ici", acteur=None)
    seconde.save()
    for membre in comite[1:]:
        partir(seance=seconde, membre=membre, acteur=None)
    return f.scrutin_ouvert(seconde).quorum_requis


def porter_deux_voix(seance, comite):
    for mandant in comite[1:]:
        donner_procuration(seance=seance, mandant=mandant, mandataire=comite[0], acteur=None)


def convoquer_a_six_jours(seance, comite):
    autre = creer_seance(type_seance="financement", date_prevue=f.dans(6), lieu="Ici", acteur=None)
    f.inscrire_projet(seance=autre, projet=f.creer_projet(2), acteur=None)
    convoquer(seance=autre, acteur=None)


def mode_par_defaut(seance, comite):
    return f.scrutin_ouvert(seance).mode


def partager_les_voix(seance, comite):
    return depouiller_scrutin(f.scrutin_clos(seance, {comite[0]: Choix.ATTRIBUER, comite[1]: Choix.NE_PAS_ATTRIBUER})).choix


def ajourner_quarante_jours(seance, comite):
    retour = Retour("Bail", "Bail signé", comite[0].utilisateur, f.dans(40).date())
    proclamer_decision(scrutin=f.scrutin_clos(seance, f.tous(comite, Choix.AJOURNER)), acteur=None, motifs="Bail", retour=retour)


def demander_plus_que_l_enveloppe(seance, comite):
    return f.scrutin_ouvert(seance, montants={"investissement": 27_000_000}).statut


def noter_huit(seance, comite):
    return len(noter_dossier(dossier=Dossier.objects.get(), notes={"local": (8, "")}, acteur=acteur_de(comite[0].utilisateur)))


def noms_au_proces_verbal(seance, comite):
    return bool(p.pv_a_signer(seance, comite).contenu["points"][0]["scrutins"][0]["noms"])


@pytest.mark.parametrize(
    ("cle", "valeur", "acte", "avant", "apres"),
    [
        ("quorum", "1", ouvrir_a_deux, 2, "sans_quorum"),
        ("seconde_convocation_sans_quorum", False, ouvrir_seule_en_seconde_convocation, 1, "sans_quorum"),
        ("procurations_max", 2, porter_deux_voix, "procurations_max", None),
        ("convocation_jours", 10, convoquer_a_six_jours, None, "delai_court"),
        ("scrutin", "secret", mode_par_defaut, "nominal", "secret"),
        ("voix_preponderante", False, partager_les_voix, Choix.ATTRIBUER, None),
        ("ajournement_mois_max", 1, ajourner_quarante_jours, None, "retour_lointain"),
        ("depassement_enveloppe", "alerter", demander_plus_que_l_enveloppe, "enveloppe_depassee", "ouvert"),
        ("note_max", 10, noter_huit, "note_hors_echelle", 1),
        ("noms_au_proces_verbal", False, noms_au_proces_verbal, True, False),
    ],
)  # fmt: skip
def test_un_reglage_vaut_a_sa_date(seance, comite, cle, valeur, acte, avant, apres):
    regler(f"comite.{cle}", valeur, dans=1)
    assert essayer(acte, seance, comite) == avant
    regler(f"comite.{cle}", valeur)
    assert essayer(acte, seance, comite) == apres


def test_alerter_sur_l_enveloppe_ne_la_fait_pas_depasser(seance, comite):
    regler("comite.depassement_enveloppe", "alerter")
    scrutin = f.scrutin_clos(seance, f.tous(comite, Choix.ATTRIBUER), montants={"investissement": 27_000_000})
    assert refus_de(proclamer_decision, scrutin=scrutin, acteur=None) == "enveloppe_depassee"
    assert not Decision.objects.exists()


@pytest.mark.parametrize(("mode", "montrees"), [("nominal", True), ("secret", False)])
def test_les_voix_en_direct_sont_celles_d_un_scrutin_nominal(seance, comite, client_de, membre, settings, mode, montrees):
    settings.MFA_EXIGEE = False
    f.voter(scrutin=f.scrutin_ouvert(seance, mode=mode), choix=Choix.ATTRIBUER, acteur=acteur_de(comite[0].utilisateur))
    client, adresse = client_de(membre), reverse("seance_salle", args=["manufactures", seance.pk])
    assert client.get(adresse).context["salle"].lignes_de_voix == []
    regler("comite.resultat_en_direct", True)
    salle = client.get(adresse).context["salle"]
    assert (salle.voix_montrees, sum(ligne.nombre for ligne in salle.lignes_de_voix)) == (montrees, int(montrees))


# --- Between the opening of a ballot and its count ---


def compter(scrutin, comite):
    """Two voices against one another, the third gone: a tie that the chair settles, on two of three voices."""
    for membre, choix in ((comite[0], Choix.ATTRIBUER), (comite[1], Choix.NE_PAS_ATTRIBUER)):
        f.voter(scrutin=scrutin, choix=choix, acteur=acteur_de(membre.utilisateur))
    partir(seance=scrutin.point.seance, membre=comite[2], acteur=None)
    decision = proclamer_decision(scrutin=f.clore_scrutin(scrutin=scrutin, acteur=None), acteur=None)
    return decision.sens, decision.voix_preponderante, decision.note


@pytest.mark.parametrize(("cle", "valeur"), [("voix_preponderante", False), ("majorite", "presents"), ("quorum", "1"), ("note_max", 10)])
def test_un_scrutin_se_compte_par_les_regles_de_son_ouverture(seance, comite, cle, valeur):
    noter_dossier(dossier=Dossier.objects.get(), notes={"local": (4, ""), "economie": (4, "")}, acteur=acteur_de(comite[0].utilisateur))
    scrutin = f.scrutin_ouvert(seance)
    regler(f"comite.{cle}", valeur)
    assert compter(scrutin, comite) == ("attribue", True, 80)


@pytest.mark.parametrize("champs", [{"preponderante": False}, {"note_max": 10}, {"majorite": "presents"}, {"quorum_requis": 1}])
def test_la_base_refuse_de_changer_les_regles_d_un_scrutin_ouvert(seance, comite, champs):
    scrutin = f.scrutin_ouvert(seance)
    assert "figé" in f.refus_en_base(lambda: Scrutin.objects.filter(pk=scrutin.pk).update(**champs))
