"""What experts declared of their interest in projects."""

from django.db.models import OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accompagnement.models import Creneau, DeclarationExpert, Expert
from manufactures.models import Projet


def interet_declare(expert: Expert, projet: Projet) -> bool | None:
    """Return the last declaration of an expert for a project: an interest, none, or nothing said yet."""
    return DeclarationExpert.objects.filter(expert=expert, projet=projet).order_by("-pk").values_list("interet", flat=True).first()


def sans_interet_declare(creneaux: QuerySet[Creneau], projet: Projet) -> QuerySet[Creneau]:
    """Keep the half-days of experts who did not declare an interest in a project; those who said nothing may be asked."""
    dites = DeclarationExpert.objects.filter(expert=OuterRef("expert"), projet=projet).order_by("-pk")
    return creneaux.alias(interet=Coalesce(Subquery(dites.values("interet")[:1]), False)).filter(interet=False)


def avec_interet(experts: QuerySet[Expert], projet: Projet) -> QuerySet[Expert]:
    """Add ``interet`` to experts: what each last declared for a project."""
    dites = DeclarationExpert.objects.filter(expert=OuterRef("pk"), projet=projet).order_by("-pk")
    return experts.annotate(interet=Subquery(dites.values("interet")[:1]))


def dernier_interet(expert_pk: int) -> Subquery:
    """What an expert last declared for the project of the outer row."""
    return Subquery(DeclarationExpert.objects.filter(expert=expert_pk, projet=OuterRef("projet")).order_by("-pk").values("interet")[:1])
