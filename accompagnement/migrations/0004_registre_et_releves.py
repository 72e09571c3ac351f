"""The lines of the ledger, monthly statements, opinions, transfers asked for."""

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import socle.comptes.portee


class Migration(migrations.Migration):
    dependencies = [("accompagnement", "0003_missions")]

    operations = [
        migrations.CreateModel(
            name='MouvementCredit',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('nature', models.CharField(choices=[('dotation', 'Dotation'), ('reservation', 'Réservation'), ('liberation', 'Libération'), ('consommation', 'Consommation'), ('transfert', 'Transfert'), ('expiration', 'Expiration'), ('contre_passation', 'Contre-passation')], max_length=16, verbose_name='nature')),
                ('de', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sorties', to='accompagnement.comptecredits', verbose_name='de')),
                ('vers', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='entrees', to='accompagnement.comptecredits', verbose_name='vers')),
                ('quantite', models.PositiveIntegerField(verbose_name='demi-journées')),
                ('projet', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mouvements_credit', to='manufactures.projet', verbose_name='projet')),
                ('besoin', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accompagnement.besoin', verbose_name='besoin')),
                ('mission', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='mouvements', to='accompagnement.mission', verbose_name='mission')),
                ('corrige', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='correction', to='accompagnement.mouvementcredit', verbose_name='mouvement corrigé')),
                ('source', models.CharField(max_length=200, verbose_name='pièce')),
                ('motif', models.TextField(verbose_name='motif')),
                ('auteur', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='auteur')),
                ('valeur_unitaire', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='valeur de la demi-journée à cette date, en euros')),
                ('cle', models.CharField(max_length=120, verbose_name='clé d’unicité')),
                ('disponible_apres', models.IntegerField(default=0, editable=False, verbose_name='disponible après')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='date')),
            ],
            options={
                'verbose_name': 'mouvement de crédit',
                'verbose_name_plural': 'mouvements de crédit',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['projet', '-id'], name='mouvement_credit_projet')],
                'constraints': [models.UniqueConstraint(fields=('programme', 'cle'), name='mouvement_credit_cle_unique'), models.CheckConstraint(condition=models.Q(('quantite__gt', 0)), name='mouvement_credit_quantite'), models.CheckConstraint(condition=models.Q(('de', models.F('vers')), _negated=True), name='mouvement_credit_deux_comptes'), models.CheckConstraint(condition=models.Q(('source', ''), _negated=True), name='mouvement_credit_piece'), models.CheckConstraint(condition=models.Q(('valeur_unitaire__gte', 0)), name='mouvement_credit_valeur'), models.CheckConstraint(condition=models.Q(models.Q(('besoin', None), ('projet', None)), models.Q(('besoin__isnull', False), ('projet__isnull', False)), _connector='OR'), name='mouvement_credit_projet_et_besoin'), models.CheckConstraint(condition=models.Q(('motif', ''), _negated=True), name='mouvement_credit_motif'), models.CheckConstraint(condition=models.Q(models.Q(('corrige__isnull', False), ('nature', 'contre_passation')), models.Q(models.Q(('nature', 'contre_passation'), _negated=True), ('corrige', None)), _connector='OR'), name='mouvement_credit_correction')],
            },
        ),
        migrations.CreateModel(
            name='ReleveMensuel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('expert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releves', to='accompagnement.expert', verbose_name='expert')),
                ('mois', models.DateField(verbose_name='mois')),
                ('annee', models.PositiveSmallIntegerField(verbose_name='année du numéro')),
                ('rang', models.PositiveIntegerField(verbose_name='numéro dans l’année')),
                ('demi_journees', models.PositiveIntegerField(verbose_name='demi-journées')),
                ('montant', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='montant, en euros')),
                ('etabli_at', models.DateTimeField(verbose_name='établi le')),
                ('etabli_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='établi par')),
                ('facture_reference', models.CharField(blank=True, max_length=60, verbose_name='référence de la facture')),
                ('facture_date', models.DateField(blank=True, null=True, verbose_name='date de la facture')),
                ('paiement', models.CharField(choices=[('a_payer', 'À payer'), ('paye', 'Payé'), ('rejete', 'Rejeté')], default='a_payer', max_length=10, verbose_name='paiement')),
                ('paye_le', models.DateField(blank=True, null=True, verbose_name='payé le')),
                ('motif_rejet', models.TextField(blank=True, verbose_name='motif du rejet')),
                ('paiement_at', models.DateTimeField(blank=True, null=True, verbose_name='paiement noté le')),
                ('paiement_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='paiement noté par')),
            ],
            options={
                'verbose_name': 'relevé mensuel',
                'verbose_name_plural': 'relevés mensuels',
                'ordering': ['-annee', '-rang', '-pk'],
                'constraints': [models.UniqueConstraint(fields=('expert', 'mois'), name='releve_un_par_mois'), models.UniqueConstraint(fields=('programme', 'annee', 'rang'), name='releve_numero_unique'), models.CheckConstraint(condition=models.Q(('mois__day', 1)), name='releve_mois_au_premier'), models.CheckConstraint(condition=models.Q(('demi_journees__gt', 0), ('montant__gte', 0)), name='releve_compte'), models.CheckConstraint(condition=models.Q(models.Q(('facture_date', None), ('facture_reference', '')), models.Q(models.Q(('facture_reference', ''), _negated=True), ('facture_date__isnull', False)), _connector='OR'), name='releve_facture_entiere'), models.CheckConstraint(condition=models.Q(models.Q(('motif_rejet', ''), ('paiement', 'a_payer'), ('paye_le', None)), models.Q(('motif_rejet', ''), ('paiement', 'paye'), ('paye_le__isnull', False), models.Q(('facture_reference', ''), _negated=True)), models.Q(('paiement', 'rejete'), ('paye_le', None), models.Q(('motif_rejet', ''), _negated=True)), _connector='OR'), name='releve_paiement_entier')],
            },
        ),
        migrations.CreateModel(
            name='LigneReleve',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('releve', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lignes', to='accompagnement.relevemensuel', verbose_name='relevé')),
                ('mission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ligne_de_releve', to='accompagnement.mission', verbose_name='mission')),
                ('projet', models.CharField(max_length=200, verbose_name='projet')),
                ('besoin', models.CharField(max_length=200, verbose_name='besoin')),
                ('jour', models.DateField(verbose_name='jour de la mission')),
                ('validee_le', models.DateField(verbose_name='service fait validé le')),
                ('demi_journees', models.PositiveSmallIntegerField(verbose_name='demi-journées')),
                ('prix_unitaire', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='prix de la demi-journée, en euros')),
                ('montant', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='montant, en euros')),
                ('lot', models.CharField(blank=True, max_length=60, verbose_name='lot du marché')),
                ('commande', models.CharField(blank=True, max_length=60, verbose_name='bon de commande')),
            ],
            options={
                'verbose_name': 'ligne d’un relevé',
                'verbose_name_plural': 'lignes d’un relevé',
                'ordering': ['releve', 'jour', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('demi_journees__gt', 0)), name='ligne_releve_dure'), models.CheckConstraint(condition=models.Q(('montant', django.db.models.expressions.CombinedExpression(models.F('demi_journees'), '*', models.F('prix_unitaire')))), name='ligne_releve_calculee')],
            },
        ),
        migrations.CreateModel(
            name='AvisMission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('mission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='avis', to='accompagnement.mission', verbose_name='mission')),
                ('note', models.PositiveSmallIntegerField(choices=[(5, '5, très utile'), (4, '4, utile'), (3, '3, moyennement utile'), (2, '2, peu utile'), (1, '1, inutile')], validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='utilité')),
                ('aide', models.TextField(blank=True, verbose_name='ce qui a aidé')),
                ('manque', models.TextField(blank=True, verbose_name='ce qui a manqué')),
                ('donne_at', models.DateTimeField(verbose_name='donné le')),
                ('donne_par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='donné par')),
            ],
            options={
                'verbose_name': 'avis de mission',
                'verbose_name_plural': 'avis de mission',
                'ordering': ['-donne_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('note__gte', 1), ('note__lte', 5)), name='avis_mission_de_1_a_5')],
            },
        ),
        migrations.CreateModel(
            name='DemandeTransfert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('projet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='demandes_de_transfert', to='manufactures.projet', verbose_name='projet')),
                ('de', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accompagnement.besoin', verbose_name='du besoin')),
                ('vers', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accompagnement.besoin', verbose_name='vers le besoin')),
                ('quantite', models.PositiveSmallIntegerField(verbose_name='demi-journées')),
                ('motif', models.TextField(verbose_name='motif')),
                ('statut', models.CharField(choices=[('demandee', 'En attente de la coordination'), ('acceptee', 'Acceptée'), ('refusee', 'Refusée')], default='demandee', max_length=10, verbose_name='statut')),
                ('demandee_par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='demandée par')),
                ('demandee_at', models.DateTimeField(verbose_name='demandée le')),
                ('jugee_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='décidée par')),
                ('jugee_at', models.DateTimeField(blank=True, null=True, verbose_name='décidée le')),
                ('motif_refus', models.TextField(blank=True, verbose_name='motif du refus')),
                ('mouvement', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accompagnement.mouvementcredit', verbose_name='mouvement inscrit')),
            ],
            options={
                'verbose_name': 'demande de transfert',
                'verbose_name_plural': 'demandes de transfert',
                'ordering': ['-pk'],
                'indexes': [models.Index(fields=['programme', 'statut'], name='demande_transfert_statut')],
                'constraints': [models.CheckConstraint(condition=models.Q(('statut__in', ['demandee', 'acceptee', 'refusee'])), name='demande_transfert_statut_connu'), models.CheckConstraint(condition=models.Q(('de', models.F('vers')), _negated=True), name='demande_transfert_deux_besoins'), models.CheckConstraint(condition=models.Q(('quantite__gt', 0)), name='demande_transfert_dure'), models.CheckConstraint(condition=models.Q(('motif', ''), _negated=True), name='demande_transfert_motif'), models.UniqueConstraint(condition=models.Q(('statut', 'demandee')), fields=('projet', 'de', 'vers'), name='demande_transfert_une_ouverte'), models.CheckConstraint(condition=models.Q(models.Q(('statut', 'demandee'), ('jugee_at', None), ('jugee_par', None)), models.Q(models.Q(('statut', 'demandee'), _negated=True), ('jugee_at__isnull', False), ('jugee_par__isnull', False)), _connector='OR'), name='demande_transfert_jugee_a_sa_date'), models.CheckConstraint(condition=models.Q(models.Q(('statut', 'acceptee'), ('mouvement__isnull', False)), models.Q(models.Q(('statut', 'acceptee'), _negated=True), ('mouvement', None)), _connector='OR'), name='demande_transfert_a_son_mouvement'), models.CheckConstraint(condition=models.Q(models.Q(('statut', 'refusee'), models.Q(('motif_refus', ''), _negated=True)), models.Q(models.Q(('statut', 'refusee'), _negated=True), ('motif_refus', '')), _connector='OR'), name='demande_transfert_refusee_avec_motif')],
            },
        ),
    ]
