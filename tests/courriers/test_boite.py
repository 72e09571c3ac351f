from datetime import timedelta

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.utils import timezone

from socle.comptes.portee import programme_actif
from socle.courriers import actions
from socle.courriers.enums import EtatCourrier
from socle.courriers.models import Courrier
from socle.courriers.queries import courriers_retenus
from socle.courriers.tasks import expedier as tache_expedier
from socle.courriers.tasks import relever
from socle.lib.refus import ActionRefusee

RAPPELS = {"rappels": [{"phrase": "Déposez le budget & le plan.", "lien": "https://exemple.fr/b"}], "prenom": "Ada"}


def poster(a="ada@exemple.fr", cle="essai:1", **options):
    contexte = RAPPELS | {"programme": "Essai", "lien": "https://exemple.fr/p/"}
    return actions.poster(gabarit="relances", a=a, contexte=contexte, cle=cle, **options)


def test_un_courrier_s_ecrit_dans_la_transaction_et_attend(porteuse):
    courrier = poster(porteuse, fil="projet:12")
    assert (courrier.etat, courrier.destinataire, courrier.adresse) == (EtatCourrier.EN_ATTENTE, porteuse, "porteuse@exemple.fr")
    assert (courrier.sujet, courrier.fil) == ("1 rappel pour vous, Essai", "projet:12")
    assert "- Déposez le budget & le plan. https://exemple.fr/b" in courrier.texte
    assert "Déposez le budget &amp; le plan." in courrier.html


def test_il_part_au_travail_apres_la_transaction(programme, monkeypatch, django_capture_on_commit_callbacks):
    envois = []
    monkeypatch.setattr("celery.app.base.Celery.send_task", lambda self, nom, args: envois.append((nom, args)))
    with django_capture_on_commit_callbacks(execute=True):
        courrier = poster()
    assert envois == [("courriers.expedier", (courrier.pk, programme.pk))]


def test_le_meme_courrier_deux_fois_est_un(programme):
    assert poster() == poster(a="autre@exemple.fr")
    assert Courrier.objects.get().adresse == "ada@exemple.fr"


def test_la_meme_cle_sert_dans_l_autre_programme(programme, autre_programme):
    ici = poster()
    with programme_actif(autre_programme):
        assert poster().pk != ici.pk
        assert Courrier.objects.count() == 1


def test_un_bloc_poste_tout_en_une_ecriture_et_rien_s_il_echoue(programme, compter_requetes):
    with compter_requetes() as cout, actions.poster_a_la_fin():
        premier, second = poster(cle="a"), poster(cle="b")
        assert (premier.pk, Courrier.objects.count()) == (None, 0)
    assert (sum("INSERT" in sql for sql in cout.requetes), Courrier.objects.count()) == (1, 2)
    assert premier.pk and second.pk
    with pytest.raises(ValueError), actions.poster_a_la_fin():
        poster(cle="c")
        raise ValueError
    assert not Courrier.objects.filter(cle="c").exists()


def test_un_compte_ferme_ne_recoit_rien(porteuse):
    porteuse.is_active = False
    assert poster(porteuse) is None
    assert not Courrier.objects.exists()


def test_un_courrier_part_par_smtp(programme, smtp):
    courrier = poster(pieces=[actions.Piece("seance.ics", "text/calendar", b"BEGIN:VCALENDAR")])
    tache_expedier(courrier.pk, programme.pk)
    courrier.refresh_from_db()
    assert (courrier.etat, courrier.tentatives, courrier.prochain_essai_at) == (EtatCourrier.PARTI, 0, None)
    assert timezone.now() - courrier.parti_at < timedelta(minutes=1)
    [message] = smtp.messages
    assert (message["To"], message["Subject"]) == ("ada@exemple.fr", "1 rappel pour vous, Essai")
    assert (message["Message-ID"], message["Auto-Submitted"]) == (courrier.message_id, "auto-generated")


def test_le_message_a_un_texte_un_html_et_la_piece(programme, smtp):
    actions.expedier(courrier_id=poster(pieces=[actions.Piece("seance.ics", "text/calendar", b"BEGIN:VCALENDAR")]).pk)
    [message] = smtp.messages
    types = [partie.get_content_type() for partie in message.walk() if not partie.is_multipart()]
    assert types == ["text/plain", "text/html", "text/calendar"]
    assert next(message.iter_attachments()).get_filename() == "seance.ics"
    assert "src=" not in message.get_body(("html",)).get_content()


def test_un_courrier_parti_ne_repart_pas(programme, smtp):
    courrier = poster()
    assert actions.expedier(courrier_id=courrier.pk).etat == EtatCourrier.PARTI
    assert actions.expedier(courrier_id=courrier.pk) is None
    assert len(smtp.messages) == 1


def test_une_adresse_refusee_est_comptee_et_dite(programme, smtp):
    smtp.refusees.add("ada@exemple.fr")
    courrier = actions.expedier(courrier_id=poster().pk)
    assert (courrier.etat, courrier.tentatives) == (EtatCourrier.EN_ATTENTE, 1)
    assert "boite inconnue" in courrier.derniere_erreur


def test_les_essais_s_espacent_puis_cessent(programme, sans_smtp):
    attentes, courrier = [], poster()
    with time_machine.travel("2022-11-21 08:00:00+01:00", tick=False):
        while courrier.etat == EtatCourrier.EN_ATTENTE:
            courrier = actions.expedier(courrier_id=courrier.pk)
            attentes.append(courrier.prochain_essai_at and (courrier.prochain_essai_at - timezone.now()) // timedelta(minutes=1))
    assert attentes == [1, 5, 15, 60, 240, None]
    assert (courrier.etat, courrier.tentatives) == (EtatCourrier.ECHEC, 6)


def test_la_releve_envoie_ce_qui_est_du_et_rien_d_autre(programme, smtp):
    du, pas_encore = poster(cle="a"), poster(cle="b")
    Courrier.objects.filter(pk=pas_encore.pk).update(prochain_essai_at=timezone.now() + timedelta(minutes=5))
    poster(cle="c", retenu=True)
    relever()
    assert [m["Message-ID"] for m in smtp.messages] == [du.message_id]


def test_la_releve_passe_dans_chaque_programme(programme, autre_programme, smtp):
    poster(cle="a")
    with programme_actif(autre_programme):
        poster(cle="a", a="voisine@exemple.fr")
    relever()
    assert sorted(m["To"] for m in smtp.messages) == ["ada@exemple.fr", "voisine@exemple.fr"]


def test_un_courrier_retenu_attend_d_etre_publie(programme, smtp):
    courrier = poster(retenu=True, fil="seance:3")
    assert actions.expedier(courrier_id=courrier.pk) is None
    assert actions.publier(courriers=courriers_retenus("seance:3"), acteur=None) == 1
    assert actions.expedier(courrier_id=courrier.pk).etat == EtatCourrier.PARTI


def test_publier_deux_fois_ne_change_rien(programme):
    courrier = poster(retenu=True)
    assert [actions.publier(courriers=[courrier], acteur=None) for _ in range(2)] == [1, 0]


def test_un_echec_se_renvoie_et_lui_seul(programme, smtp):
    courrier = poster()
    with pytest.raises(ActionRefusee, match="n’est pas en échec"):
        actions.reessayer(courrier_id=courrier.pk, acteur=None)
    Courrier.objects.update(etat=EtatCourrier.ECHEC, derniere_erreur="x", tentatives=6, prochain_essai_at=None)
    actions.reessayer(courrier_id=courrier.pk, acteur=None)
    assert actions.expedier(courrier_id=courrier.pk).etat == EtatCourrier.PARTI


@pytest.mark.parametrize(
    ("champs", "contrainte"),
    [
        ({"etat": EtatCourrier.PARTI, "prochain_essai_at": None}, "courrier_parti_date"),
        ({"parti_at": timezone.now()}, "courrier_parti_date"),
        ({"etat": EtatCourrier.RETENU}, "courrier_en_attente_date"),
        ({"etat": EtatCourrier.ECHEC, "prochain_essai_at": None}, "courrier_echec_explique"),
        ({"etat": "perdu", "prochain_essai_at": None}, "courrier_etat_connu"),
        ({"sujet": ""}, "courrier_sujet_present"),
    ],
)
def test_les_histoires_impossibles_sont_refusees(programme, champs, contrainte):
    poster()
    with pytest.raises(IntegrityError, match=contrainte), transaction.atomic():
        Courrier.objects.update(**champs)


def test_un_retour_a_la_ligne_ne_devient_pas_un_entete(programme, smtp):
    courrier = poster(a="ada@exemple.fr\nBcc: autre@exemple.fr")
    assert actions.expedier(courrier_id=courrier.pk).etat == EtatCourrier.EN_ATTENTE
    assert smtp.messages == []


def _lettres(*cles: str) -> list[actions.Lettre]:
    contexte = {"rappels": [], "prenom": "Ada", "programme": "Essai", "lien": "https://exemple.fr"}
    piece = actions.Piece("seance.ics", "text/calendar", b"BEGIN:VCALENDAR")
    return [actions.Lettre(f"{cle}@exemple.fr", contexte, cle, pieces=(piece,)) for cle in cles]


def test_vingt_quatre_lettres_s_ecrivent_en_deux_requetes(programme, compter_requetes):
    with compter_requetes() as compte:
        courriers = actions.poster_ensemble(gabarit="relances", lettres=_lettres(*(f"cle{n}" for n in range(24))))
    assert compte.nombre == 2
    assert [c.cle for c in courriers] == [f"cle{n}" for n in range(24)]
    assert {c.pieces.count() for c in courriers} == {1}


def test_une_lettre_deja_postee_reste_la_premiere(programme, django_capture_on_commit_callbacks):
    (premiere,) = actions.poster_ensemble(gabarit="relances", lettres=_lettres("a"))
    with django_capture_on_commit_callbacks() as envois:
        courriers = actions.poster_ensemble(gabarit="relances", lettres=_lettres("b", "a", "b"))
    assert [c.cle for c in courriers] == ["b", "a", "b"]
    assert courriers[1].pk == premiere.pk
    assert (Courrier.objects.count(), premiere.pieces.count(), courriers[0].pieces.count(), len(envois)) == (2, 1, 1, 1)
