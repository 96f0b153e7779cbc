"""The contact log, and how often the library wants to be in touch."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import partners.constraints


class Migration(migrations.Migration):
    dependencies = [
        ("partners", "0004_library_settings"),
    ]

    operations = [
        migrations.CreateModel(
            name="ContactEntry",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("call", "Call"),
                            ("visit", "Visit"),
                            ("mail", "E-mail or letter"),
                            ("meeting", "Meeting"),
                            ("other", "Something else"),
                        ],
                        default="call",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                (
                    "direction",
                    models.CharField(
                        choices=[
                            ("two_way", "Both ways: we talked"),
                            ("out", "Only from us to them"),
                            ("in", "Only from them to us"),
                        ],
                        default="two_way",
                        max_length=20,
                        verbose_name="which way",
                    ),
                ),
                ("at", models.DateTimeField(verbose_name="when")),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "visibility",
                    models.CharField(
                        choices=[
                            ("staff", "Library staff only"),
                            ("partner", "Staff and this organization"),
                            ("partners", "Staff and all partners in the partnership"),
                        ],
                        default="staff",
                        max_length=20,
                        verbose_name="who may read it",
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="removed"),
                ),
                (
                    "created_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="logged by",
                    ),
                ),
                (
                    "library",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.library",
                        verbose_name="library",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_entries",
                        to="partners.organization",
                        verbose_name="organization",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="contact_entries",
                        to="partners.partnership",
                        verbose_name="partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "contact entry",
                "verbose_name_plural": "contact entries",
                "ordering": ["-at", "-pk"],
            },
        ),
        migrations.AddConstraint(
            model_name="contactentry",
            constraint=models.UniqueConstraint(fields=("id", "library"), name="contact_entry_key"),
        ),
        migrations.AddConstraint(
            model_name="contactentry",
            constraint=models.UniqueConstraint(
                fields=("id", "library", "organization"), name="contact_entry_organization_key"
            ),
        ),
        migrations.CreateModel(
            name="ContactPerson",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="person_links",
                        to="partners.contactentry",
                    ),
                ),
                (
                    "library",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.library",
                        verbose_name="library",
                    ),
                ),
                (
                    "organization",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.organization",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to="partners.person"
                    ),
                ),
            ],
            options={
                "verbose_name": "person of a contact",
                "verbose_name_plural": "people of contacts",
            },
        ),
        migrations.AddField(
            model_name="contactentry",
            name="people",
            field=models.ManyToManyField(
                related_name="contact_entries",
                through="partners.ContactPerson",
                to="partners.person",
                verbose_name="people there",
            ),
        ),
        migrations.CreateModel(
            name="ContactStaff",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "entry",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="staff_links",
                        to="partners.contactentry",
                    ),
                ),
                (
                    "library",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.library",
                        verbose_name="library",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "staff of a contact",
                "verbose_name_plural": "staff of contacts",
            },
        ),
        migrations.AddField(
            model_name="contactentry",
            name="staff",
            field=models.ManyToManyField(
                related_name="+",
                through="partners.ContactStaff",
                to=settings.AUTH_USER_MODEL,
                verbose_name="people of the library",
            ),
        ),
        migrations.CreateModel(
            name="KeepInTouch",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("ideal_days", models.PositiveSmallIntegerField(verbose_name="ideal interval in days")),
                ("maximum_days", models.PositiveSmallIntegerField(verbose_name="longest interval in days")),
                ("set_on", models.DateField(editable=False, verbose_name="set on")),
                (
                    "library",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.library",
                        verbose_name="library",
                    ),
                ),
                (
                    "organization",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keep_in_touch",
                        to="partners.organization",
                        verbose_name="organization",
                    ),
                ),
                (
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="who calls",
                    ),
                ),
            ],
            options={
                "verbose_name": "interval to keep in touch",
                "verbose_name_plural": "intervals to keep in touch",
            },
        ),
        migrations.AddConstraint(
            model_name="contactperson",
            constraint=partners.constraints.SameLibrary(
                also=("organization",), field="entry", name="contact_person_entry_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="contactperson",
            constraint=partners.constraints.SameLibrary(
                also=("organization",), field="person", name="contact_person_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="contactperson",
            constraint=models.UniqueConstraint(fields=("entry", "person"), name="contact_person_once"),
        ),
        migrations.AddConstraint(
            model_name="contactstaff",
            constraint=partners.constraints.SameLibrary(field="entry", name="contact_staff_entry_library"),
        ),
        migrations.AddConstraint(
            model_name="contactstaff",
            constraint=models.UniqueConstraint(fields=("entry", "user"), name="contact_staff_once"),
        ),
        migrations.AddIndex(
            model_name="contactentry",
            index=models.Index(fields=["library", "-at", "-id"], name="contact_by_moment"),
        ),
        migrations.AddIndex(
            model_name="contactentry",
            index=models.Index(fields=["organization", "-at", "-id"], name="contact_by_organization"),
        ),
        migrations.AddConstraint(
            model_name="contactentry",
            constraint=partners.constraints.SameLibrary(
                field="organization", name="contact_entry_organization_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="contactentry",
            constraint=partners.constraints.SameLibrary(
                field="partnership", name="contact_entry_partnership_library"
            ),
        ),
        migrations.AddConstraint(
            model_name="contactentry",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    models.Q(("visibility", "partners"), _negated=True),
                    ("partnership__isnull", False),
                    _connector="OR",
                ),
                name="contact_entry_shared_where",
                violation_error_message="Choose the partnership whose partners may read it.",
            ),
        ),
        migrations.AddIndex(
            model_name="keepintouch",
            index=models.Index(fields=["library", "owner"], name="keep_in_touch_by_owner"),
        ),
        migrations.AddConstraint(
            model_name="keepintouch",
            constraint=partners.constraints.SameLibrary(field="organization", name="keep_in_touch_library"),
        ),
        migrations.AddConstraint(
            model_name="keepintouch",
            constraint=models.CheckConstraint(
                condition=models.Q(("ideal_days__gte", 1), ("maximum_days__gte", models.F("ideal_days"))),
                name="keep_in_touch_days",
                violation_error_message="The longest interval cannot be shorter than the ideal one.",
            ),
        ),
    ]
