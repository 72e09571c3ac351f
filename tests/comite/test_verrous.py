"""The order of locks: a project before its sitting, a sitting before its minutes; through real connections."""

from functools import partial

import pytest
from django.utils import timezone

from comite.actions.decisions import Retour
from comite.actions.desaccords import noter_desaccord
from comite.actions.ordre_du_jour import inscrire_projet
from comite.actions.proces_verbaux import corriger_pv, generer_pv
from comite.actions.reports import modifier_seance, reporter_seance
from comite.actions.scrutins import ouvrir_scrutin
from comite.actions.seances import convoquer, creer_seance, ouvrir_seance
from comite.actions.signatures import signer_pv
from comite.enums import Choix, TypeSeance
from comite.models import Ajournement, PointOrdreDuJour, Seance
from manufactures.actions.projets import verrouiller
from socle.comptes.acteur import acteur_de
from socle.comptes.enums import Preuve
from socle.comptes.portee import programme_actif
from tests.comite import fabriques as f
from tests.comite import pv as p
from tests.comite.test_concurrence import en_meme_temps, pendant
from tests.conftest import creer_programme_de_test

pytestmark = pytest.mark.django_db(transaction=True)
MOTIFS = {"motif_delai_court": "Urgence", "acteur": None}


@pytest.fixture
def monde():
    programme = creer_programme_de_test("verrous")
    with programme_actif(programme):
        comite = f.creer_comite(*f.creer_votants(3))
    return programme, comite


def preparer(jours=30) -> Seance:
    return creer_seance(type_seance=TypeSeance.FINANCEMENT, date_prevue=f.dans(jours), lieu="Ici", acteur=None)


def ouvrir_un_scrutin(seance):
    seance = ouvrir_seance(seance=seance, acteur=None)
    for membre in f.Membre.objects.all():
        f.arriver(seance=seance, membre=membre, acteur=None)
    return lambda: ouvrir_scrutin(point=seance.points.get(), montants=f.MONTANTS, acteur=None).pk


GESTES = {
    "convoquer": (False, lambda s: lambda: convoquer(seance=s, **MOTIFS).pk),
    "modifier": (False, lambda s: lambda: modifier_seance(seance=s, date_prevue=f.dans(40), lieu="Là", acteur=None).pk),
    "reporter": (True, lambda s: lambda: reporter_seance(seance=s, date_prevue=f.dans(40), lieu="Là", motif="Grève", **MOTIFS).pk),
    "ouvrir la séance": (True, lambda s: lambda: ouvrir_seance(seance=s, acteur=None).pk),
    "ouvrir un scrutin": (True, ouvrir_un_scrutin),
}


def test_qui_attend_un_projet_ne_tient_pas_encore_la_seance(monde):
    """Who pours a project holds it, then asks for the sitting: it must be free, or the two wait for each other for ever."""
    programme, _ = monde
    for n, (convoquee, preparer_le_geste) in enumerate(GESTES.values(), 1):
        with programme_actif(programme):
            projet, seance = f.creer_projet(n), preparer()
            inscrire_projet(seance=seance, projet=projet, acteur=None)
            if convoquee:
                convoquer(seance=seance, **MOTIFS)
            acte = preparer_le_geste(seance)
        tenir, libre = partial(verrouiller, projet.pk), partial(Seance.objects.select_for_update(nowait=True).get, pk=seance.pk)
        assert isinstance(pendant(programme, tenir, acte, libre), int)


def test_un_ajournement_du_n_entre_que_dans_une_de_deux_seances_convoquees_a_la_fois(monde):
    programme, comite = monde
    with programme_actif(programme):
        seances = [preparer(30), preparer(31)]
        projet = f.creer_projet(1)
        retour = Retour("Le bail", "Le bail signé", comite[0].utilisateur, date_retour=timezone.localdate(f.dans(20)))
        f.decider(projet, comite, Choix.AJOURNER, motifs="Bail", retour=retour)
    actes = [lambda s=s: modifier_seance(seance=s, date_prevue=f.dans(35), lieu="Là", acteur=None).pk for s in seances]
    pendant(programme, *actes)
    with programme_actif(programme):
        point = PointOrdreDuJour.objects.get(projet=projet, decision=None)
        assert (point.seance, Ajournement.objects.get().seance_retour) == (seances[0], seances[0])


def test_un_projet_ajourne_verse_pendant_qu_il_revient_n_est_inscrit_qu_une_fois(monde):
    programme, comite = monde
    with programme_actif(programme):
        seance, projet = preparer(), f.creer_projet(1)
        retour = Retour("Le bail", "Le bail signé", comite[0].utilisateur, date_retour=timezone.localdate(f.dans(20)))
        f.decider(projet, comite, Choix.AJOURNER, motifs="Bail", retour=retour)
    en_meme_temps(programme, [lambda: modifier_seance(seance=seance, date_prevue=f.dans(35), lieu="Là", acteur=None).pk,
                              *[lambda: inscrire_projet(seance=seance, projet=projet, acteur=None).pk] * 2])  # fmt: skip
    with programme_actif(programme):
        assert PointOrdreDuJour.objects.filter(projet=projet, decision=None).count() == 1


# --- Minutes being signed ---


def retablir(seance, membre):
    return generer_pv(seance=seance, acteur=None).pk


def corriger(seance, membre):
    return corriger_pv(seance=seance, textes={"ouverture": "Autrement"}, acteur=None)


def etre_en_desaccord(seance, membre):
    point = seance.points.order_by("rang")[0]
    return noter_desaccord(point=point, texte="Trop", acteur=acteur_de(membre.utilisateur))


def test_ce_qui_change_un_pv_pendant_qu_on_le_signe_est_refuse_par_une_phrase(monde):
    """It was let through by what it had read before it waited, and stopped by the database: an error page."""
    programme, comite = monde
    for n, geste in enumerate((retablir, corriger, etre_en_desaccord), 1):
        with programme_actif(programme):
            seance = f.seance_ouverte(f.creer_projet(n), presents=comite)
            pv, acteur = p.pv_a_signer(seance, comite), acteur_de(comite[0].utilisateur)
        signer = partial(signer_pv, seance=seance, acteur=acteur, preuve=Preuve.MOT_DE_PASSE, empreinte=pv.empreinte)
        assert pendant(programme, signer, partial(geste, seance, comite[1])) == "pv_signe"
