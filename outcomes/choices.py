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


class OutcomeKind(models.TextChoices):
    """What came of a trajectory."""

    PAID_WORK = "paid_work", _("paid work")
    SELF_EMPLOYMENT = "self_employment", _("own business")
    TRAINING = "training", _("training")
    QUALIFICATION = "qualification", _("qualification")
    VOLUNTARY_WORK = "voluntary_work", _("voluntary work")
    JOB_SEARCHING = "job_searching", _("looking for work")
    NO_WORK = "no_work", _("no work")


class Evidence(models.TextChoices):
    """What shows that an outcome is true."""

    CONTRACT = "contract", _("contract")
    PAYSLIP = "payslip", _("payslip")
    ENROLMENT_LETTER = "enrolment_letter", _("letter of enrolment")
    CERTIFICATE = "certificate", _("certificate")
    STATEMENT = "statement", _("statement")
    NONE = "none", _("none")
