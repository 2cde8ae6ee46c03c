"""Who works in a programme and who acts for an organisation."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import ByOrganisation, ByProgramme, Permission, Role
from casetrack.models import TrackedModel
from programmes.models.base import BASE_FIELDS, dates_in_order
from programmes.models.editions import Programme
from programmes.models.organisations import Organisation


class Membership(TrackedModel):
    """A role of a user for some time; `ends_on` is the first day without it."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,  # who could see what must stay known
        related_name="%(class)ss",
        verbose_name=_("user"),
    )
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The first day without this role."))

    class Meta:
        abstract = True


@access.facts(ByProgramme, subject="programme_id")
class ProgrammeMember(Membership):
    """A user who works in a programme."""

    ROLES = [Role.PROJECT_LEADER, Role.COORDINATOR, Role.COACH, Role.BUDDY, Role.SPIL, Role.ACHTERWACHT, Role.CONSULENT, Role.MELDPUNT_LEAD]

    programme = models.ForeignKey(
        Programme,
        models.PROTECT,  # who could see what must stay known
        related_name="members",
        verbose_name=_("programme"),
    )
    role = models.CharField(_("role"), max_length=30, choices=[(r.value, r.label) for r in ROLES])

    programme_path = "programme_id"
    view_permission = Permission.VIEW_PROGRAMME_MEMBER
    personal_fields = ("user",)
    other_fields = (*BASE_FIELDS, "programme", "role", "starts_on", "ends_on")

    class Meta:
        verbose_name = _("member of a programme")
        verbose_name_plural = _("members of a programme")
        ordering = ("programme", "user__last_name", "pk")
        indexes = [models.Index(fields=["user", "role"], name="programme_member_of")]
        constraints = [
            dates_in_order("starts_on", "ends_on", "programme_member_dates", _("The role cannot end before it starts.")),
            models.UniqueConstraint(
                fields=["programme", "user", "role"],
                condition=Q(ends_on__isnull=True),
                name="programme_member_once",
                violation_error_message=_("This user already has this role in the programme."),
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()}"


@access.facts(ByOrganisation, subject="organisation_id")
class OrganisationMember(Membership):
    """A user who acts for an organisation."""

    ROLES = [Role.ADMINISTRATOR, Role.PARTNER, Role.FUNDER_CONTACT]

    organisation = models.ForeignKey(
        Organisation,
        models.PROTECT,  # who could see what must stay known
        related_name="members",
        verbose_name=_("organisation"),
    )
    role = models.CharField(_("role"), max_length=30, choices=[(r.value, r.label) for r in ROLES])

    view_permission = Permission.VIEW_ORGANISATION_MEMBER
    personal_fields = ("user",)
    other_fields = (*BASE_FIELDS, "organisation", "role", "starts_on", "ends_on")

    class Meta:
        verbose_name = _("member of an organisation")
        verbose_name_plural = _("members of an organisation")
        ordering = ("organisation", "user__last_name", "pk")
        indexes = [models.Index(fields=["user", "role"], name="organisation_member_of")]
        constraints = [
            dates_in_order("starts_on", "ends_on", "organisation_member_dates", _("The role cannot end before it starts.")),
            models.UniqueConstraint(
                fields=["organisation", "user", "role"],
                condition=Q(ends_on__isnull=True),
                name="organisation_member_once",
                violation_error_message=_("This user already has this role in the organisation."),
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()}"
