import django.contrib.postgres.fields
import django.contrib.postgres.indexes
import django.contrib.postgres.operations
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import socle.comptes.portee


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('comptes', '0001_comptes'),
        ('comptes', '__first__'),
        ('documents', '__first__'),
    ]

    operations = [
        django.contrib.postgres.operations.TrigramExtension(
        ),
        migrations.CreateModel(
            name='Candidature',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('presentation', models.TextField(blank=True, verbose_name='le projet')),
                ('territoire', models.TextField(blank=True, verbose_name='le territoire et ses partenaires')),
                ('gouvernance', models.TextField(blank=True, verbose_name='la gouvernance')),
                ('economie', models.TextField(blank=True, verbose_name='le modèle économique')),
                ('deposee_at', models.DateTimeField(blank=True, null=True, verbose_name='déposée le')),
                ('numero', models.CharField(blank=True, max_length=20, verbose_name='numéro de récépissé')),
                ('copie', models.JSONField(blank=True, null=True, verbose_name='copie figée')),
                ('empreinte', models.CharField(blank=True, max_length=64, verbose_name='empreinte de la copie')),
                ('hors_delai', models.BooleanField(default=False, verbose_name='hors délai')),
                ('modifiee_at', models.DateTimeField(auto_now=True, verbose_name='enregistrée le')),
                ('deposee_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='déposée par')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'candidature',
                'ordering': ['-pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('numero', ''), _negated=True), fields=('programme', 'numero'), name='candidature_numero_unique'), models.CheckConstraint(condition=models.Q(models.Q(('copie__isnull', True), ('deposee_at', None), ('deposee_par', None), ('empreinte', ''), ('numero', '')), models.Q(('copie__isnull', False), ('deposee_at__isnull', False), ('deposee_par__isnull', False), models.Q(('numero', ''), _negated=True), models.Q(('empreinte', ''), _negated=True)), _connector='OR'), name='candidature_depot_entier')],
            },
        ),
        migrations.CreateModel(
            name='ConditionAdmission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=40, verbose_name='code')),
                ('ordre', models.PositiveSmallIntegerField(verbose_name='ordre')),
                ('libelle', models.CharField(max_length=300, verbose_name='condition')),
                ('preuve_attendue', models.CharField(max_length=300, verbose_name='preuve attendue')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'condition d’admission',
                'ordering': ['ordre'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'code'), name='condition_admission_code_unique')],
            },
        ),
        migrations.CreateModel(
            name='LigneDemandee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ligne', models.SlugField(max_length=40, verbose_name='ligne')),
                ('montant', models.DecimalField(decimal_places=2, max_digits=12, validators=[django.core.validators.MinValueValidator(0)], verbose_name='montant demandé')),
                ('candidature', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lignes', to='manufactures.candidature', verbose_name='candidature')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'ligne demandée',
                'ordering': ['candidature', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('candidature', 'ligne'), name='ligne_demandee_unique'), models.CheckConstraint(condition=models.Q(('montant__gte', 0)), name='ligne_demandee_positive')],
            },
        ),
        migrations.CreateModel(
            name='Projet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('slug', models.SlugField(max_length=80, verbose_name='adresse')),
                ('nom', models.CharField(max_length=200, verbose_name='nom')),
                ('resume', models.TextField(blank=True, verbose_name='résumé')),
                ('statut', models.CharField(choices=[('brouillon', 'Brouillon'), ('depose', 'Déposée'), ('hors_delai', 'Hors délai'), ('recevable', 'Recevable'), ('irrecevable', 'Irrecevable'), ('labellise', 'Labellisé'), ('liste_attente', 'Liste d’attente'), ('non_retenu', 'Non retenu'), ('en_incubation', 'En incubation'), ('en_comite', 'En comité'), ('finance', 'Financé'), ('sous_reserve', 'Sous réserve'), ('ajourne', 'Ajourné'), ('non_finance', 'Non financé'), ('en_accompagnement', 'En accompagnement'), ('suspendu', 'Suspendu'), ('sorti', 'Sorti'), ('abandon', 'Abandon')], default='brouillon', max_length=20, verbose_name='statut')),
                ('filieres', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=80), blank=True, default=list, size=None, verbose_name='filières')),
                ('territoire', models.CharField(blank=True, max_length=40, verbose_name='type de territoire')),
                ('commune', models.CharField(blank=True, max_length=120, verbose_name='commune')),
                ('departement', models.CharField(blank=True, max_length=80, verbose_name='département')),
                ('region', models.CharField(blank=True, max_length=80, verbose_name='région')),
                ('source', models.TextField(blank=True, verbose_name='source publique')),
                ('recherche', models.TextField(default='', editable=False, verbose_name='texte de recherche')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('referent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projets_suivis', to=settings.AUTH_USER_MODEL, verbose_name='référent')),
            ],
            options={
                'verbose_name': 'projet',
                'ordering': ['nom', 'pk'],
                'indexes': [models.Index(fields=['programme', 'statut', 'nom'], name='projet_statut'), models.Index(fields=['programme', 'nom'], name='projet_nom'), django.contrib.postgres.indexes.GinIndex(fields=['recherche'], name='projet_recherche', opclasses=['gin_trgm_ops'])],
                'constraints': [models.UniqueConstraint(fields=('programme', 'slug'), name='projet_slug_unique'), models.CheckConstraint(condition=models.Q(('statut__in', ['brouillon', 'depose', 'hors_delai', 'recevable', 'irrecevable', 'labellise', 'liste_attente', 'non_retenu', 'en_incubation', 'en_comite', 'finance', 'sous_reserve', 'ajourne', 'non_finance', 'en_accompagnement', 'suspendu', 'sorti', 'abandon'])), name='projet_statut_connu')],
            },
        ),
        migrations.CreateModel(
            name='Passage',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('de', models.CharField(blank=True, choices=[('brouillon', 'Brouillon'), ('depose', 'Déposée'), ('hors_delai', 'Hors délai'), ('recevable', 'Recevable'), ('irrecevable', 'Irrecevable'), ('labellise', 'Labellisé'), ('liste_attente', 'Liste d’attente'), ('non_retenu', 'Non retenu'), ('en_incubation', 'En incubation'), ('en_comite', 'En comité'), ('finance', 'Financé'), ('sous_reserve', 'Sous réserve'), ('ajourne', 'Ajourné'), ('non_finance', 'Non financé'), ('en_accompagnement', 'En accompagnement'), ('suspendu', 'Suspendu'), ('sorti', 'Sorti'), ('abandon', 'Abandon')], max_length=20, verbose_name='de')),
                ('vers', models.CharField(choices=[('brouillon', 'Brouillon'), ('depose', 'Déposée'), ('hors_delai', 'Hors délai'), ('recevable', 'Recevable'), ('irrecevable', 'Irrecevable'), ('labellise', 'Labellisé'), ('liste_attente', 'Liste d’attente'), ('non_retenu', 'Non retenu'), ('en_incubation', 'En incubation'), ('en_comite', 'En comité'), ('finance', 'Financé'), ('sous_reserve', 'Sous réserve'), ('ajourne', 'Ajourné'), ('non_finance', 'Non financé'), ('en_accompagnement', 'En accompagnement'), ('suspendu', 'Suspendu'), ('sorti', 'Sorti'), ('abandon', 'Abandon')], max_length=20, verbose_name='vers')),
                ('motif', models.TextField(blank=True, verbose_name='motif')),
                ('date', models.DateTimeField(verbose_name='date')),
                ('auteur', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='auteur')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('projet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='passages', to='manufactures.projet', verbose_name='projet')),
            ],
            options={
                'verbose_name': 'passage',
                'ordering': ['projet', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='MembreEquipe',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('fonction', models.CharField(choices=[('porteur', 'Porteur de projet'), ('partenaire', 'Partenaire du binôme'), ('membre', 'Membre de l’équipe')], max_length=20, verbose_name='fonction')),
                ('date_debut', models.DateField(verbose_name='début')),
                ('date_fin', models.DateField(blank=True, null=True, verbose_name='fin')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('utilisateur', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sieges_equipe', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
                ('projet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='equipe', to='manufactures.projet', verbose_name='projet')),
            ],
            options={
                'verbose_name': 'membre d’équipe',
                'ordering': ['projet', 'pk'],
                'indexes': [models.Index(fields=['utilisateur'], name='membre_equipe_utilisateur')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('date_fin', None), ('fonction', 'porteur')), fields=('projet',), name='membre_equipe_un_porteur'), models.UniqueConstraint(condition=models.Q(('date_fin', None), ('fonction', 'partenaire')), fields=('projet',), name='membre_equipe_un_partenaire'), models.UniqueConstraint(condition=models.Q(('date_fin', None)), fields=('projet', 'utilisateur'), name='membre_equipe_un_siege'), models.CheckConstraint(condition=models.Q(('date_fin', None), ('date_fin__gte', models.F('date_debut')), _connector='OR'), name='membre_equipe_dates')],
            },
        ),
        migrations.AddField(
            model_name='candidature',
            name='projet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidatures', to='manufactures.projet', verbose_name='projet'),
        ),
        migrations.CreateModel(
            name='ReponseCondition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('texte', models.TextField(blank=True, verbose_name='réponse')),
                ('candidature', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reponses', to='manufactures.candidature', verbose_name='candidature')),
                ('condition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='manufactures.conditionadmission', verbose_name='condition')),
                ('preuve', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='preuve')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'réponse à une condition',
                'ordering': ['condition__ordre'],
                'constraints': [models.UniqueConstraint(fields=('candidature', 'condition'), name='reponse_condition_unique')],
            },
        ),
        migrations.CreateModel(
            name='Site',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nom', models.CharField(blank=True, max_length=200, verbose_name='nom')),
                ('adresse', models.CharField(blank=True, max_length=300, verbose_name='adresse')),
                ('commune', models.CharField(blank=True, max_length=120, verbose_name='commune')),
                ('code_insee', models.CharField(blank=True, max_length=5, verbose_name='code INSEE')),
                ('surface_m2', models.PositiveIntegerField(blank=True, null=True, verbose_name='surface en m²')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('projet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sites', to='manufactures.projet', verbose_name='projet')),
            ],
            options={
                'verbose_name': 'site',
                'ordering': ['projet', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('code_insee', ''), ('code_insee__regex', '^(\\d{2}|2[AB])\\d{3}$'), _connector='OR'), name='site_code_insee')],
            },
        ),
        migrations.CreateModel(
            name='Structure',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nom', models.CharField(max_length=300, verbose_name='nom')),
                ('siret', models.CharField(blank=True, max_length=14, verbose_name='SIRET')),
                ('rna', models.CharField(blank=True, max_length=10, verbose_name='numéro RNA')),
                ('registre_local', models.CharField(blank=True, max_length=60, verbose_name='registre d’Alsace-Moselle')),
                ('forme_juridique', models.CharField(blank=True, max_length=60, verbose_name='forme juridique')),
                ('adresse', models.CharField(blank=True, max_length=300, verbose_name='adresse')),
                ('site_web', models.URLField(blank=True, verbose_name='site web')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'structure',
                'ordering': ['nom', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('siret', ''), _negated=True), fields=('programme', 'siret'), name='structure_siret_unique'), models.CheckConstraint(condition=models.Q(('siret', ''), ('siret__regex', '^\\d{14}$'), _connector='OR'), name='structure_siret_14_chiffres')],
            },
        ),
        migrations.AddField(
            model_name='projet',
            name='structure',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projets', to='manufactures.structure', verbose_name='structure porteuse'),
        ),
        migrations.CreateModel(
            name='Partenaire',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('apport', models.CharField(blank=True, max_length=300, verbose_name='rôle dans le projet')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('projet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='partenaires', to='manufactures.projet', verbose_name='projet')),
                ('structure', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='manufactures.structure', verbose_name='structure')),
            ],
            options={
                'verbose_name': 'partenaire',
                'ordering': ['projet', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('projet', 'structure'), name='partenaire_unique')],
            },
        ),
        migrations.CreateModel(
            name='Vague',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('numero', models.PositiveSmallIntegerField(verbose_name='numéro')),
                ('nom', models.CharField(max_length=100, verbose_name='nom')),
                ('ouverture_at', models.DateTimeField(verbose_name='ouverture')),
                ('cloture_prevue', models.CharField(blank=True, max_length=60, verbose_name='clôture annoncée')),
                ('cloture_at', models.DateTimeField(verbose_name='clôture')),
                ('publication_at', models.DateTimeField(blank=True, null=True, verbose_name='publication')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'vague',
                'ordering': ['numero'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'numero'), name='vague_numero_unique'), models.CheckConstraint(condition=models.Q(('ouverture_at__lt', models.F('cloture_at'))), name='vague_ouverture_avant_cloture'), models.CheckConstraint(condition=models.Q(('publication_at', None), ('publication_at__gte', models.F('cloture_at')), _connector='OR'), name='vague_publication_apres_cloture')],
            },
        ),
        migrations.AddField(
            model_name='projet',
            name='vague',
            field=models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='projets', to='manufactures.vague', verbose_name='vague'),
        ),
        migrations.AddField(
            model_name='candidature',
            name='vague',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='candidatures', to='manufactures.vague', verbose_name='vague'),
        ),
        migrations.AddConstraint(
            model_name='projet',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('statut', 'depose'), _negated=True), ('structure__isnull', False), _connector='OR'), name='projet_depose_a_une_structure'),
        ),
        migrations.AddConstraint(
            model_name='candidature',
            constraint=models.UniqueConstraint(fields=('projet', 'vague'), name='candidature_une_par_vague'),
        ),
    ]
