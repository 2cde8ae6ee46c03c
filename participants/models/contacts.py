"""What happens along the way: contact moments and attendance."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from participants.choices import AttendanceStatus, ContactChannel, ContactResult
from participants.models.trajectories import DossierPart, on_trajectory
from programmes.models import BASE_FIELDS, Session, dates_in_order


class ContactMoment(DossierPart):
    """What happened, when, by which channel, reached or not."""

    trajectory = on_trajectory("contacts")
    held_on = models.DateField(_("date"), default=timezone.localdate)
    channel = models.CharField(_("how"), max_length=20, choices=ContactChannel.choices)
    result = models.CharField(_("result"), max_length=20, choices=ContactResult.choices, default=ContactResult.SPOKEN)
    note = models.TextField(_("note"), blank=True)
    next_on = models.DateField(_("next appointment"), null=True, blank=True)
    next_at = models.TimeField(_("at"), null=True, blank=True)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,  # a note has an author
        related_name="+",
        verbose_name=_("author"),
    )

    view_permission = Permission.VIEW_CONTACT
    personal_fields = ("trajectory", "held_on", "channel", "result", "note", "next_on", "next_at", "author")
    other_fields = BASE_FIELDS

    class Meta:
        verbose_name = _("contact moment")
        verbose_name_plural = _("contact moments")
        ordering = ("-held_on", "-pk")
        indexes = [models.Index(fields=["trajectory", "-held_on", "-id"], name="contact_of_trajectory")]
        constraints = [
            dates_in_order("held_on", "next_on", "contact_next", _("The next appointment cannot be before the contact.")),
            models.CheckConstraint(
                condition=models.Q(next_at__isnull=True) | models.Q(next_on__isnull=False),
                name="contact_next_time",
                violation_error_message=_("Give the day of the next appointment besides its time."),
            ),
        ]

    def __str__(self):
        return f"{date_format(self.held_on, 'SHORT_DATE_FORMAT')}, {self.get_channel_display()}"


class Attendance(DossierPart):
    """Was somebody there, at one session."""

    trajectory = on_trajectory("attendances")
    session = models.ForeignKey(
        Session,
        models.PROTECT,  # part of the dossier
        related_name="attendances",
        verbose_name=_("session"),
    )
    status = models.CharField(_("attendance"), max_length=10, choices=AttendanceStatus.choices)
    minutes = models.PositiveSmallIntegerField(_("minutes"), null=True, blank=True, validators=[MinValueValidator(0), MaxValueValidator(1440)])

    view_permission = Permission.VIEW_ATTENDANCE
    personal_fields = ("trajectory", "session", "status", "minutes")
    other_fields = BASE_FIELDS

    class Meta:
        verbose_name = _("attendance")
        verbose_name_plural = _("attendance")
        ordering = ("session", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["session", "trajectory"],
                name="attendance_once",
                violation_error_message=_("Attendance is already recorded for this session."),
            )
        ]

    def __str__(self):
        return f"{self.session}: {self.get_status_display()}"
