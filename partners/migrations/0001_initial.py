import datetime

import django.db.models.deletion
import django.db.models.functions.text
import django.utils.timezone
from django.conf import settings
from django.db import migrations, models

import partners.constraints


class Migration(migrations.Migration):
    initial = True

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [
        migrations.CreateModel(
            name="Category",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("code", models.SlugField(max_length=60, unique=True, verbose_name="code")),
                ("position", models.PositiveSmallIntegerField(verbose_name="position")),
                ("label_en", models.CharField(max_length=120, verbose_name="label in English")),
                ("label_es", models.CharField(max_length=120, verbose_name="label in Spanish")),
                ("examples_en", models.TextField(blank=True, verbose_name="examples in English")),
                ("examples_es", models.TextField(blank=True, verbose_name="examples in Spanish")),
                (
                    "ships",
                    models.BooleanField(
                        default=False, editable=False, verbose_name="comes with the software"
                    ),
                ),
            ],
            options={
                "verbose_name": "category",
                "verbose_name_plural": "categories",
                "ordering": ["position", "pk"],
            },
        ),
        migrations.CreateModel(
            name="Library",
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
                (
                    "slug",
                    models.SlugField(
                        help_text="The part of web addresses after /libraries/.",
                        max_length=60,
                        unique=True,
                        verbose_name="address",
                    ),
                ),
                (
                    "time_zone",
                    models.CharField(default="America/Los_Angeles", max_length=64, verbose_name="time zone"),
                ),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("es", "Español")],
                        default="en",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
            ],
            options={
                "verbose_name": "library",
                "verbose_name_plural": "libraries",
                "ordering": ["name_key", "pk"],
            },
        ),
        migrations.CreateModel(
            name="TickLease",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("holder", models.CharField(blank=True, max_length=36)),
                ("until", models.DateTimeField(null=True)),
                ("last_run_at", models.DateTimeField(null=True)),
            ],
            options={
                "verbose_name": "tick",
                "verbose_name_plural": "ticks",
            },
        ),
        migrations.CreateModel(
            name="User",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "is_superuser",
                    models.BooleanField(
                        default=False,
                        help_text="Designates that this user has all permissions without explicitly assigning them.",
                        verbose_name="superuser status",
                    ),
                ),
                ("email", models.EmailField(max_length=254, unique=True, verbose_name="e-mail")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("es", "Español")],
                        default="en",
                        max_length=5,
                        verbose_name="language",
                    ),
                ),
                ("time_zone", models.CharField(blank=True, max_length=64, verbose_name="time zone")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                (
                    "is_staff",
                    models.BooleanField(
                        default=False,
                        help_text="May use the administration pages.",
                        verbose_name="site administrator",
                    ),
                ),
                (
                    "joined_at",
                    models.DateTimeField(
                        default=django.utils.timezone.now, editable=False, verbose_name="joined"
                    ),
                ),
                (
                    "groups",
                    models.ManyToManyField(
                        blank=True,
                        help_text="The groups this user belongs to. A user will get all permissions granted to each of their groups.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.group",
                        verbose_name="groups",
                    ),
                ),
                (
                    "user_permissions",
                    models.ManyToManyField(
                        blank=True,
                        help_text="Specific permissions for this user.",
                        related_name="user_set",
                        related_query_name="user",
                        to="auth.permission",
                        verbose_name="user permissions",
                    ),
                ),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("email", django.db.models.functions.text.Lower("email"))),
                        name="user_email_lower",
                        violation_error_message="E-mail addresses are kept in lower case.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LibraryMembership",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("viewer", "Viewer"),
                            ("coordinator", "Coordinator"),
                            ("manager", "Manager"),
                        ],
                        default="viewer",
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                (
                    "library",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="memberships",
                        to="partners.library",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="library_memberships",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "library membership",
                "verbose_name_plural": "library memberships",
                "constraints": [
                    models.UniqueConstraint(
                        fields=("library", "user"),
                        name="library_membership_once",
                        violation_error_message="This person is on the library's staff already.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Organization",
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
                (
                    "is_own",
                    models.BooleanField(default=False, editable=False, verbose_name="the library itself"),
                ),
                ("website", models.URLField(blank=True, verbose_name="website")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                (
                    "notes",
                    models.TextField(
                        blank=True,
                        help_text="Staff only. Notes may be public records on request.",
                        verbose_name="notes",
                    ),
                ),
                (
                    "archived_at",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="archived"),
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
            ],
            options={
                "verbose_name": "organization",
                "verbose_name_plural": "organizations",
                "ordering": ["name_key", "pk"],
                "indexes": [models.Index(fields=["library", "name_key", "id"], name="organization_by_name")],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="organization_key"),
                    models.UniqueConstraint(
                        condition=models.Q(("is_own", True)),
                        fields=("library",),
                        name="organization_own_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="AuditEvent",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("action", models.CharField(max_length=60, verbose_name="action")),
                ("subject_type", models.CharField(max_length=60, verbose_name="kind of record")),
                ("subject_id", models.BigIntegerField(verbose_name="record")),
                ("subject_label", models.CharField(blank=True, max_length=200, verbose_name="record's name")),
                ("changes", models.JSONField(blank=True, default=dict, verbose_name="changes")),
                ("at", models.DateTimeField(verbose_name="when")),
                (
                    "actor",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "library",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.library",
                    ),
                ),
                (
                    "acting_for",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "history entry",
                "verbose_name_plural": "history",
                "ordering": ["-at", "-pk"],
                "indexes": [
                    models.Index(
                        fields=["library", "subject_type", "subject_id", "at"], name="audit_by_subject"
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="OrganizationCategory",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("is_primary", models.BooleanField(default=False, verbose_name="primary")),
                (
                    "category",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="links",
                        to="partners.category",
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
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="category_links",
                        to="partners.organization",
                    ),
                ),
            ],
            options={
                "verbose_name": "category of an organization",
                "verbose_name_plural": "categories of organizations",
                "ordering": ["-is_primary", "category__position"],
                "constraints": [
                    partners.constraints.SameLibrary(
                        field="organization", name="organization_category_library"
                    ),
                    models.UniqueConstraint(
                        fields=("organization", "category"), name="organization_category_once"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("is_primary", True)),
                        fields=("organization",),
                        name="organization_category_primary_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Partnership",
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
                (
                    "purpose",
                    models.TextField(
                        blank=True,
                        help_text="One or two sentences that every member would sign.",
                        verbose_name="purpose",
                    ),
                ),
                ("started_on", models.DateField(verbose_name="started")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended")),
                (
                    "library",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.library",
                        verbose_name="library",
                    ),
                ),
            ],
            options={
                "verbose_name": "partnership",
                "verbose_name_plural": "partnerships",
                "ordering": ["name_key", "pk"],
                "indexes": [models.Index(fields=["library", "name_key", "id"], name="partnership_by_name")],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="partnership_key"),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ended_on__isnull", True),
                            ("ended_on__gte", models.F("started_on")),
                            _connector="OR",
                        ),
                        name="partnership_dates",
                        violation_error_message="A partnership cannot end before it starts.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Member",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("partner", "Partner"),
                            ("convenor", "Convenor"),
                            ("backbone", "Backbone"),
                            ("steering", "Steering team"),
                            ("funder", "Funder"),
                            ("supporter", "Supporter"),
                        ],
                        default="partner",
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("joined_on", models.DateField(verbose_name="joined")),
                ("left_on", models.DateField(blank=True, null=True, verbose_name="left")),
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
                        related_name="members",
                        to="partners.organization",
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="members",
                        to="partners.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "member",
                "verbose_name_plural": "members",
                "ordering": ["organization__name_key", "pk"],
                "indexes": [
                    models.Index(fields=["library", "partnership", "id"], name="member_by_partnership"),
                    models.Index(fields=["organization", "partnership"], name="member_by_organization"),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="member_key"),
                    models.UniqueConstraint(
                        fields=("id", "library", "partnership", "organization"), name="member_spell_key"
                    ),
                    partners.constraints.SameLibrary(field="partnership", name="member_partnership_library"),
                    partners.constraints.SameLibrary(
                        field="organization", name="member_organization_library"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("left_on__isnull", True),
                            ("left_on__gte", models.F("joined_on")),
                            _connector="OR",
                        ),
                        name="member_dates",
                        violation_error_message="A member cannot leave before it joins.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("left_on__isnull", True)),
                        fields=("partnership", "organization"),
                        name="member_open_spell_once",
                        violation_error_message="This organization is a member already.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Person",
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
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                ("job_title", models.CharField(blank=True, max_length=120, verbose_name="job title")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("es", "Español")],
                        default="en",
                        max_length=5,
                        verbose_name="language of mails",
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
                        related_name="people",
                        to="partners.organization",
                        verbose_name="organization",
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="people",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "people",
                "ordering": ["name_key", "pk"],
                "indexes": [models.Index(fields=["library", "name_key", "id"], name="person_by_name")],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="person_key"),
                    models.UniqueConstraint(
                        fields=("id", "library", "organization"), name="person_organization_key"
                    ),
                    partners.constraints.SameLibrary(field="organization", name="person_library"),
                    models.UniqueConstraint(
                        condition=models.Q(("user__isnull", False)),
                        fields=("organization", "user"),
                        name="person_user_once",
                        violation_error_message="This account belongs to another person of the organization.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Access",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("contact", "Contact"),
                            ("reporter", "Reporter"),
                            ("approver", "Approver"),
                            ("backup", "Backup"),
                        ],
                        default="reporter",
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
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
                        related_name="accesses",
                        to="partners.organization",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="accesses",
                        to="partners.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "access",
                "verbose_name_plural": "accesses",
                "indexes": [
                    models.Index(fields=["organization", "starts_on"], name="access_by_organization")
                ],
                "constraints": [
                    partners.constraints.SameLibrary(
                        also=("organization",), field="person", name="access_library"
                    ),
                    partners.constraints.SameLibrary(
                        field="organization", name="access_organization_library"
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("ends_on__isnull", True),
                            ("ends_on__gte", models.F("starts_on")),
                            _connector="OR",
                        ),
                        name="access_dates",
                        violation_error_message="Access cannot end before it starts.",
                    ),
                    models.UniqueConstraint(fields=("person", "role", "starts_on"), name="access_once"),
                ],
            },
        ),
        migrations.CreateModel(
            name="ReminderRule",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("source", models.CharField(max_length=40, verbose_name="what is due")),
                ("offsets", models.JSONField(default=list, verbose_name="days from the due day")),
                ("send_at", models.TimeField(default=datetime.time(9, 0), verbose_name="hour of sending")),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("starts_on", models.DateField(verbose_name="from")),
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
                    "owner",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminder_rules",
                        to="partners.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder rule",
                "verbose_name_plural": "reminder rules",
                "ordering": ["pk"],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="reminder_rule_key"),
                    models.UniqueConstraint(
                        fields=("id", "library", "partnership"), name="reminder_rule_partnership_key"
                    ),
                    partners.constraints.SameLibrary(field="partnership", name="reminder_rule_library"),
                    models.UniqueConstraint(
                        fields=("partnership", "source"),
                        name="reminder_rule_once",
                        violation_error_message="The partnership has a rule for this already; change that one.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Threshold",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("name", models.CharField(max_length=60, verbose_name="name")),
                ("value", models.DecimalField(decimal_places=4, max_digits=15, verbose_name="value")),
                ("valid_from", models.DateField(verbose_name="valid from")),
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
                    "partnership",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.partnership",
                    ),
                ),
            ],
            options={
                "verbose_name": "threshold",
                "verbose_name_plural": "thresholds",
                "indexes": [models.Index(fields=["library", "name", "-valid_from"], name="threshold_newest")],
                "constraints": [
                    partners.constraints.SameLibrary(
                        field="partnership", name="threshold_partnership_library"
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("partnership__isnull", True)),
                        fields=("library", "name", "valid_from"),
                        name="threshold_library_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("partnership__isnull", False)),
                        fields=("library", "partnership", "name", "valid_from"),
                        name="threshold_partnership_once",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Token",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("invitation", "Invitation"),
                            ("action", "Action link"),
                            ("unsubscribe", "Unsubscribe link"),
                            ("feed", "Feed"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("seed", models.CharField(editable=False, max_length=64)),
                ("digest", models.CharField(editable=False, max_length=64, unique=True)),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                ("expires_at", models.DateTimeField(blank=True, null=True, verbose_name="expires")),
                ("used_at", models.DateTimeField(blank=True, null=True, verbose_name="used")),
                ("revoked_at", models.DateTimeField(blank=True, null=True, verbose_name="revoked")),
                (
                    "library",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.library",
                        verbose_name="library",
                    ),
                ),
            ],
            options={
                "verbose_name": "token",
                "verbose_name_plural": "tokens",
                "constraints": [models.UniqueConstraint(fields=("id", "library"), name="token_key")],
            },
        ),
        migrations.CreateModel(
            name="Invitation",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("email", models.EmailField(max_length=254, verbose_name="e-mail")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("es", "Español")], default="en", max_length=5
                    ),
                ),
                (
                    "staff_role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("viewer", "Viewer"),
                            ("coordinator", "Coordinator"),
                            ("manager", "Manager"),
                        ],
                        max_length=20,
                        verbose_name="staff role",
                    ),
                ),
                (
                    "access_role",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("contact", "Contact"),
                            ("reporter", "Reporter"),
                            ("approver", "Approver"),
                            ("backup", "Backup"),
                        ],
                        max_length=20,
                        verbose_name="access role",
                    ),
                ),
                ("created_at", models.DateTimeField(editable=False, verbose_name="created")),
                (
                    "accepted_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                (
                    "invited_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitations",
                        to="partners.person",
                    ),
                ),
                (
                    "token",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="invitation",
                        to="partners.token",
                    ),
                ),
            ],
            options={
                "verbose_name": "invitation",
                "verbose_name_plural": "invitations",
                "ordering": ["-created_at", "-pk"],
                "indexes": [models.Index(fields=["library", "-created_at", "id"], name="invitation_newest")],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="invitation_key"),
                    partners.constraints.SameLibrary(field="token", name="invitation_token_library"),
                    partners.constraints.SameLibrary(field="person", name="invitation_person_library"),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(
                                ("person__isnull", True),
                                models.Q(("staff_role", ""), _negated=True),
                                ("access_role", ""),
                            ),
                            models.Q(
                                ("person__isnull", False),
                                ("staff_role", ""),
                                models.Q(("access_role", ""), _negated=True),
                            ),
                            _connector="OR",
                        ),
                        name="invitation_staff_or_person",
                        violation_error_message="An invitation is either for staff or for a partner's person.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Delivery",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("kind", models.CharField(max_length=40, verbose_name="kind")),
                ("to_email", models.EmailField(max_length=254, verbose_name="to")),
                (
                    "language",
                    models.CharField(
                        choices=[("en", "English"), ("es", "Español")], max_length=5, verbose_name="language"
                    ),
                ),
                ("message_id", models.CharField(editable=False, max_length=120, unique=True)),
                ("subject", models.CharField(blank=True, max_length=300, verbose_name="subject")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("queued", "Queued"),
                            ("sent", "Sent"),
                            ("skipped", "Skipped"),
                            ("failed", "Failed"),
                        ],
                        default="queued",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("already_reported", "Already reported"),
                            ("not_expected", "Nothing is expected any more"),
                            ("no_recipient", "Nobody at the organization has access"),
                            ("no_address", "The person has no e-mail address"),
                            ("access_ended", "The person's access has ended"),
                            ("rule_off", "The rule was switched off"),
                            ("due_day_changed", "The due day was changed"),
                            ("invitation_over", "The invitation was used, replaced or withdrawn"),
                            ("too_late", "It would have come too late"),
                        ],
                        max_length=40,
                        verbose_name="reason",
                    ),
                ),
                ("error", models.TextField(blank=True, verbose_name="error")),
                ("attempts", models.PositiveSmallIntegerField(default=0, verbose_name="attempts")),
                ("created_at", models.DateTimeField(verbose_name="created")),
                ("next_attempt_at", models.DateTimeField(verbose_name="next attempt")),
                (
                    "lease_until",
                    models.DateTimeField(blank=True, editable=False, null=True, verbose_name="claimed until"),
                ),
                ("lease_holder", models.CharField(blank=True, editable=False, max_length=36)),
                (
                    "accepted_at",
                    models.DateTimeField(blank=True, null=True, verbose_name="accepted by the mail server"),
                ),
                (
                    "invitation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="partners.invitation",
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
                    "person",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="deliveries",
                        to="partners.person",
                    ),
                ),
            ],
            options={
                "verbose_name": "delivery",
                "verbose_name_plural": "deliveries",
                "ordering": ["-created_at", "-pk"],
                "indexes": [
                    models.Index(fields=["library", "-created_at", "id"], name="delivery_newest"),
                    models.Index(
                        condition=models.Q(("state", "queued")),
                        fields=["next_attempt_at", "id"],
                        name="delivery_waiting",
                    ),
                ],
                "constraints": [
                    models.UniqueConstraint(fields=("id", "library"), name="delivery_key"),
                    partners.constraints.SameLibrary(field="person", name="delivery_person_library"),
                    partners.constraints.SameLibrary(field="invitation", name="delivery_invitation_library"),
                ],
            },
        ),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("subject_id", models.BigIntegerField()),
                ("anchor_on", models.DateField(verbose_name="due day")),
                ("offset_days", models.SmallIntegerField(verbose_name="days from the due day")),
                ("send_at", models.DateTimeField(verbose_name="to be sent")),
                (
                    "state",
                    models.CharField(
                        choices=[
                            ("planned", "Planned"),
                            ("queued", "Queued"),
                            ("sent", "Sent"),
                            ("skipped", "Skipped"),
                            ("failed", "Failed"),
                            ("missed", "Missed"),
                        ],
                        default="planned",
                        max_length=20,
                        verbose_name="state",
                    ),
                ),
                (
                    "reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("already_reported", "Already reported"),
                            ("not_expected", "Nothing is expected any more"),
                            ("no_recipient", "Nobody at the organization has access"),
                            ("no_address", "The person has no e-mail address"),
                            ("access_ended", "The person's access has ended"),
                            ("rule_off", "The rule was switched off"),
                            ("due_day_changed", "The due day was changed"),
                            ("invitation_over", "The invitation was used, replaced or withdrawn"),
                            ("too_late", "It would have come too late"),
                        ],
                        max_length=40,
                        verbose_name="reason",
                    ),
                ),
                ("settled_at", models.DateTimeField(blank=True, null=True, verbose_name="settled")),
                (
                    "delivery",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="partners.delivery",
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
                    "partnership",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="partners.partnership",
                    ),
                ),
                (
                    "recipient",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="partners.person",
                    ),
                ),
                (
                    "rule",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="reminders",
                        to="partners.reminderrule",
                    ),
                ),
            ],
            options={
                "verbose_name": "reminder",
                "verbose_name_plural": "reminders",
                "ordering": ["send_at", "pk"],
                "indexes": [
                    models.Index(fields=["library", "-send_at", "id"], name="reminder_newest"),
                    models.Index(fields=["partnership", "-send_at", "id"], name="reminder_of_partnership"),
                    models.Index(
                        condition=models.Q(("state", "planned")),
                        fields=["send_at", "id"],
                        name="reminder_due",
                    ),
                ],
                "constraints": [
                    partners.constraints.SameLibrary(
                        field="partnership", name="reminder_partnership_library"
                    ),
                    partners.constraints.SameLibrary(
                        field="organization", name="reminder_organization_library"
                    ),
                    partners.constraints.SameLibrary(
                        also=("partnership",), field="rule", name="reminder_rule_library_same"
                    ),
                    partners.constraints.SameLibrary(
                        also=("organization",), field="recipient", name="reminder_recipient_library"
                    ),
                    partners.constraints.SameLibrary(field="delivery", name="reminder_delivery_library"),
                    models.UniqueConstraint(
                        condition=models.Q(("recipient__isnull", False)),
                        fields=("rule", "subject_id", "recipient", "anchor_on", "offset_days"),
                        name="reminder_occurrence_once",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("recipient__isnull", True)),
                        fields=("rule", "subject_id", "anchor_on", "offset_days"),
                        name="reminder_nobody_once",
                    ),
                ],
            },
        ),
        migrations.AddField(
            model_name="organization",
            name="categories",
            field=models.ManyToManyField(
                related_name="organizations",
                through="partners.OrganizationCategory",
                to="partners.category",
                verbose_name="categories",
            ),
        ),
    ]
