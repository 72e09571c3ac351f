"""Any figure opens its movements: the sum of the list is the figure, in half-days and in euros; exports; the envelope."""

import csv
import re
from decimal import Decimal
from html import unescape
from io import BytesIO, StringIO
from zipfile import ZipFile

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from accompagnement.actions.corrections import contre_passer
from accompagnement.actions.credits import transferer
from accompagnement.actions.expirations import expirer_credits
from accompagnement.enums import FIGURES_D_UN_PROJET, Figure, NatureMouvement
from accompagnement.queries.credits import credits_du_projet
from accompagnement.queries.enveloppe import controle_du_registre, enveloppe_du_programme
from accompagnement.queries.registre import mouvements_de, soldes_du_projet, somme_des_mouvements
from accompagnement.views.enveloppe import NOMS
from socle.comptes import reglement
from socle.comptes.enums import Role
from socle.comptes.portee import programme_actif
from tests.accompagnement.fabriques import ENVELOPPE, doter, finir, installer_le_programme
from tests.accompagnement.test_corrections import RAISON, coordination, debit  # noqa: F401
from tests.conftest import creer_personne, creer_programme_de_test, en_proprietaire
from tests.manufactures.fabriques import ProjetFactory

P = "manufactures"
FORMULE = "=HYPERLINK(1)"


@pytest.fixture(autouse=True)
def _sans_second_facteur(settings):
    settings.MFA_EXIGEE = False


@pytest.fixture
def vecu(suivi, besoins, debit, coordination):  # noqa: F811
    """A project where all kinds of movements happened: a debit, a transfer, a correction, an expiry."""
    de, vers = besoins["modele-juridique"], besoins["offre-formation"]
    transferer(projet=suivi, de=de, vers=vers, quantite=1, motif=FORMULE, acteur=coordination, cle="t1")
    dotation = suivi.mouvements_credit.get(besoin=besoins["modele-economique"], nature=NatureMouvement.DOTATION)
    doter(ProjetFactory(en_accompagnement=True), ("modele-economique", 7))
    assert dotation.quantite == 3
    finir(suivi)
    expirer_credits(projet=suivi)
    return suivi


def _url(nom, *args) -> str:
    return reverse(nom, args=[P, *args])


@pytest.mark.parametrize("figure", FIGURES_D_UN_PROJET)
def test_la_somme_de_la_liste_est_le_chiffre(vecu, figure):
    credits = credits_du_projet(vecu)
    for solde in (credits.total, *credits.besoins):
        mouvements = mouvements_de(vecu, compte=figure, besoin=solde.besoin.code if solde.besoin else "")
        nombre, somme = somme_des_mouvements(mouvements, figure)
        assert (somme.nombre, nombre) == (getattr(solde, figure), len(mouvements))
        assert sum(m.effet for m in mouvements) == somme.nombre
        assert not somme.aux_dates or sum(m.effet * m.valeur_unitaire for m in mouvements) == somme.montant


@pytest.mark.parametrize("figure", Figure)
def test_la_somme_de_la_liste_du_programme_est_le_chiffre(vecu, figure):
    solde = enveloppe_du_programme().soldes[figure]
    assert somme_des_mouvements(mouvements_de(None, compte=figure), figure)[1] == solde


def test_l_enveloppe_se_partage_sans_reste(vecu):
    enveloppe = enveloppe_du_programme()
    n = {figure: solde.nombre for figure, solde in enveloppe.soldes.items()}
    assert n[Figure.FINANCEES] == ENVELOPPE == n[Figure.ACCORDEES] + n[Figure.A_ACCORDER]
    assert n[Figure.ACCORDEES] == n[Figure.RESERVEES] + n[Figure.CONSOMMEES] + n[Figure.EXPIREES] + n[Figure.DISPONIBLES] == 12
    assert (enveloppe.projets, enveloppe.somme) == (2, 0)


def test_ce_qui_est_consomme_garde_son_taux_et_ce_qui_reste_prend_celui_du_jour(suivi, debit, monkeypatch):  # noqa: F811
    lire = reglement.valeur
    hausse = lambda cle: Decimal(600) if cle == "accompagnement.valeur_demi_journee" else lire(cle)  # noqa: E731
    monkeypatch.setattr(reglement, "valeur", hausse)
    soldes = soldes_du_projet(suivi, credits_du_projet(suivi))
    assert (soldes[Figure.CONSOMMEES].montant, soldes[Figure.ACCORDEES].montant) == (450, 5 * 450)
    assert soldes[Figure.DISPONIBLES].montant == 4 * 600
    assert {soldes[f].taux for f in (Figure.CONSOMMEES, Figure.DISPONIBLES)} == {"au taux de chaque date", "au taux du jour"}


def test_un_debit_contre_passe_disparait_des_euros_consommes(suivi, debit, acteur_de):  # noqa: F811
    autre = acteur_de(creer_personne("autre.coordination@exemple.fr", "Autre", Role.COORDINATION))
    contre_passer(ligne=debit, acteur=autre, **RAISON)
    assert soldes_du_projet(suivi, credits_du_projet(suivi))[Figure.CONSOMMEES].montant == 0


def test_chaque_chiffre_de_la_page_est_un_lien_vers_sa_liste(client_de, porteuse, vecu):
    client, credits = client_de(porteuse), credits_du_projet(vecu)
    page = client.get(_url("credits_projet", vecu.slug)).content.decode()
    liste = _url("mouvement_liste", vecu.slug)
    figures = [f for f in FIGURES_D_UN_PROJET if f != Figure.EXPIREES]
    liens = [f"{liste}?compte={f}" for f in FIGURES_D_UN_PROJET]
    liens += [f"{liste}?compte={f}&amp;besoin={s.besoin.code}" for f in figures for s in credits.besoins]
    assert [lien for lien in liens if f'href="{lien}"' not in page] == []
    assert "la somme des mouvements égale les soldes" in page
    assert client.get(liste, {"compte": "consommees"}).context["somme"].nombre == credits.total.consommees


def test_les_filtres_se_composent(client_de, porteuse, vecu):
    page = client_de(porteuse).get(_url("mouvement_liste", vecu.slug), {"besoin": "offre-formation", "nature": "transfert", "compte": "disponibles"})
    assert [m.effet for m in page.context["page"]] == [1]
    assert page.context["somme"].nombre == 1


def test_une_page_dit_tout_d_un_mouvement(client_de, porteuse, debit):  # noqa: F811
    page = client_de(porteuse).get(_url("mouvement_detail", debit.pk)).content.decode()
    for dit in ("Réservé", "Consommé", "450\u00a0€", debit.source, str(debit.auteur), f"Mission {debit.mission_id}"):
        assert dit in page
    assert "Contre-passer" not in page


def test_contre_passer_par_la_page_marque_les_deux_lignes(client_de, coordinatrice, suivi, besoins):
    dotation = suivi.mouvements_credit.get(besoin=besoins["modele-juridique"])
    client, adresse = client_de(coordinatrice), _url("mouvement_contre_passer", dotation.pk)
    assert "Remplissez ce champ" in client.post(adresse, {"piece": "", "motif": ""}).content.decode()
    inverse = suivi.mouvements_credit.model.objects.get(pk=client.post(adresse, RAISON).url.rstrip("/").rpartition("/")[2])
    page = client.get(_url("mouvement_liste", suivi.slug)).content.decode()
    assert f"mouvement {dotation.pk}</a>" in page
    assert f"mouvement {inverse.pk}</a>" in page
    assert "déjà contre-passé" in client.get(_url("mouvement_detail", dotation.pk)).content.decode()


def test_l_auteur_lit_pourquoi_il_ne_contre_passe_pas(client_de, coordinatrice, vecu):
    transfert = vecu.mouvements_credit.get(nature=NatureMouvement.TRANSFERT)
    client = client_de(coordinatrice)
    assert "vous avez inscrit ce mouvement" in client.get(_url("mouvement_detail", transfert.pk)).content.decode()
    assert "vous avez inscrit ce mouvement" in client.post(_url("mouvement_contre_passer", transfert.pk), RAISON).content.decode()
    assert not vecu.mouvements_credit.filter(corrige=transfert).exists()


def _feuille(reponse) -> str:
    with ZipFile(BytesIO(reponse.content)) as classeur:
        return classeur.read("xl/worksheets/sheet1.xml").decode()


def test_le_classeur_garde_les_nombres_et_aucune_formule(client_de, porteuse, vecu):
    reponse = client_de(porteuse).get(_url("mouvement_classeur", vecu.slug))
    feuille = _feuille(reponse)
    assert feuille.count("<row ") == 1 + vecu.mouvements_credit.count()
    assert "<f>" not in feuille
    assert FORMULE in feuille
    assert "<v>450.00</v>" in feuille


def test_le_csv_porte_les_filtres_et_aucune_formule(client_de, porteuse, vecu):
    contenu = client_de(porteuse).get(_url("credits_exporter", vecu.slug), {"nature": "transfert"}).content.decode("utf-8-sig")
    (ligne,) = csv.DictReader(StringIO(contenu), delimiter=";")
    assert (ligne["motif"], ligne["montant_eur"], ligne["demi_journees"]) == (f"'{FORMULE}", "450,00", "1")


def test_l_enveloppe_s_exporte_par_projet(client_de, observateur, vecu):
    client = client_de(observateur)
    lignes = list(csv.DictReader(StringIO(client.get(_url("enveloppe_exporter")).content.decode("utf-8-sig")), delimiter=";"))
    assert sorted(ligne["accordees"] for ligne in lignes) == ["5", "7"]
    assert _feuille(client.get(_url("enveloppe_classeur"))).count("<row ") == 3
    assert "Reste à accorder" in client.get(_url("enveloppe_detail")).content.decode()


@pytest.mark.parametrize(("qui", "statut"), [("coordinatrice", 200), ("observateur", 200), ("porteuse", 403), ("experte", 403)])
def test_l_enveloppe_est_a_la_coordination_et_aux_observateurs(request, client_de, suivi, expert, qui, statut):
    assert client_de(request.getfixturevalue(qui)).get(_url("enveloppe_detail")).status_code == statut


def test_un_registre_juste_se_dit_juste(suivi, capsys):
    call_command("verifier_registre")
    assert "juste" in capsys.readouterr().out


@pytest.mark.django_db(transaction=True)
def test_un_registre_fausse_se_voit_et_arrete_la_commande():
    programme = creer_programme_de_test("fausse")
    with programme_actif(programme):
        installer_le_programme()
        doter(ProjetFactory(en_accompagnement=True), ("modele-economique", 3))
    _fausser("accompagnement_comptecredits")
    with programme_actif(programme):
        controle = controle_du_registre(somme=enveloppe_du_programme().somme)
    assert (controle.ecarts, controle.somme, controle.juste) == (1, 1, False)
    with pytest.raises(CommandError, match="1\u00a0compte"):
        call_command("verifier_registre", programme="fausse")


def _fausser(table: str) -> None:
    """Add a half-day from nowhere, as only the owner of the tables could."""
    garde = f"ALTER TABLE {table} {{}} TRIGGER garder_compte_credits"
    un = f"UPDATE {table} SET solde = solde + 1 WHERE id = (SELECT min(id) FROM {table} WHERE nature = 'disponible')"
    en_proprietaire(f"{garde.format('DISABLE')}; ALTER TABLE {table} NO FORCE ROW LEVEL SECURITY; {un}; "
                    f"ALTER TABLE {table} FORCE ROW LEVEL SECURITY; {garde.format('ENABLE')}")  # fmt: skip


FIGURE_CLIQUABLE = re.compile(r'<a class="text-reset" href="([^"]*/mouvements/\?compte=[^"]*)">(\d+)')


@pytest.mark.parametrize(
    ("page", "nombre"),
    [
        ("", 2 + 3 + 2 * 4),  # available of granted, three legends, four figures for each of two needs
        ("projets/{projet}/", 2),
        ("accompagnement/projets/{projet}/credits/", 4 + 2 * 4),
        ("accompagnement/projets/{projet}/credits/transfert/demande/", 2),
        ("accompagnement/projets/{projet}/missions/demander/", 2),
    ],
)
def test_chaque_chiffre_d_une_page_ouvre_ses_mouvements(suivi, mission, porteuse, client_de, page, nombre):
    client = client_de(porteuse)
    lus = FIGURE_CLIQUABLE.findall(client.get(f"/p/{P}/{page.format(projet=suivi.slug)}").content.decode())

    assert len(lus) == nombre
    for lien, chiffre in set(lus):
        assert client.get(unescape(lien)).context["somme"].nombre == int(chiffre), lien


@pytest.mark.parametrize("suffixe", ["/", ".csv", ".xlsx"])
def test_a_last_day_out_of_the_calendar_is_left_out(suivi, coordinatrice, client_de, suffixe):
    adresse = f"/p/{P}/accompagnement/enveloppe/mouvements{suffixe}?jusqu_au="
    client = client_de(coordinatrice)

    assert client.get(f"{adresse}9999-12-31").status_code == 200


def test_l_enveloppe_n_appelle_pas_un_chiffre_du_nom_d_un_autre():
    assert [nom for figure, nom, _ in NOMS for autre in Figure if autre != figure and autre.label.startswith(nom)] == []
