"""The life of a project, kept by the database: a passage is checked, then applied; nothing else moves a status."""

from django.db import migrations

POSER = """
CREATE FUNCTION passage_permis(de text, vers text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT (de, vers) IN (VALUES
    ('brouillon', 'depose'), ('brouillon', 'hors_delai'), ('brouillon', 'abandon'),
    ('depose', 'recevable'), ('depose', 'irrecevable'), ('depose', 'abandon'),
    ('hors_delai', 'irrecevable'), ('hors_delai', 'abandon'),
    ('recevable', 'labellise'), ('recevable', 'liste_attente'), ('recevable', 'non_retenu'),
    ('recevable', 'irrecevable'), ('recevable', 'abandon'),
    ('liste_attente', 'labellise'), ('liste_attente', 'non_retenu'), ('liste_attente', 'abandon'),
    ('labellise', 'en_incubation'), ('labellise', 'abandon'),
    ('en_incubation', 'en_comite'), ('en_incubation', 'suspendu'), ('en_incubation', 'abandon'),
    ('en_comite', 'finance'), ('en_comite', 'sous_reserve'), ('en_comite', 'ajourne'),
    ('en_comite', 'non_finance'), ('en_comite', 'abandon'),
    ('ajourne', 'en_comite'), ('ajourne', 'abandon'),
    ('sous_reserve', 'finance'), ('sous_reserve', 'en_accompagnement'), ('sous_reserve', 'non_finance'), ('sous_reserve', 'abandon'),
    ('finance', 'en_accompagnement'), ('finance', 'abandon'),
    ('en_accompagnement', 'suspendu'), ('en_accompagnement', 'sorti'), ('en_accompagnement', 'abandon'),
    ('suspendu', 'en_incubation'), ('suspendu', 'en_accompagnement'), ('suspendu', 'abandon'))
$$;

CREATE FUNCTION passage_motive(vers text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT vers IN ('irrecevable', 'non_retenu', 'ajourne', 'non_finance', 'suspendu', 'abandon')
$$;

CREATE FUNCTION appliquer_passage() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE actuel text;
BEGIN
  SELECT statut INTO actuel FROM manufactures_projet WHERE id = NEW.projet_id FOR UPDATE;
  IF NEW.de = '' THEN
    IF NEW.vers IS DISTINCT FROM actuel OR EXISTS (SELECT FROM manufactures_passage WHERE projet_id = NEW.projet_id) THEN
      RAISE EXCEPTION 'le premier passage dit où le projet se trouve, et il n’y en a qu’un' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF NEW.de IS DISTINCT FROM actuel THEN
    RAISE EXCEPTION 'le projet n’est pas « % » mais « % »', NEW.de, actuel USING ERRCODE = 'check_violation';
  END IF;
  IF NOT passage_permis(NEW.de, NEW.vers) THEN
    RAISE EXCEPTION 'un projet ne passe pas de « % » à « % »', NEW.de, NEW.vers USING ERRCODE = 'check_violation';
  END IF;
  IF passage_motive(NEW.vers) AND btrim(NEW.motif) = '' THEN
    RAISE EXCEPTION 'le passage à « % » demande un motif', NEW.vers USING ERRCODE = 'check_violation';
  END IF;
  UPDATE manufactures_projet SET statut = NEW.vers WHERE id = NEW.projet_id;
  RETURN NEW;
END $$;
CREATE TRIGGER appliquer_passage BEFORE INSERT ON manufactures_passage
  FOR EACH ROW EXECUTE FUNCTION appliquer_passage();

CREATE FUNCTION refuser_statut_sans_passage() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.statut IS DISTINCT FROM OLD.statut AND pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'le statut d’un projet ne change que par un passage' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER statut_par_passage BEFORE UPDATE OF statut ON manufactures_projet
  FOR EACH ROW EXECUTE FUNCTION refuser_statut_sans_passage();
"""

RETIRER = """
DROP TRIGGER statut_par_passage ON manufactures_projet;
DROP FUNCTION refuser_statut_sans_passage();
DROP TRIGGER appliquer_passage ON manufactures_passage;
DROP FUNCTION appliquer_passage();
DROP FUNCTION passage_motive(text);
DROP FUNCTION passage_permis(text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("manufactures", "0001_manufactures")]

    operations = [migrations.RunSQL(POSER, RETIRER)]
