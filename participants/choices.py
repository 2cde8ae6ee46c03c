"""Value lists of participants; the codes are those of the import formats."""

from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from casetrack.choices import EndReason as EndReason  # configuration of an edition too


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
    HOUSEHOLD_MADE = "household_made", _("household made")
    HOUSEHOLD_CHANGED = "household_changed", _("household changed")
    MEMBER_JOINED = "member_joined", _("somebody joined the household")
    MEMBER_CHANGED = "member_changed", _("member of the household changed")
    MEMBER_LEFT = "member_left", _("somebody left the household")
    CONTACT_PERSON_CHANGED = "contact_person_changed", _("other contact person of the household")
    MATCHING_CHANGED = "matching_changed", _("area or languages changed")
    HANDED_OVER = "handed_over", _("handed over")
    CONSENT_GIVEN = "consent_given", _("consent given")
    CONSENT_WITHDRAWN = "consent_withdrawn", _("consent withdrawn")
    HELP_ASKED = "help_asked", _("achterwacht asked for help")
    HELP_ANSWERED = "help_answered", _("achterwacht answered")
    THEME_ADDED = "theme_added", _("theme added")
    THEME_CHANGED = "theme_changed", _("theme changed")
    THEME_CLOSED = "theme_closed", _("theme closed")
    THEME_REOPENED = "theme_reopened", _("theme opened again")
    THEMES_RANKED = "themes_ranked", _("themes ranked")
    GOAL_SET = "goal_set", _("goal set")
    GOAL_CHANGED = "goal_changed", _("goal changed")
    GOAL_CLOSED = "goal_closed", _("goal closed")
    GOAL_REOPENED = "goal_reopened", _("goal reopened")
    TASK_ADDED = "task_added", _("task added")
    TASK_CHANGED = "task_changed", _("task changed")
    TASK_DONE = "task_done", _("task done")
    TASK_UNDONE = "task_undone", _("task not done after all")
    TASK_DROPPED = "task_dropped", _("task no longer needed")
    TASK_REOPENED = "task_reopened", _("task needed again")
    NETWORK_ADDED = "network_added", _("contact added to the network")
    NETWORK_CHANGED = "network_changed", _("contact of the network changed")
    NETWORK_ENDED = "network_ended", _("contact left the network")
    EXCHANGE_ADDED = "exchange_added", _("offer or question added")
    EXCHANGE_CHANGED = "exchange_changed", _("offer or question changed")
    EXCHANGE_MATCHED = "exchange_matched", _("offer and question matched")
    EXCHANGE_UNMATCHED = "exchange_unmatched", _("match of offer and question ended")
    EXCHANGE_ENDED = "exchange_ended", _("offer or question ended")
    MEASURED = "measured", _("measured")
    MEASUREMENT_CHANGED = "measurement_changed", _("measurement changed")


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
    HELP_ACCEPTED = "help_accepted", _("help accepted")
    ALREADY_HELPED = "already_helped", _("already gets help")


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


class Relation(models.TextChoices):
    """Who somebody is in a household."""

    ADULT = "adult", _("adult")
    PARTNER = "partner", _("partner")
    CHILD = "child", _("child")
    PARENT = "parent", _("parent or grandparent")
    OTHER = "other", _("somebody else who lives there")


class ConsentPurpose(models.TextChoices):
    """What a participant consents to."""

    ACHTERWACHT_READS = "achterwacht_reads", _("the achterwacht may read the dossier")
    REFERRAL = "referral", _("share what is needed for a referral")
    STORY = "story", _("tell their story without names")
    NETWORK = "network", _("contact people of the network")


class ConsentHow(models.TextChoices):
    """How consent was given."""

    SPOKEN = "spoken", pgettext_lazy("how consent was given", "spoken")
    WRITTEN = "written", _("written")


class GoalState(models.TextChoices):
    """How a goal stands."""

    OPEN = "open", _("working on it")
    REACHED = "reached", _("reached")
    PARTLY = "partly", _("partly reached")
    DROPPED = "dropped", _("dropped")


class HelpStep(models.TextChoices):
    """Who helps, in the order in which help is looked for."""

    OWN_STRENGTH = "own_strength", _("own strength")
    INFORMAL = "informal", _("informal network")
    VOLUNTEER = "volunteer", _("volunteer")
    GENERAL = "general", _("general service")
    PROFESSIONAL = "professional", _("professional care")


class NetworkKind(models.TextChoices):
    """A person or an organisation."""

    PERSON = "person", _("person")
    ORGANISATION = "organisation", _("organisation")


class Tie(models.TextChoices):
    """Informal or professional."""

    INFORMAL = "informal", _("informal")
    FORMAL = "formal", _("formal")


class NetworkRole(models.TextChoices):
    """Who somebody of the network is to the participant."""

    PARTNER = "partner", _("partner")
    CHILD = "child", _("child")
    FAMILY = "family", _("other family")
    FRIEND = "friend", _("friend")
    NEIGHBOUR = "neighbour", _("neighbour")
    CARER = "carer", _("informal carer")
    VOLUNTEER = "volunteer", _("volunteer")
    CLUB = "club", _("club, church or village group")
    GP = "gp", _("general practitioner")
    DISTRICT_NURSE = "district_nurse", _("district nurse")
    HOME_CARE = "home_care", _("home care or domestic help")
    PHYSIOTHERAPIST = "physiotherapist", _("physiotherapist")
    WELFARE = "welfare", _("welfare worker")
    HOUSING = "housing", _("housing corporation")
    MUNICIPALITY = "municipality", _("municipality")
    OTHER = "other", _("other")


class Closeness(models.IntegerChoices):
    """How close somebody of the network is: the ring in the picture."""

    CLOSE = 1, _("close")
    MIDDLE = 2, _("in between")
    FAR = 3, _("further away")


class Direction(models.TextChoices):
    """The two sides of helping each other."""

    OFFER = "offer", _("can do for others")
    ASK = "ask", _("would like from somebody")


class ExchangeKind(models.TextChoices):
    """What people do for each other."""

    COMPANY = "company", _("company, coffee or a talk")
    WALK = "walk", _("a walk or an outing")
    COOKING = "cooking", _("cooking or eating together")
    SHOPPING = "shopping", _("shopping")
    GARDEN = "garden", _("garden")
    HANDIWORK = "handiwork", _("small jobs in the house")
    TRANSPORT = "transport", _("a lift")
    PAPERWORK = "paperwork", _("letters and forms")
    COMPUTER = "computer", _("phone or computer")
    CHILDREN = "children", _("children or reading aloud")
    PETS = "pets", _("pets")
    CRAFTS = "crafts", _("crafts, music or games")
    OTHER = "other", _("something else")
