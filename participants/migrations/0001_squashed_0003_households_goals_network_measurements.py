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
        ("participants", "0001_initial"),
        ("participants", "0002_name_answer_states"),
        ("participants", "0003_households_goals_network_measurements"),
    ]

    dependencies = [
        ("auth", "0012_alter_user_first_name_max_length"),
        ("casetrack", "__first__"),
        ("programmes", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="Household",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("name", models.CharField(help_text="How you call this household, such as: family Veenstra.", max_length=200, verbose_name="name")),
            ],
            options={
                "verbose_name": "household",
                "verbose_name_plural": "households",
                "ordering": ("name", "pk"),
            },
        ),
        migrations.CreateModel(
            name="HistoricalHousehold",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("name", models.CharField(help_text="How you call this household, such as: family Veenstra.", max_length=200, verbose_name="name")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "verbose_name": "historical household",
                "verbose_name_plural": "historical households",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPerson",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("first_name", models.CharField(max_length=300, verbose_name="first name")),
                ("last_name", models.CharField(max_length=300, verbose_name="last name")),
                ("name_key", models.CharField(default="", editable=False, max_length=300, verbose_name="name for search")),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="date of birth")),
                ("sex", models.CharField(blank=True, choices=[("f", "woman"), ("m", "man"), ("x", "other")], max_length=1, verbose_name="sex")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                ("street", models.CharField(blank=True, max_length=200, verbose_name="street and number")),
                ("postcode", models.CharField(blank=True, max_length=10, verbose_name="postcode")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="place")),
                ("country", models.CharField(choices=[("NL", "Netherlands"), ("DE", "Germany")], max_length=2, verbose_name="country of residence")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
            ],
            options={
                "verbose_name": "historical person",
                "verbose_name_plural": "historical persons",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Person",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("first_name", models.CharField(max_length=300, verbose_name="first name")),
                ("last_name", models.CharField(max_length=300, verbose_name="last name")),
                ("name_key", models.CharField(default="", editable=False, max_length=300, verbose_name="name for search")),
                ("birth_date", models.DateField(blank=True, null=True, verbose_name="date of birth")),
                ("sex", models.CharField(blank=True, choices=[("f", "woman"), ("m", "man"), ("x", "other")], max_length=1, verbose_name="sex")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                ("street", models.CharField(blank=True, max_length=200, verbose_name="street and number")),
                ("postcode", models.CharField(blank=True, max_length=10, verbose_name="postcode")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="place")),
                ("country", models.CharField(choices=[("NL", "Netherlands"), ("DE", "Germany")], max_length=2, verbose_name="country of residence")),
            ],
            options={
                "verbose_name": "person",
                "verbose_name_plural": "persons",
                "ordering": ("name_key", "pk"),
                "indexes": [
                    models.Index(fields=["name_key", "id"], name="person_by_name"),
                    models.Index(fields=["birth_date", "name_key"], name="person_duplicates"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("birth_date__isnull", True), ("birth_date__gte", "1900-01-01"), _connector="OR"),
                        name="person_birth_date",
                        violation_error_message="The date of birth cannot be before 1900.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalTrajectory",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                (
                    "languages",
                    casetrack.models.JSONField(
                        blank=True, default=list, validators=[programmes.choices.check_languages], verbose_name="languages spoken"
                    ),
                ),
                (
                    "external_id",
                    models.CharField(
                        blank=True,
                        help_text="The number under which another system knows this trajectory.",
                        max_length=100,
                        verbose_name="own number",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("self", "by themselves"),
                            ("family", "family or friends"),
                            ("partner_organisation", "partner organisation"),
                            ("media", "media"),
                            ("employer", "employer"),
                            ("other", "other"),
                        ],
                        max_length=30,
                        verbose_name="came through",
                    ),
                ),
                ("registered_on", models.DateField(verbose_name="signed up on")),
                ("intake_on", models.DateField(blank=True, null=True, verbose_name="intake on")),
                ("selected", models.CharField(blank=True, choices=[("yes", "yes"), ("no", "no")], max_length=3, verbose_name="selected")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="started on")),
                ("planned_end_on", models.DateField(blank=True, null=True, verbose_name="planned end")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("work", "work"),
                            ("self_employed", "own business"),
                            ("training", "training"),
                            ("work_and_training", "work and training"),
                            ("moved", "moved away"),
                            ("care_duties", "care for others"),
                            ("illness", "illness"),
                            ("benefit_claimant", "now receives a benefit"),
                            ("deceased", "deceased"),
                            ("no_contact", "no contact any more"),
                            ("lost_motivation", "lost motivation"),
                            ("mismatch", "expected something else"),
                            ("own_choice", "own choice"),
                            ("not_eligible", "not eligible after all"),
                            ("duplicate", "entered twice"),
                            ("edition_closed", "edition closed"),
                            ("goal_reached", "goal reached"),
                            ("partly_reached", "goal partly reached"),
                            ("on_their_own", "goes on without help"),
                            ("referred", "referred to other help"),
                        ],
                        max_length=30,
                        verbose_name="reason of the end",
                    ),
                ),
                ("completed", models.CharField(blank=True, choices=[("yes", "yes"), ("no", "no")], max_length=3, verbose_name="completed")),
                (
                    "labour_status",
                    models.CharField(
                        blank=True,
                        choices=[("unemployed", "unemployed"), ("inactive", "not looking for work"), ("employed", "employed")],
                        max_length=20,
                        verbose_name="work at the start",
                    ),
                ),
                (
                    "labour_status_state",
                    models.CharField(
                        choices=[
                            ("answered", "answered"),
                            ("refused", "does not want to say"),
                            ("unknown", "does not know"),
                            ("not_asked", "not asked"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="work at the start: answer",
                    ),
                ),
                (
                    "registered_with_pes",
                    models.CharField(
                        blank=True, choices=[("yes", "yes"), ("no", "no")], max_length=3, verbose_name="registered with UWV or Agentur für Arbeit"
                    ),
                ),
                (
                    "registered_with_pes_state",
                    models.CharField(
                        choices=[
                            ("answered", "answered"),
                            ("refused", "does not want to say"),
                            ("unknown", "does not know"),
                            ("not_asked", "not asked"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="UWV or Agentur für Arbeit: answer",
                    ),
                ),
                (
                    "education",
                    models.CharField(
                        blank=True,
                        choices=[("isced_0_2", "lower (ISCED 0–2)"), ("isced_3_4", "middle (ISCED 3–4)"), ("isced_5_8", "higher (ISCED 5–8)")],
                        max_length=20,
                        verbose_name="highest education",
                    ),
                ),
                (
                    "education_state",
                    models.CharField(
                        choices=[
                            ("answered", "answered"),
                            ("refused", "does not want to say"),
                            ("unknown", "does not know"),
                            ("not_asked", "not asked"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="highest education: answer",
                    ),
                ),
                (
                    "municipality_state",
                    models.CharField(
                        choices=[
                            ("answered", "answered"),
                            ("refused", "does not want to say"),
                            ("unknown", "does not know"),
                            ("not_asked", "not asked"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="municipality or district: answer",
                    ),
                ),
                (
                    "on_benefit",
                    models.CharField(blank=True, choices=[("yes", "yes"), ("no", "no")], max_length=3, verbose_name="lives on a benefit (bijstand)"),
                ),
                (
                    "on_benefit_state",
                    models.CharField(
                        choices=[
                            ("answered", "answered"),
                            ("refused", "does not want to say"),
                            ("unknown", "does not know"),
                            ("not_asked", "not asked"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="lives on a benefit: answer",
                    ),
                ),
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
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.municipality",
                        verbose_name="municipality or district",
                    ),
                ),
                (
                    "phase",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.phase",
                        verbose_name="phase",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        editable=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.programme",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="participants.household",
                        verbose_name="household",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="participants.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical trajectory",
                "verbose_name_plural": "historical trajectories",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalHouseholdMember",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("adult", "adult"),
                            ("partner", "partner"),
                            ("child", "child"),
                            ("parent", "parent or grandparent"),
                            ("other", "somebody else who lives there"),
                        ],
                        max_length=20,
                        verbose_name="who this is",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="lives here since")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="The first day on which this person no longer lives here.", null=True, verbose_name="until"
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
                    "household",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="participants.household",
                        verbose_name="household",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="participants.person",
                        verbose_name="person",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical member of a household",
                "verbose_name_plural": "historical members of a household",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="Trajectory",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                (
                    "languages",
                    casetrack.models.JSONField(
                        blank=True, default=list, validators=[programmes.choices.check_languages], verbose_name="languages spoken"
                    ),
                ),
                (
                    "external_id",
                    models.CharField(
                        blank=True,
                        help_text="The number under which another system knows this trajectory.",
                        max_length=100,
                        verbose_name="own number",
                    ),
                ),
                (
                    "channel",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("self", "by themselves"),
                            ("family", "family or friends"),
                            ("partner_organisation", "partner organisation"),
                            ("media", "media"),
                            ("employer", "employer"),
                            ("other", "other"),
                        ],
                        max_length=30,
                        verbose_name="came through",
                    ),
                ),
                ("registered_on", models.DateField(verbose_name="signed up on")),
                ("intake_on", models.DateField(blank=True, null=True, verbose_name="intake on")),
                ("selected", models.CharField(blank=True, choices=[("yes", "yes"), ("no", "no")], max_length=3, verbose_name="selected")),
                ("decided_on", models.DateField(blank=True, null=True, verbose_name="decided on")),
                ("started_on", models.DateField(blank=True, null=True, verbose_name="started on")),
                ("planned_end_on", models.DateField(blank=True, null=True, verbose_name="planned end")),
                ("ended_on", models.DateField(blank=True, null=True, verbose_name="ended on")),
                (
                    "end_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("work", "work"),
                            ("self_employed", "own business"),
                            ("training", "training"),
                            ("work_and_training", "work and training"),
                            ("moved", "moved away"),
                            ("care_duties", "care for others"),
                            ("illness", "illness"),
                            ("benefit_claimant", "now receives a benefit"),
                            ("deceased", "deceased"),
                            ("no_contact", "no contact any more"),
                            ("lost_motivation", "lost motivation"),
                            ("mismatch", "expected something else"),
                            ("own_choice", "own choice"),
                            ("not_eligible", "not eligible after all"),
                            ("duplicate", "entered twice"),
                            ("edition_closed", "edition closed"),
                            ("goal_reached", "goal reached"),
                            ("partly_reached", "goal partly reached"),
                            ("on_their_own", "goes on without help"),
                            ("referred", "referred to other help"),
                        ],
                        max_length=30,
                        verbose_name="reason of the end",
                    ),
                ),
                ("completed", models.CharField(blank=True, choices=[("yes", "yes"), ("no", "no")], max_length=3, verbose_name="completed")),
                (
                    "labour_status",
                    models.CharField(
                        blank=True,
                        choices=[("unemployed", "unemployed"), ("inactive", "not looking for work"), ("employed", "employed")],
                        max_length=20,
                        verbose_name="work at the start",
                    ),
                ),
                (
                    "labour_status_state",
                    models.CharField(
                        choices=[
                            ("answered", "answered"),
                            ("refused", "does not want to say"),
                            ("unknown", "does not know"),
                            ("not_asked", "not asked"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="work at the start: answer",
                    ),
                ),
                (
                    "registered_with_pes",
                    models.CharField(
                        blank=True, choices=[("yes", "yes"), ("no", "no")], max_length=3, verbose_name="registered with UWV or Agentur für Arbeit"
                    ),
                ),
                (
                    "registered_with_pes_state",
                    models.CharField(
                        choices=[
                            ("answered", "answered"),
                            ("refused", "does not want to say"),
                            ("unknown", "does not know"),
                            ("not_asked", "not asked"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="UWV or Agentur für Arbeit: answer",
                    ),
                ),
                (
                    "education",
                    models.CharField(
                        blank=True,
                        choices=[("isced_0_2", "lower (ISCED 0–2)"), ("isced_3_4", "middle (ISCED 3–4)"), ("isced_5_8", "higher (ISCED 5–8)")],
                        max_length=20,
                        verbose_name="highest education",
                    ),
                ),
                (
                    "education_state",
                    models.CharField(
                        choices=[
                            ("answered", "answered"),
                            ("refused", "does not want to say"),
                            ("unknown", "does not know"),
                            ("not_asked", "not asked"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="highest education: answer",
                    ),
                ),
                (
                    "municipality_state",
                    models.CharField(
                        choices=[
                            ("answered", "answered"),
                            ("refused", "does not want to say"),
                            ("unknown", "does not know"),
                            ("not_asked", "not asked"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="municipality or district: answer",
                    ),
                ),
                (
                    "on_benefit",
                    models.CharField(blank=True, choices=[("yes", "yes"), ("no", "no")], max_length=3, verbose_name="lives on a benefit (bijstand)"),
                ),
                (
                    "on_benefit_state",
                    models.CharField(
                        choices=[
                            ("answered", "answered"),
                            ("refused", "does not want to say"),
                            ("unknown", "does not know"),
                            ("not_asked", "not asked"),
                        ],
                        default="not_asked",
                        max_length=10,
                        verbose_name="lives on a benefit: answer",
                    ),
                ),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trajectories",
                        to="programmes.area",
                        verbose_name="area",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        db_index=False,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trajectories",
                        to="programmes.edition",
                        verbose_name="edition",
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trajectories",
                        to="participants.household",
                        verbose_name="household",
                    ),
                ),
                (
                    "municipality",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to="programmes.municipality",
                        verbose_name="municipality or district",
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="trajectories", to="participants.person", verbose_name="person"
                    ),
                ),
                (
                    "phase",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="trajectories",
                        to="programmes.phase",
                        verbose_name="phase",
                    ),
                ),
                (
                    "programme",
                    models.ForeignKey(
                        db_index=False, editable=False, on_delete=django.db.models.deletion.PROTECT, related_name="+", to="programmes.programme"
                    ),
                ),
            ],
            options={
                "verbose_name": "trajectory",
                "verbose_name_plural": "trajectories",
                "ordering": ("-registered_on", "-pk"),
                "indexes": [
                    models.Index(fields=["programme", "-registered_on", "-id"], name="trajectory_list"),
                    models.Index(fields=["edition", "-registered_on", "-id"], name="trajectory_of_edition"),
                ],
                "constraints": [
                    models.UniqueConstraint(
                        condition=models.Q(("external_id", ""), _negated=True),
                        fields=("edition", "external_id"),
                        name="trajectory_external_id_once",
                        violation_error_message="This own number is already used in this edition.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("edition", "person"),
                        name="trajectory_person_once",
                        violation_error_message="This person already takes part in this edition.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ended_on__isnull", True)),
                        fields=("edition", "household"),
                        name="trajectory_household_once",
                        violation_error_message="This household already takes part in this edition.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("registered_on__isnull", True),
                            ("intake_on__isnull", True),
                            ("intake_on__gte", models.F("registered_on")),
                            _connector="OR",
                        ),
                        name="trajectory_registered_intake",
                        violation_error_message="The intake cannot be before the sign-up.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("registered_on__isnull", True),
                            ("decided_on__isnull", True),
                            ("decided_on__gte", models.F("registered_on")),
                            _connector="OR",
                        ),
                        name="trajectory_registered_decided",
                        violation_error_message="The decision cannot be before the sign-up.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("registered_on__isnull", True),
                            ("started_on__isnull", True),
                            ("started_on__gte", models.F("registered_on")),
                            _connector="OR",
                        ),
                        name="trajectory_registered_started",
                        violation_error_message="The start cannot be before the sign-up.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("registered_on__isnull", True), ("ended_on__isnull", True), ("ended_on__gte", models.F("registered_on")), _connector="OR"
                        ),
                        name="trajectory_registered_ended",
                        violation_error_message="The end cannot be before the sign-up.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("intake_on__isnull", True), ("decided_on__isnull", True), ("decided_on__gte", models.F("intake_on")), _connector="OR"
                        ),
                        name="trajectory_intake_decided",
                        violation_error_message="The decision cannot be before the intake.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("intake_on__isnull", True), ("started_on__isnull", True), ("started_on__gte", models.F("intake_on")), _connector="OR"
                        ),
                        name="trajectory_intake_started",
                        violation_error_message="The start cannot be before the intake.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("intake_on__isnull", True), ("ended_on__isnull", True), ("ended_on__gte", models.F("intake_on")), _connector="OR"
                        ),
                        name="trajectory_intake_ended",
                        violation_error_message="The end cannot be before the intake.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_on__isnull", True), ("started_on__isnull", True), ("started_on__gte", models.F("decided_on")), _connector="OR"
                        ),
                        name="trajectory_decided_started",
                        violation_error_message="The start cannot be before the decision.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("decided_on__isnull", True), ("ended_on__isnull", True), ("ended_on__gte", models.F("decided_on")), _connector="OR"
                        ),
                        name="trajectory_decided_ended",
                        violation_error_message="The end cannot be before the decision.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            ("started_on__isnull", True), ("ended_on__isnull", True), ("ended_on__gte", models.F("started_on")), _connector="OR"
                        ),
                        name="trajectory_started_ended",
                        violation_error_message="The end cannot be before the start.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("end_reason", ""), ("ended_on__isnull", True)),
                            models.Q(("ended_on__isnull", False), models.Q(("end_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="trajectory_end_reason",
                        violation_error_message="An end has both a date and a reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("ended_on__isnull", False), ("completed", ""), _connector="OR"),
                        name="trajectory_completed_after_end",
                        violation_error_message="Whether it was completed can be said only of a trajectory that ended.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("labour_status_state", "answered"), models.Q(("labour_status", ""), _negated=True)),
                            models.Q(models.Q(("labour_status_state", "answered"), _negated=True), ("labour_status", "")),
                            _connector="OR",
                        ),
                        name="trajectory_labour_status_answer",
                        violation_error_message="Give the answer when, and only when, the question was answered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("registered_with_pes_state", "answered"), models.Q(("registered_with_pes", ""), _negated=True)),
                            models.Q(models.Q(("registered_with_pes_state", "answered"), _negated=True), ("registered_with_pes", "")),
                            _connector="OR",
                        ),
                        name="trajectory_registered_with_pes_answer",
                        violation_error_message="Give the answer when, and only when, the question was answered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("education_state", "answered"), models.Q(("education", ""), _negated=True)),
                            models.Q(models.Q(("education_state", "answered"), _negated=True), ("education", "")),
                            _connector="OR",
                        ),
                        name="trajectory_education_answer",
                        violation_error_message="Give the answer when, and only when, the question was answered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("municipality_state", "answered"), models.Q(("municipality__isnull", True), _negated=True)),
                            models.Q(models.Q(("municipality_state", "answered"), _negated=True), ("municipality__isnull", True)),
                            _connector="OR",
                        ),
                        name="trajectory_municipality_answer",
                        violation_error_message="Give the answer when, and only when, the question was answered.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("on_benefit_state", "answered"), models.Q(("on_benefit", ""), _negated=True)),
                            models.Q(models.Q(("on_benefit_state", "answered"), _negated=True), ("on_benefit", "")),
                            _connector="OR",
                        ),
                        name="trajectory_on_benefit_answer",
                        violation_error_message="Give the answer when, and only when, the question was answered.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="ContactMoment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("held_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="date")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("phone", "phone"),
                            ("visit", "home visit"),
                            ("location", "on location"),
                            ("video", "video call"),
                            ("email", "e-mail"),
                            ("chat", "chat"),
                            ("letter", "letter"),
                            ("group", "group"),
                        ],
                        max_length=20,
                        verbose_name="how",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("spoken", "spoken"),
                            ("not_reached", "not reached"),
                            ("no_contact_wanted", "does not want contact"),
                            ("appointment", "appointment made"),
                            ("help_accepted", "help accepted"),
                            ("already_helped", "already gets help"),
                        ],
                        default="spoken",
                        max_length=20,
                        verbose_name="result",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("next_on", models.DateField(blank=True, null=True, verbose_name="next appointment")),
                ("next_at", models.TimeField(blank=True, null=True, verbose_name="at")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="author"
                    ),
                ),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="contacts", to="participants.trajectory", verbose_name="trajectory"
                    ),
                ),
            ],
            options={
                "verbose_name": "contact moment",
                "verbose_name_plural": "contact moments",
                "ordering": ("-held_on", "-pk"),
                "indexes": [models.Index(fields=["trajectory", "-held_on", "-id"], name="contact_of_trajectory")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("held_on__isnull", True), ("next_on__isnull", True), ("next_on__gte", models.F("held_on")), _connector="OR"
                        ),
                        name="contact_next",
                        violation_error_message="The next appointment cannot be before the contact.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("next_at__isnull", True), ("next_on__isnull", False), _connector="OR"),
                        name="contact_next_time",
                        violation_error_message="Give the day of the next appointment besides its time.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Exchange",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                (
                    "direction",
                    models.CharField(
                        choices=[("offer", "can do for others"), ("ask", "would like from somebody")], max_length=10, verbose_name="offers or asks"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("company", "company, coffee or a talk"),
                            ("walk", "a walk or an outing"),
                            ("cooking", "cooking or eating together"),
                            ("shopping", "shopping"),
                            ("garden", "garden"),
                            ("handiwork", "small jobs in the house"),
                            ("transport", "a lift"),
                            ("paperwork", "letters and forms"),
                            ("computer", "phone or computer"),
                            ("children", "children or reading aloud"),
                            ("pets", "pets"),
                            ("crafts", "crafts, music or games"),
                            ("other", "something else"),
                        ],
                        max_length=20,
                        verbose_name="what",
                    ),
                ),
                ("wording", models.CharField(blank=True, max_length=300, verbose_name="in own words")),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="since")),
                ("ends_on", models.DateField(blank=True, help_text="The first day on which this no longer holds.", null=True, verbose_name="until")),
                (
                    "matched_with",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="matches",
                        to="participants.exchange",
                        verbose_name="matched with",
                    ),
                ),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="exchanges", to="participants.trajectory", verbose_name="trajectory"
                    ),
                ),
            ],
            options={
                "verbose_name": "offer or question",
                "verbose_name_plural": "offers and questions",
                "ordering": ("direction", "kind", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__isnull", True), ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="exchange_dates",
                        violation_error_message="This cannot end before it starts.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Measurement",
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
                ("measured_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="date")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="recorded by"
                    ),
                ),
                (
                    "instrument",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measurements",
                        to="programmes.instrument",
                        verbose_name="instrument",
                    ),
                ),
                (
                    "about",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to="participants.person", verbose_name="about"),
                ),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="measurements",
                        to="participants.trajectory",
                        verbose_name="trajectory",
                    ),
                ),
            ],
            options={
                "verbose_name": "measurement",
                "verbose_name_plural": "measurements",
                "ordering": ("measured_on", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("trajectory", "instrument", "moment", "about"),
                        name="measurement_once",
                        violation_error_message="This was already measured at this moment. Change that measurement.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalGroupAnswers",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("answers", casetrack.models.JSONField(default=dict, verbose_name="answers")),
                ("scores", casetrack.models.JSONField(default=dict, verbose_name="scores")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "measurement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="participants.measurement",
                        verbose_name="measurement",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical answers for group results",
                "verbose_name_plural": "historical answers for group results",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAnswers",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("answers", casetrack.models.JSONField(default=dict, verbose_name="answers")),
                ("scores", casetrack.models.JSONField(default=dict, verbose_name="scores")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "measurement",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="participants.measurement",
                        verbose_name="measurement",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical answers",
                "verbose_name_plural": "historical answers",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="GroupAnswers",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("answers", casetrack.models.JSONField(default=dict, verbose_name="answers")),
                ("scores", casetrack.models.JSONField(default=dict, verbose_name="scores")),
                (
                    "measurement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="group_answers",
                        to="participants.measurement",
                        verbose_name="measurement",
                    ),
                ),
            ],
            options={
                "verbose_name": "answers for group results",
                "verbose_name_plural": "answers for group results",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Answers",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("answers", casetrack.models.JSONField(default=dict, verbose_name="answers")),
                ("scores", casetrack.models.JSONField(default=dict, verbose_name="scores")),
                (
                    "measurement",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.PROTECT, related_name="answers", to="participants.measurement", verbose_name="measurement"
                    ),
                ),
            ],
            options={
                "verbose_name": "answers",
                "verbose_name_plural": "answers",
                "ordering": ("pk",),
            },
        ),
        migrations.CreateModel(
            name="Theme",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("wording", models.CharField(max_length=300, verbose_name="in own words")),
                ("rank", models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name="rank")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="no longer a theme since")),
                (
                    "life_area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="themes",
                        to="programmes.lifearea",
                        verbose_name="life area",
                    ),
                ),
                (
                    "wish",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="themes",
                        to="programmes.wish",
                        verbose_name="wish",
                    ),
                ),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="themes", to="participants.trajectory", verbose_name="trajectory"
                    ),
                ),
            ],
            options={
                "verbose_name": "theme",
                "verbose_name_plural": "themes",
                "ordering": ("rank", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Goal",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("wording", models.CharField(max_length=300, verbose_name="goal in own words")),
                ("set_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="set on")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "working on it"), ("reached", "reached"), ("partly", "partly reached"), ("dropped", "dropped")],
                        default="open",
                        max_length=10,
                        verbose_name="how it stands",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                (
                    "life_area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="goals",
                        to="programmes.lifearea",
                        verbose_name="life area",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="goals", to="participants.theme", verbose_name="theme"
                    ),
                ),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="goals", to="participants.trajectory", verbose_name="trajectory"
                    ),
                ),
            ],
            options={
                "verbose_name": "goal",
                "verbose_name_plural": "goals",
                "ordering": ("set_on", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("set_on__isnull", True), ("closed_on__isnull", True), ("closed_on__gte", models.F("set_on")), _connector="OR"
                        ),
                        name="goal_dates",
                        violation_error_message="A goal cannot be closed before it was set.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("closed_on__isnull", True), ("state", "open")),
                            models.Q(models.Q(("state", "open"), _negated=True), ("closed_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="goal_closed",
                        violation_error_message="A goal that is closed has a day, and one that is open has none.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Task",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("wording", models.CharField(max_length=300, verbose_name="small step")),
                ("who", models.CharField(help_text="The participant, you, or somebody else, in words.", max_length=100, verbose_name="who does it")),
                (
                    "help_step",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own_strength", "own strength"),
                            ("informal", "informal network"),
                            ("volunteer", "volunteer"),
                            ("general", "general service"),
                            ("professional", "professional care"),
                        ],
                        max_length=20,
                        verbose_name="kind of help",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="when")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                ("dropped_on", models.DateField(blank=True, null=True, verbose_name="no longer needed since")),
                (
                    "done_in",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="done_tasks",
                        to="participants.contactmoment",
                        verbose_name="ticked off in",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="participants.goal", verbose_name="goal"),
                ),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="tasks", to="participants.trajectory", verbose_name="trajectory"
                    ),
                ),
            ],
            options={
                "verbose_name": "task",
                "verbose_name_plural": "tasks",
                "ordering": ("due_on", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("done_on__isnull", True), ("dropped_on__isnull", True), _connector="OR"),
                        name="task_done_or_dropped",
                        violation_error_message="A task is either done or no longer needed.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Pause",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="pauses", to="participants.trajectory", verbose_name="trajectory"
                    ),
                ),
            ],
            options={
                "verbose_name": "pause",
                "verbose_name_plural": "pauses",
                "ordering": ("starts_on", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__isnull", True), ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="pause_dates",
                        violation_error_message="A pause cannot end before it starts.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("trajectory",),
                        name="pause_one_open",
                        violation_error_message="This trajectory is already paused.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="NetworkMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "person"), ("organisation", "organisation")], default="person", max_length=15, verbose_name="what"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "tie",
                    models.CharField(
                        choices=[("informal", "informal"), ("formal", "formal")], default="informal", max_length=10, verbose_name="informal or formal"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("partner", "partner"),
                            ("child", "child"),
                            ("family", "other family"),
                            ("friend", "friend"),
                            ("neighbour", "neighbour"),
                            ("carer", "informal carer"),
                            ("volunteer", "volunteer"),
                            ("club", "club, church or village group"),
                            ("gp", "general practitioner"),
                            ("district_nurse", "district nurse"),
                            ("home_care", "home care or domestic help"),
                            ("physiotherapist", "physiotherapist"),
                            ("welfare", "welfare worker"),
                            ("housing", "housing corporation"),
                            ("municipality", "municipality"),
                            ("other", "other"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("role_words", models.CharField(blank=True, max_length=100, verbose_name="role in own words")),
                (
                    "closeness",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "close"), (2, "in between"), (3, "further away")], default=2, verbose_name="how close"
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                (
                    "may_be_contacted",
                    models.BooleanField(default=False, help_text="The participant and this contact both agree.", verbose_name="may be contacted"),
                ),
                ("contact_agreed_on", models.DateField(blank=True, null=True, verbose_name="agreed on")),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="in the network since")),
                (
                    "ends_on",
                    models.DateField(blank=True, help_text="The first day on which this contact no longer counts.", null=True, verbose_name="until"),
                ),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="network", to="participants.trajectory", verbose_name="trajectory"
                    ),
                ),
            ],
            options={
                "verbose_name": "member of the network",
                "verbose_name_plural": "network",
                "ordering": ("closeness", "name", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__isnull", True), ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="network_member_dates",
                        violation_error_message="A contact cannot leave the network before being in it.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("contact_agreed_on__isnull", True), ("may_be_contacted", False)),
                            models.Q(("contact_agreed_on__isnull", False), ("may_be_contacted", True)),
                            _connector="OR",
                        ),
                        name="network_member_consent",
                        violation_error_message="Give the day on which it was agreed that this contact may be contacted.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalTrajectoryException",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("reason", models.TextField(help_text="Why this colleague needs to see this dossier.", verbose_name="reason")),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="from")),
                ("ends_on", models.DateField(help_text="The first day without this access.", verbose_name="until")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "granted_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="granted by",
                    ),
                ),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "permission",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="auth.permission",
                    ),
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
                    ),
                ),
                (
                    "content_object",
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
                "verbose_name": "historical access for a colleague",
                "verbose_name_plural": "historical access for colleagues",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTheme",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("wording", models.CharField(max_length=300, verbose_name="in own words")),
                ("rank", models.PositiveSmallIntegerField(validators=[django.core.validators.MinValueValidator(1)], verbose_name="rank")),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="no longer a theme since")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "life_area",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.lifearea",
                        verbose_name="life area",
                    ),
                ),
                (
                    "wish",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.wish",
                        verbose_name="wish",
                    ),
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
                "verbose_name": "historical theme",
                "verbose_name_plural": "historical themes",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalTask",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("wording", models.CharField(max_length=300, verbose_name="small step")),
                ("who", models.CharField(help_text="The participant, you, or somebody else, in words.", max_length=100, verbose_name="who does it")),
                (
                    "help_step",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("own_strength", "own strength"),
                            ("informal", "informal network"),
                            ("volunteer", "volunteer"),
                            ("general", "general service"),
                            ("professional", "professional care"),
                        ],
                        max_length=20,
                        verbose_name="kind of help",
                    ),
                ),
                ("due_on", models.DateField(blank=True, null=True, verbose_name="when")),
                ("done_on", models.DateField(blank=True, null=True, verbose_name="done on")),
                ("dropped_on", models.DateField(blank=True, null=True, verbose_name="no longer needed since")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "done_in",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="participants.contactmoment",
                        verbose_name="ticked off in",
                    ),
                ),
                (
                    "goal",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="participants.goal",
                        verbose_name="goal",
                    ),
                ),
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
                "verbose_name": "historical task",
                "verbose_name_plural": "historical tasks",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalPause",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("starts_on", models.DateField(verbose_name="from")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="until")),
                ("reason", models.TextField(blank=True, verbose_name="reason")),
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
                "verbose_name": "historical pause",
                "verbose_name_plural": "historical pauses",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalNetworkMember",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                (
                    "kind",
                    models.CharField(
                        choices=[("person", "person"), ("organisation", "organisation")], default="person", max_length=15, verbose_name="what"
                    ),
                ),
                ("name", models.CharField(max_length=200, verbose_name="name")),
                (
                    "tie",
                    models.CharField(
                        choices=[("informal", "informal"), ("formal", "formal")], default="informal", max_length=10, verbose_name="informal or formal"
                    ),
                ),
                (
                    "role",
                    models.CharField(
                        choices=[
                            ("partner", "partner"),
                            ("child", "child"),
                            ("family", "other family"),
                            ("friend", "friend"),
                            ("neighbour", "neighbour"),
                            ("carer", "informal carer"),
                            ("volunteer", "volunteer"),
                            ("club", "club, church or village group"),
                            ("gp", "general practitioner"),
                            ("district_nurse", "district nurse"),
                            ("home_care", "home care or domestic help"),
                            ("physiotherapist", "physiotherapist"),
                            ("welfare", "welfare worker"),
                            ("housing", "housing corporation"),
                            ("municipality", "municipality"),
                            ("other", "other"),
                        ],
                        max_length=20,
                        verbose_name="role",
                    ),
                ),
                ("role_words", models.CharField(blank=True, max_length=100, verbose_name="role in own words")),
                (
                    "closeness",
                    models.PositiveSmallIntegerField(
                        choices=[(1, "close"), (2, "in between"), (3, "further away")], default=2, verbose_name="how close"
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                (
                    "may_be_contacted",
                    models.BooleanField(default=False, help_text="The participant and this contact both agree.", verbose_name="may be contacted"),
                ),
                ("contact_agreed_on", models.DateField(blank=True, null=True, verbose_name="agreed on")),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="in the network since")),
                (
                    "ends_on",
                    models.DateField(blank=True, help_text="The first day on which this contact no longer counts.", null=True, verbose_name="until"),
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
                "verbose_name": "historical member of the network",
                "verbose_name_plural": "historical network",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalMeasurement",
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
                ("measured_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="date")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="recorded by",
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
                (
                    "about",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="participants.person",
                        verbose_name="about",
                    ),
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
                "verbose_name": "historical measurement",
                "verbose_name_plural": "historical measurements",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalHelpRequest",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                (
                    "question",
                    models.TextField(
                        help_text="Do not name the participant. The achterwacht sees the question, not the dossier.", verbose_name="question"
                    ),
                ),
                ("asked_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="asked on")),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="answered on")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="asked by",
                    ),
                ),
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
                "verbose_name": "historical question to the achterwacht",
                "verbose_name_plural": "historical questions to the achterwacht",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalGoal",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("wording", models.CharField(max_length=300, verbose_name="goal in own words")),
                ("set_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="set on")),
                (
                    "state",
                    models.CharField(
                        choices=[("open", "working on it"), ("reached", "reached"), ("partly", "partly reached"), ("dropped", "dropped")],
                        default="open",
                        max_length=10,
                        verbose_name="how it stands",
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "life_area",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.lifearea",
                        verbose_name="life area",
                    ),
                ),
                (
                    "theme",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="participants.theme",
                        verbose_name="theme",
                    ),
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
                "verbose_name": "historical goal",
                "verbose_name_plural": "historical goals",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalExchange",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                (
                    "direction",
                    models.CharField(
                        choices=[("offer", "can do for others"), ("ask", "would like from somebody")], max_length=10, verbose_name="offers or asks"
                    ),
                ),
                (
                    "kind",
                    models.CharField(
                        choices=[
                            ("company", "company, coffee or a talk"),
                            ("walk", "a walk or an outing"),
                            ("cooking", "cooking or eating together"),
                            ("shopping", "shopping"),
                            ("garden", "garden"),
                            ("handiwork", "small jobs in the house"),
                            ("transport", "a lift"),
                            ("paperwork", "letters and forms"),
                            ("computer", "phone or computer"),
                            ("children", "children or reading aloud"),
                            ("pets", "pets"),
                            ("crafts", "crafts, music or games"),
                            ("other", "something else"),
                        ],
                        max_length=20,
                        verbose_name="what",
                    ),
                ),
                ("wording", models.CharField(blank=True, max_length=300, verbose_name="in own words")),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="since")),
                ("ends_on", models.DateField(blank=True, help_text="The first day on which this no longer holds.", null=True, verbose_name="until")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "history_user",
                    models.ForeignKey(null=True, on_delete=django.db.models.deletion.SET_NULL, related_name="+", to=settings.AUTH_USER_MODEL),
                ),
                (
                    "matched_with",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="participants.exchange",
                        verbose_name="matched with",
                    ),
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
                "verbose_name": "historical offer or question",
                "verbose_name_plural": "historical offers and questions",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalContactMoment",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("held_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="date")),
                (
                    "channel",
                    models.CharField(
                        choices=[
                            ("phone", "phone"),
                            ("visit", "home visit"),
                            ("location", "on location"),
                            ("video", "video call"),
                            ("email", "e-mail"),
                            ("chat", "chat"),
                            ("letter", "letter"),
                            ("group", "group"),
                        ],
                        max_length=20,
                        verbose_name="how",
                    ),
                ),
                (
                    "result",
                    models.CharField(
                        choices=[
                            ("spoken", "spoken"),
                            ("not_reached", "not reached"),
                            ("no_contact_wanted", "does not want contact"),
                            ("appointment", "appointment made"),
                            ("help_accepted", "help accepted"),
                            ("already_helped", "already gets help"),
                        ],
                        default="spoken",
                        max_length=20,
                        verbose_name="result",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                ("next_on", models.DateField(blank=True, null=True, verbose_name="next appointment")),
                ("next_at", models.TimeField(blank=True, null=True, verbose_name="at")),
                ("history_id", models.AutoField(primary_key=True, serialize=False)),
                ("history_date", models.DateTimeField(db_index=True)),
                ("history_change_reason", models.TextField(null=True)),
                ("history_type", models.CharField(choices=[("+", "Created"), ("~", "Changed"), ("-", "Deleted")], max_length=1)),
                (
                    "author",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="author",
                    ),
                ),
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
                "verbose_name": "historical contact moment",
                "verbose_name_plural": "historical contact moments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalConsent",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("achterwacht_reads", "the achterwacht may read the dossier"),
                            ("referral", "share what is needed for a referral"),
                            ("story", "tell their story without names"),
                            ("network", "contact people of the network"),
                        ],
                        max_length=30,
                        verbose_name="what for",
                    ),
                ),
                (
                    "recipient",
                    models.CharField(blank=True, help_text="Who may then see or do this, in words.", max_length=200, verbose_name="to whom"),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[("spoken", "spoken"), ("written", "written")], default="spoken", max_length=10, verbose_name="how it was given"
                    ),
                ),
                ("wording", models.TextField(blank=True, help_text="The question as it was put to the participant.", verbose_name="what was asked")),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="given on")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="withdrawn on")),
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
                "verbose_name": "historical consent",
                "verbose_name_plural": "historical consents",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAttendance",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("present", "present"), ("excused", "absent with notice"), ("absent", "absent without notice")],
                        max_length=10,
                        verbose_name="attendance",
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1440)],
                        verbose_name="minutes",
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
                    "session",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.session",
                        verbose_name="session",
                    ),
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
                "verbose_name": "historical attendance",
                "verbose_name_plural": "historical attendance",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalAssignment",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                (
                    "role",
                    models.CharField(
                        choices=[("coach", "coach"), ("buddy", "buddy"), ("spil", "Spil"), ("achterwacht", "achterwacht")],
                        default="coach",
                        max_length=30,
                        verbose_name="role",
                    ),
                ),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="from")),
                ("ends_on", models.DateField(blank=True, help_text="The first day without this role.", null=True, verbose_name="until")),
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
                "verbose_name": "historical assignment",
                "verbose_name_plural": "historical assignments",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HelpRequest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                (
                    "question",
                    models.TextField(
                        help_text="Do not name the participant. The achterwacht sees the question, not the dossier.", verbose_name="question"
                    ),
                ),
                ("asked_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="asked on")),
                ("answer", models.TextField(blank=True, verbose_name="answer")),
                ("answered_on", models.DateField(blank=True, null=True, verbose_name="answered on")),
                (
                    "answered_by",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="answered by",
                    ),
                ),
                (
                    "asked_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="asked by"
                    ),
                ),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="help_requests",
                        to="participants.trajectory",
                        verbose_name="trajectory",
                    ),
                ),
            ],
            options={
                "verbose_name": "question to the achterwacht",
                "verbose_name_plural": "questions to the achterwacht",
                "ordering": ("-asked_on", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("answer", ""), ("answered_by__isnull", True), ("answered_on__isnull", True)),
                            models.Q(("answered_by__isnull", False), ("answered_on__isnull", False), models.Q(("answer", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="help_request_answer",
                        violation_error_message="An answer has a text, a day and somebody who gave it.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Consent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                (
                    "purpose",
                    models.CharField(
                        choices=[
                            ("achterwacht_reads", "the achterwacht may read the dossier"),
                            ("referral", "share what is needed for a referral"),
                            ("story", "tell their story without names"),
                            ("network", "contact people of the network"),
                        ],
                        max_length=30,
                        verbose_name="what for",
                    ),
                ),
                (
                    "recipient",
                    models.CharField(blank=True, help_text="Who may then see or do this, in words.", max_length=200, verbose_name="to whom"),
                ),
                (
                    "how",
                    models.CharField(
                        choices=[("spoken", "spoken"), ("written", "written")], default="spoken", max_length=10, verbose_name="how it was given"
                    ),
                ),
                ("wording", models.TextField(blank=True, help_text="The question as it was put to the participant.", verbose_name="what was asked")),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="given on")),
                ("ends_on", models.DateField(blank=True, null=True, verbose_name="withdrawn on")),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="consents", to="participants.trajectory", verbose_name="trajectory"
                    ),
                ),
            ],
            options={
                "verbose_name": "consent",
                "verbose_name_plural": "consents",
                "ordering": ("-starts_on", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__isnull", True), ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="consent_dates",
                        violation_error_message="Consent cannot be withdrawn before it was given.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("trajectory", "purpose", "recipient"),
                        name="consent_once",
                        violation_error_message="This consent is already recorded.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="Attendance",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                (
                    "status",
                    models.CharField(
                        choices=[("present", "present"), ("excused", "absent with notice"), ("absent", "absent without notice")],
                        max_length=10,
                        verbose_name="attendance",
                    ),
                ),
                (
                    "minutes",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(0), django.core.validators.MaxValueValidator(1440)],
                        verbose_name="minutes",
                    ),
                ),
                (
                    "session",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attendances", to="programmes.session", verbose_name="session"
                    ),
                ),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="attendances",
                        to="participants.trajectory",
                        verbose_name="trajectory",
                    ),
                ),
            ],
            options={
                "verbose_name": "attendance",
                "verbose_name_plural": "attendance",
                "ordering": ("session", "pk"),
                "constraints": [
                    models.UniqueConstraint(
                        fields=("session", "trajectory"),
                        name="attendance_once",
                        violation_error_message="Attendance is already recorded for this session.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="Assignment",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                (
                    "role",
                    models.CharField(
                        choices=[("coach", "coach"), ("buddy", "buddy"), ("spil", "Spil"), ("achterwacht", "achterwacht")],
                        default="coach",
                        max_length=30,
                        verbose_name="role",
                    ),
                ),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="from")),
                ("ends_on", models.DateField(blank=True, help_text="The first day without this role.", null=True, verbose_name="until")),
                (
                    "user",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="assignments", to=settings.AUTH_USER_MODEL, verbose_name="user"
                    ),
                ),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="assignments",
                        to="participants.trajectory",
                        verbose_name="trajectory",
                    ),
                ),
            ],
            options={
                "verbose_name": "assignment",
                "verbose_name_plural": "assignments",
                "ordering": ("-starts_on", "-pk"),
                "indexes": [models.Index(fields=["user", "role", "trajectory"], name="assignment_of_user")],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__isnull", True), ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="assignment_dates",
                        violation_error_message="An assignment cannot end before it starts.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("trajectory", "user", "role"),
                        name="assignment_once",
                        violation_error_message="This colleague is already assigned to this trajectory.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="TrajectoryException",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("reason", models.TextField(help_text="Why this colleague needs to see this dossier.", verbose_name="reason")),
                ("starts_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="from")),
                ("ends_on", models.DateField(help_text="The first day without this access.", verbose_name="until")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                (
                    "content_object",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="exceptions",
                        to="participants.trajectory",
                        verbose_name="trajectory",
                    ),
                ),
                (
                    "granted_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="granted by"
                    ),
                ),
                ("permission", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="auth.permission")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "access for a colleague",
                "verbose_name_plural": "access for colleagues",
                "ordering": ("-starts_on", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(("ends_on__gte", models.F("starts_on"))),
                        name="exception_dates",
                        violation_error_message="Access cannot end before it starts.",
                    )
                ],
            },
        ),
        migrations.CreateModel(
            name="HouseholdMember",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                (
                    "relation",
                    models.CharField(
                        choices=[
                            ("adult", "adult"),
                            ("partner", "partner"),
                            ("child", "child"),
                            ("parent", "parent or grandparent"),
                            ("other", "somebody else who lives there"),
                        ],
                        max_length=20,
                        verbose_name="who this is",
                    ),
                ),
                ("starts_on", models.DateField(blank=True, null=True, verbose_name="lives here since")),
                (
                    "ends_on",
                    models.DateField(
                        blank=True, help_text="The first day on which this person no longer lives here.", null=True, verbose_name="until"
                    ),
                ),
                (
                    "household",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="members", to="participants.household", verbose_name="household"
                    ),
                ),
                (
                    "person",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="memberships", to="participants.person", verbose_name="person"
                    ),
                ),
            ],
            options={
                "verbose_name": "member of a household",
                "verbose_name_plural": "members of a household",
                "ordering": ("household", "pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("starts_on__isnull", True), ("ends_on__isnull", True), ("ends_on__gte", models.F("starts_on")), _connector="OR"
                        ),
                        name="household_member_dates",
                        violation_error_message="Living in a household cannot end before it starts.",
                    ),
                    models.UniqueConstraint(
                        condition=models.Q(("ends_on__isnull", True)),
                        fields=("household", "person"),
                        name="household_member_once",
                        violation_error_message="This person already lives in this household.",
                    ),
                ],
            },
        ),
    ]
