"""A world: one object of each kind in the programme in force, made by the factories of the apps."""

from dataclasses import dataclass, field
from datetime import date, timedelta

from django.utils import timezone

from accompagnement.actions.abonnements import donner_lien_d_agenda
from accompagnement.actions.accords import repondre_a_la_demande
from accompagnement.actions.collectives import Annonce, ouvrir_collective
from accompagnement.actions.demandes import demander_mission, proposer_mission
from accompagnement.actions.plan import proposer_plan
from accompagnement.actions.plan_action import ActionPrevue, prevoir_actions
from accompagnement.actions.planification import planifier_demi_journee
from accompagnement.actions.rapports import ecrire_rapport
from accompagnement.actions.reservations import reserver_creneau
from accompagnement.actions.sortie import ouvrir_bilan
from accompagnement.actions.transferts import demander_transfert
from accompagnement.enums import Lieu, Moment, NatureException
from accompagnement.enums_collectives import PartageCollectif
from accompagnement.enums_missions import ReponseMission
from accompagnement.models import (
    ActionDuProjet,
    AttenteDeCreneau,
    Besoin,
    CalendrierOccupe,
    Creneau,
    DemandeTransfert,
    Disponibilite,
    ExceptionAgenda,
    Expert,
    Mission,
)
from comite.actions.arbitrages import creer_scenario, enregistrer_aide
from comite.actions.decisions import Conditions
from comite.actions.deports import declarer_deport
from comite.actions.entreprises import declarer_entreprise_liee
from comite.actions.membres import nommer_membre
from comite.actions.suites import deposer_preuve
from comite.enums import Choix, LienEntreprise, Qualite, TypeSeance
from comite.models import Dossier, PointOrdreDuJour, Scrutin, Seance
from incubation.actions.affectations import affecter_projet
from incubation.actions.livrables import deposer_version
from incubation.models import Livrable, SessionIncubation
from manufactures.actions.candidatures import joindre_preuve
from manufactures.actions.equipes import inviter_membre
from manufactures.enums import Etape, Fonction, StatutProjet
from manufactures.models import Partenaire, Projet
from socle.comptes.acteur import acteur_de
from socle.comptes.actions.invitations import creer_invitation
from socle.comptes.enums import Role
from socle.comptes.models import Utilisateur
from socle.courriers.actions import poster
from socle.documents.actions import demander_edition
from socle.journal.actions import noter
from tests.accompagnement import fabriques as accompagnement
from tests.comite import fabriques as comite
from tests.conftest import creer_personne
from tests.incubation import fabriques as incubation
from tests.manufactures.fabriques import CandidatureFactory, MembreEquipeFactory, ProjetFactory, StructureFactory

BESOIN = "modele-economique"
RELANCE = {"rappels": [], "prenom": "Ada", "programme": "Essai", "lien": "https://exemple.fr/p/"}
ROLES = ("anonyme", "porteuse", "partenaire", "autre_porteur", "coordinatrice", "membre", "experte", "observateur", "etrangere")


@dataclass
class Monde:
    """People by role, and the arguments of the routes by kind of object."""

    personnes: dict[str, Utilisateur]
    arguments: dict[str, dict] = field(default_factory=dict)

    def acteur(self, role: str):
        return acteur_de(self.personnes[role])


def creer_gens(suffixe: str = "") -> dict[str, Utilisateur]:
    """The people of a world; their doors are those of the roles of the matrix."""
    portes = {
        "porteuse": Role.EQUIPE,
        "partenaire": Role.EQUIPE,
        "autre_porteur": Role.EQUIPE,
        "coordinatrice": Role.COORDINATION,
        "membre": Role.COMITE,
        "presidente": Role.COMITE,
        "experte": Role.EXPERT,
        "observateur": Role.OBSERVATEUR,
    }
    return {role: creer_personne(f"{role}{suffixe}@exemple.fr", role.capitalize(), porte) for role, porte in portes.items()}


# Arguments that name no object: they are the same in every programme.
CONSTANTES = {"": {}, "reglage": {"cle": "comite.quorum"}, "jeton": {"jeton": "abc"}, "code": {"code": "7K4M-92QX-TR"}}


def creer_monde(personnes: dict[str, Utilisateur]) -> Monde:
    """Make one object of each kind in the programme in force."""
    monde = Monde(personnes, dict(CONSTANTES))
    for peupler in (_manufactures, _incubation, _comite, _accompagnement, _socle):
        peupler(monde)
    return monde


def _equipe(projet: Projet, monde: Monde) -> Projet:
    MembreEquipeFactory(projet=projet, utilisateur=monde.personnes["porteuse"])
    MembreEquipeFactory(projet=projet, utilisateur=monde.personnes["partenaire"], fonction=Fonction.PARTENAIRE)
    return projet


def _manufactures(monde: Monde) -> None:
    """A draft candidature being written, and somebody else's."""
    ailleurs = ProjetFactory()
    MembreEquipeFactory(projet=ailleurs, utilisateur=monde.personnes["autre_porteur"])
    projet = _equipe(ProjetFactory(), monde)
    candidature = CandidatureFactory(projet=projet, complete=True)
    code = candidature.reponses.first().condition.code
    partenaire = Partenaire.objects.create(projet=projet, structure=StructureFactory())
    membre = MembreEquipeFactory(projet=projet, utilisateur=creer_personne(f"m{projet.pk}@exemple.fr", "M", Role.EQUIPE), fonction=Fonction.MEMBRE)
    invitation = inviter_membre(projet=projet, email="invitee@exemple.fr", fonction=Fonction.MEMBRE, acteur=monde.acteur("porteuse"))
    joindre_preuve(candidature=candidature, code=code, fichier=incubation.fichier("preuve.pdf"), acteur=monde.acteur("porteuse"))
    adresse = {"slug": projet.slug}
    monde.arguments |= {
        "projet": adresse,
        "vague": {"numero": candidature.vague.numero},
        "rubrique": adresse | {"section": Etape.PROJET.value},
        "condition": adresse | {"code": code},
        "partenaire": adresse | {"pk": partenaire.pk},
        "siege": adresse | {"pk": membre.pk},
        "invitation_d_equipe": adresse | {"pk": invitation.pk},
        "depose": {"slug": _deposee(monde).slug},
        "labellise": {"slug": ProjetFactory(labellise=True).slug},
    }


def _deposee(monde: Monde) -> Projet:
    projet = _equipe(ProjetFactory(depose=True), monde)
    CandidatureFactory(projet=projet, deposee=True)
    return projet


def _incubation(monde: Monde) -> None:
    """A project in incubation, with its session and a livrable handed in."""
    incubation.installer_les_modules()
    groupe, projet = incubation.SousPromotionFactory(), _equipe(ProjetFactory(labellise=True), monde)
    affecter_projet(projet=projet, sous_promotion=groupe, acteur=monde.acteur("coordinatrice"))
    session = incubation.SessionFactory(sous_promotion=groupe, convoquee=True)
    livrable = Livrable.objects.filter(projet=projet).first()
    version = deposer_version(livrable=livrable, fichier=incubation.fichier(), acteur=monde.acteur("porteuse"))
    monde.arguments |= {
        "incube": {"slug": projet.slug},
        "promotion": {"pk": groupe.promotion_id},
        "sous_promotion": {"pk": groupe.pk},
        "session": {"pk": session.pk},
        "livrable": {"pk": livrable.pk},
        "version": {"pk": version.pk},
    }


def _comite(monde: Monde) -> None:
    """An open sitting of financement with two files: one voted and closed, one being voted; the member and her chair are there."""
    sieges = comite.creer_comite(monde.personnes["presidente"], monde.personnes["membre"])
    projets = [comite.creer_projet(10_000 + monde.personnes["membre"].pk + n) for n in (0, 100_000)]
    seance = comite.seance_ouverte(*projets, presents=sieges)
    comite.scrutin_clos(seance, comite.tous(sieges, Choix.ATTRIBUER))
    scrutin = comite.scrutin_ouvert(seance, 1)
    point = PointOrdreDuJour.objects.get(pk=scrutin.point_id)
    scenario = creer_scenario(seance=seance, nom="Essai", depart="rang", acteur=monde.acteur("membre"))
    aide = enregistrer_aide(siren="552100554", date_octroi=date(2022, 5, 2), montant=9_000, source="Région", acteur=None)
    monde.arguments |= {
        "seance": {"pk": seance.pk},
        "point": {"pk": point.pk},
        "additif": {"pk": seance.pk, "numero": 1},  # there is none: the sitting is open
        "point_de_seance": {"pk": seance.pk, "point": point.pk},
        "mandant": {"pk": seance.pk, "mandant": sieges[1].pk},
        "scrutin": {"pk": scrutin.pk},
        "dossier": {"pk": Dossier.objects.get(point=point).pk},
        "scenario": {"pk": scenario.pk},
        "aide": {"pk": aide.pk},
        "entreprise": _entreprise_liee(monde),
        "siege_du_comite": {"pk": sieges[1].pk},
        "deport": {"pk": declarer_deport(membre=sieges[1], projet=comite.creer_projet(20_000 + sieges[1].pk), acteur=None).pk},
        "presence": {"pk": seance.presences.get(membre=sieges[1]).pk},
    }
    monde.arguments["convoquee"] = {"pk": comite.seance_convoquee(comite.creer_projet(500_000 + monde.personnes["membre"].pk), jours=15).pk}
    assert Seance.objects.count() == 2
    assert Scrutin.objects.count() == 2
    _suites(monde, sieges)


def _entreprise_liee(monde: Monde, siren: str = "443061841") -> dict:
    """An undertaking linked to the structure of the project of the team."""
    projet = Projet.objects.select_related("structure").get(**monde.arguments["projet"])
    lien = declarer_entreprise_liee(projet=projet, siren=siren, nom="Holding", lien=LienEntreprise.DROITS_DE_VOTE, acteur=None)
    return {"slug": projet.slug, "pk": lien.pk}


def _suites(monde: Monde, sieges: list) -> None:
    """A published grant « sous réserve » with its proof handed in, and a project on the waiting list."""
    projet = comite.creer_projet(20_000 + monde.personnes["membre"].pk)
    decision = comite.decider(_equipe(projet, monde), sieges, Choix.SOUS_RESERVE, conditions=Conditions("Signer le bail", comite.dans(60), "Le bail"))
    condition = decision.conditions_a_lever.get()
    geste = deposer_preuve(condition=condition, fichier=incubation.fichier("bail.pdf"), acteur=monde.acteur("porteuse"), message="Signé")
    attend = comite.creer_projet(30_000 + monde.personnes["membre"].pk, StatutProjet.RECEVABLE)
    place = comite.decider(attend, sieges, Choix.LISTE_ATTENTE, type_seance=TypeSeance.LABELLISATION, rang_attente=1).place_en_attente
    monde.arguments |= {
        "decision": {"pk": decision.pk},
        "condition_a_lever": {"pk": condition.pk},
        "preuve": {"pk": geste.pk},
        "place_en_attente": {"pk": place.pk},
    }


def _accompagnement(monde: Monde) -> None:
    """A project in accompagnement, an expert with a free half-day and a booked one."""
    accompagnement.installer_le_programme()
    projet = _equipe(ProjetFactory(en_accompagnement=True), monde)
    accompagnement.doter(projet, ("modele-economique", 3), ("modele-juridique", 9))
    expert: Expert = accompagnement.experte_du_programme(monde.personnes["experte"])
    libre, pris = accompagnement.ouvrir(expert, 2)
    adresse = {"slug": projet.slug}
    monde.arguments |= {
        "accompagne": adresse,
        "accompagne_api": {"projet": projet.slug},
        "besoin": adresse | {"besoin": BESOIN},
        "expert_du_besoin": adresse | {"besoin": BESOIN, "expert": expert.pk},
        "creneau": {"pk": libre.pk},
        "expert": {"pk": expert.pk},
        **_agenda(expert),
        "agenda_abonne": {"secret": donner_lien_d_agenda(expert=expert, acteur=monde.acteur("experte"))},
    }
    figures = {"projet": projet, "annee": 0, "valeurs": {"emplois": 2}, "recit": "Deux emplois", "remettre": True}
    ecrire_rapport(**figures, acteur=monde.acteur("porteuse"))
    monde.arguments["rapport"] = adresse | {"annee": 0}
    monde.arguments["mission"] = {"pk": _reserver(monde, pris).pk}
    _plans(monde, projet)
    _services(monde, projet, expert)
    _collective(monde, projet, expert)
    ouvrir_bilan(projet=projet, maturites=[], acteur=monde.acteur("porteuse"))
    monde.arguments["mission_demandee"] = {"pk": _demander(monde, "demandee").pk}
    commandee = _commander(monde, expert, accompagnement.ouvrir(expert, 1, dans=25)[0])
    monde.arguments["mission_commandee"] = {"pk": commandee.pk}
    monde.arguments["demi_journee"] = {"pk": commandee.pk, "creneau": commandee.creneau_id}
    monde.arguments["attente"] = adresse | {"pk": _attendre(monde, projet, "modele-juridique").pk}
    monde.arguments["transfert"] = {"pk": _demander_un_transfert(monde, projet, "modele-juridique", "offre-formation").pk}


def _demander_un_transfert(monde: Monde, projet: Projet, de: str, vers: str) -> DemandeTransfert:
    """A half-day that the team asks to move from a need to another."""
    besoins = {b.code: b for b in Besoin.objects.all()}
    champs = {"quantite": 1, "motif": "Un autre besoin", "acteur": monde.acteur("porteuse")}
    return demander_transfert(projet=projet, de=besoins[de], vers=besoins[vers], **champs)


def _en_attente(monde: Monde) -> None:
    """Another project that has credits, and waits."""
    projet = ProjetFactory(en_accompagnement=True)
    accompagnement.doter(projet, (BESOIN, 1), ("offre-formation", 1))
    _attendre(monde, projet, "offre-formation")
    _demander_un_transfert(monde, projet, BESOIN, "modele-juridique")


def _attendre(monde: Monde, projet: Projet, code: str) -> AttenteDeCreneau:
    """A place in the waiting list of a need."""
    champs = {"demandee_par": monde.personnes["porteuse"], "demandee_at": timezone.now()}
    return AttenteDeCreneau.objects.create(projet=projet, besoin=Besoin.objects.get(code=code), **champs)


def _collective(monde: Monde, projet: Projet, expert: Expert) -> None:
    """A mission open to several projects, three half-days of the expert, to which the project is invited."""
    limite = timezone.now() + timedelta(days=30)
    annonce = Annonce("Fixer ses prix", "Les prix", "Une grille", Lieu.SUR_PLACE, "", PartageCollectif.EGAL, limite)
    creneaux = [c.pk for c in accompagnement.ouvrir(expert, 3, dans=100)]
    acteur = monde.acteur("coordinatrice")
    collective = ouvrir_collective(annonce=annonce, expert=expert, creneaux=creneaux, invites=[projet], acteur=acteur, cle="collective")
    monde.arguments |= {"collective": {"pk": collective.pk}, "collective_projet": {"pk": collective.pk, "slug": projet.slug}}


def _plans(monde: Monde, accompagne: Projet) -> None:
    """An avenant that the coordination has signed, and a plan proposed to another team."""
    avenant = accompagnement.avenant_propose(accompagne, monde.acteur("coordinatrice"))
    propose = _equipe(ProjetFactory(finance=True), monde)
    proposer_plan(plan=accompagnement.preparer(propose, ("modele-economique", 3)), acteur=None)
    monde.arguments |= {"avenant": {"slug": accompagne.slug, "numero": avenant.numero}, "plan_propose": {"slug": propose.slug}}
    monde.arguments["mouvement"] = {"pk": accompagne.mouvements_credit.order_by("pk").last().pk}


def _agenda(expert: Expert) -> dict[str, dict]:
    """A week rule, an exception and a busy calendar."""
    jour = incubation.jour_dans(200)
    regle = Disponibilite.objects.create(expert=expert, jour=0, moment=Moment.MATIN, du=jour)
    ferme = ExceptionAgenda.objects.create(expert=expert, nature=NatureException.FERMEE, du=jour, au=jour, libelle="Congés")
    calendrier = CalendrierOccupe.objects.create(expert=expert, adresse="https://agenda.example/a.ics")
    return {"disponibilite": {"pk": regle.pk}, "exception": {"pk": ferme.pk}, "calendrier": {"pk": calendrier.pk}}


def _services(monde: Monde, projet: Projet, expert: Expert) -> None:
    """A service validated long ago, its report with a file, its statement; and an action to do."""
    releve, piece = accompagnement.relever(expert, projet, Besoin.objects.get(code=BESOIN), monde.personnes["porteuse"], date(2022, 1, 1))
    action = ActionDuProjet.objects.create(
        projet=projet, libelle="Signer le bail", responsable="Ada", echeance=date(2030, 1, 7),
        ajoutee_par=monde.personnes["porteuse"], ajoutee_at=timezone.now(),
    )  # fmt: skip
    monde.arguments |= {
        "releve": {"pk": releve.pk},
        "service_valide": {"pk": piece.compte_rendu.mission_id},
        "piece_jointe": {"pk": piece.compte_rendu.mission_id, "piece": piece.pk},
        "action": {"slug": projet.slug, "pk": action.pk},
    }


def _demander(monde: Monde, cle: str, demi_journees: int = 1) -> Mission:
    """Ask for a mission as the porteuse."""
    projet, besoin = Projet.objects.get(**monde.arguments["accompagne"]), Besoin.objects.get(code="modele-juridique")
    dates = {"periode_debut": incubation.jour_dans(0), "periode_fin": incubation.jour_dans(90)}
    champs = {"besoin": besoin, "objet": "Le bail", "resultat_attendu": "Un bail", "demi_journees": demi_journees, "lieu": Lieu.SUR_PLACE}
    return demander_mission(projet=projet, acteur=monde.acteur("porteuse"), cle=cle, **champs, **dates)


def _commander(monde: Monde, expert: Expert, creneau: Creneau) -> Mission:
    """A mission asked for, accepted and ordered, one of its two half-days planned."""
    mission = _demander(monde, "commandee", 2)
    proposer_mission(mission=mission, expert_pk=expert.pk, acteur=monde.acteur("porteuse"))
    repondre_a_la_demande(mission=mission, reponse=ReponseMission.ACCEPTER, acteur=monde.acteur("experte"))
    return planifier_demi_journee(mission=mission, creneau=creneau, acteur=monde.acteur("porteuse"))


def _reserver(monde: Monde, creneau: Creneau) -> Mission:
    """Book a half-day as the porteuse."""
    projet, besoin = Projet.objects.get(**monde.arguments["accompagne"]), Besoin.objects.get(code=BESOIN)
    champs = {"projet": projet, "besoin": besoin, "lieu": Lieu.SUR_PLACE, "objet": "Le budget", "cle": f"cle-{creneau.pk}"}
    return reserver_creneau(creneau=creneau, acteur=monde.acteur("porteuse"), **champs)


def _socle(monde: Monde) -> None:
    """A mail held back, a document in preparation and an invitation of the coordination."""
    courrier = poster(gabarit="relances", a="ada@exemple.fr", contexte=RELANCE, cle="essai", retenu=True)
    session = monde.arguments["session"]["pk"]
    edition = demander_edition(code="incubation.emargement", objet_id=session, acteur=monde.acteur("coordinatrice"))
    _, secret = creer_invitation(email="nouvelle@exemple.fr", role=Role.OBSERVATEUR, siege={}, auteur=None)
    monde.arguments |= {"courrier": {"pk": courrier.pk}, "edition": {"pk": edition.pk}, "invitation": {"secret": secret}}


def grossir(monde: Monde) -> None:
    """Add two rows to every list of the programme in force."""
    session = SessionIncubation.objects.get(pk=monde.arguments["session"]["pk"])
    expert = Expert.objects.get(utilisateur=monde.personnes["experte"])
    for n, jours in ((1, 30), (2, 60)):
        personne = creer_personne(f"plus{n}@exemple.fr", f"Plus {n}", Role.COMITE)
        nommer_membre(utilisateur=personne, siege=10 + n, qualite=Qualite.ETAT, acteur=None, mandat_debut=date(2020, 1, 1))
        _equipe(ProjetFactory(en_accompagnement=True), monde)
        CandidatureFactory(projet=_equipe(ProjetFactory(), monde))
        affecter_projet(projet=_equipe(ProjetFactory(labellise=True), monde), sous_promotion=session.sous_promotion, acteur=monde.acteur("coordinatrice"))
        incubation.SessionFactory(sous_promotion=session.sous_promotion, convoquee=True)
        incubation.SousPromotionFactory()
        comite.seance_convoquee(comite.creer_projet(900_000 + n), jours=10 + n)
        creer_scenario(seance=Seance.objects.get(**monde.arguments["seance"]), nom=f"Plus {n}", depart="rang", acteur=monde.acteur("membre"))
        enregistrer_aide(siren="552100554", date_octroi=date(2022, 5, n), montant=100, source=f"Plus {n}", acteur=None)
        _entreprise_liee(monde, f"73282932{n}")
        accompagnement.ExpertFactory()
        accompagnement.preparer(ProjetFactory(finance=True), ("modele-economique", 1))
        _reserver(monde, accompagnement.ouvrir(expert, 2, dans=jours)[0])
        _en_attente(monde)
        projet = Projet.objects.get(**monde.arguments["accompagne"])
        accompagnement.relever(expert, projet, Besoin.objects.get(code=BESOIN), monde.personnes["porteuse"], date(2022, 1 + n, 1))
        prevue = ActionPrevue(f"Plus {n}", "Ada", date(2030, 1, n))
        prevoir_actions(projet=projet, actions=[prevue], acteur=monde.acteur("porteuse"))
        noter("acces.accepte", fil="programme", acteur=None, role=f"essai {n}")
        poster(gabarit="relances", a=f"ada{n}@exemple.fr", contexte=RELANCE, cle=f"plus{n}", retenu=True)
