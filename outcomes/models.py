"""What came of it: outcomes, and the reports that were submitted about them."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import localize
from django.utils.translation import gettext_lazy as _

from casetrack import access
from casetrack.access import Permission
from casetrack.choices import Country
from casetrack.models import JSONField, TrackedModel, TrackedQuerySet
from outcomes.choices import Evidence, FollowUpMonths, Living, OutcomeKind
from participants.models import Consent, DossierPart, Trajectory, on_trajectory
from programmes.models import BASE_FIELDS, Edition, Funding, dates_in_order


class AppendOnly(models.Model):
    """Rows that are added and never changed: a second save is refused."""

    class Meta:
        abstract = True

    def save(self, **kwargs):
        """Add the row; raises TypeError when it is already there."""
        if not self._state.adding:
            raise TypeError("this row is never changed; a new one supersedes it")
        super().save(**kwargs)

    def delete(self, **kwargs):
        """Refused: what was recorded stays."""
        raise TypeError("this row is never deleted; a new one supersedes it")


class Outcome(AppendOnly, DossierPart):
    """A dated fact with evidence: work, training, … A correction is a new row that supersedes the old one.

    `recorded_on` is the day on which the programme got to know it: a report *as of* a day uses
    what was recorded by then and not superseded by then. A row with `withdrawn` supersedes
    another and states nothing itself.
    """

    trajectory = models.ForeignKey(
        Trajectory,
        models.PROTECT,  # published figures rest on it
        related_name="outcomes",
        verbose_name=_("trajectory"),
    )
    kind = models.CharField(_("kind"), max_length=20, choices=OutcomeKind.choices)
    start_on = models.DateField(_("from"))
    end_on = models.DateField(_("until"), null=True, blank=True, help_text=_("The first day on which it no longer holds."))
    country = models.CharField(_("country"), max_length=2, choices=Country.choices, blank=True, help_text=_("Where the work or training is."))
    organisation = models.CharField(_("employer or school"), max_length=300, blank=True)
    hours_per_week = models.PositiveSmallIntegerField(
        _("hours per week"), null=True, blank=True, validators=[MinValueValidator(1), MaxValueValidator(60)]
    )
    contract_months = models.PositiveSmallIntegerField(_("contract in months"), null=True, blank=True, help_text=_("0 is a permanent contract."))
    evidence = models.CharField(_("evidence"), max_length=20, choices=Evidence.choices, blank=True)
    verified_on = models.DateField(_("checked on"), null=True, blank=True)
    recorded_on = models.DateField(_("known since"), default=timezone.localdate)
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,  # both rows stay readable
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=_("corrects"),
    )
    withdrawn = models.BooleanField(_("withdrawn"), default=False)

    view_permission = Permission.VIEW_OUTCOME
    personal_fields = (
        "trajectory", "kind", "start_on", "end_on", "country", "organisation", "hours_per_week", "contract_months",
        "evidence", "verified_on",
    )  # fmt: skip
    other_fields = (*BASE_FIELDS, "recorded_on", "supersedes", "withdrawn")

    class Meta:
        verbose_name = _("outcome")
        verbose_name_plural = _("outcomes")
        ordering = ("-start_on", "-pk")
        indexes = [models.Index(fields=["trajectory", "kind", "start_on"], name="outcome_of_trajectory")]
        constraints = [
            dates_in_order("start_on", "end_on", "outcome_dates", _("An outcome cannot end before it starts.")),
            models.CheckConstraint(
                condition=Q(withdrawn=False) | Q(supersedes__isnull=False),
                name="outcome_withdraws_another",
                violation_error_message=_("Only an outcome that was recorded before can be withdrawn."),
            ),
            models.CheckConstraint(
                condition=~Q(supersedes=F("id")),
                name="outcome_not_its_own_correction",
                violation_error_message=_("An outcome cannot correct itself."),
            ),
        ]

    def __str__(self):
        return f"{self.get_kind_display()}, {localize(self.start_on)}"


def may_be_recorded(edition, kind) -> bool:
    """Can this kind of outcome come of a trajectory of this edition: out of a benefit only where it asks who is on one."""
    return kind != OutcomeKind.OUT_OF_BENEFIT or "on_benefit" in edition.entry_facts


class Report(AppendOnly, TrackedModel):
    """A statement submitted to a funder: figures frozen as they were known on `as_of`.

    A later version for the same funding and period supersedes it and leaves it readable.
    """

    funding = models.ForeignKey(
        Funding,
        models.PROTECT,  # addressed to this funder
        related_name="reports",
        verbose_name=_("funding"),
    )
    number = models.PositiveIntegerField(_("version"), default=1, validators=[MinValueValidator(1)])
    period_from = models.DateField(_("period from"), null=True, blank=True)
    period_to = models.DateField(_("period until"), null=True, blank=True)
    as_of = models.DateField(_("as of"))
    title = models.CharField(_("title"), max_length=300)
    explanation = models.TextField(_("explanation"), blank=True, help_text=_("Your words to the funder. Do not name people."))
    figures = JSONField(_("figures"))
    checksum = models.CharField(_("checksum"), max_length=64, editable=False)
    submitted_at = models.DateTimeField(_("submitted at"), default=timezone.now, editable=False)
    submitted_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,  # who stated this must stay known
        related_name="+",
        verbose_name=_("submitted by"),
    )
    supersedes = models.OneToOneField(
        "self",
        models.PROTECT,  # both versions stay readable
        null=True,
        blank=True,
        related_name="superseded_by",
        verbose_name=_("replaces"),
    )

    programme_path = "funding__edition__programme_id"
    view_permission = Permission.VIEW_REPORT
    personal_fields = ("submitted_by",)
    other_fields = (
        *BASE_FIELDS, "funding", "number", "period_from", "period_to", "as_of", "title", "explanation", "figures",
        "checksum", "submitted_at", "supersedes",
    )  # fmt: skip

    class Meta:
        verbose_name = _("report")
        verbose_name_plural = _("reports")
        ordering = ("-submitted_at", "-pk")
        constraints = [
            dates_in_order("period_from", "period_to", "report_period", _("The period cannot end before it starts.")),
            models.UniqueConstraint(
                fields=["funding", "number"],
                name="report_number_once",
                violation_error_message=_("There is already a report with this version."),
            ),
        ]

    def __str__(self):
        return f"{self.title} ({self.number})"

    def get_absolute_url(self):
        """The page of this report."""
        return reverse("report", args=[self.pk])


class FollowUp(DossierPart):
    """Where somebody lives, asked 6 and 12 months after the start."""

    trajectory = on_trajectory("follow_ups")
    months = models.PositiveSmallIntegerField(_("after"), choices=FollowUpMonths.choices)
    asked_on = models.DateField(_("asked on"), default=timezone.localdate)
    living = models.CharField(_("lives"), max_length=15, choices=Living.choices)

    view_permission = Permission.VIEW_FOLLOW_UP
    personal_fields = ("trajectory", "months", "asked_on", "living")
    other_fields = BASE_FIELDS

    class Meta:
        verbose_name = _("where somebody lives")
        verbose_name_plural = _("where people live")
        ordering = ("months", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["trajectory", "months"],
                name="follow_up_once",
                violation_error_message=_("This was already asked. Change that answer."),
            )
        ]

    def __str__(self):
        return self.get_living_display()


class StoryQuerySet(TrackedQuerySet):
    """Stories, and which of them may still be told."""

    def standing(self, day=None):
        """Not withdrawn, and the consent to tell them stands: withdrawing it takes the story back at once."""
        consent = access.in_force_through("consent", day)
        return self.filter(consent, withdrawn_on__isnull=True)

    def ready(self):
        """Standing, and checked: nobody can be recognised."""
        return self.standing().filter(approved_on__isnull=False)


class Story(TrackedModel):
    """A story of a participant without names, told with their consent; withdrawing takes it off every sheet."""

    edition = models.ForeignKey(
        Edition,
        models.PROTECT,  # told on its sheets
        related_name="stories",
        verbose_name=_("edition"),
    )
    consent = models.ForeignKey(
        Consent,
        models.PROTECT,  # a story rests on it
        related_name="stories",
        verbose_name=_("consent"),
    )
    title = models.CharField(_("title"), max_length=120)
    text = models.TextField(_("story"), max_length=900, help_text=_("No names, places or other things by which people can be recognised."))
    approved_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,  # who checked it must stay known
        null=True,
        blank=True,
        related_name="+",
        verbose_name=_("checked by"),
    )
    approved_on = models.DateField(_("checked on"), null=True, blank=True)
    withdrawn_on = models.DateField(_("withdrawn on"), null=True, blank=True)

    objects = StoryQuerySet.as_manager()

    programme_path = "edition__programme_id"
    view_permission = Permission.VIEW_STORY
    personal_fields = ("consent", "title", "text", "approved_by")
    other_fields = (*BASE_FIELDS, "edition", "approved_on", "withdrawn_on")

    class Meta:
        verbose_name = _("story")
        verbose_name_plural = _("stories")
        ordering = ("-pk",)
        constraints = [
            models.CheckConstraint(
                condition=Q(approved_on__isnull=True, approved_by__isnull=True) | Q(approved_on__isnull=False, approved_by__isnull=False),
                name="story_approved",
                violation_error_message=_("A story that was checked has a day and somebody who checked it."),
            )
        ]

    def __str__(self):
        return self.title

    def get_absolute_url(self):
        """The page of this story."""
        return reverse("story", args=[self.pk])

    @property
    def stands(self) -> bool:
        """May it still be told: not withdrawn, and the consent stands."""
        return self.withdrawn_on is None and (self.consent.ends_on is None or self.consent.ends_on > timezone.localdate())


class Sheet(AppendOnly, TrackedModel):
    """A half-year sheet of an edition: figures as they were known on `as_of`, and up to three stories."""

    edition = models.ForeignKey(
        Edition,
        models.PROTECT,  # its figures
        related_name="sheets",
        verbose_name=_("edition"),
    )
    period_from = models.DateField(_("period from"))
    period_to = models.DateField(_("period until"))
    as_of = models.DateField(_("as of"))
    figures = JSONField(_("figures"))
    stories = JSONField(_("stories"), default=list, blank=True, help_text=_("Keys of the stories; one that is withdrawn later is left out."))
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,  # who made it must stay known
        related_name="+",
        verbose_name=_("made by"),
    )

    programme_path = "edition__programme_id"
    view_permission = Permission.VIEW_SHEET
    personal_fields = ("made_by",)
    other_fields = (*BASE_FIELDS, "edition", "period_from", "period_to", "as_of", "figures", "stories")

    class Meta:
        verbose_name = _("half-year sheet")
        verbose_name_plural = _("half-year sheets")
        ordering = ("-period_to", "-pk")
        constraints = [dates_in_order("period_from", "period_to", "sheet_period", _("The period cannot end before it starts."))]

    def __str__(self):
        return f"{self.edition}, {self.period_from} – {self.period_to}"

    def get_absolute_url(self):
        """The page of this sheet."""
        return reverse("sheet", args=[self.pk])
