"""The tables of the monitor as files: every number a row of its own, which can be read alone; or as data."""

import json

from django.http import HttpResponse
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from casetrack import tabular
from outcomes.meldpunt_figures.definitions import AREA, LEFT_OUT_WORDS, VERSION
from outcomes.meldpunt_figures.facts import WITHOUT
from outcomes.meldpunt_figures.monitor import Monitor
from outcomes.meldpunt_figures.numbers import Table
from outcomes.meldpunt_figures.tables import source_names
from outcomes.monitor_pdf import render_monitor
from referrals.discrimination_choices import CountBasis


def way_of_counting(monitor: Monitor) -> str:
    """By what, and with or without mass reports, in words."""
    mass = _("with mass reports") if monitor.variant.with_mass else _("without mass reports")
    return f"{CountBasis(monitor.variant.basis).label}, {mass}"


def left_out(monitor: Monitor) -> str:
    """Who does not count and why, with the numbers, in one line."""
    reasons = "; ".join(f"{LEFT_OUT_WORDS[reason]}: {number.value}" for reason, number in monitor.left_out())
    return f"{reasons}. {WITHOUT}" if monitor.kept_away else reasons


def lines(monitor: Monitor, tables: list[Table]) -> tuple[list[str], list[list[str]]]:
    """Headings and rows, texts only. A hidden number is a dash, an unknown one is empty."""
    heads = [
        _("Table"), _("Name"), _("Unit"), _("Row"), _("Of which"), _("Column"), _("Year"), _("Source"), _("Number"), _("Percentage"),
        _("Per 1,000 inhabitants"), _("Change from the year before, %"), _("Counted by"), _("Left out"), _("Version of the definitions"), _("Meaning"),
    ]  # fmt: skip
    sources, way, out = source_names(), way_of_counting(monitor), left_out(monitor)
    rows = []
    for table in tables:
        about = [table.code, capfirst(str(table.definition.title)), str(table.definition.unit)]
        meaning = f"{table.definition.meaning} {AREA}"
        for row in table.rows:
            first, *more = row.labels
            for column, number in zip(table.columns, row.numbers, strict=True):
                derived = [_plain(number.percentage), _plain(number.rate), _plain(number.change)]
                place = [first, ", ".join(more), column, str(number.year), sources[number.source]]
                rows.append([*about, *place, number.value, *derived, way, out, str(VERSION), meaning])
    return heads, rows


def _plain(number):
    return "" if number is None else str(number)


def as_data(monitor: Monitor, tables: list[Table], name: str) -> dict:
    """The tables as plain data; `number` is null where it is hidden or not known."""
    return {
        "meldpunt": name,
        "year": monitor.year,
        "basis": monitor.variant.basis,
        "with_mass": monitor.variant.with_mass,
        "definitions": VERSION,
        "small_numbers_hidden": monitor.public,
        "without_reports_kept_from_you": monitor.kept_away,
        "left_out": {reason: number.number for reason, number in monitor.left_out()},
        "tables": [_table(table) for table in tables],
    }


def _table(table):
    return {
        "code": table.code,
        "title": str(table.definition.title),
        "unit": str(table.definition.unit),
        "meaning": str(table.definition.meaning),
        "heads": table.heads,
        "columns": table.columns,
        "rows": [{"labels": list(row.labels), "total": row.total, "numbers": [_number(number) for number in row.numbers]} for row in table.rows],
    }


def _number(number):
    return {
        "number": number.number,
        "hidden": number.hidden,
        "year": number.year,
        "source": number.source,
        "percentage": None if number.percentage is None else float(number.percentage),
        "per_1000": None if number.rate is None else float(number.rate),
        "change": None if number.change is None else float(number.change),
    }


def download(monitor: Monitor, tables: list[Table], ending: str, *, name: str, code: str) -> HttpResponse:
    """The tables as a file to keep; raises KeyError for an unknown ending."""
    kind, write = FORMATS[ending]
    shown = "public" if monitor.public else "incomplete" if monitor.kept_away else "exact"
    headers = {
        "Content-Disposition": f'attachment; filename="monitor-{code}-{monitor.year}-{shown}.{ending}"',
        "X-Content-Type-Options": "nosniff",
    }
    return HttpResponse(write(monitor, tables, name), content_type=kind, headers=headers)


FORMATS = {
    "xlsx": (
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        lambda monitor, tables, name: tabular.xlsx_bytes(*lines(monitor, tables), sheet=_("Monitor")),
    ),
    "csv": ("text/csv; charset=utf-8", lambda monitor, tables, name: b"".join(tabular.csv_lines(*lines(monitor, tables)))),
    "json": (
        "application/json",
        lambda monitor, tables, name: json.dumps(as_data(monitor, tables, name), ensure_ascii=False, indent=1).encode(),
    ),
    "pdf": ("application/pdf", lambda monitor, tables, name: render_monitor(monitor, tables, name)),
}
FOR_STAFF = ("xlsx", "csv", "json")  # a PDF looks final, and these numbers are not for others
