"""The page of the proclamation: the noted rank beside the decided one, and the ceiling of de minimis aid."""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone

from comite.actions.arbitrages import enregistrer_aide, fixer_regime
from comite.actions.decisions import proclamer_decision
from comite.actions.deports import declarer_deport
from comite.actions.notation import noter_dossier
from comite.enums import Choix, ModeScrutin, RegimeAide, SensDecision
from comite.models import Decision, Enveloppe
from comite.queries.proclamation import lire_proclamation, scrutins_a_proclamer
from comite.regles import enveloppe_restante
from manufactures.models import Structure
from socle.comptes.acteur import acteur_de
from socle.comptes.actions.reglages import fixer_reglage
from socle.lib import francais
from tests.comite import fabriques as f

SIRET = "55210055400013"


@pytest.fixture
def deux(comite, pret):
    return f.seance_ouverte(pret, f.creer_projet(7), presents=comite)


def noter(seance, comite, *valeurs):
    for point, valeur in zip(seance.points.order_by("rang"), valeurs, strict=True):
        notes = {"local": (valeur, ""), "economie": (valeur, "")}
        noter_dossier(dossier=point.dossier, notes=notes, acteur=acteur_de(comite[1].utilisateur))


def url(nom, pk):
    return reverse(nom, args=["manufactures", pk])


def page_de(client, scrutin) -> str:
    return client.get(url("scrutin_proclamer", scrutin.pk)).content.decode()


def test_le_rang_part_du_rang_note_et_l_ecart_se_motive(deux, comite, client_de):
    noter(deux, comite, 4, 2)
    scrutin = f.scrutin_clos(deux, f.tous(comite, Choix.ATTRIBUER))
    client = client_de(comite[0].utilisateur)
    page = page_de(client, scrutin)
    assert "Rang noté\u00a0: 1 sur 2, note 80,0 sur 100." in page
    assert 'name="rang_decide" value="1"' in page
    assert "indiquez le motif de cet écart" in client.post(url("scrutin_proclamer", scrutin.pk), {"rang_decide": 2}).content.decode()
    assert not Decision.objects.exists()
    client.post(url("scrutin_proclamer", scrutin.pk), {"rang_decide": 2, "motif_ecart": "Territoire sans autre lieu"})
    assert (Decision.objects.get().rang_note, Decision.objects.get().rang_decide) == (1, 2)


def test_a_egalite_de_rang_le_second_prend_la_place_suivante_sans_motif(deux, comite, client_de):
    noter(deux, comite, 4, 4)
    proclamer_decision(scrutin=f.scrutin_clos(deux, f.tous(comite, Choix.ATTRIBUER)), acteur=None)
    scrutin = f.scrutin_clos(deux, f.tous(comite, Choix.ATTRIBUER), 1)
    client = client_de(comite[0].utilisateur)
    page = page_de(client, scrutin)
    assert "2 dossiers sont à ce rang\u00a0: du 1 au 2, sans motif." in page
    assert "Rangs déjà décidés\u00a0: 1." in page
    client.post(url("scrutin_proclamer", scrutin.pk), {"rang_decide": 2})
    assert list(Decision.objects.order_by("pk").values_list("rang_note", "ex_aequo", "rang_decide")) == [(1, 2, 1), (1, 2, 2)]


@pytest.mark.parametrize(("choix", "entame"), [(Choix.ATTRIBUER, True), (Choix.SOUS_RESERVE, True), (Choix.AJOURNER, False)])
def test_la_page_dit_ce_qui_reste_de_l_enveloppe_apres_la_decision(deux, comite, client_de, choix, entame):
    enveloppe = Enveloppe.objects.get()
    reste = enveloppe_restante(enveloppe.montant_total, enveloppe.montant_attribue)
    page = page_de(client_de(comite[0].utilisateur), f.scrutin_clos(deux, f.tous(comite, choix)))
    assert francais.montant(reste) in page
    assert ("Reste après cette décision" in page) is entame
    assert (francais.montant(reste - sum(f.MONTANTS.values())) in page) is entame


def test_la_base_refuse_un_ecart_sans_motif(deux, comite):
    scrutin = f.scrutin_clos(deux, f.tous(comite, Choix.NE_PAS_ATTRIBUER))
    decision = Decision(
        point=scrutin.point, scrutin=scrutin, type=deux.type, sens=SensDecision.NON_ATTRIBUE, motifs="Bail", rang_note=1,
        rang_decide=2, statut_avant=scrutin.point.projet.statut, prise_at=timezone.now(),
    )  # fmt: skip
    with pytest.raises(IntegrityError, match="decision_ecart_motive"), transaction.atomic():
        decision.save(force_insert=True)
    decision.ex_aequo = 2
    decision.save(force_insert=True)


def test_le_rang_d_un_dossier_ferme_n_est_pas_dit(deux, comite):
    noter(deux, comite, 4, 4)
    decision = proclamer_decision(scrutin=f.scrutin_clos(deux, f.tous(comite, Choix.ATTRIBUER)), acteur=None)
    declarer_deport(membre=comite[0], projet=decision.point.projet, acteur=None)
    scrutin = f.scrutin_clos(deux, f.tous(comite, Choix.ATTRIBUER), 1)
    lus = [lire_proclamation(scrutins_a_proclamer(membre=m).get(pk=scrutin.pk)) for m in (comite[0], comite[1])]
    assert [lu.rang_propose for lu in lus] == [1, 2]


# --- De minimis ---


@pytest.fixture
def aidee(deux):
    """The first file is of an undertaking that has had 100 000 € under de minimis."""
    point = deux.points.select_related("projet").order_by("rang")[0]
    point.projet.structure = Structure.objects.create(nom="Entreprise aidée", siret=SIRET)
    point.projet.save(update_fields=["structure"])
    fixer_regime(point=point, regime=RegimeAide.DE_MINIMIS, acteur=None)
    quand = timezone.localdate() - timedelta(days=10)
    enregistrer_aide(siren=SIRET[:9], date_octroi=quand, montant=Decimal(100_000), source="Région", acteur=None)
    return point


def test_l_ouverture_du_scrutin_dit_le_depassement(aidee, deux, comite, client_de, compter_requetes):
    adresse = reverse("point_salle", args=["manufactures", deux.pk, aidee.pk])
    client = client_de(comite[0].utilisateur)
    client.get(adresse)
    with compter_requetes() as cout:
        page = client.get(adresse).content.decode()
    assert (cout.nombre, cout.repetees) <= (12, [])
    assert "Plafond de minimis dépassé." in page
    assert "ce montant le dépasse de 80\u00a0000\u00a0€" in page
    assert "ce montant le dépasse" not in client_de(comite[1].utilisateur).get(adresse).content.decode()


def test_la_proclamation_dit_le_depassement(aidee, deux, comite, client_de, compter_requetes):
    scrutin = f.scrutin_clos(deux, f.tous(comite, Choix.ATTRIBUER))
    client = client_de(comite[0].utilisateur)
    with compter_requetes() as cout:
        assert "ce montant le dépasse de 55\u00a0000\u00a0€" in page_de(client, scrutin)
    assert (cout.nombre <= 12, cout.repetees) == (True, [])
    petit = f.scrutin_clos(deux, f.tous(comite, Choix.ATTRIBUER), 1)
    assert "de minimis" not in page_de(client, petit)


@pytest.mark.parametrize("majorite", ["relative", "exprimes"])
def test_la_voix_preponderante_suit_la_majorite_du_scrutin(programme, pret, majorite):
    fixer_reglage(cle="comite.majorite", valeur=majorite, motif="Essai", date_effet=date(2020, 1, 1), auteur=None)
    comite = f.creer_comite(*f.creer_votants(5))
    seance = f.seance_ouverte(pret, presents=comite)
    dits = [Choix.ATTRIBUER, Choix.ATTRIBUER, Choix.AJOURNER, Choix.AJOURNER, Choix.NE_PAS_ATTRIBUER]
    scrutin = f.scrutin_clos(seance, dict(zip(comite, dits, strict=True)), mode=ModeScrutin.SECRET)
    lue = lire_proclamation(scrutins_a_proclamer().get(pk=scrutin.pk)).departagee(Choix.AJOURNER)
    assert lue.resultat.choix == (Choix.AJOURNER if majorite == "relative" else None)
