"""The file of a volunteer: what a coordinator must know before bringing somebody to a household."""

from datetime import timedelta

from django.conf import settings
from django.core.validators import MaxValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack.access import Permission
from casetrack.models import JSONField, TrackedModel
from programmes.choices import VOG_WARNING_DAYS, Language, VogState, check_languages
from programmes.models.base import BASE_FIELDS, dates_in_order
from programmes.models.editions import Programme


class VolunteerFile(TrackedModel):
    """Training, certificate of conduct (VOG), capacity and languages of a buddy or Spil in a programme.

    A VOG itself is never kept: only its date and the day by which the programme wants a new one.
    """

    programme = models.ForeignKey(
        Programme,
        models.PROTECT,  # who was sent to whom must stay known
        related_name="volunteers",
        verbose_name=_("programme"),
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,  # who was sent to whom must stay known
        related_name="volunteer_files",
        verbose_name=_("volunteer"),
    )
    trained_on = models.DateField(_("training certificate of"), null=True, blank=True)
    vog_on = models.DateField(
        _("VOG of"), null=True, blank=True, help_text=_("The date on the certificate of conduct (VOG). Do not keep the paper itself.")
    )
    vog_renew_on = models.DateField(_("new VOG needed by"), null=True, blank=True)
    capacity = models.PositiveSmallIntegerField(
        _("room for"),
        default=1,
        validators=[MaxValueValidator(200)],
        help_text=_("How many households or persons this volunteer can guide at the same time. 0 is: none for now."),
    )
    languages = JSONField(_("languages"), default=list, blank=True, validators=[check_languages])
    remarks = models.TextField(_("remarks"), blank=True)

    programme_path = "programme_id"
    view_permission = Permission.VIEW_VOLUNTEER
    personal_fields = ("user", "trained_on", "vog_on", "vog_renew_on", "capacity", "languages", "remarks")
    other_fields = (*BASE_FIELDS, "programme")

    class Meta:
        verbose_name = _("volunteer file")
        verbose_name_plural = _("volunteer files")
        ordering = ("user__last_name", "user__first_name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "user"],
                name="volunteer_file_once",
                violation_error_message=_("There is already a file of this volunteer."),
            ),
            dates_in_order("vog_on", "vog_renew_on", "volunteer_vog", _("A new VOG cannot be needed before the date of the present one.")),
        ]

    def __str__(self):
        return str(self.user)

    def get_absolute_url(self):
        """The page of this file."""
        return reverse("volunteer", args=[self.pk])

    @property
    def vog_state(self) -> VogState:
        """How the certificate of conduct stands today."""
        today = timezone.localdate()
        if self.vog_on is None:
            return VogState.MISSING
        if self.vog_renew_on is None or self.vog_renew_on > today + timedelta(days=VOG_WARNING_DAYS):
            return VogState.FINE
        return VogState.LAPSES_SOON if self.vog_renew_on > today else VogState.LAPSED

    @property
    def language_names(self) -> list[str]:
        """The languages in words, in the order of the list."""
        return [str(language.label) for language in Language if language in self.languages]
