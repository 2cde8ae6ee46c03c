"""The figures of a programme as a table in a file: every number a row of its own, texts only."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casetrack import tabular
from outcomes.programme_figures import VERSION, Span
from outcomes.programme_statements import NOT_PROOF, Line, Overview, shown


def table(edition, span: Span, overview: Overview) -> tuple[list[str], list[list[str]]]:
    """Headings and rows; each row can be read alone."""
    heads = [
        _("Edition"), _("Figure"), _("Unit"), _("Part"), _("Of which"), _("Number"), _("D"), _("Percentage"), _("Left out of D"), _("Period from"),
        _("Period until"), _("As of"), _("Version of the definitions"), _("Meaning"), _("Note"),
    ]  # fmt: skip
    period = [span.first.isoformat(), span.until.isoformat(), span.as_of.isoformat(), str(VERSION)]
    rows = []
    for line in overview.lines:
        for part, column, number, d in _numbers(line):
            whole = not part
            percentage, left = (line.percentage, "; ".join(line.excluded)) if whole else ("", "")
            about = [str(edition), capfirst(line.label), line.unit, part, column, number, d, percentage, left]
            rows.append([*about, *period, str(line.definition.meaning), str(NOT_PROOF)])
    return heads, rows


def _numbers(line: Line):
    """(part, column, number, D) of a figure: the whole first, then its parts."""
    figure = line.figure
    if figure.key == "contacts":
        yield "", "", shown(figure.n), _("%(days)s days") % {"days": figure.d}
        yield _("per trajectory per month"), "", line.rate, ""
        return
    yield "", "", shown(figure.n), "" if figure.d is None else str(figure.d)
    yield from ((name, "", number, "") for name, number in line.parts)
    yield from ((name, column, number, "") for name, numbers in line.rows for column, number in zip(line.columns, numbers, strict=True))


def _csv(heads, rows):
    return b"".join(tabular.csv_lines(heads, rows))


def _xlsx(heads, rows):
    return tabular.xlsx_bytes(heads, rows, sheet=_("Figures"))


FORMATS: dict[str, tuple[str, Callable]] = {
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
    "csv": ("text/csv; charset=utf-8", _csv),
}


def download(edition, span: Span, overview: Overview, ending: str) -> HttpResponse:
    """The figures as a file to keep; raises KeyError for an unknown ending."""
    kind, write = FORMATS[ending]
    name = f"figures-{edition.code}-{span.first.isoformat()}-{span.last.isoformat()}.{ending}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(write(*table(edition, span, overview)), content_type=kind, headers=headers)
