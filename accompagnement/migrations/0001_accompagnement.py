from decimal import Decimal

import django.contrib.postgres.constraints
import django.contrib.postgres.fields.ranges
import django.contrib.postgres.operations
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import accompagnement.models.expert
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
        django.contrib.postgres.operations.BtreeGistExtension(
        ),
        migrations.CreateModel(
            name='Besoin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('code', models.SlugField(max_length=60, verbose_name='code')),
                ('titre', models.CharField(max_length=200, verbose_name='titre')),
                ('titre_court', models.CharField(max_length=100, verbose_name='nom court')),
                ('description', models.TextField(blank=True, verbose_name='description')),
                ('ordre', models.PositiveSmallIntegerField(verbose_name='ordre')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'besoin',
                'ordering': ['ordre', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'code'), name='besoin_code_unique')],
            },
        ),
        migrations.CreateModel(
            name='CompteCredits',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nature', models.CharField(choices=[('financement', 'Financement'), ('enveloppe', 'Programme'), ('disponible', 'Disponible'), ('reserve', 'Réservé'), ('consomme', 'Consommé'), ('expire', 'Expiré')], max_length=12, verbose_name='nature')),
                ('solde', models.IntegerField(default=0, editable=False, verbose_name='solde en demi-journées')),
                ('besoin', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accompagnement.besoin', verbose_name='besoin')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('projet', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='comptes_credits', to='manufactures.projet', verbose_name='projet')),
            ],
            options={
                'verbose_name': 'compte de crédits',
                'verbose_name_plural': 'comptes de crédits',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('projet', 'besoin', 'nature'), name='compte_credits_unique'), models.UniqueConstraint(condition=models.Q(('projet', None)), fields=('programme', 'nature'), name='compte_credits_programme_unique'), models.CheckConstraint(condition=models.Q(('solde__gte', 0), models.Q(('nature', 'financement'), ('solde__lte', 0)), _connector='OR'), name='compte_credits_jamais_negatif'), models.CheckConstraint(condition=models.Q(models.Q(('besoin', None), ('nature__in', ['enveloppe', 'financement']), ('projet', None)), models.Q(models.Q(('nature__in', ['enveloppe', 'financement']), _negated=True), ('besoin__isnull', False), ('projet__isnull', False)), _connector='OR'), name='compte_credits_a_sa_place'), models.CheckConstraint(condition=models.Q(('nature__in', ['financement', 'enveloppe', 'disponible', 'reserve', 'consomme', 'expire'])), name='compte_credits_nature_connue')],
            },
        ),
        migrations.CreateModel(
            name='Expert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('presentation', models.TextField(blank=True, verbose_name='présentation')),
                ('territoire', models.CharField(blank=True, max_length=200, verbose_name='territoire')),
                ('lot', models.CharField(blank=True, max_length=60, verbose_name='lot du marché')),
                ('prix_demi_journee', models.DecimalField(decimal_places=2, max_digits=8, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='prix de la demi-journée, en euros')),
                ('a_distance', models.BooleanField(default=True, verbose_name='intervient à distance')),
                ('actif', models.BooleanField(default=True, verbose_name='reçoit des demandes')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='nommé le')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('utilisateur', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expertises', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
            ],
            options={
                'verbose_name': 'expert',
                'ordering': ['utilisateur__nom', 'utilisateur__prenom', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'utilisateur'), name='expert_une_fois'), models.CheckConstraint(condition=models.Q(('prix_demi_journee__gte', 0)), name='expert_prix_positif')],
            },
        ),
        migrations.CreateModel(
            name='Creneau',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('debut', models.DateTimeField(verbose_name='début')),
                ('fin', models.DateTimeField(verbose_name='fin')),
                ('statut', models.CharField(choices=[('ouvert', 'Libre'), ('retenu', 'Retenu'), ('retire', 'Retiré')], default='ouvert', max_length=10, verbose_name='statut')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='ouvert le')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('expert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='creneaux', to='accompagnement.expert', verbose_name='expert')),
            ],
            options={
                'verbose_name': 'créneau',
                'verbose_name_plural': 'créneaux',
                'ordering': ['debut', 'pk'],
                'indexes': [models.Index(fields=['programme', 'statut', 'debut'], name='creneau_libre')],
                'constraints': [models.CheckConstraint(condition=models.Q(('fin__gt', models.F('debut'))), name='creneau_fin_apres_debut'), models.CheckConstraint(condition=models.Q(('statut__in', ['ouvert', 'retenu', 'retire'])), name='creneau_statut_connu'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('statut', 'retire'), _negated=True), expressions=[('expert', '='), (accompagnement.models.expert.PlageHoraire('debut', 'fin', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='creneau_sans_chevauchement')],
            },
        ),
        migrations.CreateModel(
            name='ExpertBesoin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('besoin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accompagnement.besoin', verbose_name='besoin')),
                ('expert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='competences', to='accompagnement.expert', verbose_name='expert')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'compétence d’un expert',
                'ordering': ['besoin__ordre', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('expert', 'besoin'), name='expert_besoin_unique')],
            },
        ),
        migrations.AddField(
            model_name='expert',
            name='besoins',
            field=models.ManyToManyField(related_name='experts', through='accompagnement.ExpertBesoin', to='accompagnement.besoin', verbose_name='besoins'),
        ),
        migrations.CreateModel(
            name='Mission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('objet', models.TextField(verbose_name='ce que vous voulez travailler')),
                ('resultat_attendu', models.TextField(blank=True, verbose_name='résultat attendu')),
                ('demi_journees', models.PositiveSmallIntegerField(default=1, verbose_name='demi-journées')),
                ('lieu', models.CharField(choices=[('sur_place', 'Sur place'), ('a_distance', 'À distance')], default='sur_place', max_length=12, verbose_name='lieu')),
                ('statut', models.CharField(choices=[('demandee', 'Demandée'), ('proposee', 'Proposée à l’expert'), ('declinee', 'Déclinée'), ('a_approuver', 'À approuver'), ('planifiee', 'Planifiée'), ('realisee', 'Réalisée'), ('compte_rendu_attendu', 'Compte rendu attendu'), ('a_accepter', 'Service fait à accepter'), ('a_valider', 'Service fait à valider'), ('valide', 'Service fait validé'), ('payable', 'Payable'), ('contestee', 'Contestée'), ('annulee', 'Annulée')], max_length=24, verbose_name='statut')),
                ('cle', models.CharField(max_length=64, verbose_name='clé d’unicité')),
                ('demandee_at', models.DateTimeField(verbose_name='demandée le')),
                ('reponse_avant', models.DateTimeField(blank=True, null=True, verbose_name='réponse attendue avant')),
                ('repondue_at', models.DateTimeField(blank=True, null=True, verbose_name='réponse de l’expert le')),
                ('motif_reponse', models.TextField(blank=True, verbose_name='motif de la réponse')),
                ('rendue_at', models.DateTimeField(blank=True, null=True, verbose_name='compte rendu remis le')),
                ('jugee_at', models.DateTimeField(blank=True, null=True, verbose_name='service fait jugé le')),
                ('validee_at', models.DateTimeField(blank=True, null=True, verbose_name='service fait validé le')),
                ('annulee_at', models.DateTimeField(blank=True, null=True, verbose_name='annulée le')),
                ('motif_annulation', models.TextField(blank=True, verbose_name='motif de l’annulation')),
                ('annulee_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='annulée par')),
                ('besoin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='missions', to='accompagnement.besoin', verbose_name='besoin')),
                ('creneau', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='missions', to='accompagnement.creneau', verbose_name='créneau')),
                ('demandee_par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='demandée par')),
                ('expert', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='missions', to='accompagnement.expert', verbose_name='expert')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('projet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='missions', to='manufactures.projet', verbose_name='projet')),
            ],
            options={
                'verbose_name': 'mission',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['programme', 'statut'], name='mission_statut'), models.Index(fields=['expert', 'statut'], name='mission_expert')],
                'constraints': [models.CheckConstraint(condition=models.Q(('statut__in', ['a_accepter', 'a_approuver', 'a_valider', 'annulee', 'contestee', 'declinee', 'demandee', 'payable', 'planifiee', 'proposee', 'valide'])), name='mission_statut_connu'), models.CheckConstraint(condition=models.Q(('demi_journees__gt', 0)), name='mission_dure'), models.UniqueConstraint(fields=('projet', 'cle'), name='mission_demandee_une_fois'), models.UniqueConstraint(condition=models.Q(('statut__in', ['annulee', 'declinee']), _negated=True), fields=('creneau',), name='mission_seule_sur_son_creneau'), models.CheckConstraint(condition=models.Q(models.Q(('statut', 'proposee'), _negated=True), models.Q(('expert__isnull', False), ('reponse_avant__isnull', False)), _connector='OR'), name='mission_proposee_a_quelqu_un'), models.CheckConstraint(condition=models.Q(models.Q(('statut__in', ['a_accepter', 'a_approuver', 'a_valider', 'contestee', 'payable', 'planifiee', 'valide']), _negated=True), models.Q(('creneau__isnull', False), ('expert__isnull', False), ('repondue_at__isnull', False)), _connector='OR'), name='mission_engagee_a_une_reponse'), models.CheckConstraint(condition=models.Q(models.Q(('statut', 'declinee'), _negated=True), models.Q(('repondue_at__isnull', False), models.Q(('motif_reponse', ''), _negated=True)), _connector='OR'), name='mission_declinee_avec_motif'), models.CheckConstraint(condition=models.Q(models.Q(('statut__in', ['a_accepter', 'a_valider', 'contestee', 'payable', 'valide']), _negated=True), ('rendue_at__isnull', False), _connector='OR'), name='mission_rendue_a_sa_date'), models.CheckConstraint(condition=models.Q(models.Q(('statut__in', ['a_valider', 'contestee']), _negated=True), ('jugee_at__isnull', False), _connector='OR'), name='mission_jugee_a_sa_date'), models.CheckConstraint(condition=models.Q(models.Q(('statut__in', ['payable', 'valide']), ('validee_at__isnull', False)), models.Q(models.Q(('statut__in', ['payable', 'valide']), _negated=True), models.Q(('validee_at__isnull', False), _negated=True)), _connector='OR'), name='mission_validee_a_sa_date'), models.CheckConstraint(condition=models.Q(models.Q(('statut', 'annulee'), ('annulee_at__isnull', False), models.Q(('motif_annulation', ''), _negated=True)), models.Q(models.Q(('statut', 'annulee'), _negated=True), ('annulee_at', None), ('annulee_par', None), ('motif_annulation', '')), _connector='OR'), name='mission_annulee_avec_motif')],
            },
        ),
        migrations.CreateModel(
            name='EtapeMission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('de', models.CharField(blank=True, choices=[('demandee', 'Demandée'), ('proposee', 'Proposée à l’expert'), ('declinee', 'Déclinée'), ('a_approuver', 'À approuver'), ('planifiee', 'Planifiée'), ('realisee', 'Réalisée'), ('compte_rendu_attendu', 'Compte rendu attendu'), ('a_accepter', 'Service fait à accepter'), ('a_valider', 'Service fait à valider'), ('valide', 'Service fait validé'), ('payable', 'Payable'), ('contestee', 'Contestée'), ('annulee', 'Annulée')], max_length=24, verbose_name='de')),
                ('vers', models.CharField(choices=[('demandee', 'Demandée'), ('proposee', 'Proposée à l’expert'), ('declinee', 'Déclinée'), ('a_approuver', 'À approuver'), ('planifiee', 'Planifiée'), ('realisee', 'Réalisée'), ('compte_rendu_attendu', 'Compte rendu attendu'), ('a_accepter', 'Service fait à accepter'), ('a_valider', 'Service fait à valider'), ('valide', 'Service fait validé'), ('payable', 'Payable'), ('contestee', 'Contestée'), ('annulee', 'Annulée')], max_length=24, verbose_name='vers')),
                ('motif', models.TextField(blank=True, verbose_name='motif')),
                ('date', models.DateTimeField(verbose_name='date')),
                ('auteur', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='auteur')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='etapes', to='accompagnement.mission', verbose_name='mission')),
            ],
            options={
                'verbose_name': 'étape d’une mission',
                'verbose_name_plural': 'étapes d’une mission',
                'ordering': ['mission', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='CompteRendu',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rang', models.PositiveSmallIntegerField(verbose_name='rang')),
                ('fait', models.TextField(verbose_name='ce qui a été fait')),
                ('decide', models.TextField(blank=True, verbose_name='ce qui a été décidé')),
                ('suites', models.TextField(blank=True, verbose_name='la suite')),
                ('demi_journees', models.PositiveSmallIntegerField(verbose_name='demi-journées passées')),
                ('remis_at', models.DateTimeField(verbose_name='remis le')),
                ('document', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='pièce jointe')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('remis_par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='remis par')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='comptes_rendus', to='accompagnement.mission', verbose_name='mission')),
            ],
            options={
                'verbose_name': 'compte rendu',
                'verbose_name_plural': 'comptes rendus',
                'ordering': ['mission', '-rang'],
                'constraints': [models.UniqueConstraint(fields=('mission', 'rang'), name='compte_rendu_rang_unique'), models.CheckConstraint(condition=models.Q(('fait', ''), _negated=True), name='compte_rendu_ecrit'), models.CheckConstraint(condition=models.Q(('demi_journees__gt', 0)), name='compte_rendu_dure')],
            },
        ),
        migrations.CreateModel(
            name='MouvementCredit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('nature', models.CharField(choices=[('dotation', 'Dotation'), ('reservation', 'Réservation'), ('liberation', 'Libération'), ('consommation', 'Consommation'), ('transfert', 'Transfert'), ('expiration', 'Expiration'), ('contre_passation', 'Contre-passation')], max_length=16, verbose_name='nature')),
                ('quantite', models.PositiveIntegerField(verbose_name='demi-journées')),
                ('source', models.CharField(max_length=200, verbose_name='pièce')),
                ('motif', models.TextField(blank=True, verbose_name='motif')),
                ('valeur_unitaire', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='valeur de la demi-journée à cette date, en euros')),
                ('cle', models.CharField(max_length=120, verbose_name='clé d’unicité')),
                ('disponible_apres', models.IntegerField(default=0, editable=False, verbose_name='disponible après')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='date')),
                ('auteur', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='auteur')),
                ('besoin', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accompagnement.besoin', verbose_name='besoin')),
                ('corrige', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='accompagnement.mouvementcredit', verbose_name='mouvement corrigé')),
                ('de', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sorties', to='accompagnement.comptecredits', verbose_name='de')),
                ('mission', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mouvements', to='accompagnement.mission', verbose_name='mission')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('projet', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mouvements_credit', to='manufactures.projet', verbose_name='projet')),
                ('vers', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entrees', to='accompagnement.comptecredits', verbose_name='vers')),
            ],
            options={
                'verbose_name': 'mouvement de crédit',
                'verbose_name_plural': 'mouvements de crédit',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['projet', '-id'], name='mouvement_credit_projet')],
                'constraints': [models.UniqueConstraint(fields=('programme', 'cle'), name='mouvement_credit_cle_unique'), models.CheckConstraint(condition=models.Q(('quantite__gt', 0)), name='mouvement_credit_quantite'), models.CheckConstraint(condition=models.Q(('de', models.F('vers')), _negated=True), name='mouvement_credit_deux_comptes'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='mouvement_credit_piece'), models.CheckConstraint(condition=models.Q(('valeur_unitaire__gte', 0)), name='mouvement_credit_valeur'), models.CheckConstraint(condition=models.Q(models.Q(('besoin', None), ('projet', None)), models.Q(('besoin__isnull', False), ('projet__isnull', False)), _connector='OR'), name='mouvement_credit_projet_et_besoin'), models.CheckConstraint(condition=models.Q(models.Q(('nature__in', ['transfert', 'expiration', 'contre_passation']), _negated=True), models.Q(('motif', ''), _negated=True), _connector='OR'), name='mouvement_credit_motif'), models.CheckConstraint(condition=models.Q(models.Q(('corrige__isnull', False), ('nature', 'contre_passation')), models.Q(models.Q(('nature', 'contre_passation'), _negated=True), ('corrige', None)), _connector='OR'), name='mouvement_credit_correction')],
            },
        ),
        migrations.CreateModel(
            name='PlanAccompagnement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('date_debut', models.DateField(verbose_name='début')),
                ('date_fin', models.DateField(verbose_name='fin')),
                ('signe_at', models.DateTimeField(verbose_name='signé le')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('projet', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='plan_accompagnement', to='manufactures.projet', verbose_name='projet')),
                ('signe_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='signé par')),
            ],
            options={
                'verbose_name': 'plan d’accompagnement',
                'verbose_name_plural': 'plans d’accompagnement',
                'ordering': ['projet'],
                'constraints': [models.CheckConstraint(condition=models.Q(('date_fin__gt', models.F('date_debut'))), name='plan_fin_apres_debut')],
            },
        ),
        migrations.CreateModel(
            name='LignePlan',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('objectif', models.TextField(blank=True, verbose_name='objectif')),
                ('demi_journees', models.PositiveSmallIntegerField(verbose_name='demi-journées')),
                ('priorite', models.PositiveSmallIntegerField(verbose_name='priorité')),
                ('besoin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accompagnement.besoin', verbose_name='besoin')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('plan', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lignes', to='accompagnement.planaccompagnement', verbose_name='plan')),
            ],
            options={
                'verbose_name': 'ligne du plan',
                'verbose_name_plural': 'lignes du plan',
                'ordering': ['plan', 'priorite', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('plan', 'besoin'), name='ligne_plan_besoin_unique'), models.UniqueConstraint(fields=('plan', 'priorite'), name='ligne_plan_priorite_unique')],
            },
        ),
        migrations.CreateModel(
            name='ServiceFait',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('verdict', models.CharField(choices=[('accepte', 'Accepté'), ('partiel', 'Accepté en partie'), ('refuse', 'Refusé')], max_length=10, verbose_name='verdict')),
                ('demi_journees_acceptees', models.PositiveSmallIntegerField(verbose_name='demi-journées acceptées')),
                ('motif', models.TextField(blank=True, verbose_name='motif')),
                ('juge_at', models.DateTimeField(verbose_name='donné le')),
                ('valide_at', models.DateTimeField(blank=True, null=True, verbose_name='validé le')),
                ('compte_rendu', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='service_fait', to='accompagnement.compterendu', verbose_name='compte rendu')),
                ('juge_par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='donné par')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services_faits', to='accompagnement.mission', verbose_name='mission')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('valide_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='validé par')),
            ],
            options={
                'verbose_name': 'service fait',
                'verbose_name_plural': 'services faits',
                'ordering': ['mission', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('verdict__in', ['accepte', 'partiel', 'refuse'])), name='service_fait_verdict_connu'), models.CheckConstraint(condition=models.Q(('verdict', 'accepte'), models.Q(('motif', ''), _negated=True), _connector='OR'), name='service_fait_motif'), models.CheckConstraint(condition=models.Q(models.Q(('demi_journees_acceptees', 0), ('verdict', 'refuse')), models.Q(models.Q(('verdict', 'refuse'), _negated=True), ('demi_journees_acceptees__gt', 0)), _connector='OR'), name='service_fait_quantite'), models.CheckConstraint(condition=models.Q(models.Q(('valide_at', None), ('valide_par', None)), models.Q(models.Q(('valide_at', None), _negated=True), models.Q(('valide_par', None), _negated=True)), _connector='OR'), name='service_fait_valide_par_quelqu_un'), models.CheckConstraint(condition=models.Q(('valide_par', None), models.Q(('valide_par', models.F('juge_par')), _negated=True), _connector='OR'), name='service_fait_quatre_yeux'), models.UniqueConstraint(condition=models.Q(('valide_at', None), _negated=True), fields=('mission',), name='service_fait_valide_une_fois')],
            },
        ),
    ]
