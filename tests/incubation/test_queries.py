from datetime import timedelta

import pytest
from django.utils import timezone

from incubation.actions.affectations import affecter_projet
from incubation.actions.livrables import deposer_version
from incubation.enums import EtatLivrable, Moment
from incubation.models import Emargement, Livrable
from incubation.queries.a_faire import a_faire
from incubation.queries.plateau import plateau
from incubation.queries.pour_projet import pour_projet
from incubation.queries.suivi import a_relire, binomes_incomplets, chiffres, en_retard, sessions_a_convoquer, silencieux
from incubation.relances import livrables_attendus
from manufactures.enums import Fonction
from tests.incubation.fabriques import SessionFactory, fichier, jour_dans
from tests.manufactures.fabriques import MembreEquipeFactory, ProjetFactory


@pytest.fixture
def en_retard_de_3_jours(livrable):
    """The first livrable, three days past its deadline."""
    now = timezone.now()
    dates = {"ouverture_at": now - timedelta(days=9), "echeance_initiale_at": now - timedelta(days=3), "echeance_at": now - timedelta(days=3)}
    Livrable.objects.filter(pk=livrable.pk).update(**dates)
    livrable.refresh_from_db()
    return livrable


def placer(groupe, coordination) -> None:
    projet = ProjetFactory(labellise=True)
    MembreEquipeFactory(projet=projet)
    MembreEquipeFactory(projet=projet, fonction=Fonction.PARTENAIRE)
    affecter_projet(projet=projet, sous_promotion=groupe, acteur=coordination)


def test_le_plateau_montre_chaque_etat(incube, groupe, livrable, porteuse, acteur_de, en_retard_de_3_jours):
    second = Livrable.objects.get(projet=incube, module__numero=2)
    deposer_version(livrable=second, fichier=fichier(), acteur=acteur_de(porteuse))
    tableau = plateau(groupe, timezone.now())
    etats = [case.etat for case in tableau.lignes[0].cases]
    assert etats[:2] == [EtatLivrable.EN_RETARD, EtatLivrable.EN_RELECTURE]
    assert set(etats[2:]) <= {EtatLivrable.A_DEPOSER, EtatLivrable.A_VENIR}
    assert (tableau.valides, tableau.assiduite) == ([0] * 8, None)


def test_le_plateau_coute_autant_pour_1_et_3_projets(incube, groupe, coordination, compter_requetes):
    def compter():
        with compter_requetes() as compte:
            plateau(groupe, timezone.now())
        return compte.nombre

    un = compter()
    placer(groupe, coordination)
    placer(groupe, coordination)
    assert (un, compter()) == (5, 5)


def test_les_chiffres_du_tableau_de_bord(incube, en_retard_de_3_jours, groupe, compter_requetes):
    SessionFactory(sous_promotion=groupe, date=jour_dans(10))
    with compter_requetes() as compte:
        lus = chiffres(timezone.now(), timezone.localdate())
    assert (lus.retards, lus.projets_en_retard, lus.a_relire, lus.axes_faibles, lus.a_convoquer) == (1, 1, 0, 0, 1)
    assert compte.nombre == 1


def test_en_retard_et_a_relire_se_rangent_par_anciennete(en_retard_de_3_jours, porteuse, acteur_de):
    assert list(en_retard(timezone.now())) == [en_retard_de_3_jours]
    deposer_version(livrable=en_retard_de_3_jours, fichier=fichier(), acteur=acteur_de(porteuse))
    assert not en_retard(timezone.now()).exists()
    assert [(x.pk, x.deposee_at is not None) for x in a_relire()] == [(en_retard_de_3_jours.pk, True)]


def test_un_binome_incomplet_se_voit_a_la_derniere_session(session, incube, porteuse):
    champs = {"projet": incube, "utilisateur": porteuse, "fonction": Fonction.PORTEUR, "mode": "code", "signe_at": timezone.now()}
    Emargement.objects.create(session=session, demi_journee="matin", **champs)
    demain = session.date + timedelta(days=1)
    assert not binomes_incomplets(session.date).exists()
    incomplet = binomes_incomplets(demain).get()
    assert (incomplet.projet, incomplet.session, incomplet.signatures, incomplet.attendues) == (incube, session.pk, 1, 4)


def test_un_projet_devient_silencieux_puis_donne_signe(incube, livrable, porteuse, acteur_de):
    plus_tard = timezone.now() + timedelta(days=25)
    assert not silencieux(timezone.now() + timedelta(days=20)).exists()
    assert [a.projet for a in silencieux(plus_tard)] == [incube]
    porteuse.last_login = timezone.now() + timedelta(days=10)
    porteuse.save(update_fields=["last_login"])
    assert not silencieux(plus_tard).exists()


def test_une_session_proche_est_a_convoquer(groupe):
    proche = SessionFactory(sous_promotion=groupe, date=jour_dans(14))
    SessionFactory(sous_promotion=groupe, date=jour_dans(15))
    SessionFactory(sous_promotion=groupe, date=jour_dans(3), convoquee=True)
    assert list(sessions_a_convoquer(timezone.localdate())) == [proche]


def test_l_equipe_voit_ce_qu_elle_doit_faire(session, en_retard_de_3_jours, porteuse, acteur_de, compter_requetes):
    with compter_requetes() as compte:
        taches = a_faire(acteur_de(porteuse))
    titres = [tache.titre for tache in taches]
    assert titres[0] == f"Déposer «\u00a0{en_retard_de_3_jours.titre}\u00a0»"
    assert {"Signer ma présence", f"Noter la maturité ({Moment.ENTREE.label.lower()})"} <= set(titres)
    assert compte.nombre == 2  # her roles, then one of our own


def test_la_coordination_relit_et_convoque(session, groupe, livrable, porteuse, acteur_de, coordination):
    deposer_version(livrable=livrable, fichier=fichier(), acteur=acteur_de(porteuse))
    SessionFactory(sous_promotion=groupe, date=jour_dans(7), numero=99, titre="Communiquer")
    titres = [tache.titre for tache in a_faire(coordination)]
    assert titres == [f"Relire «\u00a0{livrable.titre}\u00a0»", "Convoquer à la session 99, Communiquer"]


def test_une_etrangere_a_l_incubation_n_a_rien_a_faire(session, experte, acteur_de):
    assert a_faire(acteur_de(experte)) == []


def test_la_page_du_projet_en_deux_lectures(session, incube, compter_requetes):
    with compter_requetes() as compte:
        lu = pour_projet(incube)
    assert compte.nombre == 2
    assert (lu.sous_promotion, lu.prochaine_session_pk, len(lu.livrables), lu.valides) == ("Ouest", session.pk, 8, 0)


def test_un_projet_sans_incubation_a_une_page_vide(labellise):
    assert pour_projet(labellise).sous_promotion == ""


def test_les_rappels_vont_au_binome_et_une_fois_au_referent(incube, livrable, porteuse, partenaire, coordinatrice):
    incube.referent = coordinatrice
    incube.save(update_fields=["referent"])
    rappels = [r for r in livrables_attendus(timezone.now()) if r.cle == f"livrable:{livrable.pk}"]
    assert [(r.destinataire_pk, r.referent_pk) for r in rappels] == [(porteuse.pk, coordinatrice.pk), (partenaire.pk, None)]
    assert {r.echeance for r in rappels} == {livrable.echeance_at}


def test_ce_qui_est_depose_n_est_plus_rappele(livrable, porteuse, acteur_de):
    deposer_version(livrable=livrable, fichier=fichier(), acteur=acteur_de(porteuse))
    assert f"livrable:{livrable.pk}" not in {r.cle for r in livrables_attendus(timezone.now())}
