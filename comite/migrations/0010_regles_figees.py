"""Undertakings linked to one another, the amounts rapporteurs propose, and a ballot that keeps from its opening all that its count depends on."""

from django.db import migrations

FIGER = """
CREATE OR REPLACE FUNCTION comite_scrutin_regle_figee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.preponderante <> OLD.preponderante OR NEW.note_max <> OLD.note_max OR NEW.majorite <> OLD.majorite OR (NEW.recus <> OLD.recus AND (NEW.mode <> 'secret' OR OLD.statut <> 'ouvert')) THEN
    RAISE EXCEPTION 'les règles du compte et les reçus d’un scrutin sont figés à son ouverture' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
"""

DEFIGER = """
CREATE OR REPLACE FUNCTION comite_scrutin_regle_figee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.majorite <> OLD.majorite OR (NEW.recus <> OLD.recus AND (NEW.mode <> 'secret' OR OLD.statut <> 'ouvert')) THEN
    RAISE EXCEPTION 'la majorité et les reçus d’un scrutin sont figés' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):
    dependencies = [("comite", "0009_gardes_du_pv")]

    operations = [migrations.RunSQL(FIGER, DEFIGER)]
