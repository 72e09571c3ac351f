"""One project lives its whole life in the browsers of its people; a second one is adjourned and comes back by itself."""

from dataclasses import dataclass

import pytest

from parcours.peuplement.faux import siret_d_exemple
from tests.e2e.personnes import Personne
from tests.e2e.plateforme import RACINE

PROG = "/p/manufactures"
COORD, COORD2 = "coordination@ftl.example", "coordination2@ftl.example"
PRESIDENTE, MEMBRE, RECUSEE = "presidente@comite.example", "membre@comite.example", "recusee@comite.example"
EXPERTE = "experte@lot1.example"
PDF = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Count 0/Kids[]>>endobj\ntrailer<</Root 1 0 R>>\n%%EOF\n"


@dataclass
class Histoire:
    """The people of the story and the means to move the clock."""

    plateforme: object
    ouvrir: object
    dossier: object
    gens: dict

    def fichier(self, nom: str, contenu: bytes = PDF):
        chemin = self.dossier / nom
        chemin.write_bytes(contenu)
        return chemin

    def entrer(self, cle: str, email: str) -> Personne:
        """Open the invitation received by mail, make the account, and stay signed in."""
        personne = self.gens[cle] = self.ouvrir(cle)
        personne.email = email
        personne.aller(self.plateforme.boite.invitation(email)).remplir(prenom=cle.capitalize(), nom="d’exemple", mot_de_passe=personne.mot_de_passe)
        return personne.cliquer("Créer mon compte et entrer").lit("Bienvenue")

    def aller_au(self, instant: str) -> None:
        """Weeks later: the platform restarts at another date and people sign in again."""
        self.plateforme.aller_au(instant)
        for personne in self.gens.values():
            personne.contexte.clear_cookies()
            personne.connecter(personne.email)


@pytest.fixture
def histoire(plateforme, personne, tmp_path):
    plateforme.aller_au("2021-10-11T10:00:00+02:00")
    plateforme.commander("creer_programme", "manufactures-de-proximite", "--slug", "manufactures", "--coordination", COORD)
    return Histoire(plateforme, personne, tmp_path, {})


def test_a_project_lives_its_whole_life(histoire):
    reunir_les_gens(histoire)
    porter_et_deposer(histoire, 1)
    porter_et_deposer(histoire, 2)
    instruire(histoire)
    labelliser(histoire)
    incuber(histoire)
    financer(histoire)
    accompagner(histoire)
    faire_revenir_l_ajourne(histoire)
    garder_une_image(histoire)


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
    nom, slug = f"Manufacture d’exemple {numero}", f"manufacture-d-exemple-{numero}"
    porteuse_email, partenaire_email = f"porteuse{numero}@atelier.example", f"partenaire{numero}@atelier.example"
    h.gens["coordination"].aller(f"{PROG}/candidatures/nouvelle/").remplir(nom=nom, email_porteur=porteuse_email)
    h.gens["coordination"].page.get_by_label("Vague").select_option(index=1)
    h.gens["coordination"].cliquer("Ouvrir le projet et inviter").lit(nom)
    porteuse = h.entrer(f"porteuse{numero}", porteuse_email).lit("Compléter et déposer votre candidature")
    porteuse.aller(f"{PROG}/projets/{slug}/equipe/").remplir(email=partenaire_email).choisir("fonction", "partenaire")
    porteuse.cliquer("Envoyer l’invitation").lit(partenaire_email)
    h.entrer(f"partenaire{numero}", partenaire_email).lit("Compléter et déposer votre candidature")
    ecrire_la_candidature(h, porteuse, slug, numero)
    porteuse.aller(f"{PROG}/projets/{slug}/candidature/relecture/").lit("Tout y est")
    porteuse.cliquer("Déposer la candidature").lit("Récépissé")
    h.plateforme.boite.attendre(porteuse_email, "Candidature reçue")


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
    for numero in (1, 2):
        coordination = h.gens["coordination"].aller(f"{PROG}/projets/manufacture-d-exemple-{numero}/candidature/instruction/")
        coordination.cliquer("Déclarer recevable").lit("recevable")
        h.plateforme.boite.attendre(f"porteuse{numero}@atelier.example", "recevable")
        h.gens[f"porteuse{numero}"].aller(f"{PROG}/").lit("Recevable")


# --- The committee -------------------------------------------------------------------------------


def preparer_la_seance(h: Histoire, genre: str, jour: str, heure: str) -> str:
    coordination = h.gens["coordination"].aller(f"{PROG}/comite/seances/nouvelle/").choisir("type_seance", genre)
    coordination.remplir(date_prevue_0=jour, date_prevue_1=heure, lieu="Salle du comité").cliquer("Préparer la séance")
    return coordination.page.url.removeprefix(h.plateforme.adresse)


def verser(h: Histoire, numero: int) -> None:
    """The coordination puts a project on the agenda: its file is assembled from the record and frozen."""
    coordination = h.gens["coordination"].aller(f"{PROG}/projets/manufacture-d-exemple-{numero}/comite/")
    coordination.cliquer("Figer le dossier et le verser").lit("Le dossier est figé")


def convoquer(h: Histoire, seance: str) -> None:
    h.gens["coordination"].aller(seance + "convoquer/").cliquer("Envoyer les convocations")
    for email in (PRESIDENTE, MEMBRE, RECUSEE):
        h.plateforme.boite.attendre(email, "convocation")


def declarer_leurs_liens(h: Histoire, seance: str) -> None:
    """Every member states her interests before the sitting: without it no file opens and no voice counts."""
    for cle in ("presidente", "membre", "recusee"):
        h.gens[cle].aller(seance + "declaration/").cliquer("Je n’ai pas de lien avec ces dossiers").lit("Votre déclaration est enregistrée")


def se_deporter(h: Histoire, seance: str, numero: int) -> None:
    """A member declares her link: from then on she reaches nothing of that file."""
    recusee = h.gens["recusee"].aller(seance).lit(f"Manufacture d’exemple {numero}")
    recusee.aller(seance + "deports/")
    choisir_le_projet(recusee, numero)
    recusee.cliquer("Enregistrer le déport").ne_lit_pas(f"Manufacture d’exemple {numero}")


def choisir_le_projet(personne: Personne, numero: int) -> None:
    personne.page.locator("select[name=projet]").select_option(label=f"Manufacture d’exemple {numero}")


def ouvrir_la_seance(h: Histoire, seance: str) -> None:
    """The chair opens the sitting and notes who arrives."""
    presidente = h.gens["presidente"].aller(seance).cliquer("Ouvrir la séance")
    for nom in ("Presidente", "Membre", "Recusee"):
        presidente.aller(seance + "salle/").page.get_by_text("Modifier les présences").click()
        presidente.cliquer(f"Noter l’arrivée de {nom}")


def entrer_dans_le_point(personne: Personne, seance: str, numero: int) -> Personne:
    personne.aller(seance + "salle/")
    personne.page.get_by_role("navigation", name="Ordre du jour").get_by_role("link", name=f"Manufacture d’exemple {numero}").click()
    personne.page.wait_for_load_state()
    return personne.controler()


def voter_et_decider(h: Histoire, seance: str, numero: int, vote: str, voix: tuple[str, ...], **decision: str) -> None:
    """The chair opens the ballot, those who have a voice vote, the ballot is closed and the decision proclaimed."""
    presidente = entrer_dans_le_point(h.gens["presidente"], seance, numero)
    presidente.cliquer("Ouvrir le scrutin").lit("Scrutin ouvert")
    point = presidente.page.url
    for cle in voix:
        h.gens[cle].aller(point).choisir("vote", vote)
        h.gens[cle].page.get_by_role("button", name="Voter").click()
        h.gens[cle].lit("Votre vote est compté")
    presidente.aller(point).cliquer("Clore le scrutin").suivre("Proclamer la décision")
    if charge := decision.pop("personne_en_charge", ""):
        presidente.page.locator("select[name=personne_en_charge]").select_option(label=charge)
    presidente.remplir(**decision).cliquer("Proclamer la décision")


def lever_et_publier(h: Histoire, seance: str) -> None:
    """The sitting ends, its minutes are drawn up from its events, and the chair publishes: only then do letters leave."""
    h.gens["presidente"].aller(seance + "salle/").cliquer("Lever la séance")
    h.gens["coordination"].aller(seance + "proces-verbal/").cliquer("Établir le procès-verbal").lit("quorum")
    h.gens["presidente"].aller(seance).suivre("Relire et publier").cliquer("Publier les décisions")


def labelliser(h: Histoire) -> None:
    """A labelling sitting: two members vote on the first file, the third is recused and sees nothing of it."""
    seance = preparer_la_seance(h, "labellisation", "2021-10-25", "14:00")
    verser(h, 1)
    verser(h, 2)
    convoquer(h, seance)
    se_deporter(h, seance, 1)
    declarer_leurs_liens(h, seance)
    h.aller_au("2021-10-25T14:00:00+02:00")
    ouvrir_la_seance(h, seance)
    voter_et_decider(h, seance, 1, "retenir", ("presidente", "membre"), motifs="Projet solide.")
    h.gens["recusee"].aller(seance + "salle/").ne_lit_pas("Manufacture d’exemple 1")
    h.gens["porteuse1"].aller(f"{PROG}/").lit("Recevable").ne_lit_pas("Labellisé")
    voter_et_decider(h, seance, 2, "retenir", ("presidente", "membre", "recusee"), motifs="Projet solide.")
    lever_et_publier(h, seance)
    h.plateforme.boite.attendre("porteuse1@atelier.example", "")
    h.gens["porteuse1"].aller(f"{PROG}/").lit("Labellisé")


# --- The incubation ------------------------------------------------------------------------------


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
    coordination.suivre("Créer une sous-promotion").remplir(nom="Sud").cliquer("Créer la sous-promotion")
    for numero in (1, 2):
        coordination.aller(f"{PROG}/incubation/sous-promotions/1/projets/")
        choisir_le_projet(coordination, numero)
        coordination.cliquer("Placer ce projet")
    h.plateforme.boite.attendre("partenaire1@atelier.example", "entre en incubation")
    return planifier_la_session(coordination, h)


def planifier_la_session(coordination: Personne, h: Histoire) -> str:
    coordination.aller(f"{PROG}/incubation/sous-promotions/1/sessions/nouvelle/")
    horaires = {"matin_debut": "09:00", "matin_fin": "12:30", "apres_midi_debut": "14:00", "apres_midi_fin": "17:30"}
    lieu = {"tiers_lieu": "Tiers-lieu d’exemple", "commune": "Crest"}
    coordination.remplir(titre="Écosystème", jour="2021-11-16", **horaires, **lieu).cliquer("Planifier la session")
    session = coordination.page.url.removeprefix(h.plateforme.adresse)
    coordination.cliquer("Convoquer").lit("Convoquée")
    h.plateforme.boite.attendre("porteuse1@atelier.example", "session")
    return session


def emarger(h: Histoire, session: str) -> None:
    """Both members of the binôme sign on their own phone with the code shown in the room; a wrong code is told."""
    h.gens["coordination"].aller(session + "salle/")
    code = h.gens["coordination"].page.locator(".code-geant").inner_text()
    h.gens["porteuse1"].aller(session + "signer/").remplir(code="000000").cliquer("Signer", exact=True).lit("code")
    for cle in ("porteuse1", "partenaire1"):
        h.gens[cle].aller(session + "signer/").remplir(code=code).cliquer("Signer", exact=True).lit("9 h")
    h.gens["coordination"].aller(session + "salle/").lit("Binôme complet")


def faire_valider_un_livrable(h: Histoire) -> None:
    """The porteuse deposits a livrable, is asked to complete it, deposits version 2, which is validated."""
    porteuse, coordination = h.gens["porteuse1"], h.gens["coordination"]
    porteuse.aller(f"{PROG}/incubation/projets/manufacture-d-exemple-1/livrables/")
    porteuse.page.get_by_role("main").get_by_role("link").filter(has_text="cosystème").first.click()
    porteuse.page.wait_for_load_state()
    livrable = porteuse.page.url
    porteuse.controler().joindre("fichier", h.fichier("cartographie.pdf")).cliquer("Déposer la version 1").lit("En relecture")
    relire(coordination, livrable, "a_completer", commentaire="Ajoutez le rôle de chaque partenaire.")
    h.plateforme.boite.attendre("porteuse1@atelier.example", "compléter")
    porteuse.aller(f"{PROG}/").lit("Compléter").aller(livrable).lit("Ajoutez le rôle de chaque partenaire")
    porteuse.joindre("fichier", h.fichier("cartographie-2.pdf", PDF + b"% version 2\n")).cliquer("Déposer la version 2")
    relire(coordination, livrable, "valide")
    h.plateforme.boite.attendre("porteuse1@atelier.example", "validé")
    porteuse.aller(livrable).lit("Validé")


def relire(coordination: Personne, livrable: str, verdict: str, **champs: str) -> None:
    coordination.aller(livrable).choisir("verdict", verdict).remplir(**champs).cliquer("Envoyer la relecture")


def noter_la_maturite(h: Histoire) -> None:
    coordination = h.gens["coordination"].aller(f"{PROG}/incubation/projets/manufacture-d-exemple-1/maturite/?moment=sortie")
    for rang in range(8):
        coordination.page.locator("select[name^=note_]").nth(rang).select_option("4")
    coordination.cliquer("Enregistrer les notes")


def identifier_les_besoins(h: Histoire) -> None:
    for besoin, priorite in (("modele-economique", "1"), ("offre-formation", "2")):
        coordination = h.gens["coordination"].aller(f"{PROG}/incubation/projets/manufacture-d-exemple-1/besoins/")
        coordination.page.locator("select[name=besoin_code]").select_option(besoin)
        coordination.page.locator("select[name=priorite]").select_option(priorite)
        coordination.remplir(objectif="Tenir l’équilibre en année 3.", demi_journees="20").cliquer("Enregistrer ce besoin")


# --- The grant, the credits, the return ----------------------------------------------------------


def financer(h: Histoire) -> None:
    """A financing sitting: an amount by line within the envelope for the first project, an adjournment for the second."""
    seance = preparer_la_seance(h, "financement", "2021-12-06", "14:00")
    verser(h, 1)
    verser(h, 2)
    convoquer(h, seance)
    declarer_leurs_liens(h, seance)
    h.aller_au("2021-12-06T14:00:00+01:00")
    ouvrir_la_seance(h, seance)
    # Her recusal from the first project holds for this sitting too.
    voter_et_decider(h, seance, 1, "attribuer", ("presidente", "membre"), motifs="Modèle équilibré dès la troisième année.")
    ajournement = {"points_a_lever": "Promesse de bail.", "preuve_attendue": "Bail signé.", "date_retour": "2022-01-05"}
    ajournement["personne_en_charge"] = "Porteuse2 d’exemple"
    voter_et_decider(h, seance, 2, "ajourner", ("presidente", "membre", "recusee"), motifs="Foncier incertain.", **ajournement)
    lever_et_publier(h, seance)
    h.gens["porteuse1"].aller(f"{PROG}/projets/manufacture-d-exemple-1/").lit("Financé").lit("280 000 €")
    h.gens["porteuse2"].aller(f"{PROG}/projets/manufacture-d-exemple-2/").lit("Ajourné").lit("Promesse de bail")
    imprimer_le_proces_verbal(h, seance)


def imprimer_le_proces_verbal(h: Histoire, seance: str) -> None:
    """The minutes as a real PDF, made by the worker while the page shows its progress."""
    presidente = h.gens["presidente"].aller(seance + "proces-verbal/").cliquer("Produire le PDF")
    with presidente.page.expect_download(timeout=60_000) as recu:
        presidente.page.get_by_role("link", name="Télécharger").click(timeout=60_000)
    assert recu.value.path().read_bytes().startswith(b"%PDF-1.7")


def accompagner(h: Histoire) -> None:
    """Credits are opened, a half-day is booked, held, reported, accepted, validated: the ledger shows the debit."""
    projet = f"{PROG}/projets/manufacture-d-exemple-1"
    signer_le_plan(h, projet)
    ouvrir_des_creneaux(h.gens["experte"])
    mission = reserver(h.gens["porteuse1"])
    h.plateforme.boite.attendre(EXPERTE, "demande")
    declarer_et_accepter(h.gens["experte"], mission)
    h.plateforme.boite.attendre("porteuse1@atelier.example", "")
    h.aller_au("2021-12-14T18:00:00+01:00")
    rendre_et_accepter(h, mission)
    credits = h.gens["porteuse1"].aller(f"{PROG}/accompagnement/projets/manufacture-d-exemple-1/credits/")
    credits.lit("Consommation").lit("39")


def declarer_et_accepter(experte: Personne, mission: str) -> None:
    """She says first that she has no interest in this project: the page asks for it."""
    experte.aller(f"{PROG}/").lit("Répondre à une demande").aller(mission).suivre("Déclarer mon intérêt")
    experte.choisir("interet", "non").cliquer("Enregistrer ma déclaration").lit("vous pouvez accepter ses missions")
    experte.aller(mission).choisir("reponse", "accepter").cliquer("Envoyer ma réponse")


def signer_le_plan(h: Histoire, projet: str) -> None:
    """The coordination prepares and proposes the plan, the porteuse signs it from her home, the coordination signs last."""
    coordination, porteuse = h.gens["coordination"], h.gens["porteuse1"]
    coordination.aller(f"{projet}/accompagnement/")
    for nom in ("objectif", "indicateur"):
        for champ in coordination.page.locator(f"details[open] [name^={nom}_]").all():
            champ.fill("Un chiffre suivi chaque mois")
    coordination.cliquer("Enregistrer le plan").lit("Le plan est préparé").cliquer("Proposer à l’équipe").lit("Le plan est proposé")
    porteuse.aller(f"{PROG}/").lit("Lire et signer le plan").suivre("Lire et signer le plan d’accompagnement")
    porteuse.cliquer("Signer le plan").lit("Vous avez signé le plan")
    coordination.aller(f"{PROG}/accompagnement/projets/manufacture-d-exemple-1/plan/").cliquer("Signer et accorder les crédits")
    coordination.lit("L’accompagnement est ouvert")


def ouvrir_des_creneaux(experte: Personne) -> None:
    experte.aller(f"{PROG}/").suivre("Mes créneaux").remplir(debut="2021-12-13", fin="2021-12-17")
    for case in experte.page.locator("input[name=jours], input[name=moments]").all():
        case.check()
    experte.cliquer("Ouvrir ces demi-journées")


def reserver(porteuse: Personne) -> str:
    porteuse.aller(f"{PROG}/").suivre("Réserver une demi-journée")
    porteuse.choisir("besoin", "modele-economique").cliquer("Choisir un expert")
    porteuse.page.locator("input[name=expert]").first.check(force=True)
    porteuse.cliquer("Choisir un créneau")
    porteuse.page.locator("input[name=creneau]").nth(2).check(force=True)
    porteuse.remplir(objet="Le prix de la journée de formation.").cliquer("Réserver ce créneau")
    return porteuse.page.url


def rendre_et_accepter(h: Histoire, mission: str) -> None:
    """Report by the expert, verdict of the project, validation by somebody else of the coordination: only then the debit."""
    compte_rendu = {"fait": "Grille tarifaire construite.", "decide": "Journée à 180 €.", "suites": "Tester trois mois."}
    h.gens["experte"].aller(mission).remplir(**compte_rendu).cliquer("Remettre le compte rendu")
    h.gens["porteuse1"].aller(f"{PROG}/").lit("Accepter ou refuser le service fait")
    h.gens["porteuse1"].aller(mission).choisir("verdict", "accepte").cliquer("Enregistrer mon verdict")
    h.gens["coordination2"].aller(mission).cliquer("Valider le service fait").lit("Service fait validé")


def faire_revenir_l_ajourne(h: Histoire) -> None:
    """The adjourned project is on the agenda of the next sitting by itself; its file is frozen anew."""
    preparer_la_seance(h, "financement", "2022-01-10", "14:00")
    h.gens["coordination"].lit("Manufacture d’exemple 2").lit("Retour d’ajournement")
    h.gens["coordination"].cliquer("Figer les dossiers manquants").lit("Lire le dossier")
    h.gens["porteuse2"].aller(f"{PROG}/projets/manufacture-d-exemple-2/").lit("En comité")


def garder_une_image(h: Histoire) -> None:
    """Keep the porteuse's home as the README shows it."""
    page = h.gens["porteuse1"].aller(f"{PROG}/").page
    dossier = RACINE / "var" / "captures"
    dossier.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=dossier / "accueil-porteuse.png", full_page=True)
