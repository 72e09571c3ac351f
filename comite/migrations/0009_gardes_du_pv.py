"""Minutes corrected, signed by two people, completed by additifs; after the second signature nothing they relate changes."""

from django.db import migrations

# What goes on living after the minutes are signed, table by table: the rest of the row is frozen. ``genre`` is the way from a
# row to its sitting. Each table has the same trigger, named « apres_signature ».
FIGEES = (
    ("comite_seance", "soi", "publiee_at,publiee_par_id"),
    ("comite_pointordredujour", "seance", ""),
    ("comite_presence", "seance", ""),
    ("comite_procuration", "seance", ""),
    ("comite_scrutin", "point", ""),
    ("comite_urne", "scrutin", ""),
    ("comite_ajournement", "decision", "leve_at,seance_retour_id,date_retour,personne_en_charge_id"),
    ("comite_note", "dossier", ""),
)

POSER = """
CREATE FUNCTION comite_seance_signee(cherchee bigint) RETURNS boolean LANGUAGE sql STABLE AS $$
  SELECT EXISTS (SELECT FROM comite_seance WHERE id = cherchee AND statut = 'pv_signe')
$$;
CREATE FUNCTION comite_seance_de(genre text, ligne jsonb) RETURNS bigint LANGUAGE plpgsql STABLE AS $$
BEGIN
  RETURN CASE genre
    WHEN 'soi' THEN (ligne->>'id')::bigint
    WHEN 'seance' THEN (ligne->>'seance_id')::bigint
    WHEN 'point' THEN (SELECT seance_id FROM comite_pointordredujour WHERE id = (ligne->>'point_id')::bigint)
    WHEN 'scrutin' THEN (SELECT p.seance_id FROM comite_scrutin s JOIN comite_pointordredujour p ON p.id = s.point_id
                         WHERE s.id = (ligne->>'scrutin_id')::bigint)
    WHEN 'decision' THEN (SELECT p.seance_id FROM comite_decision d JOIN comite_pointordredujour p ON p.id = d.point_id
                          WHERE d.id = (ligne->>'decision_id')::bigint)
    WHEN 'dossier' THEN (SELECT p.seance_id FROM comite_dossier d JOIN comite_pointordredujour p ON p.id = d.point_id
                         WHERE d.id = (ligne->>'dossier_id')::bigint)
  END;
END $$;
CREATE FUNCTION comite_apres_signature() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE avant jsonb; apres jsonb; vivantes text[] := string_to_array(coalesce(TG_ARGV[1], ''), ',');
BEGIN
  IF TG_OP <> 'INSERT' THEN avant := to_jsonb(OLD); END IF;
  IF TG_OP <> 'DELETE' THEN apres := to_jsonb(NEW); END IF;
  IF NOT (comite_seance_signee(comite_seance_de(TG_ARGV[0], avant)) OR comite_seance_signee(comite_seance_de(TG_ARGV[0], apres)))
     OR (TG_OP = 'UPDATE' AND avant - vivantes = apres - vivantes) THEN
    RETURN coalesce(NEW, OLD);
  END IF;
  RAISE EXCEPTION 'le procès-verbal de cette séance est signé : % ne change plus', TG_TABLE_NAME USING ERRCODE = 'check_violation';
END $$;

CREATE FUNCTION comite_deport_apres_signature() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE retrait text[] := ARRAY['retire_at', 'retire_par_id', 'motif_retrait'];  -- written together, once
BEGIN
  IF EXISTS (SELECT FROM comite_pointordredujour p JOIN comite_seance s ON s.id = p.seance_id
             WHERE p.projet_id = OLD.projet_id AND s.statut = 'pv_signe' AND OLD.declare_at <= s.levee_at
             AND (OLD.retire_at IS NULL OR OLD.retire_at > s.ouverte_at)
             AND (TG_OP = 'DELETE' OR OLD.retire_at IS NOT NULL OR NEW.retire_at IS NULL OR NEW.retire_at < s.levee_at
                  OR to_jsonb(OLD) - retrait <> to_jsonb(NEW) - retrait)) THEN
    RAISE EXCEPTION 'le procès-verbal signé d’une séance relate ce déport : il ne change plus' USING ERRCODE = 'check_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER apres_signature BEFORE UPDATE OR DELETE ON comite_deport
  FOR EACH ROW EXECUTE FUNCTION comite_deport_apres_signature();

CREATE FUNCTION comite_seance_signee_par_son_pv() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.statut = 'pv_signe' AND OLD.statut <> 'pv_signe'
     AND NOT EXISTS (SELECT FROM comite_procesverbal WHERE seance_id = NEW.id AND etat = 'signe') THEN
    RAISE EXCEPTION 'une séance n’a son procès-verbal signé que s’il l’est' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER seance_signee_par_son_pv BEFORE UPDATE ON comite_seance
  FOR EACH ROW EXECUTE FUNCTION comite_seance_signee_par_son_pv();

CREATE OR REPLACE FUNCTION comite_proces_verbal_fige() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE signatures int; suivi text[] := ARRAY['etat', 'signe_at', 'version_id'];
BEGIN
  IF TG_OP = 'UPDATE' AND OLD.etat = 'signe' AND OLD.version_id IS NULL AND NEW.version_id IS NOT NULL
     AND to_jsonb(OLD) - 'version_id' = to_jsonb(NEW) - 'version_id' THEN
    RETURN NEW;
  END IF;
  IF OLD.etat = 'signe' THEN
    RAISE EXCEPTION 'un procès-verbal signé ne change plus' USING ERRCODE = 'check_violation';
  END IF;
  SELECT count(*) INTO signatures FROM comite_signaturepv
    WHERE pv_id = OLD.id AND additif_id IS NULL AND empreinte = OLD.empreinte;
  IF signatures > 0 AND (TG_OP = 'DELETE' OR to_jsonb(OLD) - suivi <> to_jsonb(NEW) - suivi) THEN
    RAISE EXCEPTION 'un procès-verbal déjà signé par une personne ne change plus' USING ERRCODE = 'check_violation';
  END IF;
  IF TG_OP = 'UPDATE' AND NEW.etat = 'signe' AND signatures < 2 THEN
    RAISE EXCEPTION 'un procès-verbal se signe à deux' USING ERRCODE = 'check_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;

CREATE FUNCTION comite_signature_permise() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE vu record;
BEGIN
  IF NEW.additif_id IS NULL THEN
    SELECT id AS pv, etat, empreinte INTO vu FROM comite_procesverbal WHERE id = NEW.pv_id FOR UPDATE;
  ELSE
    SELECT pv_id AS pv, etat, empreinte INTO vu FROM comite_additif WHERE id = NEW.additif_id FOR UPDATE;
  END IF;
  IF vu.pv <> NEW.pv_id OR vu.etat = 'signe' OR vu.empreinte <> NEW.empreinte THEN
    RAISE EXCEPTION 'une signature porte sur ce qui est à signer, tel qu’il est' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER signature_permise BEFORE INSERT ON comite_signaturepv
  FOR EACH ROW EXECUTE FUNCTION comite_signature_permise();

CREATE FUNCTION comite_correction_permise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM comite_signaturepv WHERE pv_id = NEW.pv_id) THEN
    RAISE EXCEPTION 'un procès-verbal signé ne se corrige plus' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER correction_permise BEFORE INSERT ON comite_correctionpv
  FOR EACH ROW EXECUTE FUNCTION comite_correction_permise();

CREATE FUNCTION comite_desaccord_permis() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM comite_decision de JOIN comite_pointordredujour po ON po.id = de.point_id
             WHERE de.id = NEW.decision_id AND comite_deporte(NEW.membre_id, po.projet_id)) THEN
    RAISE EXCEPTION 'un membre déporté ne fait pas noter de désaccord' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (SELECT FROM comite_decision de JOIN comite_pointordredujour po ON po.id = de.point_id
             JOIN comite_procesverbal pv ON pv.seance_id = po.seance_id JOIN comite_signaturepv s ON s.pv_id = pv.id
             WHERE de.id = NEW.decision_id) THEN
    RAISE EXCEPTION 'un désaccord se note avant la signature du procès-verbal' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER desaccord_permis BEFORE INSERT ON comite_desaccord
  FOR EACH ROW EXECUTE FUNCTION comite_desaccord_permis();

CREATE FUNCTION comite_additif_enchaine() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE pv record; dernier record;
BEGIN
  SELECT etat, empreinte INTO pv FROM comite_procesverbal WHERE id = NEW.pv_id FOR SHARE;
  SELECT numero, etat, empreinte INTO dernier FROM comite_additif WHERE pv_id = NEW.pv_id ORDER BY numero DESC LIMIT 1;
  IF pv.etat <> 'signe' OR NEW.etat <> 'a_signer' OR coalesce(dernier.etat, 'signe') <> 'signe'
     OR NEW.numero <> coalesce(dernier.numero, 0) + 1 OR NEW.empreinte_precedente <> coalesce(dernier.empreinte, pv.empreinte) THEN
    RAISE EXCEPTION 'un additif suit le procès-verbal signé, ou l’additif signé qui précède' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER additif_enchaine BEFORE INSERT ON comite_additif
  FOR EACH ROW EXECUTE FUNCTION comite_additif_enchaine();

CREATE FUNCTION comite_additif_fige() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE signatures int; suivi text[] := ARRAY['etat', 'signe_at', 'version_id'];
BEGIN
  SELECT count(*) INTO signatures FROM comite_signaturepv WHERE additif_id = OLD.id AND empreinte = OLD.empreinte;
  IF TG_OP = 'DELETE' THEN
    IF signatures > 0 OR OLD.etat = 'signe' THEN
      RAISE EXCEPTION 'un additif signé ne se retire plus' USING ERRCODE = 'check_violation';
    END IF;
    RETURN OLD;
  END IF;
  IF to_jsonb(OLD) - suivi <> to_jsonb(NEW) - suivi OR (NEW.etat = 'signe' AND signatures < 2) OR (OLD.etat = 'signe' AND (
      (OLD.etat, OLD.signe_at) IS DISTINCT FROM (NEW.etat, NEW.signe_at) OR OLD.version_id IS NOT NULL OR NEW.version_id IS NULL)) THEN
    RAISE EXCEPTION 'le texte d’un additif ne change pas, et il se signe à deux' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER additif_fige BEFORE UPDATE OR DELETE ON comite_additif
  FOR EACH ROW EXECUTE FUNCTION comite_additif_fige();
""" + "".join(
    f"CREATE TRIGGER apres_signature BEFORE INSERT OR UPDATE OR DELETE ON {table} "
    f"FOR EACH ROW EXECUTE FUNCTION comite_apres_signature('{genre}', '{vivantes}');\n"
    for table, genre, vivantes in FIGEES
)

RETIRER = (
    """
DROP TRIGGER apres_signature ON comite_deport;
DROP TRIGGER seance_signee_par_son_pv ON comite_seance;
DROP TRIGGER signature_permise ON comite_signaturepv;
DROP TRIGGER correction_permise ON comite_correctionpv;
DROP TRIGGER desaccord_permis ON comite_desaccord;
DROP TRIGGER additif_enchaine ON comite_additif;
DROP TRIGGER additif_fige ON comite_additif;
"""
    + "".join(f"DROP TRIGGER apres_signature ON {table};\n" for table, _, _ in FIGEES)
    + """
DROP FUNCTION comite_apres_signature, comite_seance_de, comite_seance_signee, comite_deport_apres_signature,
  comite_seance_signee_par_son_pv, comite_signature_permise, comite_correction_permise, comite_desaccord_permis,
  comite_additif_enchaine, comite_additif_fige;
"""
)


class Migration(migrations.Migration):
    dependencies = [("comite", "0008_gardes_des_suites")]

    operations = [migrations.RunSQL(POSER, RETIRER)]
