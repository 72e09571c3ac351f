"""A plan signed by both parties, its avenants, suspensions and extensions, kept by the database (docs/decisions/0019-plan-signe.md)."""

from django.db import migrations

PLAN = """
CREATE FUNCTION passage_de_plan_permis(de text, vers text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT de = vers OR (de, vers) IN (VALUES
    ('brouillon', 'propose'), ('propose', 'ajuste'), ('propose', 'signe_equipe'), ('propose', 'brouillon'),
    ('ajuste', 'brouillon'), ('ajuste', 'propose'), ('signe_equipe', 'signe'), ('signe_equipe', 'brouillon'))
$$;

-- A plan that both signed keeps its signatures, its beginning and its credits; its end moves, its lines wait for an avenant.
CREATE FUNCTION garder_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NEW.statut <> 'brouillon' THEN
      RAISE EXCEPTION 'un plan se prépare avant de se signer' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF NOT passage_de_plan_permis(OLD.statut, NEW.statut) THEN
    RAISE EXCEPTION 'un plan ne passe pas de « % » à « % »', OLD.statut, NEW.statut USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.statut = 'signe' AND (NEW.projet_id, NEW.date_debut, NEW.demi_journees, NEW.signe_at, NEW.signe_par_id,
       NEW.signe_equipe_at, NEW.signe_equipe_par_id) IS DISTINCT FROM (OLD.projet_id, OLD.date_debut, OLD.demi_journees,
       OLD.signe_at, OLD.signe_par_id, OLD.signe_equipe_at, OLD.signe_equipe_par_id) THEN
    RAISE EXCEPTION 'un plan signé ne se réécrit pas' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER garder_plan BEFORE INSERT OR UPDATE ON accompagnement_planaccompagnement
  FOR EACH ROW EXECUTE FUNCTION garder_plan();

-- The lines of a plan under signature do not move; those of a signed plan are written by a signed avenant, once each.
CREATE FUNCTION garder_ligne_plan() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE etat text;
BEGIN
  SELECT statut INTO etat FROM accompagnement_planaccompagnement WHERE id = coalesce(NEW.plan_id, OLD.plan_id);
  IF etat = 'signe_equipe' THEN
    RAISE EXCEPTION 'les lignes d’un plan que l’équipe a signé ne changent pas' USING ERRCODE = 'check_violation';
  END IF;
  IF etat = 'signe' AND (TG_OP = 'DELETE' OR NOT EXISTS (
       SELECT FROM accompagnement_avenant WHERE id = NEW.avenant_id AND plan_id = NEW.plan_id AND statut = 'signe')
       OR (TG_OP = 'UPDATE' AND NEW.avenant_id IS NOT DISTINCT FROM OLD.avenant_id)) THEN
    RAISE EXCEPTION 'les lignes d’un plan signé ne changent que par un avenant signé' USING ERRCODE = 'check_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER garder_ligne_plan BEFORE INSERT OR UPDATE OR DELETE ON accompagnement_ligneplan
  FOR EACH ROW EXECUTE FUNCTION garder_ligne_plan();

CREATE FUNCTION garder_avenant() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT FROM accompagnement_planaccompagnement WHERE id = NEW.plan_id AND statut = 'signe') THEN
      RAISE EXCEPTION 'un avenant change un plan signé' USING ERRCODE = 'check_violation';
    END IF;
  ELSIF OLD.statut <> 'propose' THEN
    RAISE EXCEPTION 'un avenant signé ou retiré ne change plus' USING ERRCODE = 'check_violation';
  ELSIF (NEW.plan_id, NEW.numero, NEW.objet, NEW.motif) IS DISTINCT FROM (OLD.plan_id, OLD.numero, OLD.objet, OLD.motif)
     OR OLD.signe_at IS NOT NULL AND (NEW.signe_at, NEW.signe_par_id) IS DISTINCT FROM (OLD.signe_at, OLD.signe_par_id)
     OR OLD.signe_equipe_at IS NOT NULL
        AND (NEW.signe_equipe_at, NEW.signe_equipe_par_id) IS DISTINCT FROM (OLD.signe_equipe_at, OLD.signe_equipe_par_id) THEN
    RAISE EXCEPTION 'un avenant proposé se signe ou se retire, il ne se réécrit pas' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER garder_avenant BEFORE INSERT OR UPDATE ON accompagnement_avenant
  FOR EACH ROW EXECUTE FUNCTION garder_avenant();
"""

CREDITS = """
-- No credit leaves the envelope before both parties have signed the plan of the project.
CREATE FUNCTION exiger_plan_signe() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM accompagnement_planaccompagnement WHERE projet_id = NEW.projet_id AND statut = 'signe') THEN
    RAISE EXCEPTION 'pas de dotation sans plan d’accompagnement signé' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER exiger_plan_signe BEFORE INSERT ON accompagnement_mouvementcredit
  FOR EACH ROW WHEN (NEW.nature = 'dotation' AND NEW.projet_id IS NOT NULL) EXECUTE FUNCTION exiger_plan_signe();

-- While the clock of a project is stopped, no mission begins.
CREATE FUNCTION refuser_mission_suspendue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM accompagnement_suspension s JOIN accompagnement_planaccompagnement p ON p.id = s.plan_id
             WHERE p.projet_id = NEW.projet_id AND s.date_reprise IS NULL) THEN
    RAISE EXCEPTION 'rien ne se réserve pendant une suspension' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER refuser_mission_suspendue BEFORE INSERT ON accompagnement_mission
  FOR EACH ROW EXECUTE FUNCTION refuser_mission_suspendue();
"""

RETIRER = """
DROP TRIGGER refuser_mission_suspendue ON accompagnement_mission;
DROP FUNCTION refuser_mission_suspendue();
DROP TRIGGER exiger_plan_signe ON accompagnement_mouvementcredit;
DROP FUNCTION exiger_plan_signe();
DROP TRIGGER garder_avenant ON accompagnement_avenant;
DROP FUNCTION garder_avenant();
DROP TRIGGER garder_ligne_plan ON accompagnement_ligneplan;
DROP FUNCTION garder_ligne_plan();
DROP TRIGGER garder_plan ON accompagnement_planaccompagnement;
DROP FUNCTION garder_plan();
DROP FUNCTION passage_de_plan_permis(text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("accompagnement", "0005_gardes_du_registre")]

    operations = [migrations.RunSQL(PLAN + CREDITS, RETIRER)]
