import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import incubation.models.session
import socle.comptes.portee


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('comptes', '0001_comptes'),
        ('comptes', '__first__'),
        ('documents', '__first__'),
        ('manufactures', '0002_passages'),
    ]

    operations = [
        migrations.CreateModel(
            name='Module',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('numero', models.PositiveSmallIntegerField(verbose_name='numéro')),
                ('code', models.SlugField(max_length=60, verbose_name='code')),
                ('titre', models.CharField(max_length=200, verbose_name='titre')),
                ('titre_court', models.CharField(blank=True, max_length=40, verbose_name='titre court')),
                ('critique', models.BooleanField(default=False, verbose_name='axe critique pour le Comité')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'module',
                'ordering': ['numero'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'numero'), name='module_numero_unique'), models.UniqueConstraint(fields=('programme', 'code'), name='module_code_unique')],
            },
        ),
        migrations.CreateModel(
            name='Maturite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('moment', models.CharField(choices=[('entree', 'Entrée'), ('milieu', 'Mi-parcours'), ('sortie', 'Sortie')], max_length=10, verbose_name='moment')),
                ('source', models.CharField(choices=[('equipe', 'Équipe'), ('referent', 'Référent')], max_length=10, verbose_name='source')),
                ('note', models.PositiveSmallIntegerField(verbose_name='note')),
                ('evidence', models.TextField(blank=True, verbose_name='preuve')),
                ('at', models.DateTimeField(verbose_name='date')),
                ('par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('projet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='maturites', to='manufactures.projet', verbose_name='projet')),
                ('module', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='maturites', to='incubation.module', verbose_name='axe')),
            ],
            options={
                'verbose_name': 'maturité',
                'ordering': ['projet', 'module__numero', 'moment', 'source'],
                'constraints': [models.UniqueConstraint(fields=('projet', 'module', 'moment', 'source'), name='maturite_unique'), models.CheckConstraint(condition=models.Q(('note__lte', 5)), name='maturite_note_sur_cinq'), models.CheckConstraint(condition=models.Q(('moment__in', ['entree', 'milieu', 'sortie'])), name='maturite_moment_connu'), models.CheckConstraint(condition=models.Q(('source__in', ['equipe', 'referent'])), name='maturite_source_connue')],
            },
        ),
        migrations.CreateModel(
            name='Livrable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('titre', models.CharField(max_length=200, verbose_name='titre')),
                ('ouverture_at', models.DateTimeField(verbose_name='ouverture')),
                ('echeance_initiale_at', models.DateTimeField(verbose_name='première échéance')),
                ('echeance_at', models.DateTimeField(verbose_name='échéance')),
                ('statut', models.CharField(choices=[('attendu', 'Attendu'), ('en_relecture', 'En relecture'), ('a_completer', 'À compléter'), ('valide', 'Validé'), ('sans_objet', 'Sans objet')], default='attendu', max_length=20, verbose_name='statut')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('projet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='livrables', to='manufactures.projet', verbose_name='projet')),
                ('module', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='livrables', to='incubation.module', verbose_name='module')),
            ],
            options={
                'verbose_name': 'livrable',
                'ordering': ['projet', 'module__numero', 'pk'],
                'indexes': [models.Index(fields=['programme', 'statut', 'echeance_at'], name='livrable_statut_echeance')],
                'constraints': [models.UniqueConstraint(fields=('projet', 'module', 'titre'), name='livrable_unique'), models.CheckConstraint(condition=models.Q(('statut__in', ['attendu', 'en_relecture', 'a_completer', 'valide', 'sans_objet'])), name='livrable_statut_connu'), models.CheckConstraint(condition=models.Q(('echeance_at__gte', models.F('echeance_initiale_at')), ('ouverture_at__lt', models.F('echeance_initiale_at'))), name='livrable_dates')],
            },
        ),
        migrations.CreateModel(
            name='Attendu',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ordre', models.PositiveSmallIntegerField(verbose_name='ordre')),
                ('texte', models.TextField(verbose_name='texte')),
                ('outil', models.SlugField(blank=True, max_length=40, verbose_name='outil')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('module', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attendus', to='incubation.module', verbose_name='module')),
            ],
            options={
                'verbose_name': 'attendu',
                'ordering': ['module__numero', 'ordre'],
                'constraints': [models.UniqueConstraint(fields=('module', 'ordre'), name='attendu_ordre_unique')],
            },
        ),
        migrations.CreateModel(
            name='Promotion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nom', models.CharField(max_length=100, verbose_name='nom')),
                ('date_debut', models.DateField(verbose_name='début')),
                ('date_fin', models.DateField(verbose_name='fin')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('vague', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='promotions', to='manufactures.vague', verbose_name='vague')),
            ],
            options={
                'verbose_name': 'promotion',
                'ordering': ['-date_debut', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'nom'), name='promotion_nom_unique', violation_error_message='Une promotion porte déjà ce nom.'), models.CheckConstraint(condition=models.Q(('date_fin__gt', models.F('date_debut'))), name='promotion_dates')],
            },
        ),
        migrations.CreateModel(
            name='Revue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('valide', 'Validé'), ('a_completer', 'À compléter')], max_length=20, verbose_name='verdict')),
                ('commentaire', models.TextField(blank=True, verbose_name='commentaire')),
                ('at', models.DateTimeField(verbose_name='date')),
                ('par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'relecture',
                'ordering': ['-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('verdict__in', ['valide', 'a_completer'])), name='revue_verdict_connu'), models.CheckConstraint(condition=models.Q(('verdict', 'valide'), models.Q(('commentaire', ''), _negated=True), _connector='OR'), name='revue_complement_explique')],
            },
        ),
        migrations.CreateModel(
            name='AvisAttendu',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('valide', 'Validé'), ('a_completer', 'À compléter')], max_length=20, verbose_name='avis')),
                ('commentaire', models.TextField(blank=True, verbose_name='commentaire')),
                ('attendu', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='incubation.attendu', verbose_name='attendu')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('revue', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='avis_par_attendu', to='incubation.revue', verbose_name='relecture')),
            ],
            options={
                'verbose_name': 'avis sur un attendu',
                'ordering': ['revue', 'attendu__ordre'],
                'constraints': [models.UniqueConstraint(fields=('revue', 'attendu'), name='avis_attendu_unique'), models.CheckConstraint(condition=models.Q(('verdict__in', ['valide', 'a_completer'])), name='avis_attendu_verdict_connu')],
            },
        ),
        migrations.CreateModel(
            name='SessionIncubation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('numero', models.PositiveSmallIntegerField(verbose_name='numéro')),
                ('titre', models.CharField(max_length=200, verbose_name='titre')),
                ('tiers_lieu', models.CharField(max_length=200, verbose_name='tiers-lieu d’accueil')),
                ('adresse', models.CharField(blank=True, max_length=300, verbose_name='adresse')),
                ('commune', models.CharField(max_length=120, verbose_name='commune')),
                ('date', models.DateField(verbose_name='date')),
                ('matin_debut', models.TimeField(blank=True, null=True, verbose_name='début du matin')),
                ('matin_fin', models.TimeField(blank=True, null=True, verbose_name='fin du matin')),
                ('apres_midi_debut', models.TimeField(blank=True, null=True, verbose_name='début de l’après-midi')),
                ('apres_midi_fin', models.TimeField(blank=True, null=True, verbose_name='fin de l’après-midi')),
                ('statut', models.CharField(choices=[('planifiee', 'Planifiée'), ('convoquee', 'Convoquée'), ('close', 'Feuille close')], default='planifiee', max_length=20, verbose_name='statut')),
                ('secret', models.CharField(default=incubation.models.session.nouveau_secret_de_salle, editable=False, max_length=64, verbose_name='secret de la salle')),
                ('sequence', models.PositiveSmallIntegerField(default=0, verbose_name='révision de l’invitation')),
                ('convoquee_at', models.DateTimeField(blank=True, null=True, verbose_name='convoquée le')),
                ('close_at', models.DateTimeField(blank=True, null=True, verbose_name='close le')),
                ('animateur', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions_animees', to=settings.AUTH_USER_MODEL, verbose_name='animateur')),
                ('close_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='close par')),
                ('module', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='incubation.module', verbose_name='module')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'session d’incubation',
                'verbose_name_plural': 'sessions d’incubation',
                'ordering': ['date', 'pk'],
                'indexes': [models.Index(fields=['programme', 'statut', 'date'], name='session_statut_date')],
                'constraints': [models.CheckConstraint(condition=models.Q(('statut__in', ['planifiee', 'convoquee', 'close'])), name='session_statut_connu'), models.CheckConstraint(condition=models.Q(('matin_debut__isnull', False), ('apres_midi_debut__isnull', False), _connector='OR'), name='session_une_demi_journee'), models.CheckConstraint(condition=models.Q(models.Q(('matin_debut', None), ('matin_fin', None)), ('matin_debut__lt', models.F('matin_fin')), _connector='OR'), name='session_matin_entier'), models.CheckConstraint(condition=models.Q(models.Q(('apres_midi_debut', None), ('apres_midi_fin', None)), ('apres_midi_debut__lt', models.F('apres_midi_fin')), _connector='OR'), name='session_apres_midi_entier'), models.CheckConstraint(condition=models.Q(models.Q(('convoquee_at', None), ('statut', 'planifiee')), models.Q(models.Q(('statut', 'planifiee'), _negated=True), ('convoquee_at__isnull', False)), _connector='OR'), name='session_convoquee_datee'), models.CheckConstraint(condition=models.Q(models.Q(('close_at__isnull', False), ('close_par__isnull', False), ('statut', 'close')), models.Q(models.Q(('statut', 'close'), _negated=True), ('close_at', None), ('close_par', None)), _connector='OR'), name='session_close_signee')],
            },
        ),
        migrations.CreateModel(
            name='Emargement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('demi_journee', models.CharField(choices=[('matin', 'Matin'), ('apres_midi', 'Après-midi')], max_length=10, verbose_name='demi-journée')),
                ('fonction', models.CharField(choices=[('porteur', 'Porteur de projet'), ('partenaire', 'Partenaire du binôme'), ('membre', 'Membre de l’équipe')], max_length=20, verbose_name='fonction ce jour-là')),
                ('signe_at', models.DateTimeField(verbose_name='signé le')),
                ('mode', models.CharField(choices=[('code', 'Code de la salle'), ('feuille', 'Feuille papier'), ('coordination', 'Inscription par la coordination')], max_length=20, verbose_name='mode')),
                ('motif', models.CharField(blank=True, max_length=300, verbose_name='motif')),
                ('inscrit_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='inscrit par')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('projet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='emargements', to='manufactures.projet', verbose_name='projet')),
                ('utilisateur', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='emargements', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
                ('session', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='emargements', to='incubation.sessionincubation', verbose_name='session')),
            ],
            options={
                'verbose_name': 'émargement',
                'ordering': ['session', 'projet', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('session', 'demi_journee', 'utilisateur'), name='emargement_une_fois'), models.CheckConstraint(condition=models.Q(('demi_journee__in', ['matin', 'apres_midi'])), name='emargement_demi_journee_connue'), models.CheckConstraint(condition=models.Q(models.Q(('inscrit_par', None), ('mode', 'code')), models.Q(('inscrit_par__isnull', False), ('mode__in', ['feuille', 'coordination']), models.Q(('motif', ''), _negated=True)), _connector='OR'), name='emargement_mode_prouve')],
            },
        ),
        migrations.CreateModel(
            name='SousPromotion',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nom', models.CharField(max_length=100, verbose_name='nom')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('promotion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sous_promotions', to='incubation.promotion', verbose_name='promotion')),
                ('referent', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='sous_promotions', to=settings.AUTH_USER_MODEL, verbose_name='référent')),
            ],
            options={
                'verbose_name': 'sous-promotion',
                'ordering': ['promotion', 'nom'],
                'constraints': [models.UniqueConstraint(fields=('promotion', 'nom'), name='sous_promotion_nom_unique', violation_error_message='Une sous-promotion porte déjà ce nom.')],
            },
        ),
        migrations.AddField(
            model_name='sessionincubation',
            name='sous_promotion',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sessions', to='incubation.souspromotion', verbose_name='sous-promotion'),
        ),
        migrations.CreateModel(
            name='Affectation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date_debut', models.DateField(verbose_name='début')),
                ('date_fin', models.DateField(blank=True, null=True, verbose_name='fin')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('projet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='affectations', to='manufactures.projet', verbose_name='projet')),
                ('sous_promotion', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='affectations', to='incubation.souspromotion', verbose_name='sous-promotion')),
            ],
            options={
                'verbose_name': 'affectation',
                'ordering': ['projet', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('date_fin', None)), fields=('projet',), name='affectation_une_en_cours'), models.CheckConstraint(condition=models.Q(('date_fin', None), ('date_fin__gte', models.F('date_debut')), _connector='OR'), name='affectation_dates')],
            },
        ),
        migrations.CreateModel(
            name='VersionLivrable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('numero', models.PositiveSmallIntegerField(verbose_name='numéro')),
                ('empreinte', models.CharField(max_length=64, verbose_name='empreinte')),
                ('message', models.TextField(blank=True, verbose_name='ce qui a changé')),
                ('depose_at', models.DateTimeField(verbose_name='déposée le')),
                ('depose_par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='déposée par')),
                ('fichier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.versiondocument', verbose_name='fichier')),
                ('livrable', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='versions', to='incubation.livrable', verbose_name='livrable')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'version de livrable',
                'ordering': ['livrable', '-numero'],
                'constraints': [models.UniqueConstraint(fields=('livrable', 'numero'), name='version_livrable_numero_unique'), models.UniqueConstraint(fields=('livrable', 'empreinte'), name='version_livrable_fichier_unique'), models.CheckConstraint(condition=models.Q(('numero__gte', 1)), name='version_livrable_numero_positif')],
            },
        ),
        migrations.AddField(
            model_name='revue',
            name='version',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='revue', to='incubation.versionlivrable', verbose_name='version'),
        ),
        migrations.CreateModel(
            name='BesoinIdentifie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('besoin_code', models.SlugField(max_length=60, verbose_name='besoin')),
                ('libelle', models.CharField(max_length=200, verbose_name='intitulé')),
                ('priorite', models.PositiveSmallIntegerField(choices=[(1, 'Haute'), (2, 'Moyenne'), (3, 'Basse')], default=2, verbose_name='priorité')),
                ('objectif', models.TextField(verbose_name='objectif')),
                ('demi_journees', models.PositiveSmallIntegerField(verbose_name='demi-journées proposées')),
                ('at', models.DateTimeField(verbose_name='date')),
                ('par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('projet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='besoins_identifies', to='manufactures.projet', verbose_name='projet')),
            ],
            options={
                'verbose_name': 'besoin identifié',
                'verbose_name_plural': 'besoins identifiés',
                'ordering': ['projet', 'priorite', 'besoin_code'],
                'constraints': [models.UniqueConstraint(fields=('projet', 'besoin_code'), name='besoin_identifie_unique'), models.CheckConstraint(condition=models.Q(('priorite__in', [1, 2, 3])), name='besoin_identifie_priorite_connue'), models.CheckConstraint(condition=models.Q(('objectif', ''), _negated=True), name='besoin_identifie_objectif')],
            },
        ),
        migrations.CreateModel(
            name='DelaiAccorde',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ancienne_echeance_at', models.DateTimeField(verbose_name='ancienne échéance')),
                ('nouvelle_echeance_at', models.DateTimeField(verbose_name='nouvelle échéance')),
                ('motif', models.TextField(verbose_name='motif')),
                ('at', models.DateTimeField(verbose_name='date')),
                ('par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('livrable', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='delais', to='incubation.livrable', verbose_name='livrable')),
            ],
            options={
                'verbose_name': 'délai accordé',
                'verbose_name_plural': 'délais accordés',
                'ordering': ['livrable', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('nouvelle_echeance_at__gt', models.F('ancienne_echeance_at'))), name='delai_accorde_plus_tard'), models.CheckConstraint(condition=models.Q(('motif', ''), _negated=True), name='delai_accorde_motive')],
            },
        ),
        migrations.CreateModel(
            name='MessageLivrable',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('texte', models.TextField(verbose_name='message')),
                ('auteur_libelle', models.CharField(max_length=120, verbose_name='auteur à l’écran')),
                ('at', models.DateTimeField(verbose_name='date')),
                ('auteur', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='auteur')),
                ('livrable', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='messages', to='incubation.livrable', verbose_name='livrable')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'message sur un livrable',
                'ordering': ['livrable', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('texte', ''), _negated=True), name='message_livrable_non_vide')],
            },
        ),
        migrations.AddConstraint(
            model_name='sessionincubation',
            constraint=models.UniqueConstraint(fields=('sous_promotion', 'numero'), name='session_numero_unique'),
        ),
    ]
