"""The room: presence from afar, who presides, the majority of a ballot, and an urn that the database cannot read.

An open secret ballot stops this migration (its urn would be lost): close it first.
"""

import django.contrib.postgres.constraints
import django.contrib.postgres.fields
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import comite.models.seance
import socle.comptes.portee

POSER = """
CREATE FUNCTION comite_participation_sans_heure() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE le_mode text; porteur bigint;
BEGIN
  SELECT mode INTO le_mode FROM comite_scrutin WHERE id = NEW.scrutin_id;
  IF (le_mode = 'secret') <> (NEW.created_at IS NULL) THEN
    RAISE EXCEPTION 'une voix secrète n’a pas d’heure, une voix nominale en a une' USING ERRCODE = 'check_violation';
  END IF;
  SELECT utilisateur_id INTO porteur FROM comite_membre WHERE id = NEW.exprime_par_id;
  IF le_mode = 'secret' AND NEW.saisi_par_id IS DISTINCT FROM porteur THEN
    RAISE EXCEPTION 'une voix secrète ne se saisit pas pour un autre' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER participation_sans_heure BEFORE INSERT ON comite_participation
  FOR EACH ROW EXECUTE FUNCTION comite_participation_sans_heure();

CREATE FUNCTION comite_urne_permise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM comite_scrutin WHERE id = NEW.scrutin_id AND mode = 'secret' AND statut = 'ouvert') THEN
    RAISE EXCEPTION 'une urne reçoit les voix d’un scrutin secret ouvert' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER urne_permise BEFORE INSERT OR UPDATE ON comite_urne
  FOR EACH ROW EXECUTE FUNCTION comite_urne_permise();

CREATE FUNCTION comite_scrutin_regle_figee() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.majorite <> OLD.majorite OR (NEW.recus <> OLD.recus AND (NEW.mode <> 'secret' OR OLD.statut <> 'ouvert')) THEN
    RAISE EXCEPTION 'la majorité et les reçus d’un scrutin sont figés' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER scrutin_regle_figee BEFORE UPDATE ON comite_scrutin
  FOR EACH ROW EXECUTE FUNCTION comite_scrutin_regle_figee();

CREATE FUNCTION comite_sortie_permise() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (
    SELECT FROM comite_deport d
    JOIN comite_membre recuse ON recuse.id = d.membre_id
    JOIN comite_membre sien ON sien.utilisateur_id = recuse.utilisateur_id
    JOIN comite_pointordredujour p ON p.projet_id = d.projet_id
    WHERE sien.id = NEW.membre_id AND p.id = NEW.point_id AND d.retire_at IS NULL
  ) THEN
    RAISE EXCEPTION 'seule une personne déportée sort pour ce point' USING ERRCODE = 'check_violation';
  END IF;
  RETURN NEW;
END $$;
CREATE TRIGGER sortie_permise BEFORE INSERT ON comite_sortiepourdeport
  FOR EACH ROW EXECUTE FUNCTION comite_sortie_permise();
"""

RETIRER = """
DROP TRIGGER sortie_permise ON comite_sortiepourdeport;
DROP TRIGGER scrutin_regle_figee ON comite_scrutin;
DROP TRIGGER urne_permise ON comite_urne;
DROP TRIGGER participation_sans_heure ON comite_participation;
DROP FUNCTION comite_sortie_permise, comite_scrutin_regle_figee, comite_urne_permise, comite_participation_sans_heure;
"""


class Migration(migrations.Migration):
    dependencies = [("comite", "0005_notation_et_arbitrage"), migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.CreateModel(
            name="SortiePourDeport",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("sortie_at", models.DateTimeField(verbose_name="sortie")),
                ("retour_at", models.DateTimeField(blank=True, null=True, verbose_name="retour")),
                (
                    "membre",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sorties", to="comite.membre", verbose_name="membre"
                    ),
                ),
                (
                    "point",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sorties", to="comite.pointordredujour", verbose_name="point"
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        default=socle.comptes.portee.programme_courant_id,
                        editable=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="comptes.programme",
                        verbose_name="programme",
                    ),
                ),
                (
                    "saisie_par",
                    models.ForeignKey(
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="saisie par",
                    ),
                ),
            ],
            options={
                "verbose_name": "sortie pour déport",
                "ordering": ["point", "sortie_at", "pk"],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("retour_at", None)), fields=("point", "membre"), name="sortie_une_en_cours"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("retour_at", None), ("retour_at__gte", models.F("sortie_at")), _connector="OR"),
                        name="sortie_retour_apres",
                    ),
                ],
            },
        ),
        migrations.RemoveField(model_name="urne", name="contenu"),
        migrations.AddField(
            model_name="presence",
            name="mode",
            field=models.CharField(
                choices=[("en_salle", "En salle"), ("a_distance", "À distance")], default="en_salle", max_length=10, verbose_name="mode"
            ),
        ),
        migrations.AddField(
            model_name="scrutin",
            name="majorite",
            field=models.CharField(
                choices=[
                    ("exprimes", "Plus de la moitié des voix exprimées, abstentions mises à part"),
                    ("relative", "Plus de voix que chacune des autres réponses"),
                    ("presents", "Plus de la moitié des voix présentes ou représentées"),
                ],
                default="exprimes",
                max_length=10,
                verbose_name="majorité",
            ),
        ),
        migrations.AddField(
            model_name="scrutin",
            name="recus",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=9), blank=True, default=list, size=None, verbose_name="reçus des voix secrètes"
            ),
        ),
        migrations.AddField(
            model_name="seance",
            name="president_de_seance",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="comite.membre",
                verbose_name="présidence de séance",
            ),
        ),
        migrations.AddField(
            model_name="urne",
            name="recus",
            field=django.contrib.postgres.fields.ArrayField(
                base_field=models.CharField(max_length=9), default=list, size=None, verbose_name="reçus"
            ),
        ),
        migrations.AddField(
            model_name="urne",
            name="scelle",
            field=models.BinaryField(default=None, verbose_name="voix par choix, scellées"),
            preserve_default=False,
        ),
        migrations.AddField(
            model_name="urne", name="sel", field=models.BinaryField(default=None, verbose_name="sel de la clé"), preserve_default=False
        ),
        migrations.AlterField(model_name="participation", name="created_at", field=models.DateTimeField(null=True, verbose_name="à")),
        migrations.AddConstraint(
            model_name="presence",
            constraint=models.CheckConstraint(condition=models.Q(("mode__in", ["en_salle", "a_distance"])), name="presence_mode_connu"),
        ),
        migrations.AddConstraint(
            model_name="presence",
            constraint=django.contrib.postgres.constraints.ExclusionConstraint(
                expressions=[
                    ("seance", "="),
                    ("membre", "="),
                    (comite.models.seance._Duree(models.F("arrivee_at"), models.F("depart_at")), "&&"),
                ],
                name="presence_sans_chevauchement",
            ),
        ),
        migrations.AddConstraint(
            model_name="scrutin",
            constraint=models.CheckConstraint(
                condition=models.Q(("majorite__in", ["exprimes", "relative", "presents"])), name="scrutin_majorite_connue"
            ),
        ),
        migrations.RunSQL(POSER, RETIRER),
    ]
