"""What the database refuses, whatever the program: a voice heard twice or recused, an envelope exceeded, signed minutes changed.

A recusal follows its person through all her seats (``comite_deporte``).
Deferred triggers run at commit, when the scope may be closed already: they open the programme of their own row.
"""

from django.db import migrations

POSER = """
CREATE FUNCTION comite_deporte(le_siege bigint, le_projet bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM comite_membre moi JOIN comite_membre mien ON mien.utilisateur_id = moi.utilisateur_id
                 JOIN comite_deport d ON d.membre_id = mien.id
                 WHERE moi.id = le_siege AND d.projet_id = le_projet AND d.retire_at IS NULL)
$$;

CREATE FUNCTION comite_participation_permise() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE s record; voix_du_membre boolean;
BEGIN
  SELECT sc.statut, po.projet_id INTO s FROM comite_scrutin sc JOIN comite_pointordredujour po ON po.id = sc.point_id
    WHERE sc.id = NEW.scrutin_id FOR SHARE OF sc;
  IF s.statut <> 'ouvert' THEN
    RAISE EXCEPTION 'ce scrutin n’est pas ouvert' USING ERRCODE = 'check_violation';
  END IF;
  SELECT voix INTO voix_du_membre FROM comite_membre WHERE id = NEW.membre_id;
  IF NOT voix_du_membre THEN
    RAISE EXCEPTION 'ce siège n’a pas de voix délibérative' USING ERRCODE = 'check_violation';
  END IF;
  IF comite_deporte(NEW.membre_id, s.projet_id) OR comite_deporte(NEW.exprime_par_id, s.projet_id) THEN
    RAISE EXCEPTION 'un membre déporté ne vote pas' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER participation_permise BEFORE INSERT ON comite_participation
  FOR EACH ROW EXECUTE FUNCTION comite_participation_permise();

CREATE FUNCTION comite_bulletin_permis() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE s record; deposes int; entendues int;
BEGIN
  SELECT mode, statut INTO s FROM comite_scrutin WHERE id = NEW.scrutin_id FOR SHARE;
  IF s.mode = 'secret' AND (NEW.membre_id IS NOT NULL OR s.statut <> 'clos') THEN
    RAISE EXCEPTION 'un bulletin secret est anonyme et sort de l’urne à la clôture' USING ERRCODE = 'check_violation';
  END IF;
  IF s.mode = 'nominal' AND (NEW.membre_id IS NULL OR s.statut <> 'ouvert') THEN
    RAISE EXCEPTION 'un bulletin nominal porte son siège et se dépose pendant le scrutin' USING ERRCODE = 'check_violation';
  END IF;
  IF s.mode = 'nominal' AND NOT EXISTS (
      SELECT FROM comite_participation WHERE scrutin_id = NEW.scrutin_id AND membre_id = NEW.membre_id) THEN
    RAISE EXCEPTION 'un bulletin suit une participation' USING ERRCODE = 'check_violation';
  END IF;
  SELECT count(*) INTO deposes FROM comite_bulletin WHERE scrutin_id = NEW.scrutin_id;
  SELECT count(*) INTO entendues FROM comite_participation WHERE scrutin_id = NEW.scrutin_id;
  IF deposes >= entendues THEN
    RAISE EXCEPTION 'il n’y a pas plus de bulletins que de voix' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER bulletin_permis BEFORE INSERT ON comite_bulletin
  FOR EACH ROW EXECUTE FUNCTION comite_bulletin_permis();

CREATE FUNCTION comite_scrutin_fige() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.statut IN ('proclame', 'annule') OR (OLD.statut = 'clos' AND NEW.statut = 'ouvert') THEN
    RAISE EXCEPTION 'ce scrutin ne change plus' USING ERRCODE = 'check_violation';
  END IF;
  IF (NEW.point_id, NEW.mode, NEW.question, NEW.ouvert_at, NEW.votants, NEW.deports, NEW.presents, NEW.representes, NEW.quorum_requis)
     IS DISTINCT FROM
     (OLD.point_id, OLD.mode, OLD.question, OLD.ouvert_at, OLD.votants, OLD.deports, OLD.presents, OLD.representes, OLD.quorum_requis) THEN
    RAISE EXCEPTION 'la question et le quorum d’un scrutin ouvert sont figés' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER scrutin_fige BEFORE UPDATE ON comite_scrutin
  FOR EACH ROW EXECUTE FUNCTION comite_scrutin_fige();

CREATE FUNCTION comite_procuration_limitee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM comite_procuration WHERE seance_id = NEW.seance_id AND mandant_id = NEW.mandataire_id) THEN
    RAISE EXCEPTION 'le mandataire a lui-même donné procuration' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER procuration_limitee BEFORE INSERT OR UPDATE ON comite_procuration
  FOR EACH ROW EXECUTE FUNCTION comite_procuration_limitee();

CREATE FUNCTION comite_decision_permise() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE s record;
BEGIN
  SELECT sc.point_id, sc.statut, se.type, se.statut AS seance INTO s FROM comite_scrutin sc
    JOIN comite_pointordredujour po ON po.id = sc.point_id JOIN comite_seance se ON se.id = po.seance_id
    WHERE sc.id = NEW.scrutin_id FOR SHARE OF sc;
  IF s.point_id <> NEW.point_id OR s.statut <> 'clos' THEN
    RAISE EXCEPTION 'une décision vient du scrutin clos de son point' USING ERRCODE = 'check_violation';
  END IF;
  IF s.type <> NEW.type OR s.seance <> 'ouverte' THEN
    RAISE EXCEPTION 'une décision se prend pendant une séance de son type' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER decision_permise BEFORE INSERT ON comite_decision
  FOR EACH ROW EXECUTE FUNCTION comite_decision_permise();

CREATE FUNCTION comite_prelever_enveloppe() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE d record;
BEGIN
  SELECT sens INTO d FROM comite_decision WHERE id = NEW.decision_id;
  IF d.sens NOT IN ('attribue', 'sous_reserve') THEN
    RAISE EXCEPTION 'cette décision n’attribue pas de montant' USING ERRCODE = 'check_violation';
  END IF;
  UPDATE comite_enveloppe SET montant_attribue = montant_attribue + NEW.montant WHERE programme_id = NEW.programme_id;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'ce programme n’a pas d’enveloppe' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER prelever_enveloppe AFTER INSERT ON comite_lignedecision
  FOR EACH ROW EXECUTE FUNCTION comite_prelever_enveloppe();

CREATE FUNCTION comite_enveloppe_gardee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR (NEW.montant_attribue <> OLD.montant_attribue AND pg_trigger_depth() < 2) THEN
    RAISE EXCEPTION 'l’enveloppe attribuée ne change que par une décision' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER enveloppe_gardee BEFORE UPDATE OR DELETE ON comite_enveloppe
  FOR EACH ROW EXECUTE FUNCTION comite_enveloppe_gardee();

CREATE FUNCTION comite_decision_entiere() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE somme numeric; ajourne boolean;
BEGIN
  IF coalesce(current_setting('app.programme', true), '') = '' THEN
    PERFORM set_config('app.programme', NEW.programme_id::text, true);
  END IF;
  SELECT coalesce(sum(montant), 0) INTO somme FROM comite_lignedecision WHERE decision_id = NEW.id;
  IF somme <> NEW.montant THEN
    RAISE EXCEPTION 'le montant d’une décision est la somme de ses lignes' USING ERRCODE = 'check_violation';
  END IF;
  SELECT EXISTS (SELECT FROM comite_ajournement WHERE decision_id = NEW.id) INTO ajourne;
  IF ajourne <> (NEW.sens = 'ajourne') THEN
    RAISE EXCEPTION 'un ajournement dit ses points à lever et son retour' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NULL;
END $$;
CREATE CONSTRAINT TRIGGER decision_entiere AFTER INSERT ON comite_decision
  DEFERRABLE INITIALLY DEFERRED FOR EACH ROW EXECUTE FUNCTION comite_decision_entiere();

CREATE FUNCTION comite_proces_verbal_fige() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.etat = 'signe' THEN
    RAISE EXCEPTION 'un procès-verbal signé ne change plus' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'DELETE' THEN
    RETURN OLD;
  END IF;
  IF NEW.empreinte <> OLD.empreinte AND EXISTS (SELECT FROM comite_signaturepv WHERE pv_id = OLD.id) THEN
    RAISE EXCEPTION 'un procès-verbal déjà signé par une personne ne change plus' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER proces_verbal_fige BEFORE UPDATE OR DELETE ON comite_procesverbal
  FOR EACH ROW EXECUTE FUNCTION comite_proces_verbal_fige();

CREATE FUNCTION comite_point_tenu() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.seance_id <> OLD.seance_id OR NEW.projet_id <> OLD.projet_id THEN
    RAISE EXCEPTION 'un point ne change ni de séance ni de projet' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER point_tenu BEFORE UPDATE ON comite_pointordredujour
  FOR EACH ROW EXECUTE FUNCTION comite_point_tenu();
"""

RETIRER = """
DROP TRIGGER point_tenu ON comite_pointordredujour;
DROP TRIGGER proces_verbal_fige ON comite_procesverbal;
DROP TRIGGER decision_entiere ON comite_decision;
DROP TRIGGER enveloppe_gardee ON comite_enveloppe;
DROP TRIGGER prelever_enveloppe ON comite_lignedecision;
DROP TRIGGER decision_permise ON comite_decision;
DROP TRIGGER procuration_limitee ON comite_procuration;
DROP TRIGGER scrutin_fige ON comite_scrutin;
DROP TRIGGER bulletin_permis ON comite_bulletin;
DROP TRIGGER participation_permise ON comite_participation;
DROP FUNCTION comite_point_tenu, comite_proces_verbal_fige, comite_decision_entiere, comite_enveloppe_gardee,
  comite_prelever_enveloppe, comite_decision_permise, comite_procuration_limitee, comite_scrutin_fige,
  comite_bulletin_permis, comite_participation_permise, comite_deporte;
"""


class Migration(migrations.Migration):
    dependencies = [("comite", "0003_notation_pv_et_suites")]

    operations = [migrations.RunSQL(POSER, RETIRER)]
