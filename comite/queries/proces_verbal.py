"""The content of the minutes, drawn from what happened: presences, proxies, recusals, ballots, decisions.

Words and figures are written out here once, then frozen: re-rendering never re-reads the record.
"""

from collections import defaultdict
from typing import Any

from django.db.models import Count

from comite.enums import CHOIX_OFFERTS, NOMS_DE_VOIX, Choix, SensDecision, StatutScrutin, TypeSeance
from comite.models import Bulletin, Decision, Deport, Membre, PointOrdreDuJour, Presence, Procuration, Scrutin, Seance
from comite.queries.reglement import delai_de_convocation
from comite.queries.sieges import sieges_de
from socle.comptes import reglement
from socle.lib import francais

RIEN = "aucun"


def contenu_du_pv(seance: Seance) -> dict[str, Any]:
    """Return the minutes of a lifted sitting as plain, JSON-ready values."""
    return {
        "reference": seance.reference,
        "titre": f"Procès-verbal de la séance de {seance.get_type_display().lower()}",
        "quand": f"{francais.date_du_jour(seance.ouverte_at)}, de {francais.heure(seance.ouverte_at)} à {francais.heure(seance.levee_at)}",
        "lieu": seance.lieu,
        "composition": _composition(seance),
        "points": _points(seance),
    }


def _composition(seance: Seance) -> list[list[str]]:
    sieges = sieges_de(seance)
    presences = defaultdict(list)
    for presence in Presence.objects.filter(seance=seance).order_by("arrivee_at"):
        presences[presence.membre_id].append(presence)
    procurations = Procuration.objects.filter(seance=seance).select_related("mandant__utilisateur", "mandataire__utilisateur")
    representes = {p.mandant_id for p in procurations} - presences.keys()
    voix = [s for s in sieges if s.voix and not s.suppleant_de_id]
    absents = [s for s in voix if s.pk not in presences and s.pk not in representes]
    faits = [
        ["Convocation", _convocation(seance)],
        ["Membres votants", f"{len(voix)}\u00a0; {_regle_du_quorum(seance)}"],
        ["Présents", _noms([s for s in sieges if s.pk in presences])],
        ["Représentés", _liste(f"{_nom(p.mandant)}, procuration à {p.mandataire}" for p in procurations if p.mandant_id in representes)],
        ["Absents", _noms(absents)],
        ["Mouvements", _liste(_mouvements(seance, sieges, presences))],
        ["Déports", _liste(_deports(seance, sieges))],
    ]
    return [[nom, valeur] for nom, valeur in faits if valeur != RIEN or nom in ("Présents", "Absents")]


def _convocation(seance: Seance) -> str:
    texte = f"envoyée le {francais.date_entiere(seance.convoquee_at)} ({delai_de_convocation()} requis)"
    if seance.motif_delai_court:
        texte += f"\u00a0; délai court\u00a0: {seance.motif_delai_court}"
    return texte


def _regle_du_quorum(seance: Seance) -> str:
    if seance.seconde_convocation_de_id and reglement.valeur("comite.seconde_convocation_sans_quorum"):
        return "seconde convocation, sans condition de quorum"
    fraction = reglement.valeur("comite.quorum")
    part = "la moitié" if fraction * 2 == 1 else str(fraction)
    return f"quorum\u00a0: {part}, procurations comptées, déports retirés"


def _nom(membre: Membre) -> str:
    return f"{membre} ({membre.libelle_siege.lower()})"


def _liste(mots) -> str:
    return "\u00a0; ".join(mots) or RIEN


def _noms(membres) -> str:
    return _liste(_nom(m) for m in membres)


def _mouvements(seance: Seance, sieges, presences) -> list[str]:
    """Whoever came after the opening or left before the end."""
    lignes = []
    for siege in sieges:
        for n, presence in enumerate(presences[siege.pk]):
            if n:
                lignes.append(f"{siege} de retour à {francais.heure(presence.arrivee_at)}")
            elif presence.arrivee_at > seance.ouverte_at and francais.heure(presence.arrivee_at) != francais.heure(seance.ouverte_at):
                lignes.append(f"{siege} arrive à {francais.heure(presence.arrivee_at)}")
            if presence.depart_at and presence.depart_at < seance.levee_at:
                lignes.append(f"{siege} part à {francais.heure(presence.depart_at)}")
    return lignes


def _deports(seance: Seance, sieges) -> list[str]:
    points = PointOrdreDuJour.objects.filter(seance=seance).values_list("projet", "projet__nom")
    deports = Deport.objects.filter(retire_at=None, projet__in=[p for p, _ in points], membre__in=sieges)
    noms, gens = dict(points), {s.pk: s for s in sieges}
    return [f"{gens[membre]} sur {noms[projet]}" for membre, projet in deports.values_list("membre", "projet")]


def _points(seance: Seance) -> list[dict[str, Any]]:
    points = PointOrdreDuJour.objects.filter(seance=seance).select_related("projet")
    decisions = {
        d.point_id: d
        for d in Decision.objects.filter(point__seance=seance).select_related("ajournement__personne_en_charge").prefetch_related("lignes")
    }
    scrutins = defaultdict(list)
    for scrutin in Scrutin.objects.filter(point__seance=seance).order_by("ouvert_at"):
        scrutins[scrutin.point_id].append(scrutin)
    voix = _voix(seance)
    return [
        _point(rang, point, decisions.get(point.pk), [_scrutin(seance, s, voix[s.pk]) for s in scrutins[point.pk]])
        for rang, point in enumerate(points, 1)
    ]


def _voix(seance: Seance) -> dict[int, dict[str, Any]]:
    """Return, for each ballot, its counts and (nominal only) the names beside each choice."""
    voix = defaultdict(lambda: {"comptes": {}, "noms": defaultdict(list)})
    bulletins = Bulletin.objects.filter(scrutin__point__seance=seance)
    for scrutin, choix, nombre in bulletins.values_list("scrutin", "choix").annotate(n=Count("pk")).order_by():
        voix[scrutin]["comptes"][choix] = nombre
    if reglement.valeur("comite.noms_au_proces_verbal"):
        for bulletin in bulletins.exclude(membre=None).select_related("membre__utilisateur").order_by("membre__siege"):
            voix[bulletin.scrutin_id]["noms"][bulletin.choix].append(str(bulletin.membre))
    return voix


def _scrutin(seance: Seance, scrutin: Scrutin, voix: dict[str, Any]) -> dict[str, Any]:
    offerts = CHOIX_OFFERTS[TypeSeance(seance.type)]
    annule = scrutin.etat == StatutScrutin.ANNULE
    return {
        "mode": scrutin.get_mode_display().lower(),
        "question": scrutin.question,
        "heures": f"{francais.heure(scrutin.ouvert_at)} – {francais.heure(scrutin.clos_at)}",
        "quorum": _quorum(scrutin),
        "colonnes": [NOMS_DE_VOIX.get(c, c.label) for c in offerts],
        "voix": [] if annule else [voix["comptes"].get(c, 0) for c in offerts],
        "noms": [] if annule else [[Choix(c).label, ", ".join(noms)] for c, noms in sorted(voix["noms"].items())],
        "annule": scrutin.motif_annulation,
    }


def _quorum(scrutin: Scrutin) -> str:
    present, represente = francais.pluriel(scrutin.presents, "présent"), francais.pluriel(scrutin.representes, "représenté")
    votants = francais.pluriel(scrutin.votants, "membre votant", "membres votants")
    retires = f", {francais.pluriel(scrutin.deports, 'déport retiré', 'déports retirés')}" if scrutin.deports else ""
    return f"{present}, {represente} sur {votants}{retires}, {scrutin.quorum_requis} requis"


def _point(rang: int, point: PointOrdreDuJour, decision: Decision | None, scrutins: list[dict]) -> dict[str, Any]:
    ligne = {"point": point.pk, "rang": rang, "projet": str(point.projet), "scrutins": scrutins, "montant": "", "precisions": ""}
    if decision is None:
        return ligne | {"sens": "Non examiné", "textes": []}
    return ligne | {
        "sens": decision.etat.label,
        "montant": francais.montant(decision.montant) if decision.montant else "",
        "precisions": _precisions(decision),
        "textes": _textes(decision),
    }


def _precisions(decision: Decision) -> str:
    libelles = {ligne.code: ligne.libelle for ligne in reglement.valeur("manufactures.lignes_subvention")}
    mots = [f"{libelles.get(li.ligne, li.ligne)} {francais.montant(li.montant)}" for li in decision.lignes.all()]
    phrases = [", ".join(mots).capitalize()] if mots else []
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
    limite = f" Avant le {francais.echeance(decision.date_limite)}." if decision.date_limite else ""
    textes = [
        ["Motifs", decision.motifs],
        ["Conditions", decision.conditions and decision.conditions + limite],
        ["Points à lever", ajournement.points_a_lever if ajournement else ""],
        ["Preuve attendue", ajournement.preuve_attendue if ajournement else decision.preuve_attendue],
        ["Écart de rang", decision.motif_ecart],
    ]
    return [[nom, texte] for nom, texte in textes if texte]


def code_de_verification(empreinte: str) -> str:
    """Return the short code printed under a document, drawn from the hash of its recorded data: ``7K4M-92QX-TR``."""
    alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's: no I, L, O, U
    valeur = int(empreinte[:16], 16)
    signes = "".join(alphabet[(valeur >> 5 * n) & 31] for n in range(10))
    return f"{signes[:4]}-{signes[4:8]}-{signes[8:]}"
