import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import socle.comptes.portee

GARDES = """
-- An opinion answers a verdict, stays with its mission, and is frozen once the service is validated.
CREATE FUNCTION garder_avis_mission() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'un avis de mission ne se supprime pas' USING ERRCODE = 'check_violation';
  ELSIF TG_OP = 'INSERT' THEN
    IF NOT EXISTS (SELECT FROM accompagnement_servicefait WHERE mission_id = NEW.mission_id) THEN
      RAISE EXCEPTION 'un avis vient après le service fait' USING ERRCODE = 'check_violation';
    END IF;
  ELSIF NEW.mission_id <> OLD.mission_id OR EXISTS (
      SELECT FROM accompagnement_mission WHERE id = OLD.mission_id AND statut IN ('valide', 'payable')) THEN
    RAISE EXCEPTION 'un avis ne change plus une fois le service fait validé' USING ERRCODE = 'check_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER garder_avis_mission BEFORE INSERT OR UPDATE OR DELETE ON accompagnement_avismission
  FOR EACH ROW EXECUTE FUNCTION garder_avis_mission();

-- What was handed in is not rewritten: a report goes back to its draft first, and one that is accepted never does.
CREATE FUNCTION garder_rapport_annuel() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'un rapport annuel ne se supprime pas' USING ERRCODE = 'check_violation';
  ELSIF OLD.statut = 'accepte' OR (NEW.projet_id, NEW.annee) IS DISTINCT FROM (OLD.projet_id, OLD.annee)
     OR (OLD.statut = 'remis' AND (NEW.indicateurs, NEW.valeurs, NEW.recit) IS DISTINCT FROM (OLD.indicateurs, OLD.valeurs, OLD.recit))
     OR (OLD.statut = 'brouillon' AND NEW.statut = 'accepte') THEN
    RAISE EXCEPTION 'un rapport annuel remis ne se réécrit pas' USING ERRCODE = 'check_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER garder_rapport_annuel BEFORE UPDATE OR DELETE ON accompagnement_rapportannuel
  FOR EACH ROW EXECUTE FUNCTION garder_rapport_annuel();
"""

RETIRER = """
DROP TRIGGER garder_rapport_annuel ON accompagnement_rapportannuel;
DROP FUNCTION garder_rapport_annuel();
DROP TRIGGER garder_avis_mission ON accompagnement_avismission;
DROP FUNCTION garder_avis_mission();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accompagnement', '0006_service_fait_et_releves'),
        ('comptes', '0001_comptes'),
        ('manufactures', '0003_autres_financeurs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='AvisMission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('note', models.PositiveSmallIntegerField(choices=[(5, '5, très utile'), (4, '4, utile'), (3, '3, moyennement utile'), (2, '2, peu utile'), (1, '1, inutile')], validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(5)], verbose_name='utilité')),
                ('aide', models.TextField(blank=True, verbose_name='ce qui a aidé')),
                ('manque', models.TextField(blank=True, verbose_name='ce qui a manqué')),
                ('donne_at', models.DateTimeField(verbose_name='donné le')),
                ('donne_par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='donné par')),
                ('mission', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='avis', to='accompagnement.mission', verbose_name='mission')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'avis de mission',
                'verbose_name_plural': 'avis de mission',
                'ordering': ['-donne_at', '-pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('note__gte', 1), ('note__lte', 5)), name='avis_mission_de_1_a_5')],
            },
        ),
        migrations.CreateModel(
            name='RapportAnnuel',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('annee', models.PositiveSmallIntegerField(verbose_name='année')),
                ('indicateurs', models.JSONField(verbose_name='indicateurs demandés')),
                ('valeurs', models.JSONField(blank=True, default=dict, verbose_name='valeurs')),
                ('recit', models.TextField(blank=True, verbose_name='ce que les chiffres ne disent pas')),
                ('statut', models.CharField(choices=[('brouillon', 'Brouillon'), ('remis', 'Remis'), ('accepte', 'Accepté')], default='brouillon', max_length=10, verbose_name='statut')),
                ('remis_at', models.DateTimeField(blank=True, null=True, verbose_name='remis le')),
                ('accepte_at', models.DateTimeField(blank=True, null=True, verbose_name='accepté le')),
                ('demande', models.TextField(blank=True, verbose_name='ce que la coordination demande de compléter')),
                ('accepte_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='accepté par')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('projet', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='rapports_annuels', to='manufactures.projet', verbose_name='projet')),
                ('remis_par', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='remis par')),
            ],
            options={
                'verbose_name': 'rapport annuel',
                'verbose_name_plural': 'rapports annuels',
                'ordering': ['projet', 'annee'],
                'constraints': [models.UniqueConstraint(fields=('projet', 'annee'), name='rapport_annuel_unique'), models.CheckConstraint(condition=models.Q(('statut__in', ['brouillon', 'remis', 'accepte'])), name='rapport_annuel_statut_connu'), models.CheckConstraint(condition=models.Q(models.Q(('remis_at__isnull', False), ('remis_par__isnull', False), ('statut__in', ['accepte', 'remis'])), models.Q(('remis_at', None), ('remis_par', None), ('statut', 'brouillon')), _connector='OR'), name='rapport_annuel_remis_par_quelqu_un'), models.CheckConstraint(condition=models.Q(models.Q(('accepte_at__isnull', False), ('accepte_par__isnull', False), ('statut', 'accepte')), models.Q(models.Q(('statut', 'accepte'), _negated=True), ('accepte_at', None), ('accepte_par', None)), _connector='OR'), name='rapport_annuel_accepte_par_quelqu_un'), models.CheckConstraint(condition=models.Q(('accepte_par', None), models.Q(('accepte_par', models.F('remis_par')), _negated=True), _connector='OR'), name='rapport_annuel_quatre_yeux')],
            },
        ),
        migrations.RunSQL(GARDES, RETIRER),
    ]
