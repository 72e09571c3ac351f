"""A plan signed by both parties, its avenants, suspensions and extensions, kept by the database (docs/decisions/0019-plan-signe.md)."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import accompagnement.models.avenant
import socle.comptes.portee
from accompagnement.migrations._gardes_du_plan import CREDITS, PLAN, RETIRER


class Migration(migrations.Migration):

    dependencies = [
        ('accompagnement', '0002_garde_fous'),
        ('comptes', '0001_comptes'),
        ('manufactures', '0003_autres_financeurs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='Avenant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('numero', models.PositiveSmallIntegerField(verbose_name='numéro')),
                ('objet', models.CharField(max_length=200, verbose_name='objet')),
                ('motif', models.TextField(verbose_name='motif')),
                ('statut', models.CharField(choices=[('propose', 'À signer'), ('signe', 'Signé par tous'), ('retire', 'Retiré')], default='propose', max_length=8, verbose_name='statut')),
                ('propose_at', models.DateTimeField(verbose_name='proposé le')),
                ('signe_equipe_at', models.DateTimeField(blank=True, null=True, verbose_name='signé par l’équipe le')),
                ('signe_at', models.DateTimeField(blank=True, null=True, verbose_name='signé par la coordination le')),
                ('retire_at', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                ('motif_retrait', models.TextField(blank=True, verbose_name='motif du retrait')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='avenants', to='accompagnement.planaccompagnement', verbose_name='plan')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('propose_par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proposé par')),
                ('retire_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='retiré par')),
                ('signe_equipe_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signé pour l’équipe par')),
                ('signe_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signé pour la coordination par')),
            ],
            options={
                'verbose_name': 'avenant',
                'ordering': ['plan', 'numero'],
            },
        ),
        migrations.CreateModel(
            name='LigneAvenant',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('objectif', models.TextField(blank=True, verbose_name='objectif')),
                ('indicateur', models.CharField(blank=True, max_length=300, verbose_name='indicateur de réussite')),
                ('cible', models.CharField(blank=True, max_length=120, verbose_name='cible')),
                ('demi_journees', models.PositiveSmallIntegerField(verbose_name='demi-journées')),
                ('priorite', models.PositiveSmallIntegerField(verbose_name='priorité')),
                ('mois_debut', models.PositiveSmallIntegerField(default=1, verbose_name='premier mois')),
                ('mois_fin', models.PositiveSmallIntegerField(default=24, verbose_name='dernier mois')),
                ('condition', models.TextField(blank=True, verbose_name='condition du comité')),
                ('demi_journees_avant', models.PositiveSmallIntegerField(verbose_name='demi-journées avant')),
                ('avenant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lignes', to='accompagnement.avenant', verbose_name='avenant')),
                ('besoin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accompagnement.besoin', verbose_name='besoin')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'ligne d’avenant',
                'verbose_name_plural': 'lignes d’avenant',
                'ordering': ['avenant', 'priorite', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Prolongation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date_fin_avant', models.DateField(verbose_name='fin avant')),
                ('date_fin', models.DateField(verbose_name='nouvelle fin')),
                ('motif', models.TextField(verbose_name='motif')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='date')),
                ('auteur', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signée par')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='prolongations', to='accompagnement.planaccompagnement', verbose_name='plan')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'prolongation',
                'ordering': ['plan', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Suspension',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date_debut', models.DateField(verbose_name='suspendu le')),
                ('mois', models.PositiveSmallIntegerField(verbose_name='durée prévue, en mois')),
                ('motif', models.TextField(verbose_name='motif')),
                ('decidee_at', models.DateTimeField(verbose_name='décidée le')),
                ('date_reprise', models.DateField(blank=True, null=True, verbose_name='repris le')),
                ('date_fin_avant', models.DateField(verbose_name='fin du plan avant')),
                ('date_fin_apres', models.DateField(blank=True, null=True, verbose_name='fin du plan après')),
                ('decidee_par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='décidée par')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suspensions', to='accompagnement.planaccompagnement', verbose_name='plan')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('reprise_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='reprise décidée par')),
            ],
            options={
                'verbose_name': 'suspension',
                'ordering': ['plan', 'date_debut'],
            },
        ),
        migrations.CreateModel(
            name='VersionPlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('numero', models.PositiveSmallIntegerField(verbose_name='numéro')),
                ('lignes', models.JSONField(verbose_name='lignes')),
                ('commentaire', models.TextField(blank=True, verbose_name='commentaire')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='date')),
                ('auteur', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='auteur')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='accompagnement.planaccompagnement', verbose_name='plan')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'version du plan',
                'verbose_name_plural': 'versions du plan',
                'ordering': ['plan', '-numero'],
            },
        ),
        migrations.AddField(
            model_name='ligneplan',
            name='cible',
            field=models.CharField(blank=True, max_length=120, verbose_name='cible'),
        ),
        migrations.AddField(
            model_name='ligneplan',
            name='condition',
            field=models.TextField(blank=True, verbose_name='condition du comité'),
        ),
        migrations.AddField(
            model_name='ligneplan',
            name='indicateur',
            field=models.CharField(blank=True, max_length=300, verbose_name='indicateur de réussite'),
        ),
        migrations.AddField(
            model_name='ligneplan',
            name='mois_debut',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='premier mois'),
        ),
        migrations.AddField(
            model_name='ligneplan',
            name='mois_fin',
            field=models.PositiveSmallIntegerField(default=24, verbose_name='dernier mois'),
        ),
        migrations.AddField(
            model_name='planaccompagnement',
            name='conditions',
            field=models.JSONField(blank=True, default=list, verbose_name='conditions du comité'),
        ),
        migrations.AddField(
            model_name='planaccompagnement',
            name='demi_journees',
            field=models.PositiveSmallIntegerField(default=40, verbose_name='demi-journées accordées à la signature'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='planaccompagnement',
            name='propose_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='proposé le'),
        ),
        migrations.AddField(
            model_name='planaccompagnement',
            name='signe_equipe_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='signé par l’équipe le'),
        ),
        migrations.AddField(
            model_name='planaccompagnement',
            name='signe_equipe_par',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signé pour l’équipe par'),
        ),
        migrations.AddField(
            model_name='planaccompagnement',
            name='statut',
            field=models.CharField(choices=[('brouillon', 'En préparation'), ('propose', 'Proposé à l’équipe'), ('ajuste', 'Ajusté par l’équipe'), ('signe_equipe', 'Signé par l’équipe'), ('signe', 'Signé par tous')], default='brouillon', max_length=12, verbose_name='statut'),
        ),
        migrations.AddField(
            model_name='planaccompagnement',
            name='version',
            field=models.PositiveSmallIntegerField(default=1, verbose_name='version'),
        ),
        migrations.AlterField(
            model_name='planaccompagnement',
            name='signe_at',
            field=models.DateTimeField(blank=True, null=True, verbose_name='signé le'),
        ),
        migrations.AlterField(
            model_name='planaccompagnement',
            name='signe_par',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signé pour la coordination par'),
        ),
        migrations.AddIndex(
            model_name='planaccompagnement',
            index=models.Index(fields=['programme', 'statut'], name='plan_statut'),
        ),
        migrations.AddConstraint(
            model_name='planaccompagnement',
            constraint=models.CheckConstraint(condition=models.Q(('statut__in', ['brouillon', 'propose', 'ajuste', 'signe_equipe', 'signe'])), name='plan_statut_connu'),
        ),
        migrations.AddConstraint(
            model_name='planaccompagnement',
            constraint=models.CheckConstraint(condition=models.Q(('demi_journees__gt', 0)), name='plan_demi_journees'),
        ),
        migrations.AddConstraint(
            model_name='planaccompagnement',
            constraint=models.CheckConstraint(condition=models.Q(('statut', 'brouillon'), ('propose_at__isnull', False), _connector='OR'), name='plan_propose_date'),
        ),
        migrations.AddConstraint(
            model_name='planaccompagnement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signe_equipe_at__isnull', False), ('signe_equipe_par__isnull', False), ('statut__in', ['signe_equipe', 'signe'])), models.Q(models.Q(('statut__in', ['signe_equipe', 'signe']), _negated=True), ('signe_equipe_at', None), ('signe_equipe_par', None)), _connector='OR'), name='plan_signature_equipe'),
        ),
        migrations.AddConstraint(
            model_name='planaccompagnement',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signe_at__isnull', False), ('signe_par__isnull', False), ('statut', 'signe')), models.Q(models.Q(('statut', 'signe'), _negated=True), ('signe_at', None), ('signe_par', None)), _connector='OR'), name='plan_signature_coordination'),
        ),
        migrations.AddConstraint(
            model_name='planaccompagnement',
            constraint=models.CheckConstraint(condition=models.Q(('signe_par', None), models.Q(('signe_par', models.F('signe_equipe_par')), _negated=True), _connector='OR'), name='plan_deux_signataires'),
        ),
        migrations.AddField(
            model_name='ligneplan',
            name='avenant',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accompagnement.avenant', verbose_name='dernier avenant'),
        ),
        migrations.AddConstraint(
            model_name='ligneplan',
            constraint=models.CheckConstraint(condition=models.Q(('mois_debut__gte', 1), ('mois_fin__gte', models.F('mois_debut'))), name='ligne_plan_calendrier'),
        ),
        migrations.AddConstraint(
            model_name='avenant',
            constraint=models.UniqueConstraint(fields=('plan', 'numero'), name='avenant_numero_unique'),
        ),
        migrations.AddConstraint(
            model_name='avenant',
            constraint=models.UniqueConstraint(condition=models.Q(('statut', 'propose')), fields=('plan',), name='avenant_un_a_la_fois'),
        ),
        migrations.AddConstraint(
            model_name='avenant',
            constraint=models.CheckConstraint(condition=models.Q(('statut__in', ['propose', 'signe', 'retire'])), name='avenant_statut_connu'),
        ),
        migrations.AddConstraint(
            model_name='avenant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('motif', ''), _negated=True), models.Q(('objet', ''), _negated=True)), name='avenant_motive'),
        ),
        migrations.AddConstraint(
            model_name='avenant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signe_equipe_at__isnull', True), ('signe_equipe_par__isnull', True)), models.Q(('signe_equipe_at__isnull', False), ('signe_equipe_par__isnull', False)), _connector='OR'), name='avenant_signature_equipe'),
        ),
        migrations.AddConstraint(
            model_name='avenant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signe_at__isnull', True), ('signe_par__isnull', True)), models.Q(('signe_at__isnull', False), ('signe_par__isnull', False)), _connector='OR'), name='avenant_signature_coordination'),
        ),
        migrations.AddConstraint(
            model_name='avenant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('signe_at__isnull', False), ('signe_equipe_at__isnull', False), ('statut', 'signe')), models.Q(models.Q(('statut', 'signe'), _negated=True), models.Q(('signe_at', None), ('signe_equipe_at', None), _connector='OR')), _connector='OR'), name='avenant_signe_par_deux'),
        ),
        migrations.AddConstraint(
            model_name='avenant',
            constraint=models.CheckConstraint(condition=models.Q(('signe_par', None), ('signe_equipe_par', None), models.Q(('signe_par', models.F('signe_equipe_par')), _negated=True), _connector='OR'), name='avenant_deux_signataires'),
        ),
        migrations.AddConstraint(
            model_name='avenant',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('retire_at__isnull', False), ('retire_par__isnull', False), ('statut', 'retire'), models.Q(('motif_retrait', ''), _negated=True)), models.Q(models.Q(('statut', 'retire'), _negated=True), ('motif_retrait', ''), ('retire_at', None), ('retire_par', None)), _connector='OR'), name='avenant_retrait_motive'),
        ),
        migrations.AddConstraint(
            model_name='ligneavenant',
            constraint=models.UniqueConstraint(fields=('avenant', 'besoin'), name='ligne_avenant_besoin_unique'),
        ),
        migrations.AddConstraint(
            model_name='ligneavenant',
            constraint=models.CheckConstraint(condition=models.Q(('mois_debut__gte', 1), ('mois_fin__gte', models.F('mois_debut'))), name='ligne_avenant_calendrier'),
        ),
        migrations.AddConstraint(
            model_name='prolongation',
            constraint=models.CheckConstraint(condition=models.Q(('date_fin__gt', models.F('date_fin_avant'))), name='prolongation_plus_tard'),
        ),
        migrations.AddConstraint(
            model_name='prolongation',
            constraint=models.CheckConstraint(condition=models.Q(('motif', ''), _negated=True), name='prolongation_motivee'),
        ),
        migrations.AddConstraint(
            model_name='suspension',
            constraint=models.CheckConstraint(condition=models.Q(('motif', ''), _negated=True), name='suspension_motivee'),
        ),
        migrations.AddConstraint(
            model_name='suspension',
            constraint=models.CheckConstraint(condition=models.Q(('mois__gt', 0)), name='suspension_mois'),
        ),
        migrations.AddConstraint(
            model_name='suspension',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('date_fin_apres', None), ('date_reprise', None), ('reprise_par', None)), models.Q(('date_fin_apres__gt', models.F('date_fin_avant')), ('date_reprise__gt', models.F('date_debut')), ('reprise_par__isnull', False)), _connector='OR'), name='suspension_reprise'),
        ),
        migrations.AddConstraint(
            model_name='suspension',
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('plan', '='), (accompagnement.models.avenant.Periode('date_debut', 'date_reprise', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='suspension_sans_chevauchement'),
        ),
        migrations.AddConstraint(
            model_name='versionplan',
            constraint=models.UniqueConstraint(fields=('plan', 'numero'), name='version_plan_numero_unique'),
        ),
        migrations.RunSQL(PLAN + CREDITS, RETIRER),
    ]
