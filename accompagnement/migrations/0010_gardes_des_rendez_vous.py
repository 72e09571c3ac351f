"""Half-days proposed by an expert, waiting list, dates within the plan, département an expert leaves from."""

from django.db import migrations

GARDES = """
CREATE OR REPLACE FUNCTION passage_de_mission_permis(de text, vers text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT (de, vers) IN (VALUES
    ('demandee', 'proposee'), ('demandee', 'annulee'),
    ('proposee', 'proposee'), ('proposee', 'demandee'), ('proposee', 'a_confirmer'), ('proposee', 'a_approuver'),
    ('proposee', 'a_planifier'), ('proposee', 'planifiee'), ('proposee', 'declinee'), ('proposee', 'annulee'),
    ('a_confirmer', 'proposee'), ('a_confirmer', 'demandee'), ('a_confirmer', 'a_approuver'),
    ('a_confirmer', 'a_planifier'), ('a_confirmer', 'planifiee'), ('a_confirmer', 'declinee'), ('a_confirmer', 'annulee'),
    ('a_approuver', 'a_planifier'), ('a_approuver', 'planifiee'), ('a_approuver', 'annulee'),
    ('a_planifier', 'planifiee'), ('a_planifier', 'annulee'),
    ('planifiee', 'a_planifier'), ('planifiee', 'a_accepter'), ('planifiee', 'annulee'),
    ('a_accepter', 'a_valider'), ('a_accepter', 'contestee'), ('a_accepter', 'valide'),
    ('contestee', 'a_accepter'), ('contestee', 'a_valider'), ('contestee', 'annulee'),
    ('a_valider', 'valide'), ('valide', 'payable'))
$$;

-- A half-day is taken within the plan of its project (extensions included), and not on a day its clock stands still.
CREATE FUNCTION exiger_dans_le_plan(projet bigint, creneau bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE jour date;
BEGIN
  SELECT (debut AT TIME ZONE 'Europe/Paris')::date INTO jour FROM accompagnement_creneau WHERE id = creneau;
  IF NOT EXISTS (
       SELECT FROM accompagnement_planaccompagnement p WHERE p.projet_id = projet AND jour BETWEEN p.date_debut AND p.date_fin) THEN
    RAISE EXCEPTION 'une demi-journée se prend dans les dates du plan d’accompagnement' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (
       SELECT FROM accompagnement_suspension s JOIN accompagnement_planaccompagnement p ON p.id = s.plan_id
       WHERE p.projet_id = projet AND daterange(s.date_debut, s.date_reprise) @> jour) THEN
    RAISE EXCEPTION 'une demi-journée ne se prend pas pendant une suspension' USING ERRCODE = 'check_violation';
  END IF;
END $$;

CREATE FUNCTION garder_premier_creneau_dans_le_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.creneau_id IS NULL THEN
    RETURN NEW;
  ELSIF TG_OP = 'UPDATE' AND (NEW.creneau_id IS NOT DISTINCT FROM OLD.creneau_id OR EXISTS (
       SELECT FROM accompagnement_demijourneeretenue WHERE mission_id = NEW.id AND creneau_id = NEW.creneau_id)) THEN
    RETURN NEW;  -- it held this slot already
  END IF;
  PERFORM exiger_dans_le_plan(NEW.projet_id, NEW.creneau_id);
  RETURN NEW;
END $$;
CREATE TRIGGER garder_premier_creneau_dans_le_plan BEFORE INSERT OR UPDATE OF creneau_id ON accompagnement_mission
  FOR EACH ROW EXECUTE FUNCTION garder_premier_creneau_dans_le_plan();

-- What is freed needs no plan: a move frees a row and writes another in one statement.
CREATE FUNCTION garder_demi_journee_dans_le_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.liberee_at IS NULL AND NOT EXISTS (SELECT FROM accompagnement_mission WHERE id = NEW.mission_id AND creneau_id = NEW.creneau_id) THEN
    PERFORM exiger_dans_le_plan((SELECT projet_id FROM accompagnement_mission WHERE id = NEW.mission_id), NEW.creneau_id);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER garder_demi_journee_dans_le_plan BEFORE INSERT ON accompagnement_demijourneeretenue
  FOR EACH ROW EXECUTE FUNCTION garder_demi_journee_dans_le_plan();
"""

RETIRER = """
DROP TRIGGER garder_demi_journee_dans_le_plan ON accompagnement_demijourneeretenue;
DROP FUNCTION garder_demi_journee_dans_le_plan();
DROP TRIGGER garder_premier_creneau_dans_le_plan ON accompagnement_mission;
DROP FUNCTION garder_premier_creneau_dans_le_plan();
DROP FUNCTION exiger_dans_le_plan(bigint, bigint);
"""


class Migration(migrations.Migration):
    dependencies = [("accompagnement", "0009_gardes_des_rapports")]

    operations = [migrations.RunSQL(GARDES, RETIRER)]
