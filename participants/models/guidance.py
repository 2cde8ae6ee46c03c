"""Who guides a trajectory, and who may look along."""

from django.conf import settings
from django.db import models
from django.db.models import Exists, F, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import ByAssignment, ByConsent, Permission, Role, RowException
from casetrack.models import TrackedQuerySet
from participants.choices import ConsentHow, ConsentPurpose
from participants.models.trajectories import DossierPart, Trajectory, on_trajectory
from programmes.models import BASE_FIELDS, dates_in_order


class Consent(DossierPart):
    """What the participant consents to, since when; withdrawing sets `ends_on`, which works at once."""

    trajectory = on_trajectory("consents")
    purpose = models.CharField(_("what for"), max_length=30, choices=ConsentPurpose.choices)
    recipient = models.CharField(_("to whom"), max_length=200, blank=True, help_text=_("Who may then see or do this, in words."))
    how = models.CharField(_("how it was given"), max_length=10, choices=ConsentHow.choices, default=ConsentHow.SPOKEN)
    wording = models.TextField(_("what was asked"), blank=True, help_text=_("The question as it was put to the participant."))
    starts_on = models.DateField(_("given on"), default=timezone.localdate)
    ends_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    view_permission = Permission.VIEW_CONSENT
    personal_fields = ("trajectory", "purpose", "recipient", "how", "wording", "starts_on", "ends_on")
    other_fields = BASE_FIELDS

    class Meta:
        verbose_name = _("consent")
        verbose_name_plural = _("consents")
        ordering = ("-starts_on", "-pk")
        constraints = [
            dates_in_order("starts_on", "ends_on", "consent_dates", _("Consent cannot be withdrawn before it was given.")),
            models.UniqueConstraint(
                fields=["trajectory", "purpose", "recipient"],
                condition=Q(ends_on__isnull=True),
                name="consent_once",
                violation_error_message=_("This consent is already recorded."),
            ),
        ]

    def __str__(self):
        return self.get_purpose_display()


def _achterwacht_may_read(day):
    """The participant lets the achterwacht read the dossier on this day."""
    standing = Consent._base_manager.filter(access.in_force(day), trajectory=OuterRef("trajectory"), purpose=ConsentPurpose.ACHTERWACHT_READS)
    return Exists(standing)


# A right on one dossier lasts no longer than the work in its programme: who left there is out at once.
@access.facts(ByConsent, subject="trajectory_id", within="trajectory__programme_id", when=_achterwacht_may_read)
@access.facts(ByAssignment, subject="trajectory_id", within="trajectory__programme_id")
class Assignment(DossierPart):
    """A user who guides a trajectory, in a role, for some time; `ends_on` is the first day without it."""

    ROLES = [Role.COACH, Role.BUDDY, Role.SPIL, Role.ACHTERWACHT]

    trajectory = on_trajectory("assignments")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,  # who could see what must stay known
        related_name="assignments",
        verbose_name=_("user"),
    )
    role = models.CharField(_("role"), max_length=30, choices=[(r.value, r.label) for r in ROLES], default=Role.COACH)
    starts_on = models.DateField(_("from"), default=timezone.localdate)
    ends_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The first day without this role."))

    view_permission = Permission.VIEW_ASSIGNMENT
    personal_fields = ("trajectory", "user", "role", "starts_on", "ends_on")
    other_fields = BASE_FIELDS

    class Meta:
        verbose_name = _("assignment")
        verbose_name_plural = _("assignments")
        ordering = ("-starts_on", "-pk")
        indexes = [models.Index(fields=["user", "role", "trajectory"], name="assignment_of_user")]
        constraints = [
            dates_in_order("starts_on", "ends_on", "assignment_dates", _("An assignment cannot end before it starts.")),
            models.UniqueConstraint(
                fields=["trajectory", "user", "role"],
                condition=Q(ends_on__isnull=True),
                name="assignment_once",
                violation_error_message=_("This colleague is already assigned to this trajectory."),
            ),
        ]

    def __str__(self):
        return f"{self.user}, {self.get_role_display()}"


@access.facts(RowException, subject="content_object_id", within="content_object__programme_id")
class TrajectoryException(RowException, DossierPart):
    """A colleague may read one dossier for a while, outside the rules: with reason, grantor and end date."""

    content_object = models.ForeignKey(
        Trajectory,
        models.PROTECT,  # who could see what must stay known
        related_name="exceptions",
        verbose_name=_("trajectory"),
    )

    objects = TrackedQuerySet.as_manager()  # not guardian's

    programme_path = "content_object__programme_id"
    trajectory_path = "content_object_id"
    view_permission = Permission.VIEW_ASSIGNMENT
    personal_fields = ("user", "reason", "granted_by", "content_object")
    other_fields = (*BASE_FIELDS, "permission", "starts_on", "ends_on")

    class Meta:
        verbose_name = _("access for a colleague")
        verbose_name_plural = _("access for colleagues")
        ordering = ("-starts_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("starts_on")),
                name="exception_dates",
                violation_error_message=_("Access cannot end before it starts."),
            )
        ]

    def __str__(self):
        return str(self.user)


class HelpRequest(DossierPart):
    """A question to the achterwacht. It stands apart from the dossier: whoever may read it learns nothing else by it."""

    trajectory = on_trajectory("help_requests")
    question = models.TextField(_("question"), help_text=_("Do not name the participant. The achterwacht sees the question, not the dossier."))
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,  # a question has somebody who asked
        related_name="+",
        verbose_name=_("asked by"),
    )
    asked_on = models.DateField(_("asked on"), default=timezone.localdate)
    answer = models.TextField(_("answer"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,  # an answer has somebody who gave it
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("answered by"),
    )
    answered_on = models.DateField(_("answered on"), null=True, blank=True)

    view_permission = Permission.VIEW_HELP_REQUEST
    personal_fields = ("trajectory", "question", "asked_by", "asked_on", "answer", "answered_by", "answered_on")
    other_fields = BASE_FIELDS

    class Meta:
        verbose_name = _("question to the achterwacht")
        verbose_name_plural = _("questions to the achterwacht")
        ordering = ("-asked_on", "-pk")
        constraints = [
            models.CheckConstraint(
                condition=Q(answered_on__isnull=True, answered_by__isnull=True, answer="")
                | (Q(answered_on__isnull=False, answered_by__isnull=False) & ~Q(answer="")),
                name="help_request_answer",
                violation_error_message=_("An answer has a text, a day and somebody who gave it."),
            )
        ]

    def __str__(self):
        return f"{self.asked_on}, {self.asked_by}"
