"""The room: presence from afar, who presides, the majority of a ballot, and an urn that the database cannot read.

An open secret ballot stops this migration (its urn would be lost): close it first.
"""

from django.db import migrations

POSER = """
CREATE FUNCTION comite_participation_sans_heure() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE le_mode text; porteur bigint;
BEGIN
  SELECT mode INTO le_mode FROM comite_scrutin WHERE id = NEW.scrutin_id;
  IF (le_mode = 'secret') <> (NEW.created_at IS NULL) THEN
    RAISE EXCEPTION 'une voix secrète n’a pas d’heure, une voix nominale en a une' USING ERRCODE = 'check_violation';
  END IF;
  SELECT utilisateur_id INTO porteur FROM comite_membre WHERE id = NEW.exprime_par_id;
  IF le_mode = 'secret' AND NEW.saisi_par_id IS DISTINCT FROM porteur THEN
    RAISE EXCEPTION 'une voix secrète ne se saisit pas pour un autre' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER participation_sans_heure BEFORE INSERT ON comite_participation
  FOR EACH ROW EXECUTE FUNCTION comite_participation_sans_heure();

CREATE FUNCTION comite_urne_permise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM comite_scrutin WHERE id = NEW.scrutin_id AND mode = 'secret' AND statut = 'ouvert') THEN
    RAISE EXCEPTION 'une urne reçoit les voix d’un scrutin secret ouvert' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER urne_permise BEFORE INSERT OR UPDATE ON comite_urne
  FOR EACH ROW EXECUTE FUNCTION comite_urne_permise();

CREATE FUNCTION comite_scrutin_regle_figee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.majorite <> OLD.majorite OR (NEW.recus <> OLD.recus AND (NEW.mode <> 'secret' OR OLD.statut <> 'ouvert')) THEN
    RAISE EXCEPTION 'la majorité et les reçus d’un scrutin sont figés' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER scrutin_regle_figee BEFORE UPDATE ON comite_scrutin
  FOR EACH ROW EXECUTE FUNCTION comite_scrutin_regle_figee();

CREATE FUNCTION comite_sortie_permise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM comite_deport d
    JOIN comite_membre recuse ON recuse.id = d.membre_id
    JOIN comite_membre sien ON sien.utilisateur_id = recuse.utilisateur_id
    JOIN comite_pointordredujour p ON p.projet_id = d.projet_id
    WHERE sien.id = NEW.membre_id AND p.id = NEW.point_id AND d.retire_at IS NULL
  ) THEN
    RAISE EXCEPTION 'seule une personne déportée sort pour ce point' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sortie_permise BEFORE INSERT ON comite_sortiepourdeport
  FOR EACH ROW EXECUTE FUNCTION comite_sortie_permise();
"""

RETIRER = """
DROP TRIGGER sortie_permise ON comite_sortiepourdeport;
DROP TRIGGER scrutin_regle_figee ON comite_scrutin;
DROP TRIGGER urne_permise ON comite_urne;
DROP TRIGGER participation_sans_heure ON comite_participation;
DROP FUNCTION comite_sortie_permise, comite_scrutin_regle_figee, comite_urne_permise, comite_participation_sans_heure;
"""


class Migration(migrations.Migration):
    dependencies = [("comite", "0006_gardes_de_la_notation")]

    operations = [migrations.RunSQL(POSER, RETIRER)]
