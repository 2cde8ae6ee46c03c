import casetrack.models
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import programmes.choices
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [
        ("programmes", "0001_initial"),
        ("programmes", "0002_edition_numbers_within_reason"),
        ("programmes", "0003_areas_setup_volunteers"),
        ("programmes", "0004_edition_questions_checked"),
        ("programmes", "0005_edition_sign_up_phone"),
    ]

    dependencies = [
        ("casetrack", "__first__"),
    ]

    operations = [
        migrations.CreateModel(
            name="Municipality",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("country", models.CharField(choices=[("NL", "Netherlands"), ("DE", "Germany")], max_length=2, verbose_name="country")),
                ("code", models.CharField(max_length=8, verbose_name="code")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("region", models.CharField(max_length=100, verbose_name="region")),
                ("valid_from", models.DateField(blank=True, null=True, verbose_name="from")),
                ("valid_to", models.DateField(blank=True, null=True, verbose_name="until")),
            ],
            options={
                "verbose_name": "municipality",
                "verbose_name_plural": "municipalities",
                "ordering": ("country", "name", "pk"),
                "constraints": [models.UniqueConstraint(fields=("country", "code"), name="municipality_once")],
            },
        ),
        migrations.CreateModel(
            name="Organisation",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("institute", "institute that runs programmes"),
                            ("funder", "funder"),
                            ("employment_service", "employment service"),
                            ("school", "school or training institute"),
                            ("employer", "employer"),
                            ("municipality", "municipality"),
                            ("debt_help", "help with money and debts"),
                            ("food_bank", "food bank"),
                            ("fund", "fund or scheme for families"),
                            ("welfare", "welfare organisation or neighbourhood team"),
                            ("home_care", "home care"),
                            ("general_practice", "general practice"),
                            ("housing", "housing corporation"),
                            ("other", "other"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                ("country", models.CharField(choices=[("NL", "Netherlands"), ("DE", "Germany")], default="NL", max_length=2, verbose_name="country")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="place")),
                (
                    "receives_referrals",
                    models.BooleanField(
                        default=False,
                        help_text="Shows this organisation in the list that people are referred to.",
                        verbose_name="people are referred to it",
                    ),
                ),
                (
                    "kept_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="keeps",
                        to="programmes.organisation",
                        verbose_name="kept by",
                    ),
                ),
            ],
            options={
                "verbose_name": "organisation",
                "verbose_name_plural": "organisations",
                "ordering": ("name", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kept_by", "name"),
                        name="organisation_name_once",
                        violation_error_message="There is already an organisation with this name.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Instrument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                (
                    "code",
                    models.CharField(
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9][a-z0-9.-]*$", "Use small letters, digits, points and hyphens only, such as nj-2.0."
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("edition_of", models.CharField(default="1", max_length=20, verbose_name="version of the instrument")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "scoring",
                    models.CharField(
                        choices=[
                            ("ladder", "ladder: one step"),
                            ("de_jong_gierveld", "De Jong Gierveld, six items"),
                            ("profile", "profile: a level per domain"),
                            ("web", "talk sheet: a mark per axis"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("definition", casetrack.models.JSONField(verbose_name="definition")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                (
                    "group_only",
                    models.BooleanField(
                        default=False,
                        help_text="Answers of one person are shown to nobody; only results of groups of five or more are.",
                        verbose_name="group results only",
                    ),
                ),
                ("professionals_only", models.BooleanField(default=False, verbose_name="not for volunteers")),
                (
                    "needs_reason",
                    models.BooleanField(
                        default=False,
                        help_text="Only domains with a written reason why they are needed are asked.",
                        verbose_name="a reason per domain",
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="no longer used from")),
                (
                    "kept_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="instruments", to="programmes.organisation", verbose_name="kept by"
                    ),
                ),
            ],
            options={
                "verbose_name": "instrument",
                "verbose_name_plural": "instruments",
                "ordering": ("name", "edition_of", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("kept_by", "code", "edition_of"),
                        name="instrument_version_once",
                        violation_error_message="There is already an instrument with this code and version.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalProgramme",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                (
                    "code",
                    models.CharField(
                        db_index=True,
                        error_messages={"unique": "There is already a programme with this code."},
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9][a-z0-9.-]*$", "Use small letters, digits, points and hyphens only, such as nj-2.0."
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("job_guidance", "guidance to work or training"),
                            ("buddy", "buddies beside households"),
                            ("neighbourhood", "contact persons in the neighbourhood"),
                            ("meldpunt", "discrimination reports"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical programme",
                "verbose_name_plural": "historical programmes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOrganisationMember",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="from")),
                ("ends_on", models.DateField(blank=True, help_text="The first day without this role.", null=True, verbose_name="until")),
                (
                    "role",
                    models.CharField(
                        choices=[("administrator", "administrator"), ("partner", "partner"), ("funder_contact", "funder contact")],
                        max_length=30,
                        verbose_name="role",
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
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical member of an organisation",
                "verbose_name_plural": "historical members of an organisation",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalOrganisation",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("institute", "institute that runs programmes"),
                            ("funder", "funder"),
                            ("employment_service", "employment service"),
                            ("school", "school or training institute"),
                            ("employer", "employer"),
                            ("municipality", "municipality"),
                            ("debt_help", "help with money and debts"),
                            ("food_bank", "food bank"),
                            ("fund", "fund or scheme for families"),
                            ("welfare", "welfare organisation or neighbourhood team"),
                            ("home_care", "home care"),
                            ("general_practice", "general practice"),
                            ("housing", "housing corporation"),
                            ("other", "other"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                ("country", models.CharField(choices=[("NL", "Netherlands"), ("DE", "Germany")], default="NL", max_length=2, verbose_name="country")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="place")),
                (
                    "receives_referrals",
                    models.BooleanField(
                        default=False,
                        help_text="Shows this organisation in the list that people are referred to.",
                        verbose_name="people are referred to it",
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
                    "kept_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.organisation",
                        verbose_name="kept by",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical organisation",
                "verbose_name_plural": "historical organisations",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalInstrument",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                (
                    "code",
                    models.CharField(
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9][a-z0-9.-]*$", "Use small letters, digits, points and hyphens only, such as nj-2.0."
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("edition_of", models.CharField(default="1", max_length=20, verbose_name="version of the instrument")),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "scoring",
                    models.CharField(
                        choices=[
                            ("ladder", "ladder: one step"),
                            ("de_jong_gierveld", "De Jong Gierveld, six items"),
                            ("profile", "profile: a level per domain"),
                            ("web", "talk sheet: a mark per axis"),
                        ],
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("definition", casetrack.models.JSONField(verbose_name="definition")),
                ("source", models.TextField(blank=True, verbose_name="source")),
                (
                    "group_only",
                    models.BooleanField(
                        default=False,
                        help_text="Answers of one person are shown to nobody; only results of groups of five or more are.",
                        verbose_name="group results only",
                    ),
                ),
                ("professionals_only", models.BooleanField(default=False, verbose_name="not for volunteers")),
                (
                    "needs_reason",
                    models.BooleanField(
                        default=False,
                        help_text="Only domains with a written reason why they are needed are asked.",
                        verbose_name="a reason per domain",
                    ),
                ),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="no longer used from")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "kept_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.organisation",
                        verbose_name="kept by",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical instrument",
                "verbose_name_plural": "historical instruments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="OrganisationMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="from")),
                ("ends_on", models.DateField(blank=True, help_text="The first day without this role.", null=True, verbose_name="until")),
                (
                    "role",
                    models.CharField(
                        choices=[("administrator", "administrator"), ("partner", "partner"), ("funder_contact", "funder contact")],
                        max_length=30,
                        verbose_name="role",
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="programmes.organisation", verbose_name="organisation"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to=settings.AUTH_USER_MODEL, verbose_name="user"
                    ),
                ),
            ],
            options={
                "verbose_name": "member of an organisation",
                "verbose_name_plural": "members of an organisation",
                "ordering": ("organisation", "user__last_name", "pk"),
                "indexes": [models.Index(fields=["user", "role"], name="organisation_member_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__isnull", True), ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="organisation_member_dates",
                        violation_error_message="The role cannot end before it starts.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("organisation", "user", "role"),
                        name="organisation_member_once",
                        violation_error_message="This user already has this role in the organisation.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Programme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                (
                    "code",
                    models.CharField(
                        error_messages={"unique": "There is already a programme with this code."},
                        max_length=40,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9][a-z0-9.-]*$", "Use small letters, digits, points and hyphens only, such as nj-2.0."
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("job_guidance", "guidance to work or training"),
                            ("buddy", "buddies beside households"),
                            ("neighbourhood", "contact persons in the neighbourhood"),
                            ("meldpunt", "discrimination reports"),
                        ],
                        max_length=30,
                        verbose_name="kind",
                    ),
                ),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="programmes",
                        to="programmes.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "programme",
                "verbose_name_plural": "programmes",
                "ordering": ("name", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Area",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="areas", to="programmes.programme", verbose_name="programme"
                    ),
                ),
            ],
            options={
                "verbose_name": "area",
                "verbose_name_plural": "areas",
                "ordering": ("name", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "name"),
                        name="area_name_once",
                        violation_error_message="This programme already has an area with this name.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Edition",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                (
                    "code",
                    models.CharField(
                        error_messages={"unique": "There is already an edition with this code."},
                        max_length=40,
                        unique=True,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9][a-z0-9.-]*$", "Use small letters, digits, points and hyphens only, such as nj-2.0."
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("starts_on", models.DateField(verbose_name="starts on")),
                ("ends_on", models.DateField(verbose_name="ends on")),
                ("places", models.CharField(blank=True, help_text="Where the groups meet.", max_length=200, verbose_name="places")),
                (
                    "target",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="How many people are to be placed, as agreed with the funder.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="target",
                    ),
                ),
                (
                    "contact_within_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="After this many days without contact, a trajectory is shown under my work.",
                        validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3650)],
                        verbose_name="contact within (days)",
                    ),
                ),
                (
                    "modules",
                    casetrack.models.JSONField(
                        blank=True,
                        default=programmes.choices.usual_modules,
                        help_text="What this edition works with.",
                        validators=[programmes.choices.check_modules],
                        verbose_name="modules",
                    ),
                ),
                (
                    "guide_role",
                    models.CharField(
                        choices=[("coach", "coach"), ("buddy", "buddy"), ("spil", "Spil")],
                        default="coach",
                        help_text="The role of those who are assigned to a trajectory.",
                        max_length=30,
                        verbose_name="who guides",
                    ),
                ),
                (
                    "entry_facts",
                    casetrack.models.JSONField(
                        blank=True,
                        default=programmes.choices.usual_entry_facts,
                        help_text="Ask only what this edition needs.",
                        validators=[programmes.choices.check_entry_facts],
                        verbose_name="facts at the start",
                    ),
                ),
                (
                    "end_reasons",
                    casetrack.models.JSONField(
                        blank=True,
                        default=list,
                        help_text="None chosen is: all.",
                        validators=[programmes.choices.check_end_reasons],
                        verbose_name="reasons of the end",
                    ),
                ),
                (
                    "public_sign_up",
                    models.BooleanField(
                        default=False,
                        help_text="People can sign up themselves, or somebody else, without signing in.",
                        verbose_name="sign-up form for everybody",
                    ),
                ),
                (
                    "sign_up_phone",
                    models.CharField(
                        blank=True,
                        help_text="Stands on the sign-up form, for those who rather call.",
                        max_length=40,
                        verbose_name="phone number for signing up",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="editions", to="programmes.programme", verbose_name="programme"
                    ),
                ),
            ],
            options={
                "verbose_name": "edition",
                "verbose_name_plural": "editions",
                "ordering": ("-starts_on", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__isnull", True), ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="edition_dates",
                        violation_error_message="The last day of an edition cannot be before its first day.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalAreaMember",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="from")),
                ("ends_on", models.DateField(blank=True, help_text="The first day without this role.", null=True, verbose_name="until")),
                ("role", models.CharField(choices=[("buddy", "buddy"), ("spil", "Spil")], max_length=30, verbose_name="role")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.area",
                        verbose_name="area",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical work in an area",
                "verbose_name_plural": "historical work in areas",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEditionMoment",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                (
                    "moment",
                    models.CharField(
                        choices=[("start", "start"), ("halfway", "halfway"), ("end", "end"), ("follow_up", "follow-up")],
                        max_length=10,
                        verbose_name="moment",
                    ),
                ),
                (
                    "counted_from",
                    models.CharField(
                        choices=[("start", "the start"), ("end", "the end")], default="start", max_length=10, verbose_name="counted from"
                    ),
                ),
                (
                    "after_days",
                    models.PositiveSmallIntegerField(
                        default=0, validators=[django.core.validators.MaxValueValidator(3650)], verbose_name="after (days)"
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
            ],
            options={
                "verbose_name": "historical moment of measuring",
                "verbose_name_plural": "historical moments of measuring",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalLifeArea",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("order", models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name="order")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
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
            ],
            options={
                "verbose_name": "historical life area",
                "verbose_name_plural": "historical life areas",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPhase",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("order", models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name="order")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("description", models.TextField(blank=True, verbose_name="description")),
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
            ],
            options={
                "verbose_name": "historical phase",
                "verbose_name_plural": "historical phases",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSession",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("lesson", "lesson day"), ("excursion", "excursion"), ("empowerment", "empowerment"), ("other", "other")],
                        default="lesson",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("held_on", models.DateField(verbose_name="date")),
                ("starts_at", models.TimeField(blank=True, null=True, verbose_name="from")),
                ("ends_at", models.TimeField(blank=True, null=True, verbose_name="until")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("country", models.CharField(choices=[("NL", "Netherlands"), ("DE", "Germany")], default="NL", max_length=2, verbose_name="country")),
                ("cancelled", models.BooleanField(default=False, verbose_name="cancelled")),
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
            ],
            options={
                "verbose_name": "historical session",
                "verbose_name_plural": "historical sessions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalWish",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("order", models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name="order")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
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
            ],
            options={
                "verbose_name": "historical wish",
                "verbose_name_plural": "historical wishes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEditionInstrument",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("reasons", casetrack.models.JSONField(blank=True, default=dict, verbose_name="reasons per domain")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="no longer used from")),
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
                    "instrument",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.instrument",
                        verbose_name="instrument",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical instrument of an edition",
                "verbose_name_plural": "historical instruments of an edition",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPartnership",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
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
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical partner",
                "verbose_name_plural": "historical partners",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalFunding",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                (
                    "reference",
                    models.CharField(help_text="The number or name under which the funder knows this.", max_length=100, verbose_name="reference"),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("direct", "direct"), ("via_lead_partner", "through a lead partner")],
                        default="direct",
                        max_length=20,
                        verbose_name="how",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(help_text="The last day that is paid for.", verbose_name="until")),
                (
                    "counts",
                    models.CharField(
                        choices=[("work_and_training", "work and training"), ("work_only", "work only")],
                        default="work_and_training",
                        max_length=20,
                        verbose_name="counts as placed",
                    ),
                ),
                (
                    "logo_line",
                    models.CharField(
                        blank=True,
                        help_text="The sentence that the funder wants to see on every report, such as: made possible by …",
                        max_length=300,
                        verbose_name="line on reports",
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
                    "funder",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.organisation",
                        verbose_name="funder",
                    ),
                ),
                (
                    "lead_partner",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.organisation",
                        verbose_name="lead partner",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical funding",
                "verbose_name_plural": "historical funding",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Funding",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                (
                    "reference",
                    models.CharField(help_text="The number or name under which the funder knows this.", max_length=100, verbose_name="reference"),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[("direct", "direct"), ("via_lead_partner", "through a lead partner")],
                        default="direct",
                        max_length=20,
                        verbose_name="how",
                    ),
                ),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(help_text="The last day that is paid for.", verbose_name="until")),
                (
                    "counts",
                    models.CharField(
                        choices=[("work_and_training", "work and training"), ("work_only", "work only")],
                        default="work_and_training",
                        max_length=20,
                        verbose_name="counts as placed",
                    ),
                ),
                (
                    "logo_line",
                    models.CharField(
                        blank=True,
                        help_text="The sentence that the funder wants to see on every report, such as: made possible by …",
                        max_length=300,
                        verbose_name="line on reports",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="fundings", to="programmes.edition", verbose_name="edition"
                    ),
                ),
                (
                    "funder",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="fundings", to="programmes.organisation", verbose_name="funder"
                    ),
                ),
                (
                    "lead_partner",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="leads",
                        to="programmes.organisation",
                        verbose_name="lead partner",
                    ),
                ),
            ],
            options={
                "verbose_name": "funding",
                "verbose_name_plural": "funding",
                "ordering": ("edition", "funder__name", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "funder", "reference"),
                        name="funding_once",
                        violation_error_message="This funding is already recorded for this edition.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__isnull", True), ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="funding_dates",
                        violation_error_message="The funding cannot end before it starts.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("lead_partner__isnull", True), ("role", "direct")),
                            models.Q(("lead_partner__isnull", False), ("role", "via_lead_partner")),
                            _connector="OR",
                        ),
                        name="funding_lead_partner",
                        violation_error_message="Name the lead partner when, and only when, the money comes through one.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Partnership",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="partnerships", to="programmes.edition", verbose_name="edition"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="partnerships",
                        to="programmes.organisation",
                        verbose_name="organisation",
                    ),
                ),
            ],
            options={
                "verbose_name": "partner",
                "verbose_name_plural": "partners",
                "ordering": ("organisation__name", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "organisation"),
                        name="partner_once",
                        violation_error_message="This organisation is already a partner of the edition.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Phase",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("order", models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name="order")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("description", models.TextField(blank=True, verbose_name="description")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="phases", to="programmes.edition", verbose_name="edition"
                    ),
                ),
            ],
            options={
                "verbose_name": "phase",
                "verbose_name_plural": "phases",
                "ordering": ("edition", "order"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "order"),
                        name="phase_order_once",
                        violation_error_message="This edition already has a phase with this number.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalVolunteerFile",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("trained_on", models.DateField(blank=True, null=True, verbose_name="training certificate of")),
                (
                    "vog_on",
                    models.DateField(
                        blank=True,
                        help_text="The date on the certificate of conduct (VOG). Do not keep the paper itself.",
                        null=True,
                        verbose_name="VOG of",
                    ),
                ),
                ("vog_renew_on", models.DateField(blank=True, null=True, verbose_name="new VOG needed by")),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many households or persons this volunteer can guide at the same time. 0 is: none for now.",
                        validators=[django.core.validators.MaxValueValidator(200)],
                        verbose_name="room for",
                    ),
                ),
                (
                    "languages",
                    casetrack.models.JSONField(blank=True, default=list, validators=[programmes.choices.check_languages], verbose_name="languages"),
                ),
                ("remarks", models.TextField(blank=True, verbose_name="remarks")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="volunteer",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical volunteer file",
                "verbose_name_plural": "historical volunteer files",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalProgrammeMember",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="from")),
                ("ends_on", models.DateField(blank=True, help_text="The first day without this role.", null=True, verbose_name="until")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("project_leader", "project leader"),
                            ("coordinator", "coordinator"),
                            ("coach", "coach"),
                            ("buddy", "buddy"),
                            ("spil", "Spil"),
                            ("achterwacht", "achterwacht"),
                        ],
                        max_length=30,
                        verbose_name="role",
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
                    "user",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="user",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical member of a programme",
                "verbose_name_plural": "historical members of a programme",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalEdition",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                (
                    "code",
                    models.CharField(
                        db_index=True,
                        error_messages={"unique": "There is already an edition with this code."},
                        max_length=40,
                        validators=[
                            django.core.validators.RegexValidator(
                                "^[a-z0-9][a-z0-9.-]*$", "Use small letters, digits, points and hyphens only, such as nj-2.0."
                            )
                        ],
                        verbose_name="code",
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                ("starts_on", models.DateField(verbose_name="starts on")),
                ("ends_on", models.DateField(verbose_name="ends on")),
                ("places", models.CharField(blank=True, help_text="Where the groups meet.", max_length=200, verbose_name="places")),
                (
                    "target",
                    models.PositiveIntegerField(
                        blank=True,
                        help_text="How many people are to be placed, as agreed with the funder.",
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(1000000)],
                        verbose_name="target",
                    ),
                ),
                (
                    "contact_within_days",
                    models.PositiveSmallIntegerField(
                        default=30,
                        help_text="After this many days without contact, a trajectory is shown under my work.",
                        validators=[django.core.validators.MinValueValidator(1), django.core.validators.MaxValueValidator(3650)],
                        verbose_name="contact within (days)",
                    ),
                ),
                (
                    "modules",
                    casetrack.models.JSONField(
                        blank=True,
                        default=programmes.choices.usual_modules,
                        help_text="What this edition works with.",
                        validators=[programmes.choices.check_modules],
                        verbose_name="modules",
                    ),
                ),
                (
                    "guide_role",
                    models.CharField(
                        choices=[("coach", "coach"), ("buddy", "buddy"), ("spil", "Spil")],
                        default="coach",
                        help_text="The role of those who are assigned to a trajectory.",
                        max_length=30,
                        verbose_name="who guides",
                    ),
                ),
                (
                    "entry_facts",
                    casetrack.models.JSONField(
                        blank=True,
                        default=programmes.choices.usual_entry_facts,
                        help_text="Ask only what this edition needs.",
                        validators=[programmes.choices.check_entry_facts],
                        verbose_name="facts at the start",
                    ),
                ),
                (
                    "end_reasons",
                    casetrack.models.JSONField(
                        blank=True,
                        default=list,
                        help_text="None chosen is: all.",
                        validators=[programmes.choices.check_end_reasons],
                        verbose_name="reasons of the end",
                    ),
                ),
                (
                    "public_sign_up",
                    models.BooleanField(
                        default=False,
                        help_text="People can sign up themselves, or somebody else, without signing in.",
                        verbose_name="sign-up form for everybody",
                    ),
                ),
                (
                    "sign_up_phone",
                    models.CharField(
                        blank=True,
                        help_text="Stands on the sign-up form, for those who rather call.",
                        max_length=40,
                        verbose_name="phone number for signing up",
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
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical edition",
                "verbose_name_plural": "historical editions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalArea",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.programme",
                        verbose_name="programme",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical area",
                "verbose_name_plural": "historical areas",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ProgrammeMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="from")),
                ("ends_on", models.DateField(blank=True, help_text="The first day without this role.", null=True, verbose_name="until")),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("project_leader", "project leader"),
                            ("coordinator", "coordinator"),
                            ("coach", "coach"),
                            ("buddy", "buddy"),
                            ("spil", "Spil"),
                            ("achterwacht", "achterwacht"),
                        ],
                        max_length=30,
                        verbose_name="role",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="programmes.programme", verbose_name="programme"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to=settings.AUTH_USER_MODEL, verbose_name="user"
                    ),
                ),
            ],
            options={
                "verbose_name": "member of a programme",
                "verbose_name_plural": "members of a programme",
                "ordering": ("programme", "user__last_name", "pk"),
                "indexes": [models.Index(fields=["user", "role"], name="programme_member_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__isnull", True), ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="programme_member_dates",
                        violation_error_message="The role cannot end before it starts.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("programme", "user", "role"),
                        name="programme_member_once",
                        violation_error_message="This user already has this role in the programme.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Session",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("lesson", "lesson day"), ("excursion", "excursion"), ("empowerment", "empowerment"), ("other", "other")],
                        default="lesson",
                        max_length=20,
                        verbose_name="kind",
                    ),
                ),
                ("title", models.CharField(max_length=200, verbose_name="title")),
                ("held_on", models.DateField(verbose_name="date")),
                ("starts_at", models.TimeField(blank=True, null=True, verbose_name="from")),
                ("ends_at", models.TimeField(blank=True, null=True, verbose_name="until")),
                ("place", models.CharField(blank=True, max_length=200, verbose_name="place")),
                ("country", models.CharField(choices=[("NL", "Netherlands"), ("DE", "Germany")], default="NL", max_length=2, verbose_name="country")),
                ("cancelled", models.BooleanField(default=False, verbose_name="cancelled")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sessions", to="programmes.edition", verbose_name="edition"
                    ),
                ),
            ],
            options={
                "verbose_name": "session",
                "verbose_name_plural": "sessions",
                "ordering": ("held_on", "starts_at", "pk"),
                "indexes": [models.Index(fields=["edition", "held_on"], name="session_of_edition")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_at__isnull", True), ("ends_at__isnull", True), ("ends_at__gte", models.F("starts_at")), _connector="OR"
                        ),
                        name="session_times",
                        violation_error_message="A session cannot end before it starts.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="VolunteerFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("trained_on", models.DateField(blank=True, null=True, verbose_name="training certificate of")),
                (
                    "vog_on",
                    models.DateField(
                        blank=True,
                        help_text="The date on the certificate of conduct (VOG). Do not keep the paper itself.",
                        null=True,
                        verbose_name="VOG of",
                    ),
                ),
                ("vog_renew_on", models.DateField(blank=True, null=True, verbose_name="new VOG needed by")),
                (
                    "capacity",
                    models.PositiveSmallIntegerField(
                        default=1,
                        help_text="How many households or persons this volunteer can guide at the same time. 0 is: none for now.",
                        validators=[django.core.validators.MaxValueValidator(200)],
                        verbose_name="room for",
                    ),
                ),
                (
                    "languages",
                    casetrack.models.JSONField(blank=True, default=list, validators=[programmes.choices.check_languages], verbose_name="languages"),
                ),
                ("remarks", models.TextField(blank=True, verbose_name="remarks")),
                (
                    "programme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="volunteers", to="programmes.programme", verbose_name="programme"
                    ),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="volunteer_files",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="volunteer",
                    ),
                ),
            ],
            options={
                "verbose_name": "volunteer file",
                "verbose_name_plural": "volunteer files",
                "ordering": ("user__last_name", "user__first_name", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("programme", "user"), name="volunteer_file_once", violation_error_message="There is already a file of this volunteer."
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("vog_on__isnull", True), ("vog_renew_on__isnull", True), ("vog_renew_on__gte", models.F("vog_on")), _connector="OR"
                        ),
                        name="volunteer_vog",
                        violation_error_message="A new VOG cannot be needed before the date of the present one.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Wish",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("order", models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name="order")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="wishes", to="programmes.edition", verbose_name="edition"
                    ),
                ),
            ],
            options={
                "verbose_name": "wish",
                "verbose_name_plural": "wishes",
                "ordering": ("edition", "order", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "name"), name="wish_once", violation_error_message="This edition already has this wish."
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="AreaMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="from")),
                ("ends_on", models.DateField(blank=True, help_text="The first day without this role.", null=True, verbose_name="until")),
                ("role", models.CharField(choices=[("buddy", "buddy"), ("spil", "Spil")], max_length=30, verbose_name="role")),
                (
                    "area",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="members", to="programmes.area", verbose_name="area"),
                ),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="%(class)ss", to=settings.AUTH_USER_MODEL, verbose_name="user"
                    ),
                ),
            ],
            options={
                "verbose_name": "work in an area",
                "verbose_name_plural": "work in areas",
                "ordering": ("area__name", "user__last_name", "pk"),
                "indexes": [models.Index(fields=["user", "role"], name="area_member_of")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__isnull", True), ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="area_member_dates",
                        violation_error_message="The work in an area cannot end before it starts.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("area", "user", "role"),
                        name="area_member_once",
                        violation_error_message="This user already works in this area.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionMoment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                (
                    "moment",
                    models.CharField(
                        choices=[("start", "start"), ("halfway", "halfway"), ("end", "end"), ("follow_up", "follow-up")],
                        max_length=10,
                        verbose_name="moment",
                    ),
                ),
                (
                    "counted_from",
                    models.CharField(
                        choices=[("start", "the start"), ("end", "the end")], default="start", max_length=10, verbose_name="counted from"
                    ),
                ),
                (
                    "after_days",
                    models.PositiveSmallIntegerField(
                        default=0, validators=[django.core.validators.MaxValueValidator(3650)], verbose_name="after (days)"
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="moments", to="programmes.edition", verbose_name="edition"
                    ),
                ),
            ],
            options={
                "verbose_name": "moment of measuring",
                "verbose_name_plural": "moments of measuring",
                "ordering": ("edition", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "moment"), name="edition_moment_once", violation_error_message="This edition already has this moment."
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="EditionInstrument",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("reasons", casetrack.models.JSONField(blank=True, default=dict, verbose_name="reasons per domain")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="no longer used from")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="edition_instruments",
                        to="programmes.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="used_by", to="programmes.instrument", verbose_name="instrument"
                    ),
                ),
            ],
            options={
                "verbose_name": "instrument of an edition",
                "verbose_name_plural": "instruments of an edition",
                "ordering": ("edition", "instrument__name", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("edition", "instrument"),
                        name="edition_instrument_once",
                        violation_error_message="This edition already uses this instrument.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="LifeArea",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("order", models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name="order")),
                ("name", models.CharField(max_length=100, verbose_name="name")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="life_areas", to="programmes.edition", verbose_name="edition"
                    ),
                ),
            ],
            options={
                "verbose_name": "life area",
                "verbose_name_plural": "life areas",
                "ordering": ("edition", "order", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("edition", "name"), name="life_area_once", violation_error_message="This edition already has this life area."
                    )
                ],
            },
        ),
    ]
