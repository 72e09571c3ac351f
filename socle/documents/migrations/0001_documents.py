import django.db.models.deletion
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import socle.comptes.portee


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('comptes', '0001_comptes'),
        ('comptes', '__first__'),
    ]

    operations = [
        migrations.CreateModel(
            name='Document',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('libelle', models.CharField(max_length=200, verbose_name='libellé')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'document',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('libelle', ''), _negated=True), name='document_libelle_present')],
            },
        ),
        migrations.CreateModel(
            name='VersionDocument',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('numero', models.PositiveIntegerField(verbose_name='numéro')),
                ('nom', models.CharField(max_length=160, verbose_name='nom du fichier')),
                ('fichier', models.FileField(max_length=200, upload_to='', verbose_name='fichier')),
                ('taille', models.PositiveBigIntegerField(verbose_name='taille en octets')),
                ('type_mime', models.CharField(max_length=100, verbose_name='type')),
                ('sha256', models.CharField(max_length=64, verbose_name='empreinte')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='déposé le')),
                ('depose_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='déposé par')),
                ('document', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='documents.document', verbose_name='document')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'version de document',
                'verbose_name_plural': 'versions de document',
                'ordering': ['document', '-numero'],
                'constraints': [models.UniqueConstraint(fields=('document', 'numero'), name='version_numero_unique'), models.CheckConstraint(condition=models.Q(('numero__gte', 1)), name='version_numero_positif'), models.CheckConstraint(condition=models.Q(('taille__gte', 1)), name='version_taille_positive'), models.CheckConstraint(condition=models.Q(('sha256__regex', '^[0-9a-f]{64}$')), name='version_empreinte_lisible')],
            },
        ),
        migrations.CreateModel(
            name='Edition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60, verbose_name='modèle')),
                ('objet_id', models.BigIntegerField(verbose_name='objet')),
                ('titre', models.CharField(max_length=200, verbose_name='titre')),
                ('etat', models.CharField(choices=[('en_attente', 'En attente'), ('en_cours', 'En préparation'), ('prete', 'Prêt'), ('echec', 'Échec')], default='en_attente', max_length=20, verbose_name='état')),
                ('progression', models.PositiveSmallIntegerField(default=0, verbose_name='progression, en pour cent')),
                ('message', models.CharField(blank=True, max_length=500, verbose_name='message')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='demandé le')),
                ('progres_at', models.DateTimeField(default=django.utils.timezone.now, verbose_name='dernier progrès')),
                ('terminee_at', models.DateTimeField(blank=True, null=True, verbose_name='terminé le')),
                ('demandeur', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='demandé par')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.versiondocument', verbose_name='fichier')),
            ],
            options={
                'verbose_name': 'édition',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('progression__lte', 100)), name='edition_progression_sur_cent'), models.CheckConstraint(condition=models.Q(models.Q(('etat', 'prete'), ('progression', 100), ('version__isnull', False)), models.Q(models.Q(('etat', 'prete'), _negated=True), ('version__isnull', True)), _connector='OR'), name='edition_prete_avec_fichier'), models.CheckConstraint(condition=models.Q(models.Q(('etat__in', ('prete', 'echec')), ('terminee_at__isnull', False)), models.Q(('etat__in', ('en_attente', 'en_cours')), ('terminee_at__isnull', True)), _connector='OR'), name='edition_terminee_datee'), models.CheckConstraint(condition=models.Q(('etat', 'echec'), ('message', ''), _negated=True), name='edition_echec_explique'), models.UniqueConstraint(condition=models.Q(('etat__in', ('en_attente', 'en_cours'))), fields=('programme', 'code', 'objet_id', 'demandeur'), name='edition_ouverte_unique', nulls_distinct=False)],
            },
        ),
        migrations.CreateModel(
            name='AnalyseAntivirus',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('etat', models.CharField(choices=[('non_analyse', 'Pas encore analysé'), ('sain', 'Sain'), ('infecte', 'Infecté')], max_length=20, verbose_name='état')),
                ('signature', models.CharField(blank=True, max_length=200, verbose_name='signature reconnue')),
                ('analysee_at', models.DateTimeField(auto_now_add=True, verbose_name='analysée le')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('version', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='analyse', to='documents.versiondocument', verbose_name='version')),
            ],
            options={
                'verbose_name': 'analyse antivirus',
                'verbose_name_plural': 'analyses antivirus',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('etat', 'sain'), ('signature', '')), models.Q(('etat', 'infecte'), models.Q(('signature', ''), _negated=True)), _connector='OR'), name='analyse_verdict_et_signature')],
            },
        ),
    ]
