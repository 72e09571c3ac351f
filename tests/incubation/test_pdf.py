import io

import pikepdf
import pytest

from incubation.actions.presences import inscrire_presence
from incubation.enums import DemiJournee
from incubation.pdf import lire_feuille
from socle.documents import registre
from socle.documents.composition import rendre_html
from socle.documents.rendu import imprimer


@pytest.fixture
def signee(session, partenaire, coordination):
    inscrire_presence(session=session, utilisateur=partenaire, demi_journee=DemiJournee.MATIN, motif="Feuille papier", acteur=coordination)
    return session


def test_la_feuille_porte_titre_lieu_heures_et_signatures(signee):
    feuille = lire_feuille(signee.pk)
    assert [demi.nom for demi in feuille.demi_feuilles] == ["Matin", "Après-midi"]
    matin = feuille.demi_feuilles[0]
    assert [(p.fonction, bool(p.signature)) for p in matin.personnes] == [("Porteur de projet", False), ("Partenaire du binôme", True)]
    assert matin.personnes[1].signature.endswith(", Feuille papier")


def test_le_pdf_est_un_vrai_pdf_balise(signee, programme):
    modele = registre.modele("incubation.emargement")
    html = rendre_html(modele.gabarit, {"programme": programme} | modele.lire(signee.pk))
    assert "Tiers-lieu d’exemple" in html
    with pikepdf.open(io.BytesIO(imprimer(html))) as pdf:
        assert str(pdf.Root.Lang) == "fr"
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.docinfo.Title) == f"Feuille d’émargement, session {signee.numero}"
