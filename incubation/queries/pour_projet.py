"""What the page of a project shows of its incubation."""

from dataclasses import dataclass
from datetime import date

from django.db.models import OuterRef, Subquery
from django.utils import timezone

from incubation.enums import EtatLivrable, StatutSession
from incubation.models import Affectation, Livrable, SessionIncubation
from manufactures.models import Projet


@dataclass(frozen=True)
class LivrableDuProjet:
    """One livrable, with the state it shows now."""

    objet: Livrable
    etat: EtatLivrable


@dataclass(frozen=True)
class IncubationDuProjet:
    """The incubation of one project; ``sous_promotion`` is empty before it begins."""

    sous_promotion: str
    promotion: str
    referent: str
    date_debut: date | None
    date_fin: date | None
    prochaine_session_pk: int | None
    prochaine_session_date: date | None
    prochaine_session_titre: str
    livrables: list[LivrableDuProjet]

    @property
    def valides(self) -> int:
        return sum(livrable.etat == EtatLivrable.VALIDE for livrable in self.livrables)


def pour_projet(projet: Projet) -> IncubationDuProjet:
    """Return the incubation of a project in two statements."""
    instant = timezone.now()
    livrables = Livrable.objects.filter(projet=projet).select_related("module").order_by("module__numero", "pk")
    lus = [LivrableDuProjet(livrable, livrable.etat_a(instant)) for livrable in livrables]
    sejour = _sejour(projet)
    if sejour is None:
        return IncubationDuProjet("", "", "", None, None, None, None, "", lus)
    groupe = sejour.sous_promotion
    return IncubationDuProjet(
        sous_promotion=groupe.nom,
        promotion=groupe.promotion.nom,
        referent=str(groupe.referent or ""),
        date_debut=sejour.date_debut,
        date_fin=sejour.date_fin or groupe.promotion.date_fin,
        prochaine_session_pk=sejour.session_pk,
        prochaine_session_date=sejour.session_date,
        prochaine_session_titre=sejour.session_titre or "",
        livrables=lus,
    )


def _sejour(projet: Projet) -> Affectation | None:
    a_venir = SessionIncubation.objects.filter(sous_promotion=OuterRef("sous_promotion"), statut=StatutSession.CONVOQUEE, date__gte=timezone.localdate())
    prochaine = a_venir.order_by("date", "pk")
    return (
        Affectation.objects.filter(projet=projet)
        .select_related("sous_promotion__promotion", "sous_promotion__referent")
        .annotate(
            session_pk=Subquery(prochaine.values("pk")[:1]),
            session_date=Subquery(prochaine.values("date")[:1]),
            session_titre=Subquery(prochaine.values("titre")[:1]),
        )
        .order_by("-pk")
        .first()
    )
