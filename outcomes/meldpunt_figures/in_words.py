"""What is counted of a report, in words: names of municipalities and values, in the language of the user."""

from django.utils.translation import gettext as _

from outcomes.meldpunt_figures.facts import CountedReport
from programmes.models import Municipality
from referrals.discrimination_choices import IncidentState, ReportChannel, ReportKind, ResidenceState
from referrals.models import DiscriminationReport, ListValue

NOTHING = "–"


class Words:
    """The names that a number of counted reports need, read once: two queries."""

    def __init__(self, reports):
        reports = list(reports)
        codes = {code for report in reports for code in (report.residence, report.incident)}
        self.places = dict(Municipality.objects.filter(code__in=codes).values_list("code", "name"))
        self.values = {(row.list, row.key): str(row) for row in ListValue._base_manager.all()}

    def residence(self, report: CountedReport) -> str:
        """Where the reporter lives."""
        return self.places.get(report.residence) or str(dict(ResidenceState.choices).get(report.residence, report.residence))

    def incident(self, report: CountedReport) -> str:
        """Where it happened."""
        return self.places.get(report.incident) or str(dict(IncidentState.choices).get(report.incident, report.incident))

    def fact(self, report: CountedReport | None, name) -> str:
        """One thing that is counted of a report; a dash where it is not counted at all."""
        if report is None:
            return NOTHING
        value = getattr(report, name)
        match name:
            case "residence" | "incident":
                return getattr(self, name)(report)
            case "kind":
                return str(ReportKind(value).label)
            case "channel":
                return str(ReportChannel(value).label)
            case "grounds" | "handling":
                return ", ".join(self.values.get((name.removesuffix("s"), key), key) for key in value) or NOTHING
            case "terrain" | "nature":
                return self.values.get((name, value), value)
            case _:
                return value if isinstance(value, str) else _("yes") if value else _("no")


def label(name) -> str:
    """What a fact is called on the page of a report."""
    if name == "handling":
        return _("way of handling")
    if name == "mass":
        return _("mass report")
    return str(DiscriminationReport._meta.get_field(name).verbose_name)
