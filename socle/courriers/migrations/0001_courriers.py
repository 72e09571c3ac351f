import django.db.models.deletion
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
            name='Courrier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cle', models.CharField(max_length=200, verbose_name='clé')),
                ('gabarit', models.CharField(max_length=100, verbose_name='gabarit')),
                ('adresse', models.EmailField(max_length=254, verbose_name='adresse électronique')),
                ('sujet', models.CharField(max_length=250, verbose_name='sujet')),
                ('texte', models.TextField(verbose_name='texte')),
                ('html', models.TextField(verbose_name='version HTML')),
                ('fil', models.CharField(blank=True, max_length=40, verbose_name='fil')),
                ('etat', models.CharField(choices=[('en_attente', 'En attente'), ('retenu', 'Retenu'), ('parti', 'Parti'), ('echec', 'Échec')], default='en_attente', max_length=20, verbose_name='état')),
                ('tentatives', models.PositiveSmallIntegerField(default=0, verbose_name='tentatives')),
                ('derniere_erreur', models.CharField(blank=True, max_length=500, verbose_name='dernière erreur')),
                ('prochain_essai_at', models.DateTimeField(blank=True, null=True, verbose_name='prochain essai')),
                ('message_id', models.CharField(max_length=200, unique=True, verbose_name='identifiant du message')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='écrit le')),
                ('parti_at', models.DateTimeField(blank=True, null=True, verbose_name='parti le')),
                ('destinataire', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='destinataire')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'courrier',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['programme', 'etat', 'prochain_essai_at'], name='courrier_a_envoyer'), models.Index(fields=['programme', 'fil'], name='courrier_fil')],
                'constraints': [models.UniqueConstraint(fields=('programme', 'cle'), name='courrier_cle_unique'), models.CheckConstraint(condition=models.Q(('etat__in', ['en_attente', 'retenu', 'parti', 'echec'])), name='courrier_etat_connu'), models.CheckConstraint(condition=models.Q(models.Q(('etat', 'parti'), ('parti_at__isnull', False)), models.Q(models.Q(('etat', 'parti'), _negated=True), ('parti_at__isnull', True)), _connector='OR'), name='courrier_parti_date'), models.CheckConstraint(condition=models.Q(models.Q(('etat', 'en_attente'), ('prochain_essai_at__isnull', False)), models.Q(models.Q(('etat', 'en_attente'), _negated=True), ('prochain_essai_at__isnull', True)), _connector='OR'), name='courrier_en_attente_date'), models.CheckConstraint(condition=models.Q(('derniere_erreur', ''), ('etat', 'echec'), _negated=True), name='courrier_echec_explique'), models.CheckConstraint(condition=models.Q(('sujet', ''), _negated=True), name='courrier_sujet_present')],
            },
        ),
        migrations.CreateModel(
            name='PieceJointe',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nom', models.CharField(max_length=100, verbose_name='nom')),
                ('type_mime', models.CharField(max_length=100, verbose_name='type')),
                ('contenu', models.BinaryField(verbose_name='contenu')),
                ('courrier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pieces', to='courriers.courrier', verbose_name='courrier')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'pièce jointe',
                'verbose_name_plural': 'pièces jointes',
                'ordering': ['pk'],
            },
        ),
        migrations.CreateModel(
            name='RelanceEnvoyee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.CharField(max_length=60, verbose_name='relance')),
                ('cle', models.CharField(max_length=200, verbose_name='clé')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='envoyée le')),
                ('courrier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='relances', to='courriers.courrier', verbose_name='courrier')),
                ('destinataire', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='destinataire')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'relance envoyée',
                'verbose_name_plural': 'relances envoyées',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'code', 'cle', 'destinataire'), name='relance_envoyee_une_fois')],
            },
        ),
    ]
