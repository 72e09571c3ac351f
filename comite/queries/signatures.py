"""Who signs the minutes of a sitting, who has signed, and what waits for a signature."""

from dataclasses import dataclass

from django.contrib.postgres.expressions import ArraySubquery
from django.db.models import Exists, F, OuterRef, Q
from django.db.models.functions import JSONObject
from django.utils import timezone

from comite.enums import EtatPV, QualiteSignature
from comite.models import Additif, Membre, Presence, ProcesVerbal, Seance, SignaturePV
from socle.comptes.acteur import Acteur

Signable = ProcesVerbal | Additif


@dataclass(frozen=True)
class Signataires:
    """The accounts that may sign for each quality; an empty secretariat is held by the coordination."""

    presidence: frozenset[int]
    secretariat: frozenset[int]
    sieges: dict[int, Membre]

    def qualites(self, acteur: Acteur) -> set[QualiteSignature]:
        """Return what a person may sign as."""
        tient = acteur.pk in self.secretariat or (not self.secretariat and acteur.est_coordination)
        presidence = {QualiteSignature.PRESIDENCE} if acteur.pk in self.presidence else set()
        return presidence | ({QualiteSignature.SECRETARIAT} if tient else set())


def signataires_de(seance: Seance) -> Signataires:
    """Return who signs: the chair, or who replaced her (designated, else her suppléants) if she never came; the secretary, or the
    coordination. One query."""
    la = Presence.objects.filter(seance=seance, membre=OuterRef("pk"))
    sieges = (
        Membre.objects.en_mandat(timezone.localdate(seance.date_prevue))
        .filter(
            Q(est_presidence=True) | Q(est_secretariat=True) | Q(suppleant_de__est_presidence=True) | Q(pk=seance.president_de_seance_id),
            comite=seance.comite_id,
        )
        .annotate(venu=Exists(la))
    )
    sieges = list(sieges)
    titulaires = {s.utilisateur_id for s in sieges if s.est_presidence}
    remplacants = {s.utilisateur_id for s in sieges if s.pk == seance.president_de_seance_id}
    remplacants = remplacants or {s.utilisateur_id for s in sieges if s.suppleant_de_id and s.venu}
    absente = not any(s.venu for s in sieges if s.est_presidence)
    secretariat = {s.utilisateur_id for s in sieges if s.est_secretariat and not s.est_presidence}
    presidence = remplacants if absente and remplacants else titulaires
    return Signataires(frozenset(presidence), frozenset(secretariat), {s.utilisateur_id: s for s in sieges})


def avec_signatures(queryset, **lien):
    """Add to minutes or additifs the list of their signatures, ``signees``: quality, account, name, proof, hour."""
    signatures = SignaturePV.objects.filter(**lien).order_by("signe_at", "pk")
    champs = {"qualite": F("qualite"), "signataire": F("signataire_id"), "empreinte": F("empreinte")}
    return queryset.annotate(signees=ArraySubquery(signatures.values(json=JSONObject(**champs))))


def pv_avec_signatures():
    """Return minutes with their signatures."""
    return avec_signatures(ProcesVerbal.objects, pv=OuterRef("pk"), additif=None)


def additifs_avec_signatures():
    """Return additifs with their signatures."""
    return avec_signatures(Additif.objects, additif=OuterRef("pk"))


def qualites_libres(signable: Signable, signataires: Signataires, acteur: Acteur) -> list[QualiteSignature]:
    """Return what a person may still sign as: nobody signs twice, no quality is signed twice."""
    if any(s["signataire"] == acteur.pk for s in signable.signees):
        return []
    prises = {s["qualite"] for s in signable.signees}
    return [q for q in QualiteSignature if q in signataires.qualites(acteur) - prises]


def pv_a_sceller() -> list[int]:
    """Return the minutes signed whose file is not kept yet."""
    return list(ProcesVerbal.objects.filter(etat=EtatPV.SIGNE, version=None).order_by("pk").values_list("pk", flat=True))


def additifs_a_sceller() -> list[int]:
    """Return the additifs signed whose file is not kept yet."""
    return list(Additif.objects.filter(etat=EtatPV.SIGNE, version=None).order_by("pk").values_list("pk", flat=True))
