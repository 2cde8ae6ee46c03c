"""Value lists of programmes."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Event(models.TextChoices):
    """What can happen to an organisation, programme, edition or session."""

    ORGANISATION_ADDED = "organisation_added", _("organisation added")
    ORGANISATION_CHANGED = "organisation_changed", _("organisation changed")
    PROGRAMME_ADDED = "programme_added", _("programme added")
    PROGRAMME_CHANGED = "programme_changed", _("programme changed")
    EDITION_OPENED = "edition_opened", _("edition opened")
    EDITION_CHANGED = "edition_changed", _("edition changed")
    PHASE_ADDED = "phase_added", _("phase added")
    PHASE_CHANGED = "phase_changed", _("phase changed")
    PARTNER_ADDED = "partner_added", _("partner added to the edition")
    FUNDING_RECORDED = "funding_recorded", _("funding recorded")
    FUNDING_CHANGED = "funding_changed", _("funding changed")
    MEMBER_ADDED = "member_added", _("member added")
    MEMBERSHIP_ENDED = "membership_ended", _("membership ended")
    ACCOUNT_DEACTIVATED = "account_deactivated", _("account deactivated")
    ACCOUNT_REACTIVATED = "account_reactivated", _("account reactivated")
    SESSION_PLANNED = "session_planned", _("session planned")
    SESSION_CHANGED = "session_changed", _("session changed")


class ProgrammeKind(models.TextChoices):
    """Decides which modules a programme shows."""

    JOB_GUIDANCE = "job_guidance", _("guidance to work or training")
    BUDDY = "buddy", _("buddies beside households")
    NEIGHBOURHOOD = "neighbourhood", _("contact persons in the neighbourhood")
    MELDPUNT = "meldpunt", _("discrimination reports")


class OrganisationKind(models.TextChoices):
    """What an organisation mainly is."""

    INSTITUTE = "institute", _("institute that runs programmes")
    FUNDER = "funder", _("funder")
    EMPLOYMENT_SERVICE = "employment_service", _("employment service")
    SCHOOL = "school", _("school or training institute")
    EMPLOYER = "employer", _("employer")
    MUNICIPALITY = "municipality", _("municipality")
    OTHER = "other", _("other")


class FundingRole(models.TextChoices):
    """How the money and the reports travel."""

    DIRECT = "direct", _("direct")
    VIA_LEAD_PARTNER = "via_lead_partner", _("through a lead partner")


class PlacementKinds(models.TextChoices):
    """What a funder counts as placed: a parameter of the uitstroom figures, printed with them."""

    WORK_AND_TRAINING = "work_and_training", _("work and training")
    WORK_ONLY = "work_only", _("work only")


class SessionKind(models.TextChoices):
    """What a group day is."""

    LESSON = "lesson", _("lesson day")
    EXCURSION = "excursion", _("excursion")
    EMPOWERMENT = "empowerment", _("empowerment")
    OTHER = "other", _("other")
