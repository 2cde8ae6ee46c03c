"""Value lists of participants; the codes are those of the import formats."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """What can happen to a person or a trajectory."""

    SIGNED_UP = "signed_up", _("signed up")
    IMPORTED = "imported", _("imported")
    IMPORT_CHANGED = "import_changed", _("changed by an import")
    PERSON_CHANGED = "person_changed", _("details of the person changed")
    FACTS_CHANGED = "facts_changed", _("entry facts changed")
    INTAKE_DONE = "intake_done", _("intake done")
    SELECTED = "selected", _("selected")
    NOT_SELECTED = "not_selected", _("not selected")
    STARTED = "started", _("started")
    PHASE_CHANGED = "phase_changed", _("phase changed")
    PAUSED = "paused", _("paused")
    RESUMED = "resumed", _("resumed")
    ENDED = "ended", _("ended")
    REOPENED = "reopened", _("reopened")
    ASSIGNED = "assigned", _("assigned")
    ASSIGNMENT_ENDED = "assignment_ended", _("assignment ended")
    ACCESS_GRANTED = "access_granted", _("a colleague got access for a while")
    ACCESS_ENDED = "access_ended", _("access of a colleague ended")
    CONTACT_RECORDED = "contact_recorded", _("contact recorded")
    CONTACT_CHANGED = "contact_changed", _("contact changed")
    ATTENDANCE_RECORDED = "attendance_recorded", _("attendance recorded")
    ATTENDANCE_CHANGED = "attendance_changed", _("attendance changed")


class Sex(models.TextChoices):
    """As in the import format."""

    FEMALE = "f", _("woman")
    MALE = "m", _("man")
    OTHER = "x", _("other")


class LabourStatus(models.TextChoices):
    """Position on the labour market at the start."""

    UNEMPLOYED = "unemployed", _("unemployed")
    INACTIVE = "inactive", _("not looking for work")
    EMPLOYED = "employed", _("employed")


class YesNo(models.TextChoices):
    """An answer that is yes or no, or empty."""

    YES = "yes", _("yes")
    NO = "no", _("no")


class Education(models.TextChoices):
    """Highest education, in three groups of ISCED 2011."""

    LOW = "isced_0_2", _("lower (ISCED 0–2)")
    MIDDLE = "isced_3_4", _("middle (ISCED 3–4)")
    HIGH = "isced_5_8", _("higher (ISCED 5–8)")


class Channel(models.TextChoices):
    """Through whom somebody came."""

    SELF = "self", _("by themselves")
    FAMILY = "family", _("family or friends")
    PARTNER_ORGANISATION = "partner_organisation", _("partner organisation")
    MEDIA = "media", _("media")
    EMPLOYER = "employer", _("employer")
    OTHER = "other", _("other")


class EndReason(models.TextChoices):
    """Why a trajectory ended."""

    WORK = "work", _("work")
    SELF_EMPLOYED = "self_employed", _("own business")
    TRAINING = "training", _("training")
    WORK_AND_TRAINING = "work_and_training", _("work and training")
    MOVED = "moved", _("moved away")
    CARE_DUTIES = "care_duties", _("care for others")
    ILLNESS = "illness", _("illness")
    BENEFIT_CLAIMANT = "benefit_claimant", _("now receives a benefit")
    DECEASED = "deceased", _("deceased")
    NO_CONTACT = "no_contact", _("no contact any more")
    LOST_MOTIVATION = "lost_motivation", _("lost motivation")
    MISMATCH = "mismatch", _("expected something else")
    OWN_CHOICE = "own_choice", _("own choice")
    NOT_ELIGIBLE = "not_eligible", _("not eligible after all")
    DUPLICATE = "duplicate", _("entered twice")
    EDITION_CLOSED = "edition_closed", _("edition closed")


class TrajectoryState(models.TextChoices):
    """Where a trajectory stands today; computed from its dates, never stored."""

    REGISTERED = "registered", _("signed up")
    INTAKE = "intake", _("intake done")
    SELECTED = "selected", _("selected")
    NOT_SELECTED = "not_selected", _("not selected")
    ACTIVE = "active", _("under way")
    PAUSED = "paused", _("paused")
    ENDED = "ended", _("ended")


class ContactChannel(models.TextChoices):
    """How somebody was contacted."""

    PHONE = "phone", _("phone")
    VISIT = "visit", _("home visit")
    LOCATION = "location", _("on location")
    VIDEO = "video", _("video call")
    EMAIL = "email", _("e-mail")
    CHAT = "chat", _("chat")
    LETTER = "letter", _("letter")
    GROUP = "group", _("group")


class ContactResult(models.TextChoices):
    """What came of a contact."""

    SPOKEN = "spoken", _("spoken")
    NOT_REACHED = "not_reached", _("not reached")
    NO_CONTACT_WANTED = "no_contact_wanted", _("does not want contact")
    APPOINTMENT = "appointment", _("appointment made")


class AttendanceStatus(models.TextChoices):
    """Was somebody there."""

    PRESENT = "present", _("present")
    EXCUSED = "excused", _("absent with notice")
    ABSENT = "absent", _("absent without notice")


class Attention(models.TextChoices):
    """Why a trajectory needs attention today; computed, never stored."""

    NO_CONTACT = "no_contact", _("no contact for too long")
    PAST_END = "past_end", _("past the planned end")
    ASSIGNMENT_ENDS = "assignment_ends", _("assignment ends soon")


class ListOrder(models.TextChoices):
    """The order of the list of participants."""

    NEWEST = "newest", _("newest first")
    OLDEST = "oldest", _("oldest first")
    NAME = "name", _("by name")
