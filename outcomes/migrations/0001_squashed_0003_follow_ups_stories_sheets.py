import casetrack.models
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [("outcomes", "0001_initial"), ("outcomes", "0002_initial"), ("outcomes", "0003_follow_ups_stories_sheets")]

    dependencies = [
        ("casetrack", "__first__"),
        ("participants", "0001_initial"),
        ("programmes", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="FollowUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("months", models.PositiveSmallIntegerField(choices=[(6, "6 months"), (12, "12 months")], verbose_name="after")),
                ("asked_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="asked on")),
                (
                    "living",
                    models.CharField(
                        choices=[
                            ("at_home", "at home"),
                            ("care_home", "in a care home"),
                            ("elsewhere", "somewhere else"),
                            ("deceased", "deceased"),
                            ("unknown", "unknown"),
                        ],
                        max_length=15,
                        verbose_name="lives",
                    ),
                ),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="follow_ups",
                        to="participants.trajectory",
                        verbose_name="trajectory",
                    ),
                ),
            ],
            options={
                "verbose_name": "where somebody lives",
                "verbose_name_plural": "where people live",
                "ordering": ("months", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("trajectory", "months"), name="follow_up_once", violation_error_message="This was already asked. Change that answer."
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalFollowUp",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("months", models.PositiveSmallIntegerField(choices=[(6, "6 months"), (12, "12 months")], verbose_name="after")),
                ("asked_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="asked on")),
                (
                    "living",
                    models.CharField(
                        choices=[
                            ("at_home", "at home"),
                            ("care_home", "in a care home"),
                            ("elsewhere", "somewhere else"),
                            ("deceased", "deceased"),
                            ("unknown", "unknown"),
                        ],
                        max_length=15,
                        verbose_name="lives",
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "trajectory",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="participants.trajectory",
                        verbose_name="trajectory",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical where somebody lives",
                "verbose_name_plural": "historical where people live",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSheet",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("period_from", models.DateField(verbose_name="period from")),
                ("period_to", models.DateField(verbose_name="period until")),
                ("as_of", models.DateField(verbose_name="as of")),
                ("figures", casetrack.models.JSONField(verbose_name="figures")),
                (
                    "stories",
                    casetrack.models.JSONField(
                        blank=True, default=list, help_text="Keys of the stories; one that is withdrawn later is left out.", verbose_name="stories"
                    ),
                ),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="made by",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical half-year sheet",
                "verbose_name_plural": "historical half-year sheets",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalStory",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                (
                    "text",
                    models.TextField(
                        help_text="No names, places or other things by which people can be recognised.", max_length=900, verbose_name="story"
                    ),
                ),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="checked on")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="withdrawn on")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="checked by",
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="participants.consent",
                        verbose_name="consent",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "verbose_name": "historical story",
                "verbose_name_plural": "historical stories",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Outcome",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("paid_work", "paid work"),
                            ("self_employment", "own business"),
                            ("training", "training"),
                            ("qualification", "qualification"),
                            ("voluntary_work", "voluntary work"),
                            ("job_searching", "looking for work"),
                            ("no_work", "no work"),
                            ("out_of_benefit", "no longer on a benefit (uit de bijstand)"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("start_on", models.DateField(verbose_name="from")),
                ("end_on", models.DateField(blank=True, help_text="The first day on which it no longer holds.", null=True, verbose_name="until")),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        choices=[("NL", "Netherlands"), ("DE", "Germany")],
                        help_text="Where the work or training is.",
                        max_length=2,
                        verbose_name="country",
                    ),
                ),
                ("organisation", models.CharField(blank=True, max_length=300, verbose_name="employer or school")),
                (
                    "hours_per_week",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)],
                        verbose_name="hours per week",
                    ),
                ),
                (
                    "contract_months",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="0 is a permanent contract.", null=True, verbose_name="contract in months"
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("contract", "contract"),
                            ("payslip", "payslip"),
                            ("enrolment_letter", "letter of enrolment"),
                            ("certificate", "certificate"),
                            ("statement", "statement"),
                            ("none", "none"),
                        ],
                        max_length=20,
                        verbose_name="evidence",
                    ),
                ),
                ("verified_on", models.DateField(blank=True, null=True, verbose_name="checked on")),
                ("recorded_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="known since")),
                ("withdrawn", models.BooleanField(default=False, verbose_name="withdrawn")),
                (
                    "supersedes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="outcomes.outcome",
                        verbose_name="corrects",
                    ),
                ),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="outcomes", to="participants.trajectory", verbose_name="trajectory"
                    ),
                ),
            ],
            options={
                "verbose_name": "outcome",
                "verbose_name_plural": "outcomes",
                "ordering": ("-start_on", "-pk"),
                "indexes": [models.Index(fields=["trajectory", "kind", "start_on"], name="outcome_of_trajectory")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("start_on__isnull", True), ("end_on__isnull", True), ("end_on__gte", models.F("start_on")), _connector="OR"
                        ),
                        name="outcome_dates",
                        violation_error_message="An outcome cannot end before it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("withdrawn", False), ("supersedes__isnull", False), _connector="OR"),
                        name="outcome_withdraws_another",
                        violation_error_message="Only an outcome that was recorded before can be withdrawn.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("supersedes", models.F("id")), _negated=True),
                        name="outcome_not_its_own_correction",
                        violation_error_message="An outcome cannot correct itself.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalOutcome",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("paid_work", "paid work"),
                            ("self_employment", "own business"),
                            ("training", "training"),
                            ("qualification", "qualification"),
                            ("voluntary_work", "voluntary work"),
                            ("job_searching", "looking for work"),
                            ("no_work", "no work"),
                            ("out_of_benefit", "no longer on a benefit (uit de bijstand)"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("start_on", models.DateField(verbose_name="from")),
                ("end_on", models.DateField(blank=True, help_text="The first day on which it no longer holds.", null=True, verbose_name="until")),
                (
                    "country",
                    models.CharField(
                        blank=True,
                        choices=[("NL", "Netherlands"), ("DE", "Germany")],
                        help_text="Where the work or training is.",
                        max_length=2,
                        verbose_name="country",
                    ),
                ),
                ("organisation", models.CharField(blank=True, max_length=300, verbose_name="employer or school")),
                (
                    "hours_per_week",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(60)],
                        verbose_name="hours per week",
                    ),
                ),
                (
                    "contract_months",
                    models.PositiveSmallIntegerField(
                        blank=True, help_text="0 is a permanent contract.", null=True, verbose_name="contract in months"
                    ),
                ),
                (
                    "evidence",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("contract", "contract"),
                            ("payslip", "payslip"),
                            ("enrolment_letter", "letter of enrolment"),
                            ("certificate", "certificate"),
                            ("statement", "statement"),
                            ("none", "none"),
                        ],
                        max_length=20,
                        verbose_name="evidence",
                    ),
                ),
                ("verified_on", models.DateField(blank=True, null=True, verbose_name="checked on")),
                ("recorded_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="known since")),
                ("withdrawn", models.BooleanField(default=False, verbose_name="withdrawn")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "trajectory",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="participants.trajectory",
                        verbose_name="trajectory",
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="outcomes.outcome",
                        verbose_name="corrects",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical outcome",
                "verbose_name_plural": "historical outcomes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Report",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("number", models.PositiveIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="version")),
                ("period_from", models.DateField(blank=True, null=True, verbose_name="period from")),
                ("period_to", models.DateField(blank=True, null=True, verbose_name="period until")),
                ("as_of", models.DateField(verbose_name="as of")),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("explanation", models.TextField(blank=True, help_text="Your words to the funder. Do not name people.", verbose_name="explanation")),
                ("figures", casetrack.models.JSONField(verbose_name="figures")),
                ("checksum", models.CharField(editable=False, max_length=64, verbose_name="checksum")),
                ("submitted_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="submitted at")),
                (
                    "funding",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="reports", to="programmes.funding", verbose_name="funding"
                    ),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="submitted by"
                    ),
                ),
                (
                    "supersedes",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="superseded_by",
                        to="outcomes.report",
                        verbose_name="replaces",
                    ),
                ),
            ],
            options={
                "verbose_name": "report",
                "verbose_name_plural": "reports",
                "ordering": ("-submitted_at", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period_from__isnull", True), ("period_to__isnull", True), ("period_to__gte", models.F("period_from")), _connector="OR"
                        ),
                        name="report_period",
                        violation_error_message="The period cannot end before it starts.",
                    ),
                    models.UniqueConstraint(
                        fields=("funding", "number"),
                        name="report_number_once",
                        violation_error_message="There is already a report with this version.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalReport",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("number", models.PositiveIntegerField(default=1, validators=[django.core.validators.MinValueValidator(1)], verbose_name="version")),
                ("period_from", models.DateField(blank=True, null=True, verbose_name="period from")),
                ("period_to", models.DateField(blank=True, null=True, verbose_name="period until")),
                ("as_of", models.DateField(verbose_name="as of")),
                ("title", models.CharField(max_length=300, verbose_name="title")),
                ("explanation", models.TextField(blank=True, help_text="Your words to the funder. Do not name people.", verbose_name="explanation")),
                ("figures", casetrack.models.JSONField(verbose_name="figures")),
                ("checksum", models.CharField(editable=False, max_length=64, verbose_name="checksum")),
                ("submitted_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="submitted at")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "funding",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.funding",
                        verbose_name="funding",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "submitted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="submitted by",
                    ),
                ),
                (
                    "supersedes",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="outcomes.report",
                        verbose_name="replaces",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical report",
                "verbose_name_plural": "historical reports",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Sheet",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("period_from", models.DateField(verbose_name="period from")),
                ("period_to", models.DateField(verbose_name="period until")),
                ("as_of", models.DateField(verbose_name="as of")),
                ("figures", casetrack.models.JSONField(verbose_name="figures")),
                (
                    "stories",
                    casetrack.models.JSONField(
                        blank=True, default=list, help_text="Keys of the stories; one that is withdrawn later is left out.", verbose_name="stories"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sheets", to="programmes.edition", verbose_name="edition"
                    ),
                ),
                (
                    "made_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="made by"
                    ),
                ),
            ],
            options={
                "verbose_name": "half-year sheet",
                "verbose_name_plural": "half-year sheets",
                "ordering": ("-period_to", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("period_from__isnull", True), ("period_to__isnull", True), ("period_to__gte", models.F("period_from")), _connector="OR"
                        ),
                        name="sheet_period",
                        violation_error_message="The period cannot end before it starts.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Story",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("title", models.CharField(max_length=120, verbose_name="title")),
                (
                    "text",
                    models.TextField(
                        help_text="No names, places or other things by which people can be recognised.", max_length=900, verbose_name="story"
                    ),
                ),
                ("approved_on", models.DateField(blank=True, null=True, verbose_name="checked on")),
                ("withdrawn_on", models.DateField(blank=True, null=True, verbose_name="withdrawn on")),
                (
                    "approved_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="checked by",
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stories", to="participants.consent", verbose_name="consent"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="stories", to="programmes.edition", verbose_name="edition"
                    ),
                ),
            ],
            options={
                "verbose_name": "story",
                "verbose_name_plural": "stories",
                "ordering": ("-pk",),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("approved_by__isnull", True), ("approved_on__isnull", True)),
                            models.Q(("approved_by__isnull", False), ("approved_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="story_approved",
                        violation_error_message="A story that was checked has a day and somebody who checked it.",
                    )
                ],
            },
        ),
    ]
