"""Writes around documents and signatures, and those of a programme: files frozen, PDFs asked for, identity, waves, grants."""

from datetime import date
from uuid import uuid4

from accompagnement.actions.abonnements import donner_lien_d_agenda
from accompagnement.models import Expert
from comite.actions.additifs import rediger_additif
from comite.actions.decisions import Retour
from comite.actions.seances import creer_seance
from comite.enums import Choix, TypeSeance
from comite.models import Deport, Seance
from manufactures.models import Vague
from socle.comptes.actions.reglages import fixer_reglage
from socle.design.couleurs import PALETTES
from tests.comite import fabriques as comite
from tests.manufactures.fabriques import CandidatureFactory
from tests.matrix.ecritures import cle_de, date_heure, ecriture, simple, slug
from tests.matrix.ecritures_comite import projets_a_examiner, siege_de
from tests.matrix.ecritures_comite_suites import _redige, _signe
from tests.matrix.monde import BESOIN, Monde

# --- Files and minutes ----------------------------------------------------------------------------


def _revenus(monde: Monde) -> Seance:
    """A sitting to which three adjourned projects came back by themselves, each with a whole candidature."""
    presents = [siege_de(monde, "presidente"), siege_de(monde, "membre")]
    retour = Retour("Le bail", "Une copie", monde.personnes["porteuse"], comite.dans(60).date())
    for projet in projets_a_examiner(3):
        CandidatureFactory(projet=projet, complete=True)
        comite.decider(projet, presents, Choix.AJOURNER, retour=retour)
    seance = creer_seance(type_seance=TypeSeance.FINANCEMENT, date_prevue=comite.dans(70), lieu="Ici", acteur=None)
    assert seance.points.filter(dossier=None, retour_ajournement=True).count() == 3
    return seance


@ecriture("figer trois dossiers manquants", "coordinatrice", "dossiers_figer")
def _(monde):
    return [_revenus(monde).pk], {}


simple("demander le PDF d’un dossier", "membre", "dossier_editer", "dossier")
simple("demander le PDF d’un bilan d’autonomie", "porteuse", "bilan_editer", "accompagne")


@ecriture("demander le PDF d’un procès-verbal", "presidente", "pv_editer")
def _(monde):
    return [_redige(monde).pk], {}


@ecriture("signer un procès-verbal", "presidente", "pv_signer", identifie=True)
def _(monde):
    seance = _redige(monde)
    return [seance.pk], {"empreinte": seance.proces_verbal.empreinte}


def _additif(monde: Monde):
    return rediger_additif(seance=_signe(monde), texte="Lire atelier.", acteur=None)


@ecriture("demander le PDF d’un additif", "presidente", "additif_editer")
def _(monde):
    additif = _additif(monde)
    return [additif.pv.seance_id, additif.numero], {}


@ecriture("signer un additif", "presidente", "additif_signer", identifie=True)
def _(monde):
    additif = _additif(monde)
    return [additif.pv.seance_id, additif.numero], {"empreinte": additif.empreinte}


@ecriture("confirmer un déport", "presidente", "deport_confirmer")
def _(monde):
    Deport.objects.filter(**monde.arguments["deport"]).update(provisoire=True)
    return cle_de(monde, "deport"), {}


@ecriture("soumettre une preuve à une séance", "coordinatrice", "condition_soumettre")
def _(monde):
    fixer_reglage(cle="comite.levee_des_reserves", valeur="seance", motif="Essai", date_effet=date(2020, 1, 1), auteur=None)
    return cle_de(monde, "condition_a_lever"), {"seance": monde.arguments["convoquee"]["pk"]}


# --- The programme --------------------------------------------------------------------------------


@ecriture("changer l’identité du programme", "coordinatrice", "programme_identite")
def _(monde):
    couleurs = {f"{theme}_{cle}": valeur for theme, palette in PALETTES.items() for cle, valeur in palette.items()}
    return [], {"nom": "Ateliers d’exemple", "accroche": "Fabriquer ici"} | couleurs


_VAGUE = {"nom": "Printemps", "cloture_prevue": "avril 2030"} | date_heure("ouverture_at", 400) | date_heure("cloture_at", 430)
simple("ouvrir une vague", "coordinatrice", "vague_creer", "", **_VAGUE)


@ecriture("modifier une vague", "coordinatrice", "vague_modifier")
def _(monde):
    return [Vague.objects.get(**monde.arguments["vague"]).numero], _VAGUE | {"motif": "Report"}


# --- Credits and the expert's own calendar --------------------------------------------------------


@ecriture("accorder des demi-journées de plus", "coordinatrice", "credits_doter")
def _(monde):
    parts = {f"dj_{BESOIN}": 2, "dj_modele-juridique": 1, "dj_offre-formation": 1}
    return slug(monde, "accompagne"), parts | {"source": "Décision du 12 mars", "motif": "Un atelier de plus", "cle": uuid4()}


@ecriture("demander son lien d’abonnement", "experte", "abonnement_donner", statut=200)
def _(monde):
    return [], {}


@ecriture("retirer son lien d’abonnement", "experte", "abonnement_retirer")
def _(monde):
    expert = Expert.objects.get(utilisateur=monde.personnes["experte"])
    donner_lien_d_agenda(expert=expert, acteur=monde.acteur("experte"))
    return [], {}
