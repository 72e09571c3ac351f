"""Writes of the incubation: promotions, sessions, livrables, maturity."""

from django.utils import timezone

from incubation.actions.presences import signer_presence
from incubation.models import Attendu, Livrable, Module, SessionIncubation, SousPromotion
from incubation.regles import code_de_presence
from manufactures.enums import Fonction
from manufactures.models import Projet
from tests.incubation import fabriques as incubation
from tests.manufactures.fabriques import MembreEquipeFactory, ProjetFactory, VagueFactory
from tests.matrix.ecritures import cle_de, date_heure, ecriture, objet, simple, slug
from tests.matrix.monde import BESOIN, Monde

simple("créer une sous-promotion", "coordinatrice", "sous_promotion_creer", "promotion", nom="Ouest")
simple("écrire un message", "porteuse", "livrable_message", "livrable", texte="Bonjour")
simple("demander la feuille de présence", "coordinatrice", "session_feuille", "session")
simple("clore la session", "coordinatrice", "session_clore", "session")


@ecriture("ouvrir une promotion", "coordinatrice", "promotion_ouvrir")
def _(monde):
    return [], {"vague": VagueFactory().pk, "nom": "Une promotion", "date_debut": incubation.jour_dans(5).isoformat()}


@ecriture("affecter un projet", "coordinatrice", "projet_affecter")
def _(monde):
    SousPromotion.objects.filter(**monde.arguments["sous_promotion"]).update(referent=monde.personnes["coordinatrice"])
    projet = ProjetFactory(labellise=True)
    for role, fonction in (("porteuse", Fonction.PORTEUR), ("partenaire", Fonction.PARTENAIRE)):
        MembreEquipeFactory(projet=projet, utilisateur=monde.personnes[role], fonction=fonction)
    return cle_de(monde, "sous_promotion"), {"projet": projet.pk}


@ecriture("planifier une session", "coordinatrice", "session_planifier")
def _(monde):
    horaires = {"matin_debut": "09:00", "matin_fin": "12:30", "apres_midi_debut": "14:00", "apres_midi_fin": "17:00"}
    lieu = {"tiers_lieu": "La Forge", "commune": "Crest", "animateur": monde.personnes["experte"].pk}
    jour = incubation.jour_dans(9).isoformat()
    return cle_de(monde, "sous_promotion"), {"titre": "Offre", "module": Module.objects.first().pk, "jour": jour, **horaires, **lieu}


@ecriture("convoquer une session de trois projets", "coordinatrice", "session_convoquer")
def _(monde):
    groupe = objet(SousPromotion, monde, "sous_promotion")
    return [incubation.SessionFactory(sous_promotion=groupe, date=incubation.jour_dans(9)).pk], {}


def _code(session: SessionIncubation) -> str:
    return code_de_presence(session.secret, timezone.now())


@ecriture("signer sa présence", "porteuse", "presence_signer")
def _(monde):
    return cle_de(monde, "session"), {"code": _code(objet(SessionIncubation, monde, "session"))}


@ecriture("compléter le binôme d’une demi-journée", "porteuse", "presence_signer")
def _(monde):
    session = objet(SessionIncubation, monde, "session")
    signer_presence(session=session, code=_code(session), acteur=monde.acteur("partenaire"))
    return cle_de(monde, "session"), {"code": _code(session)}


@ecriture("signer deux fois", "porteuse", "presence_signer")
def _(monde):
    session = objet(SessionIncubation, monde, "session")
    signer_presence(session=session, code=_code(session), acteur=monde.acteur("porteuse"))
    return cle_de(monde, "session"), {"code": _code(session)}


@ecriture("inscrire une présence", "coordinatrice", "session_inscrire")
def _(monde):
    return cle_de(monde, "session"), {"personne": monde.personnes["porteuse"].pk, "demi_journee": "matin", "mode": "feuille", "motif": "Téléphone"}


def _referent(monde: Monde) -> None:
    projet = objet(Projet, monde, "incube")
    Projet.objects.filter(pk=projet.pk).update(referent=monde.personnes["coordinatrice"])


@ecriture("déposer une première version", "porteuse", "livrable_deposer")
def _(monde):
    _referent(monde)
    livrable = Livrable.objects.filter(projet=objet(Projet, monde, "incube"), versions=None).first()
    return [livrable.pk], {"fichier": incubation.fichier(), "message": "Voici"}


@ecriture("déposer une nouvelle version", "porteuse", "livrable_deposer")
def _(monde):
    _referent(monde)
    return cle_de(monde, "livrable"), {"fichier": incubation.fichier("deux.pdf", incubation.PDF + b"2"), "message": "Complété"}


# The form is made of the attendus of the module.
@ecriture("valider une version", "coordinatrice", "livrable_relire")
def _(monde):
    return cle_de(monde, "livrable"), {"version": monde.arguments["version"]["pk"], "verdict": "valide", "commentaire": ""}


# The same, and the opinions attendu by attendu.
@ecriture("demander un complément", "coordinatrice", "livrable_relire")
def _(monde):
    avis = {f"avis_{a.pk}": "valide" for a in Attendu.objects.filter(module__livrables__pk=monde.arguments["livrable"]["pk"])}
    return cle_de(monde, "livrable"), {"version": monde.arguments["version"]["pk"], "verdict": "a_completer", "commentaire": "2024", **avis}


@ecriture("accorder un délai", "coordinatrice", "livrable_prolonger")
def _(monde):
    livrable = Livrable.objects.filter(projet=objet(Projet, monde, "incube"), versions=None).first()
    return [livrable.pk], {**date_heure("echeance_at", 200), "motif": "Un report"}


@ecriture("noter les huit axes", "porteuse", "maturite_detail")
def _(monde):
    _referent(monde)
    notes = {f"note_{m.pk}": "3" for m in Module.objects.all()}
    return slug(monde, "incube"), notes


@ecriture("identifier un besoin", "porteuse", "besoin_liste")
def _(monde):
    _referent(monde)
    return slug(monde, "incube"), {"besoin_code": BESOIN, "priorite": 1, "objectif": "Sécuriser", "demi_journees": 4}
