import django.core.validators
import django.db.models.deletion
import socle.comptes.portee
from django.conf import settings
from django.db import migrations, models


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
"""

RETIRER = """
DROP TRIGGER garder_avis_mission ON accompagnement_avismission;
DROP FUNCTION garder_avis_mission();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accompagnement', '0002_garde_fous'),
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
        migrations.RunSQL(GARDES, RETIRER),
    ]
