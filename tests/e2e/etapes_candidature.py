"""Steps of the story: people arrive, two candidatures are written, deposited and found recevables."""

from parcours.peuplement.faux import siret_d_exemple
from tests.e2e.histoire import COORD, COORD2, EXPERTE, MEMBRE, PRESIDENTE, PROG, RECUSEE, Histoire, binome_du, nom_du, slug_du
from tests.e2e.personnes import Personne


def reunir_les_gens(h: Histoire) -> None:
    """The coordination arrives by its invitation, then invites its colleague, the committee and an expert."""
    coordination = h.entrer("coordination", COORD)
    coordination.aller(f"{PROG}/personnes/inviter/").remplir(email=COORD2).cliquer("Envoyer l’invitation").lit(COORD2)
    for siege, email in enumerate((PRESIDENTE, MEMBRE, RECUSEE), 1):
        coordination.aller(f"{PROG}/comite/membres/inviter/").remplir(email=email, siege=siege)
        if email == PRESIDENTE:
            coordination.page.get_by_label("Présidence du comité").check()
        coordination.cliquer("Envoyer l’invitation")
    coordination.aller(f"{PROG}/accompagnement/experts/inviter/").remplir(email=EXPERTE, prix_demi_journee="450")
    coordination.page.locator("input[name=besoins]").first.check()
    coordination.cliquer("Envoyer l’invitation")
    h.entrer("coordination2", COORD2)
    h.entrer("presidente", PRESIDENTE)
    h.entrer("membre", MEMBRE)
    h.entrer("recusee", RECUSEE)
    h.entrer("experte", EXPERTE)


def porter_et_deposer(h: Histoire, numero: int) -> None:
    """A porteuse and her partenaire write and deposit a candidature, its three conditions proved."""
    nom, slug, (porteuse_email, partenaire_email) = nom_du(numero), slug_du(numero), binome_du(numero)
    with h.etape(f"a ouvert le projet {nom}", courriels={porteuse_email: f"Rejoindre l’équipe du projet {nom}"}):
        h.gens["coordination"].aller(f"{PROG}/candidatures/nouvelle/").remplir(nom=nom, email_porteur=porteuse_email)
        h.gens["coordination"].page.get_by_label("Vague").select_option(index=1)
        h.gens["coordination"].cliquer("Ouvrir le projet et inviter").lit(nom)
    porteuse = h.entrer(f"porteuse{numero}", porteuse_email).lit("Compléter et déposer votre candidature")
    inviter_la_partenaire(h, porteuse, slug, numero)
    h.entrer(f"partenaire{numero}", partenaire_email).lit("Compléter et déposer votre candidature")
    ecrire_la_candidature(h, porteuse, slug, numero)
    porteuse.aller(f"{PROG}/projets/{slug}/candidature/relecture/").lit("Tout y est")
    with h.etape(
        f"a déposé la candidature de {nom}",
        courriels=dict.fromkeys(binome_du(numero), "Candidature reçue"),
        apparait={"coordination": f"Instruire {numero} candidature"},
        disparait=dict.fromkeys((f"porteuse{numero}", f"partenaire{numero}"), "Compléter et déposer votre candidature"),
    ):
        porteuse.aller(f"{PROG}/projets/{slug}/candidature/relecture/").cliquer("Déposer la candidature").lit("Récépissé")


def inviter_la_partenaire(h: Histoire, porteuse: Personne, slug: str, numero: int) -> None:
    email, cle = binome_du(numero)[1], f"porteuse{numero}"
    with h.etape(f"a invité {email}", courriels={email: "Rejoindre l’équipe du projet"}, disparait={cle: "Inviter votre partenaire de binôme"}):
        porteuse.aller(f"{PROG}/projets/{slug}/equipe/").remplir(email=email).choisir("fonction", "partenaire")
        porteuse.cliquer("Envoyer l’invitation").lit(email)


def ecrire_la_candidature(h: Histoire, porteuse: Personne, slug: str, numero: int) -> None:
    candidature = f"{PROG}/projets/{slug}/candidature/"
    porteuse.aller(candidature + "rubriques/projet/").remplir(resume="Un atelier bois partagé.", presentation="Machines et formation.")
    porteuse.page.locator("input[name=filieres]").first.check()
    porteuse.cliquer("Enregistrer et continuer")
    lieu = {"adresse": "1 place de l’Atelier", "commune": "Chandolas", "code_insee": "07053", "departement": "Ardèche", "region": "Auvergne-Rhône-Alpes"}
    porteuse.aller(candidature + "rubriques/territoire/").remplir(**lieu, territoire="Bassin de vie rural.").choisir("type_territoire", "rural")
    porteuse.cliquer("Enregistrer et continuer")
    porteuse.aller(candidature + "rubriques/gouvernance/").remplir(gouvernance="Collégiale.").cliquer("Enregistrer et continuer")
    montants = {"montant_investissement": "210 000", "montant_demarrage": "70000,00 €"}
    porteuse.aller(candidature + "rubriques/economie/").remplir(economie="Ventes et locations.", **montants).cliquer("Enregistrer et continuer")
    porteuse.aller(candidature + "structure/").remplir(nom=f"Structure d’exemple {numero}", siret="12345678901234")
    porteuse.cliquer("Enregistrer la structure").lit("SIRET")
    porteuse.remplir(siret=siret_d_exemple(numero)).cliquer("Enregistrer la structure")
    prouver_les_conditions(h, porteuse, candidature)


def prouver_les_conditions(h: Histoire, porteuse: Personne, candidature: str) -> None:
    """Answer each condition of admission and join its proof; a file of another type is refused with a sentence."""
    porteuse.aller(candidature + "conditions/")
    fiches = porteuse.page.locator("section.fiche", has=porteuse.page.locator("input[type=file]"))
    assert fiches.count() == 3
    for rang in range(3):
        fiches.nth(rang).locator("textarea").fill("Oui, la preuve est jointe.")
        fiches.nth(rang).get_by_role("button", name="Enregistrer la réponse").click()
        porteuse.page.wait_for_load_state()
    joindre_la_preuve(porteuse, fiches.nth(0), h.fichier("preuve.exe"))
    porteuse.lit("ce format n’est pas lu ici")
    for rang in range(3):
        joindre_la_preuve(porteuse, fiches.nth(rang), h.fichier(f"preuve{rang}.pdf"))
    porteuse.controler()


def joindre_la_preuve(porteuse: Personne, fiche, fichier) -> None:
    fiche.locator("input[type=file]").set_input_files(fichier)
    fiche.get_by_role("button", name="Joindre").click()
    porteuse.page.wait_for_load_state()


def instruire(h: Histoire) -> None:
    """The coordination declares both candidatures recevables; each team is told."""
    for numero, restent in ((1, "1 candidature"), (2, "")):
        with h.etape(
            f"a déclaré recevable la candidature de {nom_du(numero)}",
            courriels=dict.fromkeys(binome_du(numero), "recevable"),
            apparait={"coordination": f"Instruire {restent}"} if restent else {},
            disparait={"coordination": "Instruire 1 candidature" if numero == 2 else "Instruire 2 candidatures"},
        ):
            coordination = h.gens["coordination"].aller(f"{PROG}/projets/{slug_du(numero)}/candidature/instruction/")
            coordination.cliquer("Déclarer recevable").lit("recevable")
        h.gens[f"porteuse{numero}"].aller(f"{PROG}/").lit("Recevable")
