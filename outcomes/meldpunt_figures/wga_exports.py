"""The form of the Wga as a file: PDF as printed, CSV with the same words, JSON with the codes."""

import json
from collections.abc import Callable

from django.http import HttpResponse

from casetrack import tabular
from outcomes.meldpunt_figures.wga import COLUMNS
from outcomes.meldpunt_figures.wga_pdf import render_form
from outcomes.meldpunt_figures.wga_words import COLUMN_NAMES, FOOTNOTES, HEAD, TABLES, WgaForm, rows_of


def table(form: WgaForm) -> tuple[list[str], list[list[str]]]:
    """Headings and rows in the words of the form; each row can be read alone."""
    heads = [*HEAD, "Stand", "Tabel", "Rubriek", *(COLUMN_NAMES[column] for column in COLUMNS), "Noot"]
    about = [value for _label, value in form.head]
    rows = []
    for key, content in TABLES.items():
        for value, name, numbers in rows_of(form, key):
            note = FOOTNOTES.get(value or key, "") if not value or value == "registration" else ""
            rows.append([*about, form.standing, content["nl"], name, *(str(numbers[column]) for column in COLUMNS), note])
    return heads, rows


def as_data(form: WgaForm) -> dict:
    """The form with the codes of wga-form.json: municipality, year, tables; what is no return says so."""
    data = {"municipality": form.counted.municipality, "year": form.year, "tables": form.counted.tables()}
    return {**data, "without_reports_kept_from_you": True} if form.kept_away else data


def _json(form):
    return f"{json.dumps(as_data(form), ensure_ascii=False, indent=2)}\n".encode()


def _csv(form):
    return b"".join(tabular.csv_lines(*table(form)))


FORMATS: dict[str, tuple[str, Callable[[WgaForm], bytes]]] = {
    "pdf": ("application/pdf", render_form),
    "csv": ("text/csv; charset=utf-8", _csv),
    "json": ("application/json", _json),
}


def content(form: WgaForm, ending: str) -> bytes:
    """The form in one of the formats; raises KeyError for an unknown ending."""
    return FORMATS[ending][1](form)


def download(form: WgaForm, ending: str) -> HttpResponse:
    """The form as a file to keep; raises KeyError for an unknown ending."""
    headers = {"Content-Disposition": f'attachment; filename="{form.file_name}.{ending}"', "X-Content-Type-Options": "nosniff"}
    return HttpResponse(content(form, ending), content_type=FORMATS[ending][0], headers=headers)
