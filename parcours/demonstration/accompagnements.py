"""Two years of support under way: credits opened, experts, missions at every stage."""

from dataclasses import replace
from datetime import time, timedelta

from django.db.models import Q
from django.utils import timezone

from accompagnement.actions.agenda import ajouter_disponibilites, ajouter_exception
from accompagnement.actions.avenants import proposer_avenant
from accompagnement.actions.avis import donner_avis
from accompagnement.actions.calendriers import Lecture, ajouter_calendrier, enregistrer_lecture
from accompagnement.actions.conditions import declarer_interet
from accompagnement.actions.credits import transferer
from accompagnement.actions.creneaux import ouvrir_creneaux
from accompagnement.actions.experts import PROFIL, modifier_profil, nommer_expert
from accompagnement.actions.horloge import suspendre
from accompagnement.actions.missions import annuler, repondre
from accompagnement.actions.plan import proposer_plan, signer_plan, signer_plan_pour_l_equipe
from accompagnement.actions.plan_action import ActionPrevue
from accompagnement.actions.propositions import proposer_demi_journee
from accompagnement.actions.releves import etablir_releves, facturer, payer
from accompagnement.actions.reservations import reserver_creneau
from accompagnement.actions.service_fait import accepter_service_fait, remettre_compte_rendu, valider_service_fait
from accompagnement.enums import EtatCalendrier, Lieu, Moment, NatureException, Reponse, Verdict
from accompagnement.enums_veille import Utilite
from accompagnement.models import Besoin, Creneau, Expert, Mission, PlanAccompagnement, ReleveMensuel
from accompagnement.queries.credits import credits_du_projet
from accompagnement.queries.interets import interet_declare
from accompagnement.queries.plan import lignes_voulues
from accompagnement.queries.tarifs import FORFAIT
from accompagnement.regles_agenda import Plage
from accompagnement.regles_service import mois_a_relever
from parcours.actions.etapes import preparer_accompagnement
from parcours.demonstration.monde import Monde
from parcours.demonstration.personnes import COORDINATEUR, COORDINATRICE, EXPERTES, partenaire, porteuse
from parcours.queries.plan import conditions_du_comite, lignes_proposees
from socle.comptes import reglement
from socle.comptes.actions.reglages import fixer_reglage
from socle.lib.dates import a_paris

# key, needs she answers, price of a half-day in euros, territory, day of the week
EXPERTISES = (
    (EXPERTES[0], ("modele-economique", "commercialisation-distribution"), 450, "Ouest", 1),
    (EXPERTES[1], ("modele-juridique", "strategie-fonciere"), 480, "Toute la France", 2),
    (EXPERTES[2], ("offre-formation", "animation-professionnels"), 420, "Sud et Centre", 3),
    (EXPERTES[3], ("mesure-impact", "modele-economique"), 450, "Toute la France", 4),
)
DEPARTS = dict(zip(EXPERTES, ("35", "75", "63", "69"), strict=False))
LOTS = dict(zip(EXPERTES, ("Lot 1, économie", "Lot 2, droit", "Lot 3, formation", "Lot 1, économie"), strict=False))
# The two experts of one firm, which the watch adds up; no company has this SIREN.
SOCIETE = {"societe": "Cabinet d’exemple", "siren": "999000003"}
ASSOCIEES = (EXPERTES[0], EXPERTES[3])
PRESENTATION = "Dix ans d’accompagnement de tiers-lieux de production, de l’étude de marché à l’équilibre."
PERIODES = ((-262, -175), (-174, -86), (-85, -1))
SEMAINES_A_VENIR = 35
# Projects whose two years began earlier, in days: the credits of one end in two months, those of the other ended lately.
DEJA_PASSES = {24: 395, 34: 478}
OBJETS = {
    "modele-economique": "Revoir le prix des abonnements et le seuil d’équilibre",
    "modele-juridique": "Comparer association et société coopérative avant l’assemblée",
    "commercialisation-distribution": "Préparer la rencontre avec trois boutiques",
    "mesure-impact": "Choisir cinq indicateurs simples à suivre",
}
INDICATEUR = ("Une décision prise par l’équipe, écrite", "1 par semestre")
INDICATEURS = {
    "modele-economique": ("Part des charges couvertes par les recettes propres", "80 % au mois 18"),
    "modele-juridique": ("Statuts adoptés en assemblée", "Avant le mois 12"),
    "commercialisation-distribution": ("Boutiques qui vendent la production de l’atelier", "6 boutiques"),
    "mesure-impact": ("Indicateurs suivis chaque trimestre", "5 indicateurs"),
}
MUET = Lecture(EtatCalendrier.MUET, "pas de réponse à temps")
FAIT = "Atelier de trois heures avec le binôme et deux résidents, sur les chiffres des douze derniers mois."
DECIDE = "Un tarif d’abonnement à deux niveaux, essayé pendant un trimestre."
AIDE = "Des chiffres de notre atelier, pas des exemples de manuel."
SUITES = "L’équipe envoie le tableau rempli avant la prochaine demi-journée."
# What, who, days after the report.
ACTIONS = {
    "modele-economique": (("Essayer le tarif d’abonnement à deux niveaux", "La personne qui tient les comptes", 90),),
    "modele-juridique": (("Relire les statuts avec deux résidents", "Le binôme", 30), ("Prendre date pour l’assemblée", "La porteuse", 45)),
}


def nommer_les_expertes(monde: Monde) -> None:
    for cle, codes, prix, territoire, _ in EXPERTISES:
        besoins = Besoin.objects.filter(code__in=codes)
        champs = {"besoins": besoins, "prix_demi_journee": prix, "presentation": PRESENTATION, "territoire": territoire, "departement": DEPARTS[cle]}
        expert = nommer_expert(utilisateur=monde.personne(cle), acteur=monde.acteur(COORDINATRICE), lot=LOTS[cle], **champs)
        if cle in ASSOCIEES:
            profil = {champ: getattr(expert, champ) for champ in PROFIL} | SOCIETE
            modifier_profil(expert=expert, competences={b.pk: "" for b in besoins}, profil=profil, acteur=monde.acteur(cle))


def prevoir_creneaux(monde: Monde) -> None:
    """Plan the half-days offered: two mornings a week in the past, two days a week for the five weeks to come."""
    for cle, *_, jour in EXPERTISES:
        for debut, fin in PERIODES:
            monde.agenda.prevoir(monde.agenda.le(-266, 8, jour), offrir, monde, cle, debut, fin, {jour, (jour + 2) % 5}, {"Matin"})
        jours = {jour, (jour + 2) % 5}
        monde.agenda.prevoir(monde.agenda.le(-9, 8, jour), offrir, monde, cle, 0, SEMAINES_A_VENIR, jours, {"Matin", "Après-midi"})
    monde.agenda.prevoir(monde.agenda.le(-8, 9, 5), tenir_les_agendas, monde)


def tenir_les_agendas(monde: Monde) -> None:
    """Two experts keep a week; one of them closes days and follows a calendar that answered, then stopped."""
    aujourd_hui = monde.agenda.aujourd_hui
    for cle, *_, jour in EXPERTISES[:2]:
        jours = {"jours": [jour, (jour + 2) % 5], "moments": list(Moment), "du": aujourd_hui - timedelta(days=8), "au": None}
        ajouter_disponibilites(expert=_expert(monde, cle), acteur=monde.acteur(cle), **jours)
    experte, acteur = _expert(monde, EXPERTES[0]), monde.acteur(EXPERTES[0])
    conges = {"du": aujourd_hui + timedelta(days=40), "au": aujourd_hui + timedelta(days=47), "libelle": "Congés"}
    ajouter_exception(expert=experte, nature=NatureException.FERMEE, acteur=acteur, **conges)
    calendrier = ajouter_calendrier(expert=experte, adresse="https://agenda.example/experte/occupations.ics", acteur=acteur)
    plages = tuple(Plage(a_paris(aujourd_hui + timedelta(days=n), time(9)), a_paris(aujourd_hui + timedelta(days=n), time(11))) for n in range(50, 60))
    enregistrer_lecture(calendrier_id=calendrier.pk, lecture=Lecture(EtatCalendrier.LU, plages=plages, jusqu_au=aujourd_hui + timedelta(days=120)))
    monde.agenda.prevoir(monde.agenda.le(-2, 9, 5), enregistrer_lecture, **{"calendrier_id": calendrier.pk, "lecture": MUET})


def offrir(monde: Monde, cle: str, debut: int, fin: int, jours: set[int], moments: set[str]) -> None:
    aujourd_hui = monde.agenda.aujourd_hui
    bornes = {"debut": aujourd_hui + timedelta(days=debut), "fin": aujourd_hui + timedelta(days=fin)}
    ouvrir_creneaux(expert=_expert(monde, cle), jours=jours, moments=moments, acteur=monde.acteur(cle), **bornes)


def _expert(monde: Monde, cle: str) -> Expert:
    return Expert.objects.get(utilisateur=monde.personne(cle))


def prevoir_le_plan(monde: Monde, numero: int, jour: int, *, jusqu_a: str = "signer") -> None:
    """Plan the acts of a plan over four days, up to the one named."""
    for rang, (nom, acte) in enumerate(_ACTES_DU_PLAN.items()):
        monde.agenda.prevoir(monde.agenda.le(jour + rang, 10, numero), acte, monde, numero)
        if nom == jusqu_a:
            return


def preparer(monde: Monde, numero: int) -> None:
    """The coordination writes the plan from the incubation: an indicator for each need, one after the other over the months."""
    projet = monde.projet(numero)
    proposees = lignes_proposees(projet, reglement.valeur("accompagnement.credits_par_projet"))
    lignes = [replace(ligne, **_en_detail(ligne.besoin, rang)) for rang, ligne in enumerate(proposees)]
    besoins = {besoin.code: besoin for besoin in Besoin.objects.all()}
    debut = timezone.localdate() + timedelta(days=3 - DEJA_PASSES.get(numero, 0))
    donnees = {"lignes": lignes, "date_debut": debut, "besoins": besoins, "conditions": conditions_du_comite(projet)}
    preparer_accompagnement(projet=projet, acteur=monde.acteur(COORDINATRICE), **donnees)


def _en_detail(code: str, rang: int) -> dict:
    indicateur, cible = INDICATEURS.get(code, INDICATEUR)
    return {"indicateur": indicateur, "cible": cible, "mois_debut": 1 + 3 * rang, "mois_fin": min(12 + 4 * rang, 24)}


def _plan(monde: Monde, numero: int) -> PlanAccompagnement:
    return PlanAccompagnement.objects.get(projet=monde.projet(numero))


def proposer(monde: Monde, numero: int) -> None:
    proposer_plan(plan=_plan(monde, numero), acteur=monde.acteur(COORDINATRICE))


def signer_pour_l_equipe(monde: Monde, numero: int) -> None:
    signer_plan_pour_l_equipe(plan=_plan(monde, numero), acteur=monde.acteur(porteuse(numero)))


def signer(monde: Monde, numero: int) -> None:
    signer_plan(plan=_plan(monde, numero), acteur=monde.acteur(COORDINATEUR))


_ACTES_DU_PLAN = {"preparer": preparer, "proposer": proposer, "signer_pour_l_equipe": signer_pour_l_equipe, "signer": signer}


def proposer_un_avenant(monde: Monde, numero: int) -> None:
    """The coordination proposes four half-days more for one need, later in the plan; the team has not signed yet."""
    plan = _plan(monde, numero)
    credits = credits_du_projet(plan.projet)
    lignes = lignes_voulues(plan.lignes.select_related("besoin"), credits)
    premiere = replace(lignes[0], demi_journees=lignes[0].demi_journees + 4, mois_fin=24)
    proposer_avenant(
        plan=plan,
        objet="Quatre demi-journées de plus pour le premier besoin",
        motif="La commune confirme un second bâtiment : le modèle économique est à reprendre avec lui.",
        lignes=[premiere, *lignes[1:]],
        besoins={besoin.code: besoin for besoin in Besoin.objects.all()},
        acteur=monde.acteur(COORDINATRICE),
        signe_pour_l_equipe=False,
    )


def transferer_des_credits(monde: Monde, numero: int) -> None:
    de, vers = Besoin.objects.get(code="mesure-impact"), Besoin.objects.get(code="modele-economique")
    motif = "Le tableau de bord est en place plus tôt que prévu ; l’équilibre demande deux séances de plus."
    transferer(
        projet=monde.projet(numero), de=de, vers=vers, quantite=2, motif=motif, acteur=monde.acteur(COORDINATRICE), cle=f"demo-{numero}"
    )


def arreter(monde: Monde, numero: int) -> None:
    """The clock of a project stops for four months: a fire at the workshop."""
    motif = "L’atelier est fermé quatre mois après un départ de feu : l’équipe reprend à la réouverture."
    suspendre(plan=_plan(monde, numero), date_debut=timezone.localdate(), mois=4, motif=motif, acteur=monde.acteur(COORDINATRICE))


def proposer_une_demi_journee(monde: Monde, numero: int) -> None:
    """An expert proposes one of her free half-days; the team has not answered yet."""
    projet, acteur = monde.projet(numero), monde.acteur(EXPERTES[3])
    creneau = Creneau.objects.filter(expert=_expert(monde, EXPERTES[3])).libres_apres(timezone.now() + timedelta(days=10)).first()
    if interet_declare(creneau.expert, projet) is None:
        declarer_interet(expert=creneau.expert, projet=projet, interet=False, acteur=acteur)
    objet = "Vos chiffres de l’automne sont là : prenons une demi-journée pour choisir les cinq indicateurs de l’année."
    besoin, cle = Besoin.objects.get(code="modele-economique"), f"demo-proposition-{numero}"
    proposer_demi_journee(projet=projet, besoin=besoin, creneau=creneau, lieu=Lieu.A_DISTANCE, objet=objet, acteur=acteur, cle=cle)


# --- Statements --------------------------------------------------------------------------------


def prevoir_le_deplacement(monde: Monde) -> None:
    """The règlement pays travel before the first half-days on site."""
    monde.agenda.prevoir(monde.agenda.le(-273, 9), payer_le_deplacement, monde)


def payer_le_deplacement(monde: Monde) -> None:
    champs = {"cle": FORFAIT, "valeur": 45, "motif": "Marché d’expertise, article des déplacements"}
    fixer_reglage(date_effet=timezone.localdate(), auteur=monde.acteur(COORDINATRICE), **champs)


def prevoir_releves(monde: Monde) -> None:
    """Plan the statements of old months, the last ones waiting for somebody to make them, then one paid invoice and one to pay."""
    aujourd_hui = monde.agenda.aujourd_hui
    premiers = sorted({(aujourd_hui - timedelta(days=jours)).replace(day=1) for jours in range(115, 260)})
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
        self._declarer()
        repondre(mission=self.mission, reponse=Reponse.ACCEPTER, acteur=self.monde.acteur(self.experte))

    def _declarer(self) -> None:
        """Before her first mission for a project, the expert says that she has no interest in it."""
        mission = self.mission
        if interet_declare(mission.expert, mission.projet) is None:
            declarer_interet(expert=mission.expert, projet=mission.projet, interet=False, acteur=self.monde.acteur(self.experte))

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

    def dire(self) -> None:
        """Three teams of four say what they think of their missions; the first ones missed something."""
        if self.numero % 4:
            note = Utilite.TRES_UTILE if self.ecart > -200 else Utilite.MOYENNE
            manque = "" if self.ecart > -200 else "Une heure de plus pour finir le tableau."
            donner_avis(mission=self.mission, note=note, aide=AIDE, manque=manque, acteur=self.monde.acteur(porteuse(self.numero)))

    def contester(self) -> None:
        motif = "La demi-journée a été écourtée d’une heure et demie, le point sur les tarifs n’a pas été traité"
        accepter_service_fait(mission=self.mission, verdict=Verdict.REFUSE, motif=motif, acteur=self.monde.acteur(porteuse(self.numero)))

    def valider(self) -> None:
        valider_service_fait(mission=self.mission, acteur=self.monde.acteur(COORDINATEUR))


# Worked days from the half-day, and the hour.
_ACCEPTER, _RENDRE, _JUGER, _DIRE, _VALIDER = ("accepter", -5, 14), ("rendre", 2, 15), ("juger", 3, 16), ("dire", 3, 17), ("valider", 4, 17)
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
    "validee": (_ACCEPTER, _RENDRE, _JUGER, _DIRE, _VALIDER),
}
