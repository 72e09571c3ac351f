"""Minutes corrected, signed by two people, completed by additifs; after the second signature nothing they relate changes."""

import django.core.serializers.json
import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import socle.comptes.portee
from comite.migrations._gardes_du_pv import POSER, RETIRER


class Migration(migrations.Migration):
    dependencies = [
        ("comite", "0007_suites_des_decisions"),
        ("comptes", "0001_comptes"),
        ("documents", "0001_documents"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="Additif",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("numero", models.PositiveSmallIntegerField(verbose_name="numéro")),
                ("texte", models.TextField(verbose_name="texte")),
                ("contenu", models.JSONField(encoder=django.core.serializers.json.DjangoJSONEncoder, verbose_name="contenu")),
                ("empreinte_precedente", models.CharField(max_length=64, verbose_name="empreinte de ce qu’il complète")),
                ("empreinte", models.CharField(max_length=64, verbose_name="empreinte des données")),
                (
                    "etat",
                    models.CharField(
                        choices=[("a_signer", "Projet, à signer"), ("signe", "Version signée")],
                        default="a_signer",
                        max_length=10,
                        verbose_name="état",
                    ),
                ),
                ("redige_at", models.DateTimeField(verbose_name="rédigé le")),
                ("signe_at", models.DateTimeField(blank=True, null=True, verbose_name="signé le")),
            ],
            options={
                "verbose_name": "additif",
                "ordering": ["pv", "numero"],
            },
        ),
        migrations.CreateModel(
            name="CorrectionPV",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("numero", models.PositiveSmallIntegerField(verbose_name="numéro")),
                ("differences", models.JSONField(verbose_name="différences")),
                ("empreinte", models.CharField(max_length=64, verbose_name="empreinte après correction")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="corrigé le")),
            ],
            options={
                "verbose_name": "correction",
                "ordering": ["pv", "-numero"],
            },
        ),
        migrations.CreateModel(
            name="Desaccord",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
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
                ("texte", models.TextField(verbose_name="désaccord")),
                ("created_at", models.DateTimeField(auto_now_add=True, verbose_name="noté le")),
            ],
            options={
                "verbose_name": "désaccord",
                "ordering": ["decision", "pk"],
            },
        ),
        migrations.RemoveConstraint(
            model_name="signaturepv",
            name="signature_une_par_qualite",
        ),
        migrations.RemoveConstraint(
            model_name="signaturepv",
            name="signature_deux_personnes",
        ),
        migrations.AddField(
            model_name="signaturepv",
            name="nom",
            field=models.CharField(default="", max_length=300, verbose_name="nom au moment de signer"),
        ),
        migrations.AddField(
            model_name="signaturepv",
            name="preuve",
            field=models.CharField(
                choices=[
                    ("mot_de_passe", "nouvelle identification par mot de passe"),
                    ("second_facteur", "nouvelle identification par second facteur"),
                ],
                default="mot_de_passe",
                max_length=20,
                verbose_name="preuve d’identité",
            ),
        ),
        migrations.AddField(
            model_name="additif",
            name="auteur",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="auteur"
            ),
        ),
        migrations.AddField(
            model_name="additif",
            name="pv",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="additifs", to="comite.procesverbal", verbose_name="procès-verbal"
            ),
        ),
        migrations.AddField(
            model_name="additif",
            name="version",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="documents.versiondocument",
                verbose_name="fichier",
            ),
        ),
        migrations.AddField(
            model_name="signaturepv",
            name="additif",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="signatures",
                to="comite.additif",
                verbose_name="additif",
            ),
        ),
        migrations.AddConstraint(
            model_name="signaturepv",
            constraint=models.UniqueConstraint(
                condition=models.Q(("additif", None)), fields=("pv", "qualite"), name="signature_une_par_qualite"
            ),
        ),
        migrations.AddConstraint(
            model_name="signaturepv",
            constraint=models.UniqueConstraint(
                condition=models.Q(("additif", None)), fields=("pv", "signataire"), name="signature_deux_personnes"
            ),
        ),
        migrations.AddConstraint(
            model_name="signaturepv",
            constraint=models.UniqueConstraint(fields=("additif", "qualite"), name="signature_additif_une_par_qualite"),
        ),
        migrations.AddConstraint(
            model_name="signaturepv",
            constraint=models.UniqueConstraint(fields=("additif", "signataire"), name="signature_additif_deux_personnes"),
        ),
        migrations.AddField(
            model_name="correctionpv",
            name="auteur",
            field=models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="auteur"
            ),
        ),
        migrations.AddField(
            model_name="correctionpv",
            name="pv",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="corrections",
                to="comite.procesverbal",
                verbose_name="procès-verbal",
            ),
        ),
        migrations.AddField(
            model_name="desaccord",
            name="membre",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="desaccords", to="comite.membre", verbose_name="membre"
            ),
        ),
        migrations.AddField(
            model_name="desaccord",
            name="decision",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT, related_name="desaccords", to="comite.decision", verbose_name="décision"
            ),
        ),
        migrations.AddConstraint(
            model_name="additif",
            constraint=models.UniqueConstraint(fields=("pv", "numero"), name="additif_numero_unique"),
        ),
        migrations.AddConstraint(
            model_name="additif",
            constraint=models.UniqueConstraint(condition=models.Q(("etat", "a_signer")), fields=("pv",), name="additif_un_a_signer"),
        ),
        migrations.AddConstraint(
            model_name="additif",
            constraint=models.CheckConstraint(condition=models.Q(("texte", ""), _negated=True), name="additif_a_un_texte"),
        ),
        migrations.AddConstraint(
            model_name="additif",
            constraint=models.CheckConstraint(condition=models.Q(("empreinte__regex", "^[0-9a-f]{64}$")), name="additif_empreinte_sha256"),
        ),
        migrations.AddConstraint(
            model_name="additif",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("etat", "a_signer"), ("signe_at", None)),
                    models.Q(("etat", "signe"), ("signe_at__isnull", False)),
                    _connector="OR",
                ),
                name="additif_signe_a_une_date",
            ),
        ),
        migrations.AddConstraint(
            model_name="correctionpv",
            constraint=models.UniqueConstraint(fields=("pv", "numero"), name="correction_pv_numero_unique"),
        ),
        migrations.AddConstraint(
            model_name="desaccord",
            constraint=models.UniqueConstraint(fields=("decision", "membre"), name="desaccord_un_par_membre"),
        ),
        migrations.AddConstraint(
            model_name="desaccord",
            constraint=models.CheckConstraint(condition=models.Q(("texte", ""), _negated=True), name="desaccord_a_un_texte"),
        ),
        migrations.RunSQL(POSER, RETIRER),
    ]
