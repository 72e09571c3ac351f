"""Who acts: a person, in one programme, with the roles she holds there. Given to every getter and action."""

from dataclasses import dataclass, field

from django.db.models.expressions import Expression

from socle.comptes.enums import Role
from socle.comptes.models import Adhesion, Utilisateur
from socle.comptes.portee import programme_courant_id


@dataclass(frozen=True)
class Acteur:
    """A person inside the programme in force."""

    utilisateur: Utilisateur
    roles: frozenset[str]
    lus: dict = field(default_factory=dict, compare=False, repr=False)  # what was read of her during this request

    @property
    def pk(self) -> int:
        return self.utilisateur.pk

    def a(self, *roles: Role) -> bool:
        """Tell whether the person holds one of these roles."""
        return not self.roles.isdisjoint(roles)

    @property
    def est_coordination(self) -> bool:
        return Role.COORDINATION in self.roles

    @property
    def est_observateur(self) -> bool:
        return Role.OBSERVATEUR in self.roles

    @property
    def est_expert(self) -> bool:
        return Role.EXPERT in self.roles

    @property
    def est_comite(self) -> bool:
        return Role.COMITE in self.roles

    @property
    def voit_tout(self) -> bool:
        """Coordination and observers see every project of the programme."""
        return self.a(Role.COORDINATION, Role.OBSERVATEUR)


_lectures: dict[str, Expression] = {}


def declarer_lecture(nom: str, expression: Expression) -> None:
    """Have one more value read of a person with her roles, in the same statement: ``acteur.lus[nom]`` (an expression on an adhésion)."""
    _lectures[nom] = expression


def acteur_de(utilisateur: Utilisateur) -> Acteur:
    """Return the actor of the programme in force, read from her adhésions (none: no role)."""
    siennes = Adhesion.objects.filter(utilisateur=utilisateur, programme=programme_courant_id(), date_fin=None).order_by()
    lignes = list(siennes.values_list("role", *_lectures.values()))
    return Acteur(utilisateur, frozenset(role for role, *_ in lignes), dict(zip(_lectures, lignes[0][1:], strict=True)) if lignes else {})
