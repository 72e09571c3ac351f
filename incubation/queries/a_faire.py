"""What somebody has to do for the incubation: one statement."""

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db.models import CharField, Count, DateField, Exists, F, IntegerField, JSONField, OuterRef, Q, Subquery, Value
from django.db.models.functions import Cast, Coalesce, JSONObject
from django.urls import reverse
from django.utils import timezone

from incubation.enums import STATUTS_A_L_EQUIPE, EtatLivrable, Moment, SourceMaturite, StatutLivrable, StatutSession
from incubation.models import Affectation, Emargement, Livrable, Maturite, Module, SessionIncubation, VersionLivrable
from incubation.regles import HEURE_LIMITE, moment_a_noter
from manufactures.enums import StatutProjet
from manufactures.models import MembreEquipe
from socle.comptes.acteur import Acteur
from socle.comptes.portee import programme_courant
from socle.comptes.reglement import valeur
from socle.lib import francais
from socle.lib.dates import PARIS, a_paris, ajouter_jours_ouvres
from socle.lib.taches_a_faire import Tache

_RENDRE, _SIGNER, _CONVOQUER, _NOTER = "rendre", "signer", "convoquer", "noter"
_DATES = ("ouverture_at", "echeance_initiale_at", "echeance_at", "depose_at")


def a_faire(acteur: Acteur, instant: datetime | None = None) -> list[Tache]:
    """Return the tasks of a person: livrables, presence to sign today and self-rating for a team; reviews and convocations for the coordination."""
    instant = instant or timezone.now()
    jour = timezone.localdate(instant)
    parties = [_a_signer(acteur, jour), _a_noter(acteur), _livrables(acteur, instant)]
    if acteur.est_coordination:
        parties.append(_a_convoquer(jour))
    lignes = sorted(parties[0].union(*parties[1:], all=True), key=_rang)
    taches = (_lire(ligne, instant) for ligne in lignes)
    return [tache for tache in taches if tache]


def _adresse(route: str, *arguments) -> str:
    return reverse(route, args=[programme_courant().slug, *arguments])


# --- Livrables, for both readers -----------------------------------------------------------------


def _livrables(acteur: Acteur, instant: datetime):
    siege = MembreEquipe.objects.filter(projet=OuterRef("projet"), utilisateur=acteur.pk, date_fin=None)
    voulus = Q(statut__in=STATUTS_A_L_EQUIPE, ouverture_at__lte=instant, mien=True)
    if acteur.est_coordination:
        voulus |= Q(statut=StatutLivrable.EN_RELECTURE)
    depot = VersionLivrable.objects.filter(livrable=OuterRef("pk")).order_by("-numero").values("depose_at")[:1]
    livrables = Livrable.objects.annotate(mien=Exists(siege), depose_at=Subquery(depot)).filter(voulus, projet__statut=StatutProjet.EN_INCUBATION)
    plus = JSONObject(statut="statut", projet="projet__nom", **{champ: champ for champ in _DATES})
    nombres = (F("module__numero"), Value(0), Value(0))
    return _colonnes(livrables, _RENDRE, F("pk"), F("titre"), F("echeance_at"), F("echeance_at"), *nombres, plus=plus)


def _tache_du_livrable(pk: int, titre: str, numero: int, plus: dict, instant: datetime) -> Tache:
    dates = {champ: datetime.fromisoformat(plus[champ]) if plus[champ] else None for champ in _DATES}
    depose_at = dates.pop("depose_at")
    livrable = Livrable(pk=pk, titre=titre, statut=plus["statut"], **dates)
    etat, adresse = livrable.etat_a(instant), _adresse("livrable_detail", pk)
    detail = f"Module {numero} · {plus['projet']}"
    if etat == EtatLivrable.EN_RELECTURE:
        jour = ajouter_jours_ouvres(depose_at.astimezone(PARIS).date(), valeur("incubation.delai_relecture_jours_ouvres"))
        return Tache(f"Relire «\u00a0{livrable.titre}\u00a0»", detail, adresse, "Relire", etat.icone, etat.ton, a_paris(jour, HEURE_LIMITE))
    verbe = "Compléter" if livrable.suivi == StatutLivrable.A_COMPLETER else "Déposer"
    return Tache(f"{verbe} «\u00a0{livrable.titre}\u00a0»", detail, adresse, verbe, etat.icone, etat.ton, livrable.echeance_at)


# --- Presence, convocations, self-rating: one UNION ----------------------------------------------


def _rang(ligne: tuple) -> tuple:
    """Livrables first, by deadline; the others as they come."""
    genre, cle, _, _, _, _, _, _, plus = ligne
    return (0, plus["echeance_at"], int(cle)) if genre == _RENDRE else (1, "", 0)


def _colonnes(lignes, genre: str, cle, titre, debut, fin, *nombres, plus=None):
    """Give the rows of the union one shape: kind, key, title, two dates, three numbers, what else a livrable is told by."""
    valeurs = {
        "_genre": Value(genre, CharField()),
        "_cle": Cast(cle, CharField()),
        "_titre": Cast(titre, CharField()),
        "_debut": Cast(debut, DateField()),
        "_fin": Cast(fin, DateField()),
    } | {f"_n{rang}": Cast(nombre, IntegerField()) for rang, nombre in enumerate(nombres)}
    valeurs["_plus"] = plus or Value(None, JSONField())
    return lignes.order_by().annotate(**valeurs).values_list(*valeurs)


def _nombre(lignes):
    return Coalesce(Subquery(lignes.order_by().annotate(_seul=Value(1)).values("_seul").annotate(n=Count("pk")).values("n")), 0)


def _a_signer(acteur: Acteur, jour: date):
    mes_projets = MembreEquipe.objects.filter(utilisateur=acteur.pk, date_fin=None).values("projet")
    groupes = Affectation.objects.filter(projet__in=mes_projets, date_fin=None).values("sous_promotion")
    sessions = SessionIncubation.objects.filter(statut=StatutSession.CONVOQUEE, date=jour, sous_promotion__in=groupes)
    signees = _nombre(Emargement.objects.filter(session=OuterRef("pk"), utilisateur=acteur.pk))
    deux = Q(matin_debut__isnull=False, apres_midi_debut__isnull=False)
    nombres = (signees, Cast(Value(1), IntegerField()) + Cast(deux, IntegerField()), F("numero"))
    return _colonnes(sessions, _SIGNER, F("pk"), F("titre"), F("date"), F("date"), *nombres)


def _a_convoquer(jour: date):
    horizon = jour + timedelta(days=valeur("incubation.convocation_jours_calendaires"))
    sessions = SessionIncubation.objects.filter(statut=StatutSession.PLANIFIEE, date__gte=jour, date__lte=horizon)
    return _colonnes(sessions, _CONVOQUER, F("pk"), F("titre"), F("date"), F("date"), F("numero"), Value(0), Value(0))


def _a_noter(acteur: Acteur):
    mes_projets = MembreEquipe.objects.filter(utilisateur=acteur.pk, date_fin=None).values("projet")
    sejours = Affectation.objects.filter(projet__in=mes_projets, date_fin=None, projet__statut=StatutProjet.EN_INCUBATION)
    notes = [_notes_manquantes(moment) for moment in Moment]
    return _colonnes(sejours, _NOTER, F("projet__slug"), F("projet__nom"), F("date_debut"), F("sous_promotion__promotion__date_fin"), *notes)


def _notes_manquantes(moment: Moment):
    donnees = Maturite.objects.filter(projet=OuterRef("projet"), moment=moment, source=SourceMaturite.EQUIPE)
    return _nombre(Module.objects.all()) - _nombre(donnees)


def _lire(ligne: Iterable, instant: datetime) -> Tache | None:
    genre, cle, titre, debut, fin, *nombres, plus = ligne
    if genre == _RENDRE:
        return _tache_du_livrable(int(cle), titre, nombres[0], plus, instant)
    if genre == _SIGNER:
        return _tache_signer(int(cle), titre, debut, *nombres)
    if genre == _CONVOQUER:
        return _tache_convoquer(int(cle), titre, debut, nombres[0])
    return _tache_noter(cle, titre, debut, fin, dict(zip(Moment, nombres, strict=True)), timezone.localdate(instant))


def _tache_signer(pk: int, titre: str, jour: date, signees: int, demi_journees: int, numero: int) -> Tache | None:
    if signees >= demi_journees:
        return None
    return Tache("Signer ma présence", f"Session {numero}, {titre}", _adresse("presence_signer", pk), "Signer", "pen-fill", "minium", a_paris(jour, HEURE_LIMITE))


def _tache_convoquer(pk: int, titre: str, jour: date, numero: int) -> Tache:
    detail = f"Le {francais.date_longue(jour)}"
    return Tache(f"Convoquer à la session {numero}, {titre}", detail, _adresse("session_detail", pk), "Convoquer", "envelope-paper-fill", "laiton", a_paris(jour))


def _tache_noter(slug: str, nom: str, debut: date, fin: date, manquantes: dict[Moment, int], jour: date) -> Tache | None:
    moment, limite = moment_a_noter(debut, fin, jour)
    if not manquantes[moment]:
        return None
    detail = f"{nom} · {francais.pluriel(manquantes[moment], 'axe')} à noter"
    return Tache(f"Noter la maturité ({moment.label.lower()})", detail, _adresse("maturite_detail", slug), "Noter", "graph-up", "laiton", a_paris(limite, HEURE_LIMITE))
