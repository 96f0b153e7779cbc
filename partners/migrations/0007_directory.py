import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import partners.constraints


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0006_mail_hold"),
    ]

    operations = [
        migrations.CreateModel(
            name="OrganizationTag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
            ],
            options={
                "verbose_name": "tag of an organization",
                "verbose_name_plural": "tags of organizations",
                "ordering": ["tag__name_key", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Tag",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("name_key", models.CharField(blank=True, editable=False, max_length=400)),
            ],
            options={
                "verbose_name": "tag",
                "verbose_name_plural": "tags",
                "ordering": ["name_key", "pk"],
            },
        ),
        migrations.AddField(
            model_name="organization",
            name="merged_into",
            field=models.ForeignKey(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.organization",
            ),
        ),
        migrations.AddField(
            model_name="organization",
            name="owner",
            field=models.ForeignKey(
                blank=True,
                null=True,
                on_delete=django.db.models.deletion.SET_NULL,
                related_name="+",
                to=settings.AUTH_USER_MODEL,
                verbose_name="owner",
            ),
        ),
        migrations.AddConstraint(
            model_name="organization",
            constraint=partners.constraints.SameLibrary(
                field="merged_into", name="organization_merged_library"
            ),
        ),
        migrations.AddField(
            model_name="organizationtag",
            name="library",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.library",
                verbose_name="library",
            ),
        ),
        migrations.AddField(
            model_name="organizationtag",
            name="organization",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE,
                related_name="tag_links",
                to="partners.organization",
            ),
        ),
        migrations.AddField(
            model_name="tag",
            name="library",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="+",
                to="partners.library",
                verbose_name="library",
            ),
        ),
        migrations.AddField(
            model_name="organizationtag",
            name="tag",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.CASCADE, related_name="links", to="partners.tag"
            ),
        ),
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.UniqueConstraint(fields=("id", "library"), name="tag_key"),
        ),
        migrations.AddConstraint(
            model_name="tag",
            constraint=models.UniqueConstraint(
                fields=("library", "name_key"),
                name="tag_once",
                violation_error_message="There is a tag of this name. Merge the two instead.",
            ),
        ),
        migrations.AddConstraint(
            model_name="organizationtag",
            constraint=partners.constraints.SameLibrary(
                field="organization", name="organization_tag_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="organizationtag",
            constraint=partners.constraints.SameLibrary(field="tag", name="organization_tag_tag_library"),
        ),
        migrations.AddConstraint(
            model_name="organizationtag",
            constraint=models.UniqueConstraint(fields=("organization", "tag"), name="organization_tag_once"),
        ),
    ]
