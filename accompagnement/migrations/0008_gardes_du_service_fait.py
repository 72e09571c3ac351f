"""Service fait to the end: silence and arbitration, plan d’actions, monthly statements and their payment."""

from django.db import migrations

GARDES = """
-- A statement: numbers without a gap, frozen but for its invoice and payment, never removed.
CREATE FUNCTION garder_releve() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE dernier integer; dues numeric; faites integer;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'un relevé ne se supprime pas' USING ERRCODE = 'check_violation';
  ELSIF TG_OP = 'INSERT' THEN
    SELECT coalesce(max(rang), 0) INTO dernier FROM accompagnement_relevemensuel
      WHERE programme_id = NEW.programme_id AND annee = NEW.annee;
    IF NEW.rang <> dernier + 1 THEN
      RAISE EXCEPTION 'le relevé % suit le %, pas le %', dernier + 1, dernier, NEW.rang USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.paiement <> 'a_payer' THEN
      RAISE EXCEPTION 'un relevé s’établit à payer' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.programme_id, NEW.expert_id, NEW.mois, NEW.annee, NEW.rang, NEW.demi_journees, NEW.montant, NEW.etabli_at, NEW.etabli_par_id)
     IS DISTINCT FROM
     (OLD.programme_id, OLD.expert_id, OLD.mois, OLD.annee, OLD.rang, OLD.demi_journees, OLD.montant, OLD.etabli_at, OLD.etabli_par_id) THEN
    RAISE EXCEPTION 'un relevé établi ne change que par sa facture et son paiement' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.paiement = 'paye' THEN
    RAISE EXCEPTION 'un relevé payé ne change plus' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.paiement = 'paye' THEN
    SELECT coalesce(sum(l.montant), 0), coalesce(sum(l.demi_journees), 0) INTO dues, faites
      FROM accompagnement_lignereleve l
      JOIN accompagnement_servicefait s ON s.mission_id = l.mission_id AND s.valide_at IS NOT NULL
      WHERE l.releve_id = NEW.id;
    IF OLD.paiement <> 'a_payer' OR (dues, faites) IS DISTINCT FROM (NEW.montant, NEW.demi_journees) THEN
      RAISE EXCEPTION 'pas de paiement sans service fait validé pour tout le relevé' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER garder_releve BEFORE INSERT OR UPDATE OR DELETE ON accompagnement_relevemensuel
  FOR EACH ROW EXECUTE FUNCTION garder_releve();

CREATE FUNCTION verifier_ligne_releve() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
       SELECT FROM accompagnement_servicefait s
       JOIN accompagnement_mission m ON m.id = s.mission_id
       JOIN accompagnement_relevemensuel r ON r.id = NEW.releve_id AND r.expert_id = m.expert_id
       WHERE s.mission_id = NEW.mission_id AND s.valide_at IS NOT NULL AND m.statut IN ('valide', 'payable')
         AND (s.demi_journees_acceptees, s.prix_demi_journee) = (NEW.demi_journees, NEW.prix_unitaire)) THEN
    RAISE EXCEPTION 'une ligne de relevé est un service fait validé de son expert' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER verifier_ligne_releve BEFORE INSERT ON accompagnement_lignereleve
  FOR EACH ROW EXECUTE FUNCTION verifier_ligne_releve();

CREATE FUNCTION garder_mission_payable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM accompagnement_lignereleve WHERE mission_id = NEW.id) THEN
    RAISE EXCEPTION 'une mission est payable une fois sur un relevé' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER garder_mission_payable BEFORE UPDATE OF statut ON accompagnement_mission
  FOR EACH ROW WHEN (NEW.statut = 'payable') EXECUTE FUNCTION garder_mission_payable();

-- A verdict validated is closed: what is owed rests on it.
CREATE FUNCTION garder_service_fait() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.valide_at IS NOT NULL THEN
    RAISE EXCEPTION 'un service fait validé ne change plus' USING ERRCODE = 'check_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER garder_service_fait BEFORE UPDATE OR DELETE ON accompagnement_servicefait
  FOR EACH ROW EXECUTE FUNCTION garder_service_fait();
"""

RETIRER = """
DROP TRIGGER garder_service_fait ON accompagnement_servicefait;
DROP FUNCTION garder_service_fait();
DROP TRIGGER garder_mission_payable ON accompagnement_mission;
DROP FUNCTION garder_mission_payable();
DROP TRIGGER verifier_ligne_releve ON accompagnement_lignereleve;
DROP FUNCTION verifier_ligne_releve();
DROP TRIGGER garder_releve ON accompagnement_relevemensuel;
DROP FUNCTION garder_releve();
"""


class Migration(migrations.Migration):
    dependencies = [("accompagnement", "0007_gardes_des_demandes")]

    operations = [migrations.RunSQL(GARDES, RETIRER)]
