"""Marks, minutes with their signatures, conditions to lift."""

import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import socle.comptes.portee


class Migration(migrations.Migration):
    dependencies = [("comite", "0002_scrutins_et_decisions")]

    operations = [
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
            },
        ),
        migrations.CreateModel(
            name='LigneRapport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('rapporteur', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lignes', to='comite.rapporteur', verbose_name='rapporteur')),
                ('ligne', models.SlugField(max_length=40, verbose_name='ligne')),
                ('montant', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='montant proposé')),
            ],
            options={
                'verbose_name': 'montant proposé par un rapporteur',
                'ordering': ['rapporteur', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('rapporteur', 'ligne'), name='ligne_rapport_unique'), models.CheckConstraint(condition=models.Q(('montant__gte', 0)), name='ligne_rapport_positive')],
            },
        ),
        migrations.CreateModel(
            name='ProcesVerbal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('seance', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='proces_verbal', to='comite.seance', verbose_name='séance')),
                ('contenu', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='contenu')),
                ('empreinte', models.CharField(max_length=64, verbose_name='empreinte des données')),
                ('etat', models.CharField(choices=[('a_signer', 'Projet, à signer'), ('signe', 'Version signée')], default='a_signer', max_length=10, verbose_name='état')),
                ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.versiondocument', verbose_name='fichier')),
                ('genere_at', models.DateTimeField(verbose_name='généré le')),
                ('signe_at', models.DateTimeField(blank=True, null=True, verbose_name='signé le')),
            ],
            options={
                'verbose_name': 'procès-verbal',
                'ordering': ['seance'],
                'constraints': [models.CheckConstraint(condition=models.Q(('empreinte__regex', '^[0-9a-f]{64}$')), name='pv_empreinte_sha256'), models.CheckConstraint(condition=models.Q(models.Q(('etat', 'a_signer'), ('signe_at', None)), models.Q(('etat', 'signe'), ('signe_at__isnull', False)), _connector='OR'), name='pv_signe_a_une_date')],
            },
        ),
        migrations.CreateModel(
            name='CorrectionPV',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('pv', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='corrections', to='comite.procesverbal', verbose_name='procès-verbal')),
                ('numero', models.PositiveSmallIntegerField(verbose_name='numéro')),
                ('differences', models.JSONField(verbose_name='différences')),
                ('empreinte', models.CharField(max_length=64, verbose_name='empreinte après correction')),
                ('auteur', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='auteur')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='corrigé le')),
            ],
            options={
                'verbose_name': 'correction',
                'ordering': ['pv', '-numero'],
                'constraints': [models.UniqueConstraint(fields=('pv', 'numero'), name='correction_pv_numero_unique')],
            },
        ),
        migrations.CreateModel(
            name='Additif',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('pv', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='additifs', to='comite.procesverbal', verbose_name='procès-verbal')),
                ('numero', models.PositiveSmallIntegerField(verbose_name='numéro')),
                ('texte', models.TextField(verbose_name='texte')),
                ('contenu', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='contenu')),
                ('empreinte_precedente', models.CharField(max_length=64, verbose_name='empreinte de ce qu’il complète')),
                ('empreinte', models.CharField(max_length=64, verbose_name='empreinte des données')),
                ('etat', models.CharField(choices=[('a_signer', 'Projet, à signer'), ('signe', 'Version signée')], default='a_signer', max_length=10, verbose_name='état')),
                ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.versiondocument', verbose_name='fichier')),
                ('auteur', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='auteur')),
                ('redige_at', models.DateTimeField(verbose_name='rédigé le')),
                ('signe_at', models.DateTimeField(blank=True, null=True, verbose_name='signé le')),
            ],
            options={
                'verbose_name': 'additif',
                'ordering': ['pv', 'numero'],
                'constraints': [models.UniqueConstraint(fields=('pv', 'numero'), name='additif_numero_unique'), models.UniqueConstraint(condition=models.Q(('etat', 'a_signer')), fields=('pv',), name='additif_un_a_signer'), models.CheckConstraint(condition=models.Q(('texte', ''), _negated=True), name='additif_a_un_texte'), models.CheckConstraint(condition=models.Q(('empreinte__regex', '^[0-9a-f]{64}$')), name='additif_empreinte_sha256'), models.CheckConstraint(condition=models.Q(models.Q(('etat', 'a_signer'), ('signe_at', None)), models.Q(('etat', 'signe'), ('signe_at__isnull', False)), _connector='OR'), name='additif_signe_a_une_date')],
            },
        ),
        migrations.CreateModel(
            name='SignaturePV',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('pv', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='comite.procesverbal', verbose_name='procès-verbal')),
                ('additif', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='comite.additif', verbose_name='additif')),
                ('qualite', models.CharField(choices=[('presidence', 'La présidence de séance'), ('secretariat', 'Le secrétariat de séance')], max_length=20, verbose_name='qualité')),
                ('membre', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comite.membre', verbose_name='membre')),
                ('signataire', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signataire')),
                ('nom', models.CharField(default='', max_length=300, verbose_name='nom au moment de signer')),
                ('preuve', models.CharField(choices=[('mot_de_passe', 'nouvelle identification par mot de passe'), ('second_facteur', 'nouvelle identification par second facteur')], default='mot_de_passe', max_length=20, verbose_name='preuve d’identité')),
                ('empreinte', models.CharField(max_length=64, verbose_name='empreinte signée')),
                ('signe_at', models.DateTimeField(verbose_name='signé le')),
            ],
            options={
                'verbose_name': 'signature',
                'ordering': ['pv', 'signe_at'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('additif', None)), fields=('pv', 'qualite'), name='signature_une_par_qualite'), models.UniqueConstraint(condition=models.Q(('additif', None)), fields=('pv', 'signataire'), name='signature_deux_personnes'), models.UniqueConstraint(fields=('additif', 'qualite'), name='signature_additif_une_par_qualite'), models.UniqueConstraint(fields=('additif', 'signataire'), name='signature_additif_deux_personnes')],
            },
        ),
        migrations.CreateModel(
            name='ConditionALever',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conditions_a_lever', to='comite.decision', verbose_name='décision')),
                ('genre', models.CharField(choices=[('reserve', 'Réserve'), ('ajournement', 'Point à lever')], max_length=12, verbose_name='genre')),
                ('rang', models.PositiveSmallIntegerField(verbose_name='rang')),
                ('texte', models.TextField(verbose_name='ce qui est à lever')),
                ('preuve_attendue', models.TextField(blank=True, verbose_name='preuve attendue')),
                ('responsable', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='personne en charge')),
                ('echeance', models.DateTimeField(verbose_name='à lever avant le')),
                ('etat', models.CharField(choices=[('a_lever', 'À lever'), ('preuve_deposee', 'Preuve déposée'), ('en_seance', 'Soumise à la séance'), ('levee', 'Levée'), ('refusee', 'Preuve refusée')], default='a_lever', max_length=16, verbose_name='état')),
                ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.versiondocument', verbose_name='dernière preuve')),
                ('seance', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='conditions_soumises', to='comite.seance', verbose_name='soumise à')),
            ],
            options={
                'verbose_name': 'condition à lever',
                'ordering': ['decision', 'rang'],
                'indexes': [models.Index(condition=models.Q(('etat', 'levee'), _negated=True), fields=['programme', 'echeance'], name='condition_ouverte')],
                'constraints': [models.UniqueConstraint(fields=('decision', 'rang'), name='condition_rang_unique'), models.CheckConstraint(condition=models.Q(('texte', ''), _negated=True), name='condition_texte_present'), models.CheckConstraint(condition=models.Q(('etat__in', ['a_lever', 'preuve_deposee', 'en_seance', 'levee', 'refusee'])), name='condition_etat_connu'), models.CheckConstraint(condition=models.Q(('genre__in', ['reserve', 'ajournement'])), name='condition_genre_connu'), models.CheckConstraint(condition=models.Q(('etat__in', ['a_lever', 'refusee']), ('version__isnull', False), _connector='OR'), name='condition_levee_sur_preuve'), models.CheckConstraint(condition=models.Q(models.Q(('etat', 'en_seance'), _negated=True), ('seance__isnull', False), _connector='OR'), name='condition_soumise_a_une_seance')],
            },
        ),
        migrations.CreateModel(
            name='GesteCondition',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('condition', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='gestes', to='comite.conditionalever', verbose_name='condition')),
                ('geste', models.CharField(choices=[('depot', 'Preuve déposée'), ('retrait', 'Preuve retirée'), ('renvoi', 'Soumise à la séance'), ('levee', 'Condition levée'), ('refus', 'Preuve refusée')], max_length=10, verbose_name='geste')),
                ('message', models.TextField(blank=True, verbose_name='message ou motif')),
                ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.versiondocument', verbose_name='fichier')),
                ('seance', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comite.seance', verbose_name='séance')),
                ('auteur', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='auteur')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='le')),
            ],
            options={
                'verbose_name': 'geste sur une condition',
                'ordering': ['condition', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('geste__in', ['depot', 'retrait', 'renvoi', 'levee', 'refus'])), name='geste_connu'), models.CheckConstraint(condition=models.Q(models.Q(('geste', 'refus'), _negated=True), models.Q(('message', ''), _negated=True), _connector='OR'), name='geste_refus_motive'), models.CheckConstraint(condition=models.Q(models.Q(('geste', 'depot'), ('version__isnull', False)), models.Q(('geste', 'depot'), _negated=True), _connector='OR'), name='geste_depot_a_un_fichier'), models.CheckConstraint(condition=models.Q(models.Q(('geste', 'renvoi'), _negated=True), ('seance__isnull', False), _connector='OR'), name='geste_renvoi_a_une_seance')],
            },
        ),
        migrations.CreateModel(
            name='PlaceEnAttente',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='place_en_attente', to='comite.decision', verbose_name='décision')),
                ('projet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='manufactures.projet', verbose_name='projet')),
                ('vague', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='manufactures.vague', verbose_name='vague')),
                ('rang', models.PositiveSmallIntegerField(verbose_name='rang')),
                ('appelee_at', models.DateTimeField(blank=True, null=True, verbose_name='appelée le')),
                ('appelee_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='appelée par')),
                ('motif', models.TextField(blank=True, verbose_name='place qui se libère')),
                ('sortie_at', models.DateTimeField(blank=True, null=True, verbose_name='sortie le')),
            ],
            options={
                'verbose_name': 'place en liste d’attente',
                'ordering': ['vague', 'rang', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('sortie_at', None)), fields=('programme', 'vague', 'rang'), name='place_rang_unique', nulls_distinct=False), models.UniqueConstraint(condition=models.Q(('sortie_at', None)), fields=('projet',), name='place_une_par_projet'), models.CheckConstraint(condition=models.Q(('rang__gt', 0)), name='place_rang_positif'), models.CheckConstraint(condition=models.Q(('appelee_at', None), models.Q(('motif', ''), _negated=True), _connector='OR'), name='place_appelee_motivee')],
            },
        ),
    ]
