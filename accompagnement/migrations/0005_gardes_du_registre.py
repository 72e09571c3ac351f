"""The ledger and the life of a mission, kept by the database (docs/decisions/0010-registre-des-credits.md)."""

from django.db import migrations

REGISTRE = """
CREATE FUNCTION chemin_de_credit_permis(nature text, de text, vers text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT (nature, de, vers) IN (VALUES
    ('dotation', 'financement', 'enveloppe'), ('dotation', 'enveloppe', 'disponible'),
    ('reservation', 'disponible', 'reserve'), ('liberation', 'reserve', 'disponible'),
    ('consommation', 'reserve', 'consomme'), ('transfert', 'disponible', 'disponible'),
    ('expiration', 'disponible', 'expire'))
$$;

-- Locks in the order of the accounts, so that two movements never wait for each other, then checks the line.
CREATE FUNCTION verifier_mouvement_credit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  source accompagnement_comptecredits;
  cible accompagnement_comptecredits;
  corrige accompagnement_mouvementcredit;
BEGIN
  PERFORM 1 FROM accompagnement_comptecredits
    WHERE id IN (NEW.de_id, NEW.vers_id) OR (projet_id = NEW.projet_id AND nature = 'disponible')
    ORDER BY id FOR UPDATE;
  SELECT * INTO source FROM accompagnement_comptecredits WHERE id = NEW.de_id;
  SELECT * INTO cible FROM accompagnement_comptecredits WHERE id = NEW.vers_id;
  IF source.id IS NULL OR cible.id IS NULL THEN
    RAISE EXCEPTION 'un mouvement relie deux comptes du programme' USING ERRCODE = 'check_violation';
  END IF;
  IF coalesce(source.projet_id, NEW.projet_id) IS DISTINCT FROM NEW.projet_id
     OR coalesce(cible.projet_id, NEW.projet_id) IS DISTINCT FROM NEW.projet_id
     OR coalesce(cible.besoin_id, source.besoin_id) IS DISTINCT FROM NEW.besoin_id
     OR (NEW.nature NOT IN ('transfert', 'contre_passation') AND source.besoin_id IS DISTINCT FROM cible.besoin_id
         AND source.besoin_id IS NOT NULL) THEN
    RAISE EXCEPTION 'un mouvement reste dans son projet et son besoin' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.nature = 'contre_passation' THEN
    SELECT * INTO corrige FROM accompagnement_mouvementcredit WHERE id = NEW.corrige_id;
    IF (corrige.de_id, corrige.vers_id, corrige.quantite, corrige.mission_id, corrige.valeur_unitaire)
       IS DISTINCT FROM (NEW.vers_id, NEW.de_id, NEW.quantite, NEW.mission_id, NEW.valeur_unitaire) THEN
      RAISE EXCEPTION 'une contre-passation renverse exactement un mouvement' USING ERRCODE = 'check_violation';
    END IF;
    IF corrige.nature IN ('contre_passation', 'reservation', 'liberation') THEN
      RAISE EXCEPTION 'un mouvement « % » ne se contre-passe pas', corrige.nature USING ERRCODE = 'check_violation';
    END IF;
    IF corrige.auteur_id = NEW.auteur_id THEN
      RAISE EXCEPTION 'une autre personne que l’auteur d’un mouvement le contre-passe' USING ERRCODE = 'check_violation';
    END IF;
  ELSIF NOT chemin_de_credit_permis(NEW.nature, source.nature, cible.nature) THEN
    RAISE EXCEPTION 'un mouvement « % » ne va pas de « % » à « % »', NEW.nature, source.nature, cible.nature
      USING ERRCODE = 'check_violation';
  END IF;
  IF 'reserve' IN (source.nature, cible.nature) AND NOT EXISTS (
       SELECT FROM accompagnement_mission WHERE id = NEW.mission_id AND projet_id = NEW.projet_id AND besoin_id = NEW.besoin_id) THEN
    RAISE EXCEPTION 'une réserve appartient à une mission du projet et du besoin' USING ERRCODE = 'check_violation';
  END IF;
  -- Summed from the lines, not from the balances: the lines of one statement move theirs only at its end.
  SELECT NEW.quantite * ((cible.nature = 'disponible')::int - (source.nature = 'disponible')::int)
         + coalesce(sum(m.quantite * ((vers.nature = 'disponible')::int - (de.nature = 'disponible')::int)), 0)
    INTO NEW.disponible_apres
    FROM accompagnement_mouvementcredit m
    JOIN accompagnement_comptecredits de ON de.id = m.de_id
    JOIN accompagnement_comptecredits vers ON vers.id = m.vers_id
    WHERE m.projet_id = NEW.projet_id;
  IF NEW.projet_id IS NULL THEN
    NEW.disponible_apres := cible.solde + NEW.quantite;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER verifier_mouvement_credit BEFORE INSERT ON accompagnement_mouvementcredit
  FOR EACH ROW EXECUTE FUNCTION verifier_mouvement_credit();

-- The only place where a balance changes; the CHECK of the account refuses a negative one.
CREATE FUNCTION appliquer_mouvement_credit() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE tenues bigint;
BEGIN
  UPDATE accompagnement_comptecredits
    SET solde = solde + CASE WHEN id = NEW.vers_id THEN NEW.quantite ELSE -NEW.quantite END
    WHERE id IN (NEW.de_id, NEW.vers_id);
  IF NEW.mission_id IS NOT NULL THEN
    SELECT sum(m.quantite * ((vers.nature = 'reserve')::int - (de.nature = 'reserve')::int)) INTO tenues
      FROM accompagnement_mouvementcredit m
      JOIN accompagnement_comptecredits de ON de.id = m.de_id
      JOIN accompagnement_comptecredits vers ON vers.id = m.vers_id
      WHERE m.mission_id = NEW.mission_id;
    IF tenues < 0 THEN
      RAISE EXCEPTION 'la mission % rend plus de crédits qu’elle n’en tient', NEW.mission_id USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER appliquer_mouvement_credit AFTER INSERT ON accompagnement_mouvementcredit
  FOR EACH ROW EXECUTE FUNCTION appliquer_mouvement_credit();

CREATE FUNCTION garder_compte_credits() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'un compte de crédits ne se supprime pas' USING ERRCODE = 'check_violation';
  ELSIF TG_OP = 'INSERT' THEN
    IF NEW.solde <> 0 THEN
      RAISE EXCEPTION 'un compte de crédits s’ouvre à zéro' USING ERRCODE = 'check_violation';
    END IF;
  ELSIF (NEW.id, NEW.programme_id, NEW.nature, NEW.projet_id, NEW.besoin_id)
        IS DISTINCT FROM (OLD.id, OLD.programme_id, OLD.nature, OLD.projet_id, OLD.besoin_id)
        OR (NEW.solde <> OLD.solde AND pg_trigger_depth() < 2) THEN
    RAISE EXCEPTION 'le solde d’un compte ne change que par un mouvement' USING ERRCODE = 'check_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER garder_compte_credits BEFORE INSERT OR UPDATE OR DELETE ON accompagnement_comptecredits
  FOR EACH ROW EXECUTE FUNCTION garder_compte_credits();
"""

MISSIONS = """
CREATE FUNCTION passage_de_mission_permis(de text, vers text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT (de, vers) IN (VALUES
    ('demandee', 'proposee'), ('demandee', 'annulee'),
    ('proposee', 'a_approuver'), ('proposee', 'planifiee'), ('proposee', 'declinee'), ('proposee', 'annulee'),
    ('a_approuver', 'planifiee'), ('a_approuver', 'annulee'),
    ('planifiee', 'a_accepter'), ('planifiee', 'annulee'),
    ('a_accepter', 'a_valider'), ('a_accepter', 'contestee'), ('a_accepter', 'valide'),
    ('contestee', 'a_accepter'), ('contestee', 'a_valider'), ('contestee', 'annulee'),
    ('a_valider', 'valide'), ('valide', 'payable'))
$$;

CREATE FUNCTION garder_mission() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (NEW.projet_id, NEW.besoin_id) IS DISTINCT FROM (OLD.projet_id, OLD.besoin_id) THEN
    RAISE EXCEPTION 'une mission reste à son projet et à son besoin' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.statut <> OLD.statut AND NOT passage_de_mission_permis(OLD.statut, NEW.statut) THEN
    RAISE EXCEPTION 'une mission ne passe pas de « % » à « % »', OLD.statut, NEW.statut USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.statut IN ('valide', 'payable') AND NOT EXISTS (
       SELECT FROM accompagnement_servicefait WHERE mission_id = NEW.id AND valide_at IS NOT NULL) THEN
    RAISE EXCEPTION 'pas de service fait validé sans les deux accords' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER garder_mission BEFORE UPDATE ON accompagnement_mission
  FOR EACH ROW EXECUTE FUNCTION garder_mission();
"""

RETIRER = """
DROP TRIGGER garder_mission ON accompagnement_mission;
DROP FUNCTION garder_mission();
DROP FUNCTION passage_de_mission_permis(text, text);
DROP TRIGGER garder_compte_credits ON accompagnement_comptecredits;
DROP FUNCTION garder_compte_credits();
DROP TRIGGER appliquer_mouvement_credit ON accompagnement_mouvementcredit;
DROP FUNCTION appliquer_mouvement_credit();
DROP TRIGGER verifier_mouvement_credit ON accompagnement_mouvementcredit;
DROP FUNCTION verifier_mouvement_credit();
DROP FUNCTION chemin_de_credit_permis(text, text, text);
"""


class Migration(migrations.Migration):
    dependencies = [("accompagnement", "0004_registre_et_releves")]

    operations = [migrations.RunSQL(REGISTRE + MISSIONS, RETIRER)]
