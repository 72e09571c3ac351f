import django.contrib.postgres.fields
import django.db.models.deletion
import django.db.models.functions.text
from django.conf import settings
from django.db import migrations, models

import socle.comptes.portee


class Migration(migrations.Migration):

    initial = True

    dependencies = [
    ]

    operations = [
        migrations.CreateModel(
            name='Operateur',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nom', models.CharField(max_length=200, unique=True, verbose_name='nom')),
                ('siren', models.CharField(blank=True, max_length=9, verbose_name='SIREN')),
            ],
            options={
                'verbose_name': 'opérateur',
                'ordering': ['nom'],
            },
        ),
        migrations.CreateModel(
            name='Utilisateur',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('password', models.CharField(max_length=128, verbose_name='password')),
                ('last_login', models.DateTimeField(blank=True, null=True, verbose_name='last login')),
                ('email', models.EmailField(max_length=254, verbose_name='adresse électronique')),
                ('prenom', models.CharField(blank=True, max_length=100, verbose_name='prénom')),
                ('nom', models.CharField(blank=True, max_length=100, verbose_name='nom')),
                ('telephone', models.CharField(blank=True, max_length=20, verbose_name='téléphone')),
                ('is_active', models.BooleanField(default=True, verbose_name='compte actif')),
                ('is_staff', models.BooleanField(default=False, verbose_name='administration de la plateforme')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
            ],
            options={
                'verbose_name': 'utilisateur',
                'verbose_name_plural': 'utilisateurs',
                'constraints': [models.UniqueConstraint(django.db.models.functions.text.Lower('email'), name='utilisateur_email_unique', violation_error_message='Cette adresse a déjà un compte.')],
            },
        ),
        migrations.CreateModel(
            name='Programme',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=60, unique=True, verbose_name='adresse')),
                ('nom', models.CharField(max_length=200, verbose_name='nom')),
                ('accroche', models.CharField(blank=True, max_length=200, verbose_name='accroche')),
                ('animateur', models.CharField(blank=True, max_length=200, verbose_name='animateur')),
                ('modele', models.CharField(max_length=60, verbose_name='modèle')),
                ('couleurs', models.JSONField(blank=True, default=dict, verbose_name='couleurs')),
                ('logo', models.FileField(blank=True, upload_to='logos/', verbose_name='logo')),
                ('reglement_version', models.PositiveIntegerField(default=0, verbose_name='version du règlement')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                ('operateur', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='programmes', to='comptes.operateur', verbose_name='opérateur')),
            ],
            options={
                'verbose_name': 'programme',
                'ordering': ['nom'],
                'constraints': [models.CheckConstraint(condition=models.Q(('slug__regex', '^[a-z0-9][a-z0-9-]*$')), name='programme_slug_ascii')],
            },
        ),
        migrations.CreateModel(
            name='JetonApi',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nom', models.CharField(max_length=100, verbose_name='nom')),
                ('empreinte', models.CharField(max_length=64, unique=True, verbose_name='empreinte')),
                ('portee', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('lecture', 'Lire'), ('ecriture', 'Lire et écrire')], max_length=20), size=None, verbose_name='portée')),
                ('expire_at', models.DateTimeField(verbose_name='expire le')),
                ('revoque_at', models.DateTimeField(blank=True, null=True, verbose_name='révoqué le')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                ('utilisateur', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='jetons', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'jeton d’API',
                'ordering': ['-created_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='Invitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('email', models.EmailField(max_length=254, verbose_name='adresse électronique')),
                ('role', models.CharField(choices=[('coordination', 'Coordination'), ('comite', 'Membre du comité'), ('expert', 'Expert'), ('observateur', 'Observateur'), ('equipe', 'Équipe de projet')], max_length=20, verbose_name='rôle')),
                ('siege', models.JSONField(blank=True, default=dict, verbose_name='siège')),
                ('empreinte', models.CharField(max_length=64, unique=True, verbose_name='empreinte')),
                ('expire_at', models.DateTimeField(verbose_name='expire le')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='envoyée le')),
                ('acceptee_at', models.DateTimeField(blank=True, null=True, verbose_name='acceptée le')),
                ('annulee_at', models.DateTimeField(blank=True, null=True, verbose_name='annulée le')),
                ('acceptee_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='acceptée par')),
                ('auteur', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='auteur')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'invitation',
                'ordering': ['-created_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('acceptee_at', None), ('acceptee_par', None)), models.Q(('acceptee_at__isnull', False), ('acceptee_par__isnull', False)), _connector='OR'), name='invitation_acceptee_par_quelqu_un'), models.CheckConstraint(condition=models.Q(('acceptee_at', None), ('annulee_at', None), _connector='OR'), name='invitation_acceptee_ou_annulee'), models.CheckConstraint(condition=models.Q(('expire_at__gt', models.F('created_at'))), name='invitation_expire_apres_envoi')],
            },
        ),
        migrations.CreateModel(
            name='Adhesion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('role', models.CharField(choices=[('coordination', 'Coordination'), ('comite', 'Membre du comité'), ('expert', 'Expert'), ('observateur', 'Observateur'), ('equipe', 'Équipe de projet')], max_length=20, verbose_name='rôle')),
                ('date_debut', models.DateField(auto_now_add=True, verbose_name='début')),
                ('date_fin', models.DateField(blank=True, null=True, verbose_name='fin')),
                ('utilisateur', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='adhesions', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'adhésion',
                'ordering': ['programme', 'utilisateur', 'role'],
                'indexes': [models.Index(fields=['utilisateur', 'programme'], name='adhesion_utilisateur')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('date_fin', None)), fields=('programme', 'utilisateur', 'role'), name='adhesion_unique'), models.CheckConstraint(condition=models.Q(('role__in', ['coordination', 'comite', 'expert', 'observateur', 'equipe'])), name='adhesion_role_connu')],
            },
        ),
        migrations.CreateModel(
            name='Reglage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cle', models.CharField(max_length=80, verbose_name='clé')),
                ('valeur', models.JSONField(verbose_name='valeur')),
                ('date_effet', models.DateField(verbose_name='date d’effet')),
                ('motif', models.CharField(max_length=500, verbose_name='motif')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='saisi le')),
                ('auteur', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='auteur')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'réglage',
                'ordering': ['cle', '-date_effet', '-pk'],
                'indexes': [models.Index(fields=['programme', 'cle', '-date_effet'], name='reglage_en_vigueur')],
                'constraints': [models.CheckConstraint(condition=models.Q(('motif', ''), _negated=True), name='reglage_motif_present')],
            },
        ),
    ]
