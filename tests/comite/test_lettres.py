"""The eight letters: each tells the decision, its reasons, its amounts and the ways to appeal, by mail, on screen and as PDF."""

import hashlib
import io
from datetime import date

import pikepdf
import pytest
import time_machine

from comite.actions.decisions import ALever, Conditions, Retour
from comite.enums import Choix, SensDecision, TypeSeance
from comite.pdf import CODE_LETTRE, imprimer_document
from manufactures.enums import StatutProjet
from socle.comptes.actions.reglages import fixer_reglage
from socle.courriers.models import Courrier
from socle.documents import registre
from socle.documents.composition import rendre_html
from tests.comite import fabriques as f

MOTIFS = "Le local n’est pas encore sûr."
VOIES = "Vous pouvez saisir le tribunal administratif dans les deux mois."
DEUX_POINTS = (("Signer le bail", "Copie du bail"), ("Accord de la Région", "Délibération"))
TOUS_LES_MONTANTS = ("200 000 €", "55 000 €", "255 000 €")

# What each letter says of its own: by mail and in the PDF, then what it must never say.
PAR_CHOIX = {
    Choix.RETENIR: ((), ("€", "liste d’attente")),
    Choix.LISTE_ATTENTE: (("rang 3",), ("€", "ne retient pas")),
    Choix.NE_PAS_RETENIR: ((), ("€", "reçoit le label")),
    Choix.IRRECEVABLE: ((), ("€", "reçoit le label")),
    Choix.ATTRIBUER: (TOUS_LES_MONTANTS, ("sous réserve", "Avant le")),
    Choix.SOUS_RESERVE: ((*TOUS_LES_MONTANTS, *DEUX_POINTS[0], *DEUX_POINTS[1], "Avant le"), ("n’est pas un refus",)),
    Choix.AJOURNER: (("n’est pas un refus", *DEUX_POINTS[0], *DEUX_POINTS[1], "Avant le"), ("€",)),
    Choix.NE_PAS_ATTRIBUER: ((), ("€", "sous réserve")),
}
LABEL = (Choix.RETENIR, Choix.LISTE_ATTENTE, Choix.NE_PAS_RETENIR, Choix.IRRECEVABLE)


@pytest.fixture
def decider(comite, pret, coordinatrice, porteuse):
    """Decide on the project of the cast, which has its team, with the appeal wording of the règlement in force."""
    fixer_reglage(cle="courriers.voies_de_recours", valeur=VOIES, motif="Essai", date_effet=date(2020, 1, 1), auteur=None)

    def un(choix):
        (texte, preuve), (texte2, preuve2) = DEUX_POINTS
        suite = (ALever(texte2, preuve2, coordinatrice, f.dans(60)),)
        suites = {
            Choix.SOUS_RESERVE: {"conditions": Conditions(texte, f.dans(30), preuve, suivantes=suite)},
            Choix.AJOURNER: {"retour": Retour(texte, preuve, coordinatrice, f.dans(40).date(), suivants=suite)},
            Choix.LISTE_ATTENTE: {"rang_attente": 3},
        }
        projet = pret if choix not in LABEL else equipe_de(pret, f.creer_projet(7, StatutProjet.RECEVABLE))
        type_seance = TypeSeance.LABELLISATION if choix in LABEL else TypeSeance.FINANCEMENT
        return f.decider(projet, comite, choix, publiee=False, type_seance=type_seance, motifs=MOTIFS, **suites.get(choix, {}))

    return un


def equipe_de(de, vers):
    """Give a project the team of another."""
    for siege in de.equipe.all():
        siege.pk, siege.projet = None, vers
        siege.save(force_insert=True)
    return vers


def espaces(texte: str) -> str:
    return texte.replace("\u00a0", " ").replace("\u202f", " ")


def lettre_html(decision) -> str:
    modele = registre.modele(CODE_LETTRE)
    return espaces(rendre_html(modele.gabarit, modele.lire(decision.pk)))


def test_chaque_sens_a_sa_lettre():
    assert list(PAR_CHOIX) == [*LABEL, *(c for c in PAR_CHOIX if c not in LABEL)]
    assert len(PAR_CHOIX) == len(SensDecision)


@pytest.mark.parametrize("choix", PAR_CHOIX)
def test_la_lettre_et_son_pdf_disent_la_meme_decision(decider, choix):
    dits, tus = PAR_CHOIX[choix]
    decision = decider(choix)
    courriers = Courrier.objects.filter(gabarit=f"comite_decision_{decision.sens}")
    assert {c.est_retenu for c in courriers} == {True}
    texte, imprime = espaces(courriers[0].texte), lettre_html(decision)
    for lu in (texte, imprime):
        assert [mot for mot in (MOTIFS, VOIES, str(decision.point.projet), *dits) if espaces(mot) not in lu] == []
        assert [mot for mot in tus if mot in lu] == []
        assert "{{" not in lu and "None" not in lu
    assert courriers[0].sujet.startswith(str(decision.point.projet))
    assert f"/comite/decisions/{decision.pk}/lettre/" in texte


DITES = {Choix.SOUS_RESERVE: "attribué sous réserve", Choix.LISTE_ATTENTE: "placé en liste d’attente"}


@pytest.mark.parametrize(("choix", "dit"), DITES.items())
def test_la_lettre_dit_la_decision_en_entier(decider, choix, dit):
    assert f"Sa décision : <b>{dit}</b>" in lettre_html(decider(choix))


@pytest.mark.parametrize("choix", [Choix.SOUS_RESERVE, Choix.LISTE_ATTENTE])
def test_le_pdf_de_la_lettre_est_balise_et_toujours_le_meme(decider, choix):
    decision, empreintes = decider(choix), set()
    for instant in ("2027-01-04 08:00:00+01:00", "2030-02-28 23:59:59+01:00"):
        with time_machine.travel(instant, tick=False):
            contenu = imprimer_document(CODE_LETTRE, decision.pk)
        empreintes.add(hashlib.sha256(contenu).hexdigest())
    assert len(empreintes) == 1
    with pikepdf.open(io.BytesIO(contenu)) as pdf:
        assert bool(pdf.Root.MarkInfo.Marked) is True
        assert (str(pdf.Root.Lang), str(pdf.docinfo.Title)) == ("fr", f"Lettre de notification, {decision.point.projet}")
        assert b"pdfuaid" in pdf.Root.Metadata.read_bytes()


def test_ce_qui_change_au_reglement_ne_change_plus_la_lettre(decider):
    decision = decider(Choix.ATTRIBUER)
    avant = lettre_html(decision)
    fixer_reglage(cle="courriers.voies_de_recours", valeur="Autre voie.", motif="Essai", date_effet=date(2020, 1, 1), auteur=None)
    assert lettre_html(decision) == avant
