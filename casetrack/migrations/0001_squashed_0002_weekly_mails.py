import django.db.models.deletion
import django.utils.timezone
import uuid
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    initial = True

    replaces = [("casetrack", "0001_initial"), ("casetrack", "0002_weekly_mails")]

    dependencies = []

    operations = [
        migrations.CreateModel(
            name="User",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("password", models.CharField(max_length=128, verbose_name="password")),
                ("last_login", models.DateTimeField(blank=True, null=True, verbose_name="last login")),
                (
                    "email",
                    models.EmailField(
                        error_messages={"unique": "There is already a user with this e-mail address."},
                        max_length=254,
                        unique=True,
                        verbose_name="e-mail address",
                    ),
                ),
                ("first_name", models.CharField(max_length=150, verbose_name="first name")),
                ("last_name", models.CharField(max_length=150, verbose_name="last name")),
                (
                    "language",
                    models.CharField(
                        choices=[("nl", "Dutch"), ("de", "German"), ("en", "English")], default="nl", max_length=2, verbose_name="language"
                    ),
                ),
                ("is_active", models.BooleanField(default=True, verbose_name="active")),
                ("joined_at", models.DateTimeField(default=django.utils.timezone.now, editable=False, verbose_name="added on")),
            ],
            options={
                "verbose_name": "user",
                "verbose_name_plural": "users",
                "ordering": ("last_name", "first_name", "pk"),
            },
        ),
        migrations.CreateModel(
            name="Digest",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("week", models.DateField(help_text="The Monday of the week.")),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "weekly mail",
                "verbose_name_plural": "weekly mails",
                "ordering": ("-week", "pk"),
                "constraints": [models.UniqueConstraint(fields=("user", "week"), name="digest_once")],
            },
        ),
        migrations.CreateModel(
            name="Opening",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("at", models.DateTimeField(db_index=True, default=django.utils.timezone.now)),
                ("what", models.CharField(max_length=60)),
                ("key", models.CharField(blank=True, max_length=40)),
                ("rows", models.PositiveIntegerField(default=1)),
                ("user", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, related_name="+", to=settings.AUTH_USER_MODEL)),
            ],
            options={
                "verbose_name": "opening",
                "verbose_name_plural": "openings",
                "ordering": ("-at", "-pk"),
                "indexes": [models.Index(fields=["what", "key", "-at"], name="opening_of_a_row")],
            },
        ),
    ]
