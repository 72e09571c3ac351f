"""Undertakings linked to one another, the amounts rapporteurs propose, and a ballot that keeps from its opening all that its count depends on."""

import django.db.models.deletion
import django.db.models.functions.comparison
from django.conf import settings
from django.db import migrations, models

import socle.comptes.portee

FIGER = """
CREATE OR REPLACE FUNCTION comite_scrutin_regle_figee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.preponderante <> OLD.preponderante OR NEW.note_max <> OLD.note_max OR NEW.majorite <> OLD.majorite OR (NEW.recus <> OLD.recus AND (NEW.mode <> 'secret' OR OLD.statut <> 'ouvert')) THEN
    RAISE EXCEPTION 'les règles du compte et les reçus d’un scrutin sont figés à son ouverture' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
"""

DEFIGER = """
CREATE OR REPLACE FUNCTION comite_scrutin_regle_figee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.majorite <> OLD.majorite OR (NEW.recus <> OLD.recus AND (NEW.mode <> 'secret' OR OLD.statut <> 'ouvert')) THEN
    RAISE EXCEPTION 'la majorité et les reçus d’un scrutin sont figés' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
"""


class Migration(migrations.Migration):

    dependencies = [
        ('comite', '0008_proces_verbaux_signes'),
        ('comptes', '0002_demandes_rejouables'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='EntrepriseLiee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('siren', models.CharField(max_length=9, verbose_name='SIREN')),
                ('siren_lie', models.CharField(max_length=9, verbose_name='SIREN lié')),
                ('nom', models.CharField(max_length=200, verbose_name='nom de l’entreprise liée')),
                ('lien', models.CharField(choices=[('droits_de_vote', 'Majorité des droits de vote'), ('nomination', 'Nomination de la majorité des dirigeants'), ('influence', 'Influence dominante par contrat ou par statuts'), ('accord', 'Contrôle des votes par accord entre associés')], max_length=20, verbose_name='lien')),
                ('declaree_at', models.DateTimeField(auto_now_add=True, verbose_name='déclarée le')),
                ('retiree_at', models.DateTimeField(blank=True, null=True, verbose_name='retirée le')),
                ('motif_retrait', models.TextField(blank=True, verbose_name='motif du retrait')),
                ('declaree_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='déclarée par')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'entreprise liée',
                'ordering': ['siren', 'siren_lie', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='LigneRapport',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('ligne', models.SlugField(max_length=40, verbose_name='ligne')),
                ('montant', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='montant proposé')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('rapporteur', models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name='lignes', to='comite.rapporteur', verbose_name='rapporteur')),
            ],
            options={
                'verbose_name': 'montant proposé par un rapporteur',
                'ordering': ['rapporteur', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('rapporteur', 'ligne'), name='ligne_rapport_unique'), models.CheckConstraint(condition=models.Q(('montant__gte', 0)), name='ligne_rapport_positive')],
            },
        ),
        migrations.AddField(
            model_name='scrutin',
            name='note_max',
            field=models.PositiveSmallIntegerField(default=5, verbose_name='note maximale d’un critère'),
        ),
        migrations.AddField(
            model_name='scrutin',
            name='preponderante',
            field=models.BooleanField(default=True, verbose_name='voix prépondérante admise'),
        ),
        migrations.AddConstraint(
            model_name='scrutin',
            constraint=models.CheckConstraint(condition=models.Q(('note_max__gt', 0)), name='scrutin_note_max_positive'),
        ),
        migrations.AddConstraint(
            model_name='entrepriseliee',
            constraint=models.CheckConstraint(condition=models.Q(('siren__regex', '^\\d{9}$'), ('siren_lie__regex', '^\\d{9}$')), name='lien_siren_9_chiffres'),
        ),
        migrations.AddConstraint(
            model_name='entrepriseliee',
            constraint=models.CheckConstraint(condition=models.Q(('siren', models.F('siren_lie')), _negated=True), name='lien_entre_deux_entreprises'),
        ),
        migrations.AddConstraint(
            model_name='entrepriseliee',
            constraint=models.CheckConstraint(condition=models.Q(('lien__in', ['droits_de_vote', 'nomination', 'influence', 'accord'])), name='lien_connu'),
        ),
        migrations.AddConstraint(
            model_name='entrepriseliee',
            constraint=models.CheckConstraint(condition=models.Q(('nom', ''), _negated=True), name='lien_nomme'),
        ),
        migrations.AddConstraint(
            model_name='entrepriseliee',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('motif_retrait', ''), ('retiree_at', None)), models.Q(('retiree_at__isnull', False), models.Q(('motif_retrait', ''), _negated=True)), _connector='OR'), name='lien_retrait_motive'),
        ),
        migrations.AddConstraint(
            model_name='entrepriseliee',
            constraint=models.UniqueConstraint(models.F('programme'), django.db.models.functions.comparison.Least('siren', 'siren_lie'), django.db.models.functions.comparison.Greatest('siren', 'siren_lie'), condition=models.Q(('retiree_at', None)), name='lien_une_fois'),
        ),
        migrations.RunSQL(FIGER, DEFIGER),
    ]
