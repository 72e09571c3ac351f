"""Answers to a convocation, kept one after the other; a sitting may be postponed or cancelled, with its reason."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import socle.comptes.portee

POSER = """
CREATE FUNCTION comite_seance_annulee_figee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.statut = 'annulee' THEN
    RAISE EXCEPTION 'une séance annulée ne change plus' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.statut = 'annulee' AND OLD.statut NOT IN ('en_preparation', 'convoquee') THEN
    RAISE EXCEPTION 'une séance ouverte ne s’annule plus' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER seance_annulee_figee BEFORE UPDATE ON comite_seance
  FOR EACH ROW EXECUTE FUNCTION comite_seance_annulee_figee();
"""

RETIRER = """
DROP TRIGGER seance_annulee_figee ON comite_seance;
DROP FUNCTION comite_seance_annulee_figee;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('comite', '0002_histoires_impossibles'),
        ('comptes', '0001_comptes'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ReponseConvocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('reponse', models.CharField(choices=[('present', 'Sur place'), ('a_distance', 'À distance'), ('represente', 'Procuration'), ('excuse', 'Absence')], max_length=20, verbose_name='réponse')),
                ('commentaire', models.CharField(blank=True, max_length=300, verbose_name='précision')),
                ('donnee_at', models.DateTimeField(verbose_name='donnée le')),
                ('membre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reponses', to='comite.membre', verbose_name='membre')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('saisie_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saisie par')),
                ('seance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reponses', to='comite.seance', verbose_name='séance')),
            ],
            options={
                'verbose_name': 'réponse à une convocation',
                'ordering': ['seance', 'membre', '-donnee_at', '-pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='seance',
            name='seance_statut_et_dates',
        ),
        migrations.AddField(
            model_name='seance',
            name='annulee_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='annulée le'),
        ),
        migrations.AddField(
            model_name='seance',
            name='motif_annulation',
            field=models.TextField(blank=True, verbose_name='motif de l’annulation'),
        ),
        migrations.AddField(
            model_name='seance',
            name='motif_report',
            field=models.TextField(blank=True, verbose_name='motif du report'),
        ),
        migrations.AddField(
            model_name='seance',
            name='carence_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='quorum manqué, constaté le'),
        ),
        migrations.AddConstraint(
            model_name='seance',
            constraint=models.CheckConstraint(condition=models.Q(('carence_at', None), ('carence_at__gte', models.F('levee_at')), _connector='OR'), name='seance_carence_apres_levee'),
        ),
        migrations.AddConstraint(
            model_name='seance',
            constraint=models.CheckConstraint(condition=models.Q(('carence_at', None), ('levee_at__isnull', False), _connector='OR'), name='seance_carence_levee'),
        ),
        migrations.AlterField(
            model_name='seance',
            name='statut',
            field=models.CharField(choices=[('en_preparation', 'En préparation'), ('convoquee', 'Convoquée'), ('ouverte', 'Séance ouverte'), ('suspendue', 'Suspendue'), ('levee', 'Levée'), ('pv_a_signer', 'PV à signer'), ('pv_signe', 'PV signé'), ('annulee', 'Annulée')], default='en_preparation', max_length=20, verbose_name='statut'),
        ),
        migrations.AddConstraint(
            model_name='seance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('convoquee_at', None), ('levee_at', None), ('ouverte_at', None), ('statut', 'en_preparation')), models.Q(('convoquee_at__isnull', False), ('levee_at', None), ('ouverte_at', None), ('statut', 'convoquee')), models.Q(('convoquee_at__isnull', False), ('levee_at', None), ('ouverte_at__isnull', False), ('statut__in', ['ouverte', 'suspendue'])), models.Q(('convoquee_at__isnull', False), ('levee_at__isnull', False), ('ouverte_at__isnull', False), ('statut__in', ['levee', 'pv_a_signer', 'pv_signe'])), models.Q(('levee_at', None), ('ouverte_at', None), ('statut', 'annulee')), _connector='OR'), name='seance_statut_et_dates'),
        ),
        migrations.AddConstraint(
            model_name='seance',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('annulee_at__isnull', False), ('statut', 'annulee'), models.Q(('motif_annulation', ''), _negated=True)), models.Q(models.Q(('statut', 'annulee'), _negated=True), ('annulee_at', None), ('motif_annulation', '')), _connector='OR'), name='seance_annulee_motivee'),
        ),
        migrations.AddIndex(
            model_name='reponseconvocation',
            index=models.Index(fields=['seance', 'membre', '-donnee_at'], name='reponse_derniere'),
        ),
        migrations.AddConstraint(
            model_name='reponseconvocation',
            constraint=models.CheckConstraint(condition=models.Q(('reponse__in', ['present', 'a_distance', 'represente', 'excuse'])), name='reponse_connue'),
        ),
        migrations.RunSQL(POSER, RETIRER),
    ]
