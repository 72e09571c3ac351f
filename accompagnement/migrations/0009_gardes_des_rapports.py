from django.db import migrations

GARDES = """
-- An opinion answers a verdict, stays with its mission, and is frozen once the service is validated.
CREATE FUNCTION garder_avis_mission() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'un avis de mission ne se supprime pas' USING ERRCODE = 'check_violation';
  ELSIF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT FROM accompagnement_servicefait WHERE mission_id = NEW.mission_id) THEN
      RAISE EXCEPTION 'un avis vient après le service fait' USING ERRCODE = 'check_violation';
    END IF;
  ELSIF NEW.mission_id <> OLD.mission_id OR EXISTS (
      SELECT FROM accompagnement_mission WHERE id = OLD.mission_id AND statut IN ('valide', 'payable')) THEN
    RAISE EXCEPTION 'un avis ne change plus une fois le service fait validé' USING ERRCODE = 'check_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER garder_avis_mission BEFORE INSERT OR UPDATE OR DELETE ON accompagnement_avismission
  FOR EACH ROW EXECUTE FUNCTION garder_avis_mission();

-- What was handed in is not rewritten: a report goes back to its draft first, and one that is accepted never does.
CREATE FUNCTION garder_rapport_annuel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'un rapport annuel ne se supprime pas' USING ERRCODE = 'check_violation';
  ELSIF OLD.statut = 'accepte' OR (NEW.projet_id, NEW.annee) IS DISTINCT FROM (OLD.projet_id, OLD.annee)
     OR (OLD.statut = 'remis' AND (NEW.indicateurs, NEW.valeurs, NEW.recit) IS DISTINCT FROM (OLD.indicateurs, OLD.valeurs, OLD.recit))
     OR (OLD.statut = 'brouillon' AND NEW.statut = 'accepte') THEN
    RAISE EXCEPTION 'un rapport annuel remis ne se réécrit pas' USING ERRCODE = 'check_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER garder_rapport_annuel BEFORE UPDATE OR DELETE ON accompagnement_rapportannuel
  FOR EACH ROW EXECUTE FUNCTION garder_rapport_annuel();
"""

RETIRER = """
DROP TRIGGER garder_rapport_annuel ON accompagnement_rapportannuel;
DROP FUNCTION garder_rapport_annuel();
DROP TRIGGER garder_avis_mission ON accompagnement_avismission;
DROP FUNCTION garder_avis_mission();
"""


class Migration(migrations.Migration):
    dependencies = [("accompagnement", "0008_gardes_du_service_fait")]

    operations = [migrations.RunSQL(GARDES, RETIRER)]
