"""The committee, its sittings, what it examines, arbitration and state aid."""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.operations
import django.core.serializers.json
import django.db.models.constraints
import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

import comite.models.comite
import comite.models.seance
import socle.comptes.portee


class Migration(migrations.Migration):
    initial = True

    dependencies = [("comptes", "0002_demandes_rejouables"), ("documents", "0001_documents"), ("manufactures", "0003_autres_financeurs")]

    operations = [
        django.contrib.postgres.operations.BtreeGistExtension(),
        migrations.CreateModel(
            name='Comite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('nom', models.CharField(max_length=200, verbose_name='nom')),
            ],
            options={
                'verbose_name': 'comité',
                'ordering': ['nom'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'nom'), name='comite_nom_unique')],
            },
        ),
        migrations.CreateModel(
            name='Membre',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('comite', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='membres', to='comite.comite', verbose_name='comité')),
                ('utilisateur', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sieges_comite', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
                ('siege', models.PositiveSmallIntegerField(verbose_name='siège')),
                ('qualite', models.CharField(choices=[('etat', 'Représentant de l’État'), ('collectivite', 'Représentant d’une collectivité'), ('financeur', 'Représentant d’un financeur'), ('personnalite', 'Personnalité qualifiée'), ('autre', 'Membre associé')], max_length=20, verbose_name='qualité')),
                ('organisation', models.CharField(blank=True, max_length=200, verbose_name='organisation')),
                ('voix', models.BooleanField(default=True, verbose_name='voix délibérative')),
                ('est_presidence', models.BooleanField(default=False, verbose_name='présidence')),
                ('est_secretariat', models.BooleanField(default=False, verbose_name='secrétariat')),
                ('suppleant_de', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='suppleants', to='comite.membre', verbose_name='suppléant de')),
                ('mandat_debut', models.DateField(verbose_name='début du mandat')),
                ('mandat_fin', models.DateField(blank=True, null=True, verbose_name='fin du mandat')),
            ],
            options={
                'verbose_name': 'membre du comité',
                'ordering': ['siege', models.OrderBy(models.F('suppleant_de'), nulls_first=True), 'pk'],
                'indexes': [models.Index(fields=['utilisateur'], name='membre_utilisateur')],
                'constraints': [models.CheckConstraint(condition=models.Q(('siege__gt', 0)), name='membre_siege_positif'), models.CheckConstraint(condition=models.Q(('qualite__in', ['etat', 'collectivite', 'financeur', 'personnalite', 'autre'])), name='membre_qualite_connue'), models.CheckConstraint(condition=models.Q(('mandat_fin', None), ('mandat_fin__gte', models.F('mandat_debut')), _connector='OR'), name='membre_mandat_dates'), models.CheckConstraint(condition=models.Q(('est_presidence', False), models.Q(('suppleant_de', None), ('voix', True)), _connector='OR'), name='membre_presidence_votante'), models.CheckConstraint(condition=models.Q(('suppleant_de', None), models.Q(('suppleant_de', models.F('pk')), _negated=True), _connector='OR'), name='membre_pas_son_suppleant'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('suppleant_de', None)), expressions=[('comite', '='), ('siege', '='), (comite.models.comite._Mandat(models.F('mandat_debut'), models.F('mandat_fin'), django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True)), '&&')], name='membre_un_titulaire_par_siege'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('comite', '='), ('utilisateur', '='), (comite.models.comite._Mandat(models.F('mandat_debut'), models.F('mandat_fin'), django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True)), '&&')], name='membre_un_siege_par_personne'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('est_presidence', True)), expressions=[('comite', '='), (comite.models.comite._Mandat(models.F('mandat_debut'), models.F('mandat_fin'), django.contrib.postgres.fields.ranges.RangeBoundary(inclusive_upper=True)), '&&')], name='membre_une_presidence')],
            },
        ),
        migrations.CreateModel(
            name='Critere',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('type_seance', models.CharField(choices=[('labellisation', 'Labellisation'), ('financement', 'Financement')], max_length=20, verbose_name='type de séance')),
                ('code', models.SlugField(max_length=40, verbose_name='code')),
                ('ordre', models.PositiveSmallIntegerField(verbose_name='ordre')),
                ('libelle', models.CharField(max_length=200, verbose_name='critère')),
                ('aide', models.CharField(blank=True, max_length=500, verbose_name='ce qu’il regarde')),
                ('poids', models.PositiveSmallIntegerField(verbose_name='poids')),
                ('critique', models.BooleanField(default=False, verbose_name='critique')),
            ],
            options={
                'verbose_name': 'critère',
                'ordering': ['type_seance', 'ordre', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'type_seance', 'code'), name='critere_code_unique'), models.CheckConstraint(condition=models.Q(('type_seance__in', ['labellisation', 'financement'])), name='critere_type_connu'), models.CheckConstraint(condition=models.Q(('poids__gt', 0)), name='critere_poids_positif')],
            },
        ),
        migrations.CreateModel(
            name='Enveloppe',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('montant_total', models.DecimalField(decimal_places=2, max_digits=14, verbose_name='enveloppe')),
                ('montant_attribue', models.DecimalField(decimal_places=2, default=0, max_digits=14, verbose_name='attribué')),
            ],
            options={
                'verbose_name': 'enveloppe',
                'ordering': ['programme'],
                'constraints': [models.UniqueConstraint(fields=('programme',), name='enveloppe_une_par_programme'), models.CheckConstraint(condition=models.Q(('montant_attribue__gte', 0)), name='enveloppe_attribue_positif'), models.CheckConstraint(condition=models.Q(('montant_attribue__lte', models.F('montant_total'))), name='enveloppe_jamais_depassee')],
            },
        ),
        migrations.CreateModel(
            name='Seance',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('comite', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='seances', to='comite.comite', verbose_name='comité')),
                ('type', models.CharField(choices=[('labellisation', 'Labellisation'), ('financement', 'Financement')], max_length=20, verbose_name='type')),
                ('reference', models.CharField(max_length=20, verbose_name='référence')),
                ('date_prevue', models.DateTimeField(verbose_name='date prévue')),
                ('lieu', models.CharField(max_length=300, verbose_name='lieu')),
                ('statut', models.CharField(choices=[('en_preparation', 'En préparation'), ('convoquee', 'Convoquée'), ('ouverte', 'Séance ouverte'), ('suspendue', 'Suspendue'), ('levee', 'Levée'), ('pv_a_signer', 'PV à signer'), ('pv_signe', 'PV signé'), ('annulee', 'Annulée')], default='en_preparation', max_length=20, verbose_name='statut')),
                ('convoquee_at', models.DateTimeField(blank=True, null=True, verbose_name='convoquée le')),
                ('motif_delai_court', models.TextField(blank=True, verbose_name='motif du délai court')),
                ('seconde_convocation_de', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='seconde_convocation', to='comite.seance', verbose_name='seconde convocation de')),
                ('motif_report', models.TextField(blank=True, verbose_name='motif du report')),
                ('annulee_at', models.DateTimeField(blank=True, null=True, verbose_name='annulée le')),
                ('motif_annulation', models.TextField(blank=True, verbose_name='motif de l’annulation')),
                ('president_de_seance', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comite.membre', verbose_name='présidence de séance')),
                ('ouverte_at', models.DateTimeField(blank=True, null=True, verbose_name='ouverte à')),
                ('levee_at', models.DateTimeField(blank=True, null=True, verbose_name='levée à')),
                ('carence_at', models.DateTimeField(blank=True, null=True, verbose_name='quorum manqué, constaté le')),
                ('publiee_at', models.DateTimeField(blank=True, null=True, verbose_name='décisions publiées le')),
                ('publiee_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='publiée par')),
            ],
            options={
                'verbose_name': 'séance',
                'ordering': ['-date_prevue', '-pk'],
                'indexes': [models.Index(fields=['programme', '-date_prevue'], name='seance_date'), models.Index(fields=['programme', 'statut'], name='seance_statut')],
                'constraints': [models.UniqueConstraint(fields=('programme', 'reference'), name='seance_reference_unique'), models.CheckConstraint(condition=models.Q(('type__in', ['labellisation', 'financement'])), name='seance_type_connu'), models.CheckConstraint(condition=models.Q(models.Q(('convoquee_at', None), ('levee_at', None), ('ouverte_at', None), ('statut', 'en_preparation')), models.Q(('convoquee_at__isnull', False), ('levee_at', None), ('ouverte_at', None), ('statut', 'convoquee')), models.Q(('convoquee_at__isnull', False), ('levee_at', None), ('ouverte_at__isnull', False), ('statut__in', ['ouverte', 'suspendue'])), models.Q(('convoquee_at__isnull', False), ('levee_at__isnull', False), ('ouverte_at__isnull', False), ('statut__in', ['levee', 'pv_a_signer', 'pv_signe'])), models.Q(('levee_at', None), ('ouverte_at', None), ('statut', 'annulee')), _connector='OR'), name='seance_statut_et_dates'), models.CheckConstraint(condition=models.Q(models.Q(('annulee_at__isnull', False), ('statut', 'annulee'), models.Q(('motif_annulation', ''), _negated=True)), models.Q(models.Q(('statut', 'annulee'), _negated=True), ('annulee_at', None), ('motif_annulation', '')), _connector='OR'), name='seance_annulee_motivee'), models.CheckConstraint(condition=models.Q(('ouverte_at', None), ('ouverte_at__gte', models.F('convoquee_at')), _connector='OR'), name='seance_ouverte_apres_convocation'), models.CheckConstraint(condition=models.Q(('levee_at', None), ('levee_at__gte', models.F('ouverte_at')), _connector='OR'), name='seance_levee_apres_ouverture'), models.CheckConstraint(condition=models.Q(('carence_at', None), ('carence_at__gte', models.F('levee_at')), _connector='OR'), name='seance_carence_apres_levee'), models.CheckConstraint(condition=models.Q(('carence_at', None), ('levee_at__isnull', False), _connector='OR'), name='seance_carence_levee'), models.CheckConstraint(condition=models.Q(models.Q(('publiee_at', None), ('publiee_par', None)), ('publiee_at__gte', models.F('levee_at')), _connector='OR'), name='seance_publiee_apres_levee')],
            },
        ),
        migrations.CreateModel(
            name='PointOrdreDuJour',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('seance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='points', to='comite.seance', verbose_name='séance')),
                ('projet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='points_comite', to='manufactures.projet', verbose_name='projet')),
                ('rang', models.PositiveSmallIntegerField(verbose_name='rang')),
                ('retour_ajournement', models.BooleanField(default=False, verbose_name='retour d’ajournement')),
                ('regime_aide', models.CharField(blank=True, choices=[('de_minimis', 'De minimis, règlement (UE) 2023/2831'), ('autre_regime', 'Régime exempté ou notifié'), ('hors_aide', 'Pas une aide d’État')], max_length=20, verbose_name='régime d’aide')),
            ],
            options={
                'verbose_name': 'point de l’ordre du jour',
                'ordering': ['seance', 'rang', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('seance', 'projet'), name='point_projet_une_fois'), models.UniqueConstraint(deferrable=django.db.models.constraints.Deferrable['DEFERRED'], fields=('seance', 'rang'), name='point_rang_unique'), models.CheckConstraint(condition=models.Q(('rang__gt', 0)), name='point_rang_positif'), models.CheckConstraint(condition=models.Q(('regime_aide', ''), ('regime_aide__in', ['de_minimis', 'autre_regime', 'hors_aide']), _connector='OR'), name='point_regime_connu')],
            },
        ),
        migrations.CreateModel(
            name='Presence',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('seance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='comite.seance', verbose_name='séance')),
                ('membre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='presences', to='comite.membre', verbose_name='membre')),
                ('mode', models.CharField(choices=[('en_salle', 'En salle'), ('a_distance', 'À distance')], default='en_salle', max_length=10, verbose_name='mode')),
                ('arrivee_at', models.DateTimeField(verbose_name='arrivée')),
                ('depart_at', models.DateTimeField(blank=True, null=True, verbose_name='départ')),
                ('saisie_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saisie par')),
            ],
            options={
                'verbose_name': 'présence',
                'ordering': ['seance', 'arrivee_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('depart_at', None)), fields=('seance', 'membre'), name='presence_une_en_cours'), models.CheckConstraint(condition=models.Q(('depart_at', None), ('depart_at__gte', models.F('arrivee_at')), _connector='OR'), name='presence_depart_apres_arrivee'), models.CheckConstraint(condition=models.Q(('mode__in', ['en_salle', 'a_distance'])), name='presence_mode_connu'), django.contrib.postgres.constraints.ExclusionConstraint(expressions=[('seance', '='), ('membre', '='), (comite.models.seance._Duree(models.F('arrivee_at'), models.F('depart_at')), '&&')], name='presence_sans_chevauchement')],
            },
        ),
        migrations.CreateModel(
            name='SortiePourDeport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sorties', to='comite.pointordredujour', verbose_name='point')),
                ('membre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sorties', to='comite.membre', verbose_name='membre')),
                ('sortie_at', models.DateTimeField(verbose_name='sortie')),
                ('retour_at', models.DateTimeField(blank=True, null=True, verbose_name='retour')),
                ('saisie_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saisie par')),
            ],
            options={
                'verbose_name': 'sortie pour déport',
                'ordering': ['point', 'sortie_at', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('retour_at', None)), fields=('point', 'membre'), name='sortie_une_en_cours'), models.CheckConstraint(condition=models.Q(('retour_at', None), ('retour_at__gte', models.F('sortie_at')), _connector='OR'), name='sortie_retour_apres')],
            },
        ),
        migrations.CreateModel(
            name='Procuration',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('seance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='procurations', to='comite.seance', verbose_name='séance')),
                ('mandant', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='procurations_donnees', to='comite.membre', verbose_name='mandant')),
                ('mandataire', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='procurations_recues', to='comite.membre', verbose_name='mandataire')),
                ('donnee_at', models.DateTimeField(auto_now_add=True, verbose_name='donnée le')),
                ('saisie_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saisie par')),
            ],
            options={
                'verbose_name': 'procuration',
                'ordering': ['seance', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('seance', 'mandant'), name='procuration_une_par_mandant'), models.CheckConstraint(condition=models.Q(('mandant', models.F('mandataire')), _negated=True), name='procuration_a_un_autre')],
            },
        ),
        migrations.CreateModel(
            name='Dossier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('point', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='dossier', to='comite.pointordredujour', verbose_name='point')),
                ('contenu', models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='contenu')),
                ('empreinte', models.CharField(max_length=64, verbose_name='empreinte SHA-256')),
                ('fige_at', models.DateTimeField(verbose_name='figé le')),
                ('fige_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='figé par')),
            ],
            options={
                'verbose_name': 'dossier',
                'ordering': ['point'],
                'constraints': [models.CheckConstraint(condition=models.Q(('empreinte__regex', '^[0-9a-f]{64}$')), name='dossier_empreinte_sha256')],
            },
        ),
        migrations.CreateModel(
            name='Note',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='comite.dossier', verbose_name='dossier')),
                ('membre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='comite.membre', verbose_name='membre')),
                ('critere', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='comite.critere', verbose_name='critère')),
                ('valeur', models.PositiveSmallIntegerField(verbose_name='note')),
                ('commentaire', models.TextField(blank=True, verbose_name='commentaire')),
                ('modifiee_at', models.DateTimeField(auto_now=True, verbose_name='enregistrée le')),
            ],
            options={
                'verbose_name': 'note',
                'ordering': ['dossier', 'membre', 'critere'],
                'constraints': [models.UniqueConstraint(fields=('dossier', 'membre', 'critere'), name='note_unique'), models.CheckConstraint(condition=models.Q(('valeur__lte', 20)), name='note_dans_l_echelle')],
            },
        ),
        migrations.CreateModel(
            name='Deport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('membre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deports', to='comite.membre', verbose_name='membre')),
                ('projet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='deports', to='manufactures.projet', verbose_name='projet')),
                ('seance', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='deports', to='comite.seance', verbose_name='séance où il est déclaré')),
                ('lien', models.CharField(choices=[('personne', 'Lien personnel ou familial'), ('structure', 'Lien avec la structure porteuse'), ('territoire', 'Mandat ou fonction sur le territoire'), ('autre', 'Autre lien')], default='autre', max_length=20, verbose_name='nature du lien')),
                ('motif', models.TextField(blank=True, verbose_name='motif')),
                ('declare_at', models.DateTimeField(verbose_name='déclaré le')),
                ('declare_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='déclaré par')),
                ('provisoire', models.BooleanField(default=False, verbose_name='détecté, à confirmer par la présidence')),
                ('lecture_at', models.DateTimeField(blank=True, null=True, verbose_name='dossier lu avant, le')),
                ('retire_at', models.DateTimeField(blank=True, null=True, verbose_name='retiré le')),
                ('retire_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='retiré par')),
                ('motif_retrait', models.TextField(blank=True, verbose_name='motif du retrait')),
            ],
            options={
                'verbose_name': 'déport',
                'ordering': ['projet', 'membre', 'pk'],
                'indexes': [models.Index(condition=models.Q(('retire_at', None)), fields=['projet'], name='deport_actif_projet')],
                'constraints': [models.UniqueConstraint(condition=models.Q(('retire_at', None)), fields=('membre', 'projet'), name='deport_actif_unique'), models.CheckConstraint(condition=models.Q(('lien__in', ['personne', 'structure', 'territoire', 'autre'])), name='deport_lien_connu'), models.CheckConstraint(condition=models.Q(models.Q(('motif_retrait', ''), ('retire_at', None), ('retire_par', None)), models.Q(('retire_at__isnull', False), models.Q(('motif_retrait', ''), _negated=True)), _connector='OR'), name='deport_retrait_motive')],
            },
        ),
        migrations.CreateModel(
            name='Scenario',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('seance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scenarios', to='comite.seance', verbose_name='séance')),
                ('nom', models.CharField(max_length=120, verbose_name='nom')),
                ('auteur', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='auteur')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='créé le')),
                ('copie_de', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='copies', to='comite.scenario', verbose_name='copie de')),
                ('choisi_at', models.DateTimeField(blank=True, null=True, verbose_name='retenu le')),
                ('choisi_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='retenu par')),
                ('motif_choix', models.TextField(blank=True, verbose_name='motif du choix')),
            ],
            options={
                'verbose_name': 'scénario',
                'ordering': ['seance', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('seance', 'nom'), name='scenario_nom_unique'), models.UniqueConstraint(condition=models.Q(('choisi_at__isnull', False)), fields=('seance',), name='scenario_un_retenu'), models.CheckConstraint(condition=models.Q(models.Q(('choisi_at', None), ('choisi_par', None), ('motif_choix', '')), models.Q(('choisi_at__isnull', False), models.Q(('motif_choix', ''), _negated=True)), _connector='OR'), name='scenario_choix_motive')],
            },
        ),
        migrations.CreateModel(
            name='LigneScenario',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('scenario', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lignes', to='comite.scenario', verbose_name='scénario')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lignes_scenario', to='comite.pointordredujour', verbose_name='point')),
                ('ligne', models.SlugField(max_length=40, verbose_name='ligne')),
                ('montant', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='montant')),
            ],
            options={
                'verbose_name': 'ligne de scénario',
                'ordering': ['scenario', 'point', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('scenario', 'point', 'ligne'), name='ligne_scenario_unique'), models.CheckConstraint(condition=models.Q(('montant__gte', 0)), name='ligne_scenario_positive')],
            },
        ),
        migrations.CreateModel(
            name='AideDeMinimis',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('siren', models.CharField(max_length=9, verbose_name='SIREN')),
                ('date_octroi', models.DateField(verbose_name='date d’octroi')),
                ('montant', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='montant')),
                ('source', models.CharField(max_length=200, verbose_name='financeur et aide')),
                ('regime', models.CharField(choices=[('de_minimis', 'De minimis, règlement (UE) 2023/2831'), ('autre_regime', 'Régime exempté ou notifié'), ('hors_aide', 'Pas une aide d’État')], default='de_minimis', max_length=20, verbose_name='régime')),
                ('saisie_at', models.DateTimeField(auto_now_add=True, verbose_name='saisie le')),
                ('saisie_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saisie par')),
                ('retiree_at', models.DateTimeField(blank=True, null=True, verbose_name='retirée le')),
                ('motif_retrait', models.TextField(blank=True, verbose_name='motif du retrait')),
            ],
            options={
                'verbose_name': 'aide de minimis',
                'ordering': ['-date_octroi', '-pk'],
                'indexes': [models.Index(condition=models.Q(('retiree_at', None)), fields=['programme', 'siren', 'date_octroi'], name='aide_siren_date')],
                'constraints': [models.CheckConstraint(condition=models.Q(('siren__regex', '^\\d{9}$')), name='aide_siren_9_chiffres'), models.CheckConstraint(condition=models.Q(('montant__gt', 0)), name='aide_montant_positif'), models.CheckConstraint(condition=models.Q(('regime__in', ['de_minimis', 'autre_regime', 'hors_aide'])), name='aide_regime_connu'), models.CheckConstraint(condition=models.Q(models.Q(('motif_retrait', ''), ('retiree_at', None)), models.Q(('retiree_at__isnull', False), models.Q(('motif_retrait', ''), _negated=True)), _connector='OR'), name='aide_retrait_motive')],
            },
        ),
        migrations.CreateModel(
            name='EntrepriseLiee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('siren', models.CharField(max_length=9, verbose_name='SIREN')),
                ('siren_lie', models.CharField(max_length=9, verbose_name='SIREN lié')),
                ('nom', models.CharField(max_length=200, verbose_name='nom de l’entreprise liée')),
                ('lien', models.CharField(choices=[('droits_de_vote', 'Majorité des droits de vote'), ('nomination', 'Nomination de la majorité des dirigeants'), ('influence', 'Influence dominante par contrat ou par statuts'), ('accord', 'Contrôle des votes par accord entre associés')], max_length=20, verbose_name='lien')),
                ('declaree_at', models.DateTimeField(auto_now_add=True, verbose_name='déclarée le')),
                ('declaree_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='déclarée par')),
                ('retiree_at', models.DateTimeField(blank=True, null=True, verbose_name='retirée le')),
                ('motif_retrait', models.TextField(blank=True, verbose_name='motif du retrait')),
            ],
            options={
                'verbose_name': 'entreprise liée',
                'ordering': ['siren', 'siren_lie', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('siren__regex', '^\\d{9}$'), ('siren_lie__regex', '^\\d{9}$')), name='lien_siren_9_chiffres'), models.CheckConstraint(condition=models.Q(('siren', models.F('siren_lie')), _negated=True), name='lien_entre_deux_entreprises'), models.CheckConstraint(condition=models.Q(('lien__in', ['droits_de_vote', 'nomination', 'influence', 'accord'])), name='lien_connu'), models.CheckConstraint(condition=models.Q(('nom', ''), _negated=True), name='lien_nomme'), models.CheckConstraint(condition=models.Q(models.Q(('motif_retrait', ''), ('retiree_at', None)), models.Q(('retiree_at__isnull', False), models.Q(('motif_retrait', ''), _negated=True)), _connector='OR'), name='lien_retrait_motive'), models.UniqueConstraint(models.F('programme'), django.db.models.functions.comparison.Least('siren', 'siren_lie'), django.db.models.functions.comparison.Greatest('siren', 'siren_lie'), condition=models.Q(('retiree_at', None)), name='lien_une_fois')],
            },
        ),
    ]
