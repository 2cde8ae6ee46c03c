"""What comes in: sign-ups and signals, and the attempts to reach whoever they are about."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Case, Exists, OuterRef, Q, Subquery, Value, When
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.models import JSONField, TrackedQuerySet
from participants.choices import ContactChannel, ContactResult
from participants.models import DossierPart, Trajectory
from programmes.models import BASE_FIELDS, Area, Edition, Organisation, dates_in_order
from referrals.choices import SignalKind, SignalSource, SignUpEnd, SignUpState, check_signals, months_after, months_before

# A signal that nobody acted on in this time is no longer worked through, and is emptied.
EXPIRES_AFTER_MONTHS = 3
# Whoever was signed up by others must hear so within this time (GDPR, article 14).
TOLD_WITHIN_MONTHS = 1


class SignUpQuerySet(TrackedQuerySet):
    """Sign-ups, with where they stand."""

    def with_state(self, today=None):
        """Annotate `state` (SignUpState) as of today."""
        today = today or timezone.localdate()
        long_ago = months_before(today, EXPIRES_AFTER_MONTHS)
        tries = ContactAttempt._base_manager.filter(sign_up=OuterRef("pk"))
        return self.annotate(
            state=Case(
                When(trajectory__isnull=False, then=Value(SignUpState.BECAME_TRAJECTORY)),
                When(closed_on__isnull=False, then=Value(SignUpState.CLOSED)),
                When(~Exists(tries.filter(held_on__gt=long_ago)), received_on__lte=long_ago, then=Value(SignUpState.EXPIRED)),
                When(Exists(tries), then=Value(SignUpState.TRYING)),
                default=Value(SignUpState.NEW),
                output_field=models.CharField(),
            )
        )

    def with_last_try(self):
        """Annotate `last_try`: the day of the newest attempt to reach them, or none."""
        newest = ContactAttempt._base_manager.filter(sign_up=OuterRef("pk")).order_by("-held_on", "-pk")
        return self.annotate(last_try=Subquery(newest.values("held_on")[:1]))


class SignUp(DossierPart):
    """Somebody signs up, or is signed up by others; becomes a trajectory, or ends with a reason.

    A partner organisation sees the sign-ups that it brought itself, as it told them, and
    nothing of what came of them. Somebody about whom others gave a signal has not consented
    to anything yet: little is asked, and an unanswered signal expires and is emptied.
    """

    trajectory = models.OneToOneField(
        Trajectory,
        models.PROTECT,  # part of the dossier
        null=True,
        blank=True,
        related_name="sign_up",
        verbose_name=_("trajectory"),
    )
    edition = models.ForeignKey(
        Edition,
        models.PROTECT,  # the partner sees for what it was
        related_name="sign_ups",
        verbose_name=_("edition"),
    )
    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,  # the partner sees its own
        null=True,
        blank=True,
        related_name="sign_ups",
        verbose_name=_("brought by"),
    )
    area = models.ForeignKey(
        Area,
        models.PROTECT,  # decides which Spil sees it
        null=True,
        blank=True,
        related_name="sign_ups",
        verbose_name=_("area"),
    )
    received_on = models.DateField(_("received on"))
    source = models.CharField(_("who signs up"), max_length=30, choices=SignalSource.choices, blank=True)
    signals = JSONField(_("what it is about"), default=list, blank=True, validators=[check_signals])
    name = models.CharField(_("name as told"), max_length=601, blank=True)
    birth_year = models.PositiveSmallIntegerField(
        _("year of birth"), null=True, blank=True, validators=[MinValueValidator(1900), MaxValueValidator(2200)]
    )
    phone = models.CharField(_("phone"), max_length=40, blank=True)
    email = models.EmailField(_("e-mail address"), blank=True)
    street = models.CharField(_("street and number"), max_length=200, blank=True)
    postcode = models.CharField(_("postcode"), max_length=10, blank=True)
    place = models.CharField(_("place"), max_length=100, blank=True)
    explanation = models.TextField(_("what was told"), blank=True)
    reporter_name = models.CharField(_("name of whoever signs up somebody else"), max_length=200, blank=True)
    reporter_phone = models.CharField(_("phone of whoever signs up somebody else"), max_length=40, blank=True)
    reporter_email = models.EmailField(_("e-mail address of whoever signs up somebody else"), blank=True)
    told_on = models.DateField(_("told about it on"), null=True, blank=True, help_text=_("When the person heard that they were signed up."))
    closed_on = models.DateField(_("closed on"), null=True, blank=True)
    close_reason = models.CharField(_("why it was closed"), max_length=30, choices=SignUpEnd.choices, blank=True)
    emptied_on = models.DateField(_("emptied on"), null=True, blank=True, help_text=_("Since then it is only counted."))

    objects = SignUpQuerySet.as_manager()

    programme_path = "edition__programme_id"
    view_permission = Permission.VIEW_SIGN_UP
    personal_fields = (
        "trajectory", "received_on", "source", "signals", "name", "birth_year", "phone", "email", "street", "postcode", "place",
        "explanation", "reporter_name", "reporter_phone", "reporter_email", "told_on", "closed_on", "close_reason", "area",
    )  # fmt: skip
    other_fields = (*BASE_FIELDS, "edition", "organisation", "emptied_on")
    list_choices = {"signals": SignalKind}
    # What is emptied when it expires or is closed: who it is about, and who said so.
    telling_fields = (
        "name", "birth_year", "phone", "email", "street", "postcode", "place", "explanation", "reporter_name", "reporter_phone", "reporter_email",
    )  # fmt: skip

    class Meta:
        verbose_name = _("sign-up")
        verbose_name_plural = _("sign-ups")
        ordering = ("-received_on", "-pk")
        indexes = [
            models.Index(fields=["organisation", "-received_on", "-id"], name="sign_up_of_partner"),
            models.Index(fields=["edition", "-received_on", "-id"], name="sign_up_of_edition"),
        ]
        constraints = [
            dates_in_order("received_on", "closed_on", "sign_up_closed", _("A sign-up cannot be closed before it came in.")),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True, close_reason="") | (Q(closed_on__isnull=False) & ~Q(close_reason="")),
                name="sign_up_close_reason",
                violation_error_message=_("A sign-up is closed with a day and a reason."),
            ),
            models.CheckConstraint(
                condition=Q(trajectory__isnull=True) | Q(closed_on__isnull=True),
                name="sign_up_trajectory_or_closed",
                violation_error_message=_("A sign-up becomes a trajectory or is closed, not both."),
            ),
        ]

    def __str__(self):
        return f"{self.name}, {self.received_on}" if self.name else str(self.received_on)

    def get_absolute_url(self):
        """The page of this sign-up."""
        return reverse("sign_up_detail", args=[self.pk])

    @property
    def signal_labels(self) -> list[str]:
        """What it is about, in words."""
        return [str(SignalKind(value).label) for value in self.signals]

    @property
    def tell_by(self):
        """The last day on which the person must hear that they were signed up."""
        return months_after(self.received_on, TOLD_WITHIN_MONTHS)

    def expires_on(self, last_try=None):
        """The day on which it expires when nobody tries again; `last_try` is the day of the newest attempt."""
        return months_after(max(self.received_on, last_try or self.received_on), EXPIRES_AFTER_MONTHS)


class ContactAttempt(DossierPart):
    """A try to reach somebody who was signed up: by which channel, and what came of it."""

    sign_up = models.ForeignKey(SignUp, models.PROTECT, related_name="attempts", verbose_name=_("sign-up"))  # counted by figures
    held_on = models.DateField(_("date"), default=timezone.localdate)
    channel = models.CharField(_("how"), max_length=20, choices=ContactChannel.choices)
    result = models.CharField(_("result"), max_length=20, choices=ContactResult.choices)
    note = models.TextField(_("note"), blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,  # a note has an author
        related_name="+",
        verbose_name=_("author"),
    )

    programme_path = "sign_up__edition__programme_id"
    trajectory_path = "sign_up__trajectory_id"
    view_permission = Permission.VIEW_ATTEMPT
    personal_fields = ("sign_up", "held_on", "channel", "result", "note", "author")
    other_fields = BASE_FIELDS

    class Meta:
        verbose_name = _("attempt to reach somebody")
        verbose_name_plural = _("attempts to reach somebody")
        ordering = ("-held_on", "-pk")

    def __str__(self):
        return f"{self.held_on}, {self.get_channel_display()}"
