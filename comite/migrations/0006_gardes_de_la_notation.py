"""Scoring and arbitration: opening of the marks, rapporteurs, scenarios, de minimis aid, and what the database refuses of them."""

from django.db import migrations

POSER = """
CREATE FUNCTION comite_note_permise() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE n comite_note; p record; a_voix boolean;
BEGIN
  n := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  SELECT po.id, po.projet_id INTO p FROM comite_dossier d JOIN comite_pointordredujour po ON po.id = d.point_id
    WHERE d.id = n.dossier_id FOR SHARE OF po;
  IF EXISTS (SELECT FROM comite_ouverturedesnotes WHERE point_id = p.id) OR EXISTS (SELECT FROM comite_decision WHERE point_id = p.id) THEN
    RAISE EXCEPTION 'les notes ouvertes de ce dossier ne changent plus' USING ERRCODE = 'check_violation';
  END IF;
  SELECT voix INTO a_voix FROM comite_membre WHERE id = n.membre_id;
  IF NOT a_voix THEN
    RAISE EXCEPTION 'un siège sans voix ne note pas' USING ERRCODE = 'check_violation';
  END IF;
  IF comite_deporte(n.membre_id, p.projet_id) THEN
    RAISE EXCEPTION 'un membre déporté ne note pas' USING ERRCODE = 'check_violation';
  END IF;
  RETURN n;
END $$;
CREATE TRIGGER note_permise BEFORE INSERT OR UPDATE OR DELETE ON comite_note
  FOR EACH ROW EXECUTE FUNCTION comite_note_permise();

CREATE FUNCTION comite_rapporteur_permis() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE projet bigint; autres int;
BEGIN
  SELECT projet_id INTO projet FROM comite_pointordredujour WHERE id = NEW.point_id FOR UPDATE;
  IF comite_deporte(NEW.membre_id, projet) THEN
    RAISE EXCEPTION 'un membre déporté ne rapporte pas' USING ERRCODE = 'check_violation';
  END IF;
  SELECT count(*) INTO autres FROM comite_rapporteur r WHERE r.point_id = NEW.point_id AND r.id <> NEW.id AND NOT comite_deporte(r.membre_id, projet);
  IF autres >= 2 THEN
    RAISE EXCEPTION 'un dossier a deux rapporteurs au plus' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.rapport <> '' AND EXISTS (SELECT FROM comite_ouverturedesnotes WHERE point_id = NEW.point_id) THEN
    RAISE EXCEPTION 'le rapport d’un dossier dont les notes sont ouvertes ne change plus' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER rapporteur_permis BEFORE INSERT OR UPDATE ON comite_rapporteur
  FOR EACH ROW EXECUTE FUNCTION comite_rapporteur_permis();

CREATE FUNCTION comite_ligne_scenario_permise() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE l comite_lignescenario; s record;
BEGIN
  l := CASE TG_OP WHEN 'DELETE' THEN OLD ELSE NEW END;
  SELECT seance_id, choisi_at INTO s FROM comite_scenario WHERE id = l.scenario_id FOR SHARE;
  IF s.choisi_at IS NOT NULL AND (TG_OP <> 'DELETE' OR EXISTS (SELECT FROM comite_dossier WHERE point_id = l.point_id)) THEN
    RAISE EXCEPTION 'les montants d’un scénario retenu ne changent plus' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP <> 'DELETE' AND NOT EXISTS (SELECT FROM comite_pointordredujour WHERE id = l.point_id AND seance_id = s.seance_id) THEN
    RAISE EXCEPTION 'un scénario porte sur les dossiers de sa séance' USING ERRCODE = 'check_violation';
  END IF;
  RETURN l;
END $$;
CREATE TRIGGER ligne_scenario_permise BEFORE INSERT OR UPDATE OR DELETE ON comite_lignescenario
  FOR EACH ROW EXECUTE FUNCTION comite_ligne_scenario_permise();

CREATE FUNCTION comite_regime_fige() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.regime_aide <> OLD.regime_aide AND EXISTS (SELECT FROM comite_decision WHERE point_id = NEW.id) THEN
    RAISE EXCEPTION 'le régime d’une aide décidée ne change plus' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER regime_fige BEFORE UPDATE ON comite_pointordredujour
  FOR EACH ROW EXECUTE FUNCTION comite_regime_fige();

CREATE FUNCTION comite_aide_tenue() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.retiree_at IS NOT NULL OR (NEW.siren, NEW.date_octroi, NEW.montant, NEW.source, NEW.regime)
     IS DISTINCT FROM (OLD.siren, OLD.date_octroi, OLD.montant, OLD.source, OLD.regime) THEN
    RAISE EXCEPTION 'une aide enregistrée ne change pas : elle se retire' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER aide_tenue BEFORE UPDATE OR DELETE ON comite_aidedeminimis
  FOR EACH ROW EXECUTE FUNCTION comite_aide_tenue();
"""

RETIRER = """
DROP TRIGGER aide_tenue ON comite_aidedeminimis;
DROP TRIGGER regime_fige ON comite_pointordredujour;
DROP TRIGGER ligne_scenario_permise ON comite_lignescenario;
DROP TRIGGER rapporteur_permis ON comite_rapporteur;
DROP TRIGGER note_permise ON comite_note;
DROP FUNCTION comite_aide_tenue, comite_regime_fige, comite_ligne_scenario_permise, comite_rapporteur_permis, comite_note_permise;
"""


class Migration(migrations.Migration):
    dependencies = [("comite", "0005_gardes_des_reponses")]

    operations = [migrations.RunSQL(POSER, RETIRER)]
