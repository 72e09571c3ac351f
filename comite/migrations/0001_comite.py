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

import comite.models.comite
import socle.comptes.portee


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
        migrations.CreateModel(
            name='Comite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nom', models.CharField(max_length=200, verbose_name='nom')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'comité',
                'ordering': ['nom'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'nom'), name='comite_nom_unique')],
            },
        ),
        migrations.CreateModel(
            name='Critere',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('type_seance', models.CharField(choices=[('labellisation', 'Labellisation'), ('financement', 'Financement')], max_length=20, verbose_name='type de séance')),
                ('code', models.SlugField(max_length=40, verbose_name='code')),
                ('ordre', models.PositiveSmallIntegerField(verbose_name='ordre')),
                ('libelle', models.CharField(max_length=200, verbose_name='critère')),
                ('aide', models.CharField(blank=True, max_length=500, verbose_name='ce qu’il regarde')),
                ('poids', models.PositiveSmallIntegerField(verbose_name='poids')),
                ('critique', models.BooleanField(default=False, verbose_name='critique')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'critère',
                'ordering': ['type_seance', 'ordre', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'type_seance', 'code'), name='critere_code_unique'), models.CheckConstraint(condition=models.Q(('type_seance__in', ['labellisation', 'financement'])), name='critere_type_connu'), models.CheckConstraint(condition=models.Q(('poids__gt', 0)), name='critere_poids_positif')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('type', models.CharField(choices=[('labellisation', 'Labellisation'), ('financement', 'Financement')], max_length=20, verbose_name='type')),
                ('sens', models.CharField(choices=[('retenu', 'Retenu'), ('liste_attente', 'Liste d’attente'), ('non_retenu', 'Non retenu'), ('irrecevable', 'Irrecevable'), ('attribue', 'Attribué'), ('sous_reserve', 'Sous réserve'), ('ajourne', 'Ajourné'), ('non_attribue', 'Non attribué')], max_length=20, verbose_name='décision')),
                ('voix_preponderante', models.BooleanField(default=False, verbose_name='voix prépondérante de la présidence')),
                ('motifs', models.TextField(blank=True, verbose_name='motifs')),
                ('conditions', models.TextField(blank=True, verbose_name='conditions')),
                ('preuve_attendue', models.TextField(blank=True, verbose_name='preuve attendue')),
                ('date_limite', models.DateTimeField(blank=True, null=True, verbose_name='conditions à lever avant le')),
                ('montant', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='montant')),
                ('note', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='note sur 100')),
                ('rang_note', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='rang noté')),
                ('ex_aequo', models.PositiveSmallIntegerField(default=1, verbose_name='dossiers au même rang noté')),
                ('rang_decide', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='rang décidé')),
                ('motif_ecart', models.TextField(blank=True, verbose_name='motif de l’écart de rang')),
                ('statut_avant', models.CharField(choices=[('brouillon', 'Brouillon'), ('depose', 'Déposée'), ('hors_delai', 'Hors délai'), ('recevable', 'Recevable'), ('irrecevable', 'Irrecevable'), ('labellise', 'Labellisé'), ('liste_attente', 'Liste d’attente'), ('non_retenu', 'Non retenu'), ('en_incubation', 'En incubation'), ('en_comite', 'En comité'), ('finance', 'Financé'), ('sous_reserve', 'Sous réserve'), ('ajourne', 'Ajourné'), ('non_finance', 'Non financé'), ('en_accompagnement', 'En accompagnement'), ('suspendu', 'Suspendu'), ('sorti', 'Sorti'), ('abandon', 'Abandon')], max_length=20, verbose_name='statut du projet avant la décision')),
                ('prise_at', models.DateTimeField(verbose_name='prise le')),
                ('prise_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proclamée par')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'décision',
                'ordering': ['point'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('sens__in', ['irrecevable', 'liste_attente', 'non_retenu', 'retenu']), ('type', 'labellisation')), models.Q(('sens__in', ['ajourne', 'attribue', 'non_attribue', 'sous_reserve']), ('type', 'financement')), _connector='OR'), name='decision_sens_du_type'), models.CheckConstraint(condition=models.Q(models.Q(('montant__gt', 0), ('sens__in', ['attribue', 'sous_reserve'])), models.Q(models.Q(('sens__in', ['attribue', 'sous_reserve']), _negated=True), ('montant', 0)), _connector='OR'), name='decision_montant_si_attribue'), models.CheckConstraint(condition=models.Q(models.Q(('sens__in', ['ajourne', 'irrecevable', 'non_attribue', 'non_retenu']), _negated=True), models.Q(('motifs', ''), _negated=True), _connector='OR'), name='decision_motivee'), models.CheckConstraint(condition=models.Q(models.Q(('sens', 'sous_reserve'), models.Q(('conditions', ''), _negated=True), ('date_limite__isnull', False)), models.Q(models.Q(('sens', 'sous_reserve'), _negated=True), ('conditions', ''), ('date_limite', None)), _connector='OR'), name='decision_reserve_a_ses_conditions'), models.CheckConstraint(condition=models.Q(('rang_note', None), ('rang_decide', None), models.Q(('rang_decide__gte', models.F('rang_note')), ('rang_decide__lt', models.F('rang_note') + models.F('ex_aequo'))), models.Q(('motif_ecart', ''), _negated=True), _connector='OR'), name='decision_ecart_motive')],
            },
        ),
        migrations.CreateModel(
            name='Dossier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('contenu', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='contenu')),
                ('empreinte', models.CharField(max_length=64, verbose_name='empreinte SHA-256')),
                ('fige_at', models.DateTimeField(verbose_name='figé le')),
                ('fige_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='figé par')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'dossier',
                'ordering': ['point'],
                'constraints': [models.CheckConstraint(condition=models.Q(('empreinte__regex', '^[0-9a-f]{64}$')), name='dossier_empreinte_sha256')],
            },
        ),
        migrations.CreateModel(
            name='Enveloppe',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('montant_total', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='enveloppe')),
                ('montant_attribue', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='attribué')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'enveloppe',
                'ordering': ['programme'],
                'constraints': [models.UniqueConstraint(fields=('programme',), name='enveloppe_une_par_programme'), models.CheckConstraint(condition=models.Q(('montant_attribue__gte', 0)), name='enveloppe_attribue_positif'), models.CheckConstraint(condition=models.Q(('montant_attribue__lte', models.F('montant_total'))), name='enveloppe_jamais_depassee')],
            },
        ),
        migrations.CreateModel(
            name='LigneDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ligne', models.SlugField(max_length=40, verbose_name='ligne')),
                ('montant', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='montant attribué')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lignes', to='comite.decision', verbose_name='décision')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'ligne décidée',
                'ordering': ['decision', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('decision', 'ligne'), name='ligne_decision_unique'), models.CheckConstraint(condition=models.Q(('montant__gte', 0)), name='ligne_decision_positive')],
            },
        ),
        migrations.CreateModel(
            name='Membre',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('siege', models.PositiveSmallIntegerField(verbose_name='siège')),
                ('qualite', models.CharField(choices=[('etat', 'Représentant de l’État'), ('collectivite', 'Représentant d’une collectivité'), ('financeur', 'Représentant d’un financeur'), ('personnalite', 'Personnalité qualifiée'), ('autre', 'Membre associé')], max_length=20, verbose_name='qualité')),
                ('organisation', models.CharField(blank=True, max_length=200, verbose_name='organisation')),
                ('voix', models.BooleanField(default=True, verbose_name='voix délibérative')),
                ('est_presidence', models.BooleanField(default=False, verbose_name='présidence')),
                ('est_secretariat', models.BooleanField(default=False, verbose_name='secrétariat')),
                ('mandat_debut', models.DateField(verbose_name='début du mandat')),
                ('mandat_fin', models.DateField(blank=True, null=True, verbose_name='fin du mandat')),
                ('comite', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='membres', to='comite.comite', verbose_name='comité')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('suppleant_de', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='suppleants', to='comite.membre', verbose_name='suppléant de')),
                ('utilisateur', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sieges_comite', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
            ],
            options={
                'verbose_name': 'membre du comité',
                'ordering': ['siege', models.OrderBy(models.F('suppleant_de'), nulls_first=True), 'pk'],
                'indexes': [models.Index(fields=['utilisateur'], name='membre_utilisateur')],
                'constraints': [models.CheckConstraint(condition=models.Q(('siege__gt', 0)), name='membre_siege_positif'), models.CheckConstraint(condition=models.Q(('qualite__in', ['etat', 'collectivite', 'financeur', 'personnalite', 'autre'])), name='membre_qualite_connue'), models.CheckConstraint(condition=models.Q(('mandat_fin', None), ('mandat_fin__gte', models.F('mandat_debut')), _connector='OR'), name='membre_mandat_dates'), models.CheckConstraint(condition=models.Q(('est_presidence', False), models.Q(('suppleant_de', None), ('voix', True)), _connector='OR'), name='membre_presidence_votante'), models.CheckConstraint(condition=models.Q(('suppleant_de', None), models.Q(('suppleant_de', models.F('pk')), _negated=True), _connector='OR'), name='membre_pas_son_suppleant'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('suppleant_de', None)), expressions=[('comite', '='), ('siege', '='), (comite.models.comite._Mandat(models.F('mandat_debut'), models.F('mandat_fin'), django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True)), '&&')], name='membre_un_titulaire_par_siege'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('comite', '='), ('utilisateur', '='), (comite.models.comite._Mandat(models.F('mandat_debut'), models.F('mandat_fin'), django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True)), '&&')], name='membre_un_siege_par_personne'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('est_presidence', True)), expressions=[('comite', '='), (comite.models.comite._Mandat(models.F('mandat_debut'), models.F('mandat_fin'), django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True)), '&&')], name='membre_une_presidence')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('valeur', models.PositiveSmallIntegerField(verbose_name='note')),
                ('commentaire', models.TextField(blank=True, verbose_name='commentaire')),
                ('modifiee_at', models.DateTimeField(auto_now=True, verbose_name='enregistrée le')),
                ('critere', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='comite.critere', verbose_name='critère')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='comite.dossier', verbose_name='dossier')),
                ('membre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='comite.membre', verbose_name='membre')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'note',
                'ordering': ['dossier', 'membre', 'critere'],
                'constraints': [models.UniqueConstraint(fields=('dossier', 'membre', 'critere'), name='note_unique'), models.CheckConstraint(condition=models.Q(('valeur__lte', 20)), name='note_dans_l_echelle')],
            },
        ),
        migrations.CreateModel(
            name='PointOrdreDuJour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rang', models.PositiveSmallIntegerField(verbose_name='rang')),
                ('retour_ajournement', models.BooleanField(default=False, verbose_name='retour d’ajournement')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('projet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='points_comite', to='manufactures.projet', verbose_name='projet')),
            ],
            options={
                'verbose_name': 'point de l’ordre du jour',
                'ordering': ['seance', 'rang', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('rang__gt', 0)), name='point_rang_positif')],
            },
        ),
        migrations.AddField(
            model_name='dossier',
            name='point',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='dossier', to='comite.pointordredujour', verbose_name='point'),
        ),
        migrations.AddField(
            model_name='decision',
            name='point',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='comite.pointordredujour', verbose_name='point'),
        ),
        migrations.CreateModel(
            name='Scrutin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mode', models.CharField(choices=[('nominal', 'Nominal'), ('secret', 'Secret')], max_length=10, verbose_name='mode')),
                ('question', models.CharField(max_length=300, verbose_name='question')),
                ('statut', models.CharField(choices=[('ouvert', 'Scrutin ouvert'), ('clos', 'Scrutin clos'), ('proclame', 'Proclamé'), ('annule', 'Annulé')], default='ouvert', max_length=10, verbose_name='statut')),
                ('ouvert_at', models.DateTimeField(verbose_name='ouvert à')),
                ('clos_at', models.DateTimeField(blank=True, null=True, verbose_name='clos à')),
                ('motif_annulation', models.TextField(blank=True, verbose_name='motif d’annulation')),
                ('votants', models.PositiveSmallIntegerField(verbose_name='membres votants')),
                ('deports', models.PositiveSmallIntegerField(verbose_name='déports')),
                ('presents', models.PositiveSmallIntegerField(verbose_name='présents')),
                ('representes', models.PositiveSmallIntegerField(verbose_name='représentés')),
                ('quorum_requis', models.PositiveSmallIntegerField(verbose_name='quorum requis')),
                ('ouvert_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ouvert par')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scrutins', to='comite.pointordredujour', verbose_name='point')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'scrutin',
                'ordering': ['point', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('statut', 'ouvert')), fields=('point',), name='scrutin_un_ouvert_par_point'), models.UniqueConstraint(condition=models.Q(('statut', 'proclame')), fields=('point',), name='scrutin_un_proclame_par_point'), models.CheckConstraint(condition=models.Q(('mode__in', ['nominal', 'secret'])), name='scrutin_mode_connu'), models.CheckConstraint(condition=models.Q(models.Q(('clos_at', None), ('statut', 'ouvert')), models.Q(('clos_at__isnull', False), ('motif_annulation', ''), ('statut__in', ['clos', 'proclame'])), models.Q(('clos_at__isnull', False), ('statut', 'annule'), models.Q(('motif_annulation', ''), _negated=True)), _connector='OR'), name='scrutin_statut_et_dates'), models.CheckConstraint(condition=models.Q(('clos_at', None), ('clos_at__gte', models.F('ouvert_at')), _connector='OR'), name='scrutin_clos_apres_ouverture'), models.CheckConstraint(condition=models.Q(('quorum_requis__lte', django.db.models.expressions.CombinedExpression(models.F('presents'), '+', models.F('representes')))), name='scrutin_quorum_atteint'), models.CheckConstraint(condition=models.Q(('votants__gte', django.db.models.expressions.CombinedExpression(models.F('presents'), '+', models.F('representes')))), name='scrutin_voix_comptees')],
            },
        ),
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
