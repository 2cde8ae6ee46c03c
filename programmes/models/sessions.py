"""Group days."""

from django.db import models
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.choices import Country
from casetrack.models import TrackedModel
from programmes.choices import SessionKind
from programmes.models.base import BASE_FIELDS, dates_in_order
from programmes.models.editions import Edition


class Session(TrackedModel):
    """A group day of an edition: lesson, excursion, empowerment."""

    edition = models.ForeignKey(
        Edition,
        models.PROTECT,  # attendance hangs on it
        related_name="sessions",
        verbose_name=_("edition"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=SessionKind.choices, default=SessionKind.LESSON)
    title = models.CharField(_("title"), max_length=200)
    held_on = models.DateField(_("date"))
    starts_at = models.TimeField(_("from"), null=True, blank=True)
    ends_at = models.TimeField(_("until"), null=True, blank=True)
    place = models.CharField(_("place"), max_length=200, blank=True)
    country = models.CharField(_("country"), max_length=2, choices=Country.choices, default=Country.NL)
    cancelled = models.BooleanField(_("cancelled"), default=False)

    programme_path = "edition__programme_id"
    view_permission = Permission.VIEW_SESSION
    other_fields = (*BASE_FIELDS, "edition", "kind", "title", "held_on", "starts_at", "ends_at", "place", "country", "cancelled")

    class Meta:
        verbose_name = _("session")
        verbose_name_plural = _("sessions")
        ordering = ("held_on", "starts_at", "pk")
        indexes = [models.Index(fields=["edition", "held_on"], name="session_of_edition")]
        constraints = [dates_in_order("starts_at", "ends_at", "session_times", _("A session cannot end before it starts."))]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of this session, with attendance."""
        return reverse("session", args=[self.pk])
