"""Who presides when the chair is away or recused, and whose voice settles a tie."""

import pytest

from comite.actions.decisions import proclamer_decision
from comite.actions.deports import declarer_deport
from comite.actions.presences import arriver, donner_procuration, partir
from comite.actions.presidence import designer_presidence
from comite.actions.scrutins import clore_scrutin, ouvrir_scrutin
from comite.actions.seances import lever_seance, suspendre_seance
from comite.enums import Choix, ModeScrutin
from comite.models import Deport, Scrutin
from comite.queries.depouillements import depouiller_scrutin
from socle.comptes.acteur import acteur_de
from socle.comptes.actions.reglages import fixer_reglage
from socle.journal.models import Evenement
from tests.comite import fabriques as f
from tests.comite.fabriques import refus_de
from tests.manufactures.fabriques import MembreEquipeFactory

UN, AUTRE = Choix.ATTRIBUER, Choix.NE_PAS_ATTRIBUER


def designer(seance, membre, acteur=None):
    seance = designer_presidence(seance=seance, membre=membre, acteur=acteur)
    seance.refresh_from_db()
    return seance


def test_un_membre_preside_quand_la_presidence_est_partie(seance, comite):
    essai = {"seance": seance, "acteur": None}
    assert refus_de(designer_presidence, membre=comite[1], **essai) == "presidence_presente"
    partir(seance=seance, membre=comite[0], acteur=None)
    assert refus_de(designer_presidence, membre=comite[0], **essai) == "designee_absente"
    seance = designer(seance, comite[1])
    assert refus_de(designer_presidence, membre=comite[1], **essai) == "preside_deja"
    assert "à la présidence de séance" in Evenement.objects.get(verbe_code="presidence.designee").phrase
    suspendre_seance(seance=seance, acteur=acteur_de(comite[1].utilisateur))


def test_la_designation_prend_fin_et_ses_droits_avec_elle(seance, comite):
    partir(seance=seance, membre=comite[0], acteur=None)
    designer(seance, comite[1])
    seance = designer(seance, None)
    assert refus_de(suspendre_seance, seance=seance, acteur=acteur_de(comite[1].utilisateur)) == "pas_la_presidence"
    assert refus_de(designer_presidence, seance=seance, membre=None, acteur=None) == "designee_absente"


def test_une_presidence_deportee_laisse_presider_un_autre(seance, comite, pret):
    declarer_deport(membre=comite[0], projet=pret, acteur=None)
    seance = designer(seance, comite[1])
    scrutin = f.scrutin_clos(seance, {comite[1]: UN, comite[2]: AUTRE})
    assert depouiller_scrutin(scrutin).choix == UN
    proclamer_decision(scrutin=scrutin, acteur=acteur_de(comite[1].utilisateur))


def test_un_membre_ne_se_designe_pas(seance, comite):
    partir(seance=seance, membre=comite[0], acteur=None)
    assert refus_de(designer_presidence, seance=seance, membre=comite[1], acteur=acteur_de(comite[1].utilisateur)) == "pas_la_presidence"


def test_la_voix_de_la_presidence_absente_ne_departage_pas(comite, pret):
    seance = f.seance_ouverte(pret, presents=comite[1:])
    donner_procuration(seance=seance, mandant=comite[0], mandataire=comite[1], acteur=None)
    scrutin = f.scrutin_ouvert(seance)
    for pour, choix in ((None, AUTRE), (comite[0], UN)):
        f.voter(scrutin=scrutin, choix=choix, pour=pour, acteur=acteur_de(comite[1].utilisateur))
    resultat = depouiller_scrutin(clore_scrutin(scrutin=scrutin, acteur=None))
    assert (resultat.choix, resultat.a_departager) == (None, True)


def test_seule_la_personne_qui_preside_donne_la_voix_preponderante(seance, comite, coordinatrice):
    scrutin = f.scrutin_clos(seance, {comite[1]: UN, comite[2]: AUTRE}, mode=ModeScrutin.SECRET)
    essai = {"scrutin": scrutin, "voix_presidence": UN}
    assert refus_de(proclamer_decision, acteur=acteur_de(coordinatrice), **essai) == "voix_de_la_presidence"
    partir(seance=seance, membre=comite[0], acteur=None)
    assert refus_de(proclamer_decision, acteur=acteur_de(comite[0].utilisateur), **essai) == "voix_de_la_presidence"
    arriver(seance=seance, membre=comite[0], acteur=None)
    assert proclamer_decision(acteur=acteur_de(comite[0].utilisateur), **essai).voix_preponderante


@pytest.mark.parametrize(("regle", "attendu"), [("exprimes", None), ("relative", UN), ("presents", None)])
def test_la_majorite_du_reglement_a_l_ouverture(seance, comite, regle, attendu):
    regler = {"motif": "essai", "date_effet": f.date(2022, 1, 1), "auteur": None}
    fixer_reglage(cle="comite.majorite", valeur=regle, **regler)
    scrutin = f.scrutin_ouvert(seance)
    fixer_reglage(cle="comite.majorite", valeur="exprimes", **regler)
    for membre, choix in zip(comite, (Choix.AJOURNER, UN, UN), strict=True):
        f.voter(scrutin=scrutin, choix=choix if regle == "relative" else Choix.ABSTENTION, acteur=acteur_de(membre.utilisateur))
    resultat = depouiller_scrutin(clore_scrutin(scrutin=scrutin, acteur=None))
    assert (scrutin.majorite, resultat.choix) == (regle, attendu)


def test_la_presidence_departage_selon_la_majorite_du_scrutin(comite, pret):
    """Two answers level, a third apart: shared under a relative majority only."""
    fixer_reglage(cle="comite.majorite", valeur="relative", motif="essai", date_effet=f.date(2022, 1, 1), auteur=None)
    autres = [f.nommer_membre(utilisateur=v, siege=10 + n, qualite="etat", acteur=None) for n, v in enumerate(f.creer_votants(3))]
    seance = f.seance_ouverte(pret, presents=[*comite, *autres])
    choix = (UN, UN, AUTRE, AUTRE, Choix.AJOURNER)
    scrutin = f.scrutin_clos(seance, dict(zip([*comite[1:], *autres], choix, strict=True)), mode=ModeScrutin.SECRET)
    assert refus_de(proclamer_decision, scrutin=scrutin, acteur=None) == "egalite"
    assert proclamer_decision(scrutin=scrutin, acteur=acteur_de(comite[0].utilisateur), voix_presidence=UN).voix_preponderante


def test_lever_reste_a_qui_preside(seance, comite):
    assert refus_de(lever_seance, seance=seance, acteur=acteur_de(comite[1].utilisateur)) == "pas_la_presidence"


def test_un_lien_trouve_a_l_ouverture_du_scrutin_demande_une_presidence_designee(seance, comite, pret):
    point = seance.points.order_by("rang")[0]
    MembreEquipeFactory(projet=pret, utilisateur=comite[0].utilisateur, fonction="membre")
    ouvrir = {"point": point, "montants": f.MONTANTS}
    assert refus_de(ouvrir_scrutin, acteur=acteur_de(comite[0].utilisateur), **ouvrir) == "presidence_a_designer"
    assert not Scrutin.objects.exists()
    assert Deport.objects.de(comite[0]).filter(projet=pret, provisoire=True).exists()
    ouvrir["point"] = designer(seance, comite[1]).points.get(pk=point.pk)
    assert ouvrir_scrutin(acteur=acteur_de(comite[1].utilisateur), **ouvrir).deports == 1


def test_la_presidence_recusee_n_ouvre_pas_meme_si_une_autre_est_designee(seance, comite, pret):
    declarer_deport(membre=comite[0], projet=f.creer_projet(88), acteur=None)
    partir(seance=seance, membre=comite[0], acteur=None)
    seance = designer(seance, comite[1])
    arriver(seance=seance, membre=comite[0], acteur=None)
    MembreEquipeFactory(projet=pret, utilisateur=comite[0].utilisateur, fonction="membre")
    ouvrir = {"point": seance.points.order_by("rang")[0], "montants": f.MONTANTS}
    assert refus_de(ouvrir_scrutin, acteur=acteur_de(comite[0].utilisateur), **ouvrir) == "presidence_a_designer"
    assert ouvrir_scrutin(acteur=acteur_de(comite[1].utilisateur), **ouvrir).deports == 1
