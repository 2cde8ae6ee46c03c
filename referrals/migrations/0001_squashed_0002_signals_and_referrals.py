import casetrack.models
import django.core.validators
import django.db.models.deletion
import django.utils.timezone
import referrals.choices
import simple_history.models
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [("referrals", "0001_initial"), ("referrals", "0002_signals_and_referrals")]

    dependencies = [
        ("casetrack", "__first__"),
        ("participants", "0001_initial"),
        ("programmes", "0001_initial"),
    ]

    operations = [
        migrations.CreateModel(
            name="HistoricalImportFile",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="uploaded at")),
                ("participants_name", models.CharField(blank=True, max_length=255, verbose_name="file with participants")),
                ("outcomes_name", models.CharField(blank=True, max_length=255, verbose_name="file with outcomes")),
                (
                    "state",
                    models.CharField(
                        choices=[("uploaded", "uploaded, not yet imported"), ("imported", "imported"), ("dropped", "cancelled")],
                        default="uploaded",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("result", casetrack.models.JSONField(blank=True, default=dict, verbose_name="result")),
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
                    "uploaded_by",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to=settings.AUTH_USER_MODEL,
                        verbose_name="uploaded by",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical import",
                "verbose_name_plural": "historical imports",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalReferral",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("reason", models.TextField(verbose_name="reason")),
                ("referred_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="referred on")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("helped", "gets help there"),
                            ("waiting_list", "on a waiting list"),
                            ("not_accepted", "not accepted"),
                            ("did_not_go", "did not go"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=20,
                        verbose_name="result",
                    ),
                ),
                ("result_on", models.DateField(blank=True, null=True, verbose_name="date of the result")),
                ("result_note", models.TextField(blank=True, verbose_name="about the result")),
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
                        verbose_name="referred by",
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
                        verbose_name="referred to",
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
                "verbose_name": "historical referral",
                "verbose_name_plural": "historical referrals",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="HistoricalSignUp",
            fields=[
                ("id", models.BigIntegerField(auto_created=True, blank=True, db_index=True, verbose_name="ID")),
                ("history_why", models.TextField(blank=True, default="")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(db_index=True, default=None, editable=False, null=True)),
                ("received_on", models.DateField(verbose_name="received on")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("self", "the person themselves"),
                            ("family", "family"),
                            ("neighbour", "neighbour"),
                            ("volunteer", "volunteer"),
                            ("gp", "general practitioner"),
                            ("district_nurse", "district nurse"),
                            ("home_care", "home care or domestic help"),
                            ("housing", "housing corporation"),
                            ("physiotherapist", "physiotherapist"),
                            ("welfare", "welfare organisation"),
                            ("school", "school"),
                            ("municipality", "municipality"),
                            ("municipal_taxes", "municipal taxes office"),
                            ("other", "somebody else"),
                        ],
                        max_length=30,
                        verbose_name="who signs up",
                    ),
                ),
                (
                    "signals",
                    casetrack.models.JSONField(
                        blank=True, default=list, validators=[referrals.choices.check_signals], verbose_name="what it is about"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=601, verbose_name="name as told")),
                (
                    "birth_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1900), django.core.validators.MaxValueValidator(2200)],
                        verbose_name="year of birth",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("street", models.CharField(blank=True, max_length=200, verbose_name="street and number")),
                ("postcode", models.CharField(blank=True, max_length=10, verbose_name="postcode")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="place")),
                ("explanation", models.TextField(blank=True, verbose_name="what was told")),
                ("reporter_name", models.CharField(blank=True, max_length=200, verbose_name="name of whoever signs up somebody else")),
                ("reporter_phone", models.CharField(blank=True, max_length=40, verbose_name="phone of whoever signs up somebody else")),
                ("reporter_email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address of whoever signs up somebody else")),
                (
                    "told_on",
                    models.DateField(
                        blank=True, help_text="When the person heard that they were signed up.", null=True, verbose_name="told about it on"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                (
                    "close_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_contact_wanted", "does not want contact"),
                            ("not_reached", "not reached"),
                            ("already_helped", "already gets help"),
                            ("referred", "referred to other help"),
                            ("not_eligible", "not for this programme"),
                            ("duplicate", "entered twice"),
                            ("expired", "expired: nobody acted on it for three months"),
                            ("other", "other"),
                        ],
                        max_length=30,
                        verbose_name="why it was closed",
                    ),
                ),
                ("emptied_on", models.DateField(blank=True, help_text="Since then it is only counted.", null=True, verbose_name="emptied on")),
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
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="programmes.organisation",
                        verbose_name="brought by",
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
                "verbose_name": "historical sign-up",
                "verbose_name_plural": "historical sign-ups",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ImportFile",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("uploaded_at", models.DateTimeField(default=django.utils.timezone.now, verbose_name="uploaded at")),
                ("participants_name", models.CharField(blank=True, max_length=255, verbose_name="file with participants")),
                ("outcomes_name", models.CharField(blank=True, max_length=255, verbose_name="file with outcomes")),
                (
                    "state",
                    models.CharField(
                        choices=[("uploaded", "uploaded, not yet imported"), ("imported", "imported"), ("dropped", "cancelled")],
                        default="uploaded",
                        max_length=10,
                        verbose_name="state",
                    ),
                ),
                ("result", casetrack.models.JSONField(blank=True, default=dict, verbose_name="result")),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="imports", to="programmes.edition", verbose_name="edition"
                    ),
                ),
                (
                    "uploaded_by",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="uploaded by"
                    ),
                ),
            ],
            options={
                "verbose_name": "import",
                "verbose_name_plural": "imports",
                "ordering": ("-uploaded_at", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="SignUp",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("received_on", models.DateField(verbose_name="received on")),
                (
                    "source",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("self", "the person themselves"),
                            ("family", "family"),
                            ("neighbour", "neighbour"),
                            ("volunteer", "volunteer"),
                            ("gp", "general practitioner"),
                            ("district_nurse", "district nurse"),
                            ("home_care", "home care or domestic help"),
                            ("housing", "housing corporation"),
                            ("physiotherapist", "physiotherapist"),
                            ("welfare", "welfare organisation"),
                            ("school", "school"),
                            ("municipality", "municipality"),
                            ("municipal_taxes", "municipal taxes office"),
                            ("other", "somebody else"),
                        ],
                        max_length=30,
                        verbose_name="who signs up",
                    ),
                ),
                (
                    "signals",
                    casetrack.models.JSONField(
                        blank=True, default=list, validators=[referrals.choices.check_signals], verbose_name="what it is about"
                    ),
                ),
                ("name", models.CharField(blank=True, max_length=601, verbose_name="name as told")),
                (
                    "birth_year",
                    models.PositiveSmallIntegerField(
                        blank=True,
                        null=True,
                        validators=[django.core.validators.MinValueValidator(1900), django.core.validators.MaxValueValidator(2200)],
                        verbose_name="year of birth",
                    ),
                ),
                ("phone", models.CharField(blank=True, max_length=40, verbose_name="phone")),
                ("email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address")),
                ("street", models.CharField(blank=True, max_length=200, verbose_name="street and number")),
                ("postcode", models.CharField(blank=True, max_length=10, verbose_name="postcode")),
                ("place", models.CharField(blank=True, max_length=100, verbose_name="place")),
                ("explanation", models.TextField(blank=True, verbose_name="what was told")),
                ("reporter_name", models.CharField(blank=True, max_length=200, verbose_name="name of whoever signs up somebody else")),
                ("reporter_phone", models.CharField(blank=True, max_length=40, verbose_name="phone of whoever signs up somebody else")),
                ("reporter_email", models.EmailField(blank=True, max_length=254, verbose_name="e-mail address of whoever signs up somebody else")),
                (
                    "told_on",
                    models.DateField(
                        blank=True, help_text="When the person heard that they were signed up.", null=True, verbose_name="told about it on"
                    ),
                ),
                ("closed_on", models.DateField(blank=True, null=True, verbose_name="closed on")),
                (
                    "close_reason",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("no_contact_wanted", "does not want contact"),
                            ("not_reached", "not reached"),
                            ("already_helped", "already gets help"),
                            ("referred", "referred to other help"),
                            ("not_eligible", "not for this programme"),
                            ("duplicate", "entered twice"),
                            ("expired", "expired: nobody acted on it for three months"),
                            ("other", "other"),
                        ],
                        max_length=30,
                        verbose_name="why it was closed",
                    ),
                ),
                ("emptied_on", models.DateField(blank=True, help_text="Since then it is only counted.", null=True, verbose_name="emptied on")),
                (
                    "area",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_ups",
                        to="programmes.area",
                        verbose_name="area",
                    ),
                ),
                (
                    "edition",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="sign_ups", to="programmes.edition", verbose_name="edition"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_ups",
                        to="programmes.organisation",
                        verbose_name="brought by",
                    ),
                ),
                (
                    "trajectory",
                    models.OneToOneField(
                        blank=True,
                        null=True,
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="sign_up",
                        to="participants.trajectory",
                        verbose_name="trajectory",
                    ),
                ),
            ],
            options={
                "verbose_name": "sign-up",
                "verbose_name_plural": "sign-ups",
                "ordering": ("-received_on", "-pk"),
                "indexes": [
                    models.Index(fields=["organisation", "-received_on", "-id"], name="sign_up_of_partner"),
                    models.Index(fields=["edition", "-received_on", "-id"], name="sign_up_of_edition"),
                ],
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("received_on__isnull", True), ("closed_on__isnull", True), ("closed_on__gte", models.F("received_on")), _connector="OR"
                        ),
                        name="sign_up_closed",
                        violation_error_message="A sign-up cannot be closed before it came in.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("close_reason", ""), ("closed_on__isnull", True)),
                            models.Q(("closed_on__isnull", False), models.Q(("close_reason", ""), _negated=True)),
                            _connector="OR",
                        ),
                        name="sign_up_close_reason",
                        violation_error_message="A sign-up is closed with a day and a reason.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(("trajectory__isnull", True), ("closed_on__isnull", True), _connector="OR"),
                        name="sign_up_trajectory_or_closed",
                        violation_error_message="A sign-up becomes a trajectory or is closed, not both.",
                    ),
                ],
            },
        ),
        migrations.CreateModel(
            name="HistoricalContactAttempt",
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
                        max_length=20,
                        verbose_name="result",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
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
                    "sign_up",
                    models.ForeignKey(
                        blank=True,
                        db_constraint=False,
                        null=True,
                        on_delete=django.db.models.deletion.DO_NOTHING,
                        related_name="+",
                        to="referrals.signup",
                        verbose_name="sign-up",
                    ),
                ),
            ],
            options={
                "verbose_name": "historical attempt to reach somebody",
                "verbose_name_plural": "historical attempts to reach somebody",
                "ordering": ("-history_date", "-history_id"),
                "get_latest_by": ("history_date", "history_id"),
            },
            bases=(simple_history.models.HistoricalChanges, models.Model),
        ),
        migrations.CreateModel(
            name="ContactAttempt",
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
                        max_length=20,
                        verbose_name="result",
                    ),
                ),
                ("note", models.TextField(blank=True, verbose_name="note")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="author"
                    ),
                ),
                (
                    "sign_up",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="attempts", to="referrals.signup", verbose_name="sign-up"
                    ),
                ),
            ],
            options={
                "verbose_name": "attempt to reach somebody",
                "verbose_name_plural": "attempts to reach somebody",
                "ordering": ("-held_on", "-pk"),
            },
        ),
        migrations.CreateModel(
            name="ImportContent",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("kind", models.CharField(max_length=20)),
                ("content", models.BinaryField()),
                ("file", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, related_name="contents", to="referrals.importfile")),
            ],
            options={
                "verbose_name": "content of an import",
                "verbose_name_plural": "contents of imports",
                "ordering": ("pk",),
                "constraints": [models.UniqueConstraint(fields=("file", "kind"), name="import_content_once")],
            },
        ),
        migrations.CreateModel(
            name="Referral",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("version", models.PositiveIntegerField(default=1, editable=False)),
                ("submission", models.UUIDField(default=None, editable=False, null=True, unique=True)),
                ("reason", models.TextField(verbose_name="reason")),
                ("referred_on", models.DateField(default=django.utils.timezone.localdate, verbose_name="referred on")),
                (
                    "result",
                    models.CharField(
                        blank=True,
                        choices=[
                            ("helped", "gets help there"),
                            ("waiting_list", "on a waiting list"),
                            ("not_accepted", "not accepted"),
                            ("did_not_go", "did not go"),
                            ("withdrawn", "withdrawn"),
                        ],
                        max_length=20,
                        verbose_name="result",
                    ),
                ),
                ("result_on", models.DateField(blank=True, null=True, verbose_name="date of the result")),
                ("result_note", models.TextField(blank=True, verbose_name="about the result")),
                (
                    "author",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="referred by"
                    ),
                ),
                (
                    "consent",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="participants.consent", verbose_name="consent"
                    ),
                ),
                (
                    "organisation",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT,
                        related_name="referrals",
                        to="programmes.organisation",
                        verbose_name="referred to",
                    ),
                ),
                (
                    "trajectory",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.PROTECT, related_name="referrals", to="participants.trajectory", verbose_name="trajectory"
                    ),
                ),
            ],
            options={
                "verbose_name": "referral",
                "verbose_name_plural": "referrals",
                "ordering": ("-referred_on", "-pk"),
                "constraints": [
                    models.CheckConstraint(
                        condition=models.Q(
                            ("referred_on__isnull", True), ("result_on__isnull", True), ("result_on__gte", models.F("referred_on")), _connector="OR"
                        ),
                        name="referral_dates",
                        violation_error_message="The result cannot come before the referral.",
                    ),
                    models.CheckConstraint(
                        condition=models.Q(
                            models.Q(("result", ""), ("result_on__isnull", True)),
                            models.Q(models.Q(("result", ""), _negated=True), ("result_on__isnull", False)),
                            _connector="OR",
                        ),
                        name="referral_result",
                        violation_error_message="Give a result together with its date.",
                    ),
                ],
            },
        ),
    ]
