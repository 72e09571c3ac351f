"""The file the committee reads, assembled from the record: plain values, never asked twice from the team."""

from collections.abc import Iterable, Sequence
from typing import Any

from comite.enums import TypeSeance
from incubation.enums import Moment
from incubation.queries.bilan import BilanIncubation, bilans_d_incubation
from incubation.queries.releve import Signature, VersionRelue
from manufactures.models import Projet
from manufactures.queries.dossier import Dossier
from manufactures.queries.pour_projet import dossiers_des_projets
from socle.comptes import reglement
from socle.lib.francais import demi_journees, jour, montant, pluriel


def contenus_des_dossiers(projets: Sequence[Projet], type_seance: TypeSeance) -> dict[int, dict[str, Any]]:
    """Return by project what is frozen for a sitting: the candidature, and for a grant what the incubation showed.

    In as many statements for ten projects as for one.
    """
    candidatures = dossiers_des_projets(projets)
    bilans = bilans_d_incubation(projets) if type_seance == TypeSeance.FINANCEMENT else {}
    return {projet.pk: _contenu(projet, candidatures.get(projet.pk), bilans.get(projet.pk)) for projet in projets}


def _contenu(projet: Projet, candidature: Dossier | None, bilan: BilanIncubation | None) -> dict[str, Any]:
    return {
        "titre": projet.nom,
        "sections": [
            _identite(projet),
            *(_candidature(candidature) if candidature else []),
            *(_incubation(bilan) if bilan else []),
        ],
        "montants_demandes": {code: str(m) for code, m in candidature.montants.items()} if candidature else {},
        "autres_financeurs": [[f.nom, str(f.montant), f.etat] for f in candidature.financeurs] if candidature else [],
    }


def _section(titre: str, *, faits: Iterable = (), texte: str = "", tableau: dict | None = None) -> dict[str, Any]:
    return {"titre": titre, "faits": [list(f) for f in faits], "texte": texte, "tableau": tableau}


def _identite(projet: Projet) -> dict[str, Any]:
    faits = [
        ("Structure", str(projet.structure or "")),
        ("Commune", projet.commune),
        ("Territoire", projet.territoire_libelle),
        ("Filières", ", ".join(projet.filieres)),
        ("Vague", str(projet.vague or "")),
    ]
    return _section("Identité du projet", faits=[f for f in faits if f[1]], texte=projet.resume)


def _candidature(dossier: Dossier) -> list[dict[str, Any]]:
    textes = [_section(etape.label, texte=texte) for etape, texte in dossier.textes.items() if texte]
    conditions = [(c.libelle, f"{c.texte} (preuve : {c.preuve.nom})" if c.preuve else c.texte) for c in dossier.conditions]
    lignes = {ligne.code: ligne.libelle for ligne in reglement.valeur("manufactures.lignes_subvention")}
    montants = [[lignes.get(code, code), montant(m)] for code, m in dossier.montants.items()]
    preuves = [[c.libelle, c.preuve.nom, f"version {c.preuve.numero}", c.preuve.sha256] for c in dossier.conditions if c.preuve]
    pieces = {"legende": "Preuves et leurs empreintes", "entetes": ["Condition", "Fichier", "Version", "SHA-256"], "lignes": preuves}
    equipe = [[siege.nom, siege.fonction.label] for siege in dossier.equipe]
    partenaires = [(p["structure"], p["apport"]) for p in dossier.partenaires]
    tableau = {"entetes": ["Ligne", "Demandé"], "lignes": [*montants, ["Total", montant(dossier.montant_total)]]}
    porteurs = _section("Équipe et partenaires", faits=partenaires, tableau={"entetes": ["Personne", "Fonction"], "lignes": equipe})
    return [porteurs, *textes, _section("Conditions d’admission", faits=conditions, tableau=pieces), _section("Montants demandés", tableau=tableau)]


def _incubation(bilan: BilanIncubation) -> list[dict[str, Any]]:
    return [
        _section("Incubation", faits=_assiduite(bilan), tableau=_livrables(bilan)) | {"tableaux": [_versions(bilan.versions)]},
        _section("Présences par demi-journée", tableau=_signatures(bilan.presences)),
        _section("Maturité", faits=_faiblesses(bilan), tableau=_maturite(bilan)),
        _section("Besoins d’accompagnement identifiés", tableau=_besoins(bilan)),
    ]


def _assiduite(bilan: BilanIncubation) -> list[tuple[str, str]]:
    dates = f"{jour(bilan.date_debut)} – {jour(bilan.date_fin)}" if bilan.date_debut else ""
    attendues = pluriel(bilan.signatures_attendues, "signature attendue", "signatures attendues")
    faits = [
        ("Sous-promotion", bilan.sous_promotion),
        ("Dates", dates),
        ("Présence du binôme", f"{bilan.signatures} sur {attendues}"),
        ("Livrables validés", f"{bilan.livrables_valides} sur {len(bilan.livrables)}"),
    ]
    return [f for f in faits if f[1]]


def _livrables(bilan: BilanIncubation) -> dict[str, list]:
    lignes = [[str(livrable.numero), livrable.titre, livrable.etat.label, str(len(livrable.versions))] for livrable in bilan.livrables]
    return {"entetes": ["Module", "Livrable", "État", "Versions"], "lignes": lignes}


def _signatures(signatures: list[Signature]) -> dict[str, list]:
    lignes = [[f"{jour(s.date)}, {s.demi_journee.label.lower()}", s.session, s.personne, s.mode] for s in signatures]
    return {"entetes": ["Demi-journée", "Session", "Personne", "Signature"], "lignes": lignes}


def _versions(versions: list[VersionRelue]) -> dict[str, Any]:
    lignes = [
        [f"Module {v.module}, version {v.numero}", v.fichier, jour(v.depose_at), v.verdict.label if v.verdict else "en relecture", v.sha256]
        for v in versions
    ]
    entetes = ["Version", "Fichier", "Déposée le", "Relecture", "SHA-256"]
    return {"legende": "Versions des livrables et leur relecture", "entetes": entetes, "lignes": lignes}


def _faiblesses(bilan: BilanIncubation) -> list[tuple[str, str]]:
    return [("Axes critiques sous le seuil", ", ".join(bilan.axes_sous_le_seuil) or "aucun")]


def _maturite(bilan: BilanIncubation) -> dict[str, list]:
    lignes = [
        [axe.titre + (" (critique)" if axe.critique else ""), *(_note(axe.referent[moment], axe.equipe[moment]) for moment in Moment)]
        for axe in bilan.axes
    ]
    return {"entetes": ["Axe, note du référent puis de l’équipe", *(moment.label for moment in Moment)], "lignes": lignes}


def _note(referent: int | None, equipe: int | None) -> str:
    return " · ".join("–" if note is None else str(note) for note in (referent, equipe))


def _besoins(bilan: BilanIncubation) -> dict[str, list]:
    titres = {b["code"]: b["titre"] for b in reglement.valeur("incubation.besoins")}
    lignes = [[titres.get(code, code), str(priorite), objectif, demi_journees(n)] for code, priorite, objectif, n in bilan.besoins]
    return {"entetes": ["Besoin", "Priorité", "Objectif", "Proposé"], "lignes": lignes}
