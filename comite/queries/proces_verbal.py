"""The content of the minutes, drawn from what happened: presences, proxies, recusals, ballots, decisions, disagreements.

Words and figures are written out here once, then frozen: re-rendering never re-reads the record. Three statements read it all,
besides the sitting itself (``seances_a_relater``).
"""

from collections import defaultdict
from datetime import datetime
from typing import Any

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery, Sum, TextField, Value
from django.db.models.fields.json import KT
from django.db.models.functions import Cast, Concat, JSONObject
from django.utils import timezone

from comite.enums import CHOIX_OFFERTS, NOMS_DE_VOIX, Choix, ModePresence, SensDecision, StatutScrutin, TypeSeance
from comite.models import (
    Bulletin,
    Decision,
    Deport,
    Desaccord,
    Enveloppe,
    LigneDecision,
    Membre,
    Participation,
    PointOrdreDuJour,
    Presence,
    Procuration,
    Scrutin,
    Seance,
    SignaturePV,
    SortiePourDeport,
)
from comite.models.dossier import SIEGES
from comite.queries.reglement import delai_de_convocation
from comite.regles_pv import code_de_verification
from socle.comptes import reglement
from socle.comptes.portee import programme_courant
from socle.journal.models import Evenement
from socle.lib import francais

__all__ = ["code_de_verification", "contenu_du_pv", "seances_a_relater"]
RIEN = "aucun"
DESIGNEE, RENDUE = "presidence.designee", "presidence.rendue"
SUSPENDUE, REPRISE = "seance.suspendue", "seance.reprise"


def seances_a_relater() -> QuerySet[Seance]:
    """Return sittings with their minutes, whether somebody signed them, and the money decided before each."""
    avant = Decision.objects.filter(prise_at__lt=OuterRef("ouverte_at")).order_by().values("programme")
    signatures = SignaturePV.objects.filter(pv__seance=OuterRef("pk"), additif=None)
    fil = Concat(Value("seance:"), Cast(OuterRef("pk"), CharField()))
    notes = Evenement.objects.filter(fil=fil, verbe_code__in=[DESIGNEE, RENDUE, SUSPENDUE, REPRISE]).order_by("pk")
    notes = notes.annotate(qui=KT("details__personne"))
    return Seance.objects.select_related("proces_verbal", "seconde_convocation_de").annotate(
        pv_signe_par_un=Exists(signatures),
        notes=ArraySubquery(notes.values(json=JSONObject(quoi="verbe_code", qui="qui", quand="created_at"))),
        enveloppe=Subquery(Enveloppe.objects.values("montant_total")[:1]),
        attribue_avant=Subquery(avant.annotate(somme=Sum("montant")).values("somme")),
    )


def contenu_du_pv(seance: Seance) -> dict[str, Any]:
    """Return the minutes of a lifted sitting (of ``seances_a_relater``) as plain, JSON-ready values."""
    sieges = _sieges(seance)
    points, decide = _points(seance, sieges)
    programme = programme_courant()
    return {
        "programme": {"nom": programme.nom, "accroche": programme.accroche},
        "reference": seance.reference,
        "titre": f"Procès-verbal de la séance de {seance.get_type_display().lower()}",
        "quand": f"{francais.date_du_jour(seance.ouverte_at)}, de {francais.heure(seance.ouverte_at)} à {francais.heure(seance.levee_at)}",
        "lieu": seance.lieu,
        "composition": _composition(seance, sieges),
        "points": points,
        "enveloppe": _enveloppe(seance, decide),
        "ouverture": "",
        "errata": "",
    }


def _sieges(seance: Seance) -> list[Membre]:
    """The seats of the day, each with its times in and out, whom it trusted, and the files it was recused from then."""
    presences = Presence.objects.filter(seance=seance, membre=OuterRef("pk")).order_by("arrivee_at", "pk")
    procurations = Procuration.objects.filter(seance=seance, mandant=OuterRef("pk"))
    deports = Deport.objects.filter(
        Q(retire_at=None) | Q(retire_at__gt=seance.ouverte_at), declare_at__lte=seance.levee_at, **{SIEGES: OuterRef("pk")}
    ).order_by()
    sorties = SortiePourDeport.objects.filter(point__seance=seance, membre=OuterRef("pk")).order_by("sortie_at", "pk")
    return list(
        Membre.objects.en_mandat(timezone.localdate(seance.date_prevue))
        .filter(comite=seance.comite_id)
        .select_related("utilisateur")
        .annotate(
            arrivees=ArraySubquery(presences.values("arrivee_at")),
            departs=ArraySubquery(presences.values("depart_at")),
            modes=ArraySubquery(presences.values("mode")),
            mandataire_id=Subquery(procurations.values("mandataire")[:1]),
            recuse_de=ArraySubquery(deports.values("projet")),
            sorties_lues=ArraySubquery(sorties.values(json=JSONObject(point="point", sortie="sortie_at", retour="retour_at"))),
        )
    )


def _composition(seance: Seance, sieges: list[Membre]) -> list[list[str]]:
    gens = {s.pk: s for s in sieges}
    voix = [s for s in sieges if s.voix and not s.suppleant_de_id]
    representes = [s for s in sieges if s.mandataire_id and not _reste(s, seance)]
    absents = [s for s in voix if not s.arrivees and s not in representes]
    faits = [
        ["Convocation", _convocation(seance)],
        ["Membres votants", f"{len(voix)}\u00a0; {_regle_du_quorum(seance)}"],
        ["Constat de carence", f"quorum manqué, constaté à {francais.heure(seance.carence_at)}" if seance.carence_at else RIEN],
        ["Présidence", _noms(_presidents(sieges))],
        ["Présidence de séance", _liste(_intervalles(seance, DESIGNEE, RENDUE))],
        ["Secrétariat", "\u00a0; ".join(_nom(s) for s in sieges if s.est_secretariat) or "la coordination"],
        ["Présents", _noms([s for s in sieges if ModePresence.EN_SALLE in s.modes])],
        ["À distance", _noms([s for s in sieges if s.arrivees and ModePresence.EN_SALLE not in s.modes])],
        ["Représentés", _liste(f"{_nom(s)}, procuration à {gens[s.mandataire_id]}" for s in representes)],
        ["Absents", _noms(absents)],
        ["Mouvements", _liste(_mouvements(seance, sieges))],
        ["Suspensions", _liste(_intervalles(seance, SUSPENDUE, REPRISE))],
    ]
    return [[nom, valeur] for nom, valeur in faits if valeur != RIEN or nom in ("Présents", "Absents")]


def _presidents(sieges: list[Membre]) -> list[Membre]:
    """The chair of the sitting: whoever holds it when she came, else who replaced her."""
    titulaires = [s for s in sieges if s.est_presidence]
    venus = [s for s in titulaires if s.arrivees]
    remplacants = [s for s in sieges if s.arrivees and s.suppleant_de_id in {t.pk for t in titulaires}]
    return venus or remplacants or titulaires


def _intervalles(seance: Seance, debut: str, fin: str) -> list[str]:
    """Whom the committee designated to preside while its chair could not, or its suspensions: from when, until when if it ended."""
    lignes: list[str] = []
    for note in (n for n in seance.notes if n["quoi"] in (debut, fin)):
        heure = _heure(note["quand"])
        if note["quoi"] == debut:
            lignes.append(f"{note['qui']}, dès {heure}" if note["qui"] else f"dès {heure}")
        else:
            lignes[-1] += f" et jusqu’à {heure}"
    return lignes


def _reste(siege: Membre, seance: Seance) -> bool:
    """Tell whether a member is there until the sitting is lifted: a proxy of hers then says nothing."""
    return bool(siege.arrivees) and (siege.departs[-1] is None or siege.departs[-1] >= seance.levee_at)


def _convocation(seance: Seance) -> str:
    texte = f"envoyée le {francais.date_entiere(seance.convoquee_at)} ({delai_de_convocation()} requis)"
    if seance.motif_delai_court:
        texte += f"\u00a0; délai court\u00a0: {seance.motif_delai_court}"
    if seance.seconde_convocation_de_id:
        texte += f"\u00a0; seconde convocation de la {seance.seconde_convocation_de}"
    return texte


def _regle_du_quorum(seance: Seance) -> str:
    jour = timezone.localdate(seance.ouverte_at or seance.date_prevue)  # what was in force that day, whenever the minutes are drawn
    fraction, libre = reglement.valeurs_au(jour, "comite.quorum", "comite.seconde_convocation_sans_quorum")
    if seance.seconde_convocation_de_id and libre:
        return "seconde convocation, sans condition de quorum"
    part = "la moitié" if fraction * 2 == 1 else str(fraction)
    return f"quorum\u00a0: {part}, procurations comptées, déports retirés"


def _nom(membre: Membre) -> str:
    return f"{membre} ({membre.libelle_siege.lower()})"


def _liste(mots) -> str:
    return "\u00a0; ".join(mots) or RIEN


def _noms(membres) -> str:
    return _liste(_nom(m) for m in membres)


def _mouvements(seance: Seance, sieges: list[Membre]) -> list[str]:
    """Whoever came after the opening or left before the end."""
    lignes = []
    for siege in sieges:
        avant = ""
        for n, (arrivee, depart, mode) in enumerate(zip(siege.arrivees, siege.departs, siege.modes, strict=True)):
            autrement = f", {ModePresence(mode).label.lower()}" if n and mode != avant else ""
            avant = mode
            if n:
                lignes.append(f"{siege} de retour à {francais.heure(arrivee)}{autrement}")
            elif arrivee > seance.ouverte_at and francais.heure(arrivee) != francais.heure(seance.ouverte_at):
                lignes.append(f"{siege} arrive à {francais.heure(arrivee)}")
            if depart and depart < seance.levee_at:
                lignes.append(f"{siege} part à {francais.heure(depart)}")
    return lignes


def _points(seance: Seance, sieges: list[Membre]) -> tuple[list[dict[str, Any]], Any]:
    """Return the items as the minutes tell them, and what was granted in the sitting, in euros."""
    points = PointOrdreDuJour.objects.filter(seance=seance).select_related("projet", "decision__ajournement__personne_en_charge")
    lignes = LigneDecision.objects.filter(decision__point=OuterRef("pk")).order_by("pk")
    desaccords = Desaccord.objects.filter(decision__point=OuterRef("pk")).order_by("pk")
    points = points.annotate(
        lignes=ArraySubquery(lignes.values(json=JSONObject(ligne="ligne", montant=Cast("montant", TextField())))),
        desaccords_notes=ArraySubquery(desaccords.values(json=JSONObject(membre="membre", texte="texte"))),
    )
    scrutins = _scrutins(seance, sieges)
    lus = [_point(rang, point, sieges, scrutins[point.pk]) for rang, point in enumerate(points, 1)]
    return lus, sum(point.decision.montant for point in points if hasattr(point, "decision"))


def _scrutins(seance: Seance, sieges: list[Membre]) -> dict[int, list[dict[str, Any]]]:
    entendue = Participation.objects.filter(scrutin=OuterRef("scrutin"), membre=OuterRef("membre"))
    portee, saisie = entendue.filter(par_procuration=True), entendue.exclude(saisi_par=F("exprime_par__utilisateur"))
    voix = Bulletin.objects.filter(scrutin=OuterRef("pk")).order_by(F("membre__siege").asc(nulls_last=True), "pk")
    voix = voix.annotate(portee=Exists(portee), saisie=Exists(saisie), par=Subquery(entendue.values("exprime_par")[:1]))
    lue = JSONObject(choix="choix", membre="membre_id", portee="portee", saisie="saisie", par="par")
    scrutins = Scrutin.objects.filter(point__seance=seance).order_by("ouvert_at", "pk")
    par_point = defaultdict(list)
    for scrutin in scrutins.annotate(lus=ArraySubquery(voix.values(json=lue))):
        par_point[scrutin.point_id].append(_scrutin(seance, scrutin, {s.pk: str(s) for s in sieges}))
    return par_point


def _scrutin(seance: Seance, scrutin: Scrutin, noms: dict[int, str]) -> dict[str, Any]:
    """One ballot: its counts, and (nominal, when the règlement says so) the names beside each choice."""
    offerts = CHOIX_OFFERTS[TypeSeance(seance.type)]
    annule = scrutin.etat == StatutScrutin.ANNULE
    voix = [] if annule else scrutin.lus
    nommees = [v for v in voix if v["membre"]] if reglement.valeur("comite.noms_au_proces_verbal") else []
    par_choix = {c: [_voix_nommee(v, noms) for v in nommees if v["choix"] == c] for c in sorted({v["choix"] for v in nommees})}
    return {
        "mode": scrutin.get_mode_display().lower(),
        "question": scrutin.question,
        "heures": f"{francais.heure(scrutin.ouvert_at)} – {francais.heure(scrutin.clos_at)}",
        "quorum": _quorum(scrutin),
        "colonnes": [NOMS_DE_VOIX.get(c, c.label) for c in offerts],
        "voix": [] if annule else [sum(v["choix"] == c for v in voix) for c in offerts],
        "noms": [[Choix(c).label, ", ".join(gens)] for c, gens in par_choix.items()],
        "annule": scrutin.motif_annulation,
    }


def _voix_nommee(voix: dict[str, Any], noms: dict[int, str]) -> str:
    """Whose voice it is, and how it was heard when it is not from her own mouth; a suppléant is named with her titulaire."""
    manieres = [mot for mot, oui in (("par procuration", voix["portee"]), ("saisi par la présidence", voix["saisie"])) if oui]
    nom = noms.get(voix["membre"], "")
    if voix["par"] not in (voix["membre"], None) and not voix["portee"]:
        nom = f"{noms.get(voix['par'], '')} pour {nom}"
    return f"{nom} ({', '.join(manieres)})" if manieres else nom


def _quorum(scrutin: Scrutin) -> str:
    present, represente = francais.pluriel(scrutin.presents, "présent"), francais.pluriel(scrutin.representes, "représenté")
    votants = francais.pluriel(scrutin.votants, "membre votant", "membres votants")
    retires = f", {francais.pluriel(scrutin.deports, 'déport retiré', 'déports retirés')}" if scrutin.deports else ""
    return f"{present}, {represente} sur {votants}{retires}, {scrutin.quorum_requis} requis"


def _point(rang: int, point: PointOrdreDuJour, sieges: list[Membre], scrutins: list[dict]) -> dict[str, Any]:
    gens = {s.pk: _nom(s) for s in sieges}
    decision = getattr(point, "decision", None)
    ligne = {
        "point": point.pk,
        "rang": rang,
        "projet": str(point.projet),
        "retour": point.retour_ajournement,
        "scrutins": scrutins,
        "deports": [gens[s.pk] + _sorties(s, point) for s in sieges if point.projet_id in s.recuse_de],
        "desaccords": [[gens.get(d["membre"], ""), d["texte"]] for d in point.desaccords_notes],
        "remarque": "",
    }
    if decision is None:
        return ligne | {"sens": "Non examiné", "montant": "", "precisions": "", "textes": []}
    return ligne | {
        "sens": decision.etat.participe,
        "montant": francais.montant(decision.montant) if decision.montant else "",
        "precisions": _precisions(point, decision),
        "textes": _textes(decision),
    }


def _sorties(siege: Membre, point: PointOrdreDuJour) -> str:
    """When a recused member left the room for an item, and came back."""
    heures = [(lue["sortie"], lue["retour"]) for lue in siege.sorties_lues if lue["point"] == point.pk]
    mots = [f", sortie à {_heure(sortie)}" + (f", retour à {_heure(retour)}" if retour else "") for sortie, retour in heures]
    return "".join(mots)


def _heure(lue: str) -> str:
    return francais.heure(datetime.fromisoformat(lue))


def _precisions(point: PointOrdreDuJour, decision: Decision) -> str:
    libelles = {ligne.code: ligne.libelle for ligne in reglement.valeur("manufactures.lignes_subvention")}
    mots = [f"{libelles.get(li['ligne'], li['ligne'])} {francais.montant(li['montant'])}" for li in point.lignes]
    phrases = [", ".join(mots).capitalize()] if mots else []
    if point.retour_ajournement:
        phrases.append("Retour d’ajournement")
    if decision.etat == SensDecision.AJOURNE:
        a = decision.ajournement
        phrases += [f"Retour le {francais.date_entiere(a.date_retour)}", f"Personne en charge\u00a0: {a.personne_en_charge}"]
    if decision.rang_note:
        phrases.append(f"Rang noté {decision.rang_note}, rang décidé {decision.rang_decide}")
    if decision.voix_preponderante:
        phrases.append("Voix prépondérante de la présidence")
    return ". ".join(phrases) + "." if phrases else ""


def _textes(decision: Decision) -> list[list[str]]:
    ajournement = decision.ajournement if decision.etat == SensDecision.AJOURNE else None
    limite = f"\nAvant le {francais.echeance(decision.date_limite)}." if decision.date_limite else ""
    textes = [
        ["Motifs", decision.motifs],
        ["Conditions", decision.conditions and decision.conditions + limite],
        ["Points à lever", ajournement.points_a_lever if ajournement else ""],
        ["Preuve attendue", ajournement.preuve_attendue if ajournement else decision.preuve_attendue],
        ["Écart de rang", decision.motif_ecart],
    ]
    return [[nom, texte] for nom, texte in textes if texte]


def _enveloppe(seance: Seance, decide) -> list[list[str]]:
    """What was left of the envelope before the sitting, what it granted, what is left; nothing for a sitting of labels."""
    if seance.type != TypeSeance.FINANCEMENT or seance.enveloppe is None:
        return []
    avant = seance.enveloppe - (seance.attribue_avant or 0)
    montants = [francais.montant(m) for m in (avant, decide, avant - decide)]
    libelles = [ligne.libelle for ligne in reglement.valeur("manufactures.lignes_subvention")]
    return [[francais.enumeration(libelles).capitalize(), *montants]]
