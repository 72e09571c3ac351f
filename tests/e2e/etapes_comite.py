"""Steps of the story: a sitting is prepared, convened, opened, voted, lifted and published."""

from tests.e2e.histoire import MEMBRE, PRESIDENTE, PROG, RECUSEE, Histoire, binome_du, choisir_le_projet, nom_du, slug_du
from tests.e2e.personnes import Personne

MEMBRES = ("presidente", "membre", "recusee")


def preparer_la_seance(h: Histoire, genre: str, jour: str, heure: str) -> str:
    with h.etape("a préparé la", apparait={"coordination": "Convoquer la"}):
        coordination = h.gens["coordination"].aller(f"{PROG}/comite/seances/nouvelle/").choisir("type_seance", genre)
        coordination.remplir(date_prevue_0=jour, date_prevue_1=heure, lieu="Salle du comité").cliquer("Préparer la séance")
        seance = coordination.page.url.removeprefix(h.plateforme.adresse)
    return seance


def verser(h: Histoire, numero: int) -> None:
    """The coordination puts a project on the agenda: its file is assembled from the record and frozen."""
    with h.etape(f"a inscrit {nom_du(numero)}"):
        coordination = h.gens["coordination"].aller(f"{PROG}/projets/{slug_du(numero)}/comite/")
        coordination.cliquer("Figer le dossier et le verser").lit("Le dossier est figé")


def convoquer(h: Histoire, seance: str) -> None:
    """Each member is told by mail, and answers."""
    with h.etape(
        "a convoqué la",
        courriels=dict.fromkeys((PRESIDENTE, MEMBRE, RECUSEE), "convocation du comité"),
        apparait=dict.fromkeys(MEMBRES, "Dire si je viens à la"),
        disparait={"coordination": "Convoquer la"},
    ):
        h.gens["coordination"].aller(seance + "convoquer/").cliquer("Envoyer les convocations")
    for cle in MEMBRES:
        with h.etape("a enregistré la réponse de", apparait={cle: "Lire les dossiers et déclarer"}, disparait={cle: "Dire si je viens à la"}):
            h.gens[cle].aller(seance + "reponse/").cliquer("Je viens sur place")


def declarer_leurs_liens(h: Histoire, seance: str) -> None:
    """Every member states her interests before the sitting: without it no file opens and no voice counts."""
    for cle in MEMBRES:
        with h.etape("a déclaré ses liens"):
            h.gens[cle].aller(seance + "declaration/").cliquer("Je n’ai pas de lien avec ces dossiers").lit("Votre déclaration est enregistrée")


def se_deporter(h: Histoire, seance: str, numero: int) -> None:
    """A member declares her link: from then on she reaches nothing of that file."""
    with h.etape(f"sur {nom_du(numero)}"):
        recusee = h.gens["recusee"].aller(seance).lit(nom_du(numero))
        recusee.aller(seance + "deports/")
        choisir_le_projet(recusee, numero)
        recusee.cliquer("Enregistrer le déport").ne_lit_pas(nom_du(numero))


def ouvrir_la_seance(h: Histoire, seance: str) -> None:
    """The chair opens the sitting and notes who arrives."""
    presidente = h.gens["presidente"]
    with h.etape("a ouvert la", apparait=dict.fromkeys(MEMBRES, "Rejoindre la séance")):
        presidente.aller(seance).cliquer("Ouvrir la séance")
    for nom in ("Presidente", "Membre", "Recusee"):
        presidente.aller(seance + "salle/").page.get_by_text("Modifier les présences").click()
        presidente.cliquer(f"Noter l’arrivée de {nom}")


def entrer_dans_le_point(personne: Personne, seance: str, numero: int) -> Personne:
    personne.aller(seance + "salle/")
    personne.page.get_by_role("navigation", name="Ordre du jour").get_by_role("link", name=nom_du(numero)).click()
    personne.page.wait_for_load_state()
    return personne.controler()


def voter_et_decider(h: Histoire, seance: str, numero: int, vote: str, voix: tuple[str, ...], **decision: str) -> None:
    """The chair opens the ballot, those who have a voice vote, the ballot is closed and the decision proclaimed."""
    presidente = h.gens["presidente"]
    with h.etape(f"a ouvert le scrutin sur {nom_du(numero)}", apparait=dict.fromkeys(voix, "Voter maintenant")):
        entrer_dans_le_point(presidente, seance, numero).cliquer("Ouvrir le scrutin").lit("Scrutin ouvert")
        point = presidente.page.url
    for cle in voix:
        h.gens[cle].aller(point).choisir("vote", vote)
        h.gens[cle].page.get_by_role("button", name="Voter").click()
        h.gens[cle].lit("Votre vote est compté").controler().aller(f"{PROG}/").ne_lit_pas("Voter maintenant")
    with h.etape(f"a proclamé la décision sur {nom_du(numero)}"):
        presidente.aller(point).cliquer("Clore le scrutin").suivre("Proclamer la décision")
        if charge := decision.pop("personne_en_charge", ""):
            presidente.page.locator("select[name=personne_en_charge]").select_option(label=charge)
        presidente.remplir(**decision).cliquer("Proclamer la décision")


def lever_et_publier(h: Histoire, seance: str, lettres: dict[int, str], apparait: dict[str, str] | None = None) -> None:
    """The sitting ends, its minutes are drawn up from its events, and the chair publishes: only then do letters leave."""
    publier, marque = {"presidente": "Publier les décisions de la"}, len(h.plateforme.boite.courriels)
    with h.etape("a levé la", apparait=publier | {"coordination": "Établir le procès-verbal"}):
        h.gens["presidente"].aller(seance + "salle/").cliquer("Lever la séance")
    with h.etape("a établi le procès-verbal", disparait={"coordination": "Établir le procès-verbal"}):
        h.gens["coordination"].aller(seance + "proces-verbal/").cliquer("Établir le procès-verbal").lit("quorum")
    equipes = {adresse: sujet for numero, sujet in lettres.items() for adresse in binome_du(numero)}
    assert not [a for a, _ in h.plateforme.boite.courriels[marque:] if a in equipes]
    with h.etape("a publié la décision", courriels=equipes, apparait=apparait, disparait=publier):
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
    h.gens["recusee"].aller(seance + "salle/").ne_lit_pas(nom_du(1))
    h.gens["porteuse1"].aller(f"{PROG}/").lit("Recevable").ne_lit_pas("Labellisé")
    voter_et_decider(h, seance, 2, "retenir", MEMBRES, motifs="Projet solide.")
    lever_et_publier(h, seance, {1: "reçoit le label", 2: "reçoit le label"})
    h.gens["porteuse1"].aller(f"{PROG}/").lit("Labellisé")


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
    voter_et_decider(h, seance, 2, "ajourner", MEMBRES, motifs="Foncier incertain.", **ajournement)
    lettres = {1: "le comité attribue 280", 2: "revient devant le comité le 5 janvier"}
    lever_et_publier(h, seance, lettres, apparait={"porteuse2": "Déposer la preuve attendue"})
    h.gens["porteuse1"].aller(f"{PROG}/projets/{slug_du(1)}/").lit("Financé").lit("280 000 €")
    h.gens["porteuse2"].aller(f"{PROG}/projets/{slug_du(2)}/").lit("Ajourné").lit("Promesse de bail")
    imprimer_le_proces_verbal(h, seance)


def imprimer_le_proces_verbal(h: Histoire, seance: str) -> None:
    """The minutes as a real PDF, made by the worker while the page shows its progress."""
    presidente = h.gens["presidente"].aller(seance + "proces-verbal/").cliquer("Produire le PDF")
    with presidente.page.expect_download(timeout=60_000) as recu:
        presidente.page.get_by_role("link", name="Télécharger").click(timeout=60_000)
    assert recu.value.path().read_bytes().startswith(b"%PDF-1.7")


def faire_revenir_l_ajourne(h: Histoire) -> None:
    """The adjourned project is on the agenda of the next sitting by itself; its file is frozen anew."""
    with h.etape(f"a remis {nom_du(2)} à l’ordre du jour"):
        seance = preparer_la_seance(h, "financement", "2022-01-10", "14:00")
    h.gens["coordination"].aller(seance).lit(nom_du(2)).lit("Retour d’ajournement")
    with h.etape(f"a figé le dossier de {nom_du(2)}"):
        h.gens["coordination"].aller(seance).cliquer("Figer les dossiers manquants").lit("Lire le dossier")
    h.gens["porteuse2"].aller(f"{PROG}/projets/{slug_du(2)}/").lit("En comité")
