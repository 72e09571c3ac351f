"""Two people sign the minutes, each identified anew; then the database refuses any change to what they relate."""

from datetime import timedelta

import psycopg2
import pytest
from django.apps import apps
from django.conf import settings
from django.db import DatabaseError, connection, transaction
from django.urls import reverse
from django.utils import timezone

from comite.actions.additifs import abandonner_additif, rediger_additif
from comite.actions.decisions import Retour
from comite.actions.deports import confirmer_deport, declarer_deport, retirer_deport
from comite.actions.presences import donner_procuration
from comite.actions.presidence import designer_presidence
from comite.actions.proces_verbaux import corriger_pv, generer_pv
from comite.actions.seances import publier_decisions
from comite.actions.signatures import signer_additif, signer_pv
from comite.enums import Choix, EtatPV, StatutSeance
from comite.models import Additif, Deport, ProcesVerbal, SignaturePV
from comite.queries.a_faire import a_faire
from comite.tasks import sceller_les_restes
from socle.comptes.acteur import acteur_de
from socle.comptes.enums import Preuve, Role
from socle.comptes.portee import programme_actif
from tests.comite import fabriques as f
from tests.comite import pv as p
from tests.comite.fabriques import refus_de
from tests.conftest import creer_personne, creer_programme_de_test

MDP = Preuve.MOT_DE_PASSE


def essayer(pv, personne, preuve=MDP, empreinte=None) -> str:
    return refus_de(signer_pv, seance=pv.seance, acteur=acteur_de(personne), preuve=preuve, empreinte=empreinte or pv.empreinte)


def test_deux_personnes_signent_et_tout_se_fige(a_signer, presidente, coordinatrice):
    assert p.signer(a_signer, presidente).etat == EtatPV.A_SIGNER
    pv = p.signer(a_signer, coordinatrice)
    assert (pv.etat, pv.seance.etat) == (EtatPV.SIGNE, StatutSeance.PV_SIGNE)
    lues = pv.signatures.order_by("pk").values_list("qualite", "nom", "preuve")
    assert list(lues) == [
        ("presidence", "Présidente d’exemple, siège\u00a01, présidence", MDP),
        ("secretariat", "Coordinatrice d’exemple, la coordination", MDP),
    ]


def test_qui_ne_signe_pas(a_signer, presidente, membre, coordinatrice, coordinateur):
    assert essayer(a_signer, membre) == "pas_signataire"
    assert essayer(a_signer, presidente, preuve=None) == "sans_preuve"
    assert essayer(a_signer, presidente, empreinte="0" * 64) == "pv_change"
    p.signer(a_signer, coordinatrice)
    assert essayer(a_signer, coordinatrice) == "deja_signe"
    assert essayer(a_signer, coordinateur) == "pas_signataire"  # the secretariat has signed
    p.signer(a_signer, presidente)
    assert essayer(a_signer, coordinateur) == "pv_signe"


def test_le_secretariat_revient_au_membre_secretaire(seance, comite, coordinatrice, troisieme):
    type(comite[2]).objects.filter(pk=comite[2].pk).update(est_secretariat=True)
    pv = p.pv_a_signer(seance, comite)
    assert essayer(pv, coordinatrice) == "pas_signataire"
    assert p.signer(pv, troisieme).signatures.get().qualite == "secretariat"


def test_qui_a_preside_a_la_place_d_une_presidence_jamais_venue_signe(comite, pret, presidente, membre, troisieme):
    seance = f.seance_ouverte(pret, presents=comite[1:])
    pv = p.pv_a_signer(designer_presidence(seance=seance, membre=comite[1], acteur=None), comite[1:])
    a_signer = [any("Signer" in t.titre for t in a_faire(acteur_de(q))) for q in (presidente, membre, troisieme)]
    assert a_signer == [False, True, False]
    assert (essayer(pv, presidente), essayer(pv, troisieme)) == ("pas_signataire", "pas_signataire")
    assert p.signer(pv, membre).signatures.get().qualite == "presidence"


def test_une_signature_arrete_le_texte(a_signer, presidente):
    p.signer(a_signer, presidente)
    assert refus_de(generer_pv, seance=a_signer.seance, acteur=None) == "pv_signe"
    assert refus_de(corriger_pv, seance=a_signer.seance, textes={"errata": "Non"}, acteur=None) == "pv_signe"
    for champs in ({"contenu": {}}, {"empreinte": "0" * 64}, {"etat": EtatPV.SIGNE, "signe_at": timezone.now()}):
        with pytest.raises(DatabaseError), transaction.atomic():
            ProcesVerbal.objects.update(**champs)


# --- The database ------------------------------------------------------------------------------

# What goes on living once the minutes are signed (docs/decisions/0016-proces-verbal-signe.md).
VIVANTES = {
    "comite_seance": {"publiee_at", "publiee_par_id"},
    "comite_ajournement": {"leve_at", "seance_retour_id", "date_retour", "personne_en_charge_id"},
    "comite_deport": {"retire_at"},
    "comite_procesverbal": {"version_id"},
}
RELATEES = {
    "comite_procesverbal", "comite_signaturepv", "comite_correctionpv", "comite_desaccord", "comite_seance",
    "comite_pointordredujour", "comite_presence", "comite_procuration", "comite_scrutin", "comite_lignescrutin",
    "comite_participation", "comite_bulletin", "comite_decision", "comite_lignedecision", "comite_dossier", "comite_note",
    "comite_deport", "comite_ajournement",
}  # fmt: skip

# Append-only tables refuse even an UPDATE that changes nothing.
AJOUT_SEUL = {"comite_signaturepv", "comite_correctionpv", "comite_desaccord", "comite_decision", "comite_bulletin"}


def colonnes(table: str) -> list[str]:
    with connection.cursor() as curseur:
        curseur.execute("SELECT column_name FROM information_schema.columns WHERE table_name = %s ORDER BY ordinal_position", [table])
        return [nom for (nom,) in curseur.fetchall()]


def est_refuse(sql: str) -> bool:
    try:
        with transaction.atomic(), connection.cursor() as curseur:
            curseur.execute(sql)
            return curseur.rowcount == 0 and "no row"  # nothing to change proves nothing
    except DatabaseError:
        return True


def autre_valeur(colonne: str) -> str:
    """An expression of the type of the column that differs from what it holds."""
    with connection.cursor() as curseur:
        curseur.execute("SELECT data_type FROM information_schema.columns WHERE (table_name || '.' || column_name) = %s", [colonne])
        genre = curseur.fetchone()[0]
    nom = f'"{colonne.split(".")[1]}"'
    par_type = {
        "timestamp with time zone": f"coalesce({nom}, now()) - interval '1 minute'",
        "date": f"coalesce({nom}, current_date) - 1",
        "boolean": f"NOT {nom}",
        "jsonb": """'{"autre": 1}'""",
        "uuid": "gen_random_uuid()",
        "character varying": "'autre'",
        "text": f"coalesce({nom}, '') || 'autre'",
    }
    return par_type.get(genre, f"coalesce({nom}, 0) + 1")


@pytest.fixture
def histoire(comite, pret, presidente, coordinatrice):
    return raconter(comite, pret, presidente, coordinatrice)


def raconter(comite, pret, presidente, coordinatrice) -> ProcesVerbal:
    """A signed sitting with one row in every table that minutes relate."""
    ecart = f.creer_projet(2)
    seance = f.seance_convoquee(pret, ecart)
    declarer_deport(membre=comite[2], projet=ecart, acteur=None)
    for point in seance.points.all():
        critere = apps.get_model("comite.Critere").objects.first()
        apps.get_model("comite.Note").objects.create(dossier=point.dossier, membre=comite[0], critere=critere, valeur=3)
    donner_procuration(seance=seance, mandant=comite[2], mandataire=comite[0], acteur=None)
    f.ouvrir_seance(seance=seance, acteur=None)
    for membre in comite[:2]:
        f.arriver(seance=seance, membre=membre, acteur=None)
    p.proclamer_decision(scrutin=f.scrutin_clos(seance, f.tous(comite[:2], Choix.ATTRIBUER)), acteur=None)
    ajourne = f.scrutin_clos(seance, f.tous(comite[:2], Choix.AJOURNER), 1)
    decision = p.proclamer_decision(scrutin=ajourne, acteur=None, motifs="Bail", retour=retour(coordinatrice))
    apps.get_model("comite.Desaccord").objects.create(decision=decision, membre=comite[1], texte="Non")
    pv = generer_pv(seance=p.lever_seance(seance=seance, acteur=None), acteur=None)
    corriger_pv(seance=seance, textes={"errata": "Lire « atelier »"}, acteur=None)
    return p.signer(ProcesVerbal.objects.get(pk=pv.pk), presidente, coordinatrice)


def retour(personne):
    return Retour("Signer le bail", "Copie du bail", personne, timezone.localdate() + timedelta(days=30))


def test_apres_la_signature_la_base_refuse_toute_modification(histoire):
    acceptees = []
    for table in sorted(RELATEES):
        for colonne in set(colonnes(table)) - VIVANTES.get(table, set()):
            sql = f'UPDATE "{table}" SET "{colonne}" = {autre_valeur(f"{table}.{colonne}")}'
            if est_refuse(sql) is not True:
                acceptees.append(sql)
        if est_refuse(f'DELETE FROM "{table}"') is not True:
            acceptees.append(f"DELETE {table}")
    assert acceptees == []


def test_ce_qui_s_ecrit_en_plus_est_refuse_aussi(histoire, comite):
    seance = histoire.seance
    for modele, champs in (
        ("Presence", {"membre": comite[2], "arrivee_at": seance.ouverte_at, "depart_at": seance.levee_at}),
        ("Procuration", {"mandant": comite[1], "mandataire": comite[0]}),
        ("PointOrdreDuJour", {"projet": f.creer_projet(3), "rang": 9}),
    ):
        with pytest.raises(DatabaseError, match="signé"), transaction.atomic():
            apps.get_model("comite", modele).objects.create(seance=seance, **champs)


@pytest.mark.django_db(transaction=True)
def test_le_proprietaire_des_tables_est_refuse_aussi():
    """The role that owns the tables, in its own connection, finds the rows and the same triggers."""
    programme = creer_programme_de_test("manufactures")
    with programme_actif(programme):
        comite = f.creer_comite(*f.creer_votants(3))
        coordinatrice = creer_personne("coordinatrice@exemple.fr", "Coordinatrice", Role.COORDINATION)
        raconter(comite, f.creer_projet(1), comite[0].utilisateur, coordinatrice)
    ordres = [f'DELETE FROM "{t}"' for t in sorted(RELATEES)] + [f'UPDATE "{t}" SET id = id' for t in sorted(AJOUT_SEUL)]
    assert [ordre for ordre in ordres if en_proprietaire_du(programme, ordre) != "refusé"] == []


def en_proprietaire_du(programme, ordre: str) -> str:
    """Run one statement as the owner of the tables with a programme open, and take it back."""
    base = settings.BASE_PROPRIETAIRE
    acces = {"user": base["USER"], "password": base["PASSWORD"], "host": base["HOST"], "port": base["PORT"] or None}
    proprietaire = psycopg2.connect(dbname=connection.settings_dict["NAME"], **acces)
    try:
        with proprietaire.cursor() as curseur:
            curseur.execute("SELECT set_config('app.programme', %s, true)", [str(programme.pk)])
            curseur.execute(ordre)
            return f"{curseur.rowcount} lignes"
    except psycopg2.errors.ForeignKeyViolation:
        return "retenu par une clef, pas par son gardien"
    except (psycopg2.errors.CheckViolation, psycopg2.errors.InsufficientPrivilege):
        return "refusé"
    finally:
        proprietaire.close()


def test_ce_qui_vit_encore(histoire, comite, coordinatrice, presidente):
    assert publier_decisions(seance=histoire.seance, acteur=None) == 2  # the letters to the binôme
    with connection.cursor() as curseur:
        curseur.execute("UPDATE comite_ajournement SET leve_at = now()")
        assert curseur.rowcount == 1
    deport = Deport.objects.get()
    retirer_deport(deport=deport, acteur=acteur_de(presidente), motif="Lien terminé")
    with pytest.raises(DatabaseError), transaction.atomic():
        Deport.objects.update(retire_at=None)


# --- Additifs ----------------------------------------------------------------------------------


def test_un_additif_s_enchaine_et_se_signe_a_deux(signe, presidente, coordinatrice):
    premier = rediger_additif(seance=signe.seance, texte="Lire 255 000 €.", acteur=acteur_de(coordinatrice))
    assert premier.empreinte_precedente == signe.empreinte
    assert refus_de(rediger_additif, seance=signe.seance, texte="Encore", acteur=None) == "additif_a_signer"
    for personne in (presidente, coordinatrice):
        signer_additif(additif=premier, acteur=acteur_de(personne), preuve=MDP, empreinte=premier.empreinte)
    second = rediger_additif(seance=signe.seance, texte="Encore", acteur=None)
    assert (second.numero, second.empreinte_precedente) == (2, premier.empreinte)
    abandonner_additif(additif=second, acteur=None)
    assert Additif.objects.get().etat == EtatPV.SIGNE
    for changer in (lambda: Additif.objects.update(texte="Autre"), Additif.objects.all().delete):
        with pytest.raises(DatabaseError), transaction.atomic():
            changer()


def test_un_additif_attend_le_pv_signe_et_son_auteur(a_signer, membre):
    assert refus_de(rediger_additif, seance=a_signer.seance, texte="Non", acteur=None) == "pv_non_signe"
    assert refus_de(rediger_additif, seance=a_signer.seance, texte="Non", acteur=acteur_de(membre)) == "pas_la_coordination"
    with pytest.raises(DatabaseError), transaction.atomic():
        Additif.objects.create(pv=a_signer, numero=1, texte="x", contenu={}, empreinte_precedente=a_signer.empreinte,
                               empreinte="0" * 64, redige_at=timezone.now())  # fmt: skip


# --- The page ----------------------------------------------------------------------------------


@pytest.fixture
def page(a_signer, settings):
    settings.MFA_EXIGEE = False
    return reverse("pv_signer", args=["manufactures", a_signer.seance_id])


def test_sans_identification_recente_la_page_la_demande(page, client_de, presidente):
    client = client_de(presidente)
    for reponse in (client.get(page), client.post(page, {"empreinte": "0" * 64})):
        assert (reponse.status_code, reponse.url.split("?")[0]) == (302, "/compte/reauthenticate/")
    p.vient_de_s_identifier(client, presidente, "mfa")  # the proof asked for is the password
    assert client.get(page).status_code == 302
    assert SignaturePV.objects.count() == 0


def test_signer_par_la_page_avec_son_mot_de_passe(page, a_signer, client_de, presidente):
    client = client_de(presidente)
    rendu = client.post(client.get(page).url, {"password": "un-atelier-bien-rangé", "next": page})
    assert (rendu.status_code, rendu.url) == (302, page)
    assert "La présidence de séance" in client.get(page).content.decode()
    assert client.post(page, {"empreinte": a_signer.empreinte}).status_code == 302
    assert SignaturePV.objects.get().signataire == presidente


def test_qui_a_un_second_facteur_le_donne(page, a_signer, client_de, presidente):
    apps.get_model("mfa.Authenticator").objects.create(user=presidente, type="totp", data={"secret": "x"})
    client = client_de(presidente)
    p.vient_de_s_identifier(client, presidente)
    assert client.get(page).url.split("?")[0] == "/compte/2fa/reauthenticate/"
    p.vient_de_s_identifier(client, presidente, "mfa")
    client.post(page, {"empreinte": a_signer.empreinte})
    assert SignaturePV.objects.get().preuve == Preuve.SECOND_FACTEUR


def test_la_seconde_signature_tient_le_budget(page, a_signer, client_de, presidente, coordinatrice, compter_requetes):
    p.signer(a_signer, presidente)
    client = client_de(coordinatrice)
    p.vient_de_s_identifier(client, coordinatrice)
    client.get(page)
    with compter_requetes() as requetes:
        assert client.post(page, {"empreinte": a_signer.empreinte}).status_code == 302
    assert requetes.nombre <= 12, requetes.requetes
    assert requetes.repetees == []


def test_ce_qu_une_tache_perdue_a_laisse_est_scelle_une_fois(signe, comite):
    """The task queued by the second signature never ran: tests have no worker."""
    assert signe.version is None
    sceller_les_restes()
    version = ProcesVerbal.objects.get(pk=signe.pk).version
    assert version.nom.endswith(".pdf")
    sceller_les_restes()
    assert ProcesVerbal.objects.get(pk=signe.pk).version == version


def test_un_proces_verbal_a_signer_n_est_pas_scelle(a_signer):
    sceller_les_restes()
    assert ProcesVerbal.objects.get(pk=a_signer.pk).version is None


def test_un_deport_relate_par_le_pv_signe_ne_se_confirme_plus(seance, comite, pret, presidente, coordinatrice):
    deport = declarer_deport(membre=comite[2], projet=pret, acteur=None)
    Deport.objects.filter(pk=deport.pk).update(provisoire=True)
    pv = p.signer(p.pv_a_signer(seance, comite[:2]), presidente, coordinatrice)
    assert (pv.seance.etat, refus_de(confirmer_deport, deport=deport, acteur=acteur_de(coordinatrice))) == (StatutSeance.PV_SIGNE, "deport_relate")
    plus_tard = declarer_deport(membre=comite[1], projet=pret, acteur=None)
    Deport.objects.filter(pk=plus_tard.pk).update(provisoire=True)
    assert not confirmer_deport(deport=plus_tard, acteur=acteur_de(coordinatrice)).provisoire
