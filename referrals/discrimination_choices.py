"""Value lists of the Meldpunt on which code branches; the lists of the official form are rows (`ListValue`), as the law dates them."""

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy


class ReportKind(models.TextChoices):
    """A melding is told; a klacht asks for more than registering (national protocol). A melding may become a klacht."""

    REPORT = "report", _("report (melding)")
    COMPLAINT = "complaint", _("complaint (klacht)")


class ReportChannel(models.TextChoices):
    """The four channels of the law (Besluit gemeentelijke antidiscriminatievoorzieningen, art. 7)."""

    POST = "post", _("by post")
    ELECTRONIC = "electronic", _("electronically")
    PHONE = "phone", _("by phone")
    IN_PERSON = "in_person", _("in person")


class ReportVia(models.TextChoices):
    """Through whom a report came in."""

    DIRECT = "direct", _("directly")
    DISCRIMINATIE_NL = "discriminatie_nl", _("Discriminatie.nl")
    POLICE = "police", _("police")
    MUNICIPALITY = "municipality", _("municipality")
    COC = "coc", _("COC")
    OTHER_ADV = "other_adv", _("another meldpunt")
    OTHER = "other", _("other")


class ReporterRole(models.TextChoices):
    """How the reporter stands to what happened."""

    VICTIM = "victim", _("it happened to the reporter")
    WITNESS = "witness", _("the reporter saw it")
    INTERMEDIARY = "intermediary", _("the reporter tells it for somebody else")


class Anonymity(models.TextChoices):
    """Whether the reporter stays anonymous (Besluit, art. 5): either kind rules out investigation and mediation."""

    NONE = "none", _("not anonymous")
    TOWARDS_THIRD_PARTIES = "towards_third_parties", _("anonymous towards others")
    FULL = "full", _("anonymous towards the meldpunt too")


class Precision(models.TextChoices):
    """How exactly the day of the incident is known."""

    DAY = "day", _("on this day")
    MONTH = "month", _("in this month")
    YEAR = "year", _("in this year")
    REPEATEDLY = "repeatedly", _("more than once, since this day")
    UNKNOWN = "unknown", _("not known")


class ResidenceState(models.TextChoices):
    """Where the reporter lives: a municipality of the list, or one of these."""

    KNOWN = "known", _("in a municipality of the list")
    ELSEWHERE = "elsewhere", _("elsewhere in the Netherlands")
    ABROAD = "abroad", _("abroad")
    UNKNOWN = "unknown", _("not known")


class IncidentState(models.TextChoices):
    """Where it happened: a municipality of the list, or one of these."""

    KNOWN = "known", _("in a municipality of the list")
    ELSEWHERE = "elsewhere", _("elsewhere in the Netherlands")
    ABROAD = "abroad", _("abroad")
    NOT_APPLICABLE = "not_applicable", _("nowhere in particular: national, or online")
    UNKNOWN = "unknown", _("not known")


class ReportStatus(models.TextChoices):
    """Where the handling of a report stands."""

    NEW = "new", _("new")
    INTAKE = "intake", _("intake")
    IN_PROGRESS = "in_progress", _("in progress")
    WAITING = "waiting", _("waiting for a party")
    IN_PROCEDURE = "in_procedure", _("in a procedure elsewhere")
    CLOSED = "closed", _("closed")
    REOPENED = "reopened", _("reopened")


_WORKING = (ReportStatus.INTAKE, ReportStatus.IN_PROGRESS, ReportStatus.WAITING, ReportStatus.IN_PROCEDURE)
# From where to where a report may go. Closing and reopening are steps of their own, with a text.
STATUS_STEPS = {
    ReportStatus.NEW: (*_WORKING, ReportStatus.CLOSED),
    ReportStatus.INTAKE: (*_WORKING[1:], ReportStatus.CLOSED),
    ReportStatus.IN_PROGRESS: (*_WORKING[2:], ReportStatus.CLOSED),
    ReportStatus.WAITING: (ReportStatus.IN_PROGRESS, ReportStatus.IN_PROCEDURE, ReportStatus.CLOSED),
    ReportStatus.IN_PROCEDURE: (ReportStatus.IN_PROGRESS, ReportStatus.WAITING, ReportStatus.CLOSED),
    ReportStatus.CLOSED: (ReportStatus.REOPENED,),
    ReportStatus.REOPENED: (*_WORKING[1:], ReportStatus.CLOSED),
}
OPEN_STATUSES = tuple(status for status in ReportStatus if status != ReportStatus.CLOSED)


class ReportResult(models.TextChoices):
    """What came of a report when it was closed. Our own list: there is no national standard."""

    RECOGNITION = "recognition", _("apology or recognition")
    CHANGED = "changed", _("conduct or policy changed")
    COMPENSATED = "compensated", _("compensated")
    MEDIATED = "mediated", _("mediation succeeded")
    NOT_MEDIATED = "not_mediated", _("mediation did not succeed")
    COLLEGE_YES = "college_yes", _("College: prohibited distinction")
    COLLEGE_NO = "college_no", _("College: no prohibited distinction")
    POLICE_REPORT = "police_report", _("police took a report")
    REGISTERED_ONLY = "registered_only", _("registered, as the reporter wished")
    REFERRED = "referred", _("referred to another body")
    WITHDRAWN = "withdrawn", _("the reporter does not go on")
    NO_SOLUTION = "no_solution", _("no solution")
    UNKNOWN = "unknown", _("not known")


class ValueList(models.TextChoices):
    """The four lists of the official form."""

    GROUND = "ground", _("ground of discrimination")
    TERRAIN = "terrain", _("area of society")
    NATURE = "nature", _("nature")
    HANDLING = "handling", _("way of handling")


class HandlingKind(models.TextChoices):
    """The ways of handling of the form on which the law's guards look."""

    MEDIATION = "mediation", _("mediation")
    REFERRAL = "referral", pgettext_lazy("of discrimination", "referral")
    OWN_INVESTIGATION = "own_investigation", _("own investigation")


class PartyKind(models.TextChoices):
    """Who the other party is. Our own list."""

    EMPLOYER = "employer", _("employer")
    SCHOOL = "school", _("school or training")
    GOVERNMENT = "government", _("municipality or other government")
    CARE = "care", _("care or welfare")
    LANDLORD = "landlord", _("landlord or housing corporation")
    SHOP = "shop", _("shop or other business")
    HOSPITALITY = "hospitality", _("bar, restaurant or club")
    NEIGHBOUR = "neighbour", _("neighbour")
    COLLEAGUE = "colleague", _("colleague")
    POLICE = "police", _("police or justice")
    MEDIA = "media", _("media or platform")
    STRANGER = "stranger", _("unknown person")
    OTHER = "other", _("other")


class ConsentStep(models.TextChoices):
    """For what the reporter's consent is asked: no step without it."""

    CONTACT_OTHER_PARTY = "contact_other_party", _("write to or speak with the other party")
    INVESTIGATION = "investigation", _("investigation by the meldpunt")
    MEDIATION = "mediation", _("mediation")
    REFERRAL = "referral", _("referral, and sharing what is needed for it")
    PROCEDURE = "procedure", _("help in a procedure")
    STORY = "story", _("telling the story, without names, in the monitor")


class MilestoneKind(models.TextChoices):
    """What the law wants to have happened before the next step, or at its end."""

    IDENTITY_TOLD = "identity_told", _("reporter told that their identity becomes known (art. 5.3)")
    START_TOLD_REPORTER = "start_told_reporter", _("reporter told that the investigation starts (art. 10)")
    START_TOLD_OTHER = "start_told_other", _("other party told that the investigation starts (art. 10)")
    REPORTER_HEARD = "reporter_heard", _("reporter heard")
    OTHER_HEARD = "other_heard", _("other party heard")
    REPORTER_AGREES = "reporter_agrees", _("reporter agrees to mediation (art. 11)")
    OTHER_AGREES = "other_agrees", _("other party agrees to mediation (art. 11)")
    CONCLUSION_REPORTER = "conclusion_reporter", _("written, reasoned conclusion sent to the reporter (art. 10.6)")
    CONCLUSION_OTHER = "conclusion_other", _("written, reasoned conclusion sent to the other party (art. 10.6)")


class LetterTo(models.TextChoices):
    """To whom a letter goes."""

    REPORTER = "reporter", _("reporter")
    OTHER_PARTY = "other_party", _("other party")
    THIRD_PARTY = "third_party", _("somebody else")


class ReferralBody(models.TextChoices):
    """Where a report can be referred to."""

    COLLEGE = "college", _("College voor de Rechten van de Mens")
    POLICE = "police", _("police")
    OMBUDSMAN = "ombudsman", _("Nationale ombudsman")
    CHILD_OMBUDSMAN = "child_ombudsman", _("Kinderombudsman")
    COURT = "court", _("court")
    LAWYER = "lawyer", _("lawyer or legal aid")
    MIND = "mind", _("MiND (online discrimination)")
    OTHER_ADV = "other_adv", _("another meldpunt")
    OTHER = "other", _("other")


class SharedPart(models.TextChoices):
    """What was shared with the body that a report was referred to."""

    FACTS = "facts", _("what happened, without names")
    REPORTER = "reporter", _("name and contact details of the reporter")
    OTHER_PARTY = "other_party", _("data of the other party")
    LETTERS = "letters", _("letters and files")


class AlsoReportedTo(models.TextChoices):
    """Where the reporter told it as well, so that it is not counted twice."""

    POLICE = "police", _("police")
    COLLEGE = "college", _("College voor de Rechten van de Mens")
    OTHER_ADV = "other_adv", _("another meldpunt")


class BundleKind(models.TextChoices):
    """Why reports are held together."""

    MASS = "mass", _("mass report (many about the same)")
    THEME = "theme", _("theme")


class ReporterSex(models.TextChoices):
    """The sex of the reporter, when told."""

    F = "f", _("woman")
    M = "m", _("man")
    X = "x", _("otherwise")


class FigureSource(models.TextChoices):
    """Whose figures stand beside those of the meldpunt in the monitor."""

    POLICE = "police", _("police")
    COLLEGE = "college", _("College voor de Rechten van de Mens")


class CountBasis(models.TextChoices):
    """Which municipality a report counts for in the monitor."""

    RESIDENCE = "residence", _("where the reporter lives")
    INCIDENT = "incident", _("where it happened")


def check_shared(chosen) -> None:
    """Raise ValidationError unless `chosen` is a list of parts that can be shared, each once."""
    _check(chosen, SharedPart)


def check_also_reported(chosen) -> None:
    """Raise ValidationError unless `chosen` is a list of bodies, each once."""
    _check(chosen, AlsoReportedTo)


def _check(chosen, choices):
    if not isinstance(chosen, list) or len(set(map(str, chosen))) != len(chosen):
        raise ValidationError(_("Give a list in which each stands once."))
    for value in chosen:
        if value not in choices.values:
            raise ValidationError(_("%(value)s is not in the list."), params={"value": value})
