"""A statement as a table in a file, for page and download alike."""

from collections.abc import Callable

from django.http import HttpResponse
from django.utils.translation import gettext as _

from casetrack import tabular
from outcomes import pdf
from outcomes.statements import Statement, kind_names


def _iso(day):
    return day.isoformat() if day else ""


def table(statement: Statement) -> tuple[list[str], list[list[str]]]:
    """Headings and rows: one row a figure, and everything that is needed to read it alone; texts only."""
    heads = [
        _("Edition"), _("Letter"), _("Horizon in months"), _("Figure"), "N", "D", _("Percentage"), _("Left out of D"), _("Not yet counted"),
        _("As of"), _("Period from"), _("Period until"), _("Counts as placed"), _("Version of the definitions"), _("Meaning"), _("Report version"),
        _("Checksum"),
    ]  # fmt: skip
    rows = []
    for row in statement.rows:
        figure = row.figure
        rows.append(
            [
                statement.edition,
                figure.letter,
                "" if figure.horizon_months is None else str(figure.horizon_months),
                figure.name,
                str(figure.n),
                str(figure.d),
                row.percentage,
                "; ".join(row.excluded),
                str(figure.waiting),
                figure.as_of.isoformat(),
                _iso(figure.period.first),
                _iso(figure.period.last),
                kind_names(figure.counts),
                str(figure.version),
                figure.meaning,
                str(statement.number or _("concept")),
                statement.checksum,
            ]
        )
    return heads, rows


def _csv(statement):
    return b"".join(tabular.csv_lines(*table(statement)))


def _xlsx(statement):
    return tabular.xlsx_bytes(*table(statement), sheet=_("Uitstroom"))


FORMATS: dict[str, tuple[str, Callable[[Statement], bytes]]] = {
    "pdf": ("application/pdf", pdf.render),
    "xlsx": ("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet", _xlsx),
    "csv": ("text/csv; charset=utf-8", _csv),
}


def download(statement: Statement, ending: str) -> HttpResponse:
    """The statement as a file to keep; raises KeyError for an unknown ending."""
    kind, write = FORMATS[ending]
    return HttpResponse(
        write(statement),
        content_type=kind,
        headers={
            "Content-Disposition": f'attachment; filename="{statement.file_name}.{ending}"',
            "X-Content-Type-Options": "nosniff",
        },
    )
