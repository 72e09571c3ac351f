"""The candidature, as its team writes it."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from manufactures.access import condition_du_dossier, dossier_lisible, dossier_modifiable, partenaire_du_projet, preuve_lisible
from manufactures.actions.candidatures import enregistrer_section, joindre_preuve, refus_d_ecrire, repondre_condition
from manufactures.actions.depot import deposer_candidature
from manufactures.actions.structures import ajouter_partenaire, retirer_partenaire, saisir_structure
from manufactures.enums import Etape
from manufactures.forms import FORMULAIRES, ConditionForm, PartenaireForm, PreuveForm, StructureForm
from manufactures.queries.copie import contenu_de
from manufactures.queries.echanges import piece_attendue
from manufactures.regles import ecrire_copie, est_hors_delai, refus_incomplet, rna_habituel
from manufactures.views.etapes import adresse_de, etapes_de, rubrique_ou_404, suivante
from socle.documents.liens import lien_signe
from socle.lib.refus import ActionRefusee

LECTURE_ECRITURE = require_http_methods(["GET", "HEAD", "POST"])


@require_safe
def candidature_detail(request, programme, slug):
    """The steps of the candidature, what each lacks, and the deposit."""
    dossier = dossier_lisible(request.acteur, slug)
    return render(request, "manufactures/candidature.html", _contexte(request, dossier))


def _contexte(request, dossier, **suite):
    candidature = dossier.candidature
    return {
        "dossier": dossier,
        "projet": dossier.projet,
        "candidature": candidature,
        "etapes": etapes_de(dossier, request.programme.slug),
        "de_l_equipe": bool(candidature.fonction_acteur),
        "refus_ecriture": refus_d_ecrire(candidature),
        "tard": est_hors_delai(timezone.now(), candidature.vague.cloture_at),
    } | suite


@LECTURE_ECRITURE
def candidature_rubrique(request, programme, slug, section):
    """One rubrique: saved at each change, or by its button."""
    etape = rubrique_ou_404(section)
    dossier = dossier_modifiable(request.acteur, slug)
    formulaire = FORMULAIRES[etape](request.POST or None, initial=FORMULAIRES[etape].initiales(dossier), dossier=dossier)
    if request.method == "POST":
        enregistree = _enregistrer(request, dossier, etape, formulaire)
        if request.htmx:
            return render(request, "manufactures/_enregistre.html", {"candidature": enregistree, "formulaire": formulaire})
        if enregistree and formulaire.is_valid():
            messages.success(request, f"« {etape.label} » est enregistré.")
            return redirect(suivante(etape, dossier, request.programme.slug))
    return render(request, "manufactures/rubrique.html", _contexte(request, dossier, etape=etape, formulaire=formulaire))


def _enregistrer(request, dossier, etape, formulaire):
    """Save every field that reads well, even beside one that does not."""
    formulaire.is_valid()
    valeurs = getattr(formulaire, "valeurs", formulaire.cleaned_data)
    try:
        return enregistrer_section(candidature=dossier.candidature, section=etape, valeurs=valeurs, acteur=request.acteur)
    except ActionRefusee as erreur:
        formulaire.refuser(erreur.refus)
        return None


@LECTURE_ECRITURE
def structure_saisir(request, programme, slug):
    """The lead body, found by its SIRET or typed by hand, and the consortium."""
    dossier = dossier_modifiable(request.acteur, slug)
    structure = dossier.structure
    initiales = {champ: getattr(structure, champ) for champ in StructureForm.base_fields} if structure else {}
    formulaire = StructureForm(request.POST or None, initial=initiales, actuelle=initiales.get("forme_juridique", ""))
    if request.method == "POST" and formulaire.is_valid():
        try:
            structure = saisir_structure(candidature=dossier.candidature, valeurs=formulaire.cleaned_data, acteur=request.acteur)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
        else:
            if structure.rna and not rna_habituel(structure.rna):
                messages.warning(request, f"Le numéro RNA « {structure.rna} » a une forme rare : vérifiez-le, il est gardé tel quel.")
            messages.success(request, f"La structure {structure.nom} porte le projet.")
            return redirect("structure_saisir", programme, slug)
    contexte = _contexte(request, dossier, etape=Etape.STRUCTURE, formulaire=formulaire, partenaire=PartenaireForm(prefix="partenaire"))
    return render(request, "manufactures/structure.html", contexte)


@require_POST
def partenaire_ajouter(request, programme, slug):
    """Add a body to the consortium."""
    dossier = dossier_modifiable(request.acteur, slug)
    formulaire = PartenaireForm(request.POST, prefix="partenaire")
    if formulaire.is_valid():
        try:
            ajoute = ajouter_partenaire(candidature=dossier.candidature, acteur=request.acteur, **formulaire.cleaned_data)
            messages.success(request, f"{ajoute.structure} fait partie du consortium.")
            return redirect("structure_saisir", programme, slug)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
    structure = StructureForm(initial={c: getattr(dossier.structure, c, "") for c in StructureForm.base_fields})
    contexte = _contexte(request, dossier, etape=Etape.STRUCTURE, formulaire=structure, partenaire=formulaire)
    return render(request, "manufactures/structure.html", contexte)


@require_POST
def partenaire_retirer(request, programme, slug, pk):
    """Take a body out of the consortium."""
    dossier = dossier_modifiable(request.acteur, slug)
    partenaire = partenaire_du_projet(dossier.projet, pk)
    succes = f"{partenaire} ne fait plus partie du consortium."
    _tenter(request, retirer_partenaire, succes, candidature=dossier.candidature, partenaire=partenaire)
    return redirect("structure_saisir", programme, slug)


def _tenter(request, action, succes, **arguments):
    try:
        resultat = action(acteur=request.acteur, **arguments)
    except ActionRefusee as erreur:
        messages.error(request, str(erreur))
        return None
    messages.success(request, succes)
    return resultat


@require_safe
def condition_liste(request, programme, slug):
    """The admission conditions: an answer and a proof each."""
    dossier = dossier_lisible(request.acteur, slug)
    return render(request, "manufactures/conditions.html", _contexte_des_conditions(request, dossier))


def _contexte_des_conditions(request, dossier, code="", formulaire=None, preuve=None):
    lignes = [
        {
            "condition": c,
            "formulaire": (c.code == code and formulaire) or ConditionForm(initial={"texte": c.texte}, auto_id=f"{c.code}_%s"),
            "preuve": (c.code == code and preuve) or PreuveForm(auto_id=f"{c.code}_%s"),
        }
        for c in dossier.conditions
    ]
    attendue = dossier.candidature.deposee_at is not None and piece_attendue(dossier.projet)
    return _contexte(request, dossier, etape=Etape.CONDITIONS, lignes=lignes, piece_attendue=attendue)


@require_POST
def condition_repondre(request, programme, slug, code):
    """Save the answer to a condition; at each change, or by its button."""
    dossier = dossier_modifiable(request.acteur, slug)
    condition_du_dossier(dossier, code)
    formulaire = ConditionForm(request.POST, auto_id=f"{code}_%s")
    if formulaire.is_valid():
        try:
            repondre_condition(candidature=dossier.candidature, code=code, acteur=request.acteur, **formulaire.cleaned_data)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
    if request.htmx:
        enregistree = {"modifiee_at": timezone.now()} if formulaire.is_valid() else None
        contexte = {"candidature": enregistree, "formulaire": formulaire, "ident": f"etat-{code}"}
        return render(request, "manufactures/_enregistre.html", contexte)
    if formulaire.is_valid():
        messages.success(request, "Votre réponse est enregistrée.")
        return redirect("condition_liste", programme, slug)
    return render(request, "manufactures/conditions.html", _contexte_des_conditions(request, dossier, code, formulaire=formulaire))


@require_POST
def preuve_joindre(request, programme, slug, code):
    """Deposit the proof of a condition; an older one stays as a version."""
    dossier = dossier_modifiable(request.acteur, slug)
    condition_du_dossier(dossier, code)
    formulaire = PreuveForm(request.POST, request.FILES, auto_id=f"{code}_%s")
    if formulaire.is_valid():
        try:
            version = joindre_preuve(candidature=dossier.candidature, code=code, acteur=request.acteur, **formulaire.cleaned_data)
            messages.success(request, f"« {version.nom} » est joint.")
            return redirect("condition_liste", programme, slug)
        except ActionRefusee as erreur:
            formulaire.refuser(erreur.refus)
    return render(request, "manufactures/conditions.html", _contexte_des_conditions(request, dossier, code, preuve=formulaire))


@require_safe
def preuve_telecharger(request, programme, slug, code):
    """Send to the signed link of a proof."""
    return redirect(lien_signe(preuve_lisible(request.acteur, slug, code), request.user.pk))


@require_safe
def candidature_relire(request, programme, slug):
    """The whole candidature on one page, and what is missing before deposit."""
    dossier = dossier_modifiable(request.acteur, slug)
    manques = [(adresse_de(m.etape, dossier, request.programme.slug), m.phrase) for m in dossier.manques]
    contexte = _contexte(request, dossier, manques=manques, apercu=contenu_de(dossier))
    contexte["refus_depot"] = None if contexte["tard"] else refus_incomplet(dossier.manques)
    return render(request, "manufactures/relecture.html", contexte)


@require_POST
def candidature_deposer(request, programme, slug):
    """Deposit: the receipt follows, whatever the hour."""
    dossier = dossier_modifiable(request.acteur, slug)
    try:
        deposer_candidature(candidature=dossier.candidature, acteur=request.acteur)
    except ActionRefusee as erreur:
        messages.error(request, str(erreur))
        return redirect("candidature_relire", programme, slug)
    return redirect("recepisse_detail", programme, slug)


@require_safe
def recepisse_detail(request, programme, slug):
    """The receipt and the frozen copy."""
    dossier = dossier_lisible(request.acteur, slug)
    if dossier.candidature.deposee_at is None:
        return redirect("candidature_detail", programme, slug)
    return render(request, "manufactures/recepisse.html", _contexte(request, dossier, copie=dossier.candidature.copie))


@require_safe
def copie_telecharger(request, programme, slug):
    """The frozen copy as the text whose SHA-256 is printed on the receipt."""
    candidature = dossier_lisible(request.acteur, slug).candidature
    if candidature.deposee_at is None:
        return redirect("candidature_detail", programme, slug)
    reponse = HttpResponse(ecrire_copie(candidature.copie), content_type="application/json; charset=utf-8")
    reponse.headers["Content-Disposition"] = f'attachment; filename="{candidature.numero}.json"'
    return reponse
