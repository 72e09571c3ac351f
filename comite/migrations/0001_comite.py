import uuid

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.operations
import django.core.serializers.json
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import socle.comptes.portee
from comite.migrations._comite_et_seances import TABLES


class Migration(migrations.Migration):

    initial = True

    dependencies = [
        ('comptes', '0001_comptes'),
        ('comptes', '__first__'),
        ('documents', '0001_documents'),
        ('manufactures', '0002_passages'),
    ]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(
        ),
        *TABLES,
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('par_procuration', models.BooleanField(default=False, verbose_name='par procuration')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='à')),
                ('exprime_par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes_exprimes', to='comite.membre', verbose_name='exprimé par')),
                ('membre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='comite.membre', verbose_name='siège entendu')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('saisi_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saisi par')),
                ('scrutin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='comite.scrutin', verbose_name='scrutin')),
            ],
            options={
                'verbose_name': 'participation',
                'ordering': ['scrutin', 'membre'],
                'constraints': [models.UniqueConstraint(fields=('scrutin', 'membre'), name='participation_une_par_voix'), models.CheckConstraint(condition=models.Q(('par_procuration', False), models.Q(('membre', models.F('exprime_par')), _negated=True), _connector='OR'), name='participation_procuration_d_un_autre')],
            },
        ),
        migrations.CreateModel(
            name='LigneScrutin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ligne', models.SlugField(max_length=40, verbose_name='ligne')),
                ('montant', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='montant mis aux voix')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('scrutin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lignes', to='comite.scrutin', verbose_name='scrutin')),
            ],
            options={
                'verbose_name': 'ligne mise aux voix',
                'ordering': ['scrutin', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('scrutin', 'ligne'), name='ligne_scrutin_unique'), models.CheckConstraint(condition=models.Q(('montant__gte', 0)), name='ligne_scrutin_positive')],
            },
        ),
        migrations.AddField(
            model_name='decision',
            name='scrutin',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='comite.scrutin', verbose_name='scrutin'),
        ),
        migrations.CreateModel(
            name='Bulletin',
            fields=[
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                ('choix', models.CharField(choices=[('retenir', 'Retenir'), ('liste_attente', 'Liste d’attente'), ('ne_pas_retenir', 'Ne pas retenir'), ('irrecevable', 'Déclarer irrecevable'), ('attribuer', 'Attribuer'), ('sous_reserve', 'Attribuer sous réserve'), ('ajourner', 'Ajourner'), ('ne_pas_attribuer', 'Ne pas attribuer'), ('abstention', 'M’abstenir')], max_length=20, verbose_name='choix')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('membre', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comite.membre', verbose_name='siège')),
                ('scrutin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bulletins', to='comite.scrutin', verbose_name='scrutin')),
            ],
            options={
                'verbose_name': 'bulletin',
                'ordering': ['scrutin', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('scrutin', 'membre'), name='bulletin_un_par_siege'), models.CheckConstraint(condition=models.Q(('choix__in', ['retenir', 'liste_attente', 'ne_pas_retenir', 'irrecevable', 'attribuer', 'sous_reserve', 'ajourner', 'ne_pas_attribuer', 'abstention'])), name='bulletin_choix_connu')],
            },
        ),
        migrations.CreateModel(
            name='Seance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('type', models.CharField(choices=[('labellisation', 'Labellisation'), ('financement', 'Financement')], max_length=20, verbose_name='type')),
                ('reference', models.CharField(max_length=20, verbose_name='référence')),
                ('date_prevue', models.DateTimeField(verbose_name='date prévue')),
                ('lieu', models.CharField(max_length=300, verbose_name='lieu')),
                ('statut', models.CharField(choices=[('en_preparation', 'En préparation'), ('convoquee', 'Convoquée'), ('ouverte', 'Séance ouverte'), ('suspendue', 'Suspendue'), ('levee', 'Levée'), ('pv_a_signer', 'PV à signer'), ('pv_signe', 'PV signé')], default='en_preparation', max_length=20, verbose_name='statut')),
                ('convoquee_at', models.DateTimeField(blank=True, null=True, verbose_name='convoquée le')),
                ('motif_delai_court', models.TextField(blank=True, verbose_name='motif du délai court')),
                ('ouverte_at', models.DateTimeField(blank=True, null=True, verbose_name='ouverte à')),
                ('levee_at', models.DateTimeField(blank=True, null=True, verbose_name='levée à')),
                ('publiee_at', models.DateTimeField(blank=True, null=True, verbose_name='décisions publiées le')),
                ('comite', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seances', to='comite.comite', verbose_name='comité')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('publiee_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='publiée par')),
                ('seconde_convocation_de', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seconde_convocation', to='comite.seance', verbose_name='seconde convocation de')),
            ],
            options={
                'verbose_name': 'séance',
                'ordering': ['-date_prevue', '-pk'],
                'indexes': [models.Index(fields=['programme', '-date_prevue'], name='seance_date'), models.Index(fields=['programme', 'statut'], name='seance_statut')],
                'constraints': [models.UniqueConstraint(fields=('programme', 'reference'), name='seance_reference_unique'), models.CheckConstraint(condition=models.Q(('type__in', ['labellisation', 'financement'])), name='seance_type_connu'), models.CheckConstraint(condition=models.Q(models.Q(('convoquee_at', None), ('levee_at', None), ('ouverte_at', None), ('statut', 'en_preparation')), models.Q(('convoquee_at__isnull', False), ('levee_at', None), ('ouverte_at', None), ('statut', 'convoquee')), models.Q(('convoquee_at__isnull', False), ('levee_at', None), ('ouverte_at__isnull', False), ('statut__in', ['ouverte', 'suspendue'])), models.Q(('convoquee_at__isnull', False), ('levee_at__isnull', False), ('ouverte_at__isnull', False), ('statut__in', ['levee', 'pv_a_signer', 'pv_signe'])), _connector='OR'), name='seance_statut_et_dates'), models.CheckConstraint(condition=models.Q(('ouverte_at', None), ('ouverte_at__gte', models.F('convoquee_at')), _connector='OR'), name='seance_ouverte_apres_convocation'), models.CheckConstraint(condition=models.Q(('levee_at', None), ('levee_at__gte', models.F('ouverte_at')), _connector='OR'), name='seance_levee_apres_ouverture'), models.CheckConstraint(condition=models.Q(models.Q(('publiee_at', None), ('publiee_par', None)), ('publiee_at__gte', models.F('levee_at')), _connector='OR'), name='seance_publiee_apres_levee')],
            },
        ),
        migrations.CreateModel(
            name='Procuration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('donnee_at', models.DateTimeField(auto_now_add=True, verbose_name='donnée le')),
                ('mandant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='procurations_donnees', to='comite.membre', verbose_name='mandant')),
                ('mandataire', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='procurations_recues', to='comite.membre', verbose_name='mandataire')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('saisie_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saisie par')),
                ('seance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='procurations', to='comite.seance', verbose_name='séance')),
            ],
            options={
                'verbose_name': 'procuration',
                'ordering': ['seance', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('seance', 'mandant'), name='procuration_une_par_mandant'), models.CheckConstraint(condition=models.Q(('mandant', models.F('mandataire')), _negated=True), name='procuration_a_un_autre')],
            },
        ),
        migrations.CreateModel(
            name='ProcesVerbal',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contenu', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='contenu')),
                ('empreinte', models.CharField(max_length=64, verbose_name='empreinte des données')),
                ('etat', models.CharField(choices=[('a_signer', 'Projet, à signer'), ('signe', 'Version signée')], default='a_signer', max_length=10, verbose_name='état')),
                ('genere_at', models.DateTimeField(verbose_name='généré le')),
                ('signe_at', models.DateTimeField(blank=True, null=True, verbose_name='signé le')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('version', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.versiondocument', verbose_name='fichier')),
                ('seance', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='proces_verbal', to='comite.seance', verbose_name='séance')),
            ],
            options={
                'verbose_name': 'procès-verbal',
                'ordering': ['seance'],
                'constraints': [models.CheckConstraint(condition=models.Q(('empreinte__regex', '^[0-9a-f]{64}$')), name='pv_empreinte_sha256'), models.CheckConstraint(condition=models.Q(models.Q(('etat', 'a_signer'), ('signe_at', None)), models.Q(('etat', 'signe'), ('signe_at__isnull', False)), _connector='OR'), name='pv_signe_a_une_date')],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('arrivee_at', models.DateTimeField(verbose_name='arrivée')),
                ('depart_at', models.DateTimeField(blank=True, null=True, verbose_name='départ')),
                ('membre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='comite.membre', verbose_name='membre')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('saisie_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saisie par')),
                ('seance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='comite.seance', verbose_name='séance')),
            ],
            options={
                'verbose_name': 'présence',
                'ordering': ['seance', 'arrivee_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('depart_at', None)), fields=('seance', 'membre'), name='presence_une_en_cours'), models.CheckConstraint(condition=models.Q(('depart_at', None), ('depart_at__gte', models.F('arrivee_at')), _connector='OR'), name='presence_depart_apres_arrivee')],
            },
        ),
        migrations.AddField(
            model_name='pointordredujour',
            name='seance',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='points', to='comite.seance', verbose_name='séance'),
        ),
        migrations.CreateModel(
            name='Deport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('lien', models.CharField(choices=[('personne', 'Lien personnel ou familial'), ('structure', 'Lien avec la structure porteuse'), ('territoire', 'Mandat ou fonction sur le territoire'), ('autre', 'Autre lien')], default='autre', max_length=20, verbose_name='nature du lien')),
                ('motif', models.TextField(blank=True, verbose_name='motif')),
                ('declare_at', models.DateTimeField(verbose_name='déclaré le')),
                ('retire_at', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                ('declare_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='déclaré par')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('projet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deports', to='manufactures.projet', verbose_name='projet')),
                ('membre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deports', to='comite.membre', verbose_name='membre')),
                ('seance', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deports', to='comite.seance', verbose_name='séance où il est déclaré')),
            ],
            options={
                'verbose_name': 'déport',
                'ordering': ['projet', 'membre', 'pk'],
                'indexes': [models.Index(condition=models.Q(('retire_at', None)), fields=['projet'], name='deport_actif_projet')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('retire_at', None)), fields=('membre', 'projet'), name='deport_actif_unique'), models.CheckConstraint(condition=models.Q(('lien__in', ['personne', 'structure', 'territoire', 'autre'])), name='deport_lien_connu')],
            },
        ),
        migrations.CreateModel(
            name='Ajournement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('points_a_lever', models.TextField(verbose_name='points à lever')),
                ('preuve_attendue', models.TextField(verbose_name='preuve attendue')),
                ('date_retour', models.DateField(verbose_name='date de retour')),
                ('leve_at', models.DateTimeField(blank=True, null=True, verbose_name='levé le')),
                ('personne_en_charge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='personne en charge')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ajournement', to='comite.decision', verbose_name='décision')),
                ('seance_retour', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='retours', to='comite.seance', verbose_name='séance de retour')),
            ],
            options={
                'verbose_name': 'ajournement',
                'ordering': ['date_retour', 'pk'],
                'indexes': [models.Index(condition=models.Q(('leve_at', None)), fields=['programme', 'date_retour'], name='ajournement_a_revenir')],
                'constraints': [models.CheckConstraint(condition=models.Q(('points_a_lever', ''), _negated=True), name='ajournement_points_a_lever'), models.CheckConstraint(condition=models.Q(('preuve_attendue', ''), _negated=True), name='ajournement_preuve_attendue')],
            },
        ),
        migrations.CreateModel(
            name='SignaturePV',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('qualite', models.CharField(choices=[('presidence', 'La présidence de séance'), ('secretariat', 'Le secrétariat de séance')], max_length=20, verbose_name='qualité')),
                ('empreinte', models.CharField(max_length=64, verbose_name='empreinte signée')),
                ('signe_at', models.DateTimeField(verbose_name='signé le')),
                ('membre', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comite.membre', verbose_name='membre')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('pv', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='signatures', to='comite.procesverbal', verbose_name='procès-verbal')),
                ('signataire', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signataire')),
            ],
            options={
                'verbose_name': 'signature',
                'ordering': ['pv', 'signe_at'],
                'constraints': [models.UniqueConstraint(fields=('pv', 'qualite'), name='signature_une_par_qualite'), models.UniqueConstraint(fields=('pv', 'signataire'), name='signature_deux_personnes')],
            },
        ),
        migrations.CreateModel(
            name='Urne',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contenu', models.JSONField(default=dict, verbose_name='voix par choix')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('scrutin', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='urne', to='comite.scrutin', verbose_name='scrutin')),
            ],
            options={
                'verbose_name': 'urne',
                'ordering': ['scrutin'],
            },
        ),
        migrations.AddConstraint(
            model_name='pointordredujour',
            constraint=models.UniqueConstraint(fields=('seance', 'projet'), name='point_projet_une_fois'),
        ),
        migrations.AddConstraint(
            model_name='pointordredujour',
            constraint=models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('seance', 'rang'), name='point_rang_unique'),
        ),
    ]
