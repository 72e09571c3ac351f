"""Answers to a convocation, kept one after the other; a sitting may be postponed or cancelled, with its reason."""

from django.db import migrations

POSER = """
CREATE FUNCTION comite_seance_annulee_figee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.statut = 'annulee' THEN
    RAISE EXCEPTION 'une séance annulée ne change plus' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.statut = 'annulee' AND OLD.statut NOT IN ('en_preparation', 'convoquee') THEN
    RAISE EXCEPTION 'une séance ouverte ne s’annule plus' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER seance_annulee_figee BEFORE UPDATE ON comite_seance
  FOR EACH ROW EXECUTE FUNCTION comite_seance_annulee_figee();
"""

RETIRER = """
DROP TRIGGER seance_annulee_figee ON comite_seance;
DROP FUNCTION comite_seance_annulee_figee;
"""


class Migration(migrations.Migration):
    dependencies = [("comite", "0004_histoires_impossibles")]

    operations = [migrations.RunSQL(POSER, RETIRER)]
