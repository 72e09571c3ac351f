"""The committee, its members and its sittings: the first tables of migration 0001."""


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

TABLES = [
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
]
