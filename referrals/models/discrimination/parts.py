"""What is done with a report: consents, steps, milestones of the law, letters, referrals."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casetrack.access import Permission
from casetrack.models import JSONField
from participants.choices import ConsentHow
from programmes.models import BASE_FIELDS, Municipality, dates_in_order
from referrals.discrimination_choices import ConsentStep, LetterTo, MilestoneKind, ReferralBody, SharedPart, ValueList, check_shared
from referrals.models.discrimination.meldpunt import ListValue, MeldpuntPart
from referrals.models.discrimination.reports import ReportPart, on_report


def _author(label):
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,  # who did it must stay known
        related_name="+",
        verbose_name=label,
    )


class ReportConsent(ReportPart):
    """The reporter consents to one step; withdrawing sets `ends_on`, which works at once."""

    report = on_report("consents")
    step = models.CharField(_("what for"), max_length=20, choices=ConsentStep.choices)
    recipient = models.CharField(_("to whom"), max_length=200, blank=True, help_text=_("With whom something is shared, in words."))
    how = models.CharField(_("how it was given"), max_length=10, choices=ConsentHow.choices, default=ConsentHow.SPOKEN)
    wording = models.TextField(_("what was asked"), blank=True)
    starts_on = models.DateField(_("given on"), default=timezone.localdate)
    ends_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    view_permission = Permission.VIEW_DISCRIMINATION_REPORT
    personal_fields = ("report", "step", "recipient", "how", "wording", "starts_on", "ends_on")
    other_fields = BASE_FIELDS
    telling_fields = ("recipient", "wording")

    class Meta:
        verbose_name = _("consent of the reporter")
        verbose_name_plural = _("consents of the reporter")
        ordering = ("-starts_on", "-pk")
        constraints = [
            dates_in_order("starts_on", "ends_on", "report_consent_dates", _("Consent cannot be withdrawn before it was given.")),
            models.UniqueConstraint(
                fields=["report", "step", "recipient"],
                condition=Q(ends_on__isnull=True),
                name="report_consent_once",
                violation_error_message=_("This consent is already recorded."),
            ),
        ]

    def __str__(self):
        return self.get_step_display()


class HandlingStep(ReportPart):
    """One dated step in one of the eight ways of handling of the official form."""

    report = on_report("steps")
    kind = models.ForeignKey(
        ListValue,
        models.PROTECT,  # lists are ended, never deleted
        related_name="+",
        limit_choices_to={"list": ValueList.HANDLING},
        verbose_name=_("way of handling"),
    )
    done_on = models.DateField(_("date"), default=timezone.localdate)
    note = models.TextField(_("note"), blank=True)
    consent = models.ForeignKey(
        ReportConsent,
        models.PROTECT,  # the step rests on it
        null=True,
        blank=True,
        related_name="steps",
        verbose_name=_("consent"),
    )
    author = _author(_("by"))

    view_permission = Permission.VIEW_DISCRIMINATION_REPORT
    personal_fields = ("report", "kind", "done_on", "note", "consent", "author")
    other_fields = BASE_FIELDS
    telling_fields = ("note",)

    class Meta:
        verbose_name = _("step of handling")
        verbose_name_plural = _("steps of handling")
        ordering = ("-done_on", "-pk")

    def __str__(self):
        return f"{self.kind}, {self.done_on}"


class Milestone(ReportPart):
    """Something that the law asks to have happened: told, heard, agreed, concluded."""

    report = on_report("milestones")
    kind = models.CharField(_("what"), max_length=24, choices=MilestoneKind.choices)
    happened_on = models.DateField(_("date"), default=timezone.localdate)
    note = models.TextField(_("note"), blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True, help_text=_("An agreement can be taken back."))
    author = _author(_("by"))

    view_permission = Permission.VIEW_DISCRIMINATION_REPORT
    personal_fields = ("report", "kind", "happened_on", "note", "withdrawn_on", "author")
    other_fields = BASE_FIELDS
    telling_fields = ("note",)

    class Meta:
        verbose_name = _("milestone")
        verbose_name_plural = _("milestones")
        ordering = ("-happened_on", "-pk")
        constraints = [
            dates_in_order("happened_on", "withdrawn_on", "milestone_dates", _("It cannot be withdrawn before it happened.")),
            models.UniqueConstraint(
                fields=["report", "kind"],
                condition=Q(withdrawn_on__isnull=True),
                name="milestone_once",
                violation_error_message=_("This is already recorded."),
            ),
        ]

    def __str__(self):
        return self.get_kind_display()


class LetterTemplate(MeldpuntPart):
    """A letter that staff edit without a release; it may name only the placeholders of the allow-list."""

    name = models.CharField(_("name"), max_length=100)
    to = models.CharField(_("to"), max_length=12, choices=LetterTo.choices)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    ended_on = models.DateField(_("no longer used since"), null=True, blank=True)

    view_permission = Permission.VIEW_MELDPUNT
    personal_fields = ()
    other_fields = (*BASE_FIELDS, "meldpunt", "name", "to", "subject", "body", "ended_on")

    class Meta:
        verbose_name = _("letter template")
        verbose_name_plural = _("letter templates")
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["meldpunt", "name"],
                condition=Q(ended_on__isnull=True),
                name="letter_template_once",
                violation_error_message=_("There is already a template with this name."),
            )
        ]

    def __str__(self):
        return self.name


class Letter(ReportPart):
    """A letter as it was sent: what it said does not change when its template does."""

    report = on_report("letters")
    template = models.ForeignKey(
        LetterTemplate,
        models.PROTECT,  # which template it was made from
        related_name="+",
        verbose_name=_("template"),
    )
    to = models.CharField(_("to"), max_length=12, choices=LetterTo.choices)
    addressee = models.TextField(_("addressee"), blank=True)
    subject = models.CharField(_("subject"), max_length=200)
    body = models.TextField(_("text"))
    sent_on = models.DateField(_("sent on"), default=timezone.localdate)
    author = _author(_("by"))

    # A letter names the reporter or the other party, so it is seen by whoever may see the reporter.
    view_permission = Permission.VIEW_REPORTER
    personal_fields = ("report", "template", "to", "addressee", "subject", "body", "sent_on", "author")
    other_fields = BASE_FIELDS
    telling_fields = ("addressee", "subject", "body")

    class Meta:
        verbose_name = _("letter")
        verbose_name_plural = _("letters")
        ordering = ("-sent_on", "-pk")

    def __str__(self):
        return f"{self.template}, {self.sent_on}"


class LetterContent(models.Model):
    """The PDF of a letter as it was sent, apart from its history, so that it is gone when it is erased."""

    letter = models.OneToOneField(Letter, models.PROTECT, related_name="content")  # the letter decides who sees it
    pdf = models.BinaryField()

    personal_fields = ("pdf",)
    other_fields = ("id", "letter")

    class Meta:
        verbose_name = _("content of a letter")
        verbose_name_plural = _("contents of letters")
        ordering = ("pk",)


class ReportReferral(ReportPart):
    """A report is referred to another body, with what was shared, on which consent, and what came of it."""

    report = on_report("referrals")
    body = models.CharField(pgettext_lazy("of discrimination", "referred to"), max_length=20, choices=ReferralBody.choices)
    body_name = models.CharField(_("name of the body"), max_length=200, blank=True)
    municipality = models.ForeignKey(
        Municipality,
        models.PROTECT,  # lists are ended, never deleted
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("because of the municipality"),
    )
    shared = JSONField(_("what was shared"), default=list, validators=[check_shared], blank=True)
    consent = models.ForeignKey(
        ReportConsent,
        models.PROTECT,  # sharing rests on it
        related_name="referrals",
        verbose_name=_("consent"),
    )
    referred_on = models.DateField(pgettext_lazy("of discrimination", "referred on"), default=timezone.localdate)
    result = models.TextField(_("result"), blank=True)
    result_on = models.DateField(_("date of the result"), null=True, blank=True)
    author = _author(_("by"))

    view_permission = Permission.VIEW_DISCRIMINATION_REPORT
    list_choices = {"shared": SharedPart}
    personal_fields = ("report", "body", "body_name", "municipality", "shared", "consent", "referred_on", "result", "result_on", "author")
    other_fields = BASE_FIELDS
    telling_fields = ("body_name", "result", "result_on")

    class Meta:
        verbose_name = _("referral of a report")
        verbose_name_plural = _("referrals of reports")
        ordering = ("-referred_on", "-pk")
        constraints = [
            dates_in_order(
                "referred_on", "result_on", "report_referral_dates", pgettext_lazy("of discrimination", "The result cannot come before the referral.")
            ),
            models.CheckConstraint(
                condition=Q(result="", result_on__isnull=True) | (~Q(result="") & Q(result_on__isnull=False)),
                name="report_referral_result",
                violation_error_message=_("Give a result together with its date."),
            ),
        ]

    def __str__(self):
        return f"{self.body_name or self.get_body_display()}, {self.referred_on}"


class SavedSearch(MeldpuntPart):
    """A search in the list of reports that somebody keeps, for themselves or for all of the meldpunt."""

    owner = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,  # users are closed, never deleted
        related_name="+",
        verbose_name=_("kept by"),
    )
    name = models.CharField(_("name"), max_length=100)
    criteria = JSONField(_("what is searched"), default=dict)
    shared = models.BooleanField(_("for all of the meldpunt"), default=False)

    view_permission = Permission.VIEW_DISCRIMINATION_REPORT
    personal_fields = ("owner",)
    other_fields = (*BASE_FIELDS, "meldpunt", "name", "criteria", "shared")

    class Meta:
        verbose_name = _("saved search")
        verbose_name_plural = _("saved searches")
        ordering = ("name", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["meldpunt", "owner", "name"],
                name="saved_search_once",
                violation_error_message=_("You already keep a search with this name."),
            )
        ]

    def __str__(self):
        return self.name

    @classmethod
    def kept_from(cls, user) -> Q:
        """What others keep for themselves."""
        return Q(shared=False) & ~Q(owner=user)


class ReportDraft(models.Model):
    """What somebody is typing in the form for a new report, until it is saved; one for each user and meldpunt."""

    meldpunt = models.ForeignKey("referrals.Meldpunt", models.PROTECT, related_name="drafts")  # nothing is kept without a keeper
    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")  # only they read it
    content = JSONField(default=dict)
    saved_at = models.DateTimeField(default=timezone.now)

    personal_fields = ("user", "content")
    other_fields = ("id", "meldpunt", "saved_at")

    class Meta:
        verbose_name = _("draft of a report")
        verbose_name_plural = _("drafts of reports")
        ordering = ("pk",)
        constraints = [models.UniqueConstraint(fields=["meldpunt", "user"], name="report_draft_once")]
