"""Whatever is done in a room, in whatever order: quorum, one vote a voice, recusals, envelope and minutes hold."""

import re
from collections import Counter

import pytest
from django.db import connection, transaction
from django.utils import timezone
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from comite.actions.decisions import Conditions, Retour, proclamer_decision
from comite.actions.deports import declarer_deport
from comite.actions.presences import arriver, donner_procuration, partir, retirer_procuration
from comite.actions.presidence import designer_presidence
from comite.actions.scrutins import annuler_scrutin, clore_scrutin, ouvrir_scrutin, voter
from comite.actions.votes_saisis import saisir_vote
from comite.enums import CHOIX_OFFERTS, NOMS_DE_VOIX, Choix, ModePresence, ModeScrutin, StatutScrutin, TypeSeance
from comite.models import Bulletin, Decision, Deport, Enveloppe, LigneDecision, Participation, Presence, Procuration, Scrutin
from comite.queries.depouillements import depouiller_scrutin
from comite.queries.proces_verbal import contenu_du_pv, seances_a_relater
from socle.comptes.acteur import acteur_de
from socle.lib import francais
from socle.lib.refus import ActionRefusee
from tests.comite import fabriques as f

RANG, POINT = st.integers(0, 4), st.integers(0, 3)
CHOIX = st.sampled_from(CHOIX_OFFERTS[TypeSeance.FINANCEMENT])
AVIS = st.sampled_from([c for c in CHOIX_OFFERTS[TypeSeance.FINANCEMENT] if c != Choix.ABSTENTION])
ENVELOPPE = 600_000  # two files of 255 000 € fit, three do not
COLONNES = [NOMS_DE_VOIX.get(c, c.label) for c in CHOIX_OFFERTS[TypeSeance.FINANCEMENT]]


class _Panne(Exception):
    """The server dies in the middle of an act."""


def _machine(comite, coordinatrice, points, atteintes):
    """``atteintes`` counts, outside the machine, what its runs reached: a run that decides nothing would prove nothing."""
    jour_de_retour = timezone.localdate() + f.timedelta(days=30)

    class Salle(RuleBasedStateMachine):
        """Two sittings share an envelope; a refusal or a failure writes nothing."""

        @initialize(n=POINT, choix=AVIS, mode=st.sampled_from(ModeScrutin))
        def commencer_par_une_decision(self, n, choix, mode):
            """Open a way back, then decide one file: no run may hold only because nothing was ever decided."""
            self.retour, self.ouvertures = transaction.savepoint(), {}
            self._decider_d_une_voix(n, choix, mode)
            assert Decision.objects.get().point_id == points[n].pk

        def _tenter(self, action, panne=False, **arguments):
            try:
                with transaction.atomic():
                    resultat = action(**arguments)
                    if panne:
                        raise _Panne
                    return resultat
            except (ActionRefusee, _Panne):
                return None

        def _scrutin(self, n):
            return Scrutin.objects.filter(point=points[n]).select_related("point__seance").order_by("-pk").first()

        @rule(n=POINT, rang=RANG, mode=st.sampled_from(ModePresence))
        def arriver(self, n, rang, mode):
            self._tenter(arriver, seance=points[n].seance, membre=comite[rang], mode=mode, acteur=None)

        @rule(n=POINT, rang=RANG)
        def partir(self, n, rang):
            self._tenter(partir, seance=points[n].seance, membre=comite[rang], acteur=None)

        @rule(n=POINT, rang=RANG, porteur=RANG, retirer=st.booleans())
        def confier(self, n, rang, porteur, retirer):
            essai = {"seance": points[n].seance, "mandant": comite[rang], "acteur": None}
            if retirer:
                self._tenter(retirer_procuration, **essai)
            else:
                self._tenter(donner_procuration, mandataire=comite[porteur], **essai)

        @rule(n=POINT, rang=RANG)
        def se_deporter(self, n, rang):
            self._tenter(declarer_deport, membre=comite[rang], projet=points[n].projet, acteur=acteur_de(comite[rang].utilisateur))

        @rule(n=POINT, rang=RANG)
        def designer(self, n, rang):
            self._tenter(designer_presidence, seance=points[n].seance, membre=comite[rang], acteur=None)

        @rule(n=POINT, mode=st.sampled_from(ModeScrutin), panne=st.booleans())
        def ouvrir(self, n, mode, panne):
            self._ouvrir(n, mode, panne)

        def _ouvrir(self, n, mode, panne=False):
            voix = _voix_a_la_main(points[n], comite)
            scrutin = self._tenter(ouvrir_scrutin, panne, point=points[n], montants=f.MONTANTS, mode=mode, acteur=None)
            if scrutin:
                self.ouvertures[scrutin.pk] = voix

        @rule(n=POINT, rang=RANG, choix=CHOIX, pour=st.none() | RANG, panne=st.booleans())
        def voter(self, n, rang, choix, pour, panne):
            self._voter(n, rang, choix, None if pour is None else comite[pour], panne)

        @rule(n=POINT, choix=st.lists(CHOIX, min_size=5, max_size=5))
        def tous_votent(self, n, choix):
            for rang, voix in enumerate(choix):
                self._voter(n, rang, voix)

        def _voter(self, n, rang, choix, pour=None, panne=False):
            if scrutin := self._scrutin(n):
                self._tenter(voter, panne, scrutin=scrutin, choix=choix, pour=pour, acteur=acteur_de(comite[rang].utilisateur))

        @rule(n=POINT, rang=RANG, par=st.none() | RANG, choix=CHOIX)
        def saisir(self, n, rang, par, choix):
            if scrutin := self._scrutin(n):
                qui = coordinatrice if par is None else comite[par].utilisateur
                self._tenter(saisir_vote, scrutin=scrutin, pour=comite[rang], choix=choix, acteur=acteur_de(qui))

        @rule(n=POINT, panne=st.booleans())
        def clore(self, n, panne):
            self._clore(n, panne)

        def _clore(self, n, panne=False):
            if scrutin := self._scrutin(n):
                self._tenter(clore_scrutin, panne, scrutin=scrutin, acteur=None)

        @rule(n=POINT, panne=st.booleans())
        def annuler(self, n, panne):
            if scrutin := self._scrutin(n):
                self._tenter(annuler_scrutin, panne, scrutin=scrutin, motif="Essai", acteur=None)

        @rule(n=POINT, panne=st.booleans(), voix=st.none() | CHOIX)
        def proclamer(self, n, panne, voix):
            self._proclamer(n, voix, panne)

        def _proclamer(self, n, voix, panne=False):
            if scrutin := self._scrutin(n):
                reserve = Conditions("Bail signé", f.dans(40), "Bail")
                retour = Retour("Bail", "Bail signé", coordinatrice, date_retour=jour_de_retour)
                accompagnement = {"motifs": "Motifs", "conditions": reserve, "retour": retour, "voix_presidence": voix}
                if decision := self._tenter(proclamer_decision, panne, scrutin=scrutin, acteur=None, **accompagnement):
                    atteintes.update(["proclamees", decision.sens])

        @rule(n=POINT, mode=st.sampled_from(ModeScrutin), choix=st.lists(CHOIX, min_size=5, max_size=5), voix=st.none() | CHOIX)
        def mener_un_scrutin(self, n, mode, choix, voix):
            self._ouvrir(n, mode)
            for rang, dit in enumerate(choix):
                self._voter(n, rang, dit)
            self._clore(n)
            self._proclamer(n, voix)

        @rule(n=POINT, choix=AVIS, mode=st.sampled_from(ModeScrutin))
        def decider_d_une_voix(self, n, choix, mode):
            self._decider_d_une_voix(n, choix, mode)

        def _decider_d_une_voix(self, n, choix, mode):
            self._ouvrir(n, mode)
            for rang in range(len(comite)):
                self._voter(n, rang, choix)
            self._clore(n)
            self._proclamer(n, None)

        @invariant()
        def une_decision_vient_d_un_scrutin_qui_avait_son_quorum(self):
            for decision in Decision.objects.select_related("scrutin"):
                scrutin, voix = decision.scrutin, self.ouvertures[decision.scrutin_id]
                assert (scrutin.votants, scrutin.presents, scrutin.representes, scrutin.quorum_requis) == voix
                assert scrutin.presents + scrutin.representes >= scrutin.quorum_requis
                assert scrutin.etat == StatutScrutin.PROCLAME
                assert scrutin.participations.count() <= scrutin.votants

        @invariant()
        def une_voix_s_entend_une_fois_et_jamais_celle_d_un_deporte(self):
            entendues = Counter(Participation.objects.values_list("scrutin", "membre"))
            assert set(entendues.values()) <= {1}
            ouverts = Participation.objects.filter(scrutin__statut=StatutScrutin.OUVERT)
            for un in ouverts.select_related("scrutin__point"):
                assert not Deport.objects.filter(membre__in=[un.membre_id, un.exprime_par_id], projet=un.scrutin.point.projet_id).exists()

        @invariant()
        def les_bulletins_sont_les_voix_entendues(self):
            for scrutin in Scrutin.objects.exclude(statut=StatutScrutin.ANNULE):
                cache = scrutin.est_secret and scrutin.etat == StatutScrutin.OUVERT
                assert scrutin.bulletins.count() == (0 if cache else scrutin.participations.count())
                if scrutin.est_secret:
                    assert not scrutin.bulletins.exclude(membre=None).exists()
                    assert len(scrutin.recus) == scrutin.bulletins.count()

        @invariant()
        def l_enveloppe_n_est_jamais_depassee(self):
            enveloppe = Enveloppe.objects.get()
            assert enveloppe.montant_attribue == sum(LigneDecision.objects.values_list("montant", flat=True)) <= ENVELOPPE

        @invariant()
        def le_proces_verbal_dit_les_votes(self):
            for seance in {p.seance for p in points}:
                if Scrutin.objects.filter(point__seance=seance, statut=StatutScrutin.OUVERT).exists():
                    continue  # a sitting is not lifted meanwhile: it has no minutes
                relatee = seances_a_relater().get(pk=seance.pk)
                relatee.levee_at = timezone.now()
                contenu = contenu_du_pv(relatee)
                assert _venus_au_pv(contenu, comite) == set(Presence.objects.filter(seance=seance).values_list("membre__siege", flat=True))
                for ecrit in contenu["points"]:
                    atteintes["relues"] += bool(ecrit["scrutins"])
                    _relire(ecrit)

        def teardown(self):
            if hasattr(self, "retour"):
                transaction.savepoint_rollback(self.retour)

    return Salle


def _voix_a_la_main(point, comite):
    """Votants, present, represented, required, counted from the rows by another way than the program's: every seat is a titulaire."""
    deports = set(Deport.objects.filter(projet=point.projet, retire_at=None).values_list("membre", flat=True))
    votants = {m.pk for m in comite} - deports
    la = votants & set(Presence.objects.filter(seance=point.seance, depart_at=None).values_list("membre", flat=True))
    portees = Procuration.objects.filter(seance=point.seance, mandant__in=votants - la, mandataire__in=la).count()
    return len(votants), len(la), portees, max(1, -(-len(votants) // 2))


def _venus_au_pv(contenu, comite):
    """The seats that the minutes say came, in the room or from afar."""
    faits = dict(contenu["composition"])
    dit = faits["Présents"] + faits.get("À distance", "")
    return {m.siege for m in comite if f"siège\u00a0{m.siege}" in dit}


def _relire(ecrit):
    """An item of the minutes says of its ballots, its decision and its recusals what the rows say."""
    scrutins = Scrutin.objects.filter(point=ecrit["point"]).order_by("ouvert_at")
    assert [list(e["voix"]) for e in ecrit["scrutins"]] == [_comptes(s) for s in scrutins]
    assert [dict(e["noms"]) for e in ecrit["scrutins"]] == [_noms(s) for s in scrutins]
    assert [[int(n) for n in re.findall(r"\d+", e["quorum"])] for e in ecrit["scrutins"]] == [_quorum(s) for s in scrutins]
    assert all(e["colonnes"] == COLONNES for e in ecrit["scrutins"])
    decision = Decision.objects.filter(point=ecrit["point"]).first()
    assert ecrit["sens"] == (decision.etat.participe if decision else "Non examiné")
    lignes = sum(LigneDecision.objects.filter(decision__point=ecrit["point"]).values_list("montant", flat=True))
    assert ecrit["montant"] == (francais.montant(lignes) if lignes else "")
    assert len(ecrit["deports"]) == Deport.objects.filter(projet__points_comite=ecrit["point"]).count()


def _quorum(scrutin):
    deports = [scrutin.deports] if scrutin.deports else []
    return [scrutin.presents, scrutin.representes, scrutin.votants, *deports, scrutin.quorum_requis]


def _noms(scrutin):
    """Who said what in a nominal ballot, and how she was heard; nobody in a secret or a cancelled one."""
    par_choix = {}
    entendus = Participation.objects.filter(scrutin=scrutin).exclude(scrutin__statut=StatutScrutin.ANNULE).select_related("membre", "exprime_par")
    for un in entendus.order_by("membre__siege"):
        for bulletin in Bulletin.objects.filter(scrutin=scrutin, membre=un.membre):
            saisi = un.saisi_par_id != un.exprime_par.utilisateur_id
            manieres = ", ".join(["par procuration"] * un.par_procuration + ["saisi par la présidence"] * saisi)
            nom = f"{un.membre} ({manieres})" if manieres else str(un.membre)
            par_choix.setdefault(Choix(bulletin.choix).label, []).append(nom)
    return {choix: ", ".join(gens) for choix, gens in par_choix.items()}


def _comptes(scrutin):
    """The voices of a ballot, one figure per choice; none of a cancelled one is told."""
    if scrutin.etat == StatutScrutin.ANNULE:
        return []
    comptes = Counter(Bulletin.objects.filter(scrutin=scrutin).values_list("choix", flat=True))
    assert dict(depouiller_scrutin(scrutin).comptes) == comptes
    return [comptes[c] for c in CHOIX_OFFERTS[TypeSeance.FINANCEMENT]]


@pytest.mark.django_db
def test_aucune_suite_d_actes_ne_fausse_une_seance(programme, coordinatrice):
    assert connection.in_atomic_block
    comite = f.creer_comite(*f.creer_votants(5))
    seances = [f.seance_ouverte(f.creer_projet(2 * n), f.creer_projet(2 * n + 1), presents=comite[:3]) for n in (1, 2)]
    Enveloppe.objects.update(montant_total=ENVELOPPE)
    points = [p for s in seances for p in s.points.select_related("seance", "projet").order_by("rang")]
    reduit = settings(max_examples=8, stateful_step_count=25, deadline=None, suppress_health_check=list(HealthCheck))
    atteintes = Counter()
    run_state_machine_as_test(lambda: _machine(comite, coordinatrice, points, atteintes)(), settings=reduit)
    assert atteintes["proclamees"] >= reduit.max_examples <= atteintes["relues"]
