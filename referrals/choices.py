"""Value lists of referrals."""

import calendar
from datetime import date

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from participants.choices import ContactResult


class Event(models.TextChoices):
    """What can come in and go out."""

    SIGN_UP_RECEIVED = "sign_up_received", _("sign-up received")
    FILE_UPLOADED = "file_uploaded", _("file uploaded for import")
    FILE_IMPORTED = "file_imported", _("file imported")
    FILE_DROPPED = "file_dropped", _("import cancelled")
    SIGN_UP_ACCEPTED = "sign_up_accepted", _("sign-up became a trajectory")
    SIGN_UP_CHANGED = "sign_up_changed", _("sign-up changed")
    SIGN_UP_CLOSED = "sign_up_closed", _("sign-up closed")
    SIGN_UP_REOPENED = "sign_up_reopened", _("sign-up reopened")
    SIGN_UP_EMPTIED = "sign_up_emptied", _("sign-up emptied")
    SIGN_UP_TOLD = "sign_up_told", _("told about the sign-up")
    CONTACT_TRIED = "contact_tried", _("tried to reach somebody")
    REFERRED = "referred", _("referred")
    REFERRAL_RESULT = "referral_result", _("result of a referral")
    MELDPUNT_OPENED = "meldpunt_opened", _("meldpunt opened")
    MELDPUNT_CHANGED = "meldpunt_changed", _("meldpunt changed")
    MUNICIPALITY_JOINED = "municipality_joined", _("municipality joined the area")
    MUNICIPALITY_LEFT = "municipality_left", _("municipality left the area")
    LIST_VALUE_ADDED = "list_value_added", _("value added to a list")
    LIST_VALUE_ENDED = "list_value_ended", _("value of a list ended")
    DISCRIMINATION_REPORTED = "discrimination_reported", _("report received")
    REPORT_CHANGED = "report_changed", _("report changed")
    REPORT_BECAME_COMPLAINT = "report_became_complaint", _("report became a complaint")
    REPORT_ASSIGNED = "report_assigned", _("report assigned")
    REPORT_MOVED = "report_moved", _("status changed")
    REPORT_CLOSED = "report_closed", _("report closed")
    REPORT_REOPENED = "report_reopened", _("report reopened")
    FIRST_CONTACT = "first_contact", _("first personal contact")
    REPORTER_CHANGED = "reporter_changed", _("reporter changed")
    REPORTER_ERASED = "reporter_erased", _("reporter erased")
    OTHER_PARTY_CHANGED = "other_party_changed", _("other party changed")
    BUNDLE_MADE = "bundle_made", _("bundle made")
    REPORT_CONSENT_GIVEN = "report_consent_given", _("reporter consents")
    REPORT_CONSENT_WITHDRAWN = "report_consent_withdrawn", _("consent of the reporter withdrawn")
    STEP_DONE = "step_done", _("step of handling")
    MILESTONE_REACHED = "milestone_reached", _("recorded for the law")
    MILESTONE_WITHDRAWN = "milestone_withdrawn", _("agreement taken back")
    LETTER_SENT = "letter_sent", _("letter sent")
    LETTER_TEMPLATE_CHANGED = "letter_template_changed", _("letter template changed")
    REPORT_REFERRED = "report_referred", _("report referred")
    REPORT_REFERRAL_RESULT = "report_referral_result", _("result of the referral of a report")
    INTEREST_DECLARED = "interest_declared", _("personal interest declared")
    INTEREST_ENDED = "interest_ended", _("personal interest ended")
    SEARCH_SAVED = "search_saved", _("search saved")
    SEARCH_CHANGED = "search_changed", _("saved search changed")
    SEARCH_REMOVED = "search_removed", _("saved search removed")
    MAILBOX_OPENED = "mailbox_opened", _("mailbox opened")
    MAILBOX_ANSWERED = "mailbox_answered", _("answer in the mailbox")
    REPORT_WITHDRAWN = "report_withdrawn", _("report withdrawn by the reporter")
    REPORTS_IMPORTED = "reports_imported", _("reports imported")
    YEAR_CLOSED = "year_closed", _("reporting year closed")
    MONITOR_PUBLISHED = "monitor_published", _("tables of the monitor published")
    FIGURE_ENTERED = "figure_entered", _("figure of others entered")
    POPULATION_ENTERED = "population_entered", _("population entered")


class SignalSource(models.TextChoices):
    """Who signs up."""

    SELF = "self", _("the person themselves")
    FAMILY = "family", _("family")
    NEIGHBOUR = "neighbour", _("neighbour")
    VOLUNTEER = "volunteer", _("volunteer")
    GP = "gp", _("general practitioner")
    DISTRICT_NURSE = "district_nurse", _("district nurse")
    HOME_CARE = "home_care", _("home care or domestic help")
    HOUSING = "housing", _("housing corporation")
    PHYSIOTHERAPIST = "physiotherapist", _("physiotherapist")
    WELFARE = "welfare", _("welfare organisation")
    SCHOOL = "school", _("school")
    MUNICIPALITY = "municipality", _("municipality")
    MUNICIPAL_TAXES = "municipal_taxes", _("municipal taxes office")
    OTHER = "other", _("somebody else")


class SignalKind(models.TextChoices):
    """What a signal is about. Our own list, to choose from; more than one is possible."""

    LONELINESS = "loneliness", _("loneliness")
    FRAILTY = "frailty", _("getting frail")
    MEMORY = "memory", _("memory")
    FALLING = "falling", _("falling or safety")
    HOUSEHOLD = "household", _("self-care or housekeeping")
    MONEY = "money", _("money")
    CARER = "carer", _("an informal carer who carries too much")
    HOUSING = "housing", _("housing")
    GRIEF = "grief", _("grief or loss")
    CHILDREN = "children", _("children")
    OTHER = "other", _("something else")


class SignUpState(models.TextChoices):
    """Where a sign-up stands today; computed, never stored."""

    NEW = "new", _("new")
    TRYING = "trying", _("trying to reach")
    BECAME_TRAJECTORY = "became_trajectory", _("became a trajectory")
    CLOSED = "closed", _("closed")
    EXPIRED = "expired", _("expired")


class SignUpEnd(models.TextChoices):
    """Why a sign-up did not become a trajectory."""

    NO_CONTACT_WANTED = "no_contact_wanted", _("does not want contact")
    NOT_REACHED = "not_reached", _("not reached")
    ALREADY_HELPED = "already_helped", _("already gets help")
    REFERRED = "referred", _("referred to other help")
    NOT_ELIGIBLE = "not_eligible", _("not for this programme")
    DUPLICATE = "duplicate", _("entered twice")
    EXPIRED = "expired", _("expired: nobody acted on it for three months")
    OTHER = "other", _("other")


class ReferralResult(models.TextChoices):
    """What came of a referral."""

    HELPED = "helped", _("gets help there")
    WAITING_LIST = "waiting_list", _("on a waiting list")
    NOT_ACCEPTED = "not_accepted", _("not accepted")
    DID_NOT_GO = "did_not_go", _("did not go")
    WITHDRAWN = "withdrawn", _("withdrawn")


def check_signals(chosen) -> None:
    """Raise ValidationError unless `chosen` is a list of kinds of signals, each once."""
    if not isinstance(chosen, list) or len(set(map(str, chosen))) != len(chosen):
        raise ValidationError(_("Give a list in which each stands once."))
    for value in chosen:
        if value not in SignalKind.values:
            raise ValidationError(_("%(value)s is not in the list."), params={"value": value})


# The results that say that somebody was reached, for the success rate of a channel.
REACHED = (ContactResult.SPOKEN, ContactResult.APPOINTMENT, ContactResult.HELP_ACCEPTED)
# States in which somebody still has to act.
OPEN_STATES = (SignUpState.NEW, SignUpState.TRYING)


def months_after(day: date, months: int) -> date:
    """The same day so many months later, or the last day of that month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, calendar.monthrange(year, month + 1)[1]))


def months_before(day: date, months: int) -> date:
    """The same day so many months earlier, or the last day of that month."""
    return months_after(day, -months)
