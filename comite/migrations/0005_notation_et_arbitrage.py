"""Scoring and arbitration: opening of the marks, rapporteurs, scenarios, de minimis aid, and what the database refuses of them."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import socle.comptes.portee

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

    dependencies = [
        ('comite', '0004_interets_et_lectures'),
        ('comptes', '0001_comptes'),
        ('manufactures', '0002_passages'),
    ]

    operations = [
        migrations.AddField(
            model_name='pointordredujour',
            name='regime_aide',
            field=models.CharField(blank=True, choices=[('de_minimis', 'De minimis, règlement (UE) 2023/2831'), ('autre_regime', 'Régime exempté ou notifié'), ('hors_aide', 'Pas une aide d’État')], max_length=20, verbose_name='régime d’aide'),
        ),
        migrations.AddConstraint(
            model_name='pointordredujour',
            constraint=models.CheckConstraint(condition=models.Q(('regime_aide', ''), ('regime_aide__in', ['de_minimis', 'autre_regime', 'hors_aide']), _connector='OR'), name='point_regime_connu'),
        ),
        migrations.CreateModel(
            name='OuvertureDesNotes',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('point', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ouverture_des_notes', to='comite.pointordredujour', verbose_name='point')),
                ('ouvertes_at', models.DateTimeField(auto_now_add=True, verbose_name='ouvertes à')),
                ('ouvertes_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ouvertes par')),
            ],
            options={
                'verbose_name': 'ouverture des notes',
                'ordering': ['point'],
                'indexes': [],
                'constraints': [],
            },
        ),
        migrations.CreateModel(
            name='Rapporteur',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='rapporteurs', to='comite.pointordredujour', verbose_name='point')),
                ('membre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rapports', to='comite.membre', verbose_name='membre')),
                ('designe_at', models.DateTimeField(auto_now_add=True, verbose_name='désigné le')),
                ('designe_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='désigné par')),
                ('rapport', models.TextField(blank=True, verbose_name='rapport')),
                ('rapport_at', models.DateTimeField(blank=True, null=True, verbose_name='rapport déposé le')),
            ],
            options={
                'verbose_name': 'rapporteur',
                'ordering': ['point', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('point', 'membre'), name='rapporteur_une_fois'), models.CheckConstraint(condition=models.Q(models.Q(('rapport', ''), ('rapport_at', None)), models.Q(models.Q(('rapport', ''), _negated=True), ('rapport_at__isnull', False)), _connector='OR'), name='rapporteur_rapport_date')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='Scenario',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('seance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scenarios', to='comite.seance', verbose_name='séance')),
                ('nom', models.CharField(max_length=120, verbose_name='nom')),
                ('auteur', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='auteur')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                ('copie_de', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='comite.scenario', verbose_name='copie de')),
                ('choisi_at', models.DateTimeField(blank=True, null=True, verbose_name='retenu le')),
                ('choisi_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='retenu par')),
                ('motif_choix', models.TextField(blank=True, verbose_name='motif du choix')),
            ],
            options={
                'verbose_name': 'scénario',
                'ordering': ['seance', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('seance', 'nom'), name='scenario_nom_unique'), models.UniqueConstraint(condition=models.Q(('choisi_at__isnull', False)), fields=('seance',), name='scenario_un_retenu'), models.CheckConstraint(condition=models.Q(models.Q(('choisi_at', None), ('choisi_par', None), ('motif_choix', '')), models.Q(('choisi_at__isnull', False), models.Q(('motif_choix', ''), _negated=True)), _connector='OR'), name='scenario_choix_motive')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='LigneScenario',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('scenario', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lignes', to='comite.scenario', verbose_name='scénario')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lignes_scenario', to='comite.pointordredujour', verbose_name='point')),
                ('ligne', models.SlugField(max_length=40, verbose_name='ligne')),
                ('montant', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='montant')),
            ],
            options={
                'verbose_name': 'ligne de scénario',
                'ordering': ['scenario', 'point', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('scenario', 'point', 'ligne'), name='ligne_scenario_unique'), models.CheckConstraint(condition=models.Q(('montant__gte', 0)), name='ligne_scenario_positive')],
                'indexes': [],
            },
        ),
        migrations.CreateModel(
            name='AideDeMinimis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('siren', models.CharField(max_length=9, verbose_name='SIREN')),
                ('date_octroi', models.DateField(verbose_name='date d’octroi')),
                ('montant', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='montant')),
                ('source', models.CharField(max_length=200, verbose_name='financeur et aide')),
                ('regime', models.CharField(choices=[('de_minimis', 'De minimis, règlement (UE) 2023/2831'), ('autre_regime', 'Régime exempté ou notifié'), ('hors_aide', 'Pas une aide d’État')], default='de_minimis', max_length=20, verbose_name='régime')),
                ('saisie_at', models.DateTimeField(auto_now_add=True, verbose_name='saisie le')),
                ('saisie_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saisie par')),
                ('retiree_at', models.DateTimeField(blank=True, null=True, verbose_name='retirée le')),
                ('motif_retrait', models.TextField(blank=True, verbose_name='motif du retrait')),
            ],
            options={
                'verbose_name': 'aide de minimis',
                'ordering': ['-date_octroi', '-pk'],
                'indexes': [models.Index(condition=models.Q(('retiree_at', None)), fields=['programme', 'siren', 'date_octroi'], name='aide_siren_date')],
                'constraints': [models.CheckConstraint(condition=models.Q(('siren__regex', '^\\d{9}$')), name='aide_siren_9_chiffres'), models.CheckConstraint(condition=models.Q(('montant__gt', 0)), name='aide_montant_positif'), models.CheckConstraint(condition=models.Q(('regime__in', ['de_minimis', 'autre_regime', 'hors_aide'])), name='aide_regime_connu'), models.CheckConstraint(condition=models.Q(models.Q(('motif_retrait', ''), ('retiree_at', None)), models.Q(('retiree_at__isnull', False), models.Q(('motif_retrait', ''), _negated=True)), _connector='OR'), name='aide_retrait_motive')],
            },
        ),
        migrations.RunSQL(POSER, RETIRER),
    ]
