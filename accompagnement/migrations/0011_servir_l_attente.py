"""What a booking does to the waiting list, kept by the database."""

from django.db import migrations

GARDES = """
-- A half-day offered to a project is for it alone; booked, it closes the place of the project in line for this need.
CREATE FUNCTION servir_l_attente() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.creneau_id IS NULL THEN
    RETURN NULL;
  ELSIF EXISTS (
       SELECT FROM accompagnement_attentedecreneau
       WHERE creneau_id = NEW.creneau_id AND statut = 'offerte' AND projet_id <> NEW.projet_id) THEN
    RAISE EXCEPTION 'ce créneau est offert à un autre projet' USING ERRCODE = 'check_violation', CONSTRAINT = 'creneau_offert_a_un_autre';
  END IF;
  UPDATE accompagnement_attentedecreneau SET statut = 'servie', close_at = now()
    WHERE projet_id = NEW.projet_id AND besoin_id = NEW.besoin_id AND (
      (statut = 'offerte' AND creneau_id = NEW.creneau_id)
      OR (statut = 'en_attente' AND coalesce(expert_id, NEW.expert_id) = NEW.expert_id));
  RETURN NULL;
END $$;
CREATE TRIGGER servir_l_attente AFTER INSERT ON accompagnement_mission FOR EACH ROW EXECUTE FUNCTION servir_l_attente();
"""

RETIRER = """
DROP TRIGGER servir_l_attente ON accompagnement_mission;
DROP FUNCTION servir_l_attente();
"""


class Migration(migrations.Migration):
    dependencies = [("accompagnement", "0010_gardes_des_rendez_vous")]

    operations = [migrations.RunSQL(GARDES, RETIRER)]
