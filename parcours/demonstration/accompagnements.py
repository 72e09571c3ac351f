"""Two years of support under way: credits opened, experts, missions at every stage."""

from datetime import time, timedelta

from django.db.models import Q
from django.utils import timezone

from accompagnement.actions.credits import transferer
from accompagnement.actions.creneaux import ouvrir_creneaux
from accompagnement.actions.experts import nommer_expert
from accompagnement.actions.missions import annuler, repondre
from accompagnement.actions.plan_action import ActionPrevue
from accompagnement.actions.releves import etablir_releves, facturer, payer
from accompagnement.actions.reservations import reserver_creneau
from accompagnement.actions.service_fait import accepter_service_fait, remettre_compte_rendu, valider_service_fait
from accompagnement.enums import Lieu, Reponse, Verdict
from accompagnement.models import Besoin, Creneau, Expert, Mission, ReleveMensuel
from accompagnement.regles_service import mois_a_relever
from parcours.actions.etapes import ouvrir_accompagnement, repartition_proposee
from parcours.demonstration.monde import Monde
from parcours.demonstration.personnes import COORDINATEUR, COORDINATRICE, EXPERTES, partenaire, porteuse
from socle.comptes import reglement
from socle.lib.dates import a_paris

# key, needs she answers, price of a half-day in euros, territory, day of the week
EXPERTISES = (
    (EXPERTES[0], ("modele-economique", "commercialisation-distribution"), 450, "Ouest", 1),
    (EXPERTES[1], ("modele-juridique", "strategie-fonciere"), 480, "Toute la France", 2),
    (EXPERTES[2], ("offre-formation", "animation-professionnels"), 420, "Sud et Centre", 3),
    (EXPERTES[3], ("mesure-impact", "modele-economique"), 450, "Toute la France", 4),
)
PRESENTATION = "Dix ans d’accompagnement de tiers-lieux de production, de l’étude de marché à l’équilibre."
PERIODES = ((-262, -175), (-174, -86), (-85, -1))
SEMAINES_A_VENIR = 35
OBJETS = {
    "modele-economique": "Revoir le prix des abonnements et le seuil d’équilibre",
    "modele-juridique": "Comparer association et société coopérative avant l’assemblée",
    "commercialisation-distribution": "Préparer la rencontre avec trois boutiques",
    "mesure-impact": "Choisir cinq indicateurs simples à suivre",
}
FAIT = "Atelier de trois heures avec le binôme et deux résidents, sur les chiffres des douze derniers mois."
DECIDE = "Un tarif d’abonnement à deux niveaux, essayé pendant un trimestre."
SUITES = "L’équipe envoie le tableau rempli avant la prochaine demi-journée."
# What, who, days after the report.
ACTIONS = {
    "modele-economique": (("Essayer le tarif d’abonnement à deux niveaux", "La personne qui tient les comptes", 90),),
    "modele-juridique": (("Relire les statuts avec deux résidents", "Le binôme", 30), ("Prendre date pour l’assemblée", "La porteuse", 45)),
}


def nommer_les_expertes(monde: Monde) -> None:
    for cle, codes, prix, territoire, _ in EXPERTISES:
        besoins = Besoin.objects.filter(code__in=codes)
        champs = {"besoins": besoins, "prix_demi_journee": prix, "presentation": PRESENTATION, "territoire": territoire}
        nommer_expert(utilisateur=monde.personne(cle), acteur=monde.acteur(COORDINATRICE), **champs)


def prevoir_creneaux(monde: Monde) -> None:
    """Plan the half-days offered: two mornings a week in the past, two days a week for the five weeks to come."""
    for cle, *_, jour in EXPERTISES:
        for debut, fin in PERIODES:
            monde.agenda.prevoir(monde.agenda.le(-266, 8, jour), offrir, monde, cle, debut, fin, {jour, (jour + 2) % 5}, {"Matin"})
        jours = {jour, (jour + 2) % 5}
        monde.agenda.prevoir(monde.agenda.le(-9, 8, jour), offrir, monde, cle, 0, SEMAINES_A_VENIR, jours, {"Matin", "Après-midi"})


def offrir(monde: Monde, cle: str, debut: int, fin: int, jours: set[int], moments: set[str]) -> None:
    aujourd_hui = monde.agenda.aujourd_hui
    bornes = {"debut": aujourd_hui + timedelta(days=debut), "fin": aujourd_hui + timedelta(days=fin)}
    ouvrir_creneaux(expert=_expert(monde, cle), jours=jours, moments=moments, acteur=monde.acteur(cle), **bornes)


def _expert(monde: Monde, cle: str) -> Expert:
    return Expert.objects.get(utilisateur=monde.personne(cle))


def ouvrir(monde: Monde, numero: int) -> None:
    projet, total = monde.projet(numero), reglement.valeur("accompagnement.credits_par_projet")
    repartition = repartition_proposee(projet, total)
    debut = timezone.localdate()
    ouvrir_accompagnement(projet=projet, repartition=repartition, date_debut=debut, acteur=monde.acteur(COORDINATRICE))


def transferer_des_credits(monde: Monde, numero: int) -> None:
    de, vers = Besoin.objects.get(code="mesure-impact"), Besoin.objects.get(code="modele-economique")
    motif = "Le tableau de bord est en place plus tôt que prévu ; l’équilibre demande deux séances de plus."
    transferer(
        projet=monde.projet(numero), de=de, vers=vers, quantite=2, motif=motif, acteur=monde.acteur(COORDINATRICE), cle=f"demo-{numero}"
    )


# --- Statements --------------------------------------------------------------------------------


def prevoir_releves(monde: Monde) -> None:
    """Plan the statements of the months gone by, then one paid invoice and one to pay."""
    aujourd_hui = monde.agenda.aujourd_hui
    premiers = sorted({(aujourd_hui - timedelta(days=jours)).replace(day=1) for jours in range(1, 260)})
    for premier in premiers:
        monde.agenda.prevoir(a_paris(premier, time(6)), relever, monde)
    monde.agenda.prevoir(monde.agenda.le(-3, 10), payer_le_premier, monde)


def relever(monde: Monde) -> None:
    etablir_releves(mois=mois_a_relever(timezone.localdate()), acteur=None)


def payer_le_premier(monde: Monde) -> None:
    """The two oldest statements have their invoice; the first is paid."""
    aujourd_hui = timezone.localdate()
    factures = [_facturer(monde, r, aujourd_hui) for r in ReleveMensuel.objects.select_related("expert__utilisateur").order_by("annee", "rang")[:2]]
    if factures:
        payer(releve=factures[0], paye_le=aujourd_hui, acteur=monde.acteur(COORDINATRICE))


def _facturer(monde: Monde, releve: ReleveMensuel, jour) -> ReleveMensuel:
    cle = next(cle for cle in EXPERTES if monde.personne(cle) == releve.expert.utilisateur)
    return facturer(releve=releve, reference=f"F-{releve.annee}-{releve.rang:03}", date=jour, acteur=monde.acteur(cle))


# --- Missions ----------------------------------------------------------------------------------


class Intervention:
    """A mission and how far it goes: ``fin`` names its last act; ``ecart`` is about when its half-day falls."""

    def __init__(self, monde: Monde, numero: int, besoin: str, experte: str, ecart: int, fin: str):
        self.monde, self.numero, self.besoin, self.experte, self.ecart, self.fin = monde, numero, besoin, experte, ecart, fin
        self.pk = 0

    def prevoir(self) -> None:
        instant = self.monde.agenda.le(min(self.ecart - 12, -1), 11, self.numero % 60)
        self.monde.agenda.prevoir(instant, self.demander)

    @property
    def mission(self) -> Mission:
        return Mission.objects.pour_affichage().get(pk=self.pk)

    def demander(self) -> None:
        """Book the first free slot at the date, then plan what follows from its hour."""
        monde = self.monde
        mission = reserver_creneau(
            projet=monde.projet(self.numero),
            besoin=Besoin.objects.get(code=self.besoin),
            creneau=self._creneau(),
            lieu=Lieu.SUR_PLACE if self.numero % 2 else Lieu.A_DISTANCE,
            objet=OBJETS[self.besoin],
            acteur=monde.acteur(porteuse(self.numero)),
            cle=f"demo-{self.numero}-{self.ecart}-{self.besoin}",
        )
        self.pk = mission.pk
        self._prevoir_la_suite(mission.creneau)

    def _creneau(self) -> Creneau:
        """Return the free slot nearest to the date told, on the same side of today: public holidays move it."""
        aujourd_hui = self.monde.agenda.aujourd_hui
        voulu = a_paris(aujourd_hui + timedelta(days=self.ecart), time(9))
        cote = Q(debut__date__lt=aujourd_hui) if self.ecart < 0 else Q(debut__date__gt=aujourd_hui)
        libres = Creneau.objects.filter(cote, expert=_expert(self.monde, self.experte)).libres_apres(timezone.now() + timedelta(days=1))
        return min(libres.select_related("expert__utilisateur"), key=lambda creneau: abs(creneau.debut - voulu))

    def _prevoir_la_suite(self, creneau: Creneau) -> None:
        """Each act comes at its day around the half-day; a story stops at its ``fin``."""
        for acte, jours, heure in _ACTES[self.fin]:
            instant = self.monde.agenda.apres(creneau.debut, jours, heure, self.numero % 60)
            self.monde.agenda.prevoir(instant, getattr(self, acte))

    def accepter(self) -> None:
        repondre(mission=self.mission, reponse=Reponse.ACCEPTER, acteur=self.monde.acteur(self.experte))

    def decliner(self) -> None:
        motif = "Je suis retenue sur un autre chantier ce jour-là ; la semaine suivante me convient."
        repondre(mission=self.mission, reponse=Reponse.DECLINER, motif=motif, acteur=self.monde.acteur(self.experte))

    def annuler(self) -> None:
        motif = "La personne qui tient les comptes est absente."
        annuler(mission=self.mission, motif=motif, acteur=self.monde.acteur(porteuse(self.numero)), par_l_equipe=True)

    def rendre(self) -> None:
        acteur = self.monde.acteur(self.experte)
        aujourd_hui = timezone.localdate()
        actions = [ActionPrevue(quoi, qui, aujourd_hui + timedelta(days=jours)) for quoi, qui, jours in ACTIONS.get(self.besoin, ())]
        remettre_compte_rendu(
            mission=self.mission, fait=FAIT, decide=DECIDE, suites=SUITES, demi_journees=1, actions=actions, acteur=acteur
        )

    def juger(self) -> None:
        accepter_service_fait(mission=self.mission, verdict=Verdict.ACCEPTE, acteur=self.monde.acteur(partenaire(self.numero)))

    def contester(self) -> None:
        motif = "La demi-journée a été écourtée d’une heure et demie, le point sur les tarifs n’a pas été traité"
        accepter_service_fait(mission=self.mission, verdict=Verdict.REFUSE, motif=motif, acteur=self.monde.acteur(porteuse(self.numero)))

    def valider(self) -> None:
        valider_service_fait(mission=self.mission, acteur=self.monde.acteur(COORDINATEUR))


# Worked days from the half-day, and the hour.
_ACCEPTER, _RENDRE, _JUGER, _VALIDER = ("accepter", -5, 14), ("rendre", 2, 15), ("juger", 3, 16), ("valider", 4, 17)
_ACTES = {
    "proposee": (),
    "declinee": (("decliner", -5, 14),),
    "planifiee": (_ACCEPTER,),
    "compte_rendu_attendu": (_ACCEPTER,),
    "annulee_a_temps": (_ACCEPTER, ("annuler", -3, 10)),
    "annulee_tard": (_ACCEPTER, ("annuler", -1, 17)),
    "a_accepter": (_ACCEPTER, _RENDRE),
    "a_valider": (_ACCEPTER, _RENDRE, _JUGER),
    "contestee": (_ACCEPTER, _RENDRE, ("contester", 3, 16)),
    "validee": (_ACCEPTER, _RENDRE, _JUGER, _VALIDER),
}
