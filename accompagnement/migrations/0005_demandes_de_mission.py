"""Missions asked for: solicitations, orders, further half-days, what each side says of a half-day."""

from decimal import Decimal

import django.core.validators
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import accompagnement.models.demande
import socle.comptes.portee

GARDES = """
CREATE OR REPLACE FUNCTION passage_de_mission_permis(de text, vers text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT (de, vers) IN (VALUES
    ('demandee', 'proposee'), ('demandee', 'annulee'),
    ('proposee', 'proposee'), ('proposee', 'demandee'), ('proposee', 'a_confirmer'), ('proposee', 'a_approuver'),
    ('proposee', 'a_planifier'), ('proposee', 'planifiee'), ('proposee', 'declinee'), ('proposee', 'annulee'),
    ('a_confirmer', 'proposee'), ('a_confirmer', 'demandee'), ('a_confirmer', 'a_approuver'),
    ('a_confirmer', 'a_planifier'), ('a_confirmer', 'planifiee'), ('a_confirmer', 'annulee'),
    ('a_approuver', 'a_planifier'), ('a_approuver', 'planifiee'), ('a_approuver', 'annulee'),
    ('a_planifier', 'planifiee'), ('a_planifier', 'annulee'),
    ('planifiee', 'a_planifier'), ('planifiee', 'a_accepter'), ('planifiee', 'annulee'),
    ('a_accepter', 'a_valider'), ('a_accepter', 'contestee'), ('a_accepter', 'valide'),
    ('contestee', 'a_accepter'), ('contestee', 'a_valider'), ('contestee', 'annulee'),
    ('a_valider', 'valide'), ('valide', 'payable'))
$$;

-- A slot holds one half-day, whether it is the first of a mission or a further one; it is a slot of the mission's expert.
CREATE FUNCTION garder_demi_journee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM 1 FROM accompagnement_creneau WHERE id = NEW.creneau_id FOR UPDATE;
  IF NEW.liberee_at IS NULL AND EXISTS (
       SELECT FROM accompagnement_mission WHERE creneau_id = NEW.creneau_id AND statut NOT IN ('declinee', 'annulee')) THEN
    RAISE EXCEPTION 'ce créneau tient déjà la première demi-journée d’une mission' USING ERRCODE = 'unique_violation';
  END IF;
  IF NEW.liberee_at IS NULL AND NOT EXISTS (
       SELECT FROM accompagnement_mission m JOIN accompagnement_creneau c ON c.expert_id = m.expert_id
       WHERE m.id = NEW.mission_id AND c.id = NEW.creneau_id) THEN
    RAISE EXCEPTION 'une demi-journée est prise dans l’agenda de l’expert de la mission' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER garder_demi_journee BEFORE INSERT OR UPDATE ON accompagnement_demijourneeretenue
  FOR EACH ROW EXECUTE FUNCTION garder_demi_journee();

CREATE FUNCTION garder_premier_creneau() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.creneau_id IS NOT NULL AND NEW.statut NOT IN ('declinee', 'annulee') AND EXISTS (
       SELECT FROM accompagnement_demijourneeretenue WHERE creneau_id = NEW.creneau_id AND liberee_at IS NULL) THEN
    RAISE EXCEPTION 'ce créneau tient déjà une demi-journée d’une mission' USING ERRCODE = 'unique_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER garder_premier_creneau BEFORE INSERT OR UPDATE OF creneau_id, statut ON accompagnement_mission
  FOR EACH ROW EXECUTE FUNCTION garder_premier_creneau();

-- The orders of a year are numbered one by one: two at once wait for each other, and one undone leaves no gap.
CREATE FUNCTION numeroter_bon_de_commande() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtext('bon_de_commande'), NEW.programme_id::int);
  SELECT coalesce(max(numero), 0) + 1 INTO NEW.numero
    FROM accompagnement_bondecommande WHERE programme_id = NEW.programme_id AND annee = NEW.annee;
  RETURN NEW;
END $$;
CREATE TRIGGER numeroter_bon_de_commande BEFORE INSERT ON accompagnement_bondecommande
  FOR EACH ROW EXECUTE FUNCTION numeroter_bon_de_commande();
"""

RETIRER = """
DROP TRIGGER numeroter_bon_de_commande ON accompagnement_bondecommande;
DROP FUNCTION numeroter_bon_de_commande();
DROP TRIGGER garder_premier_creneau ON accompagnement_mission;
DROP FUNCTION garder_premier_creneau();
DROP TRIGGER garder_demi_journee ON accompagnement_demijourneeretenue;
DROP FUNCTION garder_demi_journee();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accompagnement', '0004_agenda_des_experts'),
        ('comptes', '0001_comptes'),
        ('comptes', '__first__'),
        ('manufactures', '0003_autres_financeurs'),
    ]

    operations = [
        migrations.RemoveConstraint(
            model_name='mission',
            name='mission_statut_connu',
        ),
        migrations.RemoveConstraint(
            model_name='mission',
            name='mission_engagee_a_une_reponse',
        ),
        migrations.AddField(
            model_name='mission',
            name='conditions',
            field=models.TextField(blank=True, verbose_name='conditions convenues avec l’expert'),
        ),
        migrations.AddField(
            model_name='mission',
            name='dernier_creneau',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accompagnement.creneau', verbose_name='dernier créneau, s’il y en a plusieurs'),
        ),
        migrations.AddField(
            model_name='mission',
            name='origine',
            field=models.CharField(choices=[('rendez_vous', 'Rendez-vous pris par le projet'), ('demande', 'Mission demandée par le projet'), ('proposition', 'Demi-journée proposée par l’expert')], default='rendez_vous', max_length=12, verbose_name='origine'),
        ),
        migrations.AddField(
            model_name='mission',
            name='periode_debut',
            field=models.DateField(blank=True, null=True, verbose_name='souhaitée à partir du'),
        ),
        migrations.AddField(
            model_name='mission',
            name='periode_fin',
            field=models.DateField(blank=True, null=True, verbose_name='souhaitée jusqu’au'),
        ),
        migrations.AlterField(
            model_name='etapemission',
            name='de',
            field=models.CharField(blank=True, choices=[('demandee', 'Demandée'), ('proposee', 'Proposée à l’expert'), ('a_confirmer', 'À confirmer par le projet'), ('declinee', 'Déclinée'), ('a_approuver', 'À approuver'), ('a_planifier', 'À planifier'), ('planifiee', 'Planifiée'), ('realisee', 'Réalisée'), ('compte_rendu_attendu', 'Compte rendu attendu'), ('a_accepter', 'Service fait à accepter'), ('a_valider', 'Service fait à valider'), ('valide', 'Service fait validé'), ('payable', 'Payable'), ('contestee', 'Contestée'), ('annulee', 'Annulée')], max_length=24, verbose_name='de'),
        ),
        migrations.AlterField(
            model_name='etapemission',
            name='vers',
            field=models.CharField(choices=[('demandee', 'Demandée'), ('proposee', 'Proposée à l’expert'), ('a_confirmer', 'À confirmer par le projet'), ('declinee', 'Déclinée'), ('a_approuver', 'À approuver'), ('a_planifier', 'À planifier'), ('planifiee', 'Planifiée'), ('realisee', 'Réalisée'), ('compte_rendu_attendu', 'Compte rendu attendu'), ('a_accepter', 'Service fait à accepter'), ('a_valider', 'Service fait à valider'), ('valide', 'Service fait validé'), ('payable', 'Payable'), ('contestee', 'Contestée'), ('annulee', 'Annulée')], max_length=24, verbose_name='vers'),
        ),
        migrations.AlterField(
            model_name='mission',
            name='statut',
            field=models.CharField(choices=[('demandee', 'Demandée'), ('proposee', 'Proposée à l’expert'), ('a_confirmer', 'À confirmer par le projet'), ('declinee', 'Déclinée'), ('a_approuver', 'À approuver'), ('a_planifier', 'À planifier'), ('planifiee', 'Planifiée'), ('realisee', 'Réalisée'), ('compte_rendu_attendu', 'Compte rendu attendu'), ('a_accepter', 'Service fait à accepter'), ('a_valider', 'Service fait à valider'), ('valide', 'Service fait validé'), ('payable', 'Payable'), ('contestee', 'Contestée'), ('annulee', 'Annulée')], max_length=24, verbose_name='statut'),
        ),
        migrations.AddConstraint(
            model_name='mission',
            constraint=models.CheckConstraint(condition=models.Q(('statut__in', ['a_accepter', 'a_approuver', 'a_confirmer', 'a_planifier', 'a_valider', 'annulee', 'contestee', 'declinee', 'demandee', 'payable', 'planifiee', 'proposee', 'valide'])), name='mission_statut_connu'),
        ),
        migrations.AddConstraint(
            model_name='mission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('statut__in', ['a_accepter', 'a_approuver', 'a_planifier', 'a_valider', 'contestee', 'payable', 'planifiee', 'valide']), _negated=True), models.Q(('expert__isnull', False), ('repondue_at__isnull', False)), _connector='OR'), name='mission_engagee_a_une_reponse'),
        ),
        migrations.AddConstraint(
            model_name='mission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('statut__in', ['a_accepter', 'a_valider', 'contestee', 'payable', 'planifiee', 'valide']), _negated=True), ('creneau__isnull', False), _connector='OR'), name='mission_planifiee_a_un_creneau'),
        ),
        migrations.AddConstraint(
            model_name='mission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('origine', 'demande'), _negated=True), models.Q(models.Q(('resultat_attendu', ''), _negated=True), ('periode_fin__gte', models.F('periode_debut'))), _connector='OR'), name='mission_demandee_dit_son_resultat'),
        ),
        migrations.AddConstraint(
            model_name='mission',
            constraint=models.CheckConstraint(condition=models.Q(('dernier_creneau', None), ('creneau__isnull', False), _connector='OR'), name='mission_premier_avant_dernier'),
        ),
        migrations.CreateModel(
            name='BonDeCommande',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('annee', models.PositiveSmallIntegerField(verbose_name='année')),
                ('numero', accompagnement.models.demande.NumeroDeLaBase(default=1, verbose_name='numéro')),
                ('lot', models.CharField(blank=True, max_length=60, verbose_name='lot du marché')),
                ('prix_unitaire', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='prix de la demi-journée, en euros HT')),
                ('demi_journees', models.PositiveSmallIntegerField(verbose_name='demi-journées')),
                ('frais_deplacement', models.DecimalField(decimal_places=2, default=Decimal('0'), max_digits=8, validators=[django.core.validators.MinValueValidator(Decimal('0'))], verbose_name='frais de déplacement, en euros HT')),
                ('montant_ht', models.DecimalField(decimal_places=2, max_digits=10, verbose_name='montant HT, en euros')),
                ('contenu', models.JSONField(verbose_name='contenu')),
                ('emis_at', models.DateTimeField(verbose_name='émis le')),
                ('emis_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='émis par')),
                ('mission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='bon_de_commande', to='accompagnement.mission', verbose_name='mission')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'bon de commande',
                'verbose_name_plural': 'bons de commande',
                'ordering': ['-annee', '-numero'],
            },
        ),
        migrations.CreateModel(
            name='ConstatDemiJournee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('cote', models.CharField(choices=[('projet', 'Le projet'), ('expert', 'L’expert'), ('coordination', 'La coordination')], max_length=12, verbose_name='côté')),
                ('constat', models.CharField(choices=[('tenue', 'Elle a eu lieu'), ('absence_projet', 'L’équipe du projet n’est pas venue'), ('absence_expert', 'L’expert n’est pas venu')], max_length=16, verbose_name='constat')),
                ('precision', models.TextField(blank=True, verbose_name='précision')),
                ('date', models.DateTimeField(verbose_name='dit le')),
                ('auteur', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='auteur')),
                ('creneau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accompagnement.creneau', verbose_name='créneau')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='constats', to='accompagnement.mission', verbose_name='mission')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'constat d’une demi-journée',
                'verbose_name_plural': 'constats d’une demi-journée',
                'ordering': ['mission', 'creneau', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='DemiJourneeRetenue',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('retenue_at', models.DateTimeField(verbose_name='retenue le')),
                ('liberee_at', models.DateTimeField(blank=True, null=True, verbose_name='libérée le')),
                ('creneau', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='retenues', to='accompagnement.creneau', verbose_name='créneau')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='suivantes', to='accompagnement.mission', verbose_name='mission')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'demi-journée retenue',
                'verbose_name_plural': 'demi-journées retenues',
                'ordering': ['mission', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='Sollicitation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('rang', models.PositiveSmallIntegerField(verbose_name='rang')),
                ('raisons', models.JSONField(default=list, verbose_name='raisons du classement')),
                ('issue', models.CharField(choices=[('en_cours', 'Réponse attendue'), ('acceptee', 'Acceptée'), ('ajustee', 'Ajustée, à confirmer'), ('ajustement_refuse', 'Ajustement refusé par le projet'), ('declinee', 'Déclinée'), ('sans_reponse', 'Sans réponse à temps'), ('retiree', 'Retirée')], default='en_cours', max_length=20, verbose_name='issue')),
                ('demandee_at', models.DateTimeField(verbose_name='demandée le')),
                ('reponse_avant', models.DateTimeField(verbose_name='réponse attendue avant')),
                ('close_at', models.DateTimeField(blank=True, null=True, verbose_name='close le')),
                ('motif', models.TextField(blank=True, verbose_name='motif de la réponse')),
                ('demi_journees', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='demi-journées proposées')),
                ('expert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sollicitations', to='accompagnement.expert', verbose_name='expert')),
                ('mission', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='sollicitations', to='accompagnement.mission', verbose_name='mission')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'sollicitation',
                'ordering': ['mission', 'rang'],
            },
        ),
        migrations.AddConstraint(
            model_name='bondecommande',
            constraint=models.UniqueConstraint(fields=('programme', 'annee', 'numero'), name='bon_de_commande_numero_unique'),
        ),
        migrations.AddConstraint(
            model_name='bondecommande',
            constraint=models.CheckConstraint(condition=models.Q(('demi_journees__gt', 0), ('numero__gt', 0)), name='bon_de_commande_compte'),
        ),
        migrations.AddConstraint(
            model_name='bondecommande',
            constraint=models.CheckConstraint(condition=models.Q(('montant_ht', django.db.models.expressions.CombinedExpression(django.db.models.expressions.CombinedExpression(models.F('demi_journees'), '*', models.F('prix_unitaire')), '+', models.F('frais_deplacement')))), name='bon_de_commande_montant'),
        ),
        migrations.AddConstraint(
            model_name='constatdemijournee',
            constraint=models.UniqueConstraint(fields=('mission', 'creneau', 'cote'), name='constat_une_fois_par_cote'),
        ),
        migrations.AddConstraint(
            model_name='constatdemijournee',
            constraint=models.CheckConstraint(condition=models.Q(('constat__in', ['tenue', 'absence_projet', 'absence_expert']), ('cote__in', ['projet', 'expert', 'coordination'])), name='constat_connu'),
        ),
        migrations.AddConstraint(
            model_name='demijourneeretenue',
            constraint=models.UniqueConstraint(condition=models.Q(('liberee_at', None)), fields=('creneau',), name='demi_journee_seule_sur_son_creneau'),
        ),
        migrations.AddIndex(
            model_name='sollicitation',
            index=models.Index(fields=['issue', 'reponse_avant'], name='sollicitation_en_retard'),
        ),
        migrations.AddConstraint(
            model_name='sollicitation',
            constraint=models.UniqueConstraint(fields=('mission', 'rang'), name='sollicitation_rang_unique'),
        ),
        migrations.AddConstraint(
            model_name='sollicitation',
            constraint=models.UniqueConstraint(condition=models.Q(('issue__in', ['ajustee', 'en_cours'])), fields=('mission',), name='sollicitation_une_a_la_fois'),
        ),
        migrations.AddConstraint(
            model_name='sollicitation',
            constraint=models.CheckConstraint(condition=models.Q(('issue__in', ['en_cours', 'acceptee', 'ajustee', 'ajustement_refuse', 'declinee', 'sans_reponse', 'retiree'])), name='sollicitation_issue_connue'),
        ),
        migrations.AddConstraint(
            model_name='sollicitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('close_at', None), ('issue__in', ['ajustee', 'en_cours'])), models.Q(models.Q(('issue__in', ['ajustee', 'en_cours']), _negated=True), ('close_at__isnull', False)), _connector='OR'), name='sollicitation_close_a_sa_date'),
        ),
        migrations.AddConstraint(
            model_name='sollicitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('issue', 'ajustee'), _negated=True), ('demi_journees__gt', 0), _connector='OR'), name='sollicitation_ajustee_en_demi_journees'),
        ),
        migrations.AddConstraint(
            model_name='sollicitation',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('issue__in', ['declinee', 'ajustee']), _negated=True), models.Q(('motif', ''), _negated=True), _connector='OR'), name='sollicitation_motif'),
        ),
        migrations.RunSQL(GARDES, RETIRER),
    ]
