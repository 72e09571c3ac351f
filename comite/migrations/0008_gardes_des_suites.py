"""What lives on after a decision, and the four eyes: conditions moved by their acts only, one rank per waiting project,
and nobody validates what she prepared."""

from django.db import migrations

POSER = """
CREATE FUNCTION comite_quatre_yeux(le_programme bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT coalesce((SELECT valeur::text <> 'false' FROM comptes_reglage
    WHERE programme_id = le_programme AND cle = 'comite.quatre_yeux' AND date_effet <= (now() AT TIME ZONE 'Europe/Paris')::date
    ORDER BY date_effet DESC, id DESC LIMIT 1), true)
$$;

CREATE FUNCTION comite_decision_quatre_yeux() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.prise_par_id IS NOT NULL AND EXISTS (
      SELECT FROM comite_dossier WHERE point_id = NEW.point_id AND fige_par_id = NEW.prise_par_id)
     AND comite_quatre_yeux(NEW.programme_id) THEN
    RAISE EXCEPTION 'qui a figé un dossier ne proclame pas sa décision' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decision_quatre_yeux BEFORE INSERT ON comite_decision
  FOR EACH ROW EXECUTE FUNCTION comite_decision_quatre_yeux();

CREATE FUNCTION comite_publication_quatre_yeux() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM comite_dossier d JOIN comite_pointordredujour p ON p.id = d.point_id
      WHERE p.seance_id = NEW.id AND d.fige_par_id = NEW.publiee_par_id) AND comite_quatre_yeux(NEW.programme_id) THEN
    RAISE EXCEPTION 'qui a figé un dossier ne publie pas les décisions de sa séance' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER publication_quatre_yeux BEFORE UPDATE OF publiee_par_id ON comite_seance
  FOR EACH ROW WHEN (NEW.publiee_par_id IS NOT NULL AND OLD.publiee_par_id IS DISTINCT FROM NEW.publiee_par_id)
  EXECUTE FUNCTION comite_publication_quatre_yeux();

CREATE FUNCTION comite_decision_conclue() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE le_projet bigint;
BEGIN
  UPDATE comite_scrutin SET statut = 'proclame' WHERE id = NEW.scrutin_id;
  SELECT projet_id INTO le_projet FROM comite_pointordredujour WHERE id = NEW.point_id;
  UPDATE comite_ajournement a SET leve_at = NEW.prise_at FROM comite_decision d JOIN comite_pointordredujour p ON p.id = d.point_id
    WHERE d.id = a.decision_id AND p.projet_id = le_projet AND a.leve_at IS NULL;
  UPDATE comite_placeenattente SET sortie_at = NEW.prise_at WHERE projet_id = le_projet AND sortie_at IS NULL;
  RETURN NULL;
END $$;
CREATE TRIGGER decision_conclue AFTER INSERT ON comite_decision
  FOR EACH ROW EXECUTE FUNCTION comite_decision_conclue();

CREATE FUNCTION comite_ajournement_inscrit() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM FROM comite_seance WHERE id = NEW.seance_retour_id FOR UPDATE;  -- its ranks are given one at a time
  INSERT INTO comite_pointordredujour (programme_id, seance_id, projet_id, rang, retour_ajournement, regime_aide)
    SELECT NEW.programme_id, NEW.seance_retour_id, p.projet_id,
      (SELECT coalesce(max(rang), 0) + 1 FROM comite_pointordredujour WHERE seance_id = NEW.seance_retour_id), true, ''
    FROM comite_decision d JOIN comite_pointordredujour p ON p.id = d.point_id WHERE d.id = NEW.decision_id
    ON CONFLICT (seance_id, projet_id) DO NOTHING;
  RETURN NULL;
END $$;
CREATE TRIGGER ajournement_inscrit AFTER INSERT ON comite_ajournement
  FOR EACH ROW WHEN (NEW.seance_retour_id IS NOT NULL) EXECUTE FUNCTION comite_ajournement_inscrit();

CREATE FUNCTION comite_decision_a_ses_suites() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE ouvert text := coalesce(current_setting('app.programme', true), '');
BEGIN
  PERFORM set_config('app.programme', NEW.programme_id::text, true);  -- another may be open at commit
  IF (NEW.sens IN ('sous_reserve', 'ajourne')) <> EXISTS (SELECT FROM comite_conditionalever WHERE decision_id = NEW.id) THEN
    RAISE EXCEPTION 'une réserve ou un ajournement dit une à une ses conditions à lever' USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.sens = 'liste_attente') <> EXISTS (SELECT FROM comite_placeenattente WHERE decision_id = NEW.id) THEN
    RAISE EXCEPTION 'une liste d’attente donne un rang' USING ERRCODE = 'check_violation';
  END IF;
  PERFORM set_config('app.programme', ouvert, true);
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER decision_a_ses_suites AFTER INSERT ON comite_decision
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION comite_decision_a_ses_suites();

CREATE OR REPLACE FUNCTION comite_decision_entiere() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE somme numeric; ajourne boolean; ouvert text := coalesce(current_setting('app.programme', true), '');
BEGIN
  PERFORM set_config('app.programme', NEW.programme_id::text, true);
  SELECT coalesce(sum(montant), 0) INTO somme FROM comite_lignedecision WHERE decision_id = NEW.id;
  IF somme <> NEW.montant THEN
    RAISE EXCEPTION 'le montant d’une décision est la somme de ses lignes' USING ERRCODE = 'check_violation';
  END IF;
  SELECT EXISTS (SELECT FROM comite_ajournement WHERE decision_id = NEW.id) INTO ajourne;
  IF ajourne <> (NEW.sens = 'ajourne') THEN
    RAISE EXCEPTION 'un ajournement dit ses points à lever et son retour' USING ERRCODE = 'check_violation';
  END IF;
  PERFORM set_config('app.programme', ouvert, true);
  RETURN NULL;
END $$;

CREATE FUNCTION comite_condition_gardee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR pg_trigger_depth() < 2 THEN
    RAISE EXCEPTION 'une condition ne change que par un geste' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER condition_gardee BEFORE UPDATE OR DELETE ON comite_conditionalever
  FOR EACH ROW EXECUTE FUNCTION comite_condition_gardee();

CREATE FUNCTION comite_geste_permis() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE c record; vers text;
BEGIN
  SELECT etat INTO c FROM comite_conditionalever WHERE id = NEW.condition_id FOR UPDATE;
  vers := CASE
    WHEN NEW.geste = 'depot' AND c.etat IN ('a_lever', 'refusee', 'preuve_deposee') THEN 'preuve_deposee'
    WHEN NEW.geste = 'retrait' AND c.etat = 'preuve_deposee' THEN 'a_lever'
    WHEN NEW.geste = 'renvoi' AND c.etat IN ('preuve_deposee', 'en_seance') THEN 'en_seance'
    WHEN NEW.geste = 'levee' AND c.etat IN ('preuve_deposee', 'en_seance') THEN 'levee'
    WHEN NEW.geste = 'refus' AND c.etat IN ('preuve_deposee', 'en_seance') THEN 'refusee'
  END;
  IF vers IS NULL THEN
    RAISE EXCEPTION 'ce geste n’est pas possible sur une condition %', c.etat USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.geste = 'levee' AND EXISTS (SELECT FROM comite_gestecondition
      WHERE condition_id = NEW.condition_id AND geste IN ('depot', 'renvoi') AND auteur_id = NEW.auteur_id)
     AND comite_quatre_yeux(NEW.programme_id) THEN
    RAISE EXCEPTION 'qui a déposé ou préparé une preuve ne lève pas la condition' USING ERRCODE = 'check_violation';
  END IF;
  UPDATE comite_conditionalever SET etat = vers, version_id = coalesce(NEW.version_id, version_id),
    seance_id = coalesce(NEW.seance_id, seance_id) WHERE id = NEW.condition_id;
  RETURN NEW;
END $$;
CREATE TRIGGER geste_permis BEFORE INSERT ON comite_gestecondition
  FOR EACH ROW EXECUTE FUNCTION comite_geste_permis();
"""

RETIRER = """
DROP TRIGGER geste_permis ON comite_gestecondition;
DROP TRIGGER condition_gardee ON comite_conditionalever;
DROP TRIGGER decision_a_ses_suites ON comite_decision;
DROP TRIGGER ajournement_inscrit ON comite_ajournement;
DROP TRIGGER decision_conclue ON comite_decision;
DROP TRIGGER publication_quatre_yeux ON comite_seance;
DROP TRIGGER decision_quatre_yeux ON comite_decision;
DROP FUNCTION comite_geste_permis, comite_condition_gardee, comite_decision_a_ses_suites, comite_ajournement_inscrit, comite_decision_conclue,
  comite_publication_quatre_yeux, comite_decision_quatre_yeux, comite_quatre_yeux;
"""


class Migration(migrations.Migration):
    dependencies = [("comite", "0007_gardes_de_la_salle")]

    operations = [migrations.RunSQL(POSER, RETIRER)]
