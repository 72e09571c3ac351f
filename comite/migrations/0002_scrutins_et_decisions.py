"""Answers to convocations, ballots, decisions, interests and readings."""

import uuid

import django.contrib.postgres.fields
import django.core.serializers.json
import django.db.models.deletion
import django.db.models.expressions
from django.conf import settings
from django.db import migrations, models

import socle.comptes.portee


class Migration(migrations.Migration):
    dependencies = [("comite", "0001_comite_et_dossiers")]

    operations = [
        migrations.CreateModel(
            name='ReponseConvocation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('seance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reponses', to='comite.seance', verbose_name='séance')),
                ('membre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='reponses', to='comite.membre', verbose_name='membre')),
                ('reponse', models.CharField(choices=[('present', 'Sur place'), ('a_distance', 'À distance'), ('represente', 'Procuration'), ('excuse', 'Absence')], max_length=20, verbose_name='réponse')),
                ('commentaire', models.CharField(blank=True, max_length=300, verbose_name='précision')),
                ('donnee_at', models.DateTimeField(verbose_name='donnée le')),
                ('saisie_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saisie par')),
            ],
            options={
                'verbose_name': 'réponse à une convocation',
                'ordering': ['seance', 'membre', '-donnee_at', '-pk'],
                'indexes': [models.Index(fields=['seance', 'membre', '-donnee_at'], name='reponse_derniere')],
                'constraints': [models.CheckConstraint(condition=models.Q(('reponse__in', ['present', 'a_distance', 'represente', 'excuse'])), name='reponse_connue')],
            },
        ),
        migrations.CreateModel(
            name='Scrutin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('point', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='scrutins', to='comite.pointordredujour', verbose_name='point')),
                ('mode', models.CharField(choices=[('nominal', 'Nominal'), ('secret', 'Secret')], max_length=10, verbose_name='mode')),
                ('question', models.CharField(max_length=300, verbose_name='question')),
                ('majorite', models.CharField(choices=[('exprimes', 'Plus de la moitié des voix exprimées, abstentions mises à part'), ('relative', 'Plus de voix que chacune des autres réponses'), ('presents', 'Plus de la moitié des voix présentes ou représentées')], default='exprimes', max_length=10, verbose_name='majorité')),
                ('preponderante', models.BooleanField(default=True, verbose_name='voix prépondérante admise')),
                ('note_max', models.PositiveSmallIntegerField(default=5, verbose_name='note maximale d’un critère')),
                ('statut', models.CharField(choices=[('ouvert', 'Scrutin ouvert'), ('clos', 'Scrutin clos'), ('proclame', 'Proclamé'), ('annule', 'Annulé')], default='ouvert', max_length=10, verbose_name='statut')),
                ('ouvert_at', models.DateTimeField(verbose_name='ouvert à')),
                ('clos_at', models.DateTimeField(blank=True, null=True, verbose_name='clos à')),
                ('ouvert_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='ouvert par')),
                ('motif_annulation', models.TextField(blank=True, verbose_name='motif d’annulation')),
                ('votants', models.PositiveSmallIntegerField(verbose_name='membres votants')),
                ('deports', models.PositiveSmallIntegerField(verbose_name='déports')),
                ('presents', models.PositiveSmallIntegerField(verbose_name='présents')),
                ('representes', models.PositiveSmallIntegerField(verbose_name='représentés')),
                ('quorum_requis', models.PositiveSmallIntegerField(verbose_name='quorum requis')),
                ('recus', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=9), blank=True, default=list, size=None, verbose_name='reçus des voix secrètes')),
            ],
            options={
                'verbose_name': 'scrutin',
                'ordering': ['point', 'pk'],
                'constraints': [models.UniqueConstraint(condition=models.Q(('statut', 'ouvert')), fields=('point',), name='scrutin_un_ouvert_par_point'), models.UniqueConstraint(condition=models.Q(('statut', 'proclame')), fields=('point',), name='scrutin_un_proclame_par_point'), models.CheckConstraint(condition=models.Q(('mode__in', ['nominal', 'secret'])), name='scrutin_mode_connu'), models.CheckConstraint(condition=models.Q(('note_max__gt', 0)), name='scrutin_note_max_positive'), models.CheckConstraint(condition=models.Q(('majorite__in', ['exprimes', 'relative', 'presents'])), name='scrutin_majorite_connue'), models.CheckConstraint(condition=models.Q(models.Q(('clos_at', None), ('statut', 'ouvert')), models.Q(('clos_at__isnull', False), ('motif_annulation', ''), ('statut__in', ['clos', 'proclame'])), models.Q(('clos_at__isnull', False), ('statut', 'annule'), models.Q(('motif_annulation', ''), _negated=True)), _connector='OR'), name='scrutin_statut_et_dates'), models.CheckConstraint(condition=models.Q(('clos_at', None), ('clos_at__gte', models.F('ouvert_at')), _connector='OR'), name='scrutin_clos_apres_ouverture'), models.CheckConstraint(condition=models.Q(('quorum_requis__lte', django.db.models.expressions.CombinedExpression(models.F('presents'), '+', models.F('representes')))), name='scrutin_quorum_atteint'), models.CheckConstraint(condition=models.Q(('votants__gte', django.db.models.expressions.CombinedExpression(models.F('presents'), '+', models.F('representes')))), name='scrutin_voix_comptees')],
            },
        ),
        migrations.CreateModel(
            name='LigneScrutin',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('scrutin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lignes', to='comite.scrutin', verbose_name='scrutin')),
                ('ligne', models.SlugField(max_length=40, verbose_name='ligne')),
                ('montant', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='montant mis aux voix')),
            ],
            options={
                'verbose_name': 'ligne mise aux voix',
                'ordering': ['scrutin', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('scrutin', 'ligne'), name='ligne_scrutin_unique'), models.CheckConstraint(condition=models.Q(('montant__gte', 0)), name='ligne_scrutin_positive')],
            },
        ),
        migrations.CreateModel(
            name='Participation',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('scrutin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='comite.scrutin', verbose_name='scrutin')),
                ('membre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='participations', to='comite.membre', verbose_name='siège entendu')),
                ('exprime_par', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='votes_exprimes', to='comite.membre', verbose_name='exprimé par')),
                ('par_procuration', models.BooleanField(default=False, verbose_name='par procuration')),
                ('saisi_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='saisi par')),
                ('created_at', models.DateTimeField(null=True, verbose_name='à')),
            ],
            options={
                'verbose_name': 'participation',
                'ordering': ['scrutin', 'membre'],
                'constraints': [models.UniqueConstraint(fields=('scrutin', 'membre'), name='participation_une_par_voix'), models.CheckConstraint(condition=models.Q(('par_procuration', False), models.Q(('membre', models.F('exprime_par')), _negated=True), _connector='OR'), name='participation_procuration_d_un_autre')],
            },
        ),
        migrations.CreateModel(
            name='Urne',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('scrutin', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='urne', to='comite.scrutin', verbose_name='scrutin')),
                ('sel', models.BinaryField(verbose_name='sel de la clé')),
                ('scelle', models.BinaryField(verbose_name='voix par choix, scellées')),
                ('recus', django.contrib.postgres.fields.ArrayField(base_field=models.CharField(max_length=9), default=list, size=None, verbose_name='reçus')),
            ],
            options={
                'verbose_name': 'urne',
                'ordering': ['scrutin'],
            },
        ),
        migrations.CreateModel(
            name='Bulletin',
            fields=[
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('id', models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False, verbose_name='identifiant')),
                ('scrutin', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='bulletins', to='comite.scrutin', verbose_name='scrutin')),
                ('choix', models.CharField(choices=[('retenir', 'Retenir'), ('liste_attente', 'Liste d’attente'), ('ne_pas_retenir', 'Ne pas retenir'), ('irrecevable', 'Déclarer irrecevable'), ('attribuer', 'Attribuer'), ('sous_reserve', 'Attribuer sous réserve'), ('ajourner', 'Ajourner'), ('ne_pas_attribuer', 'Ne pas attribuer'), ('abstention', 'M’abstenir')], max_length=20, verbose_name='choix')),
                ('membre', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comite.membre', verbose_name='siège')),
            ],
            options={
                'verbose_name': 'bulletin',
                'ordering': ['scrutin', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('scrutin', 'membre'), name='bulletin_un_par_siege'), models.CheckConstraint(condition=models.Q(('choix__in', ['retenir', 'liste_attente', 'ne_pas_retenir', 'irrecevable', 'attribuer', 'sous_reserve', 'ajourner', 'ne_pas_attribuer', 'abstention'])), name='bulletin_choix_connu')],
            },
        ),
        migrations.CreateModel(
            name='Decision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('point', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='comite.pointordredujour', verbose_name='point')),
                ('scrutin', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='decision', to='comite.scrutin', verbose_name='scrutin')),
                ('type', models.CharField(choices=[('labellisation', 'Labellisation'), ('financement', 'Financement')], max_length=20, verbose_name='type')),
                ('sens', models.CharField(choices=[('retenu', 'Retenu'), ('liste_attente', 'Liste d’attente'), ('non_retenu', 'Non retenu'), ('irrecevable', 'Irrecevable'), ('attribue', 'Attribué'), ('sous_reserve', 'Sous réserve'), ('ajourne', 'Ajourné'), ('non_attribue', 'Non attribué')], max_length=20, verbose_name='décision')),
                ('voix_preponderante', models.BooleanField(default=False, verbose_name='voix prépondérante de la présidence')),
                ('motifs', models.TextField(blank=True, verbose_name='motifs')),
                ('conditions', models.TextField(blank=True, verbose_name='conditions')),
                ('preuve_attendue', models.TextField(blank=True, verbose_name='preuve attendue')),
                ('date_limite', models.DateTimeField(blank=True, null=True, verbose_name='conditions à lever avant le')),
                ('montant', models.DecimalField(decimal_places=2, default=0, max_digits=12, verbose_name='montant')),
                ('note', models.DecimalField(blank=True, decimal_places=2, max_digits=5, null=True, verbose_name='note sur 100')),
                ('rang_note', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='rang noté')),
                ('ex_aequo', models.PositiveSmallIntegerField(default=1, verbose_name='dossiers au même rang noté')),
                ('rang_decide', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='rang décidé')),
                ('motif_ecart', models.TextField(blank=True, verbose_name='motif de l’écart de rang')),
                ('statut_avant', models.CharField(choices=[('brouillon', 'Brouillon'), ('depose', 'Déposée'), ('hors_delai', 'Hors délai'), ('recevable', 'Recevable'), ('irrecevable', 'Irrecevable'), ('labellise', 'Labellisé'), ('liste_attente', 'Liste d’attente'), ('non_retenu', 'Non retenu'), ('en_incubation', 'En incubation'), ('en_comite', 'En comité'), ('finance', 'Financé'), ('sous_reserve', 'Sous réserve'), ('ajourne', 'Ajourné'), ('non_finance', 'Non financé'), ('en_accompagnement', 'En accompagnement'), ('suspendu', 'Suspendu'), ('sorti', 'Sorti'), ('abandon', 'Abandon')], max_length=20, verbose_name='statut du projet avant la décision')),
                ('lettre', models.JSONField(default=dict, encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name='ce que dit la lettre')),
                ('prise_at', models.DateTimeField(verbose_name='prise le')),
                ('prise_par', models.ForeignKey(null=True, on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='proclamée par')),
            ],
            options={
                'verbose_name': 'décision',
                'ordering': ['point'],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('sens__in', ['irrecevable', 'liste_attente', 'non_retenu', 'retenu']), ('type', 'labellisation')), models.Q(('sens__in', ['ajourne', 'attribue', 'non_attribue', 'sous_reserve']), ('type', 'financement')), _connector='OR'), name='decision_sens_du_type'), models.CheckConstraint(condition=models.Q(models.Q(('montant__gt', 0), ('sens__in', ['attribue', 'sous_reserve'])), models.Q(models.Q(('sens__in', ['attribue', 'sous_reserve']), _negated=True), ('montant', 0)), _connector='OR'), name='decision_montant_si_attribue'), models.CheckConstraint(condition=models.Q(models.Q(('sens__in', ['ajourne', 'irrecevable', 'non_attribue', 'non_retenu']), _negated=True), models.Q(('motifs', ''), _negated=True), _connector='OR'), name='decision_motivee'), models.CheckConstraint(condition=models.Q(models.Q(('sens', 'sous_reserve'), models.Q(('conditions', ''), _negated=True), ('date_limite__isnull', False)), models.Q(models.Q(('sens', 'sous_reserve'), _negated=True), ('conditions', ''), ('date_limite', None)), _connector='OR'), name='decision_reserve_a_ses_conditions'), models.CheckConstraint(condition=models.Q(('rang_note', None), ('rang_decide', None), models.Q(('rang_decide__gte', models.F('rang_note')), ('rang_decide__lt', django.db.models.expressions.CombinedExpression(models.F('rang_note'), '+', models.F('ex_aequo')))), models.Q(('motif_ecart', ''), _negated=True), _connector='OR'), name='decision_ecart_motive')],
            },
        ),
        migrations.CreateModel(
            name='LigneDecision',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lignes', to='comite.decision', verbose_name='décision')),
                ('ligne', models.SlugField(max_length=40, verbose_name='ligne')),
                ('montant', models.DecimalField(decimal_places=2, max_digits=12, verbose_name='montant attribué')),
            ],
            options={
                'verbose_name': 'ligne décidée',
                'ordering': ['decision', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('decision', 'ligne'), name='ligne_decision_unique'), models.CheckConstraint(condition=models.Q(('montant__gte', 0)), name='ligne_decision_positive')],
            },
        ),
        migrations.CreateModel(
            name='Ajournement',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('decision', models.OneToOneField(on_delete=django.db.models.deletion.PROTECT, related_name='ajournement', to='comite.decision', verbose_name='décision')),
                ('points_a_lever', models.TextField(verbose_name='points à lever')),
                ('preuve_attendue', models.TextField(verbose_name='preuve attendue')),
                ('personne_en_charge', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to=settings.AUTH_USER_MODEL, verbose_name='personne en charge')),
                ('date_retour', models.DateField(verbose_name='date de retour')),
                ('seance_retour', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='retours', to='comite.seance', verbose_name='séance de retour')),
                ('leve_at', models.DateTimeField(blank=True, null=True, verbose_name='levé le')),
            ],
            options={
                'verbose_name': 'ajournement',
                'ordering': ['date_retour', 'pk'],
                'indexes': [models.Index(condition=models.Q(('leve_at', None)), fields=['programme', 'date_retour'], name='ajournement_a_revenir')],
                'constraints': [models.CheckConstraint(condition=models.Q(('points_a_lever', ''), _negated=True), name='ajournement_points_a_lever'), models.CheckConstraint(condition=models.Q(('preuve_attendue', ''), _negated=True), name='ajournement_preuve_attendue')],
            },
        ),
        migrations.CreateModel(
            name='Desaccord',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('decision', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='desaccords', to='comite.decision', verbose_name='décision')),
                ('membre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='desaccords', to='comite.membre', verbose_name='membre')),
                ('texte', models.TextField(verbose_name='désaccord')),
                ('created_at', models.DateTimeField(auto_now_add=True, verbose_name='noté le')),
            ],
            options={
                'verbose_name': 'désaccord',
                'ordering': ['decision', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('decision', 'membre'), name='desaccord_un_par_membre'), models.CheckConstraint(condition=models.Q(('texte', ''), _negated=True), name='desaccord_a_un_texte')],
            },
        ),
        migrations.CreateModel(
            name='DeclarationInterets',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('membre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='comite.membre', verbose_name='membre')),
                ('annee', models.PositiveSmallIntegerField(blank=True, null=True, verbose_name='année')),
                ('seance', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='declarations', to='comite.seance', verbose_name='séance')),
                ('texte', models.TextField(blank=True, verbose_name='précisions')),
                ('faite_at', models.DateTimeField(verbose_name='faite le')),
            ],
            options={
                'verbose_name': 'déclaration d’intérêts',
                'ordering': ['-faite_at', '-pk'],
                'indexes': [models.Index(fields=['membre', '-faite_at'], name='declaration_du_membre')],
                'constraints': [models.CheckConstraint(condition=models.Q(models.Q(('annee__isnull', False), ('seance', None)), models.Q(('annee', None), ('seance__isnull', False)), _connector='OR'), name='declaration_annee_ou_seance')],
            },
        ),
        migrations.CreateModel(
            name='InteretDeclare',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('declaration', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lignes', to='comite.declarationinterets', verbose_name='déclaration')),
                ('genre', models.CharField(choices=[('personne', 'Lien personnel ou familial'), ('structure', 'Lien avec la structure porteuse'), ('territoire', 'Mandat ou fonction sur le territoire'), ('autre', 'Autre lien')], max_length=20, verbose_name='nature')),
                ('valeur', models.CharField(max_length=300, verbose_name='ce qui est déclaré')),
            ],
            options={
                'verbose_name': 'intérêt déclaré',
                'ordering': ['declaration', 'pk'],
                'constraints': [models.CheckConstraint(condition=models.Q(('genre__in', ['personne', 'structure', 'territoire', 'autre'])), name='interet_genre_connu'), models.CheckConstraint(condition=models.Q(('valeur', ''), _negated=True), name='interet_valeur_presente')],
            },
        ),
        migrations.CreateModel(
            name='LectureDossier',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('membre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lectures', to='comite.membre', verbose_name='membre')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='lectures', to='comite.dossier', verbose_name='dossier')),
                ('premiere_at', models.DateTimeField(verbose_name='ouvert le')),
            ],
            options={
                'verbose_name': 'lecture d’un dossier',
                'ordering': ['dossier', 'premiere_at', 'pk'],
                'constraints': [models.UniqueConstraint(fields=('membre', 'dossier'), name='lecture_une_premiere_fois')],
            },
        ),
        migrations.CreateModel(
            name='NotePersonnelle',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('membre', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='notes_personnelles', to='comite.membre', verbose_name='membre')),
                ('dossier', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comite.dossier', verbose_name='dossier')),
                ('texte', models.TextField(verbose_name='texte')),
                ('modifiee_at', models.DateTimeField(verbose_name='enregistrée le')),
            ],
            options={
                'verbose_name': 'note personnelle',
                'ordering': ['membre', 'dossier'],
                'constraints': [models.UniqueConstraint(fields=('membre', 'dossier'), name='note_personnelle_une_par_dossier'), models.CheckConstraint(condition=models.Q(('texte', ''), _negated=True), name='note_personnelle_non_vide')],
            },
        ),
        migrations.CreateModel(
            name='Livret',
            fields=[
                ('id', models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name='ID')),
                ('programme', models.ForeignKey(default=socle.comptes.portee.programme_courant_id, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name='+', to='comptes.programme', verbose_name='programme')),
                ('seance', models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name='livrets', to='comite.seance', verbose_name='séance')),
                ('membre', models.ForeignKey(blank=True, null=True, on_delete=django.db.models.deletion.PROTECT, related_name='livrets', to='comite.membre', verbose_name='membre')),
                ('dossiers', models.JSONField(verbose_name='dossiers')),
                ('demande_at', models.DateTimeField(verbose_name='demandé le')),
            ],
            options={
                'verbose_name': 'livret de séance',
                'ordering': ['-pk'],
            },
        ),
    ]
