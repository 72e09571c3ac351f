"""What the database refuses, whatever the program: signing a sheet that is not open, adding to what is validated, reviewing an old version."""

from django.db import migrations

POSER = """
CREATE FUNCTION incubation_emargement_permis() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE s record;
BEGIN
  SELECT * INTO s FROM incubation_sessionincubation WHERE id = NEW.session_id FOR SHARE;
  IF s.statut <> 'convoquee' THEN
    RAISE EXCEPTION 'la feuille de cette session n’est pas ouverte' USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.demi_journee = 'matin' AND s.matin_debut IS NULL) OR (NEW.demi_journee = 'apres_midi' AND s.apres_midi_debut IS NULL) THEN
    RAISE EXCEPTION 'cette session n’a pas de %', NEW.demi_journee USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.signe_at AT TIME ZONE 'Europe/Paris')::date < s.date THEN
    RAISE EXCEPTION 'on ne signe pas avant le jour de la session' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER emargement_permis BEFORE INSERT ON incubation_emargement
  FOR EACH ROW EXECUTE FUNCTION incubation_emargement_permis();

CREATE FUNCTION incubation_version_permise() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE etat text; dernier int;
BEGIN
  SELECT statut INTO etat FROM incubation_livrable WHERE id = NEW.livrable_id FOR UPDATE;
  SELECT coalesce(max(numero), 0) INTO dernier FROM incubation_versionlivrable WHERE livrable_id = NEW.livrable_id;
  IF etat IN ('valide', 'sans_objet') THEN
    RAISE EXCEPTION 'ce livrable n’attend plus de version' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.numero <> dernier + 1 THEN
    RAISE EXCEPTION 'la version suivante est la %', dernier + 1 USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER version_permise BEFORE INSERT ON incubation_versionlivrable
  FOR EACH ROW EXECUTE FUNCTION incubation_version_permise();

CREATE FUNCTION incubation_revue_permise() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE v record;
BEGIN
  SELECT l.statut, l.id, ver.numero INTO v FROM incubation_versionlivrable ver
    JOIN incubation_livrable l ON l.id = ver.livrable_id WHERE ver.id = NEW.version_id FOR UPDATE OF l;
  IF v.statut <> 'en_relecture' THEN
    RAISE EXCEPTION 'ce livrable n’est pas en relecture' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT FROM incubation_versionlivrable WHERE livrable_id = v.id AND numero > v.numero) THEN
    RAISE EXCEPTION 'une version plus récente a été déposée' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER revue_permise BEFORE INSERT ON incubation_revue
  FOR EACH ROW EXECUTE FUNCTION incubation_revue_permise();
"""

RETIRER = """
DROP TRIGGER revue_permise ON incubation_revue;
DROP FUNCTION incubation_revue_permise();
DROP TRIGGER version_permise ON incubation_versionlivrable;
DROP FUNCTION incubation_version_permise();
DROP TRIGGER emargement_permis ON incubation_emargement;
DROP FUNCTION incubation_emargement_permis();
"""


class Migration(migrations.Migration):
    dependencies = [("incubation", "0001_incubation")]

    operations = [migrations.RunSQL(POSER, RETIRER)]
