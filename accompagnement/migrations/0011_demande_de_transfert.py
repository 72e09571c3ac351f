"""Transfers of credits that a team asks for, one open by pair of needs."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import socle.comptes.portee


class Migration(migrations.Migration):

    dependencies = [
        ('accompagnement', '0010_missions_collectives_et_sortie'),
        ('comptes', '0002_demandes_rejouables'),
        ('manufactures', '0003_autres_financeurs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='DemandeTransfert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('quantite', models.PositiveSmallIntegerField(verbose_name='demi-journées')),
                ('motif', models.TextField(verbose_name='motif')),
                ('statut', models.CharField(choices=[('demandee', 'En attente de la coordination'), ('acceptee', 'Acceptée'), ('refusee', 'Refusée')], default='demandee', max_length=10, verbose_name='statut')),
                ('demandee_at', models.DateTimeField(verbose_name='demandée le')),
                ('jugee_at', models.DateTimeField(blank=True, null=True, verbose_name='décidée le')),
                ('motif_refus', models.TextField(blank=True, verbose_name='motif du refus')),
                ('de', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accompagnement.besoin', verbose_name='du besoin')),
                ('demandee_par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='demandée par')),
                ('jugee_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='décidée par')),
                ('mouvement', models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accompagnement.mouvementcredit', verbose_name='mouvement inscrit')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('projet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='demandes_de_transfert', to='manufactures.projet', verbose_name='projet')),
                ('vers', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accompagnement.besoin', verbose_name='vers le besoin')),
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
