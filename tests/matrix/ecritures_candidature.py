"""Writes of a candidature, of its team and of its instruction."""

from manufactures.enums import Etape
from manufactures.models import Vague
from tests.incubation.fabriques import PDF, fichier
from tests.matrix.ecritures import ECRITURES, Ecriture, ecriture, simple, slug

simple("inviter dans l’équipe", "porteuse", "membre_inviter", "projet", email="neuve@exemple.fr", fonction="membre")
simple("annuler une invitation d’équipe", "porteuse", "invitation_annuler", "invitation_d_equipe")
simple("retirer un membre", "porteuse", "membre_retirer", "siege")
simple("répondre à une condition", "porteuse", "condition_repondre", "condition", texte="Oui.")
simple("retirer un partenaire", "porteuse", "partenaire_retirer", "partenaire")
simple("déposer la candidature", "porteuse", "candidature_deposer", "projet")
simple("déclarer recevable", "coordinatrice", "candidature_recevable", "depose")
simple("déclarer irrecevable", "coordinatrice", "candidature_irrecevable", "depose", motif="Hors champ")
simple("demander une pièce", "coordinatrice", "piece_demander", "depose", pieces="Le bail")
simple("ajouter un partenaire", "porteuse", "partenaire_ajouter", "projet", **{"partenaire-nom": "La Commune", "partenaire-apport": "Le local"})
simple("saisir la structure", "porteuse", "structure_saisir", "projet", nom="La Fabrique", siret="", rna="W123456789", adresse="1 rue d’exemple")


def _rubrique(etape: Etape, **donnees) -> None:
    ECRITURES.append(Ecriture(f"rubrique {etape}", "porteuse", "candidature_rubrique", lambda m: ([*slug(m), etape.value], donnees)))


_rubrique(Etape.PROJET, nom="Manufacture", resume="En bref", presentation="Un atelier")
_rubrique(Etape.TERRITOIRE, adresse="1 rue", commune="Crest", code_insee="26108", departement="Drôme", region="Aura", territoire="Le besoin")
_rubrique(Etape.GOUVERNANCE, gouvernance="Une assemblée")
_rubrique(Etape.ECONOMIE, economie="Des ventes", montant_investissement="120000", montant_demarrage="")


@ecriture("joindre une nouvelle version d’une preuve", "porteuse", "preuve_joindre")
def _(monde):
    return [*slug(monde), monde.arguments["condition"]["code"]], {"fichier": fichier("neuve.pdf", PDF + b"2")}


@ecriture("transmettre un projet", "porteuse", "porteur_remplacer")
def _(monde):
    return slug(monde), {"successeur": monde.arguments["siege"]["pk"]}


# The project is born with its first passage, its candidature, its conditions and an invitation.
@ecriture("ouvrir un projet", "coordinatrice", "projet_ouvrir")
def _(monde):
    return [], {"nom": "Une manufacture", "vague": Vague.objects.first().pk, "email_porteur": "porte@exemple.fr"}
