"""Missions shared by several projects, the exit review of a project, the verdict half-day by half-day."""

import django.core.validators
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import socle.comptes.portee

GARDES = """
-- A slot of a shared mission holds the missions of that one, and no other.
CREATE FUNCTION garder_creneau_collectif() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.creneau_id IS NOT NULL AND NEW.statut IN ('proposee', 'a_planifier', 'planifiee') AND EXISTS (
       SELECT FROM accompagnement_creneau WHERE id = NEW.creneau_id AND collective_id IS DISTINCT FROM NEW.collective_id) THEN
    RAISE EXCEPTION 'ce créneau est à une mission collective, ou n’est pas à celle-ci' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER garder_creneau_collectif BEFORE INSERT OR UPDATE OF creneau_id, collective_id, statut ON accompagnement_mission
  FOR EACH ROW EXECUTE FUNCTION garder_creneau_collectif();

-- What projects consented to does not change under them: neither the formula nor the number of half-days, nor the expert.
CREATE FUNCTION garder_collective() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' THEN
    RAISE EXCEPTION 'une mission collective ne se supprime pas' USING ERRCODE = 'check_violation';
  ELSIF OLD.statut IN ('rendue', 'annulee') OR (NEW.expert_id, NEW.demi_journees, NEW.partage, NEW.projets_min, NEW.debut, NEW.fin)
        IS DISTINCT FROM (OLD.expert_id, OLD.demi_journees, OLD.partage, OLD.projets_min, OLD.debut, OLD.fin)
        OR (OLD.statut = 'confirmee' AND NEW.statut = 'ouverte') THEN
    RAISE EXCEPTION 'une mission collective garde ce que les projets ont accepté' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER garder_collective BEFORE UPDATE OR DELETE ON accompagnement_missioncollective
  FOR EACH ROW EXECUTE FUNCTION garder_collective();

-- A review that is closed is read, nothing more; its notes neither.
CREATE FUNCTION garder_bilan_autonomie() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'DELETE' OR OLD.statut = 'clos' OR (NEW.projet_id, NEW.axes, NEW.maturites) IS DISTINCT FROM (OLD.projet_id, OLD.axes, OLD.maturites)
     OR (NEW.statut = 'clos' AND OLD.statut <> 'remis') THEN
    RAISE EXCEPTION 'un bilan clos ne se réécrit pas, un bilan ouvert garde ses axes' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER garder_bilan_autonomie BEFORE UPDATE OR DELETE ON accompagnement_bilanautonomie
  FOR EACH ROW EXECUTE FUNCTION garder_bilan_autonomie();

CREATE FUNCTION garder_note_autonomie() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE etat text;
BEGIN
  SELECT statut INTO etat FROM accompagnement_bilanautonomie WHERE id = coalesce(NEW.bilan_id, OLD.bilan_id) FOR SHARE;
  IF etat = 'clos' OR (etat = 'remis' AND coalesce(NEW.cote, OLD.cote) = 'projet') THEN
    RAISE EXCEPTION 'les notes d’un bilan clos ne changent plus, celles de l’équipe dès qu’il est remis' USING ERRCODE = 'check_violation';
  END IF;
  RETURN coalesce(NEW, OLD);
END $$;
CREATE TRIGGER garder_note_autonomie BEFORE INSERT OR UPDATE OR DELETE ON accompagnement_noteautonomie
  FOR EACH ROW EXECUTE FUNCTION garder_note_autonomie();
"""

RETIRER = """
DROP TRIGGER garder_note_autonomie ON accompagnement_noteautonomie;
DROP FUNCTION garder_note_autonomie();
DROP TRIGGER garder_bilan_autonomie ON accompagnement_bilanautonomie;
DROP FUNCTION garder_bilan_autonomie();
DROP TRIGGER garder_collective ON accompagnement_missioncollective;
DROP FUNCTION garder_collective();
DROP TRIGGER garder_creneau_collectif ON accompagnement_mission;
DROP FUNCTION garder_creneau_collectif();
"""


class Migration(migrations.Migration):

    dependencies = [
        ('accompagnement', '0009_servir_l_attente'),
        ('comptes', '0002_demandes_rejouables'),
        ('manufactures', '0003_autres_financeurs'),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name='BilanAutonomie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('axes', models.JSONField(verbose_name='axes demandés')),
                ('maturites', models.JSONField(blank=True, default=list, verbose_name='maturité à la fin de l’incubation')),
                ('statut', models.CharField(choices=[('en_cours', 'À remplir par l’équipe'), ('remis', 'Remis à la coordination'), ('clos', 'Clos')], default='en_cours', max_length=10, verbose_name='statut')),
                ('ouvert_at', models.DateTimeField(verbose_name='ouvert le')),
                ('remis_at', models.DateTimeField(blank=True, null=True, verbose_name='remis le')),
                ('conclusion', models.CharField(blank=True, choices=[('autonome', 'Projet autonome'), ('prolonger', 'Appui à prolonger'), ('relais', 'Relais à trouver auprès d’un autre réseau'), ('fragile', 'Activité en danger, à suivre de près')], max_length=12, verbose_name='conclusion')),
                ('motivation', models.TextField(blank=True, verbose_name='ce qui fonde cette conclusion')),
                ('suites', models.TextField(blank=True, verbose_name='les suites')),
                ('clos_at', models.DateTimeField(blank=True, null=True, verbose_name='clos le')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'bilan d’autonomie',
                'verbose_name_plural': 'bilans d’autonomie',
                'ordering': ['-ouvert_at', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='MissionCollective',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
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
                ('ouverte_at', models.DateTimeField(verbose_name='ouverte le')),
                ('accord_at', models.DateTimeField(blank=True, null=True, verbose_name='accord de l’expert le')),
                ('confirmee_at', models.DateTimeField(blank=True, null=True, verbose_name='confirmée le')),
                ('rendue_at', models.DateTimeField(blank=True, null=True, verbose_name='compte rendu remis le')),
                ('annulee_at', models.DateTimeField(blank=True, null=True, verbose_name='annulée le')),
                ('motif_annulation', models.TextField(blank=True, verbose_name='motif de l’annulation')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'mission collective',
                'verbose_name_plural': 'missions collectives',
                'ordering': ['-debut', '-pk'],
            },
        ),
        migrations.CreateModel(
            name='NoteAutonomie',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('axe', models.SlugField(max_length=60, verbose_name='axe')),
                ('cote', models.CharField(choices=[('projet', 'L’équipe du projet'), ('coordination', 'La coordination'), ('expert', 'Un expert')], max_length=12, verbose_name='côté')),
                ('niveau', models.PositiveSmallIntegerField(choices=[(0, '0, pas commencé'), (1, '1, tout repose sur un appui extérieur'), (2, '2, fragile'), (3, '3, en bonne voie'), (4, '4, solide'), (5, '5, l’équipe n’a besoin de personne')], verbose_name='niveau')),
                ('commentaire', models.TextField(verbose_name='commentaire')),
                ('preuve', models.TextField(blank=True, verbose_name='ce qui le montre')),
                ('at', models.DateTimeField(verbose_name='date')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'note d’autonomie',
                'verbose_name_plural': 'notes d’autonomie',
                'ordering': ['bilan', 'axe', 'cote', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='PartMission',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('etat_part', models.CharField(choices=[('invitee', 'Invitée'), ('inscrite', 'Inscrite'), ('retiree', 'Retirée')], default='invitee', max_length=10, verbose_name='réponse')),
                ('participants', models.PositiveSmallIntegerField(default=1, verbose_name='participants')),
                ('plafond', models.PositiveSmallIntegerField(default=0, verbose_name='demi-journées au plus')),
                ('motif', models.TextField(blank=True, verbose_name='motif du retrait')),
                ('repondue_at', models.DateTimeField(blank=True, null=True, verbose_name='répondue le')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'part de mission',
                'verbose_name_plural': 'parts de mission',
                'ordering': ['collective', 'pk'],
            },
        ),
        migrations.CreateModel(
            name='VerdictDemiJournee',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('acceptee', models.BooleanField(verbose_name='acceptée')),
                ('motif', models.TextField(blank=True, verbose_name='motif')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
            ],
            options={
                'verbose_name': 'verdict d’une demi-journée',
                'verbose_name_plural': 'verdicts d’une demi-journée',
                'ordering': ['service_fait', 'creneau'],
            },
        ),
        migrations.RemoveConstraint(
            model_name='mission',
            name='mission_seule_sur_son_creneau',
        ),
        migrations.AlterField(
            model_name='mission',
            name='origine',
            field=models.CharField(choices=[('rendez_vous', 'Rendez-vous pris par le projet'), ('demande', 'Mission demandée par le projet'), ('proposition', 'Demi-journée proposée par l’expert'), ('collective', 'Part d’une mission collective')], default='rendez_vous', max_length=12, verbose_name='origine'),
        ),
        migrations.AddField(
            model_name='bilanautonomie',
            name='clos_par',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='clos par'),
        ),
        migrations.AddField(
            model_name='bilanautonomie',
            name='ouvert_par',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ouvert par'),
        ),
        migrations.AddField(
            model_name='bilanautonomie',
            name='projet',
            field=models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='bilan_autonomie', to='manufactures.projet', verbose_name='projet'),
        ),
        migrations.AddField(
            model_name='bilanautonomie',
            name='remis_par',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='remis par'),
        ),
        migrations.AddField(
            model_name='missioncollective',
            name='expert',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='collectives', to='accompagnement.expert', verbose_name='expert'),
        ),
        migrations.AddField(
            model_name='missioncollective',
            name='ouverte_par',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ouverte par'),
        ),
        migrations.AddField(
            model_name='creneau',
            name='collective',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='creneaux', to='accompagnement.missioncollective', verbose_name='mission collective'),
        ),
        migrations.AddField(
            model_name='mission',
            name='collective',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='missions', to='accompagnement.missioncollective', verbose_name='mission collective'),
        ),
        migrations.AddConstraint(
            model_name='creneau',
            constraint=models.CheckConstraint(condition=models.Q(('collective', None), ('statut', 'retenu'), _connector='OR'), name='creneau_collectif_retenu'),
        ),
        migrations.AddConstraint(
            model_name='mission',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('statut__in', ['annulee', 'declinee']), _negated=True), ('collective', None)), fields=('creneau',), name='mission_seule_sur_son_creneau'),
        ),
        migrations.AddConstraint(
            model_name='mission',
            constraint=models.UniqueConstraint(condition=models.Q(models.Q(('statut__in', ['annulee', 'declinee']), _negated=True), ('collective__isnull', False)), fields=('collective', 'projet'), name='mission_une_par_projet_et_collective'),
        ),
        migrations.AddConstraint(
            model_name='mission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('origine', 'collective'), ('collective__isnull', False)), models.Q(models.Q(('origine', 'collective'), _negated=True), models.Q(('collective__isnull', False), _negated=True)), _connector='OR'), name='mission_collective_a_sa_collective'),
        ),
        migrations.AddField(
            model_name='noteautonomie',
            name='bilan',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes', to='accompagnement.bilanautonomie', verbose_name='bilan'),
        ),
        migrations.AddField(
            model_name='noteautonomie',
            name='par',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='par'),
        ),
        migrations.AddField(
            model_name='partmission',
            name='collective',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts', to='accompagnement.missioncollective', verbose_name='mission collective'),
        ),
        migrations.AddField(
            model_name='partmission',
            name='mission',
            field=models.OneToOneField(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='part', to='accompagnement.mission', verbose_name='mission du projet'),
        ),
        migrations.AddField(
            model_name='partmission',
            name='projet',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='parts_de_mission', to='manufactures.projet', verbose_name='projet'),
        ),
        migrations.AddField(
            model_name='partmission',
            name='repondue_par',
            field=models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='répondue par'),
        ),
        migrations.AddField(
            model_name='verdictdemijournee',
            name='creneau',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='accompagnement.creneau', verbose_name='créneau'),
        ),
        migrations.AddField(
            model_name='verdictdemijournee',
            name='service_fait',
            field=models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='par_demi_journee', to='accompagnement.servicefait', verbose_name='service fait'),
        ),
        migrations.AddConstraint(
            model_name='bilanautonomie',
            constraint=models.CheckConstraint(condition=models.Q(('statut__in', ['en_cours', 'remis', 'clos'])), name='bilan_statut_connu'),
        ),
        migrations.AddConstraint(
            model_name='bilanautonomie',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('remis_at', None), ('remis_par', None), ('statut', 'en_cours')), models.Q(models.Q(('statut', 'en_cours'), _negated=True), ('remis_at__isnull', False), ('remis_par__isnull', False)), _connector='OR'), name='bilan_remis_par_quelqu_un'),
        ),
        migrations.AddConstraint(
            model_name='bilanautonomie',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('clos_at__isnull', False), ('clos_par__isnull', False), ('statut', 'clos'), models.Q(('conclusion', ''), _negated=True), models.Q(('suites', ''), _negated=True)), models.Q(models.Q(('statut', 'clos'), _negated=True), ('clos_at', None), ('clos_par', None), ('conclusion', '')), _connector='OR'), name='bilan_clos_avec_sa_conclusion'),
        ),
        migrations.AddConstraint(
            model_name='bilanautonomie',
            constraint=models.CheckConstraint(condition=models.Q(('clos_par', None), models.Q(('clos_par', models.F('remis_par')), _negated=True), _connector='OR'), name='bilan_quatre_yeux'),
        ),
        migrations.AddIndex(
            model_name='missioncollective',
            index=models.Index(fields=['programme', 'statut', 'debut'], name='collective_statut'),
        ),
        migrations.AddConstraint(
            model_name='missioncollective',
            constraint=models.UniqueConstraint(fields=('programme', 'cle'), name='collective_ouverte_une_fois'),
        ),
        migrations.AddConstraint(
            model_name='missioncollective',
            constraint=models.CheckConstraint(condition=models.Q(('statut__in', ['ouverte', 'confirmee', 'rendue', 'annulee'])), name='collective_statut_connu'),
        ),
        migrations.AddConstraint(
            model_name='missioncollective',
            constraint=models.CheckConstraint(condition=models.Q(('partage__in', ['egal', 'participants'])), name='collective_partage_connu'),
        ),
        migrations.AddConstraint(
            model_name='missioncollective',
            constraint=models.CheckConstraint(condition=models.Q(('demi_journees__gte', models.F('projets_min')), ('projets_min__gte', 2)), name='collective_se_partage'),
        ),
        migrations.AddConstraint(
            model_name='missioncollective',
            constraint=models.CheckConstraint(condition=models.Q(('fin__gt', models.F('debut')), ('inscriptions_avant__lt', models.F('debut'))), name='collective_dates_en_ordre'),
        ),
        migrations.AddConstraint(
            model_name='missioncollective',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('statut__in', ['confirmee', 'rendue']), _negated=True), models.Q(('accord_at__isnull', False), ('confirmee_at__isnull', False)), _connector='OR'), name='collective_confirmee_a_un_accord'),
        ),
        migrations.AddConstraint(
            model_name='missioncollective',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('annulee_at__isnull', False), ('statut', 'annulee'), models.Q(('motif_annulation', ''), _negated=True)), models.Q(models.Q(('statut', 'annulee'), _negated=True), ('annulee_at', None), ('motif_annulation', '')), _connector='OR'), name='collective_annulee_avec_motif'),
        ),
        migrations.AddConstraint(
            model_name='missioncollective',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('rendue_at__isnull', False), ('statut', 'rendue')), models.Q(models.Q(('statut', 'rendue'), _negated=True), ('rendue_at', None)), _connector='OR'), name='collective_rendue_a_sa_date'),
        ),
        migrations.AddConstraint(
            model_name='noteautonomie',
            constraint=models.CheckConstraint(condition=models.Q(('niveau__lte', 5)), name='note_autonomie_sur_cinq'),
        ),
        migrations.AddConstraint(
            model_name='noteautonomie',
            constraint=models.CheckConstraint(condition=models.Q(('cote__in', ['projet', 'coordination', 'expert'])), name='note_autonomie_cote_connu'),
        ),
        migrations.AddConstraint(
            model_name='noteautonomie',
            constraint=models.UniqueConstraint(condition=models.Q(('cote', 'expert'), _negated=True), fields=('bilan', 'axe', 'cote'), name='note_autonomie_une_par_cote'),
        ),
        migrations.AddConstraint(
            model_name='noteautonomie',
            constraint=models.UniqueConstraint(condition=models.Q(('cote', 'expert')), fields=('bilan', 'axe', 'par'), name='note_autonomie_une_par_expert'),
        ),
        migrations.AddConstraint(
            model_name='partmission',
            constraint=models.UniqueConstraint(fields=('collective', 'projet'), name='part_une_par_projet'),
        ),
        migrations.AddConstraint(
            model_name='partmission',
            constraint=models.CheckConstraint(condition=models.Q(('etat_part__in', ['invitee', 'inscrite', 'retiree'])), name='part_reponse_connue'),
        ),
        migrations.AddConstraint(
            model_name='partmission',
            constraint=models.CheckConstraint(condition=models.Q(models.Q(('etat_part', 'inscrite'), _negated=True), models.Q(('mission__isnull', False), ('participants__gt', 0), ('plafond__gt', 0), ('repondue_at__isnull', False), ('repondue_par__isnull', False)), _connector='OR'), name='part_inscrite_a_sa_mission'),
        ),
        migrations.AddConstraint(
            model_name='verdictdemijournee',
            constraint=models.UniqueConstraint(fields=('service_fait', 'creneau'), name='verdict_un_par_demi_journee'),
        ),
        migrations.AddConstraint(
            model_name='verdictdemijournee',
            constraint=models.CheckConstraint(condition=models.Q(('acceptee', True), models.Q(('motif', ''), _negated=True), _connector='OR'), name='verdict_refusee_avec_motif'),
        ),
        migrations.RunSQL(GARDES, RETIRER),
    ]
