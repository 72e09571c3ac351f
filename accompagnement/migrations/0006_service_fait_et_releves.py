"""Service fait to the end: silence and arbitration, plan d’actions, monthly statements and their payment."""

import django.db.models.deletion
import django.db.models.expressions
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import socle.comptes.portee

GARDES = """
-- A statement: numbers without a gap, frozen but for its invoice and payment, never removed.
CREATE FUNCTION garder_releve() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE dernier integer; dues numeric; faites integer;
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'un relevé ne se supprime pas' USING ERRCODE = 'check_violation';
  ELSIF TG_OP = 'INSERT' THEN
    SELECT coalesce(max(rang), 0) INTO dernier FROM accompagnement_relevemensuel
      WHERE programme_id = NEW.programme_id AND annee = NEW.annee;
    IF NEW.rang <> dernier + 1 THEN
      RAISE EXCEPTION 'le relevé % suit le %, pas le %', dernier + 1, dernier, NEW.rang USING ERRCODE = 'check_violation';
    END IF;
    IF NEW.paiement <> 'a_payer' THEN
      RAISE EXCEPTION 'un relevé s’établit à payer' USING ERRCODE = 'check_violation';
    END IF;
    RETURN NEW;
  END IF;
  IF (NEW.programme_id, NEW.expert_id, NEW.mois, NEW.annee, NEW.rang, NEW.demi_journees, NEW.montant, NEW.etabli_at, NEW.etabli_par_id)
     IS DISTINCT FROM
     (OLD.programme_id, OLD.expert_id, OLD.mois, OLD.annee, OLD.rang, OLD.demi_journees, OLD.montant, OLD.etabli_at, OLD.etabli_par_id) THEN
    RAISE EXCEPTION 'un relevé établi ne change que par sa facture et son paiement' USING ERRCODE = 'check_violation';
  END IF;
  IF OLD.paiement = 'paye' THEN
    RAISE EXCEPTION 'un relevé payé ne change plus' USING ERRCODE = 'check_violation';
  END IF;
  IF NEW.paiement = 'paye' THEN
    SELECT coalesce(sum(l.montant), 0), coalesce(sum(l.demi_journees), 0) INTO dues, faites
      FROM accompagnement_lignereleve l
      JOIN accompagnement_servicefait s ON s.mission_id = l.mission_id AND s.valide_at IS NOT NULL
      WHERE l.releve_id = NEW.id;
    IF OLD.paiement <> 'a_payer' OR (dues, faites) IS DISTINCT FROM (NEW.montant, NEW.demi_journees) THEN
      RAISE EXCEPTION 'pas de paiement sans service fait validé pour tout le relevé' USING ERRCODE = 'check_violation';
    END IF;
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER garder_releve BEFORE INSERT OR UPDATE OR DELETE ON accompagnement_relevemensuel
  FOR EACH ROW EXECUTE FUNCTION garder_releve();

CREATE FUNCTION verifier_ligne_releve() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
       SELECT FROM accompagnement_servicefait s
       JOIN accompagnement_mission m ON m.id = s.mission_id
       JOIN accompagnement_relevemensuel r ON r.id = NEW.releve_id AND r.expert_id = m.expert_id
       WHERE s.mission_id = NEW.mission_id AND s.valide_at IS NOT NULL AND m.statut IN ('valide', 'payable')
         AND (s.demi_journees_acceptees, s.prix_demi_journee) = (NEW.demi_journees, NEW.prix_unitaire)) THEN
    RAISE EXCEPTION 'une ligne de relevé est un service fait validé de son expert' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER verifier_ligne_releve BEFORE INSERT ON accompagnement_lignereleve
  FOR EACH ROW EXECUTE FUNCTION verifier_ligne_releve();

CREATE FUNCTION garder_mission_payable() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM accompagnement_lignereleve WHERE mission_id = NEW.id) THEN
    RAISE EXCEPTION 'une mission est payable une fois sur un relevé' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER garder_mission_payable BEFORE UPDATE OF statut ON accompagnement_mission
  FOR EACH ROW WHEN (NEW.statut = 'payable') EXECUTE FUNCTION garder_mission_payable();

-- A verdict validated is closed: what is owed rests on it.
CREATE FUNCTION garder_service_fait() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.valide_at IS NOT NULL THEN
    RAISE EXCEPTION 'un service fait validé ne change plus' USING ERRCODE = 'check_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER garder_service_fait BEFORE UPDATE OR DELETE ON accompagnement_servicefait
  FOR EACH ROW EXECUTE FUNCTION garder_service_fait();
"""

RETIRER = """
DROP TRIGGER garder_service_fait ON accompagnement_servicefait;
DROP FUNCTION garder_service_fait();
DROP TRIGGER garder_mission_payable ON accompagnement_mission;
DROP FUNCTION garder_mission_payable();
DROP TRIGGER verifier_ligne_releve ON accompagnement_lignereleve;
DROP FUNCTION verifier_ligne_releve();
DROP TRIGGER garder_releve ON accompagnement_relevemensuel;
DROP FUNCTION garder_releve();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accompagnement', '0005_demandes_de_mission'),
        ('comptes', '0001_comptes'),
        ('documents', '0001_documents'),
        ('manufactures', '0003_autres_financeurs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='ActionDuProjet',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('libelle', models.CharField(max_length=300, verbose_name='ce qu’il faut faire')),
                ('responsable', models.CharField(max_length=120, verbose_name='qui s’en charge')),
                ('echeance', models.DateField(verbose_name='pour le')),
                ('ajoutee_at', models.DateTimeField(verbose_name='ajoutée le')),
                ('faite_at', models.DateTimeField(blank=True, null=True, verbose_name='faite le')),
                ('ajoutee_par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ajoutée par')),
                ('faite_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='faite par')),
                ('mission', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='actions_prevues', to='accompagnement.mission', verbose_name='mission')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('projet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='actions_prevues', to='manufactures.projet', verbose_name='projet')),
            ],
            options={
                'verbose_name': 'action du projet',
                'verbose_name_plural': 'actions du projet',
                'ordering': ['echeance', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='ReleveMensuel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('mois', models.DateField(verbose_name='mois')),
                ('annee', models.PositiveSmallIntegerField(verbose_name='année du numéro')),
                ('rang', models.PositiveIntegerField(verbose_name='numéro dans l’année')),
                ('demi_journees', models.PositiveIntegerField(verbose_name='demi-journées')),
                ('montant', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='montant, en euros')),
                ('etabli_at', models.DateTimeField(verbose_name='établi le')),
                ('facture_reference', models.CharField(blank=True, max_length=60, verbose_name='référence de la facture')),
                ('facture_date', models.DateField(blank=True, null=True, verbose_name='date de la facture')),
                ('paiement', models.CharField(choices=[('a_payer', 'À payer'), ('paye', 'Payé'), ('rejete', 'Rejeté')], default='a_payer', max_length=10, verbose_name='paiement')),
                ('paye_le', models.DateField(blank=True, null=True, verbose_name='payé le')),
                ('motif_rejet', models.TextField(blank=True, verbose_name='motif du rejet')),
                ('paiement_at', models.DateTimeField(blank=True, null=True, verbose_name='paiement noté le')),
                ('etabli_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='établi par')),
                ('expert', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='releves', to='accompagnement.expert', verbose_name='expert')),
                ('paiement_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='paiement noté par')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'relevé mensuel',
                'verbose_name_plural': 'relevés mensuels',
                'ordering': ['-annee', '-rang', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='LigneReleve',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('projet', models.CharField(max_length=200, verbose_name='projet')),
                ('besoin', models.CharField(max_length=200, verbose_name='besoin')),
                ('jour', models.DateField(verbose_name='jour de la mission')),
                ('validee_le', models.DateField(verbose_name='service fait validé le')),
                ('demi_journees', models.PositiveSmallIntegerField(verbose_name='demi-journées')),
                ('prix_unitaire', models.DecimalField(decimal_places=2, max_digits=8, verbose_name='prix de la demi-journée, en euros')),
                ('montant', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='montant, en euros')),
                ('lot', models.CharField(blank=True, max_length=60, verbose_name='lot du marché')),
                ('commande', models.CharField(blank=True, max_length=60, verbose_name='bon de commande')),
                ('mission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ligne_de_releve', to='accompagnement.mission', verbose_name='mission')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('releve', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lignes', to='accompagnement.relevemensuel', verbose_name='relevé')),
            ],
            options={
                'verbose_name': 'ligne d’un relevé',
                'verbose_name_plural': 'lignes d’un relevé',
                'ordering': ['releve', 'jour', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PieceCompteRendu',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('compte_rendu', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='pieces', to='accompagnement.compterendu', verbose_name='compte rendu')),
                ('document', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='documents.document', verbose_name='fichier')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'pièce d’un compte rendu',
                'verbose_name_plural': 'pièces d’un compte rendu',
                'ordering': ['compte_rendu', 'pk'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='servicefait',
            name='service_fait_motif',
        ),
        migrations.RemoveField(
            model_name='compterendu',
            name='document',
        ),
        migrations.AddField(
            model_name='compterendu',
            name='effet_du_silence',
            field=models.CharField(choices=[('alerter_coordination', 'La coordination est prévenue et peut valider sans réponse'), ('accepter', 'Le service fait est accepté')], default='alerter_coordination', max_length=24, verbose_name='effet de son silence'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='compterendu',
            name='reponse_avant',
            field=models.DateTimeField(default=django.utils.timezone.now, verbose_name='réponse du projet attendue avant'),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name='servicefait',
            name='lot',
            field=models.CharField(blank=True, max_length=60, verbose_name='lot du marché'),
        ),
        migrations.AddField(
            model_name='servicefait',
            name='origine',
            field=models.CharField(choices=[('projet', 'Le projet'), ('silence_regle', 'La plateforme, par la règle du silence'), ('silence_constate', 'La coordination, en l’absence de réponse du projet'), ('arbitrage', 'La coordination, par arbitrage')], default='projet', max_length=20, verbose_name='d’où vient le verdict'),
        ),
        migrations.AddField(
            model_name='servicefait',
            name='prix_demi_journee',
            field=models.DecimalField(blank=True, decimal_places=2, max_digits=8, null=True, verbose_name='prix de la demi-journée, en euros'),
        ),
        migrations.AlterField(
            model_name='servicefait',
            name='compte_rendu',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='services_faits', to='accompagnement.compterendu', verbose_name='compte rendu'),
        ),
        migrations.AlterField(
            model_name='servicefait',
            name='juge_par',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='donné par'),
        ),
        migrations.AddConstraint(
            model_name='compterendu',
            constraint=models.CheckConstraint(condition=models.Q(('effet_du_silence__in', ['alerter_coordination', 'accepter'])), name='compte_rendu_effet_connu'),
        ),
        migrations.AddConstraint(
            model_name='servicefait',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('origine', 'projet'), ('verdict', 'accepte')), models.Q(('motif', ''), _negated=True), _connector='OR'), name='service_fait_motif'),
        ),
        migrations.AddConstraint(
            model_name='servicefait',
            constraint=models.CheckConstraint(condition=models.Q(('origine__in', ['projet', 'silence_regle', 'silence_constate', 'arbitrage'])), name='service_fait_origine_connue'),
        ),
        migrations.AddConstraint(
            model_name='servicefait',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('origine__in', ['silence_constate', 'silence_regle']), ('juge_par', None)), models.Q(models.Q(('origine__in', ['silence_constate', 'silence_regle']), _negated=True), models.Q(('juge_par', None), _negated=True)), _connector='OR'), name='service_fait_juge_par_quelqu_un'),
        ),
        migrations.AddConstraint(
            model_name='servicefait',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('valide_at', None), ('prix_demi_journee', None)), models.Q(models.Q(('valide_at', None), _negated=True), models.Q(('prix_demi_journee', None), _negated=True)), _connector='OR'), name='service_fait_prix_a_sa_date'),
        ),
        migrations.AddConstraint(
            model_name='servicefait',
            constraint=models.UniqueConstraint(fields=('compte_rendu', 'origine'), name='service_fait_un_par_origine'),
        ),
        migrations.AddIndex(
            model_name='actionduprojet',
            index=models.Index(condition=models.Q(('faite_at', None)), fields=['projet', 'echeance'], name='action_du_projet_ouverte'),
        ),
        migrations.AddConstraint(
            model_name='actionduprojet',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('libelle', ''), _negated=True), models.Q(('responsable', ''), _negated=True)), name='action_du_projet_entiere'),
        ),
        migrations.AddConstraint(
            model_name='actionduprojet',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('faite_at', None), ('faite_par', None)), models.Q(('faite_at__isnull', False), ('faite_par__isnull', False)), _connector='OR'), name='action_du_projet_faite_par_quelqu_un'),
        ),
        migrations.AddConstraint(
            model_name='relevemensuel',
            constraint=models.UniqueConstraint(fields=('expert', 'mois'), name='releve_un_par_mois'),
        ),
        migrations.AddConstraint(
            model_name='relevemensuel',
            constraint=models.UniqueConstraint(fields=('programme', 'annee', 'rang'), name='releve_numero_unique'),
        ),
        migrations.AddConstraint(
            model_name='relevemensuel',
            constraint=models.CheckConstraint(condition=models.Q(('mois__day', 1)), name='releve_mois_au_premier'),
        ),
        migrations.AddConstraint(
            model_name='relevemensuel',
            constraint=models.CheckConstraint(condition=models.Q(('demi_journees__gt', 0), ('montant__gte', 0)), name='releve_compte'),
        ),
        migrations.AddConstraint(
            model_name='relevemensuel',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('facture_date', None), ('facture_reference', '')), models.Q(models.Q(('facture_reference', ''), _negated=True), ('facture_date__isnull', False)), _connector='OR'), name='releve_facture_entiere'),
        ),
        migrations.AddConstraint(
            model_name='relevemensuel',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('motif_rejet', ''), ('paiement', 'a_payer'), ('paye_le', None)), models.Q(('motif_rejet', ''), ('paiement', 'paye'), ('paye_le__isnull', False), models.Q(('facture_reference', ''), _negated=True)), models.Q(('paiement', 'rejete'), ('paye_le', None), models.Q(('motif_rejet', ''), _negated=True)), _connector='OR'), name='releve_paiement_entier'),
        ),
        migrations.AddConstraint(
            model_name='lignereleve',
            constraint=models.CheckConstraint(condition=models.Q(('demi_journees__gt', 0)), name='ligne_releve_dure'),
        ),
        migrations.AddConstraint(
            model_name='lignereleve',
            constraint=models.CheckConstraint(condition=models.Q(('montant', django.db.models.expressions.CombinedExpression(models.F('demi_journees'), '*', models.F('prix_unitaire')))), name='ligne_releve_calculee'),
        ),
        migrations.RunSQL(GARDES, RETIRER),
    ]
