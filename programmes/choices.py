"""Value lists of programmes."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _

from casetrack.choices import EndReason, EntryFact
from casetrack.permissions import Role


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
    AREA_ADDED = "area_added", _("area added")
    AREA_CHANGED = "area_changed", _("area changed")
    LIFE_AREA_ADDED = "life_area_added", _("life area added")
    LIFE_AREA_CHANGED = "life_area_changed", _("life area changed")
    WISH_ADDED = "wish_added", _("wish added")
    WISH_CHANGED = "wish_changed", _("wish changed")
    LIFE_AREA_REMOVED = "life_area_removed", _("life area removed")
    WISH_REMOVED = "wish_removed", _("wish removed")
    MOMENT_SET = "moment_set", _("moment of measuring set")
    MOMENT_REMOVED = "moment_removed", _("moment of measuring removed")
    INSTRUMENT_ADDED = "instrument_added", _("instrument added")
    INSTRUMENT_ENDED = "instrument_ended", _("instrument no longer used")
    INSTRUMENT_CHOSEN = "instrument_chosen", _("instrument chosen for the edition")
    INSTRUMENT_REASONS_CHANGED = "instrument_reasons_changed", _("reasons for asking changed")
    INSTRUMENT_DROPPED = "instrument_dropped", _("instrument no longer used in the edition")
    AREA_WORK_STARTED = "area_work_started", _("work in the area started")
    AREA_WORK_ENDED = "area_work_ended", _("work in the area ended")
    VOLUNTEER_ADDED = "volunteer_added", _("volunteer file opened")
    VOLUNTEER_CHANGED = "volunteer_changed", _("volunteer file changed")


class ProgrammeKind(models.TextChoices):
    """What a programme mainly is; what it shows is decided by the modules of its editions."""

    JOB_GUIDANCE = "job_guidance", _("guidance to work or training")
    BUDDY = "buddy", _("buddies beside households")
    NEIGHBOURHOOD = "neighbourhood", _("contact persons in the neighbourhood")
    MELDPUNT = "meldpunt", _("discrimination reports")


# The roles that somebody can have in a programme. Those of a meldpunt open a vault and nothing else, so no programme has both.
USUAL_ROLES = (Role.PROJECT_LEADER, Role.COORDINATOR, Role.COACH, Role.BUDDY, Role.SPIL, Role.ACHTERWACHT)
ROLES_OF = dict.fromkeys(ProgrammeKind, USUAL_ROLES) | {ProgrammeKind.MELDPUNT: (Role.CONSULENT, Role.MELDPUNT_LEAD)}


class OrganisationKind(models.TextChoices):
    """What an organisation mainly is."""

    INSTITUTE = "institute", _("institute that runs programmes")
    FUNDER = "funder", _("funder")
    EMPLOYMENT_SERVICE = "employment_service", _("employment service")
    SCHOOL = "school", _("school or training institute")
    EMPLOYER = "employer", _("employer")
    MUNICIPALITY = "municipality", _("municipality")
    DEBT_HELP = "debt_help", _("help with money and debts")
    FOOD_BANK = "food_bank", _("food bank")
    FUND = "fund", _("fund or scheme for families")
    WELFARE = "welfare", _("welfare organisation or neighbourhood team")
    HOME_CARE = "home_care", _("home care")
    GENERAL_PRACTICE = "general_practice", _("general practice")
    HOUSING = "housing", _("housing corporation")
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


class Module(models.TextChoices):
    """What an edition offers besides the core: configuration, asked by `edition.has(Module.X)`."""

    SELECTION = "selection", _("intake and selection before the start")
    PLACEMENT = "placement", _("uitstroom to work or training")
    HOUSEHOLDS = "households", _("trajectories of households")
    GOALS = "goals", _("themes, goals and tasks")
    BACK_UP = "back_up", _("a back-up (achterwacht) who can be asked for help")
    NETWORK = "network", _("network map")
    EXCHANGE = "exchange", _("what people can do for others")
    REFERRALS = "referrals", _("referrals to other organisations")
    LIVING_AT_HOME = "living_at_home", _("living at home after 6 and 12 months")


def usual_modules():
    """The modules of guidance to work."""
    return [Module.SELECTION.value, Module.PLACEMENT.value]


def usual_entry_facts():
    """The entry facts that guidance to work asks."""
    return ["labour_status", "registered_with_pes", "education", "municipality"]


class Moment(models.TextChoices):
    """When something is measured."""

    START = "start", _("start")
    HALFWAY = "halfway", _("halfway")
    END = "end", _("end")
    FOLLOW_UP = "follow_up", _("follow-up")


class CountedFrom(models.TextChoices):
    """From which day a moment is counted."""

    START = "start", _("the start")
    END = "end", _("the end")


class Scoring(models.TextChoices):
    """How the answers of an instrument become scores."""

    LADDER = "ladder", _("ladder: one step")
    DE_JONG_GIERVELD = "de_jong_gierveld", _("De Jong Gierveld, six items")
    PROFILE = "profile", _("profile: a level per domain")
    WEB = "web", _("talk sheet: a mark per axis")


class VogState(models.TextChoices):
    """How a certificate of conduct stands today; computed from its dates, never stored."""

    MISSING = "missing", _("no VOG yet")
    LAPSED = "lapsed", _("new VOG needed")
    LAPSES_SOON = "lapses_soon", _("new VOG needed soon")
    FINE = "fine", _("VOG in order")


VOG_WARNING_DAYS = 60  # so long before a new certificate is needed it is told


class Language(models.TextChoices):
    """Languages that people at home speak most in the region, for matching (ISO 639-1; Low Saxon and Frisian have ISO 639-2)."""

    NL = "nl", _("Dutch")
    NDS = "nds", _("Low Saxon (Gronings, Drents)")
    FY = "fy", _("Frisian")
    DE = "de", _("German")
    EN = "en", _("English")
    AR = "ar", _("Arabic")
    TI = "ti", _("Tigrinya")
    TR = "tr", _("Turkish")
    PL = "pl", _("Polish")
    UK = "uk", _("Ukrainian")
    RU = "ru", _("Russian")
    SO = "so", _("Somali")
    FA = "fa", _("Persian or Dari")
    PAP = "pap", _("Papiamento")
    ES = "es", _("Spanish")
    FR = "fr", _("French")
    NGT = "ngt", _("Dutch Sign Language")


def _check_list(chosen, choices):
    if not isinstance(chosen, list) or len(set(map(str, chosen))) != len(chosen):
        raise ValidationError(_("Give a list in which each stands once."))
    for value in chosen:
        if value not in choices.values:
            raise ValidationError(_("%(value)s is not in the list."), params={"value": value})


def check_languages(chosen) -> None:
    """Raise ValidationError unless `chosen` is a list of languages of the list."""
    _check_list(chosen, Language)


def check_modules(chosen) -> None:
    """Raise ValidationError unless `chosen` is a list of modules."""
    _check_list(chosen, Module)


def check_entry_facts(chosen) -> None:
    """Raise ValidationError unless `chosen` is a list of facts that can be asked at the start."""
    _check_list(chosen, EntryFact)


def check_end_reasons(chosen) -> None:
    """Raise ValidationError unless `chosen` is a list of reasons of the end."""
    _check_list(chosen, EndReason)
