"""The travel of an order reaches the service fait and the statement; a service is paid at the price and lot of its order."""

from decimal import Decimal

from django.db import migrations, models
from django.db.models import F, Q

AU_PRIX_DU_BON = """
-- What is paid is what was ordered: price and lot of the order, and no more travel than its half-days accepted have.
CREATE FUNCTION payer_selon_le_bon() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (
       SELECT FROM accompagnement_bondecommande b WHERE b.mission_id = NEW.mission_id
         AND ((b.prix_unitaire, b.lot) IS DISTINCT FROM (NEW.prix_demi_journee, NEW.lot) OR NEW.frais_deplacement
              <> round(b.frais_deplacement * NEW.demi_journees_acceptees / b.demi_journees, 2))) THEN
    RAISE EXCEPTION 'un service fait se paie à son bon de commande' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER payer_selon_le_bon BEFORE INSERT OR UPDATE ON accompagnement_servicefait
  FOR EACH ROW WHEN (NEW.valide_at IS NOT NULL) EXECUTE FUNCTION payer_selon_le_bon();
"""
RETIRER = """
DROP TRIGGER payer_selon_le_bon ON accompagnement_servicefait;
DROP FUNCTION payer_selon_le_bon();
"""

# The guards of 0008, with the travel.
LIGNE = """
CREATE OR REPLACE FUNCTION verifier_ligne_releve() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
       SELECT FROM accompagnement_servicefait s
       JOIN accompagnement_mission m ON m.id = s.mission_id
       JOIN accompagnement_relevemensuel r ON r.id = NEW.releve_id AND r.expert_id = m.expert_id
       WHERE s.mission_id = NEW.mission_id AND s.valide_at IS NOT NULL AND m.statut IN ('valide', 'payable')
         AND (s.demi_journees_acceptees, s.prix_demi_journee%(service)s) = (NEW.demi_journees, NEW.prix_unitaire%(ligne)s)) THEN
    RAISE EXCEPTION 'une ligne de relevé est un service fait validé de son expert' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
"""
LIGNE_AVEC = LIGNE % {"service": ", s.frais_deplacement, s.lot", "ligne": ", NEW.frais_deplacement, NEW.lot"}
LIGNE_SANS = LIGNE % {"service": "", "ligne": ""}

RELEVE = """
CREATE FUNCTION garder_frais_du_releve() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE dus numeric;
BEGIN
  IF NEW.frais_deplacement <> OLD.frais_deplacement THEN
    RAISE EXCEPTION 'un relevé établi ne change que par sa facture et son paiement' USING ERRCODE = 'check_violation';
  END IF;
  SELECT coalesce(sum(frais_deplacement), 0) INTO dus FROM accompagnement_lignereleve WHERE releve_id = NEW.id;
  IF NEW.paiement = 'paye' AND dus <> NEW.frais_deplacement THEN
    RAISE EXCEPTION 'le déplacement d’un relevé payé est celui de ses lignes' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER garder_frais_du_releve BEFORE UPDATE ON accompagnement_relevemensuel
  FOR EACH ROW EXECUTE FUNCTION garder_frais_du_releve();
"""
RELEVE_RETIRER = """
DROP TRIGGER garder_frais_du_releve ON accompagnement_relevemensuel;
DROP FUNCTION garder_frais_du_releve();
"""


def _frais(libelle: str, chiffres: int = 8) -> models.DecimalField:
    return models.DecimalField(decimal_places=2, default=Decimal(0), max_digits=chiffres, verbose_name=libelle)


class Migration(migrations.Migration):
    dependencies = [("accompagnement", "0012_gardes_des_missions_collectives")]

    operations = [
        migrations.AddField("servicefait", "frais_deplacement", _frais("frais de déplacement, en euros")),
        migrations.AddField("lignereleve", "frais_deplacement", _frais("frais de déplacement, en euros")),
        migrations.AddField("relevemensuel", "frais_deplacement", _frais("dont déplacement, en euros", 10)),
        migrations.AddConstraint(
            "servicefait",
            models.CheckConstraint(
                condition=Q(frais_deplacement=0) | Q(frais_deplacement__gt=0, demi_journees_acceptees__gt=0, valide_at__isnull=False),
                name="service_fait_deplacement",
            ),
        ),
        migrations.RemoveConstraint("lignereleve", "ligne_releve_calculee"),
        migrations.AddConstraint(
            "lignereleve",
            models.CheckConstraint(
                condition=Q(frais_deplacement__gte=0, montant=F("demi_journees") * F("prix_unitaire") + F("frais_deplacement")),
                name="ligne_releve_calculee",
            ),
        ),
        migrations.RemoveConstraint("relevemensuel", "releve_compte"),
        migrations.AddConstraint(
            "relevemensuel",
            models.CheckConstraint(
                condition=Q(demi_journees__gt=0, frais_deplacement__gte=0, montant__gte=F("frais_deplacement")), name="releve_compte"
            ),
        ),
        migrations.RunSQL(LIGNE_AVEC, LIGNE_SANS),
        migrations.RunSQL(RELEVE, RELEVE_RETIRER),
        migrations.RunSQL(AU_PRIX_DU_BON, RETIRER),
    ]
