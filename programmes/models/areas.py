"""The areas of a programme, and who works in which."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import ByArea, Permission, Role
from casetrack.models import TrackedModel
from programmes.models.base import BASE_FIELDS, dates_in_order
from programmes.models.editions import Programme
from programmes.models.members import Membership


class Area(TrackedModel):
    """A neighbourhood or village as the programme itself draws it; not a statistical one."""

    programme = models.ForeignKey(
        Programme,
        models.PROTECT,  # trajectories and sign-ups name it
        related_name="areas",
        verbose_name=_("programme"),
    )
    name = models.CharField(_("name"), max_length=100)

    programme_path = "programme_id"
    view_permission = Permission.VIEW_AREA
    other_fields = (*BASE_FIELDS, "programme", "name")

    class Meta:
        verbose_name = _("area")
        verbose_name_plural = _("areas")
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["programme", "name"],
                name="area_name_once",
                violation_error_message=_("This programme already has an area with this name."),
            )
        ]

    def __str__(self):
        return self.name


# Working in an area counts only for somebody who still works in its programme.
@access.facts(ByArea, subject="area_id", within="area__programme_id")
class AreaMember(Membership):
    """A user who works in an area, in a role: a Spil sees what is signed up there; a buddy is matched there."""

    ROLES = [Role.BUDDY, Role.SPIL]

    area = models.ForeignKey(
        Area,
        models.PROTECT,  # who could see what must stay known
        related_name="members",
        verbose_name=_("area"),
    )
    role = models.CharField(_("role"), max_length=30, choices=[(r.value, r.label) for r in ROLES])

    programme_path = "area__programme_id"
    view_permission = Permission.VIEW_AREA_MEMBER
    personal_fields = ("user",)
    other_fields = (*BASE_FIELDS, "area", "role", "starts_on", "ends_on")

    class Meta:
        verbose_name = _("work in an area")
        verbose_name_plural = _("work in areas")
        ordering = ("area__name", "user__last_name", "pk")
        indexes = [models.Index(fields=["user", "role"], name="area_member_of")]
        constraints = [
            dates_in_order("starts_on", "ends_on", "area_member_dates", _("The work in an area cannot end before it starts.")),
            models.UniqueConstraint(
                fields=["area", "user", "role"],
                condition=models.Q(ends_on__isnull=True),
                name="area_member_once",
                violation_error_message=_("This user already works in this area."),
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.area}"
