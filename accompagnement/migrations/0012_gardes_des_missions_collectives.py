"""Missions shared by several projects, the exit review of a project, the verdict half-day by half-day."""

from django.db import migrations

GARDES = """
-- A slot of a shared mission holds the missions of that one, and no other.
CREATE FUNCTION garder_creneau_collectif() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.creneau_id IS NOT NULL AND NEW.statut IN ('proposee', 'a_planifier', 'planifiee') AND EXISTS (
       SELECT FROM accompagnement_creneau WHERE id = NEW.creneau_id AND collective_id IS DISTINCT FROM NEW.collective_id) THEN
    RAISE EXCEPTION 'ce créneau est à une mission collective, ou n’est pas à celle-ci' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER garder_creneau_collectif BEFORE INSERT OR UPDATE OF creneau_id, collective_id, statut ON accompagnement_mission
  FOR EACH ROW EXECUTE FUNCTION garder_creneau_collectif();

-- What projects consented to does not change under them: neither the formula nor the number of half-days, nor the expert.
CREATE FUNCTION garder_collective() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'une mission collective ne se supprime pas' USING ERRCODE = 'check_violation';
  ELSIF OLD.statut IN ('rendue', 'annulee') OR (NEW.expert_id, NEW.demi_journees, NEW.partage, NEW.projets_min, NEW.debut, NEW.fin)
        IS DISTINCT FROM (OLD.expert_id, OLD.demi_journees, OLD.partage, OLD.projets_min, OLD.debut, OLD.fin)
        OR (OLD.statut = 'confirmee' AND NEW.statut = 'ouverte') THEN
    RAISE EXCEPTION 'une mission collective garde ce que les projets ont accepté' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER garder_collective BEFORE UPDATE OR DELETE ON accompagnement_missioncollective
  FOR EACH ROW EXECUTE FUNCTION garder_collective();

-- A review that is closed is read, nothing more; its notes neither.
CREATE FUNCTION garder_bilan_autonomie() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.statut = 'clos' OR (NEW.projet_id, NEW.axes, NEW.maturites) IS DISTINCT FROM (OLD.projet_id, OLD.axes, OLD.maturites)
     OR (NEW.statut = 'clos' AND OLD.statut <> 'remis') THEN
    RAISE EXCEPTION 'un bilan clos ne se réécrit pas, un bilan ouvert garde ses axes' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER garder_bilan_autonomie BEFORE UPDATE OR DELETE ON accompagnement_bilanautonomie
  FOR EACH ROW EXECUTE FUNCTION garder_bilan_autonomie();

CREATE FUNCTION garder_note_autonomie() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE etat text;
BEGIN
  SELECT statut INTO etat FROM accompagnement_bilanautonomie WHERE id = coalesce(NEW.bilan_id, OLD.bilan_id) FOR SHARE;
  IF etat = 'clos' OR (etat = 'remis' AND coalesce(NEW.cote, OLD.cote) = 'projet') THEN
    RAISE EXCEPTION 'les notes d’un bilan clos ne changent plus, celles de l’équipe dès qu’il est remis' USING ERRCODE = 'check_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER garder_note_autonomie BEFORE INSERT OR UPDATE OR DELETE ON accompagnement_noteautonomie
  FOR EACH ROW EXECUTE FUNCTION garder_note_autonomie();
"""

RETIRER = """
DROP TRIGGER garder_note_autonomie ON accompagnement_noteautonomie;
DROP FUNCTION garder_note_autonomie();
DROP TRIGGER garder_bilan_autonomie ON accompagnement_bilanautonomie;
DROP FUNCTION garder_bilan_autonomie();
DROP TRIGGER garder_collective ON accompagnement_missioncollective;
DROP FUNCTION garder_collective();
DROP TRIGGER garder_creneau_collectif ON accompagnement_mission;
DROP FUNCTION garder_creneau_collectif();
"""


class Migration(migrations.Migration):
    dependencies = [("accompagnement", "0011_servir_l_attente")]

    operations = [migrations.RunSQL(GARDES, RETIRER)]
