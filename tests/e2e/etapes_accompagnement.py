"""Steps of the story: the plan is signed, a half-day is booked, held, accepted and debited."""

from playwright.sync_api import expect

from tests.e2e.histoire import EXPERTE, PROG, Histoire, binome_du, slug_du
from tests.e2e.personnes import Personne

CREDITS = f"{PROG}/accompagnement/projets/{slug_du(1)}"


def accompagner(h: Histoire) -> None:
    """Credits are opened, a half-day is booked, held, reported, accepted, validated: the ledger shows the debit."""
    signer_le_plan(h, f"{PROG}/projets/{slug_du(1)}")
    ouvrir_des_creneaux(h.gens["experte"])
    mission = reserver(h)
    declarer_et_accepter(h, mission)
    h.aller_au("2021-12-14T18:00:00+01:00")
    rendre_et_accepter(h, mission)
    lire_le_debit(h.gens["porteuse1"])


def lire_le_debit(porteuse: Personne) -> None:
    """Forty were granted, one is consumed: the balance and the total of the needs say it."""
    page = porteuse.aller(f"{CREDITS}/credits/").lit("Consommation").page
    for figure, nombre in (("consommees", "1"), ("reservees", "0"), ("disponibles", "39")):
        expect(page.locator(f".soldes a[href$='compte={figure}'] .chiffre")).to_have_text(nombre)
    expect(page.locator("tfoot td.d")).to_have_text(["40", "1", "0", "39"])


def signer_le_plan(h: Histoire, projet: str) -> None:
    """The coordination prepares and proposes the plan, the porteuse signs it from her home, the coordination signs last."""
    coordination, porteuse, binome = h.gens["coordination"], h.gens["porteuse1"], binome_du(1)
    coordination.aller(f"{projet}/accompagnement/")
    for nom in ("objectif", "indicateur"):
        for champ in coordination.page.locator(f"details[open] [name^={nom}_]").all():
            champ.fill("Un chiffre suivi chaque mois")
    coordination.cliquer("Enregistrer le plan").lit("Le plan est préparé")
    a_signer = {"porteuse1": "Lire et signer le plan d’accompagnement"}
    with h.etape("a proposé le plan d’accompagnement à l’équipe", courriels=dict.fromkeys(binome, "vous est proposé"), apparait=a_signer):
        coordination.aller(f"{CREDITS}/plan/").cliquer("Proposer à l’équipe").lit("Le plan est proposé")
    contreseing = {"coordination": "Signer 1 plan d’accompagnement"}
    with h.etape("a signé le plan d’accompagnement pour l’équipe", apparait=contreseing, disparait=a_signer):
        porteuse.aller(f"{PROG}/").suivre("Lire et signer le plan d’accompagnement").cliquer("Signer le plan").lit("Vous avez signé le plan")
    with h.etape("a ouvert 40 demi-journées de crédits", courriels=dict.fromkeys(binome, "sont ouverts"), disparait=contreseing):
        coordination.aller(f"{CREDITS}/plan/").cliquer("Signer et accorder les crédits").lit("L’accompagnement est ouvert")


def ouvrir_des_creneaux(experte: Personne) -> None:
    experte.aller(f"{PROG}/").suivre("Mes créneaux").remplir(debut="2021-12-13", fin="2021-12-17")
    for case in experte.page.locator("input[name=jours], input[name=moments]").all():
        case.check()
    experte.cliquer("Ouvrir ces demi-journées")


def reserver(h: Histoire) -> str:
    """The porteuse books the third free slot, on a need."""
    porteuse = h.gens["porteuse1"]
    with h.etape("a demandé Experte d’exemple", courriels={EXPERTE: "vous demande"}, apparait={"experte": "Répondre à une demande"}):
        porteuse.aller(f"{PROG}/").suivre("Réserver une demi-journée")
        porteuse.choisir("besoin", "modele-economique").cliquer("Choisir un expert")
        porteuse.page.locator("input[name=expert]").first.check(force=True)
        porteuse.cliquer("Choisir un créneau")
        porteuse.page.locator("input[name=creneau]").nth(2).check(force=True)
        porteuse.remplir(objet="Le prix de la journée de formation.").cliquer("Réserver ce créneau")
        mission = porteuse.page.url
    return mission


def declarer_et_accepter(h: Histoire, mission: str) -> None:
    """She says first that she has no interest in this project: the page asks for it."""
    experte = h.gens["experte"].aller(mission).suivre("Déclarer mon intérêt")
    experte.choisir("interet", "non").cliquer("Enregistrer ma déclaration").lit("vous pouvez accepter ses missions")
    with h.etape(
        "a accepté la mission", courriels=dict.fromkeys(binome_du(1), "Rendez-vous confirmé"), disparait={"experte": "Répondre à une demande"}
    ):
        experte.aller(mission).choisir("reponse", "accepter").cliquer("Envoyer ma réponse")


def rendre_et_accepter(h: Histoire, mission: str) -> None:
    """Report by the expert, verdict of the project, validation by somebody else of the coordination: only then the debit."""
    binome, verdict = dict.fromkeys(binome_du(1), "Un compte rendu attend votre accord"), {"porteuse1": "Accepter ou refuser le service fait"}
    with h.etape("a remis le compte rendu", courriels=binome, apparait=verdict, disparait={"experte": "Remettre le compte rendu"}):
        compte_rendu = {"fait": "Grille tarifaire construite.", "decide": "Journée à 180 €.", "suites": "Tester trois mois."}
        h.gens["experte"].aller(mission).remplir(**compte_rendu).cliquer("Remettre le compte rendu")
    validation = {"coordination2": "1 service fait à valider"}
    with h.etape("a donné son verdict sur la mission", courriels={EXPERTE: "service accepté"}, apparait=validation, disparait=verdict):
        h.gens["porteuse1"].aller(mission).choisir("verdict", "accepte").cliquer("Enregistrer mon verdict")
    with h.etape(
        "a validé le service fait", courriels=dict.fromkeys((*binome_du(1), EXPERTE), "verdict validé"), disparait=validation
    ):
        h.gens["coordination2"].aller(mission).cliquer("Valider le service fait").lit("Service fait validé")
