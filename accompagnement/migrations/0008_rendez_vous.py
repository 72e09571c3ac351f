"""Half-days proposed by an expert, waiting list, dates within the plan, département an expert leaves from."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import socle.comptes.portee

GARDES = """
CREATE OR REPLACE FUNCTION passage_de_mission_permis(de text, vers text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT (de, vers) IN (VALUES
    ('demandee', 'proposee'), ('demandee', 'annulee'),
    ('proposee', 'proposee'), ('proposee', 'demandee'), ('proposee', 'a_confirmer'), ('proposee', 'a_approuver'),
    ('proposee', 'a_planifier'), ('proposee', 'planifiee'), ('proposee', 'declinee'), ('proposee', 'annulee'),
    ('a_confirmer', 'proposee'), ('a_confirmer', 'demandee'), ('a_confirmer', 'a_approuver'),
    ('a_confirmer', 'a_planifier'), ('a_confirmer', 'planifiee'), ('a_confirmer', 'declinee'), ('a_confirmer', 'annulee'),
    ('a_approuver', 'a_planifier'), ('a_approuver', 'planifiee'), ('a_approuver', 'annulee'),
    ('a_planifier', 'planifiee'), ('a_planifier', 'annulee'),
    ('planifiee', 'a_planifier'), ('planifiee', 'a_accepter'), ('planifiee', 'annulee'),
    ('a_accepter', 'a_valider'), ('a_accepter', 'contestee'), ('a_accepter', 'valide'),
    ('contestee', 'a_accepter'), ('contestee', 'a_valider'), ('contestee', 'annulee'),
    ('a_valider', 'valide'), ('valide', 'payable'))
$$;

-- A half-day is taken within the plan of its project (extensions included), and not on a day its clock stands still.
CREATE FUNCTION exiger_dans_le_plan(projet bigint, creneau bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE jour date;
BEGIN
  SELECT (debut AT TIME ZONE 'Europe/Paris')::date INTO jour FROM accompagnement_creneau WHERE id = creneau;
  IF NOT EXISTS (
       SELECT FROM accompagnement_planaccompagnement p WHERE p.projet_id = projet AND jour BETWEEN p.date_debut AND p.date_fin) THEN
    RAISE EXCEPTION 'une demi-journée se prend dans les dates du plan d’accompagnement' USING ERRCODE = 'check_violation';
  END IF;
  IF EXISTS (
       SELECT FROM accompagnement_suspension s JOIN accompagnement_planaccompagnement p ON p.id = s.plan_id
       WHERE p.projet_id = projet AND daterange(s.date_debut, s.date_reprise) @> jour) THEN
    RAISE EXCEPTION 'une demi-journée ne se prend pas pendant une suspension' USING ERRCODE = 'check_violation';
  END IF;
END $$;

CREATE FUNCTION garder_premier_creneau_dans_le_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.creneau_id IS NULL THEN
    RETURN NEW;
  ELSIF TG_OP = 'UPDATE' AND (NEW.creneau_id IS NOT DISTINCT FROM OLD.creneau_id OR EXISTS (
       SELECT FROM accompagnement_demijourneeretenue WHERE mission_id = NEW.id AND creneau_id = NEW.creneau_id)) THEN
    RETURN NEW;  -- it held this slot already
  END IF;
  PERFORM exiger_dans_le_plan(NEW.projet_id, NEW.creneau_id);
  RETURN NEW;
END $$;
CREATE TRIGGER garder_premier_creneau_dans_le_plan BEFORE INSERT OR UPDATE OF creneau_id ON accompagnement_mission
  FOR EACH ROW EXECUTE FUNCTION garder_premier_creneau_dans_le_plan();

-- What is freed needs no plan: a move frees a row and writes another in one statement.
CREATE FUNCTION garder_demi_journee_dans_le_plan() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.liberee_at IS NULL AND NOT EXISTS (SELECT FROM accompagnement_mission WHERE id = NEW.mission_id AND creneau_id = NEW.creneau_id) THEN
    PERFORM exiger_dans_le_plan((SELECT projet_id FROM accompagnement_mission WHERE id = NEW.mission_id), NEW.creneau_id);
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER garder_demi_journee_dans_le_plan BEFORE INSERT ON accompagnement_demijourneeretenue
  FOR EACH ROW EXECUTE FUNCTION garder_demi_journee_dans_le_plan();
"""

RETIRER = """
DROP TRIGGER garder_demi_journee_dans_le_plan ON accompagnement_demijourneeretenue;
DROP FUNCTION garder_demi_journee_dans_le_plan();
DROP TRIGGER garder_premier_creneau_dans_le_plan ON accompagnement_mission;
DROP FUNCTION garder_premier_creneau_dans_le_plan();
DROP FUNCTION exiger_dans_le_plan(bigint, bigint);
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accompagnement', '0007_suivi_et_bilans'),
        ('comptes', '0002_demandes_rejouables'),
        ('manufactures', '0003_autres_financeurs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AttenteDeCreneau',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('statut', models.CharField(choices=[('en_attente', 'En attente'), ('offerte', 'Créneau offert'), ('servie', 'Créneau réservé'), ('passee', 'Offre passée sans réponse'), ('quittee', 'Liste quittée')], default='en_attente', max_length=12, verbose_name='statut')),
                ('demandee_at', models.DateTimeField(verbose_name='demandée le')),
                ('offerte_at', models.DateTimeField(blank=True, null=True, verbose_name='offert le')),
                ('offre_jusqu_au', models.DateTimeField(blank=True, null=True, verbose_name='gardé jusqu’au')),
                ('close_at', models.DateTimeField(blank=True, null=True, verbose_name='close le')),
                ('besoin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attentes', to='accompagnement.besoin', verbose_name='besoin')),
                ('creneau', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attentes', to='accompagnement.creneau', verbose_name='créneau offert')),
                ('demandee_par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='demandée par')),
                ('expert', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attentes', to='accompagnement.expert', verbose_name='expert voulu')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('projet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attentes_de_creneau', to='manufactures.projet', verbose_name='projet')),
            ],
            options={
                'verbose_name': 'attente de créneau',
                'verbose_name_plural': 'attentes de créneau',
                'ordering': ['demandee_at', 'pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='creneau',
            name='creneau_statut_connu',
        ),
        migrations.AddField(
            model_name='expert',
            name='departement',
            field=models.CharField(blank=True, max_length=3, verbose_name='département de départ'),
        ),
        migrations.AlterField(
            model_name='creneau',
            name='statut',
            field=models.CharField(choices=[('ouvert', 'Libre'), ('offert', 'Offert au premier projet de la liste d’attente'), ('retenu', 'Retenu'), ('retire', 'Retiré')], default='ouvert', max_length=10, verbose_name='statut'),
        ),
        migrations.AddConstraint(
            model_name='creneau',
            constraint=models.CheckConstraint(condition=models.Q(('statut__in', ['ouvert', 'offert', 'retenu', 'retire'])), name='creneau_statut_connu'),
        ),
        migrations.AddConstraint(
            model_name='expert',
            constraint=models.CheckConstraint(condition=models.Q(('departement__in', ['', '01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '21', '22', '23', '24', '25', '26', '27', '28', '29', '2A', '2B', '30', '31', '32', '33', '34', '35', '36', '37', '38', '39', '40', '41', '42', '43', '44', '45', '46', '47', '48', '49', '50', '51', '52', '53', '54', '55', '56', '57', '58', '59', '60', '61', '62', '63', '64', '65', '66', '67', '68', '69', '70', '71', '72', '73', '74', '75', '76', '77', '78', '79', '80', '81', '82', '83', '84', '85', '86', '87', '88', '89', '90', '91', '92', '93', '94', '95', '971', '972', '973', '974', '976'])), name='expert_departement_connu'),
        ),
        migrations.AddConstraint(
            model_name='mission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('origine', 'proposition'), _negated=True), models.Q(('creneau__isnull', False), ('expert__isnull', False), ('reponse_avant__isnull', False)), _connector='OR'), name='mission_proposee_sur_un_creneau'),
        ),
        migrations.AddIndex(
            model_name='attentedecreneau',
            index=models.Index(fields=['statut', 'offre_jusqu_au'], name='attente_offre_en_retard'),
        ),
        migrations.AddConstraint(
            model_name='attentedecreneau',
            constraint=models.CheckConstraint(condition=models.Q(('statut__in', ['en_attente', 'offerte', 'servie', 'passee', 'quittee'])), name='attente_statut_connu'),
        ),
        migrations.AddConstraint(
            model_name='attentedecreneau',
            constraint=models.UniqueConstraint(condition=models.Q(('statut__in', ['en_attente', 'offerte'])), fields=('projet', 'besoin'), name='attente_une_par_besoin'),
        ),
        migrations.AddConstraint(
            model_name='attentedecreneau',
            constraint=models.UniqueConstraint(condition=models.Q(('statut', 'offerte')), fields=('creneau',), name='attente_creneau_offert_une_fois'),
        ),
        migrations.AddConstraint(
            model_name='attentedecreneau',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('statut', 'en_attente'), _negated=True), models.Q(('creneau', None), ('offerte_at', None), ('offre_jusqu_au', None)), _connector='OR'), name='attente_sans_offre'),
        ),
        migrations.AddConstraint(
            model_name='attentedecreneau',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('statut', 'offerte'), _negated=True), models.Q(('creneau__isnull', False), ('offerte_at__isnull', False), ('offre_jusqu_au__isnull', False)), _connector='OR'), name='attente_offerte_a_son_creneau'),
        ),
        migrations.AddConstraint(
            model_name='attentedecreneau',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('statut__in', ['en_attente', 'offerte']), ('close_at', None)), models.Q(models.Q(('statut__in', ['en_attente', 'offerte']), _negated=True), ('close_at__isnull', False)), _connector='OR'), name='attente_close_a_sa_date'),
        ),
        migrations.RunSQL(GARDES, RETIRER),
    ]
