"""The definitions of the tables of the monitor, as data with a version: what is counted, in which unit, and who is left out."""

from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

VERSION = 1  # raised whenever a definition changes what is counted

# The word alone means statements to funders elsewhere.
REPORTS, MENTIONS = pgettext_lazy("of discrimination", "reports"), _("mentions")
COUNTED_ONCE = _("Each report counts once.")
SEVERAL = _("A report counts for each ground that it names, once: together they can be more than the reports.")
SEVERAL_WAYS = _("A report counts for each way in which it was handled, once, and for none while nothing was done yet.")
OF_OTHERS = _(
    "Figures of the police and of the College are those that they published for the whole area; for a region of it they stay empty. "
    "Somebody may have told it to more than one of them."
)


@dataclass(frozen=True)
class Definition:
    """What a table says. `public` tables are part of what is published; the others compare two ways of counting."""

    title: str
    unit: str
    meaning: str
    public: bool = True


DEFINITIONS: dict[str, Definition] = {
    "B1": Definition(_("Reports by year and source"), REPORTS, OF_OTHERS),
    "B2": Definition(
        _("Municipalities by source and year"),
        REPORTS,
        _("For every 1,000 inhabitants on 1 January of the year, where the population is known; rounded to one decimal, half upwards."),
    ),
    "B3": Definition(_("Grounds by source and year"), MENTIONS, SEVERAL),
    "B4": Definition(_("Grounds by area of society"), MENTIONS, SEVERAL),
    "B5": Definition(_("Areas of society by year"), REPORTS, COUNTED_ONCE),
    "B6": Definition(_("Nature by year"), REPORTS, COUNTED_ONCE),
    "B6b": Definition(_("Nature by ground"), MENTIONS, SEVERAL),
    "B7": Definition(_("Ways of handling by year"), MENTIONS, SEVERAL_WAYS),
    "B8": Definition(
        _("Finer grounds by year"),
        MENTIONS,
        _("Finer than the official form: a report counts for each finer ground that it names. A ground that is not told more finely stands apart."),
    ),
    "B9": Definition(
        _("Where the reporter lives, and where it happened"),
        REPORTS,
        _("The same reports counted in two ways. Each report counts once in each column."),
        public=False,
    ),
    "B10": Definition(
        _("With and without mass reports"),
        REPORTS,
        _("A mass report is a bundle of many reports about the same. Each report counts once."),
        public=False,
    ),
    "B11": Definition(_("Municipalities by ground"), MENTIONS, SEVERAL),
    "B11b": Definition(_("Municipalities by area of society"), REPORTS, COUNTED_ONCE),
}

LEFT_OUT_WORDS = {
    "mass": _("part of a mass report"),
    "not_applicable": _("happened nowhere in particular (national, or online)"),
    "unknown": _("municipality not known"),
    "outside": _("outside the area of the meldpunt"),
}
AREA = _("A municipality belongs to the area of a year when it had joined the meldpunt on a day of that year.")
WHY_HIDDEN = _(
    "A dash: not shown. Numbers from 1 to 4 are hidden, because they may point at somebody. Other numbers are hidden so that the small ones cannot be "
    "worked out from totals or from another table. Percentages are rounded, and only of 30 or more. Empty: not known."
)
