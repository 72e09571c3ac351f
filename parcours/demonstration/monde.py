"""What the scenes share: the programme, its people, its example projects."""

from dataclasses import dataclass, field

from manufactures.models import Projet, Vague
from parcours.demonstration.agenda import Agenda
from parcours.demonstration.personnes import DOMAINE
from socle.comptes.acteur import Acteur, acteur_de
from socle.comptes.models import Programme, Utilisateur


@dataclass
class Monde:
    """The stage of the demonstration; projects are read again at each scene, their status moves."""

    agenda: Agenda
    programme: Programme
    comptes: dict[str, Utilisateur]
    cles: dict[int, int] = field(default_factory=dict)  # number of an example project → primary key
    seances: dict[str, int] = field(default_factory=dict)  # sitting → primary key
    groupes: dict[str, int] = field(default_factory=dict)  # sous-promotion → primary key
    acteurs: dict[str, Acteur] = field(default_factory=dict)

    def personne(self, cle: str) -> Utilisateur:
        return self.comptes[f"{cle}@{DOMAINE}"]

    def acteur(self, cle: str) -> Acteur:
        """Return a person as she acts in the programme; her doors are opened before her first act."""
        if cle not in self.acteurs:
            self.acteurs[cle] = acteur_de(self.personne(cle))
        return self.acteurs[cle]

    def projet(self, numero: int) -> Projet:
        """Return « Manufacture d’exemple n » as it stands."""
        return Projet.objects.select_related("structure", "vague").get(pk=self.cles[numero])


def vague(numero: int) -> Vague:
    return Vague.objects.get(numero=numero)
