"""Steps of the story: a sous-promotion, a session, a livrable, maturity and needs."""

from tests.e2e.histoire import COORD, PDF, PROG, Histoire, binome_du, choisir_le_projet, nom_du, slug_du
from tests.e2e.personnes import Personne

LIVRABLE = "Relire 1 livrable"
BESOINS = (
    ("modele-economique", "Accompagner la consolidation du modèle économique", "1"),
    ("offre-formation", "Accompagner le déploiement de l’offre de formation", "2"),
)


def incuber(h: Histoire) -> None:
    """A sous-promotion, a session in a tiers-lieu attended by the binôme, a livrable in two versions, maturity and needs."""
    session = former_la_sous_promotion(h)
    h.aller_au("2021-11-16T09:05:00+01:00")
    emarger(h, session)
    faire_valider_un_livrable(h)
    noter_la_maturite(h)
    identifier_les_besoins(h)


def former_la_sous_promotion(h: Histoire) -> str:
    coordination = h.gens["coordination"].aller(f"{PROG}/incubation/promotions/nouvelle/")
    coordination.page.get_by_label("Vague").select_option(index=1)
    coordination.remplir(nom="Promotion 1", date_debut="2021-11-02").cliquer("Ouvrir la promotion")
    coordination.suivre("Créer une sous-promotion").remplir(nom="Sud")
    coordination.page.get_by_label("Référent").select_option(label="Coordination d’exemple")
    coordination.cliquer("Créer la sous-promotion")
    for numero in (1, 2):
        with h.etape(
            f"a placé {nom_du(numero)}",
            courriels=dict.fromkeys(binome_du(numero), f"{nom_du(numero)} entre en incubation"),
            apparait=dict.fromkeys((f"porteuse{numero}", f"partenaire{numero}"), "Noter la maturité (entrée)"),
        ):
            coordination.aller(f"{PROG}/incubation/sous-promotions/1/projets/")
            choisir_le_projet(coordination, numero)
            coordination.cliquer("Placer ce projet")
    return planifier_la_session(coordination, h)


def planifier_la_session(coordination: Personne, h: Histoire) -> str:
    """A morning in a tiers-lieu, to which both are convened."""
    coordination.aller(f"{PROG}/incubation/sous-promotions/1/sessions/nouvelle/")
    lieu = {"tiers_lieu": "Tiers-lieu d’exemple", "commune": "Crest"}
    coordination.remplir(titre="Écosystème", jour="2021-11-16", matin_debut="09:00", matin_fin="12:30", apres_midi_debut="", apres_midi_fin="", **lieu)
    session = coordination.cliquer("Planifier la session").page.url.removeprefix(h.plateforme.adresse)
    with h.etape("a convoqué le binôme à la session 1", courriels=dict.fromkeys(binome_du(1), "Session 1 le")):
        coordination.aller(session).cliquer("Convoquer").lit("Convoquée")
    return session


def emarger(h: Histoire, session: str) -> None:
    """Both members of the binôme sign on their own phone with the code shown in the room; a wrong code is told."""
    h.gens["porteuse1"].aller(session + "signer/").remplir(code="000000").cliquer("Signer", exact=True).lit("code")
    signer(h, session, "porteuse1")
    with h.etape("a signé sa présence à la session 1", courriels=dict.fromkeys(binome_du(1), "Présence enregistrée")):
        signer(h, session, "partenaire1")
    h.gens["coordination"].aller(session + "salle/").lit("Binôme complet")


def signer(h: Histoire, session: str, cle: str) -> None:
    with h.etape("a signé sa présence à la session 1", disparait={cle: "Signer ma présence"}):
        code = h.gens["coordination"].aller(session + "salle/").page.locator(".code-geant").inner_text()
        h.gens[cle].aller(session + "signer/").remplir(code=code).cliquer("Signer", exact=True).lit("9 h")


def faire_valider_un_livrable(h: Histoire) -> None:
    """The porteuse deposits a livrable, is asked to complete it, deposits version 2, which is validated."""
    porteuse, coordination = h.gens["porteuse1"], h.gens["coordination"]
    porteuse.aller(f"{PROG}/incubation/projets/{slug_du(1)}/livrables/")
    porteuse.page.get_by_role("main").get_by_role("link").filter(has_text="cosystème").first.click()
    porteuse.page.wait_for_load_state()
    livrable, renvoi = porteuse.controler().page.url, {"commentaire": "Ajoutez le rôle de chaque partenaire."}
    deposer(h, livrable, 1, h.fichier("cartographie.pdf"), apparait={"coordination": LIVRABLE})
    with h.etape(
        "a demandé de compléter la version 1",
        courriels=dict.fromkeys(binome_du(1), "À compléter"),
        apparait={"porteuse1": "Compléter «"},
        disparait={"coordination": LIVRABLE},
    ):
        relire(coordination, livrable, "a_completer", **renvoi)
    porteuse.aller(livrable).lit("Ajoutez le rôle de chaque partenaire")
    suite = {"apparait": {"coordination": LIVRABLE}, "disparait": {"porteuse1": "Compléter «"}}
    deposer(h, livrable, 2, h.fichier("cartographie-2.pdf", PDF + b"% version 2\n"), **suite)
    with h.etape("a validé la version 2", courriels=dict.fromkeys(binome_du(1), "Validé"), disparait={"coordination": LIVRABLE}):
        relire(coordination, livrable, "valide")
    porteuse.aller(livrable).lit("Validé")


def deposer(h: Histoire, livrable: str, version: int, fichier, **a_faire: dict[str, str]) -> None:
    with h.etape(f"a déposé la version {version}", courriels={COORD: f"Version {version} à relire"}, **a_faire):
        h.gens["porteuse1"].aller(livrable).joindre("fichier", fichier).cliquer(f"Déposer la version {version}").lit("En relecture")


def relire(coordination: Personne, livrable: str, verdict: str, **champs: str) -> None:
    coordination.aller(livrable).choisir("verdict", verdict).remplir(**champs).cliquer("Envoyer la relecture")


def noter_la_maturite(h: Histoire) -> None:
    """The team rates its entry, the coordination its exit; each is told to the others."""
    porteuse, partenaire = binome_du(1)
    page = f"{PROG}/incubation/projets/{slug_du(1)}/maturite/?moment="
    autres = {partenaire: "Maturité notée", COORD: "Maturité notée"}
    with h.etape("a noté la maturité (entrée)", courriels=autres, disparait={"porteuse1": "Noter la maturité (entrée)"}):
        donner_les_notes(h.gens["porteuse1"].aller(page + "entree"), "2")
    with h.etape("a noté la maturité (sortie)", courriels=dict.fromkeys((porteuse, partenaire), "Maturité notée")):
        donner_les_notes(h.gens["coordination"].aller(page + "sortie"), "4")


def donner_les_notes(personne: Personne, note: str) -> None:
    for rang in range(8):
        personne.page.locator("select[name^=note_]").nth(rang).select_option(note)
    personne.cliquer("Enregistrer les notes")


def identifier_les_besoins(h: Histoire) -> None:
    for besoin, titre, priorite in BESOINS:
        with h.etape("a identifié le besoin", courriels=dict.fromkeys(binome_du(1), f"Besoin identifié : {titre}")):
            coordination = h.gens["coordination"].aller(f"{PROG}/incubation/projets/{slug_du(1)}/besoins/")
            coordination.page.locator("select[name=besoin_code]").select_option(besoin)
            coordination.page.locator("select[name=priorite]").select_option(priorite)
            coordination.remplir(objectif="Tenir l’équilibre en année 3.", demi_journees="20").cliquer("Enregistrer ce besoin")
