"""User, and TrackedModel: a row with history, access and one way to be saved."""

import uuid
from typing import ClassVar

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords
from simple_history.signals import pre_create_historical_record

from casetrack import access


class UserManager(BaseUserManager):
    """Makes and finds users by e-mail address, in lower case."""

    def create_user(self, email, password=None, **fields):
        """A user with this e-mail address; without a password they must first set one by mail."""
        user = self.model(email=email.strip().lower(), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user

    def get_by_natural_key(self, email):
        """The user with this address, whatever the capitals."""
        return self.get(email=email.strip().lower())


class User(AbstractBaseUser):
    """Somebody who signs in. What they may do stands in dated memberships and assignments, never here."""

    email = models.EmailField(_("e-mail address"), unique=True, error_messages={"unique": _("There is already a user with this e-mail address.")})
    first_name = models.CharField(_("first name"), max_length=150)
    last_name = models.CharField(_("last name"), max_length=150)
    language = models.CharField(_("language"), max_length=2, choices=settings.LANGUAGES, default="nl")
    is_active = models.BooleanField(_("active"), default=True)
    joined_at = models.DateTimeField(_("added on"), default=timezone.now, editable=False)

    # Nobody passes the rules: libraries that ask find no staff and no superuser.
    is_staff = False
    is_superuser = False

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS = ["first_name", "last_name"]

    objects = UserManager()

    personal_fields = ("email", "first_name", "last_name", "password", "last_login")
    other_fields = ("id", "language", "is_active", "joined_at")

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        ordering = ("last_name", "first_name", "pk")

    def __str__(self):
        return self.get_full_name() or self.email

    def get_full_name(self):
        """First and last name."""
        return f"{self.first_name} {self.last_name}".strip()

    def get_short_name(self):
        """First name."""
        return self.first_name


class JSONField(models.JSONField):
    """JSON without SQLite's JSON_VALID check, which `trusted_schema=OFF` does not let a table use."""

    def db_check(self, connection):
        """No check in the database."""
        return None


class TrackedQuerySet(models.QuerySet):
    """Reads start with `allowed`; writes that would leave no history are refused."""

    def allowed(self, user, permission):
        """The rows on which `user` has `permission` today; see casetrack/access.py."""
        return access.allowed(self, user, permission)

    def update(self, **values):
        """Refused: it would leave no history."""
        raise TypeError("update() leaves no history; change the row with an action, or use casetrack.bulk")

    def bulk_create(self, *args, **kwargs):
        """Refused: it would leave no history."""
        raise TypeError("bulk_create() leaves no history; use casetrack.bulk")

    def bulk_update(self, *args, **kwargs):
        """Refused: it would leave no history."""
        raise TypeError("bulk_update() leaves no history; use casetrack.bulk")

    def delete(self):
        """Refused: it would leave no history."""
        raise TypeError("delete() of many rows leaves no readable history")


class HistoryRow(models.Model):
    """What every history row has besides the old values: the reason in the author's own words."""

    history_why = models.TextField(blank=True, default="")

    class Meta:
        abstract = True


class TrackedModel(models.Model):
    """A row whose every change writes one history row, in the same transaction, with author and event.

    A concrete model says how access reaches it: `programme_path` and `trajectory_path` are the
    columns on which grants filter; what is seen through trajectories names pairs in `access_through`
    instead: an own column, and the path from a trajectory that leads to it; `time_line_path` leads
    from such a row to the trajectories whose time line tells of it; `report_path` leads from a row to the report
    of discrimination that it is, or hangs on. `view_permission` opens it; `told_by`
    is the column by which the time line tells one row from another; `list_choices` names the value list of
    a column that holds a list; `personal_fields` and `other_fields` together name every column (the
    register of personal data).
    """

    version = models.PositiveIntegerField(default=1, editable=False)
    submission = models.UUIDField(null=True, unique=True, editable=False, default=None)

    objects = TrackedQuerySet.as_manager()
    history = HistoricalRecords(inherit=True, bases=[HistoryRow])

    programme_path = ""
    trajectory_path = ""
    access_through = ()
    time_line_path = ""
    report_path = ""
    list_choices: ClassVar[dict] = {}
    view_permission = None
    lookup_field = "pk"
    told_by = ""
    personal_fields = ()
    other_fields = ()

    class Meta:
        abstract = True

    def clean_fields(self, exclude=None):
        """Besides what each column asks: dates that a typing error does not put centuries away."""
        super().clean_fields(exclude=exclude)
        far = {
            column.name: _("Give a date between 1900 and 2200.")
            for column in self._meta.concrete_fields
            if type(column) is models.DateField and (day := getattr(self, column.attname)) and not 1900 <= day.year <= 2200
        }
        if far:
            raise ValidationError(far)

    @classmethod
    def kept_from(cls, user) -> Q | None:
        """Rows that `user` never sees, whatever the rules open (a personal interest, a private row); None where there are none."""
        return None

    @classmethod
    def seen_through(cls, cases) -> Q:
        """The rows that are seen by whoever may see these trajectories, where there is `access_through`."""
        opened = Q()
        for column, path in cls.access_through:
            opened |= Q(**{f"{column}__in": cases.filter(**{f"{path}__isnull": False}).values(path)})
        return opened

    @classmethod
    def history_in_words(cls, rows) -> dict[tuple, str]:
        """{(history_id, column): text} for columns that the time line cannot read by itself; an empty text is not shown."""
        return {}

    def record(self, event, *, by, why=""):
        """Validate and save; the one history row carries the event, its author and the reason given.

        Raises ValidationError with the message of the field or constraint that does not hold.
        """
        if not self._state.adding:
            self.version += 1
        self._history_user, self._change_reason, self._history_why = by, event.value, why
        self.full_clean()
        self.save()
        return self


def _add_reason(sender, instance, history_instance, **kwargs):
    history_instance.history_why = getattr(instance, "_history_why", "")


pre_create_historical_record.connect(_add_reason, dispatch_uid="casetrack.history_why")


class Opening(models.Model):
    """Who opened which dossier or export, and when: written before the answer leaves, never changed."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    at = models.DateTimeField(default=timezone.now, db_index=True)
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")  # who looked must stay known
    what = models.CharField(max_length=60)
    key = models.CharField(max_length=40, blank=True)
    rows = models.PositiveIntegerField(default=1)

    personal_fields = ("user",)
    other_fields = ("id", "at", "what", "key", "rows")

    class Meta:
        verbose_name = _("opening")
        verbose_name_plural = _("openings")
        ordering = ("-at", "-pk")
        indexes = [models.Index(fields=["what", "key", "-at"], name="opening_of_a_row")]


class Digest(models.Model):
    """That the weekly mail went to a user, so that sending twice sends it once; what it said is not kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")  # users are closed, never deleted
    week = models.DateField(help_text="The Monday of the week.")

    personal_fields = ("user",)
    other_fields = ("id", "week")

    class Meta:
        verbose_name = _("weekly mail")
        verbose_name_plural = _("weekly mails")
        ordering = ("-week", "pk")
        constraints = [models.UniqueConstraint(fields=["user", "week"], name="digest_once")]
