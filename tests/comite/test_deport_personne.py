"""A recusal follows the person, from seat to seat; conflicts born after the convocation are found in time."""

from datetime import date
from decimal import Decimal

import pytest
from django.db import DatabaseError, transaction
from django.urls import reverse
from django.utils import timezone

from comite.actions.arbitrages import enregistrer_aide
from comite.actions.deports import confirmer_deport, declarer_deport, detecter_conflits, retirer_deport
from comite.actions.interets import declarer_interets
from comite.actions.membres import nommer_membre
from comite.actions.presences import arriver
from comite.actions.scrutins import voter
from comite.actions.seances import ouvrir_seance
from comite.enums import Choix, LienInteret, Qualite
from comite.models import Critere, Deport, Membre, Note, Participation, PointOrdreDuJour
from comite.queries.a_faire import a_faire
from comite.queries.aides import aides_enregistrees
from comite.queries.etat_de_seance import lire_etat
from comite.queries.interets import derniere_annuelle
from comite.queries.quorum_manque import quorum_manque
from comite.queries.sieges import sieges_de
from comite.regles_interets import Interet
from comite.tasks import revoir_les_deports
from manufactures.models import Structure
from socle.comptes.acteur import acteur_de
from socle.comptes.enums import Role
from tests.comite import fabriques as f
from tests.comite import pv as p
from tests.comite.fabriques import refus_de
from tests.conftest import creer_personne


def renommer(membre, siege=9, **options) -> Membre:
    """End the mandate of a person, leave a gap, and appoint her again: a new seat."""
    Membre.objects.filter(pk=membre.pk).update(mandat_fin=date(2021, 12, 31))
    return nommer_membre(
        utilisateur=membre.utilisateur, siege=siege, qualite=Qualite.ETAT, acteur=None, mandat_debut=date(2022, 6, 1), **options
    )


@pytest.fixture
def revenue(comite, pret):
    """The third member was recused from the project in her first mandate, and is back in another seat."""
    declarer_deport(membre=comite[2], projet=pret, acteur=None)
    return renommer(comite[2])


@pytest.fixture
def seance(revenue, comite, pret):
    return f.seance_ouverte(pret, f.creer_projet(8), presents=[*comite[:2], revenue])


def test_le_dossier_reste_ferme_au_nouveau_siege(revenue, seance, client_de):
    cache, ouvert = seance.points.order_by("rang")
    assert list(PointOrdreDuJour.objects.filter(seance=seance).visibles_par(revenue)) == [ouvert]
    client = client_de(revenue.utilisateur)
    adresses = [reverse("dossier_detail", args=["manufactures", point.dossier.pk]) for point in (cache, ouvert)]
    assert [client.get(adresse).status_code for adresse in adresses] == [404, 200]
    assert [s.pk for s in sieges_de(seance, cache) if s.deporte] == [revenue.pk]
    assert [e.voix.deports for e in lire_etat(seance, None).points] == [1, 0]


def test_sa_voix_est_refusee_par_l_action_et_par_la_base(revenue, seance):
    scrutin = f.scrutin_ouvert(seance)
    assert (scrutin.votants, scrutin.deports) == (2, 1)
    assert refus_de(voter, scrutin=scrutin, choix=Choix.ATTRIBUER, acteur=acteur_de(revenue.utilisateur)) == "deporte"
    with pytest.raises(DatabaseError, match="un membre déporté ne vote pas"), transaction.atomic():
        Participation.objects.create(scrutin=scrutin, membre=revenue, exprime_par=revenue)


def test_sa_note_et_son_rapport_sont_refuses_par_la_base(revenue, seance):
    point = seance.points.order_by("rang")[0]
    note = Note(dossier=point.dossier, membre=revenue, critere=Critere.objects.first(), valeur=3, modifiee_at=timezone.now())
    with pytest.raises(DatabaseError, match="un membre déporté ne note pas"), transaction.atomic():
        note.save(force_insert=True)
    with pytest.raises(DatabaseError, match="un membre déporté ne rapporte pas"), transaction.atomic():
        point.rapporteurs.create(membre=revenue)


def test_le_deport_ne_se_redouble_pas_et_ne_se_retire_pas_par_elle_meme(revenue, seance, pret):
    deport = Deport.objects.get()
    assert refus_de(declarer_deport, membre=revenue, projet=pret, acteur=None) == "deja_deporte"
    assert refus_de(retirer_deport, deport=deport, acteur=acteur_de(revenue.utilisateur), motif="Non") != ""
    assert detecter_conflits(projets=[pret.pk]) == []


def test_la_presidence_revenue_ne_retire_pas_son_deport(comite, pret):
    deport = declarer_deport(membre=comite[2], projet=pret, acteur=None)
    Membre.objects.filter(pk=comite[0].pk).update(est_presidence=False)
    revenue = renommer(comite[2], est_presidence=True)
    assert refus_de(retirer_deport, deport=deport, acteur=acteur_de(revenue.utilisateur), motif="Non") == "deport_de_soi"


def test_le_pv_et_le_quorum_comptent_son_deport(revenue, seance, comite):
    assert quorum_manque(seance) is False
    pv = p.pv_a_signer(seance, comite[:2])
    assert pv.contenu["points"][0]["deports"] == [f"{revenue} (siège\u00a09)"]


def test_les_aides_d_un_dossier_ferme_restent_cachees(revenue, pret):
    pret.structure = Structure.objects.create(nom="Entreprise aidée", siret="55210055400013")
    pret.save(update_fields=["structure"])
    enregistrer_aide(siren="552100554", date_octroi=timezone.localdate(), montant=Decimal(5), source="Région", acteur=None)
    assert (aides_enregistrees(None).count(), aides_enregistrees(revenue).count()) == (1, 0)


# --- Titulaire and suppléant -------------------------------------------------------------------


@pytest.fixture
def suppleante(comite):
    personne = creer_personne("suppleante@exemple.fr", "Suppléante", Role.COMITE)
    return nommer_membre(
        utilisateur=personne, siege=3, qualite=Qualite.ETAT, acteur=None, mandat_debut=date(2020, 1, 1), est_suppleance=True
    )


def test_titulaire_et_suppleante_ont_chacune_leurs_deports(comite, pret, suppleante):
    seance = f.seance_ouverte(pret, f.creer_projet(8), presents=[*comite[:2], suppleante])
    premier, second = seance.points.order_by("rang")
    declarer_deport(membre=comite[2], projet=premier.projet, acteur=None)
    declarer_deport(membre=suppleante, projet=second.projet, acteur=None)
    assert [[s.pk for s in sieges_de(seance, point) if s.deporte] for point in (premier, second)] == [[comite[2].pk], [suppleante.pk]]
    etats = lire_etat(seance, None).points
    assert [(e.voix.votants, e.voix.deports, e.voix.presents) for e in etats] == [(2, 1, 2), (3, 0, 2)]


# --- Conflicts born after the convocation ------------------------------------------------------


@pytest.fixture
def lie(comite, membre):
    """The member declares a link with a structure that carries no project yet."""
    interet = Interet(LienInteret.STRUCTURE, "La Forge du lendemain")
    declarer_interets(membre=comite[1], interets=[interet], texte="", acteur=acteur_de(membre))
    return comite[1]


def changer_de_structure(projet) -> None:
    projet.structure = Structure.objects.create(nom="La Forge du lendemain")
    projet.save(update_fields=["structure"])


def test_l_ouverture_de_la_seance_retrouve_un_conflit(lie, pret):
    seance = f.seance_convoquee(pret)
    changer_de_structure(pret)
    assert not Deport.objects.exists()
    ouvrir_seance(seance=seance, acteur=None)
    assert (Deport.objects.get().membre, Deport.objects.get().provisoire) == (lie, True)


def test_l_ouverture_du_scrutin_retire_la_voix_avant_de_compter(lie, comite, pret):
    seance = f.seance_ouverte(pret)
    for membre in comite:
        arriver(seance=seance, membre=membre, acteur=None)
    changer_de_structure(pret)
    scrutin = f.scrutin_ouvert(seance)
    assert (scrutin.votants, scrutin.deports, scrutin.presents) == (2, 1, 2)
    assert refus_de(voter, scrutin=scrutin, choix=Choix.ATTRIBUER, acteur=acteur_de(lie.utilisateur)) == "deporte"


def test_la_revue_du_jour_retrouve_un_conflit_une_fois(lie, pret):
    f.seance_convoquee(pret)
    changer_de_structure(pret)
    revoir_les_deports()
    revoir_les_deports()
    assert Deport.objects.get().membre == lie


def test_la_declaration_annuelle_suit_aussi_la_personne(lie, pret):
    revenue = renommer(lie)
    changer_de_structure(pret)
    f.seance_convoquee(pret)
    assert (Deport.objects.get().membre, derniere_annuelle(revenue).membre) == (revenue, lie)


def test_le_secretariat_a_un_deport_a_confirmer(lie, pret, coordinatrice):
    f.seance_convoquee(pret)
    changer_de_structure(pret)
    revoir_les_deports()
    acteur = acteur_de(coordinatrice)
    assert "Confirmer 1\u00a0déport détecté" in [t.titre for t in a_faire(acteur)]
    confirmer_deport(deport=Deport.objects.get(), acteur=acteur)
    assert not [t for t in a_faire(acteur) if t.titre.startswith("Confirmer")]
