"""Experts, what they declare, their half-days, shared missions and waiting list."""

from decimal import Decimal

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.contrib.postgres.fields.ranges
import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import accompagnement.models.expert
import socle.comptes.portee


class Migration(migrations.Migration):
    dependencies = [("accompagnement", "0001_plan_et_comptes")]

    operations = [
        migrations.CreateModel(
            name='Expert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('utilisateur', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='expertises', to=settings.AUTH_USER_MODEL, verbose_name='personne')),
                ('presentation', models.TextField(blank=True, verbose_name='présentation')),
                ('territoire', models.CharField(blank=True, max_length=200, verbose_name='territoire')),
                ('zones', models.CharField(blank=True, max_length=300, verbose_name='départements et régions où l’expert se déplace')),
                ('depart', models.CharField(blank=True, max_length=100, verbose_name='commune de départ')),
                ('departement', models.CharField(blank=True, max_length=3, verbose_name='département de départ')),
                ('distance_max', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='déplacement au plus, en kilomètres')),
                ('feries', models.CharField(blank=True, choices=[('', 'Jours fériés de tout le pays'), ('6AE', 'Alsace'), ('57', 'Moselle'), ('971', 'Guadeloupe'), ('972', 'Martinique'), ('973', 'Guyane'), ('974', 'La Réunion'), ('976', 'Mayotte'), ('BL', 'Saint-Barthélemy'), ('MF', 'Saint-Martin'), ('NC', 'Nouvelle-Calédonie'), ('PF', 'Polynésie française'), ('PM', 'Saint-Pierre-et-Miquelon'), ('WF', 'Wallis-et-Futuna')], default='', max_length=3, verbose_name='jours fériés suivis')),
                ('langues', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(choices=[('fr', 'Français'), ('en', 'Anglais'), ('de', 'Allemand'), ('es', 'Espagnol'), ('it', 'Italien'), ('pt', 'Portugais'), ('nl', 'Néerlandais'), ('ar', 'Arabe'), ('crp', 'Créole'), ('br', 'Breton'), ('oc', 'Occitan'), ('eu', 'Basque'), ('co', 'Corse'), ('lsf', 'Langue des signes française')], max_length=3), blank=True, default=list, size=None, verbose_name='langues')),
                ('societe', models.CharField(blank=True, max_length=200, verbose_name='société')),
                ('siren', models.CharField(blank=True, max_length=9, verbose_name='SIREN')),
                ('jeton_agenda', models.CharField(blank=True, max_length=64, verbose_name='empreinte du lien d’agenda')),
                ('lot', models.CharField(blank=True, max_length=60, verbose_name='lot du marché')),
                ('prix_demi_journee', models.DecimalField(decimal_places=2, max_digits=8, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='prix de la demi-journée, en euros')),
                ('sur_place', models.BooleanField(default=True, verbose_name='intervient sur place')),
                ('a_distance', models.BooleanField(default=True, verbose_name='intervient à distance')),
                ('actif', models.BooleanField(default=True, verbose_name='reçoit des demandes')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='nommé le')),
            ],
            options={
                'verbose_name': 'expert',
                'ordering': ['utilisateur__nom', 'utilisateur__prenom', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('programme', 'utilisateur'), name='expert_une_fois'), models.CheckConstraint(condition=models.Q(('prix_demi_journee__gte', 0)), name='expert_prix_positif'), models.CheckConstraint(condition=models.Q(('sur_place', True), ('a_distance', True), _connector='OR'), name='expert_intervient_quelque_part'), models.CheckConstraint(condition=models.Q(('siren', ''), ('siren__regex', '^[0-9]{9}$'), _connector='OR'), name='expert_siren_de_neuf_chiffres'), models.CheckConstraint(condition=models.Q(('feries__in', ['', '6AE', '57', '971', '972', '973', '974', '976', 'BL', 'MF', 'NC', 'PF', 'PM', 'WF'])), name='expert_feries_connus'), models.CheckConstraint(condition=models.Q(('departement__in', ['', '01', '02', '03', '04', '05', '06', '07', '08', '09', '10', '11', '12', '13', '14', '15', '16', '17', '18', '19', '21', '22', '23', '24', '25', '26', '27', '28', '29', '2A', '2B', '30', '31', '32', '33', '34', '35', '36', '37', '38', '39', '40', '41', '42', '43', '44', '45', '46', '47', '48', '49', '50', '51', '52', '53', '54', '55', '56', '57', '58', '59', '60', '61', '62', '63', '64', '65', '66', '67', '68', '69', '70', '71', '72', '73', '74', '75', '76', '77', '78', '79', '80', '81', '82', '83', '84', '85', '86', '87', '88', '89', '90', '91', '92', '93', '94', '95', '971', '972', '973', '974', '976'])), name='expert_departement_connu')],
            },
        ),
        migrations.CreateModel(
            name='ExpertBesoin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('expert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='competences', to='accompagnement.expert', verbose_name='expert')),
                ('besoin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accompagnement.besoin', verbose_name='besoin')),
                ('preuve', models.CharField(blank=True, max_length=300, verbose_name='preuve')),
            ],
            options={
                'verbose_name': 'compétence d’un expert',
                'ordering': ['besoin__ordre', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('expert', 'besoin'), name='expert_besoin_unique')],
            },
        ),
        migrations.CreateModel(
            name='Disponibilite',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('expert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='disponibilites', to='accompagnement.expert', verbose_name='expert')),
                ('jour', models.PositiveSmallIntegerField(choices=[(0, 'Lundi'), (1, 'Mardi'), (2, 'Mercredi'), (3, 'Jeudi'), (4, 'Vendredi')], verbose_name='jour')),
                ('moment', models.CharField(choices=[('matin', 'Matin'), ('apres_midi', 'Après-midi')], max_length=10, verbose_name='demi-journée')),
                ('du', models.DateField(verbose_name='du')),
                ('au', models.DateField(blank=True, null=True, verbose_name='au')),
            ],
            options={
                'verbose_name': 'disponibilité',
                'ordering': ['jour', '-moment', 'du', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('au', None), ('au__gte', models.F('du')), _connector='OR'), name='disponibilite_fin_apres_debut'), models.CheckConstraint(condition=models.Q(('jour__in', [0, 1, 2, 3, 4])), name='disponibilite_jour_connu'), models.CheckConstraint(condition=models.Q(('moment__in', ['matin', 'apres_midi'])), name='disponibilite_moment_connu'), models.UniqueConstraint(fields=('expert', 'jour', 'moment', 'du'), name='disponibilite_unique')],
            },
        ),
        migrations.CreateModel(
            name='ExceptionAgenda',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('expert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='exceptions', to='accompagnement.expert', verbose_name='expert')),
                ('nature', models.CharField(choices=[('fermee', 'Fermer'), ('ouverte', 'Ouvrir exceptionnellement')], max_length=10, verbose_name='nature')),
                ('du', models.DateField(verbose_name='du')),
                ('au', models.DateField(verbose_name='au')),
                ('moment', models.CharField(blank=True, choices=[('matin', 'Matin'), ('apres_midi', 'Après-midi')], max_length=10, verbose_name='demi-journée')),
                ('libelle', models.CharField(max_length=100, verbose_name='libellé')),
            ],
            options={
                'verbose_name': 'exception d’agenda',
                'verbose_name_plural': 'exceptions d’agenda',
                'ordering': ['du', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('au__gte', models.F('du'))), name='exception_fin_apres_debut'), models.CheckConstraint(condition=models.Q(('nature__in', ['fermee', 'ouverte'])), name='exception_nature_connue'), models.CheckConstraint(condition=models.Q(('moment__in', ['', 'matin', 'apres_midi'])), name='exception_moment_connu'), models.UniqueConstraint(fields=('expert', 'nature', 'du', 'au', 'moment'), name='exception_unique')],
            },
        ),
        migrations.CreateModel(
            name='CalendrierOccupe',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('expert', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='calendriers', to='accompagnement.expert', verbose_name='expert')),
                ('adresse', models.URLField(max_length=1000, verbose_name='adresse')),
                ('etat', models.CharField(choices=[('attendu', 'Lecture en attente'), ('lu', 'Lu'), ('muet', 'N’a pas répondu'), ('illisible', 'Illisible'), ('refuse', 'Adresse refusée')], default='attendu', max_length=10, verbose_name='état')),
                ('lu_at', models.DateTimeField(blank=True, null=True, verbose_name='dernière lecture réussie')),
                ('essaye_at', models.DateTimeField(blank=True, null=True, verbose_name='dernier essai')),
                ('explication', models.CharField(blank=True, max_length=200, verbose_name='explication')),
                ('etag', models.CharField(blank=True, max_length=200, verbose_name='étiquette du serveur')),
                ('modifie', models.CharField(blank=True, max_length=100, verbose_name='date de modification du serveur')),
                ('couvert_jusqu_au', models.DateField(blank=True, null=True, verbose_name='occupations connues jusqu’au')),
            ],
            options={
                'verbose_name': 'calendrier d’occupation',
                'verbose_name_plural': 'calendriers d’occupation',
                'ordering': ['pk'],
                'constraints': [models.UniqueConstraint(fields=('expert', 'adresse'), name='calendrier_une_fois'), models.CheckConstraint(condition=models.Q(('etat__in', ['attendu', 'lu', 'muet', 'illisible', 'refuse'])), name='calendrier_etat_connu'), models.CheckConstraint(condition=models.Q(models.Q(('etat', 'lu'), _negated=True), ('lu_at__isnull', False), _connector='OR'), name='calendrier_lu_a_sa_date')],
            },
        ),
        migrations.CreateModel(
            name='PlageOccupee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('calendrier', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='plages', to='accompagnement.calendrieroccupe', verbose_name='calendrier')),
                ('debut', models.DateTimeField(verbose_name='début')),
                ('fin', models.DateTimeField(verbose_name='fin')),
            ],
            options={
                'verbose_name': 'plage occupée',
                'verbose_name_plural': 'plages occupées',
                'ordering': ['debut', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('fin__gt', models.F('debut'))), name='plage_occupee_fin_apres_debut')],
            },
        ),
        migrations.CreateModel(
            name='MissionCollective',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('expert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='collectives', to='accompagnement.expert', verbose_name='expert')),
                ('titre', models.CharField(max_length=200, verbose_name='titre')),
                ('objet', models.TextField(verbose_name='ce que les projets vont travailler')),
                ('resultat_attendu', models.TextField(blank=True, verbose_name='résultat attendu')),
                ('lieu', models.CharField(choices=[('sur_place', 'Sur place'), ('a_distance', 'À distance')], default='sur_place', max_length=12, verbose_name='lieu')),
                ('adresse', models.CharField(blank=True, max_length=300, verbose_name='adresse ou lien')),
                ('demi_journees', models.PositiveSmallIntegerField(verbose_name='demi-journées')),
                ('partage', models.CharField(choices=[('egal', 'Parts égales'), ('participants', 'Selon le nombre de participants')], default='egal', max_length=12, verbose_name='partage du coût')),
                ('projets_min', models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(2)], verbose_name='projets au moins')),
                ('inscriptions_avant', models.DateTimeField(verbose_name='inscriptions avant')),
                ('debut', models.DateTimeField(verbose_name='début')),
                ('fin', models.DateTimeField(verbose_name='fin')),
                ('statut', models.CharField(choices=[('ouverte', 'Inscriptions ouvertes'), ('confirmee', 'Confirmée'), ('rendue', 'Compte rendu remis'), ('annulee', 'Annulée')], default='ouverte', max_length=12, verbose_name='statut')),
                ('cle', models.CharField(max_length=64, verbose_name='clé d’unicité')),
                ('ouverte_par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ouverte par')),
                ('ouverte_at', models.DateTimeField(verbose_name='ouverte le')),
                ('accord_at', models.DateTimeField(blank=True, null=True, verbose_name='accord de l’expert le')),
                ('confirmee_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmée le')),
                ('rendue_at', models.DateTimeField(blank=True, null=True, verbose_name='compte rendu remis le')),
                ('annulee_at', models.DateTimeField(blank=True, null=True, verbose_name='annulée le')),
                ('motif_annulation', models.TextField(blank=True, verbose_name='motif de l’annulation')),
            ],
            options={
                'verbose_name': 'mission collective',
                'verbose_name_plural': 'missions collectives',
                'ordering': ['-debut', '-pk'],
                'indexes': [models.Index(fields=['programme', 'statut', 'debut'], name='collective_statut')],
                'constraints': [models.UniqueConstraint(fields=('programme', 'cle'), name='collective_ouverte_une_fois'), models.CheckConstraint(condition=models.Q(('statut__in', ['ouverte', 'confirmee', 'rendue', 'annulee'])), name='collective_statut_connu'), models.CheckConstraint(condition=models.Q(('partage__in', ['egal', 'participants'])), name='collective_partage_connu'), models.CheckConstraint(condition=models.Q(('demi_journees__gte', models.F('projets_min')), ('projets_min__gte', 2)), name='collective_se_partage'), models.CheckConstraint(condition=models.Q(('fin__gt', models.F('debut')), ('inscriptions_avant__lt', models.F('debut'))), name='collective_dates_en_ordre'), models.CheckConstraint(condition=models.Q(models.Q(('statut__in', ['confirmee', 'rendue']), _negated=True), models.Q(('accord_at__isnull', False), ('confirmee_at__isnull', False)), _connector='OR'), name='collective_confirmee_a_un_accord'), models.CheckConstraint(condition=models.Q(models.Q(('annulee_at__isnull', False), ('statut', 'annulee'), models.Q(('motif_annulation', ''), _negated=True)), models.Q(models.Q(('statut', 'annulee'), _negated=True), ('annulee_at', None), ('motif_annulation', '')), _connector='OR'), name='collective_annulee_avec_motif'), models.CheckConstraint(condition=models.Q(models.Q(('rendue_at__isnull', False), ('statut', 'rendue')), models.Q(models.Q(('statut', 'rendue'), _negated=True), ('rendue_at', None)), _connector='OR'), name='collective_rendue_a_sa_date')],
            },
        ),
        migrations.CreateModel(
            name='Creneau',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('expert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='creneaux', to='accompagnement.expert', verbose_name='expert')),
                ('debut', models.DateTimeField(verbose_name='début')),
                ('fin', models.DateTimeField(verbose_name='fin')),
                ('statut', models.CharField(choices=[('ouvert', 'Libre'), ('offert', 'Offert au premier projet de la liste d’attente'), ('retenu', 'Retenu'), ('retire', 'Retiré')], default='ouvert', max_length=10, verbose_name='statut')),
                ('des_regles', models.BooleanField(default=False, verbose_name='ouvert par les règles de l’agenda')),
                ('par_l_agenda', models.BooleanField(default=False, verbose_name='retiré par l’agenda')),
                ('collective', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='creneaux', to='accompagnement.missioncollective', verbose_name='mission collective')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='ouvert le')),
            ],
            options={
                'verbose_name': 'créneau',
                'verbose_name_plural': 'créneaux',
                'ordering': ['debut', 'pk'],
                'indexes': [models.Index(fields=['programme', 'statut', 'debut'], name='creneau_libre')],
                'constraints': [models.CheckConstraint(condition=models.Q(('fin__gt', models.F('debut'))), name='creneau_fin_apres_debut'), models.CheckConstraint(condition=models.Q(('statut__in', ['ouvert', 'offert', 'retenu', 'retire'])), name='creneau_statut_connu'), models.CheckConstraint(condition=models.Q(('par_l_agenda', False), ('statut', 'retire'), _connector='OR'), name='creneau_retire_par_l_agenda'), models.CheckConstraint(condition=models.Q(('collective', None), ('statut', 'retenu'), _connector='OR'), name='creneau_collectif_retenu'), django.contrib.postgres.constraints.ExclusionConstraint(condition=models.Q(('statut', 'retire'), _negated=True), expressions=[('expert', '='), (accompagnement.models.expert.PlageHoraire('debut', 'fin', django.contrib.postgres.fields.ranges.RangeBoundary()), '&&')], name='creneau_sans_chevauchement')],
            },
        ),
        migrations.CreateModel(
            name='AttenteDeCreneau',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('projet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attentes_de_creneau', to='manufactures.projet', verbose_name='projet')),
                ('besoin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='attentes', to='accompagnement.besoin', verbose_name='besoin')),
                ('expert', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attentes', to='accompagnement.expert', verbose_name='expert voulu')),
                ('statut', models.CharField(choices=[('en_attente', 'En attente'), ('offerte', 'Créneau offert'), ('servie', 'Créneau réservé'), ('passee', 'Offre passée sans réponse'), ('quittee', 'Liste quittée')], default='en_attente', max_length=12, verbose_name='statut')),
                ('demandee_par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='demandée par')),
                ('demandee_at', models.DateTimeField(verbose_name='demandée le')),
                ('creneau', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='attentes', to='accompagnement.creneau', verbose_name='créneau offert')),
                ('offerte_at', models.DateTimeField(blank=True, null=True, verbose_name='offert le')),
                ('offre_jusqu_au', models.DateTimeField(blank=True, null=True, verbose_name='gardé jusqu’au')),
                ('close_at', models.DateTimeField(blank=True, null=True, verbose_name='close le')),
            ],
            options={
                'verbose_name': 'attente de créneau',
                'verbose_name_plural': 'attentes de créneau',
                'ordering': ['demandee_at', 'pk'],
                'indexes': [models.Index(fields=['statut', 'offre_jusqu_au'], name='attente_offre_en_retard')],
                'constraints': [models.CheckConstraint(condition=models.Q(('statut__in', ['en_attente', 'offerte', 'servie', 'passee', 'quittee'])), name='attente_statut_connu'), models.UniqueConstraint(condition=models.Q(('statut__in', ['en_attente', 'offerte'])), fields=('projet', 'besoin'), name='attente_une_par_besoin'), models.UniqueConstraint(condition=models.Q(('statut', 'offerte')), fields=('creneau',), name='attente_creneau_offert_une_fois'), models.CheckConstraint(condition=models.Q(models.Q(('statut', 'en_attente'), _negated=True), models.Q(('creneau', None), ('offerte_at', None), ('offre_jusqu_au', None)), _connector='OR'), name='attente_sans_offre'), models.CheckConstraint(condition=models.Q(models.Q(('statut', 'offerte'), _negated=True), models.Q(('creneau__isnull', False), ('offerte_at__isnull', False), ('offre_jusqu_au__isnull', False)), _connector='OR'), name='attente_offerte_a_son_creneau'), models.CheckConstraint(condition=models.Q(models.Q(('statut__in', ['en_attente', 'offerte']), ('close_at', None)), models.Q(models.Q(('statut__in', ['en_attente', 'offerte']), _negated=True), ('close_at__isnull', False)), _connector='OR'), name='attente_close_a_sa_date')],
            },
        ),
        migrations.CreateModel(
            name='ConditionsMarche',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('expert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='conditions', to='accompagnement.expert', verbose_name='expert')),
                ('date_effet', models.DateField(verbose_name='à compter du')),
                ('lot', models.CharField(blank=True, max_length=60, verbose_name='lot du marché')),
                ('prix_demi_journee', models.DecimalField(decimal_places=2, max_digits=8, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='prix de la demi-journée, en euros')),
                ('motif', models.CharField(max_length=200, verbose_name='motif')),
                ('fixees_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='fixées par')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='fixées le')),
            ],
            options={
                'verbose_name': 'conditions du marché',
                'verbose_name_plural': 'conditions du marché',
                'ordering': ['expert', '-date_effet', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('prix_demi_journee__gte', 0)), name='conditions_prix_positif'), models.CheckConstraint(condition=models.Q(('motif', ''), _negated=True), name='conditions_motivees')],
            },
        ),
        migrations.CreateModel(
            name='DeclarationExpert',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('expert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='accompagnement.expert', verbose_name='expert')),
                ('projet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations_d_experts', to='manufactures.projet', verbose_name='projet')),
                ('interet', models.BooleanField(verbose_name='a un intérêt dans le projet')),
                ('texte', models.TextField(blank=True, verbose_name='nature de l’intérêt')),
                ('declaree_at', models.DateTimeField(auto_now_add=True, verbose_name='déclarée le')),
                ('declaree_par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='déclarée par')),
            ],
            options={
                'verbose_name': 'déclaration d’un expert',
                'verbose_name_plural': 'déclarations d’experts',
                'ordering': ['expert', 'projet', '-pk'],
                'indexes': [models.Index(fields=['expert', 'projet', '-id'], name='declaration_expert_projet')],
                'constraints': [models.CheckConstraint(condition=models.Q(('interet', False), models.Q(('texte', ''), _negated=True), _connector='OR'), name='declaration_d_interet_expliquee')],
            },
        ),
        migrations.AddField(
            model_name='expert',
            name='besoins',
            field=models.ManyToManyField(related_name='experts', through='accompagnement.ExpertBesoin', to='accompagnement.besoin', verbose_name='besoins'),
        ),
    ]
