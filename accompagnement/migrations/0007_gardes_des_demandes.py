"""Missions asked for: solicitations, orders, further half-days, what each side says of a half-day."""


from django.db import migrations

GARDES = """
CREATE OR REPLACE FUNCTION passage_de_mission_permis(de text, vers text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT (de, vers) IN (VALUES
    ('demandee', 'proposee'), ('demandee', 'annulee'),
    ('proposee', 'proposee'), ('proposee', 'demandee'), ('proposee', 'a_confirmer'), ('proposee', 'a_approuver'),
    ('proposee', 'a_planifier'), ('proposee', 'planifiee'), ('proposee', 'declinee'), ('proposee', 'annulee'),
    ('a_confirmer', 'proposee'), ('a_confirmer', 'demandee'), ('a_confirmer', 'a_approuver'),
    ('a_confirmer', 'a_planifier'), ('a_confirmer', 'planifiee'), ('a_confirmer', 'annulee'),
    ('a_approuver', 'a_planifier'), ('a_approuver', 'planifiee'), ('a_approuver', 'annulee'),
    ('a_planifier', 'planifiee'), ('a_planifier', 'annulee'),
    ('planifiee', 'a_planifier'), ('planifiee', 'a_accepter'), ('planifiee', 'annulee'),
    ('a_accepter', 'a_valider'), ('a_accepter', 'contestee'), ('a_accepter', 'valide'),
    ('contestee', 'a_accepter'), ('contestee', 'a_valider'), ('contestee', 'annulee'),
    ('a_valider', 'valide'), ('valide', 'payable'))
$$;

-- A slot holds one half-day, whether it is the first of a mission or a further one; it is a slot of the mission's expert.
CREATE FUNCTION garder_demi_journee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM accompagnement_creneau WHERE id = NEW.creneau_id FOR UPDATE;
  IF NEW.liberee_at IS NULL AND EXISTS (
       SELECT FROM accompagnement_mission WHERE creneau_id = NEW.creneau_id AND statut NOT IN ('declinee', 'annulee')) THEN
    RAISE EXCEPTION 'ce créneau tient déjà la première demi-journée d’une mission' USING ERRCODE = 'unique_violation';
  END IF;
  IF NEW.liberee_at IS NULL AND NOT EXISTS (
       SELECT FROM accompagnement_mission m JOIN accompagnement_creneau c ON c.expert_id = m.expert_id
       WHERE m.id = NEW.mission_id AND c.id = NEW.creneau_id) THEN
    RAISE EXCEPTION 'une demi-journée est prise dans l’agenda de l’expert de la mission' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER garder_demi_journee BEFORE INSERT OR UPDATE ON accompagnement_demijourneeretenue
  FOR EACH ROW EXECUTE FUNCTION garder_demi_journee();

CREATE FUNCTION garder_premier_creneau() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.creneau_id IS NOT NULL AND NEW.statut NOT IN ('declinee', 'annulee') AND EXISTS (
       SELECT FROM accompagnement_demijourneeretenue WHERE creneau_id = NEW.creneau_id AND liberee_at IS NULL) THEN
    RAISE EXCEPTION 'ce créneau tient déjà une demi-journée d’une mission' USING ERRCODE = 'unique_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER garder_premier_creneau BEFORE INSERT OR UPDATE OF creneau_id, statut ON accompagnement_mission
  FOR EACH ROW EXECUTE FUNCTION garder_premier_creneau();

-- The orders of a year are numbered one by one: two at once wait for each other, and one undone leaves no gap.
CREATE FUNCTION numeroter_bon_de_commande() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('bon_de_commande'), NEW.programme_id::int);
  SELECT coalesce(max(numero), 0) + 1 INTO NEW.numero
    FROM accompagnement_bondecommande WHERE programme_id = NEW.programme_id AND annee = NEW.annee;
  RETURN NEW;
END $$;
CREATE TRIGGER numeroter_bon_de_commande BEFORE INSERT ON accompagnement_bondecommande
  FOR EACH ROW EXECUTE FUNCTION numeroter_bon_de_commande();
"""

RETIRER = """
DROP TRIGGER numeroter_bon_de_commande ON accompagnement_bondecommande;
DROP FUNCTION numeroter_bon_de_commande();
DROP TRIGGER garder_premier_creneau ON accompagnement_mission;
DROP FUNCTION garder_premier_creneau();
DROP TRIGGER garder_demi_journee ON accompagnement_demijourneeretenue;
DROP FUNCTION garder_demi_journee();
"""


class Migration(migrations.Migration):
    dependencies = [("accompagnement", "0006_gardes_du_plan")]

    operations = [migrations.RunSQL(GARDES, RETIRER)]
