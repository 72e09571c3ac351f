"""The ballot: opened with a quorum, voted once per voice, closed, cancelled."""

from decimal import Decimal

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from comite.actions.deports import recuser_les_lies
from comite.actions.ordre_du_jour import verrouiller_le_point
from comite.actions.urne import deposer_dans_l_urne, vider_l_urne
from comite.enums import CHOIX_OFFERTS, Choix, ModeScrutin, StatutScrutin, StatutSeance, TypeSeance
from comite.models import Bulletin, Decision, Enveloppe, LigneScrutin, Membre, Participation, PointOrdreDuJour, Scrutin, Seance, Urne
from comite.permissions import DECLARATION_ATTENDUE, DEPORTE, SANS_VOIX, peut_presider
from comite.queries.aides import refus_de_minimis
from comite.queries.interets import champs_des_faits, declaration_exigee
from comite.queries.sieges import presidence_du_point, siege_de, sieges_de, voix_acquises, voix_de
from comite.regles import Voix, enveloppe_restante, quorum_atteint, secret_tenable
from socle.comptes import reglement
from socle.comptes.acteur import Acteur
from socle.journal.actions import noter
from socle.lib import francais
from socle.lib.refus import ActionRefusee, Refus, exiger

SEANCE_PAS_OUVERTE = Refus("seance_non_ouverte", "La séance n’est pas ouverte.")
DEJA_DECIDE = Refus("deja_decide", "La décision de ce point est déjà proclamée.")
SCRUTIN_EN_COURS = Refus("scrutin_en_cours", "Un scrutin est déjà ouvert, ou clos en attente de décision, sur ce point.")
SCRUTIN_CLOS = Refus("scrutin_clos", "Ce scrutin n’est plus ouvert\u00a0: aucun vote n’y entre.")
MONTANTS_MANQUANTS = Refus("montants_manquants", "Indiquez les montants mis aux voix, ligne par ligne, en euros.")
PRESIDENCE_A_DESIGNER = Refus(
    "presidence_a_designer",
    "La présidence ne peut pas conduire ce point\u00a0: faites désigner un membre présent pour présider la séance, c’est lui qui ouvre ce scrutin.",
)
CHOIX_INCONNU = Refus("choix_inconnu", "Choisissez une des réponses proposées.")
ABSENT = Refus("absent", "Signalez d’abord votre arrivée\u00a0: seules les voix présentes ou représentées votent.")
SECRET_EXPOSE = Refus(
    "secret_expose",
    "Trop peu de voix sont entendues\u00a0: clore maintenant dirait qui a voté quoi. Attendez d’autres votes, ou annulez ce scrutin.",
)
PAS_VOTRE_VOIX = Refus("pas_votre_voix", "Vous ne portez pas cette voix dans ce scrutin.")
MOTIF_MANQUANT = Refus("motif_manquant", "Indiquez pourquoi ce scrutin est annulé\u00a0: le motif sera au procès-verbal.")


def refus_de_quorum(voix: Voix) -> Refus | None:
    """Say why the committee cannot decide this item, with the figures, or None."""
    if voix.atteint:
        return None
    deports = f", {francais.pluriel(voix.deports, 'déport')} retiré{'s' if voix.deports > 1 else ''}" if voix.deports else ""
    return Refus(
        "sans_quorum",
        f"Quorum non atteint\u00a0: {francais.pluriel(voix.en_jeu, 'voix présente ou représentée', 'voix présentes ou représentées')} "
        f"sur {francais.pluriel(voix.votants, 'membre votant', 'membres votants')}{deports}, il en faut {voix.requis}.",
    )


def ouvrir_scrutin(
    *,
    point: PointOrdreDuJour,
    acteur: Acteur | None,
    question: str = "",
    montants: dict[str, Decimal] | None = None,
    mode: ModeScrutin | None = None,
) -> Scrutin:
    """Open a ballot on a point; its quorum and every rule its count depends on are frozen. For a grant, ``montants`` (euros by line) is what is put to the vote.

    Raises ``ActionRefusee`` without a quorum (with the figures), without amounts, beyond the envelope, twice, or when a link
    just found takes away who presides: that recusal is kept, so that another may be designated.
    """
    ouvert = _ouvrir(point, acteur, question, montants, mode)
    if isinstance(ouvert, Refus):
        raise ActionRefusee(ouvert)
    return ouvert


@transaction.atomic
def _ouvrir(
    point: PointOrdreDuJour, acteur: Acteur | None, question: str, montants: dict[str, Decimal] | None, mode: ModeScrutin | None
) -> Scrutin | Refus:
    exiger(peut_presider(acteur, siege_de(acteur), point.seance))
    seance = verrouiller_le_point(point)
    point = _lire_point(point.pk)
    montants = {ligne: montant for ligne, montant in (montants or {}).items() if montant}
    exiger(SEANCE_PAS_OUVERTE if seance.etat != StatutSeance.OUVERTE else _refus_d_ouvrir(point))
    if seance.type == TypeSeance.FINANCEMENT:
        exiger(_refus_de_montants(montants) or refus_de_minimis(point, sum(montants.values())))
    sieges = sieges_de(seance, point, liens=True)
    presidait = presidence_du_point(seance, sieges)
    recuser_les_lies(point, sieges)  # a team may have changed since the sitting opened
    if presidait and presidait.deporte and not _reprise(seance, sieges, presidait, acteur):
        return PRESIDENCE_A_DESIGNER
    voix = voix_de(seance, sieges)
    exiger(refus_de_quorum(voix))
    scrutin = Scrutin.objects.create(
        point=point, mode=mode or reglement.valeur("comite.scrutin"), majorite=reglement.valeur("comite.majorite"),
        preponderante=reglement.valeur("comite.voix_preponderante"), note_max=reglement.valeur("comite.note_max"),
        question=question or _question(seance.type, montants),
        ouvert_at=timezone.now(), ouvert_par=acteur.utilisateur if acteur else None, votants=voix.votants,
        deports=voix.deports, presents=voix.presents, representes=voix.representes, quorum_requis=voix.requis,
    )  # fmt: skip
    LigneScrutin.objects.bulk_create(LigneScrutin(scrutin=scrutin, ligne=c, montant=m) for c, m in montants.items())
    noter("scrutin.ouvert", fil=point.projet.fil, acteur=acteur, objet=f"scrutin:{scrutin.pk}", projet=str(point.projet))
    return scrutin


def _reprise(seance: Seance, sieges: list[Membre], recusee: Membre, acteur: Acteur | None) -> bool:
    """Tell whether somebody designated takes the chair of an item from who has just been recused, and is not led by her."""
    return presidence_du_point(seance, sieges) is not None and (acteur is None or acteur.pk != recusee.utilisateur_id)


def _lire_point(pk: int) -> PointOrdreDuJour:
    """Return an item with what stands in the way of a ballot, read once its sitting is locked."""
    en_cours = Scrutin.objects.filter(point=OuterRef("pk"), statut__in=[StatutScrutin.OUVERT, StatutScrutin.CLOS])
    obstacles = {"decide": Exists(Decision.objects.filter(point=OuterRef("pk"))), "vote_en_cours": Exists(en_cours)}
    lus = PointOrdreDuJour.objects.select_related("projet__structure", "seance")
    return lus.annotate(**obstacles, **champs_des_faits("projet")).get(pk=pk)


def _refus_d_ouvrir(point: PointOrdreDuJour) -> Refus | None:
    if point.decide:
        return DEJA_DECIDE
    return SCRUTIN_EN_COURS if point.vote_en_cours else None


def _refus_de_montants(montants: dict[str, Decimal]) -> Refus | None:
    total = sum(montants.values())
    connues = {ligne.code for ligne in reglement.valeur("manufactures.lignes_subvention")}
    if total <= 0 or not montants.keys() <= connues or min(montants.values()) < 0:
        return MONTANTS_MANQUANTS
    return refus_d_enveloppe(total) if reglement.valeur("comite.depassement_enveloppe") == "refuser" else None


def refus_d_enveloppe(total: Decimal) -> Refus | None:
    """Say that an amount does not fit in the envelope, or None. Locks the envelope until the end of the transaction."""
    enveloppe = Enveloppe.objects.select_for_update(of=("self",)).get()
    reste = enveloppe_restante(enveloppe.montant_total, enveloppe.montant_attribue)
    if total <= reste:
        return None
    return Refus(
        "enveloppe_depassee", f"L’enveloppe n’a plus que {francais.montant(reste)}\u00a0: réduisez le montant ou ajournez ce dossier."
    )


def _question(type_seance: str, montants: dict[str, Decimal]) -> str:
    if type_seance == TypeSeance.LABELLISATION:
        return "Labelliser ce projet\u00a0?"
    return f"Attribuer {francais.montant(sum(montants.values()))}\u00a0?"


def verrouiller_scrutin(scrutin_pk: int) -> Scrutin:
    """Return the ballot with its point, project and sitting, its row locked until the end of the transaction."""
    return Scrutin.objects.select_for_update(of=("self",)).select_related("point__seance", "point__projet").get(pk=scrutin_pk)


@transaction.atomic
def voter(*, scrutin: Scrutin, choix: str, acteur: Acteur, pour: Membre | None = None) -> Participation:
    """Put one voice in the ballot: the person's own, or that of a member who gave her a proxy (``pour``). Once, for good.

    The participation has a ``recu`` in a secret ballot: proof that the voice is counted, not of what it said.

    Raises ``ActionRefusee``: ``sans_voix``, ``deporte``, ``scrutin_clos``, ``declaration_attendue``, ``absent``, ``pas_votre_voix``,
    ``deja_vote``, ``choix_inconnu``, ``quorum_perdu``. The voice and the fact that it was heard are written together or not at all.
    """
    scrutin = verrouiller_scrutin(scrutin.pk)
    seance = scrutin.point.seance
    sieges = sieges_de(seance, scrutin.point, scrutin)
    membre = next((s for s in sieges if s.utilisateur_id == acteur.pk), None)
    entendu = _voix_demandee(membre, pour, sieges)
    voix = voix_de(seance, sieges)
    exiger(refus_de_voter(scrutin, membre, entendu, voix) or vote_sans_quorum(scrutin, voix_acquises(sieges, voix)))
    exiger(CHOIX_INCONNU if choix not in CHOIX_OFFERTS[TypeSeance(seance.type)] else None)
    return entendre(scrutin, entendu, membre, Choix(choix), acteur)


def entendre(scrutin: Scrutin, entendu: Membre, porteur: Membre, choix: Choix, acteur: Acteur) -> Participation:
    """Write that a voice is heard, and what it says: with its seat and hour, or in the urn without either."""
    participation = Participation.objects.create(
        scrutin=scrutin, membre=entendu, exprime_par=porteur, par_procuration=entendu.pk != porteur.voix_id,
        saisi_par=acteur.utilisateur, created_at=None if scrutin.est_secret else timezone.now(),
    )  # fmt: skip
    participation.recu = ""
    if scrutin.est_secret:
        participation.recu = deposer_dans_l_urne(scrutin, entendu, choix)
    else:
        Bulletin.objects.create(scrutin=scrutin, choix=choix, membre=entendu)
    return participation


def _voix_demandee(membre: Membre | None, pour: Membre | None, sieges: list[Membre]) -> Membre | None:
    cle = pour.pk if pour else membre.voix_id if membre else None
    return next((s for s in sieges if s.pk == cle), None)


def refus_de_voter(scrutin: Scrutin, membre: Membre | None, entendu: Membre | None, voix: Voix) -> Refus | None:
    """Say why ``membre`` cannot give the voice of the seat ``entendu`` now, or None."""
    if membre is None or entendu is None or not membre.voix:
        return SANS_VOIX
    if membre.deporte or entendu.deporte:
        return DEPORTE
    if scrutin.etat != StatutScrutin.OUVERT:
        return SCRUTIN_CLOS
    if declaration_exigee() and not membre.a_declare:
        return DECLARATION_ATTENDUE
    if entendu.a_vote:
        return Refus("deja_vote", f"La voix du {entendu.libelle_siege.lower()} est déjà comptée\u00a0: elle ne se donne qu’une fois.")
    if voix.porteurs.get(entendu.pk) == membre.pk:
        return None
    return ABSENT if entendu.pk == membre.voix_id else PAS_VOTRE_VOIX


def vote_sans_quorum(scrutin: Scrutin, acquises: int) -> Refus | None:
    """No voice enters a ballot whose quorum is undone by departures; it enters again when the members are back."""
    if quorum_atteint(acquises, 0, scrutin.quorum_requis):
        return None
    return Refus(
        "quorum_perdu",
        f"Le quorum n’est plus atteint\u00a0: {francais.pluriel(acquises, 'voix', 'voix')} pour {scrutin.quorum_requis} requises. "
        "Votez quand les membres seront revenus.",
    )


@transaction.atomic
def clore_scrutin(*, scrutin: Scrutin, acteur: Acteur | None) -> Scrutin:
    """Close a ballot: no voice enters any more, the urn of a secret one is emptied in random order.

    Raises ``ActionRefusee`` when departures have undone the quorum (voices already heard count as there), or when so few
    voices are in a secret ballot that its count would say what each voted.
    """
    exiger(peut_presider(acteur, siege_de(acteur), scrutin.point.seance))
    scrutin = verrouiller_scrutin(scrutin.pk)
    exiger(SCRUTIN_CLOS if scrutin.etat != StatutScrutin.OUVERT else None)
    sieges = sieges_de(scrutin.point.seance, scrutin.point, scrutin)
    exiger(_refus_de_clore(scrutin, sieges))
    bulletins, scrutin.recus = vider_l_urne(scrutin, sum(s.a_vote for s in sieges)) if scrutin.est_secret else ([], [])
    scrutin.statut, scrutin.clos_at = StatutScrutin.CLOS, timezone.now()
    scrutin.save(update_fields=["statut", "clos_at", "recus"])
    Bulletin.objects.bulk_create(bulletins)
    projet = scrutin.point.projet
    noter("scrutin.clos", fil=projet.fil, acteur=acteur, objet=f"scrutin:{scrutin.pk}", projet=str(projet))
    return scrutin


def _refus_de_clore(scrutin: Scrutin, sieges: list[Membre]) -> Refus | None:
    acquises, entendues = voix_acquises(sieges, voix_de(scrutin.point.seance, sieges)), sum(s.a_vote for s in sieges)
    if not quorum_atteint(acquises, 0, scrutin.quorum_requis):
        return _quorum_perdu(scrutin, acquises)
    return SECRET_EXPOSE if scrutin.est_secret and not secret_tenable(entendues, acquises) else None


def _quorum_perdu(scrutin: Scrutin, acquises: int) -> Refus:
    return Refus(
        "quorum_perdu",
        f"Le quorum n’est plus atteint\u00a0: {francais.pluriel(acquises, 'voix', 'voix')} pour {scrutin.quorum_requis} requises. "
        "Annulez ce scrutin et reprenez-le quand les membres sont revenus.",
    )


@transaction.atomic
def annuler_scrutin(*, scrutin: Scrutin, motif: str, acteur: Acteur | None) -> Scrutin:
    """Cancel a ballot not proclaimed, with the reason; another may then be opened on the point."""
    exiger(peut_presider(acteur, siege_de(acteur), scrutin.point.seance))
    scrutin = verrouiller_scrutin(scrutin.pk)
    if scrutin.etat not in (StatutScrutin.OUVERT, StatutScrutin.CLOS):
        raise ActionRefusee(SCRUTIN_CLOS)
    exiger(None if motif.strip() else MOTIF_MANQUANT)
    scrutin.statut, scrutin.motif_annulation = StatutScrutin.ANNULE, motif.strip()
    scrutin.clos_at = scrutin.clos_at or timezone.now()
    scrutin.save(update_fields=["statut", "motif_annulation", "clos_at"])
    Urne.objects.filter(scrutin=scrutin).delete()
    projet = scrutin.point.projet
    noter("scrutin.annule", fil=projet.fil, acteur=acteur, motif=motif.strip(), projet=str(projet))
    return scrutin
