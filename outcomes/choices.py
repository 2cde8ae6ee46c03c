"""Value lists of outcomes; the codes are those of the import format."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """What can happen to an outcome or a report."""

    OUTCOME_RECORDED = "outcome_recorded", _("outcome recorded")
    OUTCOME_IMPORTED = "outcome_imported", _("outcome imported")
    OUTCOME_CORRECTED = "outcome_corrected", _("outcome corrected")
    OUTCOME_WITHDRAWN = "outcome_withdrawn", _("outcome withdrawn")
    REPORT_SUBMITTED = "report_submitted", _("report submitted")
    FOLLOWED_UP = "followed_up", _("asked where somebody lives")
    FOLLOW_UP_CHANGED = "follow_up_changed", _("where somebody lives changed")
    STORY_WRITTEN = "story_written", _("story written")
    STORY_CHANGED = "story_changed", _("story changed")
    STORY_APPROVED = "story_approved", _("story checked: nobody can be recognised")
    STORY_WITHDRAWN = "story_withdrawn", _("story withdrawn")
    SHEET_MADE = "sheet_made", _("half-year sheet made")
    FIGURE_CORRECTED = "figure_corrected", _("figure of others corrected")
    FIGURE_REMOVED = "figure_removed", _("figure of others removed")
    POPULATION_CORRECTED = "population_corrected", _("population corrected")
    POPULATION_REMOVED = "population_removed", _("population removed")


class OutcomeKind(models.TextChoices):
    """What came of a trajectory."""

    PAID_WORK = "paid_work", _("paid work")
    SELF_EMPLOYMENT = "self_employment", _("own business")
    TRAINING = "training", _("training")
    QUALIFICATION = "qualification", _("qualification")
    VOLUNTARY_WORK = "voluntary_work", _("voluntary work")
    JOB_SEARCHING = "job_searching", _("looking for work")
    NO_WORK = "no_work", _("no work")
    OUT_OF_BENEFIT = "out_of_benefit", _("no longer on a benefit (uit de bijstand)")


class Evidence(models.TextChoices):
    """What shows that an outcome is true."""

    CONTRACT = "contract", _("contract")
    PAYSLIP = "payslip", _("payslip")
    ENROLMENT_LETTER = "enrolment_letter", _("letter of enrolment")
    CERTIFICATE = "certificate", _("certificate")
    STATEMENT = "statement", _("statement")
    NONE = "none", _("none")


class Living(models.TextChoices):
    """Where somebody lives when asked, 6 and 12 months after the start."""

    AT_HOME = "at_home", _("at home")
    CARE_HOME = "care_home", _("in a care home")
    ELSEWHERE = "elsewhere", _("somewhere else")
    DECEASED = "deceased", _("deceased")
    UNKNOWN = "unknown", _("unknown")


class FollowUpMonths(models.IntegerChoices):
    """How long after the start."""

    SIX = 6, _("6 months")
    TWELVE = 12, _("12 months")
