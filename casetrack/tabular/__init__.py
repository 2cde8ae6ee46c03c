"""Tables in files: reads CSV and XLSX with every fault named, writes both so that no cell is a formula."""

from casetrack.tabular.columns import (
    Column,
    Wrong,
    choice,
    day,
    is_email,
    text,
    whole_number,
)
from casetrack.tabular.problems import Problem, Problems, shorten
from casetrack.tabular.reading import MAX_ROWS, Table, Unreadable, read, text_named_as_workbook
from casetrack.tabular.writing import csv_lines, xlsx_bytes

__all__ = [
    "MAX_ROWS",
    "Column",
    "Problem",
    "Problems",
    "Table",
    "Unreadable",
    "Wrong",
    "choice",
    "csv_lines",
    "day",
    "is_email",
    "read",
    "shorten",
    "text",
    "text_named_as_workbook",
    "whole_number",
    "xlsx_bytes",
]
